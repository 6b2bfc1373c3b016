//! What the data mean: releases, data collections, populations and their main files, each fact with its source.

mod remote_file;

pub use remote_file::{Provenance, RemoteFile};
