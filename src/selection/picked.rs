//! The picked files, and how actions change them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::mirror::{Item, RemotePath, read_json};

/// The form in which a selection is kept.
const FORMAT: u32 = 1;

/// The picked files, by path on the main site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    paths: BTreeSet<RemotePath>,
    cleared: BTreeSet<RemotePath>,
}

/// A change of the selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Pick these files.
    Add(Vec<RemotePath>),
    /// Drop these files.
    Remove(Vec<RemotePath>),
    /// Drop all; [`Action::Undo`] brings them back.
    Clear,
    /// Take the last [`Action::Clear`] back.
    Undo,
}

#[derive(Serialize)]
struct Stored {
    format: u32,
    paths: BTreeSet<RemotePath>,
}

impl Selection {
    /// Says whether a file is picked.
    pub fn contains(&self, path: &RemotePath) -> bool {
        self.paths.contains(path)
    }

    /// Returns the picked paths in order.
    pub fn paths(&self) -> impl Iterator<Item = &RemotePath> {
        self.paths.iter()
    }

    /// Returns how many files are picked.
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Says whether nothing is picked.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns how many files [`Action::Undo`] would bring back.
    pub fn undoable(&self) -> usize {
        self.cleared.len()
    }

    /// Returns the selection after a change, or nothing if it changes nothing.
    #[must_use]
    pub fn reduce(&self, action: Action) -> Option<Self> {
        let mut next = self.clone();
        match action {
            Action::Add(paths) => {
                next.paths.extend(paths);
                next.cleared.clear();
            }
            Action::Remove(paths) => {
                for path in &paths {
                    next.paths.remove(path);
                }
            }
            Action::Clear if self.is_empty() => {}
            Action::Clear => next.cleared = std::mem::take(&mut next.paths),
            Action::Undo => next.paths.append(&mut next.cleared),
        }
        (next != *self).then_some(next)
    }

    /// Writes the selection for the browser's store.
    ///
    /// # Panics
    ///
    /// Never: a set of texts is always JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&Stored {
            format: FORMAT,
            paths: self.paths.clone(),
        })
        .expect("a set of texts is always JSON")
    }

    /// Reads a kept selection; nothing if it is of another form or damaged.
    pub fn from_json(text: &str) -> Option<Self> {
        let (format, paths): (u32, Vec<RemotePath>) = read_json("selection", text, |item| {
            item.object(|fields| {
                let format = fields.required("format").whole();
                (format, fields.required("paths").list(Item::remote_path))
            })
        })
        .ok()?;
        let mut selection = Self::default();
        selection.paths.extend(paths);
        (format == FORMAT).then_some(selection)
    }
}
