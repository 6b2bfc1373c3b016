//! A file while a snapshot is made.

use crate::table::Md5;

/// A file, 40 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileRow {
    /// Offset of the name in `names`; a length of two bytes stands before it.
    pub(crate) name: u32,
    pub(crate) directory: u32,
    pub(crate) size: u64,
    pub(crate) date: u32,
    pub(crate) md5: [u8; 16],
}

impl FileRow {
    /// Returns its name.
    pub(crate) fn name<'a>(&self, names: &'a [u8]) -> &'a [u8] {
        let place = self.name as usize;
        let length = u16::from_le_bytes([names[place], names[place + 1]]);
        &names[place + 2..place + 2 + usize::from(length)]
    }

    /// Sort key among rows of one file: newer rows last, known values after unknown ones.
    pub(crate) fn age(&self) -> (u32, u64, [u8; 16]) {
        // The greatest number of each type stands for unknown and wraps to zero.
        (
            self.date.wrapping_add(1),
            self.size.wrapping_add(1),
            self.md5,
        )
    }

    /// Takes from an older row of the same file what this one does not know, unless they contradict each other: then the older
    /// one is of another version.
    pub(crate) fn fill(&mut self, older: &Self) {
        let contradicts = differ(self.known_date(), older.known_date())
            || differ(self.known_size(), older.known_size())
            || differ(self.known_md5(), older.known_md5());
        if contradicts {
            return;
        }
        // The greatest number stands for unknown.
        self.date = self.date.min(older.date);
        self.size = self.size.min(older.size);
        if self.md5 == [0; 16] {
            self.md5 = older.md5;
        }
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

fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}
