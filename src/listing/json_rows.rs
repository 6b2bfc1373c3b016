//! Listings in JSON, of any server: an object a row, or names alone.
//!
//! nginx (`autoindex_format json` and `jsonp`), Caddy, `serve`, dufs, static-web-server, filebrowser, rclone, GitHub, copyparty
//! (`?ls`), Artifactory (`/api/storage`), Zenodo, `OneDrive`, `WebHDFS`, and the services that list keys: Swift (OpenStack Object Storage API, container
//! listing) and Google Cloud Storage (JSON API, `Objects: list`), as they answer in 2026.

use super::html::link::{LinkRules, name_of};
use super::html::select_region::{CADDY_LIMIT, merge};
use super::json::{Json, Parser, Stop};
use super::json_beside::{Beside, ERRORS, More};
use super::json_fields::{date_of, field, is_directory, size_of, take_address, take_name};
use super::s3::{Bucket, Row, directory_of, entry};
use super::{
    DirectoryIndex, EntryKind, IndexEntry, NotAnIndex, PageRequest, Refused, RefusedReason,
};

/// Fields that hold the rows if the document is an object, as in `serve` and dufs.
const LISTS: [&[u8]; 11] = [
    b"files",
    b"objects",
    b"entries",
    b"items",
    b"contents",
    b"children",
    b"paths",
    b"list",
    b"tree",
    b"value",
    b"FileStatus",
];
/// Fields that hold the directories if files have a field of their own.
const DIRECTORY_LISTS: [&[u8]; 8] = [
    b"dirs",
    b"directories",
    b"folders",
    b"prefixes",
    b"commonPrefixes",
    b"subdirs",
    b"subdirectories",
    b"subfolders",
];
/// The most rows that Swift gives at once, unless its operator chose another number; it does not mention the others.
const SWIFT_LIMIT: usize = 10_000;

/// Reads a JSON document as a directory index; `cut` tells that the connection broke.
pub(super) fn read(
    text: &[u8],
    asked: &PageRequest,
    cut: bool,
) -> Result<DirectoryIndex, NotAnIndex> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let text = without_callback(text.trim_ascii());
    let mut rows = Rows::new(asked);
    let mut parser = Parser::new(text);
    let read = if text.starts_with(b"{") {
        rows.object(&mut parser)
    } else {
        rows.list(&mut parser)
    };
    let truncated = match read {
        Ok(()) => cut,
        Err(Stop::Cut) => true,
        Err(Stop::Malformed) => return Err(NotAnIndex::NotHtml),
    };
    if rows.entries.is_empty()
        && let Some(message) = rows.beside.error
    {
        return Err(NotAnIndex::SaysError { message });
    }
    // A list of other values, such as numbers or settings, is no listing; an empty list is one.
    if !rows.is_listing() {
        return Err(NotAnIndex::NoListing);
    }
    let stopped = match rows.server {
        Server::Caddy => rows.entries.len() == CADDY_LIMIT,
        Server::Swift => rows.count == SWIFT_LIMIT,
        Server::Other => false,
    };
    let stopped = stopped || rows.beside.says_more_than(rows.count);
    let (goes_on, next) = match rows.beside.more {
        More::No => (false, None),
        More::Unknown => (true, None),
        More::At(next) => (false, Some(next)),
    };
    let truncated = truncated || stopped || goes_on;
    Ok(DirectoryIndex {
        bucket_directory: directory_of(&rows.prefix).filter(|_| rows.keys),
        entries: merge(rows.entries),
        refused: rows.refused,
        next: next.filter(|_| !truncated),
        truncated,
    })
}

/// Returns whether a text begins as a JSON listing: with a list, an object, or nginx's callback.
pub(super) fn begins(text: &[u8]) -> bool {
    let text = without_callback(text);
    matches!(text.first(), Some(b'[' | b'{'))
}

/// Strips the callback around the list (nginx's `jsonp`): `/* callback */\nname(` and `);`.
fn without_callback(text: &[u8]) -> &[u8] {
    let Some(call) = text.strip_prefix(b"/* callback */") else {
        return text;
    };
    let Some(open) = memchr::memchr(b'(', call) else {
        return text;
    };
    let inner = call[open + 1..].trim_ascii_end();
    let inner = inner.strip_suffix(b";").unwrap_or(inner);
    inner.strip_suffix(b")").unwrap_or(inner).trim_ascii()
}

struct Rows<'a> {
    asked: &'a PageRequest,
    /// The directory whose keys were asked for, with a slash at its end, or nothing.
    prefix: Vec<u8>,
    entries: Vec<IndexEntry>,
    refused: Refused,
    /// Number of rows, and of those without a name.
    count: usize,
    nameless: usize,
    lists: Lists,
    server: Server,
    /// Whether the rows are keys of a storage service.
    keys: bool,
    beside: Beside,
}

/// Which lists of rows were found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lists {
    None,
    Some,
    /// That of the files too; later lists are something else, such as breadcrumbs.
    Files,
}

/// A server that lists only so many rows and says so nowhere, told by its fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Server {
    Other,
    Caddy,
    Swift,
}

impl<'a> Rows<'a> {
    fn new(asked: &'a PageRequest) -> Self {
        Self {
            asked,
            prefix: Bucket::default().prefix(asked, false),
            entries: Vec::new(),
            refused: Refused::default(),
            count: 0,
            nameless: 0,
            lists: Lists::None,
            server: Server::Other,
            keys: false,
            beside: Beside::default(),
        }
    }

    fn is_listing(&self) -> bool {
        self.lists != Lists::None && (self.nameless == 0 || !self.entries.is_empty())
    }

    fn list(&mut self, parser: &mut Parser<'_>) -> Result<(), Stop> {
        if !parser.eat(b'[')? {
            return Err(Stop::Malformed);
        }
        self.lists = Lists::Some;
        if parser.eat(b']')? {
            return end(parser);
        }
        loop {
            self.row(parser.value()?, false);
            if parser.eat(b']')? {
                return end(parser);
            }
            parser.comma()?;
        }
    }

    /// Reads the document's object, with the rows in the fields that are known to hold them.
    fn object(&mut self, parser: &mut Parser<'_>) -> Result<(), Stop> {
        parser.eat(b'{')?;
        if parser.eat(b'}')? {
            return end(parser);
        }
        loop {
            let key = parser.key()?;
            match parser.value()? {
                Json::List(rows) if !ERRORS.contains(&&key[..]) => self.rows_of(&key, rows),
                // An empty directory has no field for rows.
                Json::Text(text) if key == b"kind" && text == b"storage#objects" => {
                    self.lists = Lists::Some;
                    self.keys = true;
                }
                // HDFS has the list one level down.
                Json::Object(lists) if key == b"FileStatuses" => {
                    for (field, value) in lists {
                        if let Json::List(rows) = value {
                            self.rows_of(&field, rows);
                        }
                    }
                }
                value => self.beside.note(&key, value),
            }
            if parser.eat(b'}')? {
                return end(parser);
            }
            parser.comma()?;
        }
    }

    /// Reads the list in a field of the document, if the field is known to hold rows.
    fn rows_of(&mut self, field: &[u8], rows: Vec<Json>) {
        let directories = DIRECTORY_LISTS.contains(&field);
        let files = LISTS.contains(&field) && self.lists != Lists::Files;
        let is_row = |row: &Json| matches!(row, Json::Object(_) | Json::Text(_));
        if !(directories || files) || !rows.iter().all(is_row) {
            return;
        }
        if files && !rows.is_empty() {
            self.lists = Lists::Files;
        } else if self.lists == Lists::None {
            self.lists = Lists::Some;
        }
        self.keys |= field == b"prefixes";
        for row in rows {
            self.row(row, directories);
        }
    }

    fn row(&mut self, row: Json, directory: bool) {
        self.count += 1;
        let (name, fields) = match row {
            Json::Text(name) => (Some(name), Vec::new()),
            Json::Object(mut fields) => {
                let is_subdir = field(&fields, &[b"subdir"]).is_some();
                let has_hash = field(&fields, &[b"hash"]).is_some();
                if is_subdir || (has_hash && field(&fields, &[b"bytes"]).is_some()) {
                    self.server = Server::Swift;
                }
                self.keys |= is_subdir;
                if let Some(href) = take_address(&mut fields) {
                    return self.linked(&href, directory, &fields);
                }
                (take_name(&mut fields), fields)
            }
            _ => (None, Vec::new()),
        };
        let Some(name) = name else {
            self.nameless += 1;
            self.refused.add(b"", RefusedReason::NoName);
            return;
        };
        if field(&fields, &[b"mod_time"]).is_some() {
            self.server = Server::Caddy;
        }
        match self.entry(&name, directory, &fields) {
            Ok(entry) => self.entries.push(entry),
            Err(reason) => self.refused.add(&name, reason),
        }
    }

    /// Adds a row that only an address tells.
    fn linked(&mut self, href: &[u8], directory: bool, fields: &[(Vec<u8>, Json)]) {
        let row = row_of(directory, fields);
        match LinkRules::new(self.asked).read(href) {
            Ok((name, kind)) => {
                let directory = row.directory || kind == EntryKind::Directory;
                self.entries.push(entry(name, directory, &row));
            }
            Err(reason) => self.refused.add(href, reason),
        }
    }

    fn entry(
        &self,
        name: &[u8],
        directory: bool,
        fields: &[(Vec<u8>, Json)],
    ) -> Result<IndexEntry, RefusedReason> {
        if matches!(name, b".." | b"../") {
            return Err(RefusedReason::Parent);
        }
        let (bare, slash) = match name.strip_suffix(b"/") {
            Some(bare) => (bare, true),
            None => (name, false),
        };
        let row = row_of(slash || directory, fields);
        // A storage service gives whole keys, the asked prefix before the name.
        let is_service = self.keys || field(fields, &[b"bytes", b"bucket"]).is_some();
        if (is_service && bare.contains(&b'/'))
            || (!self.prefix.is_empty() && name.starts_with(&self.prefix))
        {
            return Bucket::default().object(name, &row, &self.prefix, self.asked);
        }
        Ok(entry(name_of(bare.to_vec())?, row.directory, &row))
    }
}

fn row_of(directory: bool, fields: &[(Vec<u8>, Json)]) -> Row {
    Row {
        key: None,
        directory: directory || is_directory(fields),
        size: size_of(fields),
        modified: date_of(fields),
        missing: false,
    }
}

/// Checks that only white space follows the document.
fn end(parser: &Parser<'_>) -> Result<(), Stop> {
    if parser.rest().trim_ascii().is_empty() {
        Ok(())
    } else {
        Err(Stop::Malformed)
    }
}
