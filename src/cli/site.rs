//! URLs of a walk.

use url::Url;

use super::error::CliError;
use super::page::FetchedPage;
use super::s3;
use crate::mirror::{BaseUrl, RemotePath, name_bytes, name_text};

/// The start of a walk, from which the URL of each directory follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    /// Where the page of the start came from, after redirects.
    url: Url,
    /// Base URL: its own, or that of the bucket.
    base: BaseUrl,
    /// The directory in a bucket.
    bucket_directory: Option<RemotePath>,
}

impl Site {
    /// Creates the site from the start page.
    pub(super) fn new(start: &FetchedPage) -> Self {
        Self {
            url: start.url.clone(),
            base: start.base.clone(),
            bucket_directory: start.index.bucket_directory.clone(),
        }
    }

    /// Returns the URL that lists a directory below the start.
    pub(super) fn url_of(&self, directory: &RemotePath) -> Result<Url, CliError> {
        let no_address = || CliError::NoAddress(name_text(directory.as_str()).into_owned());
        let Some(within) = &self.bucket_directory else {
            return Url::parse(&self.base.directory_url(directory)).map_err(|_| no_address());
        };
        // A query string holds text, and no other bytes.
        let directory = under(within, directory).ok_or_else(no_address)?;
        let bytes = name_bytes(directory.as_str());
        let prefix = std::str::from_utf8(&bytes).map_err(|_| no_address())?;
        Ok(s3::ask_alike(&self.url, &format!("{prefix}/")))
    }

    /// Returns the location of a directory below the start: base URL and path.
    pub(super) fn place_of(&self, directory: &RemotePath) -> (BaseUrl, RemotePath) {
        let path = match &self.bucket_directory {
            Some(within) => under(within, directory),
            None => None,
        };
        (self.base.clone(), path.unwrap_or_else(|| directory.clone()))
    }

    /// Refuses a page from outside the start, or from above the requested directory.
    pub(super) fn check(&self, directory: &RemotePath, page: &FetchedPage) -> Result<(), CliError> {
        let (base, path) = self.place_of(directory);
        let asked = base.directory_url(&path);
        let (came, start) = (page.base.as_str(), self.base.as_str());
        let leads_back = asked.starts_with(came) && asked != came;
        if self.bucket_directory.is_some() || (came.starts_with(start) && !leads_back) {
            return Ok(());
        }
        Err(CliError::LedAway {
            url: asked,
            to: came.to_owned(),
        })
    }
}

fn under(within: &RemotePath, directory: &RemotePath) -> Option<RemotePath> {
    directory
        .parts()
        .try_fold(within.clone(), |path, part| path.join(part).ok())
}
