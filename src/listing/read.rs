//! Reads a page as a directory index.

use std::collections::HashMap;

use super::href::LinkRules;
use super::page::Page;
use super::region::Region;
use super::tag::Html;
use super::{DirectoryIndex, IndexEntry, NotAnIndex, RefusedLink, RefusedReason};
use crate::mirror::{BaseUrl, RemotePath};

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where the answer came from, after redirects.
    pub page_url: String,
    /// The site root of the mirror.
    pub base: BaseUrl,
    /// The directory that was asked for there, if it is known.
    pub directory: Option<RemotePath>,
    /// Media type of the answer, as sent.
    pub content_type: Option<String>,
}

/// Reads a directory index as its bytes come.
#[derive(Debug)]
pub struct IndexReader {
    asked: Asked,
    bytes: Vec<u8>,
}

impl IndexReader {
    /// Begins to read an answer.
    pub fn new(asked: Asked) -> Self {
        Self {
            asked,
            bytes: Vec::new(),
        }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Ends the reading. `cut` says that the answer ended before its end.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub fn finish(self, cut: bool) -> Result<DirectoryIndex, NotAnIndex> {
        let directory = self.asked.directory.unwrap_or_default();
        let mut index = read(
            &self.bytes,
            &self.asked.page_url,
            &self.asked.base,
            &directory,
        )?;
        index.truncated |= cut;
        Ok(index)
    }
}

/// How many bytes are looked at to tell text from other data.
const PROBED: usize = 1 << 10;

/// Reads the page that a server gave for a directory: its direct children, as links of its listing name them.
///
/// `page_url` is where the page came from, after redirects; `base` is the site root of the mirror and `directory` what
/// was asked for there. Reads Apache's listings in all their forms and what is built alike. The link decides on name
/// and kind, never the visible text. A bad row never fails the page: see [`DirectoryIndex::refused`].
///
/// # Errors
///
/// [`NotAnIndex`] if the answer is no directory index. An empty directory is no error.
pub fn read(
    html: &[u8],
    page_url: &str,
    base: &BaseUrl,
    directory: &RemotePath,
) -> Result<DirectoryIndex, NotAnIndex> {
    if html.trim_ascii().is_empty() {
        return Err(NotAnIndex::Empty);
    }
    if is_binary(&html[..html.len().min(PROBED)]) {
        return Err(NotAnIndex::NotHtml);
    }
    let page = Page::read(html, LinkRules::new(page_url, base, directory));
    if page.html == Html::None {
        return Err(NotAnIndex::NotHtml);
    }
    index(page).ok_or(NotAnIndex::NoListing)
}

/// Takes the region that is the listing.
fn index(mut page: Page) -> Option<DirectoryIndex> {
    let Some(best) = best(&page) else {
        return (page.titled && page.cut).then(|| DirectoryIndex {
            truncated: true,
            ..DirectoryIndex::default()
        });
    };
    let listing = page.regions.remove(best);
    let truncated = page.cut || !listing.closed;
    // Of a page that is cut short, the listing may be in the part that is missing, and this be a note before it.
    let entries = if truncated && !listing.is_served() {
        Vec::new()
    } else {
        merge(listing.entries)
    };
    let mut refused = listing.refused;
    refused.append(&mut page.outside);
    for region in page.regions {
        let links = region.refused.into_iter().map(|link| link.href);
        let names = region.entries.into_iter().map(|entry| entry.name);
        refused.extend(links.chain(names).map(|href| RefusedLink {
            href,
            reason: RefusedReason::OutsideListing,
        }));
    }
    Some(DirectoryIndex {
        entries,
        refused,
        truncated,
        next: None,
    })
}

/// Finds the listing: of the regions that look like one, that for which most speaks; the first of equals.
fn best(page: &Page) -> Option<usize> {
    let candidates = page.regions.iter().enumerate().rev();
    candidates
        .filter(|(_, region)| region.is_listing(page.titled))
        .max_by_key(|(_, region)| Region::weight(region))
        .map(|(index, _)| index)
}

/// Merges entries of one name: the first counts, a later one adds what the first lacks.
fn merge(entries: Vec<IndexEntry>) -> Vec<IndexEntry> {
    let mut places: HashMap<String, usize> = HashMap::with_capacity(entries.len());
    let mut merged: Vec<IndexEntry> = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Some(&place) = places.get(&entry.name) {
            let first = &mut merged[place];
            if first.kind == entry.kind {
                first.size = first.size.or(entry.size);
                first.modified = first.modified.or(entry.modified);
            }
        } else {
            places.insert(entry.name.clone(), merged.len());
            merged.push(entry);
        }
    }
    merged
}

/// Says whether data are not text: a NUL, or more control characters than a damaged page has.
fn is_binary(data: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(byte, 1..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    data.contains(&0) || data.iter().filter(is_control).count() > data.len() / 32
}
