//! Tasks that a component owns: they stop when the component goes.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::port::{Spawner, Task};
use crate::ui::ports::AppPorts;

/// Starts a task whenever the key changes, and stops the one before.
#[hook]
pub fn use_task<K, S>(key: K, start: S)
where
    K: PartialEq + 'static,
    S: FnOnce() -> Option<Task> + 'static,
{
    use_effect_with(key, move |_| {
        let task = start();
        move || drop(task)
    });
}

/// Runs one future at a time for event handlers. Made by [`use_latest_task`].
#[derive(Clone)]
pub struct LatestTask {
    spawner: Rc<dyn Spawner>,
    running: Rc<RefCell<Option<Task>>>,
}

impl LatestTask {
    /// Starts a future, and stops the one before.
    pub fn run(&self, future: impl Future<Output = ()> + 'static) {
        let task = self.spawner.spawn(Box::pin(future));
        let before = self.running.borrow_mut().replace(task);
        drop(before);
    }
}

/// Makes a place for the task of an event handler.
#[hook]
pub fn use_latest_task(ports: &AppPorts) -> LatestTask {
    LatestTask {
        spawner: ports.spawner.clone(),
        running: use_mut_ref(|| None),
    }
}
