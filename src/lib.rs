//! igsr-fetch finds 1000 Genomes data and gets it.
//!
//! One package, two faces: a Yew app compiled to WebAssembly, and a pure core that builds without the browser.
//! Facts flow one way, and a module may use only modules to its left:
//!
//! `common → mirror → listing → walk · table → catalogue → snapshot → search · selection → plan → command · transfer → worker`,
//! `port → pure types only`, `worker, client → pure + port`, `text → pure + client`, `command → text/script.rs`, `browser → pure + port`,
//! `ui, cli → all of these`; only `ui/app.rs` names `browser`.
//!
//! `tests/core/architecture.rs` holds this rule. Features: `web` (default) adds the page's side of `browser`, and `ui`; `worker` is for the web workers; `cli`
//! adds the command, `cli`.

pub mod catalogue;
pub mod client;
pub mod command;
pub mod common;
pub mod listing;
pub mod mirror;
pub mod plan;
pub mod port;
pub mod search;
pub mod selection;
pub mod snapshot;
pub mod table;
pub mod text;
pub mod transfer;
pub mod walk;
pub mod worker;

#[cfg(feature = "worker")]
pub mod browser;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "web")]
pub mod ui;
