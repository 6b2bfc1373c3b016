//! Where a list says its files are from.

use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::Size;
use crate::mirror::{HostName, Mirror, MirrorId, MirrorRegistry};
use crate::plan::PlannedFile;
use crate::search::ListedFile;
use crate::snapshot::SnapshotFacts;

/// The list of all files that is open. A key of what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenList {
    /// The digest of its snapshot.
    pub digest: String,
    /// Where it says its files are from.
    pub origin: Origin,
}

/// The source of a list's files, which decides for which mirrors its sizes and checksums hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The host of the main site's files.
    main: Option<HostName>,
    /// The mirror whose own list it is.
    mirror: Option<MirrorId>,
}

impl Origin {
    /// Finds the mirror of a list by the address that the list was read from.
    pub fn new(facts: &SnapshotFacts, registry: &MirrorRegistry) -> Self {
        let is_of = |mirror: &&Mirror| {
            let bases = [&mirror.base_url, mirror.page_base()];
            bases
                .iter()
                .any(|base| facts.source.starts_with(base.as_str()))
        };
        let mirror = registry.offered(true).find(is_of);
        Self {
            main: facts.hosts.first().map(|main| main.host.clone()),
            mirror: mirror.map(|mirror| mirror.id.clone()),
        }
    }

    /// Converts a file of the list for a plan.
    pub fn planned(&self, file: ListedFile) -> PlannedFile {
        let is_main = self.main.as_ref() == Some(&file.at.host);
        let unknown = RemoteFile::unknown(file.at.path);
        let provenance = match &self.mirror {
            Some(mirror) if is_main => Provenance::CurrentTree {
                mirror: mirror.clone(),
                read_at: 0,
            },
            _ => unknown.provenance.clone(),
        };
        PlannedFile {
            host: file.at.host,
            file: RemoteFile {
                size: file.size.map(Size::Exact),
                md5: file.md5,
                provenance,
                ..unknown
            },
        }
    }
}
