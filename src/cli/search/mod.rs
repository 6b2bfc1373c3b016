//! `igsr-fetch search`.

mod args;
mod md5s;
mod open;
mod print;
mod query_error;
mod run;

pub(super) use args::SearchArgs;
pub(super) use query_error::pointed_out;
pub(super) use run::search;
