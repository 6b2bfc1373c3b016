//! Sizes of directory indexes: exact, or rounded, with the interval that contains the true size.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The size of a file in bytes, exact or rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Size {
    /// The exact number of bytes.
    Exact(u64),
    /// A rounded value, such as `701M` in an Apache index.
    About(ApproxSize),
}

/// A rounded size: the value to show, and inclusive bounds of the true size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ApproxSize {
    /// The value that the page shows, in bytes.
    pub shown: u64,
    /// The smallest true size, in bytes, that rounds to the shown one.
    pub least: u64,
    /// The largest true size, in bytes, that rounds to the shown one.
    pub most: u64,
}

/// A number with a unit, as written.
struct Shown {
    /// All digits, without the decimal point.
    digits: u128,
    /// How many of the digits follow the decimal point.
    decimals: u32,
    unit: Unit,
}

/// Words for bytes; French has `o` for the letter B, as in `Mo`.
const BYTES: [&str; 4] = ["byte", "bytes", "octet", "octets"];

/// The unit of a number.
enum Unit {
    Bytes,
    /// A power of 1024 for a single letter or `KiB`; for `kB`, of 1000 or 1024, as servers differ.
    Scaled {
        power: u32,
        either: bool,
        letter: bool,
    },
}

impl Size {
    /// Returns the size in bytes to show or to add up; an approximation if rounded.
    pub fn bytes(self) -> u64 {
        match self {
            Self::Exact(bytes) => bytes,
            Self::About(size) => size.shown,
        }
    }

    /// Returns whether the size is exact.
    pub fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }

    /// Returns whether a file of `bytes` bytes may be shown with this size.
    pub fn allows(self, bytes: u64) -> bool {
        match self {
            Self::Exact(exact) => exact == bytes,
            Self::About(size) => (size.least..=size.most).contains(&bytes),
        }
    }

    /// Parses a size that Apache's `mod_autoindex` writes: `650`, `54K`, `1.2G`; `None` for `-` and
    /// other text.
    ///
    /// The bounds follow from `apr_strfsize` in Apache's APR: it prints fewer than 973 bytes
    /// exactly, then divides by 1024 and prints one decimal below 10, and whole numbers from there.
    /// Each division drops its remainder, so the true size may be up to one smaller unit above the
    /// rounded value.
    pub fn from_apache(text: &str) -> Option<Self> {
        let shown = Shown::read(text)?;
        let Unit::Scaled {
            power,
            letter: true,
            ..
        } = shown.unit
        else {
            return Self::from_text(text);
        };
        if shown.decimals > 1 {
            return Self::from_text(text);
        }
        let unit = 1_u128 << (10 * power);
        let (least, most) = if shown.decimals == 1 {
            // `apr_strfsize` takes (5 × 1024ths + 256) / 512 tenths.
            let tenths = shown.digits;
            (
                (512 * tenths).saturating_sub(256).div_ceil(5),
                (512 * tenths + 255) / 5,
            )
        } else {
            apache_whole(shown.digits)
        };
        let parts = |parts: u128| parts.saturating_mul(unit >> 10);
        Some(Self::about(&shown, unit, parts(least), parts(most + 1) - 1))
    }

    /// Parses a size of any server: `1234`, `1,234`, `512 B`, `204.5 MiB`, `4.2k`; `None` for other
    /// text.
    ///
    /// A number of bytes is exact. A scaled number may be rounded or truncated, and `kB` may mean
    /// 1000 or 1024 bytes: the bounds allow for each, and reach one unit of the last digit to both
    /// sides.
    pub fn from_text(text: &str) -> Option<Self> {
        let shown = Shown::read(text)?;
        let (power, either) = match shown.unit {
            Unit::Bytes if shown.decimals > 0 => return None,
            Unit::Bytes => return u64::try_from(shown.digits).ok().map(Self::Exact),
            Unit::Scaled { power, either, .. } => (power, either),
        };
        let unit = 1_u128 << (10 * power);
        let smallest = if either { 1000_u128.pow(power) } else { unit };
        let scale = 10_u128.pow(shown.decimals);
        let least = shown.digits.saturating_sub(1) * smallest / scale;
        let most = ((shown.digits + 1) * unit).div_ceil(scale);
        Some(Self::about(&shown, unit, least, most))
    }

    fn about(shown: &Shown, unit: u128, least: u128, most: u128) -> Self {
        let bytes = |number: u128| u64::try_from(number).unwrap_or(u64::MAX);
        let (least, most) = (bytes(least), bytes(most));
        let value = shown.digits.saturating_mul(unit) / 10_u128.pow(shown.decimals);
        Self::About(ApproxSize {
            shown: bytes(value).clamp(least, most),
            least,
            most,
        })
    }
}

/// Returns the smallest and largest size, in 1024ths of a unit, that Apache prints as `whole`
/// units.
fn apache_whole(whole: u128) -> (u128, u128) {
    match whole {
        // From 9 units and 973 1024ths the decimal is dropped.
        10 => (9 * 1024 + 973, 10 * 1024 + 511),
        // From 973 units the next larger unit is used.
        973 => (972 * 1024 + 512, 973 * 1024 - 1),
        _ => ((whole * 1024).saturating_sub(512), whole * 1024 + 511),
    }
}

impl Shown {
    fn read(text: &str) -> Option<Self> {
        let text = without_blanks(text.trim());
        let text = without_dots(&text);
        let end = text
            .find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')
            .unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let unit = Unit::read(unit.trim_start())?;
        let (whole, fraction) = match number.rsplit_once(['.', ',']) {
            // Thousands are set apart by commas, in groups of three; other commas are decimal.
            Some((_, group)) if group.len() == 3 && !number.contains('.') => (number, ""),
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (number, ""),
        };
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let grouped = groups.clone().next().is_some();
        let sound = groups.all(|group| group.len() == 3) && (!grouped || first.len() <= 3);
        let digits: String = whole.split(',').chain([fraction]).collect();
        let is_number = !first.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !sound || !is_number || digits.len() > 20 || fraction.len() > 3 {
            return None;
        }
        // A byte has no parts, but some servers write `925.0B`.
        let (digits, fraction) = match (&unit, fraction.bytes().all(|byte| byte == b'0')) {
            (Unit::Bytes, true) => (whole.replace(',', ""), ""),
            _ => (digits, fraction),
        };
        Some(Self {
            digits: digits.parse::<u64>().ok()?.into(),
            decimals: u32::try_from(fraction.len()).ok()?,
            unit,
        })
    }
}

/// Removes the dots between groups of thousands where there are several: `1.234.567`. One alone may be decimal.
fn without_dots(text: &str) -> Cow<'_, str> {
    if !text.contains('.') {
        return Cow::Borrowed(text);
    }
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    let mut groups = number.split('.').skip(1);
    if groups.clone().count() > 1 && groups.all(|group| group.len() == 3) {
        Cow::Owned(number.replace('.', "") + unit)
    } else {
        Cow::Borrowed(text)
    }
}

/// Removes the spaces and apostrophes between groups of thousands: `1 234 567 B`, `1'234'567`.
fn without_blanks(text: &str) -> Cow<'_, str> {
    let is_blank = |letter: char| matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    let mut groups = text.split(is_blank);
    let first = groups.next().unwrap_or_default();
    let is_group =
        |group: &&str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let count = groups.clone().take_while(is_group).count();
    if count == 0 || first.len() > 3 || !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let mut joined = first.to_owned();
    for (at, group) in groups.enumerate() {
        if at >= count {
            joined.push(' ');
        }
        joined.push_str(group);
    }
    Cow::Owned(joined)
}

impl Unit {
    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Bytes);
        }
        let is_word = |word: &&str| text.eq_ignore_ascii_case(word);
        if ["b", "o"].iter().any(is_word) || BYTES.iter().any(is_word) {
            return Some(Self::Bytes);
        }
        let (first, rest) = text.as_bytes().split_first()?;
        let first = first.to_ascii_uppercase();
        let power = b"KMGTPE".iter().position(|letter| *letter == first)? + 1;
        let letter = rest.is_empty();
        let is = |words: &[&[u8]]| words.iter().any(|word| rest.eq_ignore_ascii_case(word));
        let either = is(&[b"b", b"o", b"bytes"]);
        let binary = is(&[b"i", b"ib", b"io"]);
        (letter || either || binary).then_some(Self::Scaled {
            power: u32::try_from(power).ok()?,
            either,
            letter,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_exact_and_scaled_numbers_are_not() {
        for (text, bytes) in [
            ("0", 0),
            ("1234", 1234),
            (" 130000000000 ", 130_000_000_000),
            ("1,234,567", 1_234_567),
            ("1 234 567", 1_234_567),
            ("1\u{a0}234 bytes", 1_234),
            ("925.0B", 925),
            ("512B", 512),
            ("512 bytes", 512),
            ("1 byte", 1),
        ] {
            assert_eq!(Size::from_text(text), Some(Size::Exact(bytes)), "{text}");
        }
        for (text, truth) in [
            ("0.9M", 1_048_575),
            ("204.5 MiB", 214_433_792),
            ("4.2k", 4_301),
            ("8.5 kb", 8_704),
            ("8.5 kB", 8_500),
            ("1,5 MB", 1_500_000),
            ("1K", 1_500),
            ("3M", 3_900_000),
            ("0.0K", 17),
            ("1.2Ki", 1_229),
        ] {
            let size = Size::from_text(text).expect(text);
            assert!(!size.is_exact() && size.allows(truth), "{text}: {size:?}");
        }
    }

    #[test]
    fn other_text_is_no_size() {
        for text in [
            "",
            "-",
            "&nbsp;",
            "x",
            "1.2G 2019-01-01 10:00",
            "1.2",
            "12-3",
            "K",
            "1,23",
            "1.2.3K",
            ".5K",
            "5.K",
            "1234,567",
            "1 file",
            "99999999999999999999999",
            "-1",
            "<dir>",
            "5 m2",
            "1é",
        ] {
            assert_eq!(Size::from_text(text), None, "{text}");
            assert_eq!(Size::from_apache(text), None, "{text}");
        }
    }
}
