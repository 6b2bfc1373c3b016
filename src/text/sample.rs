//! What is said of samples and populations.

use crate::catalogue::{
    Cohort, ListedPopulation, MOST_PASTED, PasteError, Pasted, Population, PopulationTable,
    SampleColumn, SampleFilter, SampleList, Sex,
};

use super::{count, plural};

/// What may be pasted.
pub const PASTE_NOTE: &str = "Up to 10,000, in any order and case: lists, a column of a sheet, rows of a panel or pedigree. Codes of populations and superpopulations stand for all of theirs.";

/// Why there are no samples, and what can be done all the same.
pub const NO_SAMPLES: &str = "The list that comes with the page has populations, but not each sample. Names, sex and families come with the full list.";

/// What to do first.
pub const CHOOSE: &str = "Choose populations on the map, in the table or by their superpopulation; then go to their files.";

/// What the tables of the site are for.
pub const SAMPLE_TABLES: &str = "Variant files hold all populations of their release. These tables say which samples are whose; with them, a tool such as bcftools can cut a population out.";

/// Groups of choices.
pub const CHOICES: [&str; 4] = ["Superpopulation", "Sex", "Relation", "Trio"];

/// Writes `1 sample` or `2 samples`.
pub fn samples(number: usize) -> String {
    plural(number, "sample", "samples")
}

/// Returns the word for a sex as a choice.
pub fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "Female",
        Sex::Male => "Male",
    }
}

/// Returns the words for being a relative of others, as a choice.
pub fn related(related: bool) -> &'static str {
    if related { "Relatives" } else { "Unrelated" }
}

/// Returns the words for being part of a trio, as a choice.
pub fn trio(trio: bool) -> &'static str {
    if trio { "In a trio" } else { "In no trio" }
}

/// Says who a population of another collection is: `GWJ: Gambian in Western Division, The Gambia - Jola`.
pub fn listed_population(population: &ListedPopulation) -> String {
    let texts = [&population.description, &population.name];
    let text = texts.into_iter().find(|text| !text.is_empty());
    text.map_or_else(
        || population.code.clone(),
        |text| format!("{}: {text}", population.code),
    )
}

/// Says who a population is, and how many samples it gave: `GBR, British, 91 samples in phase 3`.
pub fn population_label(population: &Population) -> String {
    let number = population.samples.get("phase3").copied();
    let number = count(u64::from(number.unwrap_or_default()));
    let (code, name) = (&population.code, &population.name);
    format!("{code}, {name}, {number} samples in phase 3")
}

/// Says how many samples the populations of a filter have, by the published counts.
pub fn counted_words(table: &PopulationTable, filter: &SampleFilter) -> String {
    let is_wanted = |population: &&Population| {
        filter.populations.contains(&population.code)
            || filter
                .superpopulations
                .contains(&population.superpopulation)
    };
    let counted = |column: &SampleColumn| {
        let wanted = table.populations.iter().filter(is_wanted);
        let sum: u32 = wanted.filter_map(|it| it.samples.get(&column.id)).sum();
        format!("{} in {}", count(u64::from(sum)), column.title)
    };
    let columns = table.columns.iter().take(2);
    let words = columns.map(counted).collect::<Vec<_>>().join(", ");
    words.replacen(" in ", " samples in ", 1)
}

/// Says what a filter asks for: `CEU or YRI · female · unrelated`. Names are counted.
pub fn filter_words(filter: &SampleFilter) -> String {
    let mut words = Vec::new();
    for codes in [&filter.populations, &filter.superpopulations] {
        if !codes.is_empty() {
            words.push(codes.join(" or "));
        }
    }
    words.extend(filter.sex.map(|sex| sex.name().to_owned()));
    let related = filter.related.map(related);
    let trio = filter.trio.map(trio);
    let choices = [related, trio].into_iter().flatten();
    words.extend(choices.map(str::to_ascii_lowercase));
    if !filter.names.is_empty() {
        words.push(plural(filter.names.len(), "name", "names"));
    }
    words.join(" · ")
}

/// Says what was understood of a pasted text.
pub fn pasted_words(read: &Result<Pasted, PasteError>) -> String {
    let pasted = match read {
        Ok(pasted) => pasted,
        Err(PasteError::TooMany { found }) => {
            return format!(
                "These are {} entries, and at most {} are read at once. Paste them in parts.",
                count(*found as u64),
                count(MOST_PASTED as u64)
            );
        }
    };
    let parts = [
        (pasted.samples.len(), "sample", "samples"),
        (pasted.populations.len(), "population", "populations"),
        (
            pasted.superpopulations.len(),
            "superpopulation",
            "superpopulations",
        ),
    ];
    let found = parts
        .into_iter()
        .filter(|part| part.0 > 0)
        .map(|(number, one, many)| plural(number, one, many));
    let found: Vec<String> = found.collect();
    let mut words = if found.is_empty() {
        "No sample or code found.".to_owned()
    } else {
        format!("Found {}.", found.join(", "))
    };
    if !pasted.unknown.is_empty() {
        let number = plural(pasted.unknown.len(), "entry is", "entries are");
        words = format!("{words} {number} not known.");
    }
    if pasted.repeated > 0 {
        let number = plural(pasted.repeated, "entry", "entries");
        words = format!("{words} {number} came twice.");
    }
    words
}

/// Says how many unknown entries are not listed.
pub fn more_unknown(more: usize) -> String {
    format!(
        "And {} more. They are listed when those above are settled.",
        plural(more, "entry", "entries")
    )
}

/// Says how the cohorts of the list lie in each other.
pub fn overlap_words(list: &SampleList) -> String {
    let both = list.samples().iter().filter(|sample| {
        sample.related() == Some(true)
            && sample.is_in(Cohort::FinalPhase)
            && sample.is_in(Cohort::HighCoverage)
    });
    let relatives = |cohort| {
        list.count(cohort)
            .saturating_sub(list.count(Cohort::Phase3))
    };
    let all = list.samples().iter().filter(|it| it.related().is_some());
    format!(
        "Of the {} relatives in the {}, {} are among the {} of the {} too. Together these are {}.",
        count(relatives(Cohort::FinalPhase) as u64),
        count(list.count(Cohort::FinalPhase) as u64),
        count(both.count() as u64),
        count(relatives(Cohort::HighCoverage) as u64),
        count(list.count(Cohort::HighCoverage) as u64),
        samples(all.count()),
    )
}

/// Says what a sample is to others of the list: child of whom, parent of whom.
pub fn relation_words(list: &SampleList, place: u16) -> String {
    let Some(sample) = list.sample(place) else {
        return String::new();
    };
    let parents = [sample.father, sample.mother].into_iter().flatten();
    let parents = parents.filter_map(|parent| list.sample(parent));
    let parents: Vec<&str> = parents.map(|parent| &*parent.name).collect();
    let children: Vec<&str> = list.children(place).map(|child| &*child.name).collect();
    let parts = [("child of ", parents), ("parent of ", children)];
    let parts = parts.into_iter().filter(|(_, names)| !names.is_empty());
    let words = parts.map(|(what, names)| [what, &names.join(" and ")].concat());
    words.collect::<Vec<_>>().join(", ")
}

/// Names the cohorts that count a sample.
pub fn cohort_words(list: &SampleList, place: u16) -> String {
    let Some(sample) = list.sample(place) else {
        return String::new();
    };
    let cohorts = [
        (Cohort::Phase3, "2,504"),
        (Cohort::FinalPhase, "2,535"),
        (Cohort::HighCoverage, "3,202"),
    ];
    let counted = cohorts
        .into_iter()
        .filter(|(cohort, _)| sample.is_in(*cohort));
    counted
        .map(|(_, name)| name)
        .collect::<Vec<_>>()
        .join(" · ")
}
