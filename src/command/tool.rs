//! The tools that can carry out a plan, and the ways to get its files: these and the browser.

use serde::{Deserialize, Serialize};

/// A tool that can carry out a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// GNU wget, over HTTP.
    Wget,
    /// Globus: its web app, or its command line.
    Globus,
    /// `ascp`, the command of IBM Aspera.
    Ascp,
}

impl Tool {
    /// All tools, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Wget, Self::Globus, Self::Ascp];

    /// Returns the short name of the tool, as in links and settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wget => "wget",
            Self::Globus => "globus",
            Self::Ascp => "ascp",
        }
    }
}

/// The ways to get files, as tabs of the Get page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
