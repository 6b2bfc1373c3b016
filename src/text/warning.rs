//! What a person should know before starting a transfer.

use crate::plan::{BROWSER_LIMIT, NAME_MAX, OptionError, Refusal, Warning};

use super::{bytes, count, files};

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
