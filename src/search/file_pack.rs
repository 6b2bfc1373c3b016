//! Files of a list on their way from the search to the plans: encoded once, so that the page between them only passes bytes on.

use serde::{Deserialize, Serialize};

use super::ListedFile;

/// Files with all facts about them, encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePack {
    /// How many there are.
    pub files: u32,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

impl FilePack {
    /// Encodes files.
    ///
    /// # Panics
    ///
    /// Never: files are plain data, and memory is all that can fail.
    pub fn new(files: &[ListedFile]) -> Self {
        Self {
            files: u32::try_from(files.len()).unwrap_or(u32::MAX),
            bytes: postcard::to_allocvec(files).expect("files are plain data"),
        }
    }

    /// Decodes the files.
    ///
    /// # Errors
    ///
    /// [`postcard::Error`] for bytes that [`FilePack::new`] does not write.
    pub fn unpack(&self) -> Result<Vec<ListedFile>, postcard::Error> {
        postcard::from_bytes(&self.bytes)
    }
}
