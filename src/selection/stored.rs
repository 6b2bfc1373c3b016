//! The text of selections for the browser's store.

use serde::{Deserialize, Serialize};

use super::{Files, NameError, Rule, Searches, Selection, Selections};
use crate::common::JsonError;
use crate::common::json::from_json;

/// Format version of stored selections.
const FORMAT: u32 = 2;

/// Older format version: one unnamed selection of files of the main site; still read.
const FORMAT_OF_ONE: u32 = 1;

/// Reason why a stored text is not a list of selections.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoredError {
    /// The text is not valid JSON of the format.
    #[error(transparent)]
    Malformed(#[from] JsonError),
    /// The text has an unknown format version.
    #[error("it has the form {format}, and this version reads {FORMAT_OF_ONE} and {FORMAT}")]
    Format {
        /// Format version found.
        format: u32,
    },
    /// A name in it is not allowed.
    #[error(transparent)]
    Name(#[from] NameError),
}

#[derive(Serialize)]
struct Stored<'a> {
    format: u32,
    current: &'a str,
    list: Vec<StoredOne<'a>>,
    /// Left out where there is none, so that a former version reads the text.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    searches: &'a [(String, String)],
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    write: Option<Write>,
}

#[derive(Serialize)]
struct StoredOne<'a> {
    name: &'a str,
    files: &'a Files,
    rules: &'a [Rule],
}

/// The format version, on which the other fields depend.
#[derive(Deserialize)]
struct Header {
    format: u32,
}

/// Content of a text of version [`FORMAT`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    #[expect(dead_code, reason = "read before")]
    format: u32,
    current: String,
    list: Vec<KeptOne>,
    #[serde(default)]
    searches: Vec<(String, String)>,
    #[expect(dead_code, reason = "read by itself")]
    id: Option<WriteId>,
    #[expect(dead_code, reason = "read by itself")]
    parent: Option<WriteId>,
}

/// A write of a tab: the tab's number, and that of the write.
pub type WriteId = (u64, u64);

/// Which write a stored text is, and of which one its writer knew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// The write.
    pub id: WriteId,
    /// The one whose text the writer has changed; nothing if that was no write of this form.
    pub parent: Option<WriteId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptOne {
    name: String,
    files: Files,
    rules: Vec<Rule>,
}

/// Content of a text of version [`FORMAT_OF_ONE`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptFiles {
    #[expect(dead_code, reason = "read before")]
    format: u32,
    paths: Files,
}

impl Selections {
    /// Serializes the selections for the browser's storage, without undo history.
    pub fn to_json(&self) -> String {
        self.to_json_of(None)
    }

    /// Serializes the selections, and which write they are.
    ///
    /// # Panics
    ///
    /// Never: lists of texts and numbers are always JSON.
    pub fn to_json_of(&self, write: Option<Write>) -> String {
        let list = self.list().map(|(name, selection)| StoredOne {
            name,
            files: selection.files(),
            rules: selection.rules(),
        });
        serde_json::to_string(&Stored {
            format: FORMAT,
            current: self.name(),
            list: list.collect(),
            searches: self.searches().list(),
            write,
        })
        .expect("lists of texts and numbers are always JSON")
    }

    /// Returns which write a stored text is; nothing of a text that does not say so.
    pub fn write_of(text: &str) -> Option<Write> {
        from_json("", text).ok()
    }

    /// Parses stored selections of this format version or the one before.
    pub fn from_json(text: &str) -> Result<Self, StoredError> {
        match from_json::<Header>("", text)?.format {
            FORMAT_OF_ONE => {
                let kept: KeptFiles = from_json("", text)?;
                Ok(Self::of(Selection::of(kept.paths, Vec::new())))
            }
            FORMAT => {
                let kept: Kept = from_json("", text)?;
                let list = kept.list.into_iter();
                let list = list.map(|one| (one.name, Selection::of(one.files, one.rules)));
                let searches = Searches::new(kept.searches.into_iter())?;
                let selections = Self::new(list.collect(), &kept.current)?;
                Ok(selections.with_searches(searches))
            }
            format => Err(StoredError::Format { format }),
        }
    }
}
