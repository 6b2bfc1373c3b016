//! Walks a directory tree at a rate that the mirror tolerates.

use std::cell::{Cell, RefCell};

use futures_util::future::select_all;

use crate::catalogue::RemoteFile;
use crate::listing::DirectoryIndex;
use crate::mirror::{Mirror, RemotePath};
use crate::port::LocalFuture;
use crate::walk::{Walk, WalkLimits};

use super::directory::{Clients, DirectoryError, LiveDirectory, read_directory};

/// Most requests at a time, even where the mirror tolerates more.
const MAX_CONNECTIONS: usize = 2;

/// Most retries of a directory when the mirror asks for fewer requests.
const RETRIES: u32 = 3;

/// Longest pause in seconds; if a mirror asks for a longer one, the directory fails.
const LONGEST_PAUSE: u32 = 120;

/// Limits of a walk: more files than these are for a command, not for a selection in a page.
pub const WALK_LIMITS: WalkLimits = WalkLimits {
    depth: 32,
    files: 100_000,
    directories: 5_000,
    ahead: 8,
};

/// A walk and its results.
#[derive(Debug)]
pub struct TreeWalk {
    /// Order and progress of the walk.
    pub walk: Walk<DirectoryError>,
    /// Files found, with their paths on the main site.
    pub files: Vec<RemoteFile>,
    /// Directories whose index was truncated.
    pub cut: Vec<RemotePath>,
    /// End of the pause that the mirror asked for, in milliseconds since 1970; 0 at first.
    pub pause: u64,
    /// How long that is from when it asked, in seconds.
    pub pause_seconds: u32,
}

impl TreeWalk {
    /// Starts at a directory, given as path on the main site.
    pub fn new(root: RemotePath) -> Self {
        Self {
            walk: Walk::new(root, WALK_LIMITS),
            files: Vec::new(),
            cut: Vec::new(),
            pause: 0,
            pause_seconds: 0,
        }
    }

    /// Collects the directories that were read.
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

/// A change to a walk.
pub type Change<'a> = &'a mut dyn FnMut(&mut TreeWalk);

type ReadResult = (RemotePath, Result<DirectoryIndex, DirectoryError>);

/// Walks to the end. `with` applies each change to the [`TreeWalk`], which is not borrowed in between.
///
/// At most two directories are read at a time, and none during a pause that the mirror asked for. Dropping the future stops the
/// walk.
pub async fn walk_tree(clients: Clients<'_>, mirror: &Mirror, with: &mut dyn FnMut(Change<'_>)) {
    let pause = Cell::new(0);
    let with = RefCell::new(with);
    let with = |change: Change<'_>| (with.borrow_mut())(change);
    let at_once = MAX_CONNECTIONS.min(usize::from(mirror.connections.max(1)));
    let mut running: Vec<LocalFuture<'_, ReadResult>> = Vec::new();
    loop {
        let mut next = None;
        if running.len() < at_once {
            with(&mut |tree| next = tree.walk.next());
        }
        if let Some(directory) = next {
            running.push(Box::pin(read(clients, mirror, directory, &pause, &with)));
            continue;
        }
        if running.is_empty() {
            return;
        }
        let ((directory, answer), _, rest) = select_all(running).await;
        running = rest;
        let mut answer = Some(answer);
        let now = clients.clock.now();
        with(&mut |tree| {
            if let Some(answer) = answer.take() {
                tree.walk.done(&directory, answer);
                tree.take(mirror, now);
            }
        });
    }
}

/// Reads a directory. If the mirror asks for fewer requests, all requests wait for as long as it says, or 2, 4 and 8 seconds.
async fn read(
    clients: Clients<'_>,
    mirror: &Mirror,
    directory: RemotePath,
    pause: &Cell<u64>,
    with: &dyn Fn(Change<'_>),
) -> ReadResult {
    let mut tries = 0;
    loop {
        let now = clients.clock.now();
        if let Ok(wait @ 1..) = u32::try_from(pause.get().saturating_sub(now)) {
            clients.clock.sleep(wait).await;
            continue;
        }
        let read = read_directory(clients, mirror, &directory, &mut |_| {}).await;
        tries += 1;
        let seconds = match &read {
            Err(DirectoryError::Fetch(error)) if error.is_throttled() && tries <= RETRIES => {
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
        let until = clients.clock.now() + u64::from(seconds) * 1000;
        pause.set(pause.get().max(until));
        with(&mut |tree| {
            if until > tree.pause {
                (tree.pause, tree.pause_seconds) = (until, seconds);
            }
        });
    }
}
