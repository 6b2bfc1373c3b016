//! One selection, its rules that stand for all files of a query, and how actions change it.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Files, Picked};
use crate::mirror::RemotePath;
use crate::table::Md5;

/// A query that stands for the files it found in one snapshot of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The query, as it is typed.
    pub query: String,
    /// Digest of the snapshot it ran on.
    pub snapshot: String,
    /// Number of files found.
    pub count: u64,
    /// Sum of the known sizes in bytes.
    pub bytes: u64,
    /// Number of files of unknown size.
    pub unknown_sizes: u64,
    /// MD5 over the names of the files found, once it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Md5>,
    /// Files found but excluded.
    pub except: Files,
}

/// How a rule finds other files than when it was picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How many it found then.
    pub then: u64,
    /// How many it finds now. The same number means other files.
    pub now: u64,
}

impl Rule {
    /// Returns the number of files it stands for, assuming that it finds all its exceptions.
    pub fn files(&self) -> u64 {
        self.count.saturating_sub(self.except.len() as u64)
    }

    /// Compares what it found when it was picked with what it finds now; `None` if that is the same, or if it does not say what it
    /// found.
    ///
    /// The digests decide where both are known, as the list may have learned the sizes of the same files; else the numbers do.
    pub fn difference(&self, now: &Self) -> Option<Difference> {
        let numbers = |rule: &Self| (rule.count, rule.unknown_sizes);
        let is_same = match (self.digest, now.digest) {
            (Some(then), Some(now)) => then == now,
            _ if numbers(self) == numbers(now) => self.bytes == now.bytes,
            _ => self.count == now.count,
        };
        (!self.snapshot.is_empty() && !is_same).then_some(Difference {
            then: self.count,
            now: now.count,
        })
    }

    /// Returns whether a file it finds is not excluded.
    pub fn wants(&self, file: &Picked) -> bool {
        !self.except.contains(file)
    }
}

/// A selection: files by name, and rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Files that were picked by name.
    pub(super) files: Files,
    /// Rules, in the order in which they were added.
    pub(super) rules: Vec<Rule>,
    /// Number of files, each counted once, as the open list has them; `None` until the rules are asked.
    pub(super) found: Option<u64>,
    /// State that [`Action::Undo`] restores; it has none itself.
    pub(super) before: Option<Rc<Selection>>,
}

/// A change of a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Pick these files by name.
    Add(Vec<Picked>),
    /// Drop these files from those that were picked by name. A rule that finds them still does.
    Remove(Vec<Picked>),
    /// Pick all files that a rule finds. A rule with the same query is replaced, with its exceptions.
    AddRule(Rule),
    /// Drop the rule at this position; [`Action::Undo`] brings it back.
    DropRule(usize),
    /// Exclude these files from the rule at this position.
    Except(usize, Vec<Picked>),
    /// Drop all; [`Action::Undo`] brings it back.
    Clear,
    /// Replace the files and rules by another selection's; [`Action::Undo`] brings these back.
    Load(Selection),
    /// Undo the last change, if it was an undoable one.
    Undo,
    /// Note the digest of what the rule at this position finds, where it is not known yet. What is picked does not change.
    Identify(usize, Md5),
    /// Note the number of files that the selection stands for in the open list, each counted once; `None` where it is not
    /// known. What is picked does not change.
    Found(Option<u64>),
}

impl Action {
    /// Picks files of the main site.
    pub fn add(paths: Vec<RemotePath>) -> Self {
        Self::Add(paths.into_iter().map(Picked::Main).collect())
    }

    /// Drops files of the main site.
    pub fn remove(paths: Vec<RemotePath>) -> Self {
        Self::Remove(paths.into_iter().map(Picked::Main).collect())
    }
}

impl Selection {
    /// Creates a selection of files and rules; of rules with the same query the last counts.
    pub fn of(files: Files, rules: Vec<Rule>) -> Self {
        let mut selection = Self {
            files,
            ..Self::default()
        };
        for rule in rules {
            selection.put(rule);
        }
        selection
    }

    /// Returns whether a file of the main site was picked by name.
    pub fn contains(&self, path: &RemotePath) -> bool {
        self.files.contains_main(path)
    }

    /// Returns the files that were picked by name.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Returns the paths of those on the main site, in order.
    pub fn paths(&self) -> impl Iterator<Item = &RemotePath> {
        self.files.iter().filter_map(|file| match file {
            Picked::Main(path) => Some(path),
            Picked::Elsewhere(_) => None,
        })
    }

    /// Returns the rules, in the order in which they were added.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Returns the number of picked files: the one that [`Action::Found`] noted since the last change, else the sum of what the
    /// rules counted when they were added. In that sum, a file found by two rules, or by a rule and by name, counts twice.
    pub fn count(&self) -> u64 {
        let rules = || self.rules.iter().map(Rule::files);
        self.found
            .unwrap_or_else(|| rules().fold(self.files.len() as u64, u64::saturating_add))
    }

    /// Returns whether nothing is picked.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.rules.is_empty()
    }

    /// Returns how many files [`Action::Undo`] would bring back; `None` if it would do nothing.
    pub fn undoable(&self) -> Option<u64> {
        let before = self.before.as_ref()?;
        Some(before.count().saturating_sub(self.count()))
    }

    /// Returns the selection after a change; `None` if it changes nothing.
    #[must_use]
    pub fn reduce(&self, action: Action) -> Option<Self> {
        if let Action::Found(found) = action {
            return (found != self.found).then(|| Self {
                found,
                ..self.clone()
            });
        }
        if let Action::Identify(at, digest) = action {
            let mut next = self.clone();
            let unknown = next.rules.get_mut(at).filter(|rule| rule.digest.is_none());
            unknown?.digest = Some(digest);
            return Some(next);
        }
        let mut next = Self {
            found: None,
            before: None,
            ..self.clone()
        };
        match action {
            Action::Add(files) => next.files = self.files.with(files),
            Action::Remove(files) => next.files = self.files.without(files),
            Action::AddRule(rule) => next.put(rule),
            Action::DropRule(at) if at < next.rules.len() => {
                next.rules.remove(at);
                next.before = Some(self.content());
            }
            Action::DropRule(_) | Action::Found(_) | Action::Identify(..) => {}
            Action::Except(at, files) => {
                if let Some(rule) = next.rules.get_mut(at) {
                    rule.except = rule.except.with(files);
                }
            }
            Action::Clear => next = self.replaced_by(Self::default()),
            Action::Load(other) => next = self.replaced_by(other),
            Action::Undo => {
                if let Some(before) = &self.before {
                    next = (**before).clone();
                }
            }
        }
        (!next.picks_the_same(self)).then_some(next)
    }

    fn put(&mut self, rule: Rule) {
        match self.rules.iter_mut().find(|old| old.query == rule.query) {
            Some(old) => *old = rule,
            None => self.rules.push(rule),
        }
    }

    fn replaced_by(&self, other: Self) -> Self {
        Self {
            before: (!self.is_empty()).then(|| self.content()),
            ..other
        }
    }

    fn content(&self) -> Rc<Self> {
        Rc::new(Self {
            before: None,
            ..self.clone()
        })
    }
}
