//! What a person should know before starting.

use crate::mirror::RemotePath;

/// Above this many bytes a browser that cannot stream to a file should not be asked to save: 2 GB.
pub const BROWSER_LIMIT: u64 = 2_000_000_000;

/// What a person should know before starting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The mirror is known to lack a file. It stays in the plan: what is known may be old.
    LackingOnMirror {
        /// Paths on the main site.
        paths: Vec<RemotePath>,
        /// Name of the mirror that lacks them.
        mirror: String,
        /// Why, in a sentence.
        reason: String,
        /// The name of the first file's other version, if the mirror has one.
        instead: Option<String>,
    },
    /// The mirror shows files without any bytes that are known to have some: what it sends would be useless.
    EmptyOnMirror {
        /// Paths on the main site.
        paths: Vec<RemotePath>,
        /// Name of the mirror.
        mirror: String,
    },
    /// The mirror no longer follows the main site.
    FrozenMirror {
        /// What its entry in the registry says.
        note: String,
    },
    /// The mirror has files of its own under the site's names; sizes and checksums of the catalogue do not hold.
    OwnFiles {
        /// What its entry in the registry says.
        note: String,
    },
    /// The mirror limits how fast or how often one visitor may fetch.
    RateLimited {
        /// What its entry in the registry says.
        note: String,
    },
    /// No checksum is known for some files, so they cannot be verified.
    NoChecksum {
        /// How many.
        count: usize,
    },
    /// Some sizes are rounded, and so is the total.
    RoundedSizes,
    /// Some files are too large for a browser that cannot stream to a file; see [`BROWSER_LIMIT`].
    TooLargeForBrowser {
        /// How many.
        count: usize,
    },
    /// The chosen mirror has no Aspera account; the command asks another.
    OtherMirrorForAspera {
        /// Name of the other mirror.
        mirror: String,
    },
    /// The chosen mirror has no Globus collection; the command asks another's.
    OtherMirrorForGlobus {
        /// Name of the other mirror.
        mirror: String,
    },
    /// Some names hold characters that `ascp` does not take; its command leaves these files out.
    NamesNotForAspera {
        /// Paths on the main site.
        paths: Vec<RemotePath>,
    },
    /// Some names differ from others only in case: on macOS and Windows they would overwrite each other.
    CaseClash {
        /// Paths on the main site, without the first of each group.
        paths: Vec<RemotePath>,
    },
    /// Only another mirror was seen to have these files.
    NotSeenOn {
        /// Paths on the main site.
        paths: Vec<RemotePath>,
        /// Name of the mirror that is asked for them.
        mirror: String,
    },
}
