//! Reads the snapshot, finds, and prints.

use std::io::{self, BufWriter, Write};

use super::args::SearchArgs;
use super::open::SnapshotLocation;
use super::{md5s, print};
use crate::cli::client::Client;
use crate::cli::error::{CliError, Exit};
use crate::cli::page::PIECE;
use crate::cli::terminal::say;
use crate::search::{Engine, FileQuery, QueryErrorKind, View};
use crate::text::cli::query_note;

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
    let view = View {
        query: query.clone(),
        order: args.sort.into(),
        descending: args.reverse,
    };
    let found = engine.find(&view, &[], 0..0).map_err(fault)?;
    found.notes.iter().for_each(|note| say(&query_note(note)));
    let mut out = BufWriter::with_capacity(PIECE, io::stdout().lock());
    if args.count {
        writeln!(out, "{}", found.files).map_err(CliError::Output)?;
    } else if args.facets {
        print::facets(&mut out, &found.facets, args.json).map_err(CliError::Output)?;
    } else {
        let limit = Some(args.limit).filter(|limit| *limit > 0);
        let files = engine.numbers(&view).map_err(fault)?;
        let files = files[..limit.map_or(files.len(), |limit| limit.min(files.len()))].to_vec();
        print_files(&mut out, args.json, &place, &engine, &files)?;
    }
    out.flush().map_err(CliError::Output)?;
    Ok(Exit::Done)
}

fn print_files(
    out: &mut impl Write,
    as_json: bool,
    place: &SnapshotLocation,
    engine: &Engine,
    files: &[u32],
) -> Result<(), CliError> {
    let list = engine.list();
    if !as_json {
        let mut each = files.iter();
        return each
            .try_for_each(|file| print::text(out, list, *file))
            .map_err(CliError::Output);
    }
    let md5s = md5s::read(place, engine.md5s(), files)?;
    files
        .iter()
        .try_for_each(|file| print::json(out, list, *file, md5s.get(file).copied()))
        .map_err(CliError::Output)
}
