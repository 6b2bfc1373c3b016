//! The files of a selection, as they come: those picked by name, and those that rules find.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::protocol::{PickedAs, PlanFault, PlanInput};
use crate::catalogue::RemoteFile;
use crate::mirror::{MirrorRegistry, RemotePath};
use crate::plan::{CitedDirectories, PlannedFile};
use crate::search::FilePack;
use crate::selection::Picked;

/// A selection with its files.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) registry: MirrorRegistry,
    input: PlanInput,
    /// The files of each rule of the input.
    rules: Vec<RuleFiles>,
}

/// What a rule finds.
#[derive(Debug, Default)]
struct RuleFiles {
    files: Vec<PlannedFile>,
    is_whole: bool,
}

impl Gathered {
    /// Begins with a selection. Rules keep the files that they had in the selection before.
    pub(super) fn begin(input: PlanInput, before: Option<Self>) -> Result<Self, PlanFault> {
        let registry = registry_of(&input)?;
        let mut known = HashMap::new();
        if let Some(before) = before
            && before.registry == registry
            && before.input.list == input.list
            && before.input.origin == input.origin
        {
            let queries = before.input.rules.into_iter().map(|rule| rule.query);
            let whole = queries
                .zip(before.rules)
                .filter(|(_, files)| files.is_whole);
            known.extend(whole);
        }
        let rules = input.rules.iter();
        let rules = rules.map(|rule| known.remove(&rule.query).unwrap_or_default());
        Ok(Self {
            registry,
            rules: rules.collect(),
            input,
        })
    }

    /// Returns the places of the rules whose files have not come.
    pub(super) fn missing(&self) -> Vec<u32> {
        let rules = (0..).zip(&self.rules);
        rules
            .filter(|(_, files)| !files.is_whole)
            .map(|(at, _)| at)
            .collect()
    }

    /// Takes files of a rule.
    pub(super) fn take(
        &mut self,
        rule: u32,
        pack: &FilePack,
        is_last: bool,
    ) -> Result<(), PlanFault> {
        let of_rule = self
            .rules
            .get_mut(rule as usize)
            .ok_or(PlanFault::Outdated)?;
        let files = pack
            .unpack()
            .map_err(|error| PlanFault::Files(error.to_string()))?;
        let planned = files
            .into_iter()
            .map(|file| self.input.origin.planned(file, &self.registry));
        of_rule.files.extend(planned);
        of_rule.is_whole = is_last;
        Ok(())
    }

    /// Returns what was read from mirrors of files that rules find.
    pub(super) fn read(&self) -> Vec<PlannedFile> {
        let mut read: HashMap<&RemotePath, Vec<&RemoteFile>> = HashMap::new();
        for file in &self.input.read {
            read.entry(&file.path).or_default().push(file);
        }
        if read.is_empty() {
            return Vec::new();
        }
        let found = self.wanted().map(|(_, file)| file);
        let of_main = found.filter(|file| self.registry.is_main(&file.host));
        let facts = of_main.flat_map(|found| {
            let facts = read.get(&found.file.path).into_iter().flatten();
            facts.map(|file| PlannedFile {
                host: found.host.clone(),
                file: (*file).clone(),
            })
        });
        facts.collect()
    }

    /// Returns what to cite.
    pub(super) fn cited(&self) -> &CitedDirectories {
        &self.input.cited
    }

    /// Returns the files that are picked by name.
    pub(super) fn named(&self) -> &[PlannedFile] {
        &self.input.named
    }

    /// Returns the files of all rules but their exceptions, each with the rule's place in the selection.
    pub(super) fn wanted(&self) -> impl Iterator<Item = (u32, &PlannedFile)> {
        let rules = self.input.rules.iter().zip(&self.rules);
        rules.flat_map(move |(rule, found)| {
            let is_wanted = move |file: &&PlannedFile| {
                rule.except.is_empty() || !rule.except.contains(&name_of(file, &self.registry))
            };
            let files = found.files.iter().filter(is_wanted);
            files.map(move |file| (rule.place, file))
        })
    }

    /// Returns what takes each of some files out of the selection, in their order.
    pub(super) fn picked_as(&self, files: &[Picked]) -> Vec<Vec<PickedAs>> {
        let mut places: BTreeMap<Picked, Vec<usize>> = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            // A copy at a mirror can stand for an archive's file.
            let original = match file {
                Picked::Main(path) => self.registry.copied_from(path),
                Picked::Elsewhere(_) => None,
            };
            let original = original.map(|original| Picked::at(original, &self.registry));
            for file in std::iter::once(file.clone()).chain(original) {
                places.entry(file).or_default().push(at);
            }
        }
        // There can be 700,000 files, and most have other names.
        let names: HashSet<&str> = places.keys().map(|file| file.path().name()).collect();
        let mut found = vec![Vec::new(); files.len()];
        let named = self.named().iter().map(|file| (None, file));
        let of_rules = self.wanted().map(|(place, file)| (Some(place), file));
        let all = named.chain(of_rules);
        for (rule, planned) in all.filter(|(_, file)| names.contains(file.file.path.name())) {
            let file = name_of(planned, &self.registry);
            // A host with a name like that is of a rule's file, and no exception can name it.
            if matches!(&file, Picked::Elsewhere(at) if !at.host.is_plain()) {
                continue;
            }
            for at in places.get(&file).into_iter().flatten() {
                let file = file.clone();
                let picked = PickedAs { rule, file };
                if !found[*at].contains(&picked) {
                    found[*at].push(picked);
                }
            }
        }
        found
    }
}

/// Returns the name of a file in a selection.
fn name_of(file: &PlannedFile, registry: &MirrorRegistry) -> Picked {
    Picked::at(file.at(), registry)
}

fn registry_of(input: &PlanInput) -> Result<MirrorRegistry, PlanFault> {
    let registry = MirrorRegistry::from_json(&input.mirrors, Some(&input.page_url))
        .map_err(|error| PlanFault::Registry(error.to_string()))?;
    Ok(match &input.main_host {
        Some(host) => registry.with_main_host(host.clone()),
        None => registry,
    })
}
