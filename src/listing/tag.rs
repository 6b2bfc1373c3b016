//! What is kept of a start tag, and what tells an HTML page from other text with tags.

use super::region::Shape;

/// The start tag that is read, with the one attribute that matters.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: Vec<u8>,
    pub(super) href: Option<Vec<u8>>,
    reading_href: bool,
    pub(super) open: bool,
}

impl Tag {
    pub(super) fn begin(&mut self, name: &[u8]) {
        self.name.clear();
        self.name.extend_from_slice(name);
        self.href = None;
        self.reading_href = false;
        self.open = true;
    }

    /// Of several attributes of one name the first counts.
    pub(super) fn attribute(&mut self, name: &[u8]) {
        self.reading_href = self.open && self.href.is_none() && name == b"href";
        if self.reading_href {
            self.href = Some(Vec::new());
        }
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        if let Some(href) = &mut self.href
            && self.reading_href
        {
            href.extend_from_slice(value);
        }
    }
}

/// What was seen of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Html {
    /// Nothing.
    None,
    /// An element or the document type.
    Some,
    /// `<html>`, which is open.
    Open,
}

impl Html {
    /// Notes a start tag or the document type of that name.
    pub(super) fn see(&mut self, name: &[u8]) {
        if name == b"html" {
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
