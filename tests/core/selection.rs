//! Selections: files and rules, dropping with undo, several by name, keeping.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::path::path;
use igsr_fetch::mirror::{HostName, HostPath, MirrorRegistry};
use igsr_fetch::selection::{
    Action, Change, FileNameError, Files, NameError, Picked, Rule, SearchChange, Selection,
    Selections, StoredError,
};
use igsr_fetch::table::Md5;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const ENA: &str = "//ftp.sra.ebi.ac.uk/run/ERR323/a.cram";

fn picked(text: &str) -> Picked {
    Picked::parse(text).unwrap()
}

fn rule(query: &str, count: u64) -> Rule {
    Rule {
        query: query.to_owned(),
        snapshot: "d1".to_owned(),
        count,
        ..Rule::default()
    }
}

fn two() -> Selection {
    Selection::default()
        .reduce(Action::add(vec![path("b"), path("a"), path("b")]))
        .unwrap()
}

/// Two files by name, and two rules that find 10 and 5.
fn mixed() -> Selection {
    let files = Files::from(vec![picked(ENA), picked("a")]);
    Selection::of(files, vec![rule("pop:CEU", 10), rule("chr:22", 5)])
}

#[test]
fn a_file_is_picked_once_and_in_order() {
    let paths: Vec<_> = two().paths().map(ToString::to_string).collect();
    assert_eq!(paths, ["a", "b"]);
    assert!(two().contains(&path("a")) && !two().contains(&path("c")));
}

#[test]
fn files_of_other_hosts_stand_beside_those_of_the_site() {
    let mixed = mixed();
    let names: Vec<_> = mixed.files().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["a", ENA]);
    assert_eq!(mixed.paths().count(), 1);
    // The same path on the site is another file.
    assert!(!mixed.contains(&path("run/ERR323/a.cram")));
    assert!(mixed.files().contains(&picked(ENA)));
}

#[test]
fn a_file_is_the_sites_on_each_of_its_mirrors_and_an_archives_on_its_host() {
    let registry = MirrorRegistry::built_in();
    for (host, name) in [
        ("ftp.1000genomes.ebi.ac.uk", "x"),
        ("ftp.ebi.ac.uk", "x"),
        ("ftp.sra.ebi.ac.uk", "//ftp.sra.ebi.ac.uk/x"),
        ("elsewhere.example.org", "//elsewhere.example.org/x"),
    ] {
        let host = HostName::new(host);
        let path = path("x");
        let file = Picked::at(HostPath { host, path }, &registry);
        assert_eq!(file.to_string(), name);
    }
}

#[test]
fn texts_that_name_no_file_are_refused() {
    for text in [
        "//",
        "///x",
        "//a b/x",
        "//$(x)/y",
        "//host/../x",
        "/x",
        "../x",
        "a//b",
    ] {
        let error = Picked::parse(text).unwrap_err();
        let of_host = matches!(error, FileNameError::Host { .. });
        let hostile = ["//", "///x", "//a b/x", "//$(x)/y"].contains(&text);
        assert_eq!(of_host, hostile, "{text}: {error}");
    }
}

#[test]
fn a_change_that_changes_nothing_says_so() {
    for action in [
        Action::add(vec![path("a")]),
        Action::remove(vec![path("x")]),
        Action::DropRule(0),
        Action::Except(0, vec![picked("a")]),
        Action::Undo,
        Action::Load(two()),
    ] {
        assert_eq!(two().reduce(action.clone()), None, "{action:?}");
    }
    assert_eq!(Selection::default().reduce(Action::Clear), None);
}

#[test]
fn clearing_can_be_taken_back_until_something_is_added() {
    let cleared = two().reduce(Action::Clear).unwrap();
    assert_eq!((cleared.count(), cleared.undoable()), (0, Some(2)));
    assert_eq!(cleared.reduce(Action::Undo).unwrap().count(), 2);
    let other = cleared.reduce(Action::add(vec![path("c")])).unwrap();
    assert_eq!((other.count(), other.undoable()), (1, None));
}

#[test]
fn a_rule_stands_for_what_it_finds_but_for_its_exceptions() {
    assert_eq!(mixed().count(), 17);
    let fewer = Action::Except(0, vec![picked("x"), picked(ENA), picked("x")]);
    let fewer = mixed().reduce(fewer).unwrap();
    assert_eq!(fewer.count(), 15);
    assert!(!fewer.rules()[0].wants(&picked(ENA)));
    // Removing by name leaves the rules alone.
    let removed = fewer.reduce(Action::Remove(vec![picked("a")])).unwrap();
    assert_eq!(removed.rules(), fewer.rules());
    // Picked again, the rule stands for all again, and at its old place.
    let again = fewer.reduce(Action::AddRule(rule("pop:CEU", 11))).unwrap();
    assert_eq!((again.rules().len(), again.count()), (2, 18));
    // What a search found in another list is the same search.
    let newer = Rule {
        snapshot: "d2".to_owned(),
        ..rule("pop:CEU", 1)
    };
    let newer = fewer.reduce(Action::AddRule(newer)).unwrap();
    assert_eq!((newer.rules().len(), newer.count()), (2, 8));
    let dropped = fewer.reduce(Action::DropRule(1)).unwrap();
    assert_eq!((dropped.count(), dropped.undoable()), (10, Some(5)));
}

#[test]
fn the_digest_of_what_a_rule_finds_is_noted_once_and_stored() {
    let md5 = |byte| Md5([byte; 16]);
    let dropped = mixed().reduce(Action::Remove(vec![picked("a")])).unwrap();
    let cleared = dropped.reduce(Action::DropRule(1)).unwrap();
    let noted = cleared.reduce(Action::Identify(0, md5(1))).unwrap();
    assert_eq!(noted.rules()[0].digest, Some(md5(1)));
    // It is no change of what is picked.
    assert_eq!(noted.undoable(), cleared.undoable());
    assert_eq!(noted.reduce(Action::Identify(0, md5(2))), None);
    assert_eq!(noted.reduce(Action::Identify(7, md5(2))), None);
    let stored = Selections::of(noted.clone()).to_json();
    let read = Selections::from_json(&stored).unwrap();
    assert_eq!(read.current().rules(), noted.rules());
}

#[test]
fn what_was_found_anew_is_the_number_until_something_changes() {
    let found = mixed().reduce(Action::Found(Some(4))).unwrap();
    assert_eq!(found.reduce(Action::Found(Some(4))), None);
    assert_eq!(found.count(), 4);
    let cleared = found.reduce(Action::Clear).unwrap();
    assert_eq!((cleared.count(), cleared.undoable()), (0, Some(4)));
    assert_eq!(cleared.reduce(Action::Undo).unwrap().count(), 4);
    // It is no change of what is picked: what was dropped before can still be brought back.
    let dropped = found.reduce(Action::DropRule(0)).unwrap();
    assert_eq!(dropped.count(), mixed().count() - 10);
    let counted = dropped.reduce(Action::Found(Some(1))).unwrap();
    assert_eq!((counted.count(), counted.undoable()), (1, Some(3)));
    let forgotten = counted.reduce(Action::Found(None)).unwrap();
    assert_eq!(forgotten.count(), dropped.count());
}

#[test]
fn names_of_selections_are_checked() {
    let list = Selections::default()
        .reduce(Change::New("  trios ".to_owned()))
        .unwrap()
        .unwrap();
    assert_eq!(list.name(), "trios");
    for (name, error) in [
        ("", NameError::Empty),
        ("  ", NameError::Empty),
        (&"é".repeat(65), NameError::TooLong { most: 64 }),
        ("a\u{7}b", NameError::Control),
        (
            "Selection",
            NameError::Taken {
                name: "Selection".to_owned(),
            },
        ),
    ] {
        for change in [Change::New, Change::Rename, Change::Duplicate] {
            assert_eq!(
                list.reduce(change(name.to_owned())),
                Err(error.clone()),
                "{name}"
            );
        }
    }
    let unknown = list.reduce(Change::Switch("gone".to_owned()));
    assert!(matches!(unknown, Err(NameError::Unknown { .. })));
    assert_eq!(list.reduce(Change::Rename("trios".to_owned())), Ok(None));
    assert_eq!(list.reduce(Change::Switch("trios".to_owned())), Ok(None));
    assert!(list.reduce(Change::New("é".repeat(64))).is_ok());
}

#[test]
fn there_are_at_most_a_hundred_selections() {
    let mut list = Selections::default();
    for _ in 0..99 {
        let name = list.free_name("Selection");
        list = list.reduce(Change::New(name)).unwrap().unwrap();
    }
    assert_eq!((list.list().count(), list.name()), (100, "Selection 100"));
    let more = list.reduce(Change::Duplicate("more".to_owned()));
    assert_eq!(more, Err(NameError::TooMany { most: 100 }));
    assert_eq!(Selections::from_json(&list.to_json()).unwrap(), list);
}

#[test]
fn a_free_name_is_never_too_long() {
    let long = "é".repeat(64);
    let list = Selections::default();
    let list = list.reduce(Change::New(long.clone())).unwrap().unwrap();
    let name = list.free_name(&long);
    assert!(
        list.check_rename(&name).is_ok_and(|same| same == name),
        "{name}"
    );
}

#[test]
fn a_removed_selection_comes_back_to_its_place() {
    let step = |list: &Selections, change| list.reduce(change).unwrap().unwrap();
    let list = step(&Selections::of(mixed()), Change::Duplicate("b".to_owned()));
    let list = step(&list, Change::New("c".to_owned()));
    let list = step(&list, Change::Switch("b".to_owned()));
    let removed = step(&list, Change::Remove);
    assert_eq!((removed.name(), removed.removed()), ("c", Some("b")));
    let back = step(&removed, Change::Restore);
    assert_eq!(back, list);
    // Its name was given away meanwhile.
    let taken = step(&removed, Change::Rename("b".to_owned()));
    let back = step(&taken, Change::Restore);
    assert_eq!((back.name(), back.current()), ("b 2", &mixed()));
}

#[test]
fn in_the_place_of_the_last_selection_there_is_an_empty_one() {
    let step = |list: &Selections, change| list.reduce(change).unwrap().unwrap();
    let list = Selections::of(mixed());
    let removed = step(&list, Change::Remove);
    assert!(removed.current().is_empty());
    assert_eq!(step(&removed, Change::Restore), list);
    assert_eq!(Selections::default().reduce(Change::Remove), Ok(None));
}

#[test]
fn a_selection_kept_by_an_older_version_is_read() {
    let old = r#"{"format":1,"paths":["b","a"]}"#;
    assert_eq!(Selections::from_json(old).unwrap(), Selections::of(two()));
}

#[test]
fn a_damaged_text_is_refused_in_words() {
    let whole = Selections::of(mixed()).to_json();
    for (text, words) in [
        (String::new(), "not JSON"),
        (whole[..whole.len() / 2].to_owned(), "not JSON"),
        ("{}".to_owned(), "format: missing"),
        (r#"{"format":3,"new":[]}"#.to_owned(), "it has the form 3"),
        (r#"{"format":1,"paths":["../x"]}"#.to_owned(), "paths[0]: "),
        (whole.replace(ENA, "//a b/x"), "list[0].files[1]: "),
        (
            whole.replace("\"count\":10", "\"count\":-1"),
            "list[0].rules[0].count: ",
        ),
        (
            whole.replace("\"current\":\"Selection\"", "\"current\":\"x\""),
            "no selection is named x",
        ),
        (
            r#"{"format":2,"current":"","list":[]}"#.to_owned(),
            "no selection is named ",
        ),
    ] {
        let error = Selections::from_json(&text).unwrap_err();
        assert!(error.to_string().starts_with(words), "{text}: {error}");
    }
    let unknown = Selections::from_json(r#"{"format":9}"#).unwrap_err();
    assert!(matches!(unknown, StoredError::Format { format: 9 }));
}

fn some_files() -> impl Strategy<Value = Vec<Picked>> {
    let names = vec!["a", "a/b", "b c", "é", ENA, "//h/a", "//h:80/a", "z/\"'\\"];
    vec(select(names).prop_map(picked), 0..6)
}

fn some_rule() -> impl Strategy<Value = Rule> {
    (
        select(vec!["pop:CEU", "x \"y\"", ""]),
        any::<u64>(),
        some_files(),
    )
        .prop_map(|(query, count, except)| Rule {
            bytes: count,
            unknown_sizes: 1,
            except: Files::from(except),
            ..rule(query, count)
        })
}

fn some_selection() -> impl Strategy<Value = Selection> {
    (some_files(), vec(some_rule(), 0..3))
        .prop_map(|(files, rules)| Selection::of(Files::from(files), rules))
}

fn some_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        some_files().prop_map(Action::Add),
        some_files().prop_map(Action::Remove),
        some_rule().prop_map(Action::AddRule),
        (0..3_usize).prop_map(Action::DropRule),
        (0..3_usize, some_files()).prop_map(|(at, files)| Action::Except(at, files)),
        Just(Action::Clear),
        some_selection().prop_map(Action::Load),
        Just(Action::Undo),
    ]
}

fn some_change() -> impl Strategy<Value = Change> {
    let name = || select(vec!["Selection", "a", "b", " c ", ""]).prop_map(str::to_owned);
    prop_oneof![
        8 => some_action().prop_map(Change::Current),
        1 => name().prop_map(Change::New),
        1 => name().prop_map(Change::Switch),
        1 => name().prop_map(Change::Rename),
        1 => name().prop_map(Change::Duplicate),
        1 => Just(Change::Remove),
        1 => Just(Change::Restore),
    ]
}

fn after(changes: Vec<Change>) -> Selections {
    changes
        .into_iter()
        .fold(Selections::default(), |list, change| {
            list.reduce(change).ok().flatten().unwrap_or(list)
        })
}

fn content(selection: &Selection) -> (Files, Vec<Rule>) {
    (selection.files().clone(), selection.rules().to_vec())
}

proptest! {
    #[test]
    fn what_can_be_undone_comes_back_whole(changes in vec(some_change(), 0..12), action in some_action()) {
        let before = after(changes).current().clone();
        let Some(next) = before.reduce(action.clone()) else { return Ok(()) };
        let drops = match &action {
            Action::Clear | Action::DropRule(_) => true,
            Action::Load(_) => !before.is_empty(),
            _ => false,
        };
        prop_assert_eq!(next.undoable().is_some(), drops);
        let undone = next.reduce(Action::Undo);
        prop_assert_eq!(undone.map(|undone| content(&undone)), drops.then(|| content(&before)));
    }

    #[test]
    fn a_removed_selection_comes_back_whole(changes in vec(some_change(), 0..12)) {
        let before = after(changes);
        let Ok(Some(removed)) = before.reduce(Change::Remove) else { return Ok(()) };
        let back = removed.reduce(Change::Restore).unwrap().unwrap();
        prop_assert_eq!(back.name(), before.name());
        prop_assert!(back.list().eq(before.list()));
    }

    #[test]
    fn kept_selections_come_back(changes in vec(some_change(), 0..12)) {
        let list = after(changes);
        let text = list.to_json();
        let back = Selections::from_json(&text).unwrap();
        prop_assert_eq!(back.to_json(), text);
        prop_assert_eq!(back.name(), list.name());
        let contents = |list: &Selections| {
            let one = |(name, one): (&str, &Selection)| (name.to_owned(), content(one));
            list.list().map(one).collect::<Vec<_>>()
        };
        prop_assert_eq!(contents(&back), contents(&list));
    }

    #[test]
    fn names_stay_unique_and_one_selection_is_current(changes in vec(some_change(), 0..20)) {
        let list = after(changes);
        let mut names: Vec<_> = list.list().map(|(name, _)| name).collect();
        prop_assert!(names.contains(&list.name()));
        names.sort_unstable();
        prop_assert!(names.is_sorted_by(|one, other| one < other), "{:?}", names);
    }

    #[test]
    fn a_set_of_files_is_a_set(files in some_files(), more in some_files(), fewer in some_files()) {
        let set = Files::from(files.clone()).with(more.clone()).without(fewer.clone());
        let mut wanted: Vec<_> = files.into_iter().chain(more).filter(|file| !fewer.contains(file)).collect();
        wanted.sort();
        wanted.dedup();
        prop_assert!(set.iter().eq(&wanted));
        for file in &wanted {
            prop_assert!(set.contains(file));
            if let Picked::Main(path) = file {
                prop_assert!(set.contains_main(path));
            }
        }
    }

    #[test]
    fn the_name_of_a_file_reads_back(file in select(vec!["a", "é/b", ENA, "//h:80/a"])) {
        prop_assert_eq!(picked(file).to_string(), file);
    }
}

/// Selections as former versions stored them, see `tests/fixtures/former`.
#[test]
fn selections_of_former_versions_are_read_whole() {
    let stored: Vec<_> = include_str!("../fixtures/former/selections.jsonl")
        .lines()
        .collect();
    let read: Vec<Selections> = stored
        .iter()
        .map(|text| Selections::from_json(text).expect("selections"))
        .collect();
    // Each selection as its name, its number of files, and its rules with theirs.
    let shown = |selections: &Selections| {
        let rules = |one: &Selection| {
            let rules = one.rules().iter();
            let rules = rules.map(|rule| format!("{}: {}", rule.query, rule.files()));
            rules.collect::<Vec<_>>().join(", ")
        };
        let list = selections.list();
        list.map(|(name, one)| format!("{name}, {}; {}", one.files().len(), rules(one)))
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&read[0]), ["Selection, 2; "]);
    assert_eq!(shown(&read[1]), ["Selection, 0; "]);
    let trios = "trios 2, 0; pop:CEU,YRI type:cram \"two words\": 11, : 410";
    assert_eq!(shown(&read[2]), ["Selection, 2; ", trios]);
    assert_eq!(read[2].name(), "trios 2");
    // Nothing is lost when they are stored again.
    for (text, selections) in stored.iter().zip(&read).skip(1) {
        assert_eq!(*text, selections.to_json());
    }
}

#[test]
fn searches_are_saved_by_name_and_come_back() {
    let save = |name: &str, query: &str| SearchChange::Save {
        name: name.to_owned(),
        query: query.to_owned(),
    };
    let after = |changes: Vec<SearchChange>| {
        let mut now = Selections::default();
        for change in changes {
            now = now.reduce(change.into()).expect("a name").unwrap_or(now);
        }
        now
    };
    let rename = |from: &str, to: &str| SearchChange::Rename {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let remove = |name: &str| SearchChange::Remove(name.to_owned());
    let list = |now: &Selections| {
        let list = now.searches().list().iter();
        let list = list.map(|(name, query)| format!("{name}={query}"));
        list.collect::<Vec<_>>().join(" ")
    };
    let saved = vec![save(" trios ", "trio:yes"), save("b", "chr22")];
    let two = after(saved.clone());
    assert_eq!(list(&two), "trios=trio:yes b=chr22");
    assert_eq!(
        Selections::from_json(&two.to_json())
            .expect("stored")
            .searches(),
        two.searches()
    );
    assert!(!Selections::default().to_json().contains("searches"));
    let renamed = after([saved.clone(), vec![rename("trios", "c")]].concat());
    assert_eq!(list(&renamed), "c=trio:yes b=chr22");
    let removed = after([saved.clone(), vec![remove("trios")]].concat());
    assert_eq!(
        (list(&removed).as_str(), removed.searches().removed()),
        ("b=chr22", Some("trios"))
    );
    let back = [saved.clone(), vec![remove("trios"), SearchChange::Restore]].concat();
    assert_eq!(list(&after(back)), "trios=trio:yes b=chr22");
    let taken = [
        saved,
        vec![remove("trios"), save("trios", "x"), SearchChange::Restore],
    ]
    .concat();
    assert_eq!(list(&after(taken)), "trios 2=trio:yes b=chr22 trios=x");
    for (change, words) in [
        (save("b", "x"), "another search is saved as b"),
        (save(" ", "x"), "the name is empty"),
        (rename("trios", "b"), "another search is saved as b"),
        (rename("x", "y"), "no search is saved as x"),
        (remove("x"), "no search is saved as x"),
    ] {
        let error = two.reduce(change.into()).expect_err(words);
        assert_eq!(error.to_string(), words);
    }
    let many = (0..100)
        .map(|number| save(&number.to_string(), "x"))
        .collect();
    let error = after(many)
        .reduce(save("more", "x").into())
        .expect_err("too many");
    assert_eq!(
        error.to_string(),
        "100 searches are saved, and no more are kept"
    );
    let damaged = two.to_json().replace("\"b\"", "\"trios\"");
    assert!(Selections::from_json(&damaged).is_err());
}

#[test]
fn searches_that_two_tabs_saved_under_one_name_both_stay() {
    let base = Selections::default();
    let with = |query: &str| {
        let change = SearchChange::Save {
            name: "mine".to_owned(),
            query: query.to_owned(),
        };
        base.reduce(change.into())
            .expect("a name")
            .expect("a change")
    };
    let joined = with("a").joined(&base, &with("b"));
    let expected = [("mine", "b"), ("mine 2", "a")];
    let list = joined.searches().list().iter();
    let list: Vec<_> = list
        .map(|(name, query)| (name.as_str(), query.as_str()))
        .collect();
    assert_eq!(list, expected);
}
