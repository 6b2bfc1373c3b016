//! The commands and files of one tool, with Copy and Save.

use std::rc::Rc;

use yew::prelude::*;

use crate::text;
use crate::ui::component::{CodeBlock, button};
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
}

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
    // What was copied or saved last, and what became of that.
    let outcome = use_state(|| (None, String::new()));
    let task = use_latest_task(&ports);
    let report = {
        let outcome = outcome.setter();
        move |wanted: Wanted, words: String| {
            announce.emit(words.clone());
            outcome.set((Some(wanted), words));
        }
    };
    let copy = |at: usize| {
        let (ports, output) = (ports.clone(), output.clone());
        let (task, report) = (task.clone(), report.clone());
        Callback::from(move |()| {
            let block = &output.blocks[at];
            let is_cut = block.lines_left > 0;
            // Some browsers let a page write only at once upon a click.
            let whole = (!is_cut).then(|| ports.clipboard.write(&block.shown));
            let (ports, output, report) = (ports.clone(), output.clone(), report.clone());
            task.run(async move {
                let written = match whole {
                    Some(written) => written.await.is_ok(),
                    None => copy_all(&ports, output.number, at).await,
                };
                let words = text::copied_words(written, is_cut).to_owned();
                report(Wanted::Block(at), words);
            });
        })
    };
    let save = |wanted: Wanted, name: String| {
        let (ports, output) = (ports.clone(), output.clone());
        let (task, report) = (task.clone(), report.clone());
        Callback::from(move |()| {
            let (ports, output) = (ports.clone(), output.clone());
            let (name, report) = (name.clone(), report.clone());
            task.run(async move {
                let words = match save_as(&ports, &output, wanted, &name).await {
                    Ok(Ok(())) => format!("Saved as {name}"),
                    Ok(Err(error)) => text::save_error(&error).what,
                    Err(error) => error.to_string(),
                };
                report(wanted, words);
            });
        })
    };
    let status = |wanted: Wanted| match &*outcome {
        (Some(of), words) if *of == wanted => words.clone(),
        _ => String::new(),
    };
    let saving = |wanted: Wanted, name: String, label: String| {
        let on_save = save(wanted, name);
        html! {
            <>
                { button("button", label, on_save.reform(|_: MouseEvent| ())) }
                <span class="code-block__status">{ status(wanted) }</span>
            </>
        }
    };
    html! {
        <>
            { head(&output) }
            if !props.name.is_empty() {
                <p class="actions">
                    if output.archived > 0 { { saving(Wanted::Archive, format!("{}.tar", props.name), text::save_all(output.archived)) } }
                    { saving(Wanted::Manifest, text::transfer::MANIFEST_NAME.to_owned(), text::SAVE_MANIFEST.to_owned()) }
                </p>
            }
            for (at, block) in output.blocks.iter().enumerate() {
                <CodeBlock key={format!("{}-{at}", props.name)} title={block.title.clone()} text={block.shown.clone()}
                    left={block.lines_left} file_name={block.file_name.clone()} status={status(Wanted::Block(at))}
                    on_copy={copy(at)} on_save={save(Wanted::Block(at), block.file_name.clone())} />
            }
        </>
    }
}

/// Copies a text that is not shown whole; returns whether that is done.
async fn copy_all(ports: &AppPorts, output: u32, at: usize) -> bool {
    let mut bytes = Vec::new();
    let text = u32::try_from(at).unwrap_or(u32::MAX);
    let take = |piece: &[u8]| bytes.extend_from_slice(piece);
    let is_read = ports.plan.text(output, text, take).await.is_ok();
    match String::from_utf8(bytes) {
        Ok(text) if is_read => ports.clipboard.write(&text).await.is_ok(),
        _ => false,
    }
}

/// Saves a text, piece by piece, so that a large one is never whole in the program's memory.
async fn save_as(
    ports: &AppPorts,
    output: &Output,
    wanted: Wanted,
    name: &str,
) -> Result<Result<(), crate::port::SaveError>, PlanError> {
    let number = output.number;
    let text = match wanted {
        Wanted::Block(at) if output.blocks[at].lines_left == 0 => {
            return Ok(ports.save.save_text(name, &output.blocks[at].shown));
        }
        Wanted::Block(at) => u32::try_from(at).unwrap_or(u32::MAX),
        Wanted::Archive => ports.plan.archive(number).await?,
        Wanted::Manifest => ports.plan.manifest(number).await?,
    };
    let mut file = ports.save.begin();
    let take = |piece: &[u8]| file.push(piece);
    ports.plan.text(number, text, take).await?;
    Ok(file.save(name))
}

/// Draws the link and the notes.
fn head(output: &Output) -> Html {
    html! {
        <>
            if let Some((label, url)) = &output.link {
                <p><a class="button button--primary" href={url.clone()} target="_blank" rel="noreferrer">{ label.clone() }</a></p>
            }
            if !output.notes.is_empty() {
                <ul class="notes">for note in &output.notes { <li>{ note.clone() }</li> }</ul>
            }
        </>
    }
}
