//! Everything below a directory: walking it, and the question whether its files are to be selected.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{TreeWalk, walk_tree};
use crate::mirror::{Mirror, RemotePath, name_text};
use crate::port::Task;
use crate::selection::Action;
use crate::text;
use crate::ui::component::{button, line, named_button};
use crate::ui::state::KnownAction;
use crate::ui::state::browse::{BrowseAction, RunningWalk};
use crate::ui::state::task::Start;

use super::BrowseContext;
use super::error::words;

/// Draws the button that begins a walk; its name adds the directory to the label.
pub(super) fn walk_button(
    page: &BrowseContext,
    mirror: &Rc<Mirror>,
    root: &RemotePath,
    label: &'static str,
) -> Html {
    let (mirror, below) = (mirror.clone(), root.clone());
    let on_click = page.on_click(move || BrowseAction::Walk(mirror.clone(), below.clone()));
    let name = format!("{label} {}", name_text(root.name()));
    named_button("button button--small", label, name, on_click)
}

/// Makes a callback that walks from a directory of the table.
pub(super) fn walk_from(page: &BrowseContext, mirror: &Rc<Mirror>) -> Callback<RemotePath> {
    let (browse, mirror) = (page.browse.dispatcher(), mirror.clone());
    Callback::from(move |below| browse.dispatch(BrowseAction::Walk(mirror.clone(), below)))
}

/// Walks, as long as the excursion of that number is on.
pub(super) fn start_walk(page: &BrowseContext) -> Start {
    let excursion = page.browse.excursion.clone();
    let (app, browse) = (page.app.clone(), page.browse.dispatcher());
    Box::new(move || -> Option<Task> {
        let excursion = excursion.filter(|excursion| !excursion.over)?;
        let spawner = app.ports.spawner.clone();
        Some(spawner.spawn(Box::pin(async move {
            let walking = excursion.walking.clone();
            let mut seen = (0, 0);
            let mut with = |act: &mut dyn FnMut(&mut TreeWalk)| {
                act(&mut walking.borrow_mut());
                let progress = walking.borrow().walk.progress();
                let read = progress.directories_read + progress.failed;
                let now = (read, walking.borrow().pause);
                if std::mem::replace(&mut seen, now) != now {
                    browse.dispatch(BrowseAction::Walked(false));
                }
            };
            walk_tree(app.ports.clients(), &excursion.mirror, &mut with).await;
            browse.dispatch(BrowseAction::Walked(true));
            let found = walking.borrow().files.len();
            app.announce.emit(text::walk_over(&excursion.root, found));
        })))
    })
}

/// Draws how far the walk is, and at its end what it found.
pub(super) fn walk_view(page: &BrowseContext) -> Html {
    let Some(excursion) = &page.browse.excursion else {
        return Html::default();
    };
    let walking = excursion.walking.borrow();
    let progress = walking.walk.progress();
    let close = page.on_click(|| BrowseAction::EndWalk);
    let title = text::walk_title(&excursion.root, &excursion.mirror.name);
    html! {
        <section class="walk" aria-label="Everything below a directory">
            <h2>{ title }</h2>
            { line("walk__count", text::walk_progress(&progress, excursion.over)) }
            if !excursion.over && walking.pause > page.app.ports.clock.now() {
                { line("warn", text::walk_pause(&excursion.mirror.name)) }
            }
            if !excursion.over {
                <progress aria-label="Directories read" max={progress.directories_known.to_string()}
                    value={(progress.directories_read + progress.failed).to_string()}></progress>
            }
            if excursion.over { { problems(page, &walking) } }
            <p class="actions">
                if excursion.over && !walking.files.is_empty() { { take_button(page, excursion, walking.files.len()) } }
                { button("button", if excursion.over { "Close" } else { "Cancel" }, close) }
            </p>
        </section>
    }
}

/// Says what is missing, directory by directory.
fn problems(page: &BrowseContext, walking: &TreeWalk) -> Html {
    let failed = walking.walk.failed();
    let mirror = page
        .browse
        .excursion
        .as_ref()
        .map(|excursion| excursion.mirror.clone());
    html! {
        <>
            if let Some(limit) = walking.walk.stopped() { { line("warn", text::walk_stopped(limit)) } }
            if !failed.is_empty() {
                <div class="warn">
                    <p>{ text::walk_failed(failed.len()) }</p>
                    <ul>
                        for one in failed {
                            <li><code>{ format!("{}/", name_text(one.directory.as_str())) }</code>
                                if let Some(mirror) = &mirror { { format!(" {}", words(&one.fault, mirror).what) } }</li>
                        }
                    </ul>
                    { button("button", "Try these again", page.on_click(|| BrowseAction::RetryWalk)) }
                </div>
            }
            if !walking.cut.is_empty() {
                <div class="warn"><p>{ text::walk_cut(walking.cut.len()) }</p>
                    <ul>for path in &walking.cut { <li><code>{ format!("{}/", name_text(path.as_str())) }</code></li> }</ul></div>
            }
        </>
    }
}

/// Draws the button that puts what was found into the selection.
fn take_button(page: &BrowseContext, excursion: &RunningWalk, count: usize) -> Html {
    let (app, browse) = (page.app.clone(), page.browse.dispatcher());
    let walking = excursion.walking.clone();
    let on_click = Callback::from(move |_: MouseEvent| {
        let files = std::mem::take(&mut walking.borrow_mut().files);
        let paths = files.iter().map(|file| file.path.clone()).collect();
        app.announce
            .emit(format!("{} selected", text::files(files.len())));
        app.known.dispatch(KnownAction::Files(files));
        app.selection.dispatch(Action::add(paths).into());
        browse.dispatch(BrowseAction::EndWalk);
    });
    let label = format!("Add {} to the selection", text::files(count));
    button("button button--primary", label, on_click)
}
