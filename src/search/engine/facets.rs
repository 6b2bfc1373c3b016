//! Counts of files for each facet value, and sums.

use md5::{Digest, Md5 as Hasher};

use super::answer::Answer;
use super::bits::Bits;
use super::parts::{Part, joined};
use super::values::{column_of, values_of};
use super::weights::Weights;
use crate::search::{FacetCounts, QueryField, Tally};
use crate::snapshot::{Code, FileList};
use crate::table::Md5;

/// The facets in display order.
const FACETS: [QueryField; 6] = [
    QueryField::Collection,
    QueryField::Assembly,
    QueryField::Population,
    QueryField::Data,
    QueryField::Chromosome,
    QueryField::Kind,
];

type Histogram = [u32; 256];

/// Counts the values of all facets over a result. `complete` adds index files, as in the result itself.
pub(super) fn counts(
    list: &FileList,
    answer: &Answer,
    parts: &[Part],
    complete: impl Fn(&mut Bits),
) -> Vec<FacetCounts> {
    let over_hits = Histograms::of(list, &answer.hits);
    FACETS
        .iter()
        .map(|facet| {
            let chosen = |part: &Part| part.field.is_some_and(|field| same_facet(field, *facet));
            let own;
            let histogram = if parts.iter().any(chosen) {
                // As if the query did not restrict this facet.
                let mut hits = joined(parts, list.len(), |part| !chosen(part));
                complete(&mut hits);
                own = histogram(column(list, *facet), &hits);
                &own
            } else {
                over_hits.get(*facet)
            };
            facet_counts(list, *facet, histogram, &answer.query)
        })
        .collect()
}

/// Returns whether a field restricts a facet.
fn same_facet(field: QueryField, facet: QueryField) -> bool {
    field == facet || field == QueryField::Release && facet == QueryField::Collection
}

fn column(list: &FileList, facet: QueryField) -> &[Code] {
    column_of(facet).map_or(&[], |column| column.of(list))
}

fn histogram(column: &[Code], hits: &Bits) -> Histogram {
    let mut counts = [0; 256];
    hits.each(|file| counts[usize::from(column[file as usize])] += 1);
    counts
}

/// Histograms of all facets, counted in one pass.
struct Histograms([Histogram; 5]);

impl Histograms {
    fn of(list: &FileList, hits: &Bits) -> Self {
        let columns = list.columns();
        let (collection, assembly) = (columns.collection.as_slice(), columns.assembly.as_slice());
        let (population, chromosome) =
            (columns.population.as_slice(), columns.chromosome.as_slice());
        let kind = columns.kind.as_slice();
        let mut counts = [[0; 256]; 5];
        hits.each(|file| {
            let file = file as usize;
            counts[0][usize::from(collection[file])] += 1;
            counts[1][usize::from(assembly[file])] += 1;
            counts[2][usize::from(population[file])] += 1;
            counts[3][usize::from(chromosome[file])] += 1;
            counts[4][usize::from(kind[file])] += 1;
        });
        Self(counts)
    }

    fn get(&self, facet: QueryField) -> &Histogram {
        let place = match facet {
            QueryField::Collection => 0,
            QueryField::Assembly => 1,
            QueryField::Population => 2,
            QueryField::Chromosome => 3,
            _ => 4,
        };
        &self.0[place]
    }
}

fn facet_counts(
    list: &FileList,
    facet: QueryField,
    histogram: &Histogram,
    query: &crate::search::FileQuery,
) -> FacetCounts {
    let mut values: Vec<(String, u32)> = Vec::new();
    for (code, count) in (0..=Code::MAX).zip(histogram) {
        if *count == 0 {
            continue;
        }
        for value in values_of(list.vocabulary(), facet, code) {
            // Several kinds are of one type of data, and a sample may be of several populations.
            match values.iter_mut().find(|(known, _)| *known == value) {
                Some((_, sum)) => *sum += count,
                None => values.push((value, *count)),
            }
        }
    }
    let mut chosen = query.values(facet).to_vec();
    if facet == QueryField::Collection {
        chosen.extend_from_slice(query.values(QueryField::Release));
    }
    for value in chosen {
        if values
            .iter()
            .all(|(known, _)| !known.eq_ignore_ascii_case(&value))
        {
            values.push((value, 0));
        }
    }
    if facet != QueryField::Chromosome {
        values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    }
    FacetCounts {
        field: facet,
        values,
    }
}

/// Sums over a set of files, without digest.
pub(super) fn tally(list: &FileList, weights: &Weights, hits: &Bits) -> Tally {
    let mut tally = Tally {
        estimate: weights.sum(hits),
        ..Tally::default()
    };
    hits.each(|file| {
        tally.files += 1;
        match list.sizes().get(file) {
            Some(size) => tally.bytes = tally.bytes.saturating_add(size),
            None => tally.unknown_sizes += 1,
        }
    });
    tally
}

/// Returns the MD5 over hosts and paths, each followed by a line feed.
pub(super) fn digest_of(list: &FileList, hits: &Bits) -> Md5 {
    let mut hasher = Hasher::new();
    let mut line = Vec::new();
    hits.each(|file| {
        line.clear();
        line.extend_from_slice(list.hosts()[list.host(file)].as_str().as_bytes());
        line.push(b'/');
        list.write_path(file, &mut line);
        line.push(b'\n');
        hasher.update(&line);
    });
    Md5(hasher.finalize().into())
}
