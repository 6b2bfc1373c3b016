//! `ascp`, the command of IBM Aspera.

use crate::mirror::{AsperaAccount, RemotePath};
use crate::plan::{Account, PlanItem, TransferPlan};
use crate::text::script as script_text;

use super::lists::lines;
use super::parts::{Notes, Part, Step, blocks, file_name, source_words};
use super::{Block, CommandText, Note, Tool, checksum, quote};

/// File name extension of lists of path pairs.
const LIST: &str = "ascp.txt";

/// Key file argument when none is given: the shell stops with the reason unless the variable is set.
const NO_KEY: &str = r#""${ASPERA_KEY:?names no Aspera key file}""#;

/// Writes plans for `ascp`: one call for each host with its own account, directories kept, and a check of what has a
/// checksum.
pub fn ascp(plans: &[TransferPlan]) -> CommandText {
    let mut notes = Notes::default();
    let offered = notes.offered(plans, |plan| plan.aspera.as_ref());
    let (is_offered, several) = (!offered.is_empty(), plans.len() > 1);
    let mut calls = Vec::new();
    for (plan, account) in offered {
        let (items, left_out): (Vec<_>, Vec<_>) =
            plan.items.iter().partition(|item| item.is_for_aspera());
        let left_out = left_out.into_iter().map(|item| item.path.clone());
        notes.left_out.extend(left_out);
        if items.is_empty() {
            continue;
        }
        notes.count(items.iter().copied(), |item| account.md5(item));
        let source = &account.account.source;
        notes.sources.push(source_words(plan, several, source));
        calls.push((plan, account, items));
    }
    if calls.is_empty() {
        return notes.nothing(Tool::Ascp, is_offered || plans.is_empty());
    }
    let no_key = calls.iter().any(|(plan, ..)| plan.aspera_key.is_none());
    let blocks = match &calls[..] {
        [(plan, account, items)]
            if let [item] = &items[..]
                && keeps_name(account, item) =>
        {
            vec![one(plan, account, item)]
        }
        _ => {
            let parts = calls.iter();
            let parts = parts.map(|(plan, account, items)| part(plan, account, items));
            blocks(
                script_text::FETCH,
                script_text::FETCH_WITH_LISTS,
                parts.collect(),
            )
        }
    };
    CommandText {
        tool: Tool::Ascp,
        blocks,
        link: None,
        notes: notes.finish(no_key.then_some(Note::KeyNeeded)),
    }
}

/// Returns the parts of all hosts with an account, and the files whose names `ascp` cannot be trusted with.
pub(super) fn parts(plans: &[TransferPlan]) -> (Vec<Part<'_>>, Vec<RemotePath>) {
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for plan in plans {
        let Some(account) = &plan.aspera else {
            continue;
        };
        let (items, others): (Vec<_>, Vec<_>) =
            plan.items.iter().partition(|item| item.is_for_aspera());
        left_out.extend(others.into_iter().map(|item| item.path.clone()));
        if !items.is_empty() {
            parts.push(part(plan, account, &items));
        }
    }
    (parts, left_out)
}

fn one(plan: &TransferPlan, account: &Account<AsperaAccount>, item: &PlanItem) -> Block {
    let AsperaAccount { user, host, .. } = &account.account;
    let source = quote::posix(&format!("{user}@{host}:{}", source(account, item)));
    let directory = item
        .local_path
        .rsplit_once('/')
        .map_or("", |(directory, _)| directory);
    let folder = quote::place(&plan.destination.join(directory));
    let checksums = checksum::lines([item], |item| account.md5(item));
    let check = checksum::inline(&plan.destination, &checksums);
    let options = options(plan, account);
    Block::command(
        script_text::FETCH,
        format!("ascp {options} {source} {folder}/{check}"),
    )
}

/// Returns the steps for the files of one host.
fn part<'a>(
    plan: &'a TransferPlan,
    account: &Account<AsperaAccount>,
    items: &[&PlanItem],
) -> Part<'a> {
    let list = file_name(plan, LIST);
    let checksums = checksum::lines(items.iter().copied(), |item| account.md5(item));
    let pairs = items
        .iter()
        .map(|item| format!("{}\n{}", source(account, item), item.local_path));
    let pairs = lines(pairs);
    let AsperaAccount { user, host, .. } = &account.account;
    let fetch = format!(
        "ascp {} --mode=recv --user={} --host={} --file-pair-list={list} {}",
        options(plan, account),
        quote::posix(user),
        quote::posix(host),
        quote::place(&plan.destination),
    );
    let check = checksum::saved(plan, &checksums);
    let mut files = vec![Block::file(script_text::PATH_PAIRS, &list, pairs)];
    let mut steps = vec![
        Step::reading(format!("cat > {list}"), 0).or_stop(),
        Step::new(fetch.clone()),
    ];
    checksum::add(plan, checksums, &mut files, &mut steps);
    Part {
        plan,
        steps,
        files,
        saved: vec![fetch],
        check,
    }
}

/// Returns the options for key, speed and resumption: no encryption of public data, fair sharing of the line, resume
/// where size and time agree, make folders, log to the terminal.
fn options(plan: &TransferPlan, account: &Account<AsperaAccount>) -> String {
    let key = plan
        .aspera_key
        .as_ref()
        .map_or_else(|| NO_KEY.to_owned(), quote::place);
    let AsperaAccount { rate, tcp_port, .. } = &account.account;
    format!(
        "-i {key} -T -Q -l {} -P {tcp_port} -k 1 -d -L-",
        quote::posix(rate)
    )
}

/// Returns the path of a file as the account shows it.
fn source(account: &Account<AsperaAccount>, item: &PlanItem) -> String {
    let here = account.mirror.path_here(&item.path);
    if account.account.root.is_root() {
        return here.into();
    }
    format!("{}/{here}", account.account.root)
}

/// Returns whether a file keeps its name: without a list, `ascp` cannot rename.
fn keeps_name(account: &Account<AsperaAccount>, item: &PlanItem) -> bool {
    let name = item.local_path.rsplit('/').next();
    name == Some(account.mirror.path_here(&item.path).name())
}
