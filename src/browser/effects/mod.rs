//! What the servers of workers want of the browser: fetching, its own store, and letting messages in.

mod cache;
mod fetch;
mod run;
mod scope;

pub use run::take;
pub use scope::post;
pub(super) use scope::scope;
