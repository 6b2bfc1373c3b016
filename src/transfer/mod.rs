//! A download in the browser as a state machine: events in, state and effects out.
//!
//! Decides when to start, verify and stop. Time and bytes come in as events; see [`Transfer::on`].

mod machine;
mod rate;

pub use machine::{Effect, Event, State, Transfer, TransferError, TransferFile};
pub use rate::Rate;
