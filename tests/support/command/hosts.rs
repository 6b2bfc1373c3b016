//! Plans over several hosts: the made-up main site, an archive, and hosts that no data know.

use igsr_fetch::catalogue::RemoteFile;
use igsr_fetch::mirror::{HostName, MirrorId, MirrorRegistry};
use igsr_fetch::plan::{PlanOptions, PlannedFile, Plans};

/// The host of the main site.
pub(crate) const MAIN: &str = "ftp.example.org";

/// The host of the archive in [`registry`].
pub(crate) const READS: &str = "127.0.0.1:8";

/// Where the registry in `mirrors.json` has its own mirror.
pub(crate) const OWN_URL: &str = "http://127.0.0.1:9/vol1/ftp/";

/// Where it has the archive.
pub(crate) const READS_URL: &str = "http://127.0.0.1:8/vol1/";

/// Returns a registry whose own mirror and archive lie at these addresses.
pub(crate) fn registry(own: &str, reads: &str) -> MirrorRegistry {
    let json = include_str!("mirrors.json")
        .replace(OWN_URL, own)
        .replace(READS_URL, reads);
    MirrorRegistry::from_json(&json, None).expect("the registry of the tests")
}

/// Names the host that has a file.
pub(crate) fn on(host: &str, file: RemoteFile) -> PlannedFile {
    PlannedFile {
        host: HostName::new(host),
        file,
    }
}

/// Plans files of several hosts; those of the main site from a mirror of the registry.
pub(crate) fn plans(files: &[PlannedFile], mirror: &str, options: &PlanOptions) -> Plans {
    let registry = registry(OWN_URL, READS_URL);
    let mirror = registry.get(&MirrorId(mirror.to_owned()));
    Plans::new(
        files,
        mirror.expect("a mirror of the registry"),
        &registry,
        options,
    )
}
