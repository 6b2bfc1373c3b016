//! The files of a plan: from a manifest, from a query, or from a list of paths.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::error::TransferError;
use crate::catalogue::{Provenance, RemoteFile, SampleList};
use crate::cli::client::Client;
use crate::cli::error::CliError;
use crate::cli::input::{name_of, pump, source};
use crate::cli::output::say;
use crate::cli::search::{SnapshotLocation, md5s};
use crate::listing::Size;
use crate::mirror::{HostPath, MirrorRegistry, RemotePath, Roots};
use crate::plan::{Manifest, PlannedFile, SnapshotId};
use crate::search::{Engine, Order, View};
use crate::snapshot::FileList;
use crate::table::{ChecksumList, Md5};
use crate::text::cli::query_note;
use crate::text::transfer::skipped_rows;

/// Files and where their facts come from.
pub(super) struct Chosen {
    pub(super) files: Vec<PlannedFile>,
    pub(super) snapshot: Option<SnapshotId>,
}

/// Reads a manifest.
pub(super) fn read_manifest(path: &Path) -> Result<Manifest, CliError> {
    let file = path.display().to_string();
    let text = fs::read(path).map_err(|error| CliError::File {
        name: file.clone(),
        error,
    })?;
    // What is not UTF-8 is no JSON either, and the reader says where.
    let text = String::from_utf8_lossy(&text);
    let manifest = Manifest::parse(&text);
    Ok(manifest.map_err(|error| TransferError::Manifest { file, error })?)
}

/// A snapshot that is open.
pub(super) struct OpenSnapshot {
    place: SnapshotLocation,
    engine: Engine,
}

impl OpenSnapshot {
    pub(super) fn open(argument: &OsStr, client: Client) -> Result<Self, CliError> {
        let place = SnapshotLocation::new(argument, client)?;
        let engine = Engine::new(place.open()?);
        Ok(Self { place, engine })
    }

    /// Returns the files that a query finds.
    pub(super) fn find(&mut self, query: &str) -> Result<Chosen, CliError> {
        let fault = |problem| CliError::Query {
            query: query.to_owned(),
            problem,
        };
        let view = View {
            query: query.to_owned(),
            order: Order::Path,
            descending: false,
        };
        md5s::look_up(&self.place, &mut self.engine, query)?;
        let found = self.engine.find(&view, &[], 0..0).map_err(fault)?;
        found.notes.iter().for_each(|note| say(&query_note(note)));
        let numbers = self.engine.numbers(&view).map_err(fault)?.to_vec();
        let files = self.files(&numbers)?;
        Ok(Chosen {
            files,
            snapshot: Some(self.id()),
        })
    }

    fn files(&self, numbers: &[u32]) -> Result<Vec<PlannedFile>, CliError> {
        let md5s = md5s::read(&self.place, self.engine.md5s(), numbers)?;
        let file = |number: &u32| {
            let listed = self.engine.listed(*number);
            PlannedFile {
                host: listed.at.host,
                file: RemoteFile {
                    size: listed.size.map(Size::Exact),
                    weight: listed.weight,
                    md5: md5s.get(number).copied(),
                    other_md5s: listed.other_md5s,
                    ..RemoteFile::unknown(listed.at.path)
                },
            }
        };
        Ok(numbers.iter().map(file).collect())
    }

    /// Adds what the list knows of files that are named by path.
    pub(super) fn complete(&self, chosen: Chosen) -> Result<Chosen, CliError> {
        let numbers = |file: &PlannedFile| {
            let list = self.engine.list();
            let host = list.hosts().iter().position(|host| *host == file.host)?;
            list.find(host, &file.file.path)
        };
        let numbers: Vec<u32> = chosen.files.iter().filter_map(numbers).collect();
        // Facts that were given come first, and win.
        let mut files = chosen.files;
        files.extend(self.files(&numbers)?);
        Ok(Chosen {
            files,
            snapshot: Some(self.id()),
        })
    }

    /// Returns all files, each with its number in the list.
    pub(super) fn all(&self) -> Result<impl Iterator<Item = (u32, PlannedFile)>, CliError> {
        let numbers: Vec<u32> = (0..self.list().len()).collect();
        let files = self.files(&numbers)?;
        Ok(numbers.into_iter().zip(files))
    }

    /// Returns the list.
    pub(super) fn list(&self) -> &FileList {
        self.engine.list()
    }

    /// Returns the list of samples.
    pub(super) fn samples(&self) -> &SampleList {
        self.engine.samples()
    }

    /// Returns which list it is.
    pub(super) fn id(&self) -> SnapshotId {
        let facts = self.engine.facts();
        SnapshotId {
            digest: facts.digest.clone(),
            source: facts.source.clone(),
            date: facts.date.clone(),
        }
    }
}

/// Reads a list of paths and addresses, and the checksums for them.
pub(super) fn read_paths(
    argument: &OsStr,
    md5: Option<&Path>,
    registry: &MirrorRegistry,
) -> Result<Chosen, CliError> {
    let (file, text) = read_text(argument)?;
    let md5s = md5.map(read_md5s).transpose()?.unwrap_or_default();
    let roots = Roots::of(registry);
    let mut files = Vec::new();
    for (place, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let at = locate(line, &roots, registry).ok_or_else(|| TransferError::Path {
            file: file.clone(),
            line: place + 1,
            text: line.to_owned(),
        })?;
        let md5 = md5s.get(&at.path).copied();
        let file = RemoteFile {
            md5,
            provenance: Provenance::Catalogue(String::new()),
            ..RemoteFile::unknown(at.path)
        };
        files.push(PlannedFile {
            host: at.host,
            file,
        });
    }
    if files.is_empty() {
        return Err(TransferError::NoFiles(file).into());
    }
    Ok(Chosen {
        files,
        snapshot: None,
    })
}

/// Reads a text; returns its name and what is in it.
pub(super) fn read_text(argument: &OsStr) -> Result<(String, String), CliError> {
    let list = source(argument)?;
    let mut bytes = Vec::new();
    pump(&Client::new(false), &list, &mut |piece| {
        bytes.extend_from_slice(piece);
        true
    })?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok((name_of(&list), text))
}

/// Returns the file that a line means: a path below the site root, or an address of any kind.
fn locate(line: &str, roots: &Roots, registry: &MirrorRegistry) -> Option<HostPath> {
    let below = line
        .strip_prefix("vol1/ftp/")
        .or_else(|| line.strip_prefix("ftp/"));
    let line = below.unwrap_or(line);
    let on_main = |path: RemotePath| HostPath {
        host: roots.main().clone(),
        path,
    };
    if let Ok(at) = roots.locate(line) {
        return Some(at);
    }
    let located = registry.locate(line).ok().map(|located| located.path);
    let path = located.or_else(|| {
        RemotePath::parse(line)
            .ok()
            .filter(|_| !line.contains("://"))
    });
    path.map(on_main)
}

fn read_md5s(path: &Path) -> Result<HashMap<RemotePath, Md5>, CliError> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| CliError::File {
        name: name.clone(),
        error,
    })?;
    let list = ChecksumList::read_md5_list(&bytes, &RemotePath::root());
    if list.summary.skipped > 0 {
        say(&skipped_rows(&name, &list.summary));
    }
    let rows = list.rows.into_iter().map(|row| (row.path, row.md5));
    Ok(rows.collect())
}
