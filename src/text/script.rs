//! Words in the commands that are made of plans, and the titles of their parts.

use crate::plan::{Manifest, Totals};

/// Title of the command that gets the files.
pub const FETCH: &str = "Fetch";
/// Title of the same with lists that were saved.
pub const FETCH_WITH_LISTS: &str = "Fetch with the saved lists";
/// Title of the Globus command.
pub const TRANSFER: &str = "Transfer";
/// Title of the same with a batch that was saved.
pub const TRANSFER_WITH_LIST: &str = "Transfer with the saved list";
/// What a script says that hands files to Globus.
pub const CHECK_LATER: &str = "Globus carries this out by itself. When it says that the task is done, run this where the files are: sh check.sh";
/// Title of the list of addresses.
pub const ADDRESSES: &str = "Addresses";
/// Title of the list of checksums.
pub const CHECKSUMS: &str = "Checksums";
/// Title of the batch of Globus.
pub const BATCH: &str = "Batch";
/// Title of ascp's list of paths.
pub const PATH_PAIRS: &str = "Pairs of paths, there and here";

/// Lines at the head of a script that cuts regions: why it does so in files that were fetched.
pub const REMOTE_RANGES: &str = "It cuts parts out of files that were fetched. Over the network, tabix can give less than there is and say nothing,
and IGSR asks to fetch files rather than ranges: many ranges look like an attack to its firewall, which then refuses you.
Records are kept that overlap the region.
";

/// Returns the lines at the head of a script: what it fetches, how it is run again, what to cite.
pub fn about(manifest: &Manifest) -> String {
    let totals = manifest.totals();
    let mut text = format!(
        "1000 Genomes data: {}, {}. Planned by igsr-fetch on {}.\n",
        files(totals.files),
        size(totals),
        manifest.date
    );
    if let Some(snapshot) = &manifest.snapshot {
        text.extend(["List of files: ", &snapshot.source, ", ", &snapshot.date]);
        text.extend([", MD5 ", &snapshot.digest, "\n"]);
    }
    if let Some(permalink) = &manifest.permalink {
        text.extend(["The same selection: ", permalink, "\n"]);
    }
    for citation in &manifest.citations {
        text.extend(["Cite: ", &citation.text, " ", &citation.url, "\n"]);
    }
    for address in &manifest.reuse {
        text.extend(["How the data may be used: ", address, "\n"]);
    }
    text.push_str("Run it again after an interruption or a failure: it fetches only what is missing or wrong.\n");
    text
}

/// Says what a command does that goes through a directory.
pub fn recursive_words(depth: u8, gigabytes: u8) -> String {
    format!(
        "Gets the directory and up to {depth} levels of directories below it, nothing above or beside it; waits a second between requests, ends after {gigabytes} GB, goes on where it stopped when it is run again, and keeps no index pages."
    )
}

/// Returns the label of the link into Globus' web app.
pub fn open_in_globus(collection: &str) -> String {
    format!("Open {collection} in Globus")
}

/// Returns the label of a Globus task.
pub fn globus_label(number: usize) -> String {
    format!("IGSR {}", files(number))
}

/// Returns the heading of a host's part in a script: `EBI, ftp.example.org: 2 files, 1.2 GB`.
pub fn host_heading(name: &str, host: &str, totals: Totals) -> String {
    let host = if name == host {
        String::new()
    } else {
        format!(", {host}")
    };
    format!("{name}{host}: {}, {}", files(totals.files), size(totals))
}

fn files(number: usize) -> String {
    let word = if number == 1 { "file" } else { "files" };
    format!("{number} {word}")
}

/// Writes a total in SI units, rounded up, so that it never promises too little: `about 1.2 GB`.
fn size(totals: Totals) -> String {
    let estimated = totals.estimate.files > 0;
    if totals.unknown_sizes == totals.files && !estimated {
        return "size unknown".to_owned();
    }
    let (mut tenths, mut unit) = (u128::from(totals.likely_bytes()) * 10, "bytes");
    for larger in ["kB", "MB", "GB", "TB", "PB"] {
        if tenths < 10_000 {
            break;
        }
        (tenths, unit) = (tenths.div_ceil(1000), larger);
    }
    let sure = match totals {
        Totals { exact: true, .. } => "",
        _ if totals.without_estimate() == 0 => "about ",
        _ => "at least ",
    };
    let mark = if estimated { " (estimated)" } else { "" };
    match tenths % 10 {
        0 => format!("{sure}{} {unit}{mark}", tenths / 10),
        tenth => format!("{sure}{}.{tenth} {unit}{mark}", tenths / 10),
    }
}
