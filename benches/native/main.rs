//! What needs no browser, each measured beside a peer in the same run. `benches/README.md` explains the rows.
//!
//! `cargo bench --no-default-features --bench native -- STEP`: `listing`, `list` (with `IGSR_FETCH` and `RCLONE` naming the two programs),
//! `plan`, `outputs` or `growth`. Rows go to the file that `BENCH_ROWS` names, else to standard output.

mod list;
mod listing;
mod memory;
mod outputs;
mod page;
mod plan;
mod process;
mod row;

fn main() {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["listing"] => listing::measure(),
        ["list"] => list::measure(),
        ["plan"] => plan::measure(),
        ["outputs"] => outputs::measure(),
        ["growth"] => outputs::measure_growth(),
        ["--manifest", count, file] => {
            outputs::write_manifest(count.parse().expect("a number"), file);
        }
        ["--child", way, file] => listing::child(way, file),
        _ => panic!("name one step: listing, list, plan, outputs or growth"),
    }
}
