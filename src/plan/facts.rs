//! Facts about a file on one mirror, chosen from all known facts about it.

use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::{Modified, Size};
use crate::mirror::{Mirror, MirrorId, MirrorRegistry};
use crate::table::Md5;

/// Facts about a file on one mirror.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Size; exact if any source is exact.
    pub size: Option<Size>,
    /// Checksum.
    pub md5: Option<Md5>,
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
        self.md5 = self.md5.or(file.md5);
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
