//! Sizes as directory indexes show them: exact, or rounded with the interval that holds the truth.

use serde::{Deserialize, Serialize};

/// The size of a file in bytes, as well as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Size {
    /// The exact number of bytes.
    Exact(u64),
    /// A rounded value, as `701M` in an Apache index.
    About(ApproxSize),
}

/// A rounded size: the value to show and the bounds between which the truth lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ApproxSize {
    /// The value that was shown, in bytes.
    pub shown: u64,
    /// The least number of bytes that rounds to it.
    pub least: u64,
    /// The greatest number of bytes that rounds to it.
    pub most: u64,
}

impl Size {
    /// Returns the number of bytes to show or to add up; about right if rounded.
    pub fn bytes(self) -> u64 {
        match self {
            Self::Exact(bytes) => bytes,
            Self::About(size) => size.shown,
        }
    }

    /// Says whether the number of bytes is exact.
    pub fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }

    /// Says whether a file of that many bytes can have this size.
    pub fn allows(self, bytes: u64) -> bool {
        match self {
            Self::Exact(exact) => exact == bytes,
            Self::About(size) => (size.least..=size.most).contains(&bytes),
        }
    }

    /// Reads a size as Apache's `mod_autoindex` writes it: `650`, `54K`, `1.2G`; nothing for `-` and other text.
    ///
    /// Apache (`apr_strfsize`) prints fewer than 973 bytes exactly, then divides by 1024 and prints one decimal
    /// below 10, whole numbers from there. Each division drops its remainder, so the truth may be up to one
    /// smaller unit above the rounded value.
    pub fn from_apache(text: &str) -> Option<Self> {
        let text = text.trim();
        let unit = match text.as_bytes().last()? {
            b'K' => 1_u64 << 10,
            b'M' => 1 << 20,
            b'G' => 1 << 30,
            b'T' => 1 << 40,
            b'P' => 1 << 50,
            _ => return text.parse().ok().filter(|_| is_digits(text)).map(Self::Exact),
        };
        let number = &text[..text.len() - 1];
        let (whole, tenth) = number.split_once('.').map_or((number, None), |(whole, tenth)| (whole, Some(tenth)));
        if !is_digits(whole) || tenth.is_some_and(|tenth| tenth.len() != 1 || !is_digits(tenth)) {
            return None;
        }
        let tenths = whole.parse::<u64>().ok()?.checked_mul(10)? + tenth.map_or(Some(0), |tenth| tenth.parse().ok())?;
        // Twentieths of a unit, so that half of the last digit is a whole number.
        let half = if tenth.is_some() { 1 } else { 10 };
        let scale = |twentieths: u64| {
            u64::try_from(u128::from(twentieths) * u128::from(unit) / 20).ok()
        };
        Some(Self::About(ApproxSize {
            shown: scale(tenths * 2)?,
            least: scale((tenths * 2).saturating_sub(half))?,
            most: scale(tenths * 2 + half)?.checked_add(unit >> 10)?,
        }))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
