//! What the parts of the Get page share.

use yew::prelude::*;

use crate::text;
use crate::ui::component::line;
use crate::ui::ports::AppPorts;
use crate::ui::state::context::{SelectionContext, SettingsContext, SiteContext};

/// The most files of a host that are listed: the saved lists name all.
pub(super) const SHOWN: usize = 100;

/// What the parts of the page are drawn from.
pub(super) struct GetContext {
    pub(super) ports: AppPorts,
    pub(super) site: SiteContext,
    pub(super) settings: SettingsContext,
    pub(super) selection: SelectionContext,
    pub(super) announce: Callback<String>,
}

/// Says how many files are not listed.
pub(super) fn more(files: usize) -> Html {
    if files <= SHOWN {
        return Html::default();
    }
    let rest = text::count((files - SHOWN) as u64);
    line(
        "note",
        format!("And {rest} more: each way below gets all of them."),
    )
}
