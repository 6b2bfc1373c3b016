//! The main files by how often people fetch them.

use serde::Deserialize;

use super::answer::Answer;
use super::order::ranked;
use super::terms::Asked;
use crate::common::json::{ReadJson, Shipped};
use crate::search::FileQuery;

/// The order that ships with the app.
const BUILT_IN: &str = include_str!("../../../static/catalogue/used.json");

/// The contents of `used.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Used {
    #[expect(dead_code, reason = "for those who read the file")]
    about: String,
    #[expect(dead_code, reason = "for those who read the file")]
    source: String,
    /// Values of the field `path`, the most fetched first.
    paths: Vec<String>,
}

/// Returns the main files that a list has, the most fetched first.
///
/// # Panics
///
/// Never: a test reads the same text.
pub(super) fn used(asked: &Asked) -> Vec<u32> {
    let used: Used = Shipped::read("used", BUILT_IN).expect("a test reads the same text");
    let mut files = Vec::new();
    for path in used.paths {
        let hits = asked.places(&[path]).any;
        let found = Answer {
            query: FileQuery::default(),
            begin: hits.clone(),
            exact: hits.clone(),
            hits,
            notes: Vec::new(),
            understood: Vec::new(),
        };
        files.extend(ranked(&asked.list, &found, usize::MAX));
    }
    files
}
