//! Other ways to a mirror's tree: Aspera and Globus.

use serde::Deserialize;

use super::RemotePath;
use crate::common::json::{name, up_to};

/// An account that serves the site's tree to `ascp`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AsperaAccount {
    /// User name.
    #[serde(deserialize_with = "name")]
    pub user: String,
    /// Host name.
    #[serde(deserialize_with = "name")]
    pub host: String,
    /// TCP port of the SSH login.
    #[serde(deserialize_with = "up_to::<{ u16::MAX }, _>")]
    pub tcp_port: u16,
    /// The path of the site root there, without slashes at its ends: `vol1/ftp`.
    pub root: RemotePath,
    /// Rate limit that the operators suggest, in `ascp`'s own form: `100M`.
    #[serde(deserialize_with = "name")]
    pub rate: String,
    /// Where these facts come from, and when.
    pub source: String,
}

/// A Globus collection that serves the site's tree.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlobusCollection {
    /// The collection's identifier (a UUID).
    #[serde(deserialize_with = "name")]
    pub id: String,
    /// Its name in the Globus web app.
    #[serde(deserialize_with = "name")]
    pub name: String,
    /// The path of the site root in it, without slashes at its ends: `1000g/ftp`.
    pub root: RemotePath,
    /// Where these facts come from, and when.
    pub source: String,
}

/// A place where an Aspera installation keeps a key file, and whether servers accept it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AsperaKey {
    /// Path of the key file; `~/` stands for the home directory.
    #[serde(deserialize_with = "name")]
    pub path: String,
    /// Which installation has it.
    pub installed_by: String,
    /// What is known about it.
    pub note: String,
    /// Where that comes from, and when.
    pub source: String,
}
