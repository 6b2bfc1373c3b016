//! Walks the tags of a page and fills its regions.
//!
//! A tokenizer is enough: comments, scripts and the like are not read as tags, entities are decoded, and there is no
//! tree that could grow deep. Every byte is looked at a bounded number of times.

use super::href::LinkRules;
use super::region::{Region, Shape};
use super::tag::{Html, Tag};
use super::token::{Token, tokens};
use super::{RefusedLink, RefusedReason};

/// How a server's title or heading over a listing begins, in lower case.
const TITLES: [&str; 3] = ["index of", "directory listing", "listing of"];

/// Most bytes that are kept of a title, a heading or the words on a parent link.
const WORDS_LIMIT: usize = 64;

/// A page, walked to its end.
#[derive(Debug)]
pub(super) struct Page {
    links: LinkRules,
    /// The regions in the order in which they begin.
    pub(super) regions: Vec<Region>,
    /// Those that are open, the innermost last.
    open: Vec<usize>,
    /// How many of each shape are open.
    open_shapes: [usize; Shape::COUNT],
    /// The links outside of all regions.
    pub(super) outside: Vec<RefusedLink>,
    /// Says whether the title is one that servers give to listings.
    pub(super) titled: bool,
    /// Says whether the last heading is such a title, with no region after it so far.
    headed: bool,
    /// Says whether the page ends within a tag or a comment, or without the `</html>` that it owes.
    pub(super) cut: bool,
    pub(super) html: Html,
    /// How many `<template>` are open: what they hold is not part of the page.
    templates: usize,
    tag: Tag,
    anchor: Option<Anchor>,
    /// The words of the title, heading or parent link that is open.
    words: Option<String>,
}

/// The link that is open.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    region: usize,
    role: Role,
    /// Says whether a line ended within it.
    broken: bool,
}

/// What the rules made of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Entry,
    Parent,
    Refused,
}

impl Page {
    /// Reads a page to its end.
    pub(super) fn read(html: &[u8], links: LinkRules) -> Self {
        let mut page = Self {
            links,
            regions: Vec::new(),
            open: Vec::new(),
            open_shapes: [0; Shape::COUNT],
            outside: Vec::new(),
            titled: false,
            headed: false,
            cut: false,
            html: Html::None,
            templates: 0,
            tag: Tag::default(),
            anchor: None,
            words: None,
        };
        tokens(html, |token| page.take(token));
        page.cut |= page.html == Html::Open;
        for region in &mut page.regions {
            region.end_row(!region.closed);
        }
        page
    }

    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::OpenTag(name) => self.tag.begin(name),
            Token::Attribute(name) => self.tag.attribute(name),
            Token::Value(value) => self.tag.value(value),
            Token::CloseTag => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag);
                self.tag = tag;
                self.tag.open = false;
            }
            Token::EndTag(name) => self.end(name),
            Token::Text(text) => self.text(text),
            Token::Doctype if self.html == Html::None => self.html = Html::Some,
            Token::Doctype => {}
            Token::Cut => self.cut = true,
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = &tag.name[..];
        self.html.see(name);
        match name {
            b"template" => self.templates += 1,
            _ if self.templates > 0 => {}
            b"title" | b"h1" => self.words = Some(String::new()),
            b"base" => {
                if let Some(Ok(href)) = tag.href.as_deref().map(std::str::from_utf8) {
                    self.links.rebase(href);
                }
            }
            b"a" => {
                if let Some(href) = tag.href.as_deref() {
                    self.start_anchor(href);
                }
            }
            b"tr" => self.end_row_in(Shape::Table),
            b"td" | b"th" => self.next_cell(),
            b"br" | b"hr" => self.end_row_in(Shape::Text),
            _ => {
                if let Some(shape) = Shape::of(name) {
                    self.open_region(shape);
                }
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"html" => self.html.close(),
            b"template" => self.templates = self.templates.saturating_sub(1),
            _ if self.templates > 0 => {}
            b"title" => self.titled |= self.take_title(),
            b"h1" => self.headed = self.take_title(),
            b"a" => self.end_anchor(),
            b"tr" => self.end_row_in(Shape::Table),
            _ => {
                if let Some(shape) = Shape::of(name) {
                    self.close_region(shape);
                }
            }
        }
    }

    fn open_region(&mut self, shape: Shape) {
        self.end_anchor();
        self.open.push(self.regions.len());
        self.open_shapes[shape as usize] += 1;
        self.regions
            .push(Region::new(shape, std::mem::take(&mut self.headed)));
    }

    /// Closes the innermost region of that shape, and what is open within it; a stray end tag closes nothing.
    fn close_region(&mut self, shape: Shape) {
        if self.open_shapes[shape as usize] == 0 {
            return;
        }
        self.end_anchor();
        while let Some(region) = self.open.pop() {
            let region = &mut self.regions[region];
            self.open_shapes[region.shape as usize] -= 1;
            if region.shape == shape {
                region.end_row(false);
                region.closed = true;
                break;
            }
        }
    }

    fn start_anchor(&mut self, href: &[u8]) {
        let broken = self.anchor.is_some_and(|anchor| anchor.broken);
        self.end_anchor();
        let Some(&index) = self.open.last() else {
            self.outside
                .push(RefusedLink::new(href, RefusedReason::OutsideListing));
            return;
        };
        let region = &mut self.regions[index];
        if broken || (region.shape == Shape::List && region.row.has_link()) {
            region.end_row(false);
        }
        let link = std::str::from_utf8(href).map_err(|_| RefusedReason::NotUtf8);
        let read = link.and_then(|link| self.links.read(link));
        let taken = read.and_then(|(name, kind)| region.row.take_link(name, kind));
        let role = match taken {
            Ok(()) => Role::Entry,
            Err(RefusedReason::Parent) => Role::Parent,
            Err(_) => Role::Refused,
        };
        if let Err(reason) = taken {
            region.refuse(href, reason);
        }
        if role == Role::Parent {
            self.words = Some(String::new());
        }
        self.anchor = Some(Anchor {
            region: index,
            role,
            broken: false,
        });
    }

    fn end_anchor(&mut self) {
        let Some(anchor) = self.anchor.take() else {
            return;
        };
        let region = &mut self.regions[anchor.region];
        match anchor.role {
            Role::Entry => region.row.end_link(),
            Role::Parent => region.note_parent(&self.words.take().unwrap_or_default()),
            Role::Refused => {}
        }
    }

    fn end_row_in(&mut self, shape: Shape) {
        if let Some(&index) = self.open.last()
            && self.regions[index].shape == shape
        {
            self.end_anchor();
            self.regions[index].end_row(false);
        }
    }

    fn next_cell(&mut self) {
        if let Some(&index) = self.open.last()
            && self.regions[index].shape == Shape::Table
        {
            self.end_anchor();
            self.regions[index].row.next_cell();
        }
    }

    fn text(&mut self, text: &[u8]) {
        if self.templates > 0 {
            return;
        }
        if let Some(words) = &mut self.words
            && words.len() < WORDS_LIMIT
        {
            words.push_str(&String::from_utf8_lossy(
                &text[..text.len().min(WORDS_LIMIT)],
            ));
        }
        let Some(&index) = self.open.last() else {
            return;
        };
        let region = &mut self.regions[index];
        for (line, text) in text.split(|&byte| byte == b'\n').enumerate() {
            if line > 0 && region.shape == Shape::Text {
                match &mut self.anchor {
                    // A name may hold a line break.
                    Some(anchor) => anchor.broken = true,
                    None => region.end_row(false),
                }
            } else if line > 0 {
                region.row.push_text(" ");
            }
            region.row.push_text(&String::from_utf8_lossy(text));
        }
    }

    fn take_title(&mut self) -> bool {
        let words = self
            .words
            .take()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        TITLES.iter().any(|title| words.starts_with(title))
    }
}
