//! The found files as a grid: sorted, picked by mouse and by keys.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use web_sys::{HtmlInputElement, KeyboardEvent, MouseEvent};
use yew::prelude::*;

use crate::mirror::HostName;
use crate::port::Task;
use crate::search::FileQuery;
use crate::search::{FoundFile, Order, Query, QueryField};
use crate::selection::{Action, Picked, Rule, Stretch};
use crate::ui::component::{
    RowState, Rows, button, grid_row, long_body, pick_box, row_of_key, sort_heading, use_rows,
    waiting_row,
};
use crate::ui::route::Route;
use crate::ui::state::file_search::{Answer, BLOCK, FileSearch, Seen, use_missing_rows};
use crate::ui::state::{AppContext, use_app};
use crate::ui::text;

use super::files_link::LinkButton;

/// Most rows that Shift picks by name.
const MOST_BY_NAME: usize = 10_000;

/// Kinds of files that have indexes, and the kinds of those.
const WITH_INDEX: [&str; 4] = ["cram", "bam", "vcf", "bcf"];
const INDEXES: [&str; 5] = ["crai", "bai", "tbi", "csi", "index"];

/// Properties of [`FileGrid`].
#[derive(Clone, PartialEq, Properties)]
pub struct FileGridProps {
    /// The search, which has an answer.
    pub search: UseReducerHandle<FileSearch>,
    /// What is marked.
    pub words: Query,
    /// Is told which rows are seen.
    pub seen: Rc<Cell<Seen>>,
    /// Changes the query.
    pub set_query: Callback<FileQuery>,
}

/// What the handlers of events need.
#[derive(Clone)]
struct Grid {
    app: AppContext,
    answer: Rc<Answer>,
    rows: Rows,
    held: Rc<RefCell<Held>>,
}

/// What is picked by Shift, and what still fetches rows for it.
#[derive(Default)]
struct Held {
    stretch: Option<Stretch>,
    /// Those that the stretch picked.
    added: Vec<Picked>,
    tasks: Vec<Task>,
}

/// Draws the grid.
#[component]
pub fn FileGrid(props: &FileGridProps) -> Html {
    let app = use_app();
    let answer = props.search.answer.clone();
    let count = answer.as_ref().map_or(0, |answer| answer.count());
    let rows = use_rows(count);
    let held = use_mut_ref(Held::default);
    let drawn = rows.drawn(count);
    props.seen.set(Seen {
        first: drawn.start,
        end: drawn.end,
        top: rows.top(count),
    });
    use_missing_rows(&app, &props.search, drawn);
    use_effect_with((), {
        let (rows, row) = (rows.clone(), app.navigation.route.row as usize);
        move |()| {
            if row > 0 {
                rows.show(count, row);
            }
        }
    });
    let Some(answer) = answer else {
        return Html::default();
    };
    let grid = Grid {
        app,
        answer,
        rows,
        held,
    };
    html! {
        <>
            { actions(&grid, props) }
            { table(&grid, &props.words) }
        </>
    }
}

/// Draws what is done with all files at once.
fn actions(grid: &Grid, props: &FileGridProps) -> Html {
    let found = &grid.answer.found;
    let size = text::total_size(
        found.bytes,
        true,
        found.unknown_sizes as usize,
        found.files as usize,
    );
    let all = grid.rule_of_all().is_some();
    let verb = if all { "Drop" } else { "Select" };
    let label = format!("{verb} all {} ({size})", text::files(found.files as usize));
    let select = {
        let grid = grid.clone();
        Callback::from(move |_: MouseEvent| grid.pick_all(!all))
    };
    let indexes = wants_indexes(&grid.answer).map(|query| {
        let on_click = props.set_query.reform(move |_: MouseEvent| query.clone());
        button("button", "Also their indexes", on_click)
    });
    html! {
        <div class="actions">
            { button("button", label, select) }
            { indexes.unwrap_or_default() }
            <LinkButton seen={props.seen.clone()} />
        </div>
    }
}

/// Returns the query with the indexes of what it finds, where there may be some that it does not find.
fn wants_indexes(answer: &Answer) -> Option<FileQuery> {
    let query = FileQuery::parse(&answer.question.view.query).ok()?;
    let mut chosen = query.values(QueryField::Type).to_vec();
    chosen.extend_from_slice(query.values(QueryField::Kind));
    let has = |kinds: &[&str]| {
        let mut facets = answer.found.facets.iter();
        match facets.find(|facet| facet.field == QueryField::Kind) {
            Some(facet) if chosen.is_empty() => {
                let mut values = facet.values.iter();
                values.any(|(value, count)| *count > 0 && kinds.contains(&&**value))
            }
            _ => chosen.iter().any(|value| kinds.contains(&&**value)),
        }
    };
    let asks = query.is_empty() || !query.values(QueryField::With).is_empty();
    let lacks = !asks && has(&WITH_INDEX) && !has(&INDEXES);
    lacks.then(|| query.with_value(QueryField::With, "index", true))
}

fn table(grid: &Grid, words: &Query) -> Html {
    let count = grid.answer.count();
    let on_key = {
        let grid = grid.clone();
        Callback::from(move |event: KeyboardEvent| grid.key(&event))
    };
    let on_click = {
        let grid = grid.clone();
        Callback::from(move |event: MouseEvent| grid.click(&event))
    };
    // Else a click with Shift marks text.
    let on_press = Callback::from(|event: MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
        }
    });
    let at = grid.rows.at(count);
    let row = |place: usize| grid.row(place, place == at, words);
    let on_all = {
        let grid = grid.clone();
        Callback::from(move |all| grid.pick_all(all))
    };
    html! {
        <table class="file-table file-table--long file-grid" role="grid" aria-label="Files found" aria-multiselectable="true"
            aria-rowcount={(count + 1).to_string()} onkeydown={on_key} onclick={on_click} onmousedown={on_press}>
            <thead><tr aria-rowindex="1">
                <th scope="col" class="file-table__pick">
                    { pick_box(format!("Select all {}", text::files(count)), grid.all_picked(), on_all) }
                </th>
                { heading(&grid.app, "File", Order::Path) }
                { heading(&grid.app, "Size", Order::Size) }
                { heading(&grid.app, "Date", Order::Date) }
                <th scope="col" class="file-grid__of">{ "Sample and collection" }</th>
            </tr></thead>
            { long_body(&grid.rows, count, &row) }
        </table>
    }
}

/// Draws a column's head: a click sorts, a second turns the order around, a third goes back to how well files fit.
fn heading(app: &AppContext, label: &'static str, order: Order) -> Html {
    let (go, now) = (app.navigation.go.clone(), app.navigation.route.clone());
    let sorted = (now.order == order).then_some(now.descending);
    let on_sort = Callback::from(move |_: MouseEvent| {
        let (order, descending) = match sorted {
            None => (order, false),
            Some(false) => (order, true),
            Some(true) => (Order::Rank, false),
        };
        let route = Route {
            order,
            descending,
            row: 0,
            ..now.clone()
        };
        go.emit((route, true));
    });
    sort_heading(label, sorted, order != Order::Path, on_sort)
}

impl Grid {
    fn row(&self, place: usize, active: bool, words: &Query) -> Html {
        let Some(file) = self.answer.row(place) else {
            return waiting_row(place, active);
        };
        let named = self.named(file);
        let state = RowState {
            place,
            active,
            picked: self.is_picked(file, &named),
            words,
            host: named.host().map(HostName::as_str),
        };
        let grid = self.clone();
        let on_pick = Callback::from(move |_: Event| grid.toggle(place));
        grid_row(file, state, on_pick)
    }

    fn named(&self, file: &FoundFile) -> Picked {
        Picked::at(file.at.clone(), &self.app.known.registry)
    }

    /// Returns the places of the selection's rules that find a file and want it.
    fn rules_of(&self, file: &FoundFile, named: &Picked) -> Vec<usize> {
        let rules = self.app.selection.0.current().rules();
        let mut places = Vec::new();
        for covered in &file.covered {
            // The answer may be older than the selection.
            let query = self.answer.question.rules.get(*covered as usize);
            let is_it = |rule: &Rule| Some(&rule.query) == query && rule.wants(named);
            places.extend(rules.iter().position(is_it));
        }
        places
    }

    fn is_picked(&self, file: &FoundFile, named: &Picked) -> bool {
        let selection = self.app.selection.0.current();
        selection.files().contains(named) || !self.rules_of(file, named).is_empty()
    }

    fn pick(&self, action: Action) {
        self.app.selection.dispatch(action.into());
    }

    /// Picks the file of a row, or drops it from all that picks it.
    fn toggle(&self, place: usize) {
        let Some(file) = self.answer.row(place) else {
            return;
        };
        let named = self.named(file);
        if !self.is_picked(file, &named) {
            return self.pick(Action::Add(vec![named]));
        }
        for rule in self.rules_of(file, &named) {
            self.pick(Action::Except(rule, vec![named.clone()]));
        }
        self.pick(Action::Remove(vec![named]));
    }

    /// Returns the place of the rule that stands for all that was found.
    fn rule_of_all(&self) -> Option<usize> {
        let rules = self.app.selection.0.current().rules();
        let question = &self.answer.question;
        rules.iter().position(|rule| {
            rule.query == question.view.query
                && rule.snapshot == question.list
                && rule.except.is_empty()
        })
    }

    /// Returns all files, where they are few enough to be here.
    fn few(&self) -> Option<Vec<FoundFile>> {
        let count = self.answer.count();
        let few = (1..=BLOCK as usize).contains(&count);
        few.then(|| self.answer.rows(0..count)).flatten()
    }

    fn all_picked(&self) -> bool {
        let is_picked = |file: &FoundFile| self.is_picked(file, &self.named(file));
        self.rule_of_all().is_some() || self.few().is_some_and(|files| files.iter().all(is_picked))
    }

    /// Picks all that was found, by one rule, or drops it.
    fn pick_all(&self, all: bool) {
        let found = &self.answer.found;
        let many = text::files(found.files as usize);
        if all {
            let question = &self.answer.question;
            // What the rule stands for need not be picked by name too.
            let named = self.answer.here().map(|file| self.named(file));
            self.pick(Action::Remove(named.collect()));
            self.pick(Action::AddRule(Rule {
                query: question.view.query.clone(),
                snapshot: question.list.clone(),
                count: found.files.into(),
                bytes: found.bytes,
                unknown_sizes: found.unknown_sizes.into(),
                ..Rule::default()
            }));
            self.app.announce.emit(format!("All {many} selected"));
            return;
        }
        if let Some(rule) = self.rule_of_all() {
            self.pick(Action::DropRule(rule));
        }
        for place in 0..self.few().map_or(0, |files| files.len()) {
            let picked = |file: &FoundFile| self.is_picked(file, &self.named(file));
            if self.rule_of_all().is_none() && self.answer.row(place).is_some_and(picked) {
                self.toggle(place);
            }
        }
        self.app.announce.emit(format!("{many} no longer selected"));
    }

    fn key(&self, event: &KeyboardEvent) {
        let count = self.answer.count();
        let at = self.rows.at(count);
        let key = event.key();
        let in_row = event.target_dyn_into::<HtmlInputElement>().is_none();
        let with_control = event.ctrl_key() || event.meta_key();
        if let Some(to) = row_of_key(&key, at, count, self.rows.page()) {
            if event.shift_key() {
                self.extend(at, to);
            } else {
                self.let_go();
            }
            self.rows.go(count, to);
        } else if key == " " && in_row {
            self.let_go();
            self.toggle(at);
        } else if key.eq_ignore_ascii_case("a") && with_control {
            self.pick_all(true);
        } else if key == "Escape" {
            let added = std::mem::take(&mut self.held.borrow_mut().added);
            self.pick(Action::Remove(added));
            self.let_go();
        } else {
            return;
        }
        event.prevent_default();
    }

    fn click(&self, event: &MouseEvent) {
        let element = event.target_dyn_into::<web_sys::Element>();
        let row = element.and_then(|element| element.closest("tbody tr[aria-rowindex]").ok()?);
        let number = row.and_then(|row| row.get_attribute("aria-rowindex")?.parse::<usize>().ok());
        let Some(place) = number.and_then(|number| number.checked_sub(2)) else {
            return;
        };
        if event.shift_key() {
            event.prevent_default();
            let at = self.rows.at(self.answer.count());
            let anchor = self.held.borrow().stretch.map(|stretch| stretch.end);
            self.extend(anchor.unwrap_or(at), place);
        } else {
            self.let_go();
        }
    }

    /// Ends the stretch; what it picked stays picked.
    fn let_go(&self) {
        let mut held = self.held.borrow_mut();
        held.stretch = None;
        held.added.clear();
    }

    /// Moves the end of the stretch from a row to another: picks what comes to it, drops what leaves it.
    fn extend(&self, from: usize, to: usize) {
        let old = self.held.borrow().stretch;
        let stretch = Stretch {
            anchor: old.map_or(from, |old| old.anchor),
            end: to,
        };
        let (comes, leaves) = match old {
            Some(old) => old.moved(to),
            None => (stretch.rows(), 0..0),
        };
        if comes.len() > MOST_BY_NAME {
            let most = text::count(MOST_BY_NAME as u64);
            let words = format!("Shift selects at most {most} rows at a time. Use “Select all”.");
            return self.app.announce.emit(words);
        }
        self.held.borrow_mut().stretch = Some(stretch);
        self.with_rows(comes, |grid, files| {
            let mut named = Vec::with_capacity(files.len());
            for file in &files {
                let name = grid.named(file);
                if !grid.is_picked(file, &name) {
                    named.push(name);
                }
            }
            grid.held.borrow_mut().added.extend(named.iter().cloned());
            grid.pick(Action::Add(named));
        });
        self.with_rows(leaves, |grid, files| {
            let mut named: Vec<Picked> = files.iter().map(|file| grid.named(file)).collect();
            let mut held = grid.held.borrow_mut();
            named.retain(|name| held.added.contains(name));
            held.added.retain(|name| !named.contains(name));
            drop(held);
            grid.pick(Action::Remove(named));
        });
    }

    /// Acts on the files of rows, which may have to be fetched.
    fn with_rows(&self, places: Range<usize>, act: fn(&Self, Vec<FoundFile>)) {
        if places.is_empty() {
            return;
        }
        if let Some(files) = self.answer.rows(places.clone()) {
            return act(self, files);
        }
        let whole = |place| u32::try_from(place).unwrap_or(u32::MAX);
        let range = whole(places.start)..whole(places.end);
        let (grid, question) = (self.clone(), self.answer.question.clone());
        let search = &self.app.ports.search;
        let rows = search.rows(&question.view, &question.rules, range);
        let task = self.app.ports.spawner.spawn(Box::pin(async move {
            match rows.await {
                Ok(files) => act(&grid, files),
                Err(fault) => grid.app.announce.emit(text::search_fault(&fault).what),
            }
        }));
        self.held.borrow_mut().tasks.push(task);
    }
}
