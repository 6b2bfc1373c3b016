//! Sentences of `igsr-fetch plan` and `igsr-fetch verify`, on standard error, and those of them that the page says too.

use super::cli::message;
use super::plan::refusal_words;
use super::unit::{count, plural};
use super::{files, files_and_size, visible};
use crate::command::{LeftOut, LeftOutReason, NotInRegion};
use crate::mirror::RemotePath;
use crate::plan::{FileState, Refusal, StateCounts, Totals};
use crate::table::TableSummary;

/// The name of the manifest among the files of a tool.
pub const MANIFEST_NAME: &str = "manifest.json";
/// Title of the line that runs a tool.
pub const RUN_TITLE: &str = "Run in the folder with these files";

/// Says what was planned.
pub fn planned(totals: &Totals, tool: &str) -> String {
    message(&format!("{} planned for {tool}", files_and_size(totals)))
}

/// Says how many plans were written.
pub fn planned_all(plans: usize, files: usize) -> String {
    let plans = plural(plans, "plan", "plans");
    message(&format!(
        "{plans} written, of {}",
        plural(files, "file", "files")
    ))
}

/// Says that a tool cannot get a file.
pub fn left_out(path: &str, reason: LeftOutReason) -> String {
    let reason = reason_words(reason);
    message(&format!("{} is left out: {reason}", visible(path)))
}

/// Says in a page that a tool cannot get some files.
pub fn left_out_words(group: &LeftOut) -> String {
    let reason = reason_words(group.reason);
    match &group.paths[..] {
        [path] => format!("{} is left out: {reason}.", visible(path)),
        paths => format!("{} are left out: {reason}.", files(paths.len())),
    }
}

fn reason_words(reason: LeftOutReason) -> &'static str {
    match reason {
        LeftOutReason::NotInABucket => "no bucket of Amazon S3 is known to have it",
        LeftOutReason::NotOffered => "its host does not offer this tool",
        LeftOutReason::Name => "this tool cannot give it its name",
        LeftOutReason::NoMd5 => "no MD5 is known",
    }
}

/// Says that a variant file has nothing of a region.
pub fn not_in_region(path: &str, reason: &NotInRegion) -> String {
    let reason = match reason {
        NotInRegion::Chromosome(other) => format!("it is of chromosome {other}"),
        NotInRegion::Assembly(other) => format!("its positions are on {other}"),
    };
    let path = visible(path);
    message(&format!("{path} is left out of the region: {reason}"))
}

/// Says that a file cannot be part of a plan.
pub fn refused_file(path: &RemotePath, refusal: &Refusal) -> String {
    let reason = refusal_words(refusal);
    message(&format!("{} is left out: {reason}", visible(&path.text())))
}

/// Says that a file gets another name.
pub fn renamed_file(wanted: &str, got: &str) -> String {
    let (wanted, got) = (visible(wanted), visible(got));
    message(&format!("{wanted} will be saved as {got}"))
}

/// Says in a page how many files get another name, and which the first.
pub fn renamed_words(renamed: &[(String, String)]) -> String {
    let number = plural(
        renamed.len(),
        "file gets another name",
        "files get other names",
    );
    let first = renamed.first().map_or_else(String::new, |(wanted, got)| {
        format!(": {} will be saved as {}", visible(wanted), visible(got))
    });
    format!("{number}, as Windows cannot have theirs{first}.")
}

/// Says how many rows of a list could not be read, and why the first.
pub fn skipped_rows(name: &str, summary: &TableSummary) -> String {
    let first = summary.first_skipped.first();
    let first = first.map_or_else(String::new, |row| {
        format!("; the first is line {}: {}", row.line, row.reason)
    });
    let (name, rows) = (visible(name), count(summary.skipped));
    message(&format!(
        "{name}: rows that could not be read: {rows}{first}"
    ))
}

/// Says why a file is not right.
pub fn not_right(path: &str, state: &FileState) -> String {
    let reason = match state {
        FileState::Right | FileState::SizeOnly | FileState::Present => "right".to_owned(),
        FileState::Missing => "missing".to_owned(),
        FileState::OtherSize { found } => format!("wrong: it has {} bytes", count(*found)),
        FileState::OtherMd5 { found } => format!("wrong: its MD5 is {found}"),
        FileState::Unreadable { reason } => format!("it cannot be read: {}", visible(reason)),
    };
    message(&format!("{}: {reason}", visible(path)))
}

/// Says how far a check is.
pub fn verified_so_far(done: usize, all: usize) -> String {
    let (done, all) = (count(done as u64), count(all as u64));
    format!("{done} of {all} files checked")
}

/// Says what a check found.
pub fn verified(counts: &StateCounts) -> String {
    let mut text = format!("{} verified by MD5", plural(counts.right, "file", "files"));
    for (number, words) in [
        (counts.size_only, "right by size, no MD5 known"),
        (counts.present, "there, neither MD5 nor size known"),
        (counts.missing, "missing"),
        (counts.wrong, "wrong"),
        (counts.unreadable, "unreadable"),
    ] {
        if number > 0 {
            text.extend([", ", &count(number as u64), " ", words]);
        }
    }
    text
}
