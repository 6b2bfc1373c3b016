//! The selections between visits.

use yew::AttrValue;

use crate::port::Store;
use crate::selection::Selections;

/// The key in the browser's store under which selections are kept.
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
    use super::*;
    use crate::port::MemoryStore;

    #[test]
    fn a_damaged_selection_is_kept_under_another_key_and_said() {
        let store = MemoryStore::default();
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
        let store = MemoryStore::default();
        assert_eq!(store.set(KEY, "["), Ok(()));
        let (_, words) = read_selections(&store.read_only());
        assert!(words.expect("words").contains("no room"));
    }

    #[test]
    fn a_kept_selection_of_an_older_version_is_read() {
        let store = MemoryStore::default();
        assert_eq!(store.set(KEY, r#"{"format":1,"paths":["a"]}"#), Ok(()));
        let (selections, words) = read_selections(&store);
        assert_eq!((selections.current().count(), words), (1, None));
    }
}
