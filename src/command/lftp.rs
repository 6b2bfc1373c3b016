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
    let files = manifest.files.iter().flat_map(|file| {
        let folder = file.local_path.rsplit_once('/').map(|(folder, _)| folder);
        let folder = folder.map(|folder| {
            format!(
                "local mkdir -p -f {}",
                quote::double(&format!("./{folder}"))
            )
        });
        let get = format!(
            "get -c {} -o {}",
            quote::double(file.first_url()),
            quote::double(&format!("./{}", file.local_path))
        );
        folder.into_iter().chain([get])
    });
    let text = lines(head.map(str::to_owned).into_iter().chain(files));
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
