//! Reads the arguments, does what they say, and says why not.

use std::process::ExitCode;

use clap::Parser;

use super::args::{Action, Command};
use super::list::list;
use super::terminal::plain;

/// Runs the command.
pub fn main() -> ExitCode {
    let command = Command::parse();
    let result = match &command.action {
        Action::List(args) => list(args),
    };
    match result {
        Ok(exit) => exit.into(),
        Err(fault) => {
            if !fault.is_quiet() {
                eprintln!("igsr-fetch: {}", plain(&fault.to_string()));
            }
            fault.exit().into()
        }
    }
}
