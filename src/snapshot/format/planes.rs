//! Numbers as byte planes: the lowest byte of all numbers, then the next byte of all. Neighbours are alike and compress well.

/// Writes the lowest `width` bytes of each number.
#[expect(clippy::cast_possible_truncation, reason = "a byte is taken at a time")]
pub(crate) fn write(width: u32, numbers: impl Iterator<Item = u64> + Clone) -> Vec<u8> {
    let plane = |place: u32| {
        numbers
            .clone()
            .map(move |number| (number >> (8 * place)) as u8)
    };
    (0..width).flat_map(plane).collect()
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
        let bytes = write(5, numbers.iter().copied());
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
