//! The saved searches: save the one in use under a name, open, rename, delete.

use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::field_text::{input_of, typed};
use super::simple::named_button;
use crate::selection::{Change, SearchChange, Selections};
use crate::text;
use crate::ui::route::Route;

/// Properties of [`SavedSearches`].
#[derive(Clone, PartialEq, Properties)]
pub struct SavedSearchesProps {
    /// The selections, with the saved searches.
    pub selections: Selections,
    /// The query in use.
    pub query: AttrValue,
    /// The user wants this change, which is possible.
    pub on_change: Callback<Change>,
}

/// A folded list of the saved searches, and a form to save one more or to rename one. What is wrong with a name is said in it.
#[component]
pub fn SavedSearches(props: &SavedSearchesProps) -> Html {
    let problem = use_state_eq(|| None::<String>);
    let name = use_state_eq(String::new);
    let renamed = use_state_eq(|| None::<String>);
    let (field, head) = (use_node_ref(), use_node_ref());
    let searches = props.selections.searches();
    let change = {
        let (selections, on_change) = (props.selections.clone(), props.on_change.clone());
        let (problem, name, renamed) = (problem.setter(), name.setter(), renamed.setter());
        Callback::from(move |change: SearchChange| {
            let change = Change::from(change);
            let wrong = selections.reduce(change.clone()).err();
            if wrong.is_none() {
                name.set(String::new());
                renamed.set(None);
                on_change.emit(change);
            }
            problem.set(wrong.map(text::sentence));
        })
    };
    let on_submit = {
        let (change, renamed, query) = (change.clone(), renamed.clone(), props.query.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(name) = input_of(&event).map(|input| input.value()) else {
                return;
            };
            change.emit(match &*renamed {
                Some(from) => SearchChange::Rename {
                    from: from.clone(),
                    to: name,
                },
                None => SearchChange::Save {
                    name,
                    query: query.to_string(),
                },
            });
        })
    };
    let on_rename = |of: &str| {
        let (of, field) = (of.to_owned(), field.clone());
        let (renamed, name) = (renamed.setter(), name.setter());
        Callback::from(move |_: MouseEvent| {
            renamed.set(Some(of.clone()));
            name.set(of.clone());
            if let Some(input) = field.cast::<HtmlInputElement>() {
                // A field that cannot take the focus leaves it where it was.
                let _ = input.focus();
            }
        })
    };
    // The button that is pressed goes away.
    let act = |to: SearchChange| {
        let (change, head) = (change.clone(), head.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(head) = head.cast::<HtmlElement>() {
                let _ = head.focus();
            }
            change.emit(to.clone());
        })
    };
    let row = |(of, query): &(String, String)| {
        let shown = text::visible(of);
        html! {
            <li key={of.clone()}>
                <a href={Route::search(query.clone()).href()}><bdi>{ shown.clone().into_owned() }</bdi></a>
                <code class="quiet saved__query"><bdi>{ text::visible(query).into_owned() }</bdi></code>
                { named_button("button button--small", "Rename", format!("Rename {shown}"), on_rename(of)) }
                { named_button("button button--small", "Delete", format!("Delete {shown}"), act(SearchChange::Remove(of.clone()))) }
            </li>
        }
    };
    let (label, verb) = match &*renamed {
        Some(of) => (format!("New name of {}", text::visible(of)), "Rename"),
        None => ("Save this search as".to_owned(), "Save"),
    };
    html! {
        <details class="selection-menu saved">
            <summary ref={head.clone()}>{ text::saved_searches(searches.list().len()) }</summary>
            <ul aria-label="Saved searches">{ for searches.list().iter().map(row) }</ul>
            if let Some(removed) = searches.removed() {
                { named_button("button", "Undo", format!("Undo the deletion of {removed}"), act(SearchChange::Restore)) }
            }
            <form class="selection-menu__name" onsubmit={on_submit}>
                <label for="search-name">{ label }</label>
                <input type="text" id="search-name" ref={field.clone()} value={(*name).clone()} autocomplete="off" spellcheck="false"
                    oninput={typed(Callback::from({ let name = name.setter(); move |text| name.set(text) }))}
                    aria-describedby="search-problem" aria-invalid={problem.as_ref().map(|_| "true")} />
                <button type="submit" class="button">{ verb }</button>
                <p id="search-problem" class="bad" role="status">{ (*problem).clone() }</p>
            </form>
        </details>
    }
}
