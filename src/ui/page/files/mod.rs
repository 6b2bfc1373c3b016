//! The search over all files: one query, its facets, and what it finds.

mod facets;
pub(super) mod grid;
mod link;
mod list;
mod other;
mod pick;
mod query;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::RemotePath;
use crate::search::{FileQuery, Query, QueryError, Test, View};
use crate::text;
use crate::ui::component::{Heading, examples, line, search_box};
use crate::ui::route::Route;
use crate::ui::state::file_search::{FileSearch, Question, SeenRows, use_file_search};
use crate::ui::state::task::use_task;
use crate::ui::state::{AppContext, use_app};

use facets::facets_view;
use grid::FileGrid;
use link::LinkButton;
use list::list_view;
use other::{Others, use_others};
use query::{chips_view, notes_view, problem_view, use_settled};

/// Milliseconds from the last key until the address follows.
const DEBOUNCE: u32 = 150;

/// Milliseconds of silence after which a number of files is read out.
const SAY_AFTER: u32 = 1_000;

/// What the parts of the page are drawn from.
pub(super) struct FilesContext {
    pub(super) app: AppContext,
    /// The last query without a fault.
    pub(super) query: Rc<FileQuery>,
    /// The words that are looked for, to be marked.
    pub(super) words: Query,
    pub(super) search: UseReducerHandle<FileSearch>,
    /// Changes the query as a click does, so that Back undoes it.
    pub(super) set_query: Callback<FileQuery>,
    /// The fields of which all values are shown.
    pub(super) open: UseStateHandle<Vec<&'static str>>,
}

/// The files page.
#[component]
pub fn FilesPage() -> Html {
    let app = use_app();
    let typed = use_typed(&app);
    let (query, problem) = use_query(&typed.text);
    let question = use_question(&app, &query);
    let seen = use_memo((), |()| Cell::new(SeenRows::default()));
    let search = use_file_search(&app, &question, &seen);
    let settled = use_settled(&app, &typed.text);
    let filters = use_state(|| false);
    let others = use_others(&app, &query);
    use_said(&app, &search);
    let page = FilesContext {
        set_query: typed.set.clone(),
        words: words_of(&query),
        open: use_state(Vec::new),
        app,
        query,
        search,
    };
    let (on_input, on_submit) = typed.callbacks(&page.app);
    let below = html! {
        <>
            { summary(&page, &question) }
            if typed.text.is_empty() { { examples() } }
            if let Some(problem) = problem.as_ref().filter(|problem| settled || !problem.is_unfinished()) {
                { problem_view(&typed.text, problem) }
            }
            { notes_view(&page) }
            { chips_view(&page) }
        </>
    };
    html! {
        <>
            <Heading text="Files" take_focus={page.app.navigation.moved} hidden=true />
            { search_box(Some(&typed.text), "chr22 vcf".to_owned(), on_input, on_submit, below) }
            { list_view(&page) }
            { others.view(&page) }
            { found_view(&page, &others, &filters, &seen) }
        </>
    }
}

/// Draws facets and files; the main files of the catalogue where no list is open.
fn found_view(
    page: &FilesContext,
    others: &Others,
    filters: &UseStateHandle<bool>,
    seen: &Rc<Cell<SeenRows>>,
) -> Html {
    let Some(answer) = &page.search.answer else {
        return others.catalogue(page);
    };
    let on_filters = {
        let filters = filters.clone();
        Callback::from(move |_: MouseEvent| filters.set(!*filters))
    };
    html! {
        <div class="files">
            <button type="button" class="button files__filters" onclick={on_filters} aria-expanded={filters.to_string()}
                aria-controls="facets">{ "Filters" }</button>
            <aside id="facets" class="files__facets" aria-label="Filters" data-open={filters.to_string()}>{ facets_view(page, answer) }</aside>
            <div class="files__found">
                if answer.count() == 0 {
                    { nothing(page) }
                    <div class="actions"><LinkButton seen={seen.clone()} /></div>
                } else {
                    <FileGrid search={page.search.clone()} seen={seen.clone()} set_query={page.set_query.clone()} />
                }
            </div>
        </div>
    }
}

/// Says that nothing was found, and what to do.
pub(super) fn nothing(page: &FilesContext) -> Html {
    let query = page.query.to_string();
    html! {
        <div class="empty">
            { line("", format!("Nothing matches “{query}”.")) }
            <p class="note">
                { "Every word and filter must fit. Use fewer, or " }
                <a href={Route::directory(RemotePath::root()).href()}>{ "browse a mirror" }</a>
                { ": what you open there can be searched too." }
            </p>
        </div>
    }
}

/// Says how many files there are, and which list that is of.
fn summary(page: &FilesContext, question: &Question) -> Html {
    let Some(answer) = &page.search.answer else {
        return Html::default();
    };
    let found = &answer.found;
    let waits = page.search.waits_for(question);
    let size = text::total_size(
        found.bytes,
        true,
        found.unknown_sizes as usize,
        found.files as usize,
    );
    html! {
        <span class="files__count" aria-busy={waits.to_string()}>
            <strong>{ text::found_words(found.files) }</strong>
            if found.files > 0 { <span class="quiet">{ format!(" · {size}") }</span> }
        </span>
    }
}

/// Returns the words of a query, which are marked where they matched.
pub(super) fn words_of(query: &FileQuery) -> Query {
    let mut words = String::new();
    for term in query.terms.iter().filter(|term| !term.negated) {
        if let Test::Text(text) | Test::Phrase(text) = &term.test {
            words.push_str(text);
            words.push(' ');
        }
    }
    Query::parse(&words)
}

/// Reads what was typed; of a text that is no query, the last good one stays.
#[hook]
fn use_query(typed: &UseStateHandle<String>) -> (Rc<FileQuery>, Option<QueryError>) {
    let good = use_mut_ref(|| Rc::new(FileQuery::default()));
    let read = use_memo((**typed).clone(), |typed| {
        FileQuery::parse(typed).map(Rc::new)
    });
    match &*read {
        Ok(query) => {
            good.borrow_mut().clone_from(query);
            (query.clone(), None)
        }
        Err(problem) => (good.borrow().clone(), Some(problem.clone())),
    }
}

/// Makes the question of a query, anew only when it is another one.
#[hook]
fn use_question(app: &AppContext, query: &Rc<FileQuery>) -> Rc<Question> {
    let route = &app.navigation.route;
    let list = app.lists.digest().unwrap_or_default().to_owned();
    let rules = app.selection.0.current().rules().iter();
    let rules: Vec<String> = rules.map(|rule| rule.query.clone()).collect();
    let parts = (list, query.clone(), (route.order, route.descending), rules);
    use_memo(parts, |(list, query, (order, descending), rules)| {
        Question {
            list: list.clone(),
            view: View {
                query: query.to_string(),
                order: *order,
                descending: *descending,
            },
            rules: rules.clone(),
        }
    })
}

/// Reads the number of files out, when nothing has changed for a while.
#[hook]
fn use_said(app: &AppContext, search: &UseReducerHandle<FileSearch>) {
    let answer = search.answer.as_ref();
    let words = answer.map_or_else(String::new, |answer| text::found_words(answer.found.files));
    let (ports, announce, said) = (app.ports.clone(), app.announce.clone(), words.clone());
    let start = move || {
        (!said.is_empty()).then(|| {
            let clock = ports.clock.clone();
            ports.spawner.spawn(Box::pin(async move {
                clock.sleep(SAY_AFTER).await;
                announce.emit(said);
            }))
        })
    };
    use_task(words, Box::new(start));
}

/// The text in the box, which becomes the route's query after a pause.
struct Typed {
    text: UseStateHandle<String>,
    /// What the route's query was made last.
    sent: Rc<RefCell<String>>,
    /// Changes the query as a click does.
    set: Callback<FileQuery>,
}

impl Typed {
    /// Makes what hears each new text, and what hears Enter.
    fn callbacks(&self, app: &AppContext) -> (Callback<String>, Callback<String>) {
        let text = self.text.setter();
        let (go, route) = (app.navigation.go.clone(), app.navigation.route.clone());
        let sent = self.sent.clone();
        let submit = move |query: String| {
            sent.borrow_mut().clone_from(&query);
            go.emit((with_query(&route, query), true));
        };
        (
            Callback::from(move |value| text.set(value)),
            Callback::from(submit),
        )
    }
}

fn with_query(route: &Route, query: String) -> Route {
    Route {
        query,
        row: 0,
        ..route.clone()
    }
}

#[hook]
fn use_typed(app: &AppContext) -> Typed {
    let text = use_state(|| app.navigation.route.query.clone());
    let sent = use_mut_ref(|| app.navigation.route.query.clone());
    {
        let (text, sent) = (text.setter(), sent.clone());
        // Back, and links within the page, change the query from outside. What comes back from the box itself must not
        // undo what was typed since.
        use_effect_with(app.navigation.route.query.clone(), move |query| {
            if *query != *sent.borrow() {
                sent.borrow_mut().clone_from(query);
                text.set(query.clone());
            }
        });
    }
    let (navigation, ports) = (app.navigation.clone(), app.ports.clone());
    let (query, last) = ((*text).clone(), sent.clone());
    let start = move || {
        let typed = query != *last.borrow();
        typed.then(|| {
            let clock = ports.clock.clone();
            ports.spawner.spawn(Box::pin(async move {
                clock.sleep(DEBOUNCE).await;
                last.borrow_mut().clone_from(&query);
                navigation
                    .go
                    .emit((with_query(&navigation.route, query), true));
            }))
        })
    };
    use_task((*text).clone(), Box::new(start));
    // The same one as long as the route is, so that the grid is not drawn anew with each key.
    let set = use_callback(app.navigation.route.clone(), {
        let (text, sent, go) = (text.setter(), sent.clone(), app.navigation.go.clone());
        move |query: FileQuery, route| {
            let query = query.to_string();
            sent.borrow_mut().clone_from(&query);
            text.set(query.clone());
            go.emit((with_query(route, query), false));
        }
    });
    Typed { text, sent, set }
}
