//! Selections as text, for the browser's store.

use serde::Serialize;

use crate::mirror::{Item, JsonError, read_json};

use super::{Files, NameError, Picked, Rule, Selection, Selections};

/// The form in which selections are kept.
const FORMAT: u32 = 2;

/// The form of one selection of files of the main site, without a name, which is still read.
const FORMAT_OF_ONE: u32 = 1;

/// Why a kept text is no list of selections.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoredError {
    /// It cannot be read.
    #[error(transparent)]
    Malformed(#[from] JsonError),
    /// It is of a form that this version does not know.
    #[error("it has the form {format}, and this version reads {FORMAT_OF_ONE} and {FORMAT}")]
    Format {
        /// The form.
        format: u32,
    },
    /// A name in it cannot be.
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

/// What stands in a text of either form.
struct Found {
    format: u32,
    current: Option<String>,
    list: Vec<(String, Selection)>,
    /// The files of the older form.
    one: Files,
}

impl Selections {
    /// Writes the selections for the browser's store. What could be undone is left out.
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

    /// Reads kept selections, of this form or of the one before.
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
                    // What stands in it is not known, so no field of it can be wrong.
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
