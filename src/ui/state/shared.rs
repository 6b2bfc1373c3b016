//! The selections in the store that all tabs of the browser share: reading, joining and writing them.

use std::collections::VecDeque;
use std::rc::Rc;

use super::unreadable::{Read, SELECTIONS_KEY, Unreadable, read};
use crate::port::{Store, StoreError};
use crate::selection::{Change, Selections, Write, WriteId};

/// What became of the storing of selections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    /// Whether the last ones were stored.
    pub outcome: Result<(), StoreError>,
    /// What was stored and cannot be read, if anything was.
    pub unreadable: Option<Rc<Unreadable>>,
}

/// What this tab knows of the store, which all tabs of the browser share.
///
/// A tab may write before it hears of another's last write, as browsers tell their tabs late. So each text says which text its writer
/// has changed, and what the writer has changed is changed here too.
pub(super) struct Shared {
    /// The number of this tab.
    tab: u64,
    /// How often it has written.
    writes: u64,
    /// The last texts that were read and written; the first may be of a former version, which numbers none.
    known: VecDeque<(Option<WriteId>, Rc<Selections>)>,
    /// What the store and this tab agreed on last.
    agreed: Rc<Selections>,
    /// The write that it is.
    agreed_id: Option<WriteId>,
    /// The text that stands for it in the store.
    text: Option<String>,
    /// The selections of this tab, as it had them last.
    mine: Selections,
    /// The name of the selection that this tab showed until another tab removed or renamed it.
    pub(super) lost: Option<String>,
}

/// Most texts that are kept to be compared with.
const MOST_KNOWN: usize = 64;

impl Shared {
    /// Begins with what was read from the store.
    pub(super) fn new(tab: u64, read: &Read) -> Self {
        let write = read.text.as_deref().and_then(Selections::write_of);
        let id = write.map(|write| write.id);
        Self {
            tab,
            writes: 0,
            known: [(id, read.selections.clone())].into(),
            agreed: read.selections.clone(),
            agreed_id: id,
            text: read.text.clone(),
            mine: (*read.selections).clone(),
            lost: None,
        }
    }

    /// Stores what this tab has changed, joined with what another tab has stored since; returns that for this tab, if there is any.
    pub(super) fn store(
        &mut self,
        store: &dyn Store,
        selections: &Selections,
        stored: &mut Stored,
    ) -> Option<Change> {
        let is_switched = selections.name() != self.mine.name();
        self.mine = selections.clone();
        if selections.holds_the_same(&self.agreed) && !is_switched {
            return None;
        }
        let mut join = None;
        if store.get(SELECTIONS_KEY) != self.text {
            let read = read(store);
            if let Some(unreadable) = read.unreadable {
                let is_in_the_way = unreadable.is_in_the_way();
                stored.unreadable = Some(unreadable);
                if is_in_the_way {
                    stored.outcome = Err(StoreError::Full);
                    return None;
                }
            } else if let Some(text) = read.text {
                join = Some(self.take(text, read.selections));
            }
        }
        stored.outcome = self.write(store);
        join
    }

    /// Takes what another tab has stored; returns it for this tab. What the other has not seen is written again.
    pub(super) fn hear(&mut self, store: &dyn Store, text: String) -> Option<Change> {
        // What cannot be read is put aside before this tab stores anything.
        let other = Rc::new(Selections::from_json(&text).ok()?);
        let join = self.take(text, other);
        if !self.mine.holds_the_same(&self.agreed) {
            // If that fails, it is tried again with the next change.
            let _ = self.write(store);
        }
        Some(join)
    }

    /// Joins the selections of this tab with a text of another.
    fn take(&mut self, text: String, other: Rc<Selections>) -> Change {
        let write = Selections::write_of(&text);
        let parent = write.and_then(|write| {
            let mut known = self.known.iter();
            known.find(|(id, _)| *id == write.parent)
        });
        let base = parent.map_or(&self.agreed, |(_, parent)| parent).clone();
        let shown = self.mine.name().to_owned();
        self.mine = self.mine.joined(&base, &other);
        self.lost = (self.mine.name() != shown).then_some(shown);
        self.agree(write.map(|write| write.id), text, other.clone());
        Change::Join { base, other }
    }

    fn write(&mut self, store: &dyn Store) -> Result<(), StoreError> {
        let write = Write {
            id: (self.tab, self.writes + 1),
            parent: self.agreed_id,
        };
        let text = self.mine.to_json_of(Some(write));
        store.set(SELECTIONS_KEY, &text)?;
        self.writes += 1;
        self.agree(Some(write.id), text, Rc::new(self.mine.clone()));
        Ok(())
    }

    fn agree(&mut self, id: Option<WriteId>, text: String, selections: Rc<Selections>) {
        if id.is_some() {
            self.known.truncate(MOST_KNOWN);
            self.known.push_front((id, selections.clone()));
        }
        self.agreed = selections;
        self.agreed_id = id;
        self.text = Some(text);
    }
}

#[cfg(test)]
mod tests {
    use std::any::Any;
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::port::MemoryStore;
    use crate::selection::{Action, Picked};
    use crate::ui::state::unreadable::{ASIDE_KEY, last_aside};

    fn picks(name: &str) -> Change {
        Action::Add(vec![Picked::parse(name).expect("a path")]).into()
    }

    /// A tab without the page.
    struct Tab {
        shared: Shared,
        selections: Selections,
        stored: Stored,
    }

    impl Tab {
        fn new(store: &dyn Store) -> Self {
            let read = read(store);
            Self {
                selections: (*read.selections).clone(),
                shared: Shared::new(store.tab(), &read),
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
                change = self.shared.store(store, &self.selections, &mut self.stored);
            }
        }

        /// Hears of a text that another tab has stored.
        fn hear(&mut self, store: &dyn Store, text: String) {
            if let Some(join) = self.shared.hear(store, text) {
                self.change(store, join);
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
    fn a_selection_that_another_tab_removes_is_named() {
        let store = MemoryStore::default();
        let mut one = Tab::new(&store);
        one.change(&store, Change::New("trios".to_owned()));
        let mut other = Tab::new(&store);
        other.change(&store, Change::Remove);
        one.hear(&store, store.get(SELECTIONS_KEY).expect("a text"));
        assert_eq!(one.selections.name(), "Selection");
        assert_eq!(one.shared.lost.as_deref(), Some("trios"));
        other.change(&store, picks("a"));
        one.hear(&store, store.get(SELECTIONS_KEY).expect("a text"));
        assert_eq!((one.files(), one.shared.lost), (vec!["a".to_owned()], None));
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

    #[test]
    fn what_was_put_aside_is_found_again_until_it_is_removed() {
        let store = MemoryStore::default();
        assert_eq!(last_aside(&store), None);
        for damaged in ["[1", "[2"] {
            assert_eq!(store.set(SELECTIONS_KEY, damaged), Ok(()));
            Tab::new(&store);
        }
        for (number, damaged) in [(2, "[2"), (1, "[1")] {
            let found = last_aside(&store).expect("what was put aside");
            assert_eq!((&*found.text, found.is_in_the_way()), (damaged, false));
            assert_eq!(found.key, format!("{ASIDE_KEY}{number}"));
            store.remove(&found.key);
        }
        assert_eq!(last_aside(&store), None);
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

        fn tab(&self) -> u64 {
            self.0.tab()
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

    /// The store as one tab sees it: it hears late of what others write.
    #[derive(Default)]
    struct LateStore {
        seen: MemoryStore,
        written: RefCell<Vec<String>>,
    }

    impl Store for LateStore {
        fn get(&self, key: &str) -> Option<String> {
            self.seen.get(key)
        }

        fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
            self.written.borrow_mut().push(text.to_owned());
            self.seen.set(key, text)
        }

        fn remove(&self, key: &str) {
            self.seen.remove(key);
        }

        fn tab(&self) -> u64 {
            self.seen.tab()
        }

        fn watch(&self, key: &'static str, changed: Box<dyn Fn(String)>) -> Box<dyn Any> {
            self.seen.watch(key, changed)
        }
    }

    proptest! {
        /// Two tabs pick and drop files, and hear of each other late: no pick is lost. What one dropped before another heard of
        /// its pick may be back: that is seen, where a pick that is gone would not be.
        #[test]
        fn no_pick_is_lost_however_late_the_tabs_hear_of_each_other(steps in vec((0..2_usize, 0..4_u8), 1..24)) {
            let stores: [LateStore; 2] = Default::default();
            let mut tabs: Vec<Tab> = stores.iter().map(|store| Tab::new(store)).collect();
            for (number, tab) in (1..).zip(&mut tabs) {
                tab.shared.tab = number;
            }
            // What each tab has still to hear of.
            let mut mail: [VecDeque<String>; 2] = Default::default();
            let mut expected = BTreeSet::new();
            let mut last = None;
            let mut post = |mail: &mut [VecDeque<String>; 2]| {
                for (from, store) in stores.iter().enumerate() {
                    for text in store.written.borrow_mut().drain(..) {
                        last = Some(text.clone());
                        for (to, mail) in mail.iter_mut().enumerate() {
                            if to != from {
                                mail.push_back(text.clone());
                            }
                        }
                    }
                }
            };
            let hear = |tabs: &mut Vec<Tab>, mail: &mut [VecDeque<String>; 2], at: usize| {
                if let Some(text) = mail[at].pop_front() {
                    let kept = stores[at].seen.set(SELECTIONS_KEY, &text);
                    assert_eq!(kept, Ok(()));
                    tabs[at].hear(&stores[at], text);
                }
            };
            for (step, (at, what)) in steps.into_iter().enumerate() {
                if what == 0 {
                    hear(&mut tabs, &mut mail, at);
                } else if what == 1 {
                    // A file that this tab alone has ever picked.
                    let name = format!("tab{at}-");
                    let own = tabs[at].files().into_iter().find(|file| file.starts_with(&name));
                    if let Some(file) = own {
                        expected.remove(&file);
                        let path = file.parse().expect("a path");
                        tabs[at].change(&stores[at], Action::remove(vec![path]).into());
                    }
                } else {
                    let file = format!("tab{at}-{step:03}");
                    tabs[at].change(&stores[at], picks(&file));
                    expected.insert(file);
                }
                post(&mut mail);
            }
            let mut rounds = 0;
            while mail.iter().any(|mail| !mail.is_empty()) {
                for at in 0..2 {
                    hear(&mut tabs, &mut mail, at);
                    post(&mut mail);
                }
                rounds += 1;
                prop_assert!(rounds < 2_000, "the tabs never come to rest");
            }
            let stored = last.as_ref().map(|text| Selections::from_json(text).expect("selections"));
            let stored = stored.unwrap_or_default();
            for selections in tabs.iter().map(|tab| &tab.selections).chain([&stored]) {
                let files: Vec<_> = selections.current().files().iter().map(Picked::to_string).collect();
                let lost: Vec<_> = expected.iter().filter(|file| !files.contains(file)).collect();
                prop_assert!(lost.is_empty(), "{lost:?}");
            }
        }
    }
}
