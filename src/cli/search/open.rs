//! Reads a snapshot from a folder or an address.

use std::ffi::OsStr;

use url::Url;

use crate::cli::client::Client;
use crate::cli::error::CliError;
use crate::cli::input::{name_of, pump};
use crate::cli::source::{Source, SourceError, address, scheme};
use crate::snapshot::{OpenError, Snapshot, SnapshotReader};

/// The name of the manifest.
const MANIFEST: &str = "manifest.json";

/// Most bytes of a manifest.
const LONGEST_MANIFEST: usize = 1 << 20;

/// Where the files of a snapshot are.
#[derive(Debug)]
pub(in crate::cli) struct SnapshotLocation {
    pub(in crate::cli) client: Client,
    folder: Source,
}

impl SnapshotLocation {
    /// Reads the argument.
    pub(in crate::cli) fn new(argument: &OsStr, client: Client) -> Result<Self, SourceError> {
        let text = argument.to_str().unwrap_or_default();
        let folder = match scheme(text) {
            None => Source::File(argument.into()),
            Some(scheme) if scheme.eq_ignore_ascii_case("s3") => {
                return Err(SourceError::Bucket(text.to_owned()));
            }
            Some(_) => Source::Web(folder_of(address(text, None)?)),
        };
        Ok(Self { client, folder })
    }

    /// Returns where a file of the snapshot is.
    pub(in crate::cli) fn file(&self, name: &str) -> Source {
        match &self.folder {
            Source::File(folder) => Source::File(folder.join(name)),
            Source::Web(folder) => {
                let mut url = folder.clone();
                url.set_path(&format!("{}{name}", folder.path()));
                Source::Web(url)
            }
            Source::Stdin => Source::Stdin,
        }
    }

    /// Reads the snapshot without its checksums.
    pub(in crate::cli) fn open(&self) -> Result<Snapshot, CliError> {
        let source = self.file(MANIFEST);
        let mut text = Vec::new();
        pump(&self.client, &source, &mut |piece| {
            text.extend_from_slice(piece);
            text.len() <= LONGEST_MANIFEST
        })?;
        if text.len() > LONGEST_MANIFEST {
            let reason = format!("it is longer than {LONGEST_MANIFEST} bytes");
            let part = name_of(&source);
            return Err(OpenError::Manifest { part, reason }.into());
        }
        let mut reader = SnapshotReader::new(&text, &name_of(&source))?;
        while let Some(part) = reader.next_part() {
            let source = self.file(&part.file);
            let mut result = Ok(());
            pump(&self.client, &source, &mut |piece| {
                result = reader.push(piece);
                result.is_ok()
            })?;
            result?;
            reader.end_part()?;
        }
        Ok(reader.finish(false)?)
    }
}

/// Returns the address of the folder: a question is dropped, as is the name of the manifest.
fn folder_of(mut url: Url) -> Url {
    url.set_query(None);
    let path = url.path();
    let path = path.strip_suffix(MANIFEST).unwrap_or(path);
    let path = format!("{}/", path.trim_end_matches('/'));
    url.set_path(&path);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_in_the_folder_that_is_named() {
        for (argument, file) in [
            ("snap", "snap/x.bin"),
            ("http://h/snap", "http://h/snap/x.bin"),
            ("http://h/snap/?a=b#c", "http://h/snap/x.bin"),
            ("http://h/snap/manifest.json", "http://h/snap/x.bin"),
            ("http://h", "http://h/x.bin"),
        ] {
            let place =
                SnapshotLocation::new(OsStr::new(argument), Client::new(false)).expect(argument);
            assert_eq!(name_of(&place.file("x.bin")), file, "{argument}");
        }
        assert!(
            SnapshotLocation::new(OsStr::new("s3://bucket/snap/"), Client::new(false)).is_err()
        );
    }
}
