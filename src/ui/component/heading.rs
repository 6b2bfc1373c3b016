//! The one `h1` of a page, which takes the focus when the page opens.

use web_sys::HtmlElement;
use yew::prelude::*;

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
