//! `igsr-fetch list`.

use std::fs::File;
use std::io::{self, BufWriter, Read};

use url::Url;

use super::args::ListArgs;
use super::client::Client;
use super::error::{CliError, Exit};
use super::output::Lines;
use super::page::{FetchedPage, PIECE, Reader};
use super::place;
use super::source::{Source, SourceError, address};
use super::summary::Tally;
use super::terminal::say;
use super::title;
use super::tree;
use crate::listing::{IndexReader, PageRequest};
use crate::mirror::{BaseUrl, RemotePath};
use crate::text::cli as text;

/// Placeholder base URL of a page without a known address.
const NOWHERE: &str = "http://localhost/";

/// Prints one directory, or a tree.
pub(super) fn list(args: &ListArgs) -> Result<Exit, CliError> {
    let address_of = |text: Option<&String>, endpoint: Option<&Url>| {
        text.map(|text| address(text, endpoint)).transpose()
    };
    let endpoint = address_of(args.s3_endpoint.as_ref(), None)?;
    let page_url = address_of(args.base_url.as_ref(), endpoint.as_ref())?;
    let source = Source::read(&args.source, endpoint.as_ref())?;
    if args.walk.recursive {
        return match source {
            Source::Web(url) => tree::list(args, &url),
            Source::Stdin | Source::File(_) => Err(CliError::NothingToWalk),
        };
    }
    let page = match source {
        Source::Stdin => read_saved(io::stdin().lock(), "standard input", page_url, args),
        Source::File(path) => {
            let name = path.display().to_string();
            let file = File::open(&path).map_err(|error| CliError::File {
                name: name.clone(),
                error,
            })?;
            read_saved(file, &name, page_url, args)
        }
        Source::Web(url) => Reader {
            client: Client::new(args.follow_other_host),
            page_url,
            content_type: args.content_type.clone(),
        }
        .read(&url),
    }?;
    let mut lines = Lines::new(BufWriter::with_capacity(PIECE, io::stdout().lock()));
    lines
        .write(&page.base, &page.directory(), "", &page.index.entries)
        .and_then(|()| lines.flush())
        .map_err(CliError::Output)?;
    Ok(close(&page))
}

/// Reports refused rows, and whether the page is complete.
fn close(page: &FetchedPage) -> Exit {
    say(&text::links_beside(&page.index.refused));
    say(&Tally::of(&page.index).text());
    if !page.index.truncated && page.index.next.is_none() {
        return Exit::Done;
    }
    say(&text::cut_short(&page.why_truncated()));
    Exit::Incomplete
}

/// Reads a saved page.
fn read_saved(
    mut from: impl Read,
    name: &str,
    page_url: Option<Url>,
    args: &ListArgs,
) -> Result<FetchedPage, CliError> {
    let fault = |error| CliError::File {
        name: name.to_owned(),
        error,
    };
    let mut piece = Vec::with_capacity(PIECE);
    from.by_ref()
        .take(PIECE as u64)
        .read_to_end(&mut piece)
        .map_err(fault)?;
    let url = match page_url {
        Some(url) => url,
        None => assumed(&piece)?,
    };
    let base = directory_of(&url)?;
    let mut reader = IndexReader::new(PageRequest {
        page_url: url.to_string(),
        base: base.clone(),
        directory: None,
        content_type: args.content_type.clone(),
    });
    while !piece.is_empty() {
        reader.push(&piece);
        piece.clear();
        from.by_ref()
            .take(PIECE as u64)
            .read_to_end(&mut piece)
            .map_err(fault)?;
    }
    let index = reader.finish(false).map_err(|error| CliError::NotAnIndex {
        name: name.to_owned(),
        error,
    })?;
    Ok(FetchedPage {
        url,
        base,
        index,
        cut: None,
    })
}

/// Returns an assumed address of a page, from the path in its title.
fn assumed(beginning: &[u8]) -> Result<Url, CliError> {
    let path = title::stated_path(beginning);
    let site = BaseUrl::parse(NOWHERE).map_err(|_| no_place(NOWHERE))?;
    let url = site.directory_url(path.as_ref().unwrap_or(&RemotePath::root()));
    say(&text::assumed_base(&url, path.is_some()));
    Url::parse(&url).map_err(|_| no_place(&url))
}

fn directory_of(url: &Url) -> Result<BaseUrl, CliError> {
    place::directory_of(url).map_err(|_| no_place(url.as_str()))
}

fn no_place(url: &str) -> CliError {
    CliError::Source(SourceError::Malformed {
        text: url.to_owned(),
        error: url::ParseError::RelativeUrlWithCannotBeABaseBase,
    })
}
