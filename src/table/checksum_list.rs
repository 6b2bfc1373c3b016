//! Checksum lists: `MANIFEST` files of releases, and the output of `md5sum` and BSD's `md5`.

use super::Md5;
use super::cells::{lines, next_line};
use super::header::plain;
use super::summary::{RowError, Table, TableSummary};
use crate::mirror::RemotePath;

/// The rows of a checksum list.
pub type ChecksumList = Table<ChecksumRow>;

/// A file and its checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecksumRow {
    /// The file.
    pub path: RemotePath,
    /// Size in bytes, if the list states it.
    pub size: Option<u64>,
    /// The checksum.
    pub md5: Md5,
}

/// The positions of name, size and checksum in a `MANIFEST`.
#[derive(Clone, Copy)]
struct Order([usize; 3]);

impl Order {
    /// The order of the releases of 2018 and 2019, which have no header.
    const USUAL: Self = Self([0, 1, 2]);

    /// Reads a header; `None` if the line is none.
    fn of_header(line: &str) -> Option<Self> {
        let names: Vec<String> = line
            .trim_start_matches('#')
            .split('\t')
            .map(plain)
            .collect();
        let find = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        Some(Self([
            find(&["fname", "filename", "file", "name", "path"])?,
            find(&["size", "filesize", "bytes"])?,
            find(&["md5", "md5sum", "checksum"])?,
        ]))
    }
}

impl ChecksumList {
    /// Reads a `MANIFEST` of `directory`: file name, size in bytes and MD5, separated by tabs.
    ///
    /// There is usually no header; one with `fname`, `size` and `md5` states the order. `./` before
    /// a name is ignored. Source: readers of `20190312_biallelic_SNV_and_INDEL_MANIFEST.txt`,
    /// 2026-11-24.
    pub fn read_manifest(bytes: &[u8], directory: &RemotePath) -> Self {
        let mut order = Order::USUAL;
        let mut first = true;
        Self::read(bytes, |line| {
            if std::mem::take(&mut first)
                && let Some(found) = Order::of_header(line)
            {
                order = found;
                return None;
            }
            Some(manifest_row(line, order, directory))
        })
    }

    /// Reads the output of `md5sum` (`checksum  name`, `checksum *name`) or BSD's `md5`
    /// (`MD5 (name) = checksum`) for files in `directory`.
    ///
    /// A backslash before a line tells that backslash, line feed and carriage return in the name
    /// are escaped, as in GNU's format. `./` before a name is ignored; absolute paths and `..` are
    /// refused.
    pub fn read_md5_list(bytes: &[u8], directory: &RemotePath) -> Self {
        Self::read(bytes, |line| Some(md5_row(line, directory)))
    }

    fn read(
        bytes: &[u8],
        mut row: impl FnMut(&str) -> Option<Result<ChecksumRow, RowError>>,
    ) -> Self {
        let mut summary = TableSummary::default();
        let mut rows = Vec::new();
        for line in lines(bytes) {
            let Some(text) = next_line(line, &mut summary) else {
                continue;
            };
            match row(text) {
                None => {}
                Some(Ok(row)) => {
                    summary.rows += 1;
                    rows.push(row);
                }
                Some(Err(reason)) => summary.skip(reason),
            }
        }
        Self { rows, summary }
    }
}

fn manifest_row(
    line: &str,
    Order(order): Order,
    directory: &RemotePath,
) -> Result<ChecksumRow, RowError> {
    let line = line.trim_end();
    let mut cells = line.split('\t').map(str::trim);
    let (Some(first), Some(second), Some(third), None) =
        (cells.next(), cells.next(), cells.next(), cells.next())
    else {
        return Err(RowError::Columns {
            found: line.split('\t').count(),
            expected: 3,
        });
    };
    let [name, size, md5] = order.map(|place| [first, second, third].get(place).copied());
    let md5 = md5.unwrap_or_default();
    let size = size.unwrap_or_default().parse();
    Ok(ChecksumRow {
        path: in_directory(name.unwrap_or_default(), directory)?,
        size: Some(size.map_err(|_| RowError::Number { column: "size" })?),
        md5: md5.parse().map_err(|_| RowError::Md5)?,
    })
}

fn md5_row(line: &str, directory: &RemotePath) -> Result<ChecksumRow, RowError> {
    let (line, escaped) = match line.strip_prefix('\\') {
        Some(line) => (line, true),
        None => (line, false),
    };
    let (name, md5) = if let Some(rest) = line.strip_prefix("MD5 (") {
        rest.rsplit_once(") = ").ok_or(RowError::Md5)?
    } else {
        let (md5, rest) = line.split_at_checked(32).ok_or(RowError::Md5)?;
        let gnu = rest.strip_prefix("  ").or_else(|| rest.strip_prefix(" *"));
        (gnu.unwrap_or_else(|| rest.trim_start()), md5)
    };
    let md5 = md5.trim_end().parse().map_err(|_| RowError::Md5)?;
    let name = if escaped {
        unescaped(name)
    } else {
        name.to_owned()
    };
    Ok(ChecksumRow {
        path: in_directory(&name, directory)?,
        size: None,
        md5,
    })
}

/// Removes GNU's escapes from a name.
fn unescaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut letters = name.chars();
    while let Some(letter) = letters.next() {
        let rest = letters.as_str();
        let plain = match rest.chars().next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('\\') => '\\',
            _ => {
                out.push(letter);
                continue;
            }
        };
        if letter == '\\' {
            letters.next();
            out.push(plain);
        } else {
            out.push(letter);
        }
    }
    out
}

fn in_directory(name: &str, directory: &RemotePath) -> Result<RemotePath, RowError> {
    let name = name.strip_prefix("./").unwrap_or(name);
    if name.is_empty() {
        return Err(RowError::Missing { column: "name" });
    }
    if name.ends_with('/') {
        return Err(RowError::Directory);
    }
    let path = RemotePath::parse(name)?;
    if directory.is_root() {
        return Ok(path);
    }
    Ok(RemotePath::parse(&format!("{directory}/{path}"))?)
}
