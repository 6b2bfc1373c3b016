//! Asks the search.

use crate::search::{FileQuery, Found, QueryProblem, Test, View};
use crate::snapshot::Snapshot;

/// What was found.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) snapshot: Snapshot,
    /// Counts, facets and notes.
    pub(super) found: Found,
    /// The files to print, in their order.
    pub(super) files: Vec<u32>,
}

/// Finds files; at most `limit` are handed on.
pub(super) fn find(snapshot: Snapshot, view: &View, limit: usize) -> Result<Answer, QueryProblem> {
    let query = FileQuery::parse(&view.query)?;
    let mut files = Vec::new();
    for file in 0..snapshot.list.len() {
        let mut path = Vec::new();
        snapshot.list.write_path(file, &mut path);
        path.make_ascii_lowercase();
        let path = String::from_utf8_lossy(&path).into_owned();
        let fits = query.terms.iter().all(|term| match &term.test {
            Test::Text(word) | Test::Phrase(word) => {
                path.contains(&word.to_ascii_lowercase()) != term.negated
            }
            _ => true,
        });
        if fits {
            files.push(file);
        }
    }
    let found = Found {
        files: u32::try_from(files.len()).unwrap_or(u32::MAX),
        ..Found::default()
    };
    files.truncate(limit);
    Ok(Answer {
        snapshot,
        found,
        files,
    })
}
