//! What the list of files and the catalogue know of the directory, where no mirror shows it; else how to get it all the same.

use std::rc::Rc;

use yew::prelude::*;

use super::context::BrowseContext;
use super::table::{Entries, EntryTable};
use crate::client::{KnownEntries, list_directory};
use crate::command::recursive;
use crate::mirror::RemotePath;
use crate::port::SearchError;
use crate::text;
use crate::ui::component::line;
use crate::ui::page::command_view::CommandView;
use crate::ui::state::browse::Reading;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::{use_file_list, use_settings, use_site};
use crate::worker::plan::Output;

/// Milliseconds that a mirror has before the list is asked, too.
const LATER: u32 = 1_000;

/// What is known of a directory.
pub(super) struct KnownDirectory {
    pub(super) entries: Rc<KnownEntries>,
    /// The date of the open list.
    date: String,
    /// Whether the list may still tell more.
    looking: bool,
    /// Why the list could not be asked.
    problem: Option<String>,
}

/// Looks the directory up in the open list, unless a mirror shows it.
#[hook]
pub(super) fn use_known(page: &BrowseContext, reading: &Reading) -> KnownDirectory {
    let list = use_file_list().list;
    let path = &page.navigation.route.path;
    let known = page.site.known.clone();
    let facts = list.facts.clone().filter(|_| page.shown(reading).is_none());
    let key = facts.as_ref().map(|_| (list.opens, path.clone()));
    let load = {
        let (ports, known, facts) = (page.ports.clone(), known.clone(), facts.clone());
        let wait = if matches!(reading, Reading::Loading(_)) {
            LATER
        } else {
            0
        };
        move |(_, path), _| async move {
            ports.clock.sleep(wait).await;
            let hosts = facts.iter().flat_map(|facts| &facts.hosts);
            let hosts: Vec<_> = hosts.map(|host| host.host.clone()).collect();
            let listed = list_directory(&*ports.search, &known.registry, &hosts, &path).await?;
            Ok::<_, SearchError>(Rc::new(KnownEntries::new(&known.catalogue, &path, listed)))
        }
    };
    let loaded = use_loaded(&page.ports, key.clone(), load);
    let catalogued = use_memo(path.clone(), move |path| {
        KnownEntries::new(&known.catalogue, path, Vec::new())
    });
    let found = key.and_then(|key| loaded.result(&key));
    let error = match found {
        Some(Err(error)) => Some(error),
        _ => list.error.as_ref().filter(|_| list.facts.is_none()),
    };
    KnownDirectory {
        looking: found.is_none() && error.is_none(),
        problem: error.map(|error| text::search_fault(error).what),
        entries: found.and_then(Result::ok).cloned().unwrap_or(catalogued),
        date: facts.map(|facts| facts.date.clone()).unwrap_or_default(),
    }
}

/// Draws what is known of the directory.
pub(super) fn known_view(page: &BrowseContext, known: &KnownDirectory) -> Html {
    let (entries, path) = (&known.entries, &page.navigation.route.path);
    html! {
        <>
            if let Some(problem) = &known.problem { { line("note", problem.clone()) } }
            if !entries.entries.is_empty() {
                <KnownTable entries={entries.clone()} date={known.date.clone()} />
            } else if known.looking {
                { line("empty", text::LOOKING_UP) }
            } else {
                <UnknownDirectory path={path.clone()} />
            }
        </>
    }
}

/// Properties of [`KnownTable`].
#[derive(Clone, Properties)]
pub struct KnownTableProps {
    /// The entries of the directory of the address.
    pub entries: Rc<KnownEntries>,
    /// The date of the open list.
    pub date: AttrValue,
}

/// Compares addresses: entries are never compared one by one.
impl PartialEq for KnownTableProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.entries, &other.entries) && self.date == other.date
    }
}

/// The entries of a directory that no mirror shows, marked as not from a mirror.
#[component]
pub fn KnownTable(props: &KnownTableProps) -> Html {
    let mirror = use_site().mirror;
    let entries = &props.entries;
    html! {
        <>
            <p class="status" data-state="catalogue"><span>{ text::known_words(entries, &props.date) }</span></p>
            <EntryTable entries={Entries::Known(entries.clone())} {mirror} />
        </>
    }
}

/// Properties of [`UnknownDirectory`].
#[derive(Clone, PartialEq, Properties)]
pub struct UnknownDirectoryProps {
    /// The directory, as path on the main site.
    pub path: RemotePath,
    /// Whether the list has files of it.
    #[prop_or_default]
    pub listed: bool,
}

/// The command that gets a whole directory, of which the list and the catalogue may know nothing.
#[component]
pub fn UnknownDirectory(props: &UnknownDirectoryProps) -> Html {
    let (site, settings) = (use_site(), use_settings().settings);
    let mirrors = [&*site.mirror, site.known.registry.get_or_default(None)];
    let offer = mirrors.into_iter().find_map(|mirror| {
        let offer = recursive(mirror, &props.path, &settings.options)?;
        Some((mirror.name.as_str(), offer))
    });
    let (mirror, offer) = offer.unzip();
    html! {
        <>
            if !props.listed { { line("empty", text::known_nowhere(mirror)) } }
            if let Some(offer) = offer {
                { line("note", offer.note) }
                <CommandView output={Rc::new(Output::from(&offer.command))} />
            }
        </>
    }
}
