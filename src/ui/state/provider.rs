//! The providers of the contexts, and the effects that make their values.

use std::rc::Rc;

use yew::prelude::*;

use super::comparison::use_differences;
use super::context::{
    Announcer, Navigation, ProviderProps, SelectionContext, SettingsContext, SiteContext,
    use_navigation, use_ports,
};
use super::downloads::TransferProvider;
use super::expansion;
use super::expansion::{Expansion, use_expanded};
use super::file_list::{Lists, use_lists};
use super::known::{Known, KnownAction, SiteMirrors, use_probes};
use super::loaded::use_task;
use super::lookup::use_listed;
use super::planning::{PlanParts, use_plan};
use super::settings::{Settings, SettingsAction};
use super::stored::{SelectionState, use_stored_selections, use_stored_settings};
use crate::client::{ReadLimits, read_to_end};
use crate::mirror::{Mirror, MirrorId, MirrorRegistry};
use crate::plan::Totals;
use crate::port::FetchError;
use crate::selection::Action;
use crate::table::Md5;
use crate::ui::ports::AppPorts;
use crate::ui::route::Route;

/// Where a site's own mirror list lies, relative to the page.
const REGISTRY_URL: &str = "static/mirrors.json";

/// Properties of [`Providers`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProvidersProps {
    /// The ports.
    pub ports: AppPorts,
    /// Where the page is.
    pub navigation: Navigation,
    /// What needs the contexts.
    #[prop_or_default]
    pub children: Html,
}

/// Provides all contexts.
#[component]
pub fn Providers(props: &ProvidersProps) -> Html {
    html! {
        <ContextProvider<AppPorts> context={props.ports.clone()}>
        <ContextProvider<Navigation> context={props.navigation.clone()}>
            <Announcer>
                <TransferProvider>
                    <StateProvider>{ props.children.clone() }</StateProvider>
                </TransferProvider>
            </Announcer>
        </ContextProvider<Navigation>>
        </ContextProvider<AppPorts>>
    }
}

/// Provides what depends on each other: the site, the settings, the list of files and the selection.
#[component]
fn StateProvider(props: &ProviderProps) -> Html {
    let ports = use_ports();
    let route = use_navigation().route;
    let known = use_reducer(Known::built_in);
    let (settings, settings_stored) = use_stored_settings(&ports);
    let (selections, stored, lost) = use_stored_selections(&ports);
    use_site_registry(&ports, &known);
    let mirror = use_mirror(&ports, &route, &known, &settings);
    let probe = use_probes(&ports, &known, route.place, &mirror);
    let lists = use_lists(&ports, &known, &mirror, route.place);
    let differences = use_differences(&ports, &known, &mirror, route.place, &lists);
    let current = selections.0.current();
    let expansion = use_expanded(&ports, &lists, &known.registry, current);
    let listed = use_listed(&ports, &lists, &known.registry, current);
    let before = expansion::totals(current, &expansion, None, &known);
    let parts = PlanParts {
        known: &known,
        selection: current,
        expansion: &expansion,
        listed: &listed,
        lists: &lists,
        mirror: &mirror,
        options: &settings.options,
        page: route.place,
        files: before.files,
    };
    let (planning, plan_again) = use_plan(&ports, parts);
    let plan = planning.plan().map(|plan| &**plan);
    let totals = expansion::totals(current, &expansion, plan, &known);
    use_count(&selections, &expansion, totals);
    use_digests(&selections, &expansion, lists.digest());
    let site = SiteContext {
        known,
        mirror,
        differences,
        probe,
    };
    let settings = SettingsContext {
        settings,
        stored: settings_stored.and(stored.outcome),
    };
    let selection = SelectionContext {
        selections,
        unreadable: stored.unreadable,
        lost,
        expansion,
        planning,
        plan_again,
        totals,
    };
    html! {
        <ContextProvider<SiteContext> context={site}>
        <ContextProvider<SettingsContext> context={settings}>
        <ContextProvider<Lists> context={lists}>
        <ContextProvider<SelectionContext> context={selection}>
            { props.children.clone() }
        </ContextProvider<SelectionContext>>
        </ContextProvider<Lists>>
        </ContextProvider<SettingsContext>>
        </ContextProvider<SiteContext>>
    }
}

/// Notes in the selection how many files it stands for, as soon as those of its rules are found.
#[hook]
fn use_count(selection: &UseReducerHandle<SelectionState>, expansion: &Expansion, totals: Totals) {
    let found = match expansion {
        Expansion::Ready(_) => Some(totals.files as u64),
        _ => None,
    };
    use_effect_with((selection.clone(), found), |(selection, found)| {
        selection.dispatch(Action::Found(*found).into());
    });
}

/// Notes in the rules of the selection what they find in the list in which they were picked.
#[hook]
fn use_digests(
    selection: &UseReducerHandle<SelectionState>,
    expansion: &Expansion,
    list: Option<&str>,
) {
    let rules = selection.0.current().rules().iter().zip(expansion.found());
    let digests: Vec<Option<Md5>> = rules
        .map(|(rule, found)| {
            let is_unknown = rule.digest.is_none() && Some(&*rule.snapshot) == list;
            let digest = found.tally.digest.filter(|_| is_unknown);
            digest.filter(|_| found.difference.is_none())
        })
        .collect();
    let selection = selection.dispatcher();
    use_effect_with(digests, move |digests| {
        for (at, digest) in digests.iter().enumerate() {
            if let Some(digest) = digest {
                selection.dispatch(Action::Identify(at, *digest).into());
            }
        }
    });
}

/// Returns the mirror that the link names, else the chosen one, else the default, if it is offered here.
///
/// A mirror that a link names is chosen thereby, so that the next click does not leave it.
#[hook]
fn use_mirror(
    ports: &AppPorts,
    route: &Route,
    known: &UseReducerHandle<Known>,
    settings: &UseReducerHandle<Settings>,
) -> Rc<Mirror> {
    let offered = |id: &MirrorId| {
        known
            .registry
            .offered(ports.page_is_loopback)
            .find(|mirror| mirror.id == *id)
    };
    let named = route.mirror.as_ref().and_then(offered);
    let mirror = named
        .or_else(|| settings.mirror.as_ref().and_then(offered))
        .unwrap_or_else(|| known.registry.get_or_default(None));
    let named = named
        .filter(|_| known.registry_settled)
        .map(|mirror| mirror.id.clone());
    let choose = settings.dispatcher();
    use_effect_with(named, move |named| {
        if let Some(id) = named {
            choose.dispatch(SettingsAction::Mirror(id.clone()));
        }
    });
    use_memo(mirror.clone(), Mirror::clone)
}

/// Reads the site's own mirror list, so that its operator can change mirrors without compiling.
#[hook]
fn use_site_registry(ports: &AppPorts, known: &UseReducerHandle<Known>) {
    let (ports, known) = (ports.clone(), known.dispatcher());
    use_task((), move || {
        let spawner = ports.spawner.clone();
        Some(spawner.spawn(Box::pin(async move {
            let read = read_to_end(
                &*ports.fetch,
                &*ports.clock,
                REGISTRY_URL,
                ReadLimits::INDEX,
            )
            .await;
            known.dispatch(KnownAction::Registry(match read {
                Ok(response) => site_mirrors(&ports, response.bytes).await.map(Some),
                // A page opened without a server, or a site without the file: what ships with the app is right.
                Err(FetchError::Status { status: 404, .. } | FetchError::Unreachable) => Ok(None),
                Err(error) => Err(error.to_string()),
            }));
        })))
    });
}

async fn site_mirrors(ports: &AppPorts, bytes: Vec<u8>) -> Result<SiteMirrors, String> {
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    let page_url = ports.page_url.to_string();
    match MirrorRegistry::from_json_without_places(&text, Some(&page_url)) {
        Ok(registry) => Ok(SiteMirrors { registry, text }),
        // Where the mistake is takes more code than the page has.
        Err(error) => match ports.plan.check_mirrors(text, page_url).await {
            Ok(Some(words)) => Err(words),
            _ => Err(error.to_string()),
        },
    }
}
