//! `igsr-fetch list --recursive`.

use std::collections::HashMap;
use std::io::{self, BufWriter, StdoutLock};
use std::time::{Duration, Instant};

use url::Url;

use super::args::{ListArgs, WalkArgs};
use super::client::Client;
use super::error::{CliError, Exit, StateError};
use super::output::{Lines, Progress, Tally, say};
use super::page::{FetchedPage, PIECE, Reader, Site};
use super::rate_limit::RetryPolicy;
use super::state::State;
use super::workers::{News, Workers};
use crate::mirror::{BaseUrl, RemotePath};
use crate::text::cli as text;
use crate::walk::{ListedDirectory, Walk, WalkLimit, WalkLimits};

/// Prints a directory and all that lies below it.
pub(super) fn list(args: &ListArgs, start: &Url) -> Result<Exit, CliError> {
    let mut tree = Tree::new(args, start)?;
    tree.walk()?;
    tree.close()
}

/// A walk under way.
struct Tree<'a> {
    args: &'a WalkArgs,
    start: &'a Url,
    walk: Walk<CliError>,
    /// The addresses below the start, once its page is there.
    site: Option<Site>,
    workers: Workers,
    state: Option<State>,
    /// What is known of directories whose turn has not come.
    held: HashMap<RemotePath, Held>,
    lines: Lines<BufWriter<StdoutLock<'static>>>,
    progress: Progress,
    refused: Tally,
    /// Directories that are not listed whole, with the reason.
    truncated: Vec<(RemotePath, String)>,
    deadline: Option<Instant>,
}

/// What a page holds beside its entries.
struct Held {
    place: (BaseUrl, RemotePath),
    refused: Tally,
    truncated: Option<String>,
}

impl<'a> Tree<'a> {
    fn new(args: &'a ListArgs, start: &'a Url) -> Result<Self, CliError> {
        let reader = Reader {
            client: Client::new(args.follow_other_host),
            page_url: None,
            content_type: None,
            max_bytes: args.max_bytes,
        };
        let deadline = args.deadline();
        let args = &args.walk;
        let manners = RetryPolicy {
            delay: Duration::from_millis(args.delay),
            retries: args.retries,
            retry_wait: Duration::from_millis(args.retry_wait),
        };
        let limits = WalkLimits {
            depth: args.depth.into(),
            files: args.max_files.unwrap_or(u64::MAX),
            directories: args.max_dirs,
            ahead: usize::from(args.jobs) * 4,
        };
        let state = args.resume.as_deref().map(|path| State::open(path, start));
        let state = state.transpose().map_err(|error| fault_of(args, error))?;
        if let Some(state) = state.as_ref().filter(|state| state.len() > 0) {
            say(&text::resumed(state.len()));
        }
        Ok(Self {
            args,
            start,
            walk: Walk::new(RemotePath::root(), limits),
            site: None,
            workers: Workers::start(args.jobs, &reader, manners),
            state,
            held: HashMap::new(),
            lines: Lines::new(BufWriter::with_capacity(PIECE, io::stdout().lock())),
            progress: Progress::new(),
            refused: Tally::default(),
            truncated: Vec::new(),
            deadline,
        })
    }

    /// Walks until nothing is left or a limit is met.
    fn walk(&mut self) -> Result<(), CliError> {
        loop {
            if self
                .deadline
                .is_some_and(|deadline| deadline <= Instant::now())
            {
                self.walk.stop(WalkLimit::Time);
            }
            // First what changes the order: an answer may put other directories before those that wait.
            self.print()?;
            self.ask()?;
            self.progress.show(self.walk.progress());
            if self.walk.is_finished() {
                return Ok(());
            }
            if self.workers.under_way() > 0 {
                self.hear()?;
            }
        }
    }

    /// Gives the workers as much as they may do at once, and takes from the state what it has.
    fn ask(&mut self) -> Result<(), CliError> {
        while self.workers.under_way() < self.args.jobs.into() {
            let Some(directory) = self.walk.next() else {
                return Ok(());
            };
            if let Some((page, refused)) = self.recorded(&directory)? {
                self.take(&directory, Ok(page), Some(refused))?;
                self.print()?;
                continue;
            }
            let url = match &self.site {
                Some(site) => site.url_of(&directory),
                None => Ok(self.start.clone()),
            };
            match url {
                Ok(url) => self.workers.ask(directory, url),
                Err(fault) => self.take(&directory, Err(fault), None)?,
            }
        }
        Ok(())
    }

    fn recorded(
        &mut self,
        directory: &RemotePath,
    ) -> Result<Option<(FetchedPage, Tally)>, CliError> {
        let Some(state) = &mut self.state else {
            return Ok(None);
        };
        let page = state.get(directory);
        page.map_err(|error| fault_of(self.args, error))
    }

    /// Waits for a worker, but not beyond the time at which something else is due.
    fn hear(&mut self) -> Result<(), CliError> {
        // Whoever reads the output sees what is known so far.
        self.lines.flush().map_err(CliError::Output)?;
        let mut longest = self.progress.due_in();
        if let Some(deadline) = self.deadline {
            longest = longest.min(deadline.saturating_duration_since(Instant::now()));
        }
        match self.workers.hear(longest) {
            None => Ok(()),
            Some(News::Waiting { fault, wait }) => {
                self.progress.wait(&fault, wait);
                Ok(())
            }
            Some(News::Done(directory, result)) => self.take(&directory, *result, None),
        }
    }

    /// Takes the answer for a directory; `recorded` is what was refused in it, if it comes from the state.
    fn take(
        &mut self,
        directory: &RemotePath,
        result: Result<FetchedPage, CliError>,
        recorded: Option<Tally>,
    ) -> Result<(), CliError> {
        let checked = result.and_then(|page| {
            let site = self.site.get_or_insert_with(|| Site::new(&page));
            site.check(directory, &page).map(|()| page)
        });
        let page = match checked {
            Ok(page) => page,
            Err(fault) => {
                self.walk.done(directory, Err(fault));
                return Ok(());
            }
        };
        let is_new = recorded.is_none();
        let refused = recorded.unwrap_or_else(|| Tally::of(&page.index));
        let truncated = page.index.truncated.then(|| page.why_truncated());
        if let Some(state) = self
            .state
            .as_mut()
            .filter(|_| is_new && truncated.is_none())
        {
            let put = state.put(directory, &page, &refused);
            put.map_err(|error| fault_of(self.args, error))?;
        }
        let held = Held {
            place: (page.base.clone(), page.directory()),
            refused,
            truncated,
        };
        self.held.insert(directory.clone(), held);
        self.walk.done(directory, Ok(page.index));
        Ok(())
    }

    /// Prints the directories whose turn it is.
    fn print(&mut self) -> Result<(), CliError> {
        while let Some(ListedDirectory { directory, index }) = self.walk.take() {
            let Some(held) = self.held.remove(&directory) else {
                continue;
            };
            let (base, place) = held.place;
            let within = match directory.text() {
                text if text.is_empty() => String::new(),
                text => format!("{text}/"),
            };
            self.lines
                .write(&base, &place, &within, &index.entries)
                .map_err(CliError::Output)?;
            self.refused.add(held.refused);
            if let Some(reason) = held.truncated {
                self.truncated.push((directory, reason));
            }
        }
        Ok(())
    }

    /// Says what is not listed, and why.
    fn close(mut self) -> Result<Exit, CliError> {
        self.lines.flush().map_err(CliError::Output)?;
        self.progress.clear();
        say(&self.refused.text());
        for failed in self.walk.failed() {
            say(&text::not_listed(
                &failed.directory,
                &failed.error.to_string(),
            ));
        }
        for (directory, reason) in &self.truncated {
            say(&text::listed_in_part(directory, reason));
        }
        let stopped = self.walk.stopped();
        if let Some(limit) = stopped {
            say(&text::limit_met(limit));
        }
        say(&text::message(&text::walk_progress(&self.walk.progress())));
        Ok(match self.walk.failed() {
            [start] if start.directory.is_root() => start.error.exit(),
            [] if stopped.is_none() && self.truncated.is_empty() => Exit::Done,
            [] => Exit::Incomplete,
            _ => Exit::Unreadable,
        })
    }
}

fn fault_of(args: &WalkArgs, error: StateError) -> CliError {
    let path = args.resume.as_deref().unwrap_or(std::path::Path::new(""));
    CliError::State {
        file: path.display().to_string(),
        error,
    }
}
