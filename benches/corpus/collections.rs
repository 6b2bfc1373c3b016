//! `data_collections`: the 30x collection, the realignments to `GRCh38`; `others.rs` has the others.

use super::others;
use super::people::Person;
use super::random::Size;
use super::tree::{Day, Tree, chromosomes};

const CRAM: Size = Size::new(3_900_000_000, 160);
const DEEP: Size = Size::new(16_000_000_000, 120);
const CRAI: Size = Size::new(1_050_000, 130);
const BAS: Size = Size::new(2_400, 220);
const VCF: Size = Size::new(900_000_000, 260);
const TBI: Size = Size::new(130_000, 220);
const CALLS: (Size, (&str, Size)) = (VCF, (".tbi", TBI));
const TEXT: Size = Size::new(9_000, 420);
const CRAM_COMPANIONS: [(&str, Size); 2] = [(".crai", CRAI), (".bas", BAS)];

/// Writes all collections.
pub(crate) fn all(tree: &mut Tree, people: &[Person]) {
    realigned(tree, people);
    thirty_times(tree, people);
    others::structural(tree, people);
    others::long_reads(tree, people);
    others::diversity(tree);
    others::gambian(tree);
    others::transcripts(tree, people);
    others::indexes(tree);
}

/// `1000_genomes_project`: 2691 low coverage, 2692 exome and 24 high coverage alignments to `GRCh38` (rows of their index files).
fn realigned(tree: &mut Tree, people: &[Person]) {
    let home = "data_collections/1000_genomes_project";
    let mut left = 2691 - 2504;
    for (place, person) in people.iter().enumerate() {
        if !person.phase3 {
            if left == 0 {
                continue;
            }
            left -= 1;
        }
        remapped(tree, &format!("{home}/data"), person, place % 134 == 0);
    }
    for (release, stem) in [
        (
            "20181203_biallelic_SNV",
            "shapeit2_integrated_v1a.GRCh38.20181129.phased",
        ),
        (
            "20190312_biallelic_SNV_and_INDEL",
            "shapeit2_integrated_snvindels_v2a_27022019.GRCh38.phased",
        ),
    ] {
        let folder = format!("{home}/release/{release}");
        tree.by_chromosome(folder, (Day::new(2019, 3, 12), 2), CALLS, |chromosome| {
            format!("ALL.chr{chromosome}.{stem}.vcf.gz")
        });
        tree.file(format!("{}_MANIFEST.txt", &release[..8]), TEXT);
    }
}

/// The alignments of one sample.
fn remapped(tree: &mut Tree, data: &str, person: &Person, deep: bool) {
    let (name, code) = (&person.name, person.population.code);
    let home = format!("{data}/{code}/{name}");
    let day = Day::new(2015, 7, 20);
    if name == "NA12878" {
        tree.open_core(format!("{home}/alignment"), day);
    } else {
        tree.open(format!("{home}/alignment"), day, 80);
    }
    let low = format!("{name}.alt_bwamem_GRCh38DH.20150718.{code}.low_coverage.cram");
    tree.with(&low, CRAM, &CRAM_COMPANIONS);
    let exome = format!("{name}.alt_bwamem_GRCh38DH.20150826.{code}.exome.cram");
    let folder = format!("{home}/exome_alignment");
    tree.alone(
        folder,
        (Day::new(2015, 8, 28), 60),
        &exome,
        CRAM,
        &CRAM_COMPANIONS,
    );
    if deep {
        let high = format!("{name}.alt_bwamem_GRCh38DH.20150917.{code}.high_coverage.cram");
        let folder = format!("{home}/high_cov_alignment");
        tree.alone(
            folder,
            (Day::new(2015, 9, 19), 20),
            &high,
            DEEP,
            &CRAM_COMPANIONS,
        );
    }
}

/// `1000G_2504_high_coverage`: calls from 30-fold coverage of 3202 samples.
fn thirty_times(tree: &mut Tree, people: &[Person]) {
    let home = "data_collections/1000G_2504_high_coverage";
    tree.open_core(home, Day::new(2021, 10, 20));
    for name in [
        "1000G_2504_high_coverage.sequence.index",
        "1000G_698_related_high_coverage.sequence.index",
        "20130606_g1k_3202_samples_ped_population.txt",
        "README_2504_plus_additional_698_related_samples_high_coverage.md",
    ] {
        tree.file(name, TEXT);
    }
    let working = format!("{home}/working");
    tree.open_core(
        format!("{working}/20220422_3202_phased_SNV_INDEL_SV"),
        Day::new(2022, 4, 22),
    );
    for chromosome in chromosomes().filter(|name| name != "Y") {
        let version = if chromosome == "X" { ".v2" } else { "" };
        let vcf = format!(
            "1kGP_high_coverage_Illumina.chr{chromosome}.filtered.SNV_INDEL_SV_phased_panel{version}.vcf.gz"
        );
        tree.with(&vcf, VCF, &[(".tbi", TBI)]);
    }
    tree.file("README_1kGP_phased_panel_110722.pdf", TEXT);
    deep_calls(tree, &working, people);
}

/// The other calls of the 30x collection.
fn deep_calls(tree: &mut Tree, working: &str, people: &[Person]) {
    const LARGE: (Size, (&str, Size)) = (Size::new(60_000_000_000, 160), (".tbi", TBI));
    const BATCH: &str = "CCDG_14151_B01_GRM_WGS_2020-08-05";
    let folder = format!("{working}/20201028_3202_raw_GT_with_annot");
    tree.by_chromosome(folder, (Day::new(2020, 10, 28), 1), LARGE, |chromosome| {
        format!("20201028_{BATCH}_chr{chromosome}.recalibrated_variants.vcf.gz")
    });
    tree.open(
        format!("{working}/20201028_3202_phased"),
        Day::new(2020, 12, 1),
        1,
    );
    for chromosome in chromosomes() {
        for program in ["shapeit2-duohmm", "eagle2"] {
            let vcf = format!("{BATCH}_chr{chromosome}.filtered.{program}-phased.vcf.gz");
            tree.with(&vcf, VCF, &[(".tbi", TBI)]);
        }
    }
    let folder = format!("{working}/20190425_NYGC_GATK");
    tree.by_chromosome(folder, (Day::new(2019, 4, 25), 3), CALLS, |chromosome| {
        format!("CCDG_13607_B01_GRM_WGS_2019-02-19_chr{chromosome}.recalibrated_variants.vcf.gz")
    });
    structural(tree, working, people);
}

/// The structural variants of the 30x collection.
fn structural(tree: &mut Tree, working: &str, people: &[Person]) {
    tree.open(
        format!("{working}/20190425_NYGC_GATK/cohort_sv_calls"),
        Day::new(2019, 5, 25),
        30,
    );
    for person in people.iter().filter(|person| person.phase3) {
        let vcf = format!(
            "{}.final.manta.diploidSV.{}.vcf.gz",
            person.name, person.population.code
        );
        tree.with(&vcf, Size::new(4_000_000, 100), &[(".tbi", TBI)]);
    }
    let folder = format!("{working}/20210124.SV_Illumina_Integration");
    let vcf = "1KGP_3202.gatksv_svtools_novelins.freeze_V3.wAF.vcf.gz";
    tree.alone(
        folder,
        (Day::new(2021, 1, 24), 1),
        vcf,
        VCF,
        &[(".tbi", TBI)],
    );
}
