//! The browse page without a browser: another mirror stands in, a mirror is tried, READMEs, walks, and the words for each fault.

use std::rc::Rc;

use crate::fake_ports::{Answer, FakeFetch, FakeReader};
use crate::path::path;
use crate::virtual_time::Time;
use igsr_fetch::client::directory::{Clients, DirectoryError};
use igsr_fetch::client::failover::{Backoff, DirectoryReading, ReadProgress, read_somewhere};
use igsr_fetch::client::probe::{Probe, probe};
use igsr_fetch::client::readme::{ReadmeError, read_readme};
use igsr_fetch::client::tree_walk::{TreeWalk, walk_all};
use igsr_fetch::listing::NotAnIndex;
use igsr_fetch::mirror::{Mirror, MirrorRegistry, RemotePath};
use igsr_fetch::port::FetchError;
use igsr_fetch::text;
use igsr_fetch::walk::WalkLimit;

fn mirror(id: &str) -> Rc<Mirror> {
    let text = format!(
        r#"{{ "format": 3, "default": "{id}", "mirrors": [{{ "id": "{id}", "name": "{id}", "organisation": "a test",
        "base_url": "https://{id}.example/ftp/", "current": false, "index": "pages", "probe": "README",
        "holds_catalogue_files": true, "connections": 2, "note": "A copy.", "source": "The test." }}] }}"#
    );
    let registry = MirrorRegistry::from_json(&text, None).unwrap();
    Rc::new(registry.offered(true).next().unwrap().clone())
}

/// A directory index with these names; those that end in a slash are directories.
fn page(names: &[&str]) -> String {
    let row = |name: &&str| {
        format!(
            "<tr><td><a href=\"{name}\">{name}</a></td><td>2020-01-01 10:00</td><td>12</td></tr>\n"
        )
    };
    let rows: String = names.iter().map(row).collect();
    format!(
        "<html><head><title>Index of /ftp</title></head><body><h1>Index of /ftp</h1><table>\
        <tr><th>Name</th><th>Last modified</th><th>Size</th></tr>\n\
        <tr><td><a href=\"../\">Parent Directory</a></td><td></td><td>-</td></tr>\n{rows}</table></body></html>"
    )
}

/// A web of mirrors in which time passes only when somebody waits.
#[derive(Default)]
struct World {
    fetch: FakeFetch,
    index: FakeReader,
    time: Time,
}

impl World {
    fn answer(&mut self, url: &str, status: u16, body: &str) -> &mut Self {
        let answer = Answer::new(url, status, "text/html", body.as_bytes(), 64);
        self.fetch.answers.insert(url.to_owned(), answer);
        self
    }

    fn means(&self) -> Clients<'_> {
        Clients {
            fetch: &self.fetch,
            index: &self.index,
            clock: &self.time,
        }
    }

    fn read(
        &self,
        mirrors: &[Rc<Mirror>],
        resting: &Backoff,
    ) -> (DirectoryReading, Vec<ReadProgress>) {
        let mut told = Vec::new();
        let release = path("release");
        let mut report = |progress| told.push(progress);
        let reading = read_somewhere(self.means(), mirrors, &release, resting, &mut report);
        let seen = self.time.run(reading);
        (seen, told)
    }

    fn asked(&self) -> Vec<String> {
        self.fetch.asked.take()
    }
}

fn shown(seen: &DirectoryReading) -> String {
    let live = seen.live.as_ref();
    live.map_or_else(String::new, |(mirror, _)| mirror.name.clone())
}

fn failed(seen: &DirectoryReading) -> String {
    let names = seen
        .failed
        .iter()
        .map(|attempt| attempt.mirror.name.clone());
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_fault_of_the_mirror_moves_on_and_one_of_the_path_does_not() {
    let url = "https://a.example/ftp/release/";
    for (status, body, moves) in [
        (404, "", false),
        (410, "", false),
        (403, "", true),
        (429, "", true),
        (500, "", true),
        (503, "", true),
        (200, "<html><form>Log in</form></html>", true),
        (200, "", true),
    ] {
        let mut world = World::default();
        world.answer(url, status, body).answer(
            "https://b.example/ftp/release/",
            200,
            &page(&["README"]),
        );
        let (seen, told) = world.read(&[mirror("a"), mirror("b")], &Backoff::default());
        assert_eq!(failed(&seen), "a", "{status} {body}");
        assert_eq!(
            shown(&seen),
            if moves { "b" } else { "" },
            "{status} {body}"
        );
        let before = told.last().and_then(|progress| progress.before.as_ref());
        assert_eq!(before.is_some(), moves, "{status} {body}");
    }
}

#[test]
fn mirrors_that_are_down_silent_or_elsewhere_are_passed_until_one_answers() {
    let mut world = World::default();
    world
        .answer("https://d.example/ftp/release/", 404, "")
        .answer(
            "https://e.example/ftp/release/",
            200,
            &page(&["README", "x/"]),
        );
    let silent = "https://b.example/ftp/release/".to_owned();
    world.fetch.answers.insert(silent, Answer::Silence);
    let moved = Answer::new("https://elsewhere.example/", 200, "text/html", b"x", 1);
    let at = "https://c.example/ftp/release/".to_owned();
    world.fetch.answers.insert(at, moved);
    let mirrors = ["a", "b", "c", "d", "e", "f"].map(mirror);
    let (seen, _) = world.read(&mirrors, &Backoff::default());
    // What stands in may lack the path, and the next may still have it.
    assert_eq!(
        (failed(&seen).as_str(), shown(&seen).as_str()),
        ("a b c d", "e")
    );
    assert_eq!(
        seen.failed[1].error,
        DirectoryError::Fetch(FetchError::Timeout { seconds: 8 })
    );
    assert_eq!(world.asked().len(), 5, "the last is not asked");
}

#[test]
fn when_none_answers_each_says_why_the_chosen_one_first() {
    let world = World::default();
    let (seen, _) = world.read(&["a", "b"].map(mirror), &Backoff::default());
    assert_eq!((failed(&seen).as_str(), seen.live), ("a b", None));
}

#[test]
fn a_mirror_that_did_not_answer_a_moment_ago_is_not_asked_again_unless_all_are_such() {
    let mut world = World::default();
    world.answer("https://b.example/ftp/release/", 200, &page(&["README"]));
    let mirrors = ["a", "b"].map(mirror);
    let resting = Backoff::default();
    for asked in [2, 1] {
        let (seen, _) = world.read(&mirrors, &resting);
        assert_eq!((failed(&seen).as_str(), shown(&seen).as_str()), ("a", "b"));
        assert_eq!(world.asked().len(), asked);
    }
    // Alone, there is nothing else to show, so it is asked.
    world.read(&mirrors[..1], &resting);
    assert_eq!(world.asked().len(), 1);
    // After a minute, or when the user asks, it is as before.
    let minute = world.time.after(61_000, ());
    world.time.run(minute);
    world.read(&mirrors, &resting);
    assert_eq!(world.asked().len(), 2);
    resting.clear();
    world.read(&mirrors, &resting);
    assert_eq!(world.asked().len(), 2);
}

#[test]
fn a_mirror_that_was_busy_is_asked_again_soon_and_at_once_where_no_other_has_the_path() {
    let mut world = World::default();
    world.answer("https://a.example/ftp/release/", 503, "");
    world.answer("https://b.example/ftp/release/", 200, &page(&["README"]));
    let mirrors = ["a", "b"].map(mirror);
    let resting = Backoff::default();
    for asked in [2, 1] {
        world.read(&mirrors, &resting);
        assert_eq!(world.asked().len(), asked);
    }
    world.answer("https://a.example/ftp/release/", 200, &page(&["README"]));
    let soon = world.time.after(11_000, ());
    world.time.run(soon);
    let (seen, _) = world.read(&mirrors, &resting);
    assert_eq!((failed(&seen).as_str(), shown(&seen).as_str()), ("", "a"));

    let mut world = World::default();
    world.answer("https://b.example/ftp/release/", 404, "");
    let resting = Backoff::default();
    world.read(&mirrors, &resting);
    world.asked();
    world.answer("https://a.example/ftp/release/", 200, &page(&["README"]));
    let (seen, _) = world.read(&mirrors, &resting);
    assert_eq!((failed(&seen).as_str(), shown(&seen).as_str()), ("", "a"));
    assert_eq!(world.asked().len(), 2, "the other mirror first");
}

fn try_mirror(world: &World) -> Probe {
    let mirror = mirror("a");
    let probing = probe(&world.fetch, &world.time, &mirror);
    world.time.run(probing)
}

#[test]
fn a_mirror_is_tried_by_one_small_get_and_one_of_a_single_byte() {
    let url = "https://a.example/ftp/README";
    let part = "https://a.example/ftp/README 0-0";
    for (whole, ranged, found) in [
        (
            200,
            Some(206),
            Probe::Readable {
                resumes: Some(true),
            },
        ),
        (
            200,
            Some(200),
            Probe::Readable {
                resumes: Some(false),
            },
        ),
        (
            200,
            None,
            Probe::Readable {
                resumes: Some(false),
            },
        ),
        (404, None, Probe::Readable { resumes: None }),
        (503, None, Probe::Failed(FetchError::status(503))),
    ] {
        let mut world = World::default();
        world.answer(url, whole, "x");
        if let Some(status) = ranged {
            let answer = Answer::new(url, status, "text/plain", b"x", 1);
            world.fetch.answers.insert(part.to_owned(), answer);
        }
        assert_eq!(try_mirror(&world), found);
        let asked = world.asked();
        assert_eq!(asked.len(), if whole == 200 { 2 } else { 1 }, "{asked:?}");
    }
    let mut world = World::default();
    assert_eq!(try_mirror(&world), Probe::Failed(FetchError::Unreachable));
    world.fetch.answers.insert(url.to_owned(), Answer::Silence);
    let timeout = FetchError::Timeout { seconds: 8 };
    assert_eq!(try_mirror(&world), Probe::Failed(timeout));
}

fn readme(kind: &str, body: &[u8]) -> Result<(String, bool), ReadmeError> {
    let url = "https://a.example/ftp/README";
    let mut world = World::default();
    let answer = Answer::new(url, 200, kind, body, 10_000);
    world.fetch.answers.insert(url.to_owned(), answer);
    let reading = read_readme(&world.fetch, &world.time, url);
    world
        .time
        .run(reading)
        .map(|readme| (readme.text, readme.whole))
}

#[test]
fn a_readme_is_text_of_any_age_and_never_a_page_or_data() {
    let plain = |body: &[u8]| readme("text/plain", body);
    assert_eq!(
        plain("<b>Küche</b>".as_bytes()),
        Ok(("<b>Küche</b>".to_owned(), true))
    );
    assert_eq!(plain(b"K\xfcche"), Ok(("Küche".to_owned(), true)));
    assert_eq!(plain(b"\x1f\x8b\0\0"), Err(ReadmeError::NotText));
    assert_eq!(readme("text/html", b"<p>sorry"), Err(ReadmeError::NotText));
    // The 256 KiB end within a letter.
    let long = format!("x{}", "ü".repeat(200_000));
    let (text, whole) = plain(long.as_bytes()).unwrap();
    assert!(!whole && long.starts_with(&text));
    assert_eq!(text.len(), (256 << 10) - 1);
}

/// Walks below the root of mirror `a`.
fn walk(world: &World) -> TreeWalk {
    let mut walking = TreeWalk::new(RemotePath::root());
    let mirror = mirror("a");
    let mut with = |act: &mut dyn FnMut(&mut TreeWalk)| act(&mut walking);
    let walk = walk_all(world.means(), &mirror, &mut with);
    world.time.run(walk);
    walking
}

fn names(walking: &TreeWalk) -> Vec<&str> {
    walking
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect()
}

#[test]
fn a_walk_finds_all_files_and_names_what_it_could_not_read() {
    let mut world = World::default();
    world
        .answer("https://a.example/ftp/", 200, &page(&["b/", "a/", "c"]))
        .answer("https://a.example/ftp/a/", 200, &page(&["x", "y"]))
        .answer("https://a.example/ftp/b/", 404, "");
    let mut walking = walk(&world);
    assert_eq!(names(&walking), ["c", "a/x", "a/y"]);
    let progress = walking.walk.progress();
    assert_eq!(
        (progress.directories_read, progress.files, progress.bytes),
        (2, 3, 36)
    );
    assert!(progress.exact);
    assert_eq!(walking.walk.failed()[0].directory.as_str(), "b");
    // What failed is read again when that is asked for, and nothing else is.
    world.asked();
    world.answer("https://a.example/ftp/b/", 200, &page(&["z"]));
    walking.walk.retry_failed();
    let mirror = mirror("a");
    let mut with = |act: &mut dyn FnMut(&mut TreeWalk)| act(&mut walking);
    world.time.run(walk_all(world.means(), &mirror, &mut with));
    assert_eq!(names(&walking), ["c", "a/x", "a/y", "b/z"]);
    assert_eq!(world.asked(), ["https://a.example/ftp/b/"]);
}

#[test]
fn a_walk_waits_when_the_mirror_asks_for_fewer_requests_and_gives_up_after_some_tries() {
    let mut world = World::default();
    world.answer("https://a.example/ftp/", 503, "busy");
    let walking = walk(&world);
    // 2, 4 and 8 seconds.
    assert_eq!(igsr_fetch::port::Clock::now(&world.time), 14_000);
    assert_eq!(world.asked().len(), 4);
    assert_eq!(walking.walk.failed().len(), 1);
}

#[test]
fn a_circle_of_directories_ends() {
    let mut world = World::default();
    let mut url = "https://a.example/ftp/".to_owned();
    for _ in 0..40 {
        world.answer(&url, 200, &page(&["again/", "x"]));
        url.push_str("again/");
    }
    let walking = walk(&world);
    assert_eq!(walking.walk.stopped(), Some(WalkLimit::Depth));
    assert_eq!(walking.files.len(), 32);
}

#[test]
fn each_fault_has_words_of_its_own_and_says_what_to_do() {
    let server = |code: &str| NotAnIndex::ServerError {
        code: code.to_owned(),
        message: "in its words".to_owned(),
    };
    let wait = FetchError::Status {
        status: 429,
        retry_after: Some(90),
    };
    let (got, seconds) = (1_500, 30);
    let mut faults = vec![
        text::fetch_error(&wait, "EBI"),
        text::fetch_error(&FetchError::Unreachable, "EBI"),
        text::fetch_error(
            &FetchError::MovedElsewhere {
                to: "https://x.example/".into(),
            },
            "EBI",
        ),
        text::fetch_error(&FetchError::TooLarge { limit: 64 }, "EBI"),
        text::fetch_error(&FetchError::Broken { got }, "EBI"),
        text::fetch_error(&FetchError::Timeout { seconds }, "EBI"),
        text::fetch_error(&FetchError::Stalled { got, seconds }, "EBI"),
        text::fetch_error(&FetchError::TooSlow { got, seconds }, "EBI"),
        text::no_index_error("EBI"),
    ];
    assert!(faults[0].next.contains("1 min 30 s"), "{}", faults[0].next);
    let statuses = [404, 403, 503, 500, 418].map(FetchError::status);
    faults.extend(statuses.iter().map(|error| text::fetch_error(error, "EBI")));
    let pages = [
        NotAnIndex::Empty,
        NotAnIndex::NoListing,
        NotAnIndex::NotHtml,
    ];
    let codes = [
        "PermanentRedirect",
        "NoSuchBucket",
        "AccessDenied",
        "InternalError",
    ]
    .map(server);
    faults.extend(
        pages
            .iter()
            .chain(&codes)
            .map(|error| text::not_an_index_error(error, "EBI")),
    );
    let mut seen: Vec<&str> = Vec::new();
    for fault in &faults {
        assert!(fault.what.contains("EBI"), "{}", fault.what);
        assert!(
            !seen.contains(&fault.what.as_str()),
            "twice: {}",
            fault.what
        );
        assert!(
            fault.what.ends_with('.') && fault.next.ends_with('.'),
            "{fault:?}"
        );
        assert!(
            fault.next.len() > 20 && !fault.detail.is_empty(),
            "{fault:?}"
        );
        seen.push(&fault.what);
    }
    let silent = text::fetch_error(&FetchError::status(429), "EBI");
    assert!(silent.next.contains("does not say for how long"));
}
