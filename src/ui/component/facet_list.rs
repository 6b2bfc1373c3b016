//! Filters of a query: the values to choose from, and chips of those that are set.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::simple::{button, named_button};
use crate::search::QueryField;
use crate::text;

/// Values of one field.
pub struct Facet {
    /// The field.
    pub field: QueryField,
    /// The title of the field.
    pub title: &'static str,
    /// The values that are shown, in groups with a heading, which may be empty.
    pub groups: Vec<(AttrValue, Vec<FacetValue>)>,
    /// Number of all values.
    pub of: usize,
    /// Whether all values are shown, though there are many.
    pub open: bool,
}

/// A value.
#[derive(Clone)]
pub struct FacetValue {
    /// The value in a query.
    pub value: String,
    /// The name that people read.
    pub name: AttrValue,
    /// Number of files that have it.
    pub count: u32,
    /// Whether the value is chosen.
    pub chosen: bool,
}

/// Draws fields with a checkbox for each value. `on_choose` gets a value that is chosen (`true`) or no longer; `on_open` the title of
/// a field of which all values are to be shown, or only the first.
pub fn facet_list(
    facets: &[Facet],
    on_choose: &Callback<(QueryField, String, bool)>,
    on_open: &Callback<&'static str>,
) -> Html {
    facets
        .iter()
        .map(|facet| {
            html! {
                <fieldset class="facet" key={facet.title}>
                    <legend>{ facet.title }</legend>
                    for (title, values) in &facet.groups {
                        if !title.is_empty() { <p class="facet__group" key={title.as_str()}>{ title }</p> }
                        for value in values { { value_box(facet.field, value, on_choose) } }
                    }
                    { more(facet, on_open) }
                </fieldset>
            }
        })
        .collect()
}

fn value_box(
    field: QueryField,
    value: &FacetValue,
    on_choose: &Callback<(QueryField, String, bool)>,
) -> Html {
    let text = value.value.clone();
    let onchange = on_choose.reform(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        (
            field,
            text.clone(),
            input.is_some_and(|input| input.checked()),
        )
    });
    html! {
        <label class="facet__value" key={&*value.value}>
            <input type="checkbox" checked={value.chosen} {onchange} />
            <span class="facet__name" title={value.name.clone()}>{ &value.name }</span>
            <span class="num">{ text::count(u64::from(value.count)) }</span>
        </label>
    }
}

fn more(facet: &Facet, on_open: &Callback<&'static str>) -> Html {
    let shown: usize = facet.groups.iter().map(|(_, values)| values.len()).sum();
    if !facet.open && shown == facet.of {
        return Html::default();
    }
    let title = facet.title;
    let label = if facet.open {
        "Show fewer".to_owned()
    } else {
        format!("Show all {}", facet.of)
    };
    let onclick = on_open.reform(move |_: MouseEvent| title);
    html! {
        <button type="button" class="link-button" key="/more" {onclick} aria-expanded={facet.open.to_string()}
            aria-label={format!("{label}: {title}")}>{ label }</button>
    }
}

/// Draws a button for each term; `on_remove` gets its place, `on_clear` takes all back.
pub fn filter_chips(
    terms: &[String],
    on_remove: &Callback<usize>,
    on_clear: Callback<MouseEvent>,
) -> Html {
    if terms.is_empty() {
        return Html::default();
    }
    let chip = |(place, term): (usize, &String)| {
        let on_click = on_remove.reform(move |_: MouseEvent| place);
        html! { <li key={&**term}>{ named_button("filter-chip", format!("{term} ×"), format!("{term} × Remove"), on_click) }</li> }
    };
    html! {
        <ul class="filter-chips" aria-label="Filters">
            { for terms.iter().enumerate().map(chip) }
            <li key="/">{ button("link-button", "Remove all filters", on_clear) }</li>
        </ul>
    }
}

/// What words of a query were taken for.
pub struct Meaning {
    /// What they were taken for.
    pub words: String,
    /// The words as typed.
    pub typed: String,
    /// Takes the words off.
    pub on_remove: Callback<MouseEvent>,
    /// Looks for the words as text, if they are few.
    pub on_text: Option<Callback<MouseEvent>>,
}

/// Draws what words were taken for.
pub fn meaning_chips(chips: &[Meaning]) -> Html {
    if chips.is_empty() {
        return Html::default();
    }
    let chip = |chip: &Meaning| {
        let Meaning { words, typed, .. } = chip;
        let remove = format!("{words} × Remove the words {typed}");
        let as_text = chip.on_text.clone().map(|on_text| {
            let name = format!("as text: search for the letters {typed}");
            named_button("link-button", "as text", name, on_text)
        });
        html! {
            <li key={typed.clone()} title={typed.clone()}>
                { named_button("filter-chip", format!("{words} ×"), remove, chip.on_remove.clone()) }
                { as_text.unwrap_or_default() }
            </li>
        }
    };
    html! { <ul class="filter-chips" aria-label="What your words were taken for">{ for chips.iter().map(chip) }</ul> }
}
