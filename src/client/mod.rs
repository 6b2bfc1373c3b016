//! Talks to mirrors through the ports, and needs no browser: reads directories with failover, READMEs and checksums, walks
//! trees, drives downloads.

mod check;
mod checksums;
mod comparison;
mod directory;
mod failover;
mod file_details;
mod http;
mod known_directory;
mod live_files;
mod probe;
mod readme;
mod transfer;
mod tree_walk;

pub use check::{CheckError, check_file};
pub use checksums::{CURRENT_TREE, ChecksumProgress, FoundChecksums, find_checksums};
pub use comparison::{compare_catalogue, kept_differences, parse_differences};
pub use directory::MAX_ENTRIES;
pub use directory::{Clients, DirectoryError, DirectoryTotals, LiveDirectory, read_directory};
pub use failover::{Attempt, Backoff, DirectoryReading, ReadProgress, read_with_failover};
pub use file_details::{Location, find_file, locations, whole_path};
pub use http::{ReadLimits, Response, read_to_end, with_timeout};
pub use known_directory::{EntryFacts, KnownEntries, Listed, list_directory};
pub use live_files::LiveFiles;
pub use probe::{Probe, Probes, add_probe, parse_probes, probe};
pub use readme::{Readme, ReadmeError, read_readme};
pub use transfer::{TransferEngine, TransferServer};
pub use tree_walk::{Change, TreeWalk, WALK_LIMITS, walk_tree};
