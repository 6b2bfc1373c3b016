//! Sources named by arguments: file, standard input or URL.

use std::ffi::OsStr;
use std::path::PathBuf;

use url::Url;

use super::s3;

/// A source of input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// An address, `http` or `https`.
    Web(Url),
}

/// Reason why a URL cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(super) enum SourceError {
    /// Not a URL.
    #[error("{text} is not a URL: {error}")]
    Malformed {
        /// As given.
        text: String,
        /// Why.
        error: url::ParseError,
    },
    /// A scheme that the command does not speak.
    #[error(
        "{text} begins with {scheme}://, which is not spoken here; http://, https:// and s3:// are{}",
        hint(scheme)
    )]
    Scheme {
        /// As given.
        text: String,
        /// Its scheme.
        scheme: String,
    },
    /// A user name or a password stands in the URL.
    #[error(
        "the URL holds a user name or a password, which would be shown to others; leave it out"
    )]
    Credentials,
    /// An `s3://` address without a bucket.
    #[error("{0} names no bucket; write s3://BUCKET/ or s3://BUCKET/PREFIX/")]
    NoBucket(String),
    /// An `s3://` address where a file is wanted.
    #[error("{0} lists a bucket; name the file by its https:// address")]
    Bucket(String),
}

impl Source {
    /// Parses an argument. Anything that looks like a URL is one; everything else is a file name.
    ///
    /// `endpoint` is the service of `s3://` addresses, see [`s3::listing_of`].
    pub(super) fn read(argument: &OsStr, endpoint: Option<&Url>) -> Result<Self, SourceError> {
        if argument == "-" {
            return Ok(Self::Stdin);
        }
        match argument.to_str() {
            Some(text) if scheme(text).is_some() => address(text, endpoint).map(Self::Web),
            _ => Ok(Self::File(argument.into())),
        }
    }
}

/// Parses a URL; `s3://` becomes the request that lists the bucket.
pub(super) fn address(text: &str, endpoint: Option<&Url>) -> Result<Url, SourceError> {
    let text = text.trim();
    let scheme = scheme(text).unwrap_or_default().to_ascii_lowercase();
    match scheme.as_str() {
        "" | "http" | "https" => {}
        "s3" => {
            return s3::listing_of(text, endpoint)
                .ok_or_else(|| SourceError::NoBucket(text.to_owned()));
        }
        _ => {
            return Err(SourceError::Scheme {
                text: text.to_owned(),
                scheme,
            });
        }
    }
    let mut url = Url::parse(text).map_err(|error| SourceError::Malformed {
        text: text.to_owned(),
        error,
    })?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(SourceError::Credentials);
    }
    url.set_fragment(None);
    Ok(url)
}

fn hint(scheme: &str) -> &'static str {
    match scheme {
        "ftp" | "ftps" => ". Many FTP sites answer under https:// too",
        "file" => ". Name a file by its path",
        _ => "",
    }
}

/// Returns the part before `://`.
pub(super) fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once("://")?;
    let mut letters = scheme.bytes();
    let is_scheme = letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_standard_input_files_or_addresses() {
        let read = |text: &str| Source::read(OsStr::new(text), None);
        assert_eq!(read("-"), Ok(Source::Stdin));
        for file in ["page.html", "./-", "a:b", "C:\\page.html", "über://x"] {
            assert_eq!(read(file), Ok(Source::File(file.into())), "{file}");
        }
        for (text, url) in [
            ("http://h/a#top", "http://h/a"),
            ("HTTPS://H/a/?C=N", "https://h/a/?C=N"),
        ] {
            assert_eq!(
                read(text),
                Ok(Source::Web(Url::parse(url).expect("a URL"))),
                "{text}"
            );
        }
    }

    #[test]
    fn other_schemes_and_passwords_are_refused_with_words() {
        let words = |text: &str| address(text, None).expect_err(text).to_string();
        assert!(words("ftp://ftp.example.org/pub/").contains("ftp://, which is not spoken"));
        assert!(words("http://me:secret@h/").contains("password"));
        assert!(!words("http://me:secret@h/").contains("secret"));
        assert!(words("http://").contains("not a URL"));
        assert!(words("example.org/pub/").contains("not a URL"));
        assert!(words("s3://").contains("no bucket"));
    }
}
