//! GNU wget through a directory whose files nobody has listed.

use super::{Block, CommandText, Tool, quote};
use crate::mirror::{IndexKind, Mirror, RemotePath};
use crate::plan::PlanOptions;
use crate::text::script as script_text;

/// Directories below the first one that are read.
const DEPTH: u8 = 3;

/// Gigabytes after which no further file is begun.
const GIGABYTES: u8 = 20;

/// A command that is not made from a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecursiveCommand {
    /// The command, one line.
    pub command: CommandText,
    /// What it does, in a sentence.
    pub note: String,
}

/// Writes the command that gets what lies below a directory, from the mirror's own index pages; nothing for a mirror without.
///
/// Links are followed downwards only (`-np`), a second apart (`-w`), as IGSR asks for few requests. Links with a query, which
/// sort the page, are not followed, and the index pages are not kept. What is there already is continued (`-c`). The quota
/// ends the whole before another file, never within one.
pub fn recursive(
    mirror: &Mirror,
    directory: &RemotePath,
    options: &PlanOptions,
) -> Option<RecursiveCommand> {
    if mirror.index != IndexKind::Pages {
        return None;
    }
    let (levels, depth) = (DEPTH + 1, mirror.base_url.depth());
    let folder = quote::place(&options.folder());
    let url = quote::posix(&mirror.directory_url(directory));
    let text = format!(
        "wget -r -l {levels} -np -nH --cut-dirs={depth} -P {folder} -c -w 1 -Q {GIGABYTES}g -t 5 -T 60 -nv \
        -R 'index.html*' --reject-regex '[?]' {url}"
    );
    let block = Block::command(script_text::FETCH, text);
    Some(RecursiveCommand {
        command: CommandText {
            blocks: vec![block],
            ..CommandText::empty(Tool::Wget, Vec::new())
        },
        note: script_text::recursive_words(DEPTH, GIGABYTES),
    })
}
