//! `igsr-fetch list`: one directory.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::command::{command, list, list_input};
use crate::server::{Answer, Server, apache, bucket};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/listing/");

#[test]
fn a_saved_page_is_printed_in_its_order_with_six_keys() {
    let page = format!("{FIXTURES}by-hand/simple-table.html");
    let ran = list(&[
        "--base-url",
        "https://ftp.example.org/vol1/ftp/release/",
        &page,
    ]);
    let expected = r#"{"name":"20110521","url":"https://ftp.example.org/vol1/ftp/release/20110521/","kind":"dir","size":null,"size_exact":false,"modified":"2013-01-08T09:52"}
{"name":"20130502","url":"https://ftp.example.org/vol1/ftp/release/20130502/","kind":"dir","size":null,"size_exact":false,"modified":"2025-07-04T16:59"}
{"name":"README.txt","url":"https://ftp.example.org/vol1/ftp/release/README.txt","kind":"file","size":1331,"size_exact":false,"modified":"2014-09-09T12:00"}
"#;
    assert_eq!(ran.out, expected, "{}", ran.words);
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert_eq!(
        ran.words,
        "Links of the page itself, not entries: 1 leads to a directory above\n"
    );
}

#[test]
fn the_address_of_a_saved_page_may_be_given_in_any_usual_form() {
    let page = apache("/pub", &["a.txt"]);
    for address in [
        "http://h:81/pub/",
        "http://h:81/pub",
        "http://h:81/pub/index.html",
        "http://h:81/pub/?C=M;O=D",
        "HTTP://H:81/pub/#top",
    ] {
        let ran = list_input(&["--base-url", address, "-"], page.as_bytes());
        assert_eq!(
            ran.all("url"),
            ["http://h:81/pub/a.txt"],
            "{address}: {}",
            ran.words
        );
    }
}

#[test]
fn without_an_address_the_title_of_the_page_gives_the_path() {
    let ran = list_input(&["-"], apache("/a b", &["x"]).as_bytes());
    assert_eq!(ran.all("url"), ["http://localhost/a%20b/x"]);
    assert!(
        ran.words
            .contains("below http://localhost/a%20b/ (the path that the page's title states)"),
        "{}",
        ran.words
    );
    let ran = list_input(&["-"], apache("somewhere", &["x"]).as_bytes());
    assert_eq!(ran.all("url"), ["http://localhost/x"]);
    assert!(
        ran.words
            .contains("http://localhost/ (the page states no path)"),
        "{}",
        ran.words
    );
}

#[test]
fn refused_rows_are_counted_and_shown_without_what_could_steer_a_terminal() {
    let page = apache(
        "/pub",
        &[
            "a",
            "http://evil.example/&#x1b;[31mx",
            "b/c",
            "b/d",
            "b/e",
            "b/f",
        ],
    );
    let ran = list_input(&["--base-url", "http://h/pub/", "-"], page.as_bytes());
    assert_eq!((ran.code, ran.names()), (0, vec!["a".to_owned()]));
    assert!(ran.words.contains("Rows refused: 5\n"), "{}", ran.words);
    assert!(
        ran.words
            .contains("  1 × leads to another site: http://evil.example/\\u{1b}[31mx\n"),
        "{}",
        ran.words
    );
    assert!(
        ran.words
            .contains("  4 × leads more than one level down: b/c b/d b/e …\n"),
        "{}",
        ran.words
    );
}

#[test]
fn what_cannot_be_used_is_refused_with_words_and_its_own_code() {
    for (args, code, words) in [
        (
            &["ftp://ftp.example.org/pub/"][..],
            2,
            "ftp://, which is not spoken here",
        ),
        (
            &["--base-url", "ftp://h/", "-"],
            2,
            "ftp://, which is not spoken here",
        ),
        (&["--base-url", "pub/", "-"], 2, "is not a URL"),
        (&["http://me:secret@127.0.0.1/"], 2, "password"),
        (&["--no-such-option", "-"], 2, "unexpected argument"),
        (&[], 2, "required"),
        (
            &["no/such/page.html"],
            1,
            "no/such/page.html cannot be read",
        ),
        (
            &["-"],
            3,
            "standard input is not a directory index: the answer is empty",
        ),
    ] {
        let ran = list(args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (code, ""),
            "{args:?}: {}",
            ran.words
        );
        assert!(ran.words.contains(words), "{args:?}: {}", ran.words);
    }
    let login = b"<!DOCTYPE html><html><title>Log in</title><form><input name=user></form></html>";
    assert_eq!(list_input(&["-"], login).code, 3);
}

#[test]
fn a_truncated_page_gives_its_rows_and_code_4() {
    let page = apache("/pub", &["a", "b", "c"]);
    let half = page.find("<tr><td><a href=\"c\"").expect("the third row");
    let ran = list_input(&["-"], &page.as_bytes()[..half]);
    assert_eq!(
        (ran.code, ran.names()),
        (4, vec!["a".to_owned(), "b".to_owned()])
    );
    assert!(
        ran.words
            .contains("not all of the directory is listed: the page ends before its end"),
        "{}",
        ran.words
    );
}

#[test]
fn an_address_is_read_where_redirects_on_the_same_site_lead() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/old" => Answer::redirect("/pub"),
        "/pub" => Answer::redirect("/pub/?x=1"),
        _ => Answer::html(apache("/pub", &["a", "d/"])),
    });
    let ran = list(&[server.url("/old#top")]);
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert_eq!(
        ran.all("url"),
        [server.url("/pub/a"), server.url("/pub/d/")]
    );
    assert_eq!(server.targets(), ["/old", "/pub", "/pub/?x=1"]);
    let headers = &server.requests()[0].headers;
    let agent = format!("user-agent: igsr-fetch/{}", env!("CARGO_PKG_VERSION"));
    assert!(headers.contains(&agent), "{headers:?}");
    assert!(
        headers.contains(&"accept-encoding: gzip".to_owned()),
        "{headers:?}"
    );
}

#[test]
fn a_redirect_to_another_host_is_followed_only_when_asked() {
    let other = Server::start(|_, _| Answer::html(apache("/there", &["a"])));
    let there = other.url("/there/");
    let to = there.clone();
    let server = Server::start(move |_, _| Answer::redirect(&to));
    let ran = list(&[server.url("/")]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.words
            .contains(&format!("redirected to another site, {there}")),
        "{}",
        ran.words
    );
    assert!(other.targets().is_empty());
    let ran = list(&["--follow-other-host", &server.url("/")]);
    assert_eq!(
        (ran.code, ran.all("url")),
        (0, vec![format!("{there}a")]),
        "{}",
        ran.words
    );
}

#[test]
fn a_base_url_overrides_where_the_page_came_from() {
    let server = Server::start(|_, _| Answer::html(apache("/pub", &["a"])));
    let ran = list(&[
        "--base-url",
        "https://mirror.example/pub",
        &server.url("/copy.html"),
    ]);
    assert_eq!(
        ran.all("url"),
        ["https://mirror.example/pub/a"],
        "{}",
        ran.words
    );
}

#[test]
fn a_packed_answer_is_unpacked() {
    let server = Server::start(|_, _| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer
            .write_all(apache("/", &["a"]).as_bytes())
            .expect("memory takes all");
        Answer::html(packer.finish().expect("memory takes all")).with("Content-Encoding", "gzip")
    });
    let ran = list(&[server.url("/")]);
    assert_eq!(
        (ran.code, ran.names()),
        (0, vec!["a".to_owned()]),
        "{}",
        ran.words
    );
}

#[test]
fn each_fault_of_a_server_has_words_and_code_1() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/loop" => Answer::redirect("/loop"),
        "/busy" => Answer::status(429).with("Retry-After", "17"),
        "/nowhere" => Answer::redirect("ftp://h/"),
        "/cut" => Answer::html("<html>").cut_after(0),
        _ => Answer::status(503),
    });
    for (path, words) in [
        (
            "/busy",
            "the server answered 429 (Too Many Requests), and asks to wait 17 s (Retry-After)",
        ),
        ("/down", "the server answered 503 (Service Unavailable)"),
        ("/loop", "it was redirected 10 times"),
        ("/nowhere", "it is redirected to ftp://h/"),
        ("/cut", "the connection failed"),
    ] {
        let ran = list(&[server.url(path)]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (1, ""),
            "{path}: {}",
            ran.words
        );
        assert!(ran.words.contains(words), "{path}: {}", ran.words);
    }
    let ran = list(&["http://no-such-host.invalid/"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.words
            .contains("the host no-such-host.invalid is not found"),
        "{}",
        ran.words
    );
}

#[test]
fn a_connection_cut_within_the_page_gives_its_rows_and_code_4() {
    let page = apache("/", &["a", "b", "c"]);
    let half = page.find("<tr><td><a href=\"c\"").expect("the third row");
    let server = Server::start(move |_, _| Answer::html(page.clone()).cut_after(half));
    let ran = list(&[server.url("/")]);
    assert_eq!(
        (ran.code, ran.names()),
        (4, vec!["a".to_owned(), "b".to_owned()]),
        "{}",
        ran.words
    );
    assert!(
        ran.words
            .contains("not all of the directory is listed: the connection failed"),
        "{}",
        ran.words
    );
}

#[test]
fn a_path_of_a_bucket_says_what_to_ask_instead() {
    let server = Server::start(|_, _| Answer {
        body: b"<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code><Key>phase3/</Key></Error>"
            .to_vec(),
        ..Answer::status(404)
    });
    let ran = list(&[server.url("/bucket/phase3/")]);
    let ask = server.url("/bucket/?list-type=2&delimiter=%2F&encoding-type=url&prefix=phase3%2F");
    assert_eq!(ran.code, 1);
    assert!(ran.words.contains(&format!("404 (Not Found); the storage service says NoSuchKey; a bucket is listed by a question, not by a path: ask {ask}")), "{}", ran.words);
}

#[test]
fn a_reader_that_has_had_enough_is_no_fault() {
    let names: Vec<String> = (0..20_000).map(|number| format!("file_{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let page = apache("/", &names);
    let mut child = command(&["list", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    std::thread::spawn(move || stdin.write_all(page.as_bytes()).ok());
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    out.read_line(&mut first).expect("a line");
    drop(out);
    let output = child.wait_with_output().expect("the command ends");
    assert!(first.starts_with("{\"name\":\"file_0\""), "{first}");
    assert_eq!(output.status.code(), Some(0));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(!words.contains("output"), "{words}");
}

#[test]
fn a_bucket_is_listed_to_its_end_whatever_the_number_of_its_pages() {
    let server = Server::start(|request, _| bucket(&request.target));
    let ran = list(&[server.url("/bucket?list-type=2&prefix=phase3/&delimiter=/")]);
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert_eq!(ran.names(), ["a", "b", "sub", "c"]);
    assert_eq!(ran.all("url")[3], server.url("/bucket/phase3/c"));
    assert_eq!(
        server.targets()[1],
        "/bucket?list-type=2&prefix=phase3%2F&delimiter=%2F&continuation-token=t%2B1%3D"
    );
}

#[test]
fn an_s3_address_is_asked_from_the_service_that_is_named() {
    let server = Server::start(|request, _| bucket(&request.target));
    let ran = list(&["--s3-endpoint", &server.url(""), "s3://bucket/phase3"]);
    assert_eq!((ran.code, ran.names().len()), (0, 4), "{}", ran.words);
    assert_eq!(ran.all("url")[0], server.url("/bucket/phase3/a"));
}

#[test]
fn the_bare_address_of_a_bucket_is_asked_again_for_its_directories() {
    let server = Server::start(|request, _| bucket(&request.target));
    let ran = list(&[server.url("/bucket/")]);
    assert_eq!(
        (ran.code, ran.names()),
        (0, vec!["phase3".to_owned()]),
        "{}",
        ran.words
    );
    assert_eq!(
        server.targets(),
        [
            "/bucket/",
            "/bucket/?list-type=2&delimiter=%2F&encoding-type=url&prefix="
        ]
    );
}

#[test]
fn a_bucket_that_fails_on_the_way_gives_its_rows_and_code_4() {
    let server = Server::start(|request, _| match &*request.target {
        target if target.contains("token") => Answer::status(503),
        target => bucket(target),
    });
    let ran = list(&[server.url("/bucket?list-type=2&prefix=phase3/&delimiter=/")]);
    assert_eq!(
        (ran.code, ran.names()),
        (4, vec!["a".to_owned(), "b".to_owned()]),
        "{}",
        ran.words
    );
    assert!(
        ran.words.contains("the server answered 503"),
        "{}",
        ran.words
    );
}

#[test]
fn a_limit_in_bytes_ends_a_page_of_any_source() {
    let page = apache("/", &["a", "b", "c", "d"]);
    let most = page.find("c\">c").expect("the third row").to_string();
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/longer.html");
    fs::write(file, &page).expect("a file");
    let served = page.clone();
    let server = Server::start(move |_, _| Answer::html(served.clone()));
    let limited = ["--max-bytes", &most];
    for ran in [
        list(&[&limited[..], &[&server.url("/")]].concat()),
        list(&[&limited[..], &["-r", &server.url("/")]].concat()),
        list(&[&limited[..], &[file]].concat()),
        list_input(&[&limited[..], &["-"]].concat(), page.as_bytes()),
    ] {
        assert_eq!(ran.code, 4, "{}", ran.words);
        assert_eq!(ran.names(), ["a", "b"], "{}", ran.words);
        let said = format!("longer than {most} bytes; --max-bytes lets more be read");
        assert!(ran.words.contains(&said), "{}", ran.words);
        assert!(!ran.words.contains("connection"), "{}", ran.words);
    }
    // A walk does not ask again for what would be too long again.
    assert_eq!(server.targets().len(), 2);
    let whole = page.len().to_string();
    let ran = list(&["--max-bytes", &whole, &server.url("/")]);
    assert_eq!((ran.code, ran.names().len()), (0, 4), "{}", ran.words);
    assert_eq!(list(&["--max-bytes", "0", "x"]).code, 2);
}

#[test]
fn a_limit_in_time_ends_a_request_in_each_of_its_phases() {
    let page = apache("/", &["a", "b", "c", "d"]);
    let half = page.find("c\">c").expect("the third row");
    let served = page.clone();
    let server = Server::start(move |_, _| Answer::html(served.clone()).stalling_after(half));
    for words in [&["--max-time", "1"][..], &["--max-time", "1", "-r"]] {
        let ran = list(&[words, &[&server.url("/")]].concat());
        assert_eq!(ran.code, 4, "{}", ran.words);
    }
    let ran = list(&["--max-time", "1", &server.url("/")]);
    assert_eq!(ran.names(), ["a", "b"], "{}", ran.words);
    let said = "the time given by --max-time was over";
    assert!(ran.words.contains(said), "{}", ran.words);

    // Nothing comes at all.
    let deaf = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = deaf.local_addr().expect("an address").port();
    let ran = list(&["--max-time", "1", &format!("http://127.0.0.1:{port}/")]);
    assert_eq!(ran.code, 1, "{}", ran.words);
    assert!(ran.words.contains(said), "{}", ran.words);
}

#[test]
fn a_bucket_that_repeats_a_token_is_asked_no_more() {
    let body = |key: &str| {
        format!(
            "<?xml version=\"1.0\"?><ListBucketResult><Name>b</Name><Prefix></Prefix><Delimiter>/</Delimiter>\
             <IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>\
             <Contents><Key>{key}</Key><Size>5</Size></Contents></ListBucketResult>"
        )
    };
    for recursive in [&[][..], &["-r", "--retry-wait", "1"]] {
        let server = Server::start(move |request, _| {
            let key = if request.target.contains("token") {
                "b"
            } else {
                "a"
            };
            Answer {
                body: body(key).into_bytes(),
                ..Answer::status(200)
            }
            .with("Content-Type", "application/xml")
        });
        let url = server.url("/b/?list-type=2&delimiter=/&prefix=");
        let ran = list(&[recursive, &[&url]].concat());
        assert_eq!(
            (ran.code, ran.names()),
            (4, vec!["a".to_owned(), "b".to_owned()]),
            "{}",
            ran.words
        );
        let said = "the service names a next page that it has named before";
        assert!(ran.words.contains(said), "{}", ran.words);
        assert!(!ran.words.contains("connection"), "{}", ran.words);
        assert_eq!(server.targets().len(), 2);
    }
}
