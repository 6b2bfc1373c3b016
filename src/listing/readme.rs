//! READMEs among the entries of a directory.

use super::{EntryKind, IndexEntry};

/// Returns the names of a directory's READMEs, in the directory's order.
pub fn readme_names(entries: &[IndexEntry]) -> Vec<String> {
    let is_readme = |entry: &&IndexEntry| {
        let beginning = entry.name.as_bytes().get(..6);
        entry.kind == EntryKind::File
            && beginning.is_some_and(|name| name.eq_ignore_ascii_case(b"readme"))
    };
    let names = entries.iter().filter(is_readme);
    names.map(|entry| entry.name.clone()).collect()
}
