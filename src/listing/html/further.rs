//! Signs that a page lists only a part of the directory.

use url::form_urlencoded;

use super::words::says_nothing;

/// Names of parameters by which the further pages of a list are asked for, in lower case.
const PAGE_PARAMETERS: [&str; 11] = [
    "page",
    "pageno",
    "page_number",
    "paged",
    "offset",
    "start",
    "start-after",
    "skip",
    "marker",
    "after",
    "cursor",
];

/// What is counted where a page says how much there is: `1 to 10 of 1,234 entries`.
pub(super) const COUNTED: [&str; 12] = [
    "entries",
    "items",
    "files",
    "results",
    "objects",
    "records",
    "rows",
    "elements",
    "lines",
    "downloads",
    "views",
    "hits",
];

/// The most bytes of a text that says nothing else.
const LONGEST: usize = 80;

/// What a page says of entries that it does not list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Further {
    /// Whether a link or a button leads to further pages of the list.
    linked: bool,
    /// The number of entries that the page gives for the whole list.
    total: Option<usize>,
    /// Whether the page says that there is nothing.
    pub(super) nothing: bool,
}

impl Further {
    /// Notes a link to the next page.
    pub(super) fn link(&mut self) {
        self.linked = true;
    }

    /// Notes text outside the rows that says nothing else: `Showing 1 to 10 of 1,234 entries`, `Page 1 of 13`, `Load more`.
    pub(super) fn read(&mut self, text: &[u8]) {
        if text.len() > LONGEST {
            return;
        }
        let text = String::from_utf8_lossy(text).to_ascii_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        self.nothing |= !words.is_empty() && says_nothing(&words.join(" "));
        match words[..] {
            ["load", "more"] => self.linked = true,
            ["page", at, "of", all] => self.linked |= number(all) > number(at),
            ["showing", _, "of", all, what]
            | [_, "of", all, what]
            | ["showing", _, "to", _, "of", all, what]
            | [_, "to", _, "of", all, what]
                if COUNTED.contains(&bare(what)) =>
            {
                self.total = self.total.max(number(all));
            }
            _ => {}
        }
    }

    /// Returns whether the page says that there are more than the entries that were read.
    pub(super) fn says_more_than(self, entries: usize) -> bool {
        self.linked || self.total.is_some_and(|total| total > entries)
    }
}

/// Returns whether a link's query asks for another page of the list than the first.
pub(super) fn leads_on(href: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'?', href) else {
        return false;
    };
    form_urlencoded::parse(&href[at + 1..]).any(|(name, value)| {
        PAGE_PARAMETERS.contains(&&*name.to_ascii_lowercase()) && !matches!(&*value, "" | "0" | "1")
    })
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(|letter: char| !letter.is_alphanumeric())
}

fn number(word: &str) -> Option<usize> {
    let digits = bare(word).replace(',', "");
    // Of a range as `1-10`, the last.
    let digits = digits.rsplit(['-', '–']).next()?;
    digits.parse().ok()
}
