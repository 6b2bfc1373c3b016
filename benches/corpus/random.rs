//! Chance that is the same on every machine: no clock, no floating point.

/// A generator of numbers (xorshift64*), which gives the same ones for the same seed.
pub(crate) struct Random(u64);

impl Random {
    /// Starts with a seed, which must not be 0.
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self(seed);
        // The first numbers of small seeds are alike.
        for _ in 0..8 {
            random.next();
        }
        random
    }

    /// Returns the next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Returns a number below `most`, which must not be 0.
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        (self.next() >> 11) % most
    }

    /// Returns a number from `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    /// Returns one of the things.
    pub(crate) fn one<'a, T: ?Sized>(&mut self, things: &[&'a T]) -> &'a T {
        things[usize::try_from(self.below(things.len() as u64)).unwrap_or(0)]
    }

    /// Says yes once in so many times.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// Brings the things in another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            let other = usize::try_from(self.below(at as u64 + 1)).unwrap_or(0);
            things.swap(at, other);
        }
    }

    /// Returns a checksum of 32 hexadecimal digits.
    pub(crate) fn md5(&mut self) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())
    }

    /// Returns a size in bytes, log-normal about the median; two of three lie within `spread` 256ths of a doubling of it.
    pub(crate) fn log_normal(&mut self, size: Size) -> u64 {
        const ONE: i64 = 1 << 16;
        // Twelve numbers from 0 to 1 have a sum that is nearly normal, with variance 1; here in 65536ths.
        let sum: u64 = (0..12).map(|_| self.below(1 << 16)).sum();
        let deviation = i64::try_from(sum).unwrap_or(0) - 6 * ONE;
        let exponent = deviation * i64::from(size.spread) / 256;
        let (whole, part) = (exponent.div_euclid(ONE), exponent.rem_euclid(ONE));
        let scaled = size.median / 65536 * u64::try_from(ONE + part).unwrap_or(0)
            + (size.median % 65536) * u64::try_from(ONE + part).unwrap_or(0) / 65536;
        let sized = if whole < 0 {
            scaled >> -whole
        } else {
            scaled << whole
        };
        // Exact to the byte: the steps above are coarse for large files.
        sized + self.below(sized / 32768 + 2)
    }
}

/// How large files of a kind are.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// Bytes.
    pub(crate) median: u64,
    /// 256ths of a doubling.
    pub(crate) spread: u32,
}

impl Size {
    /// Files of so many bytes, give or take `spread` 256ths of a doubling.
    pub(crate) const fn new(median: u64, spread: u32) -> Self {
        Self { median, spread }
    }
}
