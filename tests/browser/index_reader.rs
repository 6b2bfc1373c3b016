//! The reader of directory indexes on the real worker: `scripts/test in_browser` builds the page first.

use crate::site::{own_address, worker_address};
use igsr_fetch::browser::BrowserWorker;
use igsr_fetch::listing::{DirectoryIndex, NotAnIndex, PageRequest};
use igsr_fetch::mirror::{BaseUrl, RemotePath};
use igsr_fetch::port::{IndexError, ReadIndex};
use igsr_fetch::worker::index::IndexClient;
use wasm_bindgen_test::wasm_bindgen_test;

/// Returns the reader on the worker that the built page names.
async fn reader() -> IndexClient {
    IndexClient::new(BrowserWorker::new(worker_address("worker").await))
}

fn asked(directory: &str) -> PageRequest {
    PageRequest {
        page_url: format!("https://ftp.example.org/vol1/ftp/{directory}/"),
        base: BaseUrl::parse("https://ftp.example.org/vol1/ftp/").expect("a base URL"),
        directory: Some(RemotePath::parse(directory).expect("a path")),
        content_type: Some("text/html".to_owned()),
    }
}

fn page(names: &[&str]) -> String {
    let rows: Vec<String> = names
        .iter()
        .map(|name| {
            format!("<tr><td><a href=\"{name}\">{name}</a></td><td>2019-02-23 05:46</td><td> 54K</td></tr>")
        })
        .collect();
    format!(
        "<html><head><title>Index of /x</title></head><body><h1>Index of /x</h1><table>\
         <tr><th><a href=\"?C=N;O=D\">Name</a></th><th>Last modified</th><th>Size</th></tr>{}</table></body></html>",
        rows.concat()
    )
}

async fn read(
    reader: &dyn ReadIndex,
    body: &[u8],
    cut: bool,
) -> Result<DirectoryIndex, IndexError> {
    let mut job = reader.start(&asked("release"));
    for piece in body.chunks(100) {
        job.push(piece);
    }
    job.finish(cut).await
}

fn names(index: &DirectoryIndex) -> Vec<&str> {
    index.entries.iter().map(|entry| &*entry.name).collect()
}

#[wasm_bindgen_test]
async fn the_worker_reads_a_page_in_order_by_name() {
    let reader = reader().await;
    let index = read(&reader, page(&["chr10", "b/", "chr2"]).as_bytes(), false)
        .await
        .expect("a directory index");
    assert_eq!(names(&index), ["b", "chr2", "chr10"]);
    assert!(!index.truncated);
    let index = read(&reader, page(&["a"]).as_bytes(), true)
        .await
        .expect("a directory index");
    assert!(index.truncated);
}

#[wasm_bindgen_test]
async fn what_is_no_directory_index_has_its_name() {
    let reader = reader().await;
    let found = read(
        &reader,
        b"<html><body><form>Log in</form></body></html>",
        false,
    )
    .await;
    assert_eq!(found, Err(NotAnIndex::NoListing.into()));
    assert_eq!(
        read(&reader, b"", false).await,
        Err(NotAnIndex::Empty.into())
    );
}

#[wasm_bindgen_test]
async fn jobs_do_not_mix_and_a_dropped_one_does_no_harm() {
    let reader = reader().await;
    let (one, two) = (page(&["one"]), page(&["two"]));
    let mut dropped = reader.start(&asked("release"));
    let mut first = reader.start(&asked("release"));
    let mut second = reader.start(&asked("release"));
    for (first_piece, second_piece) in one.as_bytes().chunks(50).zip(two.as_bytes().chunks(50)) {
        dropped.push(b"<html>");
        first.push(first_piece);
        second.push(second_piece);
    }
    drop(dropped);
    let waiting = second.finish(false);
    let given_up = first.finish(false);
    drop(given_up);
    assert_eq!(names(&waiting.await.expect("a directory index")), ["two"]);
    let index = read(&reader, one.as_bytes(), false).await;
    assert_eq!(names(&index.expect("a directory index")), ["one"]);
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_start_fails_each_job_and_is_tried_anew() {
    let reader = IndexClient::new(BrowserWorker::new(own_address("/no/such/worker.js")));
    for _ in 0..2 {
        let found = read(&reader, b"<html>", false).await;
        assert!(
            matches!(&found, Err(IndexError::ReaderFailed { reason }) if !reason.is_empty()),
            "{found:?}"
        );
    }
}
