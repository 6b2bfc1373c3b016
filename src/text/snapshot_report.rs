//! Report of the command `igsr-fetch snapshot` on the tables that it read.

use std::fmt::{Display, Write as _};

use crate::catalogue::SampleError;
use crate::snapshot::{ImportSummary, SnapshotManifest};
use crate::table::{TableSummary, TreeSummary};

use super::visible;

/// Most reasons that are shown of each kind.
const SHOWN: usize = 5;

/// A table is incomplete if more than one line in so many cannot be read.
const ONE_IN: u64 = 100;

/// Report on the tables of a snapshot.
#[derive(Debug, Default)]
pub struct SnapshotReport {
    /// The text, in whole lines.
    pub text: String,
    /// Whether a table was cut, or has too many lines that cannot be read.
    pub incomplete: bool,
}

impl SnapshotReport {
    /// Reports the site's own list of files; `cut` marks one that ends within a row.
    pub fn tree(&mut self, name: &str, tree: &TreeSummary, cut: bool) {
        self.line(&format!("{}: {}", visible(name), rows(tree.rows)));
        let skipped = tree
            .first_skipped
            .iter()
            .map(|row| format!("line {}: {}", row.line, row.reason));
        self.skipped(tree.skipped, skipped);
        self.number("rows with a date that cannot be read", tree.undated);
        self.judge(tree.rows, tree.skipped, cut);
    }

    /// Reports another table. `form` is its kind; `cut` marks one that ends within a row.
    pub fn table(&mut self, name: &str, form: &str, table: &TableSummary, cut: bool) {
        self.line(&format!(
            "{}: {}, {} of {}",
            visible(name),
            visible(form),
            rows(table.rows),
            counted(table.lines, "line")
        ));
        let skipped = table
            .first_skipped
            .iter()
            .map(|row| format!("line {}: {}", row.line, row.reason));
        self.skipped(table.skipped, skipped);
        for note in &table.notes {
            self.line(&format!(
                "  {} × {}, first in line {}",
                note.count,
                note.note.as_str(),
                note.first_line
            ));
        }
        self.judge(table.rows, table.skipped, cut);
    }

    /// Reports what the snapshot holds, and what was left out.
    pub fn snapshot(&mut self, manifest: &SnapshotManifest, gathered: &ImportSummary) {
        self.line(&format!(
            "Snapshot of {}: {} in {}, {}",
            manifest.date,
            counted(manifest.files().into(), "file"),
            directories(manifest.directories),
            counted(manifest.samples.into(), "sample"),
        ));
        for host in &manifest.hosts {
            let files = counted(host.files.into(), "file");
            self.line(&format!("  {}: {files}", visible(host.host.as_str())));
        }
        self.left_out(gathered);
    }

    /// Reports what is not in the snapshot, and why.
    fn left_out(&mut self, gathered: &ImportSummary) {
        let collected = gathered.collected;
        let files = "rows of a file that is listed twice, of which the newest counts";
        let hosts = "files of other hosts whose paths no list can keep, left out";
        let tree = "files of index files that the tree has not, left out";
        self.number(
            "rows of the tree that are directories",
            gathered.directories,
        );
        self.number(files, collected.twice);
        self.number(
            "withdrawn rows of index files, left out",
            gathered.withdrawn,
        );
        self.number(tree, collected.not_listed);
        self.number(
            "files that their hosts have no more, left out",
            gathered.gone,
        );
        self.number(hosts, collected.unkept);
        let unkept = gathered.first_unkept.iter();
        let unkept = unkept.map(|(path, error)| format!("{path}: {error}"));
        self.some(
            "files of the tree that no list can keep",
            gathered.unkept,
            unkept,
        );
        let first = gathered.first_contradictions.iter();
        let first = first.map(|(name, problem)| format!("{name}: {}", words(problem)));
        self.some(
            "facts about samples that contradict earlier ones, or cannot be kept",
            gathered.contradictions,
            first,
        );
    }

    /// Reports where the snapshot was written.
    pub fn written(&mut self, folder: &str, bytes: usize, files: usize) {
        self.line(&format!(
            "Written to {}: {bytes} bytes in {}",
            visible(folder),
            counted(files as u64, "file")
        ));
    }

    fn line(&mut self, text: &str) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    fn judge(&mut self, rows: u64, skipped: u64, cut: bool) {
        if cut {
            self.line("  the table ends within a row: it was cut");
        }
        self.incomplete |= cut || skipped > (rows + skipped) / ONE_IN;
    }

    fn number(&mut self, words: &str, count: u64) {
        self.some(words, count, std::iter::empty::<String>());
    }

    fn skipped(&mut self, count: u64, first: impl Iterator<Item = impl Display>) {
        self.some("lines that cannot be read", count, first);
    }

    fn some(&mut self, words: &str, count: u64, first: impl Iterator<Item = impl Display>) {
        if count == 0 {
            return;
        }
        self.line(&format!("  {words}: {count}"));
        let mut first = first.peekable();
        let named = first.peek().is_some();
        for reason in first.take(SHOWN) {
            self.line(&format!("    {}", visible(&reason.to_string())));
        }
        if named && count > SHOWN as u64 {
            self.line("    …");
        }
    }
}

/// Writes a number and what it counts.
fn counted(number: u64, word: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {word}{end}")
}

fn words(problem: &SampleError) -> String {
    match problem {
        SampleError::Differs { what, .. } => format!("another {what} than a table before"),
        SampleError::Name { .. } => "not a name of a sample".to_owned(),
        other => other.to_string(),
    }
}

fn rows(number: u64) -> String {
    counted(number, "row")
}

fn directories(number: u32) -> String {
    match number {
        1 => "1 directory".to_owned(),
        number => format!("{number} directories"),
    }
}
