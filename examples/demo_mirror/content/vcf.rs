//! Small VCF files with made-up genotypes.

use std::fmt::Write as _;

use super::{bgzf, tabix};

/// A contig and its length in bases.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contig {
    /// Name in the file: `22` on `GRCh37`, `chr22` on `GRCh38`.
    pub(super) name: &'static str,
    /// Length in bases.
    pub(super) length: u32,
}

/// What goes into a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipe<'a> {
    /// The contig.
    pub(super) contig: Contig,
    /// The assembly.
    pub(super) assembly: &'a str,
    /// The sample columns; none for a file of sites.
    pub(super) samples: &'a [&'a str],
    /// How many records.
    pub(super) records: u32,
}

/// Makes a VCF file and its tabix index.
pub(super) fn make(recipe: Recipe<'_>) -> (Vec<u8>, Vec<u8>) {
    let mut out = bgzf::Writer::default();
    let mut index = tabix::Index::default();
    out.write(header(recipe).as_bytes());
    out.end_block();
    let step = recipe.contig.length / (recipe.records + 1);
    let mut dice = Dice(u64::from(recipe.contig.length));
    for number in 1..=recipe.records {
        let position = number * step + dice.below(step.max(2) / 2);
        let start = out.offset();
        out.write(record(recipe, position, &mut dice).as_bytes());
        index.add(position, start, out.offset());
    }
    (out.finish(), index.write(recipe.contig.name))
}

fn header(recipe: Recipe<'_>) -> String {
    let Contig { name, length } = recipe.contig;
    let mut out = format!(
        "##fileformat=VCFv4.1\n\
         ##FILTER=<ID=PASS,Description=\"All filters passed\">\n\
         ##fileDate=20261123\n\
         ##reference={}\n\
         ##source=igsr-fetch demonstration mirror\n\
         ##note=Positions, alleles and genotypes are made up. Do not use them.\n\
         ##contig=<ID={name},assembly={},length={length}>\n\
         ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
         ##INFO=<ID=AC,Number=A,Type=Integer,Description=\"Total number of alternate alleles in called genotypes\">\n\
         ##INFO=<ID=AN,Number=1,Type=Integer,Description=\"Total number of alleles in called genotypes\">\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
        recipe.assembly, recipe.assembly
    );
    if !recipe.samples.is_empty() {
        out.push_str("\tFORMAT");
    }
    for sample in recipe.samples {
        let _ = write!(out, "\t{sample}");
    }
    out + "\n"
}

fn record(recipe: Recipe<'_>, position: u32, dice: &mut Dice) -> String {
    const BASES: [char; 4] = ['A', 'C', 'G', 'T'];
    let reference = dice.below(4);
    let other = (reference + 1 + dice.below(3)) % 4;
    let genotypes: Vec<(u32, u32)> = recipe
        .samples
        .iter()
        .map(|_| (dice.below(2), dice.below(2)))
        .collect();
    let count: u32 = genotypes.iter().map(|(a, b)| a + b).sum();
    let mut out = format!(
        "{}\t{position}\t.\t{}\t{}\t100\tPASS\tAC={count};AN={}",
        recipe.contig.name,
        BASES[reference as usize],
        BASES[other as usize],
        genotypes.len() * 2,
    );
    for (number, (a, b)) in genotypes.iter().enumerate() {
        let _ = write!(out, "{}\t{a}|{b}", if number == 0 { "\tGT" } else { "" });
    }
    out + "\n"
}

/// A row of numbers that looks random and is the same every time (a linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).expect("less than a u32")
    }
}
