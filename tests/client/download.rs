//! Driving a download: success is said only of the right bytes, and whatever goes wrong leaves no file.

use std::cell::RefCell;
use std::rc::Rc;

use crate::path::path;
use igsr_fetch::client::download;
use igsr_fetch::port::scripted_fetch::{Answer, Response, Step};
use igsr_fetch::port::{
    Clock, FetchError, FileState, LocalSpawner, MemoryFile, MemorySave, Save, SaveError,
    ScriptedFetch, Spawner, VirtualClock,
};
use igsr_fetch::transfer::{State, Transfer, TransferError, TransferFile};

const URL: &str = "https://a.example/ftp/release/a.vcf.gz";

/// MD5 of `hello`.
const HELLO: &str = "5d41402abc4b2a76b9719d911017c592";

fn transfer(md5: Option<&str>) -> Transfer {
    Transfer::new(TransferFile {
        path: path("release/a.vcf.gz"),
        url: URL.to_owned(),
        size: None,
        md5: md5.map(|md5| md5.parse().unwrap()),
    })
}

fn file(body: &str) -> Response {
    Response::new(200, "application/gzip", body).chunks(2)
}

/// Downloads to the end; returns each state that was reported, once, and what became of the file.
fn run(
    answer: impl Into<Answer>,
    save: &MemorySave,
    md5: Option<&str>,
) -> (Vec<State>, MemoryFile) {
    let clock = VirtualClock::default();
    let fetch = ScriptedFetch::new(&clock);
    fetch.answer(URL, answer);
    let mut states: Vec<State> = Vec::new();
    let report = |transfer: &Transfer| {
        if states.last() != Some(transfer.state()) {
            states.push(transfer.state().clone());
        }
    };
    let place = save.pick("a.vcf.gz");
    clock.run(download(&fetch, &clock, transfer(md5), place, report));
    assert_eq!(fetch.open_connections(), 0);
    (states, save.file.borrow().clone())
}

/// Downloads what should be `hello`, and returns why that failed. No file may be left.
fn failure(answer: impl Into<Answer>, save: &MemorySave) -> TransferError {
    let (states, file) = run(answer, save, Some(HELLO));
    assert_eq!((file.bytes, file.state), (Vec::new(), FileState::Discarded));
    match states.into_iter().last() {
        Some(State::Failed(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_download_with_the_right_bytes_is_closed_and_verified() {
    let (states, saved) = run(file("hello"), &MemorySave::default(), Some(HELLO));
    let md5 = HELLO.parse().unwrap();
    assert_eq!(
        states,
        [
            State::Connecting,
            State::Receiving,
            State::Finishing { found: md5 },
            State::Verified { md5 }
        ]
    );
    let expected = MemoryFile {
        name: "a.vcf.gz".to_owned(),
        bytes: b"hello".to_vec(),
        state: FileState::Closed,
    };
    assert_eq!(saved, expected);
}

#[test]
fn a_download_without_a_known_checksum_is_saved_and_not_called_verified() {
    let (states, saved) = run(file("hello"), &MemorySave::default(), None);
    let found = HELLO.parse().unwrap();
    assert_eq!(states.last(), Some(&State::Unverified { found }));
    assert_eq!(saved.state, FileState::Closed);
}

#[test]
fn wrong_bytes_and_web_pages_leave_nothing() {
    let save = MemorySave::default();
    let wrong = failure(file("hellp"), &save);
    assert!(matches!(wrong, TransferError::Checksum { .. }));
    let short = failure(file("hello").end_after(4), &save);
    let length = TransferError::Length {
        expected: 5,
        got: 4,
    };
    assert_eq!(short, length);
    assert_eq!(
        failure(Response::html("hello"), &save),
        TransferError::WebPage
    );
}

#[test]
fn a_fault_of_the_connection_says_how_much_came() {
    let seconds = 30;
    for (answer, error) in [
        (Answer::Unreachable, FetchError::Unreachable),
        (Answer::Silent, FetchError::Timeout { seconds }),
        (Response::status(503).into(), FetchError::status(503)),
        (
            file("hello").break_after(4).into(),
            FetchError::Broken { got: 4 },
        ),
        (
            file("hello").stall_after(4).into(),
            FetchError::Stalled { got: 4, seconds },
        ),
        (
            file("hello").stall_after(0).into(),
            FetchError::Stalled { got: 0, seconds },
        ),
    ] {
        let failed = failure(answer, &MemorySave::default());
        assert_eq!(failed, TransferError::Fetch(error));
    }
}

#[test]
fn a_slow_download_is_waited_for_as_long_as_bytes_come() {
    // A byte every 29 seconds.
    let slow = "hello".bytes();
    let slow = slow.flat_map(|byte| [Step::Wait(29_000), Step::Bytes(vec![byte])]);
    let (states, _) = run(
        file("hello").steps(slow),
        &MemorySave::default(),
        Some(HELLO),
    );
    assert!(matches!(states.last(), Some(State::Verified { .. })));
}

#[test]
fn a_disk_that_fails_ends_the_download() {
    let full = MemorySave {
        capacity: Some(3),
        ..MemorySave::default()
    };
    let failed = failure(file("hello"), &full);
    assert_eq!(failed, TransferError::Save(SaveError::Full));
    let closing = MemorySave {
        close_error: Some(SaveError::Denied),
        ..MemorySave::default()
    };
    let failed = failure(file("hello"), &closing);
    assert_eq!(failed, TransferError::Save(SaveError::Denied));
}

#[test]
fn without_a_place_nothing_is_requested() {
    let declining = MemorySave {
        pick_error: Some(SaveError::Declined),
        ..MemorySave::default()
    };
    let (states, saved) = run(file("hello"), &declining, Some(HELLO));
    assert_eq!(
        (&states[..], saved.state),
        (&[State::Cancelled][..], FileState::Absent)
    );
}

#[test]
fn a_download_that_is_dropped_ends_its_connection_and_leaves_no_file() {
    let clock = VirtualClock::default();
    let fetch = Rc::new(ScriptedFetch::new(&clock));
    fetch.answer(URL, file("hello").stall_after(4));
    let (save, spawner) = (MemorySave::default(), LocalSpawner::default());
    let place = save.pick("a.vcf.gz");
    let (ports, received) = ((fetch.clone(), clock.clone()), Rc::new(RefCell::new(0)));
    let seen = received.clone();
    let task = spawner.spawn(Box::pin(async move {
        let report = |transfer: &Transfer| *seen.borrow_mut() = transfer.received();
        download(&*ports.0, &ports.1, transfer(Some(HELLO)), place, report).await;
    }));
    // The user cancels after ten seconds, when the download waits for its fifth byte.
    let waiting = clock.clone();
    let open = fetch.clone();
    let cancel = spawner.spawn(Box::pin(async move {
        waiting.sleep(10_000).await;
        assert_eq!(open.open_connections(), 1);
        drop(task);
    }));
    clock.run(spawner.run());
    drop(cancel);
    assert_eq!(clock.now(), 10_000);
    assert_eq!(fetch.open_connections(), 0);
    assert_eq!(save.file.borrow().state, FileState::Discarded);
}
