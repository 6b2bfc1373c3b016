//! Several selections, each with a name.

use std::rc::Rc;

use super::name::{MOST, NameError, checked, numbered};
use super::{Action, SearchChange, Searches, Selection};

/// Name of the initial selection.
const FIRST: &str = "Selection";

/// All selections by unique name; one of them is current.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selections {
    pub(super) list: Vec<(String, Selection)>,
    pub(super) current: usize,
    pub(super) removed: Option<Removed>,
    pub(super) searches: Searches,
}

/// The selection that was removed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Removed {
    place: usize,
    name: String,
    selection: Selection,
    /// Whether it was the only one and was replaced by an empty one.
    was_only: bool,
}

/// A change of the selections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Change the current selection.
    Current(Action),
    /// Begin an empty selection of this name, and make it the current one.
    New(String),
    /// Make the selection of this name the current one.
    Switch(String),
    /// Give the current selection this name.
    Rename(String),
    /// Copy the current selection under this name, and make the copy the current one.
    Duplicate(String),
    /// Remove the current selection; [`Change::Restore`] brings it back.
    Remove,
    /// Bring the selection that was removed last back, and make it the current one.
    Restore,
    /// Change the saved searches.
    Search(SearchChange),
    /// Join what another tab of the browser has stored, with what both had before.
    Join {
        /// What both had.
        base: Rc<Selections>,
        /// What the other tab has stored.
        other: Rc<Selections>,
    },
}

impl Default for Selections {
    fn default() -> Self {
        Self::of(Selection::default())
    }
}

impl From<Action> for Change {
    fn from(action: Action) -> Self {
        Self::Current(action)
    }
}

impl From<SearchChange> for Change {
    fn from(change: SearchChange) -> Self {
        Self::Search(change)
    }
}

impl Selections {
    /// Makes a list of one selection.
    pub fn of(selection: Selection) -> Self {
        Self {
            list: vec![(FIRST.to_owned(), selection)],
            current: 0,
            removed: None,
            searches: Searches::default(),
        }
    }

    /// Makes a list of selections; `current` is the name of one of them.
    ///
    /// # Errors
    ///
    /// A name is not allowed, or none has the current name.
    pub fn new(list: Vec<(String, Selection)>, current: &str) -> Result<Self, NameError> {
        let mut selections = Self {
            list: Vec::new(),
            current: 0,
            removed: None,
            searches: Searches::default(),
        };
        for (name, selection) in list {
            // Not how many there are: those of two tabs, joined, may be more than one tab makes.
            let name = selections.checked(&name, None)?;
            selections.list.push((name, selection));
        }
        selections.current = selections.place(current)?;
        Ok(selections)
    }

    /// Returns the current selection.
    pub fn current(&self) -> &Selection {
        &self.list[self.current].1
    }

    /// Returns the name of the current selection.
    pub fn name(&self) -> &str {
        &self.list[self.current].0
    }

    /// Returns all selections with their names, in the order in which they were made.
    pub fn list(&self) -> impl Iterator<Item = (&str, &Selection)> {
        self.list.iter().map(|(name, one)| (name.as_str(), one))
    }

    /// Returns the saved searches.
    pub fn searches(&self) -> &Searches {
        &self.searches
    }

    /// Returns these selections with other saved searches.
    #[must_use]
    pub fn with_searches(self, searches: Searches) -> Self {
        Self { searches, ..self }
    }

    /// Returns the name of the selection that [`Change::Restore`] would bring back.
    pub fn removed(&self) -> Option<&str> {
        self.removed.as_ref().map(|removed| removed.name.as_str())
    }

    /// Returns an unused name derived from another: `Selection 2`.
    pub fn free_name(&self, like: &str) -> String {
        let is_free = |name: &String| self.place(name).is_err();
        if !like.trim().is_empty() && is_free(&like.to_owned()) {
            return like.to_owned();
        }
        let mut names = (2..).map(|number| numbered(like, number));
        names.find(is_free).unwrap_or_default()
    }

    /// Checks a new name for the current selection, trimmed.
    pub fn check_rename(&self, name: &str) -> Result<String, NameError> {
        self.checked(name, Some(self.current))
    }

    /// Returns the selections after a change; `None` if it changes nothing.
    ///
    /// # Errors
    ///
    /// The name is not allowed.
    pub fn reduce(&self, change: Change) -> Result<Option<Self>, NameError> {
        let mut next = self.clone();
        match change {
            Change::Current(action) => {
                let changed = self.current().reduce(action);
                return Ok(changed.map(|selection| {
                    next.list[next.current].1 = selection;
                    next
                }));
            }
            Change::New(name) => next.push(&name, Selection::default())?,
            Change::Duplicate(name) => next.push(&name, self.current().clone())?,
            Change::Switch(name) => next.current = self.place(&name)?,
            Change::Rename(name) => next.list[next.current].0 = self.check_rename(&name)?,
            Change::Remove => next.remove(),
            Change::Restore => next.restore()?,
            Change::Search(change) => next.searches = self.searches.reduce(change)?,
            Change::Join { base, other } => next = self.joined(&base, &other),
        }
        Ok((next != *self).then_some(next))
    }

    fn push(&mut self, name: &str, selection: Selection) -> Result<(), NameError> {
        let name = self.checked_new(name)?;
        self.current = self.list.len();
        self.list.push((name, selection));
        Ok(())
    }

    /// Removes the current selection; the only one is replaced by an empty one.
    fn remove(&mut self) {
        let place = self.current;
        let was_only = self.list.len() == 1;
        if was_only && self.is_untouched() {
            return;
        }
        let (name, selection) = self.list.remove(place);
        if was_only {
            self.list.push((FIRST.to_owned(), Selection::default()));
        }
        self.current = place.min(self.list.len() - 1);
        self.removed = Some(Removed {
            place,
            name,
            selection,
            was_only,
        });
    }

    fn restore(&mut self) -> Result<(), NameError> {
        let Some(removed) = self.removed.take() else {
            return Ok(());
        };
        if removed.was_only && self.is_untouched() {
            self.list.clear();
        }
        let name = self.checked_new(&self.free_name(&removed.name))?;
        self.current = removed.place.min(self.list.len());
        self.list.insert(self.current, (name, removed.selection));
        Ok(())
    }

    /// Returns whether only the initial empty selection exists.
    fn is_untouched(&self) -> bool {
        let first = |(name, one): &(String, Selection)| name == FIRST && one.is_empty();
        self.list.len() == 1 && self.list.iter().all(first)
    }

    fn place(&self, name: &str) -> Result<usize, NameError> {
        let place = self.list.iter().position(|(other, _)| other == name);
        place.ok_or_else(|| NameError::Unknown {
            name: name.to_owned(),
        })
    }

    fn checked_new(&self, name: &str) -> Result<String, NameError> {
        if self.list.len() >= MOST {
            return Err(NameError::TooMany { most: MOST });
        }
        self.checked(name, None)
    }

    /// Checks a name for the selection at a position, or for a new one.
    fn checked(&self, name: &str, own: Option<usize>) -> Result<String, NameError> {
        let name = checked(name)?;
        match self.place(&name) {
            Ok(place) if Some(place) != own => Err(NameError::Taken { name }),
            _ => Ok(name),
        }
    }
}
