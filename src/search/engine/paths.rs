//! Finds texts in whole paths: in the names of directories and files, and across the slashes between them.

use super::bits::Bits;
use super::names::{Hits, Skeletons};
use super::pattern::{Pattern, begins_word, stands};
use crate::snapshot::{Directories, FileList, SEPARATOR};

/// Finds the files whose paths below their host's root contain a lower-case text. Paths count as starting with a slash.
pub(super) fn find(list: &FileList, skeletons: &Skeletons, text: &[u8]) -> Hits {
    let mut hits = Hits::none(list.len());
    if text.is_empty() {
        return hits;
    }
    let parts: Vec<&[u8]> = text.split(|byte| *byte == b'/').collect();
    if let [one] = parts.as_slice() {
        in_directories(list.directories(), one, &mut hits);
        skeletons.find(list.names(), &Pattern::new(one), &mut hits);
    } else {
        across(list, skeletons, &parts, &mut hits);
    }
    hits.closed()
}

/// Finds the files whose whole name equals a lower-case text.
pub(super) fn named(list: &FileList, skeletons: &Skeletons, name: &[u8]) -> Bits {
    let mut hits = Hits::none(list.len());
    let mut pattern = Pattern::new(name);
    (pattern.at_start, pattern.at_end) = (true, true);
    skeletons.find(list.names(), &pattern, &mut hits);
    hits.closed().any
}

/// Finds the files in whose path a lower-case word stands by itself: `chr1` in `ALL.chr1.vcf`, not in `chr10`. A text of
/// several words may stand anywhere.
pub(super) fn standing(list: &FileList, skeletons: &Skeletons, word: &[u8]) -> Bits {
    let mut hits = Bits::none(list.len());
    if !Pattern::new(word).is_one_word() {
        return find(list, skeletons, word).any;
    }
    let directories = list.directories();
    directories.names().find(word, |name, _| {
        if stands(directories.names().small(name), word) {
            for directory in directories.of_name(name) {
                hits.set_range(directories.below(*directory));
            }
        }
    });
    let names = list.names();
    names.words().find(word, |found, _| {
        if stands(names.words().small(found), word) {
            hits.set_all(names.of_word(found));
        }
    });
    names.skeletons().find(word, |found, _| {
        if stands(names.skeletons().small(found), word) {
            hits.set_all(names.of_skeleton(found));
        }
    });
    hits
}

/// Finds the files whose own name contains a text.
pub(super) fn in_names(list: &FileList, skeletons: &Skeletons, text: &[u8]) -> Bits {
    let mut hits = Hits::none(list.len());
    skeletons.find(list.names(), &Pattern::new(text), &mut hits);
    hits.closed().any
}

fn in_directories(directories: &Directories, text: &[u8], hits: &mut Hits) {
    let names = directories.names();
    names.find(text, |name, at| {
        let whole = names.small(name);
        let mut places = memchr::memmem::find_iter(&whole[at..], text);
        let begins = places.any(|place| begins_word(whole, at + place));
        for directory in directories.of_name(name) {
            let below = directories.below(*directory);
            if begins {
                hits.begin.set_range(below.clone());
            }
            hits.any.set_range(below);
        }
    });
}

/// Follows the parts of a text between slashes down the tree.
fn across(list: &FileList, skeletons: &Skeletons, parts: &[&[u8]], hits: &mut Hits) {
    let directories = list.directories();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let middle = &parts[1..parts.len() - 1];
    let count = u32::try_from(directories.len()).unwrap_or(u32::MAX);
    // For each directory: whether it ends the parts so far, and whether a word begins where they begin.
    let mut ends = Bits::none(count);
    let mut begins = Bits::none(count);
    if first.is_empty() {
        ends = Bits::all(count);
        begins = Bits::all(count);
    } else {
        with_bytes(first, &[], &[SEPARATOR], |text| {
            let names = directories.names();
            names.find(text, |name, _| {
                let whole = names.small(name);
                ends.set_all(directories.of_name(name));
                if begins_word(whole, whole.len() - first.len()) {
                    begins.set_all(directories.of_name(name));
                }
            });
        });
    }
    for part in middle {
        ends = below(directories, &ends, part, &[SEPARATOR]);
        begins = below(directories, &begins, part, &[SEPARATOR]);
    }
    // Files whose names begin with the last part.
    let mut named = Hits::none(list.len());
    if !last.is_empty() {
        let mut pattern = Pattern::new(last);
        pattern.at_start = true;
        skeletons.find(list.names(), &pattern, &mut named);
    }
    let named = named.closed().any;
    for (from, to) in [(ends, &mut hits.any), (begins, &mut hits.begin)] {
        take(directories, &from, last, &named, to);
    }
}

/// Returns the subdirectories of a set whose names begin with a part; a trailing [`SEPARATOR`] asks for equality.
fn below(directories: &Directories, above: &Bits, part: &[u8], behind: &[u8]) -> Bits {
    let mut found = Bits::none(above.len());
    with_bytes(part, &[SEPARATOR], behind, |text| {
        directories.names().find(text, |name, _| {
            for directory in directories.of_name(name) {
                if directories
                    .above(*directory)
                    .is_some_and(|directory| above.has(directory))
                {
                    found.set(*directory);
                }
            }
        });
    });
    found
}

/// Adds what lies in given directories and begins with the last part: directories, and the files that are so `named`.
fn take(directories: &Directories, from: &Bits, last: &[u8], named: &Bits, to: &mut Bits) {
    if last.is_empty() {
        from.each(|directory| to.set_range(directories.below(directory)));
        return;
    }
    below(directories, from, last, &[])
        .each(|directory| to.set_range(directories.below(directory)));
    let mut own = Bits::none(named.len());
    from.each(|directory| own.set_range(directories.own(directory)));
    own.and(named);
    to.or(&own);
}

fn with_bytes(part: &[u8], before: &[u8], behind: &[u8], then: impl FnOnce(&[u8])) {
    then(&[before, part, behind].concat());
}
