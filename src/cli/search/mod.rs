//! `igsr-fetch search`.

mod args;
mod md5s;
mod open;
mod print;
mod run;

pub(super) use args::SearchArgs;
pub(super) use run::search;
