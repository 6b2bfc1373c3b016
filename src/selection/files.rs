//! Files by name, on the main site and elsewhere; and a range of rows that Shift picks.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use serde::{Deserialize, Serialize, Serializer};

use crate::mirror::{HostName, HostPath, MirrorRegistry, PathError, RemotePath};

/// What a file on another host begins with when it is written as one text.
const ELSEWHERE: &str = "//";

/// A file by name. Files of the main site come first, in the order of their paths; then those of each other host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum Picked {
    /// A file of the main site, whichever mirror it is got from.
    Main(RemotePath),
    /// A file of another tree, by the host that has it.
    Elsewhere(HostPath),
}

/// Why a text names no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileNameError {
    /// Its path is none.
    #[error(transparent)]
    Path(#[from] PathError),
    /// Its host is none.
    #[error("no host has the name {host:?}")]
    Host {
        /// The name.
        host: String,
    },
}

impl Picked {
    /// Makes the name of a file that a host has: of the main site if the host has that tree.
    pub fn at(at: HostPath, registry: &MirrorRegistry) -> Self {
        match registry.path_on_site(&at) {
            Some(path) => Self::Main(path),
            None => Self::Elsewhere(at),
        }
    }

    /// Reads what [`Picked`] is written as: a path of the main site, or `//host/path`; and `host:path`, as the command prints it.
    pub fn parse(text: &str) -> Result<Self, FileNameError> {
        let (host, path) = if let Some(elsewhere) = text.strip_prefix(ELSEWHERE) {
            elsewhere.split_once('/').unwrap_or((elsewhere, ""))
        } else if let Some(printed) = of_command(text) {
            printed
        } else {
            return Ok(Self::Main(RemotePath::parse(text)?));
        };
        let name = HostName::new(host);
        if !name.is_plain() {
            let host = host.to_owned();
            return Err(FileNameError::Host { host });
        }
        let path = RemotePath::parse(path)?;
        Ok(Self::Elsewhere(HostPath { host: name, path }))
    }

    /// Returns the path below its host's root.
    pub fn path(&self) -> &RemotePath {
        match self {
            Self::Main(path) => path,
            Self::Elsewhere(at) => &at.path,
        }
    }

    /// Returns the host, if it is not the main site's.
    pub fn host(&self) -> Option<&HostName> {
        match self {
            Self::Main(_) => None,
            Self::Elsewhere(at) => Some(&at.host),
        }
    }
}

/// Splits `host:path`; `None` for another text.
fn of_command(text: &str) -> Option<(&str, &str)> {
    let (host, path) = text.split_once(':')?;
    let is_host = host.contains('.') && HostName::new(host).is_plain();
    (is_host && !path.is_empty()).then(|| (host, path.trim_start_matches('/')))
}

impl From<RemotePath> for Picked {
    fn from(path: RemotePath) -> Self {
        Self::Main(path)
    }
}

impl TryFrom<String> for Picked {
    type Error = FileNameError;

    fn try_from(text: String) -> Result<Self, FileNameError> {
        Self::parse(&text)
    }
}

impl fmt::Display for Picked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main(path) => f.write_str(path.as_str()),
            Self::Elsewhere(at) => write!(f, "{ELSEWHERE}{}/{}", at.host, at.path),
        }
    }
}

impl Serialize for Picked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Main(path) => serializer.serialize_str(path.as_str()),
            Self::Elsewhere(_) => serializer.collect_str(self),
        }
    }
}

/// A set of files, in order. Copies share what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<Picked>")]
pub struct Files(Rc<Vec<Picked>>);

impl Files {
    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the files in order.
    pub fn iter(&self) -> impl Iterator<Item = &Picked> {
        self.0.iter()
    }

    /// Returns whether a file is among them.
    pub fn contains(&self, file: &Picked) -> bool {
        self.0.binary_search(file).is_ok()
    }

    /// Returns whether a file of the main site is among them.
    pub fn contains_main(&self, path: &RemotePath) -> bool {
        let place = |file: &Picked| match file {
            Picked::Main(other) => other.cmp(path),
            Picked::Elsewhere(_) => Ordering::Greater,
        };
        self.0.binary_search_by(place).is_ok()
    }

    /// Returns this set with these files too.
    #[must_use]
    pub fn with(&self, files: Vec<Picked>) -> Self {
        // One at a time, a set of 100,000 would be moved for each.
        match <[Picked; 1]>::try_from(files) {
            Ok([file]) => match self.0.binary_search(&file) {
                Ok(_) => self.clone(),
                Err(place) => {
                    let mut all = (*self.0).clone();
                    all.insert(place, file);
                    Self(Rc::new(all))
                }
            },
            Err(files) => {
                let mut all = (*self.0).clone();
                all.extend(files);
                Self::from(all)
            }
        }
    }

    /// Returns this set without these files.
    #[must_use]
    pub fn without(&self, files: Vec<Picked>) -> Self {
        let gone = Self::from(files);
        let left = self.0.iter().filter(|file| !gone.contains(file));
        Self(Rc::new(left.cloned().collect()))
    }
}

impl From<Vec<Picked>> for Files {
    fn from(mut files: Vec<Picked>) -> Self {
        files.sort_unstable();
        files.dedup();
        Self(Rc::new(files))
    }
}

impl FromIterator<Picked> for Files {
    fn from_iter<I: IntoIterator<Item = Picked>>(files: I) -> Self {
        Self::from(files.into_iter().collect::<Vec<_>>())
    }
}

impl Serialize for Files {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// A range of rows. Its end may lie before its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowRange {
    /// The anchor, always part of the range.
    pub anchor: usize,
    /// The current end.
    pub end: usize,
}

impl RowRange {
    /// Returns its rows.
    pub fn rows(self) -> Range<usize> {
        self.anchor.min(self.end)..self.anchor.max(self.end) + 1
    }

    /// Returns the rows that join and leave the range if its end moves.
    pub fn moved(self, end: usize) -> (Range<usize>, Range<usize>) {
        let (before, after) = (self.rows(), Self { end, ..self }.rows());
        (without(&after, &before), without(&before, &after))
    }
}

/// Returns the part of a range outside another range that overlaps it at one end.
fn without(range: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    if range.start < other.start {
        range.start..other.start
    } else {
        other.end.min(range.end)..range.end
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_range_grows_shrinks_and_turns_around() {
        for (end, to, comes, leaves) in [
            (10, 11, 11..12, 11..11),
            (12, 11, 12..12, 12..13),
            (10, 9, 9..10, 11..11),
            (13, 8, 8..10, 11..14),
            (7, 12, 11..13, 7..10),
        ] {
            let moved = RowRange { anchor: 10, end }.moved(to);
            assert_eq!(
                (moved.0, moved.1.len()),
                (comes, leaves.len()),
                "{end} to {to}"
            );
            if !leaves.is_empty() {
                assert_eq!(moved.1, leaves, "{end} to {to}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_comes_and_leaves_makes_the_one_out_of_the_other(anchor in 0..50_usize, end in 0..50_usize, to in 0..50_usize) {
            let before = RowRange { anchor, end };
            let after = RowRange { anchor, end: to };
            let (comes, leaves) = before.moved(to);
            for row in 0..60 {
                let was = before.rows().contains(&row);
                let is = (was || comes.contains(&row)) && !leaves.contains(&row);
                prop_assert_eq!(is, after.rows().contains(&row), "row {}", row);
                prop_assert!(!(was && comes.contains(&row)));
                prop_assert!(!leaves.contains(&row) || was);
            }
        }
    }
}
