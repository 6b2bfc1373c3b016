//! A token of an HTML page, and one pass of the tokenizer over the bytes that have arrived.

use super::reference::{decoded, one_line_end};

/// A token, borrowed from the page or from the tokenizer's buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// The beginning of a start tag, with its name in lower case.
    OpenTag(&'a [u8]),
    /// An attribute of the start tag, with its name in lower case.
    Attribute(&'a [u8]),
    /// The value of the last attribute, with character references decoded.
    Value(&'a [u8]),
    /// The end of the start tag.
    CloseTag,
    /// An end tag, with its name in lower case.
    EndTag(&'a [u8]),
    /// Text with character references decoded. A run of text may come in several tokens.
    Text(&'a [u8]),
    /// A document type declaration.
    Doctype,
    /// The end of a page within a tag or a comment.
    Cut,
}

/// Elements whose content is text without tags; `true` if character references are decoded in it.
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

/// A pass over the bytes that have arrived.
pub(super) struct Run<'p> {
    pub(super) rest: &'p [u8],
    /// Whether these are the last bytes of the page.
    pub(super) last: bool,
    pub(super) name: Vec<u8>,
    pub(super) text_element: Option<(&'static [u8], bool)>,
}

impl<'p> Run<'p> {
    pub(super) fn run(&mut self, each: &mut impl FnMut(Token<'_>)) {
        while !self.rest.is_empty() {
            let before = self.rest;
            let whole = match self.text_element {
                Some((name, decode)) => self.text_content(name, decode, each),
                None if self.rest[0] == b'<' => self.tag(each),
                None => self.text(each),
            };
            if !whole {
                if self.last {
                    each(Token::Cut);
                    self.rest = &[];
                } else {
                    self.rest = before;
                }
                return;
            }
        }
    }

    /// Reads a tag, comment or declaration; returns whether it ended.
    fn tag(&mut self, each: &mut impl FnMut(Token<'_>)) -> bool {
        match self.rest {
            [b'<', b'!', b'-', b'-', ..] => self.comment(),
            [b'<'] | [b'<', b'/'] => {
                if self.last {
                    emit_text(self.rest, false, each);
                }
                false
            }
            [b'<', b'!', rest @ ..] if !self.last && rest.len() < 8 => false,
            [b'<', b'!', ..] => self.declaration(each),
            [b'<', b'/', first, ..] if first.is_ascii_alphabetic() => self.end_tag(each),
            [b'<', b'/', b'>', ..] => {
                self.rest = &self.rest[3..];
                true
            }
            [b'<', b'/' | b'?', ..] => self.bogus_comment(),
            [b'<', first, ..] if first.is_ascii_alphabetic() => self.start_tag(each),
            _ => {
                each(Token::Text(&self.rest[..1]));
                self.rest = &self.rest[1..];
                true
            }
        }
    }

    /// Reads text up to the next `<`; returns whether any was there. Of unfinished text,
    /// only what cannot be cut within a character or reference is passed on.
    fn text(&mut self, each: &mut impl FnMut(Token<'_>)) -> bool {
        let text = match memchr::memchr(b'<', self.rest) {
            Some(end) => self.split(end),
            None if self.last => self.split(self.rest.len()),
            None => self.split(sound_end(self.rest)),
        };
        emit_text(text, true, each);
        !text.is_empty()
    }

    fn split(&mut self, at: usize) -> &'p [u8] {
        let (taken, rest) = self.rest.split_at(at);
        self.rest = rest;
        taken
    }

    /// Takes the bytes before the first for which `stop` is true, or all.
    fn take_until(&mut self, stop: impl Fn(u8) -> bool) -> &'p [u8] {
        let end = self
            .rest
            .iter()
            .position(|byte| stop(*byte))
            .unwrap_or(self.rest.len());
        self.split(end)
    }

    /// Takes the bytes before the first that is `stop`, or all.
    fn take_to(&mut self, stop: u8) -> &'p [u8] {
        self.split(memchr::memchr(stop, self.rest).unwrap_or(self.rest.len()))
    }

    fn skip(&mut self, count: usize) {
        self.rest = &self.rest[count.min(self.rest.len())..];
    }

    /// Skips a comment, which ends at `-->`, `--!>`, or at once as `<!-->` or `<!--->`; returns
    /// whether it ended.
    fn comment(&mut self) -> bool {
        self.skip(4);
        for abrupt in [&b">"[..], b"->"] {
            if self.rest.starts_with(abrupt) {
                self.skip(abrupt.len());
                return true;
            }
        }
        loop {
            self.take_to(b'-');
            for end in [&b"-->"[..], b"--!>"] {
                if self.rest.starts_with(end) {
                    self.skip(end.len());
                    return true;
                }
            }
            if self.rest.is_empty() {
                return false;
            }
            self.skip(1);
        }
    }

    fn declaration(&mut self, each: &mut impl FnMut(Token<'_>)) -> bool {
        let is_doctype = self
            .rest
            .get(2..9)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"));
        if !is_doctype {
            return self.bogus_comment();
        }
        self.take_to(b'>');
        if self.rest.is_empty() {
            return false;
        }
        each(Token::Doctype);
        self.skip(1);
        true
    }

    /// Skips a bogus comment (13.2.5.41): to the next `>`, or to the end; returns whether it ended.
    fn bogus_comment(&mut self) -> bool {
        self.take_to(b'>');
        let ended = !self.rest.is_empty() || self.last;
        self.skip(1);
        ended
    }

    fn take_name(&mut self, stop: impl Fn(u8) -> bool) {
        let name = self.take_until(stop);
        self.name.clear();
        self.name.extend(name.iter().map(u8::to_ascii_lowercase));
    }

    fn start_tag(&mut self, each: &mut impl FnMut(Token<'_>)) -> bool {
        self.skip(1);
        self.take_name(ends_tag_name);
        each(Token::OpenTag(&self.name));
        let content = TEXT_ELEMENTS.iter().find(|(name, _)| *name == self.name);
        if !self.attributes(each) {
            return false;
        }
        each(Token::CloseTag);
        self.text_element = content.copied();
        true
    }

    fn end_tag(&mut self, each: &mut impl FnMut(Token<'_>)) -> bool {
        self.skip(2);
        self.take_name(ends_tag_name);
        let name = std::mem::take(&mut self.name);
        // Attributes of an end tag mean nothing, but their quotes may contain a `>`.
        let whole = self.attributes(&mut |_| {});
        if whole {
            each(Token::EndTag(&name));
        }
        self.name = name;
        whole
    }

    /// Reads attributes up to the `>`; returns whether it was there.
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

    /// Reads an attribute's value; returns whether it ended before the page.
    fn value(&mut self, each: &mut impl FnMut(Token<'_>)) -> bool {
        let value = match self.rest.first() {
            Some(b'>') => return true,
            Some(quote @ (b'"' | b'\'')) => {
                self.skip(1);
                let value = self.take_to(*quote);
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

    /// Reads the content of an element of text, up to its end tag; returns whether that was there.
    fn text_content(
        &mut self,
        name: &[u8],
        decode: bool,
        each: &mut impl FnMut(Token<'_>),
    ) -> bool {
        let ends = |tag: &[u8]| {
            tag.get(1) == Some(&b'/')
                && tag
                    .get(2..2 + name.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(name))
                && tag
                    .get(2 + name.len())
                    .is_some_and(|byte| ends_tag_name(*byte))
        };
        let end = memchr::memchr_iter(b'<', self.rest).find(|at| ends(&self.rest[*at..]));
        if end.is_none() && !self.last {
            return false;
        }
        let text = self.split(end.unwrap_or(self.rest.len()));
        emit_text(text, decode, each);
        self.text_element = None;
        true
    }
}

/// Returns how many bytes of unfinished text can be passed on: not half a line end, character or
/// reference.
fn sound_end(text: &[u8]) -> usize {
    /// Longer than the longest reference, `&thetasym;`, and any number that means a character.
    const HELD: usize = 64;
    let Some(limit) = text.len().checked_sub(HELD * 2) else {
        return 0;
    };
    let held = &text[limit..limit + HELD];
    let reference = memchr::memchr(b'&', held).unwrap_or(HELD);
    let mut end = limit + reference;
    while end > 0 && (text[end - 1] == b'\r' || text[end] & 0xC0 == 0x80) {
        end -= 1;
    }
    end
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
