//! `technical`: working directories and checks, which hold a third of all files.

use super::people::Person;
use super::random::Size;
use super::tree::{Day, Tree};

const CHUNK: Size = Size::new(38_000_000, 300);
const SMALL: Size = Size::new(22_000, 420);
const TBI: Size = Size::new(12_000, 220);

/// Working directories: what they are about, and the file names of their parts. `{s}` is a sample, `{p}` its population, `{l}` a
/// library, `{k}` a chromosome, `{r}` a region, `{n}` a number, `{c}` a center, `{d}` a day.
const TOPICS: [(&str, &str); 12] = [
    (
        "phase3_{c}_input_callsets",
        "ALL.chr{k}.{c}_phase3_callset.{d}.snps_indels.genotypes.{r}.vcf.gz",
    ),
    (
        "bam_statistics_{c}",
        "{s}.{l}.ILLUMINA.bwa.{p}.low_coverage.{d}.bam.stats",
    ),
    (
        "verify_bam_id_{c}",
        "{s}.{l}.chrom20.ILLUMINA.bwa.{p}.low_coverage.{d}.bam.selfSM",
    ),
    (
        "exome_depth_{c}",
        "{s}.mapped.ILLUMINA.bwa.{p}.exome.{d}.depth_of_coverage.sample_interval_summary.gz",
    ),
    (
        "genotype_likelihoods_{c}",
        "ALL.chr{k}.{c}.{d}.genotype_likelihoods.{r}.vcf.gz",
    ),
    (
        "sv_discovery_{c}",
        "{s}.{c}.{d}.deletions_duplications.chr{k}.sites.vcf.gz",
    ),
    (
        "trio_alignment_{c}_b37_decoy",
        "{s}.{c}.HiSeq.WGS.jaffe.b37_decoy.chr{k}.{d}.bam",
    ),
    (
        "haplotype_scaffold_{c}",
        "{p}.chr{k}.{c}_scaffold.{d}.haplotypes.{r}.hap.gz",
    ),
    (
        "ibd_segments_{c}",
        "{p}.chr{k}.beagle_ibd_segments.{d}.part{n}.ibd.gz",
    ),
    (
        "complete_genomics_{c}_vcfs",
        "{s}_lcl_SRR{n}.wgs.COMPLETE_GENOMICS.{d}.snps_indels_svs_meis.high_coverage.genotypes.vcf.gz",
    ),
    (
        "admixture_tracts_{c}",
        "{s}.{p}.rfmix_tracts.{d}.chr{k}.bed.gz",
    ),
    (
        "mitochondrial_{c}_consensus",
        "{s}.{p}.mtDNA_consensus.{d}.{n}.fa",
    ),
];

/// Who made them.
const CENTERS: [&str; 10] = [
    "broad", "sanger", "umich", "baylor", "bc", "oxford", "embl", "yale", "ncbi", "stanford",
];

/// Folders below some of them.
const BELOW: [&str; 4] = [
    "/freeze_1",
    "/supporting/release_candidate",
    "/low_coverage/by_sample",
    "/scripts_and_results",
];

/// Writes one more working directory, the one with this number.
pub(crate) fn directory(tree: &mut Tree, people: &[Person], serial: u64) {
    // 4201 is prime, so that no two directories have one day.
    let day = Day::new(2009, 6, 1).after(serial * 1151 % 4201);
    let center = tree.random.one(&CENTERS);
    let place = usize::try_from(tree.random.below(TOPICS.len() as u64)).unwrap_or(0);
    let (about, part) = TOPICS[place];
    let about = about.replace("{c}", center);
    let mut home = format!("technical/working/{}_{about}", day.compact());
    if tree.random.once_in(3) {
        home.push_str(tree.random.one(&BELOW));
    }
    tree.open(home, day, 1);
    let freeze = day.after(400).compact();
    let part = part.replace("{c}", center).replace("{d}", &freeze);
    parts(tree, people, &part);
    tree.file(format!("README.{}_{center}", day.compact()), SMALL);
}

/// Writes some hundred files of one kind.
fn parts(tree: &mut Tree, people: &[Person], part: &str) {
    let ending = part.rsplit('.').next().unwrap_or_default();
    let size = if ["gz", "bam"].contains(&ending) {
        CHUNK
    } else {
        SMALL
    };
    let files = tree.random.between(60, 900);
    let first = tree.random.below(people.len() as u64);
    let (mut who, mut base) = (first, 1);
    for number in 0..files {
        // Few directories have all samples.
        who += tree.random.one(&[&1, &1, &1, &2, &3, &7]);
        let person = &people[usize::try_from(who).unwrap_or(0) % people.len()];
        // Regions of the genome were divided where genes allow it.
        let end = base + tree.random.between(180_000, 420_000);
        let library = format!("lib{:05}", tree.random.below(100_000));
        let name = part
            .replace("{s}", &person.name)
            .replace("{p}", person.population.code)
            .replace("{k}", &chromosome(part, number, files).to_string())
            .replace("SRR{n}", &format!("SRR{}", 800_000 + first * 16 + number))
            .replace("{n}", &format!("{number:04}"))
            .replace("{l}", &library)
            .replace("{r}", &format!("{base}-{end}"));
        base = end + 1;
        tree.file(&name, size);
        if part.ends_with(".vcf.gz") {
            tree.file(format!("{name}.tbi"), TBI);
        } else if ending == "bam" {
            tree.file(format!("{name}.bai"), TBI);
        }
    }
}

/// Each sample's file has another chromosome; regions go from the first chromosome to the last.
fn chromosome(part: &str, number: u64, files: u64) -> u64 {
    if part.contains("{s}") {
        number % 22 + 1
    } else {
        number * 22 / files + 1
    }
}
