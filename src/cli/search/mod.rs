//! `igsr-fetch search`.

mod args;
mod md5s;
mod open;
mod print;
mod problem;
mod run;

pub(super) use args::SearchArgs;
pub(super) use problem::pointed_out;
pub(super) use run::search;
