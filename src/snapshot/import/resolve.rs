//! Which samples and populations the tables mean, and the list of them.

use std::collections::{BTreeMap, BTreeSet};

use super::importer::{ImportSummary, Importer};
use crate::catalogue::{SampleError, SampleFacts, SampleList};
use crate::table::{PopulationList, SampleFormat, SampleRow, TableError, TableSummary};

impl Importer {
    /// Adds a table of populations; it gives names to those of samples and files.
    ///
    /// # Errors
    ///
    /// [`TableError`] if the table has no header of a known form.
    pub fn add_populations(&mut self, bytes: &[u8]) -> Result<TableSummary, TableError> {
        let list = PopulationList::read(bytes, &[])?;
        let summary = list.summary.clone();
        self.skipped += summary.skipped;
        self.populations.add_table(list);
        Ok(summary)
    }

    /// Finds out which samples and populations the tables of files mean: samples by their `BioSamples` accessions too, populations
    /// by what the tables of samples say of the same samples. Returns the other names of samples, each with the sample's own.
    pub(super) fn resolve(&mut self) -> Vec<(String, String)> {
        let mut of_samples: BTreeMap<&str, &[String]> = BTreeMap::new();
        let mut accessions: BTreeMap<&str, &str> = BTreeMap::new();
        for (_, row) in &self.samples {
            let codes = of_samples.entry(&row.name).or_default();
            if row.population.len() > codes.len() {
                *codes = &row.population;
            }
            if let Some(accession) = &row.biosample {
                accessions.entry(accession).or_insert(&row.name);
            }
        }
        let codes = of_samples.values().flat_map(|codes| codes.iter());
        self.populations
            .learn(self.catalogue.populations(), codes.map(String::as_str));
        let name_of = |told: &str| accessions.get(told).map(|name| (*name).to_owned());
        for (told, value) in &self.told {
            let name = accessions.get(told.as_str()).copied().unwrap_or(told);
            let codes = of_samples.get(name).copied().unwrap_or_default();
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            if !value.is_empty() {
                self.populations.call(value, &codes);
            }
        }
        let others: Vec<(String, String)> = self
            .told
            .keys()
            .filter(|told| !of_samples.contains_key(told.as_str()))
            .filter_map(|told| Some((told.clone(), name_of(told)?)))
            .collect();
        // What is told of a sample counts for it by its own name; what is only another name of its population says nothing new.
        let told = std::mem::take(&mut self.told);
        let told = told.into_iter().map(|(name, value)| {
            let code = if value.is_empty() {
                value
            } else {
                self.populations.code_of(&value)
            };
            let own = name_of(&name).unwrap_or(name);
            let known = of_samples.get(own.as_str());
            let is_known = known.is_some_and(|codes| !codes.is_empty());
            let is_other = self.populations.called.contains_key(&code);
            (
                own,
                if is_known && is_other {
                    String::new()
                } else {
                    code
                },
            )
        });
        self.told = BTreeMap::new();
        self.told.extend(told);
        for facts in self.collector.links.values_mut() {
            if !facts.population.is_empty() {
                facts.population = self.populations.code_of(&facts.population);
            }
        }
        others
    }

    /// Adds the names of populations to the list of samples.
    pub(super) fn describe(&self, samples: &mut SampleList) {
        let codes = samples.samples().iter();
        let codes = codes.flat_map(|sample| samples.populations(sample));
        let told = self.collector.links.values();
        let told = told.map(|facts| facts.population.as_str());
        let used = codes.chain(told).filter(|code| !code.is_empty());
        let mut codes = BTreeSet::new();
        codes.extend(used.map(str::to_owned));
        samples.describe(
            self.populations
                .listed(self.catalogue.populations(), &codes),
        );
    }

    /// Builds the list of samples; returns the number of contradictions, and the first of them.
    pub(super) fn samples(&self) -> (SampleList, u64, Vec<(String, SampleError)>) {
        let codes: Vec<String> = self
            .samples
            .iter()
            .map(|(_, row)| row.population.join(","))
            .collect();
        let known = self.samples.iter().zip(&codes);
        let known = known.map(|((form, row), codes)| facts(*form, row, codes));
        let told = self.told.iter().map(|(name, population)| SampleFacts {
            name,
            population,
            ..SampleFacts::default()
        });
        let rows: Vec<SampleFacts<'_>> = known.chain(told).collect();
        let (samples, problems) = SampleList::build(rows.iter().copied());
        let named = |problem: &SampleError| {
            let row = rows.get(problem.row() - 1);
            let name = row.map_or_else(String::new, |row| row.name.to_owned());
            (name, problem.clone())
        };
        let first: Vec<_> = problems
            .iter()
            .take(ImportSummary::FIRST)
            .map(named)
            .collect();
        (samples, problems.len() as u64, first)
    }
}

fn facts<'a>(form: SampleFormat, row: &'a SampleRow, population: &'a str) -> SampleFacts<'a> {
    let phase3 = row.phase3.unwrap_or(form == SampleFormat::Panel);
    SampleFacts {
        name: &row.name,
        population,
        sex: row.sex,
        family: row.family.as_deref().unwrap_or_default(),
        father: row.father.as_deref().unwrap_or_default(),
        mother: row.mother.as_deref().unwrap_or_default(),
        in_phase3: phase3,
        in_final_phase: phase3 || form == SampleFormat::Relatives,
        in_high_coverage: form == SampleFormat::Families,
    }
}
