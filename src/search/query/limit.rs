//! Limits of sizes and dates.

use super::PartialDate;

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
