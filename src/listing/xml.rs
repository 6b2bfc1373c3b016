//! Listings in XML: nginx's `autoindex_format xml`, and the replies of S3 services to `ListObjects`.
//!
//! nginx: `ngx_http_autoindex_module` (`<list><file mtime size>name</file>…`). S3: Amazon's API reference, `ListObjectsV2` and
//! `ListObjects` (2026). Names of elements are compared without their namespace prefix and in any case of letters. Entities
//! that a document declares itself are not known: such a document is none of these.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::html::link::name_of;
use super::html::select_region::merge;
use super::s3::Bucket;
use super::s3::{Row, entry};
use super::{DirectoryIndex, Modified, NotAnIndex, PageRequest, Refused, RefusedReason};
use crate::mirror::{name_bytes, name_from_bytes};

/// Most bytes that are kept of one element's text: S3 keys have at most 1,024, each written with up to six.
const TEXT_LIMIT: usize = 16 << 10;

/// Deepest nesting that is read.
const DEPTH: usize = 32;

/// The root elements that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Root {
    /// nginx's list.
    List,
    /// An S3 bucket.
    Bucket,
    /// An S3 service's error.
    Error,
}

impl Root {
    fn of(name: &str) -> Option<Self> {
        match name {
            "list" => Some(Self::List),
            "listbucketresult" => Some(Self::Bucket),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}

/// Says whether a page begins as one of these documents does: what comes before the root element, and its start tag.
pub(super) fn begins(start: &[u8]) -> bool {
    let text = name_from_bytes(start.to_vec());
    root_of(&mut reader(&text)).is_some()
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
    let root = root_of(&mut reader).ok_or(NotAnIndex::NoListing)?;
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

/// Reads up to the root element; nothing if it is none that is known.
fn root_of(reader: &mut Reader<&[u8]>) -> Option<Root> {
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => return Root::of(&local_name(&tag)),
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
    /// What an error says.
    code: String,
    message: String,
    /// Says whether the root's end tag was seen.
    closed: bool,
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
            code: String::new(),
            message: String::new(),
            closed: false,
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = local_name(tag);
        self.text.clear();
        self.overlong = false;
        if self.path.is_empty() {
            self.row = Row {
                directory: matches!(name.as_str(), "directory" | "commonprefixes"),
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
                "size" => self.row.size = value.parse().ok(),
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
        match (self.root, self.path.len()) {
            (Root::List, 0) => {
                self.row.key = Some(bytes());
                self.push_row();
            }
            (Root::Bucket, 0) if matches!(name.as_str(), "contents" | "commonprefixes") => {
                self.push_row();
            }
            (Root::Bucket, 0) => self.bucket.take(&name, &bytes()),
            (Root::Bucket, 1) => match name.as_str() {
                "key" | "prefix" => self.row.key = Some(bytes()),
                "size" => self.row.size = text.trim().parse().ok(),
                "lastmodified" => self.row.modified = Modified::parse_cell(&text),
                _ => {}
            },
            (Root::Error, 0) => match name.as_str() {
                "code" => text.trim().clone_into(&mut self.code),
                "message" => text.trim().clone_into(&mut self.message),
                _ => {}
            },
            // An owner or a checksum, deeper down, has names of its own.
            _ => {}
        }
    }

    fn push_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
    }

    fn finish(self, asked: &PageRequest, cut: bool) -> Result<DirectoryIndex, NotAnIndex> {
        let truncated = cut || !self.closed;
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
        let is_bucket = self.root == Root::Bucket;
        let prefix = self.bucket.prefix(asked, self.closed);
        let last = self.rows.last().and_then(|row| row.key.as_deref());
        let next = self.bucket.next(last);
        let mut refused = Refused::default();
        let mut entries = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let Some(key) = &row.key else {
                refused.add(b"", RefusedReason::NoName);
                continue;
            };
            let read = if is_bucket {
                self.bucket.object(key, row, &prefix, asked)
            } else {
                name_of(key.clone()).map(|name| entry(name, row.directory, row))
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
            next: next.filter(|_| self.bucket.truncated && !truncated),
            bucket_directory: is_bucket
                .then(|| super::s3::directory_of(&prefix))
                .flatten(),
        })
    }
}
