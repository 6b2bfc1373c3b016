//! Verification with `md5sum`, which every command ends with.

use crate::plan::{Destination, PlanItem, TransferPlan};
use crate::table::Md5;
use crate::text::script::CHECKSUMS;

use super::parts::{Step, file_name};
use super::{Block, quote};

/// File name extension of checksum files.
pub(super) const ENDING: &str = "md5";

/// Returns the lines of a checksum file, with paths relative to the destination.
pub(super) fn lines<'a>(
    items: impl IntoIterator<Item = &'a PlanItem>,
    md5: impl Fn(&PlanItem) -> Option<Md5>,
) -> String {
    let mut text = String::new();
    for item in items {
        if let Some(md5) = md5(item) {
            push_line(&mut text, md5, &item.local_path);
        }
    }
    text
}

/// Adds a line of a checksum file: digest, two spaces, path.
///
/// GNU coreutils manual, `md5sum`: a backslash in a name is doubled, and the line then begins with one. A name that
/// begins with `-` gets `./` before it, since `-` alone stands for standard input.
pub(super) fn push_line(text: &mut String, md5: Md5, path: &str) {
    let has_backslash = path.contains('\\');
    text.push_str(if has_backslash { "\\" } else { "" });
    md5.push_to(text);
    text.push_str(if path.starts_with('-') { "  ./" } else { "  " });
    if has_backslash {
        text.push_str(&path.replace('\\', "\\\\"));
    } else {
        text.push_str(path);
    }
    text.push('\n');
}

/// Returns the suffix of a one-line command that checks one file.
pub(super) fn inline(folder: &Destination, lines: &str) -> String {
    let check = check(folder, "");
    let pipe = |line| format!(" && printf '%s\\n' {} | {check}", quote::posix(line));
    lines.lines().map(pipe).collect()
}

/// Returns the suffix of a one-line command that checks all files of the saved list.
pub(super) fn saved(plan: &TransferPlan, lines: &str) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let check = check(&plan.destination, " --quiet");
    format!(" && {check} < {}", file_name(plan, ENDING))
}

/// Adds the file with the checksums, and the step that reads it, if there are any.
pub(super) fn add(
    plan: &TransferPlan,
    lines: String,
    files: &mut Vec<Block>,
    steps: &mut Vec<Step>,
) {
    if !lines.is_empty() {
        let check = check(&plan.destination, " --quiet");
        steps.push(Step::reading(check, files.len()));
        files.push(Block::file(CHECKSUMS, &file_name(plan, ENDING), lines));
    }
}

fn check(folder: &Destination, options: &str) -> String {
    format!("(cd {} && md5sum -c{options} -)", quote::place(folder))
}
