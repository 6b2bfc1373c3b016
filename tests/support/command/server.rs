//! A mirror on loopback that serves files from memory, with `Range`.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use percent_encoding::percent_decode_str;

/// What the mirror serves: path below its root, content.
pub(crate) type Files = HashMap<String, Vec<u8>>;

/// Starts a mirror that ends with the process, and returns its base URL.
pub(crate) fn serve(files: Files) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on loopback");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(&files, stream.expect("a connection")).expect("a client that listens");
        }
    });
    format!("http://127.0.0.1:{port}/vol1/ftp/")
}

fn answer(files: &Files, mut stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut start = 0;
    for line in lines {
        let line = line?;
        if let Some(range) = line.strip_prefix("Range: bytes=") {
            start = range
                .trim_end_matches('-')
                .parse()
                .expect("a range to the end");
        }
        if line.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let path = percent_decode_str(path)
        .decode_utf8()
        .expect("a path in UTF-8");
    let found = path
        .strip_prefix("/vol1/ftp/")
        .and_then(|path| files.get(path));
    let (status, body) = match found {
        None => ("404 Not Found", &[][..]),
        Some(body) if start == 0 => ("200 OK", &body[..]),
        Some(body) if start >= body.len() => ("416 Range Not Satisfiable", &[][..]),
        Some(body) => ("206 Partial Content", &body[start..]),
    };
    let length = body.len();
    let total = start + length;
    let range = format!(
        "Content-Range: bytes {start}-{}/{total}\r\n",
        total.saturating_sub(1)
    );
    let range = if status.starts_with("206") {
        range
    } else {
        String::new()
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{range}Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}
