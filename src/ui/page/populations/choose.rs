//! The choices of samples: superpopulation, sex, relation, trio, each with the number of samples that would fit.

use yew::prelude::*;

use crate::catalogue::{Catalogue, SampleFilter, Sex};
use crate::text;
use crate::ui::component::{button, chip};

use super::context::Chosen;

/// A change of the filter.
type Change = fn(&mut SampleFilter);

/// Draws the choices. Without a list of samples, only that of superpopulations.
pub(super) fn choices(
    catalogue: &Catalogue,
    chosen: &Chosen,
    on_filter: &Callback<SampleFilter>,
) -> Html {
    let filter = &chosen.filter;
    let counts = chosen.counts.as_ref();
    let table = catalogue.populations();
    let groups = table
        .superpopulations
        .iter()
        .enumerate()
        .map(|(at, group)| {
            let code = group.code.clone();
            let pressed = filter.superpopulations.contains(&code);
            let next = filter.clone();
            let on_click = on_filter.reform(move |_: MouseEvent| {
                let mut next = next.clone();
                next.toggle_superpopulation(&code);
                next
            });
            let label = format!("{} {}", group.code, group.name);
            let count = counts.map(|counts| counts.groups[at]);
            chip(label, Some(&group.code), count, pressed, on_click)
        });
    let either = |label: &'static str, count: usize, pressed: bool, change: Change| {
        let next = filter.clone();
        let on_click = on_filter.reform(move |_: MouseEvent| {
            let mut next = next.clone();
            change(&mut next);
            next
        });
        chip(label, None, Some(count), pressed, on_click)
    };
    let [female, male]: [Change; 2] = [
        |filter| set(&mut filter.sex, Sex::Female),
        |filter| set(&mut filter.sex, Sex::Male),
    ];
    let [unrelated, relatives]: [Change; 2] = [
        |filter| set(&mut filter.related, false),
        |filter| set(&mut filter.related, true),
    ];
    let [single, trio]: [Change; 2] = [
        |filter| set(&mut filter.trio, false),
        |filter| set(&mut filter.trio, true),
    ];
    let is = |yes| (filter.related == Some(yes), filter.trio == Some(yes));
    html! {
        <>
            { group(text::CHOICES[0], groups.collect()) }
            if let Some(counts) = counts {
                { group(text::CHOICES[1], html! { <>
                    { either(text::sex(Sex::Female), counts.sexes[0], filter.sex == Some(Sex::Female), female) }
                    { either(text::sex(Sex::Male), counts.sexes[1], filter.sex == Some(Sex::Male), male) }
                </> }) }
                { group(text::CHOICES[2], html! { <>
                    { either(text::related(false), counts.related[0], is(false).0, unrelated) }
                    { either(text::related(true), counts.related[1], is(true).0, relatives) }
                </> }) }
                { group(text::CHOICES[3], html! { <>
                    { either(text::trio(true), counts.trio[1], is(true).1, trio) }
                    { either(text::trio(false), counts.trio[0], is(false).1, single) }
                </> }) }
                { pasted(filter, on_filter) }
            }
        </>
    }
}

/// Offers to forget pasted names.
fn pasted(filter: &SampleFilter, on_filter: &Callback<SampleFilter>) -> Html {
    if filter.names.is_empty() {
        return Html::default();
    }
    let next = SampleFilter {
        names: Vec::new(),
        ..filter.clone()
    };
    let on_click = on_filter.reform(move |_: MouseEvent| next.clone());
    let label = format!(
        "Forget {}",
        text::plural(filter.names.len(), "name", "names")
    );
    group("Names", button("button button--small", label, on_click))
}

fn group(label: &'static str, children: Html) -> Html {
    html! { <div class="chips" role="group" aria-label={label}><span class="chips__label" aria-hidden="true">{ label }</span>{ children }</div> }
}

/// Chooses a value, or no longer.
fn set<T: PartialEq>(choice: &mut Option<T>, value: T) {
    *choice = match choice {
        Some(known) if *known == value => None,
        _ => Some(value),
    };
}
