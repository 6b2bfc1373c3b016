//! Reads an answer, piece by piece, as a directory index.

use super::html::link::LinkRules;
use super::html::page::HtmlPage;
use super::html::token::{Token, Tokenizer};
use super::xml::{Root, XmlReader};
use super::{DirectoryIndex, NotAnIndex, PageRequest, html, json_rows};
use crate::mirror::{BaseUrl, RemotePath};

/// How many bytes are looked at to tell text from other data, and one form from another.
const PROBED: usize = 1 << 10;

/// How compressed data begin: gzip, bzip2, zip, zstd, xz.
const COMPRESSED: [&[u8]; 5] = [
    b"\x1f\x8b",
    b"BZh",
    b"PK\x03\x04",
    b"\x28\xb5\x2f\xfd",
    b"\xfd7zXZ",
];

/// Reads the answer that a server gave for a directory: its direct children, as its listing names them.
///
/// The form is told by the content: HTML listings of any server, nginx's and Caddy's JSON, nginx's XML, S3's `ListObjects`. In
/// HTML the link decides on name and kind, never the visible text. A bad row never fails the page: see
/// [`DirectoryIndex::refused`]. Of an HTML or XML page no more is kept than its rows.
#[derive(Debug)]
pub struct IndexReader {
    asked: PageRequest,
    form: Form,
    tokenizer: Tokenizer,
}

#[derive(Debug)]
enum Form {
    /// The beginning, not yet told.
    Unknown(Vec<u8>),
    /// HTML or XML, before its first tag.
    Markup,
    Html(Box<HtmlPage>),
    Xml(Box<XmlReader>),
    /// JSON is read when it is whole.
    Json(Vec<u8>),
    Neither(NotAnIndex),
}

impl IndexReader {
    /// Begins to read an answer.
    pub fn new(asked: PageRequest) -> Self {
        Self {
            asked,
            form: Form::Unknown(Vec::new()),
            tokenizer: Tokenizer::default(),
        }
    }

    /// Takes the next piece of the answer.
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
            Form::Json(text) => text.extend_from_slice(piece),
            Form::Neither(_) => {}
            Form::Markup | Form::Html(_) | Form::Xml(_) => self.read(|tokenizer, form, asked| {
                tokenizer.push(piece, &mut |token| take(form, asked, token));
            }),
        }
    }

    /// Takes the end of the answer; `cut` says that the connection broke before.
    ///
    /// # Errors
    ///
    /// [`NotAnIndex`] if the answer is no directory index. An empty directory is no error.
    pub fn finish(mut self, cut: bool) -> Result<DirectoryIndex, NotAnIndex> {
        self.tell();
        if matches!(self.form, Form::Markup | Form::Html(_) | Form::Xml(_)) {
            self.read(|tokenizer, form, asked| {
                tokenizer.finish(&mut |token| take(form, asked, token));
            });
        }
        match self.form {
            Form::Html(mut page) => {
                page.end(cut);
                html::select_region::index(*page)
            }
            Form::Xml(reader) => reader.finish(&self.asked, cut),
            Form::Json(text) => json_rows::read(&text, cut),
            Form::Neither(error) => Err(error),
            Form::Unknown(_) | Form::Markup => Err(NotAnIndex::NotHtml),
        }
    }

    fn read(&mut self, with: impl FnOnce(&mut Tokenizer, &mut Form, &PageRequest)) {
        with(&mut self.tokenizer, &mut self.form, &self.asked);
    }

    /// Tells the form by the beginning, if it is not told yet.
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
            Form::Markup
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

    /// Says whether the server itself calls the answer something that is no page.
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

/// Hands a token to the reader of the form; the first element tells HTML from XML.
fn take(form: &mut Form, asked: &PageRequest, token: Token<'_>) {
    if matches!(form, Form::Markup) {
        *form = match token {
            Token::OpenTag(name) => match Root::of(name) {
                Some(root) => Form::Xml(Box::new(XmlReader::new(root))),
                None => Form::Html(Box::new(HtmlPage::new(LinkRules::new(asked)))),
            },
            Token::Doctype => Form::Html(Box::new(HtmlPage::new(LinkRules::new(asked)))),
            _ => return,
        };
    }
    match form {
        Form::Html(page) => page.take(token),
        Form::Xml(reader) => reader.take(token),
        Form::Unknown(_) | Form::Markup | Form::Json(_) | Form::Neither(_) => {}
    }
}

/// Says whether data are not text: known compressed forms; or, unless they begin as a page or a list does, a NUL or more
/// control characters than a damaged page has.
fn is_binary(data: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(byte, 1..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    let begins = data.trim_ascii_start().first();
    COMPRESSED.iter().any(|start| data.starts_with(start))
        || (!matches!(begins, Some(b'<' | b'[' | b'{'))
            && (data.contains(&0) || data.iter().filter(is_control).count() > data.len() / 32))
}

/// Reads an answer that is there as a whole; see [`IndexReader`].
///
/// `page_url` is where it came from, after redirects; `base` is the site root of the mirror and `directory` what was asked
/// for there.
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
