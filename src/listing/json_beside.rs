//! What a JSON listing says beside its rows: that there are more, or what went wrong.

use super::Continuation;
use super::json::Json;
use super::json_fields::field;

/// Fields that say that there are more: a token or an address for the next page, or a flag.
const MORE: [&[u8]; 15] = [
    b"next_cursor",
    b"nextCursor",
    b"nextMarker",
    b"nextToken",
    b"continuationToken",
    b"isTruncated",
    b"truncated",
    b"hasMore",
    b"has_more",
    b"next",
    b"nextLink",
    b"@odata.nextLink",
    b"next_page",
    b"nextPage",
    b"nextFileName",
];

/// Fields with the number of all rows, those of further pages included.
const TOTALS: [&[u8]; 4] = [b"total", b"totalCount", b"total_count", b"totalItems"];

/// Fields in which a server says what went wrong.
pub(super) const ERRORS: [&[u8]; 3] = [b"error", b"errors", b"errorMessage"];

/// Whether the document is one of several, and how the next one is asked for.
#[derive(Debug, Default)]
pub(super) enum More {
    #[default]
    No,
    Unknown,
    At(Continuation),
}

/// What the fields beside the rows say.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) more: More,
    total: Option<u64>,
    /// What it says of an error.
    pub(super) error: Option<String>,
}

impl Beside {
    /// Reads a field that holds no rows.
    pub(super) fn note(&mut self, key: &[u8], value: Json) {
        match value {
            Json::Text(token) if key == b"nextPageToken" => {
                let token = String::from_utf8(token).ok().map(Continuation::PageToken);
                self.more = token.map_or(More::Unknown, More::At);
            }
            Json::Object(links)
                if matches!(key, b"links" | b"_links")
                    && field(&links, &[b"next"]).is_some_and(says_so) =>
            {
                self.more = More::Unknown;
            }
            value if MORE.contains(&key) && says_so(&value) => self.more = More::Unknown,
            value if ERRORS.contains(&key) && says_so(&value) => {
                self.error = Some(error_of(&value));
            }
            Json::Whole(code @ 400..600) if matches!(key, b"status" | b"statusCode") => {
                self.error = Some(code.to_string());
            }
            Json::Whole(total) if TOTALS.contains(&key) => self.total = Some(total),
            _ => {}
        }
    }

    /// Returns whether it says that there are more than these rows.
    pub(super) fn says_more_than(&self, rows: usize) -> bool {
        self.total.is_some_and(|total| total > rows as u64)
    }
}

/// Returns whether a value is one that says yes: not `null`, `false`, zero or empty.
fn says_so(value: &Json) -> bool {
    match value {
        Json::Other => false,
        Json::True => true,
        Json::Whole(number) => *number > 0,
        Json::Text(text) => !text.is_empty(),
        Json::List(items) => !items.is_empty(),
        Json::Object(fields) => !fields.is_empty(),
    }
}

/// Returns the code and message of an error, of several the first.
fn error_of(value: &Json) -> String {
    match value {
        Json::List(items) if !items.is_empty() => error_of(&items[0]),
        Json::Object(fields) => {
            let code = field(fields, &[b"code", b"status"]).and_then(words_of);
            let message = field(fields, &[b"message", b"title", b"detail"]).and_then(words_of);
            let parts: Vec<String> = code.into_iter().chain(message).collect();
            parts.join(": ")
        }
        value => words_of(value).unwrap_or_default(),
    }
}

fn words_of(value: &Json) -> Option<String> {
    match value {
        Json::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        Json::Whole(number) => Some(number.to_string()),
        _ => None,
    }
}
