//! Making a list of all files of a mirror's own tables: what the page and its worker say, and the worker's end.
//!
//! It is a program of its own, so that whoever searches the list that ships does not load the readers of tables. The list is
//! kept in the browser, where the worker of the search opens it.

mod protocol;
mod server;
mod tables;

pub use protocol::{Imported, Request, Response};
pub use server::ImportServer;
