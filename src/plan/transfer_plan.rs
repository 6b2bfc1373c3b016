//! The plan of a transfer.

use std::collections::BTreeMap;

use crate::catalogue::RemoteFile;
use crate::manifest::Md5;
use crate::mirror::{
    AsperaAccount, GlobusCollection, Mirror, MirrorId, MirrorRegistry, RemotePath,
};

use super::facts::{facts_on, is_empty_here, read_from};
use super::item::refusal;
use super::options::default_destination;
use super::warning::warnings;
use super::{Place, PlanItem, PlanOptions, Refusal, Warning};

/// What will be moved, from where to where. Every command and the download in the browser are made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferPlan {
    /// The files, sorted by path on the main site, each once.
    pub items: Vec<PlanItem>,
    /// The mirror that addresses point to.
    pub mirror: Mirror,
    /// The folder into which files go.
    pub destination: Place,
    /// The key file for `ascp`, if one is named.
    pub aspera_key: Option<Place>,
    /// The Globus collection that receives, a UUID, if one is named.
    pub globus_destination: Option<String>,
    /// Who serves the files to `ascp`, if anybody does.
    pub aspera: Option<Account<AsperaAccount>>,
    /// Who serves the files to Globus, if anybody does.
    pub globus: Option<Account<GlobusCollection>>,
    /// Files that were asked for and cannot be moved, each with the reason.
    pub refused: Vec<(RemotePath, Refusal)>,
    /// Files that only one mirror is known to have: its directory index showed them, and the catalogue has them not.
    pub seen_only_on: Vec<(RemotePath, MirrorId)>,
    /// Files that the mirror's own index shows without any bytes, though they are known to have some.
    pub empty_here: Vec<RemotePath>,
    /// What a person should know before starting.
    pub warnings: Vec<Warning>,
}

/// An account or collection, and the mirror that it belongs to: the chosen one, else the first that has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account<A> {
    /// The mirror whose layout it shows.
    pub mirror: Mirror,
    /// The account or collection.
    pub account: A,
    /// Says whether the checksums of the plan hold for what comes from here.
    pub checksums_hold: bool,
}

/// Sums over a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Number of files.
    pub files: usize,
    /// Bytes of all files whose size is known.
    pub bytes: u64,
    /// Says whether `bytes` is exact: every size is known, and none is rounded.
    pub exact: bool,
    /// Number of files of unknown size.
    pub unknown_sizes: usize,
    /// Number of files with a checksum.
    pub with_md5: usize,
}

impl TransferPlan {
    /// Plans the transfer of files from a mirror.
    ///
    /// A file given twice counts once, with the best that is known of it. An option with a problem (see
    /// [`PlanOptions::problems`]) is replaced by its default.
    pub fn new<'a>(
        files: impl IntoIterator<Item = &'a RemoteFile>,
        mirror: &Mirror,
        registry: &MirrorRegistry,
        options: &PlanOptions,
    ) -> Self {
        let sources = by_path(files);
        let seen_only_on = seen_only_on(&sources);
        let is_empty = |sources: &Vec<_>| is_empty_here(mirror, registry, sources);
        let empty = sources.iter().filter(|(_, sources)| is_empty(sources));
        let empty_here = empty.map(|(path, _)| path.clone()).collect();
        let (items, refused) = sort_out(sources, mirror, registry);
        let mut plan = Self {
            items,
            mirror: mirror.clone(),
            destination: options
                .destination_place()
                .unwrap_or_else(|_| default_destination()),
            aspera_key: options.key_place().ok().flatten(),
            globus_destination: options.globus_id().ok().flatten(),
            aspera: Account::find(mirror, registry, |mirror| mirror.aspera.as_ref()),
            globus: Account::find(mirror, registry, |mirror| mirror.globus.as_ref()),
            refused,
            seen_only_on,
            empty_here,
            warnings: Vec::new(),
        };
        plan.warnings = warnings(&plan);
        plan
    }

    /// Returns the sums over all files.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals {
            files: self.items.len(),
            exact: true,
            ..Totals::default()
        };
        for item in &self.items {
            match item.size {
                Some(size) => {
                    totals.bytes = totals.bytes.saturating_add(size.bytes());
                    totals.exact &= size.is_exact();
                }
                None => totals.unknown_sizes += 1,
            }
            totals.with_md5 += usize::from(item.md5.is_some());
        }
        totals.exact &= totals.unknown_sizes == 0;
        totals
    }

    /// Returns how many seconds the known bytes take at a speed, rounded up; nothing at speed zero.
    pub fn seconds_at(&self, bits_per_second: u64) -> Option<u64> {
        if bits_per_second == 0 {
            return None;
        }
        let bits = u128::from(self.totals().bytes) * 8;
        u64::try_from(bits.div_ceil(u128::from(bits_per_second))).ok()
    }
}

impl<A: Clone> Account<A> {
    fn find(
        chosen: &Mirror,
        registry: &MirrorRegistry,
        account: impl Fn(&Mirror) -> Option<&A>,
    ) -> Option<Self> {
        let mut candidates = std::iter::once(chosen).chain(registry.offered(false));
        candidates.find_map(|mirror| {
            Some(Self {
                account: account(mirror)?.clone(),
                checksums_hold: mirror.id == chosen.id
                    || (mirror.holds_catalogue_files && chosen.holds_catalogue_files),
                mirror: mirror.clone(),
            })
        })
    }
}

impl<A> Account<A> {
    /// Returns the checksum of an item, if it holds for what comes from here.
    pub fn md5(&self, item: &PlanItem) -> Option<Md5> {
        item.md5.filter(|_| self.checksums_hold)
    }
}

/// What is said of each path.
type Sources<'a> = BTreeMap<RemotePath, Vec<&'a RemoteFile>>;

fn by_path<'a>(files: impl IntoIterator<Item = &'a RemoteFile>) -> Sources<'a> {
    let mut sources = Sources::new();
    for file in files {
        sources.entry(file.path.clone()).or_default().push(file);
    }
    sources
}

/// Finds the files of which all that is known was read from one mirror.
fn seen_only_on(sources: &Sources<'_>) -> Vec<(RemotePath, MirrorId)> {
    let mut found = Vec::new();
    for (path, sources) in sources {
        let mut mirrors = sources.iter().map(|file| read_from(&file.provenance));
        if let Some(Some(first)) = mirrors.next()
            && mirrors.all(|other| other == Some(first))
        {
            found.push((path.clone(), first.clone()));
        }
    }
    found
}

/// Divides the paths into items and refusals.
fn sort_out(
    sources: Sources<'_>,
    mirror: &Mirror,
    registry: &MirrorRegistry,
) -> (Vec<PlanItem>, Vec<(RemotePath, Refusal)>) {
    let mut refused = BTreeMap::new();
    let mut places = BTreeMap::<RemotePath, RemotePath>::new();
    let mut candidates = Vec::with_capacity(sources.len());
    for (path, sources) in sources {
        let facts = facts_on(mirror, registry, &sources);
        let here = mirror.path_here(&path);
        let reason = refusal(&path).or_else(|| refusal(&here)).or_else(|| {
            places
                .get(&here)
                .map(|other| Refusal::SameLocalPath(other.clone()))
        });
        if let Some(reason) = reason {
            refused.insert(path, reason);
        } else {
            places.insert(here.clone(), path.clone());
            candidates.push((path, here, facts));
        }
    }
    let mut items = Vec::with_capacity(candidates.len());
    for (path, here, facts) in candidates {
        let above = here
            .ancestors()
            .skip(1)
            .find_map(|above| places.get(&above));
        match above {
            Some(above) => {
                refused.insert(path, Refusal::BelowAFile(above.clone()));
            }
            None => items.push(PlanItem {
                url: mirror.base_url.file_url(&here),
                local_path: here.into(),
                path,
                size: facts.size,
                md5: facts.md5,
            }),
        }
    }
    (items, refused.into_iter().collect())
}
