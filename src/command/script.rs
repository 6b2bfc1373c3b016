//! Scripts for a POSIX shell, which need nothing beside them: one that checks files, and one that fetches and checks them.
//!
//! Their texts stand in `script/`. A list of the files follows in a here-document with a quoted delimiter, in which nothing is
//! expanded: number, MD5s, bytes, local path and addresses, with tabs between, which no plan lets into a name.

use std::fmt::Write as _;

use md5::{Digest, Md5 as Hasher};

use super::bundle::{Bundle, BundleOptions};
use super::quote;
use crate::plan::{Manifest, ManifestFile};
use crate::table::Md5;
use crate::text::script::about;

const CHECK: &str = include_str!("script/check.sh");
const FETCH: &str = include_str!("script/fetch.sh");
const CHECK_ONLY: &str = include_str!("script/check_only.sh");

/// The line of a script after which the list follows.
const LIST_LINE: &str = "cat >\"$work/list\"\n";

/// The delimiter of the list, unless a line of it equals it.
const DELIMITER: &str = "IGSR_FETCH_LIST";

/// Stands for a fact that is not known.
const UNKNOWN: &str = "-";

/// The name of the script that checks.
pub(super) const CHECK_NAME: &str = "check.sh";

/// Rounds after which a file that was cut, then found wrong, has been fetched anew.
const LEAST_ROUNDS: usize = 4;

/// Rounds in which each mirror of a file is asked twice, but no more than this.
const MOST_ROUNDS: usize = 8;

/// Writes a script that fetches all files, checks them, and goes on where it was interrupted.
pub(super) fn script(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let text = compose(manifest, options, FETCH);
    Bundle::default()
        .with("fetch.sh", text)
        .run("sh fetch.sh".to_owned())
}

/// Writes the script that checks what another tool has fetched: what is wrong moves aside, so that the tool fetches it anew.
pub(super) fn check(manifest: &Manifest, options: &BundleOptions<'_>) -> String {
    compose(manifest, options, CHECK_ONLY)
}

/// What every script needs of a manifest.
pub(super) struct Facts {
    /// The list of files: a row for each, with tabs between number, MD5s, bytes, local path and addresses.
    pub(super) list: String,
    /// The name of the folder for unfinished files: the same for the same list alone.
    pub(super) parts: String,
    /// How many rounds to try; each asks the next mirror of a file.
    pub(super) rounds: usize,
}

impl Facts {
    pub(super) fn of(manifest: &Manifest) -> Self {
        let list = list(manifest);
        let sources = manifest.files.iter().map(|file| file.sources.len());
        Self {
            parts: parts_folder(&list),
            rounds: (2 * sources.max().unwrap_or(1)).clamp(LEAST_ROUNDS, MOST_ROUNDS),
            list,
        }
    }
}

fn compose(manifest: &Manifest, options: &BundleOptions<'_>, last: &str) -> String {
    let Facts {
        list,
        parts,
        rounds,
    } = Facts::of(manifest);
    let mut delimiter = DELIMITER.to_owned();
    while list.lines().any(|line| line == delimiter) {
        delimiter.push('_');
    }
    let mut text = "#!/bin/sh\n".to_owned();
    for line in about(manifest).lines() {
        text.extend(["# ", line, "\n"]);
    }
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "dest={}", quote::place(&options.destination));
    let _ = writeln!(text, "parts={parts}");
    let _ = writeln!(text, "rounds={rounds}");
    text.push_str(CHECK);
    let (before, after) = last.split_once(LIST_LINE).unwrap_or((last, ""));
    text.push_str(before);
    text.extend([LIST_LINE.trim_end(), " <<'", &delimiter, "'\n"]);
    text.push_str(&list);
    text.extend([&delimiter, "\n", after]);
    text
}

/// Returns the name of the folder for unfinished files: the same for the same list alone.
fn parts_folder(list: &str) -> String {
    let digest = Md5(Hasher::digest(list).into()).to_string();
    format!(".igsr-fetch-{}", &digest[..8])
}

fn list(manifest: &Manifest) -> String {
    let mut text = String::new();
    for (place, file) in manifest.files.iter().enumerate() {
        let number = place + 1;
        let _ = write!(text, "{number}\t{}\t", md5s(file));
        match file.size {
            Some(size) => {
                let _ = write!(text, "{size}");
            }
            None => text.push_str(UNKNOWN),
        }
        text.extend(["\t", &file.local_path]);
        for source in &file.sources {
            text.extend(["\t", &source.url]);
        }
        text.push('\n');
    }
    text
}

/// Returns all MD5s that sources give for a file, with commas between.
fn md5s(file: &ManifestFile) -> String {
    let Some(md5) = file.md5 else {
        return UNKNOWN.to_owned();
    };
    let all = std::iter::once(&md5).chain(&file.other_md5s);
    all.map(Md5::to_string).collect::<Vec<_>>().join(",")
}
