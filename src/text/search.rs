//! What is said of the file search: its list, its notes, its faults.

use crate::catalogue::FullList;
use crate::command::quote;
use crate::mirror::{MirrorRegistry, RemotePath};
use crate::port::{OpenProgress, OpenStep, SearchError};
use crate::search::{Note, QueryField};
use crate::snapshot::{OpenError, SnapshotFacts};

use super::{ErrorMessage, bytes, count, files, plural, visible};

/// Returns the title of the values of a field.
pub fn facet_title(field: QueryField) -> &'static str {
    match field {
        QueryField::Release => "Release",
        QueryField::Collection => "Release or collection",
        QueryField::Assembly => "Assembly",
        QueryField::Population => "Population",
        QueryField::Superpopulation => "Superpopulation",
        QueryField::Data => "Data type",
        QueryField::Kind | QueryField::Type => "File kind",
        QueryField::Chromosome => "Chromosome",
        QueryField::Group => "Analysis group",
        QueryField::Sex => "Sex",
        QueryField::Related => "Relatives",
        QueryField::Trio => "Trios",
        QueryField::Host => "Host",
        other => other.name(),
    }
}

/// Writes a short name of the data as a word for people: `low_coverage` as `Low coverage`.
pub fn as_word(name: &str) -> String {
    let mut word = name.replace('_', " ");
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// Says which list is searched.
pub fn list_words(facts: &SnapshotFacts, full: bool) -> String {
    let many = files(facts.files as usize);
    if !full {
        return format!(
            "List that ships with this page: {many}, as of {}",
            facts.date
        );
    }
    let from = facts
        .source
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    let from = from.unwrap_or(&facts.source);
    let kept = if facts.kept {
        ", kept in this browser"
    } else {
        ""
    };
    let lacks = if facts.samples == 0 {
        ". The mirror’s tables of samples could not be read with it: samples and files on other hosts are missing"
    } else {
        ""
    };
    format!(
        "Full list from {from}: {many}, as of {}{kept}{lacks}",
        facts.date
    )
}

/// Says what share of the main site's files a list has.
pub fn share_words(facts: &SnapshotFacts) -> String {
    let all = FullList::built_in().tree.files;
    let main = facts.hosts.first().map_or(0, |host| u64::from(host.files));
    let others = u64::from(facts.files).saturating_sub(main);
    format!(
        "The site has about {} files. This list has {} of them ({} %), and {} on other hosts. A file that it lacks may be on the site all the same.",
        count(all),
        count(main),
        main * 100 / all.max(1),
        count(others)
    )
}

/// Says how much of the site a list has, where it finds nothing; nothing if it has nearly all.
pub fn part_words(facts: &SnapshotFacts) -> Option<String> {
    let all = FullList::built_in().tree.files;
    let here = facts.hosts.first().map_or(0, |host| u64::from(host.files));
    // The number of all is rounded, and the site changes.
    (here < all / 10 * 9).then(|| {
        format!(
            "This list has {} of the site’s about {} files; what you look for may be among the others.",
            count(here),
            count(all)
        )
    })
}

/// What is said where reads are looked for in a list of a part.
pub const READS_NOTE: &str = "This list has the FASTQ files of a few collections. The FASTQ files of phase 3 and of most collections are in the full list only.";

/// Returns the command that makes a list of the whole site, from the tables of the default mirror.
pub fn whole_list_command(registry: &MirrorRegistry) -> String {
    let full = FullList::built_in();
    let mirror = registry.get_or_default(None);
    let mut line = format!(
        "igsr-fetch snapshot --tree {}",
        quote::posix(&mirror.file_url(&full.tree.path))
    );
    for (option, paths) in [("--panel", &full.samples), ("--index", &full.indexes)] {
        for path in paths {
            for part in [" ", option, " ", &quote::posix(&mirror.file_url(path))] {
                line += part;
            }
        }
    }
    line + " --out whole"
}

/// Says what is known of the origin of a list that names no tables.
pub fn no_origin(facts: &SnapshotFacts) -> String {
    format!(
        "It names no tables. Its origin: {}.",
        visible(&facts.source)
    )
}

/// What is said of a file that no table has, but the catalogue.
pub const OF_CATALOGUE: &str = "No table of the list names this file; it is one of the main files that the catalogue describes.";

/// Says that what is known of the tables of files is not of the open list.
pub const OTHER_ORIGINS: &str =
    "what the site has is of another list than the one that is open. Load the page again";

/// Writes the months between which tables were made.
pub fn months(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
        (Some(month), _) | (None, Some(month)) => month.to_owned(),
        (None, None) => "not stated".to_owned(),
    }
}

/// Says how far the opening of a list is.
pub fn opening_words(progress: Option<&OpenProgress>) -> String {
    let Some(progress) = progress else {
        return "Opening the list of files…".to_owned();
    };
    let many = files(progress.files as usize);
    match progress.step {
        OpenStep::Fetching => {
            let of = progress.of.map(|of| format!(" of {}", bytes(of)));
            let of = of.unwrap_or_default();
            format!(
                "Reading the list: {}{of}, {many} so far",
                bytes(progress.bytes)
            )
        }
        OpenStep::Ordering => format!("Putting {many} in order"),
        OpenStep::Keeping => format!("Keeping the list of {many} in this browser"),
    }
}

/// Offers the mirror's own list.
pub fn full_list_words(size: u64, mirror: &str) -> String {
    format!(
        "Load the full list from {mirror} (about {} MB)",
        size / 1_000_000
    )
}

/// Says how many were found.
pub fn found_words(number: u32) -> String {
    format!("{} found", files(number as usize))
}

/// Names the button that selects all that was found and goes to the commands.
pub fn get_all(number: u32) -> String {
    format!(
        "Get all: select {} and go to the commands",
        files(number as usize)
    )
}

/// Says what a search has to say, as far as words go.
pub fn search_note(note: &Note) -> String {
    match note {
        Note::Ignored(words) => {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            format!(
                "Left out, as nothing has it with the rest: {}.",
                words.join(", ")
            )
        }
        Note::Corrected { typed, used } => {
            format!("Nothing has {}; shown for {}.", quoted(typed), quoted(used))
        }
        Note::Near { typed, near } => {
            let near: Vec<String> = near.iter().map(|near| quoted(near)).collect();
            format!("Nothing has {}. Near: {}.", quoted(typed), near.join(", "))
        }
        Note::Missing(word) => match not_a_file(word) {
            Some(kind) => format!("No file has {}, {kind}: {FOUND_BY}.", quoted(word)),
            None => format!("No file has {} in its path.", quoted(word)),
        },
        Note::Without {
            term,
            files: number,
        } => {
            let found = found_words(*number);
            format!("Without {}: {found}.", quoted(term))
        }
        Note::Unknown {
            field: QueryField::Md5,
            value,
            ..
        } => format!("No file of this list has the MD5 {value}."),
        Note::Unknown { field, value, near } => {
            let unknown = format!("No file has {}:{value}.", field.name());
            match near {
                Some(near) => format!("{unknown} Did you mean {}?", quoted(near)),
                None => unknown,
            }
        }
        Note::IndexesOfCopies(number) => format!(
            "{} {} on another host, beside a copy of the data file with the same name and MD5. That they are there is inferred from the checksums of a copy of the site.",
            plural(*number as usize, "index", "indexes"),
            if *number == 1 { "stands" } else { "stand" },
        ),
        Note::Copies(number) => format!(
            "{} left out, as the original is here. host: with a mirror’s name shows its own.",
            plural(
                *number as usize,
                "copy at a mirror is",
                "copies at mirrors are"
            ),
        ),
        Note::Renamed {
            former,
            path,
            reason,
        } => renamed_words(former, path, reason),
        Note::NoIndexes => {
            "The list names no indexes of these files. They may lie beside them all the same."
                .to_owned()
        }
    }
}

/// Says by which name a file is known today.
pub fn renamed_words(former: &str, path: &RemotePath, reason: &str) -> String {
    let former = former.rsplit('/').next().unwrap_or_default();
    format!(
        "{} is {} today. {reason}",
        visible(former),
        visible(path.name())
    )
}

/// By what files are found.
pub(super) const FOUND_BY: &str =
    "files are found by their paths, their samples, and the runs that they are of";

/// Says what a word looks like that names something, but no file: a variant, a gene, an accession.
pub(super) fn not_a_file(word: &str) -> Option<&'static str> {
    let digits =
        word.trim_start_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    let begin = word[..word.len() - digits.len()].to_ascii_uppercase();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, version) = digits.split_once('.').unwrap_or((digits, "0"));
    if number.len() < 3 || !is_number(number) || !is_number(version) {
        return None;
    }
    Some(match begin.as_str() {
        "RS" => "which looks like a variant",
        "ENSG" | "ENST" | "ENSP" | "NM_" | "NP_" => "which looks like a gene",
        "GCA_" | "GCF_" | "NC_" | "NT_" | "CM" => "which looks like a sequence of an assembly",
        "ERX" | "SRX" | "DRX" => "which looks like an experiment of an archive of reads",
        "ERP" | "SRP" | "DRP" | "PRJEB" | "PRJNA" | "PRJDB" => {
            "which looks like a study of an archive"
        }
        "ERS" | "SRS" | "DRS" | "SAMEA" | "SAMN" | "SAMD" => {
            "which looks like a sample of an archive"
        }
        _ => return None,
    })
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

const SHIPPED: &str =
    "The list that ships with this page is used. You can load the full list again.";

/// Words for a search that has no answer.
pub fn search_fault(fault: &SearchError) -> ErrorMessage {
    let (what, next) = match fault {
        SearchError::NotOpen => (
            "The list of files is not open.",
            "Load the page again. Until then the main files of the catalogue are shown.",
        ),
        SearchError::Open(error) => open_words(error),
        SearchError::Query => (
            "The search could not be read.",
            "See the help below the search box for what can be typed.",
        ),
        SearchError::WorkerFailed { .. } => (
            "The part of the page that searches files has stopped.",
            "Load the page again. If that does not help, the browser may be short of memory: close other tabs.",
        ),
    };
    ErrorMessage {
        what: what.to_owned(),
        next: next.to_owned(),
        detail: fault.to_string(),
    }
}

fn open_words(error: &OpenError) -> (&'static str, &'static str) {
    match error {
        OpenError::Unreadable { .. } => (
            "The list of files could not be fetched.",
            "The network, the site or the mirror may be down. Try again, or choose another mirror above.",
        ),
        OpenError::Manifest { .. } => (
            "What was sent is no list of files.",
            "If it came with this page, tell the site’s operator.",
        ),
        OpenError::Version { .. } => (
            "The list of files is of another version of this page.",
            "Load the page again. If that does not help, tell the site’s operator.",
        ),
        OpenError::Length { .. } | OpenError::Digest { .. } => (
            "The list of files is cut short, or of two different days.",
            "Load the page again in a minute: the site may be just being renewed.",
        ),
        OpenError::Damaged { .. } => ("The list of files is damaged.", SHIPPED),
        OpenError::Cancelled => ("The loading was ended.", SHIPPED),
        OpenError::NothingKept => ("This browser has kept no list.", SHIPPED),
    }
}
