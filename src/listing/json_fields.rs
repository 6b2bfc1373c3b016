//! The fields of a row in JSON, whose names differ from server to server.

use percent_encoding::percent_decode;

use super::json::Json;
use super::{Modified, Precision, Size};
use crate::common::calendar::date_time;

/// Fields for the name. `serve` writes the name without its ending as `name`, and the whole as
/// `base`.
const NAMES: [&[u8]; 9] = [
    b"base",
    b"name",
    b"Name",
    b"filename",
    b"file",
    b"subdir",
    b"key",
    b"fileName",
    b"pathSuffix",
];
/// Fields for a link to the row's own address, where no field holds the name.
const LINKS: [&[u8]; 3] = [b"href", b"uri", b"path"];
const KINDS: [&[u8]; 8] = [
    b"type",
    b"kind",
    b"path_type",
    b"Type",
    b"action",
    b".tag",
    b"mimetype",
    b"mime",
];
/// Words of those fields for a directory, in lower case; besides all that begin or end with `dir`, such as dufs's `SymlinkDir`.
const DIRECTORY_KINDS: [&[u8]; 4] = [b"folder", b"tree", b"collection", b"d"];
const SIZES: [&[u8]; 7] = [
    b"size",
    b"Size",
    b"length",
    b"Length",
    b"bytes",
    b"sz",
    b"contentLength",
];
const DATES: [&[u8]; 13] = [
    b"mtime",
    b"mod_time",
    b"modified",
    b"date",
    b"last_modified",
    b"lastModified",
    b"ModTime",
    b"updated",
    b"ts",
    b"dt",
    b"modificationTime",
    b"lastModifiedDateTime",
    b"uploadTimestamp",
];
const DIRECTORY_FLAGS: [&[u8]; 6] = [
    b"is_dir",
    b"isDir",
    b"IsDir",
    b"isDirectory",
    b"directory",
    b"folder",
];
/// From this number on, a date is in milliseconds since 1970: as seconds it would be in the year 5138.
const MILLISECONDS: u64 = 100_000_000_000;

/// Takes the row's name out of its fields.
pub(super) fn take_name(fields: &mut [(Vec<u8>, Json)]) -> Option<Vec<u8>> {
    take_text(fields, &NAMES).or_else(|| named_by_link(fields))
}

/// Takes the address out of a row that has no name: a path from the server's root, or a URL.
pub(super) fn take_address(fields: &mut [(Vec<u8>, Json)]) -> Option<Vec<u8>> {
    let href = text_of(fields, &[b"href"]);
    let is_address = href.starts_with(b"/") || href.starts_with(b"http");
    if !is_address || !text_of(fields, &NAMES).is_empty() {
        return None;
    }
    take_text(fields, &[b"href"])
}

/// Returns the name in a row's link: decoded, without a key after it (copyparty) or the slash before it (Artifactory).
fn named_by_link(fields: &mut [(Vec<u8>, Json)]) -> Option<Vec<u8>> {
    let link = take_text(fields, &LINKS)?;
    let end = link.iter().position(|byte| matches!(byte, b'?' | b'#'));
    let link = &link[..end.unwrap_or(link.len())];
    let link = link.strip_prefix(b".").unwrap_or(link);
    let link = link.strip_prefix(b"/").unwrap_or(link);
    Some(percent_decode(link).collect())
}

pub(super) fn is_directory(fields: &[(Vec<u8>, Json)]) -> bool {
    let kind = match field(fields, &KINDS) {
        Some(Json::Text(kind)) => kind.to_ascii_lowercase(),
        _ => Vec::new(),
    };
    kind.starts_with(b"dir")
        || kind.ends_with(b"dir")
        || DIRECTORY_KINDS.contains(&&kind[..])
        || kind == b"inode/directory"
        || [&b"drwx"[..], b"d-"].iter().any(|start| mode_of(fields).starts_with(start))
        || text_of(fields, &[b"href", b"url", b"link"]).ends_with(b"/")
        || DIRECTORY_FLAGS
            .iter()
            .any(|flag| says_yes(field(fields, &[flag])))
        || field(fields, &[b"subdir"]).is_some()
        // OneDrive describes what is in it.
        || matches!(field(fields, &[b"folder"]), Some(Json::Object(_)))
}

fn says_yes(value: Option<&Json>) -> bool {
    match value {
        Some(Json::Text(text)) => text == b"true",
        value => value == Some(&Json::True),
    }
}

fn text_of<'f>(fields: &'f [(Vec<u8>, Json)], names: &[&[u8]]) -> &'f [u8] {
    match field(fields, names) {
        Some(Json::Text(text)) => text,
        _ => b"",
    }
}

/// Returns the mode as `ls -l` writes it, or PowerShell: `d-----`.
fn mode_of(fields: &[(Vec<u8>, Json)]) -> &[u8] {
    text_of(fields, &[b"mode", b"perm", b"permissions", b"Mode"])
}

/// Reads the size; a symbolic link's and a device's is none.
pub(super) fn size_of(fields: &[(Vec<u8>, Json)]) -> Option<Size> {
    let is_special = |start: &[u8]| mode_of(fields).starts_with(start);
    if [&b"lrw"[..], b"brw", b"crw"].into_iter().any(is_special)
        || matches!(text_of(fields, &KINDS), b"link" | b"symlink")
    {
        return None;
    }
    match field(fields, &SIZES)? {
        Json::Whole(bytes) => Some(Size::Exact(*bytes)),
        Json::Text(text) => Size::from_text(&String::from_utf8_lossy(text)),
        _ => None,
    }
}

/// Reads a date from a text, or from a number of seconds or milliseconds since 1970, which is in UTC.
pub(super) fn date_of(fields: &[(Vec<u8>, Json)]) -> Option<Modified> {
    match field(fields, &DATES)? {
        Json::Text(text) => Modified::parse_cell(&String::from_utf8_lossy(text)),
        Json::Whole(number) => {
            let seconds = if *number < MILLISECONDS {
                *number
            } else {
                number / 1000
            };
            Some(Modified {
                at: date_time(i64::try_from(seconds).ok()?)?,
                precision: Precision::Second,
                utc: true,
            })
        }
        _ => None,
    }
}

pub(super) fn field<'f>(fields: &'f [(Vec<u8>, Json)], names: &[&[u8]]) -> Option<&'f Json> {
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
