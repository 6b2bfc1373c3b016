//! Threads that read directories.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use url::Url;

use super::error::CliError;
use super::page::{FetchedPage, Reader};
use super::rate_limit::{Gate, Next, RetryPolicy};
use crate::mirror::RemotePath;

/// Workers that read directories and hand back their pages. They end when this is dropped.
#[derive(Debug)]
pub(super) struct Workers {
    tasks: Sender<(RemotePath, Url)>,
    news: Receiver<News>,
    /// How many tasks are not done.
    under_way: usize,
}

/// What workers say.
#[derive(Debug)]
pub(super) enum News {
    /// A directory was read, or cannot be.
    Done(RemotePath, Box<Result<FetchedPage, CliError>>),
    /// A worker waits before it asks again.
    Waiting {
        /// Why.
        fault: String,
        /// For how long.
        wait: Duration,
    },
}

impl Workers {
    /// Starts so many.
    pub(super) fn start(jobs: u8, reader: &Reader, manners: RetryPolicy) -> Self {
        let (tasks, queue) = channel();
        let (news, heard) = channel();
        let queue = Arc::new(Mutex::new(queue));
        let gate = Arc::new(Gate::new(manners.delay));
        for _ in 0..jobs {
            let worker = Worker {
                reader: reader.clone(),
                manners,
                gate: Arc::clone(&gate),
                news: news.clone(),
            };
            let queue = Arc::clone(&queue);
            thread::spawn(move || worker.run(&queue));
        }
        Self {
            tasks,
            news: heard,
            under_way: 0,
        }
    }

    /// Gives a directory to read.
    pub(super) fn ask(&mut self, directory: RemotePath, url: Url) {
        // The queue lives as long as its workers, and they as long as this.
        if self.tasks.send((directory, url)).is_ok() {
            self.under_way += 1;
        }
    }

    /// Returns how many directories are being read.
    pub(super) fn under_way(&self) -> usize {
        self.under_way
    }

    /// Waits for what a worker says; nothing after that long.
    pub(super) fn hear(&mut self, longest: Duration) -> Option<News> {
        let news = match self.news.recv_timeout(longest) {
            Ok(news) => news,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        };
        if matches!(news, News::Done(..)) {
            self.under_way -= 1;
        }
        Some(news)
    }
}

/// One of the threads.
struct Worker {
    reader: Reader,
    manners: RetryPolicy,
    gate: Arc<Gate>,
    news: Sender<News>,
}

impl Worker {
    fn run(&self, queue: &Mutex<Receiver<(RemotePath, Url)>>) {
        loop {
            let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((directory, url)) = task else { return };
            let result = Box::new(self.read(&url));
            if self.news.send(News::Done(directory, result)).is_err() {
                return;
            }
        }
    }

    /// Reads a directory, again and again where that may help.
    fn read(&self, url: &Url) -> Result<FetchedPage, CliError> {
        for tried in 0.. {
            self.gate.pass();
            let result = self.reader.read(url);
            let (next, fault) = match &result {
                Ok(FetchedPage { cut: Some(cut), .. }) => {
                    (self.manners.after_cut(cut, tried), cut.to_string())
                }
                Ok(_) => return result,
                Err(fault) => (self.manners.after_fault(fault, tried), fault.to_string()),
            };
            let Next::Again { wait, all } = next else {
                return result;
            };
            // Nobody hears it when the walk is over; then the task is of no use either, but soon done.
            let _ = self.news.send(News::Waiting { fault, wait });
            if all {
                self.gate.close_for(wait);
            } else {
                thread::sleep(wait);
            }
        }
        unreachable!("the number of tries is bounded")
    }
}
