//! The command `igsr-fetch`, run as people run it: on saved pages, on standard input, on servers of this machine.

mod catalogue;
mod command;
mod host;
mod hosting;
#[path = "../support/http_server.rs"]
mod http_server;
mod list;
mod region;
mod search;
mod server;
mod snapshot;
mod transfer;
mod walk;
