//! The 3202 samples, and how they are related.

use std::collections::{HashMap, HashSet};

use super::populations::{POPULATIONS, Population};
use super::random::Random;

/// Samples that searches ask for by name, and that therefore must be among those that are made up.
const NAMED: [(&str, u32); 8] = [
    ("NA", 12_878),
    ("NA", 12_891),
    ("NA", 12_892),
    ("NA", 18_526),
    ("NA", 19_238),
    ("NA", 19_239),
    ("NA", 19_240),
    ("NA", 18_507),
];

/// The two trios that everybody knows: child, father, mother.
const TRIOS: [[&str; 3]; 2] = [
    ["NA12878", "NA12891", "NA12892"],
    ["NA19240", "NA19239", "NA19238"],
];

/// A sample.
pub(crate) struct Person {
    /// Name, as `HG00096`.
    pub(crate) name: String,
    /// The population.
    pub(crate) population: &'static Population,
    /// Whether the sample is a man's.
    pub(crate) male: bool,
    /// Whether it is one of the 2504 of phase 3.
    pub(crate) phase3: bool,
    /// Father and mother, where both are samples.
    pub(crate) parents: Option<[String; 2]>,
    /// Name of the family.
    pub(crate) family: String,
}

/// Makes all samples, sorted by name within their populations.
pub(crate) fn people(random: &mut Random) -> Vec<Person> {
    // Ranges overlap: these numbers belong to one population, and are not chosen for another.
    let ends = POPULATIONS
        .iter()
        .flat_map(|population| population.ranges)
        .flat_map(|&(prefix, first, last, _)| [(prefix, first), (prefix, last)]);
    let mut taken: HashSet<(&str, u32)> = ends.chain(NAMED).collect();
    // Those with the fewest numbers to spare choose first.
    let mut ranges: Vec<_> = POPULATIONS
        .iter()
        .flat_map(|population| population.ranges)
        .collect();
    ranges.sort_by_key(|(_, first, last, count)| last - first - count.min(&(last - first)));
    let mut chosen: HashMap<(&str, u32), Vec<u32>> = ranges
        .into_iter()
        .map(|&range| ((range.0, range.1), numbers(range, &mut taken, random)))
        .collect();
    let mut people = Vec::new();
    for population in &POPULATIONS {
        let mut members = Vec::new();
        for &(prefix, first, ..) in population.ranges {
            for number in chosen.remove(&(prefix, first)).unwrap_or_default() {
                let name = format!("{prefix}{number:05}");
                members.push(Person {
                    family: name.clone(),
                    name,
                    population,
                    male: random.once_in(2),
                    phase3: true,
                    parents: None,
                });
            }
        }
        marry(&mut members, population, random);
        leave_out(&mut members, population);
        people.append(&mut members);
    }
    people
}

/// So many numbers of a range: its ends, those of [`NAMED`], and others by chance that are not taken.
fn numbers(
    (prefix, first, last, count): (&'static str, u32, u32, u32),
    taken: &mut HashSet<(&str, u32)>,
    random: &mut Random,
) -> Vec<u32> {
    let named = NAMED
        .iter()
        .filter(|(letters, number)| *letters == prefix && (first..=last).contains(number))
        .map(|&(_, number)| number);
    let mut chosen: Vec<u32> = [first, last].into_iter().chain(named).collect();
    chosen.sort_unstable();
    chosen.dedup();
    let mut others: Vec<u32> = (first..=last)
        .filter(|&number| !taken.contains(&(prefix, number)))
        .collect();
    random.shuffle(&mut others);
    chosen.extend(others);
    chosen.truncate(count as usize);
    chosen.sort_unstable();
    taken.extend(chosen.iter().map(|&number| (prefix, number)));
    chosen
}

/// Makes the trios of a population: those of [`TRIOS`], then each from three that stand beside each other, as families were sampled.
fn marry(people: &mut [Person], population: &Population, random: &mut Random) {
    let at = |people: &[Person], name: &str| people.iter().position(|person| person.name == name);
    let mut trios: Vec<[usize; 3]> = TRIOS
        .iter()
        .filter_map(|[child, father, mother]| {
            Some([at(people, child)?, at(people, father)?, at(people, mother)?])
        })
        .collect();
    let mut free: Vec<usize> = (0..people.len())
        .filter(|place| !trios.iter().flatten().any(|taken| taken == place))
        .collect();
    let mut singles = free.len() - 3 * (population.trios - trios.len());
    while trios.len() < population.trios {
        // Those who are in no trio are spread among the others.
        if singles > 0 && random.below(free.len() as u64) < singles as u64 {
            singles -= 1;
            free.remove(0);
        } else {
            trios.push([free[2], free[0], free[1]]);
            free.drain(..3);
        }
    }
    for (count, [child, father, mother]) in trios.into_iter().enumerate() {
        let family = format!("{}{:03}", &population.code[..2], count + 1);
        people[father].male = true;
        people[mother].male = false;
        people[child].parents = Some([people[father].name.clone(), people[mother].name.clone()]);
        for member in [child, father, mother] {
            people[member].family.clone_from(&family);
        }
    }
}

/// Takes from phase 3 those who joined with the 698 related samples: children (`NA12878` apart), then parents of children.
fn leave_out(people: &mut [Person], population: &Population) {
    let mut surplus = people.len() - population.phase3;
    let mut parents = vec!["NA12891".to_owned(), "NA12892".to_owned()];
    for person in people.iter_mut().filter(|person| person.name != "NA12878") {
        if let Some(both) = &person.parents {
            person.phase3 = false;
            surplus -= 1;
            parents.extend(both.iter().cloned());
        }
    }
    for person in people
        .iter_mut()
        .filter(|person| person.parents.is_none() && parents.contains(&person.name))
    {
        if surplus == 0 {
            return;
        }
        person.phase3 = false;
        surplus -= 1;
    }
}
