//! Where the main site says what it has: the list of all files, and the tables beside it. As data
//! (`static/catalogue/full_list.json`).

use crate::mirror::json::{self, Item};
use crate::mirror::{JsonError, RemotePath};

const BUILT_IN: &str = include_str!("../../static/catalogue/full_list.json");

/// The files of the main site that a full list is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullList {
    /// The list of everything.
    pub tree: RemotePath,
    /// About how many bytes it has, to be said before it is fetched.
    pub bytes: u64,
    /// Tables of samples.
    pub samples: Vec<RemotePath>,
    /// Index files, which name files on other hosts.
    pub indexes: Vec<RemotePath>,
}

impl FullList {
    /// Returns the paths that ship with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        let Ok(list) = Self::from_json(BUILT_IN) else {
            unreachable!("the built-in paths are read by a test");
        };
        list
    }

    /// Reads paths.
    ///
    /// # Errors
    ///
    /// The text is not JSON of that form.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        json::read("", text, |item| {
            item.object(|fields| {
                fields.text("source");
                let (tree, bytes) = fields.required("tree").object(|fields| {
                    let path = fields.required("path").remote_path();
                    (path, fields.required("bytes").whole())
                });
                Self {
                    tree,
                    bytes,
                    samples: fields.required("samples").list(Item::remote_path),
                    indexes: fields.required("indexes").list(Item::remote_path),
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_that_ship_with_the_app_can_be_read() {
        let list = FullList::built_in();
        assert_eq!(list.tree.as_str(), "current.tree");
        assert!(list.bytes > 100_000_000);
        assert_eq!((list.samples.len(), list.indexes.len()), (2, 2));
        let paths = list.samples.iter().chain(&list.indexes);
        assert!(paths.into_iter().all(|path| !path.is_root()));
    }
}
