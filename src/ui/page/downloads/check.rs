//! Checking files that the user has against the list.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{CheckError, check_file};
use crate::mirror::HostPath;
use crate::port::LocalFile;
use crate::search::Query;
use crate::text::{self, CheckTotals};
use crate::transfer::Verdict;
use crate::ui::component::{button, file_path, line};
use crate::ui::state::loaded::{use_latest_task, use_task};
use crate::ui::state::{use_announce, use_file_list, use_ports};

/// The most files that are listed at once.
const SHOWN: usize = 200;

type Outcome = Result<Verdict, CheckError>;

/// The files, in the order in which they were given.
#[derive(Clone, Default, PartialEq)]
struct CheckedFiles {
    rows: Vec<Rc<CheckedRow>>,
    /// Bytes that were read of the one that is checked.
    read: u64,
}

struct CheckedRow {
    file: LocalFile,
    outcome: Option<Outcome>,
}

impl PartialEq for CheckedRow {
    fn eq(&self, other: &Self) -> bool {
        self.file.url == other.file.url && self.outcome == other.outcome
    }
}

enum CheckAction {
    Add(Vec<LocalFile>),
    Read(u64),
    Checked(usize, Outcome),
    /// Forgets those that were not checked.
    Stop,
    Clear,
}

impl Reducible for CheckedFiles {
    type Action = CheckAction;

    fn reduce(self: Rc<Self>, action: CheckAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            CheckAction::Add(files) => {
                let row = |file| {
                    Rc::new(CheckedRow {
                        file,
                        outcome: None,
                    })
                };
                next.rows.extend(files.into_iter().map(row));
            }
            CheckAction::Read(bytes) => next.read = bytes,
            CheckAction::Checked(at, outcome) => {
                if let Some(row) = next.rows.get_mut(at) {
                    *row = Rc::new(CheckedRow {
                        file: row.file.clone(),
                        outcome: Some(outcome),
                    });
                }
                next.read = 0;
            }
            CheckAction::Stop => next.rows.retain(|row| row.outcome.is_some()),
            CheckAction::Clear => next = Self::default(),
        }
        Rc::new(next)
    }
}

impl CheckedFiles {
    /// Returns the place of the file that is checked.
    fn at(&self) -> Option<usize> {
        self.rows.iter().position(|row| row.outcome.is_none())
    }

    fn totals(&self) -> CheckTotals {
        let mut totals = CheckTotals::default();
        for row in &self.rows {
            totals.add(row.outcome.as_ref());
        }
        totals
    }
}

/// Lets the user choose files, or drop them on the page, and says of each whether it is right.
#[component]
pub(super) fn CheckFiles() -> Html {
    let ports = use_ports();
    let is_open = use_file_list().digest().is_some();
    let files = use_reducer(CheckedFiles::default);
    let problem = use_state(|| None::<String>);
    let picking = use_latest_task(&ports);
    let at = files.at();
    {
        let (ports, files) = (ports.clone(), files.clone());
        use_task(at.filter(|_| is_open), move || {
            let at = at?;
            let file = files.rows.get(at)?.file.clone();
            let (ports_of_task, files) = (ports.clone(), files.dispatcher());
            Some(ports.spawner.spawn(Box::pin(async move {
                let on_read = {
                    let files = files.clone();
                    move |bytes| files.dispatch(CheckAction::Read(bytes))
                };
                let (transfers, search) = (&ports_of_task.transfers, &*ports_of_task.search);
                let outcome = check_file(&file, transfers, search, on_read).await;
                files.dispatch(CheckAction::Checked(at, outcome));
            })))
        });
    }
    {
        let (announce, totals) = (use_announce(), files.totals());
        use_effect_with((at.is_none(), totals.files), move |(is_over, files)| {
            if *is_over && *files > 0 {
                announce.emit(text::check_totals(&totals));
            }
        });
    }
    {
        let (open, files) = (ports.open.clone(), files.dispatcher());
        use_effect_with((), move |()| {
            let watched = open.watch_all(Box::new(move |dropped| {
                files.dispatch(CheckAction::Add(dropped));
            }));
            move || drop(watched)
        });
    }
    let pick = |folder: bool| {
        let (open, picking) = (ports.open.clone(), picking.clone());
        let (files, problem) = (files.dispatcher(), problem.setter());
        Callback::from(move |_: MouseEvent| {
            let picked = open.pick_all(folder);
            let (files, problem) = (files.clone(), problem.clone());
            picking.run(async move {
                match picked.await {
                    Ok(picked) => {
                        problem.set(None);
                        files.dispatch(CheckAction::Add(picked));
                    }
                    Err(words) => problem.set(Some(words)),
                }
            });
        })
    };
    let act = |what: fn() -> CheckAction| {
        let files = files.dispatcher();
        Callback::from(move |_: MouseEvent| files.dispatch(what()))
    };
    html! {
        <section class="transfers" aria-labelledby="check-files">
            <h2 id="check-files">{ "Check files that you have" }</h2>
            <p>{ text::CHECK_ABOUT }</p>
            <p class="transfers__all">
                { button("button", "Choose files", pick(false)) }
                { button("button", "Choose a folder", pick(true)) }
                if at.is_some() { { button("button", "Stop checking", act(|| CheckAction::Stop)) } }
                if at.is_none() && !files.rows.is_empty() { { button("button", "Clear what was checked", act(|| CheckAction::Clear)) } }
            </p>
            if let Some(words) = &*problem { <p class="warn" role="alert">{ words.clone() }</p> }
            if !files.rows.is_empty() { { line("", text::check_totals(&files.totals())) } }
            { reading(&files, at, is_open) }
            <ul class="transfers">{ rows(&files) }</ul>
        </section>
    }
}

/// Says which file is read, and how far.
fn reading(files: &CheckedFiles, at: Option<usize>, is_open: bool) -> Html {
    let Some(row) = at.and_then(|at| files.rows.get(at)) else {
        return Html::default();
    };
    if !is_open {
        return line("note", "Waits for the list of files.");
    }
    let name = text::visible_name(&row.file.name);
    let words = text::reading_file(&name, files.read, row.file.bytes);
    html! {
        <>
            <progress max={row.file.bytes.max(1).to_string()} value={files.read.to_string()} aria-label={format!("Progress of {name}")}></progress>
            <p class="quiet">{ words }</p>
        </>
    }
}

/// Draws what was checked: what is not right first.
fn rows(files: &CheckedFiles) -> Html {
    let of = |is_failed: bool| {
        let checked = files
            .rows
            .iter()
            .filter_map(|row| Some((&row.file, row.outcome.as_ref()?)));
        checked.filter(move |(_, outcome)| (mark(outcome) == "failed") == is_failed)
    };
    let all = of(true).chain(of(false));
    let more = all.clone().count().saturating_sub(SHOWN);
    html! {
        <>
            { all.take(SHOWN).map(|(file, outcome)| row(file, outcome)).collect::<Html>() }
            if more > 0 { <li class="note">{ text::and_more(more) }</li> }
        </>
    }
}

fn row(file: &LocalFile, outcome: &Outcome) -> Html {
    html! {
        <li class="transfer-row" data-state={mark(outcome)}>
            <div class="transfer-row__head">
                <bdi class="file-path">{ text::visible_name(&file.name) }</bdi>
                <strong class="transfer-row__state">{ text::verdict(outcome) }</strong>
            </div>
            if let Some(note) = text::verdict_note(outcome) { <p class="note">{ note }</p> }
            if let Some(at) = found_at(outcome) { { file_path(&at.path, &Query::default()) } }
        </li>
    }
}

fn mark(outcome: &Outcome) -> &'static str {
    match outcome {
        Ok(Verdict::Right { .. } | Verdict::OtherName(_)) => "verified",
        Ok(Verdict::Wrong { .. } | Verdict::WrongSize { .. }) | Err(_) => "failed",
        Ok(Verdict::SizeRight(_) | Verdict::Unchecked(_) | Verdict::Unknown) => "unverified",
    }
}

/// Returns the file of the list that was compared with.
fn found_at(outcome: &Outcome) -> Option<&HostPath> {
    match outcome.as_ref().ok()? {
        Verdict::Right { at, .. }
        | Verdict::OtherName(at)
        | Verdict::SizeRight(at)
        | Verdict::Unchecked(at)
        | Verdict::Wrong { at, .. }
        | Verdict::WrongSize { at, .. } => Some(at),
        Verdict::Unknown => None,
    }
}
