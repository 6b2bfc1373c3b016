//! Reading a response within its limits: each way to fail, and how long a slow one may take.

use igsr_fetch::client::{ReadLimits, Response, read_to_end};
use igsr_fetch::port::scripted_fetch::{self, Answer, Step};
use igsr_fetch::port::{FetchError, Head, ScriptedFetch, VirtualClock};

const URL: &str = "https://mirror.example/vol1/ftp/release/";

fn read(answer: impl Into<Answer>) -> Result<Response, FetchError> {
    let clock = VirtualClock::default();
    let fetch = ScriptedFetch::new(&clock);
    fetch.answer(URL, answer);
    clock.run(read_to_end(&fetch, &clock, URL, ReadLimits::INDEX))
}

fn length(answer: impl Into<Answer>) -> Result<usize, FetchError> {
    read(answer).map(|response| response.bytes.len())
}

/// Returns a response of these steps, without announced length.
fn response(steps: impl IntoIterator<Item = Step>) -> scripted_fetch::Response {
    let response = scripted_fetch::Response::new(200, "text/plain", "");
    response.announcing(None).steps(steps)
}

fn bytes(number: usize) -> Step {
    Step::Bytes(vec![b'x'; number])
}

#[test]
fn a_response_may_take_eight_seconds_to_begin() {
    for (after, expected) in [
        (7_999, Ok(5)),
        (8_001, Err(FetchError::Timeout { seconds: 8 })),
    ] {
        assert_eq!(length(response([bytes(5)]).after(after)), expected);
    }
}

#[test]
fn silence_within_a_response_is_a_stall_that_says_how_much_came() {
    let silent = |milliseconds| length(response([bytes(700), Step::Wait(milliseconds), bytes(5)]));
    assert_eq!(silent(29_900), Ok(705));
    let stalled = |got| FetchError::Stalled { got, seconds: 30 };
    assert_eq!(silent(30_100), Err(stalled(700)));
    assert_eq!(length(response([Step::Stall])), Err(stalled(0)));
}

#[test]
fn a_drip_is_given_up_after_a_minute_and_a_slow_line_is_not() {
    // 10 bytes every 5 s: never silent for long, and never at an end.
    let drip = (0..1000).flat_map(|_| [Step::Wait(5_000), bytes(10)]);
    let slow = FetchError::TooSlow {
        got: 120,
        seconds: 60,
    };
    assert_eq!(length(response(drip)), Err(slow));
    // 10 MB at 125 kB/s, which is 1 Mbit/s: 80 s.
    let page = (0..80).flat_map(|_| [Step::Wait(1_000), bytes(125_000)]);
    assert_eq!(length(response(page)), Ok(10_000_000));
}

#[test]
fn a_status_carries_how_long_to_wait_and_another_site_is_named() {
    let busy = FetchError::Status {
        status: 429,
        retry_after: Some(30),
    };
    let refusing = scripted_fetch::Response::status(429).retry_after(30);
    assert_eq!(length(refusing), Err(busy));
    let to = "https://other.example/".to_owned();
    let moved = response([bytes(5)]).redirected_to(&to);
    assert_eq!(length(moved), Err(FetchError::MovedElsewhere { to }));
}

#[test]
fn a_cut_response_gives_what_came_and_a_broken_one_without_bytes_nothing() {
    let text = read(response([bytes(5), Step::Break])).unwrap();
    assert!(text.cut && text.bytes.len() == 5);
    let broken = FetchError::Broken { got: 0 };
    assert_eq!(length(response([Step::Break])), Err(broken));
    let short = response([bytes(5)]).announcing(Some(9));
    assert!(read(short.clone()).unwrap().cut);
    // The length of a compressed body says nothing of what is read.
    assert!(!read(short.encoding("gzip")).unwrap().cut);
}

#[test]
fn more_than_the_limit_is_not_read() {
    let limit = ReadLimits::INDEX.bytes;
    let endless = (0..=limit >> 20).flat_map(|_| [Step::Wait(1), bytes(1 << 20)]);
    let too_large = FetchError::TooLarge { limit };
    assert_eq!(length(response(endless)), Err(too_large));
}

#[test]
fn a_fault_of_the_mirror_differs_from_one_of_the_path() {
    let seconds = 8;
    let of_the_mirror = [
        FetchError::Unreachable,
        FetchError::Timeout { seconds },
        FetchError::Stalled { got: 1, seconds },
        FetchError::TooSlow { got: 1, seconds },
        FetchError::Broken { got: 0 },
        FetchError::MovedElsewhere { to: String::new() },
        FetchError::status(403),
        FetchError::status(429),
        FetchError::status(500),
        FetchError::status(503),
    ];
    assert!(of_the_mirror.iter().all(FetchError::is_mirror_fault));
    let of_the_path = [
        FetchError::status(404),
        FetchError::status(410),
        FetchError::TooLarge { limit: 1 },
    ];
    assert!(!of_the_path.iter().any(FetchError::is_mirror_fault));
}

#[test]
fn the_head_of_a_response_comes_with_it() {
    let read = read(scripted_fetch::Response::new(200, "text/plain", "hello")).unwrap();
    let expected = Head {
        status: 200,
        url: URL.to_owned(),
        content_type: Some("text/plain".to_owned()),
        content_length: Some(5),
        ..Head::default()
    };
    assert_eq!((read.head, read.cut), (expected, false));
}
