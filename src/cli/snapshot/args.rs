//! The arguments of `igsr-fetch snapshot`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

/// Writes the list of all files as static files, which the page and `igsr-fetch search` read
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(in crate::cli) struct SnapshotArgs {
    /// The site's list of all files, current.tree; - for standard input
    #[arg(long, value_name = "FILE|URL|-", required_unless_present = "curated")]
    pub(super) tree: Option<OsString>,

    /// A sample table; its header tells which one. May be given several times
    #[arg(long, value_name = "FILE|URL")]
    pub(super) panel: Vec<OsString>,

    /// The same as --panel; tables of --panel are read before those of --samples
    #[arg(long, value_name = "FILE|URL")]
    pub(super) samples: Vec<OsString>,

    /// A table of populations, which gives them names. May be given several times
    #[arg(long, value_name = "FILE|URL")]
    pub(super) populations: Vec<OsString>,

    /// An index file (*.sequence.index, *.alignment.index). Its name tells the data collection, unless one is given: 30x=FILE
    #[arg(long, value_name = "[COLLECTION=]FILE|URL")]
    pub(super) index: Vec<OsString>,

    /// A table of facts about files of several hosts: tab-separated, with the columns host, path, size, md5, date, sample,
    /// population, conflict, of which the first two are needed. May be given several times
    #[arg(long, value_name = "FILE|URL")]
    pub(super) facts: Vec<OsString>,

    /// The day that the list stands for; without it, the day of the newest file
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<jiff::civil::Date>,

    /// Where the list came from, in words; without it, the tree's address or file name
    #[arg(long, value_name = "TEXT")]
    pub(super) source: Option<String>,

    /// Where the tree of a further host begins that index files name, as in ftp.example.org/vol1
    #[arg(long, value_name = "HOST/ROOT")]
    pub(super) host: Vec<String>,

    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,

    /// Begin with the main files that igsr-fetch knows by itself, in place of a tree
    #[arg(long, conflicts_with_all = ["tree", "host"])]
    pub(super) curated: bool,

    /// Also follow a redirect to another host or port
    #[arg(long)]
    pub(super) follow_other_host: bool,

    /// How often an address is asked for again, after 403, 429, 5xx, silence or a broken connection
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub(super) retries: u32,

    /// Wait before the first of these, doubled each time; a server's Retry-After counts instead
    #[arg(long, value_name = "MS", default_value_t = 1000)]
    pub(super) retry_wait: u64,
}

const AFTER: &str = "\
The same tables give the same bytes, whatever the order of their rows and whenever it is done.

All is written to the folder .igsr-fetch.part in DIR first. Then the files are moved into DIR, manifest.json last: a reader finds
the old snapshot or the new one. The parts of the snapshot before stay for those who read it now; older ones are removed. Other
files in DIR are left alone. One run at a time may write to DIR; a second one says so and ends with 1.

What was read and what was not is said on standard error, for each table, with the numbers and reasons of the first lines that
could not be read.

Exit codes:
  0  written
  1  a table could not be read (network, server or file; nothing in DIR is changed), or DIR could not be written
  2  wrong use
  3  a table is none of the known forms, as a log-in page. Nothing in DIR is changed
  4  written, but a table ends within a row, or more than one line in a hundred of it could not be read";
