//! How fast a large directory index is read, and how much memory it takes.
//!
//! `cargo bench --no-default-features --bench listing` measures the reader alone: a page of 50,000 rows, and one of ten times as many.
//! With `IGSR_FETCH` and `RCLONE` naming the two programs, they also list the same page from a server on loopback.
//! `… -- --write ROWS FILE` only writes the page. It ends with 1 where a number is missed.

mod page;
mod programs;
mod reader;

use std::process::ExitCode;

/// Rows of the page that the numbers speak of.
const ROWS: usize = 50_000;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let met = match args[..] {
        ["--write", rows, file] => {
            let rows = rows.parse().expect("a number of rows");
            std::fs::write(file, page::apache(rows)).expect("the file can be written");
            true
        }
        ["--measure", file] => {
            reader::measure(file);
            true
        }
        _ => {
            let reader = reader::compare(ROWS);
            programs::compare(ROWS) && reader
        }
    };
    if met {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints a number beside its limit, and says whether it holds.
fn verdict(what: &str, number: f64, unit: &str, limit: f64) -> bool {
    let met = number <= limit;
    let word = if met { "ok" } else { "MISSED" };
    println!("  {what:<44} {number:>9.1} {unit:<3} (at most {limit:.1}) {word}");
    met
}

/// Returns the middle of an odd number of measurements.
fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
