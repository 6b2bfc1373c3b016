//! Writes the corpus that the benchmarks read: `current.tree`, index files, panel and pedigree in the true shapes of the site.
//!
//! `cargo run --release --no-default-features --example make_corpus -- --files 700000 --out DIR [--directories]`

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "make_corpus --out DIR [--files N] [--directories]";

fn main() -> ExitCode {
    let Some((files, directories, folder)) = arguments(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match corpus::write(files, directories, &folder) {
        Ok(corpus::Report {
            files,
            directories,
            bytes,
        }) => {
            println!(
                "{files} files, {directories} directories, {bytes} bytes in {}",
                folder.join("current.tree").display()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

/// How many files, whether with directories, and where to.
fn arguments(mut words: impl Iterator<Item = String>) -> Option<(usize, bool, PathBuf)> {
    let (mut files, mut directories, mut folder) = (700_000, false, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--files" => files = words.next()?.parse().ok()?,
            "--out" => folder = Some(PathBuf::from(words.next()?)),
            "--directories" => directories = true,
            _ => return None,
        }
    }
    Some((files, directories, folder?))
}
