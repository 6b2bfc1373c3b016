//! A column heading that sorts.

use yew::prelude::*;

/// Properties of [`SortHeading`].
#[derive(Clone, PartialEq, Properties)]
pub struct SortHeadingProps {
    /// The heading.
    pub label: AttrValue,
    /// How the column is sorted now: nothing, or whether it is descending.
    pub sorted: Option<bool>,
    /// Says whether numbers stand below, which are aligned right.
    #[prop_or_default]
    pub numeric: bool,
    /// The user wants this column sorted, or its order reversed.
    pub on_sort: Callback<()>,
}

/// A `th` with a button in it and its order as `aria-sort`.
#[component]
pub fn SortHeading(props: &SortHeadingProps) -> Html {
    let (order, sign) = match props.sorted {
        None => (None, ""),
        Some(false) => (Some("ascending"), " ▲"),
        Some(true) => (Some("descending"), " ▼"),
    };
    let onclick = props.on_sort.reform(|_: MouseEvent| ());
    html! {
        <th scope="col" aria-sort={order} class={classes!(props.numeric.then_some("num"))}>
            <button type="button" class="sort-button" {onclick}>
                { &props.label }<span aria-hidden="true">{ sign }</span>
            </button>
        </th>
    }
}
