//! Checks a plan and collects its warnings.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use crate::mirror::{Availability, Mirror, RemotePath};

use super::{BROWSER_LIMIT, PlanItem, TransferPlan, Warning};

/// A mirror that tolerates no more connections than this counts as rate-limited.
const FEW_CONNECTIONS: u16 = 4;

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

/// Returns the mirrors that the plan may use: the chosen one, and those of the accounts.
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

/// Groups the files that the mirror lacks by reason.
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
fn case_clashes(items: &[PlanItem]) -> Vec<RemotePath> {
    let mut seen: HashTable<(u64, &str)> = HashTable::with_capacity(items.len());
    // One text for all paths in small letters: a selection can have 100,000 files.
    let mut small = String::new();
    let mut clashes = Vec::new();
    for item in items {
        let path = item.local_path.as_str();
        small.clear();
        small.push_str(path);
        small.make_ascii_lowercase();
        let hash = FxBuildHasher.hash_one(&small);
        let is_same = |(_, other): &(u64, &str)| other.eq_ignore_ascii_case(path);
        if seen.find(hash, is_same).is_some() {
            clashes.push(item.path.clone());
        } else {
            seen.insert_unique(hash, (hash, path), |(hash, _)| *hash);
        }
    }
    clashes
}
