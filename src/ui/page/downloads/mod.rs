//! The downloads of this page.

use yew::prelude::*;

use crate::text;
use crate::transfer::State;
use crate::ui::component::{Heading, transfer_row};
use crate::ui::route::{Page, Route};
use crate::ui::state::context::{DownloadContext, SiteContext};
use crate::ui::state::transfers::{TransferAction, TransferEntry};
use crate::ui::state::{use_downloads, use_navigation, use_site, use_transfers};

/// The downloads page.
#[component]
pub fn DownloadsPage() -> Html {
    let navigation = use_navigation();
    let site = use_site();
    let downloads = use_downloads();
    let transfers = use_transfers().0;
    let some_finished = transfers.iter().any(|entry| entry.transfer.is_finished());
    let on_clear = {
        let transfers = transfers.dispatcher();
        Callback::from(move |_: MouseEvent| transfers.dispatch(TransferAction::ClearFinished))
    };
    html! {
        <>
            <Heading text="Downloads" take_focus={navigation.moved} />
            if transfers.iter().next().is_none() {
                <p class="empty">
                    { "Nothing is downloading. Pick files, then use the Browser tab of " }
                    <a href={Route::to(Page::Get).href()}>{ "Get" }</a>{ "." }
                </p>
            } else {
                <ul class="transfers">
                    for entry in transfers.iter().rev() {
                        { row(&site, &downloads, entry) }
                    }
                </ul>
                if some_finished { <p><button type="button" class="button" onclick={on_clear}>{ "Clear finished" }</button></p> }
            }
            <p class="note">{ "Downloads run in this page: keep it open until they end. A download that is stopped keeps nothing." }</p>
        </>
    }
}

fn row(site: &SiteContext, downloads: &DownloadContext, entry: &TransferEntry) -> Html {
    let error = match entry.transfer.state() {
        State::Failed(failure) => {
            let mirror = site.known.registry.entry(&entry.mirror);
            Some(text::failure_words(
                failure,
                mirror.map_or("The mirror", |mirror| mirror.name.as_str()),
            ))
        }
        _ => None,
    };
    let id = entry.id;
    let again = (entry.mirror.clone(), entry.transfer.file().clone());
    transfer_row(
        id,
        &entry.transfer,
        error.as_ref(),
        downloads.cancel.reform(move |_: MouseEvent| id),
        downloads.start.reform(move |_: MouseEvent| again.clone()),
    )
}
