//! Tables of the site in their true forms, with few rows.

use std::fmt::Write as _;

use md5::{Digest, Md5};

/// Some samples of the phase 3 panel: name, population, superpopulation, sex.
///
/// Source: `integrated_call_samples_v3.20130502.ALL.panel` of the main site, read in November 2026.
pub(super) const SAMPLES: &[(&str, &str, &str, &str)] = &[
    ("HG00096", "GBR", "EUR", "male"),
    ("HG00097", "GBR", "EUR", "female"),
    ("HG00171", "FIN", "EUR", "female"),
    ("HG00403", "CHS", "EAS", "male"),
    ("HG00551", "PUR", "AMR", "female"),
    ("HG02461", "GWD", "AFR", "male"),
    ("HG03006", "BEB", "SAS", "male"),
    ("NA12878", "CEU", "EUR", "female"),
    ("NA18939", "JPT", "EAS", "female"),
    ("NA19239", "YRI", "AFR", "male"),
];

/// Some populations: description, code, superpopulation, and samples in the pilot, phase 1, phase 3 and in all.
///
/// Source: `phase3/20131219.populations.tsv` of the main site, read in November 2026.
const POPULATIONS: &[(&str, &str, &str, [u32; 4])] = &[
    (
        "Han Chinese in Bejing, China",
        "CHB",
        "EAS",
        [91, 97, 103, 106],
    ),
    (
        "Gujarati Indian in Houston,TX",
        "GIH",
        "SAS",
        [0, 0, 106, 106],
    ),
    (
        "Yoruba in Ibadan, Nigeria",
        "YRI",
        "AFR",
        [106, 88, 109, 116],
    ),
    (
        "British in England and Scotland",
        "GBR",
        "EUR",
        [0, 89, 92, 94],
    ),
    (
        "Puerto Rican in Puerto Rico",
        "PUR",
        "AMR",
        [0, 55, 105, 105],
    ),
];

/// The superpopulations, in the site's order.
pub(super) const SUPERPOPULATIONS: &str = "Description\tPopulation Code\nEast Asian\tEAS\nSouth Asian\tSAS\nAfrican\tAFR\nEuropean\tEUR\nAmerican\tAMR\n";

/// Returns the phase 3 panel. As on the site, its header ends in two tabs that the rows do not have.
pub(super) fn panel() -> String {
    let mut out = "sample\tpop\tsuper_pop\tgender\t\t\n".to_owned();
    for (sample, population, superpopulation, sex) in SAMPLES {
        let _ = writeln!(out, "{sample}\t{population}\t{superpopulation}\t{sex}");
    }
    out
}

/// Returns the phase 1 panel: sample, population, superpopulation and platform, without a header.
pub(super) fn phase1_panel() -> String {
    let mut out = String::new();
    for (sample, population, superpopulation, _) in SAMPLES {
        let _ = writeln!(out, "{sample}\t{population}\t{superpopulation}\tILLUMINA");
    }
    out
}

/// Returns the populations table. As on the site, a total and two rows of tabs follow the last population.
pub(super) fn populations() -> String {
    let mut out = "Population Description\tPopulation Code\tSuper Population\tDNA from Blood\t\
        Offspring available from trios\tPilot Samples\tPhase1 Samples\tFinal Phase Samples\tTotal\n"
        .to_owned();
    let mut sums = [0; 4];
    for (description, code, superpopulation, counts) in POPULATIONS {
        let [pilot, phase1, last, total] = counts;
        let _ = writeln!(
            out,
            "{description}\t{code}\t{superpopulation}\tno\tyes\t{pilot}\t{phase1}\t{last}\t{total}"
        );
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let [pilot, phase1, last, total] = sums;
    let _ = writeln!(out, "Total\t\t\t\t\t{pilot}\t{phase1}\t{last}\t{total}");
    out + "\t\t\t\t\t\t\t\t\n\t\t\t\t\t\t\t\t\n"
}

/// Returns the pedigree table: family, individual, father, mother, sex, phenotype, population, and more columns.
pub(super) fn pedigree() -> String {
    let mut out = "Family ID\tIndividual ID\tPaternal ID\tMaternal ID\tGender\tPhenotype\tPopulation\tRelationship\n".to_owned();
    for (sample, population, _, sex) in SAMPLES {
        let code = if *sex == "male" { 1 } else { 2 };
        let _ = writeln!(
            out,
            "{sample}\t{sample}\t0\t0\t{code}\t0\t{population}\tunrel"
        );
    }
    out
}

/// Returns an alignment index: the old form with six columns at the old places, else the new one with `##` lines.
pub(super) fn alignment_index(path: &str) -> String {
    let mut out = if path.contains("GRCh38DH") {
        "##Date: 2026-11-23\n##Made up by the demonstration mirror\n#CRAM\tCRAM_MD5\tCRAI\tCRAI_MD5\tBAS\tBAS_MD5\n"
    } else {
        "BAM FILE\tBAM MD5\tBAI FILE\tBAI MD5\tBAS FILE\tBAS MD5\n"
    }
    .to_owned();
    for (sample, population, ..) in SAMPLES {
        let base = format!("data/{population}/{sample}/alignment/{sample}.demo.cram");
        let sum = |name: &str| super::site::hex(&Md5::digest(name));
        let (index, statistics) = (format!("{base}.crai"), format!("{base}.bas"));
        let _ = writeln!(
            out,
            "{base}\t{}\t{index}\t{}\t{statistics}\t{}",
            sum(&base),
            sum(&index),
            sum(&statistics)
        );
    }
    out
}

/// Returns a sequence index with the 26 columns of the site's FAQ, one row per sample.
pub(super) fn sequence_index() -> String {
    let mut out = "FASTQ_FILE\tMD5\tRUN_ID\tSTUDY_ID\tSTUDY_NAME\tCENTER_NAME\tSUBMISSION_ID\tSUBMISSION_DATE\tSAMPLE_ID\t\
        SAMPLE_NAME\tPOPULATION\tEXPERIMENT_ID\tINSTRUMENT_PLATFORM\tINSTRUMENT_MODEL\tLIBRARY_NAME\tRUN_NAME\tRUN_BLOCK_NAME\t\
        INSERT_SIZE\tLIBRARY_LAYOUT\tPAIRED_FASTQ\tWITHDRAWN\tWITHDRAWN_DATE\tCOMMENT\tREAD_COUNT\tBASE_COUNT\tANALYSIS_GROUP\n"
        .to_owned();
    for (number, (sample, population, ..)) in SAMPLES.iter().enumerate() {
        let run = format!("ERR0000{number:02}");
        let file = format!("data/{sample}/sequence_read/{run}.filt.fastq.gz");
        let sum = super::site::hex(&Md5::digest(&file));
        let _ = writeln!(
            out,
            "{file}\t{sum}\t{run}\tSRP000000\tdemonstration\tDEMO\tERA000000\t2026-11-23 00:00:00\tSRS0000{number:02}\t\
             {sample}\t{population}\tERX0000{number:02}\tILLUMINA\tIllumina Genome Analyzer II\tdemo\t{run}\t\t200\tSINGLE\t\t\
             0\t\t\t1000\t100000\tlow coverage"
        );
    }
    out
}
