//! What one tool needs, written by the worker.

use std::rc::Rc;

use yew::prelude::*;

use crate::command::{BundleTool, Method, Shell};
use crate::text;
use crate::ui::component::{button, line};
use crate::ui::page::command_view::CommandView;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::use_ports;
use crate::worker::plan::PlanSummary;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct CommandsProps {
    /// The plan.
    pub(super) plan: Rc<PlanSummary>,
    /// Whether it is the newest; what was written for an older one stays until then, and is not to be copied.
    pub(super) is_ready: bool,
    /// The tool.
    pub(super) tool: BundleTool,
    /// The shell, for which there is the tool.
    pub(super) shell: Shell,
}

/// The commands and files for a plan, made anew only when these change.
#[component]
pub(super) fn Commands(props: &CommandsProps) -> Html {
    let ports = use_ports();
    let turn = use_state_eq(|| 0_u32);
    let key = (props.plan.clone(), (props.tool, props.shell), *turn);
    let key = props.is_ready.then_some(key);
    let load = {
        let plan = ports.plan.clone();
        move |(_, (tool, shell), _): (Rc<PlanSummary>, (BundleTool, Shell), u32), _| async move {
            let output = plan.output(tool, shell).await;
            output
                .map(|output| (shell, Rc::new(output)))
                .map_err(|error| AttrValue::from(error.to_string()))
        }
    };
    let loaded = use_loaded(&ports, key.clone(), load);
    let name = text::archive_name(props.tool);
    let written = key.as_ref().and_then(|key| loaded.result(key));
    let is_ready = written.is_some();
    let before = loaded.last().filter(|(shell, _)| *shell == props.shell);
    match written.or_else(|| before.map(Ok)) {
        Some(Ok((_, output))) => {
            html! { <CommandView output={output.clone()} {name} {is_ready} /> }
        }
        None => {
            html! { <p class="note" role="status">{ text::writing_words(Method::Tool(props.tool)) }</p> }
        }
        Some(Err(reason)) => html! {
            <div class="warn" role="alert">
                { line("", reason.clone()) }
                { button("button", "Try again", Callback::from(move |_: MouseEvent| turn.set(*turn + 1))) }
            </div>
        },
    }
}
