//! The small elements: buttons, lines, headings, chips, errors and the like. Each is there once in the program: drawn in place,
//! one takes ten times the bytes of a call.

use web_sys::{HtmlElement, HtmlSelectElement};
use yew::prelude::*;

use crate::mirror::{Mirror, MirrorId, RemotePath};
use crate::search::QUERY_HELP;
use crate::text;
use crate::text::{ErrorMessage, visible};
use crate::ui::route::Route;

/// Draws a paragraph.
pub fn line(class: &'static str, words: impl Into<AttrValue>) -> Html {
    paragraph(class, words.into())
}

fn paragraph(class: &'static str, words: AttrValue) -> Html {
    html! { <p {class}>{ words }</p> }
}

/// Draws a button with a look of its own: `button`, and more class names.
pub fn button(
    class: &'static str,
    label: impl Into<AttrValue>,
    on_click: Callback<MouseEvent>,
) -> Html {
    push(class, label.into(), None, on_click)
}

/// Draws a button whose name says more than its label, which it begins with.
pub fn named_button(
    class: &'static str,
    label: impl Into<AttrValue>,
    name: String,
    on_click: Callback<MouseEvent>,
) -> Html {
    push(class, label.into(), Some(name.into()), on_click)
}

fn push(
    class: &'static str,
    label: AttrValue,
    name: Option<AttrValue>,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! { <button type="button" {class} {onclick} aria-label={name}>{ label }</button> }
}

/// Draws a link that opens a tab of its own.
pub fn outward(class: &'static str, label: impl Into<AttrValue>, href: String) -> Html {
    leave(class, label.into(), href.into())
}

fn leave(class: &'static str, label: AttrValue, href: AttrValue) -> Html {
    html! { <a {class} {href} target="_blank" rel="noreferrer">{ label }</a> }
}

/// Properties of [`Heading`].
#[derive(Clone, PartialEq, Properties)]
pub struct HeadingProps {
    /// The text.
    pub text: AttrValue,
    /// Whether the page was opened by a link within the app, not by loading it.
    pub take_focus: bool,
    /// Whether only screen readers get the heading.
    #[prop_or_default]
    pub hidden: bool,
}

/// The heading of a page.
#[component]
pub fn Heading(props: &HeadingProps) -> Html {
    let node = use_node_ref();
    {
        let (node, take_focus) = (node.clone(), props.take_focus);
        use_effect_with((), move |()| {
            if let Some(element) = node.cast::<HtmlElement>().filter(|_| take_focus) {
                // A heading that cannot take the focus leaves it where it was.
                let _ = element.focus();
            }
        });
    }
    html! {
        <h1 ref={node} tabindex="-1" class={classes!(props.hidden.then_some("visually-hidden"))}>{ &props.text }</h1>
    }
}

/// Draws a link for each directory above, and the name of this one.
pub fn breadcrumb(path: &RemotePath) -> Html {
    let mut way: Vec<RemotePath> = path.ancestors().collect();
    way.reverse();
    html! {
        <nav class="breadcrumb" aria-label="Directory">
            <ol>
                for directory in way {
                    <li>{ step(&directory, directory == *path) }</li>
                }
            </ol>
        </nav>
    }
}

fn step(directory: &RemotePath, here: bool) -> Html {
    let name = if directory.is_root() {
        "Site root".to_owned()
    } else {
        text::visible_name(directory.name())
    };
    if here {
        return html! { <bdi aria-current="page">{ name }</bdi> };
    }
    html! { <a href={Route::directory(directory.clone()).href()}><bdi>{ name }</bdi></a> }
}

/// Draws a button that stays pressed. `group` is the superpopulation whose colour it has.
pub fn chip(
    label: impl Into<AttrValue>,
    group: Option<&str>,
    count: Option<usize>,
    pressed: bool,
    on_click: Callback<MouseEvent>,
) -> Html {
    draw(label.into(), group, count, pressed, on_click)
}

fn draw(
    label: AttrValue,
    group: Option<&str>,
    count: Option<usize>,
    pressed: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="chip" aria-pressed={pressed.to_string()} {onclick} data-superpopulation={group.map(str::to_owned)}>
            if group.is_some() { <span class="swatch" aria-hidden="true"></span> }
            { label }
            if let Some(count) = count { <span class="chip__count">{ format!(" {}", text::count(count as u64)) }</span> }
        </button>
    }
}

/// Draws a box that is read out when it appears; `actions` are buttons for what to do next.
pub fn error_view(message: &ErrorMessage, actions: Html) -> Html {
    html! {
        <div class="error" role="alert">
            <p class="error__what">{ visible(&message.what).into_owned() }</p>
            <p>{ visible(&message.next).into_owned() }</p>
            <div class="actions">{ actions }</div>
            <details class="error__detail">
                <summary>{ "Detail" }</summary>
                <code>{ visible(&message.detail).into_owned() }</code>
            </details>
        </div>
    }
}

/// Draws a `th` with a button in it and its order as `aria-sort`: nothing, or whether it is descending.
pub fn sort_heading(
    label: &'static str,
    sorted: Option<bool>,
    numeric: bool,
    on_sort: Callback<MouseEvent>,
) -> Html {
    let (order, sign) = match sorted {
        None => (None, ""),
        Some(false) => (Some("ascending"), " ▲"),
        Some(true) => (Some("descending"), " ▼"),
    };
    html! {
        <th scope="col" aria-sort={order} class={numeric.then_some("num")}>
            <button type="button" class="sort-button" onclick={on_sort}>
                { label }<span aria-hidden="true">{ sign }</span>
            </button>
        </th>
    }
}

/// Draws a labelled list of the mirrors.
pub fn mirror_picker<'a>(
    mirrors: impl Iterator<Item = &'a Mirror>,
    chosen: &MirrorId,
    on_choose: Callback<MirrorId>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            on_choose.emit(MirrorId(select.value()));
        }
    });
    html! {
        <label class="mirror-picker">
            <span>{ "Mirror" }</span>
            <select aria-label="Mirror" {onchange}>
                for mirror in mirrors {
                    <option value={mirror.id.as_str().to_owned()} selected={mirror.id == *chosen}>{ mirror.name.clone() }</option>
                }
            </select>
        </label>
    }
}

/// Draws a choice of one of some labels; `on_choose` gets its place.
pub fn choice(
    name: &'static str,
    labels: &[impl AsRef<str>],
    chosen: usize,
    on_choose: Callback<usize>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            on_choose.emit(usize::try_from(select.selected_index()).unwrap_or_default());
        }
    });
    html! {
        <select aria-label={name} {onchange}>
            for (at, label) in labels.iter().enumerate() {
                <option selected={at == chosen}>{ label.as_ref().to_owned() }</option>
            }
        </select>
    }
}

/// Draws a table of examples, folded.
pub fn query_help() -> Html {
    html! {
        <details class="query-help">
            <summary>{ "How to search" }</summary>
            <dl>
                for (example, meaning) in QUERY_HELP {
                    <dt><a href={Route::search(*example).href()}><code>{ *example }</code></a></dt>
                    <dd>{ *meaning }</dd>
                }
            </dl>
        </details>
    }
}
