//! Reading the stored selections. Text that cannot be read is kept under another key.

use std::rc::Rc;

use crate::port::Store;
use crate::selection::Selections;

/// The key of the selections.
pub(super) const SELECTIONS_KEY: &str = "igsr-fetch.selection";

/// What the keys of selections that cannot be read begin with; shorter than [`SELECTIONS_KEY`], so that a full store has room.
pub(super) const ASIDE_KEY: &str = "igsr-fetch.aside-";

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

/// What was read from the store, at first or because another tab has stored something.
pub(super) struct Read {
    pub(super) selections: Rc<Selections>,
    pub(super) text: Option<String>,
    pub(super) unreadable: Option<Rc<Unreadable>>,
}

/// Reads the stored selections. What cannot be read is moved to another key, so that it is not overwritten.
pub(super) fn read(store: &dyn Store) -> Read {
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

/// Returns the last that was put aside in an earlier visit and is still stored.
pub(super) fn last_aside(store: &dyn Store) -> Option<Rc<Unreadable>> {
    let keys = (1..).map(|number| format!("{ASIDE_KEY}{number}"));
    let (key, text) = keys
        .map_while(|key| store.get(&key).map(|text| (key, text)))
        .last()?;
    let reason = match Selections::from_json(&text) {
        Err(error) => error.to_string(),
        Ok(_) => "another version of this app put it aside".to_owned(),
    };
    Some(Rc::new(Unreadable { text, reason, key }))
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
