//! Paths of the main site's list of all files and its tables (`static/catalogue/full_list.json`).

use serde::Deserialize;

use crate::common::JsonError;
use crate::common::json::from_json;
use crate::mirror::RemotePath;

const BUILT_IN: &str = include_str!("../../static/catalogue/full_list.json");

/// The files of the main site from which a snapshot of all files is made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullList {
    /// The source of the paths, in words for people.
    pub source: String,
    /// The site's list of all files.
    pub tree: TreeFile,
    /// Tables of samples.
    pub samples: Vec<RemotePath>,
    /// Index files, which name files on other hosts.
    pub indexes: Vec<RemotePath>,
}

/// The list of everything.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreeFile {
    /// Its path.
    pub path: RemotePath,
    /// Approximate size in bytes, to tell the user before it is fetched.
    pub bytes: u64,
}

impl FullList {
    /// Returns the paths that ship with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        Self::from_json(BUILT_IN).expect("a test reads the same text")
    }

    /// Parses the paths.
    ///
    /// # Errors
    ///
    /// [`JsonError`] with the place, if the text is not JSON of that form.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        from_json("", text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_that_ship_with_the_app_can_be_read() {
        let list = FullList::built_in();
        assert_eq!(list.tree.path.as_str(), "current.tree");
        assert!(list.tree.bytes > 100_000_000);
        assert_eq!((list.samples.len(), list.indexes.len()), (2, 2));
        let paths = list.samples.iter().chain(&list.indexes);
        assert!(paths.into_iter().all(|path| !path.is_root()));
    }
}
