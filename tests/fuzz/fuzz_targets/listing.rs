//! Any answer of a server: no panic, no hang, nothing outside of the directory, and the same in pieces as whole.

#![no_main]

use igsr_fetch::listing::{PageRequest, DirectoryIndex, IndexReader, NotAnIndex};
use igsr_fetch::mirror::{BaseUrl, RemotePath};
use libfuzzer_sys::fuzz_target;

const BASE: &str = "https://ftp.example.org/vol1/ftp/";

fn read(pieces: &[&[u8]], base: &BaseUrl, directory: &RemotePath) -> Result<DirectoryIndex, NotAnIndex> {
    let mut reader = IndexReader::new(PageRequest {
        page_url: base.directory_url(directory),
        base: base.clone(),
        directory: Some(directory.clone()),
        content_type: None,
    });
    for piece in pieces {
        reader.push(piece);
    }
    reader.finish(false)
}

fuzz_target!(|page: &[u8]| {
    let base = BaseUrl::parse(BASE).expect("a base URL");
    let directory = RemotePath::parse("release").expect("a path");
    let root = base.directory_url(&directory);
    let whole = read(&[page], &base, &directory);
    // Its own bytes say where it is cut in two.
    let sum: usize = page.iter().map(|byte| usize::from(*byte)).sum();
    let (first, second) = page.split_at(sum % (page.len() + 1));
    assert_eq!(whole, read(&[first, second], &base, &directory));
    let Ok(index) = whole else {
        return;
    };
    for entry in &index.entries {
        let path = directory.join(&entry.name).expect("a name of a direct child");
        let url = base.file_url(&path);
        let name = url.strip_prefix(&root).expect("below the directory");
        assert!(!name.is_empty() && !name.contains(['/', '?', '#']), "{url}");
    }
});
