//! All pages but the catalogue. Their code is a program of its own, which is loaded as soon as the first page is shown, so that
//! nobody waits for it to see the catalogue. `scripts/node/split-page.mjs` cuts it off.

#![allow(
    unsafe_code,
    clippy::unnecessary_wraps,
    reason = "the macro declares the border of the two programs, over which loading may fail"
)]

use futures_util::FutureExt;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

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

type Loaded = Option<Result<(), SplitLoaderError>>;

/// The program of the pages but the catalogue.
pub(super) struct OtherPages {
    loaded: UseStateHandle<Loaded>,
    loading: LatestTask,
}

/// Loads the program of the other pages, once.
#[hook]
pub(super) fn use_other_pages() -> OtherPages {
    // Where nothing was cut off, there is nothing to load.
    let is_whole = !cfg!(target_family = "wasm");
    let ports = use_ports();
    let pages = OtherPages {
        loaded: use_state(|| is_whole.then_some(Ok(()))),
        loading: use_latest_task(&ports),
    };
    {
        let load = pages.load();
        use_effect_with((), move |()| load.emit(()));
    }
    pages
}

impl OtherPages {
    fn load(&self) -> Callback<()> {
        let (loaded, loading) = (self.loaded.setter(), self.loading.clone());
        Callback::from(move |()| {
            let loaded = loaded.clone();
            loading.run(async move { loaded.set(Some(load_pages().await)) });
        })
    }

    /// Draws a page, or says that it is loading or cannot be loaded.
    pub(super) fn draw(&self, place: Page) -> Html {
        match &*self.loaded {
            // What is loaded is there at once.
            Some(Ok(())) => page(place)
                .now_or_never()
                .and_then(Result::ok)
                .unwrap_or_default(),
            loaded => {
                let failed = loaded.as_ref().map(|_| self.load().reform(|_| ()));
                html! {
                    <>
                        <h1>{ place.name() }</h1>
                        { failed.map_or_else(|| line("note", "Loading this page."), not_loaded) }
                    </>
                }
            }
        }
    }
}

fn not_loaded(try_again: Callback<MouseEvent>) -> Html {
    html! {
        <div class="warn" role="alert">
            <p>{ "This page could not be loaded. The connection may be lost, or the site may have been updated: then reload it." }</p>
            <p class="actions">{ button("button", "Try again", try_again) }</p>
        </div>
    }
}

#[wasm_split(pages, fallible, preload(load_pages))]
fn page(place: Page) -> Result<Html, SplitLoaderError> {
    Ok(match place {
        Page::Catalogue => Html::default(),
        Page::Files => html! { <FilesPage /> },
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
