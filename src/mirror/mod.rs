//! Where bytes live: base URLs, paths below them, and the mirrors that are known.
//!
//! Owns the text of URLs and paths: joining, escaping, host rules. It knows no HTML and no releases.

mod base_url;
pub(crate) mod json;
mod json_error;
mod registry;
mod remote_path;

pub use base_url::{BaseUrl, BaseUrlError};
pub(crate) use json::{Item, read as read_json};
pub use json_error::JsonError;
pub use registry::{
    AsperaAccount, AsperaKey, Availability, GlobusCollection, Mirror, MirrorId, MirrorRegistry,
    PathRule, RegistryError, Relocation,
};
pub use remote_path::{PathError, RemotePath, name_bytes, name_from_bytes, name_text};
