//! The commands of one tool.

use std::rc::Rc;

use yew::prelude::*;

use crate::command::Tool;
use crate::plan::Plans;
use crate::ui::page::command_view::CommandView;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct CommandsProps {
    /// The plans.
    pub(super) plans: Rc<Plans>,
    /// The tool.
    pub(super) tool: Tool,
}

/// The commands for plans, made anew only when these change.
#[component]
pub(super) fn Commands(props: &CommandsProps) -> Html {
    let command = use_memo(props.clone(), |props| props.tool.render(props.plans.all()));
    html! { <CommandView {command} /> }
}
