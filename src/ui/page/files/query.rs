//! What the page says of the query: its mistake, how it was read, and its filters.

use std::convert::Infallible;
use std::ops::Range;

use yew::prelude::*;

use crate::search::{FileQuery, Note, QueryError, Term, Test};
use crate::text;
use crate::ui::component::filter_chips;
use crate::ui::ports::AppPorts;
use crate::ui::route::Route;
use crate::ui::state::loaded::use_loaded;

use super::context::FilesContext;

/// Milliseconds of silence after which a mistake in an unfinished query is shown.
const SETTLED_AFTER: u32 = 2_000;

/// Most values of one field that stand as filters of their own.
const MOST_VALUES: usize = 12;

/// Draws what is wrong with a query, with the place marked.
pub(super) fn problem_view(typed: &str, problem: &QueryError) -> Html {
    let span = problem.span.clone();
    let part = |range: Range<usize>| typed.get(range).unwrap_or_default().to_owned();
    html! {
        <p class="warn query-problem" role="status">
            <code>{ part(0..span.start) }<mark>{ part(span.clone()) }</mark>{ part(span.end..typed.len()) }</code>
            { " " }{ text::sentence(problem) }{ " Try " }{ problem.remedy() }{ "." }
        </p>
    }
}

/// Says how the query was read, each note with a way to have it otherwise.
pub(super) fn notes_view(page: &FilesContext) -> Html {
    let Some(found) = page.search.last() else {
        return Html::default();
    };
    let notes = found.result.notes.iter();
    html! { { for notes.map(|note| {
        let otherwise = otherwise(&page.query, note).map(|(label, query)| {
            let route = Route { query: query.to_string(), row: 0, ..page.navigation.route.clone() };
            html! { <a href={route.href()}>{ label }</a> }
        });
        html! { <span class="quiet">{ text::search_note(note) }{ " " }{ otherwise.unwrap_or_default() }</span> }
    }) } }
}

/// Returns the query that a note leads to.
fn otherwise(query: &FileQuery, note: &Note) -> Option<(String, FileQuery)> {
    let mut next = query.clone();
    match note {
        Note::Ignored(words) => {
            for word in words {
                insist(&mut next, word);
            }
            Some(("Search with them".to_owned(), next))
        }
        Note::Corrected { typed, .. } => {
            insist(&mut next, typed);
            Some((format!("Search for “{typed}” as typed"), next))
        }
        Note::Without { term, .. } => {
            next.terms.retain(|other| other.to_string() != *term);
            Some(("Show them".to_owned(), next))
        }
        Note::NoIndexes => None,
        Note::Unknown { field, value, near } => {
            let near = near.as_ref()?;
            let next = next.with_value(*field, value, false);
            Some((
                format!("Search for {near}"),
                next.with_value(*field, near, true),
            ))
        }
    }
}

/// Puts a word in quotes, so that it is looked for as typed.
fn insist(query: &mut FileQuery, word: &str) {
    for Term { test, .. } in &mut query.terms {
        if let Test::Text(text) = test
            && text.eq_ignore_ascii_case(word)
        {
            *test = Test::Phrase(std::mem::take(text));
        }
    }
}

/// Draws the terms that are more than words.
pub(super) fn chips_view(page: &FilesContext) -> Html {
    let mut labels = Vec::new();
    let mut without = Vec::new();
    for (place, term) in page.query.terms.iter().enumerate() {
        let rest = |change: &dyn Fn(&mut FileQuery)| {
            let mut query = (*page.query).clone();
            change(&mut query);
            query
        };
        match &term.test {
            Test::Text(_) if !term.negated => {}
            Test::Field(field, values) if !term.negated && values.len() <= MOST_VALUES => {
                for value in values {
                    labels.push([field.name(), ": ", value].concat());
                    without.push(page.query.with_value(*field, value, false));
                }
            }
            test => {
                labels.push(match test {
                    Test::Field(field, values) if values.len() > MOST_VALUES => {
                        format!(
                            "{}: {} values",
                            field.name(),
                            text::count(values.len() as u64)
                        )
                    }
                    _ => term.to_string(),
                });
                without.push(rest(&|query| {
                    query.terms.remove(place);
                }));
            }
        }
    }
    let words = page.query.terms.iter();
    let words = words.filter(|term| !term.negated && matches!(term.test, Test::Text(_)));
    let words = FileQuery {
        terms: words.cloned().collect(),
    };
    let on_remove = page
        .set_query
        .reform(move |place: usize| without[place].clone());
    let on_clear = page.set_query.reform(move |_: MouseEvent| words.clone());
    filter_chips(&labels, &on_remove, on_clear)
}

/// Returns whether the text has not changed for a while.
#[hook]
pub(super) fn use_settled(ports: &AppPorts, text: &str) -> bool {
    let text = text.to_owned();
    let clock = ports.clock.clone();
    let settled = use_loaded(ports, Some(text.clone()), |_, _| async move {
        clock.sleep(SETTLED_AFTER).await;
        Ok::<_, Infallible>(())
    });
    settled.get(&text).is_some()
}
