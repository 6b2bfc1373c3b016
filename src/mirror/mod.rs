//! Mirrors, the base URLs they have, and paths below these.
//!
//! Owns the text of URLs and paths: joining, escaping, pasted addresses. It knows neither HTML nor
//! releases.

mod address;
mod base_url;
mod copies;
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

pub use address::{PastedAddressError, globus_parts};
pub use base_url::{BaseUrl, BaseUrlError};
pub use copies::Copies;
pub use locate::{LocateError, Located};
pub use mirror::{IndexKind, Mirror, MirrorId, S3Bucket};
pub use registry::{MirrorRegistry, RegistryError};
pub use remote_path::{
    HostName, HostPath, PathError, RemotePath, name_bytes, name_from_bytes, name_text,
};
pub use roots::{AddressError, Roots};
pub use rules::{
    AsperaAccount, AsperaKey, Availability, CopyRule, GlobusCollection, PathRule, Relocation,
    VersionRule,
};
