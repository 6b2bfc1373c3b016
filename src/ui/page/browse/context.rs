//! What the parts of the browse page share.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{LiveDirectory, Readme, ReadmeError};
use crate::mirror::{Mirror, MirrorId};
use crate::ui::ports::AppPorts;
use crate::ui::state::Navigation;
use crate::ui::state::browse::{Browse, BrowseAction, ReadKey, Reading};
use crate::ui::state::context::{SelectionContext, SettingsContext, SiteContext};
use crate::ui::state::loaded::Loaded;

/// The README that is read, by its address.
pub(super) type ReadmeText = Loaded<String, Rc<Readme>, ReadmeError>;

/// What the parts of the page are drawn from.
#[derive(Clone)]
pub(super) struct BrowseContext {
    pub(super) ports: AppPorts,
    pub(super) navigation: Navigation,
    pub(super) site: SiteContext,
    pub(super) settings: SettingsContext,
    pub(super) selection: SelectionContext,
    pub(super) announce: Callback<String>,
    pub(super) browse: UseReducerHandle<Browse>,
    /// The directory that is wished for.
    pub(super) key: ReadKey,
}

impl BrowseContext {
    /// Makes a callback for buttons that changes the page.
    pub(super) fn on_click(
        &self,
        action: impl Fn() -> BrowseAction + 'static,
    ) -> Callback<MouseEvent> {
        let browse = self.browse.dispatcher();
        Callback::from(move |_| browse.dispatch(action()))
    }

    /// Makes a callback for buttons that reads again after so many seconds.
    pub(super) fn retry(&self, seconds: u32) -> Callback<MouseEvent> {
        let key = self.key.clone();
        self.on_click(move || BrowseAction::Retry(key.clone(), seconds))
    }

    /// Makes a callback for buttons that chooses a mirror.
    pub(super) fn choose(&self, mirror: &MirrorId) -> Callback<MouseEvent> {
        let id = mirror.clone();
        let choose = self.settings.choose_mirror(&self.navigation);
        choose.reform(move |_| id.clone())
    }

    /// Returns the mirror and its directory that are shown, if any.
    pub(super) fn shown<'r>(
        &self,
        reading: &'r Reading,
    ) -> Option<&'r (Rc<Mirror>, Rc<LiveDirectory>)> {
        let Reading::Done(seen) = reading else {
            return None;
        };
        let live = seen.live.as_ref();
        live.filter(|_| seen.failed.is_empty() || !self.stays())
    }

    /// Returns whether the user stays with the chosen mirror, though another could stand in for it.
    pub(super) fn stays(&self) -> bool {
        self.browse.stays.as_ref() == Some(&self.site.mirror.id)
    }
}
