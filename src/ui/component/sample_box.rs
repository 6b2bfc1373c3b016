//! The box into which names of samples and codes are pasted.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{button, line, named_button};
use crate::catalogue::{
    Catalogue, PasteError, Pasted, SampleFilter, SampleList, Unknown, read_names, replace_entry,
};
use crate::ui::text;

/// Most unknown entries that are listed at once.
const LISTED: usize = 50;

/// Properties of [`SampleBox`].
#[derive(Clone, PartialEq, Properties)]
pub struct SampleBoxProps {
    /// The samples.
    pub samples: Rc<SampleList>,
    /// The populations.
    pub catalogue: Rc<Catalogue>,
    /// The user wants what was pasted: populations, superpopulations or names.
    pub on_filter: Callback<SampleFilter>,
}

/// The box, what was understood of its text, and what was not.
#[component]
pub fn SampleBox(props: &SampleBoxProps) -> Html {
    let node = use_node_ref();
    let read = use_state(|| None);
    let look = {
        let (node, props, read) = (node.clone(), props.clone(), read.setter());
        Callback::from(move |()| {
            let text = node.cast::<HtmlTextAreaElement>();
            let text = text.map(|area| area.value()).unwrap_or_default();
            let table = props.catalogue.populations();
            let pasted = read_names(&text, &props.samples, table);
            if let Ok(pasted) = &pasted {
                let filter = pasted.filter(&props.samples, table);
                if !filter.is_empty() {
                    props.on_filter.emit(filter);
                }
            }
            read.set(Some(pasted));
        })
    };
    let on_replace = {
        let (node, look) = (node.clone(), look.clone());
        Callback::from(move |(entry, by): (String, String)| {
            if let Some(area) = node.cast::<HtmlTextAreaElement>() {
                area.set_value(&replace_entry(&area.value(), &entry, &by));
                // The button that was pressed goes away. A box that cannot take the focus leaves it where it was.
                let _ = area.focus();
            }
            look.emit(());
        })
    };
    let on_look = look.reform(|_: MouseEvent| ());
    html! {
        <section class="sample-box" aria-labelledby="paste">
            <h2 id="paste"><label for="sample-names">{ "Paste sample names or codes" }</label></h2>
            <textarea id="sample-names" ref={node} rows="4" spellcheck="false" autocomplete="off" autocapitalize="off"
                aria-describedby="sample-names-note" placeholder="NA12878 HG00096 GBR" />
            <p id="sample-names-note" class="note">{ text::PASTE_NOTE }</p>
            <div class="actions">{ button("button", "Find these samples", on_look) }</div>
            <div role="status">if let Some(read) = &*read { { line(tone(read), text::pasted_words(read)) } }</div>
            if let Some(Ok(pasted)) = &*read { { unknown(&pasted.unknown, &on_replace) } }
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
            <h3>{ "Not known" }</h3>
            <ul class="sample-box__unknown">
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
