//! Puts the files of a snapshot into a folder so that a reader never meets half of them.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::error::CliError;
use crate::snapshot::{PartName, SnapshotFiles};

/// Writes the files beside the folder, moves them into it, the manifest last, and removes the parts that were there before.
pub(super) fn publish(folder: &Path, files: &SnapshotFiles) -> Result<(), CliError> {
    let beside = beside(folder);
    let result = write_all(&beside, folder, files);
    // What is left of it is of no use; that it cannot be removed is no other fault than the first.
    let _ = fs::remove_dir_all(&beside);
    result
}

fn write_all(beside: &Path, folder: &Path, files: &SnapshotFiles) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|error| fault(folder, error))?;
    fs::create_dir(beside).map_err(|error| fault(beside, error))?;
    for file in &files.0 {
        let path = beside.join(&file.name);
        let written = File::create(&path).and_then(|mut out| {
            out.write_all(&file.bytes)?;
            out.sync_all()
        });
        written.map_err(|error| fault(&path, error))?;
    }
    // The manifest is the first of the files, and names the others.
    for file in files.0.iter().rev() {
        let to = folder.join(&file.name);
        fs::rename(beside.join(&file.name), &to).map_err(|error| fault(&to, error))?;
    }
    remove_old(folder, files).map_err(|error| fault(folder, error))
}

/// Returns a folder beside another that no other run uses.
fn beside(folder: &Path) -> PathBuf {
    // `.` and `..` have no name of their own.
    let whole = folder.canonicalize();
    let whole = whole.as_deref().unwrap_or(folder);
    let mut name = OsString::from(".");
    name.push(whole.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    whole.with_file_name(name)
}

fn remove_old(folder: &Path, files: &SnapshotFiles) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| is_part(name)) else {
            continue;
        };
        if files.0.iter().all(|file| file.name != name) {
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
