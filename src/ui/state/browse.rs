//! The state of the browse page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::{Mirror, MirrorId, RemotePath};

use crate::client::{Backoff, DirectoryReading, ReadProgress, Readme, ReadmeError, TreeWalk};

/// How far the reading of a directory is.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// The mirror asked to wait so many seconds.
    Waiting(u32),
    /// It is being read.
    Loading(Option<ReadProgress>),
    /// The user stopped it.
    Stopped,
    /// It was read, or could not be.
    Done(Rc<DirectoryReading>),
}

/// A walk through all that lies below a directory.
#[derive(Clone, Debug)]
pub struct RunningWalk {
    /// The mirror.
    pub mirror: Rc<Mirror>,
    /// Where it begins, as path on the main site.
    pub root: RemotePath,
    /// Its number: a walk that is taken up again has another.
    pub number: u32,
    /// Says whether it has come to its end.
    pub over: bool,
    /// What it found so far. Its task changes that, and tells so.
    pub walking: Rc<RefCell<TreeWalk>>,
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
    /// Which of several READMEs is shown.
    pub chosen: usize,
    /// Seconds to wait before the next reading, taken by it.
    pub wait: Rc<Cell<u32>>,
    /// Mirrors that did not answer a moment ago.
    pub resting: Rc<Backoff>,
    /// The walk that is under way, or over and not yet decided on.
    pub excursion: Option<RunningWalk>,
    walks: u32,
    stopped: String,
    reading: Option<(String, Reading)>,
    readme: Option<(String, Result<Rc<Readme>, ReadmeError>)>,
}

/// A change of the browse page. What is read carries the key of its wish, so that a late answer is never seen.
pub enum BrowseAction {
    /// Read again, after so many seconds.
    Retry(u32),
    /// Stop the reading of that key.
    Stop(String),
    /// Stay with this mirror.
    Stay(MirrorId),
    /// The reading of that key came further.
    Reading(String, Reading),
    /// What was typed into the box is wrong, or no longer.
    Problem(Option<String>),
    /// Show another README.
    Choose(usize),
    /// Walk through all below this directory of that mirror.
    Walk(Rc<Mirror>, RemotePath),
    /// The walk came further, or to its end.
    Walked(bool),
    /// Read the directories that failed again.
    RetryWalk,
    /// Stop and forget the walk.
    EndWalk,
    /// The README at that address was read.
    Readme(String, Result<Rc<Readme>, ReadmeError>),
}

impl Browse {
    /// Returns how far the reading of that key is.
    pub fn reading(&self, key: &str) -> Reading {
        match &self.reading {
            _ if self.stopped == key => Reading::Stopped,
            Some((of, reading)) if of == key => reading.clone(),
            _ => Reading::Loading(None),
        }
    }

    /// Returns the README at that address; nothing before it has come.
    pub fn readme(&self, url: &str) -> Option<&Result<Rc<Readme>, ReadmeError>> {
        let (of, readme) = self.readme.as_ref()?;
        (of == url).then_some(readme)
    }
}

impl Reducible for Browse {
    type Action = BrowseAction;

    fn reduce(self: Rc<Self>, action: BrowseAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            BrowseAction::Retry(seconds) => {
                next.attempt += 1;
                next.resting.clear();
                next.wait.set(seconds);
            }
            BrowseAction::Stop(key) => next.stopped = key,
            BrowseAction::Stay(mirror) => next.stays = Some(mirror),
            BrowseAction::Reading(key, reading) => {
                if self.reading.as_ref().is_none_or(|(of, _)| *of != key) {
                    next.chosen = 0;
                }
                next.reading = Some((key, reading));
            }
            BrowseAction::Problem(problem) => next.problem = problem,
            BrowseAction::Walk(mirror, root) => {
                let walking = Rc::new(RefCell::new(TreeWalk::new(root.clone())));
                next.walks += 1;
                next.excursion = Some(RunningWalk {
                    mirror,
                    root,
                    number: next.walks,
                    over: false,
                    walking,
                });
            }
            BrowseAction::Walked(over) => {
                if let Some(excursion) = &mut next.excursion {
                    excursion.over = over;
                }
            }
            BrowseAction::RetryWalk => {
                next.walks += 1;
                if let Some(excursion) = &mut next.excursion {
                    excursion.walking.borrow_mut().walk.retry_failed();
                    excursion.over = false;
                    excursion.number = next.walks;
                }
            }
            BrowseAction::EndWalk => next.excursion = None,
            BrowseAction::Choose(at) => next.chosen = at,
            BrowseAction::Readme(url, readme) => next.readme = Some((url, readme)),
        }
        Rc::new(next)
    }
}
