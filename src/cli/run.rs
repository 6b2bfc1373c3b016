//! Reads the arguments, does what they say, and says why not.

use std::process::ExitCode;

use clap::Parser;

use super::args::{Action, Command};
use super::fault::Fault;
use super::list::list;
use super::search::{pointed_out, search};
use super::snapshot::snapshot;
use super::terminal::{plain, say};

/// Runs the command.
pub fn main() -> ExitCode {
    let command = Command::parse();
    let result = match &command.action {
        Action::List(args) => list(args),
        Action::Snapshot(args) => snapshot(args),
        Action::Search(args) => search(args),
    };
    match result {
        Ok(exit) => exit.into(),
        Err(fault) => {
            if !fault.is_quiet() {
                say(&format!("igsr-fetch: {}\n", plain(&fault.to_string())));
            }
            if let Fault::Query { query, problem } = &fault {
                say(&pointed_out(query, problem));
            }
            fault.exit().into()
        }
    }
}
