//! Sizes as people type them.

use std::fmt::{self, Display};

/// Units of 1000, as the page shows sizes; upper case.
const DECIMAL: [(u8, u64); 4] = [
    (b'T', 1_000_000_000_000),
    (b'G', 1_000_000_000),
    (b'M', 1_000_000),
    (b'K', 1_000),
];

/// Units of 1024, in the same order.
const BINARY: [u64; 4] = [1 << 40, 1 << 30, 1 << 20, 1 << 10];

/// Largest number of decimals in a size.
const DECIMALS: usize = 6;

/// Reads `100`, `1.5G`, `1.5 GB`, `700MiB`: bytes, with at most six decimals before a unit; `None` for other texts.
/// Fractions of a byte are cut off.
pub(super) fn read_size(text: &str) -> Option<u64> {
    let end = text
        .bytes()
        .position(|byte| !matches!(byte, b'0'..=b'9' | b'.'))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let unit = unit_of(unit.trim_start())?;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    if decimals.is_empty() || decimals.len() > DECIMALS || (unit == 1 && number.contains('.')) {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(decimals.len()).ok()?);
    let part = digits(decimals)? * unit / scale;
    digits(whole)?.checked_mul(unit)?.checked_add(part)
}

/// Parses digits only, unlike the standard library, which also takes a sign.
fn digits(text: &str) -> Option<u64> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn unit_of(text: &str) -> Option<u64> {
    let lower = text.to_ascii_lowercase();
    let unit = lower.strip_suffix('b').unwrap_or(&lower);
    let Some((letter, rest)) = unit.as_bytes().split_first() else {
        return Some(1);
    };
    let place = DECIMAL
        .iter()
        .position(|(known, _)| known.eq_ignore_ascii_case(letter))?;
    match rest {
        b"" => Some(DECIMAL[place].1),
        b"i" => Some(BINARY[place]),
        _ => None,
    }
}

/// Writes a size in the greatest unit in which it has at most two decimals, or none in a unit of 1024; else in bytes.
pub(super) fn write_size(size: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (letter, unit) in DECIMAL {
        let hundredth = unit / 100;
        if size >= unit && size.is_multiple_of(hundredth) {
            (size / unit).fmt(f)?;
            let decimals = size % unit / hundredth;
            if decimals > 0 {
                f.write_str(".")?;
                (decimals / 10).fmt(f)?;
                if !decimals.is_multiple_of(10) {
                    (decimals % 10).fmt(f)?;
                }
            }
            return f.write_str(char::from(letter).encode_utf8(&mut [0; 4]));
        }
    }
    for ((letter, _), unit) in DECIMAL.into_iter().zip(BINARY) {
        if size >= unit && size.is_multiple_of(unit) {
            (size / unit).fmt(f)?;
            f.write_str(char::from(letter).encode_utf8(&mut [0; 4]))?;
            return f.write_str("iB");
        }
    }
    size.fmt(f)
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::{read_size, write_size};

    struct Written(u64);

    impl fmt::Display for Written {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write_size(self.0, f)
        }
    }

    #[test]
    fn sizes_are_read_and_written_exactly() {
        for (text, size, written) in [
            ("0", 0, "0"),
            ("999", 999, "999"),
            ("1k", 1_000, "1K"),
            ("1.5G", 1_500_000_000, "1.5G"),
            ("1.05 gb", 1_050_000_000, "1.05G"),
            ("1500M", 1_500_000_000, "1.5G"),
            ("1.234567M", 1_234_567, "1234567"),
            ("1GiB", 1 << 30, "1GiB"),
            ("3Mi", 3 << 20, "3MiB"),
            ("0.5GiB", 1 << 29, "512MiB"),
            ("0.3KiB", 307, "307"),
            ("12b", 12, "12"),
            ("18446744073709551615", u64::MAX, "18446744073709551615"),
        ] {
            assert_eq!(read_size(text), Some(size), "{text}");
            assert_eq!(Written(size).to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for text in [
            "",
            "G",
            ".5G",
            "1.G",
            "1.5",
            "1..5G",
            "1.2.3G",
            "1Q",
            "1Gbit",
            "-1",
            "+1",
            "1e9",
            "1,5G",
            "20000000T",
            "99999999999999999999",
            "1.1234567G",
            "1é",
        ] {
            assert_eq!(read_size(text), None, "{text}");
        }
    }
}
