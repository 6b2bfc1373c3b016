//! What can be wrong with a data file.

/// Why a data file cannot be read. The path says where: `releases[2].samples[0].value`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// The text is not JSON, or an object names a field twice.
    #[error("not JSON: {0}")]
    Syntax(#[from] serde_json::Error),
    /// A field is missing.
    #[error("{path}: missing, add it")]
    Missing {
        /// The field.
        path: String,
    },
    /// A field is none that this app knows.
    #[error("{path}: no such field is known here, mend its name or remove it")]
    Unknown {
        /// The field.
        path: String,
    },
    /// A value is of another type.
    #[error("{path}: not {expected}")]
    Type {
        /// The value.
        path: String,
        /// What it should be, with its article.
        expected: &'static str,
    },
    /// A value is of the right type, but refused.
    #[error("{path}: {reason}")]
    Refused {
        /// The value.
        path: String,
        /// Why.
        reason: String,
    },
}
