//! Every sentence shown to a person, and how sizes, counts, times and dates are written.

mod action;
mod fault;
mod tool;
mod unit;
mod warning;

pub use action::*;
pub use fault::{
    Fault, failure_words, fetch_fault, no_index_fault, not_an_index_fault, reader_fault,
    refused_words, save_fault,
};
pub use tool::*;
pub use unit::*;
pub use warning::{problem_words, refusal_words, warning_words};
