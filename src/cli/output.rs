//! What the command writes: entries as JSON Lines, progress, and a count of rows that are no entries.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::ser::{Formatter, Serializer};

use crate::listing::{DirectoryIndex, EntryKind, IndexEntry, RefusedReason, Size};
use crate::mirror::{BaseUrl, RemotePath, name_text};
use crate::text::cli::refused_rows;
use crate::text::{cli as text, is_hidden, visible};
use crate::walk::WalkProgress;

/// One line. The keys are printed in this order.
#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a str,
    url: &'a str,
    kind: &'static str,
    size: Option<u64>,
    size_exact: bool,
    modified: Option<String>,
}

/// Writes entries as JSON Lines.
#[derive(Debug)]
pub(super) struct Lines<W: Write> {
    out: W,
    /// The address of the line that is being written, kept for its memory.
    url: String,
    /// One whole line: a reader sees it whole or not at all.
    line: Vec<u8>,
}

impl<W: Write> Lines<W> {
    /// Writes to `out`, which should be buffered.
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            url: String::new(),
            line: Vec::new(),
        }
    }

    /// Writes the entries of a directory in order; names stand below `within`, which is empty for the directory itself.
    pub(super) fn write(
        &mut self,
        base: &BaseUrl,
        directory: &RemotePath,
        within: &str,
        entries: &[IndexEntry],
    ) -> io::Result<()> {
        let address = base.directory_url(directory);
        let mut name = String::new();
        for entry in entries {
            // No entry has a name that cannot be joined; the listing sees to it.
            let path = RemotePath::root()
                .join(&entry.name)
                .map_err(io::Error::other)?;
            self.url.clear();
            self.url.push_str(&address);
            self.url.push_str(&path.to_url_path());
            let kind = match entry.kind {
                EntryKind::Directory => {
                    self.url.push('/');
                    "dir"
                }
                EntryKind::File => "file",
            };
            name.clear();
            name.push_str(within);
            name.push_str(&name_text(&entry.name));
            self.write_line(&name, kind, entry)?;
        }
        Ok(())
    }

    fn write_line(&mut self, name: &str, kind: &'static str, entry: &IndexEntry) -> io::Result<()> {
        let line = Line {
            name,
            url: &self.url,
            kind,
            size: entry.size.map(Size::bytes),
            size_exact: entry.size.is_some_and(Size::is_exact),
            modified: entry.modified.map(|date| date.to_string()),
        };
        self.line.clear();
        line.serialize(&mut Serializer::with_formatter(&mut self.line, SafeJson))?;
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }

    /// Flushes the buffer.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Plain JSON, with the hidden characters that JSON lets pass written as escapes: the output may go to a terminal.
pub(super) struct SafeJson;

impl Formatter for SafeJson {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_hidden) {
            out.write_all(&rest.as_bytes()[..at])?;
            let Some(hidden) = rest[at..].chars().next() else {
                break;
            };
            // JSON writes letters beyond U+FFFF as two halves.
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + hidden.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

/// Writes to standard error; a failure is ignored, as nobody could be told.
pub(super) fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Examples that are shown of each reason.
const EXAMPLES: usize = 3;

/// Rows that ought to have been entries, counted by reason, with examples.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Tally(Vec<(String, u64, Vec<String>)>);

impl Tally {
    /// Counts what a page refused.
    pub(super) fn of(index: &DirectoryIndex) -> Self {
        let refused = index.refused.counts();
        let unreadable = refused.filter(|(reason, _)| !reason.is_expected());
        let counted = |(reason, count): (RefusedReason, u64)| {
            let links = index.refused.links().iter();
            let links = links.filter(|link| link.reason == reason);
            let examples = links.take(EXAMPLES).map(|link| link.href.clone());
            (reason.to_string(), count, examples.collect())
        };
        Self(unreadable.map(counted).collect())
    }

    /// Returns whether nothing is counted.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what another page refused.
    pub(super) fn add(&mut self, other: Self) {
        for (reason, count, examples) in other.0 {
            match self.0.iter_mut().find(|(known, ..)| *known == reason) {
                None => self.0.push((reason, count, examples)),
                Some((_, sum, kept)) => {
                    *sum += count;
                    let room = EXAMPLES.saturating_sub(kept.len());
                    kept.extend(examples.into_iter().take(room));
                }
            }
        }
    }

    /// Returns the lines that report the rows; empty if nothing is counted.
    pub(super) fn text(&self) -> String {
        refused_rows(&self.0)
    }
}

/// Interval of updates on a terminal.
const ON_TERMINAL: Duration = Duration::from_millis(200);

/// Interval of lines elsewhere, such as in a log.
const ELSEWHERE: Duration = Duration::from_secs(5);

/// The progress line.
#[derive(Debug)]
pub(super) struct Progress {
    terminal: bool,
    every: Duration,
    next: Instant,
    /// Reason and end of a pause.
    waiting: Option<(String, Instant)>,
}

impl Progress {
    /// The first line is due after the usual interval, so that a short walk prints nothing.
    pub(super) fn new() -> Self {
        let terminal = io::stderr().is_terminal();
        let every = if terminal { ON_TERMINAL } else { ELSEWHERE };
        Self {
            terminal,
            every,
            next: Instant::now() + every,
            waiting: None,
        }
    }

    /// Returns the time until the line is due.
    pub(super) fn due_in(&self) -> Duration {
        self.next.saturating_duration_since(Instant::now())
    }

    /// Records that a worker waits.
    pub(super) fn wait(&mut self, fault: &str, wait: Duration) {
        self.waiting = Some((visible(fault).into_owned(), Instant::now() + wait));
    }

    /// Prints the progress of a walk, if the line is due.
    pub(super) fn show(&mut self, walk: WalkProgress) {
        self.line(|| text::walk_progress(&walk));
    }

    /// Writes the line if it is due.
    pub(super) fn line(&mut self, words: impl FnOnce() -> String) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + self.every;
        self.waiting.take_if(|(_, until)| *until <= now);
        let mut line = words();
        if let Some((fault, until)) = &self.waiting {
            let seconds = (*until - now).as_secs() + 1;
            line = text::waiting(&line, seconds, fault);
        }
        // A closed standard error is no error.
        let _ = if self.terminal {
            write!(io::stderr(), "\r\x1b[K{line}\x1b[0m")
        } else {
            writeln!(io::stderr(), "{line}")
        };
    }

    /// Clears the line, so that other output can follow.
    pub(super) fn clear(&self) {
        if self.terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::Modified;

    #[test]
    fn lines_have_the_keys_in_order_and_no_bare_control_character() {
        let entry = |name: &str, kind, size, modified: Option<Modified>| IndexEntry {
            name: name.to_owned(),
            kind,
            size,
            modified,
        };
        let entries = [
            entry(
                "a b",
                EntryKind::Directory,
                None,
                Modified::parse("2021-03-16 15:54"),
            ),
            entry(
                "\u{9b}\n\"é\u{202e}\u{e0001}",
                EntryKind::File,
                Some(Size::Exact(7)),
                None,
            ),
            entry("r", EntryKind::File, Size::from_apache("1.2G"), None),
        ];
        let mut out = Vec::new();
        let base = BaseUrl::parse("https://h/vol1/").expect("a base URL");
        let directory = RemotePath::parse("x y").expect("a path");
        Lines::new(&mut out)
            .write(&base, &directory, "in/", &entries)
            .expect("memory takes all");
        let expected = r#"{"name":"in/a b","url":"https://h/vol1/x%20y/a%20b/","kind":"dir","size":null,"size_exact":false,"modified":"2021-03-16T15:54"}
{"name":"in/\u009b\n\"é\u202e\udb40\udc01","url":"https://h/vol1/x%20y/%C2%9B%0A%22%C3%A9%E2%80%AE%F3%A0%80%81","kind":"file","size":7,"size_exact":true,"modified":null}
{"name":"in/r","url":"https://h/vol1/x%20y/r","kind":"file","size":1288490188,"size_exact":false,"modified":null}
"#;
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }
}
