//! The plan of the selection, which a worker makes.

use std::rc::Rc;

use yew::prelude::*;

use super::expansion::{Expansion, named_files};
use super::file_list::{Lists, OpenList};
use super::known::Known;
use super::loaded::use_loaded;
use crate::common::calendar::date_time;
use crate::mirror::Mirror;
use crate::plan::{CitedDirectories, PlanOptions, PlannedFile, SnapshotId};
use crate::selection::{Files, Picked, Selection};
use crate::ui::ports::AppPorts;
use crate::ui::route::Page;
use crate::worker::plan::{
    GatherProgress, PlanChoice, PlanError, PlanInput, PlanRule, PlanSummary,
};

/// The plan, as far as it is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Planning {
    /// Nothing is to be planned.
    #[default]
    Nothing,
    /// The worker is given the files, or plans them.
    Running {
        /// How far it is.
        progress: GatherProgress,
        /// The plan of the same selection for the same mirror from before, so that fields keep the focus while one types in them.
        before: Option<Rc<PlanSummary>>,
    },
    /// The user stopped it.
    Stopped,
    /// The plan.
    Ready(Rc<PlanSummary>),
    /// There is none, for this reason.
    Failed(AttrValue),
}

impl Planning {
    /// Returns the plan of the selection; while another is made for other options or facts, the one before.
    pub fn plan(&self) -> Option<&Rc<PlanSummary>> {
        match self {
            Self::Ready(plan) => Some(plan),
            Self::Running { before, .. } => before.as_ref(),
            _ => None,
        }
    }
}

/// Most files that are planned wherever the page is, so that the selection bar counts each once. More are planned on Get.
const MOST_AT_ONCE: usize = 20_000;

/// What a plan is made of.
#[derive(Clone, PartialEq)]
struct PlanKey {
    known: KnownFacts,
    files: Files,
    /// The rules that count, with their places.
    rules: Vec<PlanRule>,
    listed: Rc<Vec<PlannedFile>>,
    list: Option<OpenList>,
    snapshot: Option<SnapshotId>,
    mirror: Rc<Mirror>,
    options: PlanOptions,
    /// How often the user has asked again.
    turn: u32,
}

/// What is known of files and mirrors, so that trying a mirror does not plan anew. A copy, as an old handle shows the newest state.
#[derive(Clone)]
struct KnownFacts(Known);

impl PartialEq for KnownFacts {
    fn eq(&self, other: &Self) -> bool {
        self.0.same_facts(&other.0)
    }
}

/// What the selection is planned with.
pub(super) struct PlanParts<'a> {
    pub(super) known: &'a Known,
    pub(super) selection: &'a Selection,
    pub(super) expansion: &'a Expansion,
    pub(super) listed: &'a Rc<Vec<PlannedFile>>,
    pub(super) lists: &'a Lists,
    pub(super) mirror: &'a Rc<Mirror>,
    pub(super) options: &'a PlanOptions,
    pub(super) page: Page,
    /// Files by the sums before there is a plan.
    pub(super) files: usize,
}

/// Plans the selection, anew only when something that the plan is made of has changed; and returns what stops that (`false`) or
/// begins it again.
#[hook]
pub(super) fn use_plan(ports: &AppPorts, parts: PlanParts<'_>) -> (Planning, Callback<bool>) {
    // How often the user has asked again, and the selection that is not to be planned.
    let turn = use_state_eq(|| 0_u32);
    let stopped = use_state_eq(|| None::<Selection>);
    let progress = use_state_eq(GatherProgress::default);
    let selection = parts.selection;
    let is_stopped = stopped.as_ref() == Some(selection);
    let wanted = !selection.is_empty()
        && !is_stopped
        && (parts.page == Page::Get || parts.files <= MOST_AT_ONCE);
    let key = wanted.then(|| parts.key(*turn));
    let load = {
        let (ports, progress) = (ports.clone(), progress.setter());
        move |key: PlanKey, _| async move {
            let choice = key.choice(&ports);
            let input = key.input(&ports);
            progress.set(GatherProgress::default());
            let report = Rc::new(move |now| progress.set(now));
            let failed = |error: PlanError| AttrValue::from(error.to_string());
            let gathered = ports.plan.gather(&*ports.search, input, report).await;
            gathered.map_err(failed)?;
            let plan = ports.plan.plan(choice).await.map_err(failed)?;
            Ok::<_, AttrValue>((key, Rc::new(plan)))
        }
    };
    let loaded = use_loaded(ports, key.clone(), load);
    let act = {
        let (setter, stopped) = (turn.setter(), stopped.setter());
        let state = (*turn, selection.clone());
        use_callback(state, move |again: bool, (turn, selection)| {
            stopped.set((!again).then(|| selection.clone()));
            if again {
                setter.set(turn + 1);
            }
        })
    };
    let planning = match &key {
        None if is_stopped && !selection.is_empty() => Planning::Stopped,
        None => Planning::Nothing,
        Some(key) => match loaded.result(key) {
            Some(Ok((_, plan))) => Planning::Ready(plan.clone()),
            Some(Err(reason)) => Planning::Failed(reason.clone()),
            None => {
                let before = loaded.last().filter(|(of, _)| of.is_of_same_files(key));
                Planning::Running {
                    progress: *progress,
                    before: before.map(|(_, plan)| plan.clone()),
                }
            }
        },
    };
    (planning, act)
}

impl PlanParts<'_> {
    fn key(&self, turn: u32) -> PlanKey {
        let is_found = matches!(self.expansion, Expansion::Ready(_));
        let rules = self.selection.rules().iter().enumerate();
        let counting = rules.filter(|(at, _)| is_found && self.expansion.counts(*at));
        let rules = counting.map(|(at, rule)| PlanRule {
            place: u32::try_from(at).unwrap_or(u32::MAX),
            query: rule.query.clone(),
            except: rule.except.clone(),
        });
        PlanKey {
            known: KnownFacts(self.known.clone()),
            files: self.selection.files().clone(),
            rules: rules.collect(),
            listed: self.listed.clone(),
            list: self.lists.open_list(&self.known.registry),
            snapshot: self.lists.list.facts.as_ref().map(|facts| SnapshotId {
                digest: facts.digest.clone(),
                source: facts.source.clone(),
                date: facts.date.clone(),
            }),
            mirror: self.mirror.clone(),
            options: self.options.clone(),
            turn,
        }
    }
}

impl PlanKey {
    /// Returns whether two differ in options and facts alone. Rules may pick other files of another list; files that are named do not
    /// depend on it.
    fn is_of_same_files(&self, other: &Self) -> bool {
        self.files == other.files
            && self.rules == other.rules
            && (self.rules.is_empty() || self.list == other.list)
            && self.mirror == other.mirror
    }

    fn input(&self, ports: &AppPorts) -> PlanInput {
        let known = &self.known.0;
        let mut named = named_files(&self.files, known);
        // A looked-up file may no longer be picked.
        let is_picked = |file: &&PlannedFile| {
            let name = Picked::at(file.at(), &known.registry);
            self.files.contains(&name)
        };
        named.extend(self.listed.iter().filter(is_picked).cloned());
        let list = self.list.as_ref();
        PlanInput {
            mirrors: known.mirrors.to_string(),
            page_url: ports.page_url.to_string(),
            main_host: known.main_host().cloned(),
            origin: list.map(|list| list.origin.clone()).unwrap_or_default(),
            list: list.map(|list| list.digest.clone()).unwrap_or_default(),
            named,
            read: if self.rules.is_empty() {
                Vec::new()
            } else {
                known.read_files()
            },
            rules: self.rules.clone(),
            cited: CitedDirectories::of(&known.catalogue),
        }
    }

    fn choice(&self, ports: &AppPorts) -> PlanChoice {
        PlanChoice {
            mirror: self.mirror.id.clone(),
            options: self.options.clone(),
            date: day(ports.clock.now()),
            snapshot: self.snapshot.clone(),
        }
    }
}

/// Returns the day of a time in milliseconds since 1970: `YYYY-MM-DD`, UTC.
fn day(milliseconds: u64) -> String {
    let seconds = i64::try_from(milliseconds / 1000).unwrap_or_default();
    date_time(seconds).map_or_else(String::new, |at| at.date().to_string())
}
