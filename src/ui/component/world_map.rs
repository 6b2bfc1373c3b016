//! A map of the world with a marker for each population.

use yew::prelude::*;

use super::map_layout::{MAP_HEIGHT, MAP_WIDTH, MapMarker, MapPoint, spread};
use crate::catalogue::Population;

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
    use super::super::map_layout::{CODE, EDGE, HALF};

    #[test]
    fn what_is_drawn_fills_the_area_of_the_layout() {
        assert_eq!((-CODE, -EDGE, -HALF), (-46, -10, -13));
        assert_eq!((EDGE + CODE, 2 * HALF), (56, 26));
    }
}
