//! A file of a plan, the reasons why a file cannot be one, and its facts on one mirror, chosen from all known facts about it.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::{Modified, Size};
use crate::mirror::{HostName, Mirror, MirrorId, MirrorRegistry, RemotePath};
use crate::table::Md5;

/// Longest file name in bytes on common file systems.
pub const NAME_MAX: usize = 255;

/// A file to be transferred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanItem {
    /// Path on the main site.
    pub path: RemotePath,
    /// Address on the chosen mirror.
    pub url: String,
    /// Path in the destination folder: relative, `/`-separated, the chosen mirror's layout.
    pub local_path: String,
    /// Size in bytes, exact or rounded, if known.
    pub size: Option<Size>,
    /// What it weighs in bytes by estimate; counts only where the size is unknown.
    pub weight: Option<u64>,
    /// Checksum, if known.
    pub md5: Option<Md5>,
    /// Other checksums that sources give for it.
    pub other_md5s: Vec<Md5>,
}

/// Why a file cannot be part of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The path is the site root, not a file.
    NotAFile,
    /// The path holds a control character or a Unicode line separator: no list and no command can name it safely.
    UnwritableCharacter,
    /// A name in the path has more bytes than a file system takes.
    NameTooLong,
    /// Another file of the plan would get the same local path.
    SameLocalPath(RemotePath),
    /// Another file of the plan has the path that this one needs for a folder.
    BelowAFile(RemotePath),
    /// The path is inside the folder that another host's files get.
    FolderOfHost(HostName),
    /// The host name is not allowed in an address or a command.
    HostName,
}

impl PlanItem {
    /// Returns whether `ascp` can be trusted with the names in this path.
    pub fn is_for_aspera(&self) -> bool {
        let is_odd = |text: &str| text.bytes().any(is_odd_for_aspera);
        let (there, here) = (self.path.as_str(), self.local_path.as_str());
        !is_odd(there) && (here == there || !is_odd(here))
    }
}

/// Returns whether IBM advises against a character in names; among them the brackets that `ascp` may read as a pattern.
///
/// `ascp` 3.9 drops backslashes: asked for `a\b` it names `ab` to the server (seen with a recording server).
fn is_odd_for_aspera(byte: u8) -> bool {
    matches!(
        byte,
        b'\\' | b'"' | b':' | b'\'' | b'?' | b'>' | b'<' | b'&' | b'*' | b'|' | b'[' | b']'
    )
}

/// Returns the reason why a path cannot be written into commands and lists, or saved under its name.
pub(super) fn refusal(path: &RemotePath) -> Option<Refusal> {
    // Nearly all paths are plain, and there can be 100,000 of them.
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    if path.is_root() {
        Some(Refusal::NotAFile)
    } else if path.as_str().len() <= NAME_MAX && path.as_str().bytes().all(plain) {
        None
    } else if !path.is_writable() || has_unwritable(path.as_str()) {
        Some(Refusal::UnwritableCharacter)
    } else if path.parts().any(|part| part.len() > NAME_MAX) {
        Some(Refusal::NameTooLong)
    } else {
        None
    }
}

/// Returns whether a text holds a character that ends a line for some tool, or that a terminal interprets.
///
/// `globus` splits its batch at U+2028 and U+2029 too (`str.splitlines` of Python).
pub(super) fn has_unwritable(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Facts about a file on one mirror.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Size; exact if any source is exact.
    pub size: Option<Size>,
    /// What it weighs in bytes by estimate.
    pub weight: Option<u64>,
    /// Checksum.
    pub md5: Option<Md5>,
    /// Other checksums that sources give for it.
    pub other_md5s: Vec<Md5>,
    /// Date of last change.
    pub modified: Option<Modified>,
}

/// Merges the facts of all sources about one file, as far as they hold on the mirror.
///
/// Facts read from the mirror itself come first, in the order given. A later source whose size contradicts an earlier
/// one describes another version and is left out.
pub fn facts_on(mirror: &Mirror, registry: &MirrorRegistry, sources: &[&RemoteFile]) -> Facts {
    let is_here = |file: &RemoteFile| read_from(&file.provenance) == Some(&mirror.id);
    let mut facts = Facts::default();
    for here in [true, false] {
        for file in sources.iter().filter(|file| is_here(file) == here) {
            if holds(&file.provenance, mirror, registry) && same_version(facts.size, file.size) {
                facts.add(file);
            }
        }
    }
    facts
}

impl Facts {
    fn add(&mut self, file: &RemoteFile) {
        if self.size.is_none_or(|size| !size.is_exact()) {
            let exact = file.size.filter(|size| size.is_exact());
            self.size = exact.or(self.size).or(file.size);
        }
        self.weight = self.weight.or(file.weight);
        self.md5 = self.md5.or(file.md5);
        for md5 in &file.other_md5s {
            if !self.other_md5s.contains(md5) {
                self.other_md5s.push(*md5);
            }
        }
        self.modified = self.modified.or(file.modified);
    }
}

/// Returns whether the mirror's own index shows a file as empty that another valid source gives a size above zero.
pub(super) fn is_empty_here(
    mirror: &Mirror,
    registry: &MirrorRegistry,
    sources: &[&RemoteFile],
) -> bool {
    let (mut empty, mut known) = (false, false);
    for file in sources {
        if read_from(&file.provenance) == Some(&mirror.id) {
            empty |= file.size == Some(Size::Exact(0));
        } else if holds(&file.provenance, mirror, registry) {
            known |= file.size.is_some_and(|size| !size.allows(0));
        }
    }
    empty && known
}

/// Returns whether two sizes can belong to the same file; an unknown size always can.
fn same_version(one: Option<Size>, other: Option<Size>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.allows(other.bytes()) || other.allows(one.bytes()),
        _ => true,
    }
}

/// Returns the mirror that a fact was read from.
pub(super) fn read_from(provenance: &Provenance) -> Option<&MirrorId> {
    match provenance {
        Provenance::Catalogue(_) => None,
        Provenance::DirectoryIndex { mirror, .. } | Provenance::CurrentTree { mirror, .. } => {
            Some(mirror)
        }
    }
}

/// Returns whether a source's facts about a file hold for the file on the mirror.
fn holds(provenance: &Provenance, mirror: &Mirror, registry: &MirrorRegistry) -> bool {
    let Some(read) = read_from(provenance) else {
        return mirror.holds_catalogue_files;
    };
    let same_files = |other: &Mirror| other.holds_catalogue_files && mirror.holds_catalogue_files;
    *read == mirror.id || registry.get(read).is_some_and(same_files)
}
