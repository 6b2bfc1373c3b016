//! The ways to get the files of a plan.

use serde::{Deserialize, Serialize};

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
