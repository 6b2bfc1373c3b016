//! A file as it is collected, before all are in order.

use crate::table::Md5;

/// A file, 40 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File {
    /// Offset of the name in `names`; a length of two bytes stands before it.
    pub(crate) name: u32,
    pub(crate) directory: u32,
    pub(crate) size: u64,
    pub(crate) date: u32,
    pub(crate) md5: [u8; 16],
}

impl File {
    /// Sort key among rows of one file: newer rows last, known values after unknown ones.
    pub(crate) fn age(&self) -> (u32, u64, [u8; 16]) {
        // The greatest number of each type stands for unknown and wraps to zero.
        (
            self.date.wrapping_add(1),
            self.size.wrapping_add(1),
            self.md5,
        )
    }

    pub(crate) fn known_size(&self) -> Option<u64> {
        Some(self.size).filter(|size| *size != u64::MAX)
    }

    pub(crate) fn known_date(&self) -> Option<i64> {
        Some(i64::from(self.date)).filter(|_| self.date != u32::MAX)
    }

    pub(crate) fn known_md5(&self) -> Option<Md5> {
        Some(Md5(self.md5)).filter(|_| self.md5 != [0; 16])
    }
}
