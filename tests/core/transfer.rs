//! The download's state machine: every way to end, and nothing called done that is not.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use igsr_fetch::listing::Size;
use igsr_fetch::mirror::RemotePath;
use igsr_fetch::port::{FetchError, Head, SaveError};
use igsr_fetch::table::Md5;
use igsr_fetch::transfer::{Effect, Event, State, Transfer, TransferError, TransferFile};
use proptest::prelude::*;

/// MD5 of `hello` (RFC 1321's algorithm, by md5sum).
const HELLO: &str = "5d41402abc4b2a76b9719d911017c592";

fn transfer(size: Option<Size>, md5: Option<&str>) -> Transfer {
    Transfer::new(TransferFile {
        path: RemotePath::parse("release/a.vcf.gz").unwrap(),
        url: "http://127.0.0.1/release/a.vcf.gz".into(),
        size,
        md5: md5.map(|text| text.parse().unwrap()),
    })
}

fn head(status: u16, length: Option<u64>) -> Head {
    Head {
        status,
        url: "http://127.0.0.1/release/a.vcf.gz".into(),
        content_type: Some("application/gzip".into()),
        content_length: length,
        content_encoding: None,
        retry_after: None,
    }
}

/// Runs a whole download of these chunks and returns it at its end.
fn run(mut transfer: Transfer, head: &Head, chunks: &[&[u8]]) -> Transfer {
    assert_eq!(transfer.on(Event::PlaceChosen, 0), Effect::Request);
    let mut effect = transfer.on(Event::Answered(head), 0);
    for (index, chunk) in chunks.iter().enumerate() {
        if effect == Effect::Discard {
            return transfer;
        }
        effect = transfer.on(Event::Chunk(chunk), 300 * (index as u64 + 1));
    }
    if effect != Effect::Discard && transfer.on(Event::Ended, 1000) == Effect::Close {
        assert_eq!(transfer.on(Event::Closed, 1001), Effect::Rest);
    }
    transfer
}

#[test]
fn right_bytes_end_verified() {
    let done = run(
        transfer(None, Some(HELLO)),
        &head(200, Some(5)),
        &[b"hel", b"lo"],
    );
    assert_eq!(
        done.state(),
        &State::Verified {
            md5: HELLO.parse().unwrap()
        }
    );
    assert_eq!((done.received(), done.total()), (5, Some(5)));
}

#[test]
fn without_a_known_checksum_nothing_is_called_verified() {
    let done = run(transfer(None, None), &head(200, Some(5)), &[b"hello"]);
    assert_eq!(
        done.state(),
        &State::Unverified {
            found: HELLO.parse().unwrap()
        }
    );
}

#[test]
fn a_flipped_byte_fails_and_is_not_closed() {
    let done = run(
        transfer(None, Some(HELLO)),
        &head(200, Some(5)),
        &[b"hellp"],
    );
    assert!(
        matches!(done.state(), State::Failed(TransferError::Checksum { .. })),
        "{:?}",
        done.state()
    );
}

#[test]
fn each_fault_has_its_own_failure() {
    let html = Head {
        content_type: Some("Text/HTML; charset=utf-8".into()),
        ..head(200, None)
    };
    let cases: Vec<(Transfer, Head, Vec<&[u8]>, TransferError)> = vec![
        (
            transfer(None, None),
            head(404, None),
            vec![],
            TransferError::Fetch(FetchError::status(404)),
        ),
        (
            transfer(None, None),
            head(206, Some(5)),
            vec![],
            TransferError::Fetch(FetchError::status(206)),
        ),
        (transfer(None, None), html, vec![], TransferError::WebPage),
        (
            transfer(Some(Size::Exact(7)), None),
            head(200, Some(5)),
            vec![],
            TransferError::OtherSize {
                expected: 7,
                announced: 5,
            },
        ),
        (
            transfer(None, None),
            head(200, Some(5)),
            vec![b"hel"],
            TransferError::Length {
                expected: 5,
                got: 3,
            },
        ),
        (
            transfer(None, None),
            head(200, Some(5)),
            vec![b"hello!"],
            TransferError::Length {
                expected: 5,
                got: 6,
            },
        ),
        (
            transfer(Some(Size::Exact(5)), None),
            head(200, None),
            vec![b"hell"],
            TransferError::Length {
                expected: 5,
                got: 4,
            },
        ),
    ];
    for (transfer, head, chunks, failure) in cases {
        assert_eq!(
            run(transfer, &head, &chunks).state(),
            &State::Failed(failure)
        );
    }
}

#[test]
fn a_packed_body_is_not_judged_by_its_packed_length() {
    let packed = Head {
        content_encoding: Some("gzip".into()),
        ..head(200, Some(3))
    };
    let done = run(transfer(None, Some(HELLO)), &packed, &[b"hello"]);
    assert!(matches!(done.state(), State::Verified { .. }));
}

#[test]
fn no_place_means_cancelled_and_a_full_disk_means_failed() {
    let mut declined = transfer(None, None);
    assert_eq!(
        declined.on(Event::SaveFailed(SaveError::Declined), 0),
        Effect::Discard
    );
    assert_eq!(declined.state(), &State::Cancelled);

    let mut full = transfer(None, None);
    full.on(Event::PlaceChosen, 0);
    full.on(Event::Answered(&head(200, Some(5))), 0);
    assert_eq!(
        full.on(Event::SaveFailed(SaveError::Full), 1),
        Effect::Discard
    );
    assert_eq!(
        full.state(),
        &State::Failed(TransferError::Save(SaveError::Full))
    );
}

#[test]
fn what_is_being_put_at_its_place_can_no_longer_be_stopped() {
    let mut transfer = transfer(None, Some(HELLO));
    transfer.on(Event::PlaceChosen, 0);
    transfer.on(Event::Answered(&head(200, Some(5))), 0);
    transfer.on(Event::Chunk(b"hello"), 1);
    assert!(transfer.can_be_cancelled());
    assert_eq!(transfer.on(Event::Ended, 2), Effect::Close);
    assert!(!transfer.can_be_cancelled());
    assert_eq!(transfer.on(Event::Cancel, 3), Effect::Rest);
    transfer.on(Event::Closed, 4);
    assert!(matches!(transfer.state(), State::Verified { .. }));
}

#[test]
fn time_left_follows_speed() {
    let mut transfer = transfer(None, None);
    transfer.on(Event::PlaceChosen, 0);
    transfer.on(Event::Answered(&head(200, Some(4000))), 0);
    transfer.on(Event::Chunk(&[0; 1000]), 1000);
    assert_eq!(transfer.rate().per_second(), Some(1000));
    assert_eq!(transfer.seconds_left(), Some(3));
}

proptest! {
    /// Whatever happens in whatever order, only the right bytes end verified, and an end is final.
    #[test]
    fn only_the_right_bytes_are_ever_verified(steps in prop::collection::vec(0_u8..8, 0..24)) {
        let mut transfer = transfer(None, Some(HELLO));
        let mut fed = Vec::new();
        let mut end = None;
        for (now, step) in steps.into_iter().enumerate() {
            let was_over = transfer.is_finished();
            let state = transfer.state().clone();
            // Bytes after the end of the stream are none of the file.
            let counts = !was_over && !matches!(state, State::Finishing { .. });
            let answer = head(200, Some(5));
            let event = match step {
                0 => Event::PlaceChosen,
                1 => Event::Answered(&answer),
                2 => { if counts { fed.extend_from_slice(b"hel"); } Event::Chunk(b"hel") }
                3 => { if counts { fed.extend_from_slice(b"lo"); } Event::Chunk(b"lo") }
                4 => Event::Ended,
                5 => Event::Closed,
                6 => Event::Cancel,
                _ => Event::FetchFailed(FetchError::Unreachable),
            };
            let effect = transfer.on(event, now as u64);
            if was_over {
                prop_assert_eq!(effect, Effect::Rest);
                prop_assert_eq!(transfer.state(), &state);
            }
            if transfer.is_finished() && end.is_none() {
                end = Some(transfer.state().clone());
            }
        }
        if let Some(State::Verified { md5 }) = end {
            prop_assert_eq!(fed, b"hello".to_vec());
            prop_assert_eq!(md5, HELLO.parse::<Md5>().unwrap());
        }
    }
}
