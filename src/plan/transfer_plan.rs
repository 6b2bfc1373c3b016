//! The plan of a transfer: what is got from where, to where, and what a person should know before starting.

use serde::{Deserialize, Serialize};

use super::{PlanItem, Refusal};
use crate::catalogue::Estimate;
use crate::mirror::{AsperaAccount, GlobusCollection, HostName, Mirror, MirrorId, RemotePath};
use crate::search::{SearchResult, Tally};
use crate::table::Md5;

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

/// A path on the user's computer, with its anchor apart, so that each tool can write the anchor in its own way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Destination {
    /// Anchor of the path.
    pub anchor: Anchor,
    /// The rest, without a slash at its ends; empty for the anchor itself.
    pub below: String,
}

/// The starting point of a path on the user's computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The folder in which the command is run.
    Here,
    /// The home folder, as `~/` and `$HOME/` say.
    Home,
    /// The root of the file system.
    Root,
}

impl Destination {
    /// Parses a path as a person types it. Empty parts and `.` parts are dropped; `..` stays.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let home = ["~", "$HOME"].into_iter().find_map(|home| {
            let rest = text.strip_prefix(home)?;
            (rest.is_empty() || rest.starts_with('/')).then_some(rest)
        });
        let (anchor, rest) = match home {
            Some(rest) => (Anchor::Home, rest),
            None if text.starts_with('/') => (Anchor::Root, text),
            None => (Anchor::Here, text),
        };
        let parts: Vec<_> = rest
            .split('/')
            .filter(|part| !matches!(*part, "" | "."))
            .collect();
        Self {
            anchor,
            below: parts.join("/"),
        }
    }

    /// Joins a relative path to this folder.
    #[must_use]
    pub fn join(&self, path: &str) -> Self {
        let below = match (self.below.as_str(), path) {
            (below, "") => below.to_owned(),
            ("", path) => path.to_owned(),
            (below, path) => format!("{below}/{path}"),
        };
        Self {
            anchor: self.anchor,
            below,
        }
    }
}

/// The transfer of files of one tree: from where, to where. Every command and the download in the browser are made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferPlan {
    /// The files, sorted by path on the main site, each once. Of an archive's files it is the path below its own root.
    pub items: Vec<PlanItem>,
    /// The mirror that addresses point to, or the archive.
    pub mirror: Mirror,
    /// Whether the tree belongs to an archive or an unknown host rather than to the main site.
    pub is_archive: bool,
    /// Destination folder.
    pub destination: Destination,
    /// The key file for `ascp`, if one is named.
    pub aspera_key: Option<Destination>,
    /// The Globus collection that receives, a UUID, if one is named.
    pub globus_destination: Option<String>,
    /// Aspera account that offers the files, if any.
    pub aspera: Option<Account<AsperaAccount>>,
    /// Globus collection that offers the files, if any.
    pub globus: Option<Account<GlobusCollection>>,
    /// Requested files that cannot be transferred, each with the reason.
    pub refused: Vec<(RemotePath, Refusal)>,
    /// Files known from one mirror's directory index alone.
    pub seen_only_on: Vec<(RemotePath, MirrorId)>,
    /// Files that the mirror's own index shows as empty though another source gives a size above zero.
    pub empty_here: Vec<RemotePath>,
    /// Warnings, the gravest first.
    pub warnings: Vec<Warning>,
}

/// An account or collection, and the mirror that it belongs to: the chosen one, else the first that has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account<A> {
    /// The mirror whose layout it shows.
    pub mirror: Mirror,
    /// The account or collection.
    pub account: A,
    /// Whether the plan's checksums hold for files from here.
    pub checksums_hold: bool,
}

/// Sums over a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Number of files.
    pub files: usize,
    /// Bytes of all files whose size is known.
    pub bytes: u64,
    /// Whether `bytes` is exact: every size is known, and none is rounded.
    pub exact: bool,
    /// Number of files of unknown size.
    pub unknown_sizes: usize,
    /// What these weigh, as far as that can be estimated.
    pub estimate: Estimate,
    /// Number of files with a checksum.
    pub with_md5: usize,
}

impl TransferPlan {
    /// Returns the host that is asked.
    pub fn host(&self) -> HostName {
        self.mirror.base_url.host_name()
    }

    /// Returns the sums over all files.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals {
            files: self.items.len(),
            exact: true,
            ..Totals::default()
        };
        for item in &self.items {
            if let Some(size) = item.size {
                totals.bytes = totals.bytes.saturating_add(size.bytes());
                totals.exact &= size.is_exact();
            } else {
                totals.unknown_sizes += 1;
                totals.estimate.add(item.weight);
            }
            totals.with_md5 += usize::from(item.md5.is_some());
        }
        totals.exact &= totals.unknown_sizes == 0;
        totals
    }

    /// Returns how many seconds the known and the estimated bytes take at a speed, rounded up; `None` at speed zero.
    pub fn seconds_at(&self, bits_per_second: u64) -> Option<u64> {
        self.totals().seconds_at(bits_per_second)
    }
}

impl Totals {
    /// Returns the known bytes and those that are estimated.
    pub fn likely_bytes(&self) -> u64 {
        self.bytes.saturating_add(self.estimate.bytes)
    }

    /// Returns the number of files of unknown size that no estimate covers.
    pub fn without_estimate(&self) -> usize {
        self.unknown_sizes
            .saturating_sub(self.estimate.files as usize)
    }

    /// Returns how many seconds the known and the estimated bytes take at a speed, rounded up; `None` at speed zero.
    pub fn seconds_at(&self, bits_per_second: u64) -> Option<u64> {
        if bits_per_second == 0 {
            return None;
        }
        let bits = u128::from(self.likely_bytes()) * 8;
        u64::try_from(bits.div_ceil(u128::from(bits_per_second))).ok()
    }

    /// Returns the sums over both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            bytes: self.bytes.saturating_add(other.bytes),
            exact: self.exact && other.exact,
            unknown_sizes: self.unknown_sizes + other.unknown_sizes,
            estimate: self.estimate.and(other.estimate),
            with_md5: self.with_md5 + other.with_md5,
        }
    }
}

impl From<&Tally> for Totals {
    /// Takes the sums over the files of a query, of which no checksum is counted.
    fn from(tally: &Tally) -> Self {
        Self {
            files: tally.files as usize,
            bytes: tally.bytes,
            exact: tally.unknown_sizes == 0,
            unknown_sizes: tally.unknown_sizes as usize,
            estimate: tally.estimate,
            with_md5: 0,
        }
    }
}

impl From<&SearchResult> for Totals {
    /// Takes the sums over the files that were found.
    fn from(found: &SearchResult) -> Self {
        Self::from(&Tally {
            files: found.files,
            bytes: found.bytes,
            unknown_sizes: found.unknown_sizes,
            estimate: found.estimate,
            digest: None,
        })
    }
}

impl<A> Account<A> {
    /// Returns the checksum of an item, if it holds for what comes from here.
    pub fn md5(&self, item: &PlanItem) -> Option<Md5> {
        item.md5.filter(|_| self.checksums_hold)
    }
}
