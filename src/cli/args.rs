//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, Parser, Subcommand};

use super::catalogue::CatalogueArgs;
use super::search::SearchArgs;
use super::snapshot::SnapshotArgs;
use super::transfer::{PlanArgs, VerifyArgs};

/// The command line, read.
#[derive(Debug, Parser)]
#[command(
    name = "igsr-fetch",
    version,
    about = "Finds 1000 Genomes data: reads directory indexes of mirrors, searches the list of all files, compares the catalogue with a mirror, plans transfers"
)]
pub(super) struct Command {
    #[command(subcommand)]
    pub(super) action: Action,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Action {
    List(ListArgs),
    Snapshot(SnapshotArgs),
    Search(SearchArgs),
    Catalogue(CatalogueArgs),
    Plan(PlanArgs),
    Verify(VerifyArgs),
}

/// Prints what a directory index lists, one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = AFTER_LIST)]
pub(super) struct ListArgs {
    #[arg(
        value_name = "FILE|-|URL",
        help = "A saved page, - for standard input, or an address: http://, https:// or s3://BUCKET/PREFIX/"
    )]
    pub(super) source: OsString,

    /// The address that the page came from; links are resolved against it
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,

    /// The media type of the page, where the server's is missing or wrong
    #[arg(long, value_name = "TYPE")]
    pub(super) content_type: Option<String>,

    /// Also follow a redirect to another host or port
    #[arg(long)]
    pub(super) follow_other_host: bool,

    /// Most bytes to read of one page; what is in them is listed
    #[arg(long, value_name = "N", default_value_t = 64 << 20, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) max_bytes: u64,

    /// Most time to take
    #[arg(long, value_name = "SECONDS")]
    pub(super) max_time: Option<u64>,

    /// The S3 service that s3:// addresses mean; without it, Amazon's
    #[arg(long, value_name = "URL")]
    pub(super) s3_endpoint: Option<String>,

    #[command(flatten)]
    pub(super) walk: WalkArgs,
}

impl ListArgs {
    /// Returns when the command must be over, counted from now.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let seconds = self.max_time.map(Duration::from_secs);
        seconds.and_then(|seconds| Instant::now().checked_add(seconds))
    }
}

/// How to walk.
#[derive(Debug, Args)]
#[command(next_help_heading = "Walking")]
pub(super) struct WalkArgs {
    /// List what lies below, too; each name is then a path below the start
    #[arg(short, long, conflicts_with_all = ["base_url", "content_type"])]
    pub(super) recursive: bool,

    /// Most parts of a path: 1 lists the start alone
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..), requires = "recursive")]
    pub(super) depth: u16,

    /// Most files to list
    #[arg(long, value_name = "N", requires = "recursive")]
    pub(super) max_files: Option<u64>,

    /// Most directories to read
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..), requires = "recursive")]
    pub(super) max_dirs: u64,

    /// Requests at once
    #[arg(long, value_name = "1..4", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4), requires = "recursive")]
    pub(super) jobs: u8,

    /// Least time between the starts of two requests
    #[arg(long, value_name = "MS", default_value_t = 0, requires = "recursive")]
    pub(super) delay: u64,

    /// How often a directory is asked for again, after 403, 429, 5xx, silence or a broken connection
    #[arg(long, value_name = "N", default_value_t = 4, requires = "recursive")]
    pub(super) retries: u32,

    /// Wait before the first of these, doubled each time; a server's Retry-After counts instead
    #[arg(
        long,
        value_name = "MS",
        default_value_t = 1000,
        requires = "recursive"
    )]
    pub(super) retry_wait: u64,

    /// Keep what was read in this file, and begin with what is in it. A run that was ended anyhow goes on, and prints all from
    /// the start
    #[arg(long, value_name = "FILE", requires = "recursive")]
    pub(super) resume: Option<PathBuf>,
}

const AFTER_LIST: &str = "\
Each line is {\"name\",\"url\",\"kind\":\"dir\"|\"file\",\"size\",\"size_exact\",\"modified\"}, in the order of the page.
Rows that are no entries are counted on standard error, with reasons. The proxies that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and
NO_PROXY name are heeded.

With --recursive the lines of each directory stand together in the order of names, those of the directories in it follow, each
with all that lies below it. The order does not depend on --jobs.

Exit codes:
  0  listed
  1  could not be read: network, server or file; with --recursive, one directory or more
  2  wrong use
  3  not a directory index: a log-in page, an error page, some other file
  4  not all of it is listed: a page ends before its end, or a limit ended the page or the walk";
