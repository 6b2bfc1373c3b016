//! The mirrors that are known, read from data (`static/mirrors.json`).

use super::json::{self, Item};
use super::{AsperaKey, JsonError, Mirror, MirrorId};

/// The registry that ships with the app.
const BUILT_IN: &str = include_str!("../../static/mirrors.json");

/// The form of the registry that this build reads.
const FORMAT: u64 = 2;

/// All mirrors that are known, in the order in which they are offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirrorRegistry {
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
    #[error(transparent)]
    Malformed(#[from] JsonError),
    /// It lists no mirror.
    #[error("mirrors: empty, at least one is needed")]
    Empty,
    /// Two mirrors have the same short name.
    #[error("mirrors: the id {:?} stands twice", .0.as_str())]
    Duplicate(MirrorId),
    /// The default mirror is not in the list.
    #[error("default: no mirror has the id {:?}", .0.as_str())]
    UnknownDefault(MirrorId),
}

impl MirrorRegistry {
    fn read(item: Item<'_>, page: Option<&str>) -> Self {
        let mut mirrors = Vec::new();
        item.object(|fields| {
            // First, as the first fault is the one that is told.
            fields.required("format").equal_to(FORMAT);
            // An editor finds the schema by it.
            fields.optional_text("$schema");
            fields
                .required("mirrors")
                .each(&mut |item| mirrors.extend(Mirror::read(item, page)));
            Self {
                default: MirrorId(fields.text("default")),
                mirrors,
                aspera_keys: fields.optional_list("aspera_keys", AsperaKey::read),
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
        let Ok(registry) = Self::from_json(BUILT_IN, None) else {
            unreachable!("the built-in mirror list is read by a test");
        };
        registry
    }

    /// Reads a registry.
    ///
    /// `page_url` is the address of the page that reads it, to which addresses for the page may be relative. Without a
    /// page, such an address is checked and left out.
    pub fn from_json(text: &str, page_url: Option<&str>) -> Result<Self, RegistryError> {
        let registry = json::read("", text, |item| Self::read(item, page_url))?;
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

    /// Returns all mirrors.
    pub(super) fn all(&self) -> &[Mirror] {
        &self.mirrors
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
