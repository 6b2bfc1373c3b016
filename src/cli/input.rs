//! Input from files, standard input and URLs: in chunks, with retries where they may help.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::thread;

use super::client::{Client, HttpError};
use super::error::CliError;
use super::output::Progress;
use super::page::PIECE;
use super::rate_limit::{Next, RetryPolicy};
use super::source::{Source, SourceError, scheme};
use crate::text::cli::read_so_far;
use crate::text::visible;

/// Largest table read whole from a URL, in bytes: an endless response must not fill the memory.
const LONGEST_TABLE: u64 = 1 << 30;

/// Reads sources.
#[derive(Debug)]
pub(super) struct Input {
    client: Client,
    manners: RetryPolicy,
    progress: Progress,
}

impl Input {
    /// Asks addresses with this client, as often as `manners` say.
    pub(super) fn new(client: Client, manners: RetryPolicy) -> Self {
        Self {
            client,
            manners,
            progress: Progress::new(),
        }
    }

    /// Reads a source chunk by chunk into the value that `start` creates; starts anew if the connection breaks.
    pub(super) fn stream<T>(
        &mut self,
        source: &Source,
        start: impl Fn() -> T,
        mut each: impl FnMut(&mut T, &[u8]),
    ) -> Result<T, CliError> {
        let name = name_of(source);
        for tried in 0.. {
            let mut made = start();
            let mut bytes = 0;
            let progress = &mut self.progress;
            let result = pump(&self.client, source, &mut |piece| {
                each(&mut made, piece);
                bytes += piece.len() as u64;
                progress.line(|| read_so_far(&name, bytes));
                true
            });
            self.progress.clear();
            let Err(fault) = result else { return Ok(made) };
            let Next::Again { wait, .. } = self.manners.after_fault(&fault, tried) else {
                return Err(fault);
            };
            self.progress.wait(&fault.to_string(), wait);
            self.progress.line(|| visible(&name).into_owned());
            thread::sleep(wait);
        }
        unreachable!("the number of tries is bounded")
    }

    /// Reads a whole source.
    pub(super) fn read(&mut self, source: &Source) -> Result<Vec<u8>, CliError> {
        self.stream(source, Vec::new, Vec::extend_from_slice)
    }
}

/// Parses an argument as a file name or URL.
pub(super) fn source(argument: &OsStr) -> Result<Source, SourceError> {
    let text = argument.to_str().unwrap_or_default();
    if scheme(text).is_some_and(|scheme| scheme.eq_ignore_ascii_case("s3")) {
        return Err(SourceError::Bucket(text.to_owned()));
    }
    Source::read(argument, None)
}

/// Returns the display name of a source.
pub(super) fn name_of(source: &Source) -> String {
    match source {
        Source::Stdin => "standard input".to_owned(),
        Source::File(path) => path.display().to_string(),
        Source::Web(url) => url.to_string(),
    }
}

/// Reads a source once. `each` is called with chunks until it asks to stop.
pub(super) fn pump(
    client: &Client,
    source: &Source,
    each: &mut dyn FnMut(&[u8]) -> bool,
) -> Result<(), CliError> {
    let file_fault = |error| CliError::File {
        name: name_of(source),
        error,
    };
    let web_fault = |error| CliError::Http {
        url: name_of(source),
        error: Box::new(error),
    };
    match source {
        Source::Stdin => pump_from(io::stdin().lock(), each).map_err(file_fault),
        Source::File(path) => {
            let file = File::open(path).map_err(file_fault)?;
            pump_from(file, each).map_err(file_fault)
        }
        Source::Web(url) => {
            let answer = client.get(url).map_err(web_fault)?;
            let mut body = answer.body.take(LONGEST_TABLE);
            pump_from(&mut body, each).map_err(|error| web_fault(HttpError::from_io(&error)))?;
            if body.limit() == 0 {
                return Err(web_fault(HttpError::TooLong(LONGEST_TABLE)));
            }
            Ok(())
        }
    }
}

fn pump_from(mut from: impl Read, each: &mut dyn FnMut(&[u8]) -> bool) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => {
                if !each(&piece[..length]) {
                    return Ok(());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
