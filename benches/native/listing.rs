//! The reader of directory indexes, beside a complete HTML tokenizer.
//!
//! Each measurement is a process of its own, so that its memory can be told from that of a process that only holds the page.

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use igsr_fetch::listing::{IndexReader, PageRequest};
use igsr_fetch::mirror::BaseUrl;

use crate::page;
use crate::process::{milliseconds, peak};
use crate::row::{Row, in_turn};

/// Rows of the page that the goals speak of, and of one ten times as long.
const ROWS: usize = 50_000;
const MANY: usize = 10 * ROWS;

const ROUNDS: usize = 15;

/// How much is handed to the reader at once, as a network does.
const PIECE: usize = 64 << 10;

const TOKENS: &str = "html5gum, tokens only";

/// Reads pages by both, and prints the rows.
pub(crate) fn measure() {
    let (page, long) = (Page::write(ROWS), Page::write(MANY));
    let (ours, theirs) = in_turn(ROUNDS, || page.time("entries"), || page.time("tokens"));
    Row::new(format!("read a page of {ROWS} rows"), "ms", ours)
        .beside(TOKENS, theirs)
        .at_most(1.6)
        .write();
    let (ours, once) = in_turn(ROUNDS, || long.time("entries"), || page.time("entries"));
    Row::new(format!("read a page of {MANY} rows"), "ms", ours)
        .beside("itself, a tenth of the rows", once)
        .at_most(11.0)
        .write();
    memory(&page, ROWS);
    memory(&long, MANY);
}

/// Compares the most memory of a process that reads the page with the page itself.
fn memory(page: &Page, rows: usize) {
    let what = format!("memory to read {rows} rows, the page included");
    let (Some(read), Some(held)) = (page.run("entries").peak, page.run("page").peak) else {
        return Row::not_measured(what, "this system does not tell it").write();
    };
    let beyond = read - held;
    // Every entry holds its name, at least.
    if beyond < to_f64(rows * page::NAME_BYTES) {
        let why = format!("{beyond} bytes cannot be all: they do not hold the names");
        return Row::not_measured(what, why).write();
    }
    Row::new(what, "MB", vec![(page.bytes + beyond) / 1e6])
        .beside("the page", vec![page.bytes / 1e6])
        .at_most(3.0)
        .write();
}

/// A page in a temporary file.
struct Page {
    file: PathBuf,
    rows: usize,
    bytes: f64,
}

impl Page {
    fn write(rows: usize) -> Self {
        let name = format!("igsr-fetch-bench-{}-{rows}.html", std::process::id());
        let file = std::env::temp_dir().join(name);
        let page = page::apache(rows);
        fs::write(&file, &page).expect("a temporary file");
        let bytes = to_f64(page.len());
        Self { file, rows, bytes }
    }

    fn time(&self, way: &str) -> f64 {
        self.run(way).milliseconds
    }

    fn run(&self, way: &str) -> Run {
        let this = std::env::current_exe().expect("this program");
        let output = Command::new(this)
            .args(["--child", way])
            .arg(&self.file)
            .output()
            .expect("it runs");
        let text = String::from_utf8_lossy(&output.stdout);
        let words: Vec<&str> = text.split_whitespace().collect();
        let [milliseconds, rows, peak] = words[..] else {
            panic!("{}", String::from_utf8_lossy(&output.stderr));
        };
        assert_eq!(
            rows,
            self.rows.to_string(),
            "{way} did not find all the rows"
        );
        Run {
            milliseconds: milliseconds.parse().expect("a number"),
            peak: peak.parse().ok(),
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // What is left over lies in the folder for temporary files.
        let _ = fs::remove_file(&self.file);
    }
}

/// What a process told.
struct Run {
    milliseconds: f64,
    /// The most memory that it held, in bytes, where the system tells it.
    peak: Option<f64>,
}

/// Does one measurement in this process, and prints its milliseconds, the rows it found, and the most memory that it held.
pub(crate) fn child(way: &str, file: &str) {
    let page = fs::read(Path::new(file)).expect("the page");
    let mut rows = 0;
    let taken = match way {
        "entries" => milliseconds(|| rows = entries(&page)),
        "tokens" => milliseconds(|| rows = cells(&page) / 5 - 1),
        _ => milliseconds(|| rows = lines(&page) - 1),
    };
    let peak = peak().map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
    println!("{taken} {rows} {peak}");
}

/// Reads the page as the page and the command do, and returns the number of entries.
fn entries(page: &[u8]) -> usize {
    let mut reader = IndexReader::new(PageRequest {
        page_url: "http://127.0.0.1/vol1/ftp/data/".to_owned(),
        base: BaseUrl::parse("http://127.0.0.1/vol1/ftp/data/").expect("a base URL"),
        directory: None,
        content_type: Some("text/html".to_owned()),
    });
    for piece in page.chunks(PIECE) {
        reader.push(piece);
    }
    let index = reader.finish(false).expect("a directory index");
    assert!(!index.truncated, "the page is whole");
    index.entries.len()
}

/// Divides the page into tokens, and returns the number of cells. It is the least that any reader of HTML does.
fn cells(page: &[u8]) -> usize {
    let mut cells = 0;
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            if matches!(event, CallbackEvent::OpenStartTag { name: b"td" }) {
                cells += 1;
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(page, emitter).finish();
    cells
}

/// Returns the number of lines that are rows of the table. Nothing of them is kept.
fn lines(page: &[u8]) -> usize {
    let lines = page.split(|byte| *byte == b'\n');
    lines.filter(|line| line.starts_with(b"<tr><td")).count()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn to_f64(number: usize) -> f64 {
    number as f64
}
