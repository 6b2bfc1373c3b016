//! Sentences of checking files that a person has.

use super::{bytes, count, plural, sentence};
use crate::client::CheckError;
use crate::transfer::Verdict;

/// What checking files that one has is about.
pub const CHECK_ABOUT: &str = "The MD5 of each is compared with the list. They are read on this computer, sent nowhere and not changed. They can also be dropped on this page.";

/// Says in a few words what the list says of a file.
pub fn verdict(outcome: &Result<Verdict, CheckError>) -> &'static str {
    match outcome {
        Ok(Verdict::Right { .. }) => "Right",
        Ok(Verdict::OtherName(_)) => "Right, under another name",
        Ok(Verdict::SizeRight(_)) => "Size checked, no checksum known",
        Ok(Verdict::Wrong { .. } | Verdict::WrongSize { .. }) => "Not right",
        Ok(Verdict::Unchecked(_)) => "Nothing known to compare with",
        Ok(Verdict::Unknown) => "Not in the list",
        Err(_) => "Not checked",
    }
}

/// Says what more there is to know.
pub fn verdict_note(outcome: &Result<Verdict, CheckError>) -> Option<String> {
    Some(match outcome {
        Ok(Verdict::Right {
            is_disputed: true, ..
        }) => "Sources give other checksums too; this is one of them.".to_owned(),
        Ok(Verdict::Right { .. } | Verdict::SizeRight(_) | Verdict::Unchecked(_)) => return None,
        Ok(Verdict::OtherName(_)) => "The list has these bytes under this name:".to_owned(),
        Ok(Verdict::Wrong { expected, .. }) => format!(
            "The list has MD5 {expected}. Get it again; if a fresh copy is the same, tell IGSR."
        ),
        Ok(Verdict::WrongSize { expected, .. }) => format!(
            "The list has {} bytes and no checksum. Get it again.",
            count(*expected)
        ),
        Ok(Verdict::Unknown) => {
            "The list that is open has neither this name nor these bytes.".to_owned()
        }
        Err(error) => sentence(error),
    })
}

/// Sums over files that were checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckTotals {
    /// Files that were given.
    pub files: usize,
    /// Those that are right.
    pub right: usize,
    /// Those that are not.
    pub wrong: usize,
    /// Those that could not be checked.
    pub failed: usize,
    /// Those that the list does not have.
    pub unlisted: usize,
    /// Those of which it has no checksum.
    pub unknown: usize,
}

impl CheckTotals {
    /// Adds a file.
    pub fn add(&mut self, outcome: Option<&Result<Verdict, CheckError>>) {
        self.files += 1;
        match outcome {
            None => {}
            Some(Ok(Verdict::Right { .. } | Verdict::OtherName(_))) => self.right += 1,
            Some(Ok(Verdict::Wrong { .. } | Verdict::WrongSize { .. })) => self.wrong += 1,
            Some(Err(_)) => self.failed += 1,
            Some(Ok(Verdict::Unknown)) => self.unlisted += 1,
            Some(Ok(Verdict::SizeRight(_) | Verdict::Unchecked(_))) => self.unknown += 1,
        }
    }
}

/// Says how many files are right.
pub fn check_totals(totals: &CheckTotals) -> String {
    let mut words = plural(totals.files, "file", "files");
    for (number, what) in [
        (totals.right, "right"),
        (totals.wrong, "not right"),
        (totals.failed, "not checked"),
        (totals.unlisted, "not in the list"),
        (totals.unknown, "without a checksum there"),
    ] {
        if number > 0 {
            words = format!("{words} · {} {what}", count(number as u64));
        }
    }
    words
}

/// Says which file is read, and how far.
pub fn reading_file(name: &str, read: u64, of: u64) -> String {
    format!("Reading {name}: {} of {}", bytes(read), bytes(of))
}
