//! Runs the command: arguments, action, errors.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use super::args::{Action, Command};
use super::catalogue::compare;
use super::error::CliError;
use super::list::list;
use super::output::say;
use super::search::search;
use super::snapshot::snapshot;
use super::transfer::{plan, verify};
use crate::text::cli::{message, query_error};
use crate::text::visible;

/// Sets terms of a query apart that begin with a minus sign, as in `-supporting`, which no option does: a blank says so.
fn words(arguments: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut of_search = false;
    arguments.enumerate().map(move |(place, word)| {
        of_search |= place == 1 && word == "search";
        let refuses = |word: &str| {
            word.starts_with('-') && word.len() > 1 && !word.starts_with("--") && word != "-h"
        };
        if of_search && word.to_str().is_some_and(refuses) {
            let mut apart = OsString::from(" ");
            apart.push(word);
            return apart;
        }
        word
    })
}

/// Runs the command.
pub fn main() -> ExitCode {
    let command = Command::parse_from(words(std::env::args_os()));
    let result = match &command.action {
        Action::List(args) => list(args),
        Action::Snapshot(args) => snapshot(args),
        Action::Search(args) => search(args),
        Action::Catalogue(args) => compare(args),
        Action::Plan(args) => plan(args),
        Action::Verify(args) => verify(args),
    };
    match result {
        Ok(exit) => exit.into(),
        Err(fault) => {
            if !fault.is_quiet() {
                say(&message(&visible(&fault.to_string())));
            }
            if let CliError::Query { query, problem } = &fault {
                say(&query_error(query, problem));
            }
            fault.exit().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_that_refuse_are_no_options() {
        let read = |line: &[&str]| {
            let line = line.iter().map(OsString::from);
            words(line).collect::<Vec<_>>()
        };
        assert_eq!(
            read(&[
                "igsr-fetch",
                "search",
                "--count",
                "a",
                "-b",
                "-\"c d\"",
                "-h",
                "-"
            ]),
            [
                "igsr-fetch",
                "search",
                "--count",
                "a",
                " -b",
                " -\"c d\"",
                "-h",
                "-"
            ]
        );
        assert_eq!(
            read(&["igsr-fetch", "list", "-r"]),
            ["igsr-fetch", "list", "-r"]
        );
    }
}
