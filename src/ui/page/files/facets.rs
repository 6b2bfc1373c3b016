//! The facets: values of fields with their numbers of files.

use yew::prelude::*;

use crate::search::{FacetCounts, QueryField};
use crate::text;
use crate::ui::component::{Facet, FacetValue, facet_list};
use crate::ui::state::file_search::FoundFiles;

use super::context::FilesContext;

/// Values of a field that are shown unless it is unfolded.
const FIRST: usize = 8;

/// Draws the facets of a result.
pub(super) fn facets_view(page: &FilesContext, found: &FoundFiles) -> Html {
    let counts = &found.result.facets;
    let mut facets = Vec::with_capacity(counts.len());
    for one in counts {
        if !one.values.is_empty() {
            facets.push(facet(page, one));
        }
    }
    let on_choose = {
        let (query, set_query) = (page.query.clone(), page.set_query.clone());
        Callback::from(move |(field, value, on): (QueryField, String, bool)| {
            let mut next = (*query).clone();
            if field == QueryField::Collection {
                // Releases are in the same list: all values become alternatives of one field.
                for release in query.values(QueryField::Release) {
                    next = next.with_value(QueryField::Release, release, false);
                    next = next.with_value(field, release, true);
                }
            }
            let next = next.with_value(field, &value, on);
            set_query.emit(next);
        })
    };
    let on_open = {
        let unfolded = page.unfolded.clone();
        Callback::from(move |title| {
            let mut titles = (*unfolded).clone();
            titles.retain(|other| *other != title);
            if titles.len() == unfolded.len() {
                titles.push(title);
            }
            unfolded.set(titles);
        })
    };
    facet_list(&facets, &on_choose, &on_open)
}

/// Makes the facet of a field.
fn facet(page: &FilesContext, counts: &FacetCounts) -> Facet {
    let field = counts.field;
    let title = text::facet_title(field);
    let mut chosen = page.query.values(field).to_vec();
    if field == QueryField::Collection {
        chosen.extend_from_slice(page.query.values(QueryField::Release));
    }
    let open = page.unfolded.contains(&title);
    let mut values = Vec::new();
    let mut later = Vec::new();
    for (place, (value, count)) in counts.values.iter().enumerate() {
        let value = FacetValue {
            value: value.clone(),
            name: name_of(page, field, value),
            count: *count,
            chosen: chosen.iter().any(|other| other.eq_ignore_ascii_case(value)),
        };
        // Nothing moves below the pointer: only a chosen value that would not be seen comes first.
        if open || place < FIRST {
            later.push(value);
        } else if value.chosen {
            values.push(value);
        }
    }
    values.append(&mut later);
    Facet {
        field,
        title,
        groups: grouped(page, field, values),
        of: counts.values.len(),
        open: open && counts.values.len() > FIRST,
    }
}

fn name_of(page: &FilesContext, field: QueryField, value: &str) -> AttrValue {
    let catalogue = &page.site.known.catalogue;
    match field {
        QueryField::Release | QueryField::Collection => catalogue
            .owner(value)
            .map_or_else(|| value.to_owned(), |owner| owner.name().to_owned()),
        QueryField::Population => match catalogue.population(value) {
            Some(population) => format!("{value} · {}", population.description),
            None => value.to_owned(),
        },
        QueryField::Superpopulation => match catalogue.populations().superpopulation(value) {
            Some(group) => format!("{value} · {}", group.name),
            None => value.to_owned(),
        },
        QueryField::Data
        | QueryField::Group
        | QueryField::Sex
        | QueryField::Related
        | QueryField::Trio => text::as_word(value),
        _ => value.to_owned(),
    }
    .into()
}

/// Puts populations below their superpopulations.
fn grouped(
    page: &FilesContext,
    field: QueryField,
    values: Vec<FacetValue>,
) -> Vec<(AttrValue, Vec<FacetValue>)> {
    if field != QueryField::Population {
        return vec![(AttrValue::default(), values)];
    }
    let table = page.site.known.catalogue.populations();
    let mut groups = Vec::new();
    let mut rest = values;
    for group in &table.superpopulations {
        let is_member = |value: &FacetValue| {
            let population = table.population(&value.value);
            population.is_some_and(|population| population.superpopulation == group.code)
        };
        let (members, others) = rest.into_iter().partition(is_member);
        rest = others;
        let members: Vec<FacetValue> = members;
        if !members.is_empty() {
            groups.push((format!("{} · {}", group.code, group.name).into(), members));
        }
    }
    if !rest.is_empty() {
        groups.push(("Other".into(), rest));
    }
    groups
}
