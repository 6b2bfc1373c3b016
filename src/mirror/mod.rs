//! Mirrors, the base URLs they have, and paths below these.
//!
//! Owns the text of URLs and paths: joining, escaping, pasted addresses. It knows neither HTML nor
//! releases.

mod account;
mod address;
mod base_url;
mod failover;
mod host_path;
mod index_kind;
mod locate;
#[expect(
    clippy::module_inception,
    reason = "a mirror is what the folder is about"
)]
mod mirror;
mod registry;
mod remote_path;
mod roots;
mod rules;

pub use account::{AsperaAccount, AsperaKey, GlobusCollection};
pub use address::PastedAddressError;
pub use base_url::{BaseUrl, BaseUrlError};
pub use host_path::{HostName, HostPath};
pub use index_kind::{IndexKind, S3Bucket};
pub use locate::{LocateError, Located};
pub use mirror::{Mirror, MirrorId};
pub use registry::{MirrorRegistry, RegistryError};
pub use remote_path::{PathError, RemotePath, name_bytes, name_from_bytes, name_text};
pub use roots::{AddressError, Roots};
pub use rules::{Availability, PathRule, Relocation, VersionRule};
