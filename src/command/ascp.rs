//! `ascp`, the command of IBM Aspera.

use crate::mirror::AsperaAccount;
use crate::plan::{Account, PlanItem, TransferPlan};

use super::script::{Step, script};
use super::{Block, CommandText, Note, Tool, checksum, quote};

/// The name of the file with pairs of paths.
const LIST: &str = "files.ascp.txt";

/// What stands for the key file if none is named: the shell stops with the reason unless the variable names one.
const NO_KEY: &str = r#""${ASPERA_KEY:?names no Aspera key file}""#;

/// Writes a plan for `ascp`: directories kept, and a check of what has a checksum.
pub fn ascp(plan: &TransferPlan) -> CommandText {
    let Some(account) = &plan.aspera else {
        return CommandText::empty(Tool::Ascp, vec![Note::NotOffered]);
    };
    let (items, left_out): (Vec<_>, Vec<_>) =
        plan.items.iter().partition(|item| item.is_for_aspera());
    let mut notes = Vec::new();
    if !left_out.is_empty() {
        notes.push(Note::LeftOut(
            left_out.into_iter().map(|item| item.path.clone()).collect(),
        ));
    }
    if items.is_empty() {
        notes.push(Note::NothingToMove);
        return CommandText::empty(Tool::Ascp, notes);
    }
    let checksums = checksum::lines(items.iter().copied(), |item| account.md5(item));
    if plan.aspera_key.is_none() {
        notes.push(Note::KeyNeeded);
    }
    notes.push(Note::Source(account.account.source.clone()));
    if checksums.len() < items.len() {
        notes.push(Note::NotVerified(items.len() - checksums.len()));
    }
    if !checksums.is_empty() {
        notes.push(Note::RemoveWhatFailed);
    }
    let blocks = match items.as_slice() {
        [item] if keeps_name(account, item) => vec![one(plan, account, item, &checksums)],
        _ => many(plan, account, &items, checksums),
    };
    CommandText {
        tool: Tool::Ascp,
        blocks,
        link: None,
        notes,
    }
}

fn one(
    plan: &TransferPlan,
    account: &Account<AsperaAccount>,
    item: &PlanItem,
    checksums: &[String],
) -> Block {
    let AsperaAccount { user, host, .. } = &account.account;
    let source = quote::posix(&format!("{user}@{host}:{}", source(account, item)));
    let directory = item
        .local_path
        .rsplit_once('/')
        .map_or("", |(directory, _)| directory);
    let folder = quote::place(&plan.destination.join(directory));
    let check = checksum::inline(&plan.destination, checksums);
    let options = options(plan, account);
    Block::command("Fetch", format!("ascp {options} {source} {folder}/{check}"))
}

fn many(
    plan: &TransferPlan,
    account: &Account<AsperaAccount>,
    items: &[&PlanItem],
    checksums: Vec<String>,
) -> Vec<Block> {
    let pairs: Vec<String> = items
        .iter()
        .flat_map(|item| [source(account, item), item.local_path.clone()])
        .collect();
    let AsperaAccount { user, host, .. } = &account.account;
    let fetch = format!(
        "ascp {} --mode=recv --user={} --host={} --file-pair-list={LIST} {}",
        options(plan, account),
        quote::posix(user),
        quote::posix(host),
        quote::place(&plan.destination),
    );
    let saved = format!("{fetch}{}", checksum::saved(&plan.destination, &checksums));
    let mut files = vec![Block::file("Pairs of paths, there and here", LIST, &pairs)];
    if !checksums.is_empty() {
        files.push(Block::file("Checksums", checksum::FILE, &checksums));
    }
    let mut steps = vec![
        Step::reading(format!("cat > {LIST}"), pairs).or_stop(),
        Step::new(fetch),
    ];
    steps.extend(checksum::step(&plan.destination, checksums));

    let mut blocks = vec![Block::command("Fetch", script(&steps))];
    blocks.extend(files);
    blocks.push(Block::command("Fetch with the saved lists", saved));
    blocks
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

/// Says whether a file has the same name there and here: without a list, `ascp` cannot rename.
fn keeps_name(account: &Account<AsperaAccount>, item: &PlanItem) -> bool {
    let name = item.local_path.rsplit('/').next();
    name == Some(account.mirror.path_here(&item.path).name())
}
