//! Serializes a civil date and time as its parts, for `#[serde(with)]`.
//!
//! jiff writes text, which takes twice the bytes and must be parsed again: a directory index can hold 50,000 dates.

use jiff::civil::DateTime;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Year; month, day, hour, minute and second; nanoseconds.
type Parts = (i16, [i8; 5], i32);

pub(super) fn serialize<S: Serializer>(at: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
    let parts: Parts = (
        at.year(),
        [at.month(), at.day(), at.hour(), at.minute(), at.second()],
        at.subsec_nanosecond(),
    );
    parts.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<DateTime, D::Error> {
    let (year, [month, day, hour, minute, second], nanoseconds) = Parts::deserialize(deserializer)?;
    DateTime::new(year, month, day, hour, minute, second, nanoseconds).map_err(D::Error::custom)
}
