//! Reads a server's answer, in pieces or whole, as a directory index.

use super::html::link::LinkRules;
use super::html::page::HtmlPage;
use super::html::scanner::Token;
use super::html::tokenizer::Tokenizer;
use super::{DirectoryIndex, NotAnIndex, PageRequest, html, json_rows, xml};
use crate::mirror::{BaseUrl, RemotePath};

/// Number of bytes by which the form of an answer is recognised.
const PROBED: usize = 1 << 10;

/// The first bytes of compressed data: gzip, bzip2, zip, zstd, xz.
const COMPRESSED: [&[u8]; 5] = [
    b"\x1f\x8b",
    b"BZh",
    b"PK\x03\x04",
    b"\x28\xb5\x2f\xfd",
    b"\xfd7zXZ",
];

/// Reads a server's answer for a directory, piece by piece, into the directory's direct children.
///
/// The form is recognised by the content: HTML of any server, JSON of nginx and Caddy, XML of
/// nginx, `ListObjects` of S3. In HTML the link decides on name and kind, never the visible text. A
/// bad row never fails the page, see [`DirectoryIndex::refused`]. Of an HTML page only the rows
/// are kept in memory; XML and JSON are kept until they are complete.
#[derive(Debug)]
pub struct IndexReader {
    asked: PageRequest,
    form: Form,
    tokenizer: Tokenizer,
}

#[derive(Debug)]
enum Form {
    /// The beginning of an answer whose form is not recognised yet.
    Unknown(Vec<u8>),
    /// HTML, before its first tag.
    Markup,
    Html(Box<HtmlPage>),
    /// XML, which is read when it is complete.
    Xml(Vec<u8>),
    /// JSON, likewise.
    Json(Vec<u8>),
    Neither(NotAnIndex),
}

impl IndexReader {
    /// Creates a reader for the answer to a request.
    pub fn new(asked: PageRequest) -> Self {
        Self {
            asked,
            form: Form::Unknown(Vec::new()),
            tokenizer: Tokenizer::default(),
        }
    }

    /// Reads the next piece of the answer. Pieces may be cut anywhere.
    pub fn push(&mut self, piece: &[u8]) {
        match &mut self.form {
            Form::Unknown(start) => {
                let (probed, rest) = piece.split_at(piece.len().min(PROBED - start.len()));
                start.extend_from_slice(probed);
                if start.len() == PROBED {
                    self.tell();
                    self.push(rest);
                }
            }
            Form::Xml(text) | Form::Json(text) => text.extend_from_slice(piece),
            Form::Neither(_) => {}
            Form::Markup | Form::Html(_) => self.read(|tokenizer, form, asked| {
                tokenizer.push(piece, &mut |token| take(form, asked, token));
            }),
        }
    }

    /// Ends the answer and returns the directory index; `cut` tells that the connection broke.
    ///
    /// # Errors
    ///
    /// [`NotAnIndex`] if the answer is no directory index. An empty directory is no error.
    pub fn finish(mut self, cut: bool) -> Result<DirectoryIndex, NotAnIndex> {
        self.tell();
        if matches!(self.form, Form::Markup | Form::Html(_)) {
            self.read(|tokenizer, form, asked| {
                tokenizer.finish(&mut |token| take(form, asked, token));
            });
        }
        match self.form {
            Form::Html(mut page) => {
                page.end(cut);
                html::select_region::index(*page)
            }
            Form::Xml(text) => xml::read(text, &self.asked, cut),
            Form::Json(text) => json_rows::read(&text, &self.asked, cut),
            Form::Neither(error) => Err(error),
            Form::Unknown(_) | Form::Markup => Err(NotAnIndex::NotHtml),
        }
    }

    fn read(&mut self, with: impl FnOnce(&mut Tokenizer, &mut Form, &PageRequest)) {
        with(&mut self.tokenizer, &mut self.form, &self.asked);
    }

    /// Recognises the form by the beginning, unless it is known.
    fn tell(&mut self) {
        let Form::Unknown(start) = &mut self.form else {
            return;
        };
        let start = std::mem::take(start);
        let text = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&start);
        let text = text.trim_ascii_start();
        self.form = if text.is_empty() {
            Form::Neither(NotAnIndex::Empty)
        } else if is_binary(&start[..start.len().min(PROBED)]) || self.says_binary() {
            Form::Neither(NotAnIndex::Binary)
        } else if json_rows::begins(text) {
            Form::Json(text.to_vec())
        } else if self.says("text/plain") {
            Form::Neither(NotAnIndex::NotHtml)
        } else {
            match xml::begins(text, self.says_xml()) {
                Some(Ok(())) => Form::Xml(text.to_vec()),
                Some(Err(other)) => Form::Neither(other),
                None => Form::Markup,
            }
        };
        if matches!(self.form, Form::Markup) {
            self.read(|tokenizer, form, asked| {
                tokenizer.push(&start, &mut |token| take(form, asked, token));
            });
        }
    }

    fn says(&self, media: &str) -> bool {
        let said = self.asked.content_type.as_deref().unwrap_or_default();
        said.trim()
            .get(..media.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(media))
    }

    fn says_xml(&self) -> bool {
        self.says("application/xml") || self.says("text/xml")
    }

    /// Returns whether the server itself declares the answer to be an image, audio, video or
    /// archive.
    fn says_binary(&self) -> bool {
        [
            "image/",
            "audio/",
            "video/",
            "application/pdf",
            "application/gzip",
            "application/zip",
        ]
        .iter()
        .any(|media| self.says(media))
    }
}

/// Passes a token to the reader of the page, which begins with the first element.
fn take(form: &mut Form, asked: &PageRequest, token: Token<'_>) {
    if matches!(form, Form::Markup) {
        *form = match token {
            Token::OpenTag(_) | Token::Doctype => {
                Form::Html(Box::new(HtmlPage::new(LinkRules::new(asked))))
            }
            _ => return,
        };
    }
    if let Form::Html(page) = form {
        page.take(token);
    }
}

/// Returns whether data is not text: it is compressed; or it begins unlike a page and contains a
/// NUL, or more control characters than a damaged page would.
fn is_binary(data: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(byte, 1..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    let begins = data.trim_ascii_start().first();
    COMPRESSED.iter().any(|start| data.starts_with(start))
        || (!matches!(begins, Some(b'<' | b'[' | b'{'))
            && (data.contains(&0) || data.iter().filter(is_control).count() > data.len() / 32))
}

/// Reads a complete answer as a directory index; see [`IndexReader`] for one that comes in pieces.
///
/// `page_url` is its address after redirects, `base` the mirror's site root, and `directory` the
/// directory that was requested.
///
/// # Errors
///
/// [`NotAnIndex`] if the answer is no directory index.
///
/// # Examples
///
/// ```
/// use igsr_fetch::listing::{self, EntryKind};
/// use igsr_fetch::mirror::{BaseUrl, RemotePath};
///
/// let page = br#"<html><head><title>Index of /vol1/ftp/release</title></head><body>
/// <h1>Index of /vol1/ftp/release</h1><pre>
/// <a href="?C=N;O=D">Name</a> <a href="?C=M;O=A">Last modified</a> <a href="?C=S;O=A">Size</a>
/// <a href="/vol1/ftp/">Parent Directory</a>
/// <a href="20130502/">20130502/</a> 2021-03-16 15:54  -
/// <a href="README">README</a> 2012-01-31 10:19  1.2K
/// </pre></body></html>"#;
/// let base = BaseUrl::parse("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/")?;
/// let directory = RemotePath::parse("release")?;
///
/// let index = listing::read(page, &base.directory_url(&directory), &base, &directory)?;
///
/// assert_eq!(index.entries.len(), 2);
/// assert_eq!(index.entries[0].name, "20130502");
/// assert_eq!(index.entries[0].kind, EntryKind::Directory);
/// let size = index.entries[1].size.expect("the page shows one");
/// assert_eq!((size.bytes(), size.is_exact()), (1228, false));
/// assert_eq!(index.refused.unreadable_count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(
    page: &[u8],
    page_url: &str,
    base: &BaseUrl,
    directory: &RemotePath,
) -> Result<DirectoryIndex, NotAnIndex> {
    let mut reader = IndexReader::new(PageRequest {
        page_url: page_url.to_owned(),
        base: base.clone(),
        directory: Some(directory.clone()),
        content_type: None,
    });
    reader.push(page);
    reader.finish(false)
}
