//! The plan of a transfer.

use crate::mirror::{AsperaAccount, GlobusCollection, HostName, Mirror, MirrorId, RemotePath};
use crate::table::Md5;

use super::{Destination, PlanItem, Refusal, Warning};

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Number of files.
    pub files: usize,
    /// Bytes of all files whose size is known.
    pub bytes: u64,
    /// Whether `bytes` is exact: every size is known, and none is rounded.
    pub exact: bool,
    /// Number of files of unknown size.
    pub unknown_sizes: usize,
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
            match item.size {
                Some(size) => {
                    totals.bytes = totals.bytes.saturating_add(size.bytes());
                    totals.exact &= size.is_exact();
                }
                None => totals.unknown_sizes += 1,
            }
            totals.with_md5 += usize::from(item.md5.is_some());
        }
        totals.exact &= totals.unknown_sizes == 0;
        totals
    }

    /// Returns how many seconds the known bytes take at a speed, rounded up; `None` at speed zero.
    pub fn seconds_at(&self, bits_per_second: u64) -> Option<u64> {
        self.totals().seconds_at(bits_per_second)
    }
}

impl Totals {
    /// Returns how many seconds the known bytes take at a speed, rounded up; `None` at speed zero.
    pub fn seconds_at(&self, bits_per_second: u64) -> Option<u64> {
        if bits_per_second == 0 {
            return None;
        }
        let bits = u128::from(self.bytes) * 8;
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
            with_md5: self.with_md5 + other.with_md5,
        }
    }
}

impl<A> Account<A> {
    /// Returns the checksum of an item, if it holds for what comes from here.
    pub fn md5(&self, item: &PlanItem) -> Option<Md5> {
        item.md5.filter(|_| self.checksums_hold)
    }
}
