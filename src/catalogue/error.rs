//! Errors in a catalogue's data.

use crate::common::JsonError;
use crate::mirror::{PathError, RemotePath};

/// Why a catalogue cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// A part is not JSON of the expected form.
    #[error("the part {part} of the catalogue cannot be read")]
    Malformed {
        /// Name of the part, such as `releases`.
        part: &'static str,
        /// The error and its place.
        #[source]
        source: JsonError,
    },
    /// A file's name is invalid.
    #[error("the name {name} in the catalogue is no file name")]
    Name {
        /// The name.
        name: String,
        /// The reason.
        #[source]
        source: PathError,
    },
    /// A family has chromosomes but no placeholder in its name, or the reverse.
    #[error("the name {name} and its chromosomes do not fit")]
    Placeholder {
        /// The name.
        name: String,
    },
    /// A family has a companion file whose suffix is not described.
    #[error("the companion {suffix} is not explained")]
    Companion {
        /// The companion's suffix.
        suffix: String,
    },
    /// A file belongs to a release or collection that the catalogue lacks.
    #[error("the catalogue has no release or collection {id}")]
    UnknownOwner {
        /// The missing short name.
        id: String,
    },
    /// Two families name the same file.
    #[error("the catalogue names the file {path} twice")]
    DuplicatePath {
        /// The file.
        path: RemotePath,
    },
    /// A size or checksum is given for a file that no family names.
    #[error("the catalogue knows a size or checksum of {path}, but not the file")]
    UnknownPath {
        /// The file.
        path: RemotePath,
    },
    /// The size or the date of a file cannot be read.
    #[error("the size or date of {path} cannot be read")]
    Known {
        /// The file.
        path: RemotePath,
    },
}
