//! A mirror on loopback whose every answer a test decides.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// One answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Sends so many bytes of the body, then closes the connection.
    pub(crate) cut: Option<usize>,
}

impl Answer {
    pub(crate) fn html(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            body: body.into(),
            ..Self::default()
        }
        .with("Content-Type", "text/html;charset=UTF-8")
    }

    pub(crate) fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::status(302).with("Location", to)
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn cut_after(mut self, bytes: usize) -> Self {
        self.cut = Some(bytes);
        self
    }
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Path and query.
    pub(crate) target: String,
    /// Header lines in lower case.
    pub(crate) headers: Vec<String>,
}

/// A server that ends with the process.
pub(crate) struct Server {
    pub(crate) port: u16,
    log: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Starts a server; `answer` is given each request and how often its target was asked before.
    pub(crate) fn start(
        answer: impl Fn(&Request, usize) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on loopback");
        let port = listener.local_addr().expect("an address").port();
        let log = Arc::new(Mutex::new(Vec::<Request>::new()));
        let (answer, shared) = (Arc::new(answer), Arc::clone(&log));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&shared));
                let stream = stream.expect("a connection");
                // A client that goes away is no fault of the test.
                std::thread::spawn(move || serve(stream, &*answer, &log).ok());
            }
        });
        Self { port, log }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.log.lock().expect("the log").clone()
    }

    pub(crate) fn targets(&self) -> Vec<String> {
        self.requests()
            .into_iter()
            .map(|request| request.target)
            .collect()
    }
}

fn serve(
    mut stream: TcpStream,
    answer: &dyn Fn(&Request, usize) -> Answer,
    log: &Mutex<Vec<Request>>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let mut headers = Vec::new();
    for line in lines {
        match line?.to_ascii_lowercase() {
            line if line.is_empty() => break,
            line => headers.push(line),
        }
    }
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let request = Request { target, headers };
    let before = {
        let mut log = log.lock().expect("the log");
        let alike = |other: &&Request| other.target == request.target;
        let before = log.iter().filter(alike).count();
        log.push(request.clone());
        before
    };
    let Answer {
        status,
        headers,
        body,
        cut,
    } = answer(&request, before);
    let mut head = format!(
        "HTTP/1.1 {status} .\r\nContent-Length: {}\r\nConnection: close\r\n",
        body.len()
    );
    for (name, value) in headers {
        head = format!("{head}{name}: {value}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    stream.write_all(&body[..cut.unwrap_or(body.len())])?;
    stream.shutdown(std::net::Shutdown::Write)?;
    // Waits for the client to close, so that nothing is reset on its way.
    stream.read_to_end(&mut Vec::new()).map(|_| ())
}

/// An index page as Apache writes it; names with a slash at their end are directories.
pub(crate) fn apache(path: &str, names: &[&str]) -> String {
    let row = |name: &&str| {
        let size = if name.ends_with('/') { "  - " } else { " 12 " };
        format!(
            "<tr><td><a href=\"{name}\">{name}</a></td><td align=\"right\">2021-03-16 15:54  </td><td align=\"right\">{size}</td></tr>\n"
        )
    };
    let rows = names.iter().map(row).collect::<Vec<_>>().concat();
    format!(
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html>\n <head>\n  <title>Index of {path}</title>\n </head>\n <body>\n\
         <h1>Index of {path}</h1>\n  <table>\n   <tr><th><a href=\"?C=N;O=D\">Name</a></th><th><a href=\"?C=M;O=A\">Last modified</a></th>\
         <th><a href=\"?C=S;O=A\">Size</a></th></tr>\n<tr><th colspan=\"3\"><hr></th></tr>\n\
         <tr><td><a href=\"/\">Parent Directory</a></td><td>&nbsp;</td><td align=\"right\">  - </td></tr>\n{rows}\
         <tr><th colspan=\"3\"><hr></th></tr>\n</table>\n</body></html>\n"
    )
}

/// A bucket with `phase3/a`, `b`, `c` and `sub/d`, which it lists in pages of two.
pub(crate) fn bucket(target: &str) -> Answer {
    let asks = |text: &str| target.contains(text);
    let file = |key: &str| {
        format!(
            "<Contents><Key>{key}</Key><LastModified>2020-05-01T10:00:00.000Z</LastModified><Size>5</Size></Contents>"
        )
    };
    let folder =
        |prefix: &str| format!("<CommonPrefixes><Prefix>{prefix}</Prefix></CommonPrefixes>");
    let (prefix, rows, next) = if asks("phase3%2Fsub%2F") {
        ("phase3/sub/", file("phase3/sub/d"), None)
    } else if asks("token=t%2B1%3D") {
        ("phase3/", folder("phase3/sub/") + &file("phase3/c"), None)
    } else if asks("phase3") {
        (
            "phase3/",
            file("phase3/a") + &file("phase3/b"),
            Some("t+1="),
        )
    } else if asks("delimiter") {
        ("", folder("phase3/"), None)
    } else {
        ("", file("phase3/a") + &file("phase3/sub/d"), None)
    };
    let next = next.map_or_else(String::new, |token| {
        format!("<NextContinuationToken>{token}</NextContinuationToken>")
    });
    let delimiter = if asks("delimiter") {
        "<Delimiter>/</Delimiter>"
    } else {
        ""
    };
    let cut = !next.is_empty();
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name>\
         <Prefix>{prefix}</Prefix>{delimiter}<IsTruncated>{cut}</IsTruncated>{next}{rows}</ListBucketResult>"
    );
    Answer {
        body: body.into_bytes(),
        ..Answer::status(200)
    }
    .with("Content-Type", "application/xml")
}
