//! A map of the world with a marker for each population, and where these stand so that none hides another.
//!
//! Whole units of the map's own size, as writing fractions takes 20 kB of the program.

use std::ops::RangeInclusive;

use yew::prelude::*;

use crate::catalogue::Population;

/// Width of the map in units; `scripts/node/make-map.mjs` draws the land with the same numbers.
pub const MAP_WIDTH: i32 = 1000;

/// Height of the map in units.
pub const MAP_HEIGHT: i32 = 372;

/// Degrees at the left edge; the right edge is the same meridian.
const WEST: f64 = -170.0;

/// Degrees at the upper edge.
const NORTH: f64 = 78.0;

/// Units from a marker's middle to the edge of what can be clicked, where no code stands.
const EDGE: i32 = 10;

/// Units from a marker's middle to the far end of its code.
const CODE: i32 = 46;

/// Half of the height of what can be clicked: on a map of 925 pixels, 24 pixels in all (WCAG 2.2, 2.5.8).
const HALF: i32 = 13;

/// Units between the places that are tried.
const STEP: i32 = 5;

/// Units from a place to a marker beyond which none is tried.
const FARTHEST: i32 = 150;

/// Markers nearer to each other than this stand in a crowd.
const NEAR: i32 = 60;

/// A point of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapPoint {
    /// Units from the left.
    pub x: i32,
    /// Units from above.
    pub y: i32,
}

/// A marker with its code beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapMarker {
    /// The place that the marker stands for.
    pub place: MapPoint,
    /// The middle of the marker: the place itself, or a point nearby with a line to the place.
    pub middle: MapPoint,
    /// Whether the code stands left of the middle.
    pub left: bool,
}

/// The clickable area of a marker, which no other marker shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapArea {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl MapPoint {
    /// Returns the point of a place on earth, in degrees, north and east positive.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a conversion of floats saturates"
    )]
    pub fn of(latitude: f64, longitude: f64) -> Self {
        let scale = f64::from(MAP_WIDTH) / 360.0;
        Self {
            x: ((longitude - WEST) * scale).round() as i32,
            y: ((NORTH - latitude) * scale).round() as i32,
        }
    }

    fn distance(self, other: Self) -> i32 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        x * x + y * y
    }
}

impl MapMarker {
    fn new(place: MapPoint, (x, y): (i32, i32), left: bool) -> Self {
        Self {
            place,
            middle: MapPoint {
                x: place.x + x,
                y: place.y + y,
            },
            left,
        }
    }

    /// Returns the clickable area.
    pub fn area(&self) -> MapArea {
        let before = if self.left { CODE } else { EDGE };
        MapArea {
            x: self.middle.x - before,
            y: self.middle.y - HALF,
            width: EDGE + CODE,
            height: 2 * HALF,
        }
    }

    /// Returns whether a line leads to the place.
    pub fn is_moved(&self) -> bool {
        self.middle != self.place
    }

    /// Points of the line to its place, a few units apart.
    fn line(&self) -> impl Iterator<Item = MapPoint> {
        const PARTS: i32 = 16;
        let Self { place, middle, .. } = *self;
        (0..=PARTS).map(move |part| MapPoint {
            x: place.x + (middle.x - place.x) * part / PARTS,
            y: place.y + (middle.y - place.y) * part / PARTS,
        })
    }

    /// Returns whether both can be read, with neither across the other's line.
    fn agrees(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.area(), other.area());
        if mine.overlaps(theirs) {
            return false;
        }
        // Lines from a place that both share begin under the marker that stands there.
        self.place == other.place
            || !self.line().any(|point| theirs.holds(point))
                && !other.line().any(|point| mine.holds(point))
    }
}

impl MapArea {
    fn holds(self, point: MapPoint) -> bool {
        (self.x..self.x + self.width).contains(&point.x)
            && (self.y..self.y + self.height).contains(&point.y)
    }

    /// Returns whether two areas share a part.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    fn is_on_map(self) -> bool {
        self.x >= 0
            && self.y >= 0
            && self.x + self.width <= MAP_WIDTH
            && self.y + self.height <= MAP_HEIGHT
    }
}

/// Puts a marker for each place: there where nothing is in its way, else as near as can be. Those with the fewest
/// neighbours are put first, then in the order given. Where there is no room at all, a marker stands on its place.
pub fn spread(places: &[MapPoint]) -> Vec<MapMarker> {
    let crowd = |at: usize| {
        let near = |other: &&MapPoint| places[at].distance(**other) < NEAR * NEAR;
        places.iter().filter(near).count()
    };
    let mut markers: Vec<Option<MapMarker>> = vec![None; places.len()];
    for size in 1..=places.len() {
        for at in (0..places.len()).filter(|at| crowd(*at) == size) {
            let marker = put(places[at], places, &markers);
            markers[at] = Some(marker);
        }
    }
    markers.into_iter().flatten().collect()
}

/// Finds the nearest free point for a place.
fn put(place: MapPoint, places: &[MapPoint], others: &[Option<MapMarker>]) -> MapMarker {
    let is_free = |marker: &MapMarker| {
        let area = marker.area();
        let hides = |other: &MapPoint| *other != place && area.holds(*other);
        area.is_on_map()
            && !places.iter().any(hides)
            && others.iter().flatten().all(|other| marker.agrees(other))
    };
    let candidates = |ring: i32| {
        let (far, near) = (ring * STEP, -ring * STEP);
        let all: RangeInclusive<i32> = near..=far;
        let points = all.clone().step_by(5).flat_map(move |x| {
            let edge = x.abs() == far;
            let rows = all.clone().step_by(5);
            rows.filter(move |y| edge || y.abs() == far)
                .map(move |y| (x, y))
        });
        points.flat_map(move |offset| {
            let sides: &[bool] = match offset.0 {
                0 => &[false, true],
                x if x < 0 => &[true],
                _ => &[false],
            };
            sides
                .iter()
                .map(move |left| MapMarker::new(place, offset, *left))
        })
    };
    (0..=FARTHEST / STEP)
        .find_map(|ring| {
            let free = candidates(ring).filter(is_free);
            free.min_by_key(|marker| place.distance(marker.middle))
        })
        .unwrap_or(MapMarker::new(place, (0, 0), false))
}

/// The land, made by `scripts/node/make-map.mjs`; relative to the page.
const LAND: &str = "static/map/world.svg";

/// A population on the map.
pub struct MapEntry<'a> {
    /// The population.
    pub population: &'a Population,
    /// The name of its link: code, name, number of samples.
    pub label: String,
    /// The address of its link.
    pub href: String,
    /// Whether the population is chosen.
    pub chosen: bool,
}

/// Draws the land, a link for each population, and lines to the places of those that stand beside it.
pub fn world_map(entries: &[MapEntry<'_>]) -> Html {
    let place =
        |entry: &MapEntry<'_>| MapPoint::of(entry.population.latitude, entry.population.longitude);
    let markers = spread(&entries.iter().map(place).collect::<Vec<_>>());
    let view_box = format!("0 0 {MAP_WIDTH} {MAP_HEIGHT}");
    html! {
        <figure class="world-map">
            <img src={LAND} width={MAP_WIDTH.to_string()} height={MAP_HEIGHT.to_string()} alt="" />
            <svg viewBox={view_box} role="group" aria-label="Map of the populations">
                <g aria-hidden="true">
                    for marker in markers.iter().filter(|marker| marker.is_moved()) { { line(marker) } }
                </g>
                for (entry, marker) in entries.iter().zip(&markers) { { link(entry, marker) } }
            </svg>
        </figure>
    }
}

/// Draws a dot on the place, and a line from there to the marker.
fn line(marker: &MapMarker) -> Html {
    let MapMarker { place, middle, .. } = marker;
    let (x, y) = (middle.x - place.x, middle.y - place.y);
    let path = format!(
        "M{} {}m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0m2 0l{x} {y}",
        place.x, place.y
    );
    html! { <path class="world-map__line" d={path} /> }
}

/// Draws what can be clicked around the marker's middle. The measures are those of [`MapMarker::area`].
fn link(entry: &MapEntry<'_>, marker: &MapMarker) -> Html {
    let (edge, code, anchor) = if marker.left {
        ("-46", "-10", "end")
    } else {
        ("-10", "10", "start")
    };
    let population = entry.population;
    let middle = format!("translate({} {})", marker.middle.x, marker.middle.y);
    html! {
        <a key={population.code.clone()} class="world-map__link" href={entry.href.clone()} aria-label={entry.label.clone()}
            aria-current={entry.chosen.then_some("true")} data-superpopulation={population.superpopulation.clone()} transform={middle}>
            <title>{ population.description.clone() }</title>
            <rect x={edge} y="-13" width="56" height="26" rx="4" />
            <circle r="6" />
            <text x={code} y="4" text-anchor={anchor}>{ population.code.clone() }</text>
        </a>
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::Catalogue;

    fn populations() -> Vec<(String, MapPoint)> {
        let catalogue = Catalogue::built_in();
        let all = catalogue.populations().populations.iter();
        all.map(|it| (it.code.clone(), MapPoint::of(it.latitude, it.longitude)))
            .collect()
    }

    #[test]
    fn no_marker_of_the_26_populations_hides_another() {
        let (codes, places): (Vec<String>, Vec<MapPoint>) = populations().into_iter().unzip();
        let markers = spread(&places);
        assert_eq!(markers.len(), 26);
        for (at, marker) in markers.iter().enumerate() {
            let code = &codes[at];
            assert_eq!(marker.place, places[at]);
            assert!(marker.area().is_on_map(), "{code}");
            for (other, code_of_other) in markers.iter().zip(&codes).skip(at + 1) {
                assert!(marker.agrees(other), "{code} and {code_of_other}");
            }
            let moved = marker.place.distance(marker.middle);
            assert!(moved <= 60 * 60, "{code} stands far from its place");
        }
        let moved = markers.iter().filter(|marker| marker.is_moved()).count();
        assert!(moved <= 13, "{moved} stand beside their place");
        // Three populations of the United Kingdom have one place: two stand beside it.
        let of = |code: &str| {
            markers[codes
                .iter()
                .position(|it| it == code)
                .expect("a population")]
        };
        let [gbr, itu, stu] = ["GBR", "ITU", "STU"].map(of);
        assert!(gbr.place == itu.place && gbr.place == stu.place);
        let moved = [gbr, itu, stu].map(|marker| marker.is_moved());
        assert_eq!(moved.into_iter().filter(|moved| *moved).count(), 2);
    }

    #[test]
    fn places_lie_where_the_map_has_them() {
        for (latitude, longitude, x, y) in [
            (78.0, -170.0, 0, 0),
            (0.0, 10.0, 500, 217),
            (-55.9, 190.0, 1000, 372),
        ] {
            assert_eq!(MapPoint::of(latitude, longitude), MapPoint { x, y });
        }
    }

    proptest! {
        #[test]
        fn as_many_markers_as_places_and_free_ones_stay(places in proptest::collection::vec((0..1000_i32, 0..372_i32), 0..40)) {
            let places: Vec<MapPoint> = places.into_iter().map(|(x, y)| MapPoint { x, y }).collect();
            let markers = spread(&places);
            prop_assert_eq!(markers.len(), places.len());
            for (marker, place) in markers.iter().zip(&places) {
                prop_assert_eq!(marker.place, *place);
            }
        }
    }

    #[test]
    fn what_is_drawn_fills_the_area_of_the_layout() {
        assert_eq!((-CODE, -EDGE, -HALF), (-46, -10, -13));
        assert_eq!((EDGE + CODE, 2 * HALF), (56, 26));
    }
}
