//! What a page and its worker tell each other arrives as it was sent; and no bytes at all do harm.

use igsr_fetch::listing::{
    ApproxSize, Continuation, DirectoryIndex, EntryKind, IndexEntry, IndexReader, Modified,
    NotAnIndex, PageRequest, Precision, Refused, RefusedLink, RefusedReason, Size, sort_by_name,
};
use igsr_fetch::mirror::{BaseUrl, RemotePath};
use igsr_fetch::worker::WorkerError;
use igsr_fetch::worker::index::{IndexServer, Request, Response};
use igsr_fetch::worker::message::{Call, decode, encode};
use jiff::civil::DateTime;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn any_number() -> impl Strategy<Value = u64> {
    (0_u32..64, any::<u64>()).prop_map(|(shift, bits)| bits >> shift)
}

fn any_size() -> impl Strategy<Value = Size> {
    prop_oneof![
        any_number().prop_map(Size::Exact),
        [any_number(), any_number(), any_number()]
            .prop_map(|[shown, least, most]| Size::About(ApproxSize { shown, least, most })),
    ]
}

fn any_date() -> impl Strategy<Value = Modified> {
    let day = (-9999_i16..=9999, 1_i8..=12, 1_i8..=28);
    let time = (
        0_i8..24,
        0_i8..60,
        0_i8..60,
        prop_oneof![Just(0), 0..1_000_000_000],
    );
    let precision = select(vec![Precision::Day, Precision::Minute, Precision::Second]);
    (day, time, precision, any::<bool>()).prop_map(
        |((year, month, day), (hour, minute, second, part), precision, utc)| Modified {
            at: DateTime::new(year, month, day, hour, minute, second, part).expect("a date"),
            precision,
            utc,
        },
    )
}

fn any_entry() -> impl Strategy<Value = IndexEntry> {
    let kind = select(vec![EntryKind::Directory, EntryKind::File]);
    (
        any::<String>(),
        kind,
        option::of(any_size()),
        option::of(any_date()),
    )
        .prop_map(|(name, kind, size, modified)| IndexEntry {
            name,
            kind,
            size,
            modified,
        })
}

fn any_response() -> impl Strategy<Value = Response> {
    let link = (any::<String>(), select(RefusedReason::ALL.to_vec()))
        .prop_map(|(href, reason)| RefusedLink { href, reason });
    let next = option::of(prop_oneof![
        any::<String>().prop_map(Continuation::Token),
        any::<String>().prop_map(Continuation::Marker),
        any::<String>().prop_map(Continuation::PageToken),
    ]);
    let counts = proptest::array::uniform18(any_number());
    let refused = (counts, vec(link, 0..6));
    let directory = option::of("[^/.]{1,9}");
    let index = (
        vec(any_entry(), 0..20),
        refused,
        any::<bool>(),
        next,
        directory,
    )
        .prop_map(
            |(entries, (counts, links), truncated, next, directory)| DirectoryIndex {
                entries,
                refused: Refused::from_parts(counts, links),
                truncated,
                next,
                bucket_directory: directory.map(|path| RemotePath::parse(&path).expect("a path")),
            },
        );
    let error = prop_oneof![
        select(vec![
            NotAnIndex::Empty,
            NotAnIndex::NoListing,
            NotAnIndex::EmptyTable,
            NotAnIndex::Binary,
            NotAnIndex::NotHtml,
        ]),
        (any::<String>(), any::<String>())
            .prop_map(|(code, message)| NotAnIndex::ServerError { code, message }),
    ];
    prop_oneof![4 => index.prop_map(|index| Response::Index(Box::new(index))), 1 => error.prop_map(Response::NotAnIndex)]
}

fn asked() -> PageRequest {
    PageRequest {
        page_url: "https://ftp.example.org/vol1/ftp/release/".to_owned(),
        base: BaseUrl::parse("https://ftp.example.org/vol1/ftp/").expect("a base URL"),
        directory: Some(RemotePath::parse("release").expect("a path")),
        content_type: Some("text/html".to_owned()),
    }
}

/// A page with those names and sizes, as Apache writes it.
fn page(names: &[String]) -> String {
    let rows: Vec<String> = names
        .iter()
        .map(|name| {
            let link = RemotePath::root().join(name).expect("a name").to_url_path();
            format!(
                "<tr><td><a href=\"{link}\">x</a></td><td>2019-02-23 05:46</td><td> 54K</td></tr>"
            )
        })
        .collect();
    let rows = rows.concat();
    format!(
        "<html><head><title>Index of /vol1/ftp/release</title></head><body><h1>Index of /vol1/ftp/release</h1>\
         <table><tr><th><a href=\"?C=N;O=D\">Name</a></th><th>Last modified</th><th>Size</th></tr>{rows}</table></body></html>"
    )
}

fn read(message: &[u8]) -> Result<(u32, Response), WorkerError> {
    decode(message)
}

fn message(job: u32, request: Request<'_>) -> Vec<u8> {
    encode(job, &Call::Request(request))
}

proptest! {
    #[test]
    fn a_response_arrives_as_it_was_sent(job: u32, response in any_response()) {
        let bytes = encode(job, &response);
        prop_assert_eq!(read(&bytes), Ok((job, response)));
    }

    #[test]
    fn a_response_that_is_cut_or_goes_on_is_refused(response in any_response(), keep: prop::sample::Index, more: u8) {
        let mut bytes = encode(7, &response);
        prop_assert!(read(&bytes[..keep.index(bytes.len())]).is_err());
        bytes.push(more);
        prop_assert_eq!(read(&bytes), Err(WorkerError::Excess));
    }

    #[test]
    fn a_response_that_is_damaged_does_no_harm(response in any_response(), at: prop::sample::Index, byte: u8) {
        let mut bytes = encode(7, &response);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        // Either an error is found or another response is read: what matters is that it ends.
        if let Ok((job, response)) = read(&bytes) {
            prop_assert_eq!(read(&encode(job, &response)), Ok((job, response)));
        }
    }

    #[test]
    fn any_bytes_are_taken_without_harm(messages in vec(vec(any::<u8>(), 0..40), 0..8), kinds in vec(0_u8..4, 8)) {
        let format = encode(0, &())[0];
        let mut server = IndexServer::default();
        for (mut message, kind) in messages.into_iter().zip(kinds) {
            let _ = read(&message);
            let _ = server.take(&message);
            // With a true beginning, the rest is looked at too.
            message.splice(..0, [format, 0, kind]);
            let _ = read(&message);
            message.splice(..3, [format, 0, 0, kind]);
            let _ = server.take(&message);
        }
    }

    #[test]
    fn a_page_sent_in_any_pieces_is_read_as_the_whole(
        names in vec("[a-zA-Z0-9é .&%]{1,12}[a-z]", 0..12),
        cuts in vec(any::<prop::sample::Index>(), 0..6),
        cut: bool,
    ) {
        let page = page(&names);
        let mut reader = IndexReader::new(asked());
        reader.push(page.as_bytes());
        let expected = match reader.finish(cut) {
            Ok(mut index) => {
                sort_by_name(&mut index.entries);
                Response::Index(Box::new(index))
            }
            Err(reason) => Response::NotAnIndex(reason),
        };

        let mut server = IndexServer::default();
        prop_assert_eq!(server.take(&message(3, Request::Start(asked()))), Ok(None));
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(page.len())).collect();
        ends.push(page.len());
        ends.sort_unstable();
        let mut begin = 0;
        for end in ends {
            let piece = message(3, Request::Push(&page.as_bytes()[begin..end]));
            prop_assert_eq!(server.take(&piece), Ok(None));
            begin = end;
        }
        let response = server.take(&message(3, Request::Finish { cut })).expect("a message of this build");
        prop_assert_eq!(read(&response.expect("a response")), Ok((3, expected)));
    }
}

#[test]
fn a_cancelled_job_is_forgotten_and_another_goes_on() {
    let mut server = IndexServer::default();
    let page = page(&["a".to_owned()]);
    for job in [1, 2] {
        assert_eq!(
            server.take(&message(job, Request::Start(asked()))),
            Ok(None)
        );
        let push = message(job, Request::Push(page.as_bytes()));
        assert_eq!(server.take(&push), Ok(None));
    }
    assert_eq!(
        server.take(&encode(1, &Call::<Request<'_>>::Cancel)),
        Ok(None)
    );
    let finish = |job| message(job, Request::Finish { cut: false });
    assert_eq!(server.take(&finish(1)), Ok(None));
    let response = server.take(&finish(2)).unwrap().expect("a response");
    assert_eq!(read(&response).unwrap().0, 2);
    assert_eq!(server.take(&finish(2)), Ok(None), "it was answered once");
}

#[test]
fn the_bytes_of_a_page_stand_in_the_message_as_they_are() {
    let page = [0xff_u8; 300];
    let bytes = message(1, Request::Push(&page));
    assert!(bytes.ends_with(&page) && bytes.len() < page.len() + 10);
}

#[test]
fn a_page_and_a_worker_of_different_builds_notice() {
    let mut bytes = encode(1, &Response::NotAnIndex(NotAnIndex::Empty));
    bytes[0] += 1;
    assert_eq!(read(&bytes), Err(WorkerError::Version));
    let mut bytes = encode(1, &Call::<Request<'_>>::Cancel);
    bytes[0] += 1;
    assert_eq!(
        IndexServer::default().take(&bytes),
        Err(WorkerError::Version)
    );
}

#[test]
fn a_false_length_asks_for_no_memory() {
    // An index that claims 2^63 entries; the list that is begun has 1 MiB at most.
    let mut bytes = encode(0, &Response::Index(Box::default()));
    bytes.truncate(3);
    bytes.extend([0xff; 8]);
    bytes.push(0x7f);
    assert!(matches!(read(&bytes), Err(WorkerError::Malformed(_))));
}
