//! Which version of a file a server sends, and which part of it.

use serde::{Deserialize, Serialize};

use crate::port::Head;

/// What servers say of a file's version, as far as a page may read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Version {
    etag: Option<String>,
    last_modified: Option<String>,
}

impl Version {
    pub(super) fn of(head: &Head) -> Self {
        Self {
            etag: head.etag.clone(),
            last_modified: head.last_modified.clone(),
        }
    }

    /// Returns whether both say something of which the other says otherwise.
    pub(super) fn differs(&self, other: &Self) -> bool {
        let differ = |one: &Option<String>, other: &Option<String>| matches!((one, other), (Some(one), Some(other)) if one != other);
        differ(&self.etag, &other.etag) || differ(&self.last_modified, &other.last_modified)
    }
}

/// The header `Content-Range` (RFC 9110, section 14.4): `bytes 5-9/10`, or `bytes 5-9/*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    /// The first byte, counted from 0.
    pub(super) first: u64,
    /// Bytes of the whole file.
    pub(super) total: Option<u64>,
}

impl ContentRange {
    /// Reads the header; nothing if it is missing, of another unit, or malformed.
    pub(super) fn of(head: &Head) -> Option<Self> {
        let text = head
            .content_range
            .as_deref()?
            .trim()
            .strip_prefix("bytes ")?;
        let (range, total) = text.split_once('/')?;
        let (first, _) = range.split_once('-')?;
        Some(Self {
            first: first.trim().parse().ok()?,
            total: total.trim().parse().ok(),
        })
    }
}
