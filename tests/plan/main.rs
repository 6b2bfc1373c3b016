//! Plans and their commands, as text and in real shells.

mod command;
#[path = "../support/command/fixture.rs"]
mod fixture;
#[path = "../support/command/hosts.rs"]
mod hosts;
mod one_host;
mod properties_command;
#[path = "../support/command/sandbox.rs"]
mod sandbox;
#[path = "../support/command/server.rs"]
mod server;
mod several_hosts;
mod shell;
