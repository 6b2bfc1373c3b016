//! A snapshot as static files: a manifest, and parts that any web server can serve and any cache can keep.
//!
//! Numbers are little-endian. Texts are UTF-8.
//!
//! | part | holds |
//! | --- | --- |
//! | `directories` | for each directory with files, in order: length of the prefix shared with the path before, length of the rest, the rest, number of files |
//! | `names` | for each file in order, one byte: length of the prefix shared with the name before; then for each file the rest of its name and a zero byte |
//! | `sizes` | the lowest byte of every file's size in bytes, then the next byte of every size, five in all; five times 255 is unknown |
//! | `dates` | likewise four bytes of every file's date: seconds since 1970 UTC minus the date before, zigzag; a date of 2^32 − 1 is unknown |
//! | `md5s` | 16 bytes for each file; all zero where no checksum is known |
//! | `samples` | the samples, see [`SampleList`](crate::catalogue::SampleList) |
//! | `links` | for each file about which an index file says more than the path: file number, samples, collection, analysis group; then [`FileNotes`](super::FileNotes), if there are any: pairs of an index file and a data file on another host, as steps from the pair before; for each file with several checksums its step, their number, and 16 bytes for each |
//!
//! Counts in `directories` and `links` are LEB128: seven bits a byte, the lowest first; the eighth bit says that more follow.

mod columns;
mod file_row;
mod links;
mod manifest;
mod read;
mod write;

pub use columns::LONGEST_NAME;
pub(crate) use file_row::FileRow;
pub use manifest::{FORMAT, Part, PartName, SnapshotManifest};
pub use read::{Snapshot, SnapshotReader};
pub(crate) use write::Ordered;
pub use write::{SnapshotFile, SnapshotFiles};
