//! Counts of files for each facet value, and sums.

use md5::{Digest, Md5 as Hasher};

use super::answer::Answer;
use super::bits::Bits;
use super::blocks::{Blocks, COLUMNS, Histogram};
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

/// Counts the values of all facets over a result. `complete` adds index files, as in the result itself.
pub(super) fn counts(
    list: &FileList,
    blocks: &Blocks,
    answer: &Answer,
    parts: &[Part],
    complete: impl Fn(&mut Bits),
) -> Vec<FacetCounts> {
    let over_hits = blocks.histograms(list, &answer.hits);
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
                of_facet(&over_hits, *facet)
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

/// Returns the counts of a facet among those of all.
fn of_facet(counts: &[Histogram; COLUMNS], facet: QueryField) -> &Histogram {
    let place = match facet {
        QueryField::Collection => 0,
        QueryField::Assembly => 1,
        QueryField::Population => 2,
        QueryField::Chromosome => 3,
        _ => 4,
    };
    &counts[place]
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
pub(super) fn tally(list: &FileList, blocks: &Blocks, weights: &Weights, hits: &Bits) -> Tally {
    let (bytes, unknown_sizes) = blocks.sizes(list, hits);
    Tally {
        files: hits.count(),
        bytes,
        unknown_sizes,
        estimate: weights.sum(hits),
        digest: None,
    }
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
