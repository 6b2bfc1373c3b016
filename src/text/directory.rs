//! What is said of a directory that no mirror shows.

use super::{count, directory_totals, files};
use crate::client::{EntryFacts, KnownEntries};

/// Says that no list knows a directory; with a mirror, that a command follows which gets it from there.
pub fn known_nowhere(mirror: Option<&str>) -> String {
    let how = mirror.map(|mirror| format!(" If {mirror} has it, this command gets it."));
    format!(
        "Neither the list of files nor the catalogue knows this directory.{}",
        how.unwrap_or_default()
    )
}

/// What is said of a file that the open list does not have.
pub const NOT_IN_LIST: &str = "The list of files that is open does not have this file. It may be at the addresses below all the same, as the list is not the whole site.";

/// What is said of a sample or population without files in the open list.
pub const NO_FILES_OF_THESE: &str = "The list that is open has no files of these.";

/// What leads to the command that gets a whole directory.
pub const WHOLE_DIRECTORY: &str =
    "Get the whole directory with wget -r (the list may lack files of it)";

/// Stands for a fact that is being looked up.
pub const LOADING: &str = "loading…";

/// Says that a directory or a file is looked up in the list.
pub const LOOKING_UP: &str = "Looking it up in the list of files…";

/// Says where the entries of a directory are from, as no mirror showed it; `date` is that of the open list.
pub fn known_words(known: &KnownEntries, date: &str) -> String {
    let totals = directory_totals(&known.totals());
    let source = if known.is_listed() {
        format!("from the list of {date}, not from a mirror, which may differ")
    } else {
        "this is what the catalogue that ships with the app knows of the directory. There may be more".to_owned()
    };
    let more = match known.more() {
        0 => String::new(),
        more => format!(", and {} more that are not shown", count(more.into())),
    };
    format!("Not live: {source} · {totals}{more}")
}

/// Says what the list knows of an entry.
pub fn entry_facts(facts: &EntryFacts<'_>) -> String {
    let (file, host) = match facts {
        EntryFacts::Directory(number) => return files(*number as usize),
        EntryFacts::File(file, host) => (file, host),
    };
    let md5 = match &file.md5 {
        Some(md5) => format!("MD5 {md5}"),
        None => "no MD5 is known".to_owned(),
    };
    match host {
        Some(host) => format!("{md5} · at {host}"),
        None => md5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mirror::{HostName, HostPath};
    use crate::search::ListedFile;

    #[test]
    fn an_entry_says_what_the_list_knows() {
        let file = |md5: Option<&str>| ListedFile {
            at: HostPath {
                host: HostName::new("a.example"),
                path: "a".parse().expect("a path"),
            },
            size: None,
            weight: None,
            date: None,
            md5: md5.map(|md5| md5.parse().expect("an MD5")),
            other_md5s: Vec::new(),
        };
        let md5 = "0cc175b9c0f1b6a831c399e269772661";
        let (with, without) = (file(Some(md5)), file(None));
        let host = HostName::new("b.example");
        for (facts, words) in [
            (EntryFacts::Directory(1), "1 file".to_owned()),
            (EntryFacts::Directory(2_504), "2,504 files".to_owned()),
            (EntryFacts::File(&with, None), format!("MD5 {md5}")),
            (
                EntryFacts::File(&without, None),
                "no MD5 is known".to_owned(),
            ),
            (
                EntryFacts::File(&with, Some(&host)),
                format!("MD5 {md5} · at b.example"),
            ),
        ] {
            assert_eq!(entry_facts(&facts), words);
        }
    }
}
