//! Settings and selections between visits, and selections between the tabs of one browser.

use std::rc::Rc;

use yew::prelude::*;

use super::settings::Settings;
use crate::port::{Store, StoreError};
use crate::selection::{Change, Selections};
use crate::ui::ports::AppPorts;

/// The key of the settings in the browser's store.
const SETTINGS_KEY: &str = "igsr-fetch.settings";

/// The key of the selections.
const SELECTIONS_KEY: &str = "igsr-fetch.selection";

/// What the keys of selections that cannot be read begin with; shorter than [`SELECTIONS_KEY`], so that a full store has room.
const ASIDE_KEY: &str = "igsr-fetch.aside-";

/// The selections as state.
#[derive(Clone, Default, PartialEq)]
pub struct SelectionState(pub Selections);

impl Reducible for SelectionState {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        match self.0.reduce(change) {
            Ok(Some(next)) => Rc::new(Self(next)),
            // A name that cannot be is said where it is typed.
            Ok(None) | Err(_) => self,
        }
    }
}

/// What was stored as selections and cannot be read. It may be all that is left of a long search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What was stored.
    pub text: String,
    /// Why it cannot be read.
    pub reason: String,
    /// The key under which it is stored now; [`SELECTIONS_KEY`] still, where the store has no room to move it.
    pub key: String,
}

impl Unreadable {
    /// Returns whether it stands where selections are stored, so that none can be.
    pub fn is_in_the_way(&self) -> bool {
        self.key == SELECTIONS_KEY
    }
}

/// What became of the storing of selections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    /// Whether the last ones were stored.
    pub outcome: Result<(), StoreError>,
    /// What was stored and cannot be read, if anything was.
    pub unreadable: Option<Rc<Unreadable>>,
}

/// What the store and this tab agreed on last.
struct Agreed {
    selections: Rc<Selections>,
    /// The text that stands for them in the store.
    text: Option<String>,
    /// The name of the selection that was the current one in this tab.
    current: String,
}

/// What was read from the store, at first or because another tab has stored something.
struct Read {
    selections: Rc<Selections>,
    text: Option<String>,
    unreadable: Option<Rc<Unreadable>>,
}

/// Reads the settings, and stores them after each change; returns whether that works.
#[hook]
pub(super) fn use_stored_settings(
    ports: &AppPorts,
) -> (UseReducerHandle<Settings>, Result<(), StoreError>) {
    let settings = use_reducer(|| {
        let stored = ports.store.get(SETTINGS_KEY);
        stored
            .and_then(|text| Settings::from_json(&text))
            .unwrap_or_default()
    });
    let outcome = use_state_eq(|| Ok(()));
    let (store, set_outcome) = (ports.store.clone(), outcome.setter());
    use_effect_with(settings.clone(), move |settings| {
        set_outcome.set(store.set(SETTINGS_KEY, &settings.to_json()));
    });
    (settings, *outcome)
}

/// Reads the selections, stores them after each change, and joins what other tabs store.
#[hook]
pub(super) fn use_stored_selections(
    ports: &AppPorts,
) -> (UseReducerHandle<SelectionState>, Stored) {
    let read = use_memo((), |()| read(&*ports.store));
    let selections = use_reducer(|| SelectionState((*read.selections).clone()));
    let stored = use_state_eq(|| Stored {
        outcome: Ok(()),
        unreadable: read.unreadable.clone(),
    });
    let agreed = use_mut_ref(|| Agreed {
        selections: read.selections.clone(),
        text: read.text.clone(),
        current: read.selections.name().to_owned(),
    });
    use_effect_with((), {
        let (selections, agreed) = (selections.dispatcher(), agreed.clone());
        let store = ports.store.clone();
        move |()| {
            let changed = move |text: String| {
                // What cannot be read is put aside before this tab stores anything.
                if let Ok(other) = Selections::from_json(&text) {
                    let mut agreed = agreed.borrow_mut();
                    let other = Rc::new(other);
                    let base = std::mem::replace(&mut agreed.selections, other.clone());
                    agreed.text = Some(text);
                    selections.dispatch(Change::Join { base, other });
                }
            };
            let watch = store.watch(SELECTIONS_KEY, Box::new(changed));
            move || drop(watch)
        }
    });
    use_effect_with(selections.clone(), {
        let (store, stored) = (ports.store.clone(), stored.clone());
        move |selections| {
            let mut agreed = agreed.borrow_mut();
            let mut next = (*stored).clone();
            let join = store_selections(&*store, &mut agreed, &selections.0, &mut next);
            stored.set(next);
            if let Some(join) = join {
                selections.dispatch(join);
            }
        }
    });
    let stored = (*stored).clone();
    (selections, stored)
}

/// Stores what this tab has changed, joined with what another tab has stored since; returns that for this tab, if there is any.
fn store_selections(
    store: &dyn Store,
    agreed: &mut Agreed,
    selections: &Selections,
    stored: &mut Stored,
) -> Option<Change> {
    let is_stored = selections.holds_the_same(&agreed.selections);
    if is_stored && selections.name() == agreed.current {
        return None;
    }
    let mut join = None;
    let mut next = selections.clone();
    if store.get(SELECTIONS_KEY) != agreed.text {
        let read = read(store);
        if let Some(unreadable) = read.unreadable {
            let is_in_the_way = unreadable.is_in_the_way();
            stored.unreadable = Some(unreadable);
            if is_in_the_way {
                stored.outcome = Err(StoreError::Full);
                return None;
            }
        } else if read.text.is_some() {
            next = selections.joined(&agreed.selections, &read.selections);
            join = Some(Change::Join {
                base: agreed.selections.clone(),
                other: read.selections,
            });
        }
    }
    let text = next.to_json();
    stored.outcome = store.set(SELECTIONS_KEY, &text);
    if stored.outcome.is_ok() {
        *agreed = Agreed {
            current: next.name().to_owned(),
            selections: Rc::new(next),
            text: Some(text),
        };
    }
    join
}

/// Reads the stored selections. What cannot be read is moved to another key, so that it is not overwritten.
fn read(store: &dyn Store) -> Read {
    let text = store.get(SELECTIONS_KEY);
    let selections = text.as_deref().map(Selections::from_json);
    match (selections, text) {
        (Some(Err(error)), Some(text)) => Read {
            selections: Rc::default(),
            unreadable: Some(Rc::new(Unreadable {
                key: move_aside(store, &text),
                text,
                reason: error.to_string(),
            })),
            // Nothing is stored that this tab agrees with.
            text: None,
        },
        (selections, text) => Read {
            selections: Rc::new(selections.and_then(Result::ok).unwrap_or_default()),
            text,
            unreadable: None,
        },
    }
}

/// Moves the stored selections to the first key that is free, and returns it. A store that is full has no room for both: the old
/// text goes first, and comes back where the store takes nothing more.
fn move_aside(store: &dyn Store, text: &str) -> String {
    let mut keys = (1..).map(|number| format!("{ASIDE_KEY}{number}"));
    let key = keys
        .find(|key| store.get(key).is_none())
        .unwrap_or_default();
    store.remove(SELECTIONS_KEY);
    if store.set(&key, text).is_ok() {
        return key;
    }
    // It was there a moment ago, so that there is room for it.
    let _ = store.set(SELECTIONS_KEY, text);
    SELECTIONS_KEY.to_owned()
}

#[cfg(test)]
mod tests {
    use std::any::Any;

    use super::*;
    use crate::port::MemoryStore;
    use crate::selection::{Action, Picked};

    fn picks(name: &str) -> Change {
        Action::Add(vec![Picked::parse(name).expect("a path")]).into()
    }

    /// A tab without the page.
    struct Tab {
        agreed: Agreed,
        selections: Selections,
        stored: Stored,
    }

    impl Tab {
        fn new(store: &dyn Store) -> Self {
            let read = read(store);
            Self {
                selections: (*read.selections).clone(),
                agreed: Agreed {
                    current: read.selections.name().to_owned(),
                    selections: read.selections,
                    text: read.text,
                },
                stored: Stored {
                    outcome: Ok(()),
                    unreadable: read.unreadable,
                },
            }
        }

        fn change(&mut self, store: &dyn Store, change: Change) {
            let mut change = Some(change);
            while let Some(next) = change {
                if let Ok(Some(next)) = self.selections.reduce(next) {
                    self.selections = next;
                }
                change =
                    store_selections(store, &mut self.agreed, &self.selections, &mut self.stored);
            }
        }

        fn files(&self) -> Vec<String> {
            let files = self.selections.current().files().iter();
            files.map(Picked::to_string).collect()
        }
    }

    #[test]
    fn two_tabs_that_know_nothing_of_each_other_store_the_picks_of_both() {
        let store = MemoryStore::default();
        let (mut one, mut other) = (Tab::new(&store), Tab::new(&store));
        one.change(&store, picks("a"));
        other.change(&store, picks("b"));
        one.change(&store, picks("c"));
        assert_eq!(one.files(), ["a", "b", "c"]);
        other.change(
            &store,
            Action::remove(vec!["a".parse().expect("a path")]).into(),
        );
        assert_eq!(other.files(), ["b", "c"]);
        other.change(&store, picks("d"));
        assert_eq!(other.files(), ["b", "c", "d"]);
        assert_eq!(Tab::new(&store).files(), ["b", "c", "d"]);
    }

    #[test]
    fn nothing_is_stored_where_nothing_was_changed() {
        let store = MemoryStore::default();
        let mut tab = Tab::new(&store);
        tab.change(&store, Action::Found(Some(3)).into());
        assert_eq!(store.get(SELECTIONS_KEY), None);
        tab.change(&store, Change::New("trios".to_owned()));
        let stored = store.get(SELECTIONS_KEY);
        tab.change(&store, Action::Found(Some(3)).into());
        assert_eq!(store.get(SELECTIONS_KEY), stored);
        tab.change(&store, Change::Switch("Selection".to_owned()));
        assert_eq!(Tab::new(&store).selections.name(), "Selection");
    }

    #[test]
    fn what_cannot_be_read_is_moved_aside_also_where_the_store_is_full() {
        let damaged = r#"{"format":9,"list":"of what a later version stores"}"#;
        let aside = "igsr-fetch.aside-1";
        // Room for one of both texts at a time, and no byte more.
        for store in [
            MemoryStore::default(),
            MemoryStore::with_room(SELECTIONS_KEY.len() + damaged.len()),
        ] {
            assert_eq!(store.set(SELECTIONS_KEY, damaged), Ok(()));
            let tab = Tab::new(&store);
            let unreadable = tab.stored.unreadable.expect("what cannot be read");
            assert_eq!((&*unreadable.text, &*unreadable.key), (damaged, aside));
            assert!(
                unreadable.reason.contains("it has the form 9"),
                "{}",
                unreadable.reason
            );
            assert_eq!(store.get(aside).as_deref(), Some(damaged));
            assert_eq!(store.get(SELECTIONS_KEY), None);
        }
    }

    #[test]
    fn each_that_cannot_be_read_has_a_key_of_its_own() {
        let store = MemoryStore::default();
        for number in 1..=3 {
            let damaged = format!("[{number}");
            assert_eq!(store.set(SELECTIONS_KEY, &damaged), Ok(()));
            assert!(Tab::new(&store).stored.unreadable.is_some());
            let key = format!("{ASIDE_KEY}{number}");
            assert_eq!(store.get(&key), Some(damaged));
        }
    }

    /// A store that takes nothing under a new key, as if another page had filled it meanwhile.
    struct Stubborn(MemoryStore);

    impl Store for Stubborn {
        fn get(&self, key: &str) -> Option<String> {
            self.0.get(key)
        }

        fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
            if key != SELECTIONS_KEY {
                return Err(StoreError::Full);
            }
            self.0.set(key, text)
        }

        fn remove(&self, key: &str) {
            self.0.remove(key);
        }

        fn watch(&self, key: &'static str, changed: Box<dyn Fn(String)>) -> Box<dyn Any> {
            self.0.watch(key, changed)
        }
    }

    #[test]
    fn what_cannot_be_moved_is_not_overwritten() {
        let store = Stubborn(MemoryStore::default());
        assert_eq!(store.set(SELECTIONS_KEY, "["), Ok(()));
        let mut tab = Tab::new(&store);
        let unreadable = tab.stored.unreadable.as_ref();
        assert!(unreadable.is_some_and(|one| one.is_in_the_way()));
        tab.change(&store, picks("a"));
        assert_eq!(tab.stored.outcome, Err(StoreError::Full));
        assert_eq!(store.get(SELECTIONS_KEY).as_deref(), Some("["));
        assert_eq!(tab.files(), ["a"]);
    }

    #[test]
    fn what_another_tab_stores_and_this_one_cannot_read_is_moved_aside() {
        let store = MemoryStore::default();
        let mut tab = Tab::new(&store);
        tab.change(&store, picks("a"));
        assert_eq!(store.set(SELECTIONS_KEY, r#"{"format":9}"#), Ok(()));
        tab.change(&store, picks("b"));
        assert!(tab.stored.unreadable.is_some());
        assert_eq!(Tab::new(&store).files(), ["a", "b"]);
    }

    #[test]
    fn a_store_without_room_says_whether_it_is_full() {
        for (texts, error) in [
            (&[][..], StoreError::NoRoom),
            (&[("other", "text")], StoreError::Full),
        ] {
            let store = MemoryStore::with_room(20);
            for (key, text) in texts {
                assert_eq!(store.set(key, text), Ok(()));
            }
            let mut tab = Tab::new(&store);
            tab.change(&store, picks("a"));
            assert_eq!(tab.stored.outcome, Err(error));
            assert_eq!(tab.files(), ["a"]);
        }
    }

    #[test]
    fn selections_of_an_older_version_are_read() {
        let store = MemoryStore::default();
        assert_eq!(
            store.set(SELECTIONS_KEY, r#"{"format":1,"paths":["a"]}"#),
            Ok(())
        );
        let tab = Tab::new(&store);
        assert_eq!(
            (tab.files(), tab.stored.unreadable),
            (vec!["a".to_owned()], None)
        );
    }
}
