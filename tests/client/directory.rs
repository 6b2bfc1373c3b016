//! Reading one directory of a mirror: each fault has its own error, and a bucket comes page by page.

use std::rc::Rc;

use crate::path::path;
use crate::world::{World, bucket, mirror, mirror_without_index, page};
use igsr_fetch::client::{DirectoryError, LiveDirectory, find_checksums, read_directory};
use igsr_fetch::listing::{NotAnIndex, Size};
use igsr_fetch::mirror::{Mirror, MirrorRegistry};
use igsr_fetch::port::FetchError;
use igsr_fetch::port::scripted_fetch::{Answer, Response, Step};

const URL: &str = "https://a.example/ftp/release/";

const INDEX: &str = r#"<html><head><title>Index of /vol1/ftp/release</title></head><body><h1>Index of /vol1/ftp/release</h1>
<table><tr><th>Name</th><th>Last modified</th><th>Size</th></tr>
<tr><td><a href="../">Parent Directory</a></td><td>&nbsp;</td><td>-</td></tr>
<tr><td><a href="20130502/">20130502/</a></td><td>2025-07-04 16:59  </td><td>  - </td></tr>
<tr><td><a href="README">README</a></td><td>2014-09-09 12:00  </td><td> 54K</td></tr>
</table></body></html>"#;

type Read = Result<LiveDirectory, DirectoryError>;

/// Reads the directory `release` of a mirror.
fn read_at(world: &World, mirror: &Rc<Mirror>) -> Read {
    let release = path("release");
    let mut report = |_| {};
    let reading = read_directory(world.clients(), mirror, &release, &mut report);
    world.clock.run(reading)
}

fn read(answer: impl Into<Answer>) -> Read {
    let world = World::new();
    world.fetch.answer(URL, answer);
    read_at(&world, &mirror("a"))
}

fn names(live: &LiveDirectory) -> Vec<&str> {
    let entries = live.index.entries.iter();
    entries.map(|entry| entry.name.as_str()).collect()
}

#[test]
fn a_directory_gives_its_files_by_their_paths_on_the_site() {
    let live = read(Response::html(INDEX).chunks(50)).unwrap();
    let files = live.facts().map(|file| (file.path, file.size));
    let readme = (path("release/README"), Size::from_apache("54K"));
    assert_eq!(files.collect::<Vec<_>>(), std::slice::from_ref(&readme));
    assert_eq!(live.file(&readme.0).unwrap().size, readme.1);
    let totals = live.totals();
    assert_eq!(
        (totals.directories, totals.files, totals.exact),
        (1, 1, false)
    );
}

#[test]
fn each_fault_of_a_directory_has_its_own_error() {
    let fetch = DirectoryError::Fetch;
    let to = "https://elsewhere.example/".to_owned();
    let parent = "https://a.example/ftp/".to_owned();
    for (answer, error) in [
        (Answer::Unreachable, fetch(FetchError::Unreachable)),
        (Answer::Silent, fetch(FetchError::Timeout { seconds: 8 })),
        (Response::status(404).into(), fetch(FetchError::status(404))),
        (Response::status(403).into(), fetch(FetchError::status(403))),
        (Response::status(503).into(), fetch(FetchError::status(503))),
        (
            Response::html(INDEX).redirected_to(&to).into(),
            fetch(FetchError::MovedElsewhere { to }),
        ),
        (
            Response::html(INDEX).redirected_to(&parent).into(),
            fetch(FetchError::MovedElsewhere { to: parent }),
        ),
        (
            Response::html("<html><body><form>Log in</form></body></html>").into(),
            DirectoryError::NotAnIndex(NotAnIndex::NoListing),
        ),
        (
            Response::html("").into(),
            DirectoryError::NotAnIndex(NotAnIndex::Empty),
        ),
        (
            Response::html(INDEX).break_after(0).into(),
            fetch(FetchError::Broken { got: 0 }),
        ),
        (
            Response::html(INDEX).break_after(40).into(),
            fetch(FetchError::Broken { got: 40 }),
        ),
    ] {
        assert_eq!(read(answer), Err(error));
    }
}

#[test]
fn a_directory_that_breaks_off_says_so_and_gives_what_came() {
    let half = INDEX.find("README").unwrap();
    let live = read(Response::html(INDEX).break_after(half)).unwrap();
    assert!(live.index.truncated);
    assert_eq!(names(&live), ["20130502"]);
}

#[test]
fn a_parser_that_fails_is_an_error_of_its_own() {
    let mut world = World::new();
    let reason = "it died".to_owned();
    world.index.failure = Some(reason.clone());
    world.fetch.answer(URL, Response::html(INDEX));
    let read = read_at(&world, &mirror("a"));
    assert_eq!(read, Err(DirectoryError::Reader { reason }));
}

#[test]
fn a_directory_that_stalls_ends_its_parser_and_its_connection() {
    let world = World::new();
    world
        .fetch
        .answer(URL, Response::html(INDEX).stall_after(192));
    let stalled = FetchError::Stalled {
        got: 192,
        seconds: 30,
    };
    let read = read_at(&world, &mirror("a"));
    assert_eq!(read, Err(DirectoryError::Fetch(stalled)));
    assert_eq!(
        (world.index.running(), world.fetch.open_connections()),
        (0, 0)
    );
}

#[test]
fn progress_is_reported_five_times_a_second() {
    let world = World::new();
    // 50 bytes every 100 ms.
    let chunks = INDEX.as_bytes().chunks(50);
    let steps = chunks.flat_map(|chunk| [Step::Wait(100), Step::Bytes(chunk.to_vec())]);
    world.fetch.answer(URL, Response::html(INDEX).steps(steps));
    let mut reports = Vec::new();
    let (mirror, release) = (mirror("a"), path("release"));
    let mut report = |bytes| reports.push(bytes);
    let reading = read_directory(world.clients(), &mirror, &release, &mut report);
    world.clock.run(reading).unwrap();
    assert_eq!(reports[..3], [100, 200, 300]);
}

#[test]
fn a_mirror_without_directory_indexes_is_not_asked() {
    let world = World::new();
    let read = read_at(&world, &mirror_without_index("a"));
    assert_eq!(read, Err(DirectoryError::NoIndexPages));
    assert_eq!(world.fetch.take_requests(), [""; 0]);
}

/// Returns a page of a bucket's list below `release/`.
fn keys(names: &[&str], next: Option<&str>) -> Response {
    let keys: String = names
        .iter()
        .map(|name| {
            [
                "<Contents><Key>release/",
                name,
                "</Key><Size>7</Size></Contents>",
            ]
            .concat()
        })
        .collect();
    let next = next.map_or_else(String::new, |token| {
        format!("<NextContinuationToken>{token}</NextContinuationToken>")
    });
    let truncated = !next.is_empty();
    let body = format!(
        "<?xml version=\"1.0\"?><ListBucketResult><Name>b</Name><Prefix>release/</Prefix><Delimiter>/</Delimiter>\
         <IsTruncated>{truncated}</IsTruncated>{next}{keys}</ListBucketResult>"
    );
    Response::new(200, "application/xml", body)
}

const KEYS: &str =
    "https://a.example/ftp/?list-type=2&delimiter=%2F&encoding-type=url&prefix=release/";

fn page_url(token: &str) -> String {
    format!("{KEYS}&continuation-token={token}")
}

#[test]
fn a_bucket_is_read_page_by_page_and_put_in_order() {
    let world = World::new();
    world
        .fetch
        .answer(KEYS, keys(&["b", "d"], Some("1/2")))
        .answer(&page_url("1%2F2"), keys(&["a"], Some("3")))
        .answer(&page_url("3"), keys(&["c"], None));
    let live = read_at(&world, &bucket("a")).unwrap();
    assert_eq!(names(&live), ["a", "b", "c", "d"]);
    assert!(!live.index.truncated && !live.more);
    assert_eq!(
        world.fetch.take_requests(),
        [KEYS.to_owned(), page_url("1%2F2"), page_url("3")]
    );
}

#[test]
fn pages_that_came_are_kept_when_a_later_one_fails_or_leads_back() {
    for later in [
        Answer::Unreachable,
        Response::status(503).into(),
        keys(&["c"], Some("1")).stall_after(10).into(),
        keys(&["b"], Some("1")).into(),
    ] {
        let world = World::new();
        world
            .fetch
            .answer(KEYS, keys(&["a"], Some("1")))
            .answer(&page_url("1"), later);
        let live = read_at(&world, &bucket("a")).unwrap();
        assert!(live.index.truncated);
        assert_eq!(names(&live)[0], "a");
    }
}

#[test]
fn an_error_document_of_a_bucket_says_more_than_its_status() {
    let document = |code: &str| {
        let body = format!(
            "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>m</Message></Error>"
        );
        Response::new(404, "application/xml", body)
    };
    for (code, is_mirror_fault) in [("NoSuchKey", false), ("NoSuchBucket", true)] {
        let world = World::new();
        world.fetch.answer(KEYS, document(code));
        let error = read_at(&world, &bucket("a")).unwrap_err();
        assert_eq!(error.is_mirror_fault(), is_mirror_fault, "{code}");
        let named = NotAnIndex::ServerError {
            code: code.to_owned(),
            message: "m".to_owned(),
        };
        assert_eq!(error, DirectoryError::NotAnIndex(named));
    }
    // A status that is an outage, and a document that explains nothing, stay as they are.
    for (response, status) in [
        (Response::new(503, "application/xml", "<Error>"), 503),
        (Response::new(403, "text/html", "<p>no"), 403),
    ] {
        let world = World::new();
        world.fetch.answer(KEYS, response);
        let error = DirectoryError::Fetch(FetchError::status(status));
        assert_eq!(read_at(&world, &bucket("a")), Err(error));
    }
}

#[test]
fn a_mirror_with_an_address_for_the_page_is_read_there() {
    let list = include_str!("../fixtures/mirrors/changes.json");
    let list: serde_json::Value = serde_json::from_str(list).unwrap();
    let app = Some("https://app.example.org/");
    let registry = MirrorRegistry::from_json(&list["good"].to_string(), app).unwrap();
    let mirror = Rc::new(registry.get_or_default(None).clone());
    let directory = "https://app.example.org/mirror/main/release/";
    let world = World::new();
    world.fetch.answer(directory, page(&["README"]));
    let live = read_at(&world, &mirror).unwrap();
    assert_eq!(live.files().next(), Some(path("release/README")));
    let wanted = [path("release/a")].into();
    let finding = find_checksums(&world.fetch, &world.clock, &mirror, wanted, |_| {});
    assert_eq!(world.clock.run(finding), Err(FetchError::Unreachable));
    assert_eq!(
        world.fetch.take_requests(),
        [
            directory,
            "https://app.example.org/mirror/main/current.tree"
        ]
    );
}
