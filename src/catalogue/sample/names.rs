//! By which names a list knows its populations and samples beside their codes and names.

use super::list::{Sample, SampleList, by_name, is_name};
use super::listed::{ListedPopulation, plain_name};
use crate::catalogue::PopulationTable;

impl SampleList {
    /// Adds descriptions of populations, sorted by code. Where two have the same code, the first is kept.
    pub fn describe(&mut self, populations: Vec<ListedPopulation>) {
        for one in populations {
            let place = self
                .described
                .binary_search_by(|known| known.code.cmp(&one.code));
            if let Err(place) = place {
                self.described.insert(place, one);
            }
        }
    }

    /// Adds other names of samples: pairs of a name and the sample's own. One that is known already, or whose sample is not in the
    /// list, is left out.
    pub fn name_also<'a>(&mut self, names: impl IntoIterator<Item = (&'a str, &'a str)>) {
        for (other, name) in names {
            let is_free = is_name(other) && self.find(other).is_none();
            if let Some(sample) = self.find(name).filter(|_| is_free) {
                let follows = |(known, _): &(Box<str>, u16)| by_name(known, other).is_lt();
                let place = self.others.partition_point(follows);
                self.others.insert(place, (other.into(), sample));
            }
        }
    }

    /// Returns the other names of samples, each with the sample's position.
    pub fn others(&self) -> impl Iterator<Item = (&str, u16)> {
        self.others.iter().map(|(name, place)| (&**name, *place))
    }

    /// Returns what tables say of the populations, by code.
    pub fn described(&self) -> &[ListedPopulation] {
        &self.described
    }

    /// Returns the populations with a code, or else those that a text means in any spelling: by name, or as tables call them.
    pub fn populations_named(&self, text: &str) -> Vec<&ListedPopulation> {
        let known = self.described.iter();
        let by_code = known
            .clone()
            .find(|one| one.code.eq_ignore_ascii_case(text));
        let text = plain_name(text);
        let named = |one: &&ListedPopulation| one.names().any(|name| plain_name(name) == text);
        by_code.map_or_else(|| known.filter(named).collect(), |one| vec![one])
    }

    /// Returns the codes of all populations of a sample, the first of which is its main one.
    pub fn populations<'a>(&'a self, sample: &Sample) -> impl Iterator<Item = &'a str> {
        let place = sample.population.map(usize::from);
        let codes = place.and_then(|place| self.populations.get(place));
        codes.into_iter().flat_map(|codes| codes.split(','))
    }

    /// Returns the code of the superpopulation of a population, or the portal's name of it.
    pub(crate) fn superpopulation<'a>(
        &'a self,
        code: &str,
        table: &'a PopulationTable,
    ) -> Option<&'a str> {
        let known = table.population(code);
        known.map(|known| &*known.superpopulation).or_else(|| {
            let place = self.described.binary_search_by(|one| (*one.code).cmp(code));
            Some(&*self.described[place.ok()?].superpopulation)
        })
    }
}
