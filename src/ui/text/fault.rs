//! What went wrong, in three parts: what happened, what it means for the user, what to do next.

use crate::listing::NotAnIndex;
use crate::port::{FetchError, SaveError};
use crate::transfer::Failure;

use super::{bytes, count};

/// A fault in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happened.
    pub what: String,
    /// What it means, and what to do next.
    pub next: String,
    /// The technical detail, to be copied into a mail.
    pub detail: String,
}

impl Fault {
    fn new(what: impl Into<String>, next: impl Into<String>, detail: impl ToString) -> Self {
        Self {
            what: what.into(),
            next: next.into(),
            detail: detail.to_string(),
        }
    }
}

/// Words for a mirror (by its name) that did not give what was asked.
pub fn fetch_fault(error: &FetchError, mirror: &str) -> Fault {
    let other = "Try again, or use another mirror. Commands made here do not need the page to read the mirror.";
    let (what, next) = match error {
        FetchError::Unreachable => (
            format!("{mirror} could not be reached, or does not allow web pages to read it."),
            other.to_owned(),
        ),
        FetchError::Status(404 | 410) => (
            format!("{mirror} does not have this path."),
            "It may have moved, or only another mirror has it. Go up one directory, or use another mirror.".to_owned(),
        ),
        FetchError::Status(401 | 403) => (
            format!("{mirror} refused the request."),
            "Some mirrors refuse when they are busy. Wait a minute and try again, or use another mirror.".to_owned(),
        ),
        FetchError::Status(429 | 503) => (
            format!("{mirror} is busy."),
            "It asks for fewer requests. Wait a minute and try again, or use another mirror.".to_owned(),
        ),
        FetchError::Status(500..=599) => (format!("{mirror} has a fault of its own."), other.to_owned()),
        FetchError::Status(status) => (format!("{mirror} gave an unexpected answer ({status})."), other.to_owned()),
        FetchError::MovedElsewhere { to } => (
            format!("{mirror} sent the request on to another place."),
            format!("The page did not use what it found there: {to}"),
        ),
        FetchError::TooLarge { limit } => (
            format!("The answer of {mirror} is longer than {}.", bytes(*limit)),
            "The page stopped reading. Use a command instead.".to_owned(),
        ),
        FetchError::Broken { got } => (
            format!("The connection to {mirror} broke after {}.", bytes(*got)),
            other.to_owned(),
        ),
        FetchError::Timeout { seconds } => (
            format!("{mirror} did not answer within {seconds} seconds."),
            other.to_owned(),
        ),
    };
    Fault::new(what, next, error)
}

/// Words for an answer that is no directory index.
pub fn not_an_index_fault(error: &NotAnIndex, mirror: &str) -> Fault {
    Fault::new(
        format!("What {mirror} sent is not a directory index."),
        "It may be an error page or a login page. Try again, or use another mirror.",
        error,
    )
}

/// Words for a directory index that could not be read because a part of the page failed.
pub fn reader_fault(reason: &str) -> Fault {
    Fault::new(
        "The part of this page that reads directory indexes did not work.",
        "Try again. If that does not help, reload the page: this site may have been renewed since you opened it.",
        reason,
    )
}

/// Words for links of a page that could not be read as entries.
pub fn refused_words(number: u64) -> String {
    format!(
        "{} left out: not a safe entry of this directory",
        if number == 1 {
            "1 link was".to_owned()
        } else {
            format!("{} links were", count(number))
        }
    )
}

/// Words for a file that could not be written.
pub fn save_fault(error: &SaveError) -> Fault {
    let next = match error {
        SaveError::Declined => "Nothing was written.",
        SaveError::Unsupported => "Use the plain link, or a command.",
        SaveError::Full => "Free some space, or choose another place.",
        SaveError::Denied => "Choose another place, and allow the page to write there.",
        SaveError::Other { .. } => "Try again, or use a command.",
    };
    Fault::new(sentence(error), next, error)
}

/// Words for a download that failed.
pub fn failure_words(failure: &Failure, mirror: &str) -> Fault {
    match failure {
        Failure::Fetch(error) => fetch_fault(error, mirror),
        Failure::Save(error) => save_fault(error),
        Failure::WebPage => Fault::new(
            format!("{mirror} sent a web page in the place of the file."),
            "It probably does not have the file. Use another mirror.",
            failure,
        ),
        Failure::OtherSize {
            expected,
            announced,
        } => Fault::new(
            format!(
                "{mirror} announces {} bytes, where {} are expected: another version, or packed on the way.",
                count(*announced),
                count(*expected)
            ),
            "Use another mirror, or a command.",
            failure,
        ),
        Failure::Length { expected, got } => Fault::new(
            format!(
                "{} bytes came, where {} are expected.",
                count(*got),
                count(*expected)
            ),
            "Try again, or use a command: it can continue where it stopped.",
            failure,
        ),
        Failure::Checksum { .. } => Fault::new(
            "All bytes came, but they are not right: the checksum differs.",
            "Try again; if it fails again, use another mirror and tell IGSR.",
            failure,
        ),
    }
}

/// Makes a sentence of an error's fragment.
fn sentence(error: impl ToString) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}.", first.to_ascii_uppercase(), letters.as_str())
    })
}

/// Words for a mirror without directory index pages.
pub fn no_index_fault(mirror: &str) -> Fault {
    Fault::new(
        format!("{mirror} has no directory index pages that this version can read."),
        "Use another mirror to browse. Commands and downloads from this one work for the files of the catalogue.",
        "no directory index",
    )
}
