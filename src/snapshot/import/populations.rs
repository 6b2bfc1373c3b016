//! Which populations the tables mean: one calls `JOLA` what another calls `GWJ`.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{ListedPopulation, PopulationTable, plain_name};
use crate::table::{PopulationList, PopulationRow};

/// The populations of all tables, and what tables of files call them.
#[derive(Debug, Default)]
pub(super) struct Populations {
    rows: Vec<PopulationRow>,
    /// Codes by code in small letters.
    codes: BTreeMap<String, String>,
    /// Codes by name or identifier; see [`plain_name`].
    named: BTreeMap<String, BTreeSet<String>>,
    /// Codes by a value of tables of files, as written there.
    pub(super) called: BTreeMap<String, BTreeSet<String>>,
}

impl Populations {
    pub(super) fn add_table(&mut self, list: PopulationList) {
        self.rows.extend(list.rows);
    }

    /// Learns all codes and names.
    pub(super) fn learn<'a>(
        &mut self,
        table: &PopulationTable,
        codes: impl Iterator<Item = &'a str>,
    ) {
        let rows = std::mem::take(&mut self.rows);
        for known in &table.populations {
            self.code(&known.code);
            self.name(&known.name, &known.code);
        }
        for row in &rows {
            self.code(&row.code);
            for name in [&row.name, &row.id].into_iter().flatten() {
                self.name(name, &row.code);
            }
        }
        for code in codes {
            self.code(code);
        }
        self.rows = rows;
    }

    fn code(&mut self, code: &str) {
        let small = code.to_ascii_lowercase();
        self.codes.entry(small).or_insert_with(|| code.to_owned());
    }

    fn name(&mut self, name: &str, code: &str) {
        let codes = self.named.entry(plain_name(name)).or_default();
        codes.insert(code.to_owned());
    }

    /// Notes what a table of files calls the population of a sample, whose populations other tables tell: one that has this name,
    /// or else the only one.
    pub(super) fn call(&mut self, value: &str, of_sample: &[&str]) {
        if self.codes.contains_key(&value.to_ascii_lowercase()) {
            return;
        }
        let named = self.named.get(&plain_name(value));
        let is_named = |code: &&&str| named.is_some_and(|codes| codes.contains(**code));
        let meant = of_sample.iter().find(is_named);
        let only = || of_sample.first().filter(|_| of_sample.len() == 1);
        if let Some(code) = meant.or_else(only) {
            let codes = self.called.entry(value.to_owned()).or_default();
            codes.insert((*code).to_owned());
        }
    }

    /// Returns the code that a value of a table of files means; the value itself if no table tells, or several codes may be meant.
    pub(super) fn code_of(&self, value: &str) -> String {
        let of_code = self.codes.get(&value.to_ascii_lowercase());
        let only = |codes: Option<&BTreeSet<String>>| {
            codes.filter(|codes| codes.len() == 1)?.first().cloned()
        };
        let found = of_code.cloned().or_else(|| only(self.called.get(value)));
        let found = found.or_else(|| only(self.named.get(&plain_name(value))));
        found.unwrap_or_else(|| value.to_owned())
    }

    /// Returns what tables say of the populations with files or samples.
    pub(super) fn listed(
        &self,
        table: &PopulationTable,
        used: &BTreeSet<String>,
    ) -> Vec<ListedPopulation> {
        let of = |code: &String| {
            let row = self.rows.iter().find(|row| row.code == *code);
            let known = table.population(code);
            let text = |of_row: fn(&PopulationRow) -> &Option<String>, known: Option<&String>| {
                let text = row.and_then(|row| of_row(row).as_ref());
                text.or(known).cloned().unwrap_or_default()
            };
            let name = text(|row| &row.name, known.map(|known| &known.name));
            let group = text(|row| &row.superpopulation, None);
            let group_name = text(|row| &row.superpopulation_name, None);
            let plain = [plain_name(code), plain_name(&name)];
            let id = row.and_then(|row| row.id.as_ref());
            let called = self.called.iter().filter(|(_, codes)| codes.contains(code));
            let mut also: Vec<String> = called.map(|(value, _)| value).chain(id).cloned().collect();
            // What differs in its spelling alone is found all the same.
            also.retain(|other| !plain.contains(&plain_name(other)));
            also.sort_unstable();
            also.dedup();
            ListedPopulation {
                code: code.clone(),
                description: text(
                    |row| &row.description,
                    known.map(|known| &known.description),
                ),
                superpopulation: known.map_or_else(
                    || if group.is_empty() { group_name } else { group },
                    |known| known.superpopulation.clone(),
                ),
                name,
                also,
            }
        };
        let listed = used.iter().map(of);
        let says = |one: &ListedPopulation| !one.name.is_empty() || !one.also.is_empty();
        listed.filter(says).collect()
    }
}
