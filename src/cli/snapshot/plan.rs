//! What the arguments of `igsr-fetch snapshot` ask for.

use std::ffi::OsStr;

use super::args::SnapshotArgs;
use super::error::PlanError;
use crate::catalogue::Catalogue;
use crate::cli::error::CliError;
use crate::cli::input::{name_of, source};
use crate::cli::source::Source;
use crate::mirror::{HostName, MirrorRegistry, RemotePath, Roots};
use crate::snapshot::CURATED;

/// What to read.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) roots: Roots,
    /// The site's own list; without it, the main files of the catalogue.
    pub(super) tree: Option<Source>,
    pub(super) samples: Vec<Source>,
    pub(super) populations: Vec<Source>,
    pub(super) indexes: Vec<Index>,
    pub(super) facts: Vec<Source>,
    /// What the manifest calls the source.
    pub(super) source: String,
}

/// An index file to read.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) collection: Option<String>,
    pub(super) from: Source,
}

impl Plan {
    /// Reads the arguments.
    pub(super) fn new(args: &SnapshotArgs) -> Result<Self, CliError> {
        let tree = args.tree.as_deref().map(source).transpose()?;
        let tables = args.panel.iter().chain(&args.samples);
        let samples = tables.map(|table| source(table));
        let samples = samples.collect::<Result<Vec<_>, _>>()?;
        let populations = args.populations.iter().map(|table| source(table));
        let populations = populations.collect::<Result<Vec<_>, _>>()?;
        let indexes = args.index.iter().map(|index| Index::read(index));
        let indexes = indexes.collect::<Result<Vec<_>, _>>()?;
        let facts = args.facts.iter().map(|table| source(table));
        let facts = facts.collect::<Result<Vec<_>, _>>()?;
        let all = tree
            .iter()
            .chain(&samples)
            .chain(&populations)
            .chain(&facts);
        let all = all.chain(indexes.iter().map(|index| &index.from));
        if all.filter(|source| **source == Source::Stdin).count() > 1 {
            return Err(PlanError::StdinTwice.into());
        }
        let own = tree.as_ref().map(short_name);
        let words = args.source.clone().or(own);
        let words = words.unwrap_or_else(|| CURATED.to_owned());
        if words.trim().is_empty() || words.contains(char::is_control) {
            return Err(PlanError::Source.into());
        }
        Ok(Self {
            roots: roots(&args.host)?,
            tree,
            samples,
            populations,
            indexes,
            facts,
            source: words,
        })
    }
}

impl Index {
    fn read(argument: &OsStr) -> Result<Self, CliError> {
        let text = argument.to_str().unwrap_or_default();
        let is_id = |text: &str| {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            !text.is_empty() && text.bytes().all(fits)
        };
        let (collection, from) = match text.split_once('=') {
            Some((id, from)) if is_id(id) => (Some(known_collection(id)?), OsStr::new(from)),
            _ => (None, argument),
        };
        let from = source(from)?;
        Ok(Self { collection, from })
    }
}

/// Returns the name of a source without the folder that it happens to lie in.
pub(super) fn short_name(source: &Source) -> String {
    match source {
        Source::File(path) => path.file_name().map_or_else(
            || name_of(source),
            |name| name.to_string_lossy().into_owned(),
        ),
        other => name_of(other),
    }
}

fn known_collection(id: &str) -> Result<String, PlanError> {
    let catalogue = Catalogue::built_in();
    if catalogue.owner(id).is_some() {
        return Ok(id.to_owned());
    }
    let releases = catalogue.releases().iter().map(|release| &release.id);
    let collections = catalogue.collections().iter().map(|known| &known.id);
    Err(PlanError::Collection {
        id: id.to_owned(),
        known: releases.chain(collections).cloned().collect(),
    })
}

/// Returns the trees of hosts that mirror data know, and those given.
pub(super) fn roots(hosts: &[String]) -> Result<Roots, PlanError> {
    let mut roots = Roots::of(&MirrorRegistry::built_in());
    for text in hosts {
        let (host, root) = text.split_once('/').unwrap_or((text, ""));
        let host = HostName::new(host);
        if !host.is_plain() {
            return Err(PlanError::Host(text.clone()));
        }
        let root = RemotePath::parse(root).map_err(|error| PlanError::Root {
            text: text.clone(),
            error,
        })?;
        match roots.root_of(&host) {
            Some(known) if *known != root => {
                return Err(PlanError::OtherRoot {
                    host: host.to_string(),
                    known: known.clone(),
                });
            }
            Some(_) => {}
            None => roots = roots.with_host(host, root),
        }
    }
    Ok(roots)
}
