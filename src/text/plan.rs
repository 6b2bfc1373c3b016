//! What is said of plans: how each tool gets the files, and what is wrong or should be known before.

use super::{bytes, count, files, plural};
use crate::command::Note;
use crate::plan::{BROWSER_LIMIT, NAME_MAX, OptionError, Refusal, Warning};
use crate::port::SaveWays;
use crate::table::Md5;

/// Says that sources give other checksums for a file than the one that is compared, behind that it is known.
pub fn other_md5s(taken: Option<Md5>, others: &[Md5]) -> String {
    let others: Vec<String> = others.iter().map(Md5::to_string).collect();
    let others = others.join(", ");
    match taken {
        Some(taken) => {
            format!(" · sources differ: {taken} is compared, another table has {others}")
        }
        None => format!(" · one table has the MD5 {others}, another contradicts it"),
    }
}

/// Says which tables give which checksum of a file, on which sources differ: of the one that is compared, then of each other.
pub fn md5_tables(taken: Md5, others: &[Md5], tables: &[Vec<String>]) -> String {
    let mut each = tables.iter().map(|tables| tables.join(", "));
    let its = each.next().unwrap_or_default();
    let others = others.iter().zip(each);
    let others: Vec<String> = others
        .map(|(md5, tables)| format!("{md5}: {tables}"))
        .collect();
    format!(
        " · sources differ: {taken} is compared, from {its}. Not {}",
        others.join("; ")
    )
}

/// What the destination field takes.
pub const DESTINATION_NOTE: &str =
    "Is made if it is not there. The folders of the mirror are kept inside it.";
/// What the key field takes.
pub const KEY_NOTE: &str = "ascp 3.9 and older cannot log in to ENA’s server with any key, as it no longer accepts SHA-1, and perhaps not to the site’s own. Take ascp 4, or Connect 4.2.13 or newer. If that asks for a password, try another key.";
/// What the field of the Globus collection takes.
pub const GLOBUS_NOTE: &str = "Its identifier. Empty: this computer, by Globus Connect Personal.";

/// Words for what a person should know about a tool and a plan.
pub fn note_words(note: &Note) -> String {
    match note {
        Note::NothingToMove => "None of these files can be got this way.".to_owned(),
        Note::NotOffered => "No mirror offers this way for these files.".to_owned(),
        Note::KeyNeeded => {
            "ascp needs a key file: name it below, or set ASPERA_KEY before you run the command.".to_owned()
        }
        Note::Source(source) => source.clone(),
        Note::LeftOut(paths) => format!("{} left out: this tool cannot take the names.", files(paths.len())),
        Note::NotThere { host, files: number } => format!(
            "{} of {host} left out: this way is not offered there. Take wget for {}.",
            files(*number),
            if *number == 1 { "it" } else { "them" }
        ),
        Note::NotVerified(number) => format!(
            "{} without a known checksum: the command cannot verify {}.",
            files(*number),
            if *number == 1 { "it" } else { "them" }
        ),
        Note::RemoveWhatFailed => {
            "A file that fails its check stays where it is. Remove it before you run the command again: the tool takes a file of full size for finished.".to_owned()
        }
        Note::GlobusLogin => "Install globus-cli, and run globus login once before the command.".to_owned(),
        Note::GlobusConnectPersonal => {
            "Without a collection named below, the files go to this computer, which needs Globus Connect Personal.".to_owned()
        }
    }
}

/// Says what became of copying a text, of which not all may be shown.
pub fn copied_words(is_copied: bool, is_cut: bool) -> &'static str {
    match (is_copied, is_cut) {
        (true, _) => "Copied",
        (false, false) => {
            "Not copied: the browser does not allow it. The text is selected, copy it with Ctrl+C."
        }
        (false, true) => "Not copied: the browser does not allow it. Save the text.",
    }
}

/// Says what became of copying a short text that is seen in whole.
pub fn copied(is_copied: bool) -> &'static str {
    if is_copied {
        "Copied"
    } else {
        "Not copied: the browser does not allow it. Mark the text and copy it with Ctrl+C."
    }
}

/// Says how many lines of a text are not shown.
pub fn lines_left(left: usize) -> String {
    format!(
        "And {} more lines. Copy and Save take all.",
        count(left as u64)
    )
}

/// The words that people get wrong.
pub const TERMS: [(&str, &str); 9] = [
    (
        "Mirror",
        "A server that offers the same files as the EBI site. Not all have the same versions.",
    ),
    (
        "Directory index",
        "The page that a server makes for a directory. Sizes in it are usually rounded.",
    ),
    (
        "Release",
        "A dated call set with its files: pilot, phase 1, phase 3.",
    ),
    (
        "Data collection",
        "A project’s data on the site, such as 1000 Genomes 30x on GRCh38.",
    ),
    (
        "Population",
        "A group of samples with a three-letter code, such as GBR or YRI.",
    ),
    (
        "Superpopulation",
        "One of AFR, AMR, EAS, EUR, SAS: the populations of a part of the world.",
    ),
    ("Sample", "One donor’s DNA, named NA… or HG…."),
    (
        "Panel",
        "The table of a release that gives each sample its population, superpopulation and sex.",
    ),
    (
        "Index file beside a file",
        "A .tbi, .csi, .crai or .bai file: lets tools read a region without the whole file.",
    ),
];

/// Words for a warning of a plan.
pub fn warning_words(warning: &Warning) -> String {
    match warning {
        Warning::LackingOnMirror {
            paths,
            mirror,
            reason,
            instead,
        } => match (&paths[..], instead) {
            ([path], Some(other)) => format!(
                "{mirror} is not known to have {}: {reason} It has {other}.",
                path.name()
            ),
            ([path], None) => {
                format!("{mirror} is not known to have {}: {reason}", path.name())
            }
            _ => format!(
                "{mirror} is not known to have {}: {reason}",
                files(paths.len())
            ),
        },
        Warning::NotSeenOn { paths, mirror } => format!(
            "{} seen only on another mirror: {mirror} may not have {}.",
            if paths.len() == 1 {
                "1 file was".to_owned()
            } else {
                format!("{} were", files(paths.len()))
            },
            if paths.len() == 1 { "it" } else { "them" }
        ),
        Warning::EmptyOnMirror { paths, mirror } => format!(
            "{} empty on {mirror}, with 0 bytes, and not elsewhere: {} from another mirror.",
            match &paths[..] {
                [path] => format!("{} is", path.name()),
                _ => format!("{} are", files(paths.len())),
            },
            if paths.len() == 1 {
                "get it"
            } else {
                "get them"
            }
        ),
        Warning::FrozenMirror { note }
        | Warning::OwnFiles { note }
        | Warning::RateLimited { note } => note.clone(),
        Warning::NoChecksum { count } => format!(
            "No checksum is known for {}. Without one a transfer can be counted, not verified.",
            files(*count)
        ),
        Warning::RoundedSizes => {
            "Some sizes are rounded by the mirror, so the total is about right.".to_owned()
        }
        Warning::TooLargeForBrowser { count } => format!(
            "{} over {}: for these, a command is safer than a download in the browser.",
            if *count == 1 {
                "1 file is".to_owned()
            } else {
                format!("{} are", files(*count))
            },
            bytes(BROWSER_LIMIT)
        ),
        Warning::OtherMirrorForAspera { mirror } => {
            format!(
                "The mirror chosen here has no Aspera account: the ascp command uses that of {mirror}."
            )
        }
        Warning::OtherMirrorForGlobus { mirror } => {
            format!(
                "The mirror chosen here has no Globus collection: the Globus lines use that of {mirror}."
            )
        }
        Warning::NamesNotForAspera { paths } => format!(
            "ascp may not take {} because of special characters in the name.",
            files(paths.len())
        ),
        Warning::CaseClash { paths } => format!(
            "{} from another only in capital letters: on macOS and Windows one would overwrite the other.",
            if paths.len() == 1 {
                "1 file differs".to_owned()
            } else {
                format!("{} differ", files(paths.len()))
            }
        ),
    }
}

/// Says of which of several hosts a warning is.
pub fn warning_of(host: Option<&str>, words: &str) -> String {
    match host {
        Some(host) => format!("{host}: {words}"),
        None => words.to_owned(),
    }
}

/// Says how many warnings there are.
pub fn things_to_know(number: usize) -> String {
    plural(
        number,
        "thing to know before you start",
        "things to know before you start",
    )
}

/// Words for a file that cannot be part of a plan.
pub fn refusal_words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotAFile => "it is not a file".to_owned(),
        Refusal::UnwritableCharacter => {
            "its name holds a control character, or bytes that are not text".to_owned()
        }
        Refusal::NameTooLong => format!("its name is longer than {} bytes", count(NAME_MAX as u64)),
        Refusal::SameLocalPath(other) => format!("it would be saved in the place of {other}"),
        Refusal::FolderOfHost(host) => {
            format!("it would be saved among the files of {host}")
        }
        Refusal::HostName => "its host has a name that no address can hold".to_owned(),
        Refusal::BelowAFile(other) => format!("it needs a folder where {other} would be saved"),
    }
}

/// Words for an option that cannot be used as typed.
pub fn problem_words(problem: OptionError) -> &'static str {
    match problem {
        OptionError::DestinationEmpty => "The folder is empty: igsr is used.",
        OptionError::DestinationCharacter => {
            "The folder holds a character that no command can carry: igsr is used."
        }
        OptionError::DestinationParent => "The folder holds “..”: igsr is used.",
        OptionError::KeyCharacter => {
            "The key’s path holds a character that no command can carry: it is left out."
        }
        OptionError::GlobusDestinationNotAnId => {
            "A Globus collection is named by its identifier, 36 letters and digits with hyphens: this one is not used."
        }
    }
}

/// Says what downloading in this browser does, and what it cannot promise.
pub fn browser_words(ways: SaveWays) -> &'static str {
    if ways.picked {
        return "Downloads go to the folder or file that you pick, and each is checked as it comes: a file that is already in the folder stays until the new one is right. A single file that you pick is emptied first: choose a new name. Keep this page open; a pause or a lost connection loses nothing. The plain link hands a file to the browser’s own download, unchecked.";
    }
    if ways.storage {
        return "This browser cannot write to a folder that you pick (Chrome and Edge can). Files are kept in the browser’s own storage until all bytes are there and right, and are then handed to its downloads: for that time a file needs twice its space, and the browser sets how much there is. The plain link hands a file to the browser’s own download, unchecked.";
    }
    "This browser lets no page write files of this size. The plain link hands the file to the browser’s own download, unchecked; a command checks it."
}

/// The button that downloads all files.
pub fn download_all(number: usize, ways: SaveWays) -> String {
    let what = format!("Download all {}", files(number));
    if ways.picked {
        format!("{what} to a folder")
    } else {
        what
    }
}
