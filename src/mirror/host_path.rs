//! A file named by the host that has it.

use std::fmt;
use std::rc::Rc;

use super::RemotePath;

/// The most letters in the name of a host (RFC 1123, section 2.1, and RFC 1035, section 2.3.4).
const LONGEST: usize = 253;

/// The name of a host as the site's tables write it, in lower case: `ftp.1000genomes.ebi.ac.uk`; with a port where it is none of
/// HTTP's own. A name is taken as it is found; see [`HostName::is_plain`].
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

    /// Says whether it is a name that an address, a folder and a command can carry as it is: letters of ASCII, digits, dots
    /// and hyphens, no part empty, at most 253 of them (RFC 1123, section 2.1), and a port after a colon.
    pub fn is_plain(&self) -> bool {
        let (name, port) = self.0.split_once(':').unwrap_or((&self.0, "1"));
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_label =
            |label: &str| !label.is_empty() && !label.starts_with('-') && label.bytes().all(letter);
        let is_port = port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|port| port > 0);
        name.len() <= LONGEST && name.split('.').all(is_label) && is_port
    }

    /// Returns the name of the folder in which files of this host are kept: a port follows an underscore, as no file system
    /// of Windows takes a colon.
    pub fn folder(&self) -> String {
        self.0.replace(':', "_")
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
