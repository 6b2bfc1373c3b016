//! Writes plans for each tool.

use super::{CommandText, Tool, ascp, globus, wget};
use crate::plan::TransferPlan;

impl Tool {
    /// Writes plans for this tool: one text for all, in which each host has a part.
    pub fn render(self, plans: &[TransferPlan]) -> CommandText {
        match self {
            Self::Wget => wget(plans),
            Self::Globus => globus(plans),
            Self::Ascp => ascp(plans),
        }
    }
}
