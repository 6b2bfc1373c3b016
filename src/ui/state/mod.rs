//! State that more than one page needs, each as a context of value and dispatcher.
//!
//! What an action does is a pure function; the browser's store is written by effects.

pub mod browse;
pub mod expansion;
pub mod file_list;
pub mod file_search;
pub mod known;
pub mod listed;
mod persistence;
mod probe;
pub mod provider;
pub mod samples;
pub mod settings;
pub mod task;
pub mod transfers;

pub use expansion::Expansion;
pub use file_list::{FileList, Lists, Opening};
pub use known::{Known, KnownAction};
pub use provider::{AppContext, Navigation, Providers, TransfersContext, use_app, use_transfers};
pub use samples::use_samples;
pub use settings::{Settings, SettingsAction, Theme};
pub use transfers::{TransferAction, Transfers};
