//! The arguments of `igsr-fetch search`.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};

use crate::search::{Order, QUERY_HELP};

/// Finds files in a snapshot, without asking the mirror
#[derive(Debug, Args)]
#[command(after_help = after())]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub(in crate::cli) struct SearchArgs {
    /// The snapshot: a folder, or the address of one
    #[arg(long, value_name = "DIR|URL")]
    pub(super) snapshot: OsString,

    /// Most files to print; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) limit: usize,

    /// Print only how many files there are
    #[arg(long, conflicts_with_all = ["json", "facets"])]
    pub(super) count: bool,

    /// Print JSON, one object a line
    #[arg(long)]
    pub(super) json: bool,

    /// The order of the files
    #[arg(long, value_enum, default_value_t = Sort::Rank)]
    pub(super) sort: Sort,

    /// Turn the order round
    #[arg(long)]
    pub(super) reverse: bool,

    /// Print how many of the files there are of each release, population, kind and so on, instead of the files
    #[arg(long)]
    pub(super) facets: bool,

    /// Also follow a redirect to another host or port
    #[arg(long)]
    pub(super) follow_other_host: bool,

    /// What to find; several arguments are one query with blanks between. Options may stand before or after it
    #[arg(required = true)]
    pub(super) query: Vec<String>,
}

/// An order of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// How well they fit
    Rank,
    /// By host, directory and name
    Path,
    /// By size, unknown ones last
    Size,
    /// By date, unknown ones last
    Date,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Rank => Self::Rank,
            Sort::Path => Self::Path,
            Sort::Size => Self::Size,
            Sort::Date => Self::Date,
        }
    }
}

const AFTER: &str = "\
Each line is the path of a file below its host's root, after the host's name and a colon where that is not the main site.
With --json it is {\"path\",\"host\",\"size\",\"modified\",\"md5\"}: bytes or null, YYYY-MM-DDTHH:MM:SS without a zone, as the
site's list states none, or null, 32 hexadecimal digits or null. With --facets each line is a term of a query, a tab and
the number of files; with --json {\"field\",\"value\",\"files\"}. A field of which the query chooses values is counted as if it did not, so
that each number is what choosing that value alone would give.

How the query was read is said on standard error, where that is not as it was typed.

Exit codes:
  0  read; that nothing was found is no error
  1  the snapshot could not be read: network, server or file, a damaged or cut part, a form of another version
  2  wrong use, or a query that cannot be read";

fn after() -> String {
    let mut text = "Queries:\n".to_owned();
    let width = QUERY_HELP.iter().map(|(query, _)| query.len());
    let width = width.max().unwrap_or_default();
    for (query, words) in QUERY_HELP {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "  {query:width$}  {words}");
    }
    text.push('\n');
    text.push_str(AFTER);
    text
}
