//! Where a list of files says that its files are from, which decides for which mirrors its sizes and checksums hold.

use serde::{Deserialize, Serialize};

use super::PlannedFile;
use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::Size;
use crate::mirror::{HostName, Mirror, MirrorId, MirrorRegistry};
use crate::search::ListedFile;
use crate::snapshot::SnapshotFacts;

/// The source of a list's files, which decides for which mirrors its sizes and checksums hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Converts a file of the list for a plan. One that only another mirror of the main site has is of that site, too.
    pub fn planned(&self, file: ListedFile, registry: &MirrorRegistry) -> PlannedFile {
        let is_main = self.main.as_ref() == Some(&file.at.host);
        let path = registry.path_on_site(&file.at);
        let unknown = RemoteFile::unknown(path.unwrap_or(file.at.path));
        let provenance = match &self.mirror {
            Some(mirror) if is_main => Provenance::CurrentTree {
                mirror: mirror.clone(),
                read_at: 0,
            },
            // What the list says of a file at another mirror is of that one.
            _ => match registry.mirror_of(&file.at.host) {
                Some(mirror) if !is_main => Provenance::CurrentTree {
                    mirror: mirror.id.clone(),
                    read_at: 0,
                },
                _ => unknown.provenance.clone(),
            },
        };
        PlannedFile {
            host: file.at.host,
            file: RemoteFile {
                size: file.size.map(Size::Exact),
                weight: file.weight,
                md5: file.md5,
                other_md5s: file.other_md5s,
                provenance,
                ..unknown
            },
        }
    }
}
