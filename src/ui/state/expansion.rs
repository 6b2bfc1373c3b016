//! What the rules of a selection find in the list that is open, and the sums over a selection.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::RemoteFile;
use crate::listing::Size;
use crate::mirror::MirrorRegistry;
use crate::plan::{Facts, PlannedFile, Totals};
use crate::port::{SearchError, SearchFiles};
use crate::search::Tally;
use crate::selection::{Action, Difference, Files, Picked, Rule, Selection};
use crate::ui::ports::AppPorts;
use crate::worker::plan::{PickedAs, PlanSummary};

use super::file_list::{Lists, OpenList};
use super::known::Known;
use super::loaded::use_loaded;

/// What rules find, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Expansion {
    /// There are no rules.
    #[default]
    Nothing,
    /// The files are being counted.
    Loading,
    /// What each rule finds, in the order of the rules.
    Ready(Rc<Found>),
    /// The files could not be counted, for this reason.
    Failed(AttrValue),
}

/// What rules find in the list that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Each rule, in the order of the rules.
    pub rules: Vec<RuleFiles>,
    /// The sums over the files of all rules that count, each file once, exceptions among them.
    pub together: Tally,
}

/// What a rule finds in the list that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFiles {
    /// The sums, exceptions of the rule among them.
    pub tally: Tally,
    /// How that differs from what the user picked. The files do not count until the user says so.
    pub difference: Option<Difference>,
}

impl Expansion {
    /// Returns what each rule finds, in the order of the rules; nothing before it is found.
    pub fn found(&self) -> &[RuleFiles] {
        match self {
            Self::Ready(found) => &found.rules,
            _ => &[],
        }
    }

    /// Returns whether what a rule finds counts, as far as that is known.
    pub fn counts(&self, rule: usize) -> bool {
        let found = self.found().get(rule);
        found.is_none_or(|found| found.difference.is_none())
    }
}

/// Returns the files that are picked by name, with all that is known of them.
pub fn named_files(named: &Files, known: &Known) -> Vec<PlannedFile> {
    let main = known.registry.main_host();
    let facts = named.iter().flat_map(|picked| {
        let (host, sources) = match picked {
            Picked::Main(path) => (&main, known.sources(path)),
            Picked::Elsewhere(at) => {
                let unknown = RemoteFile::unknown(at.path.clone());
                (&at.host, vec![unknown])
            }
        };
        let host = host.clone();
        sources.into_iter().map(move |file| PlannedFile {
            host: host.clone(),
            file,
        })
    });
    facts.collect()
}

/// Returns the sums over a selection: of its plan, and of rules that do not count, as they were picked. Before there is a plan they
/// are taken from what rules find, and a file that is picked in two ways can count twice.
pub fn totals(
    selection: &Selection,
    expansion: &Expansion,
    plan: Option<&PlanSummary>,
    known: &Known,
) -> Totals {
    let all = |at: &usize| match expansion {
        Expansion::Ready(_) => !expansion.counts(*at),
        _ => true,
    };
    let counted = match plan {
        Some(plan) => {
            let mut totals = plan.totals;
            totals.files += plan.refusals;
            totals.unknown_sizes += plan.refusals;
            totals
        }
        None => named_totals(selection, known).and(found_totals(selection, expansion)),
    };
    let rules = selection.rules().iter().enumerate();
    let others = rules.filter(|(at, _)| all(at));
    others.fold(counted, |totals, (_, rule)| totals.and(rule_totals(rule)))
}

/// Returns the sums over the files that are picked by name.
fn named_totals(selection: &Selection, known: &Known) -> Totals {
    let mirror = known.registry.get_or_default(None);
    let none = Totals {
        exact: true,
        ..Totals::default()
    };
    selection.files().iter().fold(none, |totals, picked| {
        let facts = match picked {
            Picked::Main(path) => known.facts(path, mirror),
            Picked::Elsewhere(_) => Facts::default(),
        };
        totals.and(Totals {
            files: 1,
            bytes: facts.size.map_or(0, Size::bytes),
            exact: facts.size.is_some_and(Size::is_exact),
            unknown_sizes: usize::from(facts.size.is_none()),
            ..Totals::default()
        })
    })
}

/// Returns the sums over what rules find, less their exceptions, whose sizes are not known here.
fn found_totals(selection: &Selection, expansion: &Expansion) -> Totals {
    let Expansion::Ready(found) = expansion else {
        return Totals {
            exact: true,
            ..Totals::default()
        };
    };
    let mut totals = Totals::from(&found.together);
    let rules = selection.rules().iter().enumerate();
    let counting = rules.filter(|(at, _)| expansion.counts(*at));
    // With several rules, another one can find what one excepts.
    let without = counting.map(|(_, rule)| rule.except.len()).max();
    let without = without.unwrap_or_default();
    totals.files = totals.files.saturating_sub(without);
    totals.exact &= without == 0;
    totals
}

/// Returns the sums over a rule as it was picked.
fn rule_totals(rule: &Rule) -> Totals {
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let unknown_sizes = number(rule.unknown_sizes);
    Totals {
        files: number(rule.files()),
        bytes: rule.bytes,
        // The size of an exception is not known here.
        exact: rule.except.is_empty() && unknown_sizes == 0,
        unknown_sizes,
        ..Totals::default()
    }
}

/// Returns the changes that take a file out of a selection: the name, and an exception for each rule that finds it.
pub fn removal(picked: &[PickedAs]) -> Vec<Action> {
    let action = |picked: &PickedAs| match picked.rule {
        None => Action::Remove(vec![picked.file.clone()]),
        Some(rule) => Action::Except(rule as usize, vec![picked.file.clone()]),
    };
    picked.iter().map(action).collect()
}

/// Counts what the rules of a selection find, anew when another list is open.
#[hook]
pub(super) fn use_expanded(
    ports: &AppPorts,
    lists: &Lists,
    registry: &Rc<MirrorRegistry>,
    selection: &Selection,
) -> Expansion {
    let rules = selection.rules().to_vec();
    let list = lists.open_list(registry).filter(|_| !rules.is_empty());
    let key = list.map(|list| {
        let asked = rules.iter().map(|rule| asked(rule, &list)).collect();
        (list, asked)
    });
    let load = {
        let search = ports.search.clone();
        |(_, rules): (OpenList, Vec<Rule>), _| async move {
            let expanded = expand(&*search, &rules).await;
            expanded.map_err(|error| AttrValue::from(error.to_string()))
        }
    };
    let expanded = use_loaded(ports, key.clone(), load);
    let result = key.and_then(|key| Some(expanded.result(&key)?.cloned().map_err(Clone::clone)));
    // Anew only when something has changed, so that it is compared by its address.
    let expansion = use_memo((result, rules), |(result, rules)| match result {
        _ if rules.is_empty() => Expansion::Nothing,
        Some(Ok(found)) => Expansion::Ready(counted(found, rules)),
        Some(Err(reason)) => Expansion::Failed(reason.clone()),
        None => Expansion::Loading,
    });
    (*expansion).clone()
}

/// Marks the rules that find something else than what was picked.
pub fn counted(found: &Rc<Found>, rules: &[Rule]) -> Rc<Found> {
    let difference = |rule: &Rule, tally: &Tally| rule.difference(&found_now(rule, tally, ""));
    let each = found
        .rules
        .iter()
        .zip(rules)
        .map(|(found, rule)| RuleFiles {
            difference: difference(rule, &found.tally),
            tally: found.tally.clone(),
        });
    Rc::new(Found {
        rules: each.collect(),
        together: found.together.clone(),
    })
}

/// Returns of a rule what decides what is counted: what it found in another list, too.
fn asked(rule: &Rule, list: &OpenList) -> Rule {
    if rule.snapshot == list.digest {
        return Rule {
            query: rule.query.clone(),
            ..Rule::default()
        };
    }
    Rule {
        except: Files::default(),
        ..rule.clone()
    }
}

/// Returns a rule with what it finds now in a list, by the digest of that list.
pub fn found_now(rule: &Rule, tally: &Tally, list: &str) -> Rule {
    Rule {
        query: rule.query.clone(),
        snapshot: list.to_owned(),
        count: tally.files.into(),
        bytes: tally.bytes,
        unknown_sizes: tally.unknown_sizes.into(),
        digest: tally.digest,
        except: rule.except.clone(),
    }
}

/// Counts what each rule finds, and what those find together that find what the user picked.
///
/// # Errors
///
/// [`SearchError`] if the list does not answer.
pub async fn expand(search: &dyn SearchFiles, rules: &[Rule]) -> Result<Rc<Found>, SearchError> {
    let mut found = Found::default();
    let mut counting = Vec::new();
    for rule in rules {
        let tally = search.count(&rule.query).await?;
        let difference = rule.difference(&found_now(rule, &tally, ""));
        if difference.is_none() {
            counting.push(rule.query.clone());
            found.together = tally.clone();
        }
        found.rules.push(RuleFiles { tally, difference });
    }
    if counting.len() > 1 {
        found.together = search.tally(&counting).await?;
    }
    Ok(Rc::new(found))
}
