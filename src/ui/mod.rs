//! The app in Yew: markup, focus, live regions and wiring.
//!
//! Pages read contexts, call pure functions and compose leaves; leaves take values and callbacks. No parsing, quoting or
//! arithmetic on sizes happens here.

pub mod app;
pub mod component;
pub mod page;
pub mod ports;
pub mod route;
pub mod state;
