//! Laws of snapshots: whatever is put in comes out, in order, and the same bytes whatever the order of what was put in.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::open_snapshot::open_snapshot;
use igsr_fetch::catalogue::{Catalogue, SampleList};
use igsr_fetch::mirror::{HostName, MirrorRegistry, RemotePath, Roots};
use igsr_fetch::snapshot::{
    Collector, Importer, SnapshotFiles, SnapshotManifest, Vocabulary, compare_paths,
};
use igsr_fetch::table::Md5;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The main site's host comes first, whatever its name.
const HOSTS: [&str; 3] = ["m.example.org", "z.example.org", "a.example.org:8080"];

/// A file as it is put in: host, path, size, date, checksum.
type Row = (u16, String, Option<u64>, Option<i64>, Option<[u8; 16]>);

/// Names whose order with a slash behind them differs from that without, words with and without digits, other letters.
fn a_name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(vec!["a", "a-1", "a.b", "a0", "A", "b", "é", "\u{2}", " ", "~", "22", "chr22", "x-22.y7", "..."]).prop_map(str::to_owned),
        1 => "[a-c0-2._-]{1,6}".prop_filter("a name", |name| name != "." && name != ".."),
        1 => any::<String>().prop_filter_map("a name", |name| {
            let fits = !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\0', '\u{1}']);
            fits.then_some(name)
        }),
    ]
}

fn a_row() -> impl Strategy<Value = Row> {
    let size = prop_oneof![
        Just(None),
        (0..1_u64 << 40).prop_map(Some),
        (0..3_u64).prop_map(Some)
    ];
    let date = prop_oneof![
        Just(None),
        (0..i64::from(u32::MAX)).prop_map(Some),
        (0..3_i64).prop_map(Some)
    ];
    let md5 = prop_oneof![Just(None), any::<[u8; 16]>().prop_map(Some)];
    (0..3_u16, vec(a_name(), 1..5), size, date, md5)
        .prop_map(|(host, names, size, date, md5)| (host, names.join("/"), size, date, md5))
}

fn write(rows: &[Row]) -> (SnapshotFiles, u64) {
    let root = RemotePath::parse("vol1").expect("a path");
    let mut collector = Collector::new(HostName::new(HOSTS[0]), root.clone());
    for host in &HOSTS[1..] {
        collector
            .host(&HostName::new(host), &root)
            .expect("few hosts");
    }
    for (host, path, size, date, md5) in rows {
        collector
            .add(*host, path, *size, *date, md5.map(Md5))
            .expect("a file that can be kept");
    }
    let manifest = SnapshotManifest {
        source: "a test".to_owned(),
        date: "2026-11-24".to_owned(),
        ..SnapshotManifest::default()
    };
    let samples = SampleList::build([]).0;
    let vocabulary = Vocabulary::new(&Catalogue::built_in());
    let written = collector.write(manifest, &samples, &vocabulary, &|_| root.clone());
    let (files, collected) = written.expect("few files");
    (files, collected.twice)
}

/// What of several rows of one file counts: the newest, of those the largest, of those the greatest checksum; and of what it
/// does not know, what the next says that does not contradict it.
fn kept(rows: &[Row]) -> BTreeMap<(u16, String), Row> {
    let mut sorted = rows.to_vec();
    sorted.sort_by_key(|row| Reverse((row.3, row.2, row.4)));
    let mut kept: BTreeMap<(u16, String), Row> = BTreeMap::new();
    for row in sorted {
        let Some(first) = kept.get_mut(&(row.0, row.1.clone())) else {
            kept.insert((row.0, row.1.clone()), row);
            continue;
        };
        let dates = row.3.is_none() || first.3.is_none() || row.3 == first.3;
        let sizes = row.2.is_none() || first.2.is_none() || row.2 == first.2;
        let md5s = row.4.is_none() || first.4.is_none() || row.4 == first.4;
        if dates && sizes && md5s {
            first.3 = first.3.or(row.3);
            first.2 = first.2.or(row.2);
            first.4 = first.4.or(row.4);
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_put_in_comes_out_in_order(rows in vec(a_row(), 0..60), piece in 1..300_usize) {
        let (files, twice) = write(&rows);
        let kept = kept(&rows);
        prop_assert_eq!(twice, (rows.len() - kept.len()) as u64);
        let snapshot = open_snapshot(&files, piece).expect("what was written is read");
        let mut expected: Vec<&Row> = kept.values().collect();
        expected.sort_by(|one, other| {
            let paths = || compare_paths(one.1.as_bytes(), other.1.as_bytes());
            one.0.cmp(&other.0).then_with(paths)
        });
        let list = &snapshot.list;
        prop_assert_eq!(list.len() as usize, expected.len());
        let md5s = files.0.iter().find(|file| file.name == snapshot.md5s.file).expect("checksums");
        for (file, row) in (0..).zip(expected) {
            let at = list.at(file);
            let path = RemotePath::parse(&row.1).expect("a path");
            prop_assert_eq!(at.host.as_str(), HOSTS[usize::from(row.0)]);
            prop_assert_eq!(&at.path, &path);
            prop_assert_eq!(list.host(file), usize::from(row.0));
            prop_assert_eq!(list.sizes().get(file), row.2.filter(|size| *size < (1 << 40) - 1));
            prop_assert_eq!(list.dates().get(file), row.3);
            let at = file as usize * 16;
            prop_assert_eq!(&md5s.bytes[at..at + 16], &row.4.unwrap_or_default()[..]);
            prop_assert_eq!(list.find(usize::from(row.0), &path), Some(file));
        }
    }

    #[test]
    fn the_order_of_rows_is_of_no_matter((rows, shuffled) in vec(a_row(), 0..40).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        prop_assert_eq!(write(&rows), write(&shuffled));
    }

    #[test]
    fn directories_hold_what_lies_in_and_below_them(rows in vec(a_row(), 1..60)) {
        let (files, _) = write(&rows);
        let list = open_snapshot(&files, 1000).expect("what was written is read").list;
        let directories = list.directories();
        let paths: Vec<String> = (0..list.len()).map(|file| list.path(file).as_str().to_owned()).collect();
        for directory in 0..u32::try_from(directories.len()).expect("few") {
            let mut path = Vec::new();
            directories.write_path(directory, &mut path);
            let path = String::from_utf8(path).expect("text");
            let root = directories.root(directory);
            let host = (0..HOSTS.len()).find(|host| list.root(*host) == root).expect("a host");
            let fits = |file: &u32, below: bool| {
                let rest = paths[*file as usize].strip_prefix(&path);
                list.host(*file) == host && rest.is_some_and(|rest| below || !rest.contains('/'))
            };
            let all = |below: bool| (0..list.len()).filter(|file| fits(file, below)).collect::<Vec<_>>();
            prop_assert_eq!(directories.own(directory).collect::<Vec<_>>(), all(false), "{}", path);
            prop_assert_eq!(directories.below(directory).collect::<Vec<_>>(), all(true), "{}", path);
            for file in directories.own(directory) {
                prop_assert_eq!(directories.of_file(file), directory);
            }
            prop_assert_eq!(directories.find_exact(root, &path), Some(directory));
            let near = directories.find(root, &path.to_ascii_uppercase()).expect("a directory in any case");
            let mut other = Vec::new();
            directories.write_path(near, &mut other);
            prop_assert!(other.eq_ignore_ascii_case(path.as_bytes()));
            for inside in directories.inside(directory) {
                prop_assert_eq!(directories.above(inside), Some(directory));
            }
            prop_assert_eq!(directories.find_exact(root, &format!("{path}no/such")), None);
        }
        let missing = RemotePath::parse("no/such/file").expect("a path");
        prop_assert_eq!(list.find(0, &missing), None);
        prop_assert_eq!(list.find(HOSTS.len(), &missing), None);
    }

    #[test]
    fn changed_bytes_never_go_unnoticed(rows in vec(a_row(), 1..20), part in 1..7_usize, at in any::<proptest::sample::Index>(), change in 1..=255_u8) {
        let (mut files, _) = write(&rows);
        // The manifest comes first, the checksums last.
        let bytes = &mut files.0[part].bytes;
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        prop_assert!(open_snapshot(&files, 64).is_err());
    }

    #[test]
    fn any_bytes_under_their_own_digest_are_refused_or_read(rows in vec(a_row(), 1..12), part in 1..7_usize, at in any::<proptest::sample::Index>(), bytes in vec(any::<u8>(), 1..8)) {
        let (mut files, _) = write(&rows);
        let file = &mut files.0[part];
        let at = at.index(file.bytes.len());
        for (place, byte) in file.bytes[at..].iter_mut().zip(bytes) {
            *place = byte;
        }
        let (name, md5) = (file.name.clone(), md5(&file.bytes));
        let mut manifest: serde_json::Value = serde_json::from_slice(&files.0[0].bytes).expect("JSON");
        for part in manifest["parts"].as_object_mut().expect("parts").values_mut() {
            if part["file"] == name.as_str() {
                part["md5"] = serde_json::json!(md5);
            }
        }
        files.0[0].bytes = manifest.to_string().into_bytes();
        // Nothing is promised but that it ends, and that a list that is read can be asked.
        if let Ok(snapshot) = open_snapshot(&files, 64) {
            for file in 0..snapshot.list.len() {
                let at = snapshot.list.at(file);
                snapshot.list.find(snapshot.list.host(file), &at.path);
            }
        }
    }

    #[test]
    fn rows_of_a_tree_may_come_in_any_order((rows, shuffled) in vec(a_row(), 0..30).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())), piece in 1..200_usize) {
        let gather = |rows: &[Row]| {
            let line = |row: &Row| {
                let md5 = row.4.map(|md5| Md5(md5).to_string()).unwrap_or_default();
                let second = row.2.unwrap_or(7) % 60;
                format!("ftp/{}\tfile\t{}\t2020-01-02 03:04:{second:02}\t{md5}\t\n", row.1.replace(['\n', '\r', '\t'], "_"), row.2.unwrap_or(7))
            };
            let tree: String = rows.iter().map(line).collect();
            let mut gatherer = Importer::new(Roots::of(&MirrorRegistry::built_in()));
            for piece in tree.as_bytes().chunks(piece) {
                gatherer.push_tree(piece);
            }
            prop_assert_eq!(gatherer.end_tree().rows, rows.len() as u64);
            Ok(gatherer.finish("a test", "2026-11-24").expect("few files").0)
        };
        prop_assert_eq!(gather(&rows)?, gather(&shuffled)?);
    }
}

fn md5(bytes: &[u8]) -> String {
    use md5::{Digest, Md5 as Hasher};
    Md5(Hasher::digest(bytes).into()).to_string()
}
