//! What differs between the catalogue and a mirror: new, gone, and what cannot be told.

use std::collections::BTreeMap;

use crate::mirrors::with_demonstration;
use crate::path::path;
use igsr_fetch::catalogue::{Catalogue, Comparison, Contents, Differences};
use igsr_fetch::listing::{self, DirectoryIndex, EntryKind, IndexEntry, Modified};
use igsr_fetch::mirror::{BaseUrl, Mirror, MirrorId, MirrorRegistry, RemotePath};
use serde_json::{Value, json};

const HOSTILE: &str = "<img src=x onerror=alert(1)>\u{202e}\n";

/// A mirror without rules, or with the fields of `rules`.
fn mirror(rules: &Value) -> Mirror {
    let mut list: Value = json!({
        "format": 3, "default": "test",
        "mirrors": [{
            "id": "test", "name": "Test", "organisation": "a test", "base_url": "https://test.example/",
            "current": true, "index": "pages", "holds_catalogue_files": true, "connections": 2,
            "note": "", "source": "The test."
        }]
    });
    let entry = list["mirrors"][0].as_object_mut().expect("a mirror");
    entry.extend(rules.as_object().expect("fields").clone());
    let registry = MirrorRegistry::from_json(&list.to_string(), None).expect("a registry");
    registry.get_or_default(None).clone()
}

/// A name is a directory's if it ends in a slash.
fn entry(name: &str) -> IndexEntry {
    IndexEntry {
        name: name.trim_end_matches('/').to_owned(),
        kind: if name.ends_with('/') {
            EntryKind::Directory
        } else {
            EntryKind::File
        },
        size: None,
        modified: None,
    }
}

fn index(names: &[&str]) -> DirectoryIndex {
    DirectoryIndex {
        entries: names.iter().map(|name| entry(name)).collect(),
        ..DirectoryIndex::default()
    }
}

/// The index of a directory that has what the catalogue knows of it, at this mirror.
fn known(catalogue: &Catalogue, directory: &RemotePath) -> DirectoryIndex {
    let below = catalogue.files_below(directory);
    let directories = below.directories.iter().map(|known| &known.path);
    let directories = directories.map(|path| entry(&format!("{}/", path.name())));
    let files = below.files.iter().map(|file| entry(file.file.path.name()));
    DirectoryIndex {
        entries: directories.chain(files).collect(),
        ..DirectoryIndex::default()
    }
}

/// What a mirror answers for a directory: an index and whether there is more, or why there is none and whether that is an outage.
type Answer = Result<(DirectoryIndex, bool), (&'static str, bool)>;

/// Compares; directories without an answer are as the catalogue knows them. Returns what was read, too.
fn compare(mirror: &Mirror, answers: Vec<(&str, Answer)>) -> (Differences, Vec<String>) {
    let catalogue = Catalogue::built_in();
    let mut answers: BTreeMap<RemotePath, Answer> = answers
        .into_iter()
        .map(|(at, answer)| (path(at), answer))
        .collect();
    let mut comparison = Comparison::new(&catalogue, mirror);
    let mut read = Vec::new();
    while let Some(directory) = comparison.next_directory().cloned() {
        read.push(directory.to_string());
        match answers.remove(&directory) {
            None => comparison.read(&known(&catalogue, &directory), false),
            Some(Ok((index, more))) => comparison.read(&index, more),
            Some(Err((reason, is_outage))) => comparison.failed(reason.to_owned(), is_outage),
        }
    }
    (comparison.finish(), read)
}

/// The index of `release` with these changes: a name that begins with a minus sign is taken out.
fn release(changes: &[&str]) -> DirectoryIndex {
    let mut index = known(&Catalogue::built_in(), &path("release"));
    for change in changes {
        match change.strip_prefix('-') {
            Some(name) => index.entries.retain(|entry| entry.name != name),
            None => index.entries.push(entry(change)),
        }
    }
    index
}

fn texts(paths: &[RemotePath]) -> Vec<&str> {
    paths.iter().map(RemotePath::as_str).collect()
}

fn new_paths(differences: &Differences) -> Vec<&str> {
    let new = differences.new.iter();
    new.map(|new| new.path.as_str()).collect()
}

#[test]
fn the_followed_directories_are_described_and_hold_releases_and_collections() {
    let catalogue = Catalogue::built_in();
    assert_eq!(texts(catalogue.followed()), ["release", "data_collections"]);
    for directory in catalogue.followed() {
        assert!(catalogue.directory_description(directory).is_some());
        assert!(catalogue.files_below(directory).directories.len() > 3);
    }
    for collection in catalogue.collections() {
        let parent = collection.directory.parent().expect("a parent");
        assert!(catalogue.followed().contains(&parent), "{}", collection.id);
    }
}

#[test]
fn what_is_new_and_what_is_gone_is_found_and_nothing_else() {
    for (changes, new, gone) in [
        (&[][..], &[][..], &[][..]),
        (&["20990101/"], &["release/20990101"], &[]),
        (&["-20101123"], &[], &["release/20101123"]),
        (
            &["20990101/", "-20101123", "-20130502"],
            &["release/20990101"],
            &["release/20101123", "release/20130502"],
        ),
        // A file is no release, and a server that does not tell directories from files lacks nothing.
        (&["20990101", "-20101123", "20101123"], &[], &[]),
        (
            &[&format!("{HOSTILE}/")],
            &[&format!("release/{HOSTILE}")],
            &[],
        ),
        (&["../", "./", "a\0b"], &[], &[]),
    ] {
        let answers = vec![("release", Ok((release(changes), false)))];
        let (found, _) = compare(&mirror(&json!({})), answers);
        assert_eq!(new_paths(&found), new, "{changes:?}");
        assert_eq!(texts(&found.gone_directories), gone, "{changes:?}");
        assert!(found.gone_files.is_empty() && found.is_complete());
        assert_eq!(texts(&found.compared), ["release", "data_collections"]);
        assert_eq!(found.is_empty(), new.is_empty() && gone.is_empty());
    }
}

#[test]
fn an_index_that_is_not_whole_shows_what_is_new_and_never_what_is_gone() {
    let changed = || release(&["20990101/", "-20101123"]);
    let cut = DirectoryIndex {
        truncated: true,
        ..changed()
    };
    let refusing = {
        let page = "<h1>Index of /release</h1><pre><a href=\"../\">../</a>\n<a href=\"20990101/\">20990101/</a> 01-Jan-2020 10:00 -\n\
            <a href=\"https://elsewhere.example/20101123/\">20101123/</a> 01-Jan-2020 10:00 -\n</pre>";
        let base = BaseUrl::parse("https://test.example/").expect("a URL");
        listing::read(
            page.as_bytes(),
            "https://test.example/release/",
            &base,
            &path("release"),
        )
        .expect("an index")
    };
    assert_eq!(refusing.refused.unreadable_count(), 1);
    for (index, more) in [(cut, false), (changed(), true), (refusing, false)] {
        let answers = vec![("release", Ok((index, more)))];
        let (found, _) = compare(&mirror(&json!({})), answers);
        assert_eq!(new_paths(&found), ["release/20990101"]);
        assert!(found.gone_directories.is_empty() && found.gone_files.is_empty());
        assert_eq!(found.unread.len(), 1);
        assert_eq!(found.unread[0].path, path("release"));
        assert_eq!(found.unread[0].reason, None);
    }
}

#[test]
fn a_directory_that_is_missing_or_empty_is_unread_and_its_entries_are_not_gone() {
    let missing: Answer = Err(("does not have this path", false));
    for (answer, reason) in [
        (missing, Some("does not have this path")),
        (Ok((index(&[]), false)), None),
    ] {
        let (found, read) = compare(&mirror(&json!({})), vec![("release", answer)]);
        assert!(found.is_empty() && !found.is_complete());
        assert_eq!(found.unread[0].path, path("release"));
        assert_eq!(found.unread[0].reason.as_deref(), reason);
        assert_eq!(texts(&found.compared), ["data_collections"]);
        assert_eq!(read, ["release", "data_collections"]);
    }
}

#[test]
fn after_an_outage_nothing_more_is_read() {
    let (found, read) = compare(&mirror(&json!({})), vec![("release", Err(("down", true)))]);
    assert_eq!(read, ["release"]);
    assert!(found.is_empty() && found.compared.is_empty());
    let unread = found.unread.iter().map(|unread| unread.path.as_str());
    assert_eq!(unread.collect::<Vec<_>>(), ["release", "data_collections"]);
}

#[test]
fn what_a_mirror_is_known_to_lack_is_neither_read_nor_gone() {
    let lacks = |below: &str| json!({ "lacks": [{ "below": below, "reason": "It is known." }] });
    let (found, read) = compare(&mirror(&lacks("data_collections")), vec![]);
    assert_eq!(read, ["release"]);
    assert!(found.is_empty() && found.is_complete());

    let answers = || vec![("release", Ok((release(&["-20101123", "-2008_12"]), false)))];
    let (found, _) = compare(&mirror(&lacks("release/20101123")), answers());
    assert_eq!(texts(&found.gone_directories), ["release/2008_12"]);

    let moved = json!({ "relocations": [
        { "site": "release/20101123", "mirror": "old/20101123" },
        { "site": "release/2008_12", "mirror": "release/renamed" },
    ] });
    let changed = release(&["-20101123", "-2008_12", "renamed/"]);
    let (found, _) = compare(&mirror(&moved), vec![("release", Ok((changed, false)))]);
    assert!(found.is_empty(), "{found:?}");

    let none = mirror(&json!({ "index": "none" }));
    let (found, read) = compare(&none, vec![]);
    assert!(read.is_empty() && found == Differences::default());
}

#[test]
fn of_the_mirrors_that_ship_only_what_each_should_have_is_read() {
    let registry = with_demonstration();
    for (id, expected) in [
        ("ebi", &["release", "data_collections"][..]),
        ("ncbi", &["release"]),
        ("s3", &["release"]),
        ("demo", &["release", "data_collections"]),
    ] {
        let mirror = registry.get(&MirrorId(id.to_owned())).expect(id);
        let (found, read) = compare(mirror, vec![]);
        assert_eq!(read, expected, "{id}");
        assert!(found.is_empty() && found.is_complete(), "{id}: {found:?}");
    }
}

#[test]
fn a_new_directory_is_described_by_its_own_index() {
    let date = |text| Modified::parse(text).expect("a date");
    let mut own = index(&["data/", "README_a.md", "a.vcf.gz", "readme.txt"]);
    own.entries[2].modified = Some(date("2026-02-03 04:05"));
    own.entries[3].modified = Some(date("2026-01-01 00:00"));
    let mut above = known(&Catalogue::built_in(), &path("data_collections"));
    above.entries.push(entry("NEW/"));
    let mut answers = vec![
        ("data_collections", Ok((above, false))),
        ("data_collections/NEW", Ok((own, true))),
        ("release", Ok((release(&["20990101/"]), false))),
        ("release/20990101", Err(("refused", false))),
    ];
    let (found, read) = compare(&mirror(&json!({})), std::mem::take(&mut answers));
    assert_eq!(
        read,
        [
            "release",
            "data_collections",
            "release/20990101",
            "data_collections/NEW"
        ]
    );
    let [release, collection] = &found.new[..] else {
        panic!("{found:?}")
    };
    assert_eq!((release.modified, &release.contents), (None, &None));
    assert_eq!(found.unread[0].path, path("release/20990101"));
    assert_eq!(collection.modified, Some(date("2026-02-03 04:05")));
    assert_eq!(
        collection.contents,
        Some(Contents {
            files: 3,
            directories: 1,
            whole: false,
            readme: Some(path("data_collections/NEW/README_a.md")),
        })
    );
}

#[test]
fn a_flood_of_new_directories_is_counted_and_only_the_first_are_read() {
    let names: Vec<String> = (0..50).map(|number| format!("x{number:02}/")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let answers = vec![("release", Ok((release(&names), false)))];
    let (found, read) = compare(&mirror(&json!({})), answers);
    assert_eq!((found.new.len(), read.len()), (50, 2 + 8));
    let described = found.new.iter().filter(|new| new.contents.is_some());
    assert_eq!(described.count(), 8);
}

#[test]
fn main_files_are_compared_where_their_directories_are_read() {
    let catalogue = Catalogue::built_in();
    let registry = MirrorRegistry::built_in();
    let ncbi = registry.get(&MirrorId("ncbi".to_owned())).expect("NCBI");
    let other = mirror(&json!({}));
    for (mirror, only_panels) in [(&other, false), (ncbi, true)] {
        let mut comparison = Comparison::new(&catalogue, mirror).with_main_files();
        let mut count = 0;
        while let Some(directory) = comparison.next_directory().cloned() {
            count += 1;
            let mut index = known(&catalogue, &directory);
            if directory == path("release/20130502") {
                let is_version = |name: &str| {
                    [
                        "_v5b.", "_v5c.", "_v1c.", "_v2b.", "callmom-", "20250704", "20200731",
                    ]
                    .iter()
                    .any(|part| name.contains(part))
                };
                index
                    .entries
                    .retain(|entry| !entry.name.ends_with("ALL.panel") && !is_version(&entry.name));
            }
            comparison.read(&index, false);
        }
        assert!(count > 10, "{count} directories");
        let found = comparison.finish();
        let gone = texts(&found.gone_files);
        let panel = "release/20130502/integrated_call_samples_v3.20130502.ALL.panel";
        assert!(gone.contains(&panel), "{gone:?}");
        let panels = gone.iter().all(|name| name.ends_with("ALL.panel"));
        assert_eq!(panels, only_panels, "{gone:?}");
        assert!(found.gone_directories.is_empty() && found.new.is_empty());
    }
}
