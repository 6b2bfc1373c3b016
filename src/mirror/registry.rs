//! The mirrors that are known, read from data (`static/mirrors.json`).

use serde::Serialize;

use super::json::{self, Item};
use super::{BaseUrl, JsonError, RemotePath};

/// The registry that ships with the app.
const BUILT_IN: &str = include_str!("../../static/mirrors.json");

/// The form of the registry that this build reads.
const FORMAT: u32 = 1;

/// The short name of a mirror in data and links, such as `ebi`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct MirrorId(pub String);

impl MirrorId {
    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A server that offers the site's tree over HTTP, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and data files name it"
)]
pub struct Mirror {
    /// Short name, unique in the registry.
    pub id: MirrorId,
    /// Name for people: `EBI`.
    pub name: String,
    /// Who runs it, where.
    pub organisation: String,
    /// Where the site root lies.
    pub base_url: BaseUrl,
    /// Says whether the mirror still follows the main site.
    pub current: bool,
    /// Says whether it has directory index pages that a page may read. An S3 bucket has none.
    pub has_directory_index: bool,
    /// Says whether the catalogue's sizes and checksums hold for its files. A demonstration has its own.
    pub holds_catalogue_files: bool,
    /// Says whether it is offered only to a page that itself comes from this machine.
    pub loopback_only: bool,
    /// How many connections at a time its operators tolerate.
    pub connections: u8,
    /// Directories that lie elsewhere on this mirror.
    pub relocations: Vec<Relocation>,
    /// Paths that it lacks, each with a reason in words.
    pub lacks: Vec<PathRule>,
    /// The account for `ascp`, if the mirror has one.
    pub aspera: Option<AsperaAccount>,
    /// The Globus collection, if the mirror has one.
    pub globus: Option<GlobusCollection>,
    /// What a user should know before choosing it.
    pub note: String,
    /// Where these facts come from, and when they were read there.
    pub source: String,
}

/// A directory that lies at another path on a mirror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relocation {
    /// The path on the main site.
    pub site: RemotePath,
    /// The path on the mirror.
    pub mirror: RemotePath,
}

/// A set of paths, and what is said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathRule {
    /// The directory that the rule speaks of; empty for the whole site.
    pub below: RemotePath,
    /// If given, only file names that hold this text.
    pub name_contains: Option<String>,
    /// If given, all but what lies in this directory.
    pub except_below: Option<RemotePath>,
    /// Why, in a sentence for people.
    pub reason: String,
}

/// An account that serves the site's tree to `ascp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsperaAccount {
    /// User name.
    pub user: String,
    /// Host name.
    pub host: String,
    /// TCP port of the SSH login.
    pub tcp_port: u16,
    /// The path of the site root there, without slashes at its ends: `vol1/ftp`.
    pub root: RemotePath,
    /// Rate limit that the operators suggest, in `ascp`'s own form: `100M`.
    pub rate: String,
    /// Where these facts come from, and when.
    pub source: String,
}

/// A Globus collection that serves the site's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobusCollection {
    /// The collection's identifier (a UUID).
    pub id: String,
    /// Its name in the Globus web app.
    pub name: String,
    /// The path of the site root in it, without slashes at its ends: `1000g/ftp`.
    pub root: RemotePath,
    /// Where these facts come from, and when.
    pub source: String,
}

/// A place where an Aspera installation keeps a key file, and whether servers accept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsperaKey {
    /// Path of the key file; `~/` stands for the home directory.
    pub path: String,
    /// Which installation has it.
    pub installed_by: String,
    /// What is known about it.
    pub note: String,
    /// Where that comes from, and when.
    pub source: String,
}

/// What is known about a path on a mirror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Nothing speaks against it.
    Expected,
    /// It is not there, for this reason.
    Lacking(String),
}

/// All mirrors that are known, in the order in which they are offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirrorRegistry {
    /// Form of this file; see [`RegistryError::Format`].
    format: u32,
    /// The mirror that is used until a person chooses another.
    default: MirrorId,
    /// The mirrors.
    mirrors: Vec<Mirror>,
    /// Known key files for `ascp`, the one to suggest first.
    aspera_keys: Vec<AsperaKey>,
}

/// Why a registry cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// The text is not JSON of the registry's form.
    #[error("the mirror list cannot be read")]
    Malformed(#[from] JsonError),
    /// The file is written for another version of the app.
    #[error("the mirror list has format {found}, this app reads {FORMAT}")]
    Format {
        /// The format that the file names.
        found: u32,
    },
    /// It lists no mirror.
    #[error("the mirror list is empty")]
    Empty,
    /// Two mirrors have the same short name.
    #[error("the mirror list names {0:?} twice")]
    Duplicate(MirrorId),
    /// The default mirror is not in the list.
    #[error("the mirror list has no mirror {0:?}, which it names as default")]
    UnknownDefault(MirrorId),
}

impl Mirror {
    /// Reads a mirror; nothing if its address is none, which is a fault.
    fn read(item: Item<'_>) -> Option<Self> {
        item.object(|fields| {
            Some(Self {
                base_url: fields.required("base_url").parsed(BaseUrl::parse)?,
                id: MirrorId(fields.text("id")),
                name: fields.text("name"),
                organisation: fields.text("organisation"),
                current: fields.required("current").boolean(),
                has_directory_index: fields.required("has_directory_index").boolean(),
                holds_catalogue_files: fields.required("holds_catalogue_files").boolean(),
                loopback_only: fields.optional("loopback_only").is_some_and(Item::boolean),
                connections: fields.required("connections").whole(),
                relocations: fields.optional_list("relocations", Relocation::read),
                lacks: fields.optional_list("lacks", PathRule::read),
                aspera: fields.optional("aspera").map(AsperaAccount::read),
                globus: fields.optional("globus").map(GlobusCollection::read),
                note: fields.text("note"),
                source: fields.text("source"),
            })
        })
    }

    /// Returns where a path of the main site lies on this mirror.
    pub fn path_here(&self, site: &RemotePath) -> RemotePath {
        self.moved(site, |relocation| (&relocation.site, &relocation.mirror))
    }

    /// Returns which path of the main site a path on this mirror is.
    pub fn path_on_site(&self, here: &RemotePath) -> RemotePath {
        self.moved(here, |relocation| (&relocation.mirror, &relocation.site))
    }

    fn moved(
        &self,
        path: &RemotePath,
        ends: impl Fn(&Relocation) -> (&RemotePath, &RemotePath),
    ) -> RemotePath {
        for relocation in &self.relocations {
            let (from, to) = ends(relocation);
            if path == from {
                return to.clone();
            }
            if let Some(rest) = path.below(from) {
                return RemotePath::parse(format!("{to}/{rest}").trim_start_matches('/'))
                    .expect("a valid path with another valid beginning is valid");
            }
        }
        path.clone()
    }

    /// Returns the URL of a file of the main site on this mirror.
    pub fn file_url(&self, site: &RemotePath) -> String {
        self.base_url.file_url(&self.path_here(site))
    }

    /// Returns the URL of a directory of the main site on this mirror.
    pub fn directory_url(&self, site: &RemotePath) -> String {
        self.base_url.directory_url(&self.path_here(site))
    }

    /// Says whether a path of the main site can be expected here.
    pub fn availability(&self, site: &RemotePath) -> Availability {
        self.lacks
            .iter()
            .find(|rule| rule.covers(site))
            .map_or(Availability::Expected, |rule| {
                Availability::Lacking(rule.reason.clone())
            })
    }
}

impl Relocation {
    fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            site: fields.remote_path("site"),
            mirror: fields.remote_path("mirror"),
        })
    }
}

/// A text goes into commands and holds a control character, which no command can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("holds a control character")]
struct ControlCharacter;

/// Reads a text that goes into commands.
fn plain(item: Item<'_>) -> String {
    let check = |text: &str| {
        let has_control = text.chars().any(char::is_control);
        (!has_control)
            .then(|| text.to_owned())
            .ok_or(ControlCharacter)
    };
    item.parsed(check).unwrap_or_default()
}

impl AsperaAccount {
    fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            user: plain(fields.required("user")),
            host: plain(fields.required("host")),
            tcp_port: fields.required("tcp_port").whole(),
            root: fields.remote_path("root"),
            rate: plain(fields.required("rate")),
            source: fields.text("source"),
        })
    }
}

impl GlobusCollection {
    fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            id: plain(fields.required("id")),
            name: fields.text("name"),
            root: fields.remote_path("root"),
            source: fields.text("source"),
        })
    }
}

impl AsperaKey {
    fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            path: fields.text("path"),
            installed_by: fields.text("installed_by"),
            note: fields.text("note"),
            source: fields.text("source"),
        })
    }
}

impl PathRule {
    fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            below: fields.remote_path("below"),
            name_contains: fields.optional_text("name_contains"),
            except_below: fields.optional("except_below").map(Item::remote_path),
            reason: fields.text("reason"),
        })
    }

    /// Says whether the rule speaks of this path.
    pub fn covers(&self, path: &RemotePath) -> bool {
        let within = |directory: &RemotePath| path == directory || path.below(directory).is_some();
        within(&self.below)
            && !self.except_below.as_ref().is_some_and(within)
            && self
                .name_contains
                .as_ref()
                .is_none_or(|text| path.name().contains(text.as_str()))
    }
}

impl MirrorRegistry {
    fn read(item: Item<'_>) -> Self {
        let mut mirrors = Vec::new();
        item.object(|fields| {
            fields
                .required("mirrors")
                .each(&mut |item| mirrors.extend(Mirror::read(item)));
            Self {
                format: fields.required("format").whole(),
                default: MirrorId(fields.text("default")),
                mirrors,
                aspera_keys: fields.required("aspera_keys").list(AsperaKey::read),
            }
        })
    }

    /// Returns the registry that ships with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        // `expect` would bring the debug forms of all errors into the app.
        let Ok(registry) = Self::from_json(BUILT_IN) else {
            unreachable!("the built-in mirror list is read by a test");
        };
        registry
    }

    /// Reads a registry.
    pub fn from_json(text: &str) -> Result<Self, RegistryError> {
        let registry = json::read("", text, Self::read)?;
        if registry.format != FORMAT {
            return Err(RegistryError::Format {
                found: registry.format,
            });
        }
        if registry.mirrors.is_empty() {
            return Err(RegistryError::Empty);
        }
        for (index, mirror) in registry.mirrors.iter().enumerate() {
            if registry.mirrors[..index]
                .iter()
                .any(|other| other.id == mirror.id)
            {
                return Err(RegistryError::Duplicate(mirror.id.clone()));
            }
        }
        if registry.get(&registry.default).is_none() {
            return Err(RegistryError::UnknownDefault(registry.default));
        }
        Ok(registry)
    }

    /// Returns the mirror of that name.
    pub fn get(&self, id: &MirrorId) -> Option<&Mirror> {
        self.mirrors.iter().find(|mirror| mirror.id == *id)
    }

    /// Returns the mirror of that name, or the default.
    pub fn get_or_default(&self, id: Option<&MirrorId>) -> &Mirror {
        id.and_then(|id| self.get(id))
            .or_else(|| self.get(&self.default))
            .unwrap_or(&self.mirrors[0])
    }

    /// Returns the mirrors in order; those of this machine only if the page comes from it too.
    pub fn offered(&self, page_is_loopback: bool) -> impl Iterator<Item = &Mirror> {
        self.mirrors
            .iter()
            .filter(move |mirror| page_is_loopback || !mirror.loopback_only)
    }

    /// Returns the known key files for `ascp`, the one to suggest first.
    pub fn aspera_keys(&self) -> &[AsperaKey] {
        &self.aspera_keys
    }
}
