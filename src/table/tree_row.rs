//! A line of `current.tree`, parsed without allocations.

use super::instant;
use super::{Md5, Md5Error};
use crate::common::calendar::unix_seconds;
use crate::listing::{EntryKind, Modified};
use crate::mirror::{PathError, RemotePath};

/// The most bytes of a line.
pub(super) const LINE_LIMIT: usize = 64 << 10;

/// One row of `current.tree`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// The path below the site root, without the table's leading `ftp/`.
    pub path: RemotePath,
    /// Directory or file.
    pub kind: EntryKind,
    /// The exact size in bytes.
    pub size: u64,
    /// The date of the last change, in an unknown time zone; `None` if missing or unreadable.
    pub modified: Option<Modified>,
    /// The checksum; `None` if missing, as for directories.
    pub md5: Option<Md5>,
}

/// Why a row of `current.tree` was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SkippedReason {
    /// The line is not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// The line is longer than [`TreeReader::LINE_LIMIT`](super::TreeReader::LINE_LIMIT).
    #[error("the line is longer than {} bytes", LINE_LIMIT)]
    TooLong,
    /// The line has too few or too many columns.
    #[error("the line has {found} columns, not 5")]
    Columns {
        /// The number of columns.
        found: usize,
    },
    /// The path is neither below `ftp/` nor below the site's root on a disk of the archive.
    #[error("the path is not below ftp/")]
    NotBelowRoot,
    /// The path breaks a rule of paths.
    #[error("the path cannot be read")]
    Path(#[source] PathError),
    /// The second column is neither `directory` nor `file`.
    #[error("the type is neither directory nor file")]
    Kind,
    /// The third column is not a number of bytes.
    #[error("the size is not a number")]
    Size,
    /// The last column is not a checksum.
    #[error("the checksum cannot be read")]
    Md5(#[source] Md5Error),
}

/// A row of `current.tree` that borrows from its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawRow<'a> {
    /// The path below the site root, valid by [`RemotePath::check`], without a trailing slash.
    pub path: &'a str,
    /// Directory or file.
    pub kind: EntryKind,
    /// The exact size in bytes.
    pub size: u64,
    /// The date of the last change, in seconds since 1970 as if its unknown time zone were UTC;
    /// `None` if missing or unreadable.
    pub modified: Option<i64>,
    /// The date as written.
    pub date: &'a str,
    /// The checksum; `None` if missing, as for directories.
    pub md5: Option<Md5>,
}

impl RawRow<'_> {
    /// Makes a row that can be kept.
    ///
    /// # Panics
    ///
    /// If the path breaks a rule of paths; none that a reader lends does.
    pub fn to_row(&self) -> TreeRow {
        TreeRow {
            path: RemotePath::parse(self.path).expect("a path that was checked"),
            kind: self.kind,
            size: self.size,
            modified: instant::modified(self.date),
            md5: self.md5,
        }
    }
}

/// Reads one line.
pub(super) fn read_row<'a>(line: &'a str, disks: &[String]) -> Result<RawRow<'a>, SkippedReason> {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (columns, found) = columns(line)?;
    // A name may begin or end with a space; other columns are trimmed.
    let path = columns[0];
    let [_, kind, size, date, md5] = columns.map(str::trim_ascii);
    let kind = match kind {
        "file" => EntryKind::File,
        "directory" => EntryKind::Directory,
        _ if found < 4 => return Err(SkippedReason::Columns { found }),
        _ => return Err(SkippedReason::Kind),
    };
    if found < 4 || (found < 5 && kind == EntryKind::File) {
        return Err(SkippedReason::Columns { found });
    }
    Ok(RawRow {
        path: read_path(path, disks)?,
        kind,
        size: size.parse().map_err(|_| SkippedReason::Size)?,
        modified: instant::read(date).map(unix_seconds),
        date,
        md5: match md5 {
            "" | "-" => None,
            _ => Some(md5.parse().map_err(SkippedReason::Md5)?),
        },
    })
}

/// Splits a line into its five columns; also returns their number, an empty last one included.
fn columns(line: &str) -> Result<([&str; 5], usize), SkippedReason> {
    let mut columns = [""; 5];
    let mut found = 0;
    let mut rest = Some(line);
    while let Some(text) = rest {
        let end = memchr::memchr(b'\t', text.as_bytes());
        let column = &text[..end.unwrap_or(text.len())];
        rest = end.map(|end| &text[end + 1..]);
        if let Some(place) = columns.get_mut(found) {
            *place = column;
        } else if found > 5 || !column.is_empty() {
            return Err(SkippedReason::Columns {
                found: line.split('\t').count(),
            });
        }
        found += 1;
    }
    Ok((columns, found))
}

/// Strips the site root's own name, or the path of its disk, from a path.
fn read_path<'a>(path: &'a str, disks: &[String]) -> Result<&'a str, SkippedReason> {
    let below = if let Some(below) = path.strip_prefix("ftp/") {
        below
    } else if path == "ftp" {
        ""
    } else if path.starts_with('/') {
        let below = disks
            .iter()
            .find_map(|disk| path.strip_prefix(disk.as_str()));
        below.ok_or(SkippedReason::NotBelowRoot)?
    } else {
        return Err(SkippedReason::NotBelowRoot);
    };
    RemotePath::check(below).map_err(SkippedReason::Path)?;
    Ok(below.strip_suffix('/').unwrap_or(below))
}
