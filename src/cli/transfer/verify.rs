//! `igsr-fetch verify`: checks the files of a manifest, several at once.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use md5::{Digest, Md5 as Hasher};

use super::args::VerifyArgs;
use super::files::read_manifest;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::{Progress, say};
use crate::plan::{FileState, KnownContent, StateCounts};
use crate::table::Md5;
use crate::text::transfer::{not_right, verified, verified_so_far};

/// The list of files that are not right.
const FAILED: &str = "failed.txt";

/// Bytes that are read at once.
const PIECE: usize = 1 << 20;

/// Checks all files, and lists those that are not right.
pub(in crate::cli) fn verify(args: &VerifyArgs) -> Result<Exit, CliError> {
    let manifest = read_manifest(&args.manifest)?;
    let jobs = match args.jobs {
        Some(jobs) => usize::from(jobs),
        None => thread::available_parallelism().map_or(1, usize::from),
    };
    let files: Vec<(PathBuf, KnownContent)> = manifest
        .files
        .iter()
        .map(|file| (args.folder.join(&file.local_path), file.content()))
        .collect();
    let states = check_all(&files, jobs);
    let mut counts = StateCounts::default();
    let mut failed = String::new();
    for (file, state) in manifest.files.iter().zip(&states) {
        counts.add(state);
        if !state.is_right() {
            say(&not_right(&file.local_path, state));
            failed.extend([&file.local_path, "\n"]);
        }
    }
    writeln!(io::stdout(), "{}", verified(&counts)).map_err(CliError::Output)?;
    write_failed(&failed)?;
    Ok(if failed.is_empty() {
        Exit::Done
    } else {
        Exit::Incomplete
    })
}

fn write_failed(failed: &str) -> Result<(), CliError> {
    let written = if failed.is_empty() {
        match fs::remove_file(FAILED) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    } else {
        fs::write(FAILED, failed)
    };
    written.map_err(|error| CliError::Write {
        name: FAILED.to_owned(),
        error,
    })
}

/// Returns the state of each file, in order.
fn check_all(files: &[(PathBuf, KnownContent)], jobs: usize) -> Vec<FileState> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let mut states: Vec<Option<FileState>> = files.iter().map(|_| None).collect();
    thread::scope(|scope| {
        for _ in 0..jobs.min(files.len().max(1)) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                let mut buffer = vec![0; PIECE];
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((path, content)) = files.get(at) else {
                        return;
                    };
                    let state = check(content, path, &mut buffer);
                    // The other end is there until all have ended.
                    let _ = sender.send((at, state));
                }
            });
        }
        drop(sender);
        let mut progress = Progress::new();
        for (done, (at, state)) in receiver.iter().enumerate() {
            states[at] = Some(state);
            progress.line(|| verified_so_far(done + 1, files.len()));
        }
        progress.clear();
    });
    states.into_iter().flatten().collect()
}

fn check(content: &KnownContent, path: &Path, buffer: &mut [u8]) -> FileState {
    match read(content, path, buffer) {
        Ok(state) => state,
        Err(error) if error.kind() == io::ErrorKind::NotFound => FileState::Missing,
        Err(error) => FileState::Unreadable {
            reason: error.to_string(),
        },
    }
}

fn read(content: &KnownContent, path: &Path, buffer: &mut [u8]) -> io::Result<FileState> {
    // Before it is opened: to open a named pipe would wait for its other end.
    let known = fs::metadata(path)?;
    if !known.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    if let Some(state) = content.state_by_size(known.len()) {
        return Ok(state);
    }
    let mut open = File::open(path)?;
    let mut hasher = Hasher::new();
    loop {
        match open.read(buffer) {
            Ok(0) => break,
            Ok(length) => hasher.update(&buffer[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(content.state_by_md5(Md5(hasher.finalize().into())))
}
