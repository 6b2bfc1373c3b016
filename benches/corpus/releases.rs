//! `release`, `phase1/analysis_results`, `phase3` beside its data; `history.rs` has what is older.

use super::history;
use super::random::Size;
use super::tree::{Day, Tree, chromosomes};

const VCF: Size = Size::new(600_000_000, 260);
const TBI: Size = Size::new(60_000, 220);
const TEXT: Size = Size::new(9_000, 420);
const INDEX: Size = Size::new(12_000_000, 400);

/// Writes all releases.
pub(crate) fn all(tree: &mut Tree) {
    phase3(tree);
    supporting(tree);
    phase1(tree);
    history::older(tree);
    history::top(tree);
    history::former(tree);
}

/// `release/20130502` as it is since March 2021, with the names of version 5b.
fn phase3(tree: &mut Tree) {
    tree.open_core("release/20130502", Day::new(2021, 3, 16));
    for number in 1..=22 {
        let vcf = format!(
            "ALL.chr{number}.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz"
        );
        tree.with(&vcf, VCF, &[(".tbi", TBI)]);
    }
    for stem in [
        "ALL.chrX.phase3_shapeit2_mvncall_integrated_v1c.20130502.genotypes",
        "ALL.chrY.phase3_integrated_v2b.20130502.genotypes",
        "ALL.chrMT.phase3_callmom-v0_4.20130502.genotypes",
        "ALL.wgs.phase3_shapeit2_mvncall_integrated_v5c.20130502.sites",
    ] {
        tree.with(&format!("{stem}.vcf.gz"), VCF, &[(".tbi", TBI)]);
    }
    for name in [
        "20140625_related_individuals.txt",
        "README_chrMT_phase3_callmom.md",
        "README_integrated_call_samples_v3.20250704.ALL",
        "README_known_issues_20200731",
        "README_phase3_callset_20150220",
        "README_phase3_chrY_calls_20141104",
        "README_vcf_info_annotation.20141104",
        "integrated_call_male_samples_v3.20130502.ALL.panel",
        "integrated_call_samples_v3.20130502.ALL.panel",
        "integrated_call_samples_v3.20250704.ALL.ped",
    ] {
        tree.file(name, TEXT);
    }
}

/// Below `release/20130502/supporting`: directory, what its files are called, how they end.
const SUPPORTING: [(&str, &str, &str); 7] = [
    (
        "bcf_files",
        "phase3_shapeit2_mvncall_integrated_v5.20130502.genotypes",
        "bcf",
    ),
    (
        "functional_annotation/filtered",
        "phase3_shapeit2_mvncall_integrated_v5_func_anno.20130502.sites",
        "vcf.gz",
    ),
    (
        "functional_annotation/unfiltered",
        "phase3_shapeit2_mvncall_integrated_v5_func_anno.20130502.sites",
        "vcf.gz",
    ),
    (
        "genotype_likelihoods/shapeit2",
        "phase3_bc_union.20130502.biallelic_svm_snps_indelsAF0.005_svs.gl",
        "vcf.gz",
    ),
    (
        "genotype_likelihoods/mvncall",
        "phase3_bc_union.20130502.multiallelic.gl",
        "vcf.gz",
    ),
    (
        "related_samples_vcf",
        "phase3_shapeit2_mvncall_integrated_v5_related_samples.20130502.genotypes",
        "vcf.gz",
    ),
    ("strs", "phase3_strs.20130502.lobstr_calls", "vcf.gz"),
];

fn supporting(tree: &mut Tree) {
    let home = "release/20130502/supporting";
    for (folder, stem, ending) in SUPPORTING {
        let index = if ending == "bcf" { ".csi" } else { ".tbi" };
        let home = format!("{home}/{folder}");
        tree.by_chromosome(
            home,
            (Day::new(2014, 9, 10), 90),
            (VCF, (index, TBI)),
            |chromosome| format!("ALL.chr{chromosome}.{stem}.{ending}"),
        );
        tree.file(
            format!("README_{}_20140930", folder.replace('/', "_")),
            TEXT,
        );
    }
    tree.open(
        format!("{home}/hd_genotype_chip"),
        Day::new(2013, 12, 20),
        60,
    );
    for chip in [
        "ALL.chip.omni_broad_sanger_combined.20140818.snps.genotypes",
        "ALL.wgs.nhgri_coriell_affy_6.20140825.genotypes_has_ped",
    ] {
        tree.with(&format!("{chip}.vcf.gz"), VCF, &[(".tbi", TBI)]);
    }
    beside(tree);
}

/// What lies in `phase3` beside its data.
fn beside(tree: &mut Tree) {
    tree.open("phase3/integrated_sv_map", Day::new(2015, 2, 5), 400);
    tree.with(
        "ALL.wgs.mergedSV.v8.20130502.svs.genotypes.vcf.gz",
        VCF,
        &[(".tbi", TBI)],
    );
    tree.open("phase3", Day::new(2013, 12, 19), 1);
    for name in [
        "20131219.populations.tsv",
        "20131219.superpopulations.tsv",
        "20130502.phase3.low_coverage.alignment.index",
        "20130502.phase3.exome.alignment.index",
        "20130502.phase3.analysis.sequence.index",
    ] {
        tree.file(name, INDEX);
    }
}

/// Directories of phase 1, and what their files are called.
const PHASE1: [(&str, &str); 7] = [
    (
        "release/20110521",
        "phase1_release_v3.20101123.snps_indels_svs.genotypes",
    ),
    (
        "phase1/analysis_results/integrated_call_sets",
        "integrated_phase1_v3.20101123.snps_indels_svs.genotypes",
    ),
    (
        "phase1/analysis_results/shapeit2_phased_haplotypes",
        "SHAPEIT2_integrated_phase1_v3.20101123.snps_indels_svs.genotypes.all",
    ),
    (
        "phase1/analysis_results/consensus_call_sets/snps",
        "phase1_consensus.20101123.snps.low_coverage.sites",
    ),
    (
        "phase1/analysis_results/consensus_call_sets/indels",
        "phase1_consensus.20101123.indels.low_coverage.sites",
    ),
    (
        "phase1/analysis_results/functional_annotation/annotated_vcfs",
        "phase1_funcAnno.20101123.snps_indels_sv.sites",
    ),
    (
        "phase1/analysis_results/supporting/genotype_likelihoods",
        "phase1_bc_union.20101123.snps.low_coverage.genotype_likelihoods",
    ),
];

fn phase1(tree: &mut Tree) {
    for (folder, stem) in PHASE1 {
        tree.by_chromosome(
            folder,
            (Day::new(2012, 3, 14), 300),
            (VCF, (".tbi", TBI)),
            |chromosome| format!("ALL.chr{chromosome}.{stem}.vcf.gz"),
        );
        tree.file("phase1_integrated_calls.20101123.ALL.panel", TEXT);
    }
    for center in ["BC", "BCM", "BI", "NCBI", "SI", "UM", "WUGSC", "UCSD", "OX"] {
        tree.open(
            format!("phase1/analysis_results/input_call_sets/{center}"),
            Day::new(2011, 9, 1),
            120,
        );
        for chromosome in chromosomes() {
            for kind in ["snps", "indels"] {
                tree.with(&format!("{center}.chr{chromosome}.phase1_input.20101123.{kind}.low_coverage.genotypes.vcf.gz"), VCF, &[(".tbi", TBI)]);
            }
        }
    }
    tree.open(
        "phase1/analysis_results/ancestry_deconvolution",
        Day::new(2012, 6, 20),
        60,
    );
    for code in ["ASW", "CLM", "MXL", "PUR"] {
        for number in 0..60 {
            tree.file(
                format!("{code}.sample{number:03}.phase1_ancestry_deconvolution.20120604.bed"),
                TEXT,
            );
        }
    }
}
