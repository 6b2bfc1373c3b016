//! Places on the user's disk.

use super::future::LocalFuture;

/// Opens places to write to.
pub trait Save {
    /// Says whether the browser can stream to a place that the user picks (File System Access).
    fn can_stream(&self) -> bool;

    /// Asks the user for a place. Must be called directly from a user's action.
    ///
    /// Fails with [`SaveError::Declined`] if the user picks none.
    fn pick(&self, suggested_name: &str) -> LocalFuture<'static, Result<Box<dyn Sink>, SaveError>>;

    /// Hands a small text to the browser's own download.
    fn save_text(&self, name: &str, text: &str) -> Result<(), SaveError>;
}

/// A file that is being written. Nothing of it is at the place until [`Sink::close`]; dropped before, nothing of it is kept.
pub trait Sink {
    /// Returns the name that the user gave.
    fn name(&self) -> &str;

    /// Appends bytes; returns when the browser has taken them.
    fn write(&mut self, bytes: Vec<u8>) -> LocalFuture<'_, Result<(), SaveError>>;

    /// Puts the file at its place.
    fn close(self: Box<Self>) -> LocalFuture<'static, Result<(), SaveError>>;

    /// Drops what was written. The browser has emptied, or made, the file when it was picked, so an empty file may be left.
    fn discard(self: Box<Self>) -> LocalFuture<'static, ()>;
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SaveError {
    /// The user picked no place.
    #[error("no place was chosen")]
    Declined,
    /// This browser cannot stream to a file.
    #[error("this browser cannot write to a file that you pick")]
    Unsupported,
    /// The disk or the page's share of it is full.
    #[error("the disk is full")]
    Full,
    /// The browser withdrew or refused the permission.
    #[error("the browser does not allow writing there")]
    Denied,
    /// Anything else, in the browser's words.
    #[error("the file could not be written: {reason}")]
    Other {
        /// The browser's words.
        reason: String,
    },
}
