//! Times of day, as directory indexes write them.

use super::Size;

/// Names of time zones whose offset depends on season and country, so that it stays unknown.
pub(super) const VAGUE_ZONES: [&str; 13] = [
    "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "CET", "CEST", "BST", "JST", "EET",
];

/// Words for the two halves of a day, without dots and with ASCII in lower case, as Windows and browsers write them (Unicode CLDR 46,
/// day periods `am` and `pm`). Of other words it is not known which half they are.
const BEFORE_NOON: &str =
    "am πμ ΠΜ 오전 上午 午前 sa de fm dop ap öö ÖÖ ص قظ vorm vm पूर्वाह्न paradite prepodne priešpiet";
const AFTER_NOON: &str =
    "pm μμ ΜΜ 오후 下午 午後 ch du em odp ip ös ÖS م بظ nachm nm अपराह्न pasdite popodne popiet";

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: Option<i8>,
    /// Minutes to subtract to get UTC, if the text states an offset.
    pub(super) offset: Option<i16>,
}

/// Returns whether a word may name a half of the day: it is one of those words, or letters beside ASCII or with a dot.
pub(super) fn is_day_part(word: &str) -> bool {
    is_word(word) && (half_of(word).is_some() || !word.is_ascii() || word.contains('.'))
}

/// Returns whether a word is made of letters, in any script, and dots.
pub(super) fn is_word(word: &str) -> bool {
    let is_letter =
        |letter: char| letter.is_ascii_alphabetic() || (!letter.is_ascii() && !is_dash(letter));
    word.starts_with(is_letter)
        && word
            .chars()
            .all(|letter| is_letter(letter) || letter == '.')
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '–' | '—')
}

/// Returns whether a word is after noon, if it is one of those for the halves of the day.
pub(super) fn half_of(word: &str) -> Option<bool> {
    if !is_word(word) {
        return None;
    }
    let word = word.replace('.', "").to_ascii_lowercase();
    let is_in = |words: &str| words.split(' ').any(|known| known == word);
    if is_in(BEFORE_NOON) {
        Some(false)
    } else {
        is_in(AFTER_NOON).then_some(true)
    }
}

/// Reads the half of the day at the beginning of `words`, perhaps of two words, as `p. m.`; returns it with their number.
pub(super) fn half_at(words: &[&str]) -> (Option<bool>, usize) {
    let one = words.first().and_then(|word| half_of(word));
    let two = match words {
        [first, second, ..] if is_word(first) && is_word(second) => {
            half_of(&[*first, *second].concat())
        }
        _ => None,
    };
    match (one, two) {
        (_, Some(half)) => (Some(half), 2),
        (Some(half), None) => (Some(half), 1),
        (None, None) => (None, 0),
    }
}

/// Reads a time of day as [`read_time`] does, also with dots, `13.05`, and with its half of the day joined, `1:05PM`.
pub(super) fn read_clock(word: &str) -> Option<(Clock, Option<bool>)> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if digits.len() < word.len()
        && let Some(afternoon) = match &word[digits.len()..] {
            // So DOS writes it.
            "a" => Some(false),
            "p" => Some(true),
            half => half_of(half),
        }
    {
        return Some((read_time(digits)?, Some(afternoon)));
    }
    let mut parts = word.split('.');
    let is_dotted = parts.next().is_some_and(|hour| small(hour).is_some())
        && parts.clone().next().is_some()
        && parts.all(|part| two(part).is_some());
    let time = if is_dotted {
        read_time(&word.replace('.', ":"))?
    } else {
        read_time(word)?
    };
    Some((time, None))
}

/// Reads `23 h 30` at the beginning of `words`, as Canadians write in French.
pub(super) fn in_hours(words: &[&str]) -> Option<Clock> {
    match words {
        [hour, "h", minute, ..] => read_time(&format!("{hour}:{minute}")),
        _ => None,
    }
}

/// Returns whether a word is a unit of sizes, so that the number before it is no time.
pub(super) fn is_unit(word: Option<&&str>) -> bool {
    word.is_some_and(|unit| Size::from_text(&format!("1 {unit}")).is_some())
}

/// Reads `10:46`, `10:46:38`, with a fraction and a zone: `10:46:38.5Z`, `10:46:38+01:00`.
pub(super) fn read_time(word: &str) -> Option<Clock> {
    let end = word.find(['Z', '+', '-']).unwrap_or(word.len());
    let (clock, zone) = word.split_at(end);
    let offset = match zone {
        "" => None,
        "Z" => Some(0),
        _ => Some(offset(zone)?),
    };
    let clock = match clock.split_once('.') {
        Some((clock, fraction)) if is_digits(fraction) => clock,
        Some(_) => return None,
        None => clock,
    };
    let mut parts = clock.split(':');
    let (hour, minute) = (small(parts.next()?)?, two(parts.next()?)?);
    let second = match parts.next() {
        None => None,
        Some(second) => Some(two(second)?),
    };
    if parts.next().is_some() {
        return None;
    }
    Some(Clock {
        hour,
        minute,
        second,
        offset,
    })
}

/// Reads a word that states a zone, as offset from UTC in minutes.
pub(super) fn zone(word: &str) -> Option<i16> {
    match word {
        "UTC" | "GMT" | "Z" | "(UTC)" => Some(0),
        _ => offset(word),
    }
}

/// Reads `+01:00` or `-0500` as minutes.
fn offset(word: &str) -> Option<i16> {
    let digits = word.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits.split_at_checked(2)?,
    };
    let minutes =
        i16::from(two(hours).filter(|hours| *hours < 24)?) * 60 + i16::from(two(minutes)?);
    Some(if word.starts_with('-') {
        -minutes
    } else {
        minutes
    })
}

pub(super) fn of_twelve(hour: i8, afternoon: bool) -> Option<i8> {
    (1..=12)
        .contains(&hour)
        .then(|| hour % 12 + if afternoon { 12 } else { 0 })
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a number of one or two digits.
pub(super) fn small(text: &str) -> Option<i8> {
    (text.len() <= 2 && is_digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

/// Reads a number of exactly two digits.
pub(super) fn two(text: &str) -> Option<i8> {
    (text.len() == 2).then(|| small(text)).flatten()
}
