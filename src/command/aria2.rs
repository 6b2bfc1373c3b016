//! aria2, which fetches several files at once, from several mirrors, and checks them.
//!
//! The form of its list: aria2 manual, “Input File” (read November 2026).

use super::bundle::{Bundle, BundleOptions, LeftOutReason};
use super::{quote, script};
use crate::plan::Manifest;

/// Connections to one host, as the mirrors ask for moderation.
const AT_ONCE: u8 = 2;

/// Writes an input file with all mirrors, names and checksums, and the line that runs it.
pub(super) fn aria2(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let mut text = String::new();
    let mut left_out = Vec::new();
    for file in &manifest.files {
        // Values end with the line, and blanks around them are dropped.
        if file.local_path.trim() != file.local_path {
            left_out.push(file.local_path.clone());
            continue;
        }
        for (place, source) in file.sources.iter().enumerate() {
            text.push_str(if place == 0 { "" } else { "\t" });
            text.push_str(&source.url);
        }
        text.extend(["\n  out=", &file.local_path, "\n"]);
        if let Some(md5) = file.md5 {
            text.push_str("  checksum=md5=");
            md5.push_to(&mut text);
            text.push('\n');
        }
    }
    let folder = quote::place(&options.destination);
    let run = format!(
        "aria2c -i files.aria2.txt -d {folder} -c -V -j {AT_ONCE} -x {AT_ONCE} --auto-file-renaming=false --max-tries=5 --retry-wait=10; sh {}",
        script::CHECK_NAME
    );
    Bundle::default()
        .with("files.aria2.txt", text)
        .with(script::CHECK_NAME, script::check(manifest, options))
        .run(run)
        .without(LeftOutReason::Name, left_out)
}
