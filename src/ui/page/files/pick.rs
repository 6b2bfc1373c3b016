//! What is picked in the grid of found files: single files, stretches, all at once.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use crate::port::Task;
use crate::search::FoundFile;
use crate::selection::{Action, Picked, Rule, Stretch};
use crate::text;
use crate::ui::component::Rows;
use crate::ui::state::AppContext;
use crate::ui::state::file_search::{Answer, BLOCK};

/// Most rows that Shift picks by name.
const MOST_BY_NAME: usize = 10_000;

/// What the handlers of events need.
#[derive(Clone)]
pub(super) struct Grid {
    pub(super) app: AppContext,
    pub(super) answer: Rc<Answer>,
    pub(super) rows: Rows,
    pub(super) held: Rc<RefCell<Held>>,
}

/// What is picked by Shift, and what still fetches rows for it.
#[derive(Default)]
pub(super) struct Held {
    pub(super) stretch: Option<Stretch>,
    /// Those that the stretch picked.
    pub(super) added: Vec<Picked>,
    tasks: Vec<Task>,
}

impl Grid {
    pub(super) fn named(&self, file: &FoundFile) -> Picked {
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

    pub(super) fn is_picked(&self, file: &FoundFile, named: &Picked) -> bool {
        let selection = self.app.selection.0.current();
        selection.files().contains(named) || !self.rules_of(file, named).is_empty()
    }

    pub(super) fn pick(&self, action: Action) {
        self.app.selection.dispatch(action.into());
    }

    /// Picks the file of a row, or drops it from all that picks it.
    pub(super) fn toggle(&self, place: usize) {
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
    pub(super) fn rule_of_all(&self) -> Option<usize> {
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

    pub(super) fn all_picked(&self) -> bool {
        let is_picked = |file: &FoundFile| self.is_picked(file, &self.named(file));
        self.rule_of_all().is_some() || self.few().is_some_and(|files| files.iter().all(is_picked))
    }

    /// Picks all that was found, by one rule, or drops it.
    pub(super) fn pick_all(&self, all: bool) {
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

    /// Ends the stretch; what it picked stays picked.
    pub(super) fn let_go(&self) {
        let mut held = self.held.borrow_mut();
        held.stretch = None;
        held.added.clear();
    }

    /// Moves the end of the stretch from a row to another: picks what comes to it, drops what leaves it.
    pub(super) fn extend(&self, from: usize, to: usize) {
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
