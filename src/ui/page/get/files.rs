//! What the Get page says of the files: how many and how large, by host, and what the rules stand for.

use yew::prelude::*;

use crate::command::quote;
use crate::mirror::{HostPath, RemotePath, name_text};
use crate::plan::{Refusal, TransferPlan};
use crate::selection::{Action, Picked};
use crate::text;
use crate::ui::component::{SelectionMenu, line, named_button};
use crate::ui::state::{AppContext, Expansion};

use crate::ui::page::layout::SPEED;

/// The most files of a host that are listed: the saved lists name all.
pub(super) const SHOWN: usize = 100;

/// Draws the menu of the selections.
pub(super) fn selections(app: &AppContext) -> Html {
    let (selection, announce) = (app.selection.dispatcher(), app.announce.clone());
    let selections = app.selection.0.clone();
    let on_change = {
        let selections = selections.clone();
        Callback::from(move |change: crate::selection::Change| {
            if let Ok(Some(after)) = selections.reduce(change.clone()) {
                announce.emit(text::changed_words(&change, &after));
                selection.dispatch(change);
            }
        })
    };
    html! { <SelectionMenu {selections} {on_change} /> }
}

/// Draws the sums over all files.
pub(super) fn summary(app: &AppContext) -> Html {
    let totals = app.plans.totals();
    let size = text::total_size(
        totals.bytes,
        totals.exact,
        totals.unknown_sizes,
        totals.files,
    );
    let seconds = totals.seconds_at(SPEED).filter(|_| totals.bytes > 0);
    let time = seconds.map_or_else(|| "–".to_owned(), |seconds| text::time_of(totals, seconds));
    let plans = app.plans.all().iter();
    let hosts: Vec<_> = plans.map(|plan| plan.mirror.name.as_str()).collect();
    html! {
        <dl class="facts facts--wide">
            <div><dt>{ "Files" }</dt><dd>{ text::count(totals.files as u64) }</dd></div>
            <div><dt>{ "Size" }</dt><dd title={text::total_bytes(totals)}>{ size }</dd></div>
            <div><dt>{ "Time at 100 Mbit/s" }</dt><dd>{ time }</dd></div>
            <div><dt>{ "Checksums" }</dt><dd>{ format!("{} of {}", text::count(totals.with_md5 as u64), text::count(totals.files as u64)) }</dd></div>
            <div><dt>{ "From" }</dt><dd>{ hosts.join(", ") }</dd></div>
        </dl>
    }
}

/// Draws the rules of the selection, and how far their files are found.
pub(super) fn rules(app: &AppContext) -> Html {
    let rules = app.selection.0.current().rules();
    if rules.is_empty() {
        return Html::default();
    }
    let drop = |at: usize| {
        let (selection, announce) = (app.selection.dispatcher(), app.announce.clone());
        Callback::from(move |_: MouseEvent| {
            selection.dispatch(Action::DropRule(at).into());
            announce.emit("Search dropped from the selection. Undo brings it back.".to_owned());
        })
    };
    let state = match &app.expansion {
        Expansion::Nothing | Expansion::Ready(_) => Html::default(),
        Expansion::Loading => {
            html! { <p class="note" role="status">{ "Finding the files of these searches…" }</p> }
        }
        Expansion::Failed(problem) => {
            html! { <p class="warn" role="status">{ format!("The files of these searches cannot be found: {problem}") }</p> }
        }
        Expansion::TooMany { found, tally, most } => {
            let large = rules.iter().zip(found.iter());
            let large = large.filter(|(rule, files)| files.is_empty() && rule.count > 0);
            html! {
                <div class="warn" role="status">
                    <p>{ text::too_many_files(tally.files.into(), *most) }</p>
                    for (rule, _) in large { <pre class="warn__line"><code>{ search_line(app, &rule.query) }</code></pre> }
                </div>
            }
        }
    };
    html! {
        <>
            <ul class="rules" aria-label="Searches in this selection">
                for (at, rule) in rules.iter().enumerate() {
                    <li key={rule.query.clone()}>
                        { if rule.query.is_empty() { "All files" } else { "All files that match " } }<code>{ rule.query.clone() }</code>{ format!(": {} ", text::rule_words(rule)) }
                        { named_button("button button--small", "Remove", format!("Remove the search {}", rule.query), drop(at)) }
                    </li>
                }
            </ul>
            { state }
        </>
    }
}

/// Returns the line that writes the list of a search that finds too much for a page.
fn search_line(app: &AppContext, query: &str) -> String {
    let page = &*app.ports.page_url;
    let folder = page.rfind('/').map_or("", |slash| &page[..=slash]);
    let snapshot = quote::posix(&format!("{folder}snapshot/"));
    let query = quote::posix(query);
    format!("igsr-fetch search --snapshot {snapshot} --limit 0 --json {query} >files.jsonl")
}

/// Draws the files of each host with what a person should know of them; with several hosts, below the name of each.
pub(super) fn groups(app: &AppContext) -> Html {
    let plans = app.plans.all();
    html! {
        <>
            for plan in plans {
                if plans.len() > 1 {
                    <section class="host" aria-label={plan.mirror.name.clone()}>
                        <h2>{ text::host_heading(plan) }</h2>
                        { group(app, plan) }
                    </section>
                } else { { group(app, plan) } }
            }
            { unaskable(app) }
        </>
    }
}

fn group(app: &AppContext, plan: &TransferPlan) -> Html {
    let items = &plan.items;
    html! {
        <>
            if !items.is_empty() {
                <details class="picked">
                    <summary>{ format!("Show {}", text::files(items.len())) }</summary>
                    <ul>
                        for item in items.iter().take(SHOWN) {
                            <li key={item.path.to_string()}>
                                <code>{ item.path.to_string() }</code>
                                <span class="quiet">{ item.size.map(|size| format!(" · {}", text::size(size))) }</span>
                                { remove(app, plan, &item.path) }
                            </li>
                        }
                    </ul>
                    { more(items.len()) }
                </details>
            }
            { refused(app, plan) }
            { warnings(plan) }
        </>
    }
}

/// Says how many files are not listed.
pub(super) fn more(files: usize) -> Html {
    if files <= SHOWN {
        return Html::default();
    }
    let rest = text::count((files - SHOWN) as u64);
    line(
        "note",
        format!("And {rest} more: the lists of wget, Globus and ascp name all."),
    )
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

fn refused(app: &AppContext, plan: &TransferPlan) -> Html {
    let row =
        |(path, reason): &(RemotePath, Refusal)| refusal(path, reason, remove(app, plan, path));
    refusals(plan.refused.len(), plan.refused.iter().take(SHOWN).map(row))
}

/// Draws the files whose hosts cannot be asked.
fn unaskable(app: &AppContext) -> Html {
    let refused = app.plans.refused();
    let row = |(at, reason): &(HostPath, Refusal)| {
        let button = remove_button(app, Picked::Elsewhere(at.clone()));
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
    html! { <li><code>{ format!("{:?}", path.text()) }</code>{ format!(": {} ", text::refusal_words(reason)) }{ button }</li> }
}

fn remove(app: &AppContext, plan: &TransferPlan, path: &RemotePath) -> Html {
    let path = path.clone();
    let file = if plan.is_archive {
        Picked::Elsewhere(HostPath {
            host: plan.host(),
            path,
        })
    } else {
        Picked::Main(path)
    };
    remove_button(app, file)
}

fn remove_button(app: &AppContext, file: Picked) -> Html {
    let name = name_text(file.path().name()).into_owned();
    let name = if file.path().is_writable() {
        format!("Remove {name}")
    } else {
        format!("Remove {name:?}")
    };
    named_button("button button--small", "Remove", name, app.remove(file))
}
