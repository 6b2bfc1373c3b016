//! Words about selections, rules, and the hosts of their files.

use crate::plan::TransferPlan;
use crate::port::StoreError;
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

/// Name of the file as which stored selections that cannot be read are saved.
pub const SELECTION_FILE: &str = "igsr-fetch-selection.json";

/// Says that stored selections cannot be read, and what becomes of them; `in_the_way` if the store has no room to move them.
pub fn unreadable_selection(reason: &str, in_the_way: bool) -> String {
    let what = format!("The stored selection cannot be read: {reason}.");
    if in_the_way {
        return format!(
            "{what} The browser’s store is full, so it stays in its place, and what you select now lasts until you close the page."
        );
    }
    format!("{what} It is kept, and a new selection has begun.")
}

/// Says why settings and selections are not stored.
pub fn store_error(error: StoreError) -> String {
    let why = match error {
        StoreError::Denied => {
            "The browser does not allow this page to store anything: see its settings for cookies and site data."
        }
        StoreError::Full => "The browser’s store for this site is full.",
        StoreError::NoRoom => {
            "The browser gives this page no room to store anything, as in a private window."
        }
    };
    format!("{why} What you change now lasts until you close the page.")
}
