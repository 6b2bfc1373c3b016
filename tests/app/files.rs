//! The search over all files: which list is opened, what is kept of answers, what links bring, and how it looks.

use std::cell::RefCell;
use std::rc::Rc;

use crate::engine_search::EngineSearch;
use crate::render::{count, ports};
use crate::tree_snapshot::tree_snapshot;
use igsr_fetch::catalogue::{Estimate, Provenance};
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::{HostName, HostPath, MirrorRegistry, RemotePath};
use igsr_fetch::plan::{Origin, PlannedFile};
use igsr_fetch::port::{OpenFrom, SearchError, SearchFiles};
use igsr_fetch::search::{
    FacetCounts, FoundFile, ListedFile, Order, QueryField, SearchResult, View,
};
use igsr_fetch::selection::{Difference, Files, Linked, Picked, Rule, Selection, Selections};
use igsr_fetch::snapshot::{HostFacts, OpenError, SnapshotFacts, SnapshotFiles};
use igsr_fetch::table::Md5;
use igsr_fetch::ui::component::{Facet, FacetValue, facet_list};
use igsr_fetch::ui::page::{FileGrid, gone_since};
use igsr_fetch::ui::ports::AppPorts;
use igsr_fetch::ui::route::Route;
use igsr_fetch::ui::state::expansion::{counted, expand, found_now};
use igsr_fetch::ui::state::file_list::OpenList;
use igsr_fetch::ui::state::file_list::{FileList, ListAction, Want, open};
use igsr_fetch::ui::state::file_search::{
    BLOCK, FileSearch, FoundFiles, SearchAction, SearchKey, SeenRows,
};
use igsr_fetch::ui::state::loaded::LoadAction;
use igsr_fetch::ui::state::lookup::{among, find_listed};
use igsr_fetch::ui::state::lookup::{look_up, not_in_list};
use igsr_fetch::ui::state::{Expansion, Known, KnownAction, Navigation, Providers, SiteMirrors};
use yew::prelude::*;

/// Rows of files of the main site.
fn some_files(number: u32) -> Vec<FoundFile> {
    let one = |at| FoundFile {
        number: at,
        at: HostPath {
            host: HostName::new("ftp.1000genomes.ebi.ac.uk"),
            path: RemotePath::parse(&format!("phase3/data/f{at:03}.vcf.gz")).unwrap(),
        },
        size: (at % 3 > 0).then_some(u64::from(at) * 1_000),
        date: Some(i64::from(at) * 86_400),
        sample: None,
        population: Some("CEU".to_owned()),
        collection: None,
        covered: Vec::new(),
    };
    (0..number).map(one).collect()
}

/// A list of files of the main site, with their sizes.
fn list_of(files: &[(&str, u64)]) -> SnapshotFiles {
    let line =
        |(path, size): &(&str, u64)| format!("ftp/{path}\tfile\t{size}\t2015-01-01 00:00:00\t\n");
    tree_snapshot(files.iter().map(line).collect::<String>().as_bytes())
}

/// A list with `phase3/data/f000.vcf.gz` and those that follow.
fn some_list(number: u32) -> SnapshotFiles {
    let names: Vec<_> = (0..number)
        .map(|at| format!("phase3/data/f{at:03}.vcf.gz"))
        .collect();
    list_of(&names.iter().map(|name| (&**name, 1)).collect::<Vec<_>>())
}

/// Opens what is wanted, and returns what became of it with what was asked.
async fn opened(search: EngineSearch, want: Want) -> (FileList, Vec<String>) {
    let search = Rc::new(search);
    let ports = AppPorts {
        search: search.clone(),
        page_url: "https://app.example.org/some/sub/#/files".into(),
        ..ports("")
    };
    let list = Rc::new(RefCell::new(Rc::new(FileList::default())));
    let tell = {
        let list = list.clone();
        Callback::from(move |action: ListAction| {
            let next = list.borrow().clone().reduce(action);
            *list.borrow_mut() = next;
        })
    };
    let registry = MirrorRegistry::built_in();
    open(&ports, registry.get_or_default(None), want, &tell).await;
    let list = (**list.borrow()).clone();
    (list, search.asked.borrow().clone())
}

#[tokio::test]
async fn what_the_browser_kept_is_opened_first_else_what_ships_with_the_page() {
    let search = || EngineSearch {
        shipped: Some(some_list(3)),
        ..EngineSearch::default()
    };
    let (list, asked) = opened(search(), Want::Any).await;
    assert_eq!(
        asked,
        [
            "Kept",
            "Snapshot(\"https://app.example.org/some/sub/snapshot/\")"
        ]
    );
    let facts = list.facts.unwrap();
    assert_eq!((facts.files, list.full, list.opens), (3, false, 1));
    assert_eq!((list.opening, list.error), (None, None));

    let kept = EngineSearch {
        kept: Some(some_list(7)),
        ..search()
    };
    let (list, asked) = opened(kept, Want::Any).await;
    assert_eq!(asked, ["Kept"]);
    assert_eq!((list.facts.unwrap().files, list.full), (7, true));
}

#[tokio::test]
async fn the_full_list_is_asked_for_with_its_tables_at_the_chosen_mirror() {
    let search = EngineSearch {
        shipped: Some(some_list(3)),
        ..EngineSearch::default()
    };
    let (list, asked) = opened(search, Want::Full).await;
    assert!(list.full);
    let root = "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/";
    assert!(asked[0].starts_with(&format!("Tree {{ tree: \"{root}current.tree\"")));
    assert_eq!(count(&asked[0], root), 5, "{asked:?}");
}

#[tokio::test]
async fn a_list_that_cannot_be_opened_is_a_fault_and_what_was_open_stays() {
    let (list, _) = opened(EngineSearch::default(), Want::Any).await;
    assert!(matches!(
        list.error,
        Some(SearchError::Open(OpenError::Unreadable { .. }))
    ));
    assert!(list.facts.is_none() && list.opening.is_none());

    let facts = Rc::new(SnapshotFacts::default());
    let open = Rc::new(FileList::default())
        .reduce(ListAction::Begin(false))
        .reduce(ListAction::Finished(Ok(facts.clone())));
    for over in [
        ListAction::Finished(Err(SearchError::Query)),
        ListAction::Finished(Err(OpenError::Cancelled.into())),
        ListAction::Cancel,
    ] {
        let fault = over == ListAction::Finished(Err(SearchError::Query));
        let next = open.clone().reduce(ListAction::Begin(true)).reduce(over);
        assert_eq!(next.facts.as_ref(), Some(&facts));
        assert_eq!(
            (next.opening.is_none(), next.error.is_some()),
            (true, fault)
        );
    }
}

fn key(query: &str) -> Rc<SearchKey> {
    Rc::new(SearchKey {
        list: "a".into(),
        view: View {
            query: query.into(),
            ..View::default()
        },
        ..SearchKey::default()
    })
}

/// A result has come.
fn done(key: Rc<SearchKey>, result: SearchResult) -> SearchAction {
    let found = FoundFiles::new(key.clone(), result);
    LoadAction::Done(key, Ok(Rc::new(found)))
}

fn found(files: u32, first: u32, rows: Vec<FoundFile>) -> SearchResult {
    SearchResult {
        files,
        first,
        rows,
        ..SearchResult::default()
    }
}

#[test]
fn rows_are_kept_in_blocks_and_late_ones_of_another_question_are_dropped() {
    let all = some_files(700);
    let part = |first: u32, end: u32| all[first as usize..end as usize].to_vec();
    let asked = key("a");
    let search = Rc::new(FileSearch::default());
    let search = search.reduce(done(asked.clone(), found(700, 0, part(0, BLOCK))));
    let answer = search.last().unwrap();
    assert_eq!(answer.count(), 700);
    assert_eq!(answer.row(127).unwrap().number, 127);
    assert!(answer.row(128).is_none());
    assert_eq!(answer.missing(0..128), 0..0);
    assert_eq!(answer.missing(100..140), 128..256);
    assert_eq!(answer.missing(690..700), 640..768);
    assert_eq!(answer.rows(126..128).unwrap().len(), 2);
    assert!(answer.rows(126..129).is_none());

    let more = FoundFiles::more(asked.clone(), 128, part(128, 384));
    let search = search.reduce(more);
    let answer = search.last().unwrap();
    assert_eq!(answer.row(383).unwrap().number, 383);
    assert_eq!(answer.missing(0..500), 384..512);
    let late = FoundFiles::more(key("b"), 384, part(384, 512));
    assert!(search.reduce(late).last().unwrap().row(384).is_none());
}

#[test]
fn what_is_kept_of_a_million_rows_has_a_limit() {
    let asked = key("a");
    let rows = some_files(BLOCK);
    let first = done(asked.clone(), found(1_000_000, 0, rows.clone()));
    let mut search = Rc::new(FileSearch::default()).reduce(first);
    for at in 1..1_000 {
        let block = FoundFiles::more(asked.clone(), at * BLOCK, rows.clone());
        search = search.reduce(block);
    }
    let answer = search.last().unwrap();
    let here = (0..1_000).filter(|at| answer.row(at * BLOCK as usize).is_some());
    assert_eq!(here.collect::<Vec<_>>(), (984..1_000).collect::<Vec<_>>());
}

#[test]
fn an_error_leaves_the_last_good_result() {
    let is_under_way = |search: &FileSearch, query| search.result(&key(query)).is_none();
    let search = Rc::new(FileSearch::default());
    assert!(is_under_way(&search, "a"));
    let search = search.reduce(done(key("a"), found(1, 0, some_files(1))));
    assert!(!is_under_way(&search, "a"));
    assert!(is_under_way(&search, "b"));
    let search = search.reduce(LoadAction::Done(key("b"), Err(SearchError::NotOpen)));
    assert!(search.last().is_some() && !is_under_way(&search, "b"));
    let search = search.reduce(done(key("b"), found(0, 0, Vec::new())));
    assert_eq!(search.error(), None);
}

async fn open_search(list: SnapshotFiles) -> EngineSearch {
    let search = EngineSearch {
        shipped: Some(list),
        ..EngineSearch::default()
    };
    let from = OpenFrom::Snapshot("snapshot/".into());
    search.open(from, Rc::new(|_| ())).await.unwrap();
    search
}

pub(crate) fn picked(path: &str) -> Picked {
    Picked::parse(path).unwrap()
}

#[tokio::test]
async fn files_that_the_list_lacks_are_told_also_where_another_has_their_name() {
    let search = open_search(list_of(&[
        ("phase3/a.vcf.gz", 1),
        ("phase3/b.vcf.gz.tbi", 1),
    ]))
    .await;
    let registry = MirrorRegistry::built_in();
    let files = ["phase3/a.vcf.gz", "phase1/a.vcf.gz", "phase3/b.vcf.gz"].map(picked);
    let lacking = not_in_list(&search, &registry, files.to_vec()).await;
    assert_eq!(lacking, Some(files[1..].to_vec()));
    let closed = EngineSearch::default();
    assert_eq!(not_in_list(&closed, &registry, files.to_vec()).await, None);
}

#[tokio::test]
async fn a_link_says_which_of_its_files_are_gone() {
    let search = open_search(some_list(5)).await;
    let registry = MirrorRegistry::built_in();
    let linked = |names: &[&str]| Linked {
        files: names.iter().map(|name| picked(name)).collect(),
        rules: Vec::new(),
    };
    let here = "phase3/data/f000.vcf.gz";
    let gone = gone_since(&search, &registry, &linked(&[here, "gone/f000.vcf.gz"])).await;
    assert_eq!(gone, ["gone/f000.vcf.gz is not in the list."]);
    let none: [&str; 0] = [];
    assert_eq!(gone_since(&search, &registry, &linked(&[here])).await, none);
    let many: Vec<_> = (0..12).map(|at| format!("gone/{at:02}")).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    let gone = gone_since(&search, &registry, &linked(&many)).await;
    assert_eq!((gone.len(), &*gone[10]), (11, "So are 2 more."));
}

/// A rule that was picked in a list; what it finds in another may count or not.
#[tokio::test]
async fn what_a_rule_finds_in_another_list_counts_only_where_it_is_the_same() {
    let search = Rc::new(open_search(some_list(5)).await);
    let now = search.expand("f00", 10).await.unwrap().tally;
    assert_eq!((now.files, now.digest.is_some()), (5, true));
    let rule = |count, digest| Rule {
        query: "f00".into(),
        snapshot: "of another list".into(),
        count,
        bytes: now.bytes,
        digest,
        ..Rule::default()
    };
    let unknown = Rule {
        snapshot: String::new(),
        ..rule(4, None)
    };
    for (rule, then) in [
        (rule(5, now.digest), None),
        // The list has learned of sizes; the files are the same.
        (rule(5, None), None),
        (
            Rule {
                bytes: 7,
                ..rule(5, now.digest)
            },
            None,
        ),
        (unknown, None),
        (rule(4, None), Some(4)),
        (
            Rule {
                bytes: 7,
                ..rule(5, None)
            },
            Some(5),
        ),
        (rule(5, Some(Md5([9; 16]))), Some(5)),
        (rule(1_464, now.digest.map(|_| Md5([8; 16]))), Some(1_464)),
    ] {
        let rules = [rule];
        let found = counted(&expand(&*search, &rules).await.unwrap(), &rules);
        let difference = then.map(|then| Difference { then, now: 5 });
        assert_eq!(found.rules[0].difference, difference, "{rules:?}");
        let counting = if difference.is_some() { 0 } else { 5 };
        assert_eq!(found.together.files, counting, "{rules:?}");
        let is_counting = Expansion::Ready(found.clone()).counts(0);
        assert_eq!(is_counting, difference.is_none());
        // Taken as it is found now, it counts.
        let taken = [found_now(&rules[0], &found.rules[0].tally, "this list")];
        let found = counted(&expand(&*search, &taken).await.unwrap(), &taken);
        assert_eq!(found.rules[0].difference, None);
        assert_eq!(found.together.files, 5);
    }
}

#[tokio::test]
async fn what_rules_find_together_counts_each_file_once_and_only_of_rules_that_count() {
    let files = [("a/one", 1), ("a/two", 2), ("b/two", 4), ("c/six", 8)];
    let search = open_search(list_of(&files)).await;
    let rule = |query: &str, snapshot: &str| Rule {
        query: query.into(),
        snapshot: snapshot.into(),
        count: 12,
        ..Rule::default()
    };
    let rules = [rule("in:a", ""), rule("two", ""), rule("six", "other")];
    let found = expand(&search, &rules).await.unwrap();
    let counts: Vec<_> = found.rules.iter().map(|rule| rule.tally.files).collect();
    assert_eq!(counts, [2, 2, 1]);
    assert!(found.rules[2].difference.is_some());
    assert_eq!((found.together.files, found.together.bytes), (3, 7));
}

#[derive(Clone, PartialEq, Properties)]
struct GridProps {
    fragment: AttrValue,
    files: u32,
    picked: Vec<RemotePath>,
}

/// The grid over an answer, as a page draws it before any effect has run.
#[component]
fn Grid(props: &GridProps) -> Html {
    let navigation = Navigation {
        route: Route::parse(&props.fragment),
        moved: false,
        go: Callback::noop(),
    };
    let picked = props.picked.iter().cloned().map(Picked::Main);
    let selection = Selection::of(picked.collect(), Vec::new());
    let ports = ports(&Selections::of(selection).to_json());
    html! { <Providers {ports} {navigation}><Inner files={props.files} /></Providers> }
}

#[derive(Clone, PartialEq, Properties)]
struct InnerProps {
    files: u32,
}

#[component]
fn Inner(props: &InnerProps) -> Html {
    let search = use_reducer(|| {
        let mut rows = some_files(BLOCK.min(props.files));
        rows[1].covered = vec![0];
        let mut found = found(props.files, 0, rows);
        found.facets.push(FacetCounts {
            field: QueryField::Kind,
            values: vec![("vcf".into(), props.files)],
        });
        found.unknown_sizes = 2;
        found.estimate = Estimate {
            bytes: 14_400_000_000,
            files: 1,
        };
        let mut key = (*key("f0")).clone();
        key.rules = vec!["f001".into()];
        let search = Rc::new(FileSearch::default()).reduce(done(Rc::new(key), found));
        (*search).clone()
    });
    let seen = use_mut_ref(SeenRows::default);
    html! { <FileGrid {search} {seen} set_query={Callback::noop()} /> }
}

async fn grid(fragment: &'static str, files: u32, picked: &[&str]) -> String {
    let props = GridProps {
        fragment: fragment.into(),
        files,
        picked: picked
            .iter()
            .map(|path| RemotePath::parse(path).unwrap())
            .collect(),
    };
    yew::LocalServerRenderer::<Grid>::with_props(props)
        .hydratable(false)
        .render()
        .await
}

#[tokio::test]
async fn a_million_files_are_a_grid_of_few_rows() {
    let html = grid("/files?q=f0", 1_000_000, &["phase3/data/f002.vcf.gz"]).await;
    assert_eq!(count(&html, "<tr"), 1 + 23 + 1);
    for part in [
        "role=\"grid\"",
        "aria-multiselectable=\"true\"",
        "aria-rowcount=\"1000001\"",
        "aria-rowindex=\"1\"",
        "aria-label=\"Select f002.vcf.gz\"",
        "<mark>f0</mark>",
        "Select all 1,000,000 files",
        "Also their indexes",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    // One row is where Tab leads to: the row, its checkbox, its name, its directory, its menu.
    assert_eq!(count(&html, "tabindex=\"0\""), 5);
    // What was picked by name; a rule that the selection no longer has picks nothing.
    assert_eq!(count(&html, "aria-selected=\"true\""), 1);
    assert!(!html.contains("aria-sort"), "files stand as they fit");
    assert!(!html.contains("style="), "the page's policy forbids it");
}

#[tokio::test]
async fn the_order_of_the_address_is_shown_in_the_head() {
    let html = grid("/files?q=f0&order=size&desc=1", 5, &[]).await;
    assert_eq!(count(&html, "aria-sort=\"descending\""), 1);
    assert_eq!(Route::parse("/files?order=size").order, Order::Size);
    assert_eq!(count(&html, "<tr"), 6);
    assert!(html.contains("unknown</span>"));
    assert!(
        html.contains(
            "Select all 5 files: over 14.4 GB (estimated; 2 sizes unknown, 1 of them without an estimate)"
        ),
        "{html}"
    );
    assert!(html.contains("<time datetime=\"1970-01-03\">1970-01-03</time>"));
}

#[component]
fn Facets() -> Html {
    let value = |value: &str, count, chosen| FacetValue {
        value: value.into(),
        name: value.to_owned().into(),
        count,
        chosen,
    };
    let values = vec![value("CEU", 1_234, true), value("TSI", 5, false)];
    let facet = Facet {
        field: QueryField::Population,
        title: "Population",
        groups: vec![("EUR".into(), values)],
        of: 26,
        open: false,
    };
    facet_list(&[facet], &Callback::noop(), &Callback::noop())
}

#[tokio::test]
async fn facets_are_checkboxes_with_numbers() {
    let renderer = yew::LocalServerRenderer::<Facets>::new();
    let html = renderer.hydratable(false).render().await;
    assert!(html.contains("<legend>Population</legend>"));
    assert!(html.contains("1,234"));
    assert_eq!(
        (count(&html, "type=\"checkbox\""), count(&html, "checked")),
        (2, 1)
    );
    assert!(html.contains("Show all 26"));
}

#[test]
fn a_link_with_a_selection_reads_back() {
    let selection = Selection::of(
        Files::from(vec![
            picked("a/b c"),
            picked("//ftp.sra.ebi.ac.uk/run/x.cram"),
        ]),
        vec![Rule {
            query: "pop:CEU \"two words\"".into(),
            snapshot: "0".repeat(32),
            count: 12,
            ..Rule::default()
        }],
    );
    let linked = Rc::new(Linked::new(&selection).unwrap());
    let route = Route {
        linked: linked.clone(),
        ..Route::search("pop:CEU")
    };
    let read = Route::parse(&route.to_string());
    assert_eq!(read, route);
    assert_eq!(read.linked.selection(), selection);
}

#[tokio::test]
async fn the_list_tells_sizes_of_files_that_were_picked_by_name() {
    let search = open_search(list_of(&[
        ("phase3/a.vcf.gz", 70),
        ("phase3/a.vcf.gz.tbi", 7),
    ]))
    .await;
    let registry = MirrorRegistry::built_in();
    let asked = vec![picked("phase3/a.vcf.gz"), picked("phase3/none.vcf.gz")];
    let found = among(
        look_up(&search, &registry, &asked).await.unwrap(),
        &asked,
        &registry,
        &Origin::default(),
    );
    let sizes: Vec<_> = found
        .iter()
        .map(|one| (one.file.path.as_str(), one.file.size))
        .collect();
    assert_eq!(sizes, [("phase3/a.vcf.gz", Some(Size::Exact(70)))]);

    let list = |digest: &str| OpenList {
        digest: digest.into(),
        origin: Origin::default(),
    };
    let files = Files::from(asked);
    let find = async |search: &EngineSearch, digest, before| {
        find_listed(search, &registry, list(digest), &files, before).await
    };
    let listed = find(&search, "one", None).await;
    assert_eq!(*listed.found, found);
    // Of the same list nothing is looked up again, of another one all.
    let closed = EngineSearch::default();
    let again = find(&closed, "one", Some(listed.clone())).await;
    assert_eq!(again, listed);
    assert!(find(&closed, "other", Some(listed)).await.found.is_empty());
}

#[test]
fn the_host_of_the_list_is_the_main_sites_also_when_a_site_brings_mirrors_of_its_own() {
    let host = HostName::new("lists.example.org");
    let own = MirrorRegistry::built_in().with_main_host(HostName::new("own.example.org"));
    let known = Rc::new(Known::built_in())
        .reduce(KnownAction::MainHost(host.clone()))
        .reduce(KnownAction::Registry(Ok(Some(SiteMirrors {
            registry: own,
            text: String::new(),
        }))));
    assert!(known.registry.is_main(&host));
    assert!(known.registry.is_main(&HostName::new("own.example.org")));
}

#[test]
fn what_a_mirrors_own_list_says_is_known_to_be_of_that_mirror() {
    let registry = MirrorRegistry::built_in();
    let ena = HostName::new("ftp.sra.ebi.ac.uk");
    let file = |host: &HostName| ListedFile {
        at: HostPath {
            host: host.clone(),
            path: RemotePath::parse("a").unwrap(),
        },
        size: Some(7),
        weight: None,
        date: None,
        md5: None,
        other_md5s: Vec::new(),
    };
    let main = registry.main_host();
    let facts = |source: &str| SnapshotFacts {
        source: source.into(),
        hosts: vec![HostFacts {
            host: main.clone(),
            root: RemotePath::root(),
            files: 1,
        }],
        ..SnapshotFacts::default()
    };
    let mirror = registry.get_or_default(None);
    let tree = mirror.page_file_url(&RemotePath::parse("current.tree").unwrap());
    let own = Origin::new(&facts(&tree), &registry);
    let (here, elsewhere) = (
        own.planned(file(&main), &registry),
        own.planned(file(&ena), &registry),
    );
    let of_mirror = |file: &PlannedFile| matches!(&file.file.provenance, Provenance::CurrentTree { mirror: of, .. } if *of == mirror.id);
    assert!(of_mirror(&here) && !of_mirror(&elsewhere));
    assert_eq!(here.file.size, Some(Size::Exact(7)));
    let shipped = Origin::new(&facts("curated facts"), &registry);
    assert!(!of_mirror(&shipped.planned(file(&main), &registry)));
}
