//! The transfer plan of the selection, with one tab for each way to get the files.

mod browser;
mod commands;
mod context;
mod files;
mod import;

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::command::{BundleTool, Method, Shell};
use crate::mirror::RemotePath;
use crate::plan::{OptionError, PlanOptions};
use crate::selection::Action;
use crate::text;
use crate::ui::component::{Field, Heading, Tab, TabList, choice, field_text, line};
use crate::ui::page::mirror_status::MirrorStatus;
use crate::ui::route::{Page, Route};
use crate::ui::state::{
    Planning, SettingsAction, use_announce, use_navigation, use_ports, use_selection, use_settings,
    use_site,
};
use crate::worker::plan::PlanSummary;

use browser::{BrowserPanel, Checksums};
use commands::Commands;
use context::GetContext;
use import::ManifestImport;

pub use files::{PlannedFiles, PlannedFilesProps};
use files::{gettable, planning, rules, selections, summary, warnings};

/// Ways that are tabs from the start: those that most people take.
const FIRST_WAYS: usize = 5;

/// The Get page.
#[component]
pub fn GetPage() -> Html {
    let navigation = use_navigation();
    let page = GetContext {
        ports: use_ports(),
        site: use_site(),
        settings: use_settings(),
        selection: use_selection(),
        announce: use_announce(),
    };
    let selection = &page.selection;
    let nothing = selection.current().is_empty();
    let count = selection.totals.files;
    let title = if nothing {
        "Get".to_owned()
    } else {
        text::get_title(gettable(&page).files, count)
    };
    // The same structure for both, so that the menu stays open when another selection is chosen.
    html! {
        <>
            <Heading text={title} take_focus={navigation.moved} />
            { if nothing { empty() } else { filled(&page) } }
            { selections(&page) }
            <ManifestImport />
        </>
    }
}

fn empty() -> Html {
    html! {
        <p class="empty">
            { "No files are picked yet. " }
            <a href={Route::to(Page::Files).href()}>{ "Search the files" }</a>{ " or " }
            <a href={Route::to(Page::Browse).href()}>{ "browse a mirror" }</a>{ ", and tick what you need." }
        </p>
    }
}

fn filled(page: &GetContext) -> Html {
    let plan = page.selection.planning.plan();
    html! {
        <>
            { summary(page) }
            { planning(page) }
            if let Some(plan) = plan {
                { warnings(plan) }
                if plan.totals.files > 0 { { ways(page, plan) } }
            }
            { companions(page) }
            <Checksums key={page.site.mirror.id.as_str()} plan={plan.cloned()} />
            { rules(page) }
            if let Some(plan) = plan { <PlannedFiles plan={plan.clone()} on_remove={page.selection.remove()} /> }
            <MirrorStatus />
        </>
    }
}

/// Draws the ways to get the files: which is right, and one that is open.
fn ways(page: &GetContext, plan: &Rc<PlanSummary>) -> Html {
    let has_globus = plan.hosts.iter().all(|host| host.has_globus);
    let can_stream = page.ports.save.ways().any();
    let advised = Method::advised(&plan.totals, can_stream, has_globus);
    let method = page.settings.settings.method.unwrap_or(advised);
    let id = text::tab_id(method);
    // What is planned anew is not to be copied or got as it was.
    let is_ready = matches!(page.selection.planning, Planning::Ready(_));
    html! {
        <>
            <p class="advice">{ text::advice(advised, &plan.totals) }</p>
            { tabs(page, method) }
            <section class="panel" role="tabpanel" id={format!("panel-{id}")} aria-labelledby={id}>
                // Of the right way, the advice has said it.
                if method != advised { <p>{ text::tab_words(method) }</p> }
                { match method {
                    Method::Browser => html! { <BrowserPanel plan={plan.clone()} {is_ready} shell={page.settings.settings.shell.unwrap_or(page.ports.shell)} /> },
                    Method::Tool(tool) => tool_panel(page, plan, is_ready, tool),
                } }
                <p class="quiet">{ text::install(method) }</p>
            </section>
        </>
    }
}

/// Draws what a tool needs, for the shell that is chosen, or for a POSIX shell if the tool is for no other.
fn tool_panel(page: &GetContext, plan: &Rc<PlanSummary>, is_ready: bool, tool: BundleTool) -> Html {
    let chosen = page.settings.settings.shell.unwrap_or(page.ports.shell);
    let shell = if tool.is_for(chosen) {
        chosen
    } else {
        Shell::Posix
    };
    html! {
        <>
            { if tool == BundleTool::Script { shells(page, chosen) } else { Html::default() } }
            if shell != chosen { { line("note", text::NEEDS_POSIX) } }
            <Commands key={tool.as_str()} plan={plan.clone()} {is_ready} {tool} {shell} />
            { options(page, tool) }
        </>
    }
}

/// Draws the choice of the shell.
fn shells(page: &GetContext, chosen: Shell) -> Html {
    let settings = page.settings.settings.dispatcher();
    let on_choose = Callback::from(move |at: usize| {
        if let Some(shell) = Shell::ALL.get(at) {
            settings.dispatch(SettingsAction::Shell(*shell));
        }
    });
    let labels = Shell::ALL.map(text::shell_name);
    let at = Shell::ALL.iter().position(|shell| *shell == chosen);
    html! { <p>{ choice("Shell", &labels, at.unwrap_or_default(), on_choose) }</p> }
}

/// Offers the index files that belong to the picked ones.
fn companions(page: &GetContext) -> Html {
    let selection = page.selection.current();
    let missing: Vec<RemotePath> = selection
        .paths()
        .flat_map(|path| page.site.known.catalogue.companions(path))
        .map(|file| file.file.path.clone())
        .filter(|path| !selection.contains(path))
        .collect();
    if missing.is_empty() {
        return Html::default();
    }
    let words = text::plural(missing.len(), "index file belongs", "index files belong");
    let onclick = {
        let selections = page.selection.selections.dispatcher();
        Callback::from(move |_: MouseEvent| {
            selections.dispatch(Action::add(missing.clone()).into());
        })
    };
    html! {
        <p class="offer">{ format!("{words} to these files; most tools need them beside the data.") }
            <button type="button" class="button" {onclick}>{ "Add them" }</button></p>
    }
}

/// Draws the ways that most people take as tabs, beside the one that is open, and a menu of the others.
fn tabs(page: &GetContext, method: Method) -> Html {
    let (first, others) = Method::ALL.split_at(FIRST_WAYS);
    let mut shown = first.to_vec();
    shown.extend(others.iter().filter(|other| **other == method));
    let open = shown.iter().position(|one| *one == method);
    let tab = |method: &Method| Tab {
        id: text::tab_id(*method).into(),
        label: text::tab_name(*method).into(),
    };
    let tabs: Vec<Tab> = shown.iter().map(tab).collect();
    let settings = page.settings.settings.dispatcher();
    let on_open = Callback::from(move |at: usize| {
        if let Some(method) = shown.get(at) {
            settings.dispatch(SettingsAction::Method(*method));
        }
    });
    let settings = page.settings.settings.dispatcher();
    let on_choose = Callback::from(move |event: Event| {
        let Some(menu) = event.target_dyn_into::<HtmlSelectElement>() else {
            return;
        };
        let chosen = menu.value();
        if let Some(method) = others.iter().find(|way| text::tab_id(**way) == chosen) {
            settings.dispatch(SettingsAction::Method(*method));
        }
        // The way is a tab now; the menu is one of the others again.
        menu.set_selected_index(0);
    });
    html! {
        <div class="ways">
            <TabList label="Ways to get the files" {tabs} open={open.unwrap_or_default()} {on_open} />
            <select class="ways__more" aria-label={text::MORE_WAYS} onchange={on_choose}>
                <option value="" selected=true>{ text::MORE_WAYS }</option>
                for other in others { <option value={text::tab_id(*other)}>{ text::tab_name(*other) }</option> }
            </select>
        </div>
    }
}

/// Draws the fields that a tool needs. Their values are kept.
fn options(page: &GetContext, tool: BundleTool) -> Html {
    let settings = &page.settings.settings;
    let options = &settings.options;
    let problems = options.problems();
    let draw = |mut field: Field, wanted: &[OptionError], set: fn(&mut PlanOptions, String)| {
        if let Some(problem) = problems.iter().find(|problem| wanted.contains(problem)) {
            field.note = text::problem_words(*problem);
            field.invalid = true;
        }
        let settings = settings.dispatcher();
        let on_input = move |text| settings.dispatch(SettingsAction::Option(set, text));
        field_text(&field, Callback::from(on_input))
    };
    let field = |id, label, value: &str, note, list| Field {
        id,
        label,
        value: value.to_owned(),
        note,
        invalid: false,
        list,
    };
    html! {
        <div class="options">
            { draw(field("destination", "Folder for the files", &options.destination, text::DESTINATION_NOTE, None),
                &[OptionError::DestinationEmpty, OptionError::DestinationCharacter, OptionError::DestinationParent],
                |options, value| options.destination = value) }
            if tool == BundleTool::Ascp {
                { draw(field("aspera-key", "Key file for ascp", &options.aspera_key, text::KEY_NOTE, Some("aspera-keys")),
                    &[OptionError::KeyCharacter], |options, value| options.aspera_key = value) }
                { keys(page) }
            }
            if tool == BundleTool::Globus {
                { draw(field("globus-destination", "Your Globus collection", &options.globus_destination, text::GLOBUS_NOTE, None),
                    &[OptionError::GlobusDestinationNotAnId], |options, value| options.globus_destination = value) }
            }
        </div>
    }
}

/// Draws what is known of keys for `ascp`, also as suggestions for the field.
fn keys(page: &GetContext) -> Html {
    let keys = page.site.known.registry.aspera_keys();
    html! {
        <>
            <datalist id="aspera-keys">for key in keys { <option value={key.path.clone()} /> }</datalist>
            <details class="keys"><summary>{ "What is known about keys" }</summary>
                <ul>for key in keys {
                    <li><code>{ key.path.clone() }</code>{ format!(" ({}): {}", key.installed_by, key.note) }</li>
                }</ul></details>
        </>
    }
}
