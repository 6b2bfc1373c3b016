//! An MD5 checksum.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An MD5 checksum: 16 bytes, written as 32 lower-case hexadecimal digits.
///
/// # Examples
///
/// ```
/// use igsr_fetch::table::Md5;
///
/// let md5: Md5 = "D41D8CD98F00B204E9800998ECF8427E".parse()?;
/// assert_eq!(md5.to_string(), "d41d8cd98f00b204e9800998ecf8427e");
/// assert!("d41d8cd9".parse::<Md5>().is_err());
/// # Ok::<(), igsr_fetch::table::Md5Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Md5(pub [u8; 16]);

/// The error for a text that is not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an MD5 checksum of 32 hexadecimal digits")]
pub struct Md5Error;

impl FromStr for Md5 {
    type Err = Md5Error;

    fn from_str(text: &str) -> Result<Self, Md5Error> {
        let digits = text.as_bytes();
        if digits.len() != 32 {
            return Err(Md5Error);
        }
        let mut bytes = [0; 16];
        let mut wrong = 0;
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let (high, low) = (VALUES[usize::from(pair[0])], VALUES[usize::from(pair[1])]);
            wrong |= high | low;
            *byte = high << 4 | (low & 15);
        }
        if wrong > 15 {
            return Err(Md5Error);
        }
        Ok(Self(bytes))
    }
}

/// The value of each byte as a hexadecimal digit; 255 for other bytes. A table, as branches on
/// random digits are slow.
const VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        values[b"0123456789ABCDEF"[value as usize] as usize] = value;
        value += 1;
    }
    values
};

fn digit(nibble: u8) -> u8 {
    nibble + if nibble < 10 { b'0' } else { b'a' - 10 }
}

impl Md5 {
    /// Adds its digits to a text, without the cost of formatting: a list can have 700,000 of them.
    pub fn push_to(self, text: &mut String) {
        text.push_str(std::str::from_utf8(&self.digits()).unwrap_or_default());
    }

    fn digits(self) -> [u8; 32] {
        std::array::from_fn(|at| {
            let byte = self.0[at / 2];
            digit(if at % 2 == 0 { byte >> 4 } else { byte & 15 })
        })
    }
}

impl fmt::Display for Md5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

impl fmt::Debug for Md5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Md5({self})")
    }
}

/// Writes the digits where people read, the bytes elsewhere.
impl Serialize for Md5 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Md5 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let digits = String::deserialize(deserializer)?;
            digits.parse().map_err(serde::de::Error::custom)
        } else {
            Deserialize::deserialize(deserializer).map(Self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_cases_and_prints_lower_case() {
        let md5: Md5 = "D41D8CD98F00B204E9800998ECF8427E"
            .parse()
            .expect("32 digits");
        assert_eq!(md5.to_string(), "d41d8cd98f00b204e9800998ecf8427e");
    }

    #[test]
    fn refuses_what_is_not_32_digits() {
        for text in [
            "",
            "d41d",
            "g41d8cd98f00b204e9800998ecf8427e",
            "d41d8cd98f00b204e9800998ecf8427eé",
        ] {
            assert_eq!(text.parse::<Md5>(), Err(Md5Error), "{text}");
        }
    }
}
