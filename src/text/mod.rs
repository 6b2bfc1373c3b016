//! Sentences for people, of the page, the scripts and the command line program, and how sizes, counts, times and dates are
//! written. Error types have their own words.

mod action;
mod check;
pub mod cli;
mod differences;
mod directory;
mod download;
mod error;
mod plan;
mod sample;
pub mod script;
mod search;
mod selection;
mod snapshot_report;
mod tools;
pub mod transfer;
mod understood;
mod unit;
mod visible;
mod walk;

pub use crate::common::{is_hidden, visible};
pub use action::*;
pub use check::*;
pub use differences::*;
pub use directory::*;
pub use download::*;
pub use error::{
    CUT_SHORT, ErrorMessage, directory_error, fetch_error, lost_words, no_index_error,
    not_an_index_error, probe_words, reader_error, readme_error, refused_words, sentence,
    stand_in_words, too_many_words, waiting_words,
};
pub use plan::{problem_words, refusal_words, warning_words, *};
pub use sample::*;
pub use search::*;
pub use selection::*;
pub use snapshot_report::SnapshotReport;
pub use tools::*;
pub use understood::{order_words, understood_words};
pub use unit::*;
pub use visible::visible_name;
pub use walk::*;
