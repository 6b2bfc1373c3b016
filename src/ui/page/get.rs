//! The transfer plan of the selection: what, how large, what to know, and one tab for each way to get it.

use yew::prelude::*;

use crate::command::{Block, BlockKind, CommandText, Tool};
use crate::mirror::RemotePath;
use crate::plan::{OptionProblem, PlanOptions, TransferPlan};
use crate::selection::Action;
use crate::ui::component::{CodeBlock, FieldText, Heading, Tab, TabList};
use crate::ui::ports::use_ports;
use crate::ui::route::{Place, Route};
use crate::ui::state::{SettingsAction, ToolTab, use_known, use_selection, use_settings};
use crate::ui::text;

use super::frame::use_plan;
use super::get_browser::{BrowserPanel, Checksums};
use super::{use_announce, use_navigation};

/// The speed at which the time is shown: 100 Mbit/s.
const SPEED: u64 = 100_000_000;

/// The tabs in their order: the easiest for a few files first.
const TABS: [ToolTab; 4] = [ToolTab::Wget, ToolTab::Browser, ToolTab::Globus, ToolTab::Ascp];

/// The get page.
#[component]
pub fn GetPage() -> Html {
    let navigation = use_navigation();
    let selection = use_selection();
    let plan = use_plan();
    let count = selection.0.len();
    if count == 0 {
        return html! {
            <>
                <Heading text="Get" take_focus={navigation.moved} />
                <p class="empty">
                    { "No files are picked yet. " }
                    <a href={Route::to(Place::Files).href()}>{ "Search the files" }</a>{ " or " }
                    <a href={Route::to(Place::Browse).href()}>{ "browse a mirror" }</a>{ ", and tick what you need." }
                </p>
            </>
        };
    }
    html! {
        <>
            <Heading text={format!("Get {}", text::files(count))} take_focus={navigation.moved} />
            <Summary plan={plan.clone()} />
            <Companions />
            <Checksums plan={plan.clone()} />
            { warnings(&plan) }
            <Tools {plan} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PlanProps {
    plan: TransferPlan,
}

#[component]
fn Summary(props: &PlanProps) -> Html {
    let plan = &props.plan;
    let totals = plan.totals();
    let size = text::total_size(totals.bytes, totals.exact, totals.unknown_sizes, totals.files);
    let selection = use_selection();
    let remove = |path: &RemotePath| {
        let (selection, path) = (selection.dispatcher(), path.clone());
        Callback::from(move |_: MouseEvent| selection.dispatch(Action::Remove(vec![path.clone()])))
    };
    html! {
        <>
            <dl class="facts facts--wide">
                <div><dt>{ "Files" }</dt><dd>{ totals.files }</dd></div>
                <div><dt>{ "Size" }</dt><dd title={format!("{} bytes", text::count(totals.bytes))}>{ size }</dd></div>
                <div><dt>{ "Time at 100 Mbit/s" }</dt>
                    <dd>{ plan.seconds_at(SPEED).filter(|_| totals.bytes > 0).map_or_else(|| "–".to_owned(), text::duration) }</dd></div>
                <div><dt>{ "Checksums" }</dt><dd>{ format!("{} of {}", totals.with_md5, totals.files) }</dd></div>
                <div><dt>{ "From" }</dt><dd>{ &plan.mirror.name }</dd></div>
            </dl>
            <details class="picked">
                <summary>{ format!("Show {}", text::files(totals.files)) }</summary>
                <ul>
                    for item in &plan.items {
                        <li key={item.path.as_str()}>
                            <code>{ item.path.as_str() }</code>
                            <span class="quiet">{ item.size.map(|size| format!(" · {}", text::size(size))) }</span>
                            <button type="button" class="button button--small" onclick={remove(&item.path)}
                                aria-label={format!("Remove {}", item.path.name())}>{ "Remove" }</button>
                        </li>
                    }
                </ul>
            </details>
            if !plan.refused.is_empty() {
                <div class="warn">
                    <p>{ format!("{} cannot be part of a command:", text::files(plan.refused.len())) }</p>
                    <ul>for (path, reason) in &plan.refused {
                        <li><code>{ format!("{:?}", path.as_str()) }</code>{ format!(": {}", text::refusal_words(reason)) }</li>
                    }</ul>
                </div>
            }
        </>
    }
}

/// Offers the index files that belong to the picked ones.
#[component]
fn Companions() -> Html {
    let known = use_known();
    let selection = use_selection();
    let missing: Vec<RemotePath> = selection
        .0
        .paths()
        .flat_map(|path| known.catalogue.companions(path))
        .map(|file| file.file.path.clone())
        .filter(|path| !selection.0.contains(path))
        .collect();
    if missing.is_empty() {
        return Html::default();
    }
    let words = text::plural(missing.len(), "index file belongs", "index files belong");
    let onclick = {
        let selection = selection.dispatcher();
        Callback::from(move |_: MouseEvent| selection.dispatch(Action::Add(missing.clone())))
    };
    html! {
        <p class="offer">{ format!("{words} to these files; most tools need them beside the data.") }
            <button type="button" class="button" {onclick}>{ "Add them" }</button></p>
    }
}

fn warnings(plan: &TransferPlan) -> Html {
    if plan.warnings.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="warn" aria-label="What to know">
            for warning in &plan.warnings { <li>{ text::warning_words(warning) }</li> }
        </ul>
    }
}

/// The tabs with the open one's panel.
#[component]
fn Tools(props: &PlanProps) -> Html {
    let settings = use_settings();
    let open = TABS.iter().position(|tab| *tab == settings.tool).unwrap_or_default();
    let tabs: Vec<Tab> = TABS
        .iter()
        .map(|tab| Tab { id: text::tab_id(*tab).into(), label: text::tab_name(*tab).into() })
        .collect();
    let on_open = {
        let settings = settings.dispatcher();
        Callback::from(move |at: usize| {
            if let Some(tab) = TABS.get(at) {
                settings.dispatch(SettingsAction::Tool(*tab));
            }
        })
    };
    let tab = TABS[open];
    html! {
        <>
            <TabList label="Ways to get the files" {tabs} {open} {on_open} />
            <section class="panel" role="tabpanel" id={format!("panel-{}", text::tab_id(tab))} aria-labelledby={text::tab_id(tab)}>
                <p>{ text::tab_words(tab) }</p>
                { match tab {
                    ToolTab::Browser => html! { <BrowserPanel plan={props.plan.clone()} /> },
                    ToolTab::Wget => html! { <ToolPanel tool={Tool::Wget} plan={props.plan.clone()} /> },
                    ToolTab::Globus => html! { <ToolPanel tool={Tool::Globus} plan={props.plan.clone()} /> },
                    ToolTab::Ascp => html! { <ToolPanel tool={Tool::Ascp} plan={props.plan.clone()} /> },
                } }
            </section>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ToolPanelProps {
    tool: Tool,
    plan: TransferPlan,
}

#[component]
fn ToolPanel(props: &ToolPanelProps) -> Html {
    let command = use_memo((props.tool, props.plan.clone()), |(tool, plan)| tool.render(plan));
    html! {
        <>
            <Options tool={props.tool} />
            if let Some((label, url)) = &command.link {
                <p><a class="button button--primary" href={url.clone()} target="_blank" rel="noreferrer">{ label }</a></p>
            }
            { notes(&command) }
            <Blocks command={(*command).clone()} />
        </>
    }
}

fn notes(command: &CommandText) -> Html {
    if command.notes.is_empty() {
        return Html::default();
    }
    html! { <ul class="notes">for note in &command.notes { <li>{ text::note_words(note) }</li> }</ul> }
}

/// The fields that a tool needs, each asked once and kept.
#[component]
fn Options(props: &OptionsProps) -> Html {
    let settings = use_settings();
    let known = use_known();
    let options = &settings.options;
    let problems = options.problems();
    let change = |set: fn(&mut PlanOptions, String)| {
        let (settings, options) = (settings.dispatcher(), options.clone());
        Callback::from(move |value: String| {
            let mut options = options.clone();
            set(&mut options, value);
            settings.dispatch(SettingsAction::Options(options));
        })
    };
    let problem = |wanted: &[OptionProblem]| problems.iter().find(|problem| wanted.contains(problem)).copied();
    let folder = problem(&[OptionProblem::DestinationEmpty, OptionProblem::DestinationCharacter, OptionProblem::DestinationParent]);
    let field = |id: &'static str, label: &'static str, value: &str, note: &'static str, problem: Option<OptionProblem>, list: Option<&'static str>, on_input| {
        html! {
            <FieldText {id} {label} value={value.to_owned()} note={problem.map_or(note, text::problem_words)}
                invalid={problem.is_some()} list={list.map(AttrValue::from)} {on_input} />
        }
    };
    html! {
        <div class="options">
            { field("destination", "Folder for the files", &options.destination, text::DESTINATION_NOTE, folder, None,
                change(|options, value| options.destination = value)) }
            if props.tool == Tool::Ascp {
                { field("aspera-key", "Key file for ascp", &options.aspera_key, text::KEY_NOTE,
                    problem(&[OptionProblem::KeyCharacter]), Some("aspera-keys"), change(|options, value| options.aspera_key = value)) }
                <datalist id="aspera-keys">for key in known.registry.aspera_keys() { <option value={key.path.clone()} /> }</datalist>
                <details class="keys"><summary>{ "What is known about keys" }</summary>
                    <ul>for key in known.registry.aspera_keys() {
                        <li><code>{ &key.path }</code>{ format!(" ({}): {}", key.installed_by, key.note) }</li>
                    }</ul></details>
            }
            if props.tool == Tool::Globus {
                { field("globus-destination", "Your Globus collection", &options.globus_destination, text::GLOBUS_NOTE,
                    problem(&[OptionProblem::GlobusDestinationNotAnId]), None, change(|options, value| options.globus_destination = value)) }
            }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OptionsProps {
    tool: Tool,
}

#[derive(Clone, PartialEq, Properties)]
struct BlocksProps {
    command: CommandText,
}

/// The blocks with Copy and Save; what became of the last copying stands beside its button.
#[component]
fn Blocks(props: &BlocksProps) -> Html {
    let ports = use_ports();
    let announce = use_announce();
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
        let (ports, text, tell, task) = (ports.clone(), block.text.clone(), tell.clone(), task.clone());
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
            tell(at, match ports.save.save_text(&name, &text) {
                Ok(()) => format!("Saved as {name}"),
                Err(error) => text::save_fault(&error).what,
            });
        })
    };
    html! {
        for (at, block) in props.command.blocks.iter().enumerate() {
            <CodeBlock key={format!("{:?}-{at}", props.command.tool)} title={block.title.clone()} text={block.text.clone()}
                file_name={file_name(block, props.command.tool)}
                status={if said.0 == at { said.1.clone() } else { String::new() }}
                on_copy={copy(at, block)} on_save={save(at, file_name(block, props.command.tool), block)} />
        }
    }
}

/// Returns the name under which a block is saved.
fn file_name(block: &Block, tool: Tool) -> String {
    match &block.kind {
        BlockKind::File { name } => name.clone(),
        BlockKind::Command => format!("igsr-{}.sh", text::tool_id(tool)),
    }
}
