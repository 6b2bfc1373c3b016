//! A map of the world with a marker for each population.

use yew::prelude::*;

use super::map_layout::{MAP_HEIGHT, MAP_WIDTH, MapMarker, MapPoint, spread};
use crate::catalogue::Population;

/// The land, made by `scripts/node/make-map.mjs`; relative to the page.
const LAND: &str = "static/map/world.svg";

/// Units of a marker's radius.
const RADIUS: i32 = 6;

/// A population on the map.
pub struct MapEntry<'a> {
    /// The population.
    pub population: &'a Population,
    /// What its link is called: code, name, number of samples.
    pub label: String,
    /// Where its link leads.
    pub href: String,
    /// Says whether it is chosen.
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

fn line(marker: &MapMarker) -> Html {
    let MapMarker { place, middle, .. } = marker;
    html! {
        <>
            <line class="world-map__line" x1={place.x.to_string()} y1={place.y.to_string()}
                x2={middle.x.to_string()} y2={middle.y.to_string()} />
            <circle class="world-map__place" cx={place.x.to_string()} cy={place.y.to_string()} r="2" />
        </>
    }
}

fn link(entry: &MapEntry<'_>, marker: &MapMarker) -> Html {
    let (middle, area) = (marker.middle, marker.area());
    let (step, anchor) = if marker.left {
        (-RADIUS - 4, "end")
    } else {
        (RADIUS + 4, "start")
    };
    let population = entry.population;
    html! {
        <a key={population.code.clone()} class="world-map__link" href={entry.href.clone()} aria-label={entry.label.clone()}
            aria-current={entry.chosen.then_some("true")} data-superpopulation={population.superpopulation.clone()}>
            <title>{ population.description.clone() }</title>
            <rect x={area.x.to_string()} y={area.y.to_string()} width={area.width.to_string()} height={area.height.to_string()} rx="4" />
            <circle cx={middle.x.to_string()} cy={middle.y.to_string()} r={RADIUS.to_string()} />
            <text x={(middle.x + step).to_string()} y={(middle.y + 4).to_string()} text-anchor={anchor}>{ population.code.clone() }</text>
        </a>
    }
}
