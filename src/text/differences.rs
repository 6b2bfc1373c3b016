//! What is said of differences between the catalogue and a mirror.

use super::{files, plural, visible_name};
use crate::catalogue::{Contents, UnreadDirectory};
use crate::mirror::RemotePath;

/// Writes a directory's path with a slash at its end, and escapes for hidden characters.
pub fn directory_path(path: &RemotePath) -> String {
    format!("{}/", visible_name(path.as_str()))
}

/// Counts the direct children of a directory: `4 files, 1 directory`.
pub fn contents_words(contents: &Contents) -> String {
    let mut words = files(contents.files);
    if contents.directories > 0 {
        let directories = plural(contents.directories, "directory", "directories");
        words = format!("{words}, {directories}");
    }
    if contents.whole {
        words
    } else {
        format!("at least {words}")
    }
}

/// Says why a directory does not show what is gone.
pub fn unread_reason(unread: &UnreadDirectory) -> &str {
    let part = "Its index is empty, cut short, or unreadable in part, so that it does not show what is gone.";
    unread.reason.as_deref().unwrap_or(part)
}
