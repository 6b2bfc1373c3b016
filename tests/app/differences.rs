//! What the pages show of differences between the catalogue and a mirror.

use std::rc::Rc;

use crate::render::{count, ports};
use igsr_fetch::catalogue::{Contents, Differences, NewDirectory, UnreadDirectory};
use igsr_fetch::client::kept_differences;
use igsr_fetch::listing::Modified;
use igsr_fetch::mirror::{MirrorId, MirrorRegistry, RemotePath};
use igsr_fetch::port::{MemoryStore, Store};
use igsr_fetch::ui::page::Frame;
use igsr_fetch::ui::ports::AppPorts;
use igsr_fetch::ui::route::Route;
use igsr_fetch::ui::state::{Known, KnownAction, Navigation, Providers};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    fragment: AttrValue,
    /// What the visit has kept of the default mirror, as text.
    kept: AttrValue,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let visit = MemoryStore::default();
    visit
        .set("igsr-fetch.differences.ebi", &props.kept)
        .unwrap();
    let ports = AppPorts {
        visit: Rc::new(visit),
        ..ports("")
    };
    let navigation = Navigation {
        route: Route::parse(&props.fragment),
        moved: false,
        go: Callback::noop(),
    };
    html! { <Providers {ports} {navigation}><Frame on_theme={Callback::noop()} on_title={Callback::noop()} /></Providers> }
}

async fn render(fragment: &str, differences: &Differences) -> String {
    let registry = MirrorRegistry::built_in();
    let kept = kept_differences(differences, registry.get_or_default(None));
    let props = PageProps {
        fragment: fragment.to_owned().into(),
        kept: kept.unwrap_or_default().into(),
    };
    yew::LocalServerRenderer::<Page>::with_props(props)
        .hydratable(false)
        .render()
        .await
}

fn path(text: &str) -> RemotePath {
    RemotePath::parse(text).unwrap()
}

fn new(text: &str) -> NewDirectory {
    NewDirectory {
        path: path(text),
        modified: Modified::parse("2026-03-04 05:06"),
        contents: Some(Contents {
            files: 2,
            directories: 1,
            whole: true,
            readme: Some(path(text).join("README.md").unwrap()),
        }),
    }
}

#[tokio::test]
async fn new_directories_have_cards_and_what_is_gone_is_marked() {
    let differences = Differences {
        new: vec![new("release/20990101"), new("data_collections/NEW")],
        gone_directories: vec![
            path("release/20130502"),
            path("release/20101123"),
            path("data_collections/HGSVC3"),
        ],
        ..Differences::default()
    };
    let html = render("/", &differences).await;
    for directory in ["release/20990101", "data_collections/NEW"] {
        let link = format!("<bdi>{directory}/</bdi></a></h3>");
        assert_eq!(count(&html, &link), 1, "{html}");
        let readme = format!("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/{directory}/README.md");
        assert_eq!(count(&html, &readme), 1);
    }
    assert_eq!(count(&html, "new at EBI · 2 files, 1 directory · "), 2);
    assert_eq!(count(&html, ">2026-03-04</time>"), 2);
    assert_eq!(count(&html, "It is not described here yet."), 2);
    // On the card of phase 3, on that of the collection, and all of them below.
    let gone = "No longer listed at EBI: ";
    assert_eq!(count(&html, gone), 3);
    assert_eq!(count(&html, &format!("{gone}release/20130502/</p>")), 1);
    assert_eq!(
        count(&html, &format!("{gone}data_collections/HGSVC3/</p>")),
        1
    );
    assert_eq!(count(&html, "release/20101123/"), 1);

    let html = render("/files", &differences).await;
    assert!(html.contains("New at EBI, and not described here yet:"));
    for link in [
        "<bdi>release/20990101/</bdi>",
        "<bdi>data_collections/NEW/</bdi>",
    ] {
        assert_eq!(count(&html, link), 1, "{html}");
    }
    assert_eq!(count(&html, gone), 1);
}

#[tokio::test]
async fn where_nothing_differs_or_nothing_was_read_the_pages_are_as_before() {
    for differences in [
        Differences::default(),
        Differences {
            compared: vec![path("release")],
            ..Differences::default()
        },
    ] {
        for fragment in ["/", "/files"] {
            let html = render(fragment, &differences).await;
            for words in ["new at", "New at", "No longer", "Not compared"] {
                assert!(!html.contains(words), "{fragment}: {words}");
            }
        }
    }
}

#[tokio::test]
async fn many_new_directories_are_cut_and_counted_and_hostile_names_are_text() {
    let mut names: Vec<String> = (0..30).map(|number| format!("release/x{number}")).collect();
    names.insert(0, "release/<img src=x onerror=alert(1)>\u{202e}".to_owned());
    let differences = Differences {
        new: names.iter().map(|name| new(name)).collect(),
        ..Differences::default()
    };
    let html = render("/", &differences).await;
    assert_eq!(count(&html, "It is not described here yet."), 8);
    assert!(html.contains(" and 15 more"), "{html}");
    assert!(html.contains("release/&lt;img src=x onerror=alert(1)&gt;\\u{202e}/"));
    assert!(!html.contains("<img") && !html.contains('\u{202e}'));
}

#[test]
fn a_mirror_that_is_no_longer_compared_is_forgotten_and_what_was_found_stays() {
    let id = |text: &str| MirrorId(text.to_owned());
    let reduce =
        |known: Rc<Known>, mirror, found| known.reduce(KnownAction::Compared(mirror, found));
    let known = reduce(Rc::new(Known::built_in()), id("a"), None);
    assert_eq!(known.differences(&id("a")), Some(None));
    let found = Rc::new(Differences::default());
    let known = reduce(known, id("b"), None);
    let known = reduce(known, id("b"), Some(found.clone()));
    assert_eq!(known.differences(&id("a")), None);
    let next = reduce(known.clone(), id("a"), None);
    assert_eq!(next.differences(&id("b")), Some(Some(&found)));
    assert!(*next != *known && next.same_facts(&known));
}

#[test]
fn what_could_not_be_read_is_said_once_for_each_reason() {
    let unread = |text: &str, reason: Option<&str>| UnreadDirectory {
        path: path(text),
        reason: reason.map(str::to_owned),
    };
    let words = igsr_fetch::text::unread_words(&[
        unread("release", Some("EBI is down.")),
        unread("data_collections", Some("EBI is down.")),
        unread("release/x", None),
    ]);
    assert_eq!(words.len(), 2);
    assert_eq!(
        words[0],
        "Not compared with the catalogue: release/, data_collections/. EBI is down."
    );
    assert!(words[1].starts_with("Not compared with the catalogue: release/x/. Its index is "));
}
