//! A plan in brief.

use super::gathered::Gathered;
use super::protocol::{HostSummary, PlanSummary, RefusedFile, RefusedFiles, SummaryFile};
use crate::mirror::{HostName, HostPath, RemotePath};
use crate::plan::{Plans, Refusal, TransferPlan};
use crate::selection::Picked;
use crate::text::{host_heading, refusal_words, warning_words};

/// The most files of a host that are listed, and of those that cannot be got.
const SHOWN: usize = 100;

/// Sums plans up.
pub(super) fn summary(plans: &Plans, gathered: &Gathered) -> PlanSummary {
    let refused = plans.refused();
    let shown = refused.iter().take(SHOWN);
    let mut summary = PlanSummary {
        totals: plans.totals(),
        refusals: plans.refusals(),
        hosts: plans.all().iter().map(host).collect(),
        elsewhere: RefusedFiles {
            count: refused.len(),
            shown: shown
                .map(|(at, reason)| refusal(&at.path, reason))
                .collect(),
        },
    };
    name(&mut summary, plans, gathered);
    summary
}

fn host(plan: &TransferPlan) -> HostSummary {
    let files = plan.items.iter().take(SHOWN).map(|item| SummaryFile {
        item: item.clone(),
        page_url: plan.mirror.page_file_url(&item.path),
        picked: Vec::new(),
    });
    let refused = plan.refused.iter().take(SHOWN);
    HostSummary {
        mirror: plan.mirror.id.clone(),
        name: plan.mirror.name.clone(),
        heading: host_heading(plan),
        has_globus: plan.globus.is_some(),
        is_archive: plan.is_archive,
        totals: plan.totals(),
        files: files.collect(),
        refused: RefusedFiles {
            count: plan.refused.len(),
            shown: refused
                .map(|(path, reason)| refusal(path, reason))
                .collect(),
        },
        warnings: plan.warnings.iter().map(warning_words).collect(),
    }
}

fn refusal(path: &RemotePath, reason: &Refusal) -> RefusedFile {
    RefusedFile {
        path: path.clone(),
        reason: refusal_words(reason),
        picked: Vec::new(),
    }
}

/// Says of each file that is shown how it came into the selection.
fn name(summary: &mut PlanSummary, plans: &Plans, gathered: &Gathered) {
    let at = |host: &HostName, path: &RemotePath| {
        let at = HostPath {
            host: host.clone(),
            path: path.clone(),
        };
        Picked::at(at, &gathered.registry)
    };
    let mut names = Vec::new();
    for (host, plan) in summary.hosts.iter().zip(plans.all()) {
        let name = |path: &RemotePath| {
            if plan.is_archive {
                at(&plan.host(), path)
            } else {
                Picked::Main(path.clone())
            }
        };
        names.extend(host.files.iter().map(|file| name(&file.item.path)));
        names.extend(host.refused.shown.iter().map(|file| name(&file.path)));
    }
    let elsewhere = plans.refused().iter().take(SHOWN);
    names.extend(elsewhere.map(|(place, _)| at(&place.host, &place.path)));
    let mut picked = gathered.picked_as(&names).into_iter();
    let mut next = || picked.next().unwrap_or_default();
    for host in &mut summary.hosts {
        host.files.iter_mut().for_each(|file| file.picked = next());
        let refused = host.refused.shown.iter_mut();
        refused.for_each(|file| file.picked = next());
    }
    let elsewhere = summary.elsewhere.shown.iter_mut();
    elsewhere.for_each(|file| file.picked = next());
}
