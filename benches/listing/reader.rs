//! The reader alone, in processes of its own, so that its memory can be told.

use std::fs;
use std::process::Command;
use std::time::Instant;

use igsr_fetch::listing::{IndexReader, PageRequest};
use igsr_fetch::mirror::BaseUrl;

use crate::{median, page, verdict};

/// How often each page is read.
const RUNS: usize = 9;

/// How much is handed to the reader at once, as a network does.
const PIECE: usize = 64 << 10;

/// Reads the page in a file, and prints: milliseconds of the processor, rows, KiB of memory at the most, KiB before.
pub(crate) fn measure(file: &str) {
    let page = fs::read(file).expect("the page");
    let before = peak();
    let mut reader = IndexReader::new(PageRequest {
        page_url: "http://127.0.0.1/vol1/ftp/data/".to_owned(),
        base: BaseUrl::parse("http://127.0.0.1/vol1/ftp/data/").expect("a base URL"),
        directory: None,
        content_type: Some("text/html".to_owned()),
    });
    let began = Clock::now();
    for piece in page.chunks(PIECE) {
        reader.push(piece);
    }
    let index = reader.finish(false).expect("a directory index");
    let took = began.milliseconds();
    assert!(!index.truncated, "the page is whole");
    println!("{took} {} {} {before}", index.entries.len(), peak());
}

/// The processor's time where the system tells it, so that other programs do not count; else the wall's.
struct Clock {
    wall: Instant,
    processor: Option<f64>,
}

impl Clock {
    fn now() -> Self {
        Self {
            wall: Instant::now(),
            processor: processor(),
        }
    }

    fn milliseconds(&self) -> f64 {
        match (self.processor, processor()) {
            (Some(began), Some(ended)) => (ended - began) / 1e6,
            _ => self.wall.elapsed().as_secs_f64() * 1e3,
        }
    }
}

/// Nanoseconds that this process has run.
fn processor() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// Most memory that this process has had, in KiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().strip_suffix("kB"));
    number
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

struct Measured {
    milliseconds: f64,
    /// Memory beyond the page itself, in bytes.
    memory: f64,
    page: f64,
}

/// Measures the page of so many rows and that of ten times as many.
pub(crate) fn compare(rows: usize) -> bool {
    println!("The reader alone, least of {RUNS} runs each:");
    let (small, large) = (measured(rows), measured(rows * 10));
    let mut met = verdict(&format!("{rows} rows"), small.milliseconds, "ms", 100.0);
    let ratio = large.milliseconds / small.milliseconds;
    met &= verdict("ten times the rows, times the time", ratio, "", 11.0);
    for (name, one) in [
        ("memory, page included, in pages", &small),
        ("… of ten times the rows", &large),
    ] {
        met &= verdict(name, 1.0 + one.memory / one.page, "", 3.0);
    }
    met
}

fn measured(rows: usize) -> Measured {
    let file = std::env::temp_dir().join(format!(
        "igsr-fetch-bench-{}-{rows}.html",
        std::process::id()
    ));
    let page = page::apache(rows);
    fs::write(&file, &page).expect("a temporary file");
    let this = std::env::current_exe().expect("this program");
    let runs: Vec<Vec<f64>> = (0..RUNS)
        .map(|_| {
            let output = Command::new(&this)
                .arg("--measure")
                .arg(&file)
                .output()
                .expect("it runs");
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let numbers: Vec<f64> = text.split_whitespace().flat_map(str::parse).collect();
            assert_eq!(numbers.get(1), Some(&to_f64(rows)), "{text}");
            numbers
        })
        .collect();
    fs::remove_file(&file).expect("it was written");
    // What other programs do makes a run longer, never shorter.
    let milliseconds = runs.iter().map(|run| run[0]).fold(f64::MAX, f64::min);
    let memory = median(runs.iter().map(|run| (run[2] - run[3]) * 1024.0).collect());
    let bytes = to_f64(page.len());
    println!(
        "  {rows} rows, {:.1} MB: {milliseconds:.1} ms, {:.0} rows/s, {:.1} MB of memory beyond the page",
        bytes / 1e6,
        to_f64(rows) / milliseconds * 1e3,
        memory / 1e6
    );
    Measured {
        milliseconds,
        memory,
        page: bytes,
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn to_f64(number: usize) -> f64 {
    number as f64
}
