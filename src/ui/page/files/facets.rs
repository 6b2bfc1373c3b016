//! The facets: values of fields with their numbers of files.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::Catalogue;
use crate::search::{FacetCounts, FileQuery, QueryField, Term, Test};
use crate::text;
use crate::ui::component::{Facet, FacetValue, facet_list};
use crate::ui::state::file_search::FoundFiles;
use crate::ui::state::use_site;

/// Values of a field that are shown unless it is unfolded.
const FIRST: usize = 8;

/// Properties of [`Facets`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FacetsProps {
    /// The result that is shown.
    pub(super) found: Rc<FoundFiles>,
    /// The terms of the query that set fields. Its words change with each key, which draws no facet anew.
    pub(super) filters: FileQuery,
    /// Gets a value that is chosen (`true`) or no longer.
    pub(super) on_choose: Callback<(QueryField, String, bool)>,
}

/// The facets of a result.
#[component]
pub(super) fn Facets(props: &FacetsProps) -> Html {
    let site = use_site();
    // The titles of those of which all values are shown.
    let unfolded = use_state(Vec::<&'static str>::new);
    let mut facets = Vec::with_capacity(props.found.result.facets.len());
    for counts in &props.found.result.facets {
        if !counts.values.is_empty() {
            let open = unfolded.contains(&text::facet_title(counts.field));
            facets.push(facet(&site.known.catalogue, &props.filters, counts, open));
        }
    }
    let on_open = Callback::from(move |title| {
        let mut titles = (*unfolded).clone();
        titles.retain(|other| *other != title);
        if titles.len() == unfolded.len() {
            titles.push(title);
        }
        unfolded.set(titles);
    });
    facet_list(&facets, &props.on_choose, &on_open)
}

/// Returns the terms of a query that set fields.
pub(super) fn filters_of(query: &FileQuery) -> FileQuery {
    let is_filter = |term: &&Term| matches!(term.test, Test::Field(..));
    FileQuery {
        terms: query.terms.iter().filter(is_filter).cloned().collect(),
    }
}

/// Makes what changes the query as a value is chosen. It stays the same while words are typed.
#[hook]
pub(super) fn use_choose(
    query: &Rc<FileQuery>,
    set_query: &Callback<FileQuery>,
) -> Callback<(QueryField, String, bool)> {
    let latest = use_mut_ref(|| query.clone());
    use_effect_with(query.clone(), {
        let latest = latest.clone();
        move |query| {
            latest.replace(query.clone());
        }
    });
    use_callback(
        set_query.clone(),
        move |(field, value, on): (QueryField, String, bool), set_query| {
            let mut next = (**latest.borrow()).clone();
            if field == QueryField::Collection {
                // Releases are in the same list: all values become alternatives of one field.
                for release in latest.borrow().values(QueryField::Release) {
                    next = next.with_value(QueryField::Release, release, false);
                    next = next.with_value(field, release, true);
                }
            }
            set_query.emit(next.with_value(field, &value, on));
        },
    )
}

/// Makes the facet of a field.
fn facet(catalogue: &Catalogue, query: &FileQuery, counts: &FacetCounts, open: bool) -> Facet {
    let field = counts.field;
    let mut chosen = query.values(field).to_vec();
    if field == QueryField::Collection {
        chosen.extend_from_slice(query.values(QueryField::Release));
    }
    let mut values = Vec::new();
    let mut later = Vec::new();
    for (place, (value, count)) in counts.values.iter().enumerate() {
        let value = FacetValue {
            value: value.clone(),
            name: name_of(catalogue, field, value),
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
        title: text::facet_title(field),
        groups: grouped(catalogue, field, values),
        of: counts.values.len(),
        open: open && counts.values.len() > FIRST,
    }
}

fn name_of(catalogue: &Catalogue, field: QueryField, value: &str) -> AttrValue {
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
    catalogue: &Catalogue,
    field: QueryField,
    values: Vec<FacetValue>,
) -> Vec<(AttrValue, Vec<FacetValue>)> {
    if field != QueryField::Population {
        return vec![(AttrValue::default(), values)];
    }
    let table = catalogue.populations();
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
