//! The text of the query, and what the page says of it: its mistake, how it was read, and its filters. The route has the query;
//! the box has at most a draft of the next one.

use std::convert::Infallible;
use std::ops::Range;

use yew::prelude::*;

use super::context::FilesContext;
use crate::catalogue::ReplacedDirectory;
use crate::search::{FileQuery, FoundFile, Note, QueryError, Term, Test};
use crate::text::{self, visible};
use crate::ui::component::filter_chips;
use crate::ui::ports::AppPorts;
use crate::ui::route::Route;
use crate::ui::state::Navigation;
use crate::ui::state::loaded::{use_loaded, use_task};

/// Milliseconds from the last key until the draft becomes the route's query.
const DEBOUNCE: u32 = 150;

/// A text that is not the route's query yet.
#[derive(Clone, PartialEq)]
struct Draft {
    text: String,
    /// The route's query while this was typed. A draft over another query counts no more: Back, or a link, has changed the query.
    over: String,
}

/// The text in the box, and how it changes.
pub(super) struct BoxText {
    /// The draft, else the route's query.
    pub(super) text: String,
    /// Gets each text that is typed.
    pub(super) on_input: Callback<String>,
    /// Gets the text when Enter is pressed.
    pub(super) on_submit: Callback<String>,
    /// Changes the query as a click does, so that Back undoes it.
    pub(super) set_query: Callback<FileQuery>,
}

/// Holds the draft, which becomes the route's query after a pause.
#[hook]
pub(super) fn use_box_text(ports: &AppPorts, navigation: &Navigation) -> BoxText {
    let draft = use_state_eq(|| None::<Draft>);
    let route = &navigation.route;
    let typed = draft.as_ref().filter(|draft| draft.over == route.query);
    let text = typed.map_or(&route.query, |draft| &draft.text).clone();
    // Else Back to the query over which a draft was typed would bring the draft again.
    use_effect_with(route.query.clone(), {
        let draft = draft.setter();
        move |_| draft.set(None)
    });
    let new = Some(text.clone()).filter(|text| *text != route.query);
    use_task(new.clone(), {
        let (ports, navigation) = (ports.clone(), navigation.clone());
        move || {
            let query = new?;
            let clock = ports.clock.clone();
            Some(ports.spawner.spawn(Box::pin(async move {
                clock.sleep(DEBOUNCE).await;
                let route = with_query(&navigation.route, query);
                navigation.go.emit((route, true));
            })))
        }
    });
    // The same ones as long as the route is, so that the grid is not drawn anew with each key.
    let on_input = use_callback(route.query.clone(), {
        let draft = draft.setter();
        move |text: String, query| {
            let over = query.clone();
            draft.set(Some(Draft { text, over }));
        }
    });
    let on_submit = use_callback(route.clone(), {
        let go = navigation.go.clone();
        move |query: String, route| go.emit((with_query(route, query), true))
    });
    let set_query = use_callback(route.clone(), {
        let (draft, go) = (draft.setter(), navigation.go.clone());
        move |query: FileQuery, route: &Route| {
            let text = query.to_string();
            let over = route.query.clone();
            // The box shows the query before the address has it.
            draft.set(Some(Draft {
                text: text.clone(),
                over,
            }));
            go.emit((with_query(route, text), false));
        }
    });
    BoxText {
        text,
        on_input,
        on_submit,
        set_query,
    }
}

/// Returns the route with another query, at its first row.
fn with_query(route: &Route, query: String) -> Route {
    Route {
        query,
        row: 0,
        ..route.clone()
    }
}

/// Milliseconds of silence after which a mistake in an unfinished query is shown.
const SETTLED_AFTER: u32 = 2_000;

/// Most notes that are drawn one by one.
const MOST_NOTES: usize = 10;

/// Most values of one field that stand as filters of their own.
const MOST_VALUES: usize = 12;

/// Draws what is wrong with a query, with the place marked.
pub(super) fn problem_view(typed: &str, problem: &QueryError) -> Html {
    let span = problem.span.clone();
    let part = |range| visible(typed.get::<Range<usize>>(range).unwrap_or_default()).into_owned();
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
    let all = &found.result.notes;
    let more = all.len().saturating_sub(MOST_NOTES);
    let notes = all.iter().take(MOST_NOTES);
    html! { <>{ for notes.map(|note| {
        let links = otherwise(&page.query, note).into_iter().map(|(label, query)| {
            let route = Route { query: query.to_string(), row: 0, ..page.navigation.route.clone() };
            html! { <>{ " " }<a href={route.href()}>{ label }</a></> }
        });
        html! { <span class="quiet">{ text::search_note(note) }{ for links }</span> }
    }) }
    { for replaced_directories(page).map(|directory| html! {
        <span class="quiet">{ format!("{} {} has it.", directory.reason, directory.by.name()) }</span>
    }) }
    if more > 0 {
        <details class="quiet"><summary>{ text::and_more(more) }</summary>
            <p>{ all[MOST_NOTES..].iter().map(text::search_note).collect::<Vec<_>>().join(" ") }</p></details>
    }</> }
}

/// Returns the directories of found files that others have replaced, or that have replaced others.
fn replaced_directories(page: &FilesContext) -> impl Iterator<Item = &ReplacedDirectory> {
    let found = page.search.last();
    let all = page.site.known.catalogue.replaced().iter();
    all.filter(move |one| {
        let is_in = |file: &FoundFile| {
            let path = &file.at.path;
            path.below(&one.path).is_some() || path.below(&one.by).is_some()
        };
        found.is_some_and(|found| found.kept().any(is_in))
    })
}

/// Returns the queries that a note leads to, each with the words of its link.
fn otherwise(query: &FileQuery, note: &Note) -> Vec<(String, FileQuery)> {
    let mut next = query.clone();
    let instead = |near: &String| format!("Search for {near}");
    match note {
        Note::Ignored(words) => {
            for word in words {
                insist(&mut next, word);
            }
            vec![("Search with them".to_owned(), next)]
        }
        Note::Corrected { typed, .. } => {
            insist(&mut next, typed);
            vec![(format!("Search for “{typed}” as typed"), next)]
        }
        Note::Without { term, .. } => {
            next.terms.retain(|other| other.to_string() != *term);
            vec![("Show them".to_owned(), next)]
        }
        Note::Near { typed, near } => {
            let with = |near: &String| {
                let mut next = query.clone();
                for term in &mut next.terms {
                    if let Test::Text(text) = &mut term.test
                        && text == typed
                    {
                        text.clone_from(near);
                    }
                }
                (instead(near), next)
            };
            near.iter().map(with).collect()
        }
        Note::NoIndexes
        | Note::IndexesOfCopies(_)
        | Note::Copies(_)
        | Note::Missing(_)
        | Note::Renamed { .. } => Vec::new(),
        Note::Unknown { field, value, near } => {
            let without = next.with_value(*field, value, false);
            let with = |near: &String| {
                // A word of a list, else a value of a field.
                let mut words = query.clone();
                let mut terms = words.terms.iter_mut();
                let next = match terms.find(|term| term.word() == Some(value)) {
                    Some(term) => {
                        term.test = Test::Text(near.clone());
                        words
                    }
                    None => without.with_value(*field, near, true),
                };
                (instead(near), next)
            };
            near.iter().map(with).collect()
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
    let shown = labels.iter().map(|label| text::visible(label).into_owned());
    filter_chips(&shown.collect::<Vec<_>>(), &on_remove, on_clear)
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
