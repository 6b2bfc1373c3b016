//! Numbers for people: counts, sizes, speeds, times.

use crate::client::DirectoryTotals;
use crate::common::calendar::date_time;
use crate::listing::Size;
use crate::plan::Totals;

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

/// Writes a sum of sizes; "about" if any of them is rounded, and how many are not known.
pub fn total_size(number: u64, exact: bool, unknown: usize, files: usize) -> String {
    if unknown == files {
        return "size not known".to_owned();
    }
    let about = if exact { "" } else { "about " };
    match unknown {
        0 => format!("{about}{}", bytes(number)),
        _ => format!(
            "{about}{} and {} of unknown size",
            bytes(number),
            count(unknown as u64)
        ),
    }
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
        let size = total_size(totals.bytes, totals.exact, totals.unknown, totals.files);
        words = format!("{words}, {size}");
    }
    words
}

/// Writes a sum of sizes to the byte, for a tooltip.
pub fn total_bytes(totals: Totals) -> String {
    let bytes = count(totals.bytes);
    match (totals.exact, totals.unknown_sizes) {
        (_, unknown) if unknown == totals.files => "no size is known".to_owned(),
        (true, _) => format!("{bytes} bytes"),
        (false, 0) => format!("about {bytes} bytes"),
        (false, _) => format!("about {bytes} bytes, and files of unknown size"),
    }
}

/// Writes how long a sum takes: at least so long if some sizes are unknown.
pub fn time_of(totals: Totals, seconds: u64) -> String {
    let word = if totals.unknown_sizes > 0 {
        "at least"
    } else {
        "about"
    };
    format!("{word} {}", duration(seconds))
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
        assert_eq!(total_size(5000, true, 0, 2), "5.0 kB");
        assert_eq!(
            total_size(5000, false, 1, 3),
            "about 5.0 kB and 1 of unknown size"
        );
        assert_eq!(total_size(0, true, 2, 2), "size not known");
    }
}
