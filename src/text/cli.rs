//! Sentences of the command line program, on standard error, and text that is safe there. Errors have their words in their own types.

use std::fmt::Write as _;
use std::ops::Range;

use super::search::{FOUND_BY, not_a_file};
use super::unit::bytes_in_words;
use super::{directory_path, files, part_words, plural, visible, visible_name, whole_list_command};
use crate::catalogue::Differences;
use crate::listing::{NotAnIndex, Refused};
use crate::mirror::{MirrorRegistry, RemotePath};
use crate::search::{Note, QueryError, QueryField};
use crate::snapshot::SnapshotFacts;
use crate::walk::{WalkLimit, WalkProgress};

/// Makes a line of a message.
pub fn message(text: &str) -> String {
    format!("igsr-fetch: {text}\n")
}

/// Says how far a walk is, or what it found.
pub fn walk_progress(walk: &WalkProgress) -> String {
    let about = if walk.exact { "" } else { "about " };
    let failed = match walk.failed {
        0 => String::new(),
        number => format!("; {number} failed"),
    };
    format!(
        "{} of {} directories read, {} {}, {about}{}{failed}",
        walk.directories_read,
        walk.directories_known,
        walk.files,
        if walk.files == 1 { "file" } else { "files" },
        bytes_in_words(walk.bytes)
    )
}

/// Adds to a line of progress that a request waits, and why.
pub fn waiting(line: &str, seconds: u64, error: &str) -> String {
    format!("{line}; waiting {seconds} s: {error}")
}

/// Says how much of a table has been read.
pub fn read_so_far(name: &str, number: u64) -> String {
    format!("{}: {} read", visible(name), bytes_in_words(number))
}

/// Says how many directories an earlier run read.
pub fn resumed(directories: usize) -> String {
    message(&format!("{directories} directories were read before"))
}

/// Says that a directory could not be read.
pub fn not_listed(directory: &RemotePath, error: &str) -> String {
    let name = directory_name(directory);
    message(&format!("{name} is not listed: {}", visible(error)))
}

/// Says that a directory was read in part.
pub fn listed_in_part(directory: &RemotePath, reason: &str) -> String {
    let name = directory_name(directory);
    message(&format!("{name} is not listed whole: {}", visible(reason)))
}

/// Says that the only directory was read in part.
pub fn cut_short(reason: &str) -> String {
    message(&format!(
        "not all of the directory is listed: {}",
        visible(reason)
    ))
}

/// Says that a limit ended a walk.
pub fn limit_met(limit: WalkLimit) -> String {
    message(&format!("not all is listed: the limit of {limit} was met"))
}

/// Says which base URL is assumed for a saved page, and why.
pub fn assumed_base(url: &str, has_stated_path: bool) -> String {
    let from = if has_stated_path {
        "the path that the page's title states"
    } else {
        "the page states no path"
    };
    message(&format!(
        "no --base-url, so addresses are below {url} ({from})"
    ))
}

/// Counts the links that any page may hold beside its entries; empty if there are none.
pub fn links_beside(refused: &Refused) -> String {
    let expected = refused.counts().filter(|(reason, _)| reason.is_expected());
    let parts: Vec<String> = expected
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!(
        "Links of the page itself, not entries: {}\n",
        parts.join("; ")
    )
}

/// Counts rows that ought to have been entries, by reason and with examples; empty if there are none.
pub fn refused_rows(refused: &[(String, u64, Vec<String>)]) -> String {
    let total: u64 = refused.iter().map(|(_, count, _)| count).sum();
    if total == 0 {
        return String::new();
    }
    let mut text = format!("Rows refused: {total}\n");
    for (reason, count, examples) in refused {
        let shown: Vec<String> = examples
            .iter()
            .map(|href| visible(href).into_owned())
            .collect();
        let more = if *count > examples.len() as u64 {
            " …"
        } else {
            ""
        };
        let shown = shown.join(" ");
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "  {count} × {}: {shown}{more}", visible(reason));
    }
    text
}

/// Says how a query was read, where that is not as it was typed.
pub fn query_note(note: &Note) -> String {
    let text = match note {
        Note::Ignored(words) => format!("left out, as nothing has them: {}", words.join(" ")),
        Note::Corrected { typed, used } => format!("nothing has {typed}; {used} was taken"),
        Note::Near { typed, near } => {
            format!("nothing has {typed}; near: {}", near.join(", "))
        }
        Note::Missing(word) => match not_a_file(word) {
            Some(kind) => format!("nothing has {word}, {kind}: {FOUND_BY}"),
            None => format!("nothing has {word}"),
        },
        Note::Without {
            term,
            files: number,
        } => {
            let found = files(*number as usize);
            format!("nothing was found; without {term} there would be {found}")
        }
        Note::IndexesOfCopies(number) => format!(
            "{number} of the index files stand on another host, beside a copy with the same name and MD5; that they are there is inferred from the checksums of a copy of the site"
        ),
        Note::Copies(number) => format!(
            "copies at mirrors left out, as the original is found: {number}; host: with a mirror's name finds its own"
        ),
        Note::Renamed {
            former,
            path,
            reason,
        } => format!("{former} is {path} today. {reason}"),
        Note::NoIndexes => "the list names no indexes of these files".to_owned(),
        Note::Unknown {
            field: QueryField::Md5,
            value,
            ..
        } => format!("no file of the list has the MD5 {value}"),
        Note::Unknown { field, value, near } => {
            let field = field.name();
            let near = near.as_ref().map(|near| format!("; {near} is near"));
            format!("nothing has {field}:{value}{}", near.unwrap_or_default())
        }
    };
    message(&visible(&text))
}

/// Says that a list has a part of the site only, where it finds nothing, and how to make the whole; two lines, or none if the
/// list has nearly all.
pub fn not_the_whole(facts: &SnapshotFacts, registry: &MirrorRegistry) -> Vec<String> {
    let Some(words) = part_words(facts) else {
        return Vec::new();
    };
    let line = whole_list_command(registry);
    vec![message(&format!("{words} The whole list:")), message(&line)]
}

/// Says what was compared with the catalogue, and how much differs.
pub fn compared(differences: &Differences, mirror: &str) -> String {
    let compared = differences.compared.iter().map(directory_path);
    let compared = compared.collect::<Vec<_>>().join(" and ");
    let compared = Some(compared).filter(|words| !words.is_empty());
    let gone = differences.gone_directories.len() + differences.gone_files.len();
    let unread = match differences.unread.len() {
        0 => String::new(),
        number => format!(
            "; not read in full: {}",
            plural(number, "directory", "directories")
        ),
    };
    message(&format!(
        "compared {} of {mirror}: {} new, {gone} gone{unread}",
        compared.as_deref().unwrap_or("main files"),
        differences.new.len()
    ))
}

/// Says that an answer is no directory index, as the reason of something else.
pub fn not_an_index(error: &NotAnIndex) -> String {
    format!("it is not a directory index: {error}")
}

/// Says that nothing of a mirror could be compared with the catalogue.
pub fn not_compared(mirror: &str) -> String {
    message(&format!("nothing of {mirror} could be compared"))
}

/// Shows where a query is wrong, and what would be right.
pub fn query_error(query: &str, error: &QueryError) -> String {
    let marks = marks(query, &error.span);
    let query = visible(query);
    format!("  {query}\n  {marks}\n  {}\n", visible(&error.remedy()))
}

/// Returns marks that stand below a part of a query, given in bytes.
fn marks(query: &str, span: &Range<usize>) -> String {
    let width = |text: &str| visible(text).chars().count();
    let before = query.get(..span.start).map_or(0, width);
    let length = query.get(span.clone()).map_or(0, width);
    format!("{}{}", " ".repeat(before), "^".repeat(length.max(1)))
}

fn directory_name(directory: &RemotePath) -> String {
    if directory.is_root() {
        return "the start".to_owned();
    }
    format!("{}/", visible_name(directory.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_what_is_rounded_and_what_failed() {
        let walk = WalkProgress {
            directories_read: 3,
            directories_known: 7,
            files: 1,
            bytes: 130_050_000_000,
            exact: false,
            failed: 1,
        };
        assert_eq!(
            walk_progress(&walk),
            "3 of 7 directories read, 1 file, about 130.1 GB; 1 failed"
        );
    }

    #[test]
    fn marks_stand_below_what_is_wrong() {
        for (query, span, expected) in [
            ("a pop: b", 2..6, "  ^^^^"),
            ("é size:x", 3..9, "  ^^^^^^"),
            ("a\tb", 2..3, "   ^"),
            ("a", 1..1, " ^"),
        ] {
            assert_eq!(marks(query, &span), expected, "{query}");
        }
    }
}
