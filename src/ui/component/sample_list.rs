//! The populations of a superpopulation with their numbers of samples, and the box into which names of samples are pasted.

use std::cmp::Reverse;

use yew::prelude::*;

use super::simple::{button, line, named_button};
use crate::catalogue::{PasteError, Pasted, Population, Superpopulation, Unknown};
use crate::text;
use crate::ui::route::{Page, Route};

/// Draws a heading with colour and sum, then a bar for each population; `largest` fills the bar.
pub fn population_list(group: &Superpopulation, populations: &[&Population], largest: u32) -> Html {
    let mut populations = populations.to_vec();
    populations.sort_by_key(|population| Reverse(samples(population)));
    html! {
        <section class="population-list" data-superpopulation={group.code.clone()}>
            <h3>
                <span class="swatch" aria-hidden="true"></span>{ format!("{} ", group.code) }
                <span class="quiet">{ format!("{} · {}", group.name, group.phase3.value) }</span>
            </h3>
            <ul>for population in populations { <li>{ population_bar(population, largest) }</li> }</ul>
        </section>
    }
}

fn population_bar(population: &Population, largest: u32) -> Html {
    html! {
        <a href={(Route { query: population.code.clone(), ..Route::to(Page::Populations) }).href()} title={population.description.clone()}>
            <code>{ population.code.clone() }</code>
            <span>
                { population.name.clone() }
                <meter class="population-list__bar" min="0" max={largest.to_string()}
                    value={samples(population).to_string()} aria-hidden="true"></meter>
            </span>
            <span class="num">{ samples(population).to_string() }</span>
        </a>
    }
}

/// Returns the number of phase 3 samples.
pub fn samples(population: &Population) -> u32 {
    population
        .samples
        .get("phase3")
        .copied()
        .unwrap_or_default()
}

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
