//! Plans and their commands, as text and in real shells.

mod command;
#[path = "../support/command/fixture.rs"]
mod fixture;
#[path = "../support/command/hosts.rs"]
mod hosts;
#[path = "../support/http_server.rs"]
mod http_server;
mod one_host;
#[path = "../support/path.rs"]
mod path;
mod properties_bundle;
mod properties_command;
mod recursive;
#[path = "../support/command/sandbox.rs"]
mod sandbox;
#[path = "../support/command/server.rs"]
mod server;
mod several_hosts;
mod shell;
