//! The samples that were chosen, to copy and to save.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::SampleList;
use crate::text;
use crate::ui::component::button;
use crate::ui::page::copy::CopyButton;
use crate::ui::state::{use_announce, use_ports, use_site};

/// Properties of [`SampleExport`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SampleExportProps {
    /// The samples of the open list.
    pub(crate) samples: Rc<SampleList>,
    /// Positions of those that are copied or saved.
    pub(crate) places: Rc<Vec<u16>>,
    /// What the saved files are named after.
    pub(crate) name: AttrValue,
}

/// Copies the names, or saves them or a table of them.
#[component]
pub(crate) fn SampleExport(props: &SampleExportProps) -> Html {
    let (ports, announce, site) = (use_ports(), use_announce(), use_site());
    let outcome = use_state_eq(String::new);
    let names = use_memo(
        (props.samples.clone(), props.places.clone()),
        |(samples, places)| samples.names_of(places),
    );
    let save = |file_name: String, text: Rc<dyn Fn() -> String>| {
        let (save, announce, outcome) = (ports.save.clone(), announce.clone(), outcome.setter());
        Callback::from(move |_: MouseEvent| {
            let saved = save.save_text(&file_name, &text());
            let words = saved.map_or_else(
                |error| text::save_error(&error).what,
                |()| format!("Saved as {file_name}"),
            );
            announce.emit(words.clone());
            outcome.set(words);
        })
    };
    let list = names.clone();
    let table = {
        let (props, catalogue) = (props.clone(), site.known.catalogue.clone());
        move || props.samples.to_tsv(&props.places, catalogue.populations())
    };
    let file = format!("igsr-samples-{}", props.name);
    html! {
        <p class="actions">
            <CopyButton label="Copy names" name="Copy names of the samples" text={names.to_string()} />
            { button("button button--small", "Save names (.txt)", save(format!("{file}.txt"), Rc::new(move || list.to_string()))) }
            { button("button button--small", "Save table (.tsv)", save(format!("{file}.tsv"), Rc::new(table))) }
            <span class="quiet">{ &*outcome }</span>
        </p>
    }
}
