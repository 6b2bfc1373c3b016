//! The search over all files: one query, its facets, and what it finds.

mod actions;
mod context;
mod facets;
pub(super) mod grid;
mod link;
mod other;
mod pick;
mod query;
mod row_menu;
mod understood;

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::plan::Totals;
use crate::search::{FileQuery, QueryError, QueryField, Term, Test, View, words_to_mark};
use crate::text;
use crate::ui::component::{Heading, SavedSearches, examples, query_help, search_box};
use crate::ui::page::browse::known::UnknownDirectory;
use crate::ui::page::differences::differences_note;
use crate::ui::page::list_status::ListStatus;
use crate::ui::ports::AppPorts;
use crate::ui::state::file_search::{FileSearch, SearchKey, SeenRows, use_file_search};
use crate::ui::state::loaded::use_task;
use crate::ui::state::{
    use_announce, use_file_list, use_navigation, use_ports, use_selection, use_site,
};

use context::FilesContext;
use facets::{Facets, filters_of, use_choose};
use grid::FileGrid;
use link::LinkButton;
use other::{Others, nothing, use_others};
use query::{chips_view, notes_view, problem_view, use_box_text, use_settled};
use understood::understood_view;

/// Milliseconds of silence after which a number of files is announced.
const ANNOUNCE_AFTER: u32 = 1_000;

/// The files page.
#[component]
pub fn FilesPage() -> Html {
    let ports = use_ports();
    let navigation = use_navigation();
    let route = &navigation.route;
    let (site, lists, selection) = (use_site(), use_file_list(), use_selection());
    let typed = use_box_text(&ports, &navigation);
    let (query, problem) = use_query(&typed.text);
    let rules = selection.current().rules().iter().enumerate();
    let counting = rules.filter(|(at, _)| selection.expansion.counts(*at));
    let key = SearchKey {
        list: lists.digest().unwrap_or_default().to_owned(),
        opens: lists.list.opens,
        view: View {
            query: query.to_string(),
            order: route.order,
            descending: route.descending,
        },
        rules: counting.map(|(_, rule)| rule.query.clone()).collect(),
    };
    let key = Rc::new(key);
    let wanted = lists.digest().is_some().then(|| key.clone());
    let seen = use_mut_ref(SeenRows::default);
    let search = use_file_search(&ports, wanted, route.row as usize, &seen);
    let settled = use_settled(&ports, &typed.text);
    let filters_open = use_state(|| false);
    let others = use_others(&ports, &site, &lists, &query);
    use_count_announced(&ports, &search);
    let announce = use_announce();
    let page = FilesContext {
        words: words_to_mark(&query, None),
        on_choose: use_choose(&query, &typed.set_query),
        set_query: typed.set_query,
        navigation,
        site,
        lists,
        selection,
        query,
        search,
    };
    let below = html! {
        <>
            { summary(&page, &key) }
            if typed.text.is_empty() { { examples() } }
            if let Some(problem) = problem.as_ref().filter(|problem| settled || !problem.is_unfinished()) {
                { problem_view(&typed.text, problem) }
            }
            { notes_view(&page) }
            { understood_view(&page) }
            { chips_view(&page) }
        </>
    };
    html! {
        <>
            <Heading text="Files" take_focus={page.navigation.moved} hidden=true />
            { search_box(Some(&typed.text), "chr22 vcf".to_owned(), typed.on_input, typed.on_submit, below) }
            // Each opens in its place, and closed they are one line.
            <div class="files__about">
                <ListStatus search_error={page.search.error().cloned()} />
                { saved_view(&page, &announce) }
                { query_help() }
            </div>
            if wants_reads(&page) { <p class="note">{ text::READS_NOTE }</p> }
            { differences_note(&page.site, 0) }
            { whole_directory(&page) }
            { others.view(&page) }
            { found_view(&page, &others, &filters_open, &seen) }
        </>
    }
}

/// Draws the saved searches.
fn saved_view(page: &FilesContext, announce: &Callback<String>) -> Html {
    let selections = page.selection.selections.0.clone();
    let on_change = page.selection.on_change(announce);
    html! { <SavedSearches {selections} query={page.query.to_string()} {on_change} /> }
}

/// Offers the whole of a directory where one was asked for, in a list that may lack files of it.
fn whole_directory(page: &FilesContext) -> Html {
    let [
        Term {
            negated: false,
            test,
        },
    ] = page.query.terms.as_slice()
    else {
        return Html::default();
    };
    let text = match test {
        Test::Field(QueryField::Directory | QueryField::Path, values) => values.first(),
        Test::Text(word) => Some(word),
        _ => None,
    };
    let located = text.filter(|text| text.contains('/'));
    let path = located.and_then(|text| page.site.known.registry.locate(text).ok());
    let Some(path) = path.map(|located| located.path) else {
        return Html::default();
    };
    let first = page.search.last().and_then(|found| found.row(0));
    if first.is_none_or(|file| file.at.path.below(&path).is_none()) {
        return Html::default();
    }
    html! {
        <details>
            <summary>{ text::WHOLE_DIRECTORY }</summary>
            <UnknownDirectory {path} listed=true />
        </details>
    }
}

/// Returns whether reads are looked for in a list that has few of them.
fn wants_reads(page: &FilesContext) -> bool {
    let facts = page.lists.list.facts.as_ref();
    let is_part = facts.is_some_and(|facts| text::part_words(facts).is_some());
    let names_reads = |term: &Term| match &term.test {
        Test::Text(word) => word.eq_ignore_ascii_case("fastq"),
        Test::Field(_, values) => values.iter().any(|value| value == "fastq"),
        _ => false,
    };
    is_part && page.query.terms.iter().any(names_reads)
}

/// Draws facets and files; the main files of the catalogue where no list is open.
fn found_view(
    page: &FilesContext,
    others: &Others,
    filters_open: &UseStateHandle<bool>,
    seen: &Rc<RefCell<SeenRows>>,
) -> Html {
    let Some(found) = page.search.last() else {
        return others.catalogue(page);
    };
    let on_filters = {
        let filters_open = filters_open.clone();
        Callback::from(move |_: MouseEvent| filters_open.set(!*filters_open))
    };
    html! {
        <div class="files">
            <button type="button" class="button files__filters" onclick={on_filters} aria-expanded={filters_open.to_string()}
                aria-controls="facets">{ "Filters" }</button>
            <aside id="facets" class="files__facets" aria-label="Filters" data-open={filters_open.to_string()}>
                <Facets found={found.clone()} filters={filters_of(&page.query)} on_choose={page.on_choose.clone()} /></aside>
            <div class="files__found">
                if found.count() == 0 {
                    { nothing(page) }
                    <div class="actions"><LinkButton seen={seen.clone()} /></div>
                } else {
                    <FileGrid search={page.search.clone()} seen={seen.clone()} set_query={page.set_query.clone()} />
                }
            </div>
        </div>
    }
}

/// Says how many files there are, and how large they are.
fn summary(page: &FilesContext, key: &Rc<SearchKey>) -> Html {
    let Some(found) = page.search.last() else {
        return Html::default();
    };
    let result = &found.result;
    let is_under_way = page.search.result(key).is_none();
    let size = text::total_size(&Totals::from(&**result));
    html! {
        <span class="files__count" aria-busy={is_under_way.to_string()}>
            <strong>{ text::found_words(result.files) }</strong>
            if result.files > 0 { <span class="quiet">{ format!(" · {size}") }</span> }
        </span>
    }
}

/// Parses the text of the box; while it has a mistake, the last good query stays.
#[hook]
fn use_query(text: &str) -> (Rc<FileQuery>, Option<QueryError>) {
    let parsed = use_memo(text.to_owned(), |text| FileQuery::parse(text).map(Rc::new));
    let last_good = use_mut_ref(|| Rc::new(FileQuery::default()));
    use_effect_with(parsed.clone(), {
        let last_good = last_good.clone();
        move |parsed| {
            if let Ok(query) = &**parsed {
                last_good.replace(query.clone());
            }
        }
    });
    match &*parsed {
        Ok(query) => (query.clone(), None),
        Err(problem) => (last_good.borrow().clone(), Some(problem.clone())),
    }
}

/// Announces the number of files that were found, when it has not changed for a while.
#[hook]
fn use_count_announced(ports: &AppPorts, search: &UseReducerHandle<FileSearch>) {
    let announce = use_announce();
    let count = search.last().map(|found| found.result.files);
    let ports = ports.clone();
    use_task(count, move || {
        let words = text::found_words(count?);
        let clock = ports.clock.clone();
        Some(ports.spawner.spawn(Box::pin(async move {
            clock.sleep(ANNOUNCE_AFTER).await;
            announce.emit(words);
        })))
    });
}
