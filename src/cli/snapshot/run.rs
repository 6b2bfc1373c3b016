//! Reads the tables and writes the snapshot, so that a reader never meets half of it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::{PlanError, SnapshotArgs};
use super::plan::{Index, Plan, roots, short_name};
use crate::cli::client::Client;
use crate::cli::error::{CliError, Exit};
use crate::cli::input::{Input, name_of};
use crate::cli::output::say;
use crate::cli::rate_limit::RetryPolicy;
use crate::cli::source::Source;
use crate::common::calendar::date_time;
use crate::snapshot::{
    ImportSummary, Importer, PartName, SnapshotFiles, SnapshotManifest, bundled,
};
use crate::table::TableSummary;
use crate::text::SnapshotReport;
use crate::text::cli::message;

/// Writes a snapshot.
pub(in crate::cli) fn snapshot(args: &SnapshotArgs) -> Result<Exit, CliError> {
    let mut report = SnapshotReport::default();
    let (files, gathered) = match &args.tree {
        Some(tree) => gather(args, &Plan::new(args, tree)?, &mut report)?,
        None => bundled(roots(&args.host)?)?,
    };
    let manifest = manifest_of(&files)?;
    report.snapshot(&manifest, &gathered);
    publish(&args.out, &files)?;
    let bytes: usize = files.0.iter().map(|file| file.bytes.len()).sum();
    report.written(&args.out.display().to_string(), bytes, files.0.len());
    say(&report.text);
    if report.incomplete {
        say(&message(
            "a table is not whole; what could be read of it was taken",
        ));
        return Ok(Exit::Incomplete);
    }
    Ok(Exit::Done)
}

/// Reads all tables.
fn gather(
    args: &SnapshotArgs,
    plan: &Plan,
    report: &mut SnapshotReport,
) -> Result<(SnapshotFiles, ImportSummary), CliError> {
    let manners = RetryPolicy {
        delay: Duration::ZERO,
        retries: args.retries,
        retry_wait: Duration::from_millis(args.retry_wait),
    };
    let mut input = Input::new(Client::new(args.follow_other_host), manners);
    let start = || Importer::new(plan.roots.clone());
    let mut gatherer = input.stream(&plan.tree, start, |gatherer, piece| {
        gatherer.push_tree(piece);
    })?;
    let tree = gatherer.end_tree();
    if tree.rows == 0 {
        return Err(CliError::NotATree {
            name: name_of(&plan.tree),
            first: tree.first_skipped.first().cloned(),
        });
    }
    report.tree(&short_name(&plan.tree), &tree, gatherer.tree_is_cut());
    for source in &plan.samples {
        let bytes = input.read(source)?;
        let (form, summary) = gatherer
            .add_samples(&bytes)
            .map_err(|error| not_a_table(source, error))?;
        let cut = is_cut(&bytes, &summary);
        report.table(&short_name(source), form.as_str(), &summary, cut);
    }
    for index in &plan.indexes {
        add_index(&mut gatherer, &mut input, index, report)?;
    }
    let date = args.date.or_else(|| day_of(gatherer.newest()?));
    let date = date.ok_or(PlanError::NoDate)?.to_string();
    Ok(gatherer.finish(&plan.source, &date)?)
}

fn add_index(
    gatherer: &mut Importer,
    input: &mut Input,
    index: &Index,
    report: &mut SnapshotReport,
) -> Result<(), CliError> {
    let bytes = input.read(&index.from)?;
    let name = name_of(&index.from);
    let collection = index.collection.as_deref();
    let of = collection.map(str::to_owned);
    let of = of.or_else(|| gatherer.collection_of(&name));
    let of = of.map_or_else(
        || "index of no known data collection".to_owned(),
        |id| format!("index of {id}"),
    );
    let summary = gatherer
        .add_index(&name, collection, &bytes)
        .map_err(|error| not_a_table(&index.from, error))?;
    let cut = is_cut(&bytes, &summary);
    report.table(&short_name(&index.from), &of, &summary, cut);
    Ok(())
}

fn not_a_table(source: &Source, error: crate::table::TableError) -> CliError {
    CliError::Table {
        name: name_of(source),
        error,
    }
}

/// Returns whether a table ends within a row that could not be read.
fn is_cut(bytes: &[u8], summary: &TableSummary) -> bool {
    let last = summary.first_skipped.last();
    !bytes.ends_with(b"\n") && last.is_some_and(|row| row.line == summary.lines)
}

fn day_of(seconds: i64) -> Option<jiff::civil::Date> {
    date_time(seconds).map(jiff::civil::DateTime::date)
}

/// Reads the manifest back: what it says is what readers will see.
fn manifest_of(files: &SnapshotFiles) -> Result<SnapshotManifest, CliError> {
    let text = files.0.first().map_or(&b""[..], |file| &file.bytes);
    let reader = crate::snapshot::SnapshotReader::new(text, "manifest.json")?;
    Ok(reader.manifest().clone())
}

/// Writes the files beside the folder, moves them into it, the manifest last, and removes the parts that were there before.
fn publish(folder: &Path, files: &SnapshotFiles) -> Result<(), CliError> {
    let beside = beside(folder);
    let result = write_all(&beside, folder, files);
    // What is left of it is of no use; that it cannot be removed is no other fault than the first.
    let _ = fs::remove_dir_all(&beside);
    result
}

fn write_all(beside: &Path, folder: &Path, files: &SnapshotFiles) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|error| fault(folder, error))?;
    fs::create_dir(beside).map_err(|error| fault(beside, error))?;
    for file in &files.0 {
        let path = beside.join(&file.name);
        let written = File::create(&path).and_then(|mut out| {
            out.write_all(&file.bytes)?;
            out.sync_all()
        });
        written.map_err(|error| fault(&path, error))?;
    }
    // The manifest is the first of the files, and names the others.
    for file in files.0.iter().rev() {
        let to = folder.join(&file.name);
        fs::rename(beside.join(&file.name), &to).map_err(|error| fault(&to, error))?;
    }
    remove_old(folder, files).map_err(|error| fault(folder, error))
}

/// Returns a folder beside another that no other run uses.
fn beside(folder: &Path) -> PathBuf {
    // `.` and `..` have no name of their own.
    let whole = folder.canonicalize();
    let whole = whole.as_deref().unwrap_or(folder);
    let mut name = OsString::from(".");
    name.push(whole.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    whole.with_file_name(name)
}

fn remove_old(folder: &Path, files: &SnapshotFiles) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| is_part(name)) else {
            continue;
        };
        if files.0.iter().all(|file| file.name != name) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Returns whether a file has the name of a part: `sizes-0123456789ab.bin`.
fn is_part(name: &str) -> bool {
    let Some((part, digest)) = name
        .strip_suffix(".bin")
        .and_then(|name| name.split_once('-'))
    else {
        return false;
    };
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    PartName::ALL.iter().any(|known| known.as_str() == part)
        && digest.len() == 12
        && digest.bytes().all(is_digit)
}

fn fault(path: &Path, error: io::Error) -> CliError {
    CliError::Write {
        name: path.display().to_string(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_have_the_names_of_parts() {
        for (name, part) in [
            ("sizes-0123456789ab.bin", true),
            ("directories-abcdefabcdef.bin", true),
            ("manifest.json", false),
            ("sizes-0123456789AB.bin", false),
            ("sizes-0123456789ab0.bin", false),
            ("mine-0123456789ab.bin", false),
            ("sizes-0123456789ab", false),
        ] {
            assert_eq!(is_part(name), part, "{name}");
        }
    }
}
