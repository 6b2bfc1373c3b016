//! Host names of URLs, in ASCII only.
//!
//! Stands in for the crate `idna` behind `url`. A name in other letters is refused; in its ASCII form (`xn--…`) it is taken as
//! it is. What the URL standard forbids in a domain is refused as there (<https://url.spec.whatwg.org/#forbidden-domain-code-point>).

use std::borrow::Cow;
use std::fmt;

/// The name cannot be a host's.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Errors;

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a host name in ASCII")
    }
}

impl std::error::Error for Errors {}

/// Which characters of ASCII are refused.
#[derive(Clone, Copy, Debug)]
pub struct AsciiDenyList(());

impl AsciiDenyList {
    /// Those that the URL standard forbids.
    pub const URL: Self = Self(());
}

/// Returns the name as a URL holds it: in small letters.
pub fn domain_to_ascii_from_cow(
    domain: Cow<'_, [u8]>,
    _: AsciiDenyList,
) -> Result<Cow<'_, str>, Errors> {
    let forbidden = |byte: &u8| {
        matches!(byte, 0..=b' ' | 0x7f.. | b'#' | b'%' | b'/' | b':' | b'<' | b'>' | b'?' | b'@' | b'['..=b'^' | b'|')
    };
    if domain.iter().any(forbidden) {
        return Err(Errors);
    }
    let name = String::from_utf8(domain.into_owned()).map_err(|_| Errors)?;
    Ok(Cow::Owned(name.to_ascii_lowercase()))
}

/// Returns the name as it is: in ASCII.
pub fn domain_to_unicode(domain: &str) -> (String, Result<(), Errors>) {
    (domain.to_owned(), Ok(()))
}
