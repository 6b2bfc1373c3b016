//! The files on the Get page: how many and how large, by host, and what the rules stand for.

use yew::prelude::*;

use crate::command::quote;
use crate::mirror::{HostPath, RemotePath};
use crate::plan::{Refusal, Totals, TransferPlan};
use crate::selection::{Action, Picked};
use crate::text;
use crate::ui::component::{SelectionMenu, named_button};
use crate::ui::page::estimate::seconds_to_get;
use crate::ui::state::Expansion;
use crate::ui::state::file_list::shipped_snapshot;

use super::context::{GetContext, SHOWN, more};

/// Draws the menu of the selections.
pub(super) fn selections(page: &GetContext) -> Html {
    let selections = page.selection.selections.0.clone();
    let on_change = page.selection.on_change(&page.announce);
    html! { <SelectionMenu {selections} {on_change} /> }
}

/// Returns the sums over the files that can be got. Until those of rules are found, all of them may be.
pub(super) fn gettable(page: &GetContext) -> Totals {
    match page.selection.expansion {
        Expansion::Loading => page.selection.totals,
        _ => page.selection.plans.totals(),
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
    let hosts = page.selection.plans.all().iter();
    let hosts: Vec<_> = hosts.map(|plan| plan.mirror.name.as_str()).collect();
    html! {
        <dl class="facts facts--wide">
            <div><dt>{ "Files" }</dt><dd>{ text::count(totals.files as u64) }</dd></div>
            <div><dt>{ "Size" }</dt><dd title={text::total_bytes(&totals)}>{ size }</dd></div>
            <div><dt>{ "Time at 100 Mbit/s" }</dt><dd>{ time }</dd></div>
            <div><dt>{ "Checksums" }</dt><dd>{ format!("{} of {}", text::count(totals.with_md5 as u64), text::count(totals.files as u64)) }</dd></div>
            <div><dt>{ "From" }</dt><dd>{ hosts.join(", ") }</dd></div>
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
        Expansion::TooMany { found, tally, most } => {
            let large = rules.iter().zip(found.iter());
            let large = large.filter(|(_, found)| found.files.is_empty() && found.tally.files > 0);
            html! {
                <div class="warn" role="status">
                    <p>{ text::too_many_files(tally.files.into(), *most) }</p>
                    for (rule, _) in large { <pre class="warn__line"><code>{ search_line(page, &rule.query) }</code></pre> }
                </div>
            }
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

/// Returns the line that writes the list of a search that finds too much for a page.
fn search_line(page: &GetContext, query: &str) -> String {
    let snapshot = quote::posix(&shipped_snapshot(&page.ports.page_url));
    let query = quote::posix(query);
    format!("igsr-fetch search --snapshot {snapshot} --limit 0 --json {query} >files.jsonl")
}

/// Draws the files of each host with their warnings; with several hosts, each below the name of its host.
pub(super) fn groups(page: &GetContext) -> Html {
    let plans = page.selection.plans.all();
    html! {
        <>
            for plan in plans {
                if plans.len() > 1 {
                    <section class="host" aria-label={plan.mirror.name.clone()}>
                        <h2>{ text::host_heading(plan) }</h2>
                        { group(page, plan) }
                    </section>
                } else { { group(page, plan) } }
            }
            { unreachable(page) }
        </>
    }
}

fn group(page: &GetContext, plan: &TransferPlan) -> Html {
    let items = &plan.items;
    html! {
        <>
            if !items.is_empty() {
                <details class="picked">
                    <summary>{ format!("Show {}", text::files(items.len())) }</summary>
                    <ul>
                        for item in items.iter().take(SHOWN) {
                            <li key={item.path.to_string()}>
                                <code><bdi>{ text::visible_name(item.path.as_str()) }</bdi></code>
                                <span class="quiet">{ format!(" · {}", text::item_size(item)) }</span>
                                { remove(page, plan, &item.path) }
                            </li>
                        }
                    </ul>
                    { more(items.len()) }
                </details>
            }
            { refused(page, plan) }
            { warnings(plan) }
        </>
    }
}

fn warnings(plan: &TransferPlan) -> Html {
    if plan.warnings.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="warn" aria-label="What to know">
            for warning in &plan.warnings { <li>{ text::warning_words(warning) }</li> }
        </ul>
    }
}

fn refused(page: &GetContext, plan: &TransferPlan) -> Html {
    let row =
        |(path, reason): &(RemotePath, Refusal)| refusal(path, reason, remove(page, plan, path));
    refusals(plan.refused.len(), plan.refused.iter().take(SHOWN).map(row))
}

/// Draws the files whose hosts are unknown.
fn unreachable(page: &GetContext) -> Html {
    let refused = page.selection.plans.refused();
    let row = |(at, reason): &(HostPath, Refusal)| {
        let button = remove_button(page, Picked::Elsewhere(at.clone()));
        refusal(&at.path, reason, button)
    };
    refusals(refused.len(), refused.iter().take(SHOWN).map(row))
}

fn refusals(count: usize, rows: impl Iterator<Item = Html>) -> Html {
    if count == 0 {
        return Html::default();
    }
    html! {
        <div class="warn">
            <p>{ format!("{} cannot be part of a command:", text::files(count)) }</p>
            <ul>{ for rows }</ul>
        </div>
    }
}

fn refusal(path: &RemotePath, reason: &Refusal, button: Html) -> Html {
    html! { <li><code>{ text::visible_name(path.as_str()) }</code>{ format!(": {} ", text::refusal_words(reason)) }{ button }</li> }
}

fn remove(page: &GetContext, plan: &TransferPlan, path: &RemotePath) -> Html {
    let path = path.clone();
    let file = if plan.is_archive {
        Picked::Elsewhere(HostPath {
            host: plan.host(),
            path,
        })
    } else {
        Picked::Main(path)
    };
    remove_button(page, file)
}

fn remove_button(page: &GetContext, file: Picked) -> Html {
    let name = text::visible_name(file.path().name());
    let name = format!("Remove {name}");
    let on_click = page.selection.remove(file, &page.site.known.registry);
    named_button("button button--small", "Remove", name, on_click)
}
