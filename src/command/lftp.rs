//! lftp, which continues and retries by itself.
//!
//! Its manual (read November 2026): words stand in double quotes, in which a backslash stands before `"` and `\`.

use super::bundle::{Bundle, BundleOptions};
use super::lists::lines;
use super::{quote, script};
use crate::plan::Manifest;

/// Writes a script with a command for each file, whose names are relative to the destination.
pub(super) fn lftp(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let head = [
        "set net:max-retries 5",
        "set net:timeout 60",
        "set net:reconnect-interval-base 10",
        "set cmd:fail-exit no",
    ];
    let mut text = lines(head);
    for file in &manifest.files {
        if let Some((folder, _)) = file.local_path.rsplit_once('/') {
            text.push_str("local mkdir -p -f ");
            quote::push_double(&mut text, &["./", folder]);
            text.push('\n');
        }
        text.push_str("get -c ");
        quote::push_double(&mut text, &[file.first_url()]);
        text.push_str(" -o ");
        quote::push_double(&mut text, &["./", &file.local_path]);
        text.push('\n');
    }
    let folder = quote::place(&options.destination);
    let check = script::CHECK_NAME;
    let run = format!(
        "mkdir -p {folder}; list=$PWD/files.lftp; sh {check} before; (cd {folder} && lftp -f \"$list\"); sh {check}"
    );
    Bundle::default()
        .with("files.lftp", text)
        .with(check, script::check(manifest, options))
        .run(run)
}
