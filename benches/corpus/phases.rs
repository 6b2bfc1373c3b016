//! Alignments and reads of the three phases: `phase3/data`, `phase1/data`, `pilot_data/data`.

use std::collections::HashSet;

use super::people::Person;
use super::random::Size;
use super::tree::{Day, Tree, chromosomes};

const BAM: Size = Size::new(14_000_000_000, 140);
const REGION: Size = Size::new(640_000_000, 140);
const UNMAPPED: Size = Size::new(900_000_000, 200);
const EXOME: Size = Size::new(9_000_000_000, 160);
const BAI: Size = Size::new(6_200_000, 120);
const BAS: Size = Size::new(2_400, 220);
const READS: Size = Size::new(1_900_000_000, 380);
/// The alignments of a sample, as they are divided.
const PARTS: [(&str, Size); 4] = [
    ("mapped", BAM),
    ("unmapped", UNMAPPED),
    ("chrom11", REGION),
    ("chrom20", REGION),
];
const BAM_COMPANIONS: [(&str, Size); 2] = [(".bai", BAI), (".bas", BAS)];

/// Days of the freezes of phase 3's low coverage alignments, as often as they occur (`alignment.index`).
const LOW_COVERAGE: [&str; 10] = [
    "20120522", "20120522", "20120522", "20120522", "20130415", "20130415", "20130415", "20130415",
    "20121211", "20130422",
];

/// Run numbers by archive: `ERR`, `SRR`. Those of a sample come in groups with gaps, as its libraries were sequenced together with others.
pub(crate) struct Runs {
    taken: HashSet<(usize, u64)>,
    last: [u64; 2],
}

impl Runs {
    /// Starts with none.
    pub(crate) fn new() -> Self {
        Self {
            taken: HashSet::new(),
            last: [0; 2],
        }
    }

    /// Returns a run that was not returned before; `first` says whether it is a sample's first.
    pub(crate) fn next(&mut self, tree: &mut Tree, archive: usize, first: bool) -> String {
        let random = &mut tree.random;
        if first || random.once_in(8) {
            self.last[archive] = random.between(1_200, 980_000);
        }
        loop {
            self.last[archive] += if random.once_in(2) {
                1
            } else {
                random.between(2, 14)
            };
            if self.taken.insert((archive, self.last[archive])) {
                return format!("{}{:06}", ["ERR", "SRR"][archive], self.last[archive]);
            }
        }
    }
}

/// Writes `phase3/data` but for the reads: 2535 samples, the panel's and 31 that are related to them.
pub(crate) fn phase3(tree: &mut Tree, people: &[Person]) {
    let mut related = 0;
    for (place, person) in people.iter().enumerate() {
        if !person.phase3 {
            related += 1;
            if related % 22 != 0 {
                continue;
            }
        }
        let home = format!("phase3/data/{}", person.name);
        aligned(tree, &home, person);
        if place % 104 == 0 || person.name == "NA12878" {
            deep(tree, &home, person);
        }
        if place % 6 == 0 {
            complete_genomics(tree, &home, person);
        }
    }
}

fn aligned(tree: &mut Tree, home: &str, person: &Person) {
    let (name, code) = (&person.name, person.population.code);
    let day = Day::new(2013, 5, 20);
    let freeze = tree.random.one(&LOW_COVERAGE);
    open(tree, &format!("{home}/alignment"), name, day);
    for (part, size) in PARTS {
        let bam = format!("{name}.{part}.ILLUMINA.bwa.{code}.low_coverage.{freeze}.bam");
        tree.with(&bam, size, &BAM_COMPANIONS);
    }
    let freeze = tree.random.one(&["20121211", "20130415", "20120522"]);
    open(tree, &format!("{home}/exome_alignment"), name, day);
    for (part, size) in [("mapped", EXOME), ("unmapped", UNMAPPED)] {
        let bam = format!("{name}.{part}.ILLUMINA.bwa.{code}.exome.{freeze}.bam");
        tree.with(&bam, size, &BAM_COMPANIONS);
    }
}

fn deep(tree: &mut Tree, home: &str, person: &Person) {
    let (name, code) = (&person.name, person.population.code);
    let folder = format!("{home}/high_coverage_alignment");
    open(tree, &folder, name, Day::new(2013, 10, 1));
    let bam = format!("{name}.wgs.ILLUMINA.bwa.{code}.high_cov_pcr_free.20140203.bam");
    tree.with(&bam, BAM, &BAM_COMPANIONS);
}

fn open(tree: &mut Tree, directory: &str, name: &str, day: Day) {
    if ["NA12878", "HG00096", "NA18526"].contains(&name) {
        tree.open_core(directory, day);
    } else {
        tree.open(directory, day, 200);
    }
}

fn complete_genomics(tree: &mut Tree, home: &str, person: &Person) {
    tree.open(format!("{home}/cg_data"), Day::new(2013, 6, 3), 60);
    let (name, code, run) = (
        &person.name,
        person.population.code,
        tree.random.between(800_100, 849_900),
    );
    for (part, size) in [
        ("mapped", BAM),
        ("evidenceSupport", REGION),
        ("unmapped", UNMAPPED),
    ] {
        let bam = format!(
            "{name}_lcl_SRR{run}.{part}.COMPLETE_GENOMICS.CGworkflow2_2_evidenceOnly.{code}.high_coverage.20130401.bam"
        );
        tree.with(&bam, size, &BAM_COMPANIONS);
    }
}

/// Writes the reads of one more sample below a folder, as `phase3/data`: those of `runs` runs.
pub(crate) fn reads(
    tree: &mut Tree,
    folder: &str,
    name: &str,
    ending: &str,
    amount: u64,
    runs: &mut Runs,
) {
    let archive = usize::from(tree.random.once_in(2));
    tree.open(
        format!("{folder}/{name}/sequence_read"),
        Day::new(2010, 3, 1),
        1100,
    );
    for number in 0..amount {
        let run = runs.next(tree, archive, number == 0);
        match tree.random.below(10) {
            0 => tree.file(format!("{run}.{ending}"), READS),
            1 => {
                tree.file(format!("{run}_1.{ending}"), READS);
                tree.file(format!("{run}_2.{ending}"), READS);
            }
            _ => {
                tree.file(format!("{run}.{ending}"), Size::new(8_000_000, 400));
                tree.file(format!("{run}_1.{ending}"), READS);
                tree.file(format!("{run}_2.{ending}"), READS);
            }
        }
    }
}

/// Writes `phase1/data`: 1092 samples.
pub(crate) fn phase1(tree: &mut Tree, people: &[Person]) {
    for person in first_of_each(people, |person| person.population.phase1) {
        let (name, code) = (&person.name, person.population.code);
        let technology = tree.random.one(&[
            "ILLUMINA.bwa",
            "ILLUMINA.bwa",
            "ILLUMINA.bwa",
            "SOLID.bfast",
        ]);
        tree.open(
            format!("phase1/data/{name}/alignment"),
            Day::new(2011, 1, 10),
            150,
        );
        for (part, size) in PARTS {
            tree.with(
                &format!("{name}.{part}.{technology}.{code}.low_coverage.20101123.bam"),
                size,
                &BAM_COMPANIONS,
            );
        }
        let technology = tree.random.one(&["illumina.mosaik", "solid.mosaik"]);
        tree.open(
            format!("phase1/data/{name}/exome_alignment"),
            Day::new(2011, 6, 1),
            120,
        );
        for (part, size) in [("mapped", EXOME), ("unmapped", UNMAPPED)] {
            tree.with(
                &format!("{name}.{part}.{technology}.{code}.exome.20110411.bam"),
                size,
                &BAM_COMPANIONS,
            );
        }
    }
}

/// Writes `pilot_data/data`: the 179 samples of the low coverage project, by chromosome.
pub(crate) fn pilot(tree: &mut Tree, people: &[Person], runs: &mut Runs) {
    for person in first_of_each(people, |person| person.population.pilot) {
        let name = &person.name;
        let technology = tree.random.one(&["SLX.maq", "SOLID.corona", "454.ssaha"]);
        tree.open(
            format!("pilot_data/data/{name}/alignment"),
            Day::new(2009, 8, 20),
            90,
        );
        for chromosome in chromosomes() {
            let bam = format!("{name}.chrom{chromosome}.{technology}.SRP000031.2009_08.bam");
            tree.with(&bam, Size::new(340_000_000, 200), &BAM_COMPANIONS);
        }
        reads(tree, "pilot_data/data", name, "recal.fastq.gz", 14, runs);
    }
    for chip in ["exon_targetted_GRCh37_bams", "high_cov_GRCh37_bams"] {
        let folder = if chip.starts_with("exon") {
            "pilot3"
        } else {
            "pilot2"
        };
        tree.open(
            format!("pilot_data/technical/{folder}_{chip}/data"),
            Day::new(2010, 5, 4),
            40,
        );
        for person in people.iter().step_by(5) {
            let bam = format!(
                "{}.{}.ILLUMINA.bwa.{}.exon_targetted.20100311.bam",
                person.name, folder, person.population.code
            );
            tree.with(&bam, REGION, &BAM_COMPANIONS[..1]);
        }
    }
}

/// The first samples of each population, as many as `count` says.
fn first_of_each(
    people: &[Person],
    count: impl Fn(&Person) -> usize,
) -> impl Iterator<Item = &Person> {
    let mut code = "";
    let mut left = 0;
    people.iter().filter(move |person| {
        if person.population.code != code {
            code = person.population.code;
            left = count(person);
        }
        let taken = left > 0;
        left = left.saturating_sub(1);
        taken
    })
}
