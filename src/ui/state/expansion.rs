//! The files that the rules of a selection stand for, and the files that are planned.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::RemoteFile;
use crate::mirror::{HostPath, MirrorRegistry};
use crate::plan::{PlannedFile, Plans, Totals};
use crate::port::SearchError;
use crate::search::Tally;
use crate::selection::{Action, Files, Picked, Rule, Selection};
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
    Ready(Rc<[Found]>),
    /// The files could not be found, for this reason.
    Failed(AttrValue),
    /// There are more files than a page can hold.
    TooMany {
        /// What each rule finds, with the files of those that the page can hold.
        found: Rc<[Found]>,
        /// The sums over what all rules find together, each file once.
        tally: Tally,
        /// The most files that a page holds.
        most: u32,
    },
}

/// What a rule finds in the list that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The files, without the exceptions of the rule; none where the page cannot hold them.
    pub files: Vec<PlannedFile>,
    /// What the rule finds, its exceptions among it.
    pub tally: Tally,
}

impl Expansion {
    /// Returns what each rule finds, in the order of the rules; nothing before it is found.
    pub fn found(&self) -> &[Found] {
        match self {
            Self::Ready(found) | Self::TooMany { found, .. } => found,
            _ => &[],
        }
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

/// Returns the sums over a selection: of its plans, and of the rules as long as their files are not found.
pub fn totals(selection: &Selection, expansion: &Expansion, plans: &Plans) -> Totals {
    let mut totals = plans.totals();
    let refused = plans.refusals();
    totals.files += refused;
    totals.unknown_sizes += refused;
    if matches!(expansion, Expansion::Ready(_)) {
        return totals;
    }
    if let Expansion::TooMany { tally, .. } = expansion {
        return of_all(selection, tally);
    }
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    for rule in selection.rules() {
        let unknown_sizes = number(rule.unknown_sizes);
        totals = totals.and(Totals {
            files: number(rule.files()),
            bytes: rule.bytes,
            // The size of an exception is not known here.
            exact: rule.except.is_empty() && unknown_sizes == 0,
            unknown_sizes,
            with_md5: 0,
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
        with_md5: 0,
    }
}

/// Returns the changes that take a file out of a selection: the name, and an exception for each rule that finds it.
pub fn removal(
    file: &Picked,
    selection: &Selection,
    expansion: &Expansion,
    registry: &MirrorRegistry,
) -> Vec<Action> {
    let mut actions = Vec::new();
    if selection.files().contains(file) {
        actions.push(Action::Remove(vec![file.clone()]));
    }
    for (at, found) in expansion.found().iter().enumerate() {
        let is_it =
            |one: &PlannedFile| one.file.path == *file.path() && name_of(one, registry) == *file;
        if found.files.iter().any(is_it) {
            actions.push(Action::Except(at, vec![file.clone()]));
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
    let queries: Vec<String> = rules.iter().map(|rule| rule.query.clone()).collect();
    let list = lists.open_list(registry).filter(|_| !rules.is_empty());
    let key = list.map(|list| (list, queries));
    let load = {
        let ports = ports.clone();
        |(list, queries): (OpenList, Vec<String>), _| async move {
            expand(&ports, &queries, &list.origin).await
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
        Some(expansion) => without_exceptions(expansion.clone(), rules, &registry),
        None => Expansion::Loading,
    });
    (*expansion).clone()
}

/// Leaves out what the rules except.
fn without_exceptions(
    mut expansion: Expansion,
    rules: &[Rule],
    registry: &MirrorRegistry,
) -> Expansion {
    if rules.iter().all(|rule| rule.except.is_empty()) {
        return expansion;
    }
    if let Expansion::Ready(found) | Expansion::TooMany { found, .. } = &mut expansion {
        let each = found.iter().zip(rules);
        *found = each
            .map(|(found, rule)| Found {
                files: wanted(rule, found.files.clone(), registry),
                tally: found.tally.clone(),
            })
            .collect();
    }
    expansion
}

/// Looks the files of each query up, as many as a page can hold.
async fn expand(
    ports: &AppPorts,
    queries: &[String],
    origin: &Origin,
) -> Result<Expansion, AttrValue> {
    let reason = |error: SearchError| AttrValue::from(error.to_string());
    let mut found = Vec::new();
    let mut left = MOST;
    let mut all = true;
    for query in queries {
        let expanded = ports.search.expand(query, left).await.map_err(reason)?;
        all &= expanded.tally.files <= left;
        left = left.saturating_sub(u32::try_from(expanded.files.len()).unwrap_or(left));
        let files = expanded.files.into_iter();
        found.push(Found {
            files: files.map(|file| origin.planned(file)).collect(),
            tally: expanded.tally,
        });
    }
    let found = found.into();
    if all {
        // A task of its own for what is made of them.
        ports.clock.sleep(0).await;
        return Ok(Expansion::Ready(found));
    }
    let tally = ports.search.tally(queries, false).await.map_err(reason)?;
    Ok(Expansion::TooMany {
        found,
        tally,
        most: MOST,
    })
}
