//! The ways in which the files of a plan are got.

use serde::Serialize;

/// The ways to get files, as tabs of the Get page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// `wget`.
    #[default]
    Wget,
    /// Download in this page.
    Browser,
    /// Globus.
    Globus,
    /// `ascp`.
    Ascp,
}

impl Method {
    /// Returns the way of that name, as in settings.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "wget" => Some(Self::Wget),
            "browser" => Some(Self::Browser),
            "globus" => Some(Self::Globus),
            "ascp" => Some(Self::Ascp),
            _ => None,
        }
    }
}
