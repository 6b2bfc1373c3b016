//! aws and s5cmd, for files that a bucket of Amazon S3 has. Neither checks what it gets: the check that follows does.

use super::bundle::{BucketFile, Buckets, Bundle, BundleOptions, LeftOutReason};
use super::{quote, script};
use crate::plan::Manifest;

/// Bytes of a name that s5cmd can write: it adds up to ten digits until a file is whole (s5cmd 2.3, `os.CreateTemp`), and file systems
/// take 255.
const S5CMD_NAME_MAX: usize = 245;

/// Writes a script with a command of the AWS command line for each file.
pub(super) fn aws(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let begin = "aws s3 cp --no-sign-request --only-show-errors --region ";
    let copy = |text: &mut String, place: &BucketFile<'_>| {
        text.push_str(begin);
        text.push_str(&quote::posix(place.region));
        text.push(' ');
        text.push_str(&quote::posix(&format!(
            "s3://{}/{}",
            place.bucket, place.key
        )));
        text.push(' ');
        text.push_str(&quote::place(
            &options.destination.join(&place.file.local_path),
        ));
    };
    let list = List {
        name: "copy.sh",
        head: "#!/bin/sh\n",
        longest_name: usize::MAX,
    };
    bundle(manifest, options, &list, "sh copy.sh", copy)
}

/// Writes a list of commands for s5cmd, which copies many files at once.
///
/// Its manual (read November 2026): lines are split as a shell does, and `*` stands for itself with `--raw`.
pub(super) fn s5cmd(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let copy = |text: &mut String, place: &BucketFile<'_>| {
        text.push_str("cp --raw --source-region ");
        quote::push_python(text, &[place.region]);
        text.push(' ');
        quote::push_python(text, &["s3://", place.bucket, "/", &place.key]);
        text.push(' ');
        quote::push_python(text, &[&place.file.local_path]);
    };
    let folder = quote::place(&options.destination);
    let run = format!(
        "mkdir -p {folder}; list=$PWD/files.s5cmd; (cd {folder} && s5cmd --no-sign-request run \"$list\")"
    );
    let list = List {
        name: "files.s5cmd",
        head: "",
        longest_name: S5CMD_NAME_MAX,
    };
    bundle(manifest, options, &list, &run, copy)
}

/// A list of commands.
struct List {
    /// Its own name.
    name: &'static str,
    /// What stands above the commands.
    head: &'static str,
    /// Bytes of the longest name of a file that the tool can write.
    longest_name: usize,
}

/// Writes a line for each file that a bucket has, below the head of a list.
fn bundle(
    manifest: &Manifest,
    options: &BundleOptions<'_>,
    list: &List,
    run: &str,
    copy: impl Fn(&mut String, &BucketFile<'_>),
) -> Bundle {
    let buckets = Buckets::of(options.registry);
    let mut text = list.head.to_owned();
    let (mut others, mut too_long) = (Vec::new(), Vec::new());
    for file in &manifest.files {
        let path = &file.local_path;
        let name = path.rsplit_once('/').map_or(&**path, |(_, name)| name);
        match buckets.find(file) {
            Some(_) if name.len() > list.longest_name => too_long.push(path.clone()),
            Some(place) => {
                copy(&mut text, &place);
                text.push('\n');
            }
            None => others.push(path.clone()),
        }
    }
    let check = script::CHECK_NAME;
    Bundle::default()
        .with(list.name, text)
        .with(check, script::check(manifest, options))
        .run(format!("{run}; sh {check}"))
        .without(LeftOutReason::NotInABucket, others)
        .without(LeftOutReason::Name, too_long)
}
