//! What a page and its worker tell each other about the file search arrives as it was sent; and no bytes at all do harm.

use igsr_fetch::common::WireError;
use igsr_fetch::mirror::{HostName, HostPath, RemotePath};
use igsr_fetch::search::{
    Expanded, FacetCounts, FoundFile, ListedFile, Note, OpenFrom, OpenProgress, OpenStep, Order,
    QueryField, SearchError, SearchResult, Tally, View,
};
use igsr_fetch::snapshot::{HostFacts, OpenError, SnapshotFacts};
use igsr_fetch::table::Md5;
use igsr_fetch::worker::search::{Answer, Question};
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

fn any_origin() -> impl Strategy<Value = OpenFrom> {
    let addresses = || vec(any::<String>(), 0..4);
    prop_oneof![
        any::<String>().prop_map(OpenFrom::Snapshot),
        (any::<String>(), addresses(), addresses()).prop_map(|(tree, samples, indexes)| {
            OpenFrom::Tree {
                tree,
                samples,
                indexes,
            }
        }),
        Just(OpenFrom::Kept),
    ]
}

fn any_question() -> impl Strategy<Value = Question> {
    let window = || (any_view(), vec(any::<String>(), 0..4), any::<[u32; 2]>());
    prop_oneof![
        any_origin().prop_map(Question::Open),
        Just(Question::Cancel),
        window().prop_map(|(view, rules, [first, end])| Question::Find {
            view,
            rules,
            rows: first..end
        }),
        window().prop_map(|(view, rules, [first, end])| Question::Rows {
            view,
            rules,
            rows: first..end
        }),
        any::<(String, u32)>().prop_map(|(query, most)| Question::Expand { query, most }),
        (vec(any::<String>(), 0..4), any::<bool>())
            .prop_map(|(queries, digest)| Question::Tally { queries, digest }),
        Just(Question::Samples),
    ]
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
    ]
}

fn any_found() -> impl Strategy<Value = SearchResult> {
    let facet = (any_field(), vec(any::<(String, u32)>(), 0..4))
        .prop_map(|(field, values)| FacetCounts { field, values });
    let sums = any::<(u32, u64, u32, u32)>();
    let lists = (
        vec(facet, 0..4),
        vec(any_row(), 0..12),
        vec(any_note(), 0..4),
    );
    (sums, lists).prop_map(
        |((files, bytes, unknown_sizes, first), (facets, rows, notes))| SearchResult {
            files,
            bytes,
            unknown_sizes,
            facets,
            first,
            rows,
            notes,
        },
    )
}

fn any_tally() -> impl Strategy<Value = Tally> {
    let digest = option::of(any::<[u8; 16]>().prop_map(Md5));
    (any::<(u32, u64, u32)>(), digest).prop_map(|((files, bytes, unknown_sizes), digest)| Tally {
        files,
        bytes,
        unknown_sizes,
        digest,
    })
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

fn any_fault() -> impl Strategy<Value = SearchError> {
    prop_oneof![
        Just(SearchError::NotOpen),
        any_open_error().prop_map(SearchError::Open),
        Just(SearchError::Query),
        any::<String>().prop_map(|reason| SearchError::WorkerFailed { reason }),
    ]
}

fn any_answer() -> impl Strategy<Value = Answer> {
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
    let sizes = (
        any::<Option<u64>>(),
        any::<Option<i64>>(),
        any::<Option<[u8; 16]>>(),
    );
    let listed = (any_place(), sizes).prop_map(|(at, (size, date, md5))| ListedFile {
        at,
        size,
        date,
        md5: md5.map(Md5),
    });
    prop_oneof![
        progress.prop_map(Answer::Progress),
        any_facts().prop_map(Answer::Opened),
        any_found().prop_map(Answer::SearchResult),
        vec(any_row(), 0..12).prop_map(Answer::Rows),
        (vec(listed, 0..12), any_tally())
            .prop_map(|(files, tally)| Answer::Expanded(Expanded { files, tally })),
        any_tally().prop_map(Answer::Tally),
        vec(any::<u8>(), 0..50).prop_map(Answer::Samples),
        any_fault().prop_map(Answer::Fault),
    ]
}

proptest! {
    #[test]
    fn a_question_arrives_as_it_was_sent(job: u32, question in any_question()) {
        let bytes = question.to_bytes(job);
        prop_assert_eq!(Question::from_bytes(&bytes), Ok((job, question)));
    }

    #[test]
    fn an_answer_arrives_as_it_was_sent(job: u32, answer in any_answer()) {
        prop_assert_eq!(Answer::from_bytes(&answer.to_bytes(job)), Ok((job, answer)));
    }

    #[test]
    fn a_message_that_is_cut_or_goes_on_is_refused(
        question in any_question(),
        answer in any_answer(),
        keep: prop::sample::Index,
        more: u8,
    ) {
        let mut bytes = question.to_bytes(7);
        prop_assert!(Question::from_bytes(&bytes[..keep.index(bytes.len())]).is_err());
        bytes.push(more);
        prop_assert!(Question::from_bytes(&bytes).is_err());
        // The list of samples has its own form, and ends where the message ends.
        if !matches!(answer, Answer::Samples(_)) {
            let mut bytes = answer.to_bytes(7);
            prop_assert!(Answer::from_bytes(&bytes[..keep.index(bytes.len())]).is_err());
            bytes.push(more);
            prop_assert!(Answer::from_bytes(&bytes).is_err());
        }
    }

    #[test]
    fn a_message_that_is_damaged_does_no_harm(
        question in any_question(),
        answer in any_answer(),
        at: prop::sample::Index,
        byte: u8,
    ) {
        // Either a fault is found or another message is read: what matters is that it ends.
        for mut bytes in [question.to_bytes(7), answer.to_bytes(7)] {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok((job, question)) = Question::from_bytes(&bytes) {
                prop_assert_eq!(Question::from_bytes(&question.to_bytes(job)), Ok((job, question)));
            }
            if let Ok((job, answer)) = Answer::from_bytes(&bytes) {
                prop_assert_eq!(Answer::from_bytes(&answer.to_bytes(job)), Ok((job, answer)));
            }
        }
    }

    #[test]
    fn any_bytes_are_taken_without_harm(mut message in vec(any::<u8>(), 0..60), kind in 0_u8..41) {
        let _ = Question::from_bytes(&message);
        let _ = Answer::from_bytes(&message);
        // With a true beginning, the rest is looked at too.
        message.splice(..0, [1, kind, 0, 0, 0, 0]);
        let _ = Question::from_bytes(&message);
        let _ = Answer::from_bytes(&message);
    }
}

#[test]
fn a_page_and_a_worker_of_different_builds_notice() {
    let mut bytes = Question::Samples.to_bytes(1);
    bytes[0] += 1;
    assert_eq!(Question::from_bytes(&bytes), Err(WireError::Version));
    let mut bytes = Answer::Fault(SearchError::NotOpen).to_bytes(1);
    bytes[0] += 1;
    assert_eq!(Answer::from_bytes(&bytes), Err(WireError::Version));
}

#[test]
fn a_false_count_asks_for_no_memory() {
    // Rows without bytes that claim to be 2^63.
    let mut bytes = vec![1, 35, 7, 0, 0, 0];
    bytes.extend([0xff; 8]);
    bytes.push(0x7f);
    assert_eq!(Answer::from_bytes(&bytes), Err(WireError::Cut));
}
