//! The pages of one directory, where a server lists it in several.

use crate::listing::{DirectoryIndex, sort_by_name};

/// Most entries that are kept of a directory.
pub const MAX_ENTRIES: usize = 100_000;

/// Joins the pages of one directory.
#[derive(Debug, Default)]
pub(super) struct Pages {
    index: Option<DirectoryIndex>,
    tokens: Vec<String>,
    more: bool,
}

impl Pages {
    /// Adds a page, and returns the token of the next one. A page that leads back to an earlier one ends the reading.
    pub(super) fn add(&mut self, mut page: DirectoryIndex) -> Option<String> {
        let next = page.next.take();
        match &mut self.index {
            None => self.index = Some(page),
            Some(index) => {
                index.entries.append(&mut page.entries);
                index.refused.append(&page.refused);
                index.truncated |= page.truncated;
            }
        }
        let count = self.index.as_ref().map_or(0, |index| index.entries.len());
        self.more = count > MAX_ENTRIES || (count == MAX_ENTRIES && next.is_some());
        let next = next.filter(|_| count < MAX_ENTRIES)?;
        if self.tokens.contains(&next) {
            self.cut();
            return None;
        }
        self.tokens.push(next.clone());
        Some(next)
    }

    /// Marks the index as truncated; returns whether any page has come.
    pub(super) fn cut(&mut self) -> bool {
        if let Some(index) = &mut self.index {
            index.truncated = true;
        }
        self.index.is_some()
    }

    /// Returns the joined index, and whether entries beyond [`MAX_ENTRIES`] were dropped.
    pub(super) fn finish(self) -> (DirectoryIndex, bool) {
        let mut index = self.index.unwrap_or_default();
        index.entries.truncate(MAX_ENTRIES);
        if !self.tokens.is_empty() {
            // Each page is in order by itself.
            sort_by_name(&mut index.entries);
        }
        (index, self.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::{EntryKind, IndexEntry};

    fn page(names: std::ops::Range<usize>, next: Option<&str>) -> DirectoryIndex {
        let entry = |number| IndexEntry {
            name: format!("{number}"),
            kind: EntryKind::File,
            size: None,
            modified: None,
        };
        DirectoryIndex {
            entries: names.map(entry).collect(),
            next: next.map(str::to_owned),
            ..DirectoryIndex::default()
        }
    }

    #[test]
    fn pages_are_put_together_until_none_follows() {
        let mut pages = Pages::default();
        assert!(!pages.cut(), "nothing came yet");
        assert_eq!(pages.add(page(0..1000, Some("a"))).as_deref(), Some("a"));
        assert_eq!(pages.add(page(1000..2000, Some("b"))).as_deref(), Some("b"));
        assert_eq!(pages.add(page(2000..2500, None)), None);
        let (index, more) = pages.finish();
        assert_eq!(
            (index.entries.len(), index.truncated, more),
            (2500, false, false)
        );
    }

    #[test]
    fn a_page_that_leads_back_ends_the_reading_and_is_told() {
        let mut pages = Pages::default();
        assert!(pages.add(page(0..10, Some("a"))).is_some());
        assert!(pages.add(page(10..20, Some("a"))).is_none());
        let (index, _) = pages.finish();
        assert_eq!((index.entries.len(), index.truncated), (20, true));
    }

    #[test]
    fn no_more_is_kept_than_can_be_shown_and_that_is_told() {
        for (count, next, more) in [
            (MAX_ENTRIES - 1, Some("a"), false),
            (MAX_ENTRIES, None, false),
            (MAX_ENTRIES, Some("a"), true),
            (MAX_ENTRIES + 1, None, true),
        ] {
            let mut pages = Pages::default();
            let goes_on = pages.add(page(0..count, next)).is_some();
            assert_eq!(goes_on, count < MAX_ENTRIES);
            let (index, found) = pages.finish();
            assert_eq!((index.entries.len(), found), (count.min(MAX_ENTRIES), more));
        }
    }
}
