//! The reply of an S3 service: keys below a prefix, and where the listing continues; and a row of any listing in XML.

use percent_encoding::percent_decode;

use super::html::link::name_of;
use super::{Continuation, EntryKind, IndexEntry, Modified, PageRequest, RefusedReason, Size};
use crate::mirror::{RemotePath, name_bytes, name_from_bytes};

/// What an element says.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The name of nginx, or the key of S3, as bytes.
    pub(super) key: Option<Vec<u8>>,
    pub(super) directory: bool,
    pub(super) size: Option<Size>,
    pub(super) modified: Option<Modified>,
    /// Whether the server says that it is not there.
    pub(super) missing: bool,
}

/// Makes an entry of a row under a name that fits.
pub(super) fn entry(name: String, directory: bool, row: &Row) -> IndexEntry {
    IndexEntry {
        name,
        kind: if directory {
            EntryKind::Directory
        } else {
            EntryKind::File
        },
        size: row.size.filter(|_| !directory),
        modified: row.modified,
    }
}

/// The elements of an S3 reply that describe the reply itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Bucket {
    prefix: Vec<u8>,
    delimiter: bool,
    encoded: bool,
    pub(super) truncated: bool,
    next: Option<String>,
    /// In a version 1 reply, the key after which the listing continues; empty if that is its last
    /// key.
    marker: Option<Vec<u8>>,
}

impl Bucket {
    /// Stores an element that describes the reply itself.
    pub(super) fn take(&mut self, name: &str, text: &[u8]) {
        let words = || String::from_utf8_lossy(text).trim().to_owned();
        match name {
            "prefix" => self.prefix = text.to_vec(),
            "delimiter" => self.delimiter = !text.is_empty(),
            "encodingtype" => self.encoded = text.eq_ignore_ascii_case(b"url"),
            "istruncated" => {
                self.truncated = words().eq_ignore_ascii_case("true") || words() == "1";
            }
            "marker" if self.marker.is_none() => self.marker = Some(Vec::new()),
            "nextmarker" if !text.is_empty() => self.marker = Some(text.to_vec()),
            "nextcontinuationtoken" => self.next = Some(words()),
            _ => {}
        }
    }

    /// Returns where the listing continues: version 2 has a token, version 1 continues after a key.
    pub(super) fn next(&self, last: Option<&[u8]>) -> Option<Continuation> {
        if let Some(token) = &self.next {
            return Some(Continuation::Token(token.clone()));
        }
        let marker = self.marker.as_deref()?;
        let marker = if marker.is_empty() { last? } else { marker };
        let marker = String::from_utf8(self.decoded(marker)).ok()?;
        Some(Continuation::Marker(marker))
    }

    /// Returns the directory part of the requested prefix, up to its last slash.
    ///
    /// A service may write the prefix last, so for a reply that is cut it is taken from the
    /// request.
    pub(super) fn prefix(&self, asked: &PageRequest, whole: bool) -> Vec<u8> {
        let mut prefix = self.decoded(&self.prefix);
        if prefix.is_empty() && !whole {
            let url = url::Url::parse(&asked.page_url).ok();
            let mut pairs = url.iter().flat_map(url::Url::query_pairs);
            let asked = pairs.find(|(key, _)| key == "prefix");
            prefix = asked.map_or_else(Vec::new, |(_, value)| value.into_owned().into_bytes());
        }
        let end = prefix.iter().rposition(|byte| *byte == b'/');
        prefix.truncate(end.map_or(0, |at| at + 1));
        prefix
    }

    /// Decodes a key or prefix if the reply says that it is encoded. Amazon writes a space as `+`,
    /// others as `%20`.
    fn decoded(&self, text: &[u8]) -> Vec<u8> {
        if !self.encoded {
            return text.to_vec();
        }
        let blank = |byte: &u8| if *byte == b'+' { b' ' } else { *byte };
        let text: Vec<u8> = text.iter().map(blank).collect();
        percent_decode(&text).collect()
    }

    /// Reads a key as an entry of the directory.
    ///
    /// Without a delimiter the reply has all keys below; of a deeper key, the directory is the
    /// entry.
    pub(super) fn object(
        &self,
        key: &[u8],
        row: &Row,
        prefix: &[u8],
        asked: &PageRequest,
    ) -> Result<IndexEntry, RefusedReason> {
        let key = self.decoded(key);
        let own = match &asked.directory {
            Some(directory) if !directory.is_root() => {
                [&name_bytes(directory.as_str()), &b"/"[..]].concat()
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
        if deeper && self.delimiter {
            return Err(RefusedReason::TooDeep);
        }
        let directory = row.directory || rest.is_some();
        let modified = row.modified.filter(|_| !deeper);
        let row = Row {
            modified,
            ..row.clone()
        };
        Ok(entry(name_of(name.to_vec())?, directory, &row))
    }
}

/// Returns the directory that a prefix names, up to its last slash; `None` if it is no path.
pub(super) fn directory_of(prefix: &[u8]) -> Option<RemotePath> {
    RemotePath::parse(&name_from_bytes(prefix.to_vec())).ok()
}
