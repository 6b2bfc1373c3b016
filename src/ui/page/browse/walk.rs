//! Everything below a directory: walking it, and selecting the files that were found.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{TreeWalk, walk_tree};
use crate::mirror::{Mirror, RemotePath};
use crate::selection::Action;
use crate::text;
use crate::ui::component::{button, line, named_button};
use crate::ui::state::KnownAction;
use crate::ui::state::browse::{BrowseAction, RunningWalk};
use crate::ui::state::loaded::use_task;

use super::context::BrowseContext;

/// Draws the button that begins a walk; its name adds the directory to the label.
pub(super) fn walk_button(
    page: &BrowseContext,
    mirror: &Rc<Mirror>,
    root: &RemotePath,
    label: &'static str,
) -> Html {
    let (mirror, below) = (mirror.clone(), root.clone());
    let on_click = page.on_click(move || BrowseAction::Walk(mirror.clone(), below.clone()));
    let name = format!("{label} {}", text::visible_name(root.name()));
    named_button("button button--small", label, name, on_click)
}

/// Makes a callback that walks from a directory of the table.
pub(super) fn walk_from(page: &BrowseContext, mirror: &Rc<Mirror>) -> Callback<RemotePath> {
    let (browse, mirror) = (page.browse.dispatcher(), mirror.clone());
    Callback::from(move |below| browse.dispatch(BrowseAction::Walk(mirror.clone(), below)))
}

/// Walks until all directories are visited or the walk is cancelled.
#[hook]
pub(super) fn use_walk(page: &BrowseContext) {
    let number = page.browse.walk.as_ref().map(|walk| walk.number);
    let page = page.clone();
    use_task(number, move || {
        let walk = page.browse.walk.clone().filter(|walk| !walk.is_finished)?;
        let spawner = page.ports.spawner.clone();
        Some(spawner.spawn(Box::pin(async move {
            let mut shown = (0, 0);
            let mut with = |act: &mut dyn FnMut(&mut TreeWalk)| {
                act(&mut walk.tree.borrow_mut());
                let now = {
                    let tree = walk.tree.borrow();
                    let progress = tree.walk.progress();
                    (progress.directories_read + progress.failed, tree.pause)
                };
                if std::mem::replace(&mut shown, now) != now {
                    page.browse.dispatch(BrowseAction::Walked(false));
                }
            };
            walk_tree(page.ports.clients(), &walk.mirror, &mut with).await;
            page.browse.dispatch(BrowseAction::Walked(true));
            let found = walk.tree.borrow().files.len();
            page.announce.emit(text::walk_over(&walk.root, found));
        })))
    });
}

/// Draws how far the walk has come, and at its end what it found.
pub(super) fn walk_view(page: &BrowseContext) -> Html {
    let Some(walk) = &page.browse.walk else {
        return Html::default();
    };
    let tree = walk.tree.borrow();
    let progress = tree.walk.progress();
    let close = page.on_click(|| BrowseAction::EndWalk);
    let title = text::walk_title(&walk.root, &walk.mirror.name);
    html! {
        <section class="walk" aria-label="Everything below a directory">
            <h2>{ title }</h2>
            { line("walk__count", text::walk_progress(&progress, walk.is_finished)) }
            if !walk.is_finished && tree.pause > page.ports.clock.now() {
                { line("warn", text::walk_pause(&walk.mirror.name, tree.pause_seconds)) }
            }
            if !walk.is_finished {
                <progress aria-label="Directories read" max={progress.directories_known.to_string()}
                    value={(progress.directories_read + progress.failed).to_string()}></progress>
            }
            if walk.is_finished { { problems(page, walk, &tree) } }
            <p class="actions">
                if walk.is_finished && !tree.files.is_empty() { { take_button(page, walk, tree.files.len()) } }
                { button("button", if walk.is_finished { "Close" } else { "Cancel" }, close) }
            </p>
        </section>
    }
}

/// Says what is missing, directory by directory.
fn problems(page: &BrowseContext, walk: &RunningWalk, tree: &TreeWalk) -> Html {
    let failed = tree.walk.failed();
    html! {
        <>
            if let Some(limit) = tree.walk.stopped() { { line("warn", text::walk_stopped(limit)) } }
            if !failed.is_empty() {
                <div class="warn">
                    <p>{ text::walk_failed(failed.len()) }</p>
                    <ul>
                        for one in failed {
                            <li><code><bdi>{ format!("{}/", text::visible_name(one.directory.as_str())) }</bdi></code>
                                { format!(" {}", text::directory_error(&one.error, &walk.mirror.name).what) }</li>
                        }
                    </ul>
                    { button("button", "Try these again", page.on_click(|| BrowseAction::RetryWalk)) }
                </div>
            }
            if !tree.cut.is_empty() {
                <div class="warn"><p>{ text::walk_cut(tree.cut.len()) }</p>
                    <ul>for path in &tree.cut { <li><code><bdi>{ format!("{}/", text::visible_name(path.as_str())) }</bdi></code></li> }</ul></div>
            }
        </>
    }
}

/// Draws the button that puts what was found into the selection.
fn take_button(page: &BrowseContext, walk: &RunningWalk, count: usize) -> Html {
    let (page, tree) = (page.clone(), walk.tree.clone());
    let on_click = Callback::from(move |_: MouseEvent| {
        let files = std::mem::take(&mut tree.borrow_mut().files);
        let paths = files.iter().map(|file| file.path.clone()).collect();
        page.announce
            .emit(format!("{} selected", text::files(files.len())));
        page.site.known.dispatch(KnownAction::Files(files));
        let selections = &page.selection.selections;
        selections.dispatch(Action::add(paths).into());
        page.browse.dispatch(BrowseAction::EndWalk);
    });
    let label = format!("Add {} to the selection", text::files(count));
    button("button button--primary", label, on_click)
}
