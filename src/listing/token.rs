//! The tokens of an HTML page, as a browser would see them.
//!
//! After the WHATWG HTML standard, section 13.2.5 (2026), for what a directory index needs: tags with attributes, text, comments,
//! and the elements whose content is text. A general tokenizer with the standard's 2,231 named characters took a third
//! of the app's size; this one knows those that servers write (see `reference.rs`) and leaves others as they stand. The tests compare it
//! with such a tokenizer. Linear: every byte is looked at a bounded number of times.

use super::reference::{decoded, one_line_end};

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
        let end = self
            .rest
            .iter()
            .position(|byte| stop(*byte))
            .unwrap_or(self.rest.len());
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
        let is_doctype = self
            .rest
            .get(2..9)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"));
        if !is_doctype {
            return self.bogus_comment();
        }
        self.take_until(|byte| byte == b'>');
        each(if self.rest.is_empty() {
            Token::Cut
        } else {
            Token::Doctype
        });
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
                && tag
                    .get(2..2 + name.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(name))
                && tag
                    .get(2 + name.len())
                    .is_some_and(|byte| ends_tag_name(*byte));
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
