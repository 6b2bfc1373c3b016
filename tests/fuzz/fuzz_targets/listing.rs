//! Any answer of a server: no panic, no hang, nothing outside of the directory, and the same in pieces as whole.

#![no_main]

use std::collections::HashSet;

use igsr_fetch::listing::{PageRequest, DirectoryIndex, IndexReader, NotAnIndex};
use igsr_fetch::mirror::{BaseUrl, RemotePath};
use libfuzzer_sys::fuzz_target;

const BASE: &str = "https://ftp.example.org/vol1/ftp/";

/// Questions whose answers are told apart by their addresses: after the directory, an S3 question, and one of a server that
/// wants a key.
const QUERIES: [&str; 3] = ["", "?list-type=2&prefix=release/&delimiter=/", "?k=kEy"];

fn read(pieces: &[&[u8]], query: &str, base: &BaseUrl, directory: &RemotePath) -> Result<DirectoryIndex, NotAnIndex> {
    let mut reader = IndexReader::new(PageRequest {
        page_url: base.directory_url(directory) + query,
        base: base.clone(),
        directory: Some(directory.clone()),
        content_type: None,
    });
    for piece in pieces {
        reader.push(piece);
    }
    reader.finish(false).and_then(DirectoryIndex::unless_all_refused)
}

fuzz_target!(|page: &[u8]| {
    let base = BaseUrl::parse(BASE).expect("a base URL");
    let directory = RemotePath::parse("release").expect("a path");
    let root = base.directory_url(&directory);
    // Its own bytes say what was asked, and where it is cut in two.
    let sum: usize = page.iter().map(|byte| usize::from(*byte)).sum();
    let query = QUERIES[sum % QUERIES.len()];
    let (first, second) = page.split_at(sum % (page.len() + 1));
    let whole = read(&[page], query, &base, &directory);
    assert_eq!(whole, read(&[first, second], query, &base, &directory));
    let Ok(index) = whole else {
        return;
    };
    // What is refused is never taken for an empty directory.
    if index.entries.is_empty() && !index.truncated && index.next.is_none() {
        assert_eq!(index.refused.unreadable_count(), 0);
    }
    let names: HashSet<_> = index.entries.iter().map(|entry| &entry.name).collect();
    assert_eq!(names.len(), index.entries.len());
    for entry in &index.entries {
        let path = directory.join(&entry.name).expect("a name of a direct child");
        let url = base.file_url(&path);
        let name = url.strip_prefix(&root).expect("below the directory");
        assert!(!name.is_empty() && !name.contains(['/', '?', '#']), "{url}");
    }
});
