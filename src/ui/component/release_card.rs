//! A main release with what decides for or against it.

use yew::prelude::*;

use crate::catalogue::{Count, Fact, Release};
use crate::mirror::RemotePath;
use crate::text;
use crate::ui::route::Route;

/// Draws name, date, assembly, counts, caveat, citation, and the ways on; `readme_url` is on the chosen mirror, `gone` says what
/// that lacks.
pub fn release_card(release: &Release, readme_url: Option<String>, gone: Html) -> Html {
    let directory = release
        .directories
        .first()
        .map_or_else(RemotePath::root, |fact| fact.value.clone());
    html! {
        <article class="release-card" aria-labelledby={format!("release-{}", release.id)}>
            <header class="release-card__head">
                <h3 id={format!("release-{}", release.id)}>{ release.name.clone() }</h3>
                <span class="quiet">{ format!("{} · {}", release.published.value, release.assembly.value) }</span>
            </header>
            { gone }
            <dl class="facts">
                <div><dt>{ "samples" }</dt><dd>{ counts(&release.samples) }</dd></div>
                <div><dt>{ "populations" }</dt><dd>{ counts(&release.populations) }</dd></div>
                <div><dt>{ release.variants.first().and_then(|fact| fact.label.clone()).unwrap_or_else(|| "variants".to_owned()) }</dt>
                    <dd>{ release.variants.first().map(|fact| fact.value.clone()).unwrap_or_default() }</dd></div>
            </dl>
            <p class="note">{ release.summary.clone() }</p>
            if let Some(caveat) = release.caveats.first() {
                <p class="note">{ caveat.value.clone() }</p>
            }
            <div class="actions">
                <a class="button button--primary" href={Route::search(release.id.clone()).href()}>{ "Files" }</a>
                <a class="button" href={Route::directory(directory).href()}>{ "Browse directory" }</a>
                if let Some(url) = readme_url {
                    <a class="button" href={url} target="_blank" rel="noreferrer">{ "README" }</a>
                }
            </div>
            <details class="release-card__more">
                <summary>{ "Samples, variants, citation, caveats" }</summary>
                { details(release) }
            </details>
        </article>
    }
}

/// Writes the counts that stand for the release: `2,504`, or `179 + 6 + 697` where it has parts.
fn counts(facts: &[Fact<Count>]) -> String {
    let parts: Vec<&Fact<Count>> = match facts {
        // A release with one call set: later facts explain other counts of the same people.
        [first, ..]
            if first
                .label
                .as_deref()
                .is_none_or(|label| !label.contains("pilot")) =>
        {
            vec![first]
        }
        _ => facts.iter().collect(),
    };
    parts
        .iter()
        .map(|fact| count(fact.value))
        .collect::<Vec<_>>()
        .join(" + ")
}

/// Writes a count, or its bounds where sources differ.
pub(crate) fn count(count: Count) -> String {
    match count {
        Count::Exactly(number) => text::count(u64::from(number)),
        Count::Between(least, most) => {
            format!(
                "{} to {}",
                text::count(u64::from(least)),
                text::count(u64::from(most))
            )
        }
    }
}

fn details(release: &Release) -> Html {
    html! {
        <>
            <ul>
                for fact in &release.samples { <li>{ line(fact, &format!("{} samples", count(fact.value))) }</li> }
                for fact in &release.variants { <li>{ line(fact, &fact.value) }</li> }
                <li>{ line(&release.contigs, &format!("chromosomes are named {}", release.contigs.value)) }</li>
                if let Some(size) = &release.size { <li>{ line(size, &format!("size: {}", size.value)) }</li> }
            </ul>
            <ul>
                for caveat in &release.caveats { <li>{ line(caveat, &caveat.value) }</li> }
            </ul>
            <p class="note">{ release.reuse.value.clone() }</p>
            <p class="note">
                { "Cite: " }<a href={release.citation.url.clone()} target="_blank" rel="noreferrer">{ release.citation.text.clone() }</a>
            </p>
        </>
    }
}

/// Writes a fact with its label, its note and what other sources say.
fn line<T>(fact: &Fact<T>, value: &str) -> String {
    let label = fact
        .label
        .as_ref()
        .map_or_else(String::new, |label| format!(" ({label})"));
    let note = fact
        .note
        .as_ref()
        .map_or_else(String::new, |note| format!(". {note}"));
    let disputed = fact
        .disputed
        .as_ref()
        .map_or_else(String::new, |other| format!(" Sources differ: {other}"));
    format!("{value}{label}{note}{disputed}")
}
