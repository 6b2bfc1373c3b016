//! The site's own tables, read.

use crate::fixture::fixture;
use igsr_fetch::listing::EntryKind;
use igsr_fetch::mirror::RemotePath;
use igsr_fetch::table::{SkippedReason, TreeReader, TreeRow, TreeSummary};

fn read(table: &[u8]) -> (Vec<TreeRow>, TreeSummary) {
    let mut reader = TreeReader::new();
    let mut rows = Vec::new();
    reader.push(table, |row| rows.push(row));
    let summary = reader.finish(|row| rows.push(row));
    (rows, summary)
}

#[test]
fn current_tree_rows_of_both_generations_are_read() {
    let (rows, summary) = read(&fixture("table/current.tree"));
    let text = |row: &TreeRow| {
        let kind = if row.kind == EntryKind::Directory {
            "directory"
        } else {
            "file"
        };
        let date = row.modified.map_or("-".to_owned(), |date| date.to_string());
        let md5 = row.md5.map_or("-".to_owned(), |md5| md5.to_string());
        format!("{:?} {kind} {} {date} {md5}", row.path.as_str(), row.size)
    };
    assert_eq!(
        rows.iter().map(text).collect::<Vec<_>>(),
        [
            "\"\" directory 4096 2020-12-01T09:00:00 -",
            "\"pilot_data\" directory 4096 2010-02-24T10:00:00 -",
            "\"pilot_data/README.bas\" file 2970 2010-02-24T10:35:46 fa808f1eea6b53e65b1ae3c0931023f8",
            "\"release/20130502/ALL.chr22.vcf.gz\" file 205612353 2021-03-16T15:54:10 ad7d6e0c05edafd7faed7601f7f3eaa0",
            "\"old style.txt\" file 12 2010-03-05T10:33:37 d41d8cd98f00b204e9800998ecf8427e",
            "\"undated.txt\" file 13 - d41d8cd98f00b204e9800998ecf8427e",
            "\"no_md5.txt\" file 14 2015-01-01T00:00:00 -",
            "\"disk.txt\" file 15 2015-01-01T00:00:00 d41d8cd98f00b204e9800998ecf8427e",
        ]
    );
    assert_eq!((summary.rows, summary.undated), (8, 1));
}

#[test]
fn rows_that_cannot_be_read_are_counted_with_line_and_reason() {
    let (_, summary) = read(&fixture("table/current.tree"));
    let skipped: Vec<_> = summary
        .first_skipped
        .iter()
        .map(|row| format!("{}: {}", row.line, row.reason))
        .collect();
    assert_eq!(
        skipped,
        [
            "10: the path is not below ftp/",
            "11: the path cannot be read",
            "12: the size is not a number",
            "13: the type is neither directory nor file",
            "14: the checksum cannot be read",
            "15: the line is not UTF-8",
            "16: the line has 7 columns, not 5",
            "17: the line has 3 columns, not 5",
        ]
    );
    assert_eq!(summary.skipped, 8);
}

#[test]
fn of_many_skipped_rows_the_first_hundred_are_kept() {
    let (rows, summary) = read(&b"no tabs\n".repeat(1000));
    assert_eq!(
        (rows.len(), summary.skipped, summary.first_skipped.len()),
        (0, 1000, TreeReader::SKIPPED_KEPT)
    );
    assert_eq!(summary.first_skipped.last().expect("one hundred").line, 100);
}

#[test]
fn an_endless_line_is_dropped_and_the_next_is_read() {
    let mut reader = TreeReader::new();
    let mut paths = Vec::new();
    for _ in 0..100 {
        reader.push(&[b'x'; 10_000], |row| paths.push(row.path));
    }
    reader.push(b"\nftp/a\tfile\t1\t\t\t\n", |row| paths.push(row.path));
    assert_eq!(reader.skipped(), 1);
    let summary = reader.finish(|row| paths.push(row.path));
    assert_eq!(
        paths.iter().map(RemotePath::as_str).collect::<Vec<_>>(),
        ["a"]
    );
    assert_eq!(summary.first_skipped[0].reason, SkippedReason::TooLong);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_row() {
    for piece in [1, 3, 1_000] {
        let table = "\u{feff}ftp/a\tfile\t7\t2015-01-01 00:00:00\t\t\nftp/b\tfile\t8\t2015-01-01 00:00:00\t\t\n";
        let mut reader = TreeReader::new();
        let mut rows = Vec::new();
        for bytes in table.as_bytes().chunks(piece) {
            reader.push(bytes, |row| rows.push(row.path.to_string()));
        }
        let summary = reader.finish(|_| {});
        assert_eq!(
            (rows, summary.skipped),
            (vec!["a".to_owned(), "b".to_owned()], 0)
        );
    }
}
