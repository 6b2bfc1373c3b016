//! Sentences of downloads.

use super::error::{ErrorMessage, fetch_error, sentence};
use super::unit::{bytes, count, duration};
use super::{plural, visible_name};
use crate::port::{FetchError, SaveError};
use crate::transfer::{Note, QueueTotals, State, TransferError};
use crate::worker::WorkerError;
use crate::worker::transfer::TransferView;

/// Says in words where a download stands.
pub fn transfer_state(state: &State) -> &'static str {
    match state {
        State::Queued => "Waits for its turn",
        State::Connecting => "Connecting",
        State::Receiving => "Downloading",
        State::Waiting { .. } => "Waits for the mirror",
        State::Paused => "Paused",
        State::Finishing { .. } => "Finishing",
        State::Verified { .. } => "✓ Verified",
        State::Unverified { .. } => "◌ Saved, not verified",
        State::Failed(_) => "✗ Failed",
        State::Cancelled => "Cancelled",
    }
}

/// Says which download ended, and how.
pub fn transfer_over(view: &TransferView) -> String {
    let words = transfer_state(&view.state).trim_start_matches(['✓', '◌', '✗', ' ']);
    format!("{words}: {}", view.path.name())
}

/// Says why a download waits, and until when, at time `now` in milliseconds.
pub fn waiting_for(until: u64, error: &FetchError, mirror: &str, now: u64) -> String {
    let seconds = until.saturating_sub(now).div_ceil(1000);
    let what = fetch_error(error, mirror).what;
    format!(
        "{what} It goes on by itself in {}.",
        duration(seconds.max(1))
    )
}

/// Says what happened on the way.
pub fn transfer_note(note: &Note) -> String {
    match note {
        Note::CannotContinue => "The mirror cannot continue a file: it began again.".to_owned(),
        Note::Changed => {
            "The file on the mirror is not the one of before: it began again.".to_owned()
        }
        Note::MovedTo(host) => format!("The mirror sends it from another host: {host}."),
        Note::NextMirror { from, error } => {
            format!(
                "The next mirror was asked. {}",
                failure_words(error, from).what
            )
        }
        Note::BeganAgain => {
            "What had come before the page was closed was not kept: it begins again.".to_owned()
        }
    }
}

/// Says how far all downloads are; nothing if none runs, waits or failed.
pub fn downloads_in_brief(totals: &QueueTotals) -> Option<String> {
    let left = totals.running + totals.queued;
    if left > 0 {
        let all = totals.files;
        let done = totals.verified + totals.unverified;
        return Some(match percent(totals) {
            Some(percent) => format!("{done} of {all} · {percent} %"),
            None => format!("{done} of {all}"),
        });
    }
    match (totals.failed, totals.paused) {
        (0, 0) => None,
        (0, paused) => Some(format!("{paused} paused")),
        (failed, _) => Some(format!("{failed} failed")),
    }
}

/// Says how far all downloads are, in a sentence.
pub fn downloads_in_full(totals: &QueueTotals) -> String {
    let count_of = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let done = totals.verified + totals.unverified;
    let files = plural(count_of(totals.files), "file", "files");
    let mut words = format!(
        "{} of {files} saved, {}",
        count(u64::from(done)),
        bytes(totals.received)
    );
    if totals.bytes > 0 {
        words = format!("{words} of {}", bytes(totals.bytes));
    }
    if totals.unsized_files > 0 {
        words = format!(
            "{words} and {} of unknown size",
            count(u64::from(totals.unsized_files))
        );
    }
    for (number, what) in [
        (totals.running, "running"),
        (totals.queued, "waiting"),
        (totals.paused, "paused"),
        (totals.failed, "failed"),
    ] {
        if number > 0 {
            words = format!("{words} · {} {what}", count(u64::from(number)));
        }
    }
    if totals.speed > 0 {
        words = format!("{words} · {}", super::speed(totals.speed));
        let left = totals.bytes.saturating_sub(totals.received);
        if totals.unsized_files == 0 && left > 0 {
            words = format!("{words} · {} left", duration(left.div_ceil(totals.speed)));
        }
    }
    words
}

/// Returns how many percent of all bytes have come, if all sizes are known.
pub fn percent(totals: &QueueTotals) -> Option<u64> {
    let is_known = totals.unsized_files == 0 && totals.bytes > 0;
    is_known.then(|| (totals.received.saturating_mul(100) / totals.bytes.max(1)).min(100))
}

/// A text to send to IGSR about a file whose checksum differs.
pub fn checksum_report(view: &TransferView, error: &TransferError) -> Option<String> {
    let (expected, found, mirrors) = match error {
        TransferError::Checksum { expected, found } => (expected, found, view.mirror.clone()),
        TransferError::MirrorsAgree {
            expected,
            found,
            mirrors,
        } => (expected, found, mirrors.join(" and ")),
        _ => return None,
    };
    Some(format!(
        "The MD5 of a file differs from the one that is published.\nFile: {}\nSent by: {mirrors}\nBytes: {}\nMD5 of what came: {found}\nMD5 expected: {expected}\n",
        visible_name(view.path.as_str()),
        view.total
            .map_or_else(|| "unknown".to_owned(), |total| total.to_string()),
    ))
}

/// Words for a file that could not be written.
pub fn save_error(error: &SaveError) -> ErrorMessage {
    let next = match error {
        SaveError::Declined => "Nothing was written.",
        SaveError::Unsupported => "Use the plain link, or a command.",
        SaveError::Full => {
            "What waited is paused. Free some space, then try again. What is verified stays."
        }
        SaveError::Denied => {
            "Try again and allow the page to write there, or choose another place."
        }
        SaveError::Gone => "Choose another place.",
        SaveError::Busy => "Close what writes there, then try again.",
        SaveError::Stuck { .. } => "See whether the disk is there and has space, then try again.",
        SaveError::Other { .. } => "Try again, or use a command.",
    };
    ErrorMessage::new(sentence(error), next, error)
}

/// Words for a download that failed.
pub fn failure_words(failure: &TransferError, mirror: &str) -> ErrorMessage {
    match failure {
        TransferError::Fetch(error) => fetch_error(error, mirror),
        TransferError::Save(error) => save_error(error),
        TransferError::WebPage => ErrorMessage::new(
            format!("{mirror} sent a web page in the place of the file."),
            "It probably does not have the file. Use another mirror.",
            failure,
        ),
        TransferError::OtherSize {
            least,
            most,
            announced,
        } => ErrorMessage::new(
            format!(
                "{mirror} announces {} bytes, where {} are expected: it has another version.",
                count(*announced),
                range(*least, *most)
            ),
            "Use another mirror.",
            failure,
        ),
        TransferError::TooLong { most, .. } => ErrorMessage::new(
            format!(
                "{mirror} sent more than the {} bytes that are expected.",
                count(*most)
            ),
            "Use another mirror.",
            failure,
        ),
        TransferError::Checksum { .. } => ErrorMessage::new(
            "All bytes came, but they are not right: the checksum differs.",
            "Try again; if it fails again, use another mirror and tell IGSR.",
            failure,
        ),
        TransferError::MirrorsAgree { mirrors, .. } => ErrorMessage::new(
            format!(
                "{} sent the same bytes, and the list has another checksum.",
                mirrors.join(" and ")
            ),
            "The list may be wrong. Tell IGSR; a command can get the file without this check.",
            failure,
        ),
    }
}

fn range(least: u64, most: u64) -> String {
    if least == most {
        return count(least);
    }
    format!("{} to {}", count(least), count(most))
}

/// Says that the worker of downloads ended.
pub fn downloads_stopped(error: &WorkerError) -> ErrorMessage {
    ErrorMessage::new(
        "The program that downloads stopped.",
        "Start it again: what is saved stays, and the rest can go on.",
        error,
    )
}

/// Says how many downloads are not listed.
pub fn more_downloads(number: usize) -> String {
    format!(
        "And {}. They are listed as others end.",
        plural(number, "more download", "more downloads")
    )
}

/// Says that files were added to the downloads.
pub fn downloads_added(number: usize) -> String {
    format!(
        "{} added to the downloads.",
        plural(number, "file is", "files are")
    )
}
