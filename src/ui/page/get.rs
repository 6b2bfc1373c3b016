//! The transfer plans of the selection, with one tab for each way to get the files.

use yew::prelude::*;

use crate::command::{Block, BlockKind, CommandText, Tool};
use crate::mirror::RemotePath;
use crate::plan::{OptionProblem, PlanOptions};
use crate::selection::Action;
use crate::ui::component::{CodeBlock, Field, Heading, Tab, TabList, field_text};
use crate::ui::route::{Place, Route};
use crate::ui::state::{AppContext, Expansion, SettingsAction, ToolTab, use_app};
use crate::ui::text;

use super::get_browser::{Checksums, browser_panel};
use super::get_files::{groups, rules, selections, summary};
use super::mirror_status::mirror_status;

/// The tabs in their order: the easiest for a few files first.
const TABS: [ToolTab; 4] = [
    ToolTab::Wget,
    ToolTab::Browser,
    ToolTab::Globus,
    ToolTab::Ascp,
];

/// Draws the get page.
pub fn get_page(app: &AppContext) -> Html {
    let count = app.totals.files;
    let selection = app.selection.0.current();
    if selection.is_empty() {
        return html! {
            <>
                <Heading key="get" text="Get" take_focus={app.navigation.moved} />
                <p class="empty">
                    { "No files are picked yet. " }
                    <a href={Route::to(Place::Files).href()}>{ "Search the files" }</a>{ " or " }
                    <a href={Route::to(Place::Browse).href()}>{ "browse a mirror" }</a>{ ", and tick what you need." }
                </p>
                { selections(app) }
            </>
        };
    }
    // Until the files of rules are found, all of them may be.
    let gettable = match app.expansion {
        Expansion::Loading => count,
        _ => app.plans.totals().files,
    };
    let tab = app.settings.tool;
    html! {
        <>
            <Heading key="get" text={text::get_title(gettable, count)} take_focus={app.navigation.moved} />
            { selections(app) }
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
                    ToolTab::Browser => browser_panel(app),
                    ToolTab::Wget => tool_panel(app, Tool::Wget),
                    ToolTab::Globus => tool_panel(app, Tool::Globus),
                    ToolTab::Ascp => tool_panel(app, Tool::Ascp),
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
    let command = tool.render(app.plans.all());
    html! {
        <>
            { options(app, tool) }
            if let Some((label, url)) = &command.link {
                <p><a class="button button--primary" href={url.clone()} target="_blank" rel="noreferrer">{ label.clone() }</a></p>
            }
            { notes(&command) }
            <Blocks key={tool.as_str()} {command} />
        </>
    }
}

fn notes(command: &CommandText) -> Html {
    if command.notes.is_empty() {
        return Html::default();
    }
    html! { <ul class="notes">for note in &command.notes { <li>{ text::note_words(note) }</li> }</ul> }
}

/// Draws the fields that a tool needs, each asked once and kept.
fn options(app: &AppContext, tool: Tool) -> Html {
    let options = &app.settings.options;
    let problems = options.problems();
    let draw = |mut field: Field, wanted: &[OptionProblem], set: fn(&mut PlanOptions, String)| {
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
                &[OptionProblem::DestinationEmpty, OptionProblem::DestinationCharacter, OptionProblem::DestinationParent],
                |options, value| options.destination = value) }
            if tool == Tool::Ascp {
                { draw(field("aspera-key", "Key file for ascp", &options.aspera_key, text::KEY_NOTE, Some("aspera-keys")),
                    &[OptionProblem::KeyCharacter], |options, value| options.aspera_key = value) }
                { keys(app) }
            }
            if tool == Tool::Globus {
                { draw(field("globus-destination", "Your Globus collection", &options.globus_destination, text::GLOBUS_NOTE, None),
                    &[OptionProblem::GlobusDestinationNotAnId], |options, value| options.globus_destination = value) }
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

#[derive(Clone, PartialEq, Properties)]
struct BlocksProps {
    command: CommandText,
}

/// The blocks with Copy and Save; what became of the last copying stands beside its button.
#[component]
fn Blocks(props: &BlocksProps) -> Html {
    let app = use_app();
    let (ports, announce) = (app.ports.clone(), app.announce.clone());
    let said = use_state(|| (usize::MAX, String::new()));
    let task = use_mut_ref(|| None);
    let tell = {
        let said = said.setter();
        move |at: usize, words: String| {
            announce.emit(words.clone());
            said.set((at, words));
        }
    };
    let copy = |at: usize, block: &Block| {
        let (ports, text, tell, task) = (
            ports.clone(),
            block.text.clone(),
            tell.clone(),
            task.clone(),
        );
        Callback::from(move |()| {
            let written = ports.clipboard.write(&text);
            let tell = tell.clone();
            *task.borrow_mut() = Some(ports.spawner.spawn(Box::pin(async move {
                tell(at, match written.await {
                    Ok(()) => "Copied".to_owned(),
                    Err(_) => "Not copied: the browser does not allow it. The text is selected, copy it with Ctrl+C.".to_owned(),
                });
            })));
        })
    };
    let save = |at: usize, name: String, block: &Block| {
        let (ports, text, tell) = (ports.clone(), block.text.clone(), tell.clone());
        Callback::from(move |()| {
            tell(
                at,
                match ports.save.save_text(&name, &text) {
                    Ok(()) => format!("Saved as {name}"),
                    Err(error) => text::save_fault(&error).what,
                },
            );
        })
    };
    html! {
        for (at, block) in props.command.blocks.iter().enumerate() {
            <CodeBlock key={format!("{:?}-{at}", props.command.tool)} title={block.title.clone()} text={block.text.clone()}
                file_name={file_name(block, at, props.command.tool)}
                status={if said.0 == at { said.1.clone() } else { String::new() }}
                on_copy={copy(at, block)} on_save={save(at, file_name(block, at, props.command.tool), block)} />
        }
    }
}

/// Returns the name under which a block is saved.
fn file_name(block: &Block, at: usize, tool: Tool) -> String {
    match &block.kind {
        BlockKind::File { name } => name.clone(),
        BlockKind::Command if at == 0 => format!("igsr-{}.sh", tool.as_str()),
        BlockKind::Command => format!("igsr-{}-lists.sh", tool.as_str()),
    }
}
