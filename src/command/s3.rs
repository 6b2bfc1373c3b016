//! aws and s5cmd, for files that a bucket of Amazon S3 has. Neither checks what it gets: the check that follows does.

use super::bundle::{BucketFile, Bundle, BundleOptions, LeftOutReason, in_buckets};
use super::lists::lines;
use super::{quote, script};
use crate::plan::Manifest;

/// Bytes of a name that s5cmd can write: it adds up to ten digits until a file is whole (s5cmd 2.3, `os.CreateTemp`), and file systems
/// take 255.
const S5CMD_NAME_MAX: usize = 245;

/// Writes a script with a command of the AWS command line for each file.
pub(super) fn aws(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let (files, others) = in_buckets(manifest, options.registry);
    let copies = files.iter().map(|place| {
        format!(
            "aws s3 cp --no-sign-request --only-show-errors --region {} {} {}",
            quote::posix(place.region),
            quote::posix(&address(place)),
            quote::place(&options.destination.join(&place.file.local_path)),
        )
    });
    let text = lines(std::iter::once("#!/bin/sh".to_owned()).chain(copies));
    bundle(manifest, options, "copy.sh", text, "sh copy.sh", others)
}

/// Writes a list of commands for s5cmd, which copies many files at once.
///
/// Its manual (read November 2026): lines are split as a shell does, and `*` stands for itself with `--raw`.
pub(super) fn s5cmd(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let (files, others) = in_buckets(manifest, options.registry);
    let (files, too_long): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|place| last_part(place).len() <= S5CMD_NAME_MAX);
    let too_long = too_long.iter().map(|place| place.file.local_path.clone());
    let copies = files.iter().map(|place| {
        format!(
            "cp --raw --source-region {} {} {}",
            quote::python(place.region),
            quote::python(&address(place)),
            quote::python(&place.file.local_path),
        )
    });
    let folder = quote::place(&options.destination);
    let run = format!(
        "mkdir -p {folder}; list=$PWD/files.s5cmd; (cd {folder} && s5cmd --no-sign-request run \"$list\")"
    );
    bundle(
        manifest,
        options,
        "files.s5cmd",
        lines(copies),
        &run,
        others,
    )
    .without(LeftOutReason::Name, too_long.collect())
}

fn last_part<'a>(place: &BucketFile<'a>) -> &'a str {
    let path = &place.file.local_path;
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn address(place: &BucketFile<'_>) -> String {
    format!("s3://{}/{}", place.bucket, place.key)
}

fn bundle(
    manifest: &Manifest,
    options: &BundleOptions<'_>,
    name: &str,
    text: String,
    run: &str,
    others: Vec<String>,
) -> Bundle {
    let check = script::CHECK_NAME;
    Bundle::default()
        .with(name, text)
        .with(check, script::check(manifest, options))
        .run(format!("{run}; sh {check}"))
        .without(LeftOutReason::NotInABucket, others)
}
