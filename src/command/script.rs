//! Scripts for a POSIX shell, which need nothing beside them: one that checks files, and one that fetches and checks them.
//!
//! Their texts stand in `script/`. A list of the files follows in a here-document with a quoted delimiter, in which nothing is
//! expanded: number, MD5s, bytes, local path and addresses, with tabs between, which no plan lets into a name.

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

/// The delimiter of the list, which no line of it equals: each begins with a number.
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
    let text = compose(manifest, options, FETCH, Columns::All);
    Bundle::default()
        .with("fetch.sh", text)
        .run("sh fetch.sh".to_owned())
}

/// Writes the script that checks what another tool has fetched: what is wrong moves aside, so that the tool fetches it anew.
pub(super) fn check(manifest: &Manifest, options: &BundleOptions<'_>) -> String {
    compose(manifest, options, CHECK_ONLY, Columns::WithoutAddresses)
}

/// What a list tells of each file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Columns {
    All,
    /// Not where it comes from, which a check does not ask and which is most of the list.
    WithoutAddresses,
}

fn compose(
    manifest: &Manifest,
    options: &BundleOptions<'_>,
    last: &str,
    columns: Columns,
) -> String {
    let mut text = "#!/bin/sh\n".to_owned();
    for line in about(manifest).lines() {
        text.extend(["# ", line, "\n"]);
    }
    text.extend(["dest=", &quote::place(&options.destination), "\n"]);
    // What comes of the list is filled in when it is written: a list can be long, and is read once.
    let begin = text.len();
    text.push_str(&Facts::default().lines());
    let end = text.len();
    text.push_str(CHECK);
    let (before, after) = last.split_once(LIST_LINE).unwrap_or((last, ""));
    text.push_str(before);
    text.extend([LIST_LINE.trim_end(), " <<'", DELIMITER, "'\n"]);
    let facts = push_list(&mut text, manifest, columns);
    text.extend([DELIMITER, "\n", after]);
    text.replace_range(begin..end, &facts.lines());
    text
}

/// Returns the list of files as text, and what comes of it.
pub(super) fn list(manifest: &Manifest) -> (String, Facts) {
    let mut text = String::new();
    let facts = push_list(&mut text, manifest, Columns::All);
    (text, facts)
}

/// What comes of a list.
#[derive(Default)]
pub(super) struct Facts {
    /// A digest of what its numbers stand for. MD5s suffice: a file without one is never continued.
    digest: [u8; 16],
    /// The most sources of a file.
    sources: usize,
}

impl Facts {
    /// Returns the name of the folder for unfinished files: the same for the same files.
    pub(super) fn parts(&self) -> String {
        let digest = Md5(self.digest).to_string();
        format!(".igsr-fetch-{}", &digest[..8])
    }

    /// Returns how many rounds to try; each asks the next mirror of a file.
    pub(super) fn rounds(&self) -> usize {
        (2 * self.sources).clamp(LEAST_ROUNDS, MOST_ROUNDS)
    }

    /// Writes the lines of a script that depend on it, of the same length for all.
    fn lines(&self) -> String {
        format!("parts={}\nrounds={}\n", self.parts(), self.rounds())
    }
}

/// Adds the list.
fn push_list(text: &mut String, manifest: &Manifest, columns: Columns) -> Facts {
    let mut hasher = Hasher::new();
    let mut sources = 0;
    for (place, file) in manifest.files.iter().enumerate() {
        text.extend([itoa::Buffer::new().format(place + 1), "\t"]);
        hasher.update(file.md5.map_or([0; 16], |md5| md5.0));
        push_md5s(text, file);
        text.push('\t');
        match file.size {
            Some(size) => text.push_str(itoa::Buffer::new().format(size)),
            None => text.push_str(UNKNOWN),
        }
        text.push('\t');
        text.push_str(&file.local_path);
        sources = sources.max(file.sources.len());
        let is_all = columns == Columns::All;
        for source in file.sources.iter().filter(|_| is_all) {
            text.push('\t');
            text.push_str(&source.url);
        }
        text.push('\n');
    }
    let digest = hasher.finalize().into();
    Facts { digest, sources }
}

/// Adds all MD5s that sources give for a file, with commas between.
fn push_md5s(text: &mut String, file: &ManifestFile) {
    let Some(md5) = file.md5 else {
        return text.push_str(UNKNOWN);
    };
    md5.push_to(text);
    for other in &file.other_md5s {
        text.push(',');
        other.push_to(text);
    }
}
