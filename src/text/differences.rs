//! What is said of differences between the catalogue and a mirror.

use super::{count, files, plural, visible_name};
use crate::catalogue::{Contents, NewDirectory, UnreadDirectory};
use crate::mirror::RemotePath;

/// What the help says of comparing.
pub const FOLLOWS: &str = "The first page and Files compare the catalogue with the chosen mirror, once in a visit, and show which releases and collections are new or gone there.";
/// What is said of a directory that only a mirror has.
pub const NOT_DESCRIBED: &str = "It is not described here yet.";

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

/// Says that a directory is new at a mirror, and what it holds.
pub fn new_words(new: &NewDirectory, mirror: &str) -> String {
    let contents = match &new.contents {
        Some(contents) => contents_words(contents),
        None => "not opened".to_owned(),
    };
    format!("new at {mirror} · {contents}")
}

/// Begins a list of directories that are new at a mirror.
pub fn new_beside(mirror: &str) -> String {
    format!("New at {mirror}, and not described here yet:")
}

/// Ends a list of directories of which so many more are not named.
pub fn more_new(number: usize) -> String {
    match number {
        0 => String::new(),
        _ => format!(" and {} more", count(number as u64)),
    }
}

/// Says that a mirror no longer lists some directories or files; nothing if there are none.
pub fn gone_words<'a>(
    directories: impl Iterator<Item = &'a RemotePath>,
    files: &[RemotePath],
    mirror: &str,
) -> Option<String> {
    let files = files.iter().map(|path| visible_name(path.as_str()));
    let paths: Vec<String> = directories.map(directory_path).chain(files).collect();
    let paths = paths.join(", ");
    (!paths.is_empty()).then(|| format!("No longer listed at {mirror}: {paths}"))
}

/// Says which directories could not be compared with the catalogue, and why: a sentence for each reason.
pub fn unread_words(unread: &[UnreadDirectory]) -> Vec<String> {
    let alike = unread.chunk_by(|one, other| one.reason == other.reason);
    let words = alike.map(|unread| {
        let paths = unread.iter().map(|unread| directory_path(&unread.path));
        let paths = paths.collect::<Vec<_>>().join(", ");
        let reason = unread.first().map_or("", unread_reason);
        format!("Not compared with the catalogue: {paths}. {reason}")
    });
    words.collect()
}
