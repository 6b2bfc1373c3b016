//! TreeWalk all that lies below a directory, politely.

use std::cell::{Cell, RefCell};

use futures_util::future::select_all;

use crate::catalogue::RemoteFile;
use crate::listing::DirectoryIndex;
use crate::mirror::{Mirror, RemotePath};
use crate::port::LocalFuture;
use crate::walk::{Walk, WalkLimits};

use super::directory::{Clients, DirectoryError, LiveDirectory, read_directory};

/// Most requests at a time, whatever the mirror tolerates.
const AT_ONCE: usize = 2;

/// How often a directory is asked for again when the mirror asks for fewer requests.
const RETRIES: u32 = 3;

/// Longest pause, in seconds, that is waited for.
const LONGEST_PAUSE: u32 = 120;

/// How far the page walks: more files than these are for a command, not for a selection in a page.
pub const LIMITS: WalkLimits = WalkLimits {
    depth: 32,
    files: 100_000,
    directories: 5_000,
    ahead: 8,
};

/// A walk, and what it found.
#[derive(Debug)]
pub struct TreeWalk {
    /// The order of the walk.
    pub walk: Walk<DirectoryError>,
    /// The files, by their paths on the main site.
    pub files: Vec<RemoteFile>,
    /// Directories of which not all entries came.
    pub cut: Vec<RemotePath>,
    /// Until when the mirror asked to be left alone, in milliseconds since 1970.
    pub pause: u64,
}

impl TreeWalk {
    /// Begins at a directory, given as path on the main site.
    pub fn new(root: RemotePath) -> Self {
        Self {
            walk: Walk::new(root, LIMITS),
            files: Vec::new(),
            cut: Vec::new(),
            pause: 0,
        }
    }

    /// Takes what has been read.
    fn take(&mut self, mirror: &Mirror, read_at: u64) {
        while let Some(listed) = self.walk.take() {
            if listed.index.truncated {
                self.cut.push(listed.directory.clone());
            }
            let live = LiveDirectory {
                mirror: mirror.id.clone(),
                path: listed.directory,
                index: listed.index,
                more: false,
                read_at,
            };
            self.files.extend(live.facts());
        }
    }
}

/// What is done to a walk.
pub type Change<'a> = &'a mut dyn FnMut(&mut TreeWalk);

type HttpResponse = (RemotePath, Result<DirectoryIndex, DirectoryError>);

/// Walks to the end. `with` is called with what changes the walk; nothing holds it in between.
///
/// No more than two directories are asked for at a time, and none while the mirror asks for a pause.
pub async fn walk_all(means: Clients<'_>, mirror: &Mirror, with: &mut dyn FnMut(Change<'_>)) {
    let pause = Cell::new(0);
    let with = RefCell::new(with);
    let with = |change: Change<'_>| (with.borrow_mut())(change);
    let at_once = AT_ONCE.min(usize::from(mirror.connections.max(1)));
    let mut running: Vec<LocalFuture<'_, HttpResponse>> = Vec::new();
    loop {
        let mut next = None;
        if running.len() < at_once {
            with(&mut |walking| next = walking.walk.next());
        }
        if let Some(directory) = next {
            running.push(Box::pin(read(means, mirror, directory, &pause, &with)));
            continue;
        }
        if running.is_empty() {
            return;
        }
        let ((directory, answer), _, rest) = select_all(running).await;
        running = rest;
        let mut answer = Some(answer);
        let now = means.clock.now();
        with(&mut |walking| {
            if let Some(answer) = answer.take() {
                walking.walk.done(&directory, answer);
                walking.take(mirror, now);
            }
        });
    }
}

/// Reads a directory. Where the mirror asks for fewer requests, all wait as long as it says, or longer each time.
async fn read(
    means: Clients<'_>,
    mirror: &Mirror,
    directory: RemotePath,
    pause: &Cell<u64>,
    with: &dyn Fn(Change<'_>),
) -> HttpResponse {
    let mut tries = 0;
    loop {
        let now = means.clock.now();
        if let Ok(wait @ 1..) = u32::try_from(pause.get().saturating_sub(now)) {
            means.clock.sleep(wait).await;
            continue;
        }
        let read = read_directory(means, mirror, &directory, &mut |_| {}).await;
        tries += 1;
        let seconds = match &read {
            Err(DirectoryError::Fetch(error)) if error.is_throttle() && tries <= RETRIES => {
                error.retry_after().unwrap_or(1 << tries)
            }
            _ => LONGEST_PAUSE + 1,
        };
        if seconds > LONGEST_PAUSE {
            let read = read.map(|live| {
                let truncated = live.index.truncated || live.more;
                DirectoryIndex {
                    truncated,
                    ..live.index
                }
            });
            return (directory, read);
        }
        let until = means.clock.now() + u64::from(seconds) * 1000;
        pause.set(pause.get().max(until));
        with(&mut |walking| walking.pause = walking.pause.max(until));
    }
}
