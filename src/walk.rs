//! A walk over a whole tree of directories: which directory is next, what was found, when to stop.
//!
//! Owns the order of the walk and its limits. It has no clock and makes no requests: its driver reads the directories that
//! it names and returns the answers.

use crate::listing::{DirectoryIndex, EntryKind, IndexEntry, Size};
use crate::mirror::RemotePath;

/// Limits of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkLimits {
    /// Largest depth, in path parts below the start: 1 reads the start alone. Cyclic links end here.
    pub depth: usize,
    /// Largest number of files to list.
    pub files: u64,
    /// Largest number of directories to read, failed ones included.
    pub directories: u64,
    /// Largest number of directories to request, or to buffer, ahead of one that is unanswered. Buffered answers are wasted
    /// when a limit ends the walk.
    pub ahead: usize,
}

impl Default for WalkLimits {
    /// 64 parts deep, eight directories ahead, no other limit.
    fn default() -> Self {
        Self {
            depth: 64,
            files: u64::MAX,
            directories: u64::MAX,
            ahead: 8,
        }
    }
}

/// The limit that ended a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum WalkLimit {
    /// Directories lie deeper than [`WalkLimits::depth`].
    #[error("depth")]
    Depth,
    /// There are more files than [`WalkLimits::files`].
    #[error("number of files")]
    Files,
    /// There are more directories than [`WalkLimits::directories`].
    #[error("number of directories")]
    Directories,
    /// The driver's time limit.
    #[error("time")]
    Time,
}

/// A depth-first walk over a tree of directories: the start, then each of its directories by name, every one followed by
/// the directories below it.
///
/// [`Walk::take`] returns them in the same order whatever the order of the answers. `F` is the error of a directory that
/// cannot be read.
#[derive(Clone, Debug)]
pub struct Walk<F> {
    root: RemotePath,
    limits: WalkLimits,
    /// Directories still to visit; the next is at the end.
    waiting: Vec<RemotePath>,
    /// Requested directories: few, at most [`WalkLimits::ahead`] plus one.
    asked: Vec<RemotePath>,
    answers: Vec<(RemotePath, Result<DirectoryIndex, F>)>,
    failed: Vec<Failed<F>>,
    stopped: Option<WalkLimit>,
    too_deep: u64,
    progress: WalkProgress,
}

/// A directory that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDirectory {
    /// Path of the directory.
    pub directory: RemotePath,
    /// Its entries by name, without those cut off by a limit.
    pub index: DirectoryIndex,
}

/// A directory that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed<F> {
    /// Path of the directory.
    pub directory: RemotePath,
    /// Reason.
    pub error: F,
}

/// Progress of a walk, over the directories that were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkProgress {
    /// Directories that were listed.
    pub directories_read: u64,
    /// Directories found so far, including those still to be read.
    pub directories_known: u64,
    /// Files that were listed.
    pub files: u64,
    /// Sum of their sizes in bytes; approximate unless `exact`.
    pub bytes: u64,
    /// Whether the exact size of every file is known.
    pub exact: bool,
    /// Directories that could not be read.
    pub failed: u64,
}

impl<F> Walk<F> {
    /// Starts a walk at `root`.
    pub fn new(root: RemotePath, limits: WalkLimits) -> Self {
        Self {
            waiting: vec![root.clone()],
            root,
            limits,
            asked: Vec::new(),
            answers: Vec::new(),
            failed: Vec::new(),
            stopped: None,
            too_deep: 0,
            progress: WalkProgress {
                directories_read: 0,
                directories_known: 1,
                files: 0,
                bytes: 0,
                exact: true,
                failed: 0,
            },
        }
    }

    /// Returns the next directory to read. `None` means not before another answer, or never; see [`Walk::is_finished`].
    #[expect(
        clippy::should_implement_trait,
        reason = "it is no sequence: after nothing there may be something again"
    )]
    pub fn next(&mut self) -> Option<RemotePath> {
        if self.stopped.is_some() {
            return None;
        }
        let under_way = self.asked.len() + self.answers.len();
        let free = |path: &&RemotePath| !self.asked.contains(*path) && self.answer(path).is_none();
        let path = self.waiting.last().filter(free).or_else(|| {
            let room = under_way < self.limits.ahead
                && self.taken() + (under_way as u64) < self.limits.directories;
            room.then(|| self.waiting.iter().rev().find(free)).flatten()
        })?;
        let path = path.clone();
        self.asked.push(path.clone());
        Some(path)
    }

    /// Accepts the answer for a directory returned by [`Walk::next`]. Any other answer is ignored.
    pub fn done(&mut self, directory: &RemotePath, answer: Result<DirectoryIndex, F>) {
        if let Some(at) = self.asked.iter().position(|asked| asked == directory) {
            self.answers.push((self.asked.swap_remove(at), answer));
        }
    }

    /// Returns the next directory in walk order, if it has been read. Call it until it returns `None`.
    pub fn take(&mut self) -> Option<ListedDirectory> {
        while !self.is_exhausted() {
            let at = self.answer(self.waiting.last()?)?;
            let (_, answer) = self.answers.swap_remove(at);
            let directory = self.waiting.pop()?;
            match answer {
                Ok(index) => {
                    let listed = self.list(directory, index);
                    self.check_limits();
                    return Some(listed);
                }
                Err(error) => {
                    self.failed.push(Failed { directory, error });
                    self.progress.failed += 1;
                    self.check_limits();
                }
            }
        }
        None
    }

    /// Returns the position of a directory's answer.
    fn answer(&self, directory: &RemotePath) -> Option<usize> {
        let mut answers = self.answers.iter();
        answers.position(|(of, _)| of == directory)
    }

    /// Counts a directory and queues its subdirectories before all others.
    fn list(&mut self, directory: RemotePath, mut index: DirectoryIndex) -> ListedDirectory {
        sort(&mut index.entries);
        self.cut_files(&mut index.entries);
        for entry in index.entries.iter().filter(|entry| is_file(entry)) {
            self.progress.files += 1;
            let bytes = entry.size.map_or(0, Size::bytes);
            self.progress.bytes = self.progress.bytes.saturating_add(bytes);
            self.progress.exact &= entry.size.is_some_and(Size::is_exact);
        }
        let below = index.entries.iter().filter(|entry| !is_file(entry));
        let (below, beyond): (Vec<_>, Vec<_>) = below
            .map(|entry| directory.join(&entry.name))
            .partition(Result::is_ok);
        // Their paths would have more bytes or parts than any.
        self.too_deep += beyond.len() as u64;
        self.progress.directories_known += beyond.len() as u64;
        if self.depth_of(&directory) + 1 < self.limits.depth {
            let before = self.waiting.len();
            self.waiting.extend(below.into_iter().flatten());
            self.waiting[before..].reverse();
            self.progress.directories_known += (self.waiting.len() - before) as u64;
        } else {
            let below = below.len() as u64;
            self.too_deep += below;
            self.progress.directories_known += below;
        }
        self.progress.directories_read += 1;
        ListedDirectory { directory, index }
    }

    /// Drops the entries after the last file that may be listed.
    fn cut_files(&mut self, entries: &mut Vec<IndexEntry>) {
        let room = self.limits.files.saturating_sub(self.progress.files);
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        let mut files = (0..entries.len()).filter(|at| is_file(&entries[*at]));
        if let Some(first_out) = files.nth(room) {
            entries.truncate(first_out);
            self.stopped = Some(WalkLimit::Files);
        }
    }

    fn check_limits(&mut self) {
        if self.waiting.is_empty() || self.stopped.is_some() {
            return;
        }
        if self.progress.files >= self.limits.files {
            self.stopped = Some(WalkLimit::Files);
        } else if self.taken() >= self.limits.directories {
            self.stopped = Some(WalkLimit::Directories);
        }
    }

    /// Returns the number of directories read or failed.
    fn taken(&self) -> u64 {
        self.progress.directories_read + self.progress.failed
    }

    fn depth_of(&self, directory: &RemotePath) -> usize {
        directory.parts().count() - self.root.parts().count()
    }

    /// Ends the walk, for example when time is up. Directories already answered in order can still be taken.
    pub fn stop(&mut self, limit: WalkLimit) {
        self.stopped.get_or_insert(limit);
    }

    /// Queues the failed directories again, after all others.
    pub fn retry_failed(&mut self) {
        let failed = self.failed.drain(..).rev().map(|failed| failed.directory);
        self.waiting.splice(0..0, failed);
        self.progress.failed = 0;
    }

    /// Returns whether nothing more can be taken: everything is read, or the walk was stopped.
    pub fn is_finished(&self) -> bool {
        let next = self.waiting.last();
        let ready = next.is_some_and(|path| self.answer(path).is_some());
        self.is_exhausted() || (self.stopped.is_some() && !ready)
    }

    /// Returns whether no directory is left to take, read or not.
    fn is_exhausted(&self) -> bool {
        let counted = matches!(
            self.stopped,
            Some(WalkLimit::Files | WalkLimit::Directories)
        );
        counted || self.waiting.is_empty()
    }

    /// Returns the limit that kept the walk from listing everything, once it is finished.
    pub fn stopped(&self) -> Option<WalkLimit> {
        let deep = (self.too_deep > 0).then_some(WalkLimit::Depth);
        self.stopped.or(deep)
    }

    /// Returns the number of directories too deep to be read.
    pub fn too_deep(&self) -> u64 {
        self.too_deep
    }

    /// Returns the directories that could not be read, in walk order.
    pub fn failed(&self) -> &[Failed<F>] {
        &self.failed
    }

    /// Returns the progress of the walk.
    pub fn progress(&self) -> WalkProgress {
        self.progress
    }
}

/// Sorts entries by name and removes duplicates.
fn sort(entries: &mut Vec<IndexEntry>) {
    entries.sort_by(|a, b| (&a.name, a.kind).cmp(&(&b.name, b.kind)));
    entries.dedup_by(|b, a| (&a.name, a.kind) == (&b.name, b.kind));
}

fn is_file(entry: &IndexEntry) -> bool {
    entry.kind == EntryKind::File
}
