//! The commands of one tool, as a page shows them.

use crate::mirror::RemotePath;

use super::Tool;

/// The commands and files with which one tool carries out plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandText {
    /// The tool.
    pub tool: Tool,
    /// Texts to paste and files to save. The first block alone suffices; without files there is none.
    pub blocks: Vec<Block>,
    /// A link that needs no command: label and URL.
    pub link: Option<(String, String)>,
    /// Notes about this tool and this plan.
    pub notes: Vec<Note>,
}

/// A text to copy or to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Title.
    pub title: String,
    /// Use.
    pub kind: BlockKind,
    /// The text. A command does not end in a line feed, so that pasting does not start it; a file does.
    pub text: String,
}

/// How a block is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// It is pasted into a shell.
    Command,
    /// It is saved under this name, in the folder in which the command is run.
    File {
        /// The name, which the command mentions.
        name: String,
    },
}

/// A note about a tool and a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// The plan has no file that the tool can transfer.
    NothingToMove,
    /// No mirror offers this tool.
    NotOffered,
    /// `ascp` needs a key file, and none is named; the command stops unless `ASPERA_KEY` names one.
    KeyNeeded,
    /// Source of the account or collection, and its confidence.
    Source(String),
    /// The tool cannot take the names of these files; they are left out.
    LeftOut(Vec<RemotePath>),
    /// A host does not offer this tool, so its files are left out; wget gets them.
    NotThere {
        /// The name of the archive or host.
        host: String,
        /// Number of files.
        files: usize,
    },
    /// Number of files without a known checksum; the command does not verify them.
    NotVerified(usize),
    /// A file that fails its check stays. It must be removed before the command is run again: the tool treats a file
    /// of full size as complete.
    RemoveWhatFailed,
    /// A Globus account is needed, and `globus login` before the first command.
    GlobusLogin,
    /// The command sends to the computer that runs it, which needs Globus Connect Personal.
    GlobusConnectPersonal,
}

impl CommandText {
    /// Creates a text of notes alone.
    pub(super) fn empty(tool: Tool, notes: Vec<Note>) -> Self {
        Self {
            tool,
            blocks: Vec::new(),
            link: None,
            notes,
        }
    }
}

impl Block {
    pub(super) fn command(title: &str, text: String) -> Self {
        Self {
            title: title.to_owned(),
            kind: BlockKind::Command,
            text,
        }
    }

    /// Creates a file; each line of the text ends in a line feed.
    pub(super) fn file(title: &str, name: &str, text: String) -> Self {
        Self {
            title: title.to_owned(),
            kind: BlockKind::File {
                name: name.to_owned(),
            },
            text,
        }
    }
}
