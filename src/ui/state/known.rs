//! All that the page knows of the site: the catalogue that ships with it, the mirrors, and what was read from mirrors since.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::{Catalogue, Provenance, RemoteFile};
use crate::mirror::{Mirror, MirrorId, MirrorRegistry, RemotePath};
use crate::search::{SearchIndex, documents};

/// What the page knows. Facts read from a mirror are kept by mirror: sizes and checksums of one need not hold for another.
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
    read: Rc<BTreeMap<(MirrorId, RemotePath), RemoteFile>>,
}

/// A change of what is known.
pub enum KnownAction {
    /// The site's own mirror list was read, there is none, or it cannot be used for a reason.
    Registry(Result<Option<MirrorRegistry>, String>),
    /// Files were read from a mirror: from a directory index, or with checksums from its `current.tree`.
    Files {
        /// The mirror.
        mirror: MirrorId,
        /// The files.
        files: Vec<RemoteFile>,
    },
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
            search: Rc::new(search),
            read: Rc::new(BTreeMap::new()),
        }
    }

    /// Returns what is known of a file as it is on a mirror.
    ///
    /// What was read from that mirror comes first; the catalogue fills in what it can, if it holds for that mirror. Exact sizes beat
    /// rounded ones.
    pub fn file(&self, path: &RemotePath, mirror: &Mirror) -> RemoteFile {
        let catalogued = self
            .catalogue
            .file(path)
            .filter(|_| mirror.holds_catalogue_files)
            .map(|entry| entry.file.clone());
        let read = self.read.get(&(mirror.id.clone(), path.clone())).cloned();
        match (read, catalogued) {
            (Some(read), Some(catalogued)) => fill(read, &catalogued),
            (Some(file), None) | (None, Some(file)) => file,
            (None, None) => RemoteFile {
                path: path.clone(),
                size: None,
                modified: None,
                md5: None,
                provenance: Provenance::Catalogue(String::new()),
            },
        }
    }

    fn with_files(&self, mirror: &MirrorId, files: Vec<RemoteFile>) -> Self {
        let mut read = (*self.read).clone();
        for file in files {
            let key = (mirror.clone(), file.path.clone());
            let merged = match read.get(&key) {
                Some(old) => fill(file, old),
                None => file,
            };
            read.insert(key, merged);
        }
        let search = SearchIndex::new(documents(
            &self.catalogue,
            read.keys().map(|(_, path)| path),
        ));
        Self {
            read: Rc::new(read),
            search: Rc::new(search),
            ..self.clone()
        }
    }
}

/// Fills what one source of a mirror does not say from another.
fn fill(file: RemoteFile, other: &RemoteFile) -> RemoteFile {
    let size = match (file.size, other.size) {
        // A rounded size that the exact one contradicts means another version: keep what was read.
        (Some(rounded), Some(exact))
            if !rounded.is_exact() && exact.is_exact() && rounded.allows(exact.bytes()) =>
        {
            Some(exact)
        }
        (size, other) => size.or(other),
    };
    let same = match (size, other.size) {
        (Some(size), Some(other)) => size.allows(other.bytes()) || other.allows(size.bytes()),
        _ => true,
    };
    RemoteFile {
        size,
        modified: file.modified.or(other.modified),
        md5: file.md5.or(other.md5.filter(|_| same)),
        ..file
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
            KnownAction::Files { mirror, files } => self.with_files(&mirror, files),
        })
    }
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalogue, &other.catalogue)
            && Rc::ptr_eq(&self.registry, &other.registry)
            && Rc::ptr_eq(&self.read, &other.read)
            && self.registry_settled == other.registry_settled
            && self.registry_problem == other.registry_problem
    }
}
