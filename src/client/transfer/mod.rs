//! Downloads: carries out on the ports what the state machines of `transfer` want, several at a time, and tells of every change.

mod engine;
mod hash;
mod interrupt;
mod record;
mod run;
mod server;
mod shared;

pub use engine::TransferEngine;
pub use server::TransferServer;
