//! State file of a walk, so that it can resume: one JSON line for each directory that was read.
//!
//! A line is written in one piece as soon as its directory has been read. Pending directories need no lines: they are
//! those named by a line without a line of their own. A resumed run takes what it can from here and
//! prints all lines, so that its output is that of one run.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use url::Url;

use super::error::{StateError, VERSION};
use super::output::Tally;
use super::page;
use super::page::FetchedPage;
use crate::listing::{ApproxSize, DirectoryIndex, EntryKind, IndexEntry, Modified, Size};
use crate::mirror::RemotePath;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    igsr_fetch_walk: u32,
    start: String,
}

/// A directory that was read. Names and paths are written as this program holds them, so that bytes which are not UTF-8 survive.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    directory: String,
    /// URL of its page.
    url: String,
    /// The directory that the listing of a bucket names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bucket_directory: Option<String>,
    entries: Vec<Row>,
    #[serde(default, skip_serializing_if = "Tally::is_empty")]
    refused: Tally,
}

/// Name, whether it is a directory, size with its bounds if it is rounded, date.
#[derive(Debug, Serialize, Deserialize)]
struct Row(
    String,
    bool,
    Option<(u64, Option<(u64, u64)>)>,
    Option<String>,
);

/// Directories read by earlier runs and by this one.
#[derive(Debug)]
pub(super) struct State {
    file: File,
    /// Offset of each directory's line.
    lines: HashMap<RemotePath, u64>,
}

impl State {
    /// Opens or creates the file for a walk from `start`. An incomplete last line is cut off.
    pub(super) fn open(path: &Path, start: &Url) -> Result<Self, StateError> {
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(StateError::InUse),
            // A file system without locks must not prevent resuming.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let mut state = Self {
            file,
            lines: HashMap::new(),
        };
        let whole = state.index(start)?;
        state.file.set_len(whole)?;
        if whole == 0 {
            state.file.write_all(head(start)?.as_bytes())?;
        }
        Ok(state)
    }

    /// Indexes the lines. Returns the length of the complete ones.
    fn index(&mut self, start: &Url) -> Result<u64, StateError> {
        self.file.rewind()?;
        let mut reader = BufReader::new(&self.file);
        let (mut line, mut at) = (Vec::new(), 0);
        for number in 1.. {
            line.clear();
            let length = reader.read_until(b'\n', &mut line)? as u64;
            if line.last() != Some(&b'\n') {
                if number == 1 && !head(start)?.as_bytes().starts_with(&line) {
                    return Err(StateError::Foreign);
                }
                return Ok(at);
            }
            if number == 1 {
                check_head(&line, start)?;
            } else {
                let directory =
                    read(&line).and_then(|(directory, ..)| RemotePath::parse(&directory).ok());
                self.lines
                    .insert(directory.ok_or(StateError::Damaged(number))?, at);
            }
            at += length;
        }
        Ok(at)
    }

    /// Returns the number of known directories.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns the page of a directory with its refused rows; `None` if it has not been read.
    pub(super) fn get(
        &mut self,
        directory: &RemotePath,
    ) -> Result<Option<(FetchedPage, Tally)>, StateError> {
        let Some(&at) = self.lines.get(directory) else {
            return Ok(None);
        };
        self.file.seek(SeekFrom::Start(at))?;
        let mut line = Vec::new();
        BufReader::new(&self.file).read_until(b'\n', &mut line)?;
        let (_, page, refused) =
            read(&line).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
        Ok(Some((page, refused)))
    }

    /// Adds a completely read directory.
    pub(super) fn put(
        &mut self,
        directory: &RemotePath,
        page: &FetchedPage,
        refused: &Tally,
    ) -> Result<(), StateError> {
        let record = Record {
            directory: directory.as_str().to_owned(),
            url: page.url.to_string(),
            bucket_directory: page
                .index
                .bucket_directory
                .as_ref()
                .map(|path| path.as_str().to_owned()),
            entries: page.index.entries.iter().map(Row::of).collect(),
            refused: refused.clone(),
        };
        let mut line = serde_json::to_vec(&record).map_err(io::Error::from)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        Ok(())
    }
}

/// Returns the first line.
fn head(start: &Url) -> io::Result<String> {
    let head = Head {
        igsr_fetch_walk: VERSION,
        start: start.to_string(),
    };
    Ok(format!("{}\n", serde_json::to_string(&head)?))
}

fn check_head(line: &[u8], start: &Url) -> Result<(), StateError> {
    let head: Head = serde_json::from_slice(line).map_err(|_| StateError::Foreign)?;
    if head.igsr_fetch_walk != VERSION {
        return Err(StateError::Version(head.igsr_fetch_walk));
    }
    if head.start != start.as_str() {
        return Err(StateError::OtherStart(head.start));
    }
    Ok(())
}

/// Parses a line: directory, page, refused rows; `None` if it is damaged.
fn read(line: &[u8]) -> Option<(String, FetchedPage, Tally)> {
    let record: Record = serde_json::from_slice(line).ok()?;
    let url = Url::parse(&record.url).ok()?;
    let base = page::directory_of(&url).ok()?;
    let bucket_directory = match record.bucket_directory {
        Some(path) => Some(RemotePath::parse(&path).ok()?),
        None => None,
    };
    let entries = record.entries.into_iter().map(Row::into_entry);
    let index = DirectoryIndex {
        entries: entries.collect::<Option<_>>()?,
        bucket_directory,
        ..DirectoryIndex::default()
    };
    let page = FetchedPage {
        url,
        base,
        index,
        cut: None,
    };
    Some((record.directory, page, record.refused))
}

impl Row {
    fn of(entry: &IndexEntry) -> Self {
        let size = entry.size.map(|size| match size {
            Size::Exact(bytes) => (bytes, None),
            Size::About(size) => (size.shown, Some((size.least, size.most))),
        });
        Self(
            entry.name.clone(),
            entry.kind == EntryKind::Directory,
            size,
            entry.modified.map(|date| date.to_string()),
        )
    }

    fn into_entry(self) -> Option<IndexEntry> {
        let Self(name, is_directory, size, modified) = self;
        Some(IndexEntry {
            name,
            kind: if is_directory {
                EntryKind::Directory
            } else {
                EntryKind::File
            },
            size: size.map(|(shown, bounds)| match bounds {
                None => Size::Exact(shown),
                Some((least, most)) => Size::About(ApproxSize { shown, least, most }),
            }),
            modified: match modified {
                Some(text) => Some(date(&text)?),
                None => None,
            },
        })
    }
}

/// Reads a date as it is displayed.
fn date(text: &str) -> Option<Modified> {
    let (text, utc) = match text.strip_suffix('Z') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let date = match text.split_once('T') {
        Some((day, time)) => Modified::parse(&format!("{day} {time}"))?,
        None => Modified::parse_day(text)?,
    };
    Some(Modified { utc, ..date })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_survives_the_file() {
        for modified in ["2021-03-16", "2021-03-16T15:54", "2021-03-16T15:54:01Z"] {
            for size in [None, Some(Size::Exact(7)), Size::from_apache("1.2G")] {
                let entry = IndexEntry {
                    name: "a\n\u{10ffe9}".to_owned(),
                    kind: EntryKind::File,
                    size,
                    modified: date(modified),
                };
                let line = serde_json::to_string(&Row::of(&entry)).expect("plain data");
                let row: Row = serde_json::from_str(&line).expect("what was written");
                assert_eq!(row.into_entry().as_ref(), Some(&entry), "{line}");
                let shown = entry.modified.map(|date| date.to_string());
                assert_eq!(shown.as_deref(), Some(modified));
            }
        }
    }
}
