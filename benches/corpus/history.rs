//! Older releases, the change log, and the former top level.

use super::random::Size;
use super::tree::{Day, Tree, chromosomes};

const VCF: Size = Size::new(600_000_000, 260);
const TBI: Size = Size::new(60_000, 220);
const TEXT: Size = Size::new(9_000, 420);
const INDEX: Size = Size::new(12_000_000, 400);

/// Releases before phase 1: directory, day, and what their files are called.
const OLDER: [(&str, Day, &str); 6] = [
    ("2008_12", Day::new(2009, 2, 19), "SRP000032.2008_12.snps"),
    ("2009_02", Day::new(2009, 6, 25), "SRP000031.2009_02.snps"),
    ("2009_05", Day::new(2009, 7, 2), "SRP000033.2009_05.snps"),
    (
        "2010_11",
        Day::new(2011, 2, 16),
        "low_coverage.2010_11.sites",
    ),
    (
        "20100804",
        Day::new(2010, 8, 4),
        "2of4intersection.20100804.genotypes",
    ),
    (
        "20101123",
        Day::new(2010, 11, 23),
        "phase1_interim.20101123.snps.genotypes",
    ),
];

/// Writes the releases before phase 1, and those of the pilot.
pub(crate) fn older(tree: &mut Tree) {
    for (release, day, stem) in OLDER {
        tree.open(format!("release/{release}"), day, 30);
        for code in ["CEU", "YRI", "CHBJPT", "ALL"] {
            for chromosome in chromosomes() {
                tree.with(
                    &format!("{code}.chr{chromosome}.{stem}.vcf.gz"),
                    VCF,
                    &[(".tbi", TBI)],
                );
            }
        }
        tree.file(format!("README.{release}"), TEXT);
    }
    for release in ["2009_12", "2010_03"] {
        for pilot in ["pilot1", "pilot2", "exon"] {
            tree.open(
                format!("pilot_data/release/{release}/{pilot}"),
                Day::new(2010, 3, 10),
                60,
            );
            for code in ["CEU", "YRI", "CHBJPT"] {
                for kind in [
                    "indel.genotypes",
                    "SRP000031.genotypes",
                    "SRP000032.sites",
                    "mask.fa",
                ] {
                    tree.with(
                        &format!("{code}.{pilot}.{release}.{kind}.vcf.gz"),
                        VCF,
                        &[(".tbi", TBI)],
                    );
                }
            }
        }
    }
}

/// Writes the change log and the reference sequences.
pub(crate) fn top(tree: &mut Tree) {
    for number in 0..1500 {
        let kind = tree
            .random
            .one(&["new", "withdrawn", "moved", "replacement"]);
        let day = Day::new(2009, 1, 5).after(number * 3);
        tree.open("changelog_details", day, 1);
        let name = format!("changelog_details_{}_{kind}", day.compact());
        tree.file(name, Size::new(20_000, 700));
    }
    references(tree);
}

fn references(tree: &mut Tree) {
    tree.open(
        "technical/reference/GRCh38_reference_genome",
        Day::new(2015, 2, 14),
        3,
    );
    tree.with(
        "GRCh38_full_analysis_set_plus_decoy_hla.fa",
        Size::new(3_263_683_042, 0),
        &[
            (".fai", TEXT),
            (".alt", TEXT),
            (".amb", TEXT),
            (".ann", TEXT),
            (".bwt", VCF),
            (".pac", VCF),
            (".sa", VCF),
        ],
    );
    tree.open(
        "technical/reference/phase2_reference_assembly_sequence",
        Day::new(2011, 6, 2),
        30,
    );
    for name in [
        "hs37d5.fa.gz",
        "hs37d5.fa.gz.fai",
        "hs37d5.fa.gz.gzi",
        "README_human_reference_20110707",
        "hs37d5cs.fa.gz",
    ] {
        tree.file(name, VCF);
    }
}

/// `historical_data/former_toplevel`: index files of each freeze, and of all before.
pub(crate) fn former(tree: &mut Tree) {
    let home = "historical_data/former_toplevel";
    tree.open(home, Day::new(2015, 9, 1), 5);
    for name in [
        "README.alignment_data",
        "README.analysis_history",
        "README.ftp_structure",
        "README.populations",
        "README.sequence_data",
    ] {
        tree.file(name, TEXT);
    }
    let day = Day::new(2009, 2, 3);
    for (folder, step, count) in [("sequence_indices", 8, 220), ("alignment_indices", 21, 80)] {
        tree.open(format!("{home}/{folder}"), Day::new(2015, 9, 1), 5);
        for number in 0..count {
            let date = day.after(number * step).compact();
            let kind = folder.trim_end_matches("_indices");
            tree.file(format!("{date}.{kind}.index"), INDEX);
            for part in ["exome", "low_coverage.stats", "bas.gz"] {
                tree.file(format!("{date}.{part}.{kind}.index"), INDEX);
            }
        }
    }
}
