//! The state of the browse page.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use yew::prelude::*;

use crate::client::{Backoff, DirectoryReading, ReadProgress, TreeWalk};
use crate::mirror::{Mirror, MirrorId, RemotePath};

use super::loaded::Loaded;

/// The directory that is read, the mirror that is tried first, and the attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadKey {
    /// How often the user asked to read again.
    pub attempt: u32,
    /// The chosen mirror.
    pub mirror: MirrorId,
    /// Directory, as path on the main site.
    pub path: RemotePath,
}

/// The directories that were read.
pub type Directories = Loaded<ReadKey, Rc<DirectoryReading>, Infallible>;

/// How far the reading of a directory has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// The mirror asked to wait this many seconds.
    Waiting(u32),
    /// The directory is being read.
    Loading(Option<ReadProgress>),
    /// The user stopped the reading.
    Stopped,
    /// The directory was read, or could not be.
    Done(Rc<DirectoryReading>),
}

/// A walk through all that lies below a directory.
#[derive(Clone, Debug)]
pub struct RunningWalk {
    /// The mirror.
    pub mirror: Rc<Mirror>,
    /// Where the walk begins, as path on the main site.
    pub root: RemotePath,
    /// Changes when the walk is resumed.
    pub number: u32,
    /// Whether all directories were visited.
    pub is_finished: bool,
    /// What was found so far. The task of the walk changes it, and dispatches [`BrowseAction::Walked`] then.
    pub tree: Rc<RefCell<TreeWalk>>,
}

/// What the browse page remembers while it is open.
#[derive(Clone, Debug, Default)]
pub struct Browse {
    /// How often the user asked to read again.
    pub attempt: u32,
    /// The mirror with which the user stays, though another could stand in for it.
    pub stays: Option<MirrorId>,
    /// What is wrong with what was typed into the box that goes to a path.
    pub problem: Option<String>,
    /// Mirrors that failed a moment ago.
    pub backoff: Rc<Backoff>,
    /// The walk that is under way, or finished and not yet decided on.
    pub walk: Option<RunningWalk>,
    walks: u32,
    readme: Option<(RemotePath, usize)>,
    wait: Option<(ReadKey, u32)>,
    stopped: Option<ReadKey>,
    progress: Option<(ReadKey, Reading)>,
}

/// A change of the browse page.
pub enum BrowseAction {
    /// Read the directory of this key again, after so many seconds.
    Retry(ReadKey, u32),
    /// Stop the reading of this key.
    Stop(ReadKey),
    /// Stay with this mirror.
    Stay(MirrorId),
    /// The reading of this key has come further.
    Progress(ReadKey, Reading),
    /// What was typed into the box is wrong, or no longer.
    Problem(Option<String>),
    /// Show another README of this directory.
    ChooseReadme(RemotePath, usize),
    /// Walk through all below this directory of this mirror.
    Walk(Rc<Mirror>, RemotePath),
    /// The walk has come further; with `true` to its end.
    Walked(bool),
    /// Read the directories that failed again.
    RetryWalk,
    /// Stop and forget the walk.
    EndWalk,
}

impl Browse {
    /// Returns how far the reading of this key has come.
    pub fn reading(&self, key: &ReadKey, directories: &Directories) -> Reading {
        if self.is_stopped(key) {
            return Reading::Stopped;
        }
        if let Some(directory) = directories.get(key) {
            return Reading::Done(directory.clone());
        }
        match &self.progress {
            Some((of, progress)) if of == key => progress.clone(),
            _ => Reading::Loading(None),
        }
    }

    /// Returns whether the user stopped the reading of this key.
    pub fn is_stopped(&self, key: &ReadKey) -> bool {
        self.stopped.as_ref() == Some(key)
    }

    /// Returns the seconds to wait before the reading of this key.
    pub fn wait(&self, key: &ReadKey) -> u32 {
        match &self.wait {
            Some((of, seconds)) if of == key => *seconds,
            _ => 0,
        }
    }

    /// Returns which of several READMEs of a directory is shown.
    pub fn chosen_readme(&self, directory: &RemotePath) -> usize {
        match &self.readme {
            Some((of, chosen)) if of == directory => *chosen,
            _ => 0,
        }
    }
}

impl Reducible for Browse {
    type Action = BrowseAction;

    fn reduce(self: Rc<Self>, action: BrowseAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            BrowseAction::Retry(key, seconds) => {
                next.attempt += 1;
                next.backoff = Rc::default();
                let attempt = next.attempt;
                next.wait = Some((ReadKey { attempt, ..key }, seconds));
            }
            BrowseAction::Stop(key) => next.stopped = Some(key),
            BrowseAction::Stay(mirror) => next.stays = Some(mirror),
            BrowseAction::Progress(key, progress) => next.progress = Some((key, progress)),
            BrowseAction::Problem(problem) => next.problem = problem,
            BrowseAction::Walk(mirror, root) => {
                let tree = Rc::new(RefCell::new(TreeWalk::new(root.clone())));
                next.walks += 1;
                next.walk = Some(RunningWalk {
                    mirror,
                    root,
                    number: next.walks,
                    is_finished: false,
                    tree,
                });
            }
            BrowseAction::Walked(is_finished) => {
                if let Some(walk) = &mut next.walk {
                    walk.is_finished = is_finished;
                }
            }
            BrowseAction::RetryWalk => {
                next.walks += 1;
                if let Some(walk) = &mut next.walk {
                    walk.tree.borrow_mut().walk.retry_failed();
                    walk.is_finished = false;
                    walk.number = next.walks;
                }
            }
            BrowseAction::EndWalk => next.walk = None,
            BrowseAction::ChooseReadme(directory, at) => next.readme = Some((directory, at)),
        }
        Rc::new(next)
    }
}
