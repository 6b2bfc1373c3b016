//! The tools whose commands can be pasted as they are.

use serde::Serialize;

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
