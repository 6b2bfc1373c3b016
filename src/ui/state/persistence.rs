//! The selections between visits.

use yew::AttrValue;

use crate::port::Store;
use crate::selection::Selections;

/// Under which the selections are kept.
pub(super) const KEY: &str = "igsr-fetch.selection";

/// Reads the kept selections; where they cannot be read, says why. What cannot be read is kept under another key, as it may be
/// all that is left of a long search.
pub(super) fn read_selections(store: &dyn Store) -> (Selections, Option<AttrValue>) {
    let Some(text) = store.get(KEY) else {
        return (Selections::default(), None);
    };
    match Selections::from_json(&text) {
        Ok(selections) => (selections, None),
        Err(error) => {
            let key = free_key(store);
            let kept = match store.set(&key, &text) {
                Ok(()) => format!("It is still in the browser’s store, as {key}."),
                Err(_) => "The browser has no room to keep it.".to_owned(),
            };
            let words = format!("The kept selection cannot be read: {error}. {kept}");
            (Selections::default(), Some(words.into()))
        }
    }
}

/// Returns the first key under which nothing is kept.
fn free_key(store: &dyn Store) -> String {
    let mut keys = (1..).map(|number| format!("{KEY}.damaged-{number}"));
    keys.find(|key| store.get(key).is_none())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    use super::*;
    use crate::port::StoreError;

    #[derive(Default)]
    struct Memory(RefCell<BTreeMap<String, String>>, bool);

    impl Store for Memory {
        fn get(&self, key: &str) -> Option<String> {
            self.0.borrow().get(key).cloned()
        }

        fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
            if self.1 {
                return Err(StoreError);
            }
            self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
            Ok(())
        }
    }

    #[test]
    fn a_damaged_selection_is_kept_under_another_key_and_said() {
        let store = Memory::default();
        assert_eq!(read_selections(&store), (Selections::default(), None));
        for number in 1..=2 {
            let damaged = format!("{{\"format\":{}}}", number + 7);
            assert_eq!(store.set(KEY, &damaged), Ok(()));
            let (selections, words) = read_selections(&store);
            let words = words.expect("words");
            assert_eq!(selections, Selections::default());
            let key = format!("{KEY}.damaged-{number}");
            assert!(
                words.contains(&key) && words.contains("it has the form"),
                "{words}"
            );
            assert_eq!(store.get(&key), Some(damaged));
        }
    }

    #[test]
    fn a_store_without_room_is_said() {
        let kept = BTreeMap::from([(KEY.to_owned(), "[".to_owned())]);
        let (_, words) = read_selections(&Memory(RefCell::new(kept), true));
        assert!(words.expect("words").contains("no room"));
    }

    #[test]
    fn a_kept_selection_of_an_older_version_is_read() {
        let store = Memory::default();
        assert_eq!(store.set(KEY, r#"{"format":1,"paths":["a"]}"#), Ok(()));
        let (selections, words) = read_selections(&store);
        assert_eq!((selections.current().count(), words), (1, None));
    }
}
