//! The command `igsr-fetch`: reads directory indexes and prints them as JSON Lines.
//!
//! Owns arguments, exit codes, words on the terminal, HTTP, threads and the clock. What a page says is decided by
//! [`listing`](crate::listing) alone.

mod args;
mod client;
mod fault;
mod list;
mod output;
mod page;
mod place;
mod polite;
mod progress;
mod run;
mod s3;
mod site;
mod source;
mod state;
mod summary;
mod terminal;
mod title;
mod tree;
mod workers;

pub use run::main;
