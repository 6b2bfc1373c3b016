//! Searches that were saved, each under a name.

use super::name::{MOST, NameError, checked, numbered};

/// Saved searches by unique name, in the order in which they were saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searches {
    /// Names with queries.
    list: Vec<(String, String)>,
    /// The search that was removed last, with its place.
    removed: Option<(usize, (String, String))>,
}

/// A change of the saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchChange {
    /// Save a query under a name.
    Save {
        /// The name.
        name: String,
        /// The query.
        query: String,
    },
    /// Give the search of this name another.
    Rename {
        /// The name now.
        from: String,
        /// The new name.
        to: String,
    },
    /// Remove the search of this name; [`SearchChange::Restore`] brings it back.
    Remove(String),
    /// Bring the search that was removed last back.
    Restore,
}

impl Searches {
    /// Makes a list of searches, each a name with a query.
    ///
    /// # Errors
    ///
    /// A name is not allowed.
    pub fn new(list: impl Iterator<Item = (String, String)>) -> Result<Self, NameError> {
        let mut searches = Self::default();
        for (name, query) in list {
            let name = searches.checked(&name, None)?;
            searches.list.push((name, query));
        }
        Ok(searches)
    }

    /// Returns the names with their queries.
    pub fn list(&self) -> &[(String, String)] {
        &self.list
    }

    /// Returns the name of the search that [`SearchChange::Restore`] would bring back.
    pub fn removed(&self) -> Option<&str> {
        self.removed.as_ref().map(|(_, (name, _))| name.as_str())
    }

    /// Returns the searches after a change.
    pub(super) fn reduce(&self, change: SearchChange) -> Result<Self, NameError> {
        let mut next = self.clone();
        match change {
            SearchChange::Save { name, query } => {
                next.has_room()?;
                let name = next.checked(&name, None)?;
                next.list.push((name, query));
            }
            SearchChange::Rename { from, to } => {
                let place = next.place(&from)?;
                next.list[place].0 = next.checked(&to, Some(place))?;
            }
            SearchChange::Remove(name) => {
                let place = next.place(&name)?;
                next.removed = Some((place, next.list.remove(place)));
            }
            SearchChange::Restore => {
                next.has_room()?;
                if let Some((place, (name, query))) = next.removed.take() {
                    let place = place.min(next.list.len());
                    let name = free_name(&next.list, name);
                    next.list.insert(place, (name, query));
                }
            }
        }
        Ok(next)
    }

    /// Joins these searches, changed here since they were `base`, with those that another tab made of the same `base`. What either
    /// added stays, under another name where both took the same one; what either removed goes unless the other changed it.
    pub(super) fn joined(&self, base: &Self, other: &Self) -> Self {
        let mut list = Vec::new();
        let mut mine_too = Vec::new();
        for (name, theirs) in &other.list {
            let before = base.get(name);
            match self.get(name) {
                None if before == Some(theirs) => continue,
                Some(mine) if mine != theirs && before == Some(theirs) => {
                    list.push((name.clone(), mine.clone()));
                    continue;
                }
                Some(mine) if mine != theirs && before != Some(mine) => {
                    mine_too.push((name.clone(), mine.clone()));
                }
                _ => {}
            }
            list.push((name.clone(), theirs.clone()));
        }
        for (name, mine) in &self.list {
            if other.get(name).is_none() && base.get(name) != Some(mine) {
                list.push((name.clone(), mine.clone()));
            }
        }
        for (name, mine) in mine_too {
            let name = free_name(&list, name);
            list.push((name, mine));
        }
        Self {
            list,
            removed: self.removed.clone(),
        }
    }

    /// Returns whether both have the same searches in the same order.
    pub(super) fn holds_the_same(&self, other: &Self) -> bool {
        self.list == other.list
    }

    fn get(&self, wanted: &str) -> Option<&String> {
        let mut list = self.list.iter();
        list.find_map(|(name, query)| (name == wanted).then_some(query))
    }

    fn place(&self, name: &str) -> Result<usize, NameError> {
        let place = self.list.iter().position(|(other, _)| other == name);
        place.ok_or_else(|| NameError::UnknownSearch {
            name: name.to_owned(),
        })
    }

    fn has_room(&self) -> Result<(), NameError> {
        if self.list.len() < MOST {
            return Ok(());
        }
        Err(NameError::TooManySearches { most: MOST })
    }

    fn checked(&self, name: &str, own: Option<usize>) -> Result<String, NameError> {
        let name = checked(name)?;
        match self.place(&name) {
            Ok(place) if Some(place) != own => Err(NameError::SearchTaken { name }),
            _ => Ok(name),
        }
    }
}

/// Returns a name that none of a list has: this one, or with a number behind it.
fn free_name(list: &[(String, String)], like: String) -> String {
    let is_free = |name: &String| list.iter().all(|(other, _)| other != name);
    let mut names = (2..).map(|number| numbered(&like, number));
    std::iter::once(like.clone())
        .chain(&mut names)
        .find(is_free)
        .unwrap_or(like)
}
