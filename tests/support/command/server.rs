//! A mirror on loopback that serves files from memory, with `Range`.

use std::collections::HashMap;

use crate::http_server::{Answer, Request, start};
use percent_encoding::percent_decode_str;

/// What the mirror serves: path below its root, content.
pub(crate) type Files = HashMap<String, Vec<u8>>;

const ROOT: &str = "/vol1/ftp/";

/// Starts a mirror that ends with the process, and returns its base URL.
pub(crate) fn serve(files: Files) -> String {
    let port = start(move |request| answer(&files, request));
    format!("http://127.0.0.1:{port}{ROOT}")
}

fn answer(files: &Files, request: &Request) -> Answer {
    let path = percent_decode_str(&request.target).decode_utf8();
    let path = path.expect("a path in UTF-8");
    let Some(body) = path.strip_prefix(ROOT).and_then(|path| files.get(path)) else {
        return Answer {
            status: 404,
            ..Answer::default()
        };
    };
    let mut ranges = request.headers.iter();
    let range = ranges.find_map(|line| line.strip_prefix("range: bytes="));
    let start: usize = range.map_or(0, |range| {
        let start = range.trim_end_matches('-').parse();
        start.expect("a range to the end")
    });
    let total = body.len();
    let (status, headers, body) = match body.get(start..) {
        _ if start == 0 => (200, Vec::new(), &body[..]),
        Some(rest) if !rest.is_empty() => {
            let range = format!("bytes {start}-{}/{total}", total - 1);
            (206, vec![("Content-Range".to_owned(), range)], rest)
        }
        _ => (416, Vec::new(), &[][..]),
    };
    Answer {
        status,
        headers,
        body: body.to_vec(),
        ..Answer::default()
    }
}
