//! What a person should know before starting.

use crate::listing::order;
use crate::mirror::{Availability, Mirror, RemotePath};

use super::{PlanItem, TransferPlan};

/// Above this many bytes a browser that cannot stream to a file should not be asked to save: 2 GB.
pub const BROWSER_LIMIT: u64 = 2_000_000_000;

/// A mirror that tolerates no more connections than this limits its visitors.
const FEW_CONNECTIONS: u16 = 4;

/// What a person should know before starting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The mirror is known to lack a file. It stays in the plan: what is known may be old.
    LackingOnMirror {
        /// Paths on the main site.
        paths: Vec<RemotePath>,
        /// Name of the mirror that lacks them.
        mirror: String,
        /// Why, in a sentence.
        reason: String,
        /// The name of the first file's other version, if the mirror has one.
        instead: Option<String>,
    },
    /// The mirror shows files without any bytes that are known to have some: what it sends would be useless.
    EmptyOnMirror {
        /// Paths on the main site.
        paths: Vec<RemotePath>,
        /// Name of the mirror.
        mirror: String,
    },
    /// The mirror no longer follows the main site.
    FrozenMirror {
        /// What its entry in the registry says.
        note: String,
    },
    /// The mirror has files of its own under the site's names; sizes and checksums of the catalogue do not hold.
    OwnFiles {
        /// What its entry in the registry says.
        note: String,
    },
    /// The mirror limits how fast or how often one visitor may fetch.
    RateLimited {
        /// What its entry in the registry says.
        note: String,
    },
    /// No checksum is known for some files, so they cannot be verified.
    NoChecksum {
        /// How many.
        count: usize,
    },
    /// Some sizes are rounded, and so is the total.
    RoundedSizes,
    /// Some files are too large for a browser that cannot stream to a file; see [`BROWSER_LIMIT`].
    TooLargeForBrowser {
        /// How many.
        count: usize,
    },
    /// The chosen mirror has no Aspera account; the command asks another.
    OtherMirrorForAspera {
        /// Name of the other mirror.
        mirror: String,
    },
    /// The chosen mirror has no Globus collection; the command asks another's.
    OtherMirrorForGlobus {
        /// Name of the other mirror.
        mirror: String,
    },
    /// Some names hold characters that `ascp` does not take; its command leaves these files out.
    NamesNotForAspera {
        /// Paths on the main site.
        paths: Vec<RemotePath>,
    },
    /// Some names differ from others only in case: on macOS and Windows they would overwrite each other.
    CaseClash {
        /// Paths on the main site, without the first of each group.
        paths: Vec<RemotePath>,
    },
    /// Only another mirror was seen to have these files.
    NotSeenOn {
        /// Paths on the main site.
        paths: Vec<RemotePath>,
        /// Name of the mirror that is asked for them.
        mirror: String,
    },
}

/// Returns the warnings of a plan, the gravest first.
pub(super) fn warnings(plan: &TransferPlan) -> Vec<Warning> {
    let mut found = Vec::new();
    if plan.items.is_empty() {
        return found;
    }
    found.extend(of_mirror(&plan.mirror));
    if !plan.empty_here.is_empty() {
        found.push(Warning::EmptyOnMirror {
            paths: plan.empty_here.clone(),
            mirror: plan.mirror.name.clone(),
        });
    }
    for mirror in asked(plan) {
        found.extend(lacking(plan, mirror));
        found.extend(not_seen(plan, mirror));
    }
    found.extend(of_files(plan));
    found.extend(of_accounts(plan));
    found
}

fn of_mirror(mirror: &Mirror) -> Option<Warning> {
    let note = mirror.note.clone();
    if !mirror.holds_catalogue_files {
        Some(Warning::OwnFiles { note })
    } else if !mirror.current {
        Some(Warning::FrozenMirror { note })
    } else if mirror.connections <= FEW_CONNECTIONS {
        Some(Warning::RateLimited { note })
    } else {
        None
    }
}

/// Returns the mirrors that some way of the plan asks: the chosen one, and those of the accounts.
fn asked(plan: &TransferPlan) -> Vec<&Mirror> {
    let mut mirrors = vec![&plan.mirror];
    let aspera = plan.aspera.iter().map(|account| &account.mirror);
    let globus = plan.globus.iter().map(|account| &account.mirror);
    for mirror in aspera.chain(globus) {
        if mirrors.iter().all(|other| other.id != mirror.id) {
            mirrors.push(mirror);
        }
    }
    mirrors
}

fn not_seen(plan: &TransferPlan, mirror: &Mirror) -> Option<Warning> {
    let elsewhere = plan.seen_only_on.iter().filter(|(_, on)| *on != mirror.id);
    let paths: Vec<RemotePath> = elsewhere.map(|(path, _)| path.clone()).collect();
    let mirror = mirror.name.clone();
    (!paths.is_empty()).then_some(Warning::NotSeenOn { paths, mirror })
}

/// Groups what the mirror lacks by the reason.
fn lacking(plan: &TransferPlan, mirror: &Mirror) -> Vec<Warning> {
    let mut found: Vec<Warning> = Vec::new();
    for item in &plan.items {
        let (reason, instead) = match mirror.availability(&item.path) {
            Availability::Expected => continue,
            Availability::Lacking(reason) => (reason, None),
            Availability::OtherVersion { name, reason } => (reason, Some(name)),
        };
        let of_same = found.iter_mut().find_map(|warning| match warning {
            Warning::LackingOnMirror {
                paths,
                reason: other,
                ..
            } if *other == reason => Some(paths),
            _ => None,
        });
        match of_same {
            Some(paths) => paths.push(item.path.clone()),
            None => found.push(Warning::LackingOnMirror {
                paths: vec![item.path.clone()],
                mirror: mirror.name.clone(),
                reason,
                instead,
            }),
        }
    }
    found
}

fn of_files(plan: &TransferPlan) -> impl Iterator<Item = Warning> {
    let totals = plan.totals();
    let large = |item: &&PlanItem| item.size.is_some_and(|size| size.bytes() > BROWSER_LIMIT);
    let rounded = |item: &PlanItem| item.size.is_some_and(|size| !size.is_exact());
    let without = totals.files - totals.with_md5;
    let large = plan.items.iter().filter(large).count();
    let clashes = case_clashes(&plan.items);
    [
        (without > 0).then_some(Warning::NoChecksum { count: without }),
        plan.items
            .iter()
            .any(rounded)
            .then_some(Warning::RoundedSizes),
        (large > 0).then_some(Warning::TooLargeForBrowser { count: large }),
        (!clashes.is_empty()).then_some(Warning::CaseClash { paths: clashes }),
    ]
    .into_iter()
    .flatten()
}

fn of_accounts(plan: &TransferPlan) -> Vec<Warning> {
    let mut found = Vec::new();
    if let Some(account) = &plan.aspera {
        if account.mirror.id != plan.mirror.id {
            found.push(Warning::OtherMirrorForAspera {
                mirror: account.mirror.name.clone(),
            });
        }
        let odd = plan.items.iter().filter(|item| !item.is_for_aspera());
        let paths: Vec<_> = odd.map(|item| item.path.clone()).collect();
        if !paths.is_empty() {
            found.push(Warning::NamesNotForAspera { paths });
        }
    }
    if let Some(account) = &plan.globus
        && account.mirror.id != plan.mirror.id
    {
        found.push(Warning::OtherMirrorForGlobus {
            mirror: account.mirror.name.clone(),
        });
    }
    found
}

/// Finds the files whose local paths differ from that of another only in capital letters.
///
/// Paths are compared only where numbers made of them are the same: in a plan of 100,000 files hardly any are.
fn case_clashes(items: &[PlanItem]) -> Vec<RemotePath> {
    let numbers: Vec<u64> = items
        .iter()
        .map(|item| caseless(&item.local_path))
        .collect();
    let places = order(items.len(), &|a, b| numbers[a].cmp(&numbers[b]));
    let mut clashes = Vec::new();
    for same in places.chunk_by(|one, other| numbers[*one] == numbers[*other]) {
        for (index, place) in same.iter().enumerate() {
            let path = &items[*place].local_path;
            let is_like = |other: &usize| items[*other].local_path.eq_ignore_ascii_case(path);
            if same[..index].iter().any(is_like) {
                clashes.push(*place);
            }
        }
    }
    let clashes = order(clashes.len(), &|a, b| clashes[a].cmp(&clashes[b]))
        .into_iter()
        .map(|at| items[clashes[at]].path.clone());
    clashes.collect()
}

/// Returns a number that is the same for texts that differ only in capital letters (FNV-1a of the small letters).
fn caseless(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |number, byte| {
        (number ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}
