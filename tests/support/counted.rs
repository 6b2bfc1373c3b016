//! What holds of the summary of any table of the site.

use igsr_fetch::table::TableSummary;

/// Asserts that each line is one of `header` lines, a row, refused, or left out with a note.
pub(crate) fn every_line_is_counted(summary: &TableSummary, header: u64) {
    let left_out = summary.notes.iter().filter(|count| count.note.leaves_out());
    let left_out: u64 = left_out.map(|count| count.count).sum();
    assert_eq!(
        summary.lines,
        header + summary.rows + summary.skipped + left_out
    );
}
