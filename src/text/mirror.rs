//! What is said of mirrors: what they let this page do, and which one stands in for another.

use crate::client::Probe;
use crate::mirror::Mirror;

use super::fetch_error;

/// Says what a mirror lets this page do: nothing inside while it is being tried, nothing at all before.
pub fn probe_words(probe: Option<Option<&Probe>>, mirror: &str) -> String {
    let readable = "answers, and pages may read it.";
    let what = match probe {
        None => "has not been tried in this visit.",
        Some(None) => "is being tried…",
        Some(Some(Probe::Failed(error))) => return fetch_error(error, mirror).what,
        Some(Some(Probe::Readable { resumes })) => {
            let resumed = match resumes {
                Some(true) => " Downloads can be resumed.",
                Some(false) => " Downloads cannot be resumed: they begin again.",
                None => "",
            };
            return format!("{mirror} {readable}{resumed}");
        }
    };
    format!("{mirror} {what}")
}

/// Says which mirror is shown in the place of the chosen one, and why; `what` is what happened there.
pub fn stand_in_words(what: &str, shown: &Mirror) -> String {
    let versions = if shown.current {
        ""
    } else {
        " Versions may differ."
    };
    format!(
        "{what} This is {} instead.{versions} {}",
        shown.name, shown.note
    )
}
