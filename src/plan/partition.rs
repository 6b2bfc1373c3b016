//! Divides files into those that can be moved and those that cannot.
//!
//! A selection can have 100,000 files, so nothing is looked up by path: files are put in order once, and each pass goes along it.

use crate::catalogue::RemoteFile;
use crate::listing::order;
use crate::mirror::{HostName, Mirror, MirrorId, MirrorRegistry, RemotePath};

use super::facts::{facts_on, is_empty_here, read_from};
use super::item::refusal;
use super::{Facts, PlanItem, Refusal};

/// The files of a plan, and what was found out about them.
#[derive(Default)]
pub(super) struct Sorted {
    /// What can be moved, in the order of the paths on the main site.
    pub(super) items: Vec<PlanItem>,
    /// What cannot.
    pub(super) refused: Vec<(RemotePath, Refusal)>,
    /// Files of which all that is known was read from one mirror.
    pub(super) seen_only_on: Vec<(RemotePath, MirrorId)>,
    /// Files that the mirror's own index shows without any bytes.
    pub(super) empty_here: Vec<RemotePath>,
}

/// A file that may become an item.
struct Candidate<'a> {
    path: &'a RemotePath,
    here: RemotePath,
    facts: Facts,
    refusal: Option<Refusal>,
}

/// Sorts files out for a mirror; `folders` are the hosts whose files get a folder of their own beside them.
pub(super) fn sort_out<'a>(
    files: impl IntoIterator<Item = &'a RemoteFile>,
    mirror: &Mirror,
    registry: &MirrorRegistry,
    folders: &[HostName],
) -> Sorted {
    let files = by_path(files.into_iter().collect());
    let mut sorted = Sorted::default();
    let mut candidates = Vec::with_capacity(files.len());
    for sources in files.chunk_by(|one, other| one.path == other.path) {
        let path = &sources[0].path;
        if let Some(only) = only_reader(sources) {
            sorted.seen_only_on.push((path.clone(), only.clone()));
        }
        if is_empty_here(mirror, registry, sources) {
            sorted.empty_here.push(path.clone());
        }
        let here = mirror.path_here(path);
        candidates.push(Candidate {
            refusal: refusal(path)
                .or_else(|| (here != *path).then(|| refusal(&here))?)
                .or_else(|| in_folder_of(&here, folders)),
            path,
            here,
            facts: facts_on(mirror, registry, sources),
        });
    }
    refuse_clashes(&mut candidates);
    sorted.items.reserve_exact(candidates.len());
    for candidate in candidates {
        let path = candidate.path.clone();
        match candidate.refusal {
            Some(refusal) => sorted.refused.push((path, refusal)),
            None => sorted.items.push(PlanItem {
                path,
                url: mirror.base_url.file_url(&candidate.here),
                local_path: candidate.here.into(),
                size: candidate.facts.size,
                md5: candidate.facts.md5,
            }),
        }
    }
    sorted
}

/// Puts files in the order of their paths; what is said of one path keeps its order.
fn by_path(files: Vec<&RemoteFile>) -> Vec<&RemoteFile> {
    if files.is_sorted_by(|one, other| one.path <= other.path) {
        return files;
    }
    let places = order(files.len(), &|a, b| files[a].path.cmp(&files[b].path));
    places.into_iter().map(|at| files[at]).collect()
}

/// Returns the mirror from which all that is known of a file was read, if it is one.
fn only_reader<'a>(sources: &[&'a RemoteFile]) -> Option<&'a MirrorId> {
    let mut mirrors = sources.iter().map(|file| read_from(&file.provenance));
    let first = mirrors.next()??;
    mirrors.all(|other| other == Some(first)).then_some(first)
}

/// Says whether a path lies where files of another host are put. Letters count as on file systems that know no case.
fn in_folder_of(here: &RemotePath, folders: &[HostName]) -> Option<Refusal> {
    let first = here.as_str().split('/').next()?;
    let mut hosts = folders.iter();
    let host = hosts.find(|host| host.folder().eq_ignore_ascii_case(first))?;
    Some(Refusal::FolderOfHost(host.clone()))
}

/// Refuses files that would be saved in the place of another, or below one.
///
/// In the order of bytes, all that begins with the name of a file follows it at once. So the files that a path can clash with
/// are those of its beginnings that were just passed.
fn refuse_clashes(candidates: &mut [Candidate<'_>]) {
    let mut beginnings: Vec<usize> = Vec::new();
    for at in by_place(candidates) {
        let Candidate { here, refusal, .. } = &candidates[at];
        if refusal.is_some() {
            continue;
        }
        let rest = |other: usize| here.as_str().strip_prefix(candidates[other].here.as_str());
        while beginnings.last().is_some_and(|last| rest(*last).is_none()) {
            beginnings.pop();
        }
        let mut others = beginnings.iter().rev();
        let clash = others.find_map(|other| {
            let path = || candidates[*other].path.clone();
            match rest(*other)? {
                "" => Some(Refusal::SameLocalPath(path())),
                rest => rest.starts_with('/').then(|| Refusal::BelowAFile(path())),
            }
        });
        if clash.is_none() {
            beginnings.push(at);
        }
        candidates[at].refusal = clash;
    }
}

/// Returns the candidates in the order of their places on the mirror; of two in the same place the first stays first.
fn by_place(candidates: &[Candidate<'_>]) -> Vec<usize> {
    if candidates.is_sorted_by(|one, other| one.here <= other.here) {
        return (0..candidates.len()).collect();
    }
    order(candidates.len(), &|a, b| {
        candidates[a].here.cmp(&candidates[b].here)
    })
}
