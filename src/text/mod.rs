//! Sentences for people, of the page, the scripts and the command line program, and how sizes, counts, times and dates are
//! written. Error types have their own words.

mod action;
pub mod cli;
mod error;
mod mirror;
mod sample;
pub mod script;
mod search;
mod selection;
mod snapshot_report;
mod terminal;
mod tool;
mod unit;
mod walk;
mod warning;

pub use action::*;
pub use error::{
    CUT_SHORT, ErrorMessage, failure_words, fetch_error, lost_words, no_index_error,
    not_an_index_error, reader_error, readme_error, refused_words, save_error, sentence,
    too_many_words, waiting_words,
};
pub use mirror::{probe_words, stand_in_words};
pub use sample::*;
pub use search::*;
pub use selection::*;
pub use snapshot_report::SnapshotReport;
pub use terminal::plain;
pub use tool::*;
pub use unit::*;
pub use walk::*;
pub use warning::{problem_words, refusal_words, warning_words};
