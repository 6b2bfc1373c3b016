//! From which tables the list that ships with the page was made, and when these were.

use serde::Deserialize;

use crate::common::JsonError;
use crate::common::json::from_json;

/// The origin of a list: `about.json` beside its manifest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListOrigin {
    /// Each release and collection that has files in the list, the largest first.
    pub collections: Vec<CollectionOrigin>,
    /// The tables of a file, for each way in which files have several; see [`ListOrigin::tables`].
    #[serde(default)]
    pub sets: Vec<Vec<String>>,
}

/// The origin of what a list says of a release or collection.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionOrigin {
    /// Short name of the release or collection.
    pub collection: String,
    /// Number of its files in the list.
    pub files: u64,
    /// Month of the oldest table, `2019-07`, if any states one.
    pub from: Option<String>,
    /// Month of the newest table.
    pub to: Option<String>,
    /// The tables that know most of the files, first that which knows most.
    pub tables: Vec<TableOrigin>,
}

/// A table with the files that it knows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableOrigin {
    /// What it is, for people.
    pub table: String,
    /// Number of files of the collection that it knows.
    pub files: u64,
}

impl ListOrigin {
    /// Reads the origin of a list.
    ///
    /// # Errors
    ///
    /// [`JsonError`] with the place, if the text is not JSON of that form.
    ///
    /// # Examples
    ///
    /// ```
    /// use igsr_fetch::snapshot::ListOrigin;
    ///
    /// let text = r#"{"collections": [{"collection": "30x", "files": 3, "from": "2019-07", "to": "2021-12",
    ///     "tables": [{"table": "IGSR index file x.index", "files": 2}]}]}"#;
    /// let origin = ListOrigin::from_json(text)?;
    /// assert_eq!(origin.collections[0].tables[0].files, 2);
    /// # Ok::<(), igsr_fetch::common::JsonError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        from_json("", text)
    }

    /// Returns the tables that know the file with a number, from 0, of a list with `files` files.
    ///
    /// `origins` is the content of `origins.bin`: for each file a byte, the place of its tables in [`sets`](Self::sets). Nothing if
    /// it is not of this list. Empty if only the catalogue has the file.
    ///
    /// # Examples
    ///
    /// ```
    /// use igsr_fetch::snapshot::ListOrigin;
    ///
    /// let origin = ListOrigin::from_json(r#"{"collections": [], "sets": [[], ["Index file x.index (2019-07)"]]}"#)?;
    /// assert_eq!(origin.tables(&[0, 1, 1], 3, 2), Some(&["Index file x.index (2019-07)".to_owned()][..]));
    /// assert_eq!(origin.tables(&[0, 1], 3, 1), None, "of another list");
    /// # Ok::<(), igsr_fetch::common::JsonError>(())
    /// ```
    pub fn tables(&self, origins: &[u8], files: u32, file: u32) -> Option<&[String]> {
        let is_its = u32::try_from(origins.len()) == Ok(files);
        let set = origins.get(file as usize).filter(|_| is_its)?;
        self.sets.get(usize::from(*set)).map(Vec::as_slice)
    }
}
