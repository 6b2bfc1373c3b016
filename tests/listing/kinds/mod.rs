//! Kinds of listings that servers write and that are easily misread: each in several forms.

mod dates;
mod forms;
mod incomplete;
mod rows;
mod sizes;
mod tree;

use igsr_fetch::listing::{self, DirectoryIndex, EntryKind, NotAnIndex, Size};
use igsr_fetch::mirror::{BaseUrl, RemotePath};

const BASE: &str = "http://h.example.org/onekg/";

fn read_at(page_url: &str, page: &str) -> Result<DirectoryIndex, NotAnIndex> {
    let base = BaseUrl::parse(BASE).expect("a base URL");
    listing::read(page.as_bytes(), page_url, &base, &RemotePath::root())
}

/// Returns the entries of a page: `name/` or `name`, then the size (`~` if rounded), then the date.
fn entries(page: &str) -> Vec<String> {
    shown(&read_at(BASE, page).unwrap_or_else(|error| panic!("{error}: {page}")))
}

fn shown(index: &DirectoryIndex) -> Vec<String> {
    let entries = index.entries.iter().map(|entry| {
        let slash = match entry.kind {
            EntryKind::Directory => "/",
            EntryKind::File => "",
        };
        let size = match entry.size {
            None => String::new(),
            Some(Size::Exact(bytes)) => format!(" {bytes}"),
            Some(size) => format!(" ~{}", size.bytes()),
        };
        let date = entry.modified.map(|date| format!(" {date}"));
        format!("{}{slash}{size}{}", entry.name, date.unwrap_or_default())
    });
    entries.collect()
}

fn page(body: &str) -> String {
    format!(
        "<html><head><title>Index of /onekg/</title></head><body><h1>Index of /onekg/</h1>{body}</body></html>"
    )
}

fn table(rows: &str) -> String {
    page(&format!("<table>{rows}</table>"))
}
