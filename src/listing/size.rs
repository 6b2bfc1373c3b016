//! Sizes as directory indexes show them: exact, or rounded with the interval that holds the truth.

use serde::Serialize;

/// The size of a file in bytes, as well as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Size {
    /// The exact number of bytes.
    Exact(u64),
    /// A rounded value, as `701M` in an Apache index.
    About(ApproxSize),
}

/// A rounded size: the value to show and the bounds between which the truth lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
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
    /// The bounds are those of `apr_strfsize` in Apache's APR: it prints fewer than 973 bytes exactly, then divides by
    /// 1024 and prints one decimal below 10, whole numbers from there. Each division drops its remainder, so the
    /// truth may be up to one smaller unit above the rounded value.
    pub fn from_apache(text: &str) -> Option<Self> {
        let text = text.trim();
        let exponent = match text.as_bytes().last()? {
            b'K' => 1,
            b'M' => 2,
            b'G' => 3,
            b'T' => 4,
            b'P' => 5,
            b'E' => 6,
            _ => {
                return text
                    .parse()
                    .ok()
                    .filter(|_| is_digits(text))
                    .map(Self::Exact);
            }
        };
        let number = &text[..text.len() - 1];
        let (whole, tenth) = number
            .split_once('.')
            .map_or((number, None), |(whole, tenth)| (whole, Some(tenth)));
        if !is_digits(whole) || tenth.is_some_and(|tenth| tenth.len() != 1 || !is_digits(tenth)) {
            return None;
        }
        let whole: u128 = whole.parse::<u64>().ok()?.into();
        let tenth: Option<u128> = tenth.and_then(|tenth| tenth.parse().ok());
        let unit = 1_u128 << (10 * exponent);
        let shown = whole * unit + tenth.unwrap_or(0) * unit / 10;
        let (least, most) = apache_bounds(whole, tenth);
        let parts = |parts: u128| parts.saturating_mul(unit >> 10);
        let least = u64::try_from(parts(least)).ok()?;
        let most = u64::try_from(parts(most + 1) - 1).unwrap_or(u64::MAX);
        Some(Self::About(ApproxSize {
            shown: u64::try_from(shown).unwrap_or(u64::MAX).clamp(least, most),
            least,
            most,
        }))
    }
}

/// Returns the least and the greatest number of 1024ths of a unit that Apache prints so.
fn apache_bounds(whole: u128, tenth: Option<u128>) -> (u128, u128) {
    if let Some(tenth) = tenth {
        // `apr_strfsize` takes (5 × 1024ths + 256) / 512 tenths.
        let tenths = whole * 10 + tenth;
        return (
            (512 * tenths).saturating_sub(256).div_ceil(5),
            (512 * tenths + 255) / 5,
        );
    }
    match whole {
        // From 9 units and 973 1024ths the decimal is dropped.
        10 => (9 * 1024 + 973, 10 * 1024 + 511),
        // From 973 units the next larger unit is used.
        973 => (972 * 1024 + 512, 973 * 1024 - 1),
        _ => ((whole * 1024).saturating_sub(512), whole * 1024 + 511),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
