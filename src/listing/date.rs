//! Dates as directory indexes show them, with what is known of their precision and zone.

use std::fmt;

use jiff::civil::DateTime;

/// When a file was last modified, as far as its source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modified {
    /// Date and time of day; zero beyond the precision.
    pub at: DateTime,
    /// How much of it the source gave.
    pub precision: Precision,
    /// Says whether the source itself states UTC; else the zone is unknown.
    pub utc: bool,
}

/// The last part of a date that its source gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The day.
    Day,
    /// The minute.
    Minute,
    /// The second.
    Second,
}

/// The forms that are read, the commonest first: Apache's own, its `UseOldDateFormat`, that of `current.tree`, and that
/// of C's `ctime`, which older copies of `current.tree` have.
const FORMS: &[(&str, Precision)] = &[
    ("%Y-%m-%d %H:%M", Precision::Minute),
    ("%d-%b-%Y %H:%M", Precision::Minute),
    ("%Y-%m-%d %H:%M:%S", Precision::Second),
    ("%a %b %e %H:%M:%S %Y", Precision::Second),
];

impl Modified {
    /// Reads a date and time of unknown zone in one of the forms that servers and the site's tables use.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // Every form has a colon; most cells that are tried have none.
        if !text.contains(':') {
            return None;
        }
        FORMS.iter().find_map(|(form, precision)| {
            Some(Self {
                at: DateTime::strptime(form, text).ok()?,
                precision: *precision,
                utc: false,
            })
        })
    }

    /// Reads a date without time of day: `2021-03-16`.
    pub fn parse_day(text: &str) -> Option<Self> {
        Some(Self {
            at: jiff::civil::Date::strptime("%Y-%m-%d", text.trim())
                .ok()?
                .to_datetime(jiff::civil::Time::midnight()),
            precision: Precision::Day,
            utc: false,
        })
    }
}

/// Writes ISO 8601, to the precision of the source; `Z` only where the source states UTC.
impl fmt::Display for Modified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match self.precision {
            Precision::Day => "%Y-%m-%d",
            Precision::Minute => "%Y-%m-%dT%H:%M",
            Precision::Second => "%Y-%m-%dT%H:%M:%S",
        };
        write!(f, "{}", self.at.strftime(form))?;
        f.write_str(if self.utc { "Z" } else { "" })
    }
}
