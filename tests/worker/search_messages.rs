//! What a page and its worker tell each other about the file search arrives as it was sent; and no bytes at all do harm.

use igsr_fetch::catalogue::Estimate;
use igsr_fetch::mirror::{HostName, HostPath, RemotePath};
use igsr_fetch::search::{
    Expanded, FacetCounts, FoundFile, ListedDirectory, ListedFile, Note, OpenProgress, OpenStep,
    Order, QueryField, SearchError, SearchResult, Tally, Understood, View, Why,
};
use igsr_fetch::snapshot::{HostFacts, OpenError, SnapshotFacts, SnapshotFile, Tier};
use igsr_fetch::table::Md5;
use igsr_fetch::worker::WorkerError;
use igsr_fetch::worker::message::{Call, decode, encode};
use igsr_fetch::worker::search::{ListSource, Request, Response};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn any_view() -> impl Strategy<Value = View> {
    let order = select(vec![Order::Rank, Order::Path, Order::Size, Order::Date]);
    (any::<String>(), order, any::<bool>()).prop_map(|(query, order, descending)| View {
        query,
        order,
        descending,
    })
}

fn any_source() -> impl Strategy<Value = ListSource> {
    let file = any::<(String, Vec<u8>)>().prop_map(|(name, bytes)| SnapshotFile { name, bytes });
    prop_oneof![
        any::<String>().prop_map(ListSource::Folder),
        Just(ListSource::Kept),
        vec(file, 0..4).prop_map(ListSource::Files),
    ]
}

fn any_request() -> impl Strategy<Value = Call<Request>> {
    let window = || (any_view(), vec(any::<String>(), 0..4), any::<[u32; 2]>());
    let request = prop_oneof![
        any_source().prop_map(Request::Open),
        window().prop_map(|(view, rules, [first, end])| Request::Find {
            view,
            rules,
            rows: first..end
        }),
        window().prop_map(|(view, rules, [first, end])| Request::Rows {
            view,
            rules,
            rows: first..end
        }),
        any::<(String, u32)>().prop_map(|(query, most)| Request::Expand { query, most }),
        vec(any::<String>(), 0..4).prop_map(|queries| Request::Tally { queries }),
        (any_place(), any::<u32>()).prop_map(|(at, most)| Request::Directory { at, most }),
        Just(Request::Samples),
    ];
    prop_oneof![8 => request.prop_map(Call::Request), 1 => Just(Call::Cancel)]
}

fn any_field() -> impl Strategy<Value = QueryField> {
    select(QueryField::ALL.to_vec())
}

fn any_place() -> impl Strategy<Value = HostPath> {
    ("[a-z.]{0,20}", "[^/.]{1,9}").prop_map(|(host, path)| HostPath {
        host: HostName::new(&host),
        path: RemotePath::parse(&path).expect("a path"),
    })
}

fn any_row() -> impl Strategy<Value = FoundFile> {
    let sizes = (any::<u32>(), any::<Option<u64>>(), any::<Option<i64>>());
    let texts = any::<[Option<String>; 3]>();
    (any_place(), sizes, texts, vec(any::<u32>(), 0..4)).prop_map(
        |(at, (number, size, date), [sample, population, collection], covered)| FoundFile {
            number,
            at,
            size,
            date,
            sample,
            population,
            collection,
            covered,
        },
    )
}

fn any_note() -> impl Strategy<Value = Note> {
    prop_oneof![
        vec(any::<String>(), 0..4).prop_map(Note::Ignored),
        any::<[String; 2]>().prop_map(|[typed, used]| Note::Corrected { typed, used }),
        any::<(String, u32)>().prop_map(|(term, files)| Note::Without { term, files }),
        (any_field(), any::<String>(), any::<Option<String>>())
            .prop_map(|(field, value, near)| Note::Unknown { field, value, near }),
        Just(Note::NoIndexes),
        any::<u32>().prop_map(Note::IndexesOfCopies),
    ]
}

fn any_understood() -> impl Strategy<Value = Understood> {
    let fields = || vec((any_field(), vec(any::<String>(), 0..4)), 0..3);
    let words = vec(any::<String>(), 1..4);
    let parts = (words, fields(), any::<bool>(), any::<bool>(), fields());
    parts.prop_map(|(words, means, either, negated, excluded)| Understood {
        words,
        means,
        either,
        negated,
        excluded,
    })
}

fn any_why() -> impl Strategy<Value = Why> {
    let tier = select(vec![
        Tier::Release,
        Tier::Collection,
        Tier::Other,
        Tier::Working,
    ]);
    (any::<[bool; 2]>(), tier, any::<u16>()).prop_map(|([exact, meant], tier, month)| Why {
        exact,
        meant,
        tier,
        month,
    })
}

fn any_found() -> impl Strategy<Value = SearchResult> {
    let facet = (any_field(), vec(any::<(String, u32)>(), 0..4))
        .prop_map(|(field, values)| FacetCounts { field, values });
    let sums = any::<(u32, u64, u32, u32)>();
    let lists = (
        vec(facet, 0..4),
        vec(any_row(), 0..12),
        vec(any_note(), 0..4),
        (vec(any_understood(), 0..4), option::of(any_why())),
    );
    (sums, any_estimate(), lists).prop_map(
        |((files, bytes, unknown_sizes, first), estimate, (facets, rows, notes, words))| {
            SearchResult {
                estimate,
                files,
                bytes,
                unknown_sizes,
                facets,
                first,
                rows,
                notes,
                understood: words.0,
                first_why: words.1,
            }
        },
    )
}

fn any_estimate() -> impl Strategy<Value = Estimate> {
    any::<(u64, u32)>().prop_map(|(bytes, files)| Estimate { bytes, files })
}

fn any_tally() -> impl Strategy<Value = Tally> {
    let digest = option::of(any::<[u8; 16]>().prop_map(Md5));
    (any::<(u32, u64, u32)>(), any_estimate(), digest).prop_map(
        |((files, bytes, unknown_sizes), estimate, digest)| Tally {
            estimate,
            files,
            bytes,
            unknown_sizes,
            digest,
        },
    )
}

fn any_facts() -> impl Strategy<Value = SnapshotFacts> {
    let host = (any_place(), any::<u32>()).prop_map(|(at, files)| HostFacts {
        host: at.host,
        root: at.path,
        files,
    });
    let numbers = any::<(u32, u32, u32, u64, bool)>();
    (any::<[String; 3]>(), numbers, vec(host, 0..4)).prop_map(
        |([digest, source, date], (files, directories, samples, skipped, kept), hosts)| {
            SnapshotFacts {
                digest,
                source,
                date,
                files,
                directories,
                samples,
                skipped,
                hosts,
                kept,
            }
        },
    )
}

fn any_open_error() -> impl Strategy<Value = OpenError> {
    let text = any::<String>;
    let numbers = any::<[u64; 2]>;
    prop_oneof![
        (text(), text()).prop_map(|(part, reason)| OpenError::Unreadable { part, reason }),
        (text(), text()).prop_map(|(part, reason)| OpenError::Manifest { part, reason }),
        numbers().prop_map(|[found, known]| OpenError::Version { found, known }),
        (text(), numbers()).prop_map(|(part, [found, expected])| OpenError::Length {
            part,
            found,
            expected
        }),
        text().prop_map(|part| OpenError::Digest { part }),
        (text(), any::<u64>()).prop_map(|(part, at)| OpenError::Damaged { part, at }),
        Just(OpenError::Cancelled),
        Just(OpenError::NothingKept),
    ]
}

fn any_error() -> impl Strategy<Value = SearchError> {
    prop_oneof![
        Just(SearchError::NotOpen),
        any_open_error().prop_map(SearchError::Open),
        Just(SearchError::Query),
        any::<String>().prop_map(|reason| SearchError::WorkerFailed { reason }),
    ]
}

fn any_listed() -> impl Strategy<Value = ListedFile> {
    let sizes = (
        any::<[Option<u64>; 2]>(),
        any::<Option<i64>>(),
        any::<Option<[u8; 16]>>(),
        vec(any::<[u8; 16]>(), 0..3),
    );
    (any_place(), sizes).prop_map(|(at, ([size, weight], date, md5, others))| ListedFile {
        weight,
        at,
        size,
        date,
        md5: md5.map(Md5),
        other_md5s: others.into_iter().map(Md5).collect(),
    })
}

fn any_response() -> impl Strategy<Value = Response> {
    let step = select(vec![
        OpenStep::Fetching,
        OpenStep::Ordering,
        OpenStep::Keeping,
    ]);
    let progress =
        (step, any::<(u64, Option<u64>, u32)>()).prop_map(|(step, (bytes, of, files))| {
            OpenProgress {
                step,
                bytes,
                of,
                files,
            }
        });
    let directory = (
        vec(any::<(String, u32)>(), 0..4),
        vec(any_listed(), 0..4),
        any::<u32>(),
    )
        .prop_map(|(directories, files, more)| ListedDirectory {
            directories,
            files,
            more,
        });
    prop_oneof![
        option::of(directory).prop_map(Response::Directory),
        progress.prop_map(Response::Progress),
        any_facts().prop_map(Response::Opened),
        any_found().prop_map(Response::Found),
        vec(any_row(), 0..12).prop_map(Response::Rows),
        (vec(any_listed(), 0..12), any_tally())
            .prop_map(|(files, tally)| Response::Expanded(Expanded { files, tally })),
        any_tally().prop_map(Response::Tally),
        vec(any::<u8>(), 0..50).prop_map(Response::Samples),
        any_error().prop_map(Response::Failed),
    ]
}

type Read<T> = Result<(u32, T), WorkerError>;

fn read_request(message: &[u8]) -> Read<Call<Request>> {
    decode(message)
}

fn read_response(message: &[u8]) -> Read<Response> {
    decode(message)
}

proptest! {
    #[test]
    fn a_request_arrives_as_it_was_sent(job: u32, request in any_request()) {
        let bytes = encode(job, &request);
        prop_assert_eq!(read_request(&bytes), Ok((job, request)));
    }

    #[test]
    fn a_response_arrives_as_it_was_sent(job: u32, response in any_response()) {
        let bytes = encode(job, &response);
        prop_assert_eq!(read_response(&bytes), Ok((job, response)));
    }

    #[test]
    fn a_message_that_is_cut_or_goes_on_is_refused(
        request in any_request(),
        response in any_response(),
        keep: prop::sample::Index,
        more: u8,
    ) {
        let mut bytes = encode(7, &request);
        prop_assert!(read_request(&bytes[..keep.index(bytes.len())]).is_err());
        bytes.push(more);
        prop_assert_eq!(read_request(&bytes), Err(WorkerError::Excess));
        let mut bytes = encode(7, &response);
        prop_assert!(read_response(&bytes[..keep.index(bytes.len())]).is_err());
        bytes.push(more);
        prop_assert_eq!(read_response(&bytes), Err(WorkerError::Excess));
    }

    #[test]
    fn a_message_that_is_damaged_does_no_harm(
        request in any_request(),
        response in any_response(),
        at: prop::sample::Index,
        byte: u8,
    ) {
        // Either an error is found or another message is read: what matters is that it ends.
        for mut bytes in [encode(7, &request), encode(7, &response)] {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok((job, request)) = read_request(&bytes) {
                prop_assert_eq!(read_request(&encode(job, &request)), Ok((job, request)));
            }
            if let Ok((job, response)) = read_response(&bytes) {
                prop_assert_eq!(read_response(&encode(job, &response)), Ok((job, response)));
            }
        }
    }

    #[test]
    fn any_bytes_are_taken_without_harm(mut message in vec(any::<u8>(), 0..60), kind in 0_u8..9) {
        let format = encode(0, &())[0];
        let _ = read_request(&message);
        let _ = read_response(&message);
        // With a true beginning, the rest is looked at too.
        message.splice(..0, [format, 0, kind]);
        let _ = read_response(&message);
        message.splice(..3, [format, 0, 0, kind]);
        let _ = read_request(&message);
    }
}

#[test]
fn a_page_and_a_worker_of_different_builds_notice() {
    let mut bytes = encode(1, &Call::Request(Request::Samples));
    bytes[0] += 1;
    assert_eq!(read_request(&bytes), Err(WorkerError::Version));
    let mut bytes = encode(1, &Response::Failed(SearchError::NotOpen));
    bytes[0] += 1;
    assert_eq!(read_response(&bytes), Err(WorkerError::Version));
    assert_eq!(read_response(&[]), Err(WorkerError::Version));
}

#[test]
fn a_path_that_climbs_is_refused() {
    let file = FoundFile {
        number: 1,
        at: HostPath {
            host: HostName::new("example.org"),
            path: RemotePath::parse("ab/c").expect("a path"),
        },
        size: None,
        date: None,
        sample: None,
        population: None,
        collection: None,
        covered: Vec::new(),
    };
    let mut bytes = encode(7, &Response::Rows(vec![file]));
    let at = bytes.windows(4).position(|text| text == b"ab/c");
    let at = at.expect("the path is written as text");
    bytes[at..at + 2].copy_from_slice(b"..");
    assert!(matches!(
        read_response(&bytes),
        Err(WorkerError::Malformed(_))
    ));
}

#[test]
fn a_false_length_asks_for_no_memory() {
    // Rows without bytes that claim to be 2^63; the list that is begun has 1 MiB at most.
    let mut bytes = encode(7, &Response::Rows(Vec::new()));
    bytes.pop();
    bytes.extend([0xff; 8]);
    bytes.push(0x7f);
    assert!(matches!(
        read_response(&bytes),
        Err(WorkerError::Malformed(_))
    ));
}
