//! Rows whose link has a query: entries where that is how the server links them.

use crate::listing::{EntryKind, IndexEntry, Refused, RefusedReason};

/// A row whose link has a query.
#[derive(Clone, Debug)]
pub(super) struct Queried {
    /// The number of entries before it.
    pub(super) place: usize,
    /// The link as written.
    pub(super) href: Vec<u8>,
    /// Whether the row has a date or a size, as entries have.
    pub(super) is_certain: bool,
    /// Whether the link's visible text is the name; a program's link shows the file that it is asked for.
    pub(super) shows_name: bool,
    pub(super) entry: IndexEntry,
}

/// Returns whether several rows have the same query: the key of the page.
fn have_one_query<'q>(rows: impl Iterator<Item = &'q Queried>) -> bool {
    let queries = rows.map(|row| memchr::memchr(b'?', &row.href).map(|at| &row.href[at..]));
    let queries: Vec<Option<&[u8]>> = queries.collect();
    queries.len() > 1 && queries.windows(2).all(|pair| pair[0] == pair[1])
}

/// Adds the rows whose link has a query to the other entries, if that is how this page links files, or directories: no other has none, and each
/// row names another (copyparty's `x.bam?k=KEY`, dufs's `phase3/?noscript`).
pub(super) fn accept(
    queried: Vec<Queried>,
    entries: Vec<IndexEntry>,
    refused: &mut Refused,
) -> Vec<IndexEntry> {
    if queried.is_empty() {
        return entries;
    }
    let is_usual = |kind: EntryKind| {
        let of_kind = || queried.iter().filter(|row| row.entry.kind == kind);
        let mut names: Vec<&str> = of_kind().map(|row| &*row.entry.name).collect();
        names.sort_unstable();
        names.dedup();
        !entries.iter().any(|entry| entry.kind == kind)
            && names.len() == of_kind().count()
            && (kind == EntryKind::Directory
                || of_kind().all(|row| row.shows_name)
                    && (of_kind().all(|row| row.is_certain) || have_one_query(of_kind())))
    };
    let usual = [EntryKind::Directory, EntryKind::File].map(|kind| (kind, is_usual(kind)));
    let (accepted, others): (Vec<_>, Vec<_>) = queried
        .into_iter()
        .partition(|row| usual.contains(&(row.entry.kind, true)));
    for row in others {
        refused.add(&row.href, RefusedReason::Query);
    }
    let mut accepted = accepted.into_iter().peekable();
    let mut all = Vec::with_capacity(entries.len());
    for (place, entry) in entries.into_iter().enumerate() {
        while let Some(row) = accepted.next_if(|row| row.place <= place) {
            all.push(row.entry);
        }
        all.push(entry);
    }
    all.extend(accepted.map(|row| row.entry));
    all
}
