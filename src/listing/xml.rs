//! Listings in XML: nginx's `autoindex_format xml`, and the replies of S3 services to `ListObjects`.
//!
//! nginx: `ngx_http_autoindex_module` (`<list><file mtime size>name</file>…`). S3: Amazon's API reference, `ListObjectsV2` and
//! `ListObjects` (2026). The tokens of HTML serve for XML too: names come in lower case, entities are decoded.

use percent_encoding::percent_decode;

use super::html::choose::merge;
use super::html::link::name_of;
use super::html::token::Token;
use super::{
    Asked, DirectoryIndex, EntryKind, IndexEntry, Modified, NotAnIndex, Refused, RefusedReason,
    Size,
};
use crate::mirror::RemotePath;

/// Most bytes that are kept of one element's text: S3 keys have at most 1,024, each written with up to six.
const TEXT_LIMIT: usize = 16 << 10;

/// The elements of an S3 reply that hold other elements.
const CONTAINERS: [&[u8]; 5] = [
    b"contents",
    b"commonprefixes",
    b"owner",
    b"initiator",
    b"restorestatus",
];

/// The root elements that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// nginx's list.
    List,
    /// An S3 bucket.
    Bucket,
    /// An S3 service's error.
    Error,
}

impl Root {
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"list" => Some(Self::List),
            b"listbucketresult" => Some(Self::Bucket),
            b"error" => Some(Self::Error),
            _ => None,
        }
    }
}

/// Reads one document.
#[derive(Debug)]
pub(super) struct XmlReader {
    root: Root,
    /// The element whose start tag is read; it may come in part, and again from its beginning.
    opening: Vec<u8>,
    /// Says whether the root's own start tag is behind.
    opened: bool,
    /// The element of a bucket that is open and holds text.
    leaf: Vec<u8>,
    /// The other elements that are open below the root.
    path: Vec<Vec<u8>>,
    text: Vec<u8>,
    row: Row,
    attribute: Vec<u8>,
    rows: Vec<Row>,
    bucket: Bucket,
    refused: Refused,
    /// Says whether the root's end tag was seen.
    closed: bool,
}

/// An element that may be an entry.
#[derive(Clone, Debug, Default)]
struct Row {
    key: Option<Vec<u8>>,
    directory: bool,
    size: Option<u64>,
    modified: Option<Modified>,
}

/// What an S3 reply says of itself.
#[derive(Clone, Debug, Default)]
struct Bucket {
    prefix: Vec<u8>,
    delimiter: bool,
    encoded: bool,
    truncated: bool,
    next: Option<String>,
    /// In a listing of the first version, where it goes on; empty where only its last key says so.
    marker: Option<Vec<u8>>,
    code: String,
    message: String,
}

impl XmlReader {
    pub(super) fn new(root: Root) -> Self {
        Self {
            root,
            opening: Vec::new(),
            opened: false,
            leaf: Vec::new(),
            path: Vec::new(),
            text: Vec::new(),
            row: Row::default(),
            attribute: Vec::new(),
            rows: Vec::new(),
            bucket: Bucket::default(),
            refused: Refused::default(),
            closed: false,
        }
    }

    pub(super) fn take(&mut self, token: Token<'_>) {
        match token {
            Token::OpenTag(name) => {
                self.opening = name.to_vec();
                self.text.clear();
                if self.path.is_empty() || self.root == Root::List {
                    self.row = Row {
                        directory: matches!(name, b"directory" | b"commonprefixes"),
                        ..Row::default()
                    };
                }
            }
            Token::CloseTag if self.opened => {
                // Of a bucket's elements only these hold others; an empty one, `<Prefix/>`, has no end tag.
                let opening = std::mem::take(&mut self.opening);
                if self.root != Root::Bucket || CONTAINERS.contains(&&opening[..]) {
                    self.path.push(opening);
                } else {
                    self.leaf = opening;
                }
            }
            Token::CloseTag => self.opened = true,
            Token::Attribute(name) => self.attribute = name.to_vec(),
            Token::Value(value) if self.root == Root::List => self.value(value),
            Token::Text(text) => {
                if self.text.len() + text.len() <= TEXT_LIMIT {
                    self.text.extend_from_slice(text);
                }
            }
            Token::EndTag(name) => self.end(name),
            Token::Value(_) | Token::Doctype | Token::Cut => {}
        }
    }

    fn value(&mut self, value: &[u8]) {
        let text = std::str::from_utf8(value).unwrap_or_default();
        match &self.attribute[..] {
            b"mtime" => self.row.modified = Modified::parse_cell(text),
            b"size" => self.row.size = text.parse().ok(),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        let text = std::mem::take(&mut self.text);
        if self.leaf == name {
            self.leaf.clear();
        } else if let Some(place) = self.path.iter().rposition(|open| open == name) {
            self.path.truncate(place);
        } else {
            self.closed |= Root::of(name) == Some(self.root);
            return;
        }
        match self.root {
            Root::List => {
                self.row.key = Some(text);
                self.push_row();
            }
            Root::Bucket if self.path.is_empty() => self.end_of_bucket(name, &text),
            Root::Bucket => self.end_in_row(name, text),
            Root::Error => {
                let text = String::from_utf8_lossy(&text).trim().to_owned();
                match name {
                    b"code" => self.bucket.code = text,
                    b"message" => self.bucket.message = text,
                    _ => {}
                }
            }
        }
    }

    fn push_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.rows.push(row);
    }

    fn end_of_bucket(&mut self, name: &[u8], text: &[u8]) {
        let words = || String::from_utf8_lossy(text).trim().to_owned();
        match name {
            b"prefix" => self.bucket.prefix = text.to_vec(),
            b"delimiter" => self.bucket.delimiter = !text.is_empty(),
            b"encodingtype" => self.bucket.encoded = text.eq_ignore_ascii_case(b"url"),
            b"istruncated" => self.bucket.truncated = words() == "true",
            b"marker" if self.bucket.marker.is_none() => self.bucket.marker = Some(Vec::new()),
            b"nextmarker" => self.bucket.marker = Some(text.to_vec()),
            b"nextcontinuationtoken" => self.bucket.next = Some(words()),
            b"contents" | b"commonprefixes" => self.push_row(),
            _ => {}
        }
    }

    fn end_in_row(&mut self, name: &[u8], text: Vec<u8>) {
        // An owner or a checksum, deeper down, has names of its own.
        if self.path.len() > 1 {
            return;
        }
        let words = std::str::from_utf8(&text).unwrap_or_default().trim();
        match name {
            b"key" | b"prefix" => self.row.key = Some(text),
            b"size" => self.row.size = words.parse().ok(),
            b"lastmodified" => self.row.modified = Modified::parse_cell(words),
            _ => {}
        }
    }

    pub(super) fn finish(mut self, asked: &Asked, cut: bool) -> Result<DirectoryIndex, NotAnIndex> {
        let truncated = cut || !self.closed;
        if self.root == Root::Error {
            // A page of nginx or a feed may begin so too; an S3 error always has a code.
            return Err(if self.bucket.code.is_empty() {
                NotAnIndex::NoListing
            } else {
                NotAnIndex::ServerError {
                    code: self.bucket.code,
                    message: self.bucket.message,
                }
            });
        }
        let is_bucket = self.root == Root::Bucket;
        let prefix = self.prefix(asked);
        let next = self.next();
        let rows = std::mem::take(&mut self.rows);
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(key) = row.key.clone() else {
                self.refused.add(b"", RefusedReason::NoName);
                continue;
            };
            let read = if is_bucket {
                self.object(&key, &row, &prefix, asked)
            } else {
                name_of(key.clone()).map(|name| entry(name, row.directory, &row))
            };
            match read {
                Ok(entry) => entries.push(entry),
                Err(reason) => self.refused.add(&key, reason),
            }
        }
        Ok(DirectoryIndex {
            entries: merge(entries),
            refused: self.refused,
            truncated: truncated || (self.bucket.truncated && next.is_none()),
            next: next.filter(|_| self.bucket.truncated && !truncated),
            bucket_directory: is_bucket.then(|| directory_of(&prefix)).flatten(),
        })
    }

    /// Returns where the listing goes on: the second version of the question has a token, the first takes up after a key.
    fn next(&self) -> Option<String> {
        let bucket = &self.bucket;
        let last = || self.rows.last().and_then(|row| row.key.clone());
        bucket.next.clone().or_else(|| {
            let marker = bucket.marker.clone()?;
            let marker = if marker.is_empty() { last()? } else { marker };
            String::from_utf8(self.decoded(&marker)).ok()
        })
    }

    /// Returns the part of the asked prefix that is a directory: up to its last slash. A service may write it at the end, so
    /// that of a reply cut short the question tells it.
    fn prefix(&self, asked: &Asked) -> Vec<u8> {
        let mut prefix = self.decoded(&self.bucket.prefix);
        if prefix.is_empty() && !self.closed {
            let url = url::Url::parse(&asked.page_url).ok();
            let pairs = url.iter().flat_map(url::Url::query_pairs);
            prefix = pairs
                .filter(|(key, _)| key == "prefix")
                .map(|(_, value)| value.into_owned().into_bytes())
                .next()
                .unwrap_or_default();
        }
        let end = prefix.iter().rposition(|byte| *byte == b'/');
        prefix.truncate(end.map_or(0, |at| at + 1));
        prefix
    }

    /// Decodes a key or prefix where the reply says that it is encoded: Amazon writes a blank as `+`, others as `%20`.
    fn decoded(&self, text: &[u8]) -> Vec<u8> {
        if !self.bucket.encoded {
            return text.to_vec();
        }
        let text: Vec<u8> = text
            .iter()
            .map(|byte| if *byte == b'+' { b' ' } else { *byte })
            .collect();
        percent_decode(&text).collect()
    }

    /// Reads a key as an entry of the directory. Without a delimiter all keys below are told: of a deeper one its directory is an entry.
    fn object(
        &self,
        key: &[u8],
        row: &Row,
        prefix: &[u8],
        asked: &Asked,
    ) -> Result<IndexEntry, RefusedReason> {
        let key = self.decoded(key);
        let own = match &asked.directory {
            Some(directory) if !directory.is_root() => {
                let mut own = crate::mirror::name_bytes(directory.as_str()).into_owned();
                own.push(b'/');
                own
            }
            Some(_) => Vec::new(),
            None => prefix.to_vec(),
        };
        let name = key.strip_prefix(&own[..]).ok_or(RefusedReason::Elsewhere)?;
        if name.is_empty() {
            return Err(RefusedReason::Itself);
        }
        let (name, rest) = match name.iter().position(|byte| *byte == b'/') {
            Some(at) => (&name[..at], Some(&name[at + 1..])),
            None => (name, None),
        };
        let deeper = rest.is_some_and(|rest| !rest.is_empty());
        if deeper && self.bucket.delimiter {
            return Err(RefusedReason::TooDeep);
        }
        let directory = row.directory || rest.is_some();
        let modified = row.modified.filter(|_| !deeper);
        let name = name_of(name.to_vec())?;
        Ok(entry(
            name,
            directory,
            &Row {
                modified,
                ..row.clone()
            },
        ))
    }
}

fn directory_of(prefix: &[u8]) -> Option<RemotePath> {
    let text = crate::mirror::name_from_bytes(prefix.to_vec());
    RemotePath::parse(&text).ok()
}

fn entry(name: String, directory: bool, row: &Row) -> IndexEntry {
    IndexEntry {
        name,
        kind: if directory {
            EntryKind::Directory
        } else {
            EntryKind::File
        },
        size: row.size.filter(|_| !directory).map(Size::Exact),
        modified: row.modified,
    }
}
