//! What is in a directory, by the tree of the list.

use std::ops::Range;

use crate::mirror::HostPath;
use crate::snapshot::FileList;

/// A part of the list: the directories and files that are in one directory itself.
pub(super) struct Children {
    /// Its directories by name, each with the number of files below it.
    pub(super) directories: Vec<(String, u32)>,
    /// The numbers of its files.
    pub(super) files: Range<u32>,
    /// Number of directories and files that were left out.
    pub(super) more: u32,
}

/// Finds the first `most` children of a directory, the directories first; nothing if the list has no file in or below it.
pub(super) fn children(list: &FileList, at: &HostPath, most: u32) -> Option<Children> {
    let host = list.hosts().iter().position(|host| *host == at.host)?;
    let tree = list.directories();
    let directory = tree.find_exact(list.root(host), at.path.as_str())?;
    if tree.below(directory).is_empty() {
        return None;
    }
    let mut directories = Vec::new();
    let mut more = 0;
    for inside in tree.inside(directory) {
        let below = tree.below(inside);
        if below.is_empty() {
            continue;
        }
        if directories.len() < most as usize {
            let name = tree.names().get(tree.name(inside));
            let name = String::from_utf8_lossy(name).into_owned();
            directories.push((name, below.end - below.start));
        } else {
            more += 1;
        }
    }
    let own = tree.own(directory);
    let room = most - u32::try_from(directories.len()).unwrap_or(most);
    let end = own.end.min(own.start.saturating_add(room));
    Some(Children {
        directories,
        files: own.start..end,
        more: more + (own.end - end),
    })
}
