//! The attributes of a start tag that matter, and the signs of an HTML page.

use super::shape::Shape;
use crate::listing::Modified;

/// Ids that servers give to the element with the listing: Apache, fancyindex, `serve`,
/// `serve-index`.
const LISTING_IDS: [&[u8]; 5] = [b"indexlist", b"list", b"files", b"listing", b"filelist"];

/// The current start tag with the attributes that matter.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: Vec<u8>,
    pub(super) href: Option<Vec<u8>>,
    /// Whether a class or an icon's alternative text marks a directory.
    pub(super) directory: bool,
    /// A whole number in an attribute such as `data-order`: the exact size, if the text beside it
    /// is a size.
    pub(super) number: Option<u64>,
    /// A machine-readable date: `<time datetime>`.
    pub(super) date: Option<Modified>,
    /// Whether it names a script of another file, or by `data-href` or `data-files` what only a script follows.
    pub(super) scripted: bool,
    /// Whether the element's id is one that servers give to listings.
    pub(super) listing: bool,
    pub(super) rel: Rel,
    reading: Attribute,
}

/// What a link leads to, by its `rel`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Rel {
    #[default]
    Other,
    /// The next page of several.
    Next,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Attribute {
    /// No start tag is open.
    #[default]
    Outside,
    Other,
    Href,
    Id,
    Rel,
    Mark,
    Icon,
    Number,
    Date,
    Files,
}

impl Tag {
    pub(super) fn begin(&mut self, name: &[u8]) {
        self.name.clear();
        self.name.extend_from_slice(name);
        self.href = None;
        self.directory = false;
        self.number = None;
        self.date = None;
        self.listing = false;
        self.scripted = false;
        self.rel = Rel::Other;
        self.reading = Attribute::Other;
    }

    pub(super) fn end(&mut self) {
        self.reading = Attribute::Outside;
    }

    /// Begins an attribute; of several with one name, the first counts.
    pub(super) fn attribute(&mut self, name: &[u8]) {
        self.reading = match name {
            _ if self.reading == Attribute::Outside => Attribute::Outside,
            b"href" if self.href.is_none() => {
                self.href = Some(Vec::new());
                Attribute::Href
            }
            b"class" | b"alt" => Attribute::Mark,
            b"id" => Attribute::Id,
            b"rel" => Attribute::Rel,
            b"src" => {
                self.scripted |= &self.name[..] == b"script";
                Attribute::Icon
            }
            b"data-href" => {
                self.scripted = true;
                Attribute::Other
            }
            b"data-files" => {
                self.listing = true;
                Attribute::Files
            }
            b"datetime" => Attribute::Date,
            b"title" | b"value" | b"data-order" | b"data-size" | b"data-sort"
            | b"data-sort-value" | b"data-value" | b"data-bytes" => Attribute::Number,
            _ => Attribute::Other,
        };
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        match self.reading {
            Attribute::Outside | Attribute::Other => {}
            Attribute::Href => {
                if let Some(href) = &mut self.href {
                    href.extend_from_slice(value);
                }
            }
            Attribute::Id => self.listing |= LISTING_IDS.contains(&value),
            Attribute::Rel => {
                let mut words = value.split(u8::is_ascii_whitespace);
                if words.any(|word| word.eq_ignore_ascii_case(b"next")) {
                    self.rel = Rel::Next;
                }
            }
            Attribute::Files => self.scripted |= !matches!(value, b"" | b"[]" | b"{}"),
            Attribute::Icon => self.directory |= is_folder_icon(value),
            Attribute::Mark => self.directory |= marks_directory(value),
            Attribute::Number => {
                self.number = self.number.or_else(|| number(value));
                // A link's title is often its name, which may look like a date.
                if self.number.is_none() && self.date.is_none() && self.name != b"a" {
                    let text = std::str::from_utf8(value).unwrap_or_default();
                    self.date = Modified::parse(text);
                }
            }
            Attribute::Date => {
                let text = std::str::from_utf8(value).unwrap_or_default();
                self.date = Modified::parse_cell(text);
            }
        }
    }
}

/// Returns whether a class or alternative text marks a directory: `icon-directory`, `folder`,
/// `[DIR]`.
fn marks_directory(value: &[u8]) -> bool {
    value.split(u8::is_ascii_whitespace).any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(&word[..], b"dir" | b"[dir]" | b"folder" | b"directory")
            || word.ends_with(b"-directory")
            || word.ends_with(b"-folder")
    })
}

/// Returns whether an image's file name is that of a folder icon: `folder.png`.
fn is_folder_icon(value: &[u8]) -> bool {
    let name = value
        .rsplit(|byte| *byte == b'/')
        .next()
        .unwrap_or_default();
    let stem = name.split(|byte| *byte == b'.').next().unwrap_or_default();
    matches!(stem, b"folder" | b"dir" | b"directory")
}

/// Parses `1234`, `1,234` or `1234 bytes`.
fn number(value: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(value).ok()?.trim();
    match crate::listing::Size::from_text(text)? {
        crate::listing::Size::Exact(bytes) => Some(bytes),
        crate::listing::Size::About(_) => None,
    }
}

/// The signs of HTML seen so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Html {
    /// Nothing.
    None,
    /// An element or the document type.
    Some,
    /// `<html>` alone: such a page may leave out other tags, `</html>` included.
    Bare,
    /// `<html>` with `<head>` or `<body>`: `</html>` must follow.
    Open,
}

impl Html {
    /// Notes a start tag or the document type of that name.
    pub(super) fn see(&mut self, name: &[u8]) {
        if name == b"html" {
            *self = Self::Bare;
        } else if *self == Self::Bare && matches!(name, b"head" | b"body") {
            *self = Self::Open;
        } else if *self == Self::None && is_html_element(name) {
            *self = Self::Some;
        }
    }

    /// Notes the end of `<html>`.
    pub(super) fn close(&mut self) {
        *self = Self::Some;
    }
}

fn is_html_element(name: &[u8]) -> bool {
    matches!(
        name,
        b"html" | b"head" | b"body" | b"h1" | b"a" | b"p" | b"div" | b"form" | b"tr" | b"li"
    ) || Shape::of(name).is_some()
}

/// Where a page ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// The page is complete.
    No,
    /// The `</html>` that should follow is missing.
    NoEnd {
        /// Whether the page ends with a tag after the last text, as a footer without end tags does.
        foot: bool,
    },
    /// The page ends within a tag or a comment, or the connection broke.
    Within,
}
