//! `igsr-fetch catalogue`: what differs between the catalogue and a mirror.

use crate::command::{Ran, run};
use crate::server::{Answer, Server, apache};
use igsr_fetch::catalogue::Catalogue;
use igsr_fetch::mirror::RemotePath;

const ROOT: &str = "/vol1/ftp/";

/// The names that the catalogue knows in a directory, without `gone` and with `new`.
fn names(directory: &str, gone: &[&str], new: &[&str]) -> Vec<String> {
    let catalogue = Catalogue::built_in();
    let directory = RemotePath::parse(directory).expect("a path");
    let below = catalogue.files_below(&directory);
    let directories = below.directories.iter();
    let directories = directories.map(|known| format!("{}/", known.path.name()));
    let files = below.files.iter();
    let files = files.map(|file| file.file.path.name().to_owned());
    let mut names: Vec<String> = directories.chain(files).collect();
    names.retain(|name| !gone.contains(&name.as_str()));
    names.extend(new.iter().map(|name| (*name).to_owned()));
    names
}

/// The index page of a directory that the catalogue knows.
fn page(directory: &str, gone: &[&str], new: &[&str]) -> Answer {
    let names = names(directory, gone, new);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Answer::html(apache(&format!("{ROOT}{directory}"), &names))
}

/// A mirror whose `release/` has changed; `other` answers for some targets before that.
fn mirror(other: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> Server {
    Server::start(move |request, _| {
        let directory = request.target.strip_prefix(ROOT).unwrap_or_default();
        let directory = directory.trim_end_matches('/');
        other(directory).unwrap_or_else(|| match directory {
            "release/20990101" => {
                let names = ["a.vcf.gz", "README_a.txt", "data/"];
                Answer::html(apache("/vol1/ftp/release/20990101", &names))
            }
            "release" => page(directory, &["20101123/"], &["20990101/", "notes.txt"]),
            _ => page(directory, &[], &[]),
        })
    })
}

fn compare(server: &Server, options: &[&str]) -> Ran {
    let address = server.url(ROOT);
    let mut args = vec!["catalogue", "--mirror", &address];
    args.extend(options);
    run(&args)
}

#[test]
fn what_is_new_and_what_is_gone_is_printed() {
    let server = mirror(|_| None);
    let ran = compare(&server, &[]);
    assert_eq!(
        ran.out,
        "new\trelease/20990101/\t2021-03-16T15:54\t2 files, 1 directory\trelease/20990101/README_a.txt\n\
         gone\trelease/20101123/\n"
    );
    let host = format!("127.0.0.1:{}", server.port);
    assert_eq!(
        (ran.code, ran.words),
        (
            0,
            format!(
                "igsr-fetch: compared release/ and data_collections/ of {host}: 1 new, 1 gone\n"
            )
        )
    );
    assert_eq!(
        server.targets(),
        [
            "/vol1/ftp/release/",
            "/vol1/ftp/data_collections/",
            "/vol1/ftp/release/20990101/"
        ]
    );
}

#[test]
fn with_json_each_line_is_an_object() {
    let server = mirror(|directory| match directory {
        "data_collections" => Some(Answer::status(404)),
        _ => None,
    });
    let ran = compare(&server, &["--json"]);
    assert_eq!(
        ran.out,
        format!(
            "{}\n{}\n{}\n",
            r#"{"difference":"new","path":"release/20990101","kind":"dir","modified":"2021-03-16T15:54","files":2,"directories":1,"whole":true,"readme":"release/20990101/README_a.txt","reason":null}"#,
            r#"{"difference":"gone","path":"release/20101123","kind":"dir","modified":null,"files":null,"directories":null,"whole":null,"readme":null,"reason":null}"#,
            r#"{"difference":"unread","path":"data_collections","kind":"dir","modified":null,"files":null,"directories":null,"whole":null,"readme":null,"reason":"the server answered 404 (Not Found)"}"#,
        )
    );
    assert_eq!(ran.code, 4, "{}", ran.words);
    assert!(
        ran.words
            .ends_with("1 new, 1 gone; not read in full: 1 directory\n")
    );
}

#[test]
fn nothing_differs_is_no_error() {
    let server = mirror(|directory| (directory == "release").then(|| page(directory, &[], &[])));
    let ran = compare(&server, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.words);
    assert!(ran.words.ends_with(": 0 new, 0 gone\n"), "{}", ran.words);
}

#[test]
fn a_page_that_is_cut_shows_nothing_gone() {
    let server = mirror(|directory| {
        let page = page(directory, &["20101123/"], &[]);
        let half = page.body.len() - 200;
        (directory == "release").then(|| page.cut_after(half))
    });
    let ran = compare(&server, &[]);
    assert_eq!(ran.code, 4, "{}", ran.words);
    assert!(
        ran.out.starts_with("unread\trelease/\tIts index is "),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
}

#[test]
fn where_nothing_can_be_read_nothing_is_gone_and_the_code_says_why() {
    let login = || Answer::html("<!DOCTYPE html><title>Log in</title><form><input></form>");
    let root = |directory: &str| Answer::html(apache(&format!("/{directory}"), &[]));
    for (answer, code, requests) in [
        (
            Box::new(|_: &str| Answer::status(404)) as Box<dyn Fn(&str) -> Answer + Send + Sync>,
            1,
            2,
        ),
        // A mirror that is busy is left alone.
        (Box::new(|_: &str| Answer::status(503)), 1, 1),
        (Box::new(move |_: &str| login()), 3, 2),
        (Box::new(root), 1, 2),
        (Box::new(|_: &str| Answer::redirect("/vol1/ftp/")), 1, 2),
    ] {
        let server = Server::start(move |request, _| match request.target.as_str() {
            ROOT => Answer::html(apache(ROOT, &["release/", "data_collections/"])),
            target => answer(target),
        });
        let ran = compare(&server, &[]);
        assert_eq!(ran.code, code, "{}{}", ran.out, ran.words);
        let unread = ran.out.lines().filter(|line| line.starts_with("unread\t"));
        assert_eq!(
            (unread.count(), ran.out.lines().count()),
            (2, 2),
            "{}",
            ran.out
        );
        let mut targets = server.targets();
        targets.retain(|target| target != ROOT);
        assert_eq!(targets.len(), requests, "{targets:?}");
        assert!(ran.words.ends_with("could be compared\n"), "{}", ran.words);
    }
    let ran = run(&["catalogue", "--mirror", "http://127.0.0.1:1/"]);
    assert_eq!(ran.code, 1, "{}", ran.words);
}

#[test]
fn names_cannot_steer_a_terminal() {
    let server = mirror(|directory| {
        let names = ["20990101&#x1b;[31m&#10;gone%E2%80%AE/"];
        (directory == "release").then(|| page(directory, &[], &names))
    });
    for (options, shown) in [
        (&[][..], r"release/20990101\u{1b}[31m"),
        (&["--json"], r"release/20990101\u001b[31m"),
    ] {
        let ran = compare(&server, options);
        assert!(ran.out.contains(shown), "{}", ran.out);
        assert!(!ran.out.contains(['\u{1b}', '\u{202e}']));
        assert!(ran.out.lines().count() <= 2, "{}", ran.out);
    }
}

#[test]
fn with_files_the_main_files_are_compared_too() {
    let server = mirror(|directory| match directory {
        "release" => Some(page(directory, &[], &[])),
        "release/20130502" => {
            let panel = "integrated_call_samples_v3.20130502.ALL.panel";
            Some(page(directory, &[panel], &[]))
        }
        _ => None,
    });
    let ran = compare(&server, &["--files"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (
            0,
            "gone\trelease/20130502/integrated_call_samples_v3.20130502.ALL.panel\n"
        ),
        "{}",
        ran.words
    );
    let targets = server.targets();
    assert!(targets.len() > 10);
    let once: std::collections::BTreeSet<_> = targets.iter().collect();
    assert_eq!(once.len(), targets.len());
}

#[test]
fn what_names_no_mirror_is_wrong_use() {
    for (argument, words) in [
        ("embl", "embl is no mirror; known are ebi, ncbi, s3"),
        ("ftp://h/", "ftp://, which is not spoken here"),
        (
            "s3://no-such-bucket/",
            "a bucket is named by its short name",
        ),
    ] {
        let ran = run(&["catalogue", "--mirror", argument]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{argument}");
        assert!(ran.words.contains(words), "{argument}: {}", ran.words);
    }
}
