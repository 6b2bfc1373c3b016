//! `igsr-fetch search`.

mod md5s;
mod open;
mod run;

pub(super) use run::{SearchArgs, search};
