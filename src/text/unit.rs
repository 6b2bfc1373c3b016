//! Numbers for people: counts, sizes, speeds, times.

use crate::client::DirectoryTotals;
use crate::common::calendar::date_time;
use crate::listing::Size;
use crate::plan::{PlanItem, Totals};

/// Writes a count with thousands set apart: `2,504`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Writes a count with its word: `1 file`, `2,504 files`.
pub fn plural(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        count(number as u64),
        if number == 1 { one } else { many }
    )
}

/// Writes `1 file` or `2 files`.
pub fn files(number: usize) -> String {
    plural(number, "file", "files")
}

/// Writes bytes in SI units: `650 B`, `196.5 MB`.
pub fn bytes(number: u64) -> String {
    si(number, "B")
}

/// Writes bytes in SI units with the word for less than 1 kB: `650 bytes`, `196.5 MB`.
pub fn bytes_in_words(number: u64) -> String {
    si(number, "bytes")
}

/// Writes bytes in the largest SI unit that fits, rounded to one decimal; `byte` is the name of the smallest unit.
fn si(number: u64, byte: &str) -> String {
    if number < 1000 {
        return format!("{number} {byte}");
    }
    // In whole numbers, so that halves are rounded up.
    let (mut unit, mut name) = (1000, "kB");
    for (next, larger) in [
        (1_000_000, "MB"),
        (1_000_000_000, "GB"),
        (1_000_000_000_000, "TB"),
    ] {
        // What rounds up to 1000 of a unit is one of the next.
        if number >= next - unit / 20 {
            (unit, name) = (next, larger);
        }
    }
    let tenths = (u128::from(number) * 10 + u128::from(unit) / 2) / u128::from(unit);
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

/// Writes a size; a rounded one with "about".
pub fn size(size: Size) -> String {
    match size {
        Size::Exact(number) => bytes(number),
        Size::About(about) => format!("about {}", bytes(about.shown)),
    }
}

/// Writes a size to the byte, for a tooltip.
pub fn exact_size(size: Size) -> String {
    match size {
        Size::Exact(number) => format!("{} bytes", count(number)),
        Size::About(about) => format!(
            "rounded by the server: between {} and {} bytes",
            count(about.least),
            count(about.most)
        ),
    }
}

/// What stands in the place of a size or date that is not known.
pub const UNKNOWN: &str = "unknown";

/// What is said of one size that is not known.
pub const UNKNOWN_SIZE: &str = "size unknown";

/// Writes a sum of sizes; "about" if any of them is rounded or estimated, "at least" if any is unknown, "over" if others are
/// estimated; and how many are unknown.
pub fn total_size(totals: &Totals) -> String {
    let unknown = totals.unknown_sizes;
    let sum = bytes(totals.likely_bytes());
    if unknown == 0 {
        let about = if totals.exact { "" } else { "about " };
        return format!("{about}{sum}");
    }
    let unknowns = plural(unknown, UNKNOWN_SIZE, "sizes unknown");
    match (totals.estimate.files, totals.without_estimate()) {
        (0, _) if totals.files == 1 => UNKNOWN_SIZE.to_owned(),
        (0, _) if totals.files == unknown => unknowns,
        (0, _) => format!("at least {sum} ({unknowns})"),
        (_, 0) => format!("about {sum} (estimated; {unknowns})"),
        (_, left) => format!(
            "over {sum} (estimated; {unknowns}, {} of them without an estimate)",
            count(left as u64)
        ),
    }
}

/// Writes the size of a file of a plan; an unknown one with what the file weighs by estimate, if anything.
pub fn item_size(item: &PlanItem) -> String {
    match (item.size, item.weight) {
        (Some(known), _) => size(known),
        (None, Some(weight)) => estimated_size(weight),
        (None, None) => UNKNOWN_SIZE.to_owned(),
    }
}

/// Writes what a file of unknown size weighs by estimate, in bytes.
pub fn estimated_size(weight: u64) -> String {
    format!("about {} (estimated; {UNKNOWN_SIZE})", bytes(weight))
}

/// Writes how much of a download has come; `total` are all its bytes, if known.
pub fn received_words(received: u64, total: Option<u64>) -> String {
    let received = bytes(received);
    match total {
        Some(total) => format!("{received} of {}", bytes(total)),
        None => format!("{received}, {UNKNOWN_SIZE}"),
    }
}

/// Writes how many files there are, and how large they are: `179 files, about 2.6 TB (estimated; 179 sizes unknown)`.
pub fn files_and_size(totals: &Totals) -> String {
    format!("{}, {}", files(totals.files), total_size(totals))
}

/// Writes what a directory holds: `4 directories, 28 files, about 16.2 GB`.
pub fn directory_totals(totals: &DirectoryTotals) -> String {
    let mut words = files(totals.files);
    if totals.directories > 0 {
        words = format!(
            "{}, {words}",
            plural(totals.directories, "directory", "directories")
        );
    }
    if totals.files > 0 {
        let size = total_size(&Totals {
            files: totals.files,
            bytes: totals.bytes,
            exact: totals.exact,
            unknown_sizes: totals.unknown,
            ..Totals::default()
        });
        words = format!("{words}, {size}");
    }
    words
}

/// Writes a sum of sizes to the byte, for a tooltip.
pub fn total_bytes(totals: &Totals) -> String {
    let bytes = count(totals.bytes);
    let known = match (totals.exact, totals.unknown_sizes) {
        (_, unknown) if unknown == totals.files => "no size is known".to_owned(),
        (true, _) => format!("{bytes} bytes"),
        (false, 0) => format!("about {bytes} bytes"),
        (false, _) => format!("at least {bytes} bytes, and files of unknown size"),
    };
    match totals.estimate.files {
        0 => known,
        many => format!(
            "{known}; {} estimated at {} bytes by what such files weigh on average",
            files(many as usize),
            count(totals.estimate.bytes)
        ),
    }
}

/// Writes how long a sum takes: at least so long if some sizes are unknown and not estimated.
pub fn time_of(totals: &Totals, seconds: u64) -> String {
    let word = if totals.without_estimate() > 0 {
        "at least"
    } else {
        "about"
    };
    let estimated = if totals.estimate.files > 0 {
        " (estimated)"
    } else {
        ""
    };
    format!("{word} {}{estimated}", duration(seconds))
}

/// Writes the title of the page that gets files: of those picked, not all may be gettable.
pub fn get_title(gettable: usize, picked: usize) -> String {
    if gettable == picked {
        return format!("Get {}", files(picked));
    }
    format!("Get {} of {}", count(gettable as u64), files(picked))
}

/// Writes a speed: `12.5 MB/s`.
pub fn speed(per_second: u64) -> String {
    format!("{}/s", bytes(per_second))
}

/// Writes a span of time in the two units that matter: `3 h 5 min`, `2 min 7 s`, `16 s`.
pub fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min {} s", seconds % 60),
        (0, _, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

/// Writes the day of a second since 1970, UTC: `2021-03-16`; nothing for one beyond the year 9999.
pub fn day(second: i64) -> String {
    date_time(second).map_or_else(String::new, |at| at.date().to_string())
}

/// Writes how long ago something was: `just now`, `2 min ago`.
pub fn ago(milliseconds: u64) -> String {
    match milliseconds / 1000 {
        0..45 => "just now".to_owned(),
        seconds @ 45..3_600 => format!("{} min ago", (seconds + 30) / 60),
        seconds => format!("{} h ago", seconds / 3_600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Estimate;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(2504), "2,504");
        assert_eq!(count(84_700_000), "84,700,000");
        assert_eq!(files(1), "1 file");
        assert_eq!(files(2504), "2,504 files");
        assert_eq!(bytes(650), "650 B");
        assert_eq!(bytes_in_words(650), "650 bytes");
        assert_eq!(bytes(5_656_911), "5.7 MB");
        assert_eq!(bytes(130_000_000_000), "130.0 GB");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1000), "1.0 kB");
        assert_eq!(bytes(999_949), "999.9 kB");
        assert_eq!(bytes(999_950), "1.0 MB");
        assert_eq!(bytes(u64::MAX), "18446744.1 TB");
        assert_eq!(duration(16), "16 s");
        assert_eq!(duration(127), "2 min 7 s");
        assert_eq!(duration(11_100), "3 h 5 min");
        assert_eq!(duration(90_000), "1 d 1 h");
        assert_eq!(ago(1_000), "just now");
        assert_eq!(ago(120_000), "2 min ago");
        assert_eq!(ago(7_300_000), "2 h ago");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (second, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_709_164_800, "2024-02-29"),
            (1_615_852_800, "2021-03-16"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(second), expected);
        }
    }

    #[test]
    fn a_sum_says_what_it_does_not_know() {
        let large = 2_577_600_000_000;
        for (files, bytes, exact, unknown, estimate, words) in [
            (2, 5000, true, 0, (0, 0), "5.0 kB"),
            (2, 5000, false, 0, (0, 0), "about 5.0 kB"),
            (0, 0, true, 0, (0, 0), "0 B"),
            (
                3,
                5000,
                false,
                1,
                (0, 0),
                "at least 5.0 kB (1 size unknown)",
            ),
            (2, 0, false, 2, (0, 0), "2 sizes unknown"),
            (1, 0, false, 1, (0, 0), "size unknown"),
            (
                179,
                0,
                false,
                179,
                (large, 179),
                "about 2.6 TB (estimated; 179 sizes unknown)",
            ),
            (
                1,
                0,
                false,
                1,
                (5000, 1),
                "about 5.0 kB (estimated; 1 size unknown)",
            ),
            (
                9,
                1000,
                false,
                5,
                (5000, 3),
                "over 6.0 kB (estimated; 5 sizes unknown, 2 of them without an estimate)",
            ),
        ] {
            let estimate = Estimate {
                bytes: estimate.0,
                files: estimate.1,
            };
            let totals = Totals {
                files,
                bytes,
                exact,
                unknown_sizes: unknown,
                estimate,
                with_md5: 0,
            };
            assert_eq!(total_size(&totals), words);
        }
    }

    #[test]
    fn a_size_that_is_not_known_is_said_to_be_so() {
        let item = |size, weight| PlanItem {
            path: "a".parse().expect("a path"),
            url: String::new(),
            local_path: String::new(),
            size,
            weight,
            md5: None,
            other_md5s: Vec::new(),
        };
        let exact = Some(Size::Exact(5000));
        for (size, weight, words) in [
            (exact, None, "5.0 kB"),
            (exact, Some(7), "5.0 kB"),
            (
                None,
                Some(14_376_996_805),
                "about 14.4 GB (estimated; size unknown)",
            ),
            (None, None, "size unknown"),
        ] {
            assert_eq!(item_size(&item(size, weight)), words);
        }
        assert_eq!(received_words(1000, Some(5000)), "1.0 kB of 5.0 kB");
        assert_eq!(received_words(1000, None), "1.0 kB, size unknown");
    }

    #[test]
    fn times_and_bytes_say_what_is_estimated() {
        for (unknown, guessed, time, words) in [
            (0, 0, "about 16 s", "5,000 bytes"),
            (
                2,
                0,
                "at least 16 s",
                "at least 5,000 bytes, and files of unknown size",
            ),
            (
                2,
                2,
                "about 16 s (estimated)",
                "at least 5,000 bytes, and files of unknown size; 2 files estimated at 7 bytes by what such files weigh on average",
            ),
            (
                3,
                1,
                "at least 16 s (estimated)",
                "at least 5,000 bytes, and files of unknown size; 1 file estimated at 7 bytes by what such files weigh on average",
            ),
        ] {
            let totals = Totals {
                files: 5,
                bytes: 5000,
                exact: unknown == 0,
                unknown_sizes: unknown,
                estimate: Estimate {
                    bytes: if guessed > 0 { 7 } else { 0 },
                    files: guessed,
                },
                with_md5: 0,
            };
            assert_eq!(time_of(&totals, 16), time);
            assert_eq!(total_bytes(&totals), words);
        }
    }
}
