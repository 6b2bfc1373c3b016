//! The commands of one tool, with Copy and Save.

use std::rc::Rc;

use yew::prelude::*;

use crate::command::{Block, BlockKind, CommandText, Tool};
use crate::text;
use crate::ui::component::CodeBlock;
use crate::ui::state::loaded::use_latest_task;
use crate::ui::state::{use_announce, use_ports};

/// The most lines of a text that are shown: a browser takes long over the layout of more. Copy and Save take all.
const SHOWN: usize = 300;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct CommandViewProps {
    /// The commands. They can have megabytes: the same are the same `Rc`.
    pub(super) command: Rc<CommandText>,
}

/// The link, the notes and the blocks of a tool, each with the outcome of copying or saving it.
#[component]
pub(super) fn CommandView(props: &CommandViewProps) -> Html {
    let ports = use_ports();
    let announce = use_announce();
    let command = props.command.clone();
    let tool = command.tool;
    let shown = use_memo(command.clone(), |command| {
        let blocks = command.blocks.iter();
        blocks.map(|block| cut(&block.text)).collect::<Vec<_>>()
    });
    // The block that was copied or saved last, and what became of that.
    let outcome = use_state(|| (usize::MAX, String::new()));
    let task = use_latest_task(&ports);
    let report = {
        let outcome = outcome.setter();
        move |at: usize, words: String| {
            announce.emit(words.clone());
            outcome.set((at, words));
        }
    };
    let copy = |at: usize| {
        let (ports, command, report) = (ports.clone(), command.clone(), report.clone());
        let (task, is_cut) = (task.clone(), shown[at].1 > 0);
        Callback::from(move |()| {
            let written = ports.clipboard.write(&command.blocks[at].text);
            let report = report.clone();
            task.run(async move {
                let written = written.await;
                report(at, text::copied_words(written.is_ok(), is_cut).to_owned());
            });
        })
    };
    let save = |at: usize, name: String| {
        let (ports, command, report) = (ports.clone(), command.clone(), report.clone());
        Callback::from(move |()| {
            let saved = ports.save.save_text(&name, &command.blocks[at].text);
            let words = saved.map_or_else(
                |error| text::save_error(&error).what,
                |()| format!("Saved as {name}"),
            );
            report(at, words);
        })
    };
    html! {
        <>
            { head(&command) }
            for (at, block) in command.blocks.iter().enumerate() {
                <CodeBlock key={format!("{:?}-{at}", tool)} title={block.title.clone()} text={shown[at].0.clone()}
                    left={shown[at].1} file_name={file_name(block, at, tool)}
                    status={if outcome.0 == at { outcome.1.clone() } else { String::new() }}
                    on_copy={copy(at)} on_save={save(at, file_name(block, at, tool))} />
            }
        </>
    }
}

/// Draws the link and the notes.
fn head(command: &CommandText) -> Html {
    html! {
        <>
            if let Some((label, url)) = &command.link {
                <p><a class="button button--primary" href={url.clone()} target="_blank" rel="noreferrer">{ label.clone() }</a></p>
            }
            if !command.notes.is_empty() {
                <ul class="notes">for note in &command.notes { <li>{ text::note_words(note) }</li> }</ul>
            }
        </>
    }
}

/// Returns the first lines of a text, and how many are left.
fn cut(text: &str) -> (AttrValue, usize) {
    let left = text.lines().count().saturating_sub(SHOWN);
    let end = text.match_indices('\n').nth(SHOWN - 1);
    let end = end.filter(|_| left > 0).map_or(text.len(), |(end, _)| end);
    (text[..end].to_owned().into(), left)
}

/// Returns the name under which a block is saved.
fn file_name(block: &Block, at: usize, tool: Tool) -> String {
    match &block.kind {
        BlockKind::File { name } => name.clone(),
        BlockKind::Command if at == 0 => format!("igsr-{}.sh", tool.as_str()),
        BlockKind::Command => format!("igsr-{}-lists.sh", tool.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_line() {
        for lines in [1, SHOWN, SHOWN + 1, SHOWN + 2, 5_000] {
            for end in ["", "\n"] {
                let text = vec!["é"; lines].join("\n") + end;
                let (shown, left) = cut(&text);
                assert_eq!(left, lines.saturating_sub(SHOWN));
                assert_eq!(shown.lines().count(), lines.min(SHOWN));
                assert!(left > 0 || shown.as_str() == text);
            }
        }
    }
}
