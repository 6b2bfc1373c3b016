//! Any table of the site: no panic, no hang, every line counted once, and the same in pieces as whole.

#![no_main]

use igsr_fetch::table::{ChecksumList, IndexTable, PopulationList, SampleTable, TableSummary, TreeReader, TreeRow, TreeSummary};
use igsr_fetch::mirror::{HostName, RemotePath, Roots};
use libfuzzer_sys::fuzz_target;

/// Every line is counted once, but for the header; a `.ped` may have none.
fn every_line_is_counted(summary: &TableSummary, rows: usize) {
    let left_out = summary.notes.iter().filter(|count| count.note.leaves_out());
    let left_out: u64 = left_out.map(|count| count.count).sum();
    let headers = summary.lines.checked_sub(summary.rows + summary.skipped + left_out);
    assert!(matches!(headers, Some(0 | 1)), "{summary:?}");
    assert_eq!(summary.rows, rows as u64);
}

fn tree(pieces: &[&[u8]]) -> (Vec<TreeRow>, TreeSummary) {
    let mut rows = Vec::new();
    let mut reader = TreeReader::new();
    for piece in pieces {
        reader.push_raw(piece, |row| rows.push(row.to_row()));
    }
    let summary = reader.finish(|row| rows.push(row));
    (rows, summary)
}

fuzz_target!(|bytes: &[u8]| {
    let root = RemotePath::parse("vol1/ftp").expect("a path");
    let roots = Roots::new(HostName::new("ftp.example.org"), root);
    if let Ok(table) = IndexTable::read(bytes, &roots) {
        every_line_is_counted(&table.summary, table.rows.len());
    }
    let collections = ["Structural Variation Consortium, Phase 2", "x,y"];
    if let Ok(mut table) = SampleTable::read(bytes, &collections) {
        every_line_is_counted(&table.summary, table.rows.len());
        let again = table.clone();
        assert_eq!(table.merge(again.clone()).contradictions, 0);
        assert_eq!(table, again);
    }
    if let Ok(table) = PopulationList::read(bytes, &collections) {
        every_line_is_counted(&table.summary, table.rows.len());
    }
    let directory = RemotePath::parse("release").expect("a path");
    for list in [ChecksumList::read_md5_list(bytes, &directory), ChecksumList::read_manifest(bytes, &directory)] {
        assert!(list.rows.iter().all(|row| row.path.below(&directory).is_some()));
    }
    // Its own bytes say where it is cut in two.
    let sum: usize = bytes.iter().map(|byte| usize::from(*byte)).sum();
    let (first, second) = bytes.split_at(sum % (bytes.len() + 1));
    assert_eq!(tree(&[bytes]), tree(&[first, second]));
});
