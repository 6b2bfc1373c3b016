//! Words about selections, rules, and the hosts of their files.

use crate::plan::TransferPlan;
use crate::search::Tally;
use crate::selection::{Change, Rule, Selections};

use super::{bytes, count, files, total_size};

/// Says what a rule stands for: what it finds now; where that is not known, what it found when it was added.
pub fn rule_words(rule: &Rule, found: Option<&Tally>) -> String {
    let then = (rule.count, rule.bytes, rule.unknown_sizes);
    let (number, size, unknown) = found.map_or(then, |now| {
        (now.files.into(), now.bytes, now.unknown_sizes.into())
    });
    let found = files(usize::try_from(number).unwrap_or(usize::MAX));
    let size = if unknown == number {
        "size not known".to_owned()
    } else {
        bytes(size)
    };
    let except = match rule.except.len() {
        0 => String::new(),
        except => format!(", without {}", count(except as u64)),
    };
    format!("{found}, {size}{except}")
}

/// Says that rules stand for more files than a page can hold.
pub fn too_many_files(number: u64, most: u32) -> String {
    format!(
        "These searches find {} files together. A page can plan {}: search for fewer, or write the list of the large ones by the command igsr-fetch:",
        count(number),
        count(most.into())
    )
}

/// Names the host of a plan, with what is got from it.
pub fn host_heading(plan: &TransferPlan) -> String {
    let (name, host) = (&plan.mirror.name, plan.host());
    let totals = plan.totals();
    let size = total_size(
        totals.bytes,
        totals.exact,
        totals.unknown_sizes,
        totals.files,
    );
    let who = if name == host.as_str() {
        name.clone()
    } else {
        format!("{name} ({host})")
    };
    format!("{who}: {}, {size}", files(totals.files))
}

/// Says what became of the selections.
pub fn changed_words(change: &Change, after: &Selections) -> String {
    let name = after.name();
    match change {
        Change::Remove => format!("Removed. The selection is now {name}."),
        Change::Rename(_) => format!("Renamed to {name}."),
        _ => format!("The selection is now {name}."),
    }
}
