//! Paths below the root of the site, and of any host: a file's name.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde::{Deserialize, Serialize, Serializer};

/// The characters to escape in URL paths: all but the unreserved ones of RFC 3986, section 2.3, and
/// `/`.
///
/// So `%` is the only special character that a shell or a list file sees in one of our URLs.
const SEGMENTS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The base of characters for bytes that are not UTF-8: byte 0x80 to 0xFF is this plus the byte.
///
/// These 128 characters end Unicode's last private plane. A name with one of them is stored as
/// bytes too, so that names convert to bytes and back without loss.
const RAW: u32 = 0x10_FF00;

/// Converts a server's name from bytes to text without loss; see [`name_bytes`] for the reverse.
pub fn name_from_bytes(bytes: Vec<u8>) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !has_raw(&text) => return text,
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let mut name = String::with_capacity(bytes.len() * 2);
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if is_raw(letter) {
                keep_raw(&mut name, letter.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                name.push(letter);
            }
        }
        keep_raw(&mut name, chunk.invalid());
    }
    name
}

/// Returns the bytes of a name or path, the inverse of [`name_from_bytes`].
pub fn name_bytes(name: &str) -> Cow<'_, [u8]> {
    if !has_raw(name) {
        return Cow::Borrowed(name.as_bytes());
    }
    let mut bytes = Vec::with_capacity(name.len());
    for letter in name.chars() {
        match raw_byte(letter) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    Cow::Owned(bytes)
}

/// Returns a name or path for people and other programs, with bytes that are not UTF-8 as `%FF`.
pub fn name_text(name: &str) -> Cow<'_, str> {
    if !has_raw(name) {
        return Cow::Borrowed(name);
    }
    let mut text = String::with_capacity(name.len());
    for letter in name.chars() {
        match raw_byte(letter) {
            Some(byte) => text.push_str(percent_encoding::percent_encode_byte(byte)),
            None => text.push(letter),
        }
    }
    Cow::Owned(text)
}

fn has_raw(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_raw)
}

fn is_raw(letter: char) -> bool {
    raw_byte(letter).is_some()
}

fn raw_byte(letter: char) -> Option<u8> {
    let byte = u32::from(letter).checked_sub(RAW)?;
    u8::try_from(byte).ok().filter(|byte| *byte >= 0x80)
}

fn keep_raw(name: &mut String, bytes: &[u8]) {
    let letters = bytes
        .iter()
        .filter_map(|byte| char::from_u32(RAW + u32::from(*byte)));
    name.extend(letters);
}

/// A path below the site root (`vol1/ftp/` on the main site): decoded, `/`-separated, never a URL.
///
/// The empty path is the root. There is no leading or trailing slash, and no part is empty, `.` or
/// `..`, so a path cannot leave the folder it is joined to. It has at most
/// [`RemotePath::MAX_BYTES`] and [`RemotePath::MAX_PARTS`]. Servers may send control characters,
/// and bytes that are not UTF-8, which are kept as [`name_from_bytes`] does; see
/// [`RemotePath::is_writable`].
///
/// # Examples
///
/// ```
/// use igsr_fetch::mirror::{PathError, RemotePath};
///
/// let release = RemotePath::parse("release/20130502/")?;
/// assert_eq!(release.as_str(), "release/20130502");
/// let file = release.join("50% done.vcf")?;
/// assert_eq!(file.name(), "50% done.vcf");
/// assert_eq!(file.below(&release), Some("50% done.vcf"));
/// assert_eq!(file.to_url_path(), "release/20130502/50%25%20done.vcf");
///
/// assert_eq!(RemotePath::parse("release/../etc"), Err(PathError::DotPart));
/// assert_eq!(RemotePath::parse("/release"), Err(PathError::Absolute));
/// # Ok::<(), PathError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct RemotePath(String);

/// Why a text is no [`RemotePath`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// The path starts with a slash.
    #[error("the path starts with a slash")]
    Absolute,
    /// A part between two slashes is empty.
    #[error("the path has an empty part")]
    EmptyPart,
    /// A part is `.` or `..`.
    #[error("the path has a part that means this or the parent directory")]
    DotPart,
    /// A name to be joined contains a slash.
    #[error("the name holds a slash")]
    SlashInName,
    /// The path has more than [`RemotePath::MAX_BYTES`].
    #[error("the path is longer than {} bytes", RemotePath::MAX_BYTES)]
    TooLong,
    /// The path has more than [`RemotePath::MAX_PARTS`].
    #[error("the path has more than {} parts", RemotePath::MAX_PARTS)]
    TooDeep,
}

impl RemotePath {
    /// Most bytes of a path: servers take request lines of at most about 8 KiB (Apache's `LimitRequestLine`, nginx's
    /// `large_client_header_buffers`).
    pub const MAX_BYTES: usize = 8192;

    /// Most parts of a path. The deepest path of the main site has 10. The breadcrumb links to every parent directory, so its time
    /// and memory grow with the square of this number.
    pub const MAX_PARTS: usize = 256;

    /// Returns the root of the site.
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses a path; one trailing slash is accepted and dropped.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        Self::check(text)?;
        Ok(Self(text.strip_suffix('/').unwrap_or(text).to_owned()))
    }

    /// Checks a text by the rules of [`Self::parse`], without allocating a path.
    pub fn check(text: &str) -> Result<(), PathError> {
        if text.starts_with('/') {
            return Err(PathError::Absolute);
        }
        let text = text.strip_suffix('/').unwrap_or(text);
        if text.is_empty() {
            return Ok(());
        }
        if text.len() > Self::MAX_BYTES {
            return Err(PathError::TooLong);
        }
        let mut rest = text.as_bytes();
        for _ in 0..Self::MAX_PARTS {
            let end = memchr::memchr(b'/', rest).unwrap_or(rest.len());
            match &rest[..end] {
                b"" => return Err(PathError::EmptyPart),
                b"." | b".." => return Err(PathError::DotPart),
                _ if end == rest.len() => return Ok(()),
                _ => rest = &rest[end + 1..],
            }
        }
        Err(PathError::TooDeep)
    }

    /// Returns the path of the entry `name` in this directory.
    ///
    /// # Errors
    ///
    /// [`PathError`] if the name is empty, `.` or `..`, or contains a slash, or the path would be too long.
    pub fn join(&self, name: &str) -> Result<Self, PathError> {
        match name {
            "" => return Err(PathError::EmptyPart),
            "." | ".." => return Err(PathError::DotPart),
            _ if name.contains('/') => return Err(PathError::SlashInName),
            _ if self.0.len() + 1 + name.len() > Self::MAX_BYTES => return Err(PathError::TooLong),
            _ if self.parts().count() >= Self::MAX_PARTS => return Err(PathError::TooDeep),
            _ => {}
        }
        Ok(if self.is_root() {
            Self(name.to_owned())
        } else {
            Self(format!("{}/{name}", self.0))
        })
    }

    /// Returns the path as text, without a leading or trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether this is the root of the site.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the last part, which is empty for the root.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// Returns the directory that contains this path; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        if self.is_root() {
            return None;
        }
        Some(Self(
            self.0
                .rsplit_once('/')
                .map_or_else(String::new, |(directory, _)| directory.to_owned()),
        ))
    }

    /// Returns the parts from the top down; the root has none.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }

    /// Returns this path, then each directory above it, up to the root.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// Returns the part of this path below `directory`, or `None` if it does not lie below it.
    pub fn below(&self, directory: &Self) -> Option<&str> {
        if directory.is_root() {
            return (!self.is_root()).then_some(self.as_str());
        }
        self.0.strip_prefix(directory.as_str())?.strip_prefix('/')
    }

    /// Returns this path with `to` in the place of the directory `from`; `None` if it does not lie below that, or would be too long or
    /// too deep.
    pub(super) fn moved(&self, from: &Self, to: &Self) -> Option<Self> {
        let rest = self.below(from)?;
        if to.is_root() {
            return Some(Self(rest.to_owned()));
        }
        let path = [to.as_str(), "/", rest].concat();
        let fits = path.len() <= Self::MAX_BYTES
            && memchr::memchr_iter(b'/', path.as_bytes()).count() < Self::MAX_PARTS;
        fits.then_some(Self(path))
    }

    /// Returns the path for people, with bytes that are not UTF-8 as `%FF`.
    pub fn text(&self) -> Cow<'_, str> {
        name_text(&self.0)
    }

    /// Returns whether the path can be written into a command or a list: it has no control
    /// character and is UTF-8.
    pub fn is_writable(&self) -> bool {
        !self
            .0
            .chars()
            .any(|letter| letter.is_control() || is_raw(letter))
    }

    /// Returns the path for a URL, percent-encoded but for unreserved characters and slashes.
    pub fn to_url_path(&self) -> String {
        let mut out = String::with_capacity(self.0.len());
        self.push_url_path(&mut out);
        out
    }

    /// Appends the path for a URL to a text; see [`Self::to_url_path`].
    pub(super) fn push_url_path(&self, out: &mut String) {
        out.extend(percent_encode(&name_bytes(&self.0), SEGMENTS));
    }
}

impl fmt::Display for RemotePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RemotePath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for RemotePath {
    type Error = PathError;

    fn try_from(text: String) -> Result<Self, PathError> {
        Self::parse(&text)
    }
}

impl From<RemotePath> for String {
    fn from(path: RemotePath) -> Self {
        path.0
    }
}

impl Serialize for RemotePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_could_leave_their_folder_are_refused() {
        for (text, error) in [
            ("/etc/passwd", PathError::Absolute),
            ("release/../../x", PathError::DotPart),
            ("..", PathError::DotPart),
            ("./x", PathError::DotPart),
            ("a//b", PathError::EmptyPart),
        ] {
            assert_eq!(RemotePath::parse(text), Err(error), "{text}");
        }
        let parts = |count: usize| vec!["a"; count].join("/");
        let deepest = RemotePath::parse(&parts(RemotePath::MAX_PARTS)).expect("a path");
        assert_eq!(deepest.join("a"), Err(PathError::TooDeep));
        let deeper = parts(RemotePath::MAX_PARTS + 1);
        assert_eq!(RemotePath::parse(&deeper), Err(PathError::TooDeep));
        let longest = "a".repeat(RemotePath::MAX_BYTES);
        let longest = RemotePath::parse(&longest).expect("a path");
        assert_eq!(longest.join("a"), Err(PathError::TooLong));
        let longer = "é".repeat(RemotePath::MAX_BYTES / 2) + "/a";
        assert_eq!(RemotePath::parse(&longer), Err(PathError::TooLong));
        let directory = RemotePath::parse("release/").expect("a plain path");
        assert_eq!(directory.join("a/b"), Err(PathError::SlashInName));
        assert_eq!(directory.join(".."), Err(PathError::DotPart));
    }

    #[test]
    fn url_path_leaves_only_unreserved_characters_bare() {
        let path = RemotePath::parse("a b/$(x)'\"é%20.gz").expect("a path");
        assert_eq!(path.to_url_path(), "a%20b/%24%28x%29%27%22%C3%A9%2520.gz");
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_kept() {
        for bytes in [
            &b"latin1-\xe9.txt"[..],
            b"\xff\xfe",
            b"\xed\xa0\x80",
            b"\xf4\x8f\xbf\xbf",
            "日é".as_bytes(),
            b"",
        ] {
            let name = name_from_bytes(bytes.to_vec());
            assert_eq!(&*name_bytes(&name), bytes);
        }
        let name = name_from_bytes(b"a\xe9%".to_vec());
        assert_eq!(name_text(&name), "a%E9%");
        let path = RemotePath::root().join(&name).expect("a name");
        assert_eq!(path.to_url_path(), "a%E9%25");
        assert!(!path.is_writable());
    }

    #[test]
    fn parents_end_at_the_root() {
        let path = RemotePath::parse("release/20130502/x").expect("a path");
        let above: Vec<_> = path.ancestors().map(String::from).collect();
        assert_eq!(
            above,
            ["release/20130502/x", "release/20130502", "release", ""]
        );
        assert_eq!(RemotePath::root().parent(), None);
    }

    #[test]
    fn below_needs_a_whole_part() {
        let path = RemotePath::parse("release/20130502/x").expect("a path");
        let directory = RemotePath::parse("release/2013").expect("a path");
        assert_eq!(path.below(&directory), None);
        let directory = RemotePath::parse("release").expect("a path");
        assert_eq!(path.below(&directory), Some("20130502/x"));
    }
}
