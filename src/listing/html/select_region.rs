//! Selects the region of a page that is the listing.

use std::collections::HashMap;

use super::page::HtmlPage;
use super::region::Region;
use super::scripts::Source;
use super::shape::Shape;
use super::tag::{Cut, Html};
use crate::listing::{DirectoryIndex, IndexEntry, NotAnIndex, RefusedReason};

/// The most entries that Caddy lists; it does not mention the others (Caddy 2.11,
/// `fileserver/browse.go`).
pub(in crate::listing) const CADDY_LIMIT: usize = 10_000;

/// Returns the directory index of a page.
///
/// # Errors
///
/// [`NotAnIndex`] if the page is not HTML or no region is a listing.
pub(in crate::listing) fn index(mut page: HtmlPage) -> Result<DirectoryIndex, NotAnIndex> {
    if page.html == Html::None {
        return Err(NotAnIndex::NotHtml);
    }
    let from_caddy = is_from_caddy(&page);
    // Caddy's grid is made of plain boxes; in an empty directory only the sort links are left.
    let grid = (from_caddy && page.regions[0].sorts()).then_some(0);
    let bare = page.is_bare().then_some(1);
    let bare = bare.filter(|at| page.regions[*at].is_whole_text());
    let Some(best) = best(&page).or(grid).or(bare) else {
        return without_listing(&page);
    };
    let is_bare = bare == Some(best);
    let mut listing = page.regions.remove(best);
    // Some servers write directories and files into two tables of one form.
    if best < page.regions.len() && page.regions[best].continues(&listing) {
        let next = page.regions.remove(best);
        listing.append(next);
    }
    // An operator's own footer may leave out `</html>`. It ends with a tag, after the listing's
    // end.
    let foot = page.cut == Cut::NoEnd { foot: true } && listing.is_served();
    let truncated = !listing.closed || (page.cut != Cut::No && !foot);
    // If the page is cut, this may be a note, and the listing be in the part that is missing.
    // Without any text around it, it is no note.
    let certain = listing.is_served()
        || is_bare
        || (page.titles.named && !page.prose && listing.keeps_its_columns());
    let entries = if truncated && !certain {
        Vec::new()
    } else {
        merge(listing.take_entries())
    };
    let is_scripted = listing.may_be_filled(page.scripts);
    let mut refused = listing.refused;
    if listing.shape == Shape::Body {
        // Nothing distinguishes the links of rows from those of the page around them.
        let links = std::mem::take(&mut refused);
        refused.absorb(&links, RefusedReason::OutsideListing);
    }
    // A directory without entries is believed only if no script could fill its page later.
    if entries.is_empty() && !truncated && !from_caddy && is_scripted {
        return Err(NotAnIndex::Scripted);
    }
    if entries.is_empty() {
        refused.append(&listing.unlinked);
    }
    for region in &page.regions {
        refused.absorb(&region.refused, RefusedReason::OutsideListing);
        for row in &region.queried {
            refused.add(&row.href, RefusedReason::OutsideListing);
        }
        for entry in &region.entries {
            refused.add(entry.name.as_bytes(), RefusedReason::OutsideListing);
        }
    }
    Ok(DirectoryIndex {
        truncated: truncated
            || (entries.len() == CADDY_LIMIT && from_caddy)
            || page.further.says_more_than(entries.len()),
        entries,
        refused,
        ..DirectoryIndex::default()
    })
}

/// Returns what a page without a listing is: a directory's page that is cut before it, or that says in words that there is nothing;
/// or why it is no index.
fn without_listing(page: &HtmlPage) -> Result<DirectoryIndex, NotAnIndex> {
    let is_cut = page.cut != Cut::No;
    let titles = page.titles;
    if titles.named && !titles.error && (is_cut || page.further.nothing) {
        return Ok(DirectoryIndex {
            truncated: is_cut,
            ..DirectoryIndex::default()
        });
    }
    Err(if let Some(name) = titles.program {
        NotAnIndex::Program {
            name: name.to_owned(),
        }
    } else if is_cut || titles.error || !page.regions.iter().any(Region::is_empty_table) {
        NotAnIndex::NoListing
    } else if page.scripts.source == Source::None {
        NotAnIndex::EmptyTable
    } else {
        NotAnIndex::Scripted
    })
}

/// Returns whether the page has the footer of Caddy's own template.
fn is_from_caddy(page: &HtmlPage) -> bool {
    let links = page
        .regions
        .iter()
        .flat_map(|region| region.refused.links());
    links
        .filter(|link| link.reason == RefusedReason::OtherSite)
        .any(|link| link.href.contains("://caddyserver.com"))
}

/// Finds the region with the most evidence, the first of equals, among those that may be a listing.
fn best(page: &HtmlPage) -> Option<usize> {
    let candidates = page.regions.iter().enumerate().rev();
    candidates
        .filter(|(_, region)| region.is_listing(page.titles))
        .max_by_key(|(_, region)| Region::weight(region))
        .map(|(index, _)| index)
}

/// Merges entries with the same name: the first counts, later ones add what it lacks.
pub(in crate::listing) fn merge(mut entries: Vec<IndexEntry>) -> Vec<IndexEntry> {
    // Most servers sort by name; then no name occurs twice, and a large page needs no table.
    if entries.is_sorted_by(|a, b| a.name < b.name) {
        return entries;
    }
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    let mut again = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        match places.entry(&entry.name) {
            std::collections::hash_map::Entry::Occupied(first) => again.push((*first.get(), place)),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(place);
            }
        }
    }
    drop(places);
    if again.is_empty() {
        return entries;
    }
    for (first, place) in &again {
        let (size, modified, kind) = {
            let later = &entries[*place];
            (later.size, later.modified, later.kind)
        };
        let first = &mut entries[*first];
        if first.kind == kind {
            first.size = first.size.or(size);
            first.modified = first.modified.or(modified);
        }
    }
    let mut dropped = again.into_iter().map(|(_, place)| place).peekable();
    let mut place = 0;
    entries.retain(|_| {
        let keep = dropped.next_if_eq(&place).is_none();
        place += 1;
        keep
    });
    entries
}
