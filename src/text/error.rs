//! What went wrong, in three parts: what happened, what it means for the user, what to do next; and what is said of mirrors.

use super::{bytes, count, duration, visible_name};
use crate::client::{DirectoryError, Probe, ReadmeError};
use crate::listing::NotAnIndex;
use crate::mirror::Mirror;
use crate::port::FetchError;

/// A fault in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorMessage {
    /// What happened.
    pub what: String,
    /// What it means, and what to do next.
    pub next: String,
    /// The technical detail, to be copied into a mail.
    pub detail: String,
}

impl ErrorMessage {
    pub(super) fn new(
        what: impl Into<String>,
        next: impl Into<String>,
        detail: impl ToString,
    ) -> Self {
        Self {
            what: what.into(),
            next: next.into(),
            detail: detail.to_string(),
        }
    }
}

const OTHER: &str =
    "Try again, or use another mirror. Commands made here do not need the page to read the mirror.";
/// Advice where a page says more to a person than to this app.
const LOOK: &str = "Open it in a tab of its own to see it.";

const OPERATOR: &str = "The address in this site’s list of mirrors is not right, or no longer: tell the site’s operator.";

/// Words for a mirror (by its name) that did not give what was asked.
pub fn fetch_error(error: &FetchError, mirror: &str) -> ErrorMessage {
    let (what, next) = match error {
        FetchError::Unreachable => (
            "could not be reached, or does not allow web pages to read it.".to_owned(),
            format!("A browser does not tell which. {OTHER}"),
        ),
        FetchError::Status {
            status,
            retry_after,
        } => status_words(*status, *retry_after),
        FetchError::MovedElsewhere { to } => (
            "sent the request on to another place.".to_owned(),
            format!(
                "The page does not follow to {to}: that may be another site. Open it in a tab of its own to see it, or use another mirror."
            ),
        ),
        FetchError::TooLarge { limit } => (
            format!("sends more than {}.", bytes(*limit)),
            "The page stopped reading. Use a command instead.".to_owned(),
        ),
        FetchError::Broken { got } => {
            let what = format!("The connection to {mirror} broke after {}.", bytes(*got));
            return ErrorMessage::new(what, OTHER, error);
        }
        FetchError::Timeout { seconds } => (
            format!("did not answer within {seconds} seconds."),
            format!("It may be busy or down. {OTHER}"),
        ),
        FetchError::Stalled { got: 0, seconds } => (
            format!("began to answer, and then nothing came for {seconds} seconds."),
            OTHER.to_owned(),
        ),
        FetchError::Stalled { got, seconds } => (
            format!(
                "stopped in the middle: after {} nothing came for {seconds} seconds.",
                bytes(*got)
            ),
            OTHER.to_owned(),
        ),
        FetchError::TooSlow { got, seconds } => (
            format!("is too slow: {} came in {seconds} seconds.", bytes(*got)),
            format!("The page stopped waiting. {OTHER}"),
        ),
    };
    ErrorMessage::new(format!("{mirror} {what}"), next, error)
}

fn status_words(status: u16, retry_after: Option<u32>) -> (String, String) {
    let (what, next) = match status {
        404 | 410 => (
            "does not have this path.",
            "It may have moved, or only another mirror has it. Go up one directory, or use another mirror.",
        ),
        401 | 403 => (
            "refused the request.",
            "Some mirrors refuse so when they are busy, or when one visitor asks too often.",
        ),
        429 => (
            "asks for fewer requests.",
            "Too many came from your network in a short time.",
        ),
        503 => ("is busy, or closed for a while.", "That passes by itself."),
        500..=599 => ("has a fault of its own.", OTHER),
        _ => ("gave an answer that this page does not know.", OTHER),
    };
    let mut next = next.to_owned();
    if matches!(status, 401 | 403 | 429 | 503) {
        let when = match retry_after {
            Some(seconds) => format!("It asks to wait {}", duration(seconds.into())),
            None => "It does not say for how long: wait a minute".to_owned(),
        };
        next = format!("{next} {when}. Then try again, or use another mirror.");
    }
    (what.to_owned(), next)
}

/// Words for a directory that could not be read.
pub fn directory_error(error: &DirectoryError, mirror: &str) -> ErrorMessage {
    match error {
        DirectoryError::Fetch(error) => fetch_error(error, mirror),
        DirectoryError::NotAnIndex(error) => not_an_index_error(error, mirror),
        DirectoryError::Reader { reason } => reader_error(reason),
        DirectoryError::NoIndexPages => no_index_error(mirror),
    }
}

/// Words for an answer that is no directory index.
pub fn not_an_index_error(error: &NotAnIndex, mirror: &str) -> ErrorMessage {
    let (what, next) = match error {
        NotAnIndex::Empty => (
            "sent an empty page in the place of a directory index.",
            "It may be in trouble.",
        ),
        NotAnIndex::NoListing => (
            "sent a web page that is no directory index.",
            "It may be a login page, an error page, or what it shows for a path that it does not have. Open it in a tab of its own to see it.",
        ),
        NotAnIndex::Scripted => (
            "sent a page that lists nothing by itself: a script fills it.",
            "This app reads what a server sends, and runs no other site's scripts. Open it in a tab of its own to see it.",
        ),
        NotAnIndex::EmptyTable => ("sent a table of files without rows.", LOOK),
        NotAnIndex::NoneBelow { .. } => (
            "sent a listing of which no row leads to a file or directory right below this one.",
            "Its links go elsewhere, or through a program of the server. The detail shows the first.",
        ),
        NotAnIndex::Program { .. } => (
            "sent a listing whose links lead to pages of a program, not to files.",
            "Open it in a tab of its own to see it. The detail names the program.",
        ),
        NotAnIndex::OtherXml { .. } => (
            "sent XML of a kind that this app does not read.",
            "The detail names it.",
        ),
        NotAnIndex::SaysError { .. } => (
            "answered with an error of its own.",
            "What it said is in the detail.",
        ),
        NotAnIndex::NotHtml | NotAnIndex::Binary => (
            "sent data that are no directory index.",
            "The path may be that of a file, or something on the way has changed the answer.",
        ),
        NotAnIndex::ServerError { code, .. } => server_error(code),
    };
    ErrorMessage::new(
        format!("{mirror} {what}"),
        format!("{next} Try again, or use another mirror."),
        error,
    )
}

/// Words for an error document of S3, by its code.
fn server_error(code: &str) -> (&'static str, &'static str) {
    match code {
        "PermanentRedirect" | "TemporaryRedirect" | "AuthorizationHeaderMalformed" => {
            ("says that its files lie in another region.", OPERATOR)
        }
        "NoSuchBucket" => ("says that there is no such bucket.", OPERATOR),
        "NoSuchKey" => (
            "does not have this path.",
            "It may have moved, or only another mirror has it.",
        ),
        "AccessDenied" => (
            "does not allow its directories to be listed.",
            "A file whose path is known may be open all the same.",
        ),
        "SlowDown" => ("asks for fewer requests.", "That passes by itself."),
        _ => (
            "answered with an error of its own.",
            "What it said is in the detail.",
        ),
    }
}

/// Words for a directory of which not all came.
pub const CUT_SHORT: &str = "The page of the mirror was cut short, or is one of several: there may be more entries than are shown.";

/// Words for a directory with more entries than are shown.
pub fn too_many_words(shown: usize) -> String {
    format!(
        "This directory has more than {} entries. The first of them are shown; a path can be typed above.",
        count(shown as u64)
    )
}

/// Words for an entry that a link is about, and that is not there.
pub fn lost_words(name: &str, mirror: &str) -> String {
    format!(
        "{mirror} shows no {} in this directory.",
        visible_name(name)
    )
}

/// Words for a pause that a mirror asked for.
pub fn waiting_words(mirror: &str, seconds: u32) -> String {
    format!(
        "Waiting {} as {mirror} asked, then reading…",
        duration(seconds.into())
    )
}

/// Words for a README that cannot be shown.
pub fn readme_error(error: &ReadmeError) -> String {
    format!("It cannot be shown here: {error}.")
}

/// Words for a directory index that could not be read because a part of the page failed.
pub fn reader_error(reason: &str) -> ErrorMessage {
    ErrorMessage::new(
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

/// Makes a sentence of an error's fragment.
pub fn sentence(error: impl ToString) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}.", first.to_ascii_uppercase(), letters.as_str())
    })
}

/// Words for a mirror without directory index pages.
pub fn no_index_error(mirror: &str) -> ErrorMessage {
    ErrorMessage::new(
        format!("{mirror} has no directory index pages that this page can read."),
        "Use another mirror to browse. Commands and downloads from this one work for the files of the catalogue.",
        "no directory index",
    )
}

/// Says what a mirror lets this page do: nothing inside while it is being tried, nothing at all before.
pub fn probe_words(probe: Option<Option<&Probe>>, mirror: &str) -> String {
    let readable = "answers, and pages may read it.";
    let what = match probe {
        None => "has not been tried in this visit.",
        Some(None) => "is being tried…",
        Some(Some(Probe::Failed(error))) => return fetch_error(error, mirror).what,
        Some(Some(Probe::Readable { resumes })) => {
            let resumed = match resumes {
                Some(true) => " Downloads can be resumed.",
                Some(false) => " Downloads cannot be resumed: they begin again.",
                None => "",
            };
            return format!("{mirror} {readable}{resumed}");
        }
    };
    format!("{mirror} {what}")
}

/// Says which mirror is shown in the place of the chosen one, and why; `what` is what happened there.
pub fn stand_in_words(what: &str, shown: &Mirror) -> String {
    let versions = if shown.current {
        ""
    } else {
        " Versions may differ."
    };
    format!(
        "{what} This is {} instead.{versions} {}",
        shown.name, shown.note
    )
}
