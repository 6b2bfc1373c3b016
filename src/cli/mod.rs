//! The command `igsr-fetch`: prints directory indexes as JSON Lines, writes snapshots and searches them, compares the
//! catalogue with a mirror, and writes plans for tools and checks what these fetched.
//!
//! Owns arguments, exit codes, terminal output, HTTP, threads and the clock. Pages are read by
//! [`listing`](crate::listing) alone, tables by [`table`](crate::table), queries by
//! [`search`](crate::search).

mod args;
mod catalogue;
mod client;
mod error;
mod input;
mod list;
mod output;
mod page;
mod rate_limit;
mod run;
mod s3;
mod search;
mod snapshot;
mod source;
mod state;
mod transfer;
mod tree;
mod workers;

pub use run::main;
