//! Effects that own a task.

use yew::prelude::*;

use crate::port::Task;

/// What an effect starts.
pub type Start = Box<dyn FnOnce() -> Option<Task>>;

/// Starts a task whenever the key is another one, and stops the one before; when the component goes, too.
///
/// The key is a text and the start is boxed, so that all such effects are one piece of the program.
#[hook]
pub fn use_task(key: String, start: Start) {
    use_effect_with(key, move |_| {
        let task = start();
        move || drop(task)
    });
}
