//! Expectations on a small list, `tests/fixtures/search`.

use crate::expected::Row;

const SV_MAP: &str = "phase3/integrated_sv_map/*";
const PANEL: &str = "release/20130502/integrated_call_samples_v3.20130502.ALL.panel";
const FA38: &str =
    "technical/reference/GRCh38_reference_genome/GRCh38_full_analysis_set_plus_decoy_hla.fa";
const CHR1: &str = "release/20130502/ALL.chr1.phase3*.vcf.gz";
const CHR22: &str =
    "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
const CHRY: &str = "release/20130502/ALL.chrY.phase3*.vcf.gz";

pub(crate) const ROWS: &[Row] = &[
    // Formats.
    Row("fasta", "technical/reference/*.fa*", &["*fastq*"], Some(3)),
    Row("gvcf", "", &[], Some(0)),
    Row(
        "fastq",
        "phase3/data/HG00295/sequence_read/ERR022222_1.filt.fastq.gz",
        &["*.fa"],
        Some(2),
    ),
    Row("bam", "phase3/data/*.bam", &["*cram*"], None),
    Row("cram", "*.cram", &["*.bam*"], None),
    Row("panel", PANEL, &[], None),
    Row(
        "pedigree",
        "release/20130502/integrated_call_samples_v3.20250704.ALL.ped",
        &[],
        None,
    ),
    Row("gender", PANEL, &[], Some(2)),
    // Chromosomes.
    Row("vcf chr1", CHR1, &["*chr10*"], Some(1)),
    Row("chromosome 1 vcf", CHR1, &["*chr10*"], Some(1)),
    Row(
        "chr2",
        "release/20130502/ALL.chr2.*.vcf.gz",
        &["*chr21*", "*chr22*"],
        Some(2),
    ),
    Row("chr1-2", CHR1, &["*chr10*", "*chr21*", "*chr22*"], Some(4)),
    Row(
        "chr21 chr22 phase 3 vcf",
        "release/20130502/ALL.chr21.*",
        &["*chr2.*"],
        Some(2),
    ),
    Row(
        "chromosomes 21 22 phase 3",
        "release/20130502/ALL.chr21.*",
        &["*chr2.*"],
        Some(4),
    ),
    Row("Y chromosome", CHRY, &["*chrX*"], None),
    Row("chrY vcf", CHRY, &["*chrX*"], None),
    Row(
        "X chromosome",
        "release/20130502/ALL.chrX.*",
        &["*chrY*"],
        Some(1),
    ),
    Row(
        "mitochondrial",
        "release/20130502/ALL.chrMT.*",
        &[],
        Some(1),
    ),
    Row("autosomes vcf", CHR1, &["*chrX*", "*chrY*"], None),
    // Releases, and the order.
    Row("chr22 vcf", CHR22, &["*chr2.*"], Some(7)),
    Row(
        "phase 3 chr22",
        CHR22,
        &["release/2010*", "release/2011*", "technical/*"],
        Some(2),
    ),
    Row(
        "phase3 chr22",
        CHR22,
        &["release/2010*", "release/2011*"],
        Some(3),
    ),
    Row("phase 1 vcf", "release/20110521/*", &["*phase3*"], Some(1)),
    Row("20130502 chrY", CHRY, &["release/2010*"], None),
    Row("", CHR1, &[], Some(58)),
    Row(
        "30x chr22 vcf",
        "*/20220422_3202_phased_SNV_INDEL_SV/*.vcf.gz",
        &["release/*"],
        Some(2),
    ),
    // Cohorts.
    Row("2504 samples", CHR1, &["*HG02504*"], None),
    Row(
        "2504 high coverage",
        "data_collections/1000G_2504*",
        &["*HG02504*", "release/*"],
        None,
    ),
    Row(
        "high coverage cram",
        "ftp.sra.ebi.ac.uk:*",
        &["*low_coverage*"],
        Some(2),
    ),
    Row("low pass", "phase3/data/*.bam", &["*exome*"], None),
    Row("whole exome", "*exome*", &["*low_coverage*"], Some(2)),
    Row("WGS bam", "*low_coverage*.bam", &["*exome*"], None),
    Row("structural variants", SV_MAP, &["*HG00295*"], None),
    Row("SV vcf", SV_MAP, &[], None),
    // People.
    Row(
        "SAS super population",
        "*NA20845*",
        &["*SAS_note*", "*NA12891*"],
        Some(2),
    ),
    Row(
        "EUR superpopulation bam",
        "phase3/data/*.bam",
        &["*NA19240*"],
        None,
    ),
    Row("CEU YRI cram", "*.cram", &["*GBR*", "*GIH*"], Some(6)),
    Row("CEU or YRI cram", "*.cram", &["*GBR*", "*GIH*"], Some(6)),
    Row("CEU, YRI cram", "*.cram", &["*GBR*", "*GIH*"], Some(6)),
    Row(
        "NA12891,NA12892",
        "*NA1289*",
        &["*NA12871*", "*NA19240*"],
        Some(6),
    ),
    Row(
        "NA12891 NA12892 cram",
        "*NA1289*.cram",
        &["*NA12871*"],
        Some(4),
    ),
    Row("NA12891 NA99999 cram", "*NA12891*.cram", &[], Some(3)),
    Row("Yoruba Gujarati", "*", &["*CEU*"], Some(5)),
    Row("fastq or panel", "*", &["*.bam"], Some(4)),
    // Names of one thing.
    Row("HG00296", "", &[], Some(0)),
    Row("NA12893", "", &[], Some(0)),
    Row("ERR022223", "", &[], Some(0)),
    Row("SAMEA0000001", "", &[], Some(0)),
    Row("20130503", "", &[], Some(0)),
    Row("chr23", "", &[], Some(0)),
    // Files by other names, and addresses.
    Row(
        "ALL.chr22.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz",
        CHR22,
        &[],
        Some(1),
    ),
    Row(
        "ALL.chr22.phase3*.genotypes.vcf.gz",
        CHR22,
        &["*.tbi"],
        Some(2),
    ),
    Row(
        "ftp.sra.ebi.ac.uk:run/ERR323/ERR3239626/NA12891.final.cram",
        "ftp.sra.ebi.ac.uk:*",
        &[],
        Some(1),
    ),
    Row(
        "fasp.sra.ebi.ac.uk:/vol1/run/ERR323/ERR3239626/NA12891.final.cram",
        "ftp.sra.ebi.ac.uk:*",
        &[],
        Some(1),
    ),
    Row(
        "era-fasp@fasp.sra.ebi.ac.uk:vol1/run/ERR323/ERR3239626/NA12891.final.cram",
        "ftp.sra.ebi.ac.uk:*",
        &[],
        Some(1),
    ),
    Row(
        "ftp://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/",
        CHR1,
        &["release/2010*", "technical/*"],
        Some(21),
    ),
    Row(
        "ftp/release/20130502/",
        CHR1,
        &["release/2010*", "technical/*"],
        Some(21),
    ),
    Row(
        "/vol1/ftp/release/20130502/",
        CHR1,
        &["release/2010*"],
        Some(21),
    ),
    Row("ftp/release/20999999/", "", &[], Some(0)),
    // Sentences.
    Row(
        "all the bam files of GBR",
        "phase3/data/*.bam",
        &["*CEU*"],
        None,
    ),
    Row(
        "where is the list of samples",
        "release/20130502/*.panel",
        &[],
        None,
    ),
    Row("reference fasta hg38 decoy", FA38, &["*.gz"], Some(1)),
    Row("reference fasta hg19 decoy", "*/hs37d5.fa.gz", &[], None),
];
