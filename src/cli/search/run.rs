//! Reads the snapshot, finds, and prints.

use std::io::{self, BufWriter, Write};

use super::args::SearchArgs;
use super::find::{Answer, find};
use super::open::Place;
use super::{md5s, print};
use crate::cli::client::Client;
use crate::cli::fault::{Exit, Fault};
use crate::cli::page::PIECE;
use crate::cli::terminal::{plain, say};
use crate::search::{FileQuery, Note, View};
use crate::snapshot::{Part, Snapshot};

/// Prints the files that a query finds.
pub(in crate::cli) fn search(args: &SearchArgs) -> Result<Exit, Fault> {
    let query = args.query.join(" ");
    let fault = |problem| Fault::Query {
        query: query.clone(),
        problem,
    };
    // Before anything is read.
    FileQuery::parse(&query).map_err(fault)?;
    let place = Place::new(&args.snapshot, Client::new(args.follow_other_host))?;
    let snapshot = place.open()?;
    let view = View {
        query: query.clone(),
        order: args.sort.into(),
        descending: args.reverse,
    };
    let limit = match args.limit {
        0 => usize::MAX,
        limit => limit,
    };
    let answer = find(snapshot, &view, limit).map_err(fault)?;
    say(&notes(&answer));
    let mut out = BufWriter::with_capacity(PIECE, io::stdout().lock());
    print_all(&mut out, args, &place, &answer)?;
    out.flush().map_err(Fault::Output)?;
    Ok(Exit::Done)
}

fn print_all(
    out: &mut impl Write,
    args: &SearchArgs,
    place: &Place,
    answer: &Answer,
) -> Result<(), Fault> {
    if args.count {
        return writeln!(out, "{}", answer.found.files).map_err(Fault::Output);
    }
    if args.facets {
        return print::facets(out, &answer.found.facets, args.json).map_err(Fault::Output);
    }
    let snapshot: &Snapshot = &answer.snapshot;
    let part: &Part = &snapshot.md5s;
    let md5s = if args.json {
        md5s::read(place, part, &answer.files)?
    } else {
        std::collections::HashMap::new()
    };
    for file in &answer.files {
        let written = if args.json {
            print::json(out, &snapshot.list, *file, md5s.get(file).copied())
        } else {
            print::text(out, snapshot, *file)
        };
        written.map_err(Fault::Output)?;
    }
    Ok(())
}

/// Says how the query was read, where that is not as it was typed.
fn notes(answer: &Answer) -> String {
    let mut text = String::new();
    for note in &answer.found.notes {
        let line = match note {
            Note::Ignored(words) => format!("left out, as nothing has them: {}", words.join(" ")),
            Note::Corrected { typed, used } => format!("nothing has {typed}; {used} was taken"),
            Note::Without { term, files } => {
                format!("nothing was found; without {term} there are {files} files")
            }
            Note::Unknown { field, value, near } => {
                let field = field.name();
                let near = near.as_ref().map(|near| format!("; {near} is near"));
                format!("nothing has {field}:{value}{}", near.unwrap_or_default())
            }
        };
        text.push_str("igsr-fetch: ");
        text.push_str(&plain(&line));
        text.push('\n');
    }
    text
}
