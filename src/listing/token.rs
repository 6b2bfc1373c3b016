//! The tokens of an HTML page, as a browser would see them.
//!
//! After the WHATWG HTML standard, section 13.2.5 (2026), for what a directory index needs: tags with attributes, text, comments,
//! and the elements whose content is text. A general tokenizer with the standard's 2,231 named characters took a third
//! of the app's size; this one knows those that servers write ([`NAMED`]) and leaves others as they stand. The tests compare it
//! with such a tokenizer. Linear: every byte is looked at a bounded number of times.

use std::borrow::Cow;

/// A token, borrowed from the page or from the tokenizer's buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A start tag begins; its name in lower case.
    OpenTag(&'a [u8]),
    /// An attribute of the open start tag; its name in lower case.
    Attribute(&'a [u8]),
    /// The value of the attribute before, character references decoded.
    Value(&'a [u8]),
    /// The start tag ends.
    CloseTag,
    /// An end tag; its name in lower case.
    EndTag(&'a [u8]),
    /// Text, character references decoded. A run of text may come in several pieces.
    Text(&'a [u8]),
    /// A document type.
    Doctype,
    /// The page ends within a tag or a comment.
    Cut,
}

/// Elements whose content is text without tags; in those marked `true` character references are decoded.
const TEXT_ELEMENTS: [(&[u8], bool); 8] = [
    (b"title", true),
    (b"textarea", true),
    (b"style", false),
    (b"script", false),
    (b"xmp", false),
    (b"iframe", false),
    (b"noembed", false),
    (b"noframes", false),
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

/// The named characters of Latin 1 in order, from U+00A0 to U+00FF (HTML 2 and 3.2); the final semicolon may be missing.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// What the numbers 128 to 159 stand for: Windows-1252, as the standard's table has it.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads a page and hands each token over.
pub fn tokens(page: &[u8], mut each: impl FnMut(Token<'_>)) {
    let mut tokenizer = Tokenizer {
        rest: page,
        name: Vec::new(),
    };
    tokenizer.run(&mut each);
}

struct Tokenizer<'p> {
    rest: &'p [u8],
    /// The name of a tag or attribute in lower case.
    name: Vec<u8>,
}

impl<'p> Tokenizer<'p> {
    fn run(&mut self, each: &mut impl FnMut(Token<'_>)) {
        while !self.rest.is_empty() {
            let text = self.take_until(|byte| byte == b'<');
            emit_text(text, true, each);
            match self.rest {
                [] => {}
                [b'<', b'!', b'-', b'-', ..] => self.comment(each),
                [b'<', b'!', ..] => self.declaration(each),
                [b'<', b'/', first, ..] if first.is_ascii_alphabetic() => self.end_tag(each),
                [b'<', b'/', b'>', ..] => self.rest = &self.rest[3..],
                [b'<', b'/', _, ..] | [b'<', b'?', ..] => self.bogus_comment(),
                [b'<', first, ..] if first.is_ascii_alphabetic() => self.start_tag(each),
                [b'<'] | [b'<', b'/'] => {
                    emit_text(self.rest, false, each);
                    self.rest = &[];
                    each(Token::Cut);
                }
                _ => {
                    each(Token::Text(&self.rest[..1]));
                    self.rest = &self.rest[1..];
                }
            }
        }
    }

    /// Takes the bytes before the first that fits, or all.
    fn take_until(&mut self, stop: impl Fn(u8) -> bool) -> &'p [u8] {
        let end = self.rest.iter().position(|byte| stop(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip(&mut self, count: usize) {
        self.rest = &self.rest[count.min(self.rest.len())..];
    }

    /// Skips a comment; it ends at `-->` or `--!>`, or at once as `<!-->` or `<!--->`.
    fn comment(&mut self, each: &mut impl FnMut(Token<'_>)) {
        self.skip(4);
        for abrupt in [&b">"[..], b"->"] {
            if self.rest.starts_with(abrupt) {
                return self.skip(abrupt.len());
            }
        }
        loop {
            self.take_until(|byte| byte == b'-');
            for end in [&b"-->"[..], b"--!>"] {
                if self.rest.starts_with(end) {
                    return self.skip(end.len());
                }
            }
            if self.rest.is_empty() {
                return each(Token::Cut);
            }
            self.skip(1);
        }
    }

    fn declaration(&mut self, each: &mut impl FnMut(Token<'_>)) {
        let is_doctype = self.rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"));
        if !is_doctype {
            return self.bogus_comment();
        }
        self.take_until(|byte| byte == b'>');
        each(if self.rest.is_empty() { Token::Cut } else { Token::Doctype });
        self.skip(1);
    }

    /// Skips what the standard reads as a comment for want of a better name: to the next `>`.
    fn bogus_comment(&mut self) {
        self.take_until(|byte| byte == b'>');
        self.skip(1);
    }

    fn take_name(&mut self, stop: impl Fn(u8) -> bool) {
        let name = self.take_until(stop);
        self.name.clear();
        self.name.extend(name.iter().map(u8::to_ascii_lowercase));
    }

    fn start_tag(&mut self, each: &mut impl FnMut(Token<'_>)) {
        self.skip(1);
        self.take_name(ends_tag_name);
        each(Token::OpenTag(&self.name));
        let content = TEXT_ELEMENTS.iter().find(|(name, _)| *name == self.name);
        if !self.attributes(each) {
            return each(Token::Cut);
        }
        each(Token::CloseTag);
        if let Some((name, decode)) = content {
            self.text_content(name, *decode, each);
        }
    }

    fn end_tag(&mut self, each: &mut impl FnMut(Token<'_>)) {
        self.skip(2);
        self.take_name(ends_tag_name);
        let name = std::mem::take(&mut self.name);
        // Attributes of an end tag mean nothing, but their quotes may hold a `>`.
        if self.attributes(&mut |_| {}) {
            each(Token::EndTag(&name));
        } else {
            each(Token::Cut);
        }
        self.name = name;
    }

    /// Reads attributes up to the `>`; says whether it came.
    fn attributes(&mut self, each: &mut impl FnMut(Token<'_>)) -> bool {
        loop {
            self.take_until(|byte| !is_space(byte) && byte != b'/');
            match self.rest.first() {
                None => return false,
                Some(b'>') => {
                    self.skip(1);
                    return true;
                }
                Some(first) => {
                    // An equals sign at the beginning belongs to the name.
                    let from = usize::from(*first == b'=');
                    let end = self.rest[from..]
                        .iter()
                        .position(|byte| ends_tag_name(*byte) || *byte == b'=')
                        .map_or(self.rest.len(), |at| at + from);
                    let (name, rest) = self.rest.split_at(end);
                    self.rest = rest;
                    self.name.clear();
                    self.name.extend(name.iter().map(u8::to_ascii_lowercase));
                    each(Token::Attribute(&self.name));
                }
            }
            self.take_until(|byte| !is_space(byte));
            if self.rest.first() == Some(&b'=') {
                self.skip(1);
                self.take_until(|byte| !is_space(byte));
                if !self.value(each) {
                    return false;
                }
            }
        }
    }

    /// Reads the value of an attribute; says whether it ended before the page.
    fn value(&mut self, each: &mut impl FnMut(Token<'_>)) -> bool {
        let value = match self.rest.first() {
            Some(b'>') => return true,
            Some(quote @ (b'"' | b'\'')) => {
                self.skip(1);
                let value = self.take_until(|byte| byte == *quote);
                if self.rest.is_empty() {
                    return false;
                }
                self.skip(1);
                value
            }
            _ => self.take_until(|byte| is_space(byte) || byte == b'>'),
        };
        each(Token::Value(&decoded(value, true)));
        !self.rest.is_empty()
    }

    /// Reads the content of an element that holds only text, up to its end tag.
    fn text_content(&mut self, name: &[u8], decode: bool, each: &mut impl FnMut(Token<'_>)) {
        let mut at = 0;
        loop {
            let Some(found) = self.rest[at..].iter().position(|byte| *byte == b'<') else {
                at = self.rest.len();
                break;
            };
            at += found;
            let tag = &self.rest[at..];
            let is_end = tag.get(1) == Some(&b'/')
                && tag.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
                && tag.get(2 + name.len()).is_some_and(|byte| ends_tag_name(*byte));
            if is_end {
                break;
            }
            at += 1;
        }
        let (text, rest) = self.rest.split_at(at);
        self.rest = rest;
        emit_text(text, decode, each);
    }
}

fn emit_text(text: &[u8], decode: bool, each: &mut impl FnMut(Token<'_>)) {
    if text.is_empty() {
        return;
    }
    if decode {
        each(Token::Text(&decoded(text, false)));
    } else {
        each(Token::Text(&one_line_end(text)));
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r')
}

fn ends_tag_name(byte: u8) -> bool {
    is_space(byte) || byte == b'/' || byte == b'>'
}

/// Makes each line end one line feed, as the standard does before all else.
fn one_line_end(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\r') {
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

/// Decodes character references. In an attribute a name without semicolon before a letter, a digit or `=` is none.
fn decoded(text: &[u8], in_attribute: bool) -> Cow<'_, [u8]> {
    let text = one_line_end(text);
    if !text.contains(&b'&') {
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

/// Reads `&#38;` or `&#x26;`; the semicolon may be missing. Returns the character and the length read.
fn numbered(text: &[u8]) -> Option<(char, usize)> {
    let (radix, start) = match text.get(2) {
        Some(b'x' | b'X') => (16, 3),
        _ => (10, 2),
    };
    let digits = text[start..].iter().take_while(|byte| char::from(**byte).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let number = text[start..start + digits].iter().fold(0_u32, |number, digit| {
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

/// Reads `&amp;` and its like; of several names that fit the longest. Returns the character and the length read.
fn named(text: &[u8], in_attribute: bool) -> Option<(char, usize)> {
    let letters = text[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let word = std::str::from_utf8(&text[1..=letters]).ok()?;
    let after = text.get(letters + 1);
    if word == "apos" && after == Some(&b';') {
        return Some(('\'', 6));
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
    // A longer name that is not known here ends in a semicolon: leave it as it stands.
    if !whole && after == Some(&b';') {
        return None;
    }
    Some((character, 1 + name.len() + usize::from(semicolon)))
}
