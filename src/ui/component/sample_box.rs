//! The box into which names of samples and codes are pasted.

use yew::prelude::*;

use crate::catalogue::{PasteError, Pasted, Unknown};
use crate::text;

use super::simple::{button, line, named_button};

/// Most unknown entries that are listed at once.
const LISTED: usize = 50;

/// Draws the box, what was understood of its text, and what was not. The text itself is the element's, as it can be long.
pub fn sample_box(
    node: &NodeRef,
    read: Option<&Result<Pasted, PasteError>>,
    on_look: Callback<MouseEvent>,
    on_replace: &Callback<(String, String)>,
) -> Html {
    html! {
        <section class="sample-box" aria-labelledby="paste">
            <h2 id="paste"><label for="sample-names">{ "Paste sample names or codes" }</label></h2>
            <textarea id="sample-names" ref={node.clone()} rows="4" spellcheck="false" autocomplete="off" autocapitalize="off"
                aria-describedby="sample-names-note" placeholder="NA12878 HG00096 GBR" />
            <div class="sample-box__beside">
                <p id="sample-names-note" class="note">{ text::PASTE_NOTE }</p>
                { button("button", "Find these samples", on_look) }
            </div>
            <div role="status">if let Some(read) = read { { line(tone(read), text::pasted_words(read)) } }</div>
            if let Some(Ok(pasted)) = read { { unknown(&pasted.unknown, on_replace) } }
        </section>
    }
}

fn tone(read: &Result<Pasted, PasteError>) -> &'static str {
    match read {
        Ok(pasted) if pasted.unknown.is_empty() => "note",
        _ => "warn",
    }
}

/// Lists the unknown entries, each with what may be meant.
fn unknown(entries: &[Unknown], on_replace: &Callback<(String, String)>) -> Html {
    if entries.is_empty() {
        return Html::default();
    }
    let suggestion = |entry: &Unknown, by: &String| {
        let (text, by) = (entry.text.clone(), by.clone());
        let name = format!("{by} in the place of {text}");
        let label = by.clone();
        let on_click = on_replace.reform(move |_: MouseEvent| (text.clone(), by.clone()));
        named_button("button button--small", label, name, on_click)
    };
    html! {
        <>
            <ul class="sample-box__unknown" aria-label="Not known">
                for entry in entries.iter().take(LISTED) {
                    <li key={entry.text.clone()}>
                        <code>{ entry.text.clone() }</code>
                        if !entry.suggestions.is_empty() {
                            <span class="quiet">{ "Meant:" }</span>
                            for by in &entry.suggestions { { suggestion(entry, by) } }
                        }
                    </li>
                }
            </ul>
            if let Some(more) = entries.len().checked_sub(LISTED).filter(|more| *more > 0) {
                { line("note", text::more_unknown(more)) }
            }
        </>
    }
}
