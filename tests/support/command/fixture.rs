//! A small registry of made-up mirrors, and plans over it.

use crate::hosts;
use igsr_fetch::catalogue::{Provenance, RemoteFile};
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::{MirrorId, MirrorRegistry, RemotePath};
use igsr_fetch::plan::{PlanOptions, TransferPlan};

/// An MD5 checksum (that of no bytes).
pub(crate) const MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";

/// Returns a registry: `main` with both accounts, `old` without, `own` with files of its own at an address.
pub(crate) fn registry(own: &str) -> MirrorRegistry {
    hosts::registry(own, hosts::READS_URL)
}

/// Returns a file of the catalogue.
pub(crate) fn file(path: &str, size: Option<Size>, md5: Option<&str>) -> RemoteFile {
    RemoteFile {
        size,
        md5: md5.map(|md5| md5.parse().expect("a checksum")),
        provenance: Provenance::Catalogue("test".to_owned()),
        ..RemoteFile::unknown(RemotePath::parse(path).expect("a path"))
    }
}

/// Plans files from a mirror of the registry.
pub(crate) fn plan(files: &[RemoteFile], mirror: &str, options: &PlanOptions) -> TransferPlan {
    let registry = registry(hosts::OWN_URL);
    let mirror = registry
        .get(&MirrorId(mirror.to_owned()))
        .expect("a mirror of the registry");
    TransferPlan::new(files, mirror, &registry, options)
}
