//! Listings in JSON: nginx's `autoindex_format json` and `jsonp`, Caddy's, and similar ones.

use super::html::link::name_of;
use super::html::select_region::{CADDY_LIMIT, merge};
use super::json::{Json, Parser, Stop};
use super::{
    DirectoryIndex, EntryKind, IndexEntry, Modified, NotAnIndex, Refused, RefusedReason, Size,
};

/// Fields that hold the rows if the document is an object, as in `serve` and dufs.
const LISTS: [&[u8]; 7] = [
    b"files",
    b"entries",
    b"items",
    b"contents",
    b"children",
    b"paths",
    b"list",
];
/// Fields that hold the directories if files have a field of their own.
const DIRECTORY_LISTS: [&[u8]; 3] = [b"dirs", b"directories", b"folders"];
/// Fields for the name. `serve` writes the name without its ending as `name`, and the whole as
/// `base`.
const NAMES: [&[u8]; 5] = [b"base", b"name", b"Name", b"filename", b"file"];
const KINDS: [&[u8]; 4] = [b"type", b"kind", b"path_type", b"Type"];
const SIZES: [&[u8]; 3] = [b"size", b"Size", b"length"];
const DATES: [&[u8]; 6] = [
    b"mtime",
    b"mod_time",
    b"modified",
    b"date",
    b"last_modified",
    b"ModTime",
];
const DIRECTORY_FLAGS: [&[u8]; 4] = [b"is_dir", b"isDir", b"IsDir", b"directory"];

/// Reads a JSON document as a directory index; `cut` tells that the connection broke.
pub(super) fn read(text: &[u8], cut: bool) -> Result<DirectoryIndex, NotAnIndex> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let text = without_callback(text.trim_ascii());
    let mut rows = Rows::default();
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
    // A list of other values, such as numbers or settings, is no listing; an empty list is one.
    if !rows.is_listing() {
        return Err(NotAnIndex::NoListing);
    }
    let caddy_stopped = rows.caddy && rows.entries.len() == CADDY_LIMIT;
    Ok(DirectoryIndex {
        entries: merge(rows.entries),
        refused: rows.refused,
        truncated: truncated || caddy_stopped,
        ..DirectoryIndex::default()
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

#[derive(Default)]
struct Rows {
    entries: Vec<IndexEntry>,
    refused: Refused,
    /// Number of rows without a name.
    nameless: usize,
    /// Whether a list of rows was found.
    found: bool,
    /// Whether the list of files was found; later lists are something else, such as breadcrumbs.
    files: bool,
    /// Whether the rows have Caddy's fields.
    caddy: bool,
}

impl Rows {
    fn is_listing(&self) -> bool {
        self.found && (self.nameless == 0 || !self.entries.is_empty())
    }

    fn list(&mut self, parser: &mut Parser<'_>) -> Result<(), Stop> {
        if !parser.eat(b'[')? {
            return Err(Stop::Malformed);
        }
        self.found = true;
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
                Json::List(rows) if rows.iter().all(|row| matches!(row, Json::Object(_))) => {
                    let directories = DIRECTORY_LISTS.contains(&&key[..]);
                    let files = LISTS.contains(&&key[..]) && !self.files;
                    if directories || files {
                        self.found = true;
                        self.files |= files;
                        for row in rows {
                            self.row(row, directories);
                        }
                    }
                }
                _ => {}
            }
            if parser.eat(b'}')? {
                return end(parser);
            }
            parser.comma()?;
        }
    }

    fn row(&mut self, row: Json, directory: bool) {
        let (name, fields) = match row {
            Json::Text(name) => (Some(name), Vec::new()),
            Json::Object(mut fields) => {
                let name = take_text(&mut fields, &NAMES);
                (name, fields)
            }
            _ => (None, Vec::new()),
        };
        let Some(name) = name else {
            self.nameless += 1;
            self.refused.add(b"", RefusedReason::NoName);
            return;
        };
        self.caddy |= field(&fields, &[b"mod_time"]).is_some();
        let (bare, slash) = match name.strip_suffix(b"/") {
            Some(bare) => (bare.to_vec(), true),
            None => (name.clone(), false),
        };
        match name_of(bare) {
            Ok(name) => self.entries.push(entry(name, slash || directory, &fields)),
            Err(_) if matches!(&name[..], b".." | b"../") => {
                self.refused.add(&name, RefusedReason::Parent);
            }
            Err(reason) => self.refused.add(&name, reason),
        }
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

fn entry(name: String, slash: bool, fields: &[(Vec<u8>, Json)]) -> IndexEntry {
    let kind = match field(fields, &KINDS) {
        Some(Json::Text(kind)) => kind.to_ascii_lowercase(),
        _ => Vec::new(),
    };
    let directory = slash
        || kind.starts_with(b"dir")
        || kind == b"folder"
        || field(fields, &DIRECTORY_FLAGS) == Some(&Json::True);
    let size = match field(fields, &SIZES) {
        Some(Json::Whole(bytes)) => Some(Size::Exact(*bytes)),
        Some(Json::Text(text)) => Size::from_text(&String::from_utf8_lossy(text)),
        _ => None,
    };
    let modified = match field(fields, &DATES) {
        Some(Json::Text(text)) => Modified::parse_cell(&String::from_utf8_lossy(text)),
        _ => None,
    };
    IndexEntry {
        name,
        kind: if directory {
            EntryKind::Directory
        } else {
            EntryKind::File
        },
        size: size.filter(|_| !directory),
        modified,
    }
}

fn field<'f>(fields: &'f [(Vec<u8>, Json)], names: &[&[u8]]) -> Option<&'f Json> {
    names
        .iter()
        .find_map(|name| fields.iter().find(|(key, _)| key == name))
        .map(|(_, value)| value)
}

fn take_text(fields: &mut [(Vec<u8>, Json)], names: &[&[u8]]) -> Option<Vec<u8>> {
    names.iter().find_map(|name| {
        let (_, value) = fields.iter_mut().find(|(key, _)| key == name)?;
        match value {
            Json::Text(text) => Some(std::mem::take(text)),
            _ => None,
        }
    })
}
