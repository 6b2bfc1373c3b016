//! Partitions files into those that can be transferred and those that cannot.
//!
//! A selection can have 100,000 files, so nothing is looked up by path: files are sorted once, and each pass is linear.

use crate::catalogue::RemoteFile;
use crate::mirror::{HostName, Mirror, MirrorId, MirrorRegistry, RemotePath};

use super::item::{facts_on, is_empty_here, read_from, refusal};
use super::{PlanItem, Refusal};

/// The partitioned files of a plan.
#[derive(Default)]
pub(super) struct Sorted {
    /// Files that can be transferred, by path on the main site.
    pub(super) items: Vec<PlanItem>,
    /// Files that cannot.
    pub(super) refused: Vec<(RemotePath, Refusal)>,
    /// Files about which all facts come from one mirror's index.
    pub(super) seen_only_on: Vec<(RemotePath, MirrorId)>,
    /// Files that the mirror's own index shows as empty.
    pub(super) empty_here: Vec<RemotePath>,
}

/// Partitions files for a mirror; `folders` are the hosts whose files get a folder of their own beside these.
pub(super) fn sort_out<'a>(
    files: impl IntoIterator<Item = &'a RemoteFile>,
    mirror: &Mirror,
    registry: &MirrorRegistry,
    folders: &[HostName],
) -> Sorted {
    let files = by_path(files.into_iter().collect());
    let mut sorted = Sorted::default();
    let mut items = Vec::with_capacity(files.len());
    let mut refusals = Vec::with_capacity(files.len());
    for sources in files.chunk_by(|one, other| one.path == other.path) {
        let path = &sources[0].path;
        if let Some(only) = only_reader(sources) {
            sorted.seen_only_on.push((path.clone(), only.clone()));
        }
        if is_empty_here(mirror, registry, sources) {
            sorted.empty_here.push(path.clone());
        }
        let here = mirror.path_here(path);
        let facts = facts_on(mirror, registry, sources);
        refusals.push(
            refusal(path)
                .or_else(|| (here != *path).then(|| refusal(&here))?)
                .or_else(|| in_folder_of(&here, folders)),
        );
        items.push(PlanItem {
            path: path.clone(),
            url: mirror.base_url.file_url(&here),
            local_path: here.into(),
            size: facts.size,
            weight: facts.weight,
            md5: facts.md5,
            other_md5s: facts.other_md5s,
        });
    }
    refuse_clashes(&items, &mut refusals);
    let mut refusals = refusals.into_iter();
    items.retain(|item| match refusals.next().flatten() {
        Some(refusal) => {
            sorted.refused.push((item.path.clone(), refusal));
            false
        }
        None => true,
    });
    sorted.items = items;
    sorted
}

/// Sorts files by path, stably: facts about one path keep their order.
fn by_path(mut files: Vec<&RemoteFile>) -> Vec<&RemoteFile> {
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// Returns the mirror whose index is the only source about a file, if there is one.
fn only_reader<'a>(sources: &[&'a RemoteFile]) -> Option<&'a MirrorId> {
    let mut mirrors = sources.iter().map(|file| read_from(&file.provenance));
    let first = mirrors.next()??;
    mirrors.all(|other| other == Some(first)).then_some(first)
}

/// Returns whether a path lies in the folder of another host's files, ignoring case as some file systems do.
fn in_folder_of(here: &RemotePath, folders: &[HostName]) -> Option<Refusal> {
    let first = here.as_str().split('/').next()?;
    let mut hosts = folders.iter();
    let host = hosts.find(|host| host.folder().eq_ignore_ascii_case(first))?;
    Some(Refusal::FolderOfHost(host.clone()))
}

/// Refuses files whose local path is another file's, or lies below one.
///
/// In byte order, paths that begin with a file's path follow it directly. So the files that a path can clash with are
/// those of its prefixes that were just passed.
fn refuse_clashes(items: &[PlanItem], refusals: &mut [Option<Refusal>]) {
    let mut beginnings: Vec<usize> = Vec::new();
    for at in by_place(items) {
        if refusals[at].is_some() {
            continue;
        }
        let here = items[at].local_path.as_str();
        let rest = |other: usize| here.strip_prefix(items[other].local_path.as_str());
        while beginnings.last().is_some_and(|last| rest(*last).is_none()) {
            beginnings.pop();
        }
        let mut others = beginnings.iter().rev();
        let clash = others.find_map(|other| {
            let path = || items[*other].path.clone();
            match rest(*other)? {
                "" => Some(Refusal::SameLocalPath(path())),
                rest => rest.starts_with('/').then(|| Refusal::BelowAFile(path())),
            }
        });
        if clash.is_none() {
            beginnings.push(at);
        }
        refusals[at] = clash;
    }
}

/// Returns the places of the items by their local path; of equal paths the first stays first.
fn by_place(items: &[PlanItem]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items.len()).collect();
    places.sort_by(|a, b| items[*a].local_path.cmp(&items[*b].local_path));
    places
}
