//! Words about selections, rules, and the hosts of their files.

use crate::plan::{Totals, TransferPlan};
use crate::port::StoreError;
use crate::search::Tally;
use crate::selection::{Change, Difference, Rule, SearchChange, Selections};

use super::{count, files, files_and_size, visible, visible_name};

/// Says what a rule stands for: what it finds now; where that is not known, what it found when it was added.
pub fn rule_words(rule: &Rule, found: Option<&Tally>) -> String {
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let then = Totals {
        files: number(rule.count),
        bytes: rule.bytes,
        exact: rule.unknown_sizes == 0,
        unknown_sizes: number(rule.unknown_sizes),
        ..Totals::default()
    };
    let totals = found.map_or(then, Totals::from);
    let found = files_and_size(&totals);
    let except = match rule.except.len() {
        0 => String::new(),
        except => format!(", without {}", count(except as u64)),
    };
    format!("{found}{except}")
}

/// What stands above the searches that find other files than when they were picked.
pub const CHANGED_SEARCHES: &str =
    "The list of files has changed. What these searches find now is not selected yet:";

/// Announces that a change of a selection was undone.
pub const SELECTION_BACK: &str = "Selection is back.";

/// Announces that a selection was cleared.
pub const SELECTION_DROPPED: &str = "Selection dropped. Undo brings it back.";

/// What is said when a search has gone from the selection.
pub const SEARCH_DROPPED: &str = "Search dropped from the selection. Undo brings it back.";

/// The button that takes files under their names of today.
pub const TAKE_NEW_NAMES: &str = "Select the files of today";

/// What is said when files of today were selected.
pub const NEW_NAMES_TAKEN: &str = "The files of today are selected";

/// Says how many selected files have another name today on a mirror.
pub fn renamed_files(number: usize, mirror: &str) -> String {
    let has = if number == 1 { "has" } else { "have" };
    let selected = files(number);
    format!("{selected} of the selection {has} another name at {mirror} today:")
}

/// Says how many more there are of what is named above.
pub fn and_more(number: usize) -> String {
    format!("And {number} more.")
}

/// Says how a search finds other files in the open list than when it was picked.
pub fn difference_words(query: &str, difference: Difference) -> String {
    let Difference { then, now } = difference;
    let what = if query.is_empty() {
        "The search for all files".to_owned()
    } else {
        format!("The search “{}”", visible_name(query))
    };
    if then == now {
        return format!(
            "{what} finds as many files as when it was picked, {}, but not the same ones.",
            count(now)
        );
    }
    let now = match now {
        0 => "no file".to_owned(),
        now => files(usize::try_from(now).unwrap_or(usize::MAX)),
    };
    format!(
        "{what} found {} when it was picked, and finds {now} in the list that is open.",
        files(usize::try_from(then).unwrap_or(usize::MAX))
    )
}

/// Names the host of a plan, with what is got from it.
pub fn host_heading(plan: &TransferPlan) -> String {
    let (name, host) = (&plan.mirror.name, plan.host());
    let totals = plan.totals();
    let who = if name == host.as_str() {
        name.clone()
    } else {
        format!("{name} ({host})")
    };
    format!("{who}: {}", files_and_size(&totals))
}

/// Says what became of the selections.
pub fn changed_words(change: &Change, after: &Selections) -> String {
    let name = after.name();
    match change {
        Change::Search(change) => search_change_words(change),
        Change::Remove => format!("Removed. The selection is now {name}."),
        Change::Rename(_) => format!("Renamed to {name}."),
        _ => format!("The selection is now {name}."),
    }
}

fn search_change_words(change: &SearchChange) -> String {
    match change {
        SearchChange::Save { name, .. } => format!("Search saved as {}.", name.trim()),
        SearchChange::Rename { to, .. } => format!("Search renamed to {}.", to.trim()),
        SearchChange::Remove(name) => format!("Search {name} deleted. Undo brings it back."),
        SearchChange::Restore => "The search is back.".to_owned(),
    }
}

/// Returns the head of the list of saved searches.
pub fn saved_searches(number: usize) -> String {
    match number {
        0 => "Save this search".to_owned(),
        number => format!("Saved searches ({number})"),
    }
}

/// Says that another tab took away the selection that this one showed.
pub fn lost_selection(lost: &str, shown: &str) -> String {
    let (lost, shown) = (visible(lost), visible(shown));
    format!("Another tab removed or renamed “{lost}”. This one shows “{shown}” now.")
}

/// Name of the file as which stored selections that cannot be read are saved.
pub const SELECTION_FILE: &str = "igsr-fetch-selection.json";

/// Returns the warning about an unreadable stored selection. `in_the_way` means that the browser's storage is full, so the old text
/// stays under its key and new selections are not stored.
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
