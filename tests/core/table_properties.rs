//! Properties of the readers of the site's tables.

use std::fmt::Write as _;

use crate::counted::every_line_is_counted;
use igsr_fetch::mirror::{HostName, RemotePath, Roots};
use igsr_fetch::table::{
    ChecksumList, IndexTable, PopulationList, SampleTable, TableError, TreeReader,
};
use proptest::prelude::*;

fn roots() -> Roots {
    let path = RemotePath::parse("vol1/ftp").expect("a path");
    Roots::new(HostName::new("ftp.example.org"), path)
}

/// Columns of an index or sample table, each with the cells of three rows.
const INDEX: [(&str, [&str; 3]); 7] = [
    (
        "#CRAM_FILE",
        [
            "data/a.cram",
            "ftp://ftp.example.org/vol1/ftp/b.cram",
            "../c",
        ],
    ),
    ("CRAM MD5", ["d41d8cd98f00b204e9800998ecf8427e", "x", ""]),
    ("crai-file", ["data/a.cram.crai", "", ""]),
    ("CRAI_MD5", ["", "", ""]),
    ("SAMPLE_NAME", ["A", "X:B", "C"]),
    ("WITHDRAWN", ["0", "1", ""]),
    ("READ_COUNT", ["1", "2", "3"]),
];

const SAMPLES: [(&str, [&str; 3]); 8] = [
    ("Individual ID", ["A", "B", "C"]),
    ("Family ID", ["1", "1", "2"]),
    ("Paternal ID", ["0", "A", "0"]),
    ("Maternal_ID", ["0", "0", "0"]),
    ("Gender", ["1", "2", "0"]),
    ("Population", ["GBR", "GBR", "YRI"]),
    ("phase 3 genotypes", ["1", "0", "2"]),
    ("Relationship", ["unrel", "child", "unrel"]),
];

const POPULATIONS: [(&str, [&str; 3]); 5] = [
    ("Population Description", ["British", "Total", "Yoruba"]),
    ("Population Code", ["GBR", "", "YRI"]),
    ("Super Population", ["EUR", "", "AFR"]),
    ("Phase1 Samples", ["89", "177", "88"]),
    ("Latitude", ["52.5", "", "7.4"]),
];

fn table<const N: usize>(columns: &[(&str, [&str; 3]); N], order: &[usize]) -> String {
    let join = |cells: Vec<&str>| cells.join("\t");
    let names = order
        .iter()
        .map(|&at| columns[at].0.trim_start_matches('#'));
    let mut text = format!("#{}\n", join(names.collect()));
    for row in 0..3 {
        let cells = order.iter().map(|&at| columns[at].1[row]);
        writeln!(text, "{}", join(cells.collect())).expect("a text");
    }
    text
}

fn orders(columns: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..columns).collect::<Vec<_>>()).prop_shuffle()
}

fn outcome<T>(read: Result<T, TableError>) -> T {
    read.expect("a table with its columns")
}

/// Lines that look like those of the tables.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        "[ -~]{0,12}",
        Just("sample".to_owned()),
        Just("pop".to_owned()),
        Just("Population Code".to_owned()),
        Just("CRAM_FILE CRAM_MD5".to_owned()),
        Just("FASTQ_FILE".to_owned()),
        Just("Data collections".to_owned()),
        Just("ftp:/ftp.example.org/vol1/ftp/x".to_owned()),
        Just("d41d8cd98f00b204e9800998ecf8427e".to_owned()),
        Just("MD5 (".to_owned()),
        Just(") = ".to_owned()),
        "[\\\\é\u{10ff80},]{0,3}",
    ];
    let end = prop_oneof![
        Just("\t"),
        Just("\n"),
        Just(" "),
        Just("\r\n"),
        Just("\n#"),
        Just("\t\t")
    ];
    let words = proptest::collection::vec((word, end), 0..40);
    (words, proptest::collection::vec(any::<u8>(), 0..40)).prop_map(|(words, bytes)| {
        let text: String = words
            .into_iter()
            .flat_map(|(word, end)| [word, end.to_owned()])
            .collect();
        [text.into_bytes(), bytes].concat()
    })
}

proptest! {
    #[test]
    fn the_order_of_columns_means_nothing(
        index in orders(INDEX.len()),
        samples in orders(SAMPLES.len()),
        populations in orders(POPULATIONS.len()),
    ) {
        let in_order: Vec<usize> = (0..8).collect();
        let read = |order: &[usize]| outcome(IndexTable::read(table(&INDEX, order).as_bytes(), &roots()));
        let usual = read(&in_order[..INDEX.len()]);
        prop_assert_eq!((usual.rows.len(), usual.summary.skipped), (2, 1));
        prop_assert_eq!(read(&index), usual);

        let read = |order: &[usize]| outcome(SampleTable::read(table(&SAMPLES, order).as_bytes(), &[]));
        let usual = read(&in_order[..SAMPLES.len()]);
        prop_assert_eq!((usual.rows.len(), usual.summary.skipped), (2, 1));
        prop_assert_eq!(read(&samples), usual);

        let read = |order: &[usize]| outcome(PopulationList::read(table(&POPULATIONS, order).as_bytes(), &[]));
        let usual = read(&in_order[..POPULATIONS.len()]);
        prop_assert_eq!((usual.rows.len(), usual.summary.skipped), (2, 0));
        prop_assert_eq!(read(&populations), usual);
    }

    #[test]
    fn no_bytes_make_a_reader_panic_and_every_line_is_counted(bytes in lines()) {
        let directory = RemotePath::parse("a/b").expect("a path");
        if let Ok(table) = IndexTable::read(&bytes, &roots()) {
            every_line_is_counted(&table.summary, 1);
            prop_assert_eq!(table.rows.len() as u64, table.summary.rows);
        }
        if let Ok(mut table) = SampleTable::read(&bytes, &["x, y", "é"]) {
            every_line_is_counted(&table.summary, 1);
            let again = table.clone();
            prop_assert_eq!(table.merge(again.clone()).contradictions, 0);
            prop_assert_eq!(table, again);
        }
        if let Ok(table) = PopulationList::read(&bytes, &[]) {
            every_line_is_counted(&table.summary, 1);
        }
        let list = ChecksumList::read_md5_list(&bytes, &directory);
        every_line_is_counted(&list.summary, 0);
        for row in &list.rows {
            prop_assert!(row.path.below(&directory).is_some());
        }
        ChecksumList::read_manifest(&bytes, &directory);
    }

    #[test]
    fn a_tree_lends_the_rows_that_it_makes(
        dates in proptest::collection::vec("(18|19|20|21|22)[0-9]{2}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-6][0-9](:[0-6][0-9 -~])?", 1..20),
        paths in proptest::collection::vec("(ftp|/nfs/1000g-archive/vol1/ftp|/nfs/x)?/?([a.]{0,3}/){0,3}[a.é]{0,3}/?", 20),
    ) {
        let mut text = String::new();
        for (date, path) in dates.iter().zip(&paths) {
            writeln!(text, "{path}\tfile\t1\t{date}\t\t").expect("a text");
        }
        let mut made = Vec::new();
        let mut reader = TreeReader::new();
        reader.push(text.as_bytes(), |row| made.push(row));
        let whole = reader.finish(drop);
        let mut lent = Vec::new();
        let mut reader = TreeReader::new();
        reader.push_raw(text.as_bytes(), |row| {
            assert_eq!(RemotePath::parse(row.path).expect("a path").as_str(), row.path);
            lent.push((row.to_row(), row.modified));
        });
        prop_assert_eq!(reader.finish_raw(|_| {}), whole);
        prop_assert_eq!(lent.len(), made.len());
        for ((row, seconds), made) in lent.into_iter().zip(made) {
            let known = made.modified.map(|date| {
                date.at.to_zoned(jiff::tz::TimeZone::UTC).expect("a date").timestamp().as_second()
            });
            prop_assert_eq!(seconds, known);
            let parsed = made.modified.map(|date| date.to_string().replace('T', " "));
            let read = igsr_fetch::listing::Modified::parse(parsed.as_deref().unwrap_or_default());
            prop_assert_eq!(read, made.modified);
            prop_assert_eq!(row, made);
        }
    }
}
