//! Plain lists of a manifest: addresses, checksums, and a table for other programs.

use super::bundle::{Bundle, LeftOutReason};
use super::checksum;
use crate::plan::Manifest;

/// Writes the first address of each file, one a line.
pub(super) fn urls(manifest: &Manifest) -> Bundle {
    let files = manifest.files.iter();
    let urls = files.filter_map(|file| file.sources.first());
    Bundle::default().with("urls.txt", lines(urls.map(|source| &source.url)))
}

/// Writes the checksums as `md5sum -c` and `rclone checksum` read them, with paths relative to the destination.
pub(super) fn md5(manifest: &Manifest) -> Bundle {
    let files = manifest.files.iter();
    let without = files.clone().filter(|file| file.md5.is_none());
    let without = without.map(|file| file.local_path.clone()).collect();
    let mut text = String::new();
    for file in files {
        if let Some(md5) = file.md5 {
            checksum::push_line(&mut text, md5, &file.local_path);
        }
    }
    Bundle::default()
        .with("files.md5", text)
        .without(LeftOutReason::NoMd5, without)
}

/// Writes a table with a header and a row for each file, all its addresses in the last column with blanks between.
///
/// No quoting: a plan lets no tab and no line break into a name.
pub(super) fn tsv(manifest: &Manifest) -> Bundle {
    let mut text = "host\tpath\tlocal_path\tsize\tmd5\turls\n".to_owned();
    for file in &manifest.files {
        text.extend([file.host.as_str(), "\t", &file.path.text(), "\t"]);
        text.extend([&file.local_path, "\t"]);
        if let Some(size) = file.size {
            text.push_str(itoa::Buffer::new().format(size));
        }
        text.push('\t');
        if let Some(md5) = file.md5 {
            md5.push_to(&mut text);
        }
        for (place, source) in file.sources.iter().enumerate() {
            text.extend([if place == 0 { "\t" } else { " " }, &source.url]);
        }
        text.push('\n');
    }
    Bundle::default().with("files.tsv", text)
}

/// Ends each line with a line feed.
pub(super) fn lines(lines: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(line.as_ref());
        text.push('\n');
    }
    text
}
