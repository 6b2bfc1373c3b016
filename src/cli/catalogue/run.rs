//! `igsr-fetch catalogue`: what differs between the catalogue and a mirror.

use std::io::{self, BufWriter, Write};

use clap::Args;
use serde::Serialize;
use serde_json::ser::Serializer;
use url::Url;

use super::mirror::mirror_of;
use crate::catalogue::{Catalogue, Comparison, Differences};
use crate::cli::client::{Client, HttpError};
use crate::cli::error::{CliError, Exit};
use crate::cli::output::{SafeJson, say};
use crate::cli::page::{FetchedPage, Reader};
use crate::cli::source::SourceError;
use crate::mirror::{IndexKind, Mirror, RemotePath, name_text};
use crate::text::{cli as text, contents_words, unread_reason, visible};

/// Compares the catalogue with the directory indexes of a mirror
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(in crate::cli) struct CatalogueArgs {
    /// The mirror: its short name, or the address of its site root; without it, the main site
    #[arg(long, value_name = "ID|URL")]
    mirror: Option<String>,

    /// Also compare the main files, and so read each directory that has some
    #[arg(long)]
    files: bool,

    /// Print JSON, one object a line
    #[arg(long)]
    json: bool,

    /// Most bytes to read of one page
    #[arg(long, value_name = "N", default_value_t = 64 << 20, value_parser = clap::value_parser!(u64).range(1..))]
    max_bytes: u64,

    /// Also follow a redirect to another host or port
    #[arg(long)]
    follow_other_host: bool,
}

const AFTER: &str = "\
Reads the directories in which new releases and data collections appear, and up to eight that are new, one request at a time.
Each line is a word, a tab and a path:
  new     the mirror lists the directory, the catalogue does not know it; a tab, its date, what it holds, its README
  gone    the catalogue names it, the mirror should have it and does not list it
  unread  it could not be read, or not in full; a tab, and why
Directories end in a slash. With --json it is {\"difference\",\"path\",\"kind\":\"dir\"|\"file\",\"modified\",\"files\",
\"directories\",\"whole\",\"readme\",\"reason\"}, null where it does not apply; \"whole\" says whether the two numbers are all.
What the mirror is known to lack is not read, and not said to be gone.

Exit codes:
  0  compared, whether anything differs or not
  1  nothing could be read: network or server; or the mirror has nothing of what is compared
  2  wrong use
  3  nothing is a directory index: log-in pages, error pages, some other files
  4  compared, but not all of it could be read in full";

/// Prints the differences.
pub(in crate::cli) fn compare(args: &CatalogueArgs) -> Result<Exit, CliError> {
    let mirror = mirror_of(args.mirror.as_deref())?;
    let catalogue = Catalogue::built_in();
    let mut comparison = Comparison::new(&catalogue, &mirror);
    if args.files {
        comparison = comparison.with_main_files();
    }
    let reader = Reader {
        client: Client::new(args.follow_other_host),
        page_url: None,
        content_type: None,
        max_bytes: args.max_bytes,
    };
    let (mut read, mut worst) = (0, Exit::OtherForm);
    while let Some(directory) = comparison.next_directory() {
        match read_index(&reader, &mirror, directory) {
            Ok(page) => {
                read += usize::from(!page.index.entries.is_empty());
                worst = Exit::Unreadable;
                comparison.read(&page.index, false);
            }
            Err(error) => {
                if error.exit() != Exit::OtherForm {
                    worst = Exit::Unreadable;
                }
                comparison.failed(reason(&error), is_outage(&error));
            }
        }
    }
    let differences = comparison.finish();
    let mut out = BufWriter::new(io::stdout().lock());
    let write = if args.json { write_json } else { write_text };
    lines(&differences)
        .try_for_each(|line| write(&mut out, &line))
        .and_then(|()| out.flush())
        .map_err(CliError::Output)?;
    if read == 0 {
        say(&text::not_compared(&mirror.name));
        return Ok(if differences.is_complete() {
            Exit::Unreadable
        } else {
            worst
        });
    }
    say(&text::compared(&differences, &mirror.name));
    Ok(if differences.is_complete() {
        Exit::Done
    } else {
        Exit::Incomplete
    })
}

/// Reads the index of a directory of the main site at a mirror.
fn read_index(
    reader: &Reader,
    mirror: &Mirror,
    directory: &RemotePath,
) -> Result<FetchedPage, CliError> {
    let asked = mirror.index_url(directory, None);
    let url = Url::parse(&asked).map_err(|error| SourceError::Malformed {
        text: asked.clone(),
        error,
    })?;
    let page = reader.read(&url)?;
    if mirror.index != IndexKind::S3 && page.base.as_url().path() != url.path() {
        return Err(CliError::LedAway {
            url: asked,
            to: page.base.to_string(),
        });
    }
    Ok(page)
}

/// Returns why a directory could not be read, without its address.
fn reason(error: &CliError) -> String {
    match error {
        CliError::Http { error, .. } => error.to_string(),
        CliError::NotAnIndex { error, .. } => text::not_an_index(error),
        other => other.to_string(),
    }
}

/// Returns whether requests for other directories would fail too, or should not be made.
fn is_outage(error: &CliError) -> bool {
    let CliError::Http { error, .. } = error else {
        return false;
    };
    match &**error {
        HttpError::Status(status) => matches!(status.code, 403 | 429 | 503),
        HttpError::UnknownHost(_)
        | HttpError::Silent
        | HttpError::Connection(_)
        | HttpError::Request(_) => true,
        _ => false,
    }
}

/// One difference. The keys are printed in this order.
#[derive(Debug, Default, Serialize)]
struct Line {
    difference: &'static str,
    path: String,
    kind: &'static str,
    modified: Option<String>,
    files: Option<usize>,
    directories: Option<usize>,
    whole: Option<bool>,
    readme: Option<String>,
    reason: Option<String>,
    /// The fields after the path, in words.
    #[serde(skip)]
    words: Vec<String>,
}

impl Line {
    fn new(difference: &'static str, kind: &'static str, path: &RemotePath) -> Self {
        Self {
            difference,
            kind,
            path: path.text().into_owned(),
            ..Self::default()
        }
    }
}

fn lines(differences: &Differences) -> impl Iterator<Item = Line> {
    let new = differences.new.iter().map(|new| {
        let mut line = Line::new("new", "dir", &new.path);
        line.modified = new.modified.map(|date| date.to_string());
        line.words.extend(line.modified.clone());
        if let Some(contents) = &new.contents {
            line.files = Some(contents.files);
            line.directories = Some(contents.directories);
            line.whole = Some(contents.whole);
            line.words.push(contents_words(contents));
            line.readme = contents
                .readme
                .as_ref()
                .map(|path| name_text(path.as_str()).into_owned());
            line.words.extend(line.readme.clone());
        }
        line
    });
    let gone = differences.gone_directories.iter();
    let gone = gone.map(|path| Line::new("gone", "dir", path));
    let files = differences.gone_files.iter();
    let files = files.map(|path| Line::new("gone", "file", path));
    let unread = differences.unread.iter().map(|unread| {
        let mut line = Line::new("unread", "dir", &unread.path);
        let reason = unread_reason(unread);
        line.reason = Some(reason.to_owned());
        line.words.push(reason.to_owned());
        line
    });
    new.chain(gone).chain(files).chain(unread)
}

fn write_json(out: &mut dyn Write, line: &Line) -> io::Result<()> {
    line.serialize(&mut Serializer::with_formatter(&mut *out, SafeJson))?;
    out.write_all(b"\n")
}

fn write_text(out: &mut dyn Write, line: &Line) -> io::Result<()> {
    let slash = if line.kind == "dir" { "/" } else { "" };
    write!(out, "{}\t{}{slash}", line.difference, visible(&line.path))?;
    for words in &line.words {
        write!(out, "\t{}", visible(words))?;
    }
    writeln!(out)
}
