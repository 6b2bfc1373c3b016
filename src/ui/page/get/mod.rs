//! The transfer plans of the selection, with one tab for each way to get the files.

mod browser;
mod commands;
mod files;

use yew::prelude::*;

use crate::command::{Method, Tool};
use crate::mirror::RemotePath;
use crate::plan::{OptionError, PlanOptions};
use crate::selection::Action;
use crate::text;
use crate::ui::component::{Field, Heading, Tab, TabList, field_text};
use crate::ui::route::{Page, Route};
use crate::ui::state::{AppContext, Expansion, SettingsAction};

use super::mirror_status::mirror_status;
use browser::{Checksums, browser_panel};
use commands::Commands;
use files::{groups, rules, selections, summary};

/// The tabs in their order: the easiest for a few files first.
const TABS: [Method; 4] = [Method::Wget, Method::Browser, Method::Globus, Method::Ascp];

/// Draws the get page.
pub fn get_page(app: &AppContext) -> Html {
    let nothing = app.selection.0.current().is_empty();
    let count = app.totals.files;
    // Until the files of rules are found, all of them may be.
    let gettable = match app.expansion {
        Expansion::Loading => count,
        _ => app.plans.totals().files,
    };
    let title = if nothing {
        "Get".to_owned()
    } else {
        text::get_title(gettable, count)
    };
    // One form for both, so that the menu stays open when another selection is chosen.
    html! {
        <>
            <Heading key="get" text={title} take_focus={app.navigation.moved} />
            { selections(app) }
            { if nothing { empty() } else { filled(app) } }
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

fn filled(app: &AppContext) -> Html {
    let tab = app.settings.tool;
    html! {
        <>
            { summary(app) }
            { rules(app) }
            { groups(app) }
            { mirror_status(app) }
            { companions(app) }
            if let Some(plan) = app.plans.main() {
                <Checksums key={plan.mirror.id.as_str()} plans={app.plans.clone()} />
            }
            { tabs(app) }
            <section class="panel" role="tabpanel" id={format!("panel-{}", text::tab_id(tab))} aria-labelledby={text::tab_id(tab)}>
                <p>{ text::tab_words(tab) }</p>
                { match tab {
                    Method::Browser => browser_panel(app),
                    Method::Wget => tool_panel(app, Tool::Wget),
                    Method::Globus => tool_panel(app, Tool::Globus),
                    Method::Ascp => tool_panel(app, Tool::Ascp),
                } }
            </section>
        </>
    }
}

/// Offers the index files that belong to the picked ones.
fn companions(app: &AppContext) -> Html {
    let missing: Vec<RemotePath> = app
        .selection
        .0
        .current()
        .paths()
        .flat_map(|path| app.known.catalogue.companions(path))
        .map(|file| file.file.path.clone())
        .filter(|path| !app.selection.0.current().contains(path))
        .collect();
    if missing.is_empty() {
        return Html::default();
    }
    let words = text::plural(missing.len(), "index file belongs", "index files belong");
    let onclick = {
        let selection = app.selection.dispatcher();
        Callback::from(move |_: MouseEvent| selection.dispatch(Action::add(missing.clone()).into()))
    };
    html! {
        <p class="offer">{ format!("{words} to these files; most tools need them beside the data.") }
            <button type="button" class="button" {onclick}>{ "Add them" }</button></p>
    }
}

fn tabs(app: &AppContext) -> Html {
    let open = TABS
        .iter()
        .position(|tab| *tab == app.settings.tool)
        .unwrap_or_default();
    let tabs: Vec<Tab> = TABS
        .iter()
        .map(|tab| Tab {
            id: text::tab_id(*tab).into(),
            label: text::tab_name(*tab).into(),
        })
        .collect();
    let settings = app.settings.dispatcher();
    let on_open = Callback::from(move |at: usize| {
        if let Some(tab) = TABS.get(at) {
            settings.dispatch(SettingsAction::Tool(*tab));
        }
    });
    html! { <TabList label="Ways to get the files" {tabs} {open} {on_open} /> }
}

fn tool_panel(app: &AppContext, tool: Tool) -> Html {
    html! {
        <>
            { options(app, tool) }
            <Commands key={tool.as_str()} plans={app.plans.clone()} {tool} />
        </>
    }
}

/// Draws the fields that a tool needs, each asked once and kept.
fn options(app: &AppContext, tool: Tool) -> Html {
    let options = &app.settings.options;
    let problems = options.problems();
    let draw = |mut field: Field, wanted: &[OptionError], set: fn(&mut PlanOptions, String)| {
        if let Some(problem) = problems.iter().find(|problem| wanted.contains(problem)) {
            field.note = text::problem_words(*problem);
            field.invalid = true;
        }
        let settings = app.settings.dispatcher();
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
            if tool == Tool::Ascp {
                { draw(field("aspera-key", "Key file for ascp", &options.aspera_key, text::KEY_NOTE, Some("aspera-keys")),
                    &[OptionError::KeyCharacter], |options, value| options.aspera_key = value) }
                { keys(app) }
            }
            if tool == Tool::Globus {
                { draw(field("globus-destination", "Your Globus collection", &options.globus_destination, text::GLOBUS_NOTE, None),
                    &[OptionError::GlobusDestinationNotAnId], |options, value| options.globus_destination = value) }
            }
        </div>
    }
}

/// Draws what is known of keys for `ascp`, also as suggestions for the field.
fn keys(app: &AppContext) -> Html {
    let keys = app.known.registry.aspera_keys();
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
