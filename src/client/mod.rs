//! What talks to mirrors through the ports and needs no browser: reading directories, at another mirror where one fails,
//! READMEs and checksums, walking all below a directory, and driving a download.

pub mod checksums;
pub mod directory;
pub mod download;
pub mod failover;
pub mod pages;
pub mod probe;
pub mod read_sources;
pub mod readme;
pub mod tree_walk;
