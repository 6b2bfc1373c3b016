//! The panel and the pedigree.

use std::io::{self, Write};

use super::people::Person;

/// Writes `integrated_call_samples_v3.20130502.ALL.panel`: 2504 rows below a header that ends in two tabs.
pub(crate) fn panel(people: &[Person], to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "sample\tpop\tsuper_pop\tgender\t\t")?;
    let mut members: Vec<&Person> = people.iter().filter(|person| person.phase3).collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    for person in members {
        let gender = if person.male { "male" } else { "female" };
        writeln!(
            to,
            "{}\t{}\t{}\t{gender}",
            person.name, person.population.code, person.population.group
        )?;
    }
    Ok(())
}

/// Writes `20130606_g1k_3202_samples_ped_population.txt`: 3202 rows between blanks.
pub(crate) fn pedigree(people: &[Person], to: &mut impl Write) -> io::Result<()> {
    writeln!(
        to,
        "FamilyID SampleID FatherID MotherID Sex Population Superpopulation"
    )?;
    let mut members: Vec<&Person> = people.iter().collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    for person in members {
        let [father, mother] = person
            .parents
            .as_ref()
            .map_or(["0", "0"], |[father, mother]| [father, mother]);
        let sex = if person.male { 1 } else { 2 };
        let Person {
            family,
            name,
            population,
            ..
        } = person;
        writeln!(
            to,
            "{family} {name} {father} {mother} {sex} {} {}",
            population.code, population.group
        )?;
    }
    Ok(())
}
