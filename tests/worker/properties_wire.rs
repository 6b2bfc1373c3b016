//! What a page and its worker tell each other arrives as it was sent; and no bytes at all do harm.

use igsr_fetch::common::WireError;
use igsr_fetch::listing::{
    ApproxSize, DirectoryIndex, EntryKind, IndexEntry, IndexReader, Modified, NotAnIndex,
    PageRequest, Precision, Refused, RefusedLink, RefusedReason, Size, sort_by_name,
};
use igsr_fetch::mirror::{BaseUrl, RemotePath};
use igsr_fetch::worker::index::{IndexServer, Outcome, Reply, Request};
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

fn any_outcome() -> impl Strategy<Value = Outcome> {
    let link = (any::<String>(), select(RefusedReason::ALL.to_vec()))
        .prop_map(|(href, reason)| RefusedLink { href, reason });
    let next = option::of(any::<String>());
    let counts = proptest::array::uniform16(any_number());
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
    let fault = prop_oneof![
        select(vec![
            NotAnIndex::Empty,
            NotAnIndex::NoListing,
            NotAnIndex::Binary,
            NotAnIndex::NotHtml,
        ]),
        (any::<String>(), any::<String>())
            .prop_map(|(code, message)| NotAnIndex::ServerError { code, message }),
    ];
    prop_oneof![4 => index.prop_map(Ok), 1 => fault.prop_map(Err)]
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

proptest! {
    #[test]
    fn a_reply_arrives_as_it_was_sent(job: u32, outcome in any_outcome()) {
        let reply = Reply { job, outcome };
        prop_assert_eq!(Reply::from_bytes(&reply.to_bytes()), Ok(reply));
    }

    #[test]
    fn a_reply_that_is_cut_or_goes_on_is_refused(outcome in any_outcome(), keep: prop::sample::Index, more: u8) {
        let mut bytes = Reply { job: 7, outcome }.to_bytes();
        prop_assert!(Reply::from_bytes(&bytes[..keep.index(bytes.len())]).is_err());
        bytes.push(more);
        prop_assert!(Reply::from_bytes(&bytes).is_err());
    }

    #[test]
    fn a_reply_that_is_damaged_does_no_harm(outcome in any_outcome(), at: prop::sample::Index, byte: u8) {
        let mut bytes = Reply { job: 7, outcome }.to_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        // Either a fault is found or another reply is read: what matters is that it ends.
        if let Ok(reply) = Reply::from_bytes(&bytes) {
            prop_assert_eq!(Reply::from_bytes(&reply.to_bytes()), Ok(reply));
        }
    }

    #[test]
    fn any_bytes_are_taken_without_harm(messages in vec(vec(any::<u8>(), 0..40), 0..8), kinds in vec(0_u8..7, 8)) {
        let mut desk = IndexServer::default();
        for (mut message, kind) in messages.into_iter().zip(kinds) {
            let _ = Reply::from_bytes(&message);
            let _ = desk.take(&message);
            // With a true beginning, the rest is looked at too.
            message.splice(..0, [1, kind, 0, 0, 0, 0]);
            let _ = Reply::from_bytes(&message);
            let _ = desk.take(&message);
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
        let mut expected = reader.finish(cut);
        if let Ok(index) = &mut expected {
            sort_by_name(&mut index.entries);
        }

        let mut desk = IndexServer::default();
        prop_assert_eq!(desk.take(&Request::Start(&asked()).to_bytes(3)), Ok(None));
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(page.len())).collect();
        ends.push(page.len());
        ends.sort_unstable();
        let mut begin = 0;
        for end in ends {
            let piece = Request::Push(&page.as_bytes()[begin..end]).to_bytes(3);
            prop_assert_eq!(desk.take(&piece), Ok(None));
            begin = end;
        }
        let reply = desk.take(&Request::Finish { cut }.to_bytes(3)).expect("a message of this build");
        let reply = Reply::from_bytes(&reply.expect("a reply")).expect("a reply of this build");
        prop_assert_eq!(reply, Reply { job: 3, outcome: expected });
    }
}

#[test]
fn a_dropped_job_is_forgotten_and_another_goes_on() {
    let mut desk = IndexServer::default();
    let page = page(&["a".to_owned()]);
    for job in [1, 2] {
        assert_eq!(desk.take(&Request::Start(&asked()).to_bytes(job)), Ok(None));
        let push = Request::Push(page.as_bytes()).to_bytes(job);
        assert_eq!(desk.take(&push), Ok(None));
    }
    assert_eq!(desk.take(&Request::Drop.to_bytes(1)), Ok(None));
    let finish = |job| Request::Finish { cut: false }.to_bytes(job);
    assert_eq!(desk.take(&finish(1)), Ok(None));
    let reply = desk.take(&finish(2)).unwrap().expect("a reply");
    assert_eq!(Reply::from_bytes(&reply).unwrap().job, 2);
    assert_eq!(desk.take(&finish(2)), Ok(None), "it was answered once");
}

#[test]
fn a_page_and_a_worker_of_different_builds_notice() {
    let mut bytes = Reply {
        job: 1,
        outcome: Err(NotAnIndex::Empty),
    }
    .to_bytes();
    bytes[0] += 1;
    assert_eq!(Reply::from_bytes(&bytes), Err(WireError::Version));
    let mut bytes = Request::Drop.to_bytes(1);
    bytes[0] += 1;
    assert_eq!(IndexServer::default().take(&bytes), Err(WireError::Version));
}

#[test]
fn a_false_count_asks_for_no_memory() {
    // An index without texts that claims 2^63 entries.
    let mut bytes = vec![1, 5, 0, 0, 0, 0, 0, 0, 0];
    bytes.extend([0xff; 8]);
    bytes.push(0x7f);
    assert_eq!(Reply::from_bytes(&bytes), Err(WireError::Cut));
}
