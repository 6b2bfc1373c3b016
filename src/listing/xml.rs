//! Listings in XML: nginx's `autoindex_format xml`, `PROPFIND` of WebDAV, and the replies of storage services.
//!
//! nginx: `ngx_http_autoindex_module` (`<list><file mtime size>name</file>…`). WebDAV: RFC 4918, section 14.16. S3: Amazon's
//! API reference, `ListObjectsV2` and `ListObjects`. Azure: Blob service, `List Blobs`. Swift: OpenStack Object Storage API,
//! container listing (all as of 2026). Names of elements are compared without their namespace prefix and in any case of letters. Entities
//! that a document declares itself are not known: such a document is none of these.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::html::link::{LinkRules, name_of};
use super::html::select_region::merge;
use super::s3::Bucket;
use super::s3::{Row, entry};
use super::xml_root::Root;
use super::{
    Continuation, DirectoryIndex, EntryKind, IndexEntry, Modified, NotAnIndex, PageRequest,
    Refused, RefusedReason, Size,
};
use crate::mirror::{name_bytes, name_from_bytes};

/// Most bytes that are kept of one element's text: S3 keys have at most 1,024, each written with up to six.
const TEXT_LIMIT: usize = 16 << 10;

/// Deepest nesting that is read.
const DEPTH: usize = 32;

/// Says what a page begins as: one of these documents (`Ok`), or another document in XML, given by its root element.
///
/// A page in HTML is neither, although it may begin as XML does. Without a declaration another document is XML if the server
/// says so or its root has a namespace.
pub(super) fn begins(start: &[u8], says_xml: bool) -> Option<Result<(), NotAnIndex>> {
    let text = name_from_bytes(start.to_vec());
    let name = root_of(&mut reader(&text))?;
    if Root::of(&name.to_ascii_lowercase()).is_some() {
        return Some(Ok(()));
    }
    let is_xml = says_xml || text.trim_start().starts_with("<?xml") || text.contains(" xmlns");
    let is_xml = is_xml && !name.eq_ignore_ascii_case("html");
    is_xml.then_some(Err(NotAnIndex::OtherXml { root: name }))
}

/// Reads a whole document. What comes before a cut, or before what is not well-formed, is kept.
pub(super) fn read(
    page: Vec<u8>,
    asked: &PageRequest,
    cut: bool,
) -> Result<DirectoryIndex, NotAnIndex> {
    // The parser takes text, and names can be bytes that are none.
    let text = name_from_bytes(page);
    let mut reader = reader(&text);
    let root = root_of(&mut reader).and_then(|name| Root::of(&name.to_ascii_lowercase()));
    let root = root.ok_or(NotAnIndex::NoListing)?;
    let mut document = Document::new(root);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) if document.path.len() < DEPTH => document.open(&tag),
            Event::End(_) if document.path.is_empty() => {
                document.closed = true;
                break;
            }
            Event::End(_) => document.end(),
            Event::Text(text) => document.add(&text.xml10_content()),
            Event::CData(text) => document.add(&text.xml10_content()),
            Event::GeneralRef(reference) => document.add_reference(&reference),
            Event::Start(_) | Event::DocType(_) | Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    document.finish(asked, cut)
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    reader
}

/// Reads up to the root element and returns its name without its prefix; nothing after a document type.
fn root_of(reader: &mut Reader<&[u8]>) -> Option<String> {
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => return Some(tag.local_name().as_ref().to_owned()),
            Event::DocType(_) | Event::Eof => return None,
            _ => {}
        }
    }
}

/// Returns the name of an element without its prefix, in small letters.
fn local_name(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_ascii_lowercase()
}

/// What was read of a document.
#[derive(Debug)]
struct Document {
    root: Root,
    /// The elements that are open below the root.
    path: Vec<String>,
    /// The text of the innermost one; empty if it is longer than [`TEXT_LIMIT`].
    text: String,
    overlong: bool,
    row: Row,
    rows: Vec<Row>,
    bucket: Bucket,
    /// Where Azure's list goes on.
    marker: Option<String>,
    /// What an error says.
    code: String,
    message: String,
    /// Says whether the root's end tag was seen.
    closed: bool,
    /// Whether WebDAV says that it left something out.
    partial: bool,
}

impl Document {
    fn new(root: Root) -> Self {
        Self {
            root,
            path: Vec::new(),
            text: String::new(),
            overlong: false,
            row: Row::default(),
            rows: Vec::new(),
            bucket: Bucket::default(),
            marker: None,
            code: String::new(),
            message: String::new(),
            closed: false,
            partial: false,
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = local_name(tag);
        self.text.clear();
        self.overlong = false;
        let parents: Vec<&str> = self.path.iter().map(String::as_str).collect();
        if self.root.is_row(&parents, &name) {
            self.row = Row {
                directory: matches!(
                    name.as_str(),
                    "directory" | "commonprefixes" | "blobprefix" | "subdir"
                ),
                ..Row::default()
            };
            if self.root == Root::List {
                self.attributes(tag);
            }
        }
        self.path.push(name);
    }

    fn attributes(&mut self, tag: &BytesStart<'_>) {
        for attribute in tag.attributes().flatten() {
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                continue;
            };
            match attribute.key.local_name().as_ref() {
                "mtime" => self.row.modified = Modified::parse_cell(&value),
                "size" => self.row.size = exact(&value),
                _ => {}
            }
        }
    }

    fn add(&mut self, text: &str) {
        self.overlong |= self.text.len() + text.len() > TEXT_LIMIT;
        if self.overlong {
            self.text.clear();
        } else {
            self.text.push_str(text);
        }
    }

    /// Adds the character that a reference stands for; one that is not known stays as it is written.
    fn add_reference(&mut self, reference: &BytesRef<'_>) {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            return self.add(character.encode_utf8(&mut [0; 4]));
        }
        match quick_xml::escape::resolve_predefined_entity(reference) {
            Some(text) => self.add(text),
            None => self.add(&format!("&{};", &**reference)),
        }
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let bytes = || name_bytes(&text).into_owned();
        let name = self.path.pop().unwrap_or_default();
        let parents: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let is_row = self.root.is_row(&parents, &name);
        match (self.root, &parents[..], name.as_str()) {
            (Root::List, [], _) => self.row.key = Some(bytes()),
            _ if is_row => {}
            (Root::Bucket, [], name) => self.bucket.take(name, &bytes()),
            (Root::Blobs, [], "nextmarker") if !text.is_empty() => self.marker = Some(text),
            (Root::Blobs, [], "prefix" | "delimiter") => self.bucket.take(&name, &bytes()),
            (Root::Bucket, [_], "key" | "prefix")
            | (Root::Blobs, ["blobs", _], "name")
            | (Root::Container, [_], "name")
            | (Root::Multistatus, ["response"], "href") => {
                // One element may have several.
                if self.row.key.is_some() {
                    self.rows.push(self.row.clone());
                }
                self.row.key = Some(bytes());
            }
            (Root::Blobs, [], "containers") => self.root = Root::Containers,
            (Root::Bucket, [_], "size")
            | (Root::Container, [_], "bytes")
            | (Root::Blobs, ["blobs", _, "properties"], "content-length")
            | (Root::Multistatus, ["response", "propstat", "prop"], "getcontentlength") => {
                self.row.size = exact(&text).or(self.row.size);
            }
            (Root::Bucket, [_], "lastmodified")
            | (Root::Container, [_], "last_modified")
            | (Root::Blobs, ["blobs", _, "properties"], "last-modified")
            | (Root::Multistatus, ["response", "propstat", "prop"], "getlastmodified") => {
                self.row.modified = Modified::parse_cell(&text);
            }
            // `HTTP/1.1 507 Insufficient Storage`: RFC 4918, section 11.5, and the sync extension, RFC 6578, section 3.6.
            (Root::Multistatus, ["response"], "status") => {
                let code = text.split_whitespace().nth(1);
                self.row.missing = matches!(code, Some("404" | "410"));
                self.partial |= code == Some("507");
            }
            (Root::Blobs, ["blobs", _, "properties"], "resourcetype") => {
                self.row.directory |= text.trim() == "directory";
            }
            // Windows servers say so too, some alone.
            (Root::Multistatus, ["response", "propstat", "prop"], "iscollection") => {
                self.row.directory |= matches!(text.trim(), "1" | "true" | "t");
            }
            (Root::Multistatus, ["response", "propstat", "prop", "resourcetype"], "collection") => {
                self.row.directory = true;
            }
            (Root::Error, [], "code") => text.trim().clone_into(&mut self.code),
            (Root::Error, [], "message") => text.trim().clone_into(&mut self.message),
            // An owner or a checksum, deeper down, has names of its own.
            _ => {}
        }
        if is_row {
            self.rows.push(std::mem::take(&mut self.row));
        }
    }

    fn finish(self, asked: &PageRequest, cut: bool) -> Result<DirectoryIndex, NotAnIndex> {
        if self.root == Root::Containers {
            return Err(NotAnIndex::OtherXml {
                root: "EnumerationResults".to_owned(),
            });
        }
        let truncated = cut || !self.closed || self.partial;
        if self.root == Root::Error {
            // A page of nginx or a feed may begin so too; an S3 error always has a code.
            return Err(if self.code.is_empty() {
                NotAnIndex::NoListing
            } else {
                NotAnIndex::ServerError {
                    code: self.code,
                    message: self.message,
                }
            });
        }
        // Swift does not repeat the question in its answer.
        let states_prefix = self.closed && self.root != Root::Container;
        let prefix = self.bucket.prefix(asked, states_prefix);
        // Keys and common prefixes may stand in two groups.
        let last = self.rows.iter().filter_map(|row| row.key.as_deref()).max();
        let next = match self.marker {
            Some(marker) => Some(Continuation::Marker(marker)),
            None => self.bucket.next(last).filter(|_| self.bucket.truncated),
        };
        let links = LinkRules::new(asked);
        let mut refused = Refused::default();
        let mut entries = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let Some(key) = &row.key else {
                refused.add(b"", RefusedReason::NoName);
                continue;
            };
            let read = match self.root {
                _ if row.missing => Err(RefusedReason::Missing),
                root if root.has_keys() => self.bucket.object(key, row, &prefix, asked),
                Root::Multistatus => linked(&links, key, row),
                _ => name_of(key.clone()).map(|name| entry(name, row.directory, row)),
            };
            match read {
                Ok(entry) => entries.push(entry),
                Err(reason) => refused.add(key, reason),
            }
        }
        Ok(DirectoryIndex {
            entries: merge(entries),
            refused,
            truncated: truncated || (self.bucket.truncated && next.is_none()),
            next: next.filter(|_| !truncated),
            bucket_directory: self
                .root
                .has_keys()
                .then(|| super::s3::directory_of(&prefix))
                .flatten(),
        })
    }
}

/// Reads the address of a WebDAV resource as an entry.
fn linked(links: &LinkRules, href: &[u8], row: &Row) -> Result<IndexEntry, RefusedReason> {
    let (name, kind) = links.read(href.trim_ascii())?;
    Ok(entry(
        name,
        row.directory || kind == EntryKind::Directory,
        row,
    ))
}

/// Reads a whole number of bytes.
fn exact(text: &str) -> Option<Size> {
    text.trim().parse().ok().map(Size::Exact)
}
