//! Signs that a script fills a page when it is shown. Scripts are not run here.

use super::shape::Shape;
use super::tag::Tag;
use super::words::contains;

/// What a script's own text has if it holds rows, as one that only sorts them has not.
const HOLDS: [&[u8]; 3] = [b"addRow(", b"document.write", b"[{"];

/// What it has if it asks a server for something; for rows, if it also speaks of JSON.
const ASKS: [&[u8]; 4] = [b"fetch(", b"XMLHttpRequest", b"$.get", b"$.ajax"];

/// The scripts of a page, and what is shown in their place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scripts {
    pub(super) source: Source,
    /// Whether the text of a script fetches or holds rows, or the page says that it needs scripts.
    fills: bool,
    /// Whether there is an empty place with a listing's id that is neither a table nor a list.
    place: bool,
    within: Within,
}

/// Where a page has its scripts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Source {
    /// There is none.
    #[default]
    None,
    /// All are in the page.
    Inline,
    /// One is in another file, or an address is such as only a script follows.
    Elsewhere,
}

/// The open element that matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Other,
    Script,
    Style,
    /// What is shown where scripts do not run.
    Fallback,
    /// A place with a listing's id, in which nothing stands so far.
    Place,
}

impl Scripts {
    /// Notes a start tag.
    pub(super) fn start(&mut self, tag: &Tag) {
        let name = &tag.name[..];
        if tag.scripted {
            self.source = Source::Elsewhere;
        } else if name == b"script" && self.source == Source::None {
            self.source = Source::Inline;
        }
        self.within = match name {
            b"script" => Within::Script,
            b"style" => Within::Style,
            b"noscript" => Within::Fallback,
            _ if tag.listing && Shape::of(name).is_none() => Within::Place,
            _ if self.within == Within::Place => Within::Other,
            _ => self.within,
        };
    }

    /// Notes an end tag.
    pub(super) fn end(&mut self, name: &[u8]) {
        self.place |= self.within == Within::Place;
        if self.within == Within::Place || matches!(name, b"script" | b"style" | b"noscript") {
            self.within = Within::Other;
        }
    }

    /// Notes text; returns whether it is a script or a style, which is not shown.
    pub(super) fn take(&mut self, text: &[u8]) -> bool {
        match self.within {
            Within::Script => {
                let has = |words: &&[u8]| contains(text, words);
                let asks = ASKS.iter().any(has) && (has(&&b"json"[..]) || has(&&b"JSON"[..]));
                self.fills |= HOLDS.iter().any(has) || asks;
            }
            Within::Fallback => {
                let text = text.to_ascii_lowercase();
                self.fills |= contains(&text, b"javascript") && !contains(&text, b"sort");
            }
            Within::Place if !text.trim_ascii().is_empty() => self.within = Within::Other,
            Within::Style | Within::Place | Within::Other => {}
        }
        matches!(self.within, Within::Script | Within::Style)
    }

    /// Returns whether something waits for a script to fill the page.
    pub(super) fn are_awaited(self) -> bool {
        self.fills || (self.place && self.source != Source::None)
    }
}
