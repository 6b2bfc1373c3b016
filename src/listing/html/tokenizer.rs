//! The tokens of an HTML page, as a browser would see them.
//!
//! Follows the WHATWG HTML standard, section 13.2.5 (2026), as far as directory indexes need it:
//! tags with attributes, text, comments, and the elements whose content is text. Of the standard's
//! 2,231 named characters it knows those that servers write (see `reference.rs`), and leaves others
//! as they are. The tests compare it with a complete tokenizer. It runs in linear time: every byte
//! is read a bounded number of times.

use super::scanner::Run;
use super::scanner::Token;

/// Tokenizes a whole page, calling `each` for every token.
pub fn tokens(page: &[u8], mut each: impl FnMut(Token<'_>)) {
    Tokenizer::default().read(page, true, &mut each);
}

/// A tokenizer that takes a page in pieces and keeps at most one unfinished token of it.
#[derive(Debug, Default)]
pub(in crate::listing) struct Tokenizer {
    /// Bytes that are not tokenized yet.
    buffer: Vec<u8>,
    /// The buffer length at which an unfinished token is tried again: each time twice as long, so
    /// that every byte is read a bounded number of times.
    enough: usize,
    /// The open element whose content is text, if any; see `TEXT_ELEMENTS`.
    text_element: Option<(&'static [u8], bool)>,
    /// The name of the current tag or attribute in lower case.
    name: Vec<u8>,
}

impl Tokenizer {
    /// Tokenizes the next piece.
    ///
    /// A start tag that the piece cuts may be passed on in part, and again from its beginning with
    /// the next piece.
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

    /// Ends the page and tokenizes what is left.
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

    /// Reads whole tokens and returns the number of bytes read.
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
