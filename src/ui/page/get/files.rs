//! The files on the Get page: how many and how large, by host, and what the rules stand for.

use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::RemotePath;
use crate::plan::Totals;
use crate::selection::Action;
use crate::text;
use crate::ui::component::{SelectionMenu, button, named_button};
use crate::ui::page::estimate::seconds_to_get;
use crate::ui::state::{Expansion, Planning};
use crate::worker::plan::{
    HostSummary, PickedAs, PlanSummary, RefusedFile, RefusedFiles, SummaryFile,
};

use super::context::{GetContext, more};

/// Draws the menu of the selections; undoes the last change of the one that is shown, and clears it, if it has files.
pub(super) fn selections(page: &GetContext) -> Html {
    let selections = page.selection.selections.0.clone();
    let on_change = page.selection.on_change(&page.announce);
    let current = page.selection.current();
    let act = |label, action, words| {
        let on_click = page.selection.act(&page.announce, action, words);
        button("button", label, on_click.reform(|_: MouseEvent| ()))
    };
    html! {
        <section class="selection-here" aria-label={(!current.is_empty()).then_some("Selection")}>
            <SelectionMenu {selections} {on_change} />
            if !current.is_empty() {
                <p class="actions">
                    if current.undoable().is_some() { { act("Undo", Action::Undo, text::SELECTION_BACK) } }
                    { act("Clear", Action::Clear, text::SELECTION_DROPPED) }
                </p>
            }
        </section>
    }
}

/// Returns the sums over the files that can be got. Until there is a plan, all of them may be; those of rules that are not found, too.
pub(super) fn gettable(page: &GetContext) -> Totals {
    match (&page.selection.expansion, page.selection.planning.plan()) {
        (Expansion::Loading, _) | (_, None) => page.selection.totals,
        (_, Some(plan)) => plan.totals,
    }
}

/// Draws the sums over all files.
pub(super) fn summary(page: &GetContext) -> Html {
    let totals = gettable(page);
    let size = text::total_size(&totals);
    let seconds = seconds_to_get(&totals);
    let time = seconds.map_or_else(
        || text::UNKNOWN.to_owned(),
        |seconds| text::time_of(&totals, seconds),
    );
    let plan = page.selection.planning.plan();
    let hosts = plan.into_iter().flat_map(|plan| &plan.hosts);
    let hosts: Vec<_> = hosts.map(|host| host.name.as_str()).collect();
    html! {
        <dl class="facts facts--wide">
            <div><dt>{ "Files" }</dt><dd>{ text::count(totals.files as u64) }</dd></div>
            <div><dt>{ "Size" }</dt><dd title={text::total_bytes(&totals)}>{ size }</dd></div>
            <div><dt>{ "Time at 100 Mbit/s" }</dt><dd>{ time }</dd></div>
            if plan.is_some() {
                <div><dt>{ "Checksums" }</dt><dd>{ format!("{} of {}", text::count(totals.with_md5 as u64), text::count(totals.files as u64)) }</dd></div>
                <div><dt>{ "From" }</dt><dd>{ hosts.join(", ") }</dd></div>
            }
        </dl>
    }
}

/// Draws the rules of the selection, and whether their files are found.
pub(super) fn rules(page: &GetContext) -> Html {
    let rules = page.selection.current().rules();
    if rules.is_empty() {
        return Html::default();
    }
    let drop = |at: usize| {
        let selections = page.selection.selections.dispatcher();
        let announce = page.announce.clone();
        Callback::from(move |_: MouseEvent| {
            selections.dispatch(Action::DropRule(at).into());
            announce.emit(text::SEARCH_DROPPED.to_owned());
        })
    };
    let expansion = &page.selection.expansion;
    let found = |at: usize| {
        let found = expansion.found().get(at);
        let counted = found.filter(|found| found.difference.is_none());
        counted.map(|found| &found.tally)
    };
    let state = match expansion {
        Expansion::Nothing | Expansion::Ready(_) => Html::default(),
        Expansion::Loading => {
            html! { <p class="note" role="status">{ "Finding the files of these searches…" }</p> }
        }
        Expansion::Failed(problem) => {
            html! { <p class="warn" role="status">{ format!("The files of these searches cannot be found: {problem}") }</p> }
        }
    };
    html! {
        <>
            <ul class="rules" aria-label="Searches in this selection">
                for (at, rule) in rules.iter().enumerate() {
                    <li key={rule.query.clone()}>
                        { if rule.query.is_empty() { "All files" } else { "All files that match " } }<code><bdi>{ text::visible(&rule.query).into_owned() }</bdi></code>{ format!(": {} ", text::rule_words(rule, found(at))) }
                        { named_button("button button--small", "Remove", format!("Remove the search {}", text::visible(&rule.query)), drop(at)) }
                    </li>
                }
            </ul>
            { state }
        </>
    }
}

/// Says how far the planning is, with what stops it, or begins it again.
pub(super) fn planning(page: &GetContext) -> Html {
    let again = |begin: bool| {
        let act = page.selection.plan_again.clone();
        Callback::from(move |_: MouseEvent| act.emit(begin))
    };
    match &page.selection.planning {
        Planning::Nothing | Planning::Ready(_) => Html::default(),
        Planning::Running { progress, .. } => html! {
            <p class="offer" role="status">{ text::planning_words(progress.files) }{ " " }{ button("button", "Cancel", again(false)) }</p>
        },
        Planning::Stopped => html! {
            <p class="offer" role="status">{ "The files are not planned. " }{ button("button", "Plan them", again(true)) }</p>
        },
        Planning::Failed(reason) => html! {
            <div class="warn" role="alert">
                <p>{ format!("There is no plan: {reason}.") }</p>
                { button("button", "Try again", again(true)) }
            </div>
        },
    }
}

/// Draws what to know before starting, in one line that opens: of each host once.
pub(super) fn warnings(plan: &PlanSummary) -> Html {
    let of_hosts = plan.hosts.iter();
    let words: Vec<String> = of_hosts
        .flat_map(|host| {
            let heading = (plan.hosts.len() > 1).then_some(&host.name);
            let words = host.warnings.iter();
            words.map(move |words| text::warning_of(heading.map(String::as_str), words))
        })
        .collect();
    if words.is_empty() {
        return Html::default();
    }
    html! {
        <details class="warn">
            <summary>{ text::things_to_know(words.len()) }</summary>
            <ul aria-label="What to know">for words in words { <li>{ words }</li> }</ul>
        </details>
    }
}

/// Properties of [`PlannedFiles`].
#[derive(Clone, PartialEq, Properties)]
pub struct PlannedFilesProps {
    /// The plan.
    pub plan: Rc<PlanSummary>,
    /// Takes a file out of the selection.
    pub on_remove: Callback<Vec<PickedAs>>,
}

/// The files of each host; with several hosts, each below the name of its host.
#[component]
pub fn PlannedFiles(props: &PlannedFilesProps) -> Html {
    let PlannedFilesProps { plan, on_remove } = props;
    html! {
        <>
            for host in &plan.hosts {
                if plan.hosts.len() > 1 {
                    <section class="host" aria-label={host.name.clone()}>
                        <h2>{ host.heading.clone() }</h2>
                        { group(host, on_remove) }
                    </section>
                } else { { group(host, on_remove) } }
            }
            { refusals(&plan.elsewhere, on_remove) }
        </>
    }
}

fn group(host: &HostSummary, on_remove: &Callback<Vec<PickedAs>>) -> Html {
    html! {
        <>
            if !host.files.is_empty() {
                <details class="picked">
                    <summary>{ format!("Show {}", text::files(host.totals.files)) }</summary>
                    <ul>
                        for SummaryFile { item, picked, .. } in &host.files {
                            <li key={item.path.to_string()}>
                                <code><bdi>{ text::visible_name(item.path.as_str()) }</bdi></code>
                                <span class="quiet">{ format!(" · {}", text::item_size(item)) }</span>
                                { remove_button(&item.path, picked, on_remove) }
                            </li>
                        }
                    </ul>
                    { more(host.totals.files) }
                </details>
            }
            { refusals(&host.refused, on_remove) }
        </>
    }
}

fn refusals(refused: &RefusedFiles, on_remove: &Callback<Vec<PickedAs>>) -> Html {
    if refused.count == 0 {
        return Html::default();
    }
    html! {
        <div class="warn">
            <p>{ format!("{} cannot be part of a command:", text::files(refused.count)) }</p>
            <ul>
                for RefusedFile { path, reason, picked } in &refused.shown {
                    <li><code>{ text::visible_name(path.as_str()) }</code>{ format!(": {reason} ") }{ remove_button(path, picked, on_remove) }</li>
                }
            </ul>
        </div>
    }
}

fn remove_button(
    path: &RemotePath,
    picked: &[PickedAs],
    on_remove: &Callback<Vec<PickedAs>>,
) -> Html {
    if picked.is_empty() {
        return Html::default();
    }
    let name = text::visible_name(path.name());
    let name = format!("Remove {name}");
    let picked = picked.to_vec();
    let on_click = on_remove.reform(move |_: MouseEvent| picked.clone());
    named_button("button button--small", "Remove", name, on_click)
}
