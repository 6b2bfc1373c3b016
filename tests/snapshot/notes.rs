//! What few files have: indexes beside copies on another host, and checksums on which sources disagree.

use igsr_fetch::mirror::{HostPath, MirrorRegistry, Roots};
use igsr_fetch::search::{Engine, Note, Order, View};
use igsr_fetch::snapshot::{Importer, Snapshot, SnapshotFiles};

use igsr_fetch::table::FileFacts;

use crate::format::{open, roots};

const ONE: &str = "0cc175b9c0f1b6a831c399e269772661";
const OTHER: &str = "92eb5ffee6ae2fec3ad71c777531578f";
const THIRD: &str = "4a8a08f09d37b73795649038408b5f33";

fn import(tables: &[String]) -> SnapshotFiles {
    let mut importer = Importer::new(roots());
    let each = Roots::of_each(&MirrorRegistry::built_in());
    for table in tables {
        let gone = |_: &HostPath| false;
        let summary = importer
            .add_facts(table.as_bytes(), &each, gone)
            .expect("a table");
        assert_eq!(summary.skipped, 0, "{table}");
    }
    importer
        .finish("a test", "2026-11-29")
        .expect("a snapshot")
        .0
}

fn names(snapshot: &Snapshot, file: u32) -> String {
    let at = snapshot.list.at(file);
    format!("{}:{}", at.host, at.path.name())
}

fn table(rows: &[(&str, &str)]) -> String {
    let rows = rows.iter().map(|(at, md5)| format!("{at}\t{md5}\n"));
    format!("host\tpath\tmd5\n{}", rows.collect::<String>())
}

const ENA: &str = "ftp.sra.ebi.ac.uk/vol1";
const NCBI: &str = "ftp-trace.ncbi.nih.gov/1000genomes/ftp";

#[test]
fn an_index_beside_a_copy_belongs_to_the_data_file_too() {
    let at = |host: &str, path: &str| format!("{host}\t{path}");
    let rows = [
        // The same bytes at two hosts, and an index at one.
        (at(ENA, "run/E1/HG1.final.cram"), ONE),
        (at(NCBI, "30x/data/E1/HG1.final.cram"), ONE),
        (at(NCBI, "30x/data/E1/HG1.final.cram.crai"), THIRD),
        // Other bytes under the same name.
        (at(ENA, "run/E2/HG2.final.cram"), ONE),
        (at(NCBI, "30x/data/E2/HG2.final.cram"), OTHER),
        (at(NCBI, "30x/data/E2/HG2.final.cram.crai"), THIRD),
        // A data file that has an index of its own.
        (at(ENA, "run/E3/HG3.final.cram"), ONE),
        (at(ENA, "run/E3/HG3.final.cram.crai"), THIRD),
        (at(NCBI, "30x/data/E3/HG3.final.cram"), ONE),
        (at(NCBI, "30x/data/E3/HG3.final.cram.crai"), THIRD),
        // The same bytes under another name.
        (at(ENA, "run/E4/HG4.cram"), OTHER),
        (at(NCBI, "30x/data/E4/HG5.cram"), OTHER),
        (at(NCBI, "30x/data/E4/HG5.cram.crai"), THIRD),
    ];
    let rows: Vec<(&str, &str)> = rows.iter().map(|(at, md5)| (at.as_str(), *md5)).collect();
    let snapshot = open(&import(&[table(&rows)])).expect("a snapshot");
    let pairs = snapshot.list.notes().companions.iter();
    let pairs: Vec<(String, String)> = pairs
        .map(|pair| (names(&snapshot, pair.index), names(&snapshot, pair.data)))
        .collect();
    assert_eq!(
        pairs,
        [(
            "ftp-trace.ncbi.nlm.nih.gov:HG1.final.cram.crai".to_owned(),
            "ftp.sra.ebi.ac.uk:HG1.final.cram".to_owned()
        )]
    );
    let mut engine = Engine::new(snapshot);
    let view = View {
        query: "host:ftp.sra.ebi.ac.uk HG1 with:index".to_owned(),
        order: Order::Path,
        ..View::default()
    };
    let found = engine.find(&view, &[], 0..10).expect("a query");
    let found_names: Vec<_> = found.rows.iter().map(|row| row.at.path.name()).collect();
    assert_eq!(found_names, ["HG1.final.cram", "HG1.final.cram.crai"]);
    assert_eq!(found.notes, [Note::IndexesOfCopies(1)]);
}

#[test]
fn a_contradiction_of_sources_is_kept_beside_the_checksum() {
    let facts = table(&[
        ("ftp.1000genomes.ebi.ac.uk/vol1/ftp\tREADME", ONE),
        ("ftp.1000genomes.ebi.ac.uk/vol1/ftp\ta/b", OTHER),
    ]);
    let conflicts = format!(
        "host\tpath\tmd5_taken\tother_md5\n\
         ftp.1000genomes.ebi.ac.uk/vol1/ftp\tREADME\t{ONE}\t{OTHER}, {THIRD},{ONE}\n"
    );
    let both = [facts, conflicts];
    let files = import(&both);
    let mut turned = both.clone();
    turned.reverse();
    assert_eq!(files, import(&turned), "whatever the order");
    let snapshot = open(&files).expect("a snapshot");
    let list = &snapshot.list;
    let others: Vec<Vec<String>> = (0..list.len())
        .map(|file| {
            let others = list.notes().other_md5s(file).iter();
            others.map(ToString::to_string).collect()
        })
        .collect();
    assert_eq!(others, [vec![THIRD.to_owned(), OTHER.to_owned()], vec![]]);
    let engine = Engine::new(snapshot);
    assert_eq!(engine.listed(0).other_md5s.len(), 2);
}

#[test]
fn a_contradiction_says_which_table_has_which_checksum() {
    let at = "ftp.1000genomes.ebi.ac.uk/vol1/ftp";
    let facts = table(&[
        ("ftp.1000genomes.ebi.ac.uk/vol1/ftp\ta/b", ONE),
        ("ftp.1000genomes.ebi.ac.uk/vol1/ftp\ta/c", ONE),
    ]);
    let said = format!(
        r#"{{"{ONE}": ["New index (2021-11)", "Copy (2023-09)"], "{OTHER}": ["Old index (2016-11)"]}}"#
    );
    // Of the second file no table tells the other checksum: then nothing is said of any.
    let half = format!(r#"{{"{ONE}": ["New index (2021-11)"]}}"#);
    let conflicts = format!(
        "host\tpath\tother_md5\tmd5_tables\n{at}\ta/b\t{OTHER}\t{said}\n{at}\ta/c\t{OTHER}\t{half}\n"
    );
    let snapshot = open(&import(&[facts, conflicts])).expect("a snapshot");
    let notes = snapshot.list.notes();
    let expected = [
        vec!["Copy (2023-09)", "New index (2021-11)"],
        vec!["Old index (2016-11)"],
    ];
    assert_eq!(notes.md5_tables(0), expected);
    assert!(notes.md5_tables(1).is_empty());
    assert_eq!(notes.other_md5s(1).len(), 1);
}

#[test]
fn a_cell_that_is_no_list_of_tables_is_noted() {
    let each = Roots::of_each(&MirrorRegistry::built_in());
    for cell in ["s1,s2", "{", r#"{"no checksum": ["a"]}"#, "[]"] {
        let table = format!("host\tpath\tmd5_tables\ns3://1000genomes\ta\t{cell}\n");
        let mut rows = Vec::new();
        let read = FileFacts::each(table.as_bytes(), &each, |row| rows.push(row));
        assert_eq!(read.expect("a table").notes.len(), 1, "{cell}");
        assert!(rows[0].md5_tables.is_empty());
    }
}
