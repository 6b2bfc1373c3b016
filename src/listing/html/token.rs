//! The tokens of an HTML page, as a browser would see them.
//!
//! After the WHATWG HTML standard, section 13.2.5 (2026), for what a directory index needs: tags with attributes, text, comments,
//! and the elements whose content is text. A general tokenizer with the standard's 2,231 named characters took a third
//! of the app's size; this one knows those that servers write (see `reference.rs`) and leaves others as they stand. The tests compare it
//! with such a tokenizer. Linear: every byte is looked at a bounded number of times.

use super::scanner::Run;

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

/// Reads a page and hands each token over.
pub fn tokens(page: &[u8], mut each: impl FnMut(Token<'_>)) {
    Tokenizer::default().read(page, true, &mut each);
}

/// A tokenizer that takes a page in pieces and keeps no more of it than a token that has not ended.
#[derive(Debug, Default)]
pub(in crate::listing) struct Tokenizer {
    /// What has come and is not read yet.
    buffer: Vec<u8>,
    /// The length at which reading on is worth it: a token that is longer than what has come is tried again only when twice
    /// as much is there, so that each byte is looked at a bounded number of times.
    enough: usize,
    /// The element whose content is text, while it is open.
    text_element: Option<(&'static [u8], bool)>,
    /// The name of a tag or attribute in lower case.
    name: Vec<u8>,
}

impl Tokenizer {
    /// Takes the next piece. A start tag at its end may be handed over in part, and again from its beginning with the next piece.
    pub(in crate::listing) fn push(&mut self, piece: &[u8], each: &mut impl FnMut(Token<'_>)) {
        if self.buffer.is_empty() {
            let used = self.read(piece, false, each);
            self.keep(&piece[used..]);
            return;
        }
        self.buffer.extend_from_slice(piece);
        if self.buffer.len() >= self.enough {
            self.read_buffer(false, each);
        }
    }

    /// Takes the end of the page.
    pub(in crate::listing) fn finish(&mut self, each: &mut impl FnMut(Token<'_>)) {
        self.read_buffer(true, each);
    }

    fn read_buffer(&mut self, last: bool, each: &mut impl FnMut(Token<'_>)) {
        let buffer = std::mem::take(&mut self.buffer);
        let used = self.read(&buffer, last, each);
        self.buffer = buffer;
        self.buffer.drain(..used);
        self.enough = self.buffer.len() * 2;
    }

    fn keep(&mut self, rest: &[u8]) {
        self.buffer.extend_from_slice(rest);
        self.enough = self.buffer.len() * 2;
    }

    /// Reads as far as whole tokens go; returns how many bytes that is.
    fn read(&mut self, page: &[u8], last: bool, each: &mut impl FnMut(Token<'_>)) -> usize {
        let mut run = Run {
            rest: page,
            last,
            name: std::mem::take(&mut self.name),
            text_element: self.text_element.take(),
        };
        run.run(each);
        self.name = run.name;
        self.text_element = run.text_element;
        page.len() - run.rest.len()
    }
}
