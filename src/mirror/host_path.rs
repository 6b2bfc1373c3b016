//! A file named by the host that has it.

use std::fmt;
use std::rc::Rc;

use super::RemotePath;

/// The name of a host as the site's tables write it, in lower case: `ftp.1000genomes.ebi.ac.uk`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostName(Rc<str>);

/// A file, or directory, by its host and its path below the host's root.
///
/// The root is that of the mirror data (`vol1/ftp/` on the main site); a host that no data know has the empty one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostPath {
    /// The host.
    pub host: HostName,
    /// The path below its root.
    pub path: RemotePath,
}

impl HostName {
    /// Takes a name in any case of letters.
    pub fn new(name: &str) -> Self {
        Self(name.to_ascii_lowercase().into())
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
