//! What servers of mirrors answer, and what they were asked.

use std::sync::{Arc, Mutex};

pub(crate) use crate::http_server::Answer;
use crate::http_server::{self, Request};

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

    pub(crate) fn stalling_after(mut self, bytes: usize) -> Self {
        self.stalls = true;
        self.cut_after(bytes)
    }
}

/// A server that ends with the process, and what it was asked.
pub(crate) struct Server {
    pub(crate) port: u16,
    log: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Starts a server; `answer` is given each request and how often its target was asked before.
    pub(crate) fn start(
        answer: impl Fn(&Request, usize) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let log = Arc::new(Mutex::new(Vec::<Request>::new()));
        let shared = Arc::clone(&log);
        let port = http_server::start(move |request| {
            let before = {
                let mut log = shared.lock().expect("the log");
                let alike = |other: &&Request| other.target == request.target;
                let before = log.iter().filter(alike).count();
                log.push(request.clone());
                before
            };
            answer(request, before)
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
