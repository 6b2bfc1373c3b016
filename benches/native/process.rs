//! What the system knows of this process.

use std::fs;
use std::time::Instant;

/// The processor's time where the system tells it (Linux), so that other programs do not count; else the wall's.
pub(crate) struct Clock {
    wall: Instant,
    processor: Option<f64>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            wall: Instant::now(),
            processor: processor(),
        }
    }

    pub(crate) fn milliseconds(&self) -> f64 {
        match (self.processor, processor()) {
            (Some(began), Some(ended)) => (ended - began) / 1e6,
            _ => self.wall.elapsed().as_secs_f64() * 1e3,
        }
    }
}

/// Returns the milliseconds that something takes.
pub(crate) fn milliseconds<T>(run: impl FnOnce() -> T) -> f64 {
    let clock = Clock::start();
    let result = std::hint::black_box(run());
    let taken = clock.milliseconds();
    drop(result);
    taken
}

/// Nanoseconds that the first thread of this process has run.
fn processor() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// Returns the most memory that this process has held so far, in bytes, where the system tells it (Linux).
pub(crate) fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0)
}
