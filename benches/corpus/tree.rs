//! The rows of `current.tree`.

use std::collections::HashSet;
use std::io::{self, Write};

use super::random::{Random, Size};

/// A day, as days since 1970-01-01.
#[derive(Clone, Copy)]
pub(crate) struct Day(u64);

impl Day {
    /// A day of the civil calendar, from 1970 on.
    pub(crate) const fn new(year: u64, month: u64, day: u64) -> Self {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year / 400, year % 400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// So many days later.
    pub(crate) const fn after(self, days: u64) -> Self {
        Self(self.0 + days)
    }

    /// Writes it as `20130502`.
    pub(crate) fn compact(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year}{month:02}{day:02}")
    }

    /// Year, month and day.
    fn civil(self) -> (u64, u64, u64) {
        // The same source, civil_from_days.
        let days = self.0 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + u64::from(month <= 2);
        (year, month, day)
    }
}

/// Writes a time in seconds since 1970-01-01 as the table does.
fn stamp(time: u64) -> String {
    let (year, month, day) = Day(time / 86_400).civil();
    let second = time % 86_400;
    format!(
        "{year}-{month:02}-{day:02} {:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// Writes the start of a day as index files do.
pub(crate) fn stamp_of(day: Day) -> String {
    stamp(day.0 * 86_400)
}

struct Row {
    /// Place in the table: rows of a directory mostly stand together, in no order.
    key: (u64, u64),
    /// Says whether a shorter table has it, too.
    core: bool,
    path: String,
    size: u64,
    time: u64,
}

/// Names of the chromosomes without a prefix: 1 to 22, X, Y.
pub(crate) fn chromosomes() -> impl Iterator<Item = String> {
    (1..=22)
        .map(|number| number.to_string())
        .chain(["X".to_owned(), "Y".to_owned()])
}

/// The table as it is made.
pub(crate) struct Tree {
    /// Where all chance comes from.
    pub(crate) random: Random,
    rows: Vec<Row>,
    directory: String,
    key: u64,
    time: u64,
    pace: u64,
    core: bool,
}

impl Tree {
    /// Starts an empty table.
    pub(crate) fn new(random: Random) -> Self {
        Self {
            random,
            rows: Vec::new(),
            directory: String::new(),
            key: 0,
            time: 0,
            pace: 0,
            core: false,
        }
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Goes to a directory (path below `ftp/`), whose files came on one of so many days from `day` on.
    pub(crate) fn open(&mut self, directory: impl Into<String>, day: Day, days: u64) {
        self.directory = directory.into();
        self.key = self.random.next();
        self.time =
            (day.0 + self.random.below(days.max(1))) * 86_400 + self.random.between(28_800, 72_000);
        self.pace = 1 << self.random.between(3, 9);
        self.core = false;
    }

    /// The same for a directory of which a shorter table has all files, too.
    pub(crate) fn open_core(&mut self, directory: impl Into<String>, day: Day) {
        self.open(directory, day, 1);
        self.core = true;
    }

    /// Puts a file into the directory, somewhat younger than the one before.
    pub(crate) fn file(&mut self, name: impl AsRef<str>, size: Size) {
        self.time += self.random.below(self.pace);
        let path = format!("{}/{}", self.directory, name.as_ref());
        // One row in twenty was written again later, and stands elsewhere.
        let group = if self.random.once_in(20) {
            self.random.next()
        } else {
            self.key
        };
        let key = (group, self.random.next());
        let size = self.random.log_normal(size);
        self.rows.push(Row {
            key,
            core: self.core,
            path,
            size,
            time: self.time,
        });
    }

    /// Puts a file and its companions, as `.tbi`, into the directory.
    pub(crate) fn with(&mut self, name: &str, size: Size, companions: &[(&str, Size)]) {
        self.file(name, size);
        for (ending, size) in companions {
            self.file(format!("{name}{ending}"), *size);
        }
    }

    /// Opens a directory and puts one file with its companion into it for each chromosome.
    pub(crate) fn by_chromosome(
        &mut self,
        directory: impl Into<String>,
        (day, days): (Day, u64),
        (size, companion): (Size, (&str, Size)),
        name: impl Fn(&str) -> String,
    ) {
        self.open(directory, day, days);
        for chromosome in chromosomes() {
            self.with(&name(&chromosome), size, &[companion]);
        }
    }

    /// Opens a directory and puts one file with its companions into it.
    pub(crate) fn alone(
        &mut self,
        directory: impl Into<String>,
        (day, days): (Day, u64),
        name: &str,
        size: Size,
        companions: &[(&str, Size)],
    ) {
        self.open(directory, day, days);
        self.with(name, size, companions);
    }

    /// Leaves so many files, and brings them in the order of the table.
    pub(crate) fn cut(&mut self, files: usize) {
        self.rows.sort_unstable_by_key(|row| (!row.core, row.key));
        self.rows.truncate(files);
        self.rows.sort_unstable_by_key(|row| row.key);
    }

    /// Writes the table, with the directories if they are wanted; returns how many directories.
    ///
    /// As the site's generator does, it ends each line in a further tab (`igsr/igsr_archive`, `db.py`).
    pub(crate) fn write(&mut self, directories: bool, to: &mut impl Write) -> io::Result<usize> {
        let mut known = HashSet::new();
        for row in &self.rows {
            if directories {
                for (end, _) in row.path.match_indices('/') {
                    let directory = &row.path[..end];
                    if known.insert(directory) {
                        writeln!(
                            to,
                            "ftp/{directory}\tdirectory\t4096\t{}\t\t",
                            stamp(row.time)
                        )?;
                    }
                }
            }
            let md5 = self.random.md5();
            writeln!(
                to,
                "ftp/{}\tfile\t{}\t{}\t{md5}\t",
                row.path,
                row.size,
                stamp(row.time)
            )?;
        }
        Ok(known.len())
    }
}
