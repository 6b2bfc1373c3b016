//! How files name chromosomes, and the accessions of chromosomes in databases of sequences.

use serde::Deserialize;

use super::{Chromosome, Cohort};
use crate::common::JsonError;
use crate::common::json::{ReadJson, Shipped, from_json};
use crate::mirror::RemotePath;

const BUILT_IN: &str = include_str!("../../static/catalogue/contigs.json");

/// Names of chromosomes, by directory, and their accessions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contigs {
    /// Rules for directories; the deepest that contains a file holds for it.
    pub directories: Vec<ContigRule>,
    /// Accessions.
    pub accessions: Vec<Accessions>,
}

/// How the variant files below a directory name chromosomes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContigRule {
    /// The directory.
    pub below: RemotePath,
    /// Whether `chr` stands before the number: `chr22`, else `22`.
    pub chr: bool,
    /// The reference assembly that positions refer to.
    pub assembly: String,
    /// The samples in the files, where the list of samples tells them.
    pub cohort: Option<Cohort>,
    /// Key of the source.
    pub source: String,
}

/// Accessions of the chromosomes 1 to 22, X and Y of an assembly.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accessions {
    /// The assembly.
    pub assembly: String,
    /// Their beginning.
    pub begins: String,
    /// The number that follows for chromosome 1; the others count on.
    pub first: usize,
    /// The version of each.
    pub versions: Vec<u8>,
    /// Key of the source.
    pub source: String,
}

impl Contigs {
    /// Returns the names that ship with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        Shipped::read("", BUILT_IN).expect("a test reads the same text")
    }

    /// Parses names.
    ///
    /// # Errors
    ///
    /// [`JsonError`] with the place, if the text is not JSON of that form.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        from_json("", text)
    }

    /// Returns the rule for a file of the main site.
    pub fn rule(&self, file: &RemotePath) -> Option<&ContigRule> {
        let rules = |above: RemotePath| self.directories.iter().find(|rule| rule.below == above);
        file.ancestors().find_map(rules)
    }

    /// Returns the chromosome of an accession, `NC_000022.11` or `CM000684`, and the assembly that its version is of.
    pub fn accession(&self, text: &str) -> Option<(Chromosome, Option<&str>)> {
        let (name, version) = match text.split_once('.') {
            Some((name, version)) => (name, Some(version.parse::<u8>().ok()?)),
            None => (text, None),
        };
        self.accessions.iter().find_map(|known| {
            let number = name.to_ascii_uppercase();
            let number: usize = number.strip_prefix(&known.begins)?.parse().ok()?;
            let place = number.checked_sub(known.first)?;
            let of_assembly = known.versions.get(place)?;
            let is_same = version.is_none_or(|version| version == *of_assembly);
            let assembly = version.map(|_| known.assembly.as_str());
            is_same.then_some((chromosome(place)?, assembly))
        })
    }
}

fn chromosome(place: usize) -> Option<Chromosome> {
    match place {
        22 => Some(Chromosome::X),
        23 => Some(Chromosome::Y),
        _ => u8::try_from(place + 1).ok().map(Chromosome::Autosome),
    }
}

impl Chromosome {
    /// Returns its name as files write it: `chr22`, `chrM`, or `22`, `MT`.
    pub fn contig(self, chr: bool) -> String {
        match (self, chr) {
            (Self::Mt, true) => "chrM".to_owned(),
            (_, true) => format!("chr{self}"),
            (_, false) => self.to_string(),
        }
    }

    /// Returns the chromosome that a name of a file names, if it is one alone: `ALL.chr22.phase3….vcf.gz`.
    pub fn of_name(name: &str) -> Option<Self> {
        let words = name.split(['.', '_', '-']);
        let mut named = words.filter(|word| {
            let begin = word.get(..3);
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case("chr"))
        });
        let found = named.find_map(|word| word.parse().ok())?;
        named.all(|word| word.parse() != Ok(found)).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_that_ship_are_read() {
        let contigs = Contigs::from_json(BUILT_IN).expect("contigs.json");
        assert!(
            contigs
                .accessions
                .iter()
                .all(|one| one.versions.len() == 24)
        );
    }

    #[test]
    fn accessions_name_chromosome_and_assembly() {
        let contigs = Contigs::built_in();
        let of = |text| contigs.accession(text);
        let chr22 = Chromosome::Autosome(22);
        assert_eq!(of("NC_000022.11"), Some((chr22, Some("GRCh38"))));
        assert_eq!(of("nc_000022.10"), Some((chr22, Some("GRCh37"))));
        assert_eq!(of("CM000684"), Some((chr22, None)));
        assert_eq!(of("CM000684.2"), Some((chr22, Some("GRCh38"))));
        assert_eq!(of("NC_000023.10"), Some((Chromosome::X, Some("GRCh37"))));
        assert_eq!(of("CM000686.2"), Some((Chromosome::Y, Some("GRCh38"))));
        for none in [
            "NC_000022.12",
            "NC_000025.1",
            "CM000662.1",
            "NC_000022.",
            "x",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn the_deepest_directory_counts() {
        let contigs = Contigs::built_in();
        let chr = |path: &str| {
            let path = RemotePath::parse(path).expect("a path");
            contigs
                .rule(&path)
                .map(|rule| (rule.chr, rule.assembly.as_str()))
        };
        assert_eq!(chr("release/20130502/a.vcf.gz"), Some((false, "GRCh37")));
        let lifted = "release/20130502/supporting/GRCh38_positions/a.vcf.gz";
        assert_eq!(chr(lifted), Some((false, "GRCh38")));
        let of_30x = "data_collections/1000G_2504_high_coverage/working/x/a.vcf.gz";
        assert_eq!(chr(of_30x), Some((true, "GRCh38")));
        let of_2019 = "data_collections/1000_genomes_project/release/20190312_biallelic_SNV_and_INDEL/a.vcf.gz";
        assert_eq!(chr(of_2019), Some((false, "GRCh38")));
        assert_eq!(chr("data_collections/HGSVC2/a.vcf.gz"), None);
    }

    #[test]
    fn a_name_tells_its_chromosome() {
        let of = Chromosome::of_name;
        assert_eq!(
            of("ALL.chr22.phase3_x.vcf.gz"),
            Some(Chromosome::Autosome(22))
        );
        assert_eq!(of("CCDG_1_chrX.filtered.vcf.gz"), Some(Chromosome::X));
        assert_eq!(of("ALL.chrMT.phase3.vcf.gz"), Some(Chromosome::Mt));
        assert_eq!(of("ALL.wgs.phase3.sites.vcf.gz"), None);
    }
}
