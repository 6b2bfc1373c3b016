//! The whole corpus.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::people::{Person, people};
use super::phases::Runs;
use super::random::Random;
use super::tree::Tree;
use super::{collections, indexes, phases, releases, tables, working};

/// Rows of the index of reads.
const READS: usize = 20_000;

/// What was written.
pub(crate) struct Report {
    /// Files in `current.tree`.
    pub(crate) files: usize,
    /// Directories in `current.tree`.
    pub(crate) directories: usize,
    /// Bytes of `current.tree`.
    pub(crate) bytes: u64,
}

/// Writes `current.tree` with so many files, the index files, the panel and the pedigree into a folder, which is made.
///
/// Fewer than about 250,000 files are a part by chance of the whole, with the releases that everybody asks for.
pub(crate) fn write(files: usize, directories: bool, folder: &Path) -> io::Result<Report> {
    fs::create_dir_all(folder)?;
    let mut random = Random::new(20_130_502);
    let people = people(&mut random);
    save(
        &folder.join("integrated_call_samples_v3.20130502.ALL.panel"),
        |to| tables::panel(&people, to),
    )?;
    save(
        &folder.join("20130606_g1k_3202_samples_ped_population.txt"),
        |to| tables::pedigree(&people, to),
    )?;
    for (name, related) in [
        ("1000G_2504_high_coverage", false),
        ("1000G_698_related_high_coverage", true),
    ] {
        save(&folder.join(format!("{name}.sequence.index")), |to| {
            indexes::thirty_times(&people, related, &mut random, to)
        })?;
    }
    save(&folder.join("20130502.phase3.sequence.index"), |to| {
        indexes::phase3(&people, READS, &mut random, to)
    })?;

    let mut tree = tree(files, &people, random);
    let path = folder.join("current.tree");
    let directories = save(&path, |to| tree.write(directories, to))?;
    Ok(Report {
        files: tree.len(),
        directories,
        bytes: fs::metadata(path)?.len(),
    })
}

/// Makes the rows: what is always there, then reads and working directories until there are enough.
fn tree(files: usize, people: &[Person], random: Random) -> Tree {
    let mut tree = Tree::new(random);
    let mut runs = Runs::new();
    releases::all(&mut tree);
    phases::phase3(&mut tree, people);
    phases::phase1(&mut tree, people);
    phases::pilot(&mut tree, people, &mut runs);
    collections::all(&mut tree, people);
    fill(&mut tree, files, people, &mut runs);
    tree.cut(files);
    tree
}

/// Adds reads and working directories.
fn fill(tree: &mut Tree, files: usize, people: &[Person], runs: &mut Runs) {
    const ENDING: &str = "filt.fastq.gz";
    let phase3: Vec<&Person> = people.iter().filter(|person| person.phase3).collect();
    let phase1: Vec<&Person> = phase3
        .iter()
        .copied()
        .filter(|person| person.population.phase1 > 0)
        .collect();
    // Larger tables have more reads of each sample, too.
    let most = (files as u64 / 10_000).max(12);
    let mut turn = 0;
    while tree.len() < files {
        if let Some(person) = phase3.get(turn) {
            let amount = tree.random.between(10, most);
            phases::reads(tree, "phase3/data", &person.name, ENDING, amount, runs);
            let amount = tree.random.between(6, most / 2);
            if let Some(person) = phase1.get(turn) {
                phases::reads(tree, "phase1/data", &person.name, ENDING, amount, runs);
            }
        }
        if turn % 5 == 0 {
            working::directory(tree, people, turn as u64 / 5);
        }
        turn += 1;
    }
}

fn save<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>,
) -> io::Result<T> {
    let mut to = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let result = write(&mut to)?;
    to.flush()?;
    Ok(result)
}
