//! Columns of a snapshot: names that share their beginnings, and numbers as byte planes.

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

/// Writes the lowest byte of all numbers, then the next byte of all, `width` times: neighbours are alike and compress well.
#[expect(clippy::cast_possible_truncation, reason = "a byte is taken at a time")]
pub(crate) fn write_planes(
    width: usize,
    numbers: impl ExactSizeIterator<Item = u64> + Clone,
) -> Vec<u8> {
    let mut planes = Vec::with_capacity(width * numbers.len());
    for place in 0..width {
        planes.extend(numbers.clone().map(|number| (number >> (8 * place)) as u8));
    }
    planes
}

/// Assembles numbers from pieces of any size.
#[derive(Debug)]
pub(crate) struct PlanesReader {
    numbers: Vec<u64>,
    width: usize,
    done: usize,
}

impl PlanesReader {
    pub(crate) fn new(count: usize, width: usize) -> Self {
        Self {
            numbers: vec![0; count],
            width,
            done: 0,
        }
    }

    /// Takes the next bytes; returns whether there was room for them.
    pub(crate) fn push(&mut self, mut bytes: &[u8]) -> bool {
        let count = self.numbers.len();
        while !bytes.is_empty() {
            if count == 0 || self.done >= count * self.width {
                return false;
            }
            let (plane, from) = (self.done / count, self.done % count);
            let part = bytes.len().min(count - from);
            for (number, byte) in self.numbers[from..].iter_mut().zip(&bytes[..part]) {
                *number |= u64::from(*byte) << (8 * plane);
            }
            self.done += part;
            bytes = &bytes[part..];
        }
        true
    }

    pub(crate) fn is_done(&self) -> bool {
        self.done == self.numbers.len() * self.width
    }

    pub(crate) fn finish(self) -> Vec<u64> {
        self.numbers
    }
}

/// Encodes a wrapping difference as a number that is small if the difference is small in either direction.
pub(crate) fn zigzag(difference: u32) -> u32 {
    let sign = difference.cast_signed() >> 31;
    (difference << 1) ^ sign.cast_unsigned()
}

/// Undoes [`zigzag`].
pub(crate) fn unzigzag(number: u32) -> u32 {
    (number >> 1) ^ 0_u32.wrapping_sub(number & 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_whatever_the_pieces() {
        let numbers = [0, 1, 255, 256, 1 << 32, (1 << 40) - 1];
        let bytes = write_planes(5, numbers.iter().copied());
        for size in [1, 2, 7, 100] {
            let mut reader = PlanesReader::new(numbers.len(), 5);
            assert!(bytes.chunks(size).all(|piece| reader.push(piece)));
            assert!(reader.is_done() && !reader.push(&[0]));
            assert_eq!(reader.finish(), numbers);
        }
        for number in [0, 1, u32::MAX, 1 << 31, 12345] {
            assert_eq!(unzigzag(zigzag(number)), number);
        }
        assert_eq!(zigzag(u32::MAX), 1);
    }
}
