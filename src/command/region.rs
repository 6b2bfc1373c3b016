//! Parts of variant files: a region, some samples, or both, cut out of files that were fetched.
//!
//! A wrong name of a chromosome gives an empty file and no error, so each file is asked by the names it really has.

use std::fmt;

use super::bundle::BundleFile;
use super::quote;
use crate::catalogue::{Chromosome, ContigRule, Contigs};
use crate::mirror::HostName;
use crate::plan::{Destination, Manifest, ManifestFile};
use crate::text::script::{REMOTE_RANGES, about};

const CUT: &str = include_str!("script/region.sh");

/// The name of the list of samples.
const SAMPLES: &str = "samples.txt";

/// A chromosome, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The chromosome.
    pub chromosome: Chromosome,
    /// First and last position, counted from 1.
    pub span: Option<(u64, u64)>,
    /// The reference assembly, if the region was given by an accession.
    pub assembly: Option<String>,
}

/// Why a text is no region.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegionError {
    /// What stands before the colon is no chromosome.
    #[error("{0:?} is no human chromosome: write 22, chr22, NC_000022.11 or CM000684.2")]
    Chromosome(String),
    /// What stands behind the colon is no position.
    #[error("{0:?} is no position: write chr22:16000000-17000000")]
    Position(String),
    /// Positions count from 1.
    #[error("positions are counted from 1, so none is 0")]
    Zero,
    /// The end is before the start.
    #[error("the region begins at {first}, after its end {last}")]
    Order {
        /// First position.
        first: u64,
        /// Last position.
        last: u64,
    },
}

impl Region {
    /// Parses `chr22:16000000-17000000`, `22:16,000,000-17,000,000`, one position `22:16050075`, or a chromosome, by any of its names.
    ///
    /// # Errors
    ///
    /// See [`RegionError`].
    pub fn parse(text: &str, contigs: &Contigs) -> Result<Self, RegionError> {
        let text = text.trim();
        let (name, span) = match text.split_once(':') {
            Some((name, span)) => (name, Some(span)),
            None => (text, None),
        };
        let by_name = || name.parse().ok().map(|chromosome| (chromosome, None));
        let (chromosome, assembly) = by_name()
            .or_else(|| contigs.accession(name))
            .ok_or_else(|| RegionError::Chromosome(name.to_owned()))?;
        Ok(Self {
            chromosome,
            span: span.map(read_span).transpose()?,
            assembly: assembly.map(str::to_owned),
        })
    }

    /// Returns the positions as tabix reads them; `-` for all.
    fn span_text(&self) -> String {
        let text = |(first, last)| format!("{first}-{last}");
        self.span.map_or_else(|| "-".to_owned(), text)
    }
}

/// Writes the name that goes into those of files: `chr22_16000000-17000000`.
impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.chromosome.contig(true))?;
        match self.span {
            Some((first, last)) => write!(f, "_{first}-{last}"),
            None => Ok(()),
        }
    }
}

fn read_span(text: &str) -> Result<(u64, u64), RegionError> {
    let position = |digits: &str| {
        let plain = digits.replace(',', "");
        let is_number = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit());
        let number = plain.parse().ok().filter(|_| is_number);
        match number {
            Some(0) => Err(RegionError::Zero),
            Some(number) => Ok(number),
            None => Err(RegionError::Position(text.to_owned())),
        }
    };
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (position(first)?, position(last)?);
    if first > last {
        return Err(RegionError::Order { first, last });
    }
    Ok((first, last))
}

/// What is cut out of variant files.
#[derive(Clone, Debug, Default)]
pub struct Subset {
    /// A region; without one, the whole of each file.
    pub region: Option<Region>,
    /// Names of samples; without any, all of each file.
    pub samples: Vec<String>,
}

/// The files that cut, and what they leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubsetBundle {
    /// The script, and the list of samples if there is one.
    pub files: Vec<BundleFile>,
    /// Variant files that are left out, each with the reason.
    pub left_out: Vec<(String, NotInRegion)>,
}

/// The line that runs the script.
pub const SUBSET_RUN: &str = "sh region.sh";

/// Why a file has nothing of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotInRegion {
    /// It is of another chromosome.
    Chromosome(Chromosome),
    /// Its positions refer to another assembly than the region's accession.
    Assembly(String),
}

/// Returns whether a file is one from which parts can be cut.
pub fn is_variant_file(file: &ManifestFile) -> bool {
    let name = file.path.name();
    [".vcf.gz", ".vcf.bgz"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// Writes the script that cuts a subset out of the variant files of a manifest, in the folder `region` beside it; no files if none has
/// anything of it.
pub fn subset(
    manifest: &Manifest,
    wanted: &Subset,
    contigs: &Contigs,
    main: &HostName,
    destination: &Destination,
) -> SubsetBundle {
    let (mut calls, mut left_out) = (String::new(), Vec::new());
    for file in manifest.files.iter().filter(|file| is_variant_file(file)) {
        let rule = contigs.rule(&file.path).filter(|_| file.host == *main);
        match not_in_region(file, rule, wanted.region.as_ref()) {
            Some(reason) => left_out.push((file.local_path.clone(), reason)),
            None => push_call(&mut calls, file, rule, wanted),
        }
    }
    let mut files = Vec::new();
    if !calls.is_empty() {
        let name = "region.sh".to_owned();
        let text = script(manifest, wanted, destination, &calls);
        files.push(BundleFile { name, text });
        if !wanted.samples.is_empty() {
            let name = SAMPLES.to_owned();
            let text = super::lists::lines(&wanted.samples);
            files.push(BundleFile { name, text });
        }
    }
    SubsetBundle { files, left_out }
}

fn script(manifest: &Manifest, wanted: &Subset, destination: &Destination, calls: &str) -> String {
    let mut text = "#!/bin/sh\n".to_owned();
    for line in about(manifest).lines().chain(REMOTE_RANGES.lines()) {
        text.extend(["# ", line, "\n"]);
    }
    text.extend(["dest=", &quote::place(destination), "\n"]);
    let samples = if wanted.samples.is_empty() {
        ""
    } else {
        SAMPLES
    };
    text.extend(["samples=", samples, "\n", CUT, calls]);
    text.push_str("echo \"$written files written, $failed failed.\"\n[ \"$failed\" = 0 ]\n");
    text
}

fn not_in_region(
    file: &ManifestFile,
    rule: Option<&ContigRule>,
    region: Option<&Region>,
) -> Option<NotInRegion> {
    let region = region?;
    let of_other = |one: &Chromosome| *one != region.chromosome;
    if let Some(other) = Chromosome::of_name(file.path.name()).filter(of_other) {
        return Some(NotInRegion::Chromosome(other));
    }
    let (rule, assembly) = (rule?, region.assembly.as_ref()?);
    (rule.assembly != *assembly).then(|| NotInRegion::Assembly(rule.assembly.clone()))
}

fn push_call(calls: &mut String, file: &ManifestFile, rule: Option<&ContigRule>, wanted: &Subset) {
    let path = &file.local_path;
    let ends = [".vcf.gz", ".vcf.bgz"];
    let stem = ends.iter().find_map(|end| path.strip_suffix(end));
    let part = wanted
        .region
        .as_ref()
        .map_or_else(|| "subset".to_owned(), ToString::to_string);
    let new = format!("{}.{part}.vcf.gz", stem.unwrap_or(path));
    let span = wanted
        .region
        .as_ref()
        .map_or_else(|| "-".to_owned(), Region::span_text);
    let words = [path.as_str(), &new, &span].map(quote::posix);
    calls.extend(["cut_out ", &words.join(" ")]);
    if let Some(region) = &wanted.region {
        let chr = rule.is_none_or(|rule| rule.chr);
        for chr in [chr, !chr] {
            calls.extend([" ", &region.chromosome.contig(chr)]);
        }
    }
    calls.push('\n');
}
