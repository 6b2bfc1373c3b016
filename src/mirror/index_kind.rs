//! The kinds of directory indexes that a mirror may have.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::{BaseUrl, RemotePath};
use crate::common::json::label;

/// How a mirror says what is in a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexKind {
    /// A page of the web server at the directory's own address.
    Pages,
    /// The bucket's list of keys (`ListObjectsV2`) at the base URL.
    S3,
    /// No directory index.
    None,
}

/// A bucket of Amazon S3, or of a compatible service.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Bucket {
    /// Its name.
    #[serde(deserialize_with = "label")]
    pub bucket: String,
    /// Its region: `us-east-1`. Other regions answer with a redirect that web pages cannot follow.
    #[serde(deserialize_with = "label")]
    pub region: String,
}

impl IndexKind {
    /// Returns the URL that lists a directory; `continuation` is the token of the page before, if
    /// any.
    pub(super) fn url(
        self,
        base: &BaseUrl,
        here: &RemotePath,
        continuation: Option<&str>,
    ) -> String {
        if self != Self::S3 {
            return base.directory_url(here);
        }
        let mut url = format!("{base}?list-type=2&delimiter=%2F&encoding-type=url&prefix=");
        if !here.is_root() {
            url += &here.to_url_path();
            url.push('/');
        }
        if let Some(token) = continuation {
            url += "&continuation-token=";
            url.extend(utf8_percent_encode(token, NON_ALPHANUMERIC));
        }
        url
    }
}
