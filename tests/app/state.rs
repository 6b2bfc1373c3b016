//! What pages do with the ports: reading a directory, finding checksums, downloading. On scripted ports, without a browser.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::fake_ports::{Answer, Disk, FakeClock, FakeFetch, FakeReader, FakeSave};
use crate::path::path;
use igsr_fetch::catalogue::Provenance;
use igsr_fetch::client::checksums::find_checksums;
use igsr_fetch::client::directory::{Clients, DirectoryError, LiveDirectory, read_directory};
use igsr_fetch::client::download::download;
use igsr_fetch::listing::{NotAnIndex, Size};
use igsr_fetch::mirror::{Mirror, MirrorId, MirrorRegistry};
use igsr_fetch::port::{FetchError, Head, Save, SaveError};
use igsr_fetch::transfer::{State, Transfer, TransferError, TransferFile};

const INDEX: &str = r#"<html><head><title>Index of /vol1/ftp/release</title></head><body><h1>Index of /vol1/ftp/release</h1>
<table><tr><th>Name</th><th>Last modified</th><th>Size</th></tr>
<tr><td><a href="/vol1/ftp/">Parent Directory</a></td><td>&nbsp;</td><td>-</td></tr>
<tr><td><a href="20130502/">20130502/</a></td><td>2025-07-04 16:59  </td><td>  - </td></tr>
<tr><td><a href="README">README</a></td><td>2014-09-09 12:00  </td><td> 54K</td></tr>
</table></body></html>"#;

fn demo() -> Mirror {
    MirrorRegistry::built_in()
        .get(&MirrorId("demo".into()))
        .unwrap()
        .clone()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

fn web(url: &str, answer: Answer) -> FakeFetch {
    FakeFetch {
        answers: [(url.to_owned(), answer)].into(),
        ..FakeFetch::default()
    }
}

/// Reads the directory `release`.
async fn read(
    fetch: &FakeFetch,
    index: &FakeReader,
    mirror: &Mirror,
) -> Result<LiveDirectory, DirectoryError> {
    let clock = &FakeClock::default();
    let means = Clients {
        fetch,
        index,
        clock,
    };
    read_directory(means, mirror, &path("release"), &mut |_| {}).await
}

fn directory(answer: Answer) -> Result<Vec<(String, Option<Size>)>, DirectoryError> {
    let mirror = demo();
    let fetch = web(&mirror.directory_url(&path("release")), answer);
    block_on(read(&fetch, &FakeReader::default(), &mirror)).map(|live| {
        live.facts()
            .map(|file| (file.path.to_string(), file.size))
            .collect()
    })
}

fn release_url() -> String {
    demo().directory_url(&path("release"))
}

#[test]
fn a_directory_gives_its_files_by_their_paths_on_the_site() {
    let files = directory(Answer::new(
        &release_url(),
        200,
        "text/html",
        INDEX.as_bytes(),
        50,
    ))
    .unwrap();
    assert_eq!(
        files,
        [("release/README".to_owned(), Size::from_apache("54K"))]
    );
}

#[test]
fn each_fault_of_a_directory_has_its_own_error() {
    let url = release_url();
    let html = |status, body: &str| Answer::new(&url, status, "text/html", body.as_bytes(), 64);
    let cases = [
        (
            Answer::Unreachable,
            DirectoryError::Fetch(FetchError::Unreachable),
        ),
        (
            Answer::Silence,
            DirectoryError::Fetch(FetchError::Timeout { seconds: 8 }),
        ),
        (
            html(404, "gone"),
            DirectoryError::Fetch(FetchError::status(404)),
        ),
        (
            html(403, "no"),
            DirectoryError::Fetch(FetchError::status(403)),
        ),
        (
            html(503, "busy"),
            DirectoryError::Fetch(FetchError::status(503)),
        ),
        (
            Answer::new(
                "https://elsewhere.example/",
                200,
                "text/html",
                INDEX.as_bytes(),
                64,
            ),
            DirectoryError::Fetch(FetchError::MovedElsewhere {
                to: "https://elsewhere.example/".into(),
            }),
        ),
        (
            html(200, "<html><body><form>Log in</form></body></html>"),
            DirectoryError::NotAnIndex(NotAnIndex::NoListing),
        ),
        (html(200, ""), DirectoryError::NotAnIndex(NotAnIndex::Empty)),
    ];
    for (answer, error) in cases {
        assert_eq!(directory(answer), Err(error));
    }
}

#[test]
fn a_directory_that_breaks_off_says_so_and_gives_what_came() {
    let mirror = demo();
    let url = release_url();
    let Answer::Page(head, _) = Answer::new(&url, 200, "text/html", INDEX.as_bytes(), 64) else {
        unreachable!()
    };
    let half = INDEX.as_bytes()[..INDEX.find("README").unwrap()].to_vec();
    let pieces = vec![Some(Ok(half)), Some(Err(FetchError::Broken { got: 0 }))];
    let fetch = web(&url, Answer::Page(head, pieces));
    let live = block_on(read(&fetch, &FakeReader::default(), &mirror)).unwrap();
    assert!(live.index.truncated);
    assert_eq!(live.index.entries[0].name, "20130502");
}

#[test]
fn a_reader_that_fails_is_an_error_of_its_own() {
    let mirror = demo();
    let url = release_url();
    let fetch = web(
        &url,
        Answer::new(&url, 200, "text/html", INDEX.as_bytes(), 64),
    );
    let reader = FakeReader {
        fault: Some("it died".into()),
        ..FakeReader::default()
    };
    let read = read(&fetch, &reader, &mirror);
    let reason = "it died".into();
    assert_eq!(block_on(read), Err(DirectoryError::Reader { reason }));
    assert_eq!((reader.started.get(), reader.dropped.get()), (1, 0));
}

#[test]
fn a_directory_that_stalls_lets_its_reader_go() {
    let mirror = demo();
    let url = release_url();
    let Answer::Page(head, mut pieces) = Answer::new(&url, 200, "text/html", INDEX.as_bytes(), 64)
    else {
        unreachable!()
    };
    pieces.truncate(3);
    pieces.push(None);
    let fetch = web(&url, Answer::Page(head, pieces));
    let reader = FakeReader::default();
    let read = read(&fetch, &reader, &mirror);
    let stalled = FetchError::Stalled {
        got: 192,
        seconds: 30,
    };
    assert_eq!(block_on(read), Err(DirectoryError::Fetch(stalled)));
    assert_eq!((reader.started.get(), reader.dropped.get()), (1, 1));
}

#[test]
fn a_mirror_with_an_address_for_the_page_is_read_there() {
    let list = include_str!("../fixtures/mirrors/changes.json");
    let list: serde_json::Value = serde_json::from_str(list).unwrap();
    let page = Some("https://app.example.org/");
    let registry = MirrorRegistry::from_json(&list["good"].to_string(), page).unwrap();
    let mirror = registry.get_or_default(None);
    let directory = "https://app.example.org/mirror/main/release/";
    let fetch = web(
        directory,
        Answer::new(directory, 200, "text/html", INDEX.as_bytes(), 64),
    );
    let clock = FakeClock::default();
    let live = block_on(read(&fetch, &FakeReader::default(), mirror)).unwrap();
    assert_eq!(live.files().next(), Some(path("release/README")));
    let wanted = BTreeSet::from([path("release/a")]);
    let found = block_on(find_checksums(&fetch, &clock, mirror, wanted, |_| {}));
    assert_eq!(found, Err(FetchError::Unreachable));
    assert_eq!(
        *fetch.asked.borrow(),
        [
            directory,
            "https://app.example.org/mirror/main/current.tree"
        ]
    );
}

fn tree() -> String {
    let row = |(name, digit): (&str, &str)| {
        format!(
            "ftp/release/{name}\tfile\t12\t2010-02-24 10:35:46\t{}\t\n",
            digit.repeat(32)
        )
    };
    let rows: String = [("a", "1"), ("b", "2"), ("c", "3")].map(row).concat();
    rows + "/nfs/odd\tfile\t1\t2010-02-24 10:35:46\t\n"
}

#[test]
fn checksums_come_from_the_mirrors_own_list_which_is_read_no_further_than_needed() {
    let mirror = demo();
    let url = mirror.file_url(&path("current.tree"));
    let Answer::Page(head, mut pieces) =
        Answer::new(&url, 200, "text/plain", tree().as_bytes(), 40)
    else {
        unreachable!()
    };
    // After the second row nothing more comes: whoever reads on is stuck.
    pieces.truncate(5);
    pieces.push(None);
    let fetch = web(&url, Answer::Page(head, pieces));
    let wanted = BTreeSet::from([path("release/b")]);
    let found = block_on(find_checksums(
        &fetch,
        &FakeClock::default(),
        &mirror,
        wanted,
        |_| {},
    ))
    .unwrap();
    assert_eq!(found.missing, 0);
    assert_eq!(found.files[0].md5, Some("2".repeat(32).parse().unwrap()));
    assert_eq!(found.files[0].size, Some(Size::Exact(12)));
    assert!(
        matches!(&found.files[0].provenance, Provenance::CurrentTree { mirror, .. } if mirror.as_str() == "demo")
    );
}

#[test]
fn checksums_that_the_list_does_not_have_are_counted() {
    let mirror = demo();
    let url = mirror.file_url(&path("current.tree"));
    let fetch = web(
        &url,
        Answer::new(&url, 200, "text/plain", tree().as_bytes(), 1000),
    );
    let wanted = BTreeSet::from([path("release/c"), path("release/x")]);
    let found = block_on(find_checksums(
        &fetch,
        &FakeClock::default(),
        &mirror,
        wanted,
        |_| {},
    ))
    .unwrap();
    assert_eq!((found.files.len(), found.missing, found.skipped), (1, 1, 1));
}

fn hunt(answer: impl Fn(&str) -> Answer, wanted: &str) -> Result<(usize, usize), FetchError> {
    let mirror = demo();
    let url = mirror.file_url(&path("current.tree"));
    let fetch = web(&url, answer(&url));
    let wanted = BTreeSet::from([path(wanted)]);
    let clock = FakeClock::default();
    block_on(find_checksums(&fetch, &clock, &mirror, wanted, |_| {}))
        .map(|found| (found.files.len(), found.missing))
}

#[test]
fn the_last_line_of_a_list_counts_without_its_line_break() {
    let list = tree();
    let list = list.lines().next().unwrap();
    let found = hunt(
        |url| Answer::new(url, 200, "text/plain", list.as_bytes(), 9),
        "release/a",
    );
    assert_eq!(found, Ok((1, 0)));
}

#[test]
fn a_list_that_ends_early_or_comes_from_elsewhere_is_an_error() {
    let cut = |url: &str| {
        let Answer::Page(head, mut pieces) =
            Answer::new(url, 200, "text/plain", tree().as_bytes(), 40)
        else {
            unreachable!()
        };
        pieces.truncate(2);
        Answer::Page(head, pieces)
    };
    assert_eq!(hunt(cut, "release/c"), Err(FetchError::Broken { got: 80 }));
    let elsewhere = |_: &str| {
        Answer::new(
            "https://elsewhere.example/t",
            200,
            "text/plain",
            tree().as_bytes(),
            40,
        )
    };
    assert!(matches!(
        hunt(elsewhere, "release/c"),
        Err(FetchError::MovedElsewhere { .. })
    ));
}

#[test]
fn a_list_that_is_a_web_page_or_missing_is_an_error() {
    let mirror = demo();
    let url = mirror.file_url(&path("current.tree"));
    for answer in [
        Answer::new(&url, 200, "text/html", b"<p>sorry", 9),
        Answer::new(&url, 404, "text/html", b"", 9),
    ] {
        let fetch = web(&url, answer);
        let wanted = BTreeSet::from([path("release/c")]);
        let found = block_on(find_checksums(
            &fetch,
            &FakeClock::default(),
            &mirror,
            wanted,
            |_| {},
        ));
        assert_eq!(found, Err(FetchError::status(404)));
    }
}

/// MD5 of `hello`.
const HELLO: &str = "5d41402abc4b2a76b9719d911017c592";

fn run_download(answer: Answer, save: &FakeSave) -> (State, Disk) {
    let url = "http://127.0.0.1/release/a.vcf.gz";
    let transfer = Transfer::new(TransferFile {
        path: path("release/a.vcf.gz"),
        url: url.into(),
        size: None,
        md5: Some(HELLO.parse().unwrap()),
    });
    let fetch = web(url, answer);
    let last = Rc::new(RefCell::new(None));
    let report = last.clone();
    block_on(download(
        &fetch,
        &FakeClock::default(),
        transfer,
        save.pick("a.vcf.gz"),
        move |transfer| {
            *report.borrow_mut() = Some(transfer.state().clone());
        },
    ));
    let state = last.borrow().clone().unwrap();
    let disk = save.disk.borrow().clone();
    (state, disk)
}

fn file(body: &[u8]) -> Answer {
    Answer::new(
        "http://127.0.0.1/release/a.vcf.gz",
        200,
        "application/gzip",
        body,
        2,
    )
}

#[test]
fn a_download_with_the_right_bytes_is_closed_and_verified() {
    let (state, disk) = run_download(file(b"hello"), &FakeSave::default());
    assert!(matches!(state, State::Verified { .. }));
    assert_eq!(
        disk,
        Disk {
            written: b"hello".to_vec(),
            closed: true,
            discarded: false
        }
    );
}

#[test]
fn a_download_that_goes_wrong_leaves_nothing() {
    let cut = |end: Option<Result<Vec<u8>, FetchError>>| {
        let Answer::Page(head, mut pieces) = file(b"hello") else {
            unreachable!()
        };
        pieces.truncate(1);
        pieces.push(end);
        Answer::Page(
            Head {
                content_length: None,
                ..head
            },
            pieces,
        )
    };
    let cases = [
        (file(b"hellp"), None, "the checksum"),
        (
            cut(Some(Err(FetchError::Broken { got: 0 }))),
            None,
            "could not be read",
        ),
        (cut(None), None, "could not be read"),
        (Answer::Silence, None, "could not be read"),
        (Answer::Unreachable, None, "could not be read"),
        (file(b"hello"), Some(3), "could not be written"),
    ];
    for (answer, full_after, words) in cases {
        let save = FakeSave {
            full_after,
            ..FakeSave::default()
        };
        let (state, disk) = run_download(answer, &save);
        let State::Failed(failure) = state else {
            panic!("{state:?}")
        };
        assert!(failure.to_string().contains(words), "{failure}");
        assert!(disk.discarded && !disk.closed, "{failure}: {disk:?}");
    }
}

#[test]
fn a_broken_connection_says_how_far_it_came() {
    let Answer::Page(head, mut pieces) = file(b"hello") else {
        unreachable!()
    };
    pieces.truncate(2);
    pieces.push(Some(Err(FetchError::Broken { got: 0 })));
    let (state, _) = run_download(Answer::Page(head, pieces), &FakeSave::default());
    assert_eq!(
        state,
        State::Failed(TransferError::Fetch(FetchError::Broken { got: 4 }))
    );
}

#[test]
fn no_place_no_request() {
    let save = FakeSave {
        refuse_place: Some(SaveError::Declined),
        ..FakeSave::default()
    };
    let (state, disk) = run_download(file(b"hello"), &save);
    assert_eq!((state, disk), (State::Cancelled, Disk::default()));
}
