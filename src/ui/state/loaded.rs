//! Tasks that a component owns, and values that are loaded by such tasks.

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

/// What was loaded: the last good value stays while the next one loads, and after an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded<K, T, E> {
    value: Option<(K, T)>,
    /// Why the value of this key could not be loaded; nothing once another value was.
    error: Option<(K, E)>,
}

/// A change of what is loaded.
pub enum LoadAction<K, T, E> {
    /// The loading for this key has ended.
    Done(K, Result<T, E>),
    /// More has come for the value of this key. It is ignored if another value was loaded since.
    Update(K, Box<dyn FnOnce(&mut T)>),
}

impl<K, T, E> Default for Loaded<K, T, E> {
    fn default() -> Self {
        Self {
            value: None,
            error: None,
        }
    }
}

impl<K: PartialEq, T, E> Loaded<K, T, E> {
    /// Returns the last good value, whatever its key.
    pub fn last(&self) -> Option<&T> {
        self.value.as_ref().map(|(_, value)| value)
    }

    /// Returns the value of this key, if it was loaded.
    pub fn get(&self, key: &K) -> Option<&T> {
        let (of, value) = self.value.as_ref()?;
        (of == key).then_some(value)
    }

    /// Returns why the last loading failed, if it did.
    pub fn error(&self) -> Option<&E> {
        self.error.as_ref().map(|(_, error)| error)
    }

    /// Returns the value of this key or why there is none; nothing while it loads.
    pub fn result(&self, key: &K) -> Option<Result<&T, &E>> {
        let failed = || {
            let (of, error) = self.error.as_ref()?;
            (of == key).then_some(Err(error))
        };
        self.get(key).map(Ok).or_else(failed)
    }
}

impl<K, T, E> Reducible for Loaded<K, T, E>
where
    K: Clone + PartialEq,
    T: Clone,
    E: Clone,
{
    type Action = LoadAction<K, T, E>;

    fn reduce(self: Rc<Self>, action: Self::Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            LoadAction::Done(key, Ok(value)) => {
                next.value = Some((key, value));
                next.error = None;
            }
            LoadAction::Done(key, Err(error)) => next.error = Some((key, error)),
            LoadAction::Update(key, change) => match &mut next.value {
                Some((of, value)) if *of == key => change(value),
                _ => return self,
            },
        }
        Rc::new(next)
    }
}

/// Loads the value of a key, anew whenever the key changes. Without a key nothing is loaded.
///
/// `load` gets the key and the last good value. Its future is dropped when the key changes or the component goes, so that a
/// late result is never seen.
#[hook]
pub fn use_loaded<K, T, E, L, F>(
    ports: &AppPorts,
    key: Option<K>,
    load: L,
) -> UseReducerHandle<Loaded<K, T, E>>
where
    K: Clone + PartialEq + 'static,
    T: Clone + 'static,
    E: Clone + 'static,
    L: FnOnce(K, Option<T>) -> F + 'static,
    F: Future<Output = Result<T, E>> + 'static,
{
    let loaded = use_reducer(Loaded::default);
    let (spawner, handle) = (ports.spawner.clone(), loaded.clone());
    use_task(key.clone(), move || {
        let key = key?;
        let loading = load(key.clone(), handle.last().cloned());
        Some(spawner.spawn(Box::pin(async move {
            let result = loading.await;
            handle.dispatch(LoadAction::Done(key, result));
        })))
    });
    loaded
}

#[cfg(test)]
mod tests {
    use super::*;

    type Numbers = Loaded<&'static str, u32, &'static str>;

    fn reduce(
        loaded: Rc<Numbers>,
        key: &'static str,
        result: Result<u32, &'static str>,
    ) -> Rc<Numbers> {
        loaded.reduce(LoadAction::Done(key, result))
    }

    #[test]
    fn the_last_good_value_stays_beside_an_error_until_the_next_one() {
        let loaded = reduce(Rc::new(Numbers::default()), "a", Ok(1));
        assert_eq!((loaded.get(&"a"), loaded.get(&"b")), (Some(&1), None));
        assert_eq!(loaded.result(&"b"), None);
        let loaded = reduce(loaded, "b", Err("gone"));
        assert_eq!((loaded.last(), loaded.error()), (Some(&1), Some(&"gone")));
        assert_eq!(loaded.result(&"b"), Some(Err(&"gone")));
        assert_eq!(loaded.result(&"a"), Some(Ok(&1)));
        let loaded = reduce(loaded, "c", Ok(3));
        assert_eq!((loaded.last(), loaded.error()), (Some(&3), None));
    }

    #[test]
    fn more_of_a_value_that_was_replaced_is_ignored() {
        let loaded = reduce(Rc::new(Numbers::default()), "a", Ok(1));
        let more = |key| LoadAction::Update(key, Box::new(|value: &mut u32| *value += 1));
        let loaded = loaded.reduce(more("a")).reduce(more("b"));
        assert_eq!(loaded.last(), Some(&2));
    }
}
