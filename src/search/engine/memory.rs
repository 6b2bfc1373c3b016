//! The results of the last tests.

use std::collections::VecDeque;
use std::rc::Rc;

use super::terms::{Asked, Fitting};
use crate::search::{Term, Test};

/// Number of tests whose results are cached; each takes a quarter of a byte for each file.
const REMEMBERED: usize = 12;

/// Cache of test results, the newest first.
#[derive(Debug, Default)]
pub(super) struct Memory(VecDeque<(String, Rc<Fitting>)>);

impl Memory {
    /// Returns the cached result for a key, or computes it.
    pub(super) fn get(&mut self, key: String, find: impl FnOnce() -> Fitting) -> Rc<Fitting> {
        let place = self.0.iter().position(|(known, _)| *known == key);
        if let Some(entry) = place.and_then(|place| self.0.remove(place)) {
            let found = Rc::clone(&entry.1);
            self.0.push_front(entry);
            return found;
        }
        let found = Rc::new(find());
        self.0.push_front((key, Rc::clone(&found)));
        self.0.truncate(REMEMBERED);
        found
    }

    /// Returns the files that match a test.
    pub(super) fn fitting(&mut self, asked: &Asked, test: &Test) -> Rc<Fitting> {
        let wanted = Term {
            negated: false,
            test: test.clone(),
        };
        self.get(wanted.to_string(), || asked.fitting(test))
    }
}
