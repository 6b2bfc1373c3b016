//! The files that the rules of a selection stand for, and the files that are planned.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::RemoteFile;
use crate::mirror::{HostPath, MirrorRegistry};
use crate::plan::{PlannedFile, Plans, Totals};
use crate::port::SearchError;
use crate::search::Tally;
use crate::selection::{Action, Difference, Files, Picked, Rule, Selection};
use crate::ui::ports::AppPorts;

use super::file_list::{Lists, OpenList, Origin};
use super::known::Known;
use super::loaded::use_loaded;

/// The files that rules stand for, as far as they are found.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Expansion {
    /// There are no rules.
    #[default]
    Nothing,
    /// The files are being looked for.
    Loading,
    /// The files of each rule, in the order of the rules.
    Ready(Rc<[RuleFiles]>),
    /// The files could not be found, for this reason.
    Failed(AttrValue),
    /// There are more files than a page can hold.
    TooMany {
        /// What each rule finds, with the files of those that the page can hold.
        found: Rc<[RuleFiles]>,
        /// The sums over what all rules find together, each file once.
        tally: Tally,
        /// The most files that a page holds.
        most: u32,
    },
}

/// What a rule finds in the list that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFiles {
    /// The files, without the exceptions of the rule; none where the page cannot hold them, or where they do not count.
    pub files: Vec<PlannedFile>,
    /// What the rule finds, its exceptions among it.
    pub tally: Tally,
    /// How that differs from what the user picked. The files do not count until the user says so.
    pub difference: Option<Difference>,
}

impl Expansion {
    /// Returns what each rule finds, in the order of the rules; nothing before it is found.
    pub fn found(&self) -> &[RuleFiles] {
        match self {
            Self::Ready(found) | Self::TooMany { found, .. } => found,
            _ => &[],
        }
    }

    /// Returns whether what a rule finds counts, as far as that is known.
    pub fn counts(&self, rule: usize) -> bool {
        let found = self.found().get(rule);
        found.is_none_or(|found| found.difference.is_none())
    }

    /// Returns the files of all rules; none before they are found.
    pub fn files(&self) -> impl Iterator<Item = &PlannedFile> {
        self.found().iter().flat_map(|found| &found.files)
    }
}

/// Returns the files that a rule finds, less its exceptions.
pub fn wanted(rule: &Rule, found: Vec<PlannedFile>, registry: &MirrorRegistry) -> Vec<PlannedFile> {
    if rule.except.is_empty() {
        return found;
    }
    let mut wanted = found;
    wanted.retain(|file| rule.wants(&name_of(file, registry)));
    wanted
}

/// Returns the files to be planned, those that are picked by name and those of rules, with all that is known of them.
pub fn to_plan(named: &Files, expansion: &Expansion, known: &Known) -> Vec<PlannedFile> {
    let main = known.registry.main_host();
    let mut files = Vec::new();
    for picked in named.iter() {
        match picked {
            Picked::Main(path) => {
                let sources = known.sources(path).into_iter();
                files.extend(sources.map(|file| PlannedFile {
                    host: main.clone(),
                    file,
                }));
            }
            Picked::Elsewhere(at) => files.push(PlannedFile {
                host: at.host.clone(),
                file: RemoteFile::unknown(at.path.clone()),
            }),
        }
    }
    for found in expansion.files() {
        if known.registry.is_main(&found.host) {
            // What was read from a mirror since may say more, as a checksum.
            let sources = known.read(&found.file.path).into_iter();
            files.extend(sources.map(|file| PlannedFile {
                host: found.host.clone(),
                file,
            }));
        }
        files.push(found.clone());
    }
    files
}

/// Returns the sums over a selection: of its plans; and of the rules, as they were picked, whose files are not found or do not
/// count.
pub fn totals(selection: &Selection, expansion: &Expansion, plans: &Plans) -> Totals {
    let mut totals = plans.totals();
    let refused = plans.refusals();
    totals.files += refused;
    totals.unknown_sizes += refused;
    let is_found = match expansion {
        Expansion::Ready(_) => true,
        Expansion::TooMany { tally, .. } => {
            totals = of_all(selection, tally);
            true
        }
        _ => false,
    };
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    for (at, rule) in selection.rules().iter().enumerate() {
        if is_found && expansion.counts(at) {
            continue;
        }
        let unknown_sizes = number(rule.unknown_sizes);
        totals = totals.and(Totals {
            files: number(rule.files()),
            bytes: rule.bytes,
            // The size of an exception is not known here.
            exact: rule.except.is_empty() && unknown_sizes == 0,
            unknown_sizes,
            ..Totals::default()
        });
    }
    totals
}

/// Returns the sums over rules that find too much, less their exceptions, and over files that are picked by name.
fn of_all(selection: &Selection, tally: &Tally) -> Totals {
    let without = selection.rules().iter().map(|rule| rule.except.len()).max();
    let without = without.unwrap_or_default();
    let named = selection.files().len();
    let files = tally.files as usize;
    Totals {
        files: files.saturating_sub(without) + named,
        bytes: tally.bytes,
        exact: without == 0 && named == 0 && tally.unknown_sizes == 0,
        unknown_sizes: tally.unknown_sizes as usize + named,
        estimate: tally.estimate,
        with_md5: 0,
    }
}

/// Returns the changes that take a file out of a selection: the name, and an exception for each rule that finds it; of a
/// copy, also those of the archive's file.
pub fn removal(
    file: &Picked,
    selection: &Selection,
    expansion: &Expansion,
    registry: &MirrorRegistry,
) -> Vec<Action> {
    let original = match file {
        Picked::Main(path) => registry.copied_from(path).map(Picked::Elsewhere),
        Picked::Elsewhere(_) => None,
    };
    let mut actions = Vec::new();
    for file in std::iter::once(file).chain(&original) {
        if selection.files().contains(file) {
            actions.push(Action::Remove(vec![file.clone()]));
        }
        for (at, found) in expansion.found().iter().enumerate() {
            let is_it = |one: &PlannedFile| {
                one.file.path == *file.path() && name_of(one, registry) == *file
            };
            if found.files.iter().any(is_it) {
                actions.push(Action::Except(at, vec![file.clone()]));
            }
        }
    }
    actions
}

/// Returns the name of a planned file.
pub(super) fn name_of(file: &PlannedFile, registry: &MirrorRegistry) -> Picked {
    let at = HostPath {
        host: file.host.clone(),
        path: file.file.path.clone(),
    };
    Picked::at(at, registry)
}

/// Most files of rules that a page plans; a plan of so many takes it a moment.
pub const MOST: u32 = 20_000;

/// Finds the files that the rules of a selection stand for, anew when another list is open.
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
        let (ports, registry) = (ports.clone(), registry.clone());
        |(list, rules): (OpenList, Vec<Rule>), _| async move {
            expand(&ports, &rules, &list.origin, &registry).await
        }
    };
    let expanded = use_loaded(ports, key.clone(), load);
    let found = key.and_then(|key| match expanded.result(&key)? {
        Ok(expansion) => Some(expansion.clone()),
        Err(reason) => Some(Expansion::Failed(reason.clone())),
    });
    let registry = Rc::clone(registry);
    // Anew only when something has changed, so that what is made of it is compared by its address.
    let expansion = use_memo((found, rules), move |(found, rules)| match found {
        _ if rules.is_empty() => Expansion::Nothing,
        Some(expansion) => counted(expansion.clone(), rules, &registry),
        None => Expansion::Loading,
    });
    (*expansion).clone()
}

/// Returns of a rule what decides which files are looked for: what it found in another list, too.
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

/// Leaves out what the rules except, and what differs from what was picked.
pub fn counted(mut expansion: Expansion, rules: &[Rule], registry: &MirrorRegistry) -> Expansion {
    let difference = |rule: &Rule, tally: &Tally| rule.difference(&found_now(rule, tally, ""));
    if let Expansion::Ready(found) | Expansion::TooMany { found, .. } = &mut expansion {
        let is_whole = |(found, rule): (&RuleFiles, &Rule)| {
            rule.except.is_empty() && difference(rule, &found.tally).is_none()
        };
        if found.iter().zip(rules).all(is_whole) {
            return expansion;
        }
        let each = found.iter().zip(rules).map(|(found, rule)| {
            let difference = difference(rule, &found.tally);
            let files = match difference {
                None => wanted(rule, found.files.clone(), registry),
                Some(_) => Vec::new(),
            };
            RuleFiles {
                files,
                tally: found.tally.clone(),
                difference,
            }
        });
        *found = each.collect();
    }
    expansion
}

/// Looks the files of each rule up, as many as a page can hold. What differs from what was picked takes no room.
pub async fn expand(
    ports: &AppPorts,
    rules: &[Rule],
    origin: &Origin,
    registry: &MirrorRegistry,
) -> Result<Expansion, AttrValue> {
    let reason = |error: SearchError| AttrValue::from(error.to_string());
    let mut found = Vec::new();
    let mut left = MOST;
    let mut too_many = false;
    let mut counting = Vec::new();
    for rule in rules {
        let expanded = ports
            .search
            .expand(&rule.query, left)
            .await
            .map_err(reason)?;
        let tally = expanded.tally;
        let mut files = Vec::new();
        if rule.difference(&found_now(rule, &tally, "")).is_none() {
            counting.push(rule.query.clone());
            too_many |= tally.files > left;
            left = left.saturating_sub(u32::try_from(expanded.files.len()).unwrap_or(left));
            let expanded = expanded.files.into_iter();
            files.extend(expanded.map(|file| origin.planned(file, registry)));
        }
        found.push(RuleFiles {
            files,
            tally,
            difference: None,
        });
    }
    let found = found.into();
    if !too_many {
        // A task of its own for what is made of them.
        ports.clock.sleep(0).await;
        return Ok(Expansion::Ready(found));
    }
    let tally = ports.search.tally(&counting).await.map_err(reason)?;
    Ok(Expansion::TooMany {
        found,
        tally,
        most: MOST,
    })
}
