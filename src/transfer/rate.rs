//! The speed of a download.

/// Shortest time between two samples, in milliseconds.
const SAMPLE: u64 = 250;

/// Weight of the newest sample, in percent.
const WEIGHT: u64 = 25;

/// Moving average of the speed in bytes per second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    since: Option<(u64, u64)>,
    per_second: Option<u64>,
}

impl Rate {
    /// Records that `received` bytes in total had arrived at `now` (milliseconds).
    pub fn note(&mut self, received: u64, now: u64) {
        let Some((bytes, at)) = self.since else {
            self.since = Some((received, now));
            return;
        };
        let elapsed = now.saturating_sub(at);
        if elapsed < SAMPLE {
            return;
        }
        let sample = received.saturating_sub(bytes).saturating_mul(1000) / elapsed;
        self.per_second = Some(match self.per_second {
            None => sample,
            Some(old) => (old.saturating_mul(100 - WEIGHT) + sample.saturating_mul(WEIGHT)) / 100,
        });
        self.since = Some((received, now));
    }

    /// Returns bytes per second; `None` in the first quarter of a second.
    pub fn per_second(&self) -> Option<u64> {
        self.per_second
    }

    /// Returns the seconds for `bytes` more, rounded up; `None` while the speed is unknown.
    pub fn seconds_for(&self, bytes: u64) -> Option<u64> {
        self.per_second
            .filter(|speed| *speed > 0)
            .map(|speed| bytes.div_ceil(speed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_stream_shows_its_speed() {
        let mut rate = Rate::default();
        for tick in 0..20_u64 {
            rate.note(tick * 1000, tick * 500);
        }
        assert_eq!(rate.per_second(), Some(2000));
        assert_eq!(rate.seconds_for(5000), Some(3));
    }

    #[test]
    fn nothing_is_claimed_before_the_first_sample() {
        let mut rate = Rate::default();
        rate.note(0, 0);
        rate.note(10, 100);
        assert_eq!(rate.per_second(), None);
        assert_eq!(rate.seconds_for(1), None);
    }
}
