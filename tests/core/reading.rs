//! Reading an answer within its limits: each way to fail, and how far a slow one is waited for.

use crate::virtual_time::Time;
use igsr_fetch::port::{Body, Fetch, FetchError, Head, LocalFuture, ReadLimits, Text, read_text};

const URL: &str = "https://mirror.example/vol1/ftp/release/";

/// What comes, each piece with the milliseconds that it takes.
#[derive(Clone)]
struct Script {
    head: Head,
    answer_after: u64,
    pieces: Vec<(u64, Result<Vec<u8>, FetchError>)>,
    time: Time,
}

struct Playing {
    head: Head,
    pieces: std::vec::IntoIter<(u64, Result<Vec<u8>, FetchError>)>,
    time: Time,
}

impl Fetch for Script {
    fn get(&self, _: &str) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
        let body: Box<dyn Body> = Box::new(Playing {
            head: self.head.clone(),
            pieces: self.pieces.clone().into_iter(),
            time: self.time.clone(),
        });
        self.time.after(self.answer_after, Ok(body))
    }

    fn get_range(
        &self,
        url: &str,
        _: u64,
        _: u64,
    ) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
        self.get(url)
    }
}

impl Body for Playing {
    fn head(&self) -> &Head {
        &self.head
    }

    fn next_chunk(&mut self) -> LocalFuture<'_, Result<Option<Vec<u8>>, FetchError>> {
        match self.pieces.next() {
            None => self.time.after(0, Ok(None)),
            Some((takes, piece)) => self.time.after(takes, piece.map(Some)),
        }
    }
}

fn script(pieces: Vec<(u64, Result<Vec<u8>, FetchError>)>) -> Script {
    Script {
        head: Head {
            status: 200,
            url: URL.to_owned(),
            content_type: None,
            content_length: None,
            content_encoding: None,
            retry_after: None,
        },
        answer_after: 0,
        pieces,
        time: Time::default(),
    }
}

fn read(script: &Script) -> Result<Text, FetchError> {
    let reading = read_text(script, &script.time, URL, ReadLimits::INDEX);
    script.time.run(reading)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a piece of a script may be a fault"
)]
fn bytes(number: usize) -> Result<Vec<u8>, FetchError> {
    Ok(vec![b'x'; number])
}

#[test]
fn an_answer_may_take_eight_seconds_to_begin() {
    for (answer_after, expected) in [
        (7_999, Ok(5)),
        (8_001, Err(FetchError::Timeout { seconds: 8 })),
    ] {
        let script = Script {
            answer_after,
            ..script(vec![(0, bytes(5))])
        };
        assert_eq!(read(&script).map(|text| text.bytes.len()), expected);
    }
}

#[test]
fn silence_within_an_answer_is_a_stall_that_says_how_much_came() {
    let silent = |milliseconds| read(&script(vec![(10, bytes(700)), (milliseconds, bytes(5))]));
    assert_eq!(silent(29_900).map(|text| text.bytes.len()), Ok(705));
    let stalled = FetchError::Stalled {
        got: 700,
        seconds: 30,
    };
    assert_eq!(silent(30_100), Err(stalled));
}

#[test]
fn a_drip_is_given_up_after_a_minute_and_a_slow_line_is_not() {
    // 10 bytes every 5 s: never silent for long, and never at an end.
    let drip = script((0..1000).map(|_| (5_000, bytes(10))).collect());
    let slow = FetchError::TooSlow {
        got: 120,
        seconds: 60,
    };
    assert_eq!(read(&drip), Err(slow));
    // 10 MB at 125 kB/s, which is 1 Mbit/s: 80 s.
    let page = script((0..80).map(|_| (1_000, bytes(125_000))).collect());
    assert_eq!(read(&page).map(|text| text.bytes.len()), Ok(10_000_000));
}

#[test]
fn a_status_carries_how_long_to_wait_and_another_site_is_named() {
    let mut refusing = script(vec![(0, bytes(5))]);
    refusing.head.status = 429;
    refusing.head.retry_after = Some(30);
    let busy = FetchError::Status {
        status: 429,
        retry_after: Some(30),
    };
    assert_eq!(read(&refusing), Err(busy));
    let mut moved = script(vec![(0, bytes(5))]);
    moved.head.url = "https://other.example/".to_owned();
    let to = moved.head.url.clone();
    assert_eq!(read(&moved), Err(FetchError::MovedElsewhere { to }));
}

#[test]
fn a_cut_answer_gives_what_came_and_a_broken_one_without_bytes_nothing() {
    let broken = || Err(FetchError::Broken { got: 0 });
    let text = read(&script(vec![(0, bytes(5)), (0, broken())])).expect("five bytes");
    assert!(text.cut && text.bytes.len() == 5);
    assert_eq!(
        read(&script(vec![(0, broken())])),
        Err(FetchError::Broken { got: 0 })
    );
    let mut short = script(vec![(0, bytes(5))]);
    short.head.content_length = Some(9);
    assert!(read(&short).expect("five bytes").cut);
    short.head.content_encoding = Some("gzip".to_owned());
    assert!(!read(&short).expect("five bytes").cut);
}

#[test]
fn more_than_the_limit_is_not_read() {
    let limit = ReadLimits::INDEX.bytes;
    let endless = script((0..=limit >> 20).map(|_| (1, bytes(1 << 20))).collect());
    assert_eq!(read(&endless), Err(FetchError::TooLarge { limit }));
}

#[test]
fn a_fault_of_the_mirror_is_told_from_one_of_the_path() {
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
    assert!(of_the_mirror.iter().all(FetchError::is_of_the_mirror));
    let of_the_path = [
        FetchError::status(404),
        FetchError::status(410),
        FetchError::TooLarge { limit: 1 },
    ];
    assert!(!of_the_path.iter().any(FetchError::is_of_the_mirror));
}
