//! The page of populations and samples, with a list of samples and without; and the map under its markers.

use std::rc::Rc;

use igsr_fetch::catalogue::{Catalogue, SampleFacts, SampleList, Sex};
use igsr_fetch::ui::component::{MAP_HEIGHT, MAP_WIDTH, MapPoint};
use igsr_fetch::ui::page::PopulationsPage;
use igsr_fetch::ui::route::Route;
use igsr_fetch::ui::state::{Navigation, Providers};
use yew::prelude::*;

use crate::render::{count, ports};

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    query: AttrValue,
    samples: Option<Rc<SampleList>>,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let navigation = Navigation {
        route: Route::parse(&format!("/populations?q={}", props.query)),
        moved: false,
        go: Callback::noop(),
    };
    html! {
        <Providers ports={ports("")} {navigation}>
            <PopulationsPage samples={props.samples.clone()} />
        </Providers>
    }
}

async fn render(query: &'static str, samples: Option<SampleList>) -> String {
    let props = PageProps {
        query: query.into(),
        samples: samples.map(Rc::new),
    };
    let renderer = yew::LocalServerRenderer::<Page>::with_props(props);
    renderer.hydratable(false).render().await
}

/// A trio of CEU, of whom the father is in phase 3, a woman of YRI, and 300 more of GBR.
fn samples() -> SampleList {
    let row = |name, population, sex| SampleFacts {
        name,
        population,
        sex: Some(sex),
        in_high_coverage: true,
        ..SampleFacts::default()
    };
    let child = SampleFacts {
        father: "NA12891",
        mother: "NA12892",
        family: "1463",
        ..row("NA12878", "CEU", Sex::Female)
    };
    let father = SampleFacts {
        in_phase3: true,
        in_final_phase: true,
        ..row("NA12891", "CEU", Sex::Male)
    };
    let mother = row("NA12892", "CEU", Sex::Female);
    let other = row("NA19238", "YRI", Sex::Female);
    let names: Vec<String> = (1..=300).map(|number| format!("HG{number:05}")).collect();
    let more = names.iter().map(|name| row(name, "GBR", Sex::Male));
    SampleList::build([child, father, mother, other].into_iter().chain(more)).0
}

#[tokio::test]
async fn without_samples_the_populations_can_be_chosen_all_the_same() {
    let html = render("", None).await;
    assert_eq!(count(&html, "<h1"), 1);
    assert_eq!(count(&html, "class=\"world-map__link\""), 26);
    assert_eq!(count(&html, "class=\"population-table__code\""), 26);
    assert!(html.contains("aria-label=\"GBR, British, 91 samples in phase 3\""));
    assert!(html.contains("href=\"#/populations?q=pop%3AGBR\""));
    assert!(html.contains("src=\"static/map/world.svg\""));
    assert!(html.contains("Why 2,504, 2,535, 3,202 differ"));
    assert!(html.contains("Names, sex and families come with the full list."));
    assert!(html.contains("Load the full list from EBI (about 115 MB)"));
    assert!(!html.contains("<textarea"), "names cannot be looked up");
    assert!(!html.contains(" style="), "the page's policy forbids it");
    assert_eq!(count(&html, "aria-pressed"), 5, "superpopulations only");

    let html = render("CEU", None).await;
    assert!(html.contains("99 samples in Phase 3, 179 in 30x"), "{html}");
    assert_eq!(
        count(&html, "aria-current=\"true\""),
        2,
        "on the map and in the table"
    );
    assert!(
        html.contains("href=\"#/files?q=pop%3ACEU+collection%3A30x+type%3Acram+with%3Aindex\"")
    );
}

#[tokio::test]
async fn choices_lead_to_samples_and_their_files() {
    let html = render("pop:CEU,YRI+sex:female", Some(samples())).await;
    assert!(html.contains("CEU or YRI · female"));
    assert!(html.contains("Files of these 3 samples"));
    assert!(html.contains("href=\"#/files?q=pop%3ACEU%2CYRI+sex%3Afemale\""));
    for name in ["NA12878", "NA12892", "NA19238"] {
        assert!(
            html.contains(&format!("href=\"#/sample?q={name}\"")),
            "{name}"
        );
    }
    assert!(!html.contains("sample?q=NA12891"), "he is male");
    assert!(html.contains("family 1463, child of NA12891 and NA12892"));
    assert!(html.contains("parent of NA12878"));
    // Each choice says what it would leave.
    for (label, left) in [
        ("Female", 3),
        ("Male", 1),
        ("Relatives", 3),
        ("In a trio", 2),
        ("In no trio", 1),
    ] {
        let chip = format!("{label}<span class=\"chip__count\"> {left}</span>");
        assert!(html.contains(&chip), "{label}: {left}");
    }
    assert_eq!(count(&html, "aria-pressed=\"true\""), 1);
    assert!(html.contains("for=\"sample-names\""));
}

#[tokio::test]
async fn many_samples_are_a_window_of_rows() {
    let html = render("", Some(samples())).await;
    assert!(html.contains("304 samples"));
    assert!(html.contains("aria-rowcount=\"305\""));
    assert!((20..200).contains(&count(&html, "aria-rowindex")));
    let none = render("pop:CEU+super:AFR", Some(samples())).await;
    assert!(none.contains("No sample fits all that is chosen."));
}

#[tokio::test]
async fn what_the_address_asks_in_vain_is_named() {
    let html = render("AFR+<script>", Some(samples())).await;
    assert!(html.contains("“&lt;script&gt;” is no population, sex, relation or sample."));
    assert!(!html.contains("<script"));
}

/// The rings of the land, in units of the map.
fn land() -> Vec<Vec<(f64, f64)>> {
    let svg = include_str!("../../static/map/world.svg");
    assert!(svg.contains(&format!("viewBox=\"0 0 {MAP_WIDTH} {MAP_HEIGHT}\"")));
    let (_, path) = svg.split_once(" d=\"").unwrap();
    let (path, _) = path.split_once('"').unwrap();
    let numbers = |ring: &str| -> Vec<f64> {
        let spaced = ring.replace('-', " -").replace(['M', 'l'], " ");
        spaced
            .split_whitespace()
            .map(|number| number.parse().unwrap())
            .collect()
    };
    let ring = |text: &str| {
        let mut point = (0.0, 0.0);
        let steps = numbers(text);
        let points = steps.chunks_exact(2).map(|step| {
            point = (point.0 + step[0], point.1 + step[1]);
            point
        });
        points.collect()
    };
    path.split('z')
        .filter(|text| !text.is_empty())
        .map(ring)
        .collect()
}

/// Says whether a point is inside of the land, by the number of edges to its right.
fn is_on(land: &[Vec<(f64, f64)>], (x, y): (f64, f64)) -> bool {
    let edges = land
        .iter()
        .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let crossed = edges.filter(|((x1, y1), (x2, y2))| {
        (*y1 > y) != (*y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    });
    crossed.count() % 2 == 1
}

#[test]
fn the_populations_stand_on_the_land_of_the_map() {
    let land = land();
    let near = |point: MapPoint| {
        let (x, y) = (f64::from(point.x), f64::from(point.y));
        (-4..=4).any(|dx| (-4..=4).any(|dy| is_on(&land, (x + f64::from(dx), y + f64::from(dy)))))
    };
    let catalogue = Catalogue::built_in();
    let at_sea: Vec<&str> = catalogue
        .populations()
        .populations
        .iter()
        .filter(|it| !near(MapPoint::of(it.latitude, it.longitude)))
        .map(|it| it.code.as_str())
        .collect();
    // Barbados is too small for an outline at 1:110 million.
    assert_eq!(at_sea, ["ACB"]);
    assert!(!near(MapPoint::of(0.0, -30.0)), "the Atlantic is no land");
}
