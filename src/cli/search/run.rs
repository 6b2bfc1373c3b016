//! `igsr-fetch search`: its arguments, the search, and how what it finds is printed.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::ser::Serializer;

use super::md5s;
use super::open::SnapshotLocation;
use crate::cli::client::Client;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::{SafeJson, say};
use crate::cli::page::PIECE;
use crate::common::calendar::date_time;
use crate::mirror::MirrorRegistry;
use crate::plan::Totals;
use crate::search::{
    Engine, FileQuery, Note, Order, QUERY_HELP, QueryErrorKind, SearchResult, View,
};
use crate::snapshot::FileList;
use crate::table::Md5;
use crate::text::cli::{not_the_whole, query_note};
use crate::text::{files_and_size, visible};

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

    /// Print only how many files there are, and how large they are together
    #[arg(long, conflicts_with_all = ["count", "facets"])]
    pub(super) total: bool,

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

    /// Replace a word that no file has by one that is near, and say so; else it is only offered
    #[arg(long)]
    pub(super) forgive: bool,

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
site's list states none, or null, 32 hexadecimal digits or null;
where sources differ, \"other_md5s\" has what others give, and \"md5_tables\" the names of the tables that give \"md5\", then of
those for each other one; where no size is known, \"size_estimate\" may have what files of
the kind weigh on average. With --total --json it is {\"files\",\"bytes\",\"unknown_sizes\",\"estimated_files\",\"estimated_bytes\"}:
the bytes of known sizes, and those estimated for some of the files of unknown size. With --facets each line is a term of a query, a tab and
the number of files; with --json {\"field\",\"value\",\"files\"}. A field of which the query chooses values is counted as if it did not, so
that each number is what choosing that value alone would give.

How the query was read is said on standard error, where that is not as it was typed. A word that no file has is never replaced
by another unless --forgive is given; with --json each object then has \"corrected\":[{\"typed\",\"used\"}].

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

/// Prints the files that a query finds.
pub(in crate::cli) fn search(args: &SearchArgs) -> Result<Exit, CliError> {
    let query = args.query.join(" ").trim().to_owned();
    let fault = |problem| CliError::Query {
        query: query.clone(),
        problem,
    };
    // Before anything is read. What an address means is known only then.
    match FileQuery::parse(&query) {
        Err(problem) if problem.fault != QueryErrorKind::EmptyAddress => {
            return Err(fault(problem));
        }
        _ => {}
    }
    let place = SnapshotLocation::new(&args.snapshot, Client::new(args.follow_other_host))?;
    let mut engine = Engine::new(place.open()?);
    engine.set_forgiving(args.forgive);
    let view = View {
        query: query.clone(),
        order: args.sort.into(),
        descending: args.reverse,
    };
    md5s::look_up(&place, &mut engine, &query)?;
    let found = engine.find(&view, &[], 0..0).map_err(fault)?;
    found.notes.iter().for_each(|note| say(&query_note(note)));
    if found.files == 0 {
        for line in not_the_whole(engine.facts(), &MirrorRegistry::built_in()) {
            say(&line);
        }
    }
    let corrected = corrected(&found.notes);
    let mut out = BufWriter::with_capacity(PIECE, io::stdout().lock());
    if args.count {
        writeln!(out, "{}", found.files).map_err(CliError::Output)?;
    } else if args.total {
        total(&mut out, &found, args.json).map_err(CliError::Output)?;
    } else if args.facets {
        facets(&mut out, &found, args.json).map_err(CliError::Output)?;
    } else {
        let limit = Some(args.limit).filter(|limit| *limit > 0);
        let files = engine.numbers(&view).map_err(fault)?;
        let files = files[..limit.map_or(files.len(), |limit| limit.min(files.len()))].to_vec();
        let corrected = args.json.then_some(corrected.as_slice());
        print_files(&mut out, corrected, &place, &engine, &files)?;
    }
    out.flush().map_err(CliError::Output)?;
    Ok(Exit::Done)
}

/// Returns the words that were replaced by others.
fn corrected(notes: &[Note]) -> Vec<Corrected<'_>> {
    let notes = notes.iter();
    notes
        .filter_map(|note| match note {
            Note::Corrected { typed, used } => Some(Corrected { typed, used }),
            _ => None,
        })
        .collect()
}

/// Prints files; as JSON if that is asked for, with the words that were replaced.
fn print_files(
    out: &mut impl Write,
    as_json: Option<&[Corrected<'_>]>,
    place: &SnapshotLocation,
    engine: &Engine,
    files: &[u32],
) -> Result<(), CliError> {
    let list = engine.list();
    let Some(corrected) = as_json else {
        let mut each = files.iter();
        return each
            .try_for_each(|file| text(out, list, *file))
            .map_err(CliError::Output);
    };
    let md5s = md5s::read(place, engine.md5s(), files)?;
    files
        .iter()
        .try_for_each(|file| json(out, engine, *file, md5s.get(file).copied(), corrected))
        .map_err(CliError::Output)
}

/// One file. The keys are printed in this order.
#[derive(Debug, Serialize)]
struct Line<'a> {
    path: &'a str,
    host: &'a str,
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_estimate: Option<u64>,
    modified: Option<String>,
    md5: Option<Md5>,
    #[serde(skip_serializing_if = "<[Md5]>::is_empty")]
    other_md5s: &'a [Md5],
    #[serde(skip_serializing_if = "<[Vec<String>]>::is_empty")]
    md5_tables: &'a [Vec<String>],
    #[serde(skip_serializing_if = "<[Corrected<'_>]>::is_empty")]
    corrected: &'a [Corrected<'a>],
}

/// A word that was replaced by another. The keys are printed in this order.
#[derive(Debug, Serialize)]
pub(super) struct Corrected<'a> {
    typed: &'a str,
    used: &'a str,
}

/// Sums over all files. The keys are printed in this order.
#[derive(Debug, Serialize)]
struct TotalLine<'a> {
    files: u32,
    bytes: u64,
    unknown_sizes: u32,
    estimated_files: u32,
    estimated_bytes: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected: Vec<Corrected<'a>>,
}

/// One value of a facet.
#[derive(Debug, Serialize)]
struct FacetLine<'a> {
    field: &'a str,
    value: &'a str,
    files: u32,
    #[serde(skip_serializing_if = "<[Corrected<'_>]>::is_empty")]
    corrected: &'a [Corrected<'a>],
}

/// Writes a file as JSON.
pub(super) fn json(
    out: &mut impl Write,
    engine: &Engine,
    file: u32,
    md5: Option<Md5>,
    corrected: &[Corrected<'_>],
) -> io::Result<()> {
    let list = engine.list();
    let at = list.at(file);
    let line = Line {
        path: &at.path.text(),
        host: at.host.as_str(),
        size: list.sizes().get(file),
        size_estimate: engine.weight(file),
        modified: list.dates().get(file).and_then(date),
        md5,
        other_md5s: list.notes().other_md5s(file),
        md5_tables: list.notes().md5_tables(file),
        corrected,
    };
    write_json(out, &line)
}

/// Writes a file as its path, with its host where that is not the main site's.
pub(super) fn text(out: &mut impl Write, list: &FileList, file: u32) -> io::Result<()> {
    let at = list.at(file);
    if list.hosts().first() != Some(&at.host) {
        write!(out, "{}:", visible(at.host.as_str()))?;
    }
    writeln!(out, "{}", visible(&at.path.text()))
}

/// Writes the sums over what was found.
pub(super) fn total(out: &mut impl Write, found: &SearchResult, as_json: bool) -> io::Result<()> {
    if !as_json {
        return writeln!(out, "{}", files_and_size(&Totals::from(found)));
    }
    let line = TotalLine {
        files: found.files,
        bytes: found.bytes,
        unknown_sizes: found.unknown_sizes,
        estimated_files: found.estimate.files,
        estimated_bytes: found.estimate.bytes,
        corrected: corrected(&found.notes),
    };
    write_json(out, &line)
}

/// Writes how many files have each value.
pub(super) fn facets(out: &mut impl Write, found: &SearchResult, as_json: bool) -> io::Result<()> {
    let corrected = corrected(&found.notes);
    for facet in &found.facets {
        let field = facet.field.name();
        for (value, files) in &facet.values {
            let files = *files;
            if as_json {
                write_json(
                    out,
                    &FacetLine {
                        field,
                        value,
                        files,
                        corrected: &corrected,
                    },
                )?;
            } else {
                let quote = if value.contains(char::is_whitespace) {
                    "\""
                } else {
                    ""
                };
                writeln!(out, "{field}:{quote}{}{quote}\t{files}", visible(value))?;
            }
        }
    }
    Ok(())
}

fn write_json(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    line.serialize(&mut Serializer::with_formatter(&mut *out, SafeJson))?;
    out.write_all(b"\n")
}

/// Writes seconds since 1970 as date and time of day, without a zone: the site's list states none.
fn date(seconds: i64) -> Option<String> {
    date_time(seconds).map(|at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_without_a_zone() {
        assert_eq!(date(1_267_007_746).as_deref(), Some("2010-02-24T10:35:46"));
        assert_eq!(date(0).as_deref(), Some("1970-01-01T00:00:00"));
    }
}
