//! `igsr-fetch list --recursive`: trees, faults on the way, limits, and going on after the end.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use crate::command::{Ran, command, list};
use crate::server::{Answer, Server, apache, bucket};

/// The directories of a small mirror.
fn page(target: &str) -> Option<Answer> {
    let names: &[&str] = match target {
        "/pub/" => &["b/", "z.txt", "a/", "a-1/", "README"],
        "/pub/a/" => &["deep/", "x%20y.txt"],
        "/pub/a/deep/" => &["1", "2"],
        "/pub/a-1/" => &[],
        "/pub/b/" => &["%E9.txt", "c/"],
        "/pub/b/c/" => &["%2B.txt"],
        "/pub" => return Some(Answer::redirect("/pub/")),
        _ => return None,
    };
    Some(Answer::html(apache(target, names)))
}

/// Their lines in order.
const NAMES: [&str; 12] = [
    "README",
    "a",
    "a-1",
    "b",
    "z.txt",
    "a/deep",
    "a/x y.txt",
    "a/deep/1",
    "a/deep/2",
    "b/c",
    "b/%E9.txt",
    "b/c/+.txt",
];

fn mirror() -> Server {
    Server::start(|request, _| page(&request.target).unwrap_or(Answer::status(404)))
}

fn walk(url: &str, args: &[&str]) -> Ran {
    list(&[&["--recursive", "--retry-wait", "1", url], args].concat())
}

/// A place for one test's file.
fn place(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli_walk");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(format!("{name}.jsonl"));
    fs::remove_file(&path).ok();
    path
}

fn text(path: &std::path::Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn a_tree_is_listed_in_one_order_whatever_the_number_of_requests_at_once() {
    let server = mirror();
    let first = walk(&server.url("/pub"), &["--jobs", "1"]);
    assert_eq!(first.code, 0, "{}", first.words);
    assert_eq!(first.names(), NAMES);
    let urls = first.all("url");
    assert_eq!(urls[6], server.url("/pub/a/x%20y.txt"));
    assert_eq!(urls[10], server.url("/pub/b/%E9.txt"));
    assert_eq!(urls[9], server.url("/pub/b/c/"));
    assert!(
        first
            .words
            .contains("6 of 6 directories read, 7 files, 84 bytes\n"),
        "{}",
        first.words
    );
    for jobs in ["2", "3", "4"] {
        assert_eq!(
            walk(&server.url("/pub/"), &["--jobs", jobs]).out,
            first.out,
            "{jobs}"
        );
    }
}

#[test]
fn no_more_requests_are_under_way_than_jobs() {
    let (now, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let shared = Arc::clone(&most);
    let server = Server::start(move |request, _| {
        shared.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::yield_now();
        let answer = page(&request.target).unwrap_or(Answer::status(404));
        now.fetch_sub(1, Ordering::SeqCst);
        answer
    });
    assert_eq!(walk(&server.url("/pub/"), &[]).names(), NAMES);
    assert!(most.load(Ordering::SeqCst) <= 2);
}

#[test]
fn what_fails_for_a_while_is_asked_for_again() {
    let server = Server::start(|request, before| match (&*request.target, before) {
        ("/pub/a/", 0) => Answer::status(429).with("Retry-After", "0"),
        ("/pub/a/", 1) => Answer::status(503),
        ("/pub/b/", 0) => Answer::status(403),
        ("/pub/b/c/", 0) => {
            let whole = page("/pub/b/c/").expect("a page");
            let half = whole.body.len() / 2;
            whole.cut_after(half)
        }
        (target, _) => page(target).unwrap_or(Answer::status(404)),
    });
    let ran = walk(&server.url("/pub/"), &[]);
    assert_eq!(
        (ran.code, ran.names()),
        (0, NAMES.map(str::to_owned).to_vec()),
        "{}",
        ran.words
    );
    assert_eq!(server.targets().len(), 6 + 4);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_listed() {
    let other = mirror();
    let elsewhere = other.url("/pub/");
    let server = Server::start(move |request, _| match &*request.target {
        "/pub/" => Answer::html(apache(
            "/pub/",
            &[
                "away/", "back/", "closed/", "cut/", "gone/", "login/", "ok/", "up/",
            ],
        )),
        "/pub/away/" => Answer::redirect(&elsewhere),
        "/pub/back/" => Answer::redirect("/pub/"),
        "/pub/up/" => Answer::redirect("/"),
        "/" => Answer::html(apache("/", &["pub/"])),
        "/pub/closed/" => Answer::status(403),
        "/pub/cut/" => Answer::html(apache("/pub/cut/", &["1", "2", "3"])).cut_after(700),
        "/pub/login/" => {
            Answer::html("<!DOCTYPE html><html><title>Log in</title><form></form></html>")
        }
        "/pub/ok/" => Answer::html(apache("/pub/ok/", &["file"])),
        _ => Answer::status(404),
    });
    let ran = walk(&server.url("/pub/"), &["--retries", "1"]);
    assert_eq!(ran.code, 1);
    assert!(ran.names().contains(&"ok/file".to_owned()));
    for words in [
        "igsr-fetch: away/ is not listed: ",
        "igsr-fetch: back/ is not listed: ",
        "which is not below the start or leads back",
        "igsr-fetch: closed/ is not listed: ",
        "the server answered 403 (Forbidden)",
        "igsr-fetch: gone/ is not listed: ",
        "igsr-fetch: login/ is not listed: ",
        "is not a directory index: the page holds no listing",
        "igsr-fetch: up/ is not listed: ",
        "igsr-fetch: cut/ is not listed whole: the connection failed",
        "3 of 9 directories read",
        "; 6 failed\n",
    ] {
        assert!(ran.words.contains(words), "{words}: {}", ran.words);
    }
    assert!(other.targets().is_empty());
    let asked = |path: &str| {
        server
            .targets()
            .iter()
            .filter(|target| *target == path)
            .count()
    };
    assert_eq!(
        (
            asked("/pub/closed/"),
            asked("/pub/cut/"),
            asked("/pub/gone/")
        ),
        (2, 2, 1)
    );
}

#[test]
fn a_start_that_cannot_be_read_ends_as_without_recursion() {
    let server = Server::start(|request, _| match &*request.target {
        "/login/" => Answer::html("<!DOCTYPE html><html><title>Log in</title><form></form></html>"),
        _ => Answer::status(404),
    });
    assert_eq!(walk(&server.url("/login/"), &[]).code, 3);
    let ran = walk(&server.url("/gone/"), &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.words.contains("the start is not listed: "),
        "{}",
        ran.words
    );
    assert_eq!(walk("page.html", &[]).code, 2);
}

#[test]
fn each_limit_ends_the_walk_with_its_name_and_code_4() {
    let server = mirror();
    for (args, names, limit) in [
        (["--depth", "1"], 5, "depth"),
        (["--depth", "2"], 9, "depth"),
        (["--max-files", "3"], 7, "number of files"),
        (["--max-dirs", "2"], 7, "number of directories"),
        (["--max-time", "0"], 0, "time"),
    ] {
        let ran = walk(&server.url("/pub/"), &args);
        assert_eq!(ran.code, 4, "{args:?}: {}", ran.words);
        let words = format!("not all is listed: the limit of {limit} was met\n");
        assert!(ran.words.contains(&words), "{args:?}: {}", ran.words);
        assert_eq!(ran.names().len(), names, "{args:?}: {:?}", ran.names());
        let files = ran
            .all("kind")
            .iter()
            .filter(|kind| *kind == "file")
            .count();
        assert!(args != ["--max-files", "3"] || files == 3);
    }
    assert_eq!(
        walk(
            &server.url("/pub/"),
            &["--depth", "3", "--max-files", "7", "--max-dirs", "6"]
        )
        .code,
        0
    );
}

#[test]
fn a_circle_of_links_ends_at_the_depth_limit() {
    let server =
        Server::start(|request, _| Answer::html(apache(&request.target, &["again/", "file"])));
    let ran = walk(&server.url("/pub/"), &[]);
    assert_eq!((ran.code, ran.lines().len()), (4, 128), "{}", ran.words);
    let names: std::collections::HashSet<String> = ran.names().into_iter().collect();
    assert_eq!(names.len(), 128, "each is listed once");
}

#[test]
fn a_bucket_is_walked_by_its_prefixes() {
    let server = Server::start(|request, _| bucket(&request.target));
    let ran = walk(&server.url("/bucket?list-type=2&delimiter=/&prefix="), &[]);
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert_eq!(
        ran.names(),
        [
            "phase3",
            "phase3/a",
            "phase3/b",
            "phase3/c",
            "phase3/sub",
            "phase3/sub/d"
        ]
    );
    assert_eq!(ran.all("url")[5], server.url("/bucket/phase3/sub/d"));
}

/// Holds the first request for a path until the test is over.
#[derive(Default)]
struct Hold {
    reached: Mutex<bool>,
    changed: Condvar,
}

impl Hold {
    fn stay(&self) -> ! {
        *self.reached.lock().expect("a flag") = true;
        self.changed.notify_all();
        loop {
            std::thread::park();
        }
    }

    fn wait(&self) {
        let limit = Duration::from_secs(20);
        let reached = self.reached.lock().expect("a flag");
        let waited = self
            .changed
            .wait_timeout_while(reached, limit, |reached| !*reached)
            .expect("a flag")
            .1;
        assert!(
            !waited.timed_out(),
            "the directory that is held was not asked for"
        );
    }
}

#[test]
fn a_walk_that_was_killed_goes_on_and_prints_what_one_run_prints() {
    let hold = Arc::new(Hold::default());
    let held = Arc::clone(&hold);
    let server = Server::start(move |request, before| {
        if request.target == "/pub/b/" && before == 0 {
            held.stay();
        }
        page(&request.target).unwrap_or(Answer::status(404))
    });
    let state = place("killed");
    let state_arg = state.to_str().expect("a path");
    let url = server.url("/pub/");
    let mut child = command(&[
        "list",
        "--recursive",
        "--jobs",
        "1",
        "--resume",
        state_arg,
        &url,
    ])
    .stdout(Stdio::piped())
    .stderr(Stdio::null())
    .spawn()
    .expect("the command starts");
    hold.wait();
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    let mut printed = String::new();
    child
        .stdout
        .take()
        .expect("a pipe")
        .read_to_string(&mut printed)
        .expect("text");
    assert_eq!(text(&state).lines().count(), 1 + 4, "{}", text(&state));

    // As if it had been killed within a line.
    fs::write(&state, text(&state) + "{\"directory\":\"b\",\"url\":\"htt")
        .expect("the state can be written");
    let ran = walk(&url, &["--resume", state_arg]);
    assert_eq!(
        (ran.code, ran.names()),
        (0, NAMES.map(str::to_owned).to_vec()),
        "{}",
        ran.words
    );
    assert!(ran.out.starts_with(&printed) && !printed.is_empty());
    assert!(
        ran.words.contains("4 directories were read before"),
        "{}",
        ran.words
    );
    let mut asked = server.targets();
    asked.retain(|target| target != "/pub/b/");
    assert_eq!(
        asked,
        ["/pub/", "/pub/a/", "/pub/a/deep/", "/pub/a-1/", "/pub/b/c/"]
    );

    let before = server.targets().len();
    assert_eq!(walk(&url, &["--resume", state_arg]).out, ran.out);
    assert_eq!(server.targets().len(), before, "all of it is in the state");
}

#[test]
fn what_failed_or_was_not_whole_is_asked_for_again_when_a_walk_goes_on() {
    let broken = Arc::new(AtomicUsize::new(1));
    let is_broken = Arc::clone(&broken);
    let server = Server::start(move |request, _| {
        match &*request.target {
        "/pub/a/" if is_broken.load(Ordering::SeqCst) == 1 => Answer::status(404),
        "/pub/b/" if is_broken.load(Ordering::SeqCst) == 1 => {
            Answer::html(&*b"<html><title>Index of /pub/b</title><pre><a href=\"../\">Parent Directory</a>\n<a href=\"%E9.txt\">x</a> 1\n".to_vec())
        }
        target => page(target).unwrap_or(Answer::status(404)),
    }
    });
    let state = place("broken");
    let args = ["--resume", state.to_str().expect("a path")];
    assert_eq!(walk(&server.url("/pub/"), &args).code, 1);
    broken.store(0, Ordering::SeqCst);
    let ran = walk(&server.url("/pub/"), &args);
    assert_eq!(
        (ran.code, ran.names()),
        (0, NAMES.map(str::to_owned).to_vec()),
        "{}",
        ran.words
    );
}

#[test]
fn a_state_of_something_else_is_refused_and_left_as_it_is() {
    let server = mirror();
    let url = server.url("/pub/");
    for (content, code, words) in [
        (
            "{\"igsr_fetch_walk\":1,\"start\":\"http://h/other/\"}\n",
            2,
            "it belongs to a walk from http://h/other/",
        ),
        (
            "{\"igsr_fetch_walk\":99,\"start\":\"http://h/\"}\n",
            2,
            "its form is version 99",
        ),
        ("my notes", 2, "it is not a state of igsr-fetch"),
        ("my\nnotes\n", 2, "it is not a state of igsr-fetch"),
    ] {
        let state = place("foreign");
        fs::write(&state, content).expect("a file");
        let ran = walk(&url, &["--resume", state.to_str().expect("a path")]);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{}", ran.words);
        assert!(ran.words.contains(words), "{words}: {}", ran.words);
        assert_eq!(text(&state), content);
    }
    let state = place("damaged");
    let head = format!("{{\"igsr_fetch_walk\":1,\"start\":\"{url}\"}}\n");
    fs::write(&state, format!("{head}{{}}\n")).expect("a file");
    let ran = walk(&url, &["--resume", state.to_str().expect("a path")]);
    assert_eq!(ran.code, 1);
    assert!(ran.words.contains("line 2 is damaged"), "{}", ran.words);
    assert!(server.targets().is_empty());
}

#[test]
fn a_state_in_use_is_refused() {
    let server = mirror();
    let state = place("in_use");
    let file = fs::File::create(&state).expect("a file");
    file.lock().expect("nobody else has it");
    let ran = walk(
        &server.url("/pub/"),
        &["--resume", state.to_str().expect("a path")],
    );
    assert_eq!(ran.code, 2);
    assert!(
        ran.words.contains("another run is using it"),
        "{}",
        ran.words
    );
}
