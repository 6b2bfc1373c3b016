//! What differs between the catalogue and the directory indexes of a mirror.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::Catalogue;
use crate::listing::{DirectoryIndex, EntryKind, Modified, readme_names};
use crate::mirror::{Availability, Mirror, RemotePath};

/// Most new directories whose own index is read.
const MOST_NEW: usize = 8;

/// Differences between the catalogue and a mirror. All paths are those of the main site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    /// Followed directories that were compared, some perhaps in part; see [`Self::unread`].
    pub compared: Vec<RemotePath>,
    /// Directories that the mirror lists and the catalogue does not know.
    pub new: Vec<NewDirectory>,
    /// Directories of the catalogue that the mirror should list and does not.
    pub gone_directories: Vec<RemotePath>,
    /// Main files of the catalogue that the mirror should list and does not.
    pub gone_files: Vec<RemotePath>,
    /// Directories that could not be read, or not in full.
    pub unread: Vec<UnreadDirectory>,
}

/// A directory that the catalogue does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDirectory {
    /// Its path.
    pub path: RemotePath,
    /// The date that the index above it states, or else that of its newest entry.
    pub modified: Option<Modified>,
    /// Its direct children; `None` if it was not read.
    pub contents: Option<Contents>,
}

/// The direct children of a directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Number of files.
    pub files: usize,
    /// Number of directories.
    pub directories: usize,
    /// Whether these are all.
    pub whole: bool,
    /// The first README, if there is one.
    pub readme: Option<RemotePath>,
}

/// A directory that could not be read, or not in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadDirectory {
    /// Its path.
    pub path: RemotePath,
    /// Why it could not be read, in words for people; `None` if its index is cut, empty or unreadable in part, so that it
    /// does not show what is gone.
    pub reason: Option<String>,
}

impl Differences {
    /// Returns whether every directory was read in full.
    pub fn is_complete(&self) -> bool {
        self.unread.is_empty()
    }

    /// Returns whether catalogue and mirror agree, as far as could be read.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone_directories.is_empty() && self.gone_files.is_empty()
    }

    /// Returns those of some directories that are gone.
    pub fn gone_among<'a>(
        &'a self,
        directories: &'a [&RemotePath],
    ) -> impl Iterator<Item = &'a RemotePath> {
        let gone = self.gone_directories.iter();
        gone.filter(|path| directories.contains(path))
    }
}

/// A directory to read.
#[derive(Clone, Debug)]
struct Target {
    path: RemotePath,
    role: Role,
}

/// Why a directory is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// New releases and collections appear in it.
    Followed,
    /// It has main files of the catalogue.
    MainFiles,
    /// It is new: the one at a position in [`Differences::new`].
    New(usize),
}

/// A comparison of the catalogue with one mirror, directory by directory. The caller reads them.
///
/// What the mirror is known to lack is not read, and not said to be gone. An index that is cut, empty or unreadable in part
/// shows what is new, and never what is gone.
///
/// # Examples
///
/// ```
/// use igsr_fetch::catalogue::{Catalogue, Comparison};
/// use igsr_fetch::mirror::MirrorRegistry;
///
/// let (catalogue, registry) = (Catalogue::built_in(), MirrorRegistry::built_in());
/// let mut comparison = Comparison::new(&catalogue, registry.get_or_default(None));
/// while let Some(directory) = comparison.next_directory() {
///     let reason = format!("{directory} is out of reach");
///     comparison.failed(reason, true);
/// }
/// let differences = comparison.finish();
/// assert!(differences.is_empty() && !differences.is_complete());
/// ```
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    catalogue: &'a Catalogue,
    mirror: &'a Mirror,
    to_read: VecDeque<Target>,
    differences: Differences,
}

impl<'a> Comparison<'a> {
    /// Begins to compare the followed directories that the mirror should have.
    pub fn new(catalogue: &'a Catalogue, mirror: &'a Mirror) -> Self {
        let mut comparison = Self {
            catalogue,
            mirror,
            to_read: VecDeque::new(),
            differences: Differences::default(),
        };
        for path in catalogue.followed() {
            comparison.want(path.clone(), Role::Followed);
        }
        comparison
    }

    /// Also compares the main files in each directory that has some.
    #[must_use]
    pub fn with_main_files(mut self) -> Self {
        for file in self.catalogue.files() {
            let path = file.file.path.parent().unwrap_or_default();
            self.want(path, Role::MainFiles);
        }
        self
    }

    fn want(&mut self, path: RemotePath, role: Role) {
        if self.mirror.has_directory_index()
            && self.is_expected(&path)
            && self.to_read.iter().all(|other| other.path != path)
        {
            self.to_read.push_back(Target { path, role });
        }
    }

    /// Returns the directory to read next; `None` at the end.
    pub fn next_directory(&self) -> Option<&RemotePath> {
        self.to_read.front().map(|target| &target.path)
    }

    /// Takes the index of the directory to read; `more` if the directory has more entries than the index.
    pub fn read(&mut self, index: &DirectoryIndex, more: bool) {
        let Some(Target { path, role }) = self.to_read.pop_front() else {
            return;
        };
        let is_part =
            more || index.truncated || index.next.is_some() || index.refused.unreadable_count() > 0;
        if let Role::New(place) = role {
            self.describe(place, index, !is_part);
            return;
        }
        // A server may show an empty index in the place of "not found", as buckets do.
        let is_empty = index.entries.is_empty();
        if is_part || is_empty {
            let path = path.clone();
            let unread = UnreadDirectory { path, reason: None };
            self.differences.unread.push(unread);
        } else {
            self.find_gone(&path, index);
        }
        if role == Role::Followed && !is_empty {
            self.find_new(&path, index);
            self.differences.compared.push(path);
        }
    }

    /// Notes that the directory to read could not be read, with the reason in words for people. After an outage of the
    /// mirror nothing more is read.
    pub fn failed(&mut self, reason: String, is_outage: bool) {
        let count = if is_outage { self.to_read.len() } else { 1 };
        for target in self.to_read.drain(..count.min(self.to_read.len())) {
            self.differences.unread.push(UnreadDirectory {
                path: target.path,
                reason: Some(reason.clone()),
            });
        }
    }

    /// Returns what was found.
    pub fn finish(self) -> Differences {
        self.differences
    }

    fn is_expected(&self, path: &RemotePath) -> bool {
        self.mirror.availability(path) == Availability::Expected
    }

    /// Finds the directories in an index that the catalogue does not know, and asks for the first of them.
    fn find_new(&mut self, directory: &RemotePath, index: &DirectoryIndex) {
        let known = self.catalogue.files_below(directory).directories;
        let here = self.mirror.path_here(directory);
        for entry in &index.entries {
            if entry.kind != EntryKind::Directory {
                continue;
            }
            let Ok(path) = here.join(&entry.name) else {
                continue;
            };
            // At the mirror it may stand beside directories of another place.
            let path = self.mirror.path_on_site(&path);
            if path.parent().as_ref() != Some(directory)
                || known.iter().any(|known| known.path == path)
            {
                continue;
            }
            let place = self.differences.new.len();
            self.differences.new.push(NewDirectory {
                path: path.clone(),
                modified: entry.modified,
                contents: None,
            });
            if place < MOST_NEW {
                let role = Role::New(place);
                self.to_read.push_back(Target { path, role });
            }
        }
    }

    /// Finds what the catalogue names in a directory, the mirror should have there, and its index lacks.
    fn find_gone(&mut self, directory: &RemotePath, index: &DirectoryIndex) {
        let known = self.catalogue.files_below(directory);
        let here = self.mirror.path_here(directory);
        // Some servers do not tell directories from files, so that a name is enough.
        let is_listed = |path: &RemotePath| {
            let mut entries = index.entries.iter();
            entries.any(|entry| entry.name == path.name())
        };
        let is_gone = |path: &RemotePath| {
            let path_here = self.mirror.path_here(path);
            self.is_expected(path)
                && path_here.parent().as_ref() == Some(&here)
                && !is_listed(&path_here)
        };
        let directories = known.directories.into_iter().map(|known| known.path);
        let directories: Vec<RemotePath> = directories.filter(|path| is_gone(path)).collect();
        let files = known.files.iter().map(|file| &file.file.path);
        let files: Vec<RemotePath> = files.filter(|path| is_gone(path)).cloned().collect();
        self.differences.gone_directories.extend(directories);
        self.differences.gone_files.extend(files);
    }

    fn describe(&mut self, place: usize, index: &DirectoryIndex, whole: bool) {
        let Some(new) = self.differences.new.get_mut(place) else {
            return;
        };
        let entries = &index.entries;
        let is_file = |kind| kind == EntryKind::File;
        let files = entries.iter().filter(|entry| is_file(entry.kind)).count();
        let readme = readme_names(entries).into_iter().next();
        new.modified = new
            .modified
            .or_else(|| entries.iter().filter_map(|entry| entry.modified).max());
        new.contents = Some(Contents {
            files,
            directories: entries.len() - files,
            whole,
            readme: readme.and_then(|name| new.path.join(&name).ok()),
        });
    }
}
