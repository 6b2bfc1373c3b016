//! What is said of a walk through all that lies below a directory.

use crate::mirror::RemotePath;
use crate::walk::{WalkLimit, WalkProgress};

use super::{bytes, count, duration, files, plural, visible_name};

/// The title of a walk.
pub fn walk_title(root: &RemotePath, mirror: &str) -> String {
    format!(
        "Everything below {}/ on {mirror}",
        visible_name(root.as_str())
    )
}

/// Says how far a walk is, or what it found.
pub fn walk_progress(progress: &WalkProgress, over: bool) -> String {
    let about = if progress.exact { "" } else { "about " };
    let found = format!(
        "{} files, {about}{}",
        count(progress.files),
        bytes(progress.bytes)
    );
    let read = progress.directories_read;
    if over {
        return format!(
            "{found}, in {}.",
            plural(
                usize::try_from(read).unwrap_or(usize::MAX),
                "directory",
                "directories"
            )
        );
    }
    let known = count(progress.directories_known);
    format!(
        "{} of {known} directories read. So far {found}.",
        count(read)
    )
}

/// Says that a walk waits, and for how long from when the mirror asked.
pub fn walk_pause(mirror: &str, seconds: u32) -> String {
    let wait = duration(seconds.into());
    format!("{mirror} asks for fewer requests. The walk waits {wait}, and then goes on by itself.")
}

/// Says that a walk is over.
pub fn walk_over(root: &RemotePath, found: usize) -> String {
    format!("{root} is read: {} found", files(found))
}

/// Says why a walk ended before its end.
pub fn walk_stopped(limit: WalkLimit) -> String {
    format!(
        "This is not all: the {limit} that this page reads at once is reached. Select a directory further down, or use the command igsr-fetch list."
    )
}

/// Says how many directories could not be read.
pub fn walk_failed(number: usize) -> String {
    format!(
        "{} could not be read:",
        plural(number, "directory", "directories")
    )
}

/// Says how many directories were cut short.
pub fn walk_cut(number: usize) -> String {
    format!(
        "{} cut short, and may hold more:",
        plural(number, "directory was", "directories were")
    )
}
