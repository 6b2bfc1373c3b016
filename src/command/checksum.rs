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
) -> Vec<String> {
    let line = |item: &PlanItem| Some(line(md5(item)?, &item.local_path));
    items.into_iter().filter_map(line).collect()
}

/// Returns a line of a checksum file: digest, two spaces, path.
///
/// GNU coreutils manual, `md5sum`: a backslash in a name is doubled, and the line then begins with one. A name that
/// begins with `-` gets `./` before it, since `-` alone stands for standard input.
pub(super) fn line(md5: Md5, path: &str) -> String {
    let dash = if path.starts_with('-') { "./" } else { "" };
    if path.contains('\\') {
        return format!("\\{md5}  {dash}{}", path.replace('\\', "\\\\"));
    }
    format!("{md5}  {dash}{path}")
}

/// Returns the step that checks these lines.
pub(super) fn step(folder: &Destination, lines: Vec<String>) -> Option<Step> {
    (!lines.is_empty()).then(|| Step::reading(check(folder, " --quiet"), lines))
}

/// Returns the suffix of a one-line command that checks one file.
pub(super) fn inline(folder: &Destination, lines: &[String]) -> String {
    let check = check(folder, "");
    let pipe = |line: &String| format!(" && printf '%s\\n' {} | {check}", quote::posix(line));
    lines.iter().map(pipe).collect()
}

/// Returns the suffix of a one-line command that checks all files of the saved list.
pub(super) fn saved(plan: &TransferPlan, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let check = check(&plan.destination, " --quiet");
    format!(" && {check} < {}", file_name(plan, ENDING))
}

/// Returns the block with the checksums, if there are any.
pub(super) fn file(plan: &TransferPlan, lines: &[String]) -> Option<Block> {
    let name = file_name(plan, ENDING);
    (!lines.is_empty()).then(|| Block::file(CHECKSUMS, &name, lines))
}

fn check(folder: &Destination, options: &str) -> String {
    format!("(cd {} && md5sum -c{options} -)", quote::place(folder))
}
