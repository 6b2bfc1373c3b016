//! All that the page knows of the site: the catalogue that ships with it, the mirrors, and what was read from mirrors since.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::{Catalogue, Provenance, RemoteFile};
use crate::mirror::{Mirror, MirrorId, MirrorRegistry, RemotePath};
use crate::plan::{Facts, facts_on};
use crate::search::{SearchIndex, documents};

use super::probe::{Probe, Probes};

/// What the page knows. Facts keep the mirror that they were read from: sizes and checksums of one need not hold for another.
#[derive(Clone)]
pub struct Known {
    /// The catalogue that ships with the app.
    pub catalogue: Rc<Catalogue>,
    /// The mirrors.
    pub registry: Rc<MirrorRegistry>,
    /// Says whether the site's own mirror list has been asked for and has answered, one way or the other. No mirror is asked before.
    pub registry_settled: bool,
    /// Says why the site's own mirror list is not used, if it is not.
    pub registry_problem: Option<AttrValue>,
    /// Search over the catalogue and all that was read.
    pub search: Rc<SearchIndex>,
    /// What mirrors let this page do.
    pub probes: Rc<Probes>,
    read: Rc<BTreeMap<RemotePath, Vec<RemoteFile>>>,
}

/// A change of what is known.
pub enum KnownAction {
    /// The site's own mirror list was read, there is none, or it cannot be used for a reason.
    Registry(Result<Option<MirrorRegistry>, String>),
    /// Files were read from a mirror: from a directory index, or with checksums from its `current.tree`.
    Files(Vec<RemoteFile>),
    /// A mirror is being tried, or what was found.
    Probe(MirrorId, Option<Probe>),
}

impl Known {
    /// Knows what ships with the app.
    pub fn built_in() -> Self {
        let catalogue = Catalogue::built_in();
        let search = SearchIndex::new(documents(&catalogue, std::iter::empty()));
        Self {
            catalogue: Rc::new(catalogue),
            registry: Rc::new(MirrorRegistry::built_in()),
            registry_settled: false,
            registry_problem: None,
            probes: Rc::default(),
            search: Rc::new(search),
            read: Rc::new(BTreeMap::new()),
        }
    }

    /// Returns all that is known of a file, the newest first, the catalogue last; at least its path.
    pub fn sources(&self, path: &RemotePath) -> Vec<RemoteFile> {
        let mut sources = self.read.get(path).cloned().unwrap_or_default();
        match self.catalogue.file(path) {
            Some(entry) => sources.push(entry.file.clone()),
            None if sources.is_empty() => sources.push(RemoteFile {
                path: path.clone(),
                size: None,
                modified: None,
                md5: None,
                provenance: Provenance::Catalogue(String::new()),
            }),
            None => {}
        }
        sources
    }

    /// Returns what is known of a file as it is on a mirror.
    pub fn facts(&self, path: &RemotePath, mirror: &Mirror) -> Facts {
        let sources = self.sources(path);
        facts_on(mirror, &self.registry, &sources.iter().collect::<Vec<_>>())
    }

    fn with_files(&self, files: Vec<RemoteFile>) -> Self {
        let mut read = (*self.read).clone();
        for file in files {
            let known = read.entry(file.path.clone()).or_default();
            known.retain(|old| !replaces(&file.provenance, &old.provenance));
            known.insert(0, file);
        }
        let search = SearchIndex::new(documents(&self.catalogue, read.keys()));
        Self {
            read: Rc::new(read),
            search: Rc::new(search),
            ..self.clone()
        }
    }
}

/// Says whether a source is the same as an earlier one, read again.
fn replaces(new: &Provenance, old: &Provenance) -> bool {
    match (new, old) {
        (
            Provenance::DirectoryIndex { mirror: new, .. },
            Provenance::DirectoryIndex { mirror: old, .. },
        )
        | (
            Provenance::CurrentTree { mirror: new, .. },
            Provenance::CurrentTree { mirror: old, .. },
        ) => new == old,
        _ => false,
    }
}

impl Reducible for Known {
    type Action = KnownAction;

    fn reduce(self: Rc<Self>, action: KnownAction) -> Rc<Self> {
        Rc::new(match action {
            KnownAction::Registry(answer) => {
                let mut next = (*self).clone();
                next.registry_settled = true;
                match answer {
                    Ok(Some(registry)) if registry != *self.registry => {
                        next.registry = Rc::new(registry);
                    }
                    Ok(_) => {}
                    Err(problem) => next.registry_problem = Some(problem.into()),
                }
                next
            }
            KnownAction::Files(files) => self.with_files(files),
            KnownAction::Probe(mirror, found) => Self {
                probes: Rc::new(self.probes.with(mirror, found)),
                ..(*self).clone()
            },
        })
    }
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalogue, &other.catalogue)
            && Rc::ptr_eq(&self.registry, &other.registry)
            && Rc::ptr_eq(&self.read, &other.read)
            && Rc::ptr_eq(&self.probes, &other.probes)
            && self.registry_settled == other.registry_settled
            && self.registry_problem == other.registry_problem
    }
}
