//! The other collections: long reads, other populations, transcripts.

use super::people::Person;
use super::random::Size;
use super::tree::{Day, Tree, chromosomes};

const CRAM: Size = Size::new(3_900_000_000, 160);
const DEEP: Size = Size::new(16_000_000_000, 120);
const CRAI: Size = Size::new(1_050_000, 130);
const BAS: Size = Size::new(2_400, 220);
const VCF: Size = Size::new(900_000_000, 260);
const TBI: Size = Size::new(130_000, 220);
const TEXT: Size = Size::new(9_000, 420);
const CRAM_COMPANIONS: [(&str, Size); 2] = [(".crai", CRAI), (".bas", BAS)];

/// Working directories of the structural variation collections.
const STRUCTURAL: [(&str, usize, [&str; 3]); 2] = [
    (
        "HGSVC2",
        73,
        [
            "20200628_HHU_assembly-results_CCS_v12",
            "20201030_JAX_CLR-alignments",
            "20191031_CHS_10X_fastqs",
        ],
    ),
    (
        "HGSVC3",
        50,
        [
            "20230927_verkko_batch1",
            "20240201_HiFi_ONT-UL_assemblies",
            "20220831_JAX_ONT_R9_basecalls",
        ],
    ),
];

/// Index files of the collections.
const INDEXES: [(&str, &[&str]); 6] = [
    (
        "1000_genomes_project",
        &[
            "1000genomes.low_coverage.GRCh38DH.alignment.index",
            "1000genomes.exome.GRCh38DH.alignment.index",
            "1000genomes.high_coverage.GRCh38DH.alignment.index",
            "1000genomes.sequence.index",
        ],
    ),
    ("geuvadis", &["geuvadis.sequence.index"]),
    ("HGDP", &["hgdp_wgs.sequence.index"]),
    (
        "simons_diversity_data",
        &["simons_diversity_wgs.sequence.index"],
    ),
    (
        "gambian_genome_variation_project",
        &["gambian_genome_variation_project.GRCh38DH.alignment.index"],
    ),
    (
        "illumina_platinum_pedigree",
        &["illumina_platinum_ped.sequence.index"],
    ),
];

/// Groups of the other diversity panels.
const GROUPS: [&str; 12] = [
    "Adygei",
    "Balochi",
    "BantuKenya",
    "Basque",
    "Bedouin",
    "Biaka",
    "Brahui",
    "Burusho",
    "Cambodian",
    "Colombian",
    "Yakut",
    "Yoruba",
];

/// `HGSVC2`, `HGSVC3` and `hgsv_sv_discovery`: few samples, many files of each.
pub(crate) fn structural(tree: &mut Tree, people: &[Person]) {
    for (collection, step, work) in STRUCTURAL {
        for person in people.iter().step_by(step) {
            for (place, directory) in work.into_iter().enumerate() {
                let folder = format!(
                    "data_collections/{collection}/working/{directory}/{}",
                    person.name
                );
                tree.open(folder, Day::new(2020 + 2 * place as u64, 3, 5), 150);
                haplotypes(tree, person, ["ccs_flye", "clr_pg", "verkko"][place]);
            }
        }
    }
    for person in people.iter().step_by(356) {
        let folder = format!(
            "data_collections/hgsv_sv_discovery/data/{}/{}/smrt",
            person.population.code, person.name
        );
        tree.open(folder, Day::new(2016, 6, 23), 60);
        for _ in 0..200 {
            let cell = tree.random.between(150_000, 169_999);
            let movie = tree.random.between(10_000_000, 99_999_999);
            for part in 1..=3 {
                let name = format!("m{cell}_{movie}_42156_c1008_s1_p0.{part}.bax.h5");
                tree.file(name, Size::new(3_000_000_000, 120));
            }
        }
    }
}

fn haplotypes(tree: &mut Tree, person: &Person, program: &str) {
    let (name, code) = (&person.name, person.population.code);
    for haplotype in ["hap1", "hap2", "unassigned"] {
        for chromosome in chromosomes() {
            let vcf =
                format!("{name}_{code}_{haplotype}.chr{chromosome}.{program}.pbsv-svcalls.vcf.gz");
            tree.with(&vcf, Size::new(2_000_000, 300), &[(".tbi", TBI)]);
        }
    }
}

/// `1KG_ONT_VIENNA`: 1019 samples, read to three references.
pub(crate) fn long_reads(tree: &mut Tree, people: &[Person]) {
    let home = "data_collections/1KG_ONT_VIENNA";
    for (folder, ending, companion) in [
        ("hg38", "hg38.cram", ".crai"),
        ("t2t", "t2t.cram", ".crai"),
        ("gaf", "minigraph.gaf.gz", ".md5"),
    ] {
        tree.open(format!("{home}/{folder}"), Day::new(2023, 11, 2), 90);
        for person in people.iter().filter(|person| person.phase3).take(1019) {
            tree.with(
                &format!("{}.{ending}", person.name),
                DEEP,
                &[(companion, CRAI)],
            );
        }
    }
    tree.open(format!("{home}/release/v1.1"), Day::new(2024, 5, 3), 1);
    for name in ["final-vcf.unphased", "final-vcf.phased", "svarp-insertions"] {
        tree.with(&format!("{name}.vcf.gz"), VCF, &[(".tbi", TBI)]);
    }
}

/// `HGDP` and `simons_diversity_data`: samples of other populations.
pub(crate) fn diversity(tree: &mut Tree) {
    for number in 1..=828_usize {
        let group = GROUPS[number * GROUPS.len() / 829];
        let name = format!("HGDP{:05}", number + number / 3);
        let folder = format!("data_collections/HGDP/data/{group}/{name}/alignment");
        let cram = format!("{name}.alt_bwamem_GRCh38DH.20181023.{group}.cram");
        tree.alone(
            folder,
            (Day::new(2018, 10, 23), 90),
            &cram,
            DEEP,
            &CRAM_COMPANIONS,
        );
    }
    for number in 0..276_usize {
        let group = GROUPS[number * 5 % GROUPS.len()];
        let name = format!("SAMEA{}", 3_302_600 + number * 3);
        let folder =
            format!("data_collections/simons_diversity_data/data/{group}/{name}/alignment");
        let cram = format!("{name}.alt_bwamem_GRCh38DH.20200922.{group}.simons.cram");
        tree.alone(
            folder,
            (Day::new(2017, 3, 1), 60),
            &cram,
            DEEP,
            &CRAM_COMPANIONS,
        );
    }
}

/// `gambian_genome_variation_project`: 395 rows of its alignment index.
pub(crate) fn gambian(tree: &mut Tree) {
    let home = "data_collections/gambian_genome_variation_project";
    for number in 0..395_usize {
        let group = ["FULA", "GWJ", "GWW", "GWF"][number / 99];
        let name = format!(
            "SC_GM{}{}",
            if group == "FULA" { "FUL" } else { &group[..3] },
            5_306_355 + number * 17
        );
        let folder = format!("{home}/data/{group}/{name}/alignment");
        let cram = format!("{name}.alt_bwamem_GRCh38DH.20151208.{group}.gambian_lowcov.cram");
        tree.alone(
            folder,
            (Day::new(2015, 12, 9), 40),
            &cram,
            CRAM,
            &CRAM_COMPANIONS,
        );
    }
    let folder = format!("{home}/release/20200217_biallelic_SNV");
    tree.by_chromosome(folder, (Day::new(2020, 2, 17), 1), (VCF, (".tbi", TBI)), |chromosome| {
        format!("ALL_GGVP.chr{chromosome}.shapeit2_integrated_snvindels_v1b_20200120.GRCh38.phased.vcf.gz")
    });
}

/// `geuvadis`, `han_chinese_high_coverage` and `illumina_platinum_pedigree`.
pub(crate) fn transcripts(tree: &mut Tree, people: &[Person]) {
    let chosen = |codes: &'static [&str]| {
        people
            .iter()
            .filter(move |person| person.phase3 && codes.contains(&person.population.code))
    };
    tree.open(
        "data_collections/geuvadis/working/geuvadis_bams",
        Day::new(2016, 10, 4),
        30,
    );
    for person in chosen(&["CEU", "FIN", "GBR", "TSI", "YRI"]).take(465) {
        for lab in 1..=2 {
            let bam = format!(
                "{}.{lab}.M_111124_{}.{}.rnaseq.bam",
                person.name,
                tree.random.between(1, 8),
                person.population.code
            );
            tree.with(&bam, CRAM, &[(".bai", Size::new(6_200_000, 120))]);
        }
    }
    pedigrees(tree, chosen(&["CHB", "CHS"]).take(90));
}

fn pedigrees<'a>(tree: &mut Tree, han: impl Iterator<Item = &'a Person>) {
    let home = "data_collections/han_chinese_high_coverage/data";
    for person in han {
        let (name, code) = (&person.name, person.population.code);
        let cram = format!("{name}.alt_bwamem_GRCh38DH.20170227.{code}.han_high_coverage.cram");
        let folder = format!("{home}/{code}/{name}/alignment");
        tree.alone(
            folder,
            (Day::new(2017, 1, 30), 30),
            &cram,
            DEEP,
            &CRAM_COMPANIONS,
        );
    }
    let home = "data_collections/illumina_platinum_pedigree/data/CEU";
    for number in 12_877..=12_893 {
        let cram =
            format!("NA{number}.alt_bwamem_GRCh38DH.20150706.CEU.illumina_platinum_ped.cram");
        let folder = format!("{home}/NA{number}/alignment");
        tree.alone(
            folder,
            (Day::new(2015, 7, 6), 4),
            &cram,
            DEEP,
            &CRAM_COMPANIONS,
        );
    }
}

/// Index files and notes of the collections.
pub(crate) fn indexes(tree: &mut Tree) {
    for (collection, names) in INDEXES {
        tree.open(
            format!("data_collections/{collection}"),
            Day::new(2016, 1, 1),
            900,
        );
        for name in names {
            tree.file(name, Size::new(800_000, 400));
        }
        tree.file(format!("README_{collection}_datareuse.md"), TEXT);
    }
}
