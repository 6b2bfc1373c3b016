//! A directory as the list of files and the catalogue know it, for when no mirror shows it.

use super::directory::{DirectoryTotals, MAX_ENTRIES};
use crate::catalogue::Catalogue;
use crate::common::calendar::date_time;
use crate::listing::{EntryKind, IndexEntry, Modified, Precision, Size, sort_by_name};
use crate::mirror::{HostName, HostPath, MirrorRegistry, RemotePath};
use crate::port::{SearchError, SearchFiles};
use crate::search::{ListedDirectory, ListedFile};

/// A directory as the list of files and the catalogue know it. A mirror may have more, or less.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownEntries {
    /// The entries, in the order of [`sort_by_name`], by their names on the main site.
    pub entries: Vec<IndexEntry>,
    listed: Listed,
}

/// What a list has in a directory: of the main site first, then of mirrors, with the host of each.
pub type Listed = Vec<(Option<HostName>, ListedDirectory)>;

/// What the list knows of an entry beside its size and date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryFacts<'a> {
    /// A directory with this number of files below it.
    Directory(u32),
    /// A file; with the host, if only a mirror has it.
    File(&'a ListedFile, Option<&'a HostName>),
}

/// Asks the open list what it has in a directory of the main site, there and on mirrors. `hosts` are those of the list, the
/// main site's first.
///
/// # Errors
///
/// [`SearchError`] if no list is open, or its worker fails.
pub async fn list_directory(
    search: &dyn SearchFiles,
    registry: &MirrorRegistry,
    hosts: &[HostName],
    path: &RemotePath,
) -> Result<Listed, SearchError> {
    let most = u32::try_from(MAX_ENTRIES).unwrap_or(u32::MAX);
    let mut listed = Vec::new();
    for (place, host) in hosts.iter().enumerate() {
        if !registry.is_main(host) {
            continue;
        }
        let mirror = registry.mirror_of(host).filter(|_| place > 0);
        let at = HostPath {
            host: host.clone(),
            path: mirror.map_or_else(|| path.clone(), |mirror| mirror.path_here(path)),
        };
        let Some(mut directory) = search.directory(at.clone(), most).await? else {
            continue;
        };
        if let Some(mirror) = mirror {
            // What a mirror has at another place is not in this directory of the site.
            let is_here = |name: &str| {
                let there = at.path.join(name).map(|path| mirror.path_on_site(&path));
                there.is_ok_and(|there| path.join(name).is_ok_and(|here| here == there))
            };
            directory.directories.retain(|(name, _)| is_here(name));
        }
        listed.push(((place > 0).then(|| host.clone()), directory));
    }
    Ok(listed)
}

impl KnownEntries {
    /// Joins what the list and the catalogue have in a directory. What several have is taken from the first.
    pub fn new(catalogue: &Catalogue, path: &RemotePath, listed: Listed) -> Self {
        let entry = |name: &str, kind| IndexEntry {
            name: name.to_owned(),
            kind,
            size: None,
            modified: None,
        };
        let mut entries = Vec::new();
        for (_, directory) in &listed {
            let names = directory.directories.iter();
            entries.extend(names.map(|(name, _)| entry(name, EntryKind::Directory)));
            entries.extend(directory.files.iter().map(|file| IndexEntry {
                size: file.size.map(Size::Exact),
                modified: file.date.and_then(modified),
                ..entry(file.at.path.name(), EntryKind::File)
            }));
        }
        let below = catalogue.files_below(path);
        let names = below.directories.iter();
        entries.extend(names.map(|one| entry(one.path.name(), EntryKind::Directory)));
        entries.extend(below.files.iter().map(|one| IndexEntry {
            size: one.file.size,
            modified: one.file.modified,
            ..entry(one.file.path.name(), EntryKind::File)
        }));
        // Equal entries keep their order, so that the first source counts.
        sort_by_name(&mut entries);
        entries.dedup_by(|next, first| next.kind == first.kind && next.name == first.name);
        Self { entries, listed }
    }

    /// Returns whether the list has the directory; all is from the catalogue otherwise.
    pub fn is_listed(&self) -> bool {
        !self.listed.is_empty()
    }

    /// Returns the number of entries beyond [`MAX_ENTRIES`] on a host, which are left out.
    pub fn more(&self) -> u32 {
        self.listed
            .iter()
            .map(|(_, directory)| directory.more)
            .sum()
    }

    /// Returns the totals of the directory's direct children.
    pub fn totals(&self) -> DirectoryTotals {
        DirectoryTotals::of(&self.entries)
    }

    /// Returns what the list knows of an entry; nothing of one that only the catalogue has.
    pub fn facts(&self, entry: &IndexEntry) -> Option<EntryFacts<'_>> {
        self.listed.iter().find_map(|(host, directory)| {
            if entry.kind == EntryKind::Directory {
                let mut directories = directory.directories.iter();
                let (_, files) = directories.find(|(name, _)| *name == entry.name)?;
                return Some(EntryFacts::Directory(*files));
            }
            let files = &directory.files;
            let place = files.binary_search_by(|file| file.at.path.name().cmp(&entry.name));
            Some(EntryFacts::File(&files[place.ok()?], host.as_ref()))
        })
    }
}

/// Returns a date of a list, which is in UTC.
fn modified(seconds: i64) -> Option<Modified> {
    Some(Modified {
        at: date_time(seconds)?,
        precision: Precision::Second,
        utc: true,
    })
}
