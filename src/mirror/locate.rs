//! Finds the path on the main site that a typed or pasted address means, in whatever form tools and pages write it.

use url::Url;

use super::place::{self, Place};
use super::{IndexKind, Mirror, MirrorId, MirrorRegistry, PlaceError, RemotePath};

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
    Place(#[from] PlaceError),
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
    /// It lies on a known server, but not in the site's tree.
    #[error("this lies outside the 1000 Genomes site, which begins at {root}")]
    Outside {
        /// Where the tree begins there.
        root: String,
    },
}

/// A path as a mirror's server has it.
struct Found<'a> {
    mirror: &'a Mirror,
    here: RemotePath,
    is_directory: Option<bool>,
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
        if let Some((id, path)) = globus_link(text) {
            let mut located = self.in_collection(&id, &path)?;
            located.is_directory = Some(true);
            return Ok(located);
        }
        if let Some(place) = Place::parse(text) {
            return self.at(&place?);
        }
        let host = text
            .split('/')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if self.trees().any(|(_, root)| root.tree == host) {
            return self.at(&Place::web(&format!("https://{text}"))?);
        }
        match text.split_once(':') {
            Some((login, path)) if !login.contains('/') => self.by_login(login, path, text),
            _ => self.on_site(text),
        }
    }

    /// Returns all places of all trees.
    fn trees(&self) -> impl Iterator<Item = (&Mirror, Place)> {
        self.all().iter().flat_map(|mirror| {
            let page = mirror.page_base().as_str();
            let places = mirror.places().chain(Place::of_tree(page).ok());
            places.map(move |place| (mirror, place))
        })
    }

    fn at(&self, place: &Place) -> Result<Located, LocateError> {
        let mut outside = None;
        let mut found: Option<(usize, Found<'_>)> = None;
        for (mirror, root) in self.trees().filter(|(_, root)| root.tree == place.tree) {
            let Some(mut here) = place::below(&place.path, &root.path) else {
                outside.get_or_insert_with(|| format!("{}/{}/", root.tree, root.path));
                continue;
            };
            let depth = root.path.parts().count();
            if found.as_ref().is_some_and(|(most, _)| *most >= depth) {
                continue;
            }
            let mut is_directory = place.is_directory;
            if let (true, IndexKind::S3(_), Some(prefix)) =
                (here.is_root(), &mirror.index, &place.prefix)
            {
                here = prefix.clone();
                is_directory = Some(true);
            }
            found = Some((
                depth,
                Found {
                    mirror,
                    here,
                    is_directory,
                },
            ));
        }
        match (found, outside) {
            (Some((_, found)), _) => Ok(found.located()),
            (None, Some(root)) => Err(LocateError::Outside { root }),
            (None, None) => Err(match place.tree.strip_prefix("s3://") {
                Some(bucket) => LocateError::OtherBucket {
                    bucket: bucket.to_owned(),
                },
                None => LocateError::OtherSite {
                    site: place.tree.clone(),
                },
            }),
        }
    }

    fn in_collection(&self, id: &str, path: &str) -> Result<Located, LocateError> {
        let known = |mirror: &Mirror| {
            let globus = mirror.globus.as_ref()?;
            globus
                .id
                .eq_ignore_ascii_case(id)
                .then(|| globus.root.clone())
        };
        self.by_account(known, path)
            .unwrap_or_else(|| Err(LocateError::OtherCollection { id: id.to_owned() }))
    }

    /// Finds what a path means on the mirror whose account has that root.
    fn by_account(
        &self,
        root: impl Fn(&Mirror) -> Option<RemotePath>,
        path: &str,
    ) -> Option<Result<Located, LocateError>> {
        let (mirror, root) = self
            .all()
            .iter()
            .find_map(|mirror| Some((mirror, root(mirror)?)))?;
        let located = || {
            let here =
                place::below(&place::clean(path)?, &root).ok_or_else(|| LocateError::Outside {
                    root: format!("/{root}/"),
                })?;
            let is_directory = path.ends_with('/').then_some(true);
            Ok(Found {
                mirror,
                here,
                is_directory,
            }
            .located())
        };
        Some(located())
    }

    /// Reads `COLLECTION:/path`, `user@host:path` and `host:path`; all else that holds a colon is a path.
    fn by_login(&self, login: &str, path: &str, text: &str) -> Result<Located, LocateError> {
        if is_uuid(login) {
            return self.in_collection(login, path);
        }
        let host = login
            .rsplit('@')
            .next()
            .unwrap_or(login)
            .to_ascii_lowercase();
        let aspera = |mirror: &Mirror| {
            let account = mirror.aspera.as_ref()?;
            account
                .host
                .eq_ignore_ascii_case(&host)
                .then(|| account.root.clone())
        };
        if let Some(located) = self.by_account(aspera, path) {
            return located;
        }
        if login.contains('@') || login.contains('.') {
            return self.at(&Place::new(host, path)?);
        }
        self.on_site(text)
    }

    /// Returns where the tree begins on servers, unless one folder is above it: that one could be the site's own.
    fn roots(&self) -> impl Iterator<Item = (&Mirror, RemotePath)> {
        let roots = self.all().iter().flat_map(|mirror| {
            let aspera = mirror.aspera.iter().map(|account| account.root.clone());
            let globus = mirror.globus.iter().map(|account| account.root.clone());
            let roots = mirror.places().map(|place| place.path);
            let roots = roots.chain(aspera).chain(globus);
            roots.map(move |root| (mirror, root))
        });
        roots.filter(|(_, root)| root.parts().nth(1).is_some())
    }

    /// Reads a path without a server: below a root that some server has, or below the site's own.
    fn on_site(&self, text: &str) -> Result<Located, LocateError> {
        let path = place::clean(text)?;
        let is_directory = (text.ends_with('/') || path.is_root()).then_some(true);
        let mut beside = None;
        for (mirror, root) in self.roots() {
            if let Some(here) = place::below(&path, &root) {
                let found = Found {
                    mirror,
                    here,
                    is_directory,
                };
                return Ok(Located {
                    mirror: None,
                    ..found.located()
                });
            }
            if root.parts().next() == path.parts().next() {
                beside = Some(format!("/{root}/"));
            }
        }
        if let Some(root) = beside {
            return Err(LocateError::Outside { root });
        }
        let path = place::below(&path, &place::clean(IN_CURRENT_TREE)?).unwrap_or(path);
        Ok(Located {
            path,
            mirror: None,
            is_directory,
        })
    }
}

impl Found<'_> {
    fn located(self) -> Located {
        let path = self.mirror.path_on_site(&self.here);
        Located {
            is_directory: if path.is_root() {
                Some(true)
            } else {
                self.is_directory
            },
            path,
            mirror: Some(self.mirror.id.clone()),
        }
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

/// Returns collection and path of a link into Globus's web app.
fn globus_link(text: &str) -> Option<(String, String)> {
    let url = Url::parse(text).ok()?;
    Some((
        place::query(&url, "origin_id")?,
        place::query(&url, "origin_path")?,
    ))
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}
