//! A file or folder on the user's own computer.

/// A path on the user's computer, with its anchor apart, so that each tool can write the anchor in its own way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Destination {
    /// Anchor of the path.
    pub anchor: Anchor,
    /// The rest, without a slash at its ends; empty for the anchor itself.
    pub below: String,
}

/// The starting point of a path on the user's computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The folder in which the command is run.
    Here,
    /// The home folder, as `~/` and `$HOME/` say.
    Home,
    /// The root of the file system.
    Root,
}

impl Destination {
    /// Parses a path as a person types it. Empty parts and `.` parts are dropped; `..` stays.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let home = ["~", "$HOME"].into_iter().find_map(|home| {
            let rest = text.strip_prefix(home)?;
            (rest.is_empty() || rest.starts_with('/')).then_some(rest)
        });
        let (anchor, rest) = match home {
            Some(rest) => (Anchor::Home, rest),
            None if text.starts_with('/') => (Anchor::Root, text),
            None => (Anchor::Here, text),
        };
        let parts: Vec<_> = rest
            .split('/')
            .filter(|part| !matches!(*part, "" | "."))
            .collect();
        Self {
            anchor,
            below: parts.join("/"),
        }
    }

    /// Joins a relative path to this folder.
    #[must_use]
    pub fn join(&self, path: &str) -> Self {
        let below = match (self.below.as_str(), path) {
            (below, "") => below.to_owned(),
            ("", path) => path.to_owned(),
            (below, path) => format!("{below}/{path}"),
        };
        Self {
            anchor: self.anchor,
            below,
        }
    }
}
