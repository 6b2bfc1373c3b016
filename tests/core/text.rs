//! Words for people: each fault has its own, and says what to do.

use igsr_fetch::listing::NotAnIndex;
use igsr_fetch::port::FetchError;
use igsr_fetch::text;

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
        text::fetch_error(&FetchError::Stalled { got: 0, seconds }, "EBI"),
        text::fetch_error(&FetchError::TooSlow { got, seconds }, "EBI"),
        text::no_index_error("EBI"),
    ];
    assert!(faults[0].next.contains("1 min 30 s"), "{}", faults[0].next);
    let statuses = [404, 403, 503, 500, 418].map(FetchError::status);
    faults.extend(statuses.iter().map(|error| text::fetch_error(error, "EBI")));
    let pages = [
        NotAnIndex::Empty,
        NotAnIndex::NoListing,
        NotAnIndex::EmptyTable,
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

#[test]
fn a_stall_says_how_much_came_and_how_long_nothing_followed() {
    let words = |got| {
        let stalled = FetchError::Stalled { got, seconds: 30 };
        text::fetch_error(&stalled, "EBI").what
    };
    assert_eq!(
        words(3_400_000_000),
        "EBI stopped in the middle: after 3.4 GB nothing came for 30 seconds."
    );
    assert_eq!(
        words(0),
        "EBI began to answer, and then nothing came for 30 seconds."
    );
}
