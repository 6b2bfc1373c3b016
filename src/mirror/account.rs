//! Other ways to a mirror's tree: Aspera and Globus.

use super::RemotePath;
use super::json::Item;

/// An account that serves the site's tree to `ascp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsperaAccount {
    /// User name.
    pub user: String,
    /// Host name.
    pub host: String,
    /// TCP port of the SSH login.
    pub tcp_port: u16,
    /// The path of the site root there, without slashes at its ends: `vol1/ftp`.
    pub root: RemotePath,
    /// Rate limit that the operators suggest, in `ascp`'s own form: `100M`.
    pub rate: String,
    /// Where these facts come from, and when.
    pub source: String,
}

/// A Globus collection that serves the site's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobusCollection {
    /// The collection's identifier (a UUID).
    pub id: String,
    /// Its name in the Globus web app.
    pub name: String,
    /// The path of the site root in it, without slashes at its ends: `1000g/ftp`.
    pub root: RemotePath,
    /// Where these facts come from, and when.
    pub source: String,
}

/// A place where an Aspera installation keeps a key file, and whether servers accept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsperaKey {
    /// Path of the key file; `~/` stands for the home directory.
    pub path: String,
    /// Which installation has it.
    pub installed_by: String,
    /// What is known about it.
    pub note: String,
    /// Where that comes from, and when.
    pub source: String,
}

impl AsperaAccount {
    pub(super) fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            user: fields.required("user").named(),
            host: fields.required("host").named(),
            tcp_port: fields.required("tcp_port").up_to(u16::MAX),
            root: fields.remote_path("root"),
            rate: fields.required("rate").named(),
            source: fields.text("source"),
        })
    }
}

impl GlobusCollection {
    pub(super) fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            id: fields.required("id").named(),
            name: fields.required("name").named(),
            root: fields.remote_path("root"),
            source: fields.text("source"),
        })
    }
}

impl AsperaKey {
    pub(super) fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            path: fields.required("path").named(),
            installed_by: fields.text("installed_by"),
            note: fields.text("note"),
            source: fields.text("source"),
        })
    }
}
