//! Globus: a link into its web app, and its command line.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::mirror::{GlobusCollection, RemotePath};
use crate::plan::{Account, Anchor, Destination, PlanItem, TransferPlan};
use crate::text::script as script_text;

use super::parts::{Notes, Part, Step, blocks, file_name, source_words};
use super::{Block, CommandText, Note, Tool, quote};

/// File name extension of batch files, one line for each file.
const LIST: &str = "globus.txt";

/// The page of the web app that shows two collections side by side.
const WEB_APP: &str = "https://app.globus.org/file-manager";

/// Characters left bare in a query value of the link: the unreserved set of RFC 3986, section 2.3.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The collection of the computer that runs the command.
const THIS_COMPUTER: &str = r#""$(globus endpoint local-id)""#;

/// Writes plans for Globus, which verifies checksums itself.
pub fn globus(plans: &[TransferPlan]) -> CommandText {
    let mut notes = Notes::default();
    let mut offered = notes.offered(plans, |plan| plan.globus.as_ref());
    let is_offered = !offered.is_empty();
    offered.retain(|(plan, _)| !plan.items.is_empty());
    let Some(&(first, collection)) = offered.first() else {
        return notes.nothing(Tool::Globus, is_offered || plans.is_empty());
    };
    for (plan, account) in &offered {
        notes.count(&plan.items, |item| account.md5(item));
        let source = &account.account.source;
        notes
            .sources
            .push(source_words(plan, plans.len() > 1, source));
    }
    // Globus itself removes a file that fails its check.
    notes.checks = false;
    let local = first.globus_destination.is_none();
    let local = local.then_some(Note::GlobusConnectPersonal);
    let link = (
        script_text::open_in_globus(&collection.account.name),
        link(first, collection),
    );
    let blocks = match &offered[..] {
        [(plan, account)] if let [item] = &plan.items[..] => vec![one(plan, account, item)],
        _ => {
            let parts = offered.iter().map(|(plan, account)| part(plan, account));
            blocks(
                script_text::TRANSFER,
                script_text::TRANSFER_WITH_LIST,
                parts.collect(),
            )
        }
    };
    CommandText {
        tool: Tool::Globus,
        blocks,
        link: Some(link),
        notes: notes.finish([Note::GlobusLogin].into_iter().chain(local)),
    }
}

/// Returns the parts of all hosts with a collection.
pub(super) fn parts(plans: &[TransferPlan]) -> Vec<Part<'_>> {
    let plans = plans.iter().filter(|plan| !plan.items.is_empty());
    let parts = plans.filter_map(|plan| Some(part(plan, plan.globus.as_ref()?)));
    parts.collect()
}

fn one(plan: &TransferPlan, account: &Account<GlobusCollection>, item: &PlanItem) -> Block {
    let source = format!(
        "{}{}",
        prefix(&account.account.root),
        account.mirror.path_here(&item.path)
    );
    let destination = plan.destination.join(&item.local_path);
    let checksum = account.md5(item);
    let checksum = checksum.map_or_else(String::new, |md5| format!(" --external-checksum {md5}"));
    let text = command(plan, account, &source, &globus_path(&destination)) + &checksum;
    Block::command(script_text::TRANSFER, text)
}

/// Returns the steps for the files of one collection.
fn part<'a>(plan: &'a TransferPlan, account: &Account<GlobusCollection>) -> Part<'a> {
    let mut lines = String::new();
    let items = plan.items.iter();
    items.for_each(|item| push_line(&mut lines, account, item));
    let (source, destination) = (prefix(&account.account.root), folder(&plan.destination));
    let transfer = command(plan, account, &source, &destination);
    let list = file_name(plan, LIST);
    Part {
        plan,
        files: vec![Block::file(script_text::BATCH, &list, lines)],
        saved: vec![format!("{transfer} --batch {list}")],
        check: String::new(),
        steps: vec![Step::reading(format!("{transfer} --batch -"), 0)],
    }
}

/// Adds a line of a batch, which `globus` splits by Python's `shlex`.
fn push_line(lines: &mut String, account: &Account<GlobusCollection>, item: &PlanItem) {
    if let Some(md5) = account.md5(item) {
        lines.push_str("--external-checksum ");
        md5.push_to(lines);
        lines.push(' ');
    }
    push_bare(lines, account.mirror.path_here(&item.path).as_str());
    lines.push(' ');
    push_bare(lines, &item.local_path);
    lines.push('\n');
}

/// Adds a relative path that cannot be read as an option; `globus` drops the `./` again.
fn push_bare(lines: &mut String, path: &str) {
    let dash = if path.starts_with('-') { "./" } else { "" };
    quote::push_python(lines, &[dash, path]);
}

/// Returns the command without its file arguments.
fn command(
    plan: &TransferPlan,
    account: &Account<GlobusCollection>,
    source: &str,
    destination: &str,
) -> String {
    let source = quote::posix(&format!("{}:{source}", account.account.id));
    let collection = plan.globus_destination.as_ref();
    let destination = match collection {
        Some(id) => quote::posix(&format!("{id}:{destination}")),
        None => format!(
            "{THIS_COMPUTER}{}",
            quote::posix(&format!(":{destination}"))
        ),
    };
    let label = script_text::globus_label(plan.items.len());
    format!("globus transfer {source} {destination} --sync-level checksum --label '{label}'")
}

/// Returns the path of a directory in a collection: it begins and ends with a slash.
fn prefix(directory: &RemotePath) -> String {
    if directory.is_root() {
        "/".to_owned()
    } else {
        format!("/{directory}/")
    }
}

/// Returns the path of a place in the receiving collection, where `/~/` is the home folder.
fn globus_path(place: &Destination) -> String {
    match place.anchor {
        Anchor::Here | Anchor::Home => format!("/~/{}", place.below),
        Anchor::Root => format!("/{}", place.below),
    }
}

fn folder(place: &Destination) -> String {
    let path = globus_path(place);
    if path.ends_with('/') {
        path
    } else {
        path + "/"
    }
}

/// Returns the link into the web app: the directory that holds all files, beside the destination if it is known.
fn link(plan: &TransferPlan, account: &Account<GlobusCollection>) -> String {
    let common = common_directory(
        plan.items
            .iter()
            .map(|item| account.mirror.path_here(&item.path)),
    );
    let mut origin = prefix(&account.account.root);
    if !common.is_root() {
        origin = format!("{origin}{common}/");
    }
    let mut query = vec![
        ("origin_id", account.account.id.clone()),
        ("origin_path", origin),
    ];
    if let Some(id) = &plan.globus_destination {
        query.push(("destination_id", id.clone()));
        query.push(("destination_path", folder(&plan.destination)));
    }
    query.push(("two_pane", "true".to_owned()));
    let pair =
        |(name, value): &(&str, String)| format!("{name}={}", utf8_percent_encode(value, QUERY));
    format!(
        "{WEB_APP}?{}",
        query.iter().map(pair).collect::<Vec<_>>().join("&")
    )
}

/// Returns the deepest directory that holds all files.
fn common_directory(paths: impl Iterator<Item = RemotePath>) -> RemotePath {
    paths
        .filter_map(|path| path.parent())
        .reduce(|common, directory| {
            let holds =
                |above: &RemotePath| directory == *above || directory.below(above).is_some();
            common.ancestors().find(holds).unwrap_or_default()
        })
        .unwrap_or_default()
}
