//! Character references of HTML: `&amp;`, `&#38;`, `&#x26;` (WHATWG HTML, section 13.2.5.72).

use std::borrow::Cow;

/// The most common references in listings, tried before all others.
const COMMON: [(&str, char); 8] = [
    ("nbsp", '\u{a0}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("apos", '\''),
];

/// Named characters beyond those of Latin 1, with and without the final semicolon.
const NAMED: [(&str, char); 6] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("AMP", '&'),
    ("QUOT", '"'),
];

/// Named characters of Latin 1 in order, U+00A0 to U+00FF (HTML 2 and 3.2); the final semicolon may
/// be missing.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The characters for the numbers 128 to 159: Windows-1252, as in the standard's table.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Replaces each line end by a line feed, as the standard does first of all.
pub(super) fn one_line_end(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'\r', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'\r' => out.push(b'\n'),
            b'\n' if at > 0 && text[at - 1] == b'\r' => {}
            _ => out.push(*byte),
        }
    }
    Cow::Owned(out)
}

/// Decodes character references. In an attribute, a name that lacks its semicolon before a letter,
/// a digit or `=` is no reference.
pub(super) fn decoded(text: &[u8], in_attribute: bool) -> Cow<'_, [u8]> {
    let text = one_line_end(text);
    if memchr::memchr(b'&', &text).is_none() {
        return text;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = &text[..];
    while let Some(at) = rest.iter().position(|byte| *byte == b'&') {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = match rest.get(1) {
            Some(b'#') => numbered(rest),
            _ => named(rest, in_attribute),
        }
        .unwrap_or(('&', 1));
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        rest = &rest[length..];
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}

/// Reads `&#38;` or `&#x26;`, with or without semicolon; returns the character and the length read.
fn numbered(text: &[u8]) -> Option<(char, usize)> {
    let (radix, start) = match text.get(2) {
        Some(b'x' | b'X') => (16, 3),
        _ => (10, 2),
    };
    let digits = text[start..]
        .iter()
        .take_while(|byte| char::from(**byte).is_digit(radix))
        .count();
    if digits == 0 {
        return None;
    }
    let number = text[start..start + digits]
        .iter()
        .fold(0_u32, |number, digit| {
            let digit = char::from(*digit).to_digit(radix).unwrap_or(0);
            number.saturating_mul(radix).saturating_add(digit)
        });
    let character = match number {
        128..=159 => WINDOWS_1252[number as usize - 128],
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    let semicolon = usize::from(text.get(start + digits) == Some(&b';'));
    Some((character, start + digits + semicolon))
}

/// Reads a named reference such as `&amp;`, the longest that fits; returns the character and the
/// length read.
fn named(text: &[u8], in_attribute: bool) -> Option<(char, usize)> {
    let letters = text[1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let word = std::str::from_utf8(&text[1..=letters]).ok()?;
    let after = text.get(letters + 1);
    if after == Some(&b';')
        && let Some((name, character)) = COMMON.iter().find(|(name, _)| *name == word)
    {
        return Some((*character, name.len() + 2));
    }
    let latin = LATIN_1.split_ascii_whitespace().zip('\u{a0}'..='\u{ff}');
    let (name, character) = NAMED
        .into_iter()
        .chain(latin)
        .filter(|(name, _)| word.starts_with(name))
        .max_by_key(|(name, _)| name.len())?;
    let whole = name.len() == word.len();
    let semicolon = whole && after == Some(&b';');
    if in_attribute && !semicolon && (!whole || after == Some(&b'=')) {
        return None;
    }
    // A longer, unknown name that ends in a semicolon is left as it is.
    if !whole && after == Some(&b';') {
        return None;
    }
    Some((character, 1 + name.len() + usize::from(semicolon)))
}
