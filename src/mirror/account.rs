//! Other services with the tree of a mirror: Aspera and Globus.

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
    /// The path of the site root there: `vol1/ftp`.
    pub root: RemotePath,
    /// Rate limit that the operators suggest, in `ascp`'s notation: `100M`.
    #[serde(deserialize_with = "name")]
    pub rate: String,
    /// The source of these facts, and when they were read.
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
    /// The path of the site root in it: `1000g/ftp`.
    pub root: RemotePath,
    /// Where these facts come from, and when.
    pub source: String,
}

/// A key file of an Aspera installation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AsperaKey {
    /// Path of the key file; `~/` stands for the home directory.
    #[serde(deserialize_with = "name")]
    pub path: String,
    /// The installation that has it.
    pub installed_by: String,
    /// A note on it, such as whether servers accept it.
    pub note: String,
    /// The source of these facts, and when they were read.
    pub source: String,
}
