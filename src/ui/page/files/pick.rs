//! Picking in the grid of found files: single files, ranges of rows, all at once.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use yew::{Callback, UseStateHandle};

use crate::port::Task;
use crate::search::FoundFile;
use crate::selection::{Action, Picked, RowRange, Rule};
use crate::text;
use crate::ui::component::Rows;
use crate::ui::ports::AppPorts;
use crate::ui::state::Navigation;
use crate::ui::state::context::{SelectionContext, SiteContext};
use crate::ui::state::file_search::{BLOCK, FoundFiles};

/// Most rows that Shift picks by name.
const MOST_BY_NAME: usize = 10_000;

/// What rows are drawn from, and what the handlers of events need.
#[derive(Clone)]
pub(super) struct Grid {
    pub(super) ports: AppPorts,
    pub(super) navigation: Navigation,
    pub(super) site: SiteContext,
    pub(super) selection: SelectionContext,
    pub(super) announce: Callback<String>,
    pub(super) found: Rc<FoundFiles>,
    pub(super) rows: Rows,
    pub(super) shift: Rc<RefCell<ShiftRange>>,
    /// The row whose menu is open.
    pub(super) menu: UseStateHandle<Option<usize>>,
}

/// The range of rows that Shift picks, and the tasks that still fetch rows for it.
#[derive(Default)]
pub(super) struct ShiftRange {
    pub(super) range: Option<RowRange>,
    /// The files that the range picked.
    pub(super) added: Vec<Picked>,
    tasks: Vec<Task>,
}

impl Grid {
    pub(super) fn named(&self, file: &FoundFile) -> Picked {
        Picked::at(file.at.clone(), &self.site.known.registry)
    }

    /// Returns the places of the selection's rules that find a file and want it.
    fn rules_of(&self, file: &FoundFile, named: &Picked) -> Vec<usize> {
        let rules = self.selection.current().rules();
        let mut places = Vec::new();
        for covered in &file.covered {
            // The result may be older than the selection.
            let query = self.found.key.rules.get(*covered as usize);
            let is_it = |rule: &Rule| Some(&rule.query) == query && rule.wants(named);
            places.extend(rules.iter().position(is_it));
        }
        places
    }

    pub(super) fn is_picked(&self, file: &FoundFile, named: &Picked) -> bool {
        let selection = self.selection.current();
        selection.files().contains(named) || !self.rules_of(file, named).is_empty()
    }

    pub(super) fn pick(&self, action: Action) {
        self.selection.selections.dispatch(action.into());
    }

    /// Picks the file of a row, or drops it from all that picks it.
    pub(super) fn toggle(&self, place: usize) {
        let Some(file) = self.found.row(place) else {
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
    pub(super) fn rule_of_all(&self) -> Option<usize> {
        let rules = self.selection.current().rules();
        let query = &self.found.key.view.query;
        let place = rules.iter().position(|rule| rule.query == *query)?;
        let is_whole = rules[place].except.is_empty() && self.selection.expansion.counts(place);
        is_whole.then_some(place)
    }

    /// Returns all files, where they are few enough to be here.
    fn few(&self) -> Option<Vec<FoundFile>> {
        let count = self.found.count();
        let few = (1..=BLOCK as usize).contains(&count);
        few.then(|| self.found.rows(0..count)).flatten()
    }

    pub(super) fn all_picked(&self) -> bool {
        let is_picked = |file: &FoundFile| self.is_picked(file, &self.named(file));
        self.rule_of_all().is_some() || self.few().is_some_and(|files| files.iter().all(is_picked))
    }

    /// Picks all that was found, by one rule, or drops it.
    pub(super) fn pick_all(&self, all: bool) {
        let result = &self.found.result;
        let many = text::files(result.files as usize);
        if all {
            let key = &self.found.key;
            // What the rule stands for need not be picked by name too.
            let named = self.found.kept().map(|file| self.named(file));
            self.pick(Action::Remove(named.collect()));
            self.pick(Action::AddRule(Rule {
                query: key.view.query.clone(),
                snapshot: key.list.clone(),
                count: result.files.into(),
                bytes: result.bytes,
                unknown_sizes: result.unknown_sizes.into(),
                ..Rule::default()
            }));
            self.announce.emit(format!("All {many} selected"));
            return;
        }
        if let Some(rule) = self.rule_of_all() {
            self.pick(Action::DropRule(rule));
        }
        for place in 0..self.few().map_or(0, |files| files.len()) {
            let picked = |file: &FoundFile| self.is_picked(file, &self.named(file));
            if self.rule_of_all().is_none() && self.found.row(place).is_some_and(picked) {
                self.toggle(place);
            }
        }
        self.announce.emit(format!("{many} no longer selected"));
    }

    /// Ends the range; what it picked stays picked.
    pub(super) fn end_range(&self) {
        let mut shift = self.shift.borrow_mut();
        shift.range = None;
        shift.added.clear();
    }

    /// Moves the end of the range from a row to another: picks what comes to it, drops what leaves it.
    pub(super) fn extend(&self, from: usize, to: usize) {
        let old = self.shift.borrow().range;
        let range = RowRange {
            anchor: old.map_or(from, |old| old.anchor),
            end: to,
        };
        let (comes, leaves) = match old {
            Some(old) => old.moved(to),
            None => (range.rows(), 0..0),
        };
        if comes.len() > MOST_BY_NAME {
            let most = text::count(MOST_BY_NAME as u64);
            let words = format!("Shift selects at most {most} rows at a time. Use “Select all”.");
            return self.announce.emit(words);
        }
        self.shift.borrow_mut().range = Some(range);
        self.with_rows(comes, |grid, files| {
            let mut named = Vec::with_capacity(files.len());
            for file in &files {
                let name = grid.named(file);
                if !grid.is_picked(file, &name) {
                    named.push(name);
                }
            }
            grid.shift.borrow_mut().added.extend(named.iter().cloned());
            grid.pick(Action::Add(named));
        });
        self.with_rows(leaves, |grid, files| {
            let mut named: Vec<Picked> = files.iter().map(|file| grid.named(file)).collect();
            let mut shift = grid.shift.borrow_mut();
            named.retain(|name| shift.added.contains(name));
            shift.added.retain(|name| !named.contains(name));
            drop(shift);
            grid.pick(Action::Remove(named));
        });
    }

    /// Acts on the files of rows, which may have to be fetched.
    fn with_rows(&self, places: Range<usize>, act: fn(&Self, Vec<FoundFile>)) {
        if places.is_empty() {
            return;
        }
        if let Some(files) = self.found.rows(places.clone()) {
            return act(self, files);
        }
        let row = |place| u32::try_from(place).unwrap_or(u32::MAX);
        let range = row(places.start)..row(places.end);
        let (grid, key) = (self.clone(), self.found.key.clone());
        let search = &self.ports.search;
        let rows = search.rows(&key.view, &key.rules, range);
        let task = self.ports.spawner.spawn(Box::pin(async move {
            match rows.await {
                Ok(files) => act(&grid, files),
                Err(error) => grid.announce.emit(text::search_fault(&error).what),
            }
        }));
        self.shift.borrow_mut().tasks.push(task);
    }
}
