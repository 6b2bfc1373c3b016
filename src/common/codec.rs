//! Numbers and texts as bytes, for what a page and its worker tell each other: small, and read without trust.
//!
//! Both ends come from one build, so a form has a number but no history. Numbers are LEB128, as in WebAssembly itself.

/// Why bytes are not what the other end would have written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WireError {
    /// The other end is of another build.
    #[error("the page and its worker are of different versions")]
    Version,
    /// The bytes end too early.
    #[error("the message ends too early")]
    Cut,
    /// There are bytes after the end.
    #[error("the message goes on after its end")]
    Excess,
    /// A text is not UTF-8, or is cut within a character.
    #[error("a text of the message is not UTF-8")]
    NotUtf8,
    /// A value that nothing has.
    #[error("the message holds an unknown {what}")]
    Unknown {
        /// What the value ought to be.
        what: &'static str,
    },
}

/// Collects bytes.
#[derive(Debug, Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

/// Takes bytes from the front.
#[derive(Debug)]
pub(crate) struct Reader<'message>(pub(crate) &'message [u8]);

impl Writer {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Writes seven bits a byte, the lowest first; the eighth says that more follow.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "seven bits are taken at a time"
    )]
    pub(crate) fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }
}

impl<'message> Reader<'message> {
    pub(crate) fn byte(&mut self) -> Result<u8, WireError> {
        let (first, rest) = self.0.split_first().ok_or(WireError::Cut)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(crate) fn number(&mut self) -> Result<u64, WireError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(WireError::Unknown { what: "number" })
    }

    /// Reads how many things follow, of `least` bytes each at least.
    pub(crate) fn count(&mut self, least: usize) -> Result<usize, WireError> {
        usize::try_from(self.number()?)
            .ok()
            .filter(|count| *count <= self.0.len() / least)
            .ok_or(WireError::Cut)
    }

    pub(crate) fn text(&mut self) -> Result<&'message str, WireError> {
        let length = self.count(1)?;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| WireError::NotUtf8)
    }

    /// Returns whether all was read.
    pub(crate) fn end(&self) -> Result<(), WireError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(WireError::Excess)
        }
    }
}
