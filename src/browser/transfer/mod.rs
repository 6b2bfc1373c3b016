//! The outside of downloads in a web worker: bytes by `fetch`, places on the disk, and the record between visits.

mod body;
mod folder;
mod lock;
mod online;
mod ports;
mod sink;

pub use folder::STORAGE_FOLDER;
pub use online::on_online;
pub use ports::BrowserTransfers;
