//! One file: what the open list knows of it, and where it is.

use crate::mirror::{Availability, HostName, HostPath, Mirror, MirrorRegistry, RemotePath};
use crate::port::{SearchError, SearchFiles};
use crate::search::FileDetails;
use crate::selection::Picked;

/// A place from which a file can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Name of the mirror, archive or host.
    pub name: String,
    /// Its URL there; or why it is not there.
    pub url: Result<String, String>,
}

/// Asks the open list for a file. `hosts` are those of the list. Nothing if the list does not have it.
///
/// A file of the main site is looked for on each host of that tree, at the path that it has there.
///
/// # Errors
///
/// [`SearchError`] if no list is open, or its worker fails.
pub async fn find_file(
    search: &dyn SearchFiles,
    registry: &MirrorRegistry,
    hosts: &[HostName],
    file: &Picked,
) -> Result<Option<Box<FileDetails>>, SearchError> {
    let path = match file {
        Picked::Main(path) => path,
        Picked::Elsewhere(at) => return search.file(at.clone()).await,
    };
    for host in hosts.iter().filter(|host| registry.is_main(host)) {
        let mirror = registry.mirror_of(host);
        let at = HostPath {
            host: host.clone(),
            path: mirror.map_or_else(|| path.clone(), |mirror| mirror.path_here(path)),
        };
        if let Some(found) = search.file(at).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Returns the path of a file to copy: on the main site; of a file that this lacks or that lies elsewhere, host and path as the
/// host’s servers have it, as in `ftp.sra.ebi.ac.uk/vol1/run/…`.
pub fn whole_path(registry: &MirrorRegistry, file: &Picked) -> String {
    let at = |mirror: &Mirror, path: &RemotePath| {
        let root = mirror.base_url.root();
        let above = if root.is_root() { "" } else { "/" };
        let host = mirror.base_url.host_name();
        [host.as_str(), above, root.as_str(), "/", path.as_str()].concat()
    };
    match file {
        Picked::Main(path) => {
            let has = |mirror: &&Mirror| mirror.availability(path) == Availability::Expected;
            let main = registry.mirror_of(&registry.main_host());
            let lacks = main.is_some_and(|main| !has(&main));
            let mut others = registry.offered(false).filter(|_| lacks);
            others.find(has).map_or_else(
                || path.as_str().to_owned(),
                |mirror| at(mirror, &mirror.path_here(path)),
            )
        }
        Picked::Elsewhere(place) => registry.archive_of(&place.host).map_or_else(
            || [place.host.as_str(), "/", place.path.as_str()].concat(),
            |archive| at(archive, &place.path),
        ),
    }
}

/// Returns where a file is, by the rules of the mirror list: on the mirrors in their order, or at its archive and on the mirrors
/// that have a copy.
pub fn locations(
    registry: &MirrorRegistry,
    file: &Picked,
    page_is_loopback: bool,
) -> Vec<Location> {
    let mirrors = registry
        .offered(page_is_loopback)
        .filter(|mirror| mirror.holds_catalogue_files);
    match file {
        Picked::Main(path) => mirrors
            .map(|mirror| Location {
                name: mirror.name.clone(),
                url: match mirror.availability(path) {
                    Availability::Expected => Ok(mirror.file_url(path)),
                    Availability::Lacking(reason) | Availability::OtherVersion { reason, .. } => {
                        Err(reason)
                    }
                },
            })
            .collect(),
        Picked::Elsewhere(at) => {
            let archive = registry.archive_of(&at.host).cloned();
            let own = archive.or_else(|| Mirror::of_host(&at.host));
            let own = own.map(|own| Location {
                name: own.name.clone(),
                url: Ok(own.file_url(&at.path)),
            });
            let copies = mirrors.filter_map(|mirror| {
                let path = registry.copies_on(mirror, &at.host).path_of(&at.path)?;
                Some(Location {
                    name: mirror.name.clone(),
                    url: Ok(mirror.file_url(&path)),
                })
            });
            own.into_iter().chain(copies).collect()
        }
    }
}
