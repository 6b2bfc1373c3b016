//! The URL of a mirror's site root.

use std::fmt;

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use url::Url;

use super::address::clean;
use super::{HostName, RemotePath};

/// The `http` or `https` URL of a mirror's site root; its path ends in a slash.
///
/// # Examples
///
/// ```
/// use igsr_fetch::mirror::{BaseUrl, BaseUrlError, RemotePath};
///
/// let base = BaseUrl::parse("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/")?;
/// let path = RemotePath::parse("release/a b.vcf")?;
/// let url = "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/a%20b.vcf";
/// assert_eq!(base.file_url(&path), url);
/// assert_eq!(base.root().as_str(), "vol1/ftp");
///
/// let without = BaseUrl::parse("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp");
/// assert_eq!(without, Err(BaseUrlError::NoSlash));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BaseUrl(Url);

/// Why a text is no [`BaseUrl`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// The text is not an absolute URL.
    #[error("not an absolute URL")]
    Malformed(#[source] url::ParseError),
    /// The host is not ASCII, or not a host name.
    #[error(
        "the host is no name in ASCII letters; a name in others has a form that begins with xn--"
    )]
    Host,
    /// The scheme is neither `http` nor `https`.
    #[error("the scheme is neither http nor https")]
    Scheme,
    /// The URL has a user name or a password.
    #[error("the URL holds a user name or a password")]
    Credentials,
    /// The URL has a query or a fragment.
    #[error("the URL has a query or a fragment")]
    Suffix,
    /// The path does not end in a slash.
    #[error("the path does not end in a slash")]
    NoSlash,
}

impl From<url::ParseError> for BaseUrlError {
    fn from(error: url::ParseError) -> Self {
        match error {
            url::ParseError::IdnaError => Self::Host,
            error => Self::Malformed(error),
        }
    }
}

impl BaseUrl {
    /// Parses a base URL.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let url = Url::parse(text)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BaseUrlError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Suffix);
        }
        if !url.path().ends_with('/') {
            return Err(BaseUrlError::NoSlash);
        }
        Ok(Self(url))
    }

    /// Parses the page's URL of a mirror, which may be relative to the page's address, such as
    /// `mirror/ebi/`.
    ///
    /// A relative URL is checked and `None` is returned if there is no page.
    pub fn of_page(text: &str, page: Option<&str>) -> Result<Option<Self>, BaseUrlError> {
        match Url::parse(text) {
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                let base = Url::parse(page.unwrap_or("https://page.invalid/"));
                let url = base.and_then(|base| base.join(text));
                let url = Self::parse(url?.as_str())?;
                Ok(page.is_some().then_some(url))
            }
            _ => Self::parse(text).map(Some),
        }
    }

    /// Returns the URL as text, with its trailing slash.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the parsed URL.
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Returns scheme, host and port, as a Content-Security-Policy names them.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Returns the host without port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Returns the host's name, with the port unless it is the scheme's own.
    pub fn host_name(&self) -> HostName {
        match self.0.port() {
            Some(port) => HostName::new(&format!("{}:{port}", self.host())),
            None => HostName::new(self.host()),
        }
    }

    /// Returns the decoded path of the site root on its host: `vol1/ftp`.
    pub fn root(&self) -> RemotePath {
        let path = percent_decode_str(self.0.path()).decode_utf8_lossy();
        // A parsed URL has no `..`.
        clean(&path).unwrap_or_default()
    }

    /// Returns the number of directories in the path of the site root: 2 for `/vol1/ftp/`.
    pub fn depth(&self) -> usize {
        self.0
            .path()
            .split('/')
            .filter(|part| !part.is_empty())
            .count()
    }

    /// Returns the URL of a file.
    pub fn file_url(&self, path: &RemotePath) -> String {
        let base = self.as_str();
        let mut url = String::with_capacity(base.len() + path.as_str().len());
        url.push_str(base);
        path.push_url_path(&mut url);
        url
    }

    /// Returns the URL of a directory, with a trailing slash.
    pub fn directory_url(&self, path: &RemotePath) -> String {
        if path.is_root() {
            return self.0.to_string();
        }
        format!("{}{}/", self.0, path.to_url_path())
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = BaseUrlError;

    fn try_from(text: String) -> Result<Self, BaseUrlError> {
        Self::parse(&text)
    }
}

impl From<BaseUrl> for String {
    fn from(base: BaseUrl) -> Self {
        base.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls_that_would_join_wrongly_are_refused() {
        for (text, error) in [
            ("ftp://ftp.example.org/", BaseUrlError::Scheme),
            ("javascript:alert(1)", BaseUrlError::Scheme),
            ("https://me:secret@example.org/", BaseUrlError::Credentials),
            ("https://example.org/vol1/ftp", BaseUrlError::NoSlash),
            ("https://example.org/?x", BaseUrlError::Suffix),
            (
                "vol1/ftp/",
                BaseUrlError::Malformed(url::ParseError::RelativeUrlWithoutBase),
            ),
        ] {
            assert_eq!(BaseUrl::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_host_that_is_not_ascii_is_refused() {
        assert!(matches!(
            BaseUrl::parse("https://génomes.example/"),
            Err(BaseUrlError::Host)
        ));
    }

    #[test]
    fn file_and_directory_urls_lie_below_the_base() {
        let base = BaseUrl::parse("https://ftp.example.org/vol1/ftp/").expect("a base URL");
        let path = RemotePath::parse("release/a b.gz").expect("a path");
        assert_eq!(
            base.file_url(&path),
            "https://ftp.example.org/vol1/ftp/release/a%20b.gz"
        );
        assert_eq!(base.directory_url(&RemotePath::root()), base.as_str());
        assert_eq!(base.depth(), 2);
    }
}
