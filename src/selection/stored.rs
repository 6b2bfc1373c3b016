//! Selections as text, for the browser's store.

use serde::Serialize;

use crate::mirror::{Item, JsonError, read_json};

use super::{Files, NameError, Picked, Rule, Selection, Selections};

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
}

#[derive(Serialize)]
struct StoredOne<'a> {
    name: &'a str,
    files: &'a Files,
    rules: &'a [Rule],
}

/// Content of a stored text of either version.
struct Found {
    format: u32,
    current: Option<String>,
    list: Vec<(String, Selection)>,
    /// Files of the older version.
    one: Files,
}

impl Selections {
    /// Serializes the selections for the browser's storage, without undo history.
    ///
    /// # Panics
    ///
    /// Never: lists of texts and numbers are always JSON.
    pub fn to_json(&self) -> String {
        let list = self.list().map(|(name, selection)| StoredOne {
            name,
            files: selection.files(),
            rules: selection.rules(),
        });
        serde_json::to_string(&Stored {
            format: FORMAT,
            current: self.name(),
            list: list.collect(),
        })
        .expect("lists of texts and numbers are always JSON")
    }

    /// Parses stored selections of this format version or the one before.
    pub fn from_json(text: &str) -> Result<Self, StoredError> {
        let found = read_json("", text, |item| {
            item.object(|fields| {
                let format = fields.required("format").whole();
                let mut found = Found {
                    format,
                    current: None,
                    list: Vec::new(),
                    one: Files::default(),
                };
                match format {
                    FORMAT_OF_ONE => found.one = files(fields.required("paths")),
                    FORMAT => {
                        found.current = Some(fields.text("current"));
                        found.list = fields.required("list").list(named);
                    }
                    // A newer version's fields are unknown, so none of them is judged.
                    _ => fields.skip(),
                }
                found
            })
        })?;
        match (found.format, found.current) {
            (FORMAT_OF_ONE, _) => Ok(Self::of(Selection::of(found.one, Vec::new()))),
            (_, Some(current)) => Ok(Self::new(found.list, &current)?),
            (format, None) => Err(StoredError::Format { format }),
        }
    }
}

fn named(item: Item<'_>) -> (String, Selection) {
    item.object(|fields| {
        let name = fields.text("name");
        let files = files(fields.required("files"));
        let rules = fields.required("rules").list(rule);
        (name, Selection::of(files, rules))
    })
}

fn rule(item: Item<'_>) -> Rule {
    item.object(|fields| Rule {
        query: fields.text("query"),
        snapshot: fields.text("snapshot"),
        count: fields.required("count").whole(),
        bytes: fields.required("bytes").whole(),
        unknown_sizes: fields.required("unknown_sizes").whole(),
        except: files(fields.required("except")),
    })
}

fn files(item: Item<'_>) -> Files {
    let mut files = Vec::new();
    item.each(&mut |item| files.extend(item.parsed(Picked::parse)));
    Files::from(files)
}
