//! Merging sample tables by the samples' names.

use std::collections::HashMap;

use super::sample_row::SampleRow;
use super::sample_table::SampleTable;

/// The result of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleMerge {
    /// Number of samples that were new.
    pub added: u64,
    /// Number of samples that were present before.
    pub joined: u64,
    /// Number of facts that contradict those before.
    pub contradictions: u64,
    /// The first contradictions, at most [`SampleMerge::CONTRADICTIONS_KEPT`].
    pub first_contradictions: Vec<Contradiction>,
}

/// A fact of a sample that two tables state differently. The first one is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Name of the sample.
    pub sample: String,
    /// The fact.
    pub field: SampleField,
    /// The value that is kept.
    pub kept: String,
    /// The value of the other table.
    pub refused: String,
}

/// The facts in which tables may contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SampleField {
    /// The populations: no population is in both lists.
    Population,
    /// The superpopulations: none is in both lists.
    Superpopulation,
    /// The sex.
    Sex,
    /// The family.
    Family,
    /// The father.
    Father,
    /// The mother.
    Mother,
    /// The relationship in the family.
    Relationship,
    /// Whether it is part of phase 3.
    Phase3,
    /// Whether it has a relative in the set.
    Related,
    /// The accession in `BioSamples`.
    Biosample,
}

impl SampleMerge {
    /// The most contradictions that are kept.
    pub const CONTRADICTIONS_KEPT: usize = 100;

    fn contradict(&mut self, sample: &str, field: SampleField, kept: String, refused: String) {
        self.contradictions += 1;
        if self.first_contradictions.len() < Self::CONTRADICTIONS_KEPT {
            self.first_contradictions.push(Contradiction {
                sample: sample.to_owned(),
                field,
                kept,
                refused,
            });
        }
    }

    /// Sets a fact, or compares it with the present one.
    fn fact<T: PartialEq>(
        &mut self,
        sample: &str,
        field: SampleField,
        (kept, other): (&mut Option<T>, Option<T>),
        text: impl Fn(&T) -> String,
    ) {
        match (kept.as_ref(), other) {
            (_, None) => {}
            (None, other) => *kept = other,
            (Some(kept), Some(other)) if *kept == other => {}
            (Some(kept), Some(other)) => self.contradict(sample, field, text(kept), text(&other)),
        }
    }

    /// Adds new members of a list, or refuses a list without a common member.
    fn list(
        &mut self,
        sample: &str,
        field: SampleField,
        kept: &mut Vec<String>,
        other: Vec<String>,
    ) {
        let common = other.iter().any(|item| kept.contains(item));
        if kept.is_empty() || other.is_empty() || common {
            add(kept, other);
        } else {
            self.contradict(sample, field, kept.join(","), other.join(","));
        }
    }

    fn join(&mut self, kept: &mut SampleRow, other: SampleRow) {
        let name = std::mem::take(&mut kept.name);
        for (field, kept, other) in [
            (
                SampleField::Population,
                &mut kept.population,
                other.population,
            ),
            (
                SampleField::Superpopulation,
                &mut kept.superpopulation,
                other.superpopulation,
            ),
        ] {
            self.list(&name, field, kept, other);
        }
        self.fact(&name, SampleField::Sex, (&mut kept.sex, other.sex), |sex| {
            sex.name().to_owned()
        });
        for (field, facts) in [
            (SampleField::Family, (&mut kept.family, other.family)),
            (SampleField::Father, (&mut kept.father, other.father)),
            (SampleField::Mother, (&mut kept.mother, other.mother)),
            (
                SampleField::Relationship,
                (&mut kept.relationship, other.relationship),
            ),
            (
                SampleField::Biosample,
                (&mut kept.biosample, other.biosample),
            ),
        ] {
            self.fact(&name, field, facts, String::clone);
        }
        let word = |flag: &bool| if *flag { "yes" } else { "no" }.to_owned();
        let phase3 = (&mut kept.phase3, other.phase3);
        self.fact(&name, SampleField::Phase3, phase3, word);
        let related = (&mut kept.related, other.related);
        self.fact(&name, SampleField::Related, related, word);
        add(&mut kept.collections, other.collections);
        kept.name = name;
    }
}

fn add(kept: &mut Vec<String>, other: Vec<String>) {
    for item in other {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
}

impl SampleTable {
    /// Adds the samples and facts of another table; its counts are not added.
    ///
    /// Present facts are kept: missing ones are filled in, lists are extended, and contradictions
    /// are counted and returned.
    pub fn merge(&mut self, other: Self) -> SampleMerge {
        let mut merge = SampleMerge::default();
        let places = self.rows.iter().enumerate();
        let mut places: HashMap<String, usize> = places
            .map(|(place, row)| (row.name.clone(), place))
            .collect();
        for row in other.rows {
            if let Some(&place) = places.get(&row.name) {
                merge.joined += 1;
                merge.join(&mut self.rows[place], row);
            } else {
                merge.added += 1;
                places.insert(row.name.clone(), self.rows.len());
                self.rows.push(row);
            }
        }
        merge
    }
}
