//! The arguments of `igsr-fetch plan` and `igsr-fetch verify`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args};

use crate::command::{BundleTool, Shell};

/// Writes what a tool needs to fetch files, and prints the line that runs it
#[derive(Debug, Args)]
#[command(after_help = AFTER_PLAN, group = ArgGroup::new("files").required(true).multiple(true))]
pub(in crate::cli) struct PlanArgs {
    /// A manifest, as this command and the page write it
    #[arg(long, value_name = "FILE", group = "files", conflicts_with_all = ["snapshot", "paths"])]
    pub(super) manifest: Option<PathBuf>,

    /// The snapshot in which --query looks, or which knows sizes and checksums of --paths: a folder, or the address of one
    #[arg(long, value_name = "DIR|URL", group = "files")]
    pub(super) snapshot: Option<OsString>,

    /// The files that a query finds, as `igsr-fetch search` understands it
    #[arg(
        long,
        value_name = "QUERY",
        requires = "snapshot",
        conflicts_with = "paths"
    )]
    pub(super) query: Option<String>,

    /// The files of a list, one a line: a path below vol1/ftp/, or an address; - for standard input
    #[arg(long, value_name = "FILE|-", group = "files")]
    pub(super) paths: Option<OsString>,

    /// Checksums for --paths, as md5sum prints them
    #[arg(long, value_name = "FILE", requires = "paths")]
    pub(super) md5: Option<PathBuf>,

    /// The tool, or the list
    #[arg(long, value_name = "TOOL", value_parser = tools(), required_unless_present = "all")]
    pub(super) tool: Option<BundleTool>,

    /// Write a plan for each release, population and type of data of the snapshot, for a static host
    #[arg(long, requires = "snapshot", conflicts_with_all = ["query", "paths", "manifest", "tool", "region", "samples", "population"])]
    pub(super) all: bool,

    /// The shell that will run it; for those of Windows there are script, md5, urls and tsv, and names that Windows cannot have are changed
    #[arg(long, value_name = "SHELL", value_parser = shells(), default_value = Shell::Posix.as_str())]
    pub(super) shell: Shell,

    /// The mirror to fetch from, by its short name. Others stand in where they have a file
    #[arg(long, value_name = "ID", conflicts_with = "base_url")]
    pub(super) mirror: Option<String>,

    /// The address of the site root of another mirror; no other stands in for it
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,

    /// Also cut this region out of the fetched variant files, as chr22:16000000-17000000, in a folder `region` beside them
    #[arg(long, value_name = "REGION")]
    pub(super) region: Option<String>,

    /// Keep only these samples of the fetched variant files, one name a line; - for standard input
    #[arg(long, value_name = "FILE|-", conflicts_with = "population")]
    pub(super) samples: Option<OsString>,

    /// Keep only the samples of this population or superpopulation, as the snapshot knows them
    #[arg(long, value_name = "CODE", requires = "snapshot")]
    pub(super) population: Option<String>,

    /// The folder for the files, relative to that of --out
    #[arg(long, value_name = "DIR", default_value = "igsr")]
    pub(super) dest: String,

    /// The key file for ascp
    #[arg(long, value_name = "FILE", default_value = "")]
    pub(super) key: String,

    /// The folder to write to; it is made if it is not there, and files in it of the same names are replaced
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,

    /// Also follow a redirect to another host or port
    #[arg(long)]
    pub(super) follow_other_host: bool,
}

fn shells() -> impl TypedValueParser<Value = Shell> {
    PossibleValuesParser::new(Shell::ALL.map(Shell::as_str)).map(|name| {
        let mut shells = Shell::ALL.into_iter();
        shells
            .find(|shell| shell.as_str() == name)
            .unwrap_or_default()
    })
}

fn tools() -> impl TypedValueParser<Value = BundleTool> {
    PossibleValuesParser::new(BundleTool::ALL.map(BundleTool::as_str)).map(|name| {
        let mut tools = BundleTool::ALL.into_iter();
        tools
            .find(|tool| tool.as_str() == name)
            .unwrap_or(BundleTool::Script)
    })
}

const AFTER_PLAN: &str = "\
manifest.json is written too: every file with size, checksum, all its addresses and its path below the destination. The line that
is printed is to be run in the folder of --out. What is wrong after it ran stands in failed.txt there, and the exit status is not 0;
run again, it fetches only what is missing or wrong.

With --region, --samples or --population, region.sh is written too, and the line runs it when all is fetched: it needs tabix and
bcftools. A chromosome may have any of its names, and each file is asked by its own. Files of other chromosomes are left out and named.

With --all, the folder gets a manifest for each release, population and type of data, as phase3-CEU-low_coverage_bam.json; beside it
the same as .aria2.txt, .md5 and .urls.txt; and index.json, which lists them with counts and bytes. The same snapshot gives the same
bytes. From a host: curl -fsSL ADDRESS/phase3-CEU-low_coverage_bam.aria2.txt | aria2c -j2 -c -V --auto-file-renaming=false -i -

Exit codes:
  0  written
  1  something could not be read or written
  2  wrong use: a query, path, address or manifest that cannot be read; nothing is written then
  4  written, without files that the tool cannot get: they are named on standard error";

/// Checks files against a manifest
#[derive(Debug, Args)]
#[command(after_help = AFTER_VERIFY)]
pub(in crate::cli) struct VerifyArgs {
    /// The manifest
    #[arg(long, value_name = "FILE")]
    pub(super) manifest: PathBuf,

    /// Files to read at once; without it, one for each processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,

    /// The folder with the files: the destination of the plan
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

const AFTER_VERIFY: &str = "\
Prints how many files are right, checked by size or presence only, missing, wrong, and unreadable. Each that is not right is named
with the reason on standard error, and its path in failed.txt in the folder in which the command runs; a file of that name from
before is removed if all are right.

Exit codes:
  0  all files are here and right, as far as their sizes and checksums are known
  1  the manifest could not be read, or failed.txt not written
  2  wrong use: no manifest, or one with a mistake
  4  files are missing, wrong or unreadable";
