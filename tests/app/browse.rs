//! A directory that no mirror shows: what the list knows of it, and how to get what nobody knows.

use std::rc::Rc;

use crate::engine_search::EngineSearch;
use crate::open_snapshot::open_snapshot;
use crate::render::{count, ports};
use crate::tree_snapshot::tree_snapshot;
use igsr_fetch::catalogue::Catalogue;
use igsr_fetch::client::{KnownEntries, list_directory};
use igsr_fetch::mirror::{MirrorRegistry, RemotePath};
use igsr_fetch::search::Engine;
use igsr_fetch::selection::{Picked, Selection, Selections};
use igsr_fetch::ui::page::{KnownTable, UnknownDirectory};
use igsr_fetch::ui::route::Route;
use igsr_fetch::ui::state::{Navigation, Providers};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    fragment: AttrValue,
    /// The stored selections, as text.
    kept: AttrValue,
    child: Html,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let navigation = Navigation {
        route: Route::parse(&props.fragment),
        moved: false,
        go: Callback::noop(),
    };
    html! { <Providers ports={ports(&props.kept)} {navigation}>{ props.child.clone() }</Providers> }
}

async fn render(fragment: &str, picked: &[&str], child: Html) -> String {
    let picked = picked.iter().map(|path| Picked::parse(path).unwrap());
    let selection = Selection::of(picked.collect(), Vec::new());
    let props = PageProps {
        fragment: fragment.to_owned().into(),
        kept: Selections::of(selection).to_json().into(),
        child,
    };
    let page = yew::LocalServerRenderer::<Page>::with_props(props);
    page.hydratable(false).render().await
}

/// Draws what a list of these files knows of the directory `new`.
async fn known(files: &[String]) -> String {
    let line = |path: &String| format!("ftp/{path}\tfile\t1500\t2015-01-01 00:00:00\t\n");
    let tree: String = files.iter().map(line).collect();
    let snapshot = open_snapshot(&tree_snapshot(tree.as_bytes()), usize::MAX).unwrap();
    let hosts: Vec<_> = snapshot.list.hosts().to_vec();
    let search = EngineSearch::default();
    *search.engine.borrow_mut() = Some(Engine::new(snapshot));
    let path = RemotePath::parse("new").unwrap();
    let listed = list_directory(&search, &MirrorRegistry::built_in(), &hosts, &path).await;
    let entries = KnownEntries::new(&Catalogue::built_in(), &path, listed.unwrap());
    let table = html! { <KnownTable entries={Rc::new(entries)} date="2019-01-07" /> };
    render("/browse?path=new", &["new/a.vcf.gz"], table).await
}

#[tokio::test]
async fn rows_of_the_list_are_marked_and_can_be_opened_and_picked() {
    let names = ["new/a.vcf.gz", "new/b.vcf.gz", "new/<b>/1", "new/<b>/2"];
    let html = known(&names.map(str::to_owned)).await;
    assert!(html.contains(
        "Not live: from the list of 2019-01-07, not from a mirror, which may differ · 1 directory, 2 files, 3.0 kB"
    ));
    assert!(
        html.contains("href=\"#/browse?path=new%2F%3Cb%3E\"") || html.contains("new/%3Cb%3E"),
        "{html}"
    );
    assert!(
        html.contains("aria-label=\"2 files below &lt;b&gt;\""),
        "{html}"
    );
    assert_eq!(count(&html, "data-picked=\"true\""), 1);
    assert!(html.contains("aria-label=\"Select a.vcf.gz\""));
    assert!(html.contains("aria-label=\"Select all 2 files\""));
    assert!(html.contains("no MD5 is known"));
    assert!(!html.contains("<b>"));
    assert_eq!(count(&html, "Select…"), 0, "no mirror could be walked");
}

#[tokio::test]
async fn thousands_of_rows_of_the_list_are_a_window() {
    let names: Vec<_> = (0..5_000).map(|number| format!("new/f{number}")).collect();
    let html = known(&names).await;
    assert!(html.contains("5,000 files, 7.5 MB"));
    assert!(html.contains("aria-rowcount=\"5001\""));
    assert!(count(&html, "<tr") < 200);
}

#[tokio::test]
async fn a_directory_that_nobody_knows_has_a_command() {
    for fragment in ["/browse", "/browse?mirror=ncbi", "/browse?mirror=s3"] {
        let path = RemotePath::parse("it's new").unwrap();
        let html = render(fragment, &[], html! { <UnknownDirectory {path} /> }).await;
        assert!(html.contains("Neither the list of files nor the catalogue knows this directory."));
        assert!(html.contains("wget -r -l 4 -np"), "{html}");
        assert!(html.contains("waits a second between requests, ends after 20 GB"));
        assert!(html.contains(">Copy</button>"));
        let host = if fragment.ends_with("ncbi") {
            "ftp-trace.ncbi.nlm.nih.gov/1000genomes"
        } else {
            "ftp.1000genomes.ebi.ac.uk/vol1"
        };
        assert!(
            html.contains(&format!("https://{host}/ftp/it%27s%20new/")),
            "{html}"
        );
    }
}
