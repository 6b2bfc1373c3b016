//! Signs that a page lists only a part of the directory.

use memchr::memmem;
use url::form_urlencoded;

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
const COUNTED: [&str; 8] = [
    "entries", "items", "files", "results", "objects", "records", "rows", "elements",
];

/// What a page says of entries that it does not list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Further {
    /// Whether a link or a button leads to further pages of the list.
    linked: bool,
    /// The number of entries that the page gives for the whole list.
    total: Option<usize>,
}

impl Further {
    /// Notes a link to the next page.
    pub(super) fn link(&mut self) {
        self.linked = true;
    }

    /// Notes text outside the rows: `Showing 1 to 10 of 1,234 entries`, `Page 1 of 13`, `Load more`.
    pub(super) fn read(&mut self, text: &[u8]) {
        let may_say =
            memmem::find(text, b" of ").is_some() || memmem::find(text, b"more").is_some();
        if !may_say {
            return;
        }
        let text = String::from_utf8_lossy(text).to_ascii_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        self.linked |= matches!(words[..], ["load" | "show", "more"] | ["more"]);
        for (at, _) in words.iter().enumerate().filter(|(_, word)| **word == "of") {
            let word_at = |at: Option<usize>| at.and_then(|at| words.get(at)).copied();
            let last = word_at(at.checked_sub(1)).and_then(number);
            let (Some(last), Some(all)) = (last, word_at(Some(at + 1)).and_then(number)) else {
                continue;
            };
            if word_at(at.checked_sub(2)) == Some("page") {
                self.linked |= all > last;
            } else if word_at(Some(at + 2)).is_some_and(|word| COUNTED.contains(&bare(word))) {
                self.total = self.total.max(Some(all));
            }
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
