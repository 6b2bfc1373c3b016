//! Snapshots as static files: what is written is read, and what is not as it was written is refused in words.

use std::fs;
use std::path::Path;

use crate::open_snapshot::open_snapshot;
use igsr_fetch::catalogue::Catalogue;
use igsr_fetch::mirror::{HostName, HostPath, MirrorRegistry, RemotePath, Roots};
use igsr_fetch::search::{Engine, FacetCounts, QueryField, View};
use igsr_fetch::snapshot::bundled;
use igsr_fetch::snapshot::{
    CollectError, Collector, DEEPEST_DIRECTORY, ImportSummary, Importer, LONGEST_DIRECTORY,
    LONGEST_NAME, ListOrigin, OpenError, PartName, Sizes, Snapshot, SnapshotFile, SnapshotFiles,
    SnapshotReader,
};
use igsr_fetch::table::Md5;
use md5::{Digest, Md5 as Hasher};
use serde_json::{Value, json};

pub(crate) fn roots() -> Roots {
    Roots::of(&MirrorRegistry::built_in())
}

const TREE: &str = "\
ftp/release/20130502/ALL.chr22.vcf.gz\tfile\t214453750\t2014-09-02 10:00:00\t0123456789abcdef0123456789abcdef\t
ftp/release/20130502/ALL.chr22.vcf.gz.tbi\tfile\t35000\t2014-09-02 10:00:01\tfedcba9876543210fedcba9876543210\t
ftp/release/20130502\tdirectory\t4096\t2014-09-02 10:00:00\t\t
ftp/README\tfile\t7\t2015-01-01 00:00:00\t00112233445566778899aabbccddeeff\t
";

const PANEL: &str = "sample\tpop\tsuper_pop\tgender\t\t
HG00096\tGBR\tEUR\tmale
HG00097\tGBR\tEUR\tfemale
";

const INDEX: &str = "#ENA_FILE_PATH\tMD5SUM\tSAMPLE_NAME\tPOPULATION
ftp://ftp.sra.ebi.ac.uk/vol1/run/ERR1/HG00096.cram\t11111111111111111111111111111111\tHG00096\tGBR
ftp://ftp.sra.ebi.ac.uk/vol1/run/ERR2/NA1.cram\t22222222222222222222222222222222\tNA1\tXYZ
";

/// A small snapshot with all there is: two hosts, samples, links, checksums.
fn small() -> SnapshotFiles {
    let mut gatherer = Importer::new(roots());
    gatherer.push_tree(TREE.as_bytes());
    assert_eq!(gatherer.end_tree().skipped, 0);
    gatherer.add_samples(PANEL.as_bytes()).expect("a panel");
    let summary = gatherer.add_index(
        "1000G_2504_high_coverage.sequence.index",
        None,
        INDEX.as_bytes(),
    );
    assert_eq!(summary.expect("an index").rows, 2);
    gatherer
        .finish("a test", "2026-11-24")
        .expect("a snapshot")
        .0
}

/// Reads the files in small pieces.
pub(crate) fn open(files: &SnapshotFiles) -> Result<Snapshot, OpenError> {
    open_snapshot(files, 7)
}

/// The same files with another manifest.
fn with_manifest(change: impl FnOnce(&mut Value)) -> SnapshotFiles {
    let mut files = small();
    let mut manifest: Value = serde_json::from_slice(&files.0[0].bytes).expect("JSON");
    change(&mut manifest);
    files.0[0].bytes = manifest.to_string().into_bytes();
    files
}

fn paths(snapshot: &Snapshot) -> Vec<String> {
    let list = &snapshot.list;
    (0..list.len())
        .map(|file| {
            let at = list.at(file);
            format!("{}:{}", at.host, at.path)
        })
        .collect()
}

#[test]
fn what_is_written_is_read() {
    let snapshot = open(&small()).expect("a snapshot");
    assert_eq!(
        paths(&snapshot),
        [
            "ftp.1000genomes.ebi.ac.uk:README",
            "ftp.1000genomes.ebi.ac.uk:release/20130502/ALL.chr22.vcf.gz",
            "ftp.1000genomes.ebi.ac.uk:release/20130502/ALL.chr22.vcf.gz.tbi",
            "ftp.sra.ebi.ac.uk:run/ERR1/HG00096.cram",
            "ftp.sra.ebi.ac.uk:run/ERR2/NA1.cram",
        ]
    );
    let list = &snapshot.list;
    assert_eq!(list.sizes().get(0), Some(7));
    assert_eq!(list.dates().get(0), Some(1_420_070_400));
    assert_eq!(list.sizes().get(3), None);
    assert_eq!(list.dates().get(3), None);
    let samples = snapshot
        .samples
        .samples()
        .iter()
        .map(|sample| &*sample.name);
    assert_eq!(samples.collect::<Vec<_>>(), ["HG00096", "HG00097", "NA1"]);
    assert_eq!(list.columns().samples(3), [1]);
    assert_eq!(list.columns().samples(4), [3]);
    assert_eq!(snapshot.facts.date, "2026-11-24");
    assert_eq!(snapshot.facts.hosts[1].root.as_str(), "vol1");
}

#[test]
fn every_damaged_byte_of_a_part_is_refused() {
    let whole = small();
    for (place, file) in whole.0.iter().enumerate().skip(1) {
        if file.name.starts_with(PartName::Md5s.as_str()) {
            continue;
        }
        for at in 0..file.bytes.len() {
            for change in [1, 0x80] {
                let mut files = whole.clone();
                files.0[place].bytes[at] ^= change;
                let error = open(&files).expect_err("a damaged part");
                let named = match &error {
                    OpenError::Digest { part } | OpenError::Damaged { part, .. } => part,
                    other => panic!("{other}"),
                };
                assert_eq!(*named, file.name, "{error}");
            }
        }
    }
}

#[test]
fn a_cut_and_a_longer_part_are_refused() {
    let whole = small();
    for (place, file) in whole.0.iter().enumerate().skip(1) {
        if file.name.starts_with(PartName::Md5s.as_str()) {
            continue;
        }
        for length in [0, file.bytes.len() - 1] {
            let mut files = whole.clone();
            files.0[place].bytes.truncate(length);
            let error = open(&files).expect_err("a cut part").to_string();
            let words = format!("{} has {length} bytes, not {}", file.name, file.bytes.len());
            assert!(error.starts_with(&words), "{error}");
        }
        let mut files = whole.clone();
        files.0[place].bytes.push(0);
        let error = open(&files).expect_err("a longer part");
        assert!(matches!(error, OpenError::Length { .. }), "{error}");
    }
}

#[test]
fn a_changed_manifest_is_refused_or_has_another_digest() {
    let whole = small();
    let known = open(&whole).expect("a snapshot");
    let length = whole.0[0].bytes.len();
    for at in 0..length {
        let mut files = whole.clone();
        files.0[0].bytes[at] ^= if at % 2 == 0 { 1 } else { 2 };
        if let Ok(other) = open(&files) {
            assert_ne!(other.facts.digest, known.facts.digest);
            assert_eq!(other.list.len(), known.list.len());
        }
        let mut files = whole.clone();
        files.0[0].bytes.truncate(at);
        // The last byte is a line feed.
        assert_eq!(open(&files).is_ok(), at + 1 == length, "{at}");
    }
}

#[test]
fn another_form_is_refused_before_all_else() {
    let files = with_manifest(|manifest| *manifest = json!({"format": 2, "hosts": "elsewhere"}));
    let error = open(&files).expect_err("another form");
    assert_eq!(
        error.to_string(),
        "the snapshot has form 2; this version reads form 1"
    );
}

#[test]
fn hostile_manifests_are_refused_in_words() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 14] = [
        (|m| *m = json!([]), "no manifest"),
        (|m| *m = json!("x"), "no manifest"),
        (
            |m| m["parts"]["names"]["file"] = json!("../names.bin"),
            "parts.names.file",
        ),
        (
            |m| m["parts"]["names"]["file"] = json!("a/names.bin"),
            "parts.names.file",
        ),
        (
            |m| m["parts"]["names"]["file"] = json!("http:names.bin"),
            "parts.names.file",
        ),
        (
            |m| m["parts"]["names"]["file"] = json!(""),
            "parts.names.file",
        ),
        (
            |m| m["parts"]["names"]["md5"] = json!("xyz"),
            "parts.names.md5",
        ),
        (
            |m| m["parts"]["sizes"]["bytes"] = json!(-1),
            "parts.sizes.bytes",
        ),
        (
            |m| m["parts"]["sizes"]["bytes"] = json!(24),
            "sizes cannot have 24 bytes",
        ),
        (
            |m| m["parts"]["md5s"]["bytes"] = json!(81),
            "md5s cannot have 81 bytes",
        ),
        (
            |m| m["directories"] = json!(4_000_000_000_u32),
            "directories cannot have",
        ),
        (|m| m["files"] = json!(6), "files"),
        (|m| m["hosts"][0]["root"] = json!("../etc"), "hosts"),
        (
            |m| {
                m.as_object_mut().expect("an object").remove("parts");
            },
            "parts",
        ),
    ];
    for (change, words) in cases {
        let error = open(&with_manifest(change)).expect_err(words);
        assert!(matches!(error, OpenError::Manifest { .. }), "{error}");
        assert!(error.to_string().contains(words), "{words}: {error}");
    }
    for (key, words) in [("directories", "directories-"), ("samples", "samples-")] {
        let files = with_manifest(|manifest| manifest[key] = json!(2));
        let error = open(&files).expect_err(key);
        assert!(
            matches!(&error, OpenError::Damaged { part, .. } if part.starts_with(words)),
            "{error}"
        );
    }
}

#[test]
fn a_manifest_of_four_billion_files_takes_no_memory_before_they_come() {
    let files = with_manifest(|manifest| {
        let count = u64::from(u32::MAX);
        manifest["files"] = json!(count);
        manifest["hosts"] =
            json!([{"host": "ftp.1000genomes.ebi.ac.uk", "root": "", "files": count}]);
        for (part, bytes) in [("names", 2), ("sizes", 5), ("dates", 4), ("md5s", 16)] {
            manifest["parts"][part]["bytes"] = json!(count * bytes);
        }
        // One directory, the root, with all of them.
        manifest["directories"] = json!(1);
        manifest["parts"]["directories"]["bytes"] = json!(7);
        manifest["parts"]["directories"]["md5"] = json!("e0ab1fc6a9d0c4b3c2d2a1d7ee6ff3c4");
    });
    let mut reader = SnapshotReader::new(&files.0[0].bytes, "manifest.json").expect("a manifest");
    reader
        .push(&[0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f])
        .expect("seven bytes");
    let error = reader.end_part().expect_err("another digest");
    assert!(matches!(error, OpenError::Digest { .. }), "{error}");
    #[cfg(target_os = "linux")]
    {
        let status = std::fs::read_to_string("/proc/self/status").expect("the process's status");
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmPeak:"))
            .expect("VmPeak");
        let peak: u64 = peak
            .trim()
            .trim_end_matches(" kB")
            .parse()
            .expect("a number");
        assert!(peak < 4_000_000, "{peak} kB");
    }
}

/// A snapshot of these directories, given as the part has them, with no other part.
fn with_directories(count: u32, part: &[u8]) -> SnapshotReader {
    let files = with_manifest(|manifest| {
        manifest["files"] = json!(count);
        manifest["directories"] = json!(count);
        manifest["hosts"] =
            json!([{"host": "ftp.1000genomes.ebi.ac.uk", "root": "", "files": count}]);
        for (name, bytes) in [("names", 9), ("sizes", 5), ("dates", 4), ("md5s", 16)] {
            manifest["parts"][name]["bytes"] = json!(count * bytes);
        }
        manifest["parts"]["directories"]["bytes"] = json!(part.len());
        manifest["parts"]["directories"]["md5"] = json!(Md5(Hasher::digest(part).into()));
    });
    let mut reader = SnapshotReader::new(&files.0[0].bytes, "manifest.json").expect("a manifest");
    reader.push(part).expect("the part");
    reader
}

/// A directory with one file: how much of the path before it shares, and the rest of its path.
fn encoded(shared: usize, rest: &str) -> Vec<u8> {
    let mut out = Vec::new();
    number(shared, &mut out);
    number(rest.len(), &mut out);
    out.extend_from_slice(rest.as_bytes());
    number(1, &mut out);
    out
}

/// Seven bits a byte, the lowest first; all but the last have the eighth bit set.
fn number(mut value: usize, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(u8::try_from(value % 0x80 + 0x80).expect("a byte"));
        value >>= 7;
    }
    out.push(u8::try_from(value).expect("a byte"));
}

#[test]
fn directories_beyond_all_bounds_are_refused_where_they_begin() {
    let name = "n".repeat(LONGEST_DIRECTORY / 2);
    for (what, rests) in [
        ("deep", vec!["a/".to_owned(); 160_000]),
        ("deep at once", vec!["a/".repeat(DEEPEST_DIRECTORY + 1)]),
        ("long", vec![format!("{name}/"); 4]),
        (
            "long at once",
            vec![format!("{}/", "n".repeat(LONGEST_DIRECTORY))],
        ),
        (
            "long, in bytes",
            vec![format!("{}é/", "n".repeat(LONGEST_DIRECTORY - 2))],
        ),
    ] {
        let (mut part, mut shared) = (Vec::new(), 0);
        for rest in &rests {
            part.extend(encoded(shared, rest));
            shared += rest.len();
        }
        let count = u32::try_from(rests.len()).expect("a number");
        let error = with_directories(count, &part).end_part().expect_err(what);
        let OpenError::Damaged { at, .. } = error else {
            panic!("{what}: {error}");
        };
        assert!(at < 6 * LONGEST_DIRECTORY as u64, "{what}: {at}");
    }
}

#[test]
fn directories_up_to_the_bounds_are_read() {
    let long = format!("{}/", "n".repeat(LONGEST_DIRECTORY - 1));
    for rest in ["a/".repeat(DEEPEST_DIRECTORY), long] {
        let mut reader = with_directories(1, &encoded(0, &rest));
        reader.end_part().expect("directories");
        assert_eq!(reader.next_part().map(|part| part.bytes), Some(9));
    }
    // The first names are shared in all ways: with a name's beginning, with all of the path before, with nothing.
    let mut part = encoded(0, "a/b/");
    part.extend(encoded(4, "c/"));
    part.extend(encoded(2, "bc/"));
    part.extend(encoded(1, "b/"));
    let mut reader = with_directories(4, &part);
    reader.end_part().expect("directories");
}

#[test]
fn a_file_that_no_list_can_keep_is_counted_with_its_reason() {
    let long = "x".repeat(LONGEST_NAME + 1);
    let tree = format!(
        "ftp/a\tfile\t1\t2014-09-02 10:00:00\t\t\nftp/b\u{1}c\tfile\t1\t2014-09-02 10:00:00\t\t\nftp/d\0/e\tfile\t1\t2014-09-02 10:00:00\t\t\nftp/{long}\tfile\t1\t2014-09-02 10:00:00\t\t\n"
    );
    let deep = "d/".repeat(DEEPEST_DIRECTORY + 1);
    let tree = format!("{tree}ftp/{deep}x\tfile\t1\t2014-09-02 10:00:00\t\t\n");
    let index = "FASTQ_FILE\tMD5\tSAMPLE_NAME\nftp://ftp.sra.ebi.ac.uk/vol1/a%01b\t\tX1\n";
    let mut gatherer = Importer::new(roots());
    gatherer.push_tree(tree.as_bytes());
    assert_eq!(gatherer.end_tree().rows, 5);
    gatherer
        .add_index("x.index", None, index.as_bytes())
        .expect("an index");
    let (files, gathered) = gatherer.finish("a test", "2026-11-24").expect("a snapshot");
    let first: Vec<_> = gathered
        .first_unkept
        .iter()
        .map(|(_, error)| *error)
        .collect();
    assert_eq!(
        first,
        [
            CollectError::Reserved,
            CollectError::Reserved,
            CollectError::LongName,
            CollectError::LongDirectory
        ]
    );
    assert_eq!(
        (gathered.unkept, gathered.collected.unkept, gathered.skipped),
        (4, 1, 5)
    );
    let snapshot = open(&files).expect("a snapshot");
    assert_eq!(paths(&snapshot), ["ftp.1000genomes.ebi.ac.uk:a"]);
    assert_eq!(snapshot.facts.skipped, 5);
    let mut collector = Collector::new(HostName::new("h"), RemotePath::root());
    assert_eq!(
        collector.add(0, "a/", None, None, None),
        Err(CollectError::NoName)
    );
}

#[test]
fn a_file_that_only_a_report_of_ena_names_has_the_size_of_the_report() {
    let report = "run_accession\tfastq_ftp\tfastq_bytes\n\
        ERR1\tftp.sra.ebi.ac.uk/vol1/fastq/a_1.gz;ftp.sra.ebi.ac.uk/vol1/fastq/a_2.gz\t17;18\n";
    let mut gatherer = Importer::new(roots());
    assert_eq!(gatherer.end_tree().rows, 0);
    gatherer
        .add_index("x.index", None, report.as_bytes())
        .expect("an index");
    let (files, _) = gatherer.finish("a test", "2026-11-24").expect("a snapshot");
    let snapshot = open(&files).expect("a snapshot");
    let sizes: Vec<_> = (0..2).map(|file| snapshot.list.sizes().get(file)).collect();
    assert_eq!(sizes, [Some(17), Some(18)]);
}

#[test]
fn a_size_that_no_list_can_keep_is_unknown() {
    let tree = format!(
        "ftp/a\tfile\t{}\t2014-09-02 10:00:00\t\t\nftp/b\tfile\t{}\t1960-09-02 10:00:00\t\t\n",
        Sizes::MOST,
        Sizes::MOST + 2
    );
    let mut gatherer = Importer::new(roots());
    gatherer.push_tree(tree.as_bytes());
    gatherer.end_tree();
    let files = gatherer
        .finish("a test", "2026-11-24")
        .expect("a snapshot")
        .0;
    let list = open(&files).expect("a snapshot").list;
    assert_eq!(
        (list.sizes().get(0), list.sizes().get(1)),
        (Some(Sizes::MOST), None)
    );
    assert_eq!(list.dates().get(1), None);
}

#[test]
fn the_newest_row_of_a_file_counts_whatever_their_order() {
    let rows = [
        "ftp/a\tfile\t1\t2014-09-02 10:00:00\t11111111111111111111111111111111\t",
        "ftp/a\tfile\t3\t2016-09-02 10:00:00\t\t",
        "ftp/a\tfile\t2\t2016-09-02 10:00:00\t22222222222222222222222222222222\t",
    ];
    let write = |order: [usize; 3]| {
        let mut gatherer = Importer::new(roots());
        for row in order {
            gatherer.push_tree(format!("{}\n", rows[row]).as_bytes());
        }
        gatherer.end_tree();
        gatherer.finish("a test", "2026-11-24").expect("a snapshot")
    };
    let (files, ImportSummary { collected, .. }) = write([0, 1, 2]);
    assert_eq!((collected.files, collected.twice), (1, 2));
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(write(order).0, files);
    }
    let snapshot = open(&files).expect("a snapshot");
    assert_eq!(snapshot.list.sizes().get(0), Some(3));
    // The checksum of another version is not that of this one.
    let md5s = files.0.iter().find(|file| file.name == snapshot.md5s.file);
    assert_eq!(md5s.expect("checksums").bytes, [0; 16]);
}

#[test]
fn the_main_files_are_what_the_curated_facts_give() {
    let (files, gathered) = bundled(roots()).expect("a snapshot");
    assert_eq!((gathered.skipped, gathered.collected.twice), (0, 0));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/main_files");
    let again = "write it anew: igsr-fetch snapshot --curated --out tests/fixtures/main_files";
    for file in &files.0 {
        let kept = std::fs::read(folder.join(&file.name));
        assert!(
            kept.is_ok_and(|kept| kept == file.bytes),
            "{}: {again}",
            file.name
        );
    }
    // And a note.
    let kept = std::fs::read_dir(folder).expect("the folder").count();
    assert_eq!(kept, files.0.len() + 1, "{again}");
    let snapshot = open(&files).expect("a snapshot");
    let path = "release/20130502/ALL.chr1.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
    let path = RemotePath::parse(path).expect("a path");
    let file = snapshot.list.find(0, &path).expect("the file");
    let md5s = files.0.iter().find(|file| file.name == snapshot.md5s.file);
    let md5 = md5s.expect("checksums").bytes[file as usize * 16..].first_chunk();
    assert_eq!(
        md5.map(|md5| Md5(*md5).to_string()).as_deref(),
        Some("76f1d3fef27c6c3f451cdfc515250a0e")
    );
}

#[test]
fn a_tree_that_ends_within_a_row_is_known_to_be_cut() {
    for (tree, cut) in [
        (TREE, false),
        (&TREE[..TREE.len() - 60], true),
        (&TREE[..TREE.len() - 2], false),
    ] {
        let mut gatherer = Importer::new(roots());
        gatherer.push_tree(tree.as_bytes());
        gatherer.end_tree();
        assert_eq!(gatherer.tree_is_cut(), cut, "{tree}");
    }
}

/// Reads the files of a snapshot's folder, the manifest first.
fn folder(name: &str) -> SnapshotFiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut files = SnapshotFiles::default();
    for entry in fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(&path).expect("a file");
        let place = if name == "manifest.json" {
            0
        } else {
            files.0.len()
        };
        files.0.insert(place, SnapshotFile { name, bytes });
    }
    files
}

/// What ships with the page: public tables name these files, and more.
#[test]
fn the_shipped_list_knows_the_main_files_with_their_sizes_checksums_and_samples() {
    let files = folder("static/snapshot");
    let reader = SnapshotReader::new(&files.0[0].bytes, "manifest.json").expect("a manifest");
    // No part of an older one is left; about.json and origins.bin stand beside them and the manifest.
    assert_eq!(files.0.len(), reader.manifest().parts.len() + 3);
    let snapshot = open_snapshot(&files, 1 << 20).expect("a snapshot");
    let list = &snapshot.list;
    assert!(list.len() > 142_000, "{}", list.len());
    assert!(snapshot.samples.samples().len() > 5_000);
    let md5s = files.0.iter().find(|file| file.name == snapshot.md5s.file);
    let md5s = &md5s.expect("checksums").bytes;
    let facts = |path: &RemotePath| {
        let file = list
            .find(0, path)
            .unwrap_or_else(|| panic!("{path} is not listed"));
        let md5 = md5s[file as usize * 16..].first_chunk().copied();
        let md5 = md5.filter(|md5| *md5 != [0; 16]);
        (list.sizes().get(file), md5.map(|md5| Md5(md5).to_string()))
    };
    let catalogue = Catalogue::built_in();
    let known: Vec<_> = catalogue
        .files()
        .iter()
        .map(|known| facts(&known.file.path))
        .collect();
    let with_size = known.iter().filter(|(size, _)| size.is_some()).count();
    let with_md5 = known.iter().filter(|(_, md5)| md5.is_some()).count();
    assert!(
        (with_size, with_md5) >= (167, 312),
        "{with_size}, {with_md5}"
    );
    let chr22 = "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
    let chr22 = facts(&RemotePath::parse(chr22).expect("a path"));
    let md5 = "afdf383a32fcef939ca8a468bef23759".to_owned();
    assert_eq!(chr22, (Some(205_612_353), Some(md5)));
}

#[test]
fn the_shipped_list_says_from_which_tables_each_collection_is() {
    let files = folder("static/snapshot");
    let about = files.0.iter().find(|file| file.name == "about.json");
    let text = std::str::from_utf8(&about.expect("about.json").bytes).expect("text");
    let origin = ListOrigin::from_json(text).expect("an origin");
    let catalogue = Catalogue::built_in();
    let mut counts = Vec::new();
    for one in &origin.collections {
        assert!(
            catalogue.owner(&one.collection).is_some(),
            "{}",
            one.collection
        );
        assert!(one.tables.iter().all(|table| table.files <= one.files));
        assert!(one.from <= one.to, "{}", one.collection);
        counts.push((one.collection.clone(), one.files));
    }
    // The months of the tables are given to the step, as few state them.
    for (collection, from, to) in [
        ("sgdp", "2016-08", "2022-01"),
        ("gambian", "2016-08", "2022-01"),
        ("han", "2018-03", "2019-07"),
    ] {
        let one = origin
            .collections
            .iter()
            .find(|one| one.collection == collection);
        let one = one.expect(collection);
        assert_eq!(
            (one.from.as_deref(), one.to.as_deref()),
            (Some(from), Some(to))
        );
    }
    let gambian = "IGSR index file gambian_genome_variation_project.GRCh38DH.alignment.index";
    let mut named = origin.collections.iter().flat_map(|one| &one.tables);
    assert!(named.any(|table| table.table == gambian), "its whole name");
    let mut engine = Engine::new(open_snapshot(&files, 1 << 20).expect("a snapshot"));
    let found = engine.find(&View::default(), &[], 0..1).expect("a query");
    let facet = |counts: &&FacetCounts| counts.field == QueryField::Collection;
    let facet = found.facets.iter().find(facet).expect("collections");
    let facet = facet.values.iter();
    let expected: Vec<_> = facet
        .map(|(value, files)| (value.clone(), u64::from(*files)))
        .collect();
    assert_eq!(counts, expected, "write it anew: scripts/snapshot");
}

#[test]
fn the_shipped_list_says_which_tables_know_each_file() {
    let files = folder("static/snapshot");
    let bytes = |name: &str| {
        let file = files.0.iter().find(|file| file.name == name);
        &file.expect(name).bytes
    };
    let about = std::str::from_utf8(bytes("about.json")).expect("text");
    let (origin, origins) = (
        ListOrigin::from_json(about).expect("an origin"),
        bytes("origins.bin"),
    );
    let list = open_snapshot(&files, 1 << 20).expect("a snapshot").list;
    let unknown = (0..list.len()).find(|file| origin.tables(origins, list.len(), *file).is_none());
    assert_eq!(unknown, None, "write it anew: scripts/snapshot");
    let tables = |path: &str| {
        let file = list.find(0, &RemotePath::parse(path).expect("a path"));
        origin
            .tables(origins, list.len(), file.expect(path))
            .expect("tables")
    };
    let exome = "data/HG00096/exome_alignment/HG00096.mapped.ILLUMINA.bwa.GBR.exome.20120522.bam";
    assert_eq!(
        tables(&format!("phase3/{exome}")),
        [
            "Checksums of NCBI’s data repository service (2020-11)",
            "IGSR index file 20130502.exome.alignment.index (2015-09)",
        ]
    );
    assert_eq!(origin.tables(&origins[1..], list.len(), 0), None);
}

/// A snapshot as the version before this one wrote it, see `tests/fixtures/former`.
#[test]
fn a_snapshot_of_a_former_version_is_read() {
    let files = folder("tests/fixtures/former/snapshot");
    let snapshot = open(&files).expect("a snapshot");
    let list = &snapshot.list;
    assert_eq!((list.len(), snapshot.samples.samples().len()), (7, 7));
    let cram = "run/ERR324/ERR3240114/HG00096.final.cram";
    let at: Vec<_> = (0..list.len()).map(|file| list.at(file)).collect();
    let place = at
        .iter()
        .position(|at| at.path.as_str() == cram)
        .expect("the file");
    assert_eq!(at[place].host, HostName::new("ftp.sra.ebi.ac.uk"));
    let sizes = (0..list.len()).filter_map(|file| list.sizes().get(file));
    assert_eq!(sizes.sum::<u64>(), 16_914_649_684);
}

#[test]
fn facts_of_many_hosts_are_joined_with_the_list() {
    let registry = MirrorRegistry::built_in();
    let md5 = "d41d8cd98f00b204e9800998ecf8427e";
    let old = "release/20130502/ALL.chr1.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz";
    let ebi = "ftp.1000genomes.ebi.ac.uk/vol1/ftp";
    let table = format!(
        "host\tpath\tsize\tmd5\tsample\tpopulation\n\
         {ebi}\tREADME\t\t{md5}\t\t\n\
         {ebi}\tnew/HG00096.bam\t8\t{md5}\tHG00096\tGBR\n\
         {ebi}\t{old}\t9\t{md5}\t\t\n\
         ftp-trace.ncbi.nih.gov/1000genomes/ftp\t{old}\t9\t{md5}\t\t\n\
         ftp.sra.ebi.ac.uk/vol1\tfastq/x_1.fastq.gz\t\t{md5}\tHG00097\tGBR\n"
    );
    let read = |first: bool| {
        let mut importer = Importer::new(roots());
        let gone = |at: &HostPath| at.path.as_str() == old && at.host.as_str().contains("ebi");
        let facts = |importer: &mut Importer| {
            let each = Roots::of_each(&registry);
            let summary = importer.add_facts(table.as_bytes(), &each, gone);
            assert_eq!(summary.expect("a table").rows, 5);
        };
        if first {
            facts(&mut importer);
        }
        importer.push_tree(b"ftp/README\tfile\t7\t2015-01-01 00:00:00\t\t\n");
        importer.end_tree();
        if !first {
            facts(&mut importer);
        }
        importer.finish("a test", "2026-11-29").expect("a snapshot")
    };
    let (files, summary) = read(true);
    assert_eq!(files, read(false).0, "whatever the order");
    assert_eq!(
        (summary.gone, summary.collected.twice, summary.skipped),
        (1, 1, 0)
    );
    let snapshot = open(&files).expect("a snapshot");
    let list = &snapshot.list;
    let found: Vec<_> = (0..list.len())
        .map(|file| {
            let at = list.at(file);
            format!(
                "{}:{} {:?}",
                at.host,
                at.path.name(),
                list.sizes().get(file)
            )
        })
        .collect();
    let v5a = format!("ftp-trace.ncbi.nlm.nih.gov:{} Some(9)", &old[17..]);
    assert_eq!(
        found,
        [
            "ftp.1000genomes.ebi.ac.uk:README Some(7)",
            "ftp.1000genomes.ebi.ac.uk:HG00096.bam Some(8)",
            &v5a,
            "ftp.sra.ebi.ac.uk:x_1.fastq.gz None",
        ]
    );
    // What one table lacks another gives: the checksum of README.
    let md5s = &files
        .0
        .iter()
        .find(|file| file.name.starts_with("md5s"))
        .expect("checksums")
        .bytes;
    assert!(md5s.chunks(16).all(|md5| md5[0] == 0xd4));
    let names: Vec<_> = snapshot
        .samples
        .samples()
        .iter()
        .map(|one| one.name.to_string())
        .collect();
    assert_eq!(names, ["HG00096", "HG00097"]);
    assert_eq!(list.columns().samples(3).len(), 1);
}

/// The words of a path tell its sample, where its name is one of them; all others must be kept.
#[test]
fn the_sample_of_a_table_is_kept_whatever_its_name_and_the_path() {
    let md5 = "0cc175b9c0f1b6a831c399e269772661";
    let samples = [
        ("data/HG00096/x.bam", "HG00096"),
        ("data/HG00096/HG00096.bam", "HG00096"),
        ("data/HG000961/y.bam", "HG00096"),
        (
            "data/SC_GMJOL5309827/SC_GMJOL5309827.cram",
            "SC_GMJOL5309827",
        ),
        ("data/LP6005441-DNA_A01/z.cram", "LP6005441-DNA_A01"),
        ("run/ERR1/ERR1_1.fastq.gz", "NA12878"),
    ];
    let row = |(path, sample): &(&str, &str)| {
        format!("ftp.1000genomes.ebi.ac.uk/vol1/ftp\t{path}\t{md5}\t{sample}\n")
    };
    let rows: String = samples.iter().map(row).collect();
    let table = format!("host\tpath\tmd5\tsample\n{rows}");
    let mut importer = Importer::new(roots());
    let each = Roots::of_each(&MirrorRegistry::built_in());
    let summary = importer.add_facts(table.as_bytes(), &each, |_: &HostPath| false);
    assert_eq!(summary.expect("a table").rows, 6);
    let files = importer
        .finish("a test", "2026-11-29")
        .expect("a snapshot")
        .0;
    let mut engine = Engine::new(open(&files).expect("a snapshot"));
    for (path, sample) in samples {
        let view = View {
            query: format!("sample:{sample}"),
            ..View::default()
        };
        let found = engine.find(&view, &[], 0..9).expect("a query").rows;
        let paths: Vec<_> = found.iter().map(|file| file.at.path.as_str()).collect();
        assert!(paths.contains(&path), "{path} of {sample}: {paths:?}");
    }
}
