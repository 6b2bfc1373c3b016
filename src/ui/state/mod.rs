//! State that more than one page needs, each part as a context of its own.
//!
//! What an action does is a pure function; effects write to the browser's store.

pub mod browse;
mod comparison;
pub mod context;
mod downloads;
pub mod expansion;
pub mod file_list;
pub mod file_search;
pub mod known;
pub mod loaded;
pub mod lookup;
pub mod planning;
pub mod provider;
pub mod settings;
mod shared;
mod stored;
pub mod transfers;
mod unreadable;

pub use context::{
    Navigation, use_announce, use_announcement, use_downloads, use_file_list, use_navigation,
    use_ports, use_selection, use_settings, use_site, use_transfers,
};
pub use downloads::hand_over;
pub use expansion::Expansion;
pub use known::{Known, KnownAction, SiteMirrors};
pub use planning::Planning;
pub use provider::Providers;
pub use settings::{Settings, SettingsAction, Theme};
pub use unreadable::Unreadable;
