//! Samples as tables that other programs read.

use crate::catalogue::{Cohort, PopulationTable, SampleList};

/// The columns of [`SampleList::to_tsv`].
const COLUMNS: &str =
    "sample\tpopulation\tsuperpopulation\tsex\tfamily\tfather\tmother\tphase3\thigh_coverage";

impl SampleList {
    /// Returns the names of the samples at some positions, one on a line.
    pub fn names_of(&self, places: &[u16]) -> String {
        let samples = places.iter().filter_map(|place| self.sample(*place));
        samples.flat_map(|sample| [&*sample.name, "\n"]).collect()
    }

    /// Returns a table of the samples at some positions with a head, columns parted by tabs: what is not known is empty, `phase3`
    /// (the 2,504) and `high_coverage` (the 3,202) are `1` or `0`.
    ///
    /// # Examples
    ///
    /// ```
    /// use igsr_fetch::catalogue::{Catalogue, SampleFacts, SampleList};
    ///
    /// let facts = SampleFacts { name: "NA12878", population: "CEU", in_phase3: true, ..SampleFacts::default() };
    /// let (list, _) = SampleList::build([facts]);
    /// let table = list.to_tsv(&[0], Catalogue::built_in().populations());
    /// assert_eq!(table.lines().nth(1), Some("NA12878\tCEU\tEUR\t\t\t\t\t1\t0"));
    /// ```
    pub fn to_tsv(&self, places: &[u16], table: &PopulationTable) -> String {
        let name = |place: Option<u16>| {
            let sample = place.and_then(|place| self.sample(place));
            sample.map_or("", |sample| &*sample.name)
        };
        let row = |place: &u16| {
            let sample = self.sample(*place)?;
            let population = self.population(sample).unwrap_or_default();
            let group = table.population(population);
            let is_in = |cohort| if sample.is_in(cohort) { "1" } else { "0" };
            let fields = [
                &*sample.name,
                population,
                group.map_or("", |it| it.superpopulation.as_str()),
                sample.sex.map_or("", |sex| sex.name()),
                self.family(sample).unwrap_or_default(),
                name(sample.father),
                name(sample.mother),
                is_in(Cohort::Phase3),
                is_in(Cohort::HighCoverage),
            ];
            Some(fields.join("\t"))
        };
        let rows = std::iter::once(COLUMNS.to_owned()).chain(places.iter().filter_map(row));
        rows.flat_map(|row| [row, "\n".to_owned()]).collect()
    }
}
