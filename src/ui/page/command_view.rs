//! The commands and files of one tool, with Copy and Save.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::port::SaveError;
use crate::text;
use crate::ui::component::CodeBlock;
use crate::ui::page::newest::of_newest;
use crate::ui::ports::AppPorts;
use crate::ui::state::loaded::use_latest_task;
use crate::ui::state::{use_announce, use_ports};
use crate::worker::plan::{Output, PlanError};

#[derive(Clone, PartialEq, Properties)]
pub(super) struct CommandViewProps {
    /// The beginnings of the texts. A worker has what is not shown.
    pub(super) output: Rc<Output>,
    /// The name under which all files are saved as an archive, without extension.
    #[prop_or_default]
    pub(super) name: AttrValue,
    /// Whether it is of the newest plan; what is asked for before waits for that one.
    #[prop_or(true)]
    pub(super) is_ready: bool,
}

/// The output that is shown, for what began with an older one.
type Newest = Rc<RefCell<Rc<Output>>>;

/// What is saved.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Block(usize),
    Archive,
    Manifest,
}

/// The link, the notes and the blocks of a tool, each with the outcome of copying or saving it.
#[component]
pub(super) fn CommandView(props: &CommandViewProps) -> Html {
    let ports = use_ports();
    let announce = use_announce();
    let output = props.output.clone();
    let newest: Newest = use_mut_ref(|| output.clone());
    newest.replace(output.clone());
    // What was copied or saved last, what became of that, and the blocks as they were then.
    let outcome = use_state(|| None::<(Wanted, String, Rc<Output>)>);
    let task = use_latest_task(&ports);
    let report = {
        let (outcome, newest) = (outcome.setter(), newest.clone());
        move |wanted: Wanted, words: String| {
            announce.emit(words.clone());
            outcome.set(Some((wanted, words, newest.borrow().clone())));
        }
    };
    let copy = |at: usize| {
        let (ports, output, newest) = (ports.clone(), output.clone(), newest.clone());
        let (task, report) = (task.clone(), report.clone());
        Callback::from(move |()| {
            let block = &output.blocks[at];
            let is_cut = block.lines_left > 0;
            // Some browsers let a page write only at once upon a click.
            let whole = (!is_cut).then(|| ports.clipboard.write(&block.shown));
            let (ports, newest, report) = (ports.clone(), newest.clone(), report.clone());
            task.run(async move {
                let written = match whole {
                    Some(written) => Ok(written.await.is_ok()),
                    None => copy_all(&ports, &newest, at).await,
                };
                let words = match written {
                    Ok(is_written) => text::copied_words(is_written, is_cut).to_owned(),
                    Err(error) => error.to_string(),
                };
                report(Wanted::Block(at), words);
            });
        })
    };
    let save = |wanted: Wanted, name: String| {
        let (ports, newest) = (ports.clone(), newest.clone());
        let (task, report) = (task.clone(), report.clone());
        Callback::from(move |()| {
            let (ports, newest) = (ports.clone(), newest.clone());
            let (name, report) = (name.clone(), report.clone());
            task.run(async move {
                let words = match save_as(&ports, &newest, wanted, &name).await {
                    Ok(Ok(())) => format!("Saved as {name}"),
                    Ok(Err(error)) => text::save_error(&error).what,
                    Err(error) => error.to_string(),
                };
                report(wanted, words);
            });
        })
    };
    let status = |wanted: Wanted| match &*outcome {
        // What was copied before the text became another one is not said of that.
        Some((of, words, then)) if *of == wanted && then.blocks == output.blocks => words.clone(),
        _ => String::new(),
    };
    let saving = |wanted: Wanted, name: String, label: String| {
        let on_save = save(wanted, name);
        html! {
            <>
                <button type="button" class="button" disabled={!props.is_ready} onclick={on_save.reform(|_: MouseEvent| ())}>{ label }</button>
                <span class="code-block__status">{ status(wanted) }</span>
            </>
        }
    };
    let beside = html! {
        <div key="beside">
            if !output.notes.is_empty() {
                <ul class="notes">for note in &output.notes { <li>{ note.clone() }</li> }</ul>
            }
            if !props.name.is_empty() {
                <p class="actions">
                    if output.archived > 0 { { saving(Wanted::Archive, format!("{}.tar", props.name), text::save_all(output.archived)) } }
                    { saving(Wanted::Manifest, text::transfer::MANIFEST_NAME.to_owned(), text::SAVE_MANIFEST.to_owned()) }
                </p>
            }
        </div>
    };
    html! {
        <>
            if let Some((label, url)) = &output.link {
                <p><a class="button button--primary" href={url.clone()} target="_blank" rel="noreferrer">{ label.clone() }</a></p>
            }
            for (at, block) in output.blocks.iter().enumerate() {
                <CodeBlock key={format!("{}-{at}", props.name)} title={block.title.clone()} text={block.shown.clone()}
                    left={block.lines_left} file_name={block.file_name.clone()} is_ready={props.is_ready} status={status(Wanted::Block(at))}
                    on_copy={copy(at)} on_save={save(Wanted::Block(at), block.file_name.clone())} />
                // Below what most people copy, and above what they save with the rest.
                if at == 0 { { beside.clone() } }
            }
            if output.blocks.is_empty() { { beside } }
        </>
    }
}

/// Copies a text that is not shown whole; returns whether the browser took it.
async fn copy_all(ports: &AppPorts, newest: &Newest, at: usize) -> Result<bool, PlanError> {
    let text = u32::try_from(at).unwrap_or(u32::MAX);
    let read = || async {
        let number = newest.borrow().number;
        let mut bytes = Vec::new();
        let take = |piece: &[u8]| bytes.extend_from_slice(piece);
        ports.plan.text(number, text, take).await?;
        Ok(bytes)
    };
    let bytes = of_newest(&*ports.clock, read).await?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(ports.clipboard.write(&text).await.is_ok()),
        Err(_) => Ok(false),
    }
}

/// Saves a text, piece by piece, so that a large one is never whole in the program's memory.
async fn save_as(
    ports: &AppPorts,
    newest: &Newest,
    wanted: Wanted,
    name: &str,
) -> Result<Result<(), SaveError>, PlanError> {
    let read = || async {
        let output = newest.borrow().clone();
        let mut file = ports.save.begin();
        let text = match wanted {
            Wanted::Block(at) => match output.blocks.get(at) {
                Some(block) if block.lines_left == 0 => {
                    file.push(block.shown.as_bytes());
                    return Ok(file);
                }
                _ => u32::try_from(at).unwrap_or(u32::MAX),
            },
            Wanted::Archive => ports.plan.archive(output.number).await?,
            Wanted::Manifest => ports.plan.manifest(output.number).await?,
        };
        let take = |piece: &[u8]| file.push(piece);
        ports.plan.text(output.number, text, take).await?;
        Ok(file)
    };
    let file = of_newest(&*ports.clock, read).await?;
    Ok(file.save(name))
}
