//! Parsing an address in any spelling: its server, bucket or collection, and the path there.

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use url::Url;

use super::{PathError, RemotePath};

/// A place in one of the trees of the world: a host's (whatever the protocol), a bucket's, or another scheme's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct PastedAddress {
    /// Which tree: `host` or `host:port` of the web and FTP, `collection:` of Globus, else `scheme://authority`. Small
    /// letters.
    pub(super) tree: String,
    /// The path in it, decoded.
    pub(super) path: RemotePath,
    /// Says whether the address is that of a directory or of a file, where it shows.
    pub(super) is_directory: Option<bool>,
    /// The beginning of keys that a query asks a bucket for.
    pub(super) prefix: Option<RemotePath>,
}

/// Why an address names no place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PastedAddressError {
    /// The text is no URL.
    #[error("not an address: {0}")]
    Malformed(url::ParseError),
    /// The path has a `..`.
    #[error("the path holds “..”")]
    Parent,
    /// The decoded path is not UTF-8.
    #[error("the path is not UTF-8")]
    NotUtf8,
    /// The root of a tree does not end in a slash.
    #[error("it does not end in a slash")]
    NoSlash,
    /// The root has a query, a fragment, a user or a space.
    #[error("it holds more than a host and a path")]
    NotARoot,
}

/// The end of S3's host names.
const S3_HOSTS: &str = ".amazonaws.com";

/// The end of host names of Amazon's console.
const S3_CONSOLE: &str = "console.aws.amazon.com";

/// Reads the root of a tree; see [`PastedAddress::of_tree`].
impl TryFrom<String> for PastedAddress {
    type Error = PastedAddressError;

    fn try_from(text: String) -> Result<Self, PastedAddressError> {
        Self::of_tree(&text)
    }
}

impl PastedAddress {
    /// Parses an address with a scheme; `None` if it has none.
    pub(super) fn parse(text: &str) -> Option<Result<Self, PastedAddressError>> {
        if let Some(rest) = text.strip_prefix("arn:aws:s3:::") {
            return Some(Self::literal("s3", rest));
        }
        let (scheme, rest) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        match scheme.as_str() {
            "http" | "https" | "ftp" => Some(Self::web(text)),
            // The same tree by other protocols.
            "ftps" | "rsync" => Some(Self::web(&["https://", rest].concat())),
            _ if scheme.contains(['/', ' ', ':']) => None,
            _ => Some(Self::literal(&scheme, rest)),
        }
    }

    /// Parses the root of a tree from a registry: a URL, or a host and a path, with a trailing
    /// slash.
    pub(super) fn of_tree(text: &str) -> Result<Self, PastedAddressError> {
        if !text.ends_with('/') {
            return Err(PastedAddressError::NoSlash);
        }
        let odd = |character: char| "?#@\\".contains(character) || character.is_whitespace();
        if text.starts_with('/') || text.contains(odd) {
            return Err(PastedAddressError::NotARoot);
        }
        Self::parse(text).unwrap_or_else(|| Self::web(&format!("https://{text}")))
    }

    /// Parses `bucket/key`, in which nothing is escaped.
    fn literal(scheme: &str, rest: &str) -> Result<Self, PastedAddressError> {
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        Self::new(&format!("{scheme}://{authority}"), path)
    }

    /// Parses a path in a tree.
    pub(super) fn new(tree: &str, path: &str) -> Result<Self, PastedAddressError> {
        let clean = clean(path)?;
        Ok(Self {
            is_directory: (path.ends_with('/') || clean.is_root()).then_some(true),
            path: clean,
            tree: tree.to_ascii_lowercase(),
            prefix: None,
        })
    }

    /// Parses a path in a Globus collection.
    pub(super) fn globus(id: &str, path: &str) -> Result<Self, PastedAddressError> {
        Self::new(&format!("{id}:"), path)
    }

    /// Parses an `http`, `https` or `ftp` URL.
    pub(super) fn web(text: &str) -> Result<Self, PastedAddressError> {
        let url = Url::parse(text).map_err(PastedAddressError::Malformed)?;
        let path = percent_decode_str(url.path());
        let path = path
            .decode_utf8()
            .map_err(|_| PastedAddressError::NotUtf8)?;
        let path = path.trim_start_matches('/');
        let host = url.host_str().unwrap_or_default();
        let prefix = query(&url, "prefix");
        if host.ends_with(S3_CONSOLE) {
            return Self::console(path, prefix.as_deref());
        }
        let mut place = match host.strip_suffix(S3_HOSTS).and_then(bucket) {
            Some("") => Self::literal("s3", path)?,
            Some(bucket) => Self::new(&format!("s3://{bucket}"), path)?,
            None => match url.port() {
                Some(port) => Self::new(&format!("{host}:{port}"), path)?,
                None => Self::new(host, path)?,
            },
        };
        place.prefix = prefix.as_deref().map(clean).transpose()?;
        Ok(place)
    }

    /// Parses an address of Amazon's console: `/s3/buckets/BUCKET?prefix=DIRECTORY/` or
    /// `/s3/object/BUCKET?prefix=KEY`.
    fn console(path: &str, prefix: Option<&str>) -> Result<Self, PastedAddressError> {
        let (kind, rest) = path
            .strip_prefix("s3/")
            .and_then(|path| path.split_once('/'))
            .unwrap_or_default();
        let mut place = match prefix {
            Some(prefix) => {
                Self::literal("s3", &format!("{}/{prefix}", rest.trim_end_matches('/')))
            }
            None => Self::literal("s3", rest),
        }?;
        place.is_directory = Some(kind != "object");
        Ok(place)
    }
}

/// Returns the bucket in an S3 host name; empty if the path names it, `None` if the host is not
/// S3's.
fn bucket(host: &str) -> Option<&str> {
    let is_service = |rest: &str| rest.is_empty() || rest.starts_with(['.', '-']);
    if host.strip_prefix("s3").is_some_and(is_service) {
        return Some("");
    }
    let (bucket, rest) = host.rsplit_once(".s3")?;
    is_service(rest).then_some(bucket)
}

/// The directory with which Globus paths of EBI began formerly.
const GRIDFTP: &str = "gridftp";

/// Splits an address of Globus into the collection's identifier and the path, which begins with a slash: `ID:/path`, `globus://ID/path`,
/// or a link of its web app, which shows a directory; `None` for another address.
pub fn globus_parts(text: &str) -> Option<(String, String)> {
    let (id, path) = globus_link(text).or_else(|| {
        let (scheme, rest) = text.split_once(':')?;
        let (id, path) = if scheme.eq_ignore_ascii_case("globus") {
            let rest = rest.trim_start_matches('/');
            rest.split_once('/').unwrap_or((rest, ""))
        } else {
            Some((scheme, rest)).filter(|(id, _)| is_uuid(id))?
        };
        Some((id.to_owned(), path.to_owned()))
    })?;
    let path = path.trim_start_matches('/');
    let former = path.strip_prefix(GRIDFTP);
    let former = former.and_then(|rest| rest.strip_prefix('/'));
    Some((id, ["/", former.unwrap_or(path)].concat()))
}

fn globus_link(text: &str) -> Option<(String, String)> {
    let url = Url::parse(text).ok()?;
    let (id, path) = (query(&url, "origin_id")?, query(&url, "origin_path")?);
    Some((id, [path.trim_end_matches('/'), "/"].concat()))
}

fn is_uuid(text: &str) -> bool {
    let hex = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(hex)
}

/// Returns the first value with a name in a URL's query.
fn query(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
}

/// Parses a path leniently: doubled slashes, those at its ends, and `.` are ignored.
pub(super) fn clean(text: &str) -> Result<RemotePath, PastedAddressError> {
    let mut path = RemotePath::root();
    for part in text.split('/').filter(|part| !matches!(*part, "" | ".")) {
        path = path
            .join(part)
            .map_err(|_: PathError| PastedAddressError::Parent)?;
    }
    Ok(path)
}

/// Returns the part of a path below a root; `None` if it lies elsewhere.
pub(super) fn below(path: &RemotePath, root: &RemotePath) -> Option<RemotePath> {
    if path == root {
        return Some(RemotePath::root());
    }
    clean(path.below(root)?).ok()
}
