//! The tools that a plan can be written for.

use serde::Serialize;

use crate::plan::TransferPlan;

use super::{CommandText, ascp, globus, wget};

/// A tool that a plan can be written for.
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

    /// Writes plans for this tool: one text for all, in which each host has a part.
    pub fn render(self, plans: &[TransferPlan]) -> CommandText {
        match self {
            Self::Wget => wget(plans),
            Self::Globus => globus(plans),
            Self::Ascp => ascp(plans),
        }
    }

    /// Returns the short name of the tool, as in links and settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wget => "wget",
            Self::Globus => "globus",
            Self::Ascp => "ascp",
        }
    }
}
