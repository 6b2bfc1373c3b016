//! Fetches and reads the pages of directories; and their addresses, in a walk too.

use std::collections::HashSet;
use std::io::{self, Read};
use std::time::Instant;

use url::Url;

use super::client::{Client, HttpError};
use super::error::CliError;
use super::s3;
use crate::listing::{DirectoryIndex, IndexReader, PageRequest};
use crate::mirror::{BaseUrl, BaseUrlError, RemotePath, name_bytes, name_text};

/// Extensions of pages and programs, which are never directories.
const PAGES: [&str; 12] = [
    "asp", "aspx", "cgi", "htm", "html", "json", "jsp", "php", "pl", "shtml", "xhtml", "xml",
];

/// Returns the directory that a page at this address lists.
///
/// The query is dropped: it sorts, or asks an S3 service, whose path is the bucket. A name as `index.html` stands for its
/// folder; any other name without a slash at its end is a directory that was asked for without it.
pub(super) fn directory_of(url: &Url) -> Result<BaseUrl, BaseUrlError> {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path();
    let path = match path.rsplit_once('/') {
        Some((folder, name)) if is_page(name) => format!("{folder}/"),
        Some((_, "")) => path.to_owned(),
        _ => format!("{path}/"),
    };
    url.set_path(&path);
    BaseUrl::parse(url.as_str())
}

fn is_page(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, end)| {
        !stem.is_empty() && PAGES.iter().any(|page| page.eq_ignore_ascii_case(end))
    })
}

/// Size of a read, in bytes.
pub(super) const PIECE: usize = 64 << 10;

/// A directory index with its location.
#[derive(Debug)]
pub(super) struct FetchedPage {
    /// Where it came from, after redirects.
    pub(super) url: Url,
    /// Base URL of the directory.
    pub(super) base: BaseUrl,
    /// Content.
    pub(super) index: DirectoryIndex,
    /// Reason why it is incomplete, if it is.
    pub(super) cut: Option<Cut>,
}

/// Reason why a page is incomplete.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum Cut {
    /// The connection broke within it.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// It is longer than the most bytes that may be read.
    #[error("the page is longer than {0} bytes; --max-bytes lets more be read")]
    TooLong(u64),
    /// A saved page was not read within the time that was given.
    #[error("the time given by --max-time was over")]
    Time,
    /// A bucket names a page as the next one that it has named before, so that its pages have no end.
    #[error("the service names a next page that it has named before")]
    Repeated,
    /// The page that follows it cannot be read.
    #[error("the page that follows cannot be read: {0}")]
    Next(Box<CliError>),
}

/// Options for reading pages.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    /// Makes the requests.
    pub(super) client: Client,
    /// Overrides the page's URL.
    pub(super) page_url: Option<Url>,
    /// Overrides the content type.
    pub(super) content_type: Option<String>,
    /// Most bytes of a page.
    pub(super) max_bytes: u64,
}

impl FetchedPage {
    /// Returns the directory below the base.
    pub(super) fn directory(&self) -> RemotePath {
        self.index.bucket_directory.clone().unwrap_or_default()
    }

    /// Returns the reason why an index is truncated.
    pub(super) fn why_truncated(&self) -> String {
        match &self.cut {
            Some(fault) => fault.to_string(),
            None if self.index.next.is_some() => {
                "the page is one of several, and names a next one".to_owned()
            }
            None => "the page ends before its end, or is one of several of which it names no next"
                .to_owned(),
        }
    }
}

impl Reader {
    /// Reads the directory at a URL with all its continuation pages.
    pub(super) fn read(&self, url: &Url) -> Result<FetchedPage, CliError> {
        let mut page = self.read_one(url)?;
        if page.index.bucket_directory.is_some() && !s3::is_question(&page.url) {
            // A bucket's bare address lists all that it holds, without directories.
            let ask = s3::ask(&page.url, "");
            page = self.read_one(&ask)?;
        }
        self.read_on(&mut page);
        Ok(page)
    }

    /// Reads the continuation of a bucket's page.
    fn read_on(&self, page: &mut FetchedPage) {
        let mut tokens = HashSet::new();
        let mut names: HashSet<String> = HashSet::new();
        while let Some(token) = page.index.next.take() {
            if names.is_empty() {
                names.extend(page.index.entries.iter().map(|entry| entry.name.clone()));
            }
            let more = if tokens.insert(token.clone()) {
                self.read_one(&s3::ask_on(&page.url, &token))
                    .map_err(|error| Cut::Next(Box::new(error)))
            } else {
                Err(Cut::Repeated)
            };
            match more {
                Ok(mut more) => {
                    more.index
                        .entries
                        .retain(|entry| names.insert(entry.name.clone()));
                    page.index.entries.append(&mut more.index.entries);
                    page.index.refused.append(&more.index.refused);
                    page.index.truncated |= more.index.truncated;
                    page.index.next = more.index.next;
                    page.cut = more.cut;
                }
                Err(cut) => {
                    page.index.truncated = true;
                    page.cut = Some(cut);
                }
            }
        }
    }

    /// Reads one response.
    fn read_one(&self, url: &Url) -> Result<FetchedPage, CliError> {
        let fault = |error| CliError::Http {
            url: url.to_string(),
            error: Box::new(error),
        };
        let answer = self.client.get(url).map_err(fault)?;
        let page_url = self.page_url.as_ref().unwrap_or(&answer.url).clone();
        let base = directory_of(&page_url).map_err(|_| {
            fault(HttpError::BadRedirect {
                to: page_url.to_string(),
            })
        })?;
        let mut reader = IndexReader::new(PageRequest {
            page_url: page_url.to_string(),
            base: base.clone(),
            directory: None,
            content_type: self.content_type.clone().or(answer.content_type.clone()),
        });
        let url = answer.url.clone();
        let pumped = pump(answer.body, &mut reader, self.max_bytes, None);
        let cut = match pumped.end {
            Ok(cut) => cut,
            Err(error) if pumped.bytes == 0 => return Err(fault(HttpError::from_io(&error))),
            Err(error) => Some(HttpError::from_io(&error).into()),
        };
        let index = reader
            .finish(cut.is_some())
            .and_then(DirectoryIndex::unless_all_refused)
            .map_err(|error| CliError::NotAnIndex {
                name: url.to_string(),
                error,
            })?;
        Ok(FetchedPage {
            url,
            base,
            index,
            cut,
        })
    }
}

/// Result of [`pump`].
pub(super) struct Pumped {
    /// Number of bytes read.
    pub(super) bytes: u64,
    /// Reason why reading stopped early, `None` at the end of the body; or the error of a read.
    pub(super) end: Result<Option<Cut>, io::Error>,
}

/// Feeds a body to the reader: at most `max_bytes`, and not beyond the deadline.
pub(super) fn pump(
    body: impl Read,
    reader: &mut IndexReader,
    max_bytes: u64,
    deadline: Option<Instant>,
) -> Pumped {
    let mut body = body.take(max_bytes.saturating_add(1));
    let mut piece = vec![0; PIECE];
    let mut bytes = 0;
    let end = loop {
        match body.read(&mut piece) {
            Ok(0) => break Ok(None),
            Ok(length) => {
                let left = usize::try_from(max_bytes - bytes).unwrap_or(usize::MAX);
                let fits = left.min(length);
                reader.push(&piece[..fits]);
                bytes += fits as u64;
                if fits < length {
                    break Ok(Some(Cut::TooLong(max_bytes)));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
        if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            break Ok(Some(Cut::Time));
        }
    };
    Pumped { bytes, end }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directory_of_a_page_is_its_folder() {
        for (page, directory) in [
            ("https://h", "https://h/"),
            ("https://h/pub/", "https://h/pub/"),
            ("https://h/pub", "https://h/pub/"),
            ("https://h/pub/v1.2", "https://h/pub/v1.2/"),
            ("https://h/pub/index.html", "https://h/pub/"),
            ("https://h/pub/INDEX.HTM?x", "https://h/pub/"),
            ("https://h/pub/.html", "https://h/pub/.html/"),
            ("https://h/pub/?C=M;O=D#top", "https://h/pub/"),
            (
                "http://h:81/bucket?list-type=2&prefix=a/",
                "http://h:81/bucket/",
            ),
            ("https://h/a%20b/%2e/c?", "https://h/a%20b/c/"),
        ] {
            let url = Url::parse(page).expect("a URL");
            assert_eq!(
                directory_of(&url).as_ref().map(BaseUrl::as_str),
                Ok(directory),
                "{page}"
            );
        }
    }
}
