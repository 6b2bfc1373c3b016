//! Reads the tables and writes the snapshot.

use std::time::Duration;

use super::args::SnapshotArgs;
use super::error::PlanError;
use super::plan::{Index, Plan, roots, short_name};
use super::publish::publish;
use crate::cli::client::Client;
use crate::cli::error::{CliError, Exit};
use crate::cli::input::{Input, name_of};
use crate::cli::output::say;
use crate::cli::rate_limit::RetryPolicy;
use crate::cli::source::Source;
use crate::common::calendar::date_time;
use crate::snapshot::{
    ImportSummary, Importer, SnapshotFiles, SnapshotManifest, SnapshotReader, bundled,
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
    let reader = SnapshotReader::new(text, "manifest.json")?;
    Ok(reader.manifest().clone())
}
