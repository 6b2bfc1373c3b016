//! The downloads of this page.

use yew::prelude::*;

use crate::text;
use crate::transfer::State;
use crate::ui::component::{Heading, transfer_row};
use crate::ui::route::{Page, Route};
use crate::ui::state::transfers::TransferEntry;
use crate::ui::state::{AppContext, TransferAction, use_app, use_transfers};

/// The downloads page.
#[component]
pub fn DownloadsPage() -> Html {
    let app = use_app();
    let transfers = use_transfers().0;
    let over = transfers.iter().any(|listed| listed.transfer.is_finished());
    let on_clear = {
        let transfers = transfers.dispatcher();
        Callback::from(move |_: MouseEvent| transfers.dispatch(TransferAction::ClearFinished))
    };
    html! {
        <>
            <Heading text="Downloads" take_focus={app.navigation.moved} />
            if transfers.iter().next().is_none() {
                <p class="empty">
                    { "Nothing is downloading. Pick files, then use the Browser tab of " }
                    <a href={Route::to(Page::Get).href()}>{ "Get" }</a>{ "." }
                </p>
            } else {
                <ul class="transfers">
                    for listed in transfers.iter().rev() {
                        { row(&app, listed) }
                    }
                </ul>
                if over { <p><button type="button" class="button" onclick={on_clear}>{ "Clear those that are over" }</button></p> }
            }
            <p class="note">{ "Downloads run in this page: keep it open until they end. A download that is stopped keeps nothing." }</p>
        </>
    }
}

fn row(app: &AppContext, listed: &TransferEntry) -> Html {
    let fault = match listed.transfer.state() {
        State::Failed(failure) => {
            let mirror = app.known.registry.entry(&listed.mirror);
            Some(text::failure_words(
                failure,
                mirror.map_or("The mirror", |mirror| mirror.name.as_str()),
            ))
        }
        _ => None,
    };
    let id = listed.id;
    let again = (listed.mirror.clone(), listed.transfer.file().clone());
    transfer_row(
        id,
        &listed.transfer,
        fault.as_ref(),
        app.cancel_download.reform(move |_: MouseEvent| id),
        app.start_download
            .reform(move |_: MouseEvent| again.clone()),
    )
}
