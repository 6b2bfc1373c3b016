//! Starts the command.

use std::process::ExitCode;

fn main() -> ExitCode {
    igsr_fetch::cli::main()
}
