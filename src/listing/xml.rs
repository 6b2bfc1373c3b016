//! Listings in XML: nginx's `autoindex_format xml`, and the replies of S3 services to `ListObjects`.
//!
//! nginx: `ngx_http_autoindex_module` (`<list><file mtime size>name</file>…`). S3: Amazon's API reference, `ListObjectsV2` and
//! `ListObjects` (2026). The tokens of HTML serve for XML too: names come in lower case, entities are decoded.

use super::html::link::name_of;
use super::html::select_region::merge;
use super::html::token::Token;
use super::s3::{self, Bucket};
use super::{
    DirectoryIndex, EntryKind, IndexEntry, Modified, NotAnIndex, PageRequest, Refused,
    RefusedReason, Size,
};

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
    /// What an error says.
    code: String,
    message: String,
    refused: Refused,
    /// Says whether the root's end tag was seen.
    closed: bool,
}

/// An element that may be an entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) key: Option<Vec<u8>>,
    pub(super) directory: bool,
    pub(super) size: Option<u64>,
    pub(super) modified: Option<Modified>,
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
            code: String::new(),
            message: String::new(),
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
            Root::Bucket if matches!(name, b"contents" | b"commonprefixes") => self.push_row(),
            Root::Bucket if self.path.is_empty() => self.bucket.take(name, &text),
            Root::Bucket => self.end_in_row(name, text),
            Root::Error => {
                let text = String::from_utf8_lossy(&text).trim().to_owned();
                match name {
                    b"code" => self.code = text,
                    b"message" => self.message = text,
                    _ => {}
                }
            }
        }
    }

    fn push_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.rows.push(row);
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

    pub(super) fn finish(
        mut self,
        asked: &PageRequest,
        cut: bool,
    ) -> Result<DirectoryIndex, NotAnIndex> {
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
        let rows = std::mem::take(&mut self.rows);
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(key) = row.key.clone() else {
                self.refused.add(b"", RefusedReason::NoName);
                continue;
            };
            let read = if is_bucket {
                self.bucket.object(&key, &row, &prefix, asked)
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
            bucket_directory: is_bucket.then(|| s3::directory_of(&prefix)).flatten(),
        })
    }
}

pub(super) fn entry(name: String, directory: bool, row: &Row) -> IndexEntry {
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
