//! Answers of the mirror: files, directory index pages, refusals.

use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::flow::Flow;
use super::knobs::Knobs;
use super::listing::{self, Order};
use super::mirror::PageRequest;
use super::range::{self, Wish};
use super::tree::{Content, Directory, File, Node};

/// One transparent point, for the pictures that the index pages name.
const ICON: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\x21\xf9\x04\x01\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b";

/// A page of a portal that stands before the network, as hotels and hospitals have it.
const LOGIN: &str = "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body><h1>Log in to the network</h1>\n<form method=\"post\"><input name=\"user\"><input name=\"password\" type=\"password\"><button>Log in</button></form>\n</body></html>\n";

/// Answers with a page.
pub(crate) fn html(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "text/html;charset=UTF-8")], body).into_response()
}

/// Answers with the log-in page.
pub(crate) fn login() -> Response {
    html(Body::from(LOGIN))
}

/// Answers with a picture for an index page.
pub(crate) fn icon() -> Response {
    ([(header::CONTENT_TYPE, "image/gif")], ICON).into_response()
}

/// Sends the client elsewhere.
pub(crate) fn redirect(status: StatusCode, to: &str) -> Response {
    let mut response = error(status);
    if let Ok(location) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Answers with an error page in Apache's words.
pub(crate) fn error(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or("Error");
    let page = format!(
        "{}\n<html><head>\n<title>{} {reason}</title>\n</head><body>\n<h1>{reason}</h1>\n</body></html>\n",
        listing::DOCTYPE,
        status.as_u16()
    );
    (status, html(Body::from(page))).into_response()
}

/// Refuses, and says when to come back.
pub(crate) fn refusal(status: StatusCode, knobs: &Knobs) -> Response {
    let mut response = error(status);
    if let Some(seconds) = knobs.retry_after {
        set(&mut response, header::RETRY_AFTER, &seconds.to_string());
    }
    if let Some(seconds) = knobs.retry_date {
        let date = SystemTime::now() + Duration::from_secs(seconds);
        set(
            &mut response,
            header::RETRY_AFTER,
            &httpdate::fmt_http_date(date),
        );
    }
    response
}

/// Answers with an error document of S3. The status is S3's own; that of a wrong region has no `Location`.
pub(crate) fn s3_error(code: &str) -> Response {
    let status = match code {
        "PermanentRedirect" => StatusCode::MOVED_PERMANENTLY,
        "NoSuchBucket" | "NoSuchKey" => StatusCode::NOT_FOUND,
        _ => StatusCode::FORBIDDEN,
    };
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>Said by a test.</Message></Error>"
    );
    (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

/// Returns a directory of so many small files.
fn made_up(rows: u32) -> Directory {
    let file = File {
        size: 1,
        modified: SystemTime::UNIX_EPOCH,
        content: Content::Memory(b"x".as_slice().into()),
    };
    let entry = |number| {
        (
            format!("made_up_{number:07}.vcf.gz"),
            Node::File(file.clone()),
        )
    };
    Directory {
        entries: (1..=rows).map(entry).collect(),
        modified: SystemTime::UNIX_EPOCH,
    }
}

/// Answers with the index of a directory, or with its `index.html` if it has one.
pub(crate) fn directory(directory: &Directory, asked: &PageRequest<'_>, knobs: &Knobs) -> Response {
    if let Some(Node::File(file)) = directory.entries.get("index.html") {
        return self::file(file, asked, knobs);
    }
    let rows = knobs.rows.map(made_up);
    let page = listing::page(
        rows.as_ref().unwrap_or(directory),
        &asked.whole,
        knobs.style,
        Order::from_query(asked.query),
    );
    let size = page.len() as u64;
    // Apache sends these pages in chunks, without a length.
    let flow = Flow {
        flip: None,
        ..bent(0, size, size, knobs)
    };
    html(flow.body(Content::Memory(page.into())))
}

/// Answers with a file, or the part of it that was asked for.
pub(crate) fn file(file: &File, asked: &PageRequest<'_>, knobs: &Knobs) -> Response {
    let size = if knobs.short {
        file.size / 2
    } else {
        file.size
    };
    let wish = if knobs.no_range {
        Wish::Whole
    } else {
        range::wish(asked.headers, size, file.modified)
    };
    let (status, from, to) = match wish {
        Wish::Whole => (StatusCode::OK, 0, size),
        Wish::Part(from, to) => (StatusCode::PARTIAL_CONTENT, from, to),
        Wish::Unchanged => (StatusCode::NOT_MODIFIED, 0, 0),
        Wish::Beyond => {
            let mut response = error(StatusCode::RANGE_NOT_SATISFIABLE);
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes */{size}"),
            );
            return response;
        }
    };
    let name = asked.path.rsplit('/').next().unwrap_or_default();
    let mut response = bent(from, to, size, knobs)
        .body(file.content.clone())
        .into_response();
    *response.status_mut() = status;
    if let Some(kind) = media_type(name) {
        set(&mut response, header::CONTENT_TYPE, kind);
    }
    if status == StatusCode::PARTIAL_CONTENT {
        set(
            &mut response,
            header::CONTENT_RANGE,
            &format!("bytes {from}-{}/{size}", to - 1),
        );
    }
    if status != StatusCode::NOT_MODIFIED {
        set(
            &mut response,
            header::CONTENT_LENGTH,
            &(to - from).to_string(),
        );
    }
    if !knobs.no_range {
        set(&mut response, header::ACCEPT_RANGES, "bytes");
    }
    if !knobs.no_validators {
        set(
            &mut response,
            header::ETAG,
            &range::etag(size, file.modified),
        );
        set(
            &mut response,
            header::LAST_MODIFIED,
            &httpdate::fmt_http_date(file.modified),
        );
    }
    response
}

/// Returns the way of a body of `size` bytes, as the knobs bend it.
fn bent(from: u64, to: u64, size: u64, knobs: &Knobs) -> Flow {
    let middle = size / 2;
    Flow {
        flip: knobs.flip.then_some(middle),
        cut: knobs.cut.then_some(middle.max(from)),
        hold: knobs.stall_after.map(|after| after.max(from)),
        rate: knobs.slow,
        ..Flow::plain(from, to)
    }
}

fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Returns the media type that Apache sends for a name; none for a name that it does not know, as `.tbi`.
fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "html" => Some("text/html"),
        "txt" | "log" | "md" => Some("text/plain"),
        "gz" => Some("application/x-gzip"),
        _ => None,
    }
}
