//! The `names` part: written at once, read in pieces.

use crate::snapshot::list::builder::FileListBuilder;

/// Longest name in bytes; file systems take 255 at most.
pub const LONGEST_NAME: usize = 4096;

/// Largest number of names for which memory is reserved up front, since a manifest may state any number.
const MOST_AHEAD: usize = 1 << 22;

/// Encodes names that come in order.
#[derive(Debug, Default)]
pub(crate) struct NamesWriter {
    shared: Vec<u8>,
    rest: Vec<u8>,
    last: Vec<u8>,
}

impl NamesWriter {
    pub(crate) fn push(&mut self, name: &[u8]) {
        let shared = shared(&self.last, name);
        self.shared.push(shared);
        self.rest.extend_from_slice(&name[usize::from(shared)..]);
        self.rest.push(0);
        self.last.clear();
        self.last.extend_from_slice(name);
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.shared.append(&mut self.rest);
        self.shared
    }
}

/// Returns the length of the common prefix of two texts in bytes, 255 at most.
pub(crate) fn shared(one: &[u8], other: &[u8]) -> u8 {
    let alike = one.iter().zip(other).take(255);
    let count = alike.take_while(|(one, other)| one == other).count();
    u8::try_from(count).unwrap_or(u8::MAX)
}

/// Decodes names from pieces of any size.
#[derive(Debug)]
pub(crate) struct NamesReader {
    files: usize,
    shared: Vec<u8>,
    /// Number of complete names.
    done: usize,
    name: Vec<u8>,
    /// Whether a name has begun and the next bytes belong to it.
    begun: bool,
}

impl NamesReader {
    pub(crate) fn new(files: usize) -> Self {
        Self {
            files,
            shared: Vec::new(),
            done: 0,
            name: Vec::new(),
            begun: false,
        }
    }

    /// Takes the next bytes. After an error nothing more may be pushed.
    pub(crate) fn push(
        &mut self,
        mut bytes: &[u8],
        builder: &mut FileListBuilder,
    ) -> Result<(), NamesError> {
        let head = bytes.len().min(self.files - self.shared.len());
        if self.shared.is_empty() {
            self.shared.reserve_exact(self.files.min(MOST_AHEAD));
        }
        self.shared.extend_from_slice(&bytes[..head]);
        bytes = &bytes[head..];
        while !bytes.is_empty() {
            let shared = usize::from(*self.shared.get(self.done).ok_or(NamesError)?);
            if !self.begun {
                if shared > self.name.len() {
                    return Err(NamesError);
                }
                self.name.truncate(shared);
                self.begun = true;
            }
            let end = memchr::memchr(0, bytes);
            let part = &bytes[..end.unwrap_or(bytes.len())];
            if self.name.len() + part.len() > LONGEST_NAME {
                return Err(NamesError);
            }
            self.name.extend_from_slice(part);
            let Some(end) = end else {
                return Ok(());
            };
            if std::str::from_utf8(&self.name).is_err() {
                return Err(NamesError);
            }
            builder.name(&self.name).map_err(|_| NamesError)?;
            self.begun = false;
            self.done += 1;
            bytes = &bytes[end + 1..];
        }
        Ok(())
    }

    /// Returns whether all names have come.
    pub(crate) fn is_done(&self) -> bool {
        self.done == self.files && !self.begun
    }
}

/// The bytes break the format, or the list refuses a name.
pub(crate) struct NamesError;
