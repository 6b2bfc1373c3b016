//! Pages rendered to HTML natively: what a person perceives, before any effect has run.

use std::rc::Rc;

use crate::engine_search::EngineSearch;
use igsr_fetch::command::Shell;
use igsr_fetch::plan::PlanOptions;
use igsr_fetch::port::{
    LocalIndexReader, LocalSpawner, MemoryClipboard, MemoryOpen, MemorySave, MemoryStore,
    ScriptedFetch, Store, VirtualClock,
};
use igsr_fetch::selection::{Files, Picked, Rule, Selection, Selections};
use igsr_fetch::ui::component::{LongTable, long_table, row_number, use_rows};
use igsr_fetch::ui::page::{Frame, PlannedFiles, PlannedFilesProps};
use igsr_fetch::ui::ports::AppPorts;
use igsr_fetch::ui::route::Route;
use igsr_fetch::ui::state::expansion::named_files;
use igsr_fetch::ui::state::{Known, Navigation, Providers};
use igsr_fetch::worker::message::{Call, decode, encode};
use igsr_fetch::worker::plan::{
    PlanChoice, PlanClient, PlanInput, PlanServer, PlanSummary, Request, Response,
};
use igsr_fetch::worker::transfer::TransferClient;
use igsr_fetch::worker::{RunningWorker, StartWorker, WorkerEvent};
use yew::prelude::*;

const CHR22: &str =
    "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    fragment: AttrValue,
    /// The stored selections, as text.
    kept: AttrValue,
}

/// Starts no worker.
struct NoWorker;

impl StartWorker for NoWorker {
    fn start(&self, _: Rc<dyn Fn(WorkerEvent)>) -> Result<Box<dyn RunningWorker>, String> {
        Err("there are no workers here".to_owned())
    }
}

/// Makes ports in memory; `kept` are the selections in the browser's store, as text. Effects do not run natively, so that nothing is
/// ever spawned.
pub(crate) fn ports(kept: &str) -> AppPorts {
    let store = MemoryStore::default();
    store.set("igsr-fetch.selection", kept).unwrap();
    AppPorts {
        fetch: Rc::new(ScriptedFetch::default()),
        index: Rc::new(LocalIndexReader::default()),
        search: Rc::new(EngineSearch::default()),
        plan: Rc::new(PlanClient::new(NoWorker)),
        transfers: Rc::new(TransferClient::new(NoWorker)),
        open: Rc::new(MemoryOpen::default()),
        save: Rc::new(MemorySave::default()),
        clipboard: Rc::new(MemoryClipboard::default()),
        store: Rc::new(store),
        visit: Rc::new(MemoryStore::default()),
        clock: Rc::new(VirtualClock::default()),
        spawner: Rc::new(LocalSpawner::default()),
        page_url: "http://127.0.0.1/".into(),
        shell: Shell::Posix,
        page_is_loopback: true,
    }
}

#[component]
fn Page(props: &PageProps) -> Html {
    let ports = ports(&props.kept);
    let navigation = Navigation {
        route: Route::parse(&props.fragment),
        moved: false,
        go: Callback::noop(),
    };
    html! { <Providers {ports} {navigation}><Frame on_theme={Callback::noop()} on_title={Callback::noop()} /></Providers> }
}

#[derive(Clone, PartialEq, Properties)]
struct ManyProps {
    count: usize,
}

/// A table of so many rows, as a page that has just opened draws it.
#[component]
fn Many(props: &ManyProps) -> Html {
    let rows = use_rows(props.count);
    let row = |place: usize| html! { <tr key={place} aria-rowindex={row_number(place)}><td>{ place }</td></tr> };
    let table = LongTable {
        caption: "Many".into(),
        head: html! { <th scope="col">{ "Number" }</th> },
        count: props.count,
        row: &row,
    };
    long_table(&rows, &table)
}

async fn render(fragment: &str, picked: &[&str]) -> String {
    let picked = picked.iter().map(|path| Picked::parse(path).unwrap());
    let selection = Selection::of(picked.collect(), Vec::new());
    render_kept(fragment, Selections::of(selection).to_json()).await
}

async fn render_kept(fragment: &str, kept: String) -> String {
    let props = PageProps {
        fragment: fragment.to_owned().into(),
        kept: kept.into(),
    };
    yew::LocalServerRenderer::<Page>::with_props(props)
        .hydratable(false)
        .render()
        .await
}

#[tokio::test]
async fn a_million_rows_are_a_window_with_room_around_it() {
    let many = async |count| {
        let renderer = yew::LocalServerRenderer::<Many>::with_props(ManyProps { count });
        renderer.hydratable(false).render().await
    };
    let html = many(1_000_000).await;
    assert!(html.contains("aria-rowcount=\"1000001\""));
    // The head, the first rows, and one empty row in the place of the others.
    assert_eq!(count(&html, "<tr"), 1 + 23 + 1);
    assert!(html.contains("aria-rowindex=\"2\""));
    assert_eq!(count(&html, "file-table__gap"), 1);
    assert!(!html.contains("style="), "the page's policy forbids it");

    let html = many(200).await;
    assert_eq!(count(&html, "<tr"), 201);
    assert!(!html.contains("aria-rowcount"));
}

pub(crate) fn count(html: &str, what: &str) -> usize {
    html.matches(what).count()
}

#[tokio::test]
async fn every_page_has_one_heading_one_main_part_and_the_menu() {
    for (fragment, place) in [
        ("/", "Catalogue"),
        ("/files", "Files"),
        ("/browse", "Browse"),
        ("/populations", "Populations"),
        ("/get", ""),
        ("/downloads", "Downloads"),
        ("/help", "Help"),
        ("/nowhere", "Catalogue"),
    ] {
        let html = render(fragment, &[]).await;
        assert_eq!(
            (
                count(&html, "<h1"),
                count(&html, "<main"),
                count(&html, "aria-label=\"Main\"")
            ),
            (1, 1, 1),
            "{fragment}"
        );
        assert_eq!(
            count(&html, "aria-current=\"page\""),
            usize::from(!place.is_empty()) + usize::from(fragment == "/browse"),
            "{fragment}"
        );
        assert!(
            html.contains(&format!("aria-current=\"page\">{place}")) || place.is_empty(),
            "{fragment}: {place}"
        );
    }
}

#[tokio::test]
async fn the_catalogue_shows_what_decides() {
    let html = render("/", &[]).await;
    for words in [
        "2,504",
        "1,092",
        "179 + 6 + 697",
        "84.7 million",
        "GRCh37",
        "NCBI36",
        "v5b",
        "1000 Genomes 30x on GRCh38",
        "sources differ",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert_eq!(count(&html, "<meter"), 26);
}

#[tokio::test]
async fn a_search_shows_its_query_and_its_filters_at_once() {
    let html = render("/files?q=chr22+pop:CEU,YRI+-working", &[CHR22]).await;
    assert!(
        html.contains("value=\"chr22 pop:CEU,YRI -working\""),
        "{html}"
    );
    for filter in ["pop: CEU", "pop: YRI", "-working"] {
        assert!(html.contains(&format!("{filter} × Remove")), "{filter}");
    }
    assert!(html.contains("Get these files"));
    assert!(html.contains("sample:NA12878"), "the help has examples");
}

#[tokio::test]
async fn a_mistake_in_the_query_is_marked_and_what_may_still_become_right_is_not() {
    let html = render("/files?q=chr22+sex:green", &[]).await;
    assert!(html.contains("<mark>green</mark>"), "{html}");
    assert!(html.contains("female or male"));
    let html = render("/files?q=chr22+pop:", &[]).await;
    assert!(!html.contains("query-problem"), "{html}");
}

#[tokio::test]
async fn the_get_page_plans_and_offers_the_index() {
    let html = render("/get", &[CHR22]).await;
    assert!(html.contains("Get 1 file"));
    assert!(html.contains("1 index file belongs"));
    assert!(html.contains("Planning…"), "{html}");
}

const CRAM: &str = "//ftp.sra.ebi.ac.uk/vol1-is-above/NA12878.final.cram";

/// Plans files of the main site, or `//host/path`, as the worker does.
fn planned(files: &[&str]) -> PlanSummary {
    let known = Known::built_in();
    let files: Vec<Picked> = files
        .iter()
        .map(|file| Picked::parse(file).unwrap())
        .collect();
    let input = PlanInput {
        mirrors: known.mirrors.to_string(),
        named: named_files(&Files::from(files), &known),
        ..PlanInput::default()
    };
    let choice = PlanChoice {
        mirror: known.registry.get_or_default(None).id.clone(),
        options: PlanOptions::default(),
        date: "2026-11-30".to_owned(),
        snapshot: None,
    };
    let mut server = PlanServer::default();
    let requests = [
        Request::Begin(Box::new(input)),
        Request::Plan(Box::new(choice)),
    ];
    let answers = requests.map(|request| {
        let answer = server.take(&encode(1, &Call::Request(request))).unwrap();
        decode::<Response>(&answer.unwrap()).unwrap().1
    });
    match answers {
        [_, Response::Planned(plan)] => *plan,
        other => panic!("{other:?}"),
    }
}

async fn render_planned(files: &[&str]) -> String {
    let plan = Rc::new(planned(files));
    let props = PlannedFilesProps {
        plan,
        on_remove: Callback::noop(),
    };
    yew::LocalServerRenderer::<PlannedFiles>::with_props(props)
        .hydratable(false)
        .render()
        .await
}

#[tokio::test]
async fn planned_files_are_shown_by_host() {
    assert!(render("/get", &[CHR22, CRAM]).await.contains("Get 2 files"));
    let html = render_planned(&[CHR22, CRAM]).await;
    assert!(
        html.contains("ENA (ftp.sra.ebi.ac.uk): 1 file, size unknown"),
        "{html}"
    );
    assert!(html.contains("EBI (ftp.1000genomes.ebi.ac.uk): 1 file, "));
    assert_eq!(count(&html, ">Remove</button>"), 2);
    // With one host there is nothing to tell apart.
    let html = render_planned(&[CRAM]).await;
    assert!(!html.contains("ENA (ftp.sra.ebi.ac.uk)"));
    assert!(html.contains("<span class=\"quiet\"> · size unknown</span>"));
}

#[tokio::test]
async fn long_lists_are_cut_and_say_so() {
    let many: Vec<String> = (0..1_234)
        .map(|number| format!("release/f{number}"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(render("/get", &many).await.contains("Get 1,234 files"));
    let html = render_planned(&many).await;
    assert_eq!(count(&html, "aria-label=\"Remove f"), 100);
    assert!(html.contains("And 1,134 more"));
}

#[tokio::test]
async fn a_rule_counts_before_its_files_are_found() {
    let rule = Rule {
        query: "pop:CEU <b>".to_owned(),
        snapshot: "d".to_owned(),
        count: 2_000,
        bytes: 3_000_000_000_000,
        unknown_sizes: 0,
        digest: None,
        except: Files::from(vec![Picked::parse("a").unwrap()]),
    };
    let files = Files::from(vec![Picked::parse(CHR22).unwrap()]);
    let kept = Selections::of(Selection::of(files, vec![rule])).to_json();
    let html = render_kept("/get", kept.clone()).await;
    assert!(html.contains("Get 2,000 files"), "{html}");
    assert!(html.contains("pop:CEU &lt;b&gt;"));
    assert!(html.contains(": 2,000 files, 3.0 TB, without 1"));
    assert!(html.contains("Finding the files of these searches…"));
    assert!(!html.contains("selection-dock"), "Get counts it itself");
    let html = render_kept("/help", kept).await;
    assert!(
        html.contains("<strong>2,000 files</strong>"),
        "the dock counts it"
    );
}

#[tokio::test]
async fn what_no_size_is_known_of_is_said_in_words() {
    let html = render("/get", &[CRAM]).await;
    assert!(
        html.contains("<dd title=\"no size is known\">size unknown</dd>"),
        "{html}"
    );
    assert!(html.contains("<dt>Time at 100 Mbit/s</dt><dd>unknown</dd>"));
    let html = render("/help", &["new/a", "new/b"]).await;
    assert!(html.contains(">2 sizes unknown</span>"), "the dock: {html}");
    let html = render(
        "/browse?path=phase1/analysis_results/integrated_call_sets",
        &[],
    )
    .await;
    assert!(
        html.contains(">unknown</span>") && !html.contains(">–<"),
        "{html}"
    );
}

#[tokio::test]
async fn selections_are_chosen_by_name() {
    let list = vec![
        ("trios".to_owned(), Selection::default()),
        (
            "<b>".to_owned(),
            Selection::of(Files::from(vec![Picked::parse(CHR22).unwrap()]), vec![]),
        ),
    ];
    let kept = Selections::new(list, "<b>").unwrap().to_json();
    let html = render_kept("/get", kept).await;
    assert!(
        html.contains("<summary>Selection: &lt;b&gt;</summary>"),
        "{html}"
    );
    assert!(html.contains(">trios (0 files)</option>"));
    assert!(html.contains(">&lt;b&gt; (1 file)</option>"));
    for label in ["New", "Duplicate", "Rename"] {
        assert!(html.contains(&format!(">{label}</button>")), "{label}");
    }
    assert!(html.contains("aria-label=\"Remove the selection &lt;b&gt;\""));
}

#[tokio::test]
async fn a_selection_that_cannot_be_read_is_said_and_kept() {
    let html = render_kept("/", "{\"format\":7}".to_owned()).await;
    assert!(
        html.contains("The stored selection cannot be read: it has the form 7"),
        "{html}"
    );
    assert!(html.contains("Save it as a file"));
}

#[tokio::test]
async fn hostile_names_are_text_wherever_they_stand() {
    let name = "release/<img src=x onerror=alert(1)>\"'$(touch x)";
    for fragment in [
        "/get",
        "/files?q=<script>alert(1)</script>",
        "/browse?path=<script>alert(1)</script>",
    ] {
        let html = render(fragment, &[name]).await;
        assert!(!html.contains("<img"), "{fragment}");
        assert!(!html.contains("<script"), "{fragment}");
    }
}

#[tokio::test]
async fn a_link_can_name_a_mirror_but_only_one_that_is_offered() {
    let html = render("/browse?mirror=ncbi&path=release", &[]).await;
    assert!(html.contains("Reading release/ at NCBI"), "{html}");
    let html = render("/browse?mirror=https://evil.example/&path=release", &[]).await;
    assert!(html.contains("Reading release/ at EBI"));
}
