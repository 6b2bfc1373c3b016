//! Reading a mirror list that somebody else wrote: what is accepted, what is refused and in which words, and the addresses
//! that follow from it.

use crate::path::path;
use igsr_fetch::mirror::{MirrorId, MirrorRegistry, RegistryError, RemotePath};
use proptest::prelude::*;
use serde_json::Value;

/// The registry that ships with the app.
const BUILT_IN: &str = include_str!("../../static/mirrors.json");

/// Changes to a good list, and the field at which the reader refuses it. The schema is held to the same table.
const TABLE: &str = include_str!("../fixtures/mirrors/changes.json");

const PAGE: &str = "https://app.example.org/igsr/index.html?x#/browse?path=release";

fn table() -> Value {
    serde_json::from_str(TABLE).expect("the table is JSON")
}

/// Puts a value at a place, or takes away what is there.
fn change(document: &mut Value, at: &str, put: Option<&Value>) {
    let (parent, name) = at.rsplit_once('/').expect("a place");
    let parent = document.pointer_mut(parent).expect("the place is there");
    match (parent, put) {
        (Value::Object(fields), Some(value)) => {
            fields.insert(name.to_owned(), value.clone());
        }
        (Value::Object(fields), None) => {
            fields.remove(name).expect("a field to take away");
        }
        (Value::Array(items), Some(value)) => items.push(value.clone()),
        (other, _) => panic!("{other} holds nothing"),
    }
}

#[test]
fn the_reader_accepts_and_refuses_what_the_table_says() {
    let table = table();
    assert!(MirrorRegistry::from_json(&table["good"].to_string(), Some(PAGE)).is_ok());
    let cases = table["changes"].as_array().expect("changes");
    assert!(cases.len() > 50, "{} changes", cases.len());
    for case in cases {
        let mut document = table["good"].clone();
        change(
            &mut document,
            case["at"].as_str().expect("a place"),
            case.get("put"),
        );
        let read = MirrorRegistry::from_json(&document.to_string(), Some(PAGE));
        match (case["fault"].as_str(), read) {
            (None, read) => assert!(read.is_ok(), "{case}: {:?}", read.err()),
            (Some(fault), Ok(_)) => panic!("{case} is accepted, {fault} is not noticed"),
            (Some(fault), Err(error)) => {
                let error = error.to_string();
                let (field, words) = error.split_once(": ").expect("a field and words");
                assert_eq!(field, fault, "{case}: {error}");
                assert!(words.len() > 5, "{error}");
            }
        }
    }
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    let cut = &BUILT_IN[..BUILT_IN.len() / 2];
    for (text, words) in [
        ("", "line 1 column 0"),
        ("<!DOCTYPE html>", "line 1 column 1"),
        (cut, "line"),
    ] {
        let error = MirrorRegistry::from_json(text, None).expect_err("no list");
        let error = error.to_string();
        assert!(
            error.starts_with("not JSON: ") && error.contains(words),
            "{error}"
        );
    }
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    let twice = BUILT_IN.replacen("\"format\": 3,", "\"format\": 3, \"format\": 3,", 1);
    let error = MirrorRegistry::from_json(&twice, None).expect_err("no list");
    assert_eq!(error.to_string(), "format: stands twice");
}

#[test]
fn a_list_for_an_older_app_is_refused_for_its_format() {
    let old = r#"{"format":2,"default":"a","mirrors":[{"has_directory_index":true}]}"#;
    let error = MirrorRegistry::from_json(old, None).expect_err("an old list");
    assert_eq!(error.to_string(), "format: not 3, which this app reads");
}

#[test]
fn names_in_a_list_agree_with_each_other() {
    let read = |change: fn(&mut Value)| {
        let mut document = table()["good"].clone();
        change(&mut document);
        MirrorRegistry::from_json(&document.to_string(), None)
    };
    let twice = read(|list| {
        let mirror = list["mirrors"][0].clone();
        list["mirrors"].as_array_mut().expect("a list").push(mirror);
    });
    assert!(matches!(twice, Err(RegistryError::Duplicate(_))));
    let none = read(|list| list["default"] = "gone".into());
    assert!(matches!(none, Err(RegistryError::UnknownDefault(_))));
    let empty = read(|list| list["mirrors"] = Vec::<Value>::new().into());
    assert!(matches!(empty, Err(RegistryError::Empty)));
}

/// Returns the good list's first mirror with the page's address for it changed.
fn with_page_url(page_url: &str, page: Option<&str>) -> Result<String, RegistryError> {
    let mut document = table()["good"].clone();
    document["mirrors"][0]["page_url"] = page_url.into();
    let registry = MirrorRegistry::from_json(&document.to_string(), page)?;
    let mirror = registry.get_or_default(None);
    assert_eq!(
        mirror.file_url(&path("a b")),
        "https://main.example.org/vol1/ftp/a%20b",
        "commands use the public address"
    );
    assert_eq!(
        mirror.page_file_url(&path("a b")),
        format!("{}a%20b", mirror.page_base())
    );
    assert_eq!(
        mirror.page_directory_url(&path("a")),
        format!("{}a/", mirror.page_base())
    );
    Ok(mirror.page_base().to_string())
}

#[test]
fn the_pages_address_of_a_mirror_may_be_relative_to_the_page() {
    let public = "https://main.example.org/vol1/ftp/";
    for (page_url, page, base) in [
        (
            "mirror/main/",
            Some(PAGE),
            "https://app.example.org/igsr/mirror/main/",
        ),
        (
            "./mirror/main/",
            Some(PAGE),
            "https://app.example.org/igsr/mirror/main/",
        ),
        ("../mirror/", Some(PAGE), "https://app.example.org/mirror/"),
        ("/mirror/", Some(PAGE), "https://app.example.org/mirror/"),
        (
            "https://proxy.example.org/x/",
            Some(PAGE),
            "https://proxy.example.org/x/",
        ),
        (
            "https://proxy.example.org/x/",
            None,
            "https://proxy.example.org/x/",
        ),
        ("mirror/main/", None, public),
    ] {
        let found = with_page_url(page_url, page).expect("a list");
        assert_eq!(found, base, "{page_url}");
    }
    for page_url in [
        "mirror/main",
        "mirror/?x",
        "ftp://main.example.org/",
        "javascript:alert(1)/",
        "https://me:secret@proxy.example.org/",
    ] {
        for page in [Some(PAGE), None] {
            let error = with_page_url(page_url, page).expect_err(page_url);
            assert!(error.to_string().starts_with("mirrors[0].page_url: "));
        }
    }
}

#[test]
fn a_relocation_to_the_root_maps_what_is_below_it() {
    let to_root = BUILT_IN.replacen(
        r#""mirror": "1000G_2504_high_coverage""#,
        r#""mirror": """#,
        1,
    );
    assert_ne!(to_root, BUILT_IN);
    let registry = MirrorRegistry::from_json(&to_root, None).expect("a mirror list");
    let relocated = registry
        .offered(true)
        .find(|mirror| {
            mirror
                .relocations
                .iter()
                .any(|relocation| relocation.mirror.is_root())
        })
        .expect("the relocated mirror");
    let path = path("data_collections/1000G_2504_high_coverage/a/b");
    assert_eq!(relocated.path_here(&path).as_str(), "a/b");
}

/// Returns the query of the address that lists a directory.
fn query(url: &str) -> Vec<(String, String)> {
    url::Url::parse(url)
        .expect("a URL")
        .query_pairs()
        .into_owned()
        .collect()
}

#[test]
fn a_directory_of_pages_is_listed_at_its_own_address_and_one_of_s3_by_a_query() {
    let registry = MirrorRegistry::built_in();
    let mirror = |id: &str| registry.get(&MirrorId(id.to_owned())).expect("a mirror");
    let release = path("release/20130502");
    assert_eq!(
        mirror("ebi").index_url(&release, Some(("continuation-token", "ignored"))),
        "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/"
    );
    assert_eq!(
        mirror("s3").index_url(&release, None),
        "https://1000genomes.s3.amazonaws.com/?list-type=2&delimiter=%2F&encoding-type=url&prefix=release/20130502/"
    );
    assert_eq!(
        mirror("s3").page_index_url(
            &RemotePath::root(),
            Some(("continuation-token", "1ueGc+x/y="))
        ),
        "https://1000genomes.s3.amazonaws.com/?list-type=2&delimiter=%2F&encoding-type=url&prefix=&continuation-token=1ueGc%2Bx%2Fy%3D"
    );
    let high = path("data_collections/1000G_2504_high_coverage");
    assert!(
        mirror("s3")
            .index_url(&high, None)
            .ends_with("&prefix=1000G_2504_high_coverage/")
    );
}

proptest! {
    #[test]
    fn an_s3_list_asks_for_exactly_the_directory_and_the_token(
        parts in proptest::collection::vec("[^/]{1,12}", 0..4),
        token in proptest::option::of(".{1,40}"),
    ) {
        prop_assume!(!parts.iter().any(|part| matches!(part.as_str(), "." | "..")));
        // A character that stands for a byte is sent as that byte, which is no text here.
        prop_assume!(parts.iter().all(|part| igsr_fetch::mirror::name_text(part) == *part));
        let registry = MirrorRegistry::built_in();
        let s3 = registry.get(&MirrorId("s3".to_owned())).expect("S3");
        let directory = path(&parts.join("/"));
        let here = s3.path_here(&directory);
        let next = token.as_deref().map(|token| ("continuation-token", token));
        for url in [s3.index_url(&directory, next), s3.page_index_url(&directory, next)] {
            let prefix = if here.is_root() { String::new() } else { format!("{here}/") };
            let mut expected = vec![
                ("list-type".to_owned(), "2".to_owned()),
                ("delimiter".to_owned(), "/".to_owned()),
                ("encoding-type".to_owned(), "url".to_owned()),
                ("prefix".to_owned(), prefix),
            ];
            expected.extend(token.clone().map(|token| ("continuation-token".to_owned(), token)));
            prop_assert_eq!(query(&url), expected);
        }
    }
}
