//! Building a list of samples from the rows of tables.

use super::list::{MOST_SAMPLES, Sample, SampleError, SampleFacts, SampleList, by_name, is_name};

/// A sample that is being put together.
struct Draft<'a> {
    facts: SampleFacts<'a>,
    cohorts: u8,
    /// The number of its first row, from 1.
    row: usize,
}

impl SampleList {
    /// Builds the list from the rows of one or several tables, one after the other; also returns
    /// what was refused.
    ///
    /// If rows contradict each other, the first counts.
    pub fn build<'a>(rows: impl IntoIterator<Item = SampleFacts<'a>>) -> (Self, Vec<SampleError>) {
        let mut problems = Vec::new();
        let mut drafts = Vec::new();
        for (at, facts) in rows.into_iter().enumerate() {
            let row = at + 1;
            if is_name(facts.name) {
                let cohorts = facts.cohorts();
                drafts.push(Draft {
                    facts: known(facts),
                    cohorts,
                    row,
                });
            } else {
                problems.push(SampleError::Name { row });
            }
        }
        // A stable sort: of the rows of one sample, the first stays the first.
        drafts.sort_by(|a, b| by_name(a.facts.name, b.facts.name));
        let mut merged: Vec<Draft<'_>> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            match merged.last_mut() {
                Some(last) if last.facts.name.eq_ignore_ascii_case(draft.facts.name) => {
                    merge(last, &draft, &mut problems);
                }
                _ => merged.push(draft),
            }
        }
        let excess = merged.drain(MOST_SAMPLES.min(merged.len())..);
        problems.extend(excess.map(|draft| SampleError::TooMany { row: draft.row }));
        (list(&merged), problems)
    }
}

/// Clears the fields whose value stands for unknown.
fn known(facts: SampleFacts<'_>) -> SampleFacts<'_> {
    let known = |text| if text == "0" { "" } else { text };
    let family = known(facts.family);
    SampleFacts {
        family: if family == facts.name { "" } else { family },
        father: known(facts.father),
        mother: known(facts.mother),
        ..facts
    }
}

/// Adds the facts of another row of the same sample.
fn merge<'a>(first: &mut Draft<'a>, next: &Draft<'a>, problems: &mut Vec<SampleError>) {
    let row = next.row;
    let mut differs = |what| problems.push(SampleError::Differs { row, what });
    let (ours, theirs) = (&mut first.facts, &next.facts);
    for (mine, other, what) in [
        (&mut ours.population, theirs.population, "population"),
        (&mut ours.family, theirs.family, "family"),
        (&mut ours.father, theirs.father, "father"),
        (&mut ours.mother, theirs.mother, "mother"),
    ] {
        if mine.is_empty() {
            *mine = other;
        } else if !other.is_empty() && *mine != other {
            differs(what);
        }
    }
    match (ours.sex, theirs.sex) {
        (None, sex) => ours.sex = sex,
        (Some(one), Some(other)) if one != other => differs("sex"),
        _ => {}
    }
    first.cohorts |= next.cohorts;
}

fn list(drafts: &[Draft<'_>]) -> SampleList {
    let texts = |text: for<'a> fn(&Draft<'a>) -> &'a str| {
        let mut texts: Vec<Box<str>> = drafts.iter().map(|draft| text(draft).into()).collect();
        texts.sort_unstable();
        texts.dedup();
        texts.retain(|text| !text.is_empty());
        texts
    };
    let populations = texts(|draft| draft.facts.population);
    let families = texts(|draft| draft.facts.family);
    let person = |name: &str| {
        let place = drafts.binary_search_by(|draft| by_name(draft.facts.name, name));
        place.ok().and_then(|place| u16::try_from(place).ok())
    };
    let sample = |draft: &Draft<'_>| Sample {
        name: draft.facts.name.into(),
        sex: draft.facts.sex,
        father: person(draft.facts.father),
        mother: person(draft.facts.mother),
        population: place_of(&populations, draft.facts.population),
        family: place_of(&families, draft.facts.family),
        cohorts: draft.cohorts,
        in_trio: false,
    };
    let mut list = SampleList {
        samples: drafts.iter().map(sample).collect(),
        populations,
        families,
    };
    list.mark_trios();
    list
}

fn place_of(texts: &[Box<str>], text: &str) -> Option<u16> {
    let place = texts.binary_search_by(|known| (**known).cmp(text));
    place.ok().and_then(|place| u16::try_from(place).ok())
}
