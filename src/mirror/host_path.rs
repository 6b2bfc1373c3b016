//! A file's name: its host, and its path there.

use std::fmt;
use std::rc::Rc;

use serde::{Deserialize, Serialize, Serializer};

use super::RemotePath;

/// The most letters of a host name (RFC 1123, section 2.1, and RFC 1035, section 2.3.4).
const LONGEST: usize = 253;

/// A host's name in lower case, with a port unless it is the scheme's own:
/// `ftp.1000genomes.ebi.ac.uk`.
///
/// The name is kept as the site's tables write it and may be invalid; see [`HostName::is_plain`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "String")]
pub struct HostName(Rc<str>);

/// A file or directory, named by its host and its path below the root of the host's tree.
///
/// The root is that of the mirror data (`vol1/ftp/` on the main site), or empty for an unknown
/// host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HostPath {
    /// The host.
    pub host: HostName,
    /// The path below the root of its tree.
    pub path: RemotePath,
}

impl HostName {
    /// Creates a host name from a text in any letter case.
    pub fn new(name: &str) -> Self {
        Self(name.to_ascii_lowercase().into())
    }

    /// Returns whether the name can be written into an address, a folder name and a command.
    ///
    /// Such a name has ASCII letters, digits, dots and hyphens, no empty part, at most 253
    /// characters (RFC 1123, section 2.1), and perhaps a port after a colon.
    pub fn is_plain(&self) -> bool {
        let (name, port) = self.0.split_once(':').unwrap_or((&self.0, "1"));
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_label =
            |label: &str| !label.is_empty() && !label.starts_with('-') && label.bytes().all(letter);
        let is_port = port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|port| port > 0);
        name.len() <= LONGEST && name.split('.').all(is_label) && is_port
    }

    /// Returns the name of the folder for this host's files, with `_` before a port, as Windows
    /// allows no colon.
    pub fn folder(&self) -> String {
        self.0.replace(':', "_")
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for HostName {
    fn from(name: String) -> Self {
        Self::new(&name)
    }
}

impl Serialize for HostName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
