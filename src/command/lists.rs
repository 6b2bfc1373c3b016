//! Plain lists of a manifest: addresses, checksums, and a table for other programs.

use super::bundle::{Bundle, LeftOutReason};
use super::checksum;
use crate::plan::Manifest;

/// Writes the first address of each file, one a line.
pub(super) fn urls(manifest: &Manifest) -> Bundle {
    let files = manifest.files.iter();
    let urls = files.filter_map(|file| file.sources.first());
    Bundle::default().with("urls.txt", lines(urls.map(|source| source.url.clone())))
}

/// Writes the checksums as `md5sum -c` and `rclone checksum` read them, with paths relative to the destination.
pub(super) fn md5(manifest: &Manifest) -> Bundle {
    let files = manifest.files.iter();
    let without = files.clone().filter(|file| file.md5.is_none());
    let without = without.map(|file| file.local_path.clone()).collect();
    let known = files.filter_map(|file| Some(checksum::line(file.md5?, &file.local_path)));
    Bundle::default()
        .with("files.md5", lines(known))
        .without(LeftOutReason::NoMd5, without)
}

/// Writes a table with a header and a row for each file, all its addresses in the last column with blanks between.
///
/// No quoting: a plan lets no tab and no line break into a name.
pub(super) fn tsv(manifest: &Manifest) -> Bundle {
    let head = "host\tpath\tlocal_path\tsize\tmd5\turls".to_owned();
    let rows = manifest.files.iter().map(|file| {
        let urls: Vec<&str> = file.sources.iter().map(|one| one.url.as_str()).collect();
        let size = file.size.map_or(String::new(), |size| size.to_string());
        let md5 = file.md5.map_or(String::new(), |md5| md5.to_string());
        let (host, path) = (file.host.as_str(), file.path.text());
        format!(
            "{host}\t{path}\t{}\t{size}\t{md5}\t{}",
            file.local_path,
            urls.join(" ")
        )
    });
    Bundle::default().with("files.tsv", lines(std::iter::once(head).chain(rows)))
}

/// Ends each line with a line feed.
pub(super) fn lines(lines: impl IntoIterator<Item = String>) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}
