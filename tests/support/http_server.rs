//! A mirror on loopback whose every answer a test decides.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// One answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Sends so many bytes of the body, then closes the connection.
    pub(crate) cut: Option<usize>,
    /// Keeps the connection open after that, until the client closes it.
    pub(crate) stalls: bool,
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Path and query.
    pub(crate) target: String,
    /// Header lines in lower case.
    pub(crate) headers: Vec<String>,
}

/// Starts a server that ends with the process, and returns its port.
pub(crate) fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on loopback");
    let port = listener.local_addr().expect("an address").port();
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = Arc::clone(&answer);
            let stream = stream.expect("a connection");
            // A client that goes away is no fault of the test.
            std::thread::spawn(move || serve(stream, &*answer).ok());
        }
    });
    port
}

fn serve(mut stream: TcpStream, answer: &dyn Fn(&Request) -> Answer) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    if first.is_empty() {
        // A client that was ended before it asked.
        return Ok(());
    }
    let mut headers = Vec::new();
    for line in lines {
        match line?.to_ascii_lowercase() {
            line if line.is_empty() => break,
            line => headers.push(line),
        }
    }
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let Answer {
        status,
        headers,
        body,
        cut,
        stalls,
    } = answer(&Request { target, headers });
    let mut head = format!(
        "HTTP/1.1 {status} .\r\nContent-Length: {}\r\nConnection: close\r\n",
        body.len()
    );
    for (name, value) in headers {
        head = format!("{head}{name}: {value}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    let is_head = first.starts_with("HEAD ");
    if !is_head {
        stream.write_all(&body[..cut.unwrap_or(body.len())])?;
    }
    if is_head || !stalls {
        stream.shutdown(std::net::Shutdown::Write)?;
    }
    // Waits for the client to close, so that nothing is reset on its way.
    stream.read_to_end(&mut Vec::new()).map(|_| ())
}
