//! Announcements to screen readers.

use std::rc::Rc;

use yew::prelude::*;

use super::context::{AnnounceContext, Announcement};

impl Reducible for Announcement {
    type Action = String;

    fn reduce(self: Rc<Self>, words: String) -> Rc<Self> {
        Rc::new(Self {
            number: self.number.wrapping_add(1),
            words: words.into(),
        })
    }
}

/// Properties of a provider.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ProviderProps {
    /// What needs the contexts.
    #[prop_or_default]
    pub(super) children: Html,
}

/// Provides the last announcement, and how to make one.
#[component]
pub(super) fn Announcer(props: &ProviderProps) -> Html {
    let last = use_reducer(Announcement::default);
    let announce = {
        let last = last.dispatcher();
        use_callback((), move |words: String, ()| last.dispatch(words))
    };
    html! {
        <ContextProvider<AnnounceContext> context={AnnounceContext(announce)}>
        <ContextProvider<Announcement> context={(*last).clone()}>
            { props.children.clone() }
        </ContextProvider<Announcement>>
        </ContextProvider<AnnounceContext>>
    }
}
