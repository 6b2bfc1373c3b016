//! The files of a plan as downloads of the page.

use serde::{Deserialize, Serialize};

use crate::listing::{ApproxSize, Size};
use crate::mirror::{MirrorId, MirrorRegistry, RemotePath};
use crate::plan::{Manifest, ManifestFile};
use crate::transfer::{Source, TransferFile};

/// The most files that are sent at once.
const AT_A_TIME: usize = 2_000;

/// A file of a plan, to be downloaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedTransfer {
    /// Its path in a folder: relative, `/`-separated, safe on the person's system, and no other file's.
    pub local_path: String,
    /// The file.
    pub file: TransferFile,
}

/// Returns files of a manifest from a place on, or the one that is named.
pub(super) fn transfers(
    manifest: &Manifest,
    registry: &MirrorRegistry,
    only: Option<&(MirrorId, RemotePath)>,
    from: usize,
) -> Vec<PlannedTransfer> {
    let is_wanted = |file: &&ManifestFile| {
        let first = file.sources.first().map(|source| &source.mirror);
        only.is_none_or(|(mirror, path)| first == Some(mirror) && file.path == *path)
    };
    let files = manifest.files.iter().filter(is_wanted).skip(from);
    files
        .take(AT_A_TIME)
        .map(|file| transfer(file, registry))
        .collect()
}

fn transfer(file: &ManifestFile, registry: &MirrorRegistry) -> PlannedTransfer {
    let about = |[least, most]: [u64; 2]| {
        Size::About(ApproxSize {
            shown: least.midpoint(most),
            least,
            most,
        })
    };
    let sources = file.sources.iter().map(|source| {
        // The address that pages read, which differs from that of tools on some mirrors.
        match registry.entry(&source.mirror) {
            Some(mirror) => Source {
                mirror: mirror.id.clone(),
                name: mirror.name.clone(),
                url: mirror.page_url(&source.url),
                connections: mirror.connections,
            },
            None => Source {
                mirror: source.mirror.clone(),
                name: source.mirror.0.clone(),
                url: source.url.clone(),
                connections: 2,
            },
        }
    });
    PlannedTransfer {
        local_path: file.local_path.clone(),
        file: TransferFile {
            path: file.path.clone(),
            sources: sources.collect(),
            size: file.size.map(Size::Exact).or(file.size_between.map(about)),
            md5: file.md5,
            other_md5s: file.other_md5s.clone(),
        },
    }
}
