//! curl, which is on every system.
//!
//! The form of its configuration: curl manual, `--config` (read November 2026). Tried with curl 7.88.

use super::bundle::{Bundle, BundleOptions};
use super::lists::lines;
use super::{quote, script};
use crate::plan::Manifest;

/// Writes a configuration with address and name of each file, and the line that runs it.
///
/// Names in it are relative to the destination. Complete files are asked for again, and curl before 8.5 ends with 22 then: the check
/// that follows decides.
pub(super) fn curl(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let head = [
        "globoff",
        "create-dirs",
        "fail",
        "location",
        "continue-at = -",
    ];
    let head = head.iter().chain(&[
        "retry = 5",
        "connect-timeout = 30",
        "speed-limit = 1",
        "speed-time = 60",
    ]);
    let mut text = lines(head);
    for file in &manifest.files {
        text.push_str("url = ");
        quote::push_double(&mut text, &[file.first_url()]);
        text.push_str("\noutput = ");
        quote::push_double(&mut text, &["./", &file.local_path]);
        text.push('\n');
    }
    let folder = quote::place(&options.destination);
    let check = script::CHECK_NAME;
    let run = format!(
        "mkdir -p {folder}; config=$PWD/files.curl; sh {check} before; (cd {folder} && curl -q --config \"$config\"); sh {check}"
    );
    Bundle::default()
        .with("files.curl", text)
        .with(check, script::check(manifest, options))
        .run(run)
}
