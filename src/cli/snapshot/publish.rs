//! Puts a snapshot's files into a folder, so that a reader finds the old snapshot or the new one, and never half of one.
//!
//! The files are written to a folder within the target, which is always on the same file system, and moved from there; the
//! manifest is last. The parts of the snapshot before stay for those who hold its manifest; older ones are removed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::error::FolderError;
use crate::cli::error::CliError;
use crate::snapshot::{PartName, SnapshotFiles, SnapshotReader};

/// Folder of files that are not complete.
const UNFINISHED: &str = ".igsr-fetch.part";

/// File that a run locks while it writes; it holds the words for the run.
const LOCK: &str = ".igsr-fetch.lock";

const MANIFEST: &str = "manifest.json";

/// Writes the files into the folder, which is created if it is missing.
pub(super) fn publish(folder: &Path, files: &SnapshotFiles) -> Result<(), CliError> {
    make(folder)?;
    let lock = Lock::take(folder)?;
    let unfinished = folder.join(UNFINISHED);
    // Only a run that was ended leaves it: nobody else holds the lock.
    remove(&unfinished).map_err(|error| fault(&unfinished, error))?;
    let result = write_and_move(folder, &unfinished, files);
    // What is left of it is of no use; that it cannot be removed is no other fault than the first.
    let _ = fs::remove_dir_all(&unfinished);
    lock.release();
    result
}

fn make(folder: &Path) -> Result<(), CliError> {
    let shown = folder.display().to_string();
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(FolderError::NotAFolder(shown).into()),
        Err(_) => match fs::read_link(folder) {
            Ok(target) => Err(FolderError::DanglingLink {
                folder: shown,
                target: target.display().to_string(),
            }
            .into()),
            Err(_) => fs::create_dir_all(folder).map_err(|error| fault(folder, error)),
        },
    }
}

fn write_and_move(folder: &Path, unfinished: &Path, files: &SnapshotFiles) -> Result<(), CliError> {
    fs::create_dir(unfinished).map_err(|error| fault(unfinished, error))?;
    for file in &files.0 {
        let path = unfinished.join(&file.name);
        let written = File::create(&path).and_then(|mut out| {
            out.write_all(&file.bytes)?;
            out.sync_all()
        });
        written.map_err(|error| fault(&path, error))?;
    }
    let before = fs::read(folder.join(MANIFEST)).unwrap_or_default();
    // The manifest is the first of the files, and names the others.
    for file in files.0.iter().rev() {
        let to = folder.join(&file.name);
        fs::rename(unfinished.join(&file.name), &to).map_err(|error| fault(&to, error))?;
    }
    let is_new = files
        .0
        .first()
        .is_none_or(|manifest| manifest.bytes != before);
    if is_new {
        remove_older(folder, files, &parts_of(&before)).map_err(|error| fault(folder, error))?;
    }
    Ok(())
}

/// Returns the files that a manifest names; none if it cannot be read, as then nobody can read its parts.
fn parts_of(manifest: &[u8]) -> Vec<String> {
    let reader = SnapshotReader::new(manifest, MANIFEST);
    reader.map_or_else(
        |_| Vec::new(),
        |reader| {
            let parts = reader.manifest().parts.iter();
            parts.map(|part| part.file.clone()).collect()
        },
    )
}

/// Removes the parts that neither the new snapshot nor the one before names.
fn remove_older(folder: &Path, files: &SnapshotFiles, before: &[String]) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| is_part(name)) else {
            continue;
        };
        let is_named =
            files.0.iter().any(|file| file.name == name) || before.iter().any(|part| part == name);
        if !is_named {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Returns whether a file has the name of a part: `sizes-0123456789ab.bin`.
fn is_part(name: &str) -> bool {
    let Some((part, digest)) = name
        .strip_suffix(".bin")
        .and_then(|name| name.split_once('-'))
    else {
        return false;
    };
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    PartName::ALL.iter().any(|known| known.as_str() == part)
        && digest.len() == 12
        && digest.bytes().all(is_digit)
}

/// Removes a file, a link or a folder, if there is one.
fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// The right to write to a folder, as long as it lives.
struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    fn take(folder: &Path) -> Result<Self, CliError> {
        let path = folder.join(LOCK);
        loop {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            let mut file = options.open(&path).map_err(|error| fault(&path, error))?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    // The words are for people; without them it is said without them.
                    let _ = file.take(HOLDER_LIMIT).read_to_string(&mut holder);
                    return Err(FolderError::InUse {
                        folder: folder.display().to_string(),
                        holder,
                    }
                    .into());
                }
                // Some network file systems have no locks, and a snapshot must be possible there.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(fault(&path, error)),
                Ok(()) => {}
            }
            // The run that held it may have removed it in between: then others would lock another file.
            let mine = file.try_clone().and_then(Handle::from_file);
            let mine = mine.map_err(|error| fault(&path, error))?;
            if Handle::from_path(&path).ok() != Some(mine) {
                continue;
            }
            let written = file.set_len(0).and_then(|()| {
                file.rewind()?;
                file.write_all(holder().as_bytes())
            });
            written.map_err(|error| fault(&path, error))?;
            return Ok(Self { path, file });
        }
    }

    fn release(self) {
        // Removed before it is unlocked, so that whoever gets the lock sees that the file is gone.
        let _ = fs::remove_file(&self.path);
        drop(self.file);
    }
}

/// Most bytes of the words for another run.
const HOLDER_LIMIT: u64 = 200;

/// Returns the words for this run.
fn holder() -> String {
    let now = jiff::Timestamp::now();
    format!(" (process {}, since {now:.0})", std::process::id())
}

fn fault(path: &Path, error: io::Error) -> CliError {
    CliError::Write {
        name: path.display().to_string(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_have_the_names_of_parts() {
        for (name, part) in [
            ("sizes-0123456789ab.bin", true),
            ("directories-abcdefabcdef.bin", true),
            ("manifest.json", false),
            ("sizes-0123456789AB.bin", false),
            ("sizes-0123456789ab0.bin", false),
            ("mine-0123456789ab.bin", false),
            ("sizes-0123456789ab", false),
        ] {
            assert_eq!(is_part(name), part, "{name}");
        }
    }
}
