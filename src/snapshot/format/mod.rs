//! A snapshot as static files: a manifest, and parts that any web server can serve and any cache can keep.
//!
//! Numbers are written with the lowest byte first. StringTable are UTF-8.
//!
//! | part | holds |
//! | --- | --- |
//! | `directories` | of each directory with files, in order: how many bytes its path begins like the one before, how many bytes follow, those bytes, how many files |
//! | `names` | of each file in order, one byte each: how many bytes its name begins like the one before; then of each what follows, and a byte 0 |
//! | `sizes` | the lowest byte of each file's size in bytes, then the next of each, five in all; all 255 for an unknown one |
//! | `dates` | four bytes likewise of each file's date in seconds since 1970 UTC less that of the file before, zigzag; a date of 2^32 − 1 is unknown |
//! | `md5s` | of each file 16 bytes; all 0 where no checksum is known |
//! | `samples` | the samples, see [`SampleList`](crate::catalogue::SampleList) |
//! | `links` | of each file of which an index file tells more than its path: its place, samples, collection, analysis group |
//!
//! Counts in `directories` and `links` are seven bits a byte, the lowest first, the eighth says that more follow.

mod links;
mod manifest;
mod names;
mod planes;
mod read;
mod write;

pub use manifest::{FORMAT, Part, PartName, SnapshotManifest};
pub use names::LONGEST_NAME;
pub use read::{Snapshot, SnapshotReader};
pub(crate) use write::Ordered;
pub use write::{SnapshotFile, SnapshotFiles};
