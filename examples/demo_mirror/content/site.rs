//! The whole tree, made from the catalogue's own main files and directories, so that each of its names exists.

use std::collections::BTreeMap;
use std::time::SystemTime;

use md5::{Digest, Md5};
use serde::Deserialize;

use super::super::tree::{Content, Directory, Node, at_second};
use super::vcf::{self, Contig, Recipe};
use super::{notes, tables};

/// The catalogue's list of main files.
const FILES: &str = include_str!("../../../static/catalogue/files.json");

/// The catalogue's data collections.
const COLLECTIONS: &str = include_str!("../../../static/catalogue/collections.json");

/// Contigs with their lengths on `GRCh37` (Genome Reference Consortium, GRCh37.p13).
const CONTIGS: [(&str, &str, u32); 25] = [
    ("1", "chr1", 249_250_621),
    ("2", "chr2", 243_199_373),
    ("3", "chr3", 198_022_430),
    ("4", "chr4", 191_154_276),
    ("5", "chr5", 180_915_260),
    ("6", "chr6", 171_115_067),
    ("7", "chr7", 159_138_663),
    ("8", "chr8", 146_364_022),
    ("9", "chr9", 141_213_431),
    ("10", "chr10", 135_534_747),
    ("11", "chr11", 135_006_516),
    ("12", "chr12", 133_851_895),
    ("13", "chr13", 115_169_878),
    ("14", "chr14", 107_349_540),
    ("15", "chr15", 102_531_392),
    ("16", "chr16", 90_354_753),
    ("17", "chr17", 81_195_210),
    ("18", "chr18", 78_077_248),
    ("19", "chr19", 59_128_983),
    ("20", "chr20", 63_025_520),
    ("21", "chr21", 48_129_895),
    ("22", "chr22", 51_304_566),
    ("X", "chrX", 155_270_560),
    ("Y", "chrY", 59_373_566),
    ("MT", "chrM", 16_569),
];

#[derive(Deserialize)]
struct Files {
    directories: Directories,
    families: Vec<Family>,
}

/// Directories, each with its description.
#[derive(Deserialize)]
struct Directories {
    paths: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Collection {
    directory: String,
}

/// Files that differ only by chromosome.
#[derive(Deserialize)]
struct Family {
    directory: String,
    name: String,
    #[serde(default)]
    chromosomes: Option<String>,
    #[serde(default)]
    companions: Vec<String>,
}

/// Makes the tree.
///
/// # Panics
///
/// If the catalogue is not in the form that the app reads.
pub(crate) fn site() -> Directory {
    let files: Files = serde_json::from_str(FILES)
        .expect("the catalogue's files.json is read by the app's own tests");
    let collections: Vec<Collection> = serde_json::from_str(COLLECTIONS)
        .expect("the catalogue's collections.json is read by the app's own tests");
    let modified = at_second(1_751_648_340);
    let mut root = Directory::new(modified);
    let directories = files.directories.paths.keys();
    let collections = collections.iter().map(|one| &one.directory);
    for directory in directories.chain(collections) {
        root.make(directory, modified);
    }
    for family in &files.families {
        let chromosomes = family
            .chromosomes
            .as_deref()
            .map_or_else(|| vec!["22"], chromosomes);
        for chromosome in chromosomes {
            let name = family.name.replace("{chromosome}", chromosome);
            put(&mut root, family, &name, chromosome);
        }
    }
    let list = current_tree(&root);
    root.put("current.tree", list, at_second(1_723_766_400));
    root
}

/// Reads `1-22 X` into the names of the contigs.
fn chromosomes(text: &str) -> Vec<&str> {
    let names = || CONTIGS.iter().map(|(name, ..)| *name);
    text.split_whitespace()
        .flat_map(|part| match part.split_once('-') {
            Some((first, last)) => {
                let at = |wanted: &str| names().position(|name| name == wanted);
                let range = at(first).unwrap_or(0)..at(last).map_or(0, |last| last + 1);
                names().collect::<Vec<_>>()[range].to_vec()
            }
            None => vec![part],
        })
        .collect()
}

fn put(root: &mut Directory, family: &Family, name: &str, chromosome: &str) {
    let path = format!("{}/{name}", family.directory);
    let path = path.trim_start_matches('/');
    let modified = modified(path);
    if name.ends_with(".vcf.gz") {
        let (vcf, index) = variants(path, chromosome);
        root.put(path, vcf, modified);
        if family.companions.iter().any(|ending| ending == ".tbi") {
            root.put(&format!("{path}.tbi"), index, modified);
        }
    } else if let Some(text) = text(path) {
        root.put(path, text, modified);
    }
}

fn variants(path: &str, chromosome: &str) -> (Vec<u8>, Vec<u8>) {
    let grch38 =
        path.starts_with("data_collections/") && !path.contains("shapeit2_integrated_snvindels");
    let (plain, prefixed, length) = CONTIGS
        .iter()
        .copied()
        .find(|(name, ..)| *name == chromosome)
        .unwrap_or(CONTIGS[21]);
    let samples: Vec<&str> = if path.contains(".sites.") {
        Vec::new()
    } else {
        tables::SAMPLES.iter().map(|(name, ..)| *name).collect()
    };
    vcf::make(Recipe {
        contig: Contig {
            name: if grch38 { prefixed } else { plain },
            length,
        },
        assembly: if path.starts_with("data_collections/") {
            "GRCh38"
        } else {
            "GRCh37"
        },
        samples: &samples,
        // One file is large enough to watch its download.
        records: if path.contains("ALL.chr22.phase3_shapeit2") {
            4000
        } else {
            40
        },
    })
}

/// Returns the content of a file that is no VCF; nothing for the few that are not text.
fn text(path: &str) -> Option<String> {
    let ends = |ending: &str| path.ends_with(ending);
    Some(match path {
        // The list of everything is made last.
        "current.tree" => return None,
        "CHANGELOG" => notes::CHANGELOG.to_owned(),
        _ if ends(".pdf") => return None,
        _ if ends("phase1_integrated_calls.20101123.ALL.panel") => tables::phase1_panel(),
        _ if ends(".panel") => tables::panel(),
        _ if ends(".populations.tsv") => tables::populations(),
        _ if ends(".superpopulations.tsv") => tables::SUPERPOPULATIONS.to_owned(),
        _ if ends(".alignment.index") => tables::alignment_index(path),
        _ if ends(".sequence.index") => tables::sequence_index(),
        _ if ends(".ped") || ends("_ped_population.txt") => tables::pedigree(),
        _ => notes::stand_in(path),
    })
}

/// Returns a date for a file: that of its directory on the main site, as far as it is known.
fn modified(path: &str) -> SystemTime {
    at_second(match path {
        _ if path.contains(".ped") || path.contains("v3.20250704") => 1_751_648_340,
        _ if path.starts_with("release/20130502/ALL.") => 1_615_910_040,
        _ if path.starts_with("release/20130502/") => 1_410_264_000,
        _ if path.contains("/20220422_") => 1_668_513_600,
        _ if path.contains("1000G_2504_high_coverage") => 1_604_577_600,
        _ if path.contains("/20190312_") => 1_552_392_000,
        _ if path.starts_with("data_collections/") => 1_441_627_200,
        _ if path.starts_with("phase1/") || path.starts_with("release/20110521/") => 1_335_441_600,
        _ if path.starts_with("pilot_data/") => 1_267_007_735,
        _ => 1_441_627_200,
    })
}

/// Writes the site's list of its files: path, type, size, date and MD5, with a tab after each.
fn current_tree(root: &Directory) -> String {
    let mut lines = Vec::new();
    walk(root, "ftp", &mut lines);
    lines.concat()
}

fn walk(directory: &Directory, path: &str, lines: &mut Vec<String>) {
    for (name, node) in &directory.entries {
        match node {
            Node::Directory(inner) => walk(inner, &format!("{path}/{name}"), lines),
            Node::File(file) => {
                let Content::Memory(bytes) = &file.content else {
                    continue;
                };
                let sum = hex(&Md5::digest(bytes));
                let date = jiff::Timestamp::try_from(file.modified)
                    .map(|time| time.strftime("%Y-%m-%d %H:%M:%S").to_string());
                lines.push(format!(
                    "{path}/{name}\tfile\t{}\t{}\t{sum}\t\n",
                    file.size,
                    date.unwrap_or_default()
                ));
            }
        }
    }
}

/// Writes bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
