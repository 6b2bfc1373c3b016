//! Goes through the tokens of a page and fills its regions.
//!
//! Tokens are enough: comments and scripts are no tags, character references are decoded, and there
//! is no tree that could grow deep.

use super::anchor::{Anchor, Role};
use super::further::{Further, leads_on};
use super::header::Header;
use super::link::LinkRules;
use super::region::Region;
use super::scanner::Token;
use super::scripts::Scripts;
use super::shape::Shape;
use super::tag::{Cut, Html, Rel, Tag};
use super::titles::Titles;
use crate::listing::RefusedReason;

/// The most bytes that are kept of a title, a heading or the words of a parent link.
const WORDS_LIMIT: usize = 1 << 10;

/// The regions of a page, as far as it has been read.
#[derive(Debug)]
pub(in crate::listing) struct HtmlPage {
    links: LinkRules,
    /// The directory's path as titles show it, without a trailing slash.
    path: String,
    /// The regions in the order in which they begin; the first is the page outside all others.
    pub(super) regions: Vec<Region>,
    /// Positions of the open regions, the innermost last.
    open: Vec<usize>,
    /// Number of open regions of each shape.
    open_shapes: [usize; Shape::COUNT],
    pub(super) titles: Titles,
    /// Whether the last heading names a listing and no region has begun since.
    headed: bool,
    /// The head of a listing from a block of its own before the rows (Artifactory).
    head: Option<Header>,
    /// Number of open `<nav>`, `<footer>` and `<aside>` elements.
    asides: usize,
    /// Whether there is text outside all blocks, titles and headings.
    pub(super) prose: bool,
    /// How the page ends.
    pub(super) cut: Cut,
    tail: Tail,
    pub(super) html: Html,
    pub(super) scripts: Scripts,
    pub(super) further: Further,
    /// Number of open `<template>` elements, whose content is not part of the page.
    templates: usize,
    tag: Tag,
    anchor: Option<Anchor>,
    /// The words of the open title, heading or parent link.
    words: Option<String>,
}

/// The kind of the last token so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tail {
    /// The end of a block, perhaps followed by other end tags.
    Block,
    Tag,
    Text,
}

impl HtmlPage {
    pub(in crate::listing) fn new(links: LinkRules) -> Self {
        let path = links.shown_path();
        Self {
            path: path.trim_end_matches('/').to_owned(),
            links,
            regions: vec![Region::new(Shape::Body, false, false)],
            open: Vec::new(),
            open_shapes: [0; Shape::COUNT],
            titles: Titles::default(),
            headed: false,
            head: None,
            asides: 0,
            prose: false,
            cut: Cut::No,
            tail: Tail::Block,
            html: Html::None,
            scripts: Scripts::default(),
            further: Further::default(),
            templates: 0,
            tag: Tag::default(),
            anchor: None,
            words: None,
        }
    }

    /// Ends the page; `cut` tells that the connection broke.
    pub(in crate::listing) fn end(&mut self, cut: bool) {
        let foot = self.tail == Tail::Tag;
        match self.cut {
            _ if cut => self.cut = Cut::Within,
            Cut::No if self.html == Html::Open => self.cut = Cut::NoEnd { foot },
            Cut::No | Cut::Within | Cut::NoEnd { .. } => {}
        }
        self.regions[0].closed = self.cut == Cut::No;
        for region in &mut self.regions {
            region.end_row(!region.closed);
        }
    }

    pub(in crate::listing) fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Text(text) if !text.trim_ascii().is_empty() => self.tail = Tail::Text,
            Token::EndTag(_) if self.tail == Tail::Text => self.tail = Tail::Tag,
            _ => {}
        }
        match token {
            Token::OpenTag(name) => self.tag.begin(name),
            Token::Attribute(name) => self.tag.attribute(name),
            Token::Value(value) => self.tag.value(value),
            Token::CloseTag => {
                let mut tag = std::mem::take(&mut self.tag);
                self.start(&tag);
                tag.end();
                self.tag = tag;
            }
            Token::EndTag(name) => self.end_tag(name),
            Token::Text(text) => self.text(text),
            Token::Doctype if self.html == Html::None => self.html = Html::Some,
            Token::Doctype => {}
            Token::Cut => self.cut = Cut::Within,
        }
    }

    /// Returns whether the page is a single block, which is all that Go's file server writes.
    pub(super) fn is_bare(&self) -> bool {
        !self.prose && self.regions.len() == 2 && self.regions[0].is_empty()
    }

    fn start(&mut self, tag: &Tag) {
        self.tail = Tail::Tag;
        let name = &tag.name[..];
        self.html.see(name);
        self.scripts.start(tag);
        if let (Rel::Next, Some(href)) = (tag.rel, &tag.href)
            && self.links.link(href) == Err(RefusedReason::Sort)
        {
            self.further.link();
        }
        match name {
            b"template" => self.templates += 1,
            _ if self.templates > 0 => {}
            b"title" | b"h1" | b"h2" | b"h3" => self.words = Some(String::new()),
            b"nav" | b"footer" | b"aside" => self.asides += 1,
            b"base" => {
                if let Some(Ok(href)) = tag.href.as_deref().map(std::str::from_utf8) {
                    self.links.rebase(href);
                }
            }
            b"tr" => self.end_row_in(&[Shape::Table]),
            b"td" | b"th" => self.next_cell_in(&[Shape::Table]),
            b"br" | b"hr" => self.end_row_in(&[Shape::Text, Shape::Body]),
            b"li" => self.end_row_in(&[Shape::List]),
            b"span" | b"div" | b"time" | b"small" | b"b" | b"i" | b"p" | b"dd" | b"em" => {
                self.next_cell_in(&[Shape::List, Shape::Body]);
            }
            _ => {
                if let Some(shape) = Shape::of(name) {
                    self.open_region(shape, tag.listing);
                }
            }
        }
        if self.templates > 0 {
            return;
        }
        if name == b"a"
            && let Some(href) = tag.href.as_deref()
        {
            self.start_anchor(href);
        }
        if tag.number.is_some() || tag.date.is_some() || tag.directory {
            let row = &mut self.innermost().row;
            row.note(tag.number, tag.date, tag.directory);
        }
    }

    fn end_tag(&mut self, name: &[u8]) {
        self.scripts.end(name);
        match name {
            b"html" => self.html.close(),
            b"template" => self.templates = self.templates.saturating_sub(1),
            _ if self.templates > 0 => {}
            b"title" => _ = self.take_title(),
            b"h1" | b"h2" | b"h3" => self.headed = self.take_title(),
            b"a" => self.end_anchor(),
            b"nav" | b"footer" | b"aside" => self.asides = self.asides.saturating_sub(1),
            b"tr" => self.end_row_in(&[Shape::Table]),
            b"li" => self.end_row_in(&[Shape::List]),
            b"span" | b"time" | b"div" => self.next_cell_in(&[Shape::List, Shape::Body]),
            _ => {
                if let Some(shape) = Shape::of(name) {
                    self.close_region(shape);
                }
            }
        }
    }

    fn innermost(&mut self) -> &mut Region {
        let index = self.open.last().copied().unwrap_or(0);
        &mut self.regions[index]
    }

    fn open_region(&mut self, shape: Shape, id: bool) {
        self.end_anchor();
        let headed = std::mem::take(&mut self.headed) || self.innermost().take_heading();
        self.open.push(self.regions.len());
        self.open_shapes[shape as usize] += 1;
        let mut region = Region::new(shape, headed, id);
        if let Some(head) = self.head.take() {
            region.set_header(head);
        }
        self.regions.push(region);
    }

    /// Closes the innermost region of that shape and all within it; a stray end tag closes nothing.
    fn close_region(&mut self, shape: Shape) {
        if self.open_shapes[shape as usize] == 0 {
            return;
        }
        self.end_anchor();
        self.tail = Tail::Block;
        while let Some(region) = self.open.pop() {
            let region = &mut self.regions[region];
            self.open_shapes[region.shape as usize] -= 1;
            if region.shape == shape {
                region.end_row(false);
                region.closed = true;
                if let Some(head) = region.take_lone_header() {
                    self.head = Some(head);
                    self.headed = true;
                }
                break;
            }
        }
    }

    fn start_anchor(&mut self, href: &[u8]) {
        let broken = self.anchor.is_some_and(|anchor| anchor.broken);
        self.end_anchor();
        let index = self.open.last().copied().unwrap_or(0);
        let region = &mut self.regions[index];
        let link = self.links.link(href);
        if link == Err(RefusedReason::Sort) && leads_on(href) {
            self.further.link();
        }
        if region.shape == Shape::Body && self.asides > 0 {
            region.refuse(href, RefusedReason::OutsideListing);
            return;
        }
        let by_link = matches!(region.shape, Shape::List | Shape::Body);
        if broken || (by_link && region.row.has_link()) {
            region.end_row(false);
        }
        let taken = link.and_then(|link| region.row.take_link(link, href));
        let role = match taken {
            Ok(()) => Role::Entry,
            Err(RefusedReason::Parent) => Role::Parent,
            Err(_) => Role::Refused,
        };
        if let Err(reason) = taken {
            region.refuse(href, reason);
        }
        if role == Role::Parent && self.words.is_none() {
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
            // Outside a listing such a link may be the way home of any page.
            Role::Parent if region.shape != Shape::Body => {
                region.note_parent(&self.words.take().unwrap_or_default());
            }
            Role::Parent | Role::Refused => {}
        }
    }

    fn end_row_in(&mut self, shapes: &[Shape]) {
        if shapes.contains(&self.innermost().shape) {
            self.end_anchor();
            self.innermost().end_row(false);
        }
    }

    fn next_cell_in(&mut self, shapes: &[Shape]) {
        let shape = self.innermost().shape;
        if shapes.contains(&shape) {
            // A link in a table ends with its cell; in a list it may contain several cells.
            if shape == Shape::Table {
                self.end_anchor();
            }
            self.innermost().row.next_cell();
        }
    }

    fn text(&mut self, text: &[u8]) {
        if self.scripts.take(text) || self.templates > 0 {
            return;
        }
        if let Some(words) = &mut self.words
            && words.len() < WORDS_LIMIT
        {
            let kept = &text[..text.len().min(WORDS_LIMIT)];
            words.push_str(&String::from_utf8_lossy(kept));
        }
        let index = self.open.last().copied().unwrap_or(0);
        if index == 0 {
            self.further.read(text);
        }
        self.prose |= index == 0 && self.words.is_none() && !text.trim_ascii().is_empty();
        let region = &mut self.regions[index];
        for (line, text) in text.split(|&byte| byte == b'\n').enumerate() {
            if line > 0 && region.shape == Shape::Text {
                match &mut self.anchor {
                    // A name may contain a line break.
                    Some(anchor) => anchor.broken = true,
                    None => region.end_row(false),
                }
            } else if line > 0 {
                region.row.push_text(" ");
            }
            region.row.push_text(&String::from_utf8_lossy(text));
        }
    }

    /// Ends a title or heading; returns whether it is one that servers give to listings.
    fn take_title(&mut self) -> bool {
        let words = self.words.take().unwrap_or_default();
        self.titles.note(&words, &self.path)
    }
}
