//! Joining what two tabs of the browser have changed since both had the same selections.

use std::rc::Rc;

use super::{Files, Rule, Selection, Selections};

impl Selections {
    /// Joins these selections, changed here since they were `base`, with the selections `other` that another tab made of the same
    /// `base`.
    ///
    /// What either added is added, and what either removed is removed, unless the other changed it meanwhile. The current selection
    /// stays this one's, unless the other removed it.
    #[must_use]
    pub fn joined(&self, base: &Self, other: &Self) -> Self {
        if self.holds_the_same(other) || base.holds_the_same(other) {
            return self.clone();
        }
        let mut list = Vec::new();
        for (name, theirs) in &other.list {
            let before = base.get(name);
            match (self.get(name), before) {
                (Some(mine), before) => {
                    let none = Selection::default();
                    let joined = mine.joined(before.unwrap_or(&none), theirs);
                    list.push((name.clone(), joined));
                }
                (None, Some(before)) if before.picks_the_same(theirs) => {}
                (None, _) => list.push((name.clone(), theirs.clone())),
            }
        }
        for (name, mine) in &self.list {
            let is_gone = base
                .get(name)
                .is_some_and(|before| before.picks_the_same(mine));
            if other.get(name).is_none() && !is_gone {
                list.push((name.clone(), mine.clone()));
            }
        }
        if list.is_empty() {
            list = Self::default().list;
        }
        let place = |wanted: &str| list.iter().position(|(name, _)| name == wanted);
        let current = place(self.name()).or_else(|| place(other.name()));
        Self {
            current: current.unwrap_or_default(),
            list,
            removed: self.removed.clone(),
            searches: self.searches.joined(&base.searches, &other.searches),
        }
    }

    /// Returns whether both have the same names, files, rules and saved searches, whichever selection is the current one.
    pub fn holds_the_same(&self, other: &Self) -> bool {
        let is_same =
            |((name, one), (other_name, other)): (&(String, Selection), &(String, Selection))| {
                name == other_name && one.picks_the_same(other)
            };
        self.searches.holds_the_same(&other.searches)
            && self.list.len() == other.list.len()
            && self.list.iter().zip(&other.list).all(is_same)
    }

    fn get(&self, wanted: &str) -> Option<&Selection> {
        let mut list = self.list();
        list.find_map(|(name, one)| (name == wanted).then_some(one))
    }
}

impl Selection {
    /// Returns whether both have the same files and rules.
    pub fn picks_the_same(&self, other: &Self) -> bool {
        (&self.files, &self.rules) == (&other.files, &other.rules)
    }

    fn joined(&self, base: &Self, other: &Self) -> Self {
        if self.picks_the_same(other) || base.picks_the_same(other) {
            return self.clone();
        }
        let before = self.before.as_ref();
        let joined = Self {
            files: self.files.joined(&base.files, &other.files),
            rules: joined_rules(&self.rules, &base.rules, &other.rules),
            found: None,
            // Undo must not take away what the other tab picked.
            before: before.map(|before| Rc::new(before.joined(base, other))),
        };
        if joined.picks_the_same(self) {
            return self.clone();
        }
        joined
    }
}

impl Files {
    fn joined(&self, base: &Self, other: &Self) -> Self {
        let added = self.iter().filter(|file| !base.contains(file));
        let removed = base.iter().filter(|file| !self.contains(file));
        other
            .with(added.cloned().collect())
            .without(removed.cloned().collect())
    }
}

fn joined_rules(mine: &[Rule], base: &[Rule], other: &[Rule]) -> Vec<Rule> {
    let of = |rules: &'_ [Rule], wanted: &Rule| -> Option<Rule> {
        let mut rules = rules.iter();
        rules.find(|rule| rule.query == wanted.query).cloned()
    };
    let mut joined = Vec::new();
    for theirs in other {
        let before = of(base, theirs);
        match of(mine, theirs) {
            Some(mine) => joined.push(mine.joined(before, theirs)),
            None if before.as_ref() == Some(theirs) => {}
            None => joined.push(theirs.clone()),
        }
    }
    let added = mine
        .iter()
        .filter(|rule| of(other, rule).is_none() && of(base, rule).as_ref() != Some(*rule));
    joined.extend(added.cloned());
    joined
}

impl Rule {
    /// Joins two rules of one query: the exceptions of both, and what the one that was changed here says, if it was.
    fn joined(self, base: Option<Self>, other: &Self) -> Self {
        let before = base.unwrap_or_else(|| Self {
            query: self.query.clone(),
            ..Self::default()
        });
        let except = self.except.joined(&before.except, &other.except);
        let without_exceptions = |rule: &Self| Self {
            except: Files::default(),
            ..rule.clone()
        };
        let is_changed = without_exceptions(&self) != without_exceptions(&before);
        let rule = if is_changed { self } else { other.clone() };
        Self { except, ..rule }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::selection::{Action, Change, Picked, SearchChange};

    /// A change of one of few selections, so that two runs of changes meet.
    fn change() -> impl Strategy<Value = Change> {
        let file = |number: u8| Picked::parse(&format!("f{number}")).expect("a path");
        let rule = |(query, count): (u8, u64)| Rule {
            query: format!("q{query}"),
            count,
            ..Rule::default()
        };
        let name = (0..3_u8).prop_map(|number| format!("Selection {number}"));
        prop_oneof![
            4 => (0..6_u8).prop_map(move |number| Action::Add(vec![file(number)]).into()),
            2 => (0..6_u8).prop_map(move |number| Action::Remove(vec![file(number)]).into()),
            2 => (0..3_u8, 1..4_u64).prop_map(rule).prop_map(|rule| Action::AddRule(rule).into()),
            1 => (0..2_usize).prop_map(|at| Action::DropRule(at).into()),
            1 => (0..2_usize, 0..6_u8).prop_map(move |(at, number)| Action::Except(at, vec![file(number)]).into()),
            1 => Just(Action::Clear.into()),
            1 => Just(Action::Undo.into()),
            1 => name.clone().prop_map(Change::New),
            1 => name.clone().prop_map(Change::Switch),
            1 => name.prop_map(Change::Rename),
            1 => Just(Change::Remove),
            1 => Just(Change::Restore),
            2 => (0..3_u8, 0..3_u8).prop_map(|(name, query)| SearchChange::Save { name: format!("S{name}"), query: format!("q{query}") }.into()),
            1 => (0..3_u8, 0..3_u8).prop_map(|(from, to)| SearchChange::Rename { from: format!("S{from}"), to: format!("S{to}") }.into()),
            1 => (0..3_u8).prop_map(|name| SearchChange::Remove(format!("S{name}")).into()),
            1 => Just(SearchChange::Restore.into()),
        ]
    }

    fn after(start: &Selections, changes: Vec<Change>) -> Selections {
        changes.into_iter().fold(start.clone(), |now, change| {
            now.reduce(change).ok().flatten().unwrap_or(now)
        })
    }

    fn sorted(selections: &Selections) -> Vec<(String, Vec<String>, Vec<String>)> {
        let mut list: Vec<_> = selections
            .list()
            .map(|(name, one)| {
                let files = one.files().iter().map(Picked::to_string).collect();
                let mut rules: Vec<_> =
                    one.rules().iter().map(|rule| format!("{rule:?}")).collect();
                rules.sort();
                (name.to_owned(), files, rules)
            })
            .collect();
        let searches = selections.searches().list().iter();
        list.extend(searches.map(|(name, query)| (name.clone(), vec![query.clone()], Vec::new())));
        list.sort();
        list
    }

    proptest! {
        #[test]
        fn what_one_tab_alone_changed_is_taken_whole(start in vec(change(), 0..12), changes in vec(change(), 0..12)) {
            let base = after(&Selections::default(), start);
            let changed = after(&base, changes);
            prop_assert_eq!(&changed.joined(&base, &base), &changed);
            let taken = base.joined(&base, &changed);
            prop_assert_eq!(sorted(&taken), sorted(&changed));
        }

        #[test]
        fn no_pick_of_either_tab_is_lost(start in vec(change(), 0..12), here in vec(change(), 0..12), there in vec(change(), 0..12)) {
            let base = after(&Selections::default(), start);
            let (mine, theirs) = (after(&base, here), after(&base, there));
            let joined = mine.joined(&base, &theirs);
            for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
                for (name, selection) in one.list() {
                    let none = Selection::default();
                    let before = base.get(name).unwrap_or(&none);
                    for file in selection.files().iter().filter(|file| !before.files().contains(file)) {
                        let now = joined.get(name).map(|now| now.files().contains(file));
                        prop_assert_eq!(now, Some(true), "{} of {}", file, name);
                    }
                    for file in before.files().iter().filter(|file| !selection.files().contains(file)) {
                        // The other tab has not picked it anew: it had it all the time.
                        let still = other.get(name).is_some_and(|now| now.files().contains(file));
                        let now = joined.get(name).is_some_and(|now| now.files().contains(file));
                        prop_assert!(!(still && now), "{} of {}", file, name);
                    }
                    for (name, query) in one.searches.list() {
                        let known = base.searches.list().iter().any(|(_, old)| old == query);
                        let now = joined.searches.list().iter().any(|(_, now)| now == query);
                        prop_assert!(known || now, "{}: {}", name, query);
                    }
                    for rule in selection.rules() {
                        let known = before.rules().iter().any(|old| old.query == rule.query);
                        let now = joined.get(name).is_some_and(|now| now.rules().iter().any(|now| now.query == rule.query));
                        prop_assert!(known || now, "{} of {}", rule.query, name);
                    }
                }
            }
        }

        #[test]
        fn both_tabs_come_to_the_same(start in vec(change(), 0..12), here in vec(change(), 0..12), there in vec(change(), 0..12)) {
            let base = after(&Selections::default(), start);
            let (mine, theirs) = (after(&base, here), after(&base, there));
            let joined = mine.joined(&base, &theirs);
            // The other tab reads what this one stored.
            let other = theirs.joined(&theirs, &joined);
            prop_assert_eq!(sorted(&joined), sorted(&other));
            prop_assert_eq!(&joined.joined(&joined, &other), &joined);
            // What was stored can be read again.
            let read = Selections::from_json(&joined.to_json()).expect("stored selections");
            prop_assert!(read.holds_the_same(&joined));
        }

        #[test]
        fn undo_takes_nothing_away_that_the_other_tab_picked(start in vec(change(), 0..12), number in 6..9_u8) {
            let base = after(&Selections::default(), start);
            let cleared = after(&base, vec![Action::Clear.into()]);
            let file = Picked::parse(&format!("f{number}")).expect("a path");
            let name = base.name().to_owned();
            let other = after(&base, vec![Action::Add(vec![file.clone()]).into()]);
            let joined = cleared.joined(&base, &other);
            let back = after(&joined, vec![Action::Undo.into()]);
            prop_assert!(back.get(&name).is_some_and(|one| one.files().contains(&file)));
            if !base.current().is_empty() {
                let whole = after(&base, vec![Action::Add(vec![file]).into()]);
                prop_assert!(back.current().picks_the_same(whole.current()));
            }
        }
    }
}
