//! All pages but the catalogue. Their code is in two parts of the program, that of the search and that of the others, which are loaded
//! when the first page is shown: nobody waits for them to see the catalogue. `scripts/node/split-page.mjs` cuts them off.

#![allow(
    unsafe_code,
    clippy::unnecessary_wraps,
    reason = "the macro declares the borders of the parts, over which loading may fail"
)]

use std::rc::Rc;

use futures_util::FutureExt;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use crate::port::Clock;
use crate::ui::component::{button, line};
use crate::ui::route::Page;
use crate::ui::state::file_list::use_samples;
use crate::ui::state::loaded::{LatestTask, use_latest_task};
use crate::ui::state::{use_file_list, use_ports};

use super::browse::BrowsePage;
use super::downloads::DownloadsPage;
use super::file::FilePage;
use super::files::FilesPage;
use super::get::GetPage;
use super::help::HelpPage;
use super::populations::PopulationsPage;
use super::whose::WhosePage;

/// Milliseconds that a part waits which is not needed yet: on a slow line the list of files comes first.
const NOT_NEEDED_YET: u32 = 4_000;

type Loaded = Option<Result<(), SplitLoaderError>>;

/// The parts of the program with the pages but the catalogue.
pub(super) struct OtherPages {
    files: UseStateHandle<Loaded>,
    others: UseStateHandle<Loaded>,
    clock: Rc<dyn Clock>,
    loading: LatestTask,
}

/// Loads the parts with the other pages: at once that of the page that is shown, or of the search, and later the other one.
#[hook]
pub(super) fn use_other_pages(shown: Page) -> OtherPages {
    // Where nothing was cut off, there is nothing to load.
    let is_whole = !cfg!(target_family = "wasm");
    let ports = use_ports();
    let pages = OtherPages {
        files: use_state(|| is_whole.then_some(Ok(()))),
        others: use_state(|| is_whole.then_some(Ok(()))),
        clock: ports.clock.clone(),
        loading: use_latest_task(&ports),
    };
    {
        let files_first = matches!(shown, Page::Catalogue | Page::Files);
        let load = pages.load(files_first);
        use_effect_with(files_first, move |_| load.emit(()));
    }
    pages
}

impl OtherPages {
    fn load(&self, files_first: bool) -> Callback<()> {
        let missing = |part: &UseStateHandle<Loaded>| {
            let is_missing = !matches!(**part, Some(Ok(())));
            is_missing.then(|| part.setter())
        };
        let (files, others) = (missing(&self.files), missing(&self.others));
        let (clock, loading) = (self.clock.clone(), self.loading.clone());
        Callback::from(move |()| {
            let (files, others, clock) = (files.clone(), others.clone(), clock.clone());
            loading.run(async move {
                for is_files in [files_first, !files_first] {
                    let part = if is_files { &files } else { &others };
                    let Some(part) = part else { continue };
                    if is_files != files_first {
                        clock.sleep(NOT_NEEDED_YET).await;
                    }
                    part.set(Some(if is_files {
                        load_files().await
                    } else {
                        load_others().await
                    }));
                }
            });
        })
    }

    /// Draws a page, or says that it is loading or cannot be loaded.
    pub(super) fn draw(&self, place: Page) -> Html {
        let is_files = place == Page::Files;
        let loaded = if is_files { &self.files } else { &self.others };
        let failed = match &**loaded {
            // What is loaded is there at once.
            Some(Ok(())) if is_files => return there(files_page()),
            Some(Ok(())) => return there(other_page(place)),
            Some(Err(_)) => Some(self.load(is_files).reform(|_| ())),
            None => None,
        };
        html! {
            <>
                <h1>{ place.name() }</h1>
                { failed.map_or_else(|| line("note", "Loading this page."), not_loaded) }
            </>
        }
    }
}

fn there(page: impl Future<Output = Result<Html, SplitLoaderError>>) -> Html {
    page.now_or_never().and_then(Result::ok).unwrap_or_default()
}

fn not_loaded(try_again: Callback<MouseEvent>) -> Html {
    html! {
        <div class="warn" role="alert">
            <p>{ "This page could not be loaded. The connection may be lost, or the site may have been updated: then reload it." }</p>
            <p class="actions">{ button("button", "Try again", try_again) }</p>
        </div>
    }
}

#[wasm_split(files, fallible, preload(load_files))]
fn files_page() -> Result<Html, SplitLoaderError> {
    Ok(html! { <FilesPage /> })
}

#[wasm_split(others, fallible, preload(load_others))]
fn other_page(place: Page) -> Result<Html, SplitLoaderError> {
    Ok(match place {
        Page::Catalogue | Page::Files => Html::default(),
        Page::Browse => html! { <BrowsePage /> },
        Page::File => html! { <FilePage /> },
        Page::Populations => html! { <Populations /> },
        Page::Sample | Page::Population => html! { <WhosePage /> },
        Page::Get => html! { <GetPage /> },
        Page::Downloads => html! { <DownloadsPage /> },
        Page::Help => html! { <HelpPage /> },
    })
}

/// The populations page with the samples of the open list.
#[component]
fn Populations() -> Html {
    let lists = use_file_list();
    let ports = use_ports();
    let samples = use_samples(&ports, &lists);
    html! { <PopulationsPage {samples} /> }
}
