//! Finding the path on the main site that a typed or pasted address means.

use super::address;
use super::address::PastedAddress;
use super::{IndexKind, Mirror, MirrorId, MirrorRegistry, PastedAddressError, RemotePath};

/// The folder with which paths in `current.tree` begin: the last above the main site's root.
const IN_CURRENT_TREE: &str = "ftp";

/// The path that an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The path on the main site.
    pub path: RemotePath,
    /// The mirror whose address it is; `None` for a bare path.
    pub mirror: Option<MirrorId>,
    /// Whether it is a directory, if the address shows that.
    pub is_directory: Option<bool>,
}

/// Why an address means no path on the site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LocateError {
    /// The text is empty.
    #[error("nothing is written there")]
    Empty,
    /// The text looks like an address but is malformed.
    #[error(transparent)]
    PastedAddress(#[from] PastedAddressError),
    /// The server is no known mirror.
    #[error("{site} is no mirror of the 1000 Genomes site that this page knows")]
    OtherSite {
        /// The host, or scheme and host.
        site: String,
    },
    /// The bucket is no known mirror's.
    #[error("the bucket {bucket} is no mirror of the 1000 Genomes site that this page knows")]
    OtherBucket {
        /// The bucket.
        bucket: String,
    },
    /// The Globus collection is no known mirror's.
    #[error("the Globus collection {id} is none that this page knows")]
    OtherCollection {
        /// The collection's identifier.
        id: String,
    },
    /// The address lies in an archive, whose files the site's index files name.
    #[error(
        "this lies in the archive {archive}, not on the 1000 Genomes site: its files are found by Search, with the name of the file"
    )]
    Archive {
        /// The name of the archive.
        archive: String,
    },
    /// The address lies on a known server, but outside the site's tree.
    #[error("this lies outside the 1000 Genomes site, which begins at {root}")]
    Outside {
        /// The path at which the tree begins there.
        root: String,
    },
}

impl MirrorRegistry {
    /// Returns the path on the main site that a typed or pasted text means.
    ///
    /// It understands `http`, `https` and `ftp` addresses of every mirror and alias, `s3://` and
    /// S3's web and console addresses, Globus (`COLLECTION:/path`, `globus://` and links of its web app), Aspera
    /// (`user@host:path`), and bare paths as in `current.tree`, on a server or on this page.
    /// Percent signs are decoded once, and only in addresses; query and fragment are dropped.
    ///
    /// # Errors
    ///
    /// [`LocateError`] if the text means no path, or one outside the site.
    ///
    /// # Examples
    ///
    /// ```
    /// use igsr_fetch::mirror::MirrorRegistry;
    ///
    /// let registry = MirrorRegistry::built_in();
    /// for text in [
    ///     "ftp://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/",
    ///     "<https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502>",
    ///     "/vol1/ftp/release/20130502",
    ///     "release/20130502",
    /// ] {
    ///     let located = registry.locate(text)?;
    ///     assert_eq!(located.path.as_str(), "release/20130502", "{text}");
    /// }
    /// assert!(registry.locate("https://example.org/release/").is_err());
    /// # Ok::<(), igsr_fetch::mirror::LocateError>(())
    /// ```
    pub fn locate(&self, text: &str) -> Result<Located, LocateError> {
        let text = unwrapped(text);
        if text.is_empty() {
            return Err(LocateError::Empty);
        }
        if let Some((id, path)) = address::globus_parts(text) {
            return self.at(&PastedAddress::globus(&id, &path)?);
        }
        if let Some(place) = PastedAddress::parse(text) {
            return self.at(&place?);
        }
        let login = text.split_once(':');
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

    /// Finds the mirror whose tree contains an address; of several, the one with the deepest root.
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

    /// Reads a path without a server: below the root of a mirror's tree, or below the site's own.
    fn on_site(&self, text: &str) -> Result<Located, LocateError> {
        let mut place = PastedAddress::new("", text)?;
        let mut beside = None;
        for mirror in self.all() {
            for root in &mirror.public_trees {
                let mut parts = root.path.parts();
                // A root of one folder could be a folder of the site itself.
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

/// Returns the path on the main site of a path on a mirror.
fn located(mirror: &Mirror, mut here: RemotePath, place: &PastedAddress) -> Located {
    let mut is_directory = place.is_directory;
    if let (true, IndexKind::S3, Some(prefix)) = (here.is_root(), mirror.index, &place.prefix) {
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

/// Strips white space, and quotes or angle brackets that a mail or a shell puts around an address.
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
