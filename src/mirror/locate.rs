//! Finds the path on the main site that a typed or pasted address means, in whatever form tools and pages write it.

use super::address;
use super::address::PastedAddress;
use super::{IndexKind, Mirror, MirrorId, MirrorRegistry, PastedAddressError, RemotePath};

/// How `current.tree` begins its paths: with the last folder above the site root of the main site.
const IN_CURRENT_TREE: &str = "ftp";

/// What an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The path on the main site.
    pub path: RemotePath,
    /// The mirror whose address it is; none for a bare path.
    pub mirror: Option<MirrorId>,
    /// Says whether it is a directory, where the address shows it.
    pub is_directory: Option<bool>,
}

/// Why an address means no path of the site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LocateError {
    /// Nothing was typed.
    #[error("nothing is written there")]
    Empty,
    /// It looks like an address and is none, or its path cannot be.
    #[error(transparent)]
    PastedAddress(#[from] PastedAddressError),
    /// It is an address of a server that is no known mirror.
    #[error("{site} is no mirror of the 1000 Genomes site that this page knows")]
    OtherSite {
        /// The host, or scheme and host.
        site: String,
    },
    /// It lies in a bucket that is no known mirror.
    #[error("the bucket {bucket} is no mirror of the 1000 Genomes site that this page knows")]
    OtherBucket {
        /// The bucket.
        bucket: String,
    },
    /// It lies in a Globus collection that is no known mirror.
    #[error("the Globus collection {id} is none that this page knows")]
    OtherCollection {
        /// The collection's identifier.
        id: String,
    },
    /// It lies in an archive whose files the site's lists name, and which is no part of the site.
    #[error(
        "this lies in the archive {archive}, not on the 1000 Genomes site: its files are found by Search, with the name of the file"
    )]
    Archive {
        /// The name of the archive.
        archive: String,
    },
    /// It lies on a known server, but not in the site's tree.
    #[error("this lies outside the 1000 Genomes site, which begins at {root}")]
    Outside {
        /// Where the tree begins there.
        root: String,
    },
}

impl MirrorRegistry {
    /// Finds the path on the main site that a typed or pasted text means.
    ///
    /// It understands `http`, `https` and `ftp` addresses of every mirror and alias, `s3://` and S3's web and console
    /// addresses, Globus (`COLLECTION:/path` and links of its web app), Aspera (`user@host:path`), and bare paths as they
    /// stand in `current.tree`, on a server or on this page. Percent signs are decoded once, and only where tools write
    /// them; query and fragment are dropped.
    pub fn locate(&self, text: &str) -> Result<Located, LocateError> {
        let text = unwrapped(text);
        if text.is_empty() {
            return Err(LocateError::Empty);
        }
        if let Some(place) = PastedAddress::globus_link(text).or_else(|| PastedAddress::parse(text))
        {
            return self.at(&place?);
        }
        let login = text.split_once(':');
        if let Some((id, path)) = login.filter(|(id, _)| is_uuid(id)) {
            return self.at(&PastedAddress::globus(id, path)?);
        }
        let host = text.split('/').next().unwrap_or_default();
        let known = |root: &PastedAddress| host.eq_ignore_ascii_case(&root.tree);
        let mut entries = self.all().iter().chain(self.archives());
        if entries.any(|mirror| mirror.trees().any(known)) {
            return self.at(&PastedAddress::web(&format!("https://{text}"))?);
        }
        match login {
            Some((login, path)) if login.contains(['@', '.']) && !login.contains('/') => {
                let host = login.rsplit('@').next().unwrap_or(login);
                self.at(&PastedAddress::new(host, path)?)
            }
            _ => self.on_site(text),
        }
    }

    /// Finds what a place means: the mirror whose tree holds it, the deepest root first.
    fn at(&self, place: &PastedAddress) -> Result<Located, LocateError> {
        let mut outside = None;
        let mut found: Option<(usize, Located)> = None;
        for mirror in self.all() {
            for root in mirror.trees().filter(|root| root.tree == place.tree) {
                let depth = root.path.parts().count();
                match address::below(&place.path, &root.path) {
                    None => outside = Some(format!("{}/{}/", root.tree, root.path)),
                    Some(here) if found.as_ref().is_none_or(|(deepest, _)| depth > *deepest) => {
                        found = Some((depth, located(mirror, here, place)));
                    }
                    Some(_) => {}
                }
            }
        }
        if let Some((_, located)) = found {
            return Ok(located);
        }
        if let Some(root) = outside {
            return Err(LocateError::Outside { root });
        }
        let tree = place.tree.as_str();
        let holds = |archive: &&Mirror| archive.trees().any(|root| root.tree == tree);
        Err(if let Some(archive) = self.archives().iter().find(holds) {
            LocateError::Archive {
                archive: archive.name.clone(),
            }
        } else if let Some(bucket) = tree.strip_prefix("s3://") {
            LocateError::OtherBucket {
                bucket: bucket.to_owned(),
            }
        } else if let Some(id) = tree.strip_suffix(':') {
            LocateError::OtherCollection { id: id.to_owned() }
        } else {
            LocateError::OtherSite {
                site: tree.to_owned(),
            }
        })
    }

    /// Reads a path without a server: below a root that some server has, or below the site's own.
    fn on_site(&self, text: &str) -> Result<Located, LocateError> {
        let mut place = PastedAddress::new("", text)?;
        let mut beside = None;
        for mirror in self.all() {
            for root in &mirror.public_trees {
                let mut parts = root.path.parts();
                // One folder above the tree could be the site's own.
                let (Some(first), Some(_)) = (parts.next(), parts.next()) else {
                    continue;
                };
                if let Some(here) = address::below(&place.path, &root.path) {
                    return Ok(Located {
                        mirror: None,
                        ..located(mirror, here, &place)
                    });
                }
                if place.path.parts().next() == Some(first) {
                    beside = Some(format!("/{}/", root.path));
                }
            }
        }
        if let Some(root) = beside {
            return Err(LocateError::Outside { root });
        }
        if let Some(path) = address::below(&place.path, &address::clean(IN_CURRENT_TREE)?) {
            place.path = path;
        }
        Ok(Located {
            is_directory: place.is_directory,
            path: place.path,
            mirror: None,
        })
    }
}

/// Says what a path on a mirror's server is on the main site.
fn located(mirror: &Mirror, mut here: RemotePath, place: &PastedAddress) -> Located {
    let mut is_directory = place.is_directory;
    if let (true, IndexKind::S3(_), Some(prefix)) = (here.is_root(), &mirror.index, &place.prefix) {
        here = prefix.clone();
        is_directory = Some(true);
    }
    let path = mirror.path_on_site(&here);
    Located {
        is_directory: if path.is_root() {
            Some(true)
        } else {
            is_directory
        },
        path,
        mirror: Some(mirror.id.clone()),
    }
}

/// Takes off blanks, and the quotes or angle brackets that a mail or a shell puts around an address.
fn unwrapped(text: &str) -> &str {
    const PAIRS: [(char, char); 6] = [
        ('<', '>'),
        ('"', '"'),
        ('\'', '\''),
        ('“', '”'),
        ('‘', '’'),
        ('`', '`'),
    ];
    let mut text = text.trim();
    while let Some(inner) = PAIRS
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
    {
        text = inner.trim();
    }
    text
}

fn is_uuid(text: &str) -> bool {
    let hex = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(hex)
}
