//! The selection: adding, removing, clearing with undo, keeping.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use igsr_fetch::mirror::RemotePath;
use igsr_fetch::selection::{Action, Selection};

fn path(text: &str) -> RemotePath {
    RemotePath::parse(text).unwrap()
}

fn two() -> Selection {
    Selection::default()
        .reduce(Action::Add(vec![path("b"), path("a"), path("b")]))
        .unwrap()
}

#[test]
fn a_file_is_picked_once_and_in_order() {
    let paths: Vec<_> = two().paths().map(ToString::to_string).collect();
    assert_eq!(paths, ["a", "b"]);
}

#[test]
fn a_change_that_changes_nothing_says_so() {
    assert_eq!(two().reduce(Action::Add(vec![path("a")])), None);
    assert_eq!(two().reduce(Action::Remove(vec![path("x")])), None);
    assert_eq!(Selection::default().reduce(Action::Clear), None);
    assert_eq!(two().reduce(Action::Undo), None);
}

#[test]
fn clearing_can_be_taken_back_until_something_is_added() {
    let cleared = two().reduce(Action::Clear).unwrap();
    assert_eq!((cleared.len(), cleared.undoable()), (0, 2));
    assert_eq!(cleared.reduce(Action::Undo).unwrap().len(), 2);
    let other = cleared.reduce(Action::Add(vec![path("c")])).unwrap();
    assert_eq!((other.len(), other.undoable()), (1, 0));
}

#[test]
fn a_kept_selection_comes_back_and_a_damaged_one_does_not() {
    assert_eq!(Selection::from_json(&two().to_json()), Some(two()));
    for text in [
        "",
        "{}",
        r#"{"format":2,"paths":[]}"#,
        r#"{"format":1,"paths":["../x"]}"#,
    ] {
        assert_eq!(Selection::from_json(text), None, "{text}");
    }
}
