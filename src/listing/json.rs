//! A small JSON parser for listings: it accepts text that is not UTF-8, as nginx writes, and keeps
//! the rows before a cut.
//!
//! `serde_json` reads a string that is not UTF-8 only where the type asks for bytes. Here a type is
//! known only after reading (a row is a text or an object, a size a number or a text), and its
//! `RawValue` must be UTF-8 too.

/// A JSON value. Text is bytes, because file names are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// `null`, a boolean, a number with a fraction, or a value nested too deeply.
    Other,
    True,
    /// A whole number, zero or greater.
    Whole(u64),
    Text(Vec<u8>),
    List(Vec<Json>),
    Object(Vec<(Vec<u8>, Json)>),
}

/// The deepest nesting that is read, in levels.
const DEPTH: usize = 32;

/// Why a value could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The text ends within the value.
    Cut,
    /// The text is not JSON.
    Malformed,
}

/// A parser that reads one value after the other.
pub(super) struct Parser<'t> {
    rest: &'t [u8],
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self { rest: text }
    }

    /// Returns the rest of the text, which is not read yet.
    pub(super) fn rest(&self) -> &'t [u8] {
        self.rest
    }

    /// Skips white space and, if `byte` is next, that too; returns whether it was. Fails with
    /// [`Stop::Cut`] at the end of the text.
    pub(super) fn eat(&mut self, byte: u8) -> Result<bool, Stop> {
        self.rest = self.rest.trim_ascii_start();
        let next = self.rest.first().ok_or(Stop::Cut)?;
        let found = *next == byte;
        if found {
            self.rest = &self.rest[1..];
        }
        Ok(found)
    }

    /// Reads the next value.
    pub(super) fn value(&mut self) -> Result<Json, Stop> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Json, Stop> {
        if depth > DEPTH {
            return Err(Stop::Malformed);
        }
        self.rest = self.rest.trim_ascii_start();
        match self.rest.first().ok_or(Stop::Cut)? {
            b'"' => self.text().map(Json::Text),
            b'[' => self.list(depth),
            b'{' => self.object(depth),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json, Stop> {
        self.rest = &self.rest[1..];
        let mut items = Vec::new();
        if self.eat(b']')? {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.nested(depth + 1)?);
            if self.eat(b']')? {
                return Ok(Json::List(items));
            }
            self.comma()?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, Stop> {
        self.rest = &self.rest[1..];
        let mut fields = Vec::new();
        if self.eat(b'}')? {
            return Ok(Json::Object(fields));
        }
        loop {
            fields.push((self.key()?, self.nested(depth + 1)?));
            if self.eat(b'}')? {
                return Ok(Json::Object(fields));
            }
            self.comma()?;
        }
    }

    /// Skips the comma between two values.
    pub(super) fn comma(&mut self) -> Result<(), Stop> {
        if self.eat(b',')? {
            Ok(())
        } else {
            Err(Stop::Malformed)
        }
    }

    /// Reads a field's name and the colon after it.
    pub(super) fn key(&mut self) -> Result<Vec<u8>, Stop> {
        self.rest = self.rest.trim_ascii_start();
        if self.rest.first().ok_or(Stop::Cut)? != &b'"' {
            return Err(Stop::Malformed);
        }
        let key = self.text()?;
        if self.eat(b':')? {
            Ok(key)
        } else {
            Err(Stop::Malformed)
        }
    }

    fn number(&mut self) -> Result<Json, Stop> {
        let is_part = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let end = self.rest.iter().position(|byte| !is_part(byte));
        // A number that the text ends with may go on.
        let (number, rest) = self.rest.split_at(end.ok_or(Stop::Cut)?);
        self.rest = rest;
        let text = std::str::from_utf8(number).unwrap_or_default();
        Ok(text.parse().map_or(Json::Other, Json::Whole))
    }

    fn word(&mut self) -> Result<Json, Stop> {
        for (word, value) in [
            (&b"null"[..], Json::Other),
            (b"false", Json::Other),
            (b"true", Json::True),
        ] {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                return Ok(value);
            }
            if word.starts_with(self.rest) {
                return Err(Stop::Cut);
            }
        }
        Err(Stop::Malformed)
    }

    fn text(&mut self) -> Result<Vec<u8>, Stop> {
        let mut text = Vec::new();
        self.rest = &self.rest[1..];
        loop {
            let end = memchr::memchr2(b'"', b'\\', self.rest).ok_or(Stop::Cut)?;
            text.extend_from_slice(&self.rest[..end]);
            let quote = self.rest[end] == b'"';
            self.rest = &self.rest[end + 1..];
            if quote {
                return Ok(text);
            }
            self.escape(&mut text)?;
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<(), Stop> {
        let letter = *self.rest.first().ok_or(Stop::Cut)?;
        self.rest = &self.rest[1..];
        text.push(match letter {
            b'"' | b'\\' | b'/' => letter,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let letter = self.unicode()?;
                text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            _ => return Err(Stop::Malformed),
        });
        Ok(())
    }

    /// Reads the digits of an escape such as `\u00e9`, or of a surrogate pair.
    fn unicode(&mut self) -> Result<char, Stop> {
        let first = self.hex()?;
        if !(0xD800..0xDC00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let Some(rest) = self.rest.strip_prefix(b"\\u") else {
            return Ok(char::REPLACEMENT_CHARACTER);
        };
        self.rest = rest;
        let second = self.hex()?;
        let low = second.wrapping_sub(0xDC00);
        let joined = 0x1_0000 + ((first - 0xD800) << 10) + (low & 0x3FF);
        Ok(char::from_u32(joined)
            .filter(|_| low < 0x400)
            .unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Result<u32, Stop> {
        let digits = self.rest.get(..4).ok_or(Stop::Cut)?;
        self.rest = &self.rest[4..];
        std::str::from_utf8(digits)
            .ok()
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|text| u32::from_str_radix(text, 16).ok())
            .ok_or(Stop::Malformed)
    }
}
