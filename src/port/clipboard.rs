//! The system's clipboard.

use super::future::LocalFuture;

/// The system's clipboard.
pub trait Clipboard {
    /// Puts text there. Needs a user's action just before, and may be denied.
    fn write(&self, text: &str) -> LocalFuture<'static, Result<(), ClipboardError>>;
}

/// The clipboard was denied, or there is none (a page without HTTPS has none).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser does not allow this page to use the clipboard")]
pub struct ClipboardError;
