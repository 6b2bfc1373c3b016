//! `igsr-fetch list`, and the path that a saved page states in its own title or heading.

use std::fs::File;
use std::io::{self, BufWriter, Read};
use std::time::Instant;

use url::Url;

use super::args::ListArgs;
use super::client::Client;
use super::error::{CliError, Exit};
use super::output::{Lines, Tally, say};
use super::page::{FetchedPage, PIECE, Reader, pump};
use super::source::{Source, SourceError, address};
use super::{page, tree};
use crate::listing::{DirectoryIndex, IndexReader, PageRequest};
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
    let deadline = args.deadline();
    let page = match source {
        Source::Stdin => read_saved(
            io::stdin().lock(),
            "standard input",
            page_url,
            args,
            deadline,
        ),
        Source::File(path) => {
            let name = path.display().to_string();
            let file = File::open(&path).map_err(|error| CliError::File {
                name: name.clone(),
                error,
            })?;
            read_saved(file, &name, page_url, args, deadline)
        }
        Source::Web(url) => Reader {
            client: Client::new(args.follow_other_host).until(deadline),
            page_url,
            content_type: args.content_type.clone(),
            max_bytes: args.max_bytes,
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
    if page.index.lacks_files() {
        return Exit::Incomplete;
    }
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
    deadline: Option<Instant>,
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
    let whole = piece.as_slice().chain(from);
    let pumped = pump(whole, &mut reader, args.max_bytes, deadline);
    let cut = pumped.end.map_err(fault)?;
    let index = reader
        .finish(cut.is_some())
        .and_then(DirectoryIndex::unless_all_refused)
        .map_err(|error| CliError::NotAnIndex {
            name: name.to_owned(),
            error,
        })?;
    Ok(FetchedPage {
        url,
        base,
        index,
        cut,
    })
}

/// Returns an assumed address of a page, from the path in its title.
fn assumed(beginning: &[u8]) -> Result<Url, CliError> {
    let path = stated_path(beginning);
    let site = BaseUrl::parse(NOWHERE).map_err(|_| no_place(NOWHERE))?;
    let url = site.directory_url(path.as_ref().unwrap_or(&RemotePath::root()));
    say(&text::assumed_base(&url, path.is_some()));
    Url::parse(&url).map_err(|_| no_place(&url))
}

fn directory_of(url: &Url) -> Result<BaseUrl, CliError> {
    page::directory_of(url).map_err(|_| no_place(url.as_str()))
}

fn no_place(url: &str) -> CliError {
    CliError::Source(SourceError::Malformed {
        text: url.to_owned(),
        error: url::ParseError::RelativeUrlWithCannotBeABaseBase,
    })
}

/// How servers begin such a title, in lower case; what follows is the path.
const BEGINNINGS: [&str; 5] = [
    "index of ",
    "directory listing for ",
    "directory listing of ",
    "listing of ",
    "contents of ",
];

/// How much of a page is looked at, in bytes.
const LOOKED_AT: usize = 64 << 10;

/// Most characters of a path that is believed.
const LONGEST: usize = 4096;

/// Returns the path below the site's root; `None` if the page states none.
fn stated_path(page: &[u8]) -> Option<RemotePath> {
    let text = String::from_utf8_lossy(&page[..page.len().min(LOOKED_AT)]);
    // Byte for byte as long as the text, so that places agree.
    let lower = text.to_ascii_lowercase();
    ["<title", "<h1"]
        .into_iter()
        .find_map(|tag| path_in(&text, &lower, tag))
}

/// Reads the words within the first element of that name.
fn path_in(text: &str, lower: &str, tag: &str) -> Option<RemotePath> {
    let at = lower.find(tag)?;
    let start = at + lower[at..].find('>')? + 1;
    let end = start + lower[start..].find("</")?;
    let words = &text[start..end];
    if words.len() > LONGEST || words.contains('<') {
        return None;
    }
    let words = decoded(words.trim());
    let lower = words.to_ascii_lowercase();
    let begin = BEGINNINGS.iter().find(|begin| lower.starts_with(**begin))?;
    let path = words[begin.len()..].trim().strip_prefix('/')?;
    RemotePath::parse(path).ok()
}

/// Decodes the references that servers write in a title.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest
            .find(';')
            .and_then(|end| Some((character(&rest[1..end])?, end + 1)));
        let (character, length) = reference.unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn character(reference: &str) -> Option<char> {
    Some(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = reference.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_servers_state_the_path() {
        for (page, path) in [
            ("<title>Index of /vol1/ftp</title>", Some("vol1/ftp")),
            ("<TITLE>Index of /</TITLE>", Some("")),
            (
                "<title>x</title><h1 class=a>Index of /a&amp;b/&#x63;/</h1>",
                Some("a&b/c"),
            ),
            ("<title>Directory listing for /a b/</title>", Some("a b")),
            ("<title>Index of /a &copy b</title>", Some("a &copy b")),
            ("<title>Index of vol1</title>", None),
            ("<title>Index of /a/../../b</title>", None),
            ("<title>Index of /a", None),
            ("<title>Log in</title>", None),
            ("", None),
        ] {
            assert_eq!(
                stated_path(page.as_bytes())
                    .as_ref()
                    .map(RemotePath::as_str),
                path,
                "{page}"
            );
        }
    }
}
