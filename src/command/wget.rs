//! GNU wget.

use crate::plan::{PlanItem, TransferPlan};
use crate::text::script as script_text;

use super::lists::lines;
use super::parts::{Notes, Part, Step, blocks, file_name};
use super::{Block, CommandText, Note, Tool, checksum, quote};

/// File name extension of lists of addresses.
const LIST: &str = "txt";

/// Continue what is there; five tries, also where the server is busy (GNU wget 1.19.1 of 2017 and newer); a minute without a byte ends
/// a try; one line of report for each file.
const OPTIONS: &str = "-t 5 -T 60 --waitretry=30 --retry-on-http-error=429,500,502,503,504 -nv";

/// wget cuts names that it makes itself down to the file system's limit less 19 bytes (`CHOMP_BUFFER` in `src/url.c`).
const LONGEST_NAME: usize = 255 - 19;

/// Writes plans for wget: with lists, directories kept, and a check of what has a checksum.
pub fn wget(plans: &[TransferPlan]) -> CommandText {
    let plans: Vec<_> = plans.iter().filter(|plan| !plan.items.is_empty()).collect();
    let mut notes = Notes::default();
    for plan in &plans {
        notes.count(&plan.items, |item| item.md5);
    }
    let blocks = match &plans[..] {
        [] => return CommandText::empty(Tool::Wget, vec![Note::NothingToMove]),
        [plan] if let [item] = &plan.items[..] => vec![one(plan, item)],
        _ => blocks(
            script_text::FETCH,
            script_text::FETCH_WITH_LISTS,
            plans.into_iter().map(part).collect(),
        ),
    };
    CommandText {
        tool: Tool::Wget,
        blocks,
        link: None,
        notes: notes.finish([]),
    }
}

/// Returns the parts of all hosts.
pub(super) fn parts(plans: &[TransferPlan]) -> Vec<Part<'_>> {
    let plans = plans.iter().filter(|plan| !plan.items.is_empty());
    plans.map(part).collect()
}

/// Returns the command for the only file.
fn one(plan: &TransferPlan, item: &PlanItem) -> Block {
    let fetch = if wget_names(&item.local_path) {
        format!("{} {}", listed(plan), quote::posix(&item.url))
    } else {
        one_named(plan, item)
    };
    let checksums = checksum::lines([item], |item| item.md5);
    let check = checksum::inline(&plan.destination, &checksums);
    Block::command(script_text::FETCH, fetch + &check)
}

/// Returns the steps for the files of one host.
fn part(plan: &TransferPlan) -> Part<'_> {
    let (list, named) = divide(plan);
    let urls = lines(list.iter().map(|item| &item.url));
    let checksums = checksum::lines(&plan.items, |item| item.md5);
    let listed = listed(plan);
    let mut files = Vec::new();
    let mut with_files: Vec<String> = Vec::new();
    let mut steps = Vec::new();
    if !urls.is_empty() {
        let name = file_name(plan, LIST);
        steps.push(Step::reading(format!("{listed} -i -"), files.len()));
        files.push(Block::file(script_text::ADDRESSES, &name, urls));
        with_files.push(format!("{listed} -i {name}"));
    }
    with_files.extend(named.iter().cloned());
    steps.extend(named.into_iter().map(Step::new));
    let check = checksum::saved(plan, &checksums);
    checksum::add(plan, checksums, &mut files, &mut steps);
    Part {
        plan,
        steps,
        files,
        saved: with_files,
        check,
    }
}

/// Splits the files into those that wget names correctly by itself, and commands for the others.
fn divide(plan: &TransferPlan) -> (Vec<&PlanItem>, Vec<String>) {
    let (list, named): (Vec<_>, Vec<_>) = plan
        .items
        .iter()
        .partition(|item| wget_names(&item.local_path));
    (
        list,
        named
            .into_iter()
            .map(|item| one_named(plan, item))
            .collect(),
    )
}

/// Returns whether wget saves an address under this path when it makes the path from the address itself.
///
/// It does not (wget 1.21.3, tried on loopback): it converts names that are not ASCII into the encoding of the locale,
/// decodes the last part twice (`a%2541` becomes `aA`), and cuts long parts.
fn wget_names(path: &str) -> bool {
    let twice = path
        .as_bytes()
        .windows(3)
        .any(|three| three[0] == b'%' && three[1..].iter().all(u8::is_ascii_hexdigit));
    path.is_ascii() && !twice && path.split('/').all(|part| part.len() <= LONGEST_NAME)
}

/// Returns the command that makes paths from addresses, without the addresses.
fn listed(plan: &TransferPlan) -> String {
    let depth = plan.mirror.base_url.depth();
    let folder = quote::place(&plan.destination);
    format!("wget -c -x -nH --cut-dirs={depth} -P {folder} {OPTIONS}")
}

/// Returns the command for a file whose local path must be given.
///
/// Without `--no-iri`, wget decodes the address once too often where the locale is UTF-8 (`%2541` asks the server for
/// `A`), and reads it in the encoding of the locale elsewhere.
fn one_named(plan: &TransferPlan, item: &PlanItem) -> String {
    let directory = item
        .local_path
        .rsplit_once('/')
        .map_or("", |(directory, _)| directory);
    let folder = quote::place(&plan.destination.join(directory));
    let path = quote::place(&plan.destination.join(&item.local_path));
    let url = quote::posix(&item.url);
    format!("mkdir -p {folder} && wget -c {OPTIONS} --no-iri -O {path} {url}")
}
