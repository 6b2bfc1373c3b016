//! Sizes, dates, and the limits that a query sets to them.

use std::fmt::{self, Display};

use jiff::civil::{Date, Time};

use crate::common::calendar::unix_seconds;

/// A bound or range of sizes or dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit<T> {
    /// `>`: greater, or later.
    Over(T),
    /// `>=`: as great, or greater.
    AtLeast(T),
    /// `<`: smaller, or earlier.
    Under(T),
    /// `<=`: as small, or smaller.
    AtMost(T),
    /// Equal; for dates, within the named year, month or day.
    Is(T),
    /// `a..b`: from the first to the second, both included.
    Between(T, T),
}

impl Limit<u64> {
    /// Returns the least and the greatest matching size in bytes; the least exceeds the greatest where none matches.
    pub fn span(self) -> (u64, u64) {
        const NONE: (u64, u64) = (1, 0);
        match self {
            Self::Over(size) => size.checked_add(1).map_or(NONE, |least| (least, u64::MAX)),
            Self::AtLeast(size) => (size, u64::MAX),
            Self::Under(size) => size.checked_sub(1).map_or(NONE, |most| (0, most)),
            Self::AtMost(size) => (0, size),
            Self::Is(size) => (size, size),
            Self::Between(least, most) => (least, most),
        }
    }

    /// Returns whether a size in bytes matches.
    pub fn holds(self, size: u64) -> bool {
        let (least, most) = self.span();
        least <= size && size <= most
    }
}

impl Limit<PartialDate> {
    /// Returns the first and the last matching second since 1970 UTC. A partial date means its whole span: dates
    /// after `2020` begin in 2021.
    pub fn span(self) -> (i64, i64) {
        match self {
            Self::Over(date) => (date.last_second() + 1, i64::MAX),
            Self::AtLeast(date) => (date.first_second(), i64::MAX),
            Self::Under(date) => (i64::MIN, date.first_second() - 1),
            Self::AtMost(date) => (i64::MIN, date.last_second()),
            Self::Is(date) => (date.first_second(), date.last_second()),
            Self::Between(first, last) => (first.first_second(), last.last_second()),
        }
    }

    /// Returns whether a time in seconds since 1970 UTC matches.
    pub fn holds(self, second: i64) -> bool {
        let (first, last) = self.span();
        first <= second && second <= last
    }
}

/// Reason why a text is not a limit.
pub(super) enum NoLimit {
    /// Nothing follows the operator.
    Empty,
    /// The operand is not a size or date.
    Amount,
    /// The start of the range is greater than its end.
    Order,
}

/// Builds a limit from an operand.
type Make<T> = fn(T) -> Limit<T>;

/// Parses a limit.
pub(super) fn read<T>(
    text: &str,
    amount: fn(&str) -> Option<T>,
    in_order: fn(&T, &T) -> bool,
) -> Result<Limit<T>, NoLimit> {
    let kinds: [(&str, Make<T>); 6] = [
        (">=", Limit::AtLeast),
        ("<=", Limit::AtMost),
        (">", Limit::Over),
        ("<", Limit::Under),
        ("=", Limit::Is),
        ("", Limit::Is),
    ];
    let (sign, make, text) = kinds
        .into_iter()
        .find_map(|(sign, make)| Some((sign, make, text.strip_prefix(sign)?.trim())))
        .filter(|(_, _, text)| !text.is_empty())
        .ok_or(NoLimit::Empty)?;
    let range = text.split_once("..").filter(|_| sign.is_empty());
    let Some((first, last)) = range else {
        return amount(text).map(make).ok_or(NoLimit::Amount);
    };
    match (amount(first.trim()), amount(last.trim())) {
        (Some(first), Some(last)) if in_order(&first, &last) => Ok(Limit::Between(first, last)),
        (Some(_), Some(_)) => Err(NoLimit::Order),
        _ => Err(NoLimit::Amount),
    }
}

/// Returns whether a limit may become valid if its last operand does.
pub(super) fn begins_limit(text: &str, begins: impl Fn(&str) -> bool) -> bool {
    let amount = text.trim_start_matches(['<', '>', '=']);
    let (first, last) = amount.split_once("..").unwrap_or(("", amount));
    (first.is_empty() || begins(first))
        && (begins(last) || last.strip_suffix('.').is_some_and(begins))
}

/// A year, a month or a day, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Its first day.
    first: Date,
    known: Known,
}

/// The last part of a date that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Known {
    Year,
    Month,
    Day,
}

impl PartialDate {
    /// Reads `2020`, `2020-05`, `2020-05-01`, or `20200501` as directories are named; years from 1000 to 9999.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (month, day) = match bytes.len() {
            4 => (None, None),
            7 if bytes[4] == b'-' => (Some(&bytes[5..]), None),
            8 => (Some(&bytes[4..6]), Some(&bytes[6..])),
            10 if bytes[4] == b'-' && bytes[7] == b'-' => (Some(&bytes[5..7]), Some(&bytes[8..])),
            _ => return None,
        };
        let year = i16::try_from(number(&bytes[..4])?).ok()?;
        let part = |digits: Option<&[u8]>| match digits {
            Some(digits) => i8::try_from(number(digits)?).ok(),
            None => Some(1),
        };
        let known = match (month, day) {
            (None, _) => Known::Year,
            (_, None) => Known::Month,
            _ => Known::Day,
        };
        let first = Date::new(year, part(month)?, part(day)?).ok()?;
        (year >= 1000).then_some(Self { first, known })
    }

    /// Returns its first second, in seconds since 1970 UTC.
    pub fn first_second(self) -> i64 {
        unix_seconds(self.first.to_datetime(Time::midnight()))
    }

    /// Returns its last second, in seconds since 1970 UTC.
    pub fn last_second(self) -> i64 {
        let last = match self.known {
            Known::Year => self.first.last_of_year(),
            Known::Month => self.first.last_of_month(),
            Known::Day => self.first,
        };
        unix_seconds(last.at(23, 59, 59, 0))
    }
}

/// Returns whether a text is a date or the beginning of one.
pub(super) fn begins_date(text: &str) -> bool {
    ["1000-01-01", "1000-10-10", "10000101", "10001010"]
        .iter()
        .filter_map(|date| date.get(text.len()..))
        .any(|rest| PartialDate::parse(&[text, rest].concat()).is_some())
}

/// Writes as much as is known: `2020`, `2020-05` or `2020-05-01`.
impl Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.year())?;
        if self.known >= Known::Month {
            write!(f, "-{:02}", self.first.month())?;
        }
        if self.known == Known::Day {
            write!(f, "-{:02}", self.first.day())?;
        }
        Ok(())
    }
}

fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u16::from(digit - b'0'))
    })
}

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
