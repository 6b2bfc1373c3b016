//! The demonstration mirror: its index pages against those of a real Apache, and its answers over loopback.

#[path = "../../examples/demo_mirror/answer.rs"]
mod answer;
#[path = "../../examples/demo_mirror/content/mod.rs"]
mod content;
#[path = "../../examples/demo_mirror/escape.rs"]
mod escape;
#[path = "../../examples/demo_mirror/flow.rs"]
mod flow;
#[path = "../../examples/demo_mirror/knobs.rs"]
mod knobs;
#[path = "../../examples/demo_mirror/listing.rs"]
mod listing;
#[path = "../../examples/demo_mirror/mirror.rs"]
mod mirror;
#[path = "../../examples/demo_mirror/range.rs"]
mod range;
#[path = "../../examples/demo_mirror/tree.rs"]
mod tree;

use std::fmt::Write as _;
use std::io::Read as _;

use axum::body::Bytes;
use md5::{Digest, Md5};
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use flow::Flow;
use listing::{Order, Style};
use tree::{Content, Directory, File, Found, Node, at_second};

#[derive(Deserialize)]
struct Entry {
    path: String,
    size: Option<u64>,
    modified: u64,
}

/// Builds the tree over which Apache wrote the pages.
fn fixture_tree() -> Directory {
    let entries: Vec<Entry> =
        serde_json::from_str(include_str!("../fixtures/demo_mirror/tree.json"))
            .expect("the fixture's tree");
    let mut root = Directory::new(at_second(0));
    for Entry {
        path,
        size,
        modified,
    } in entries
    {
        let modified = at_second(modified);
        let (above, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let mut here = &mut root;
        for part in above.split('/').filter(|part| !part.is_empty()) {
            let node = here
                .entries
                .entry(part.to_owned())
                .or_insert_with(|| Node::Directory(Directory::new(modified)));
            let Node::Directory(next) = node else {
                panic!("{part} is a file")
            };
            here = next;
        }
        match (size, here.entries.get_mut(name)) {
            (Some(size), _) => {
                let file = File {
                    content: Content::Memory(Bytes::new()),
                    size,
                    modified,
                };
                here.entries.insert(name.to_owned(), Node::File(file));
            }
            (None, Some(Node::Directory(directory))) => directory.modified = modified,
            (None, _) => {
                here.entries
                    .insert(name.to_owned(), Node::Directory(Directory::new(modified)));
            }
        }
    }
    root
}

#[test]
fn index_pages_are_those_of_a_real_apache() {
    // Apache 2.4.71 names HTML 4.01 in its first line, the main site's older one HTML 3.2. All else is equal.
    const NEWER: &str = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">";
    let root = fixture_tree();
    let pages = [
        (
            "table",
            "release/",
            "",
            Style::Table,
            include_str!("../fixtures/demo_mirror/table.html"),
        ),
        (
            "table-names",
            "names/",
            "",
            Style::Table,
            include_str!("../fixtures/demo_mirror/table-names.html"),
        ),
        (
            "table-by-size",
            "release/",
            "C=S;O=D",
            Style::Table,
            include_str!("../fixtures/demo_mirror/table-by-size.html"),
        ),
        (
            "table-by-date",
            "release/",
            "C=M;O=A",
            Style::Table,
            include_str!("../fixtures/demo_mirror/table-by-date.html"),
        ),
        (
            "table-root",
            "",
            "",
            Style::Table,
            include_str!("../fixtures/demo_mirror/table-root.html"),
        ),
        (
            "pre",
            "release/",
            "",
            Style::Pre,
            include_str!("../fixtures/demo_mirror/pre.html"),
        ),
        (
            "pre down",
            "release/",
            "C=N;O=D",
            Style::Pre,
            include_str!("../fixtures/demo_mirror/pre-by-name-down.html"),
        ),
        (
            "ncbi",
            "release/",
            "",
            Style::Ncbi,
            include_str!("../fixtures/demo_mirror/ncbi.html"),
        ),
        (
            "ncbi-root",
            "",
            "",
            Style::Ncbi,
            include_str!("../fixtures/demo_mirror/ncbi-root.html"),
        ),
    ];
    for (name, path, query, style, expected) in pages {
        let Some(Found::Directory(directory)) = root.find(path) else {
            panic!("no directory {path:?}")
        };
        let page = listing::page(
            directory,
            &format!("{}{path}", mirror::ROOT),
            style,
            Order::from_query(query),
        );
        assert_eq!(
            page,
            expected.replacen(NEWER, listing::DOCTYPE, 1),
            "{name}"
        );
    }
}

/// One answer: status line and headers, lower-cased, and the body.
struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }
}

/// Starts the mirror of a tree on a free port and asks it once.
async fn ask(method: &str, path: &str, headers: &str) -> Answer {
    ask_twice(method, path, headers, 1)
        .await
        .pop()
        .expect("one answer")
}

async fn ask_twice(method: &str, path: &str, headers: &str, times: usize) -> Vec<Answer> {
    let mut root = Directory::new(at_second(1_000));
    root.put("release/a.vcf.gz", "0123456789", at_second(2_000));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(axum::serve(listener, mirror::router(root)).into_future());
    let mut answers = Vec::new();
    for _ in 0..times {
        let mut stream = TcpStream::connect(address)
            .await
            .expect("the server listens");
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");
        stream
            .write_all(request.as_bytes())
            .await
            .expect("the request is sent");
        let mut bytes = Vec::new();
        // A connection that the server breaks is an answer too.
        let _ = stream.read_to_end(&mut bytes).await;
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("headers end");
        let body = bytes.split_off(end + 4);
        answers.push(Answer {
            head: String::from_utf8_lossy(&bytes).to_lowercase(),
            body,
        });
    }
    server.abort();
    answers
}

const FILE: &str = "/vol1/ftp/release/a.vcf.gz";

#[tokio::test]
async fn files_are_served_as_apache_serves_them() {
    let whole = ask("GET", FILE, "").await;
    assert_eq!(
        (whole.status(), whole.body.as_slice()),
        ("200", b"0123456789".as_slice())
    );
    assert_eq!(whole.header("content-length"), Some("10"));
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    assert_eq!(whole.header("content-type"), Some("application/x-gzip"));
    assert_eq!(
        whole.header("last-modified"),
        Some("thu, 01 jan 1970 00:33:20 gmt")
    );
    assert_eq!(whole.header("access-control-allow-origin"), Some("*"));
    let part = ask("GET", FILE, "Range: bytes=3-5\r\n").await;
    assert_eq!(
        (part.status(), part.body.as_slice()),
        ("206", b"345".as_slice())
    );
    assert_eq!(part.header("content-range"), Some("bytes 3-5/10"));
    assert_eq!(
        ask("GET", FILE, "Range: bytes=10-\r\n").await.status(),
        "416"
    );
    let head = ask("HEAD", FILE, "").await;
    assert_eq!(
        (head.header("content-length"), head.body.len()),
        (Some("10"), 0)
    );
    let moved = ask("GET", "/vol1/ftp/release", "").await;
    assert_eq!(
        (moved.status(), moved.header("location")),
        ("301", Some("/vol1/ftp/release/"))
    );
    assert_eq!(ask("GET", "/vol1/ftp/nothing", "").await.status(), "404");
    assert_eq!(
        ask("GET", "/vol1/ftp/../Cargo.toml", "").await.status(),
        "404"
    );
    assert_eq!(ask("POST", FILE, "").await.status(), "405");
}

#[tokio::test]
async fn each_knob_breaks_one_thing() {
    let with = |spec: &str| format!("/_knob/{spec}{FILE}");
    let get = async |spec: &str| ask("GET", &with(spec), "").await;
    assert_eq!(
        get("no-cors").await.header("access-control-allow-origin"),
        None
    );
    assert_eq!(
        ask("GET", &with("no-range"), "Range: bytes=3-5\r\n")
            .await
            .status(),
        "200"
    );
    assert_eq!(get("no-length").await.header("content-length"), None);
    assert_eq!(get("no-validators").await.header("etag"), None);
    assert_eq!(get("flip").await.body, b"0123446789");
    assert_eq!(
        ask("GET", &with("flip"), "Range: bytes=5-6\r\n").await.body,
        b"46"
    );
    assert_eq!(get("short").await.body, b"01234");
    let cut = get("cut").await;
    assert_eq!(
        (cut.header("content-length"), cut.body.as_slice()),
        (Some("10"), b"01234".as_slice())
    );
    assert!(get("empty").await.body.is_empty());
    assert!(String::from_utf8_lossy(&get("login").await.body).contains("Log in"));
    assert_eq!(get("redirect").await.header("location"), Some(FILE));
    let busy = get("status=429,retry-after=7").await;
    assert_eq!(
        (busy.status(), busy.header("retry-after")),
        ("429", Some("7"))
    );
    let dated = get("status=503,retry-date=60").await;
    let date = dated.header("retry-after").unwrap_or_default();
    assert!(date.contains(", ") && date.ends_with(" gmt"), "{date}");
    let bucket = get("s3-error=PermanentRedirect").await;
    assert_eq!((bucket.status(), bucket.header("location")), ("301", None));
    assert!(String::from_utf8_lossy(&bucket.body).contains("<Code>PermanentRedirect</Code>"));
    let elsewhere = get("elsewhere").await;
    let location = elsewhere.header("location").unwrap_or_default();
    assert!(
        location.starts_with("http://localhost:") && location.ends_with(FILE),
        "{location}"
    );
    let rows = ask("GET", "/_knob/rows=1200/vol1/ftp/release/", "").await;
    let text = String::from_utf8_lossy(&rows.body).into_owned();
    assert!(text.contains("made_up_0001200.vcf.gz") && !text.contains("made_up_0001201"));
    assert_eq!(get("missing").await.status(), "404");
    let page = get("missing,html200").await;
    assert_eq!(page.status(), "200");
    assert!(String::from_utf8_lossy(&page.body).contains("<h1>Index of /vol1/ftp/release</h1>"));
    assert_eq!(get("flop").await.status(), "400");
    assert_eq!(get("status=500,on=.tbi").await.status(), "200");
    let answers = ask_twice("GET", &with("status=503,times=1"), "", 2).await;
    assert_eq!(
        answers.iter().map(Answer::status).collect::<Vec<_>>(),
        ["503", "200"]
    );
    let listed = ask("GET", "/_knob/style=ncbi/vol1/ftp/release/", "").await;
    let text = String::from_utf8_lossy(&listed.body).into_owned();
    assert!(
        text.contains("<a href=\"/_knob/style=ncbi/vol1/ftp/\">Parent Directory</a>"),
        "{text}"
    );
}

#[tokio::test]
async fn a_folder_of_this_machine_is_served_too() {
    let root = Directory::scan(std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples"
    )))
    .expect("the folder is read");
    let Some(Found::File(file)) = root.find("demo_mirror/tree.rs") else {
        panic!("this file is missing")
    };
    let part = axum::body::to_bytes(Flow::plain(4, 30).body(file.content.clone()), 100)
        .await
        .expect("bytes");
    assert_eq!(
        part,
        include_bytes!("../../examples/demo_mirror/tree.rs")[4..30]
    );
    assert!(
        root.find("demo_mirror/tree.rs/")
            .is_some_and(|found| matches!(found, Found::File(_)))
    );
    assert!(root.find("demo_mirror/tree.rs/x").is_none());
}

#[test]
fn the_made_up_tree_lists_its_own_files_truly() {
    let root = content::site();
    let bytes = |path: &str| match root.find(path) {
        Some(Found::File(File {
            content: Content::Memory(bytes),
            ..
        })) => bytes.clone(),
        _ => panic!("no file {path}"),
    };
    let tree = String::from_utf8(bytes("current.tree").to_vec()).expect("text");
    assert!(tree.lines().count() > 200, "{} files", tree.lines().count());
    for line in tree.lines() {
        let [path, "file", size, _, sum, ""] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line:?}")
        };
        let file = bytes(path.strip_prefix("ftp/").expect("a path below ftp/"));
        assert_eq!(size, file.len().to_string(), "{path}");
        let mut digest = String::new();
        for byte in Md5::digest(&file) {
            let _ = write!(digest, "{byte:02x}");
        }
        assert_eq!(sum, digest, "{path}");
    }
}

#[test]
fn the_made_up_variants_are_whole_gzip_members() {
    let root = content::site();
    let path = "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
    let Some(Found::File(File {
        content: Content::Memory(bytes),
        ..
    })) = root.find(path)
    else {
        panic!("no {path}")
    };
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes.as_ref())
        .read_to_string(&mut text)
        .expect("gzip");
    let columns = |line: &str| line.split('\t').count();
    let header = text
        .lines()
        .find(|line| line.starts_with("#CHROM"))
        .expect("a header");
    let records: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(records.len(), 4000);
    assert!(
        records
            .iter()
            .all(|line| line.starts_with("22\t") && columns(line) == columns(header))
    );
}
