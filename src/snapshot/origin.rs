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
}
