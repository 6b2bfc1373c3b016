//! A text to copy or save, shown exactly as it is copied.

use web_sys::Node;
use yew::prelude::*;

use crate::text::{self, is_hidden, visible};

/// Properties of [`CodeBlock`].
#[derive(Clone, PartialEq, Properties)]
pub struct CodeBlockProps {
    /// The heading.
    pub title: AttrValue,
    /// The text, or its first lines.
    pub text: AttrValue,
    /// Number of lines that are not shown.
    pub left: usize,
    /// The file name for Save.
    pub file_name: AttrValue,
    /// Whether it may be copied and saved, or is being written anew.
    #[prop_or(true)]
    pub is_ready: bool,
    /// The outcome of the last copying, shown beside the button.
    pub status: AttrValue,
    /// Copies the text.
    pub on_copy: Callback<()>,
    /// Saves the text.
    pub on_save: Callback<()>,
}

/// A block with heading, Copy and Save.
#[component]
pub fn CodeBlock(props: &CodeBlockProps) -> Html {
    let shown = use_node_ref();
    let onclick = {
        let on_copy = props.on_copy.clone();
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| {
            select(&shown);
            on_copy.emit(());
        })
    };
    html! {
        <section class="code-block" aria-label={props.title.clone()}>
            <header class="code-block__bar">
                <h2>{ &props.title }</h2>
                <span class="code-block__status">{ &props.status }</span>
                <button type="button" class="button" disabled={!props.is_ready} {onclick}>{ "Copy" }</button>
                <button type="button" class="button" disabled={!props.is_ready} title={format!("Save as {}", props.file_name)}
                    onclick={props.on_save.reform(|_: MouseEvent| ())}>{ "Save" }</button>
            </header>
            <pre ref={shown} class="code-block__text" tabindex="0" aria-label={format!("{}: text", props.title)}>{ exact(&props.text) }</pre>
            if props.left > 0 { <p class="note">{ text::lines_left(props.left) }</p> }
        </section>
    }
}

/// Draws a text unchanged, so that a manual copy is exact. CSS displays an escape before each hidden character; generated content
/// is not part of a copy.
fn exact(text: &str) -> Html {
    let is_marked = |letter: char| letter != '\n' && is_hidden(letter);
    if !text.contains(is_marked) {
        return html! { { text.to_owned() } };
    }
    let pieces = text.split_inclusive(is_marked);
    pieces
        .map(|piece| {
            let hidden = piece.chars().next_back().filter(|last| is_marked(*last));
            let shown = &piece[..piece.len() - hidden.map_or(0, char::len_utf8)];
            html! {
                <>
                    { shown.to_owned() }
                    if let Some(hidden) = hidden {
                        <span class="hidden-character" data-escape={visible(&hidden.to_string()).into_owned()}>{ hidden.to_string() }</span>
                    }
                </>
            }
        })
        .collect()
}

/// Selects the text, so that the user's own copying works where the clipboard is denied.
fn select(text: &NodeRef) {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    if let (Some(selection), Some(node)) = (selection, text.cast::<Node>()) {
        // A text that cannot be selected is still shown.
        let _ = selection.select_all_children(&node);
    }
}
