//! How a mirror says what is in a directory.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::json::Fields;
use super::{BaseUrl, RemotePath};

/// How a mirror says what is in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// By a page of the web server, at the directory's own address.
    Pages,
    /// By the bucket's list of keys (`ListObjectsV2`), which the base URL answers.
    S3(S3Bucket),
    /// Not at all.
    None,
}

/// A bucket of Amazon S3, or of a server that answers as it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Bucket {
    /// Its name.
    pub bucket: String,
    /// Where it lies: `us-east-1`. Another region's address answers with a redirect that pages cannot follow.
    pub region: String,
}

/// None of `pages`, `s3` and `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of \"pages\", \"s3\" and \"none\"")]
struct UnknownKind;

/// The bucket of a list that is not S3's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("only an \"index\" of \"s3\" has a bucket")]
struct BucketWithoutList;

impl IndexKind {
    /// Reads `index`, and `s3` where it belongs to it.
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let kind = fields.required("index").parsed(|text| match text {
            "s3" => Ok(None),
            "pages" => Ok(Some(Self::Pages)),
            "none" => Ok(Some(Self::None)),
            _ => Err(UnknownKind),
        });
        match kind.flatten() {
            None => fields.required("s3").object(|fields| {
                Self::S3(S3Bucket {
                    bucket: fields.required("bucket").label(),
                    region: fields.required("region").label(),
                })
            }),
            Some(kind) => {
                if let Some(item) = fields.optional("s3") {
                    item.checked::<(), _>(Err(BucketWithoutList));
                }
                kind
            }
        }
    }

    /// Returns the address that lists a directory; `continuation` is what the page before gave to go on with.
    pub(super) fn url(
        &self,
        base: &BaseUrl,
        here: &RemotePath,
        continuation: Option<&str>,
    ) -> String {
        if !matches!(self, Self::S3(_)) {
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
