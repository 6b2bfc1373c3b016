//! A directory index read from a URL, with all of its pages.

use std::collections::HashSet;
use std::io::Read;

use url::Url;

use super::client::{Client, HttpError, HttpResponse};
use super::error::CliError;
use super::place;
use super::s3;
use crate::listing::{DirectoryIndex, IndexReader, PageRequest};
use crate::mirror::{BaseUrl, RemotePath};

/// Size of a read, in bytes.
pub(super) const PIECE: usize = 64 << 10;

/// Largest page in bytes; an endless response must not fill the memory.
const LONGEST_PAGE: u64 = 1 << 30;

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
    pub(super) cut: Option<HttpError>,
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
            None => "the page ends before its end".to_owned(),
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
            } else {
                Err(CliError::Http {
                    url: page.url.to_string(),
                    error: Box::new(HttpError::Connection(
                        "the service begins again at a place that it has given".to_owned(),
                    )),
                })
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
                Err(fault) => {
                    page.index.truncated = true;
                    page.cut = Some(HttpError::Connection(fault.to_string()));
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
        let base = place::directory_of(&page_url).map_err(|_| {
            fault(HttpError::BadRedirect {
                to: page_url.to_string(),
            })
        })?;
        let reader = IndexReader::new(PageRequest {
            page_url: page_url.to_string(),
            base: base.clone(),
            directory: None,
            content_type: self.content_type.clone().or(answer.content_type.clone()),
        });
        let url = answer.url.clone();
        let (reader, cut) = pump(answer, reader).map_err(fault)?;
        let index = reader
            .finish(cut.is_some())
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

/// Feeds the body to the reader. An error within it keeps what came before.
fn pump(
    answer: HttpResponse,
    mut reader: IndexReader,
) -> Result<(IndexReader, Option<HttpError>), HttpError> {
    let mut body = answer.body.take(LONGEST_PAGE);
    let mut piece = vec![0; PIECE];
    let mut nothing_yet = true;
    loop {
        match body.read(&mut piece) {
            Ok(0) if body.limit() == 0 => {
                let cut =
                    HttpError::Connection(format!("the page is longer than {LONGEST_PAGE} bytes"));
                return Ok((reader, Some(cut)));
            }
            Ok(0) => return Ok((reader, None)),
            Ok(length) => {
                nothing_yet = false;
                reader.push(&piece[..length]);
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) if nothing_yet => return Err(HttpError::from_io(&error)),
            Err(error) => return Ok((reader, Some(HttpError::from_io(&error)))),
        }
    }
}
