//! The command `igsr-fetch`, run as people run it: on saved pages, on standard input, on servers of this machine.

mod command;
mod list;
mod server;
mod walk;
