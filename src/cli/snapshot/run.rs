//! Reads the tables and writes the snapshot.

use std::time::Duration;

use super::args::SnapshotArgs;
use super::error::PlanError;
use super::plan::{Index, Plan, short_name};
use super::publish::publish;
use crate::catalogue::Catalogue;
use crate::cli::client::Client;
use crate::cli::error::{CliError, Exit};
use crate::cli::input::{Input, name_of};
use crate::cli::output::say;
use crate::cli::rate_limit::RetryPolicy;
use crate::cli::source::Source;
use crate::common::calendar::date_time;
use crate::mirror::{Availability, HostPath, MirrorRegistry, Roots};
use crate::snapshot::{ImportSummary, Importer, SnapshotFiles, SnapshotManifest, SnapshotReader};
use crate::table::TableSummary;
use crate::text::SnapshotReport;
use crate::text::cli::message;

/// Writes a snapshot.
pub(in crate::cli) fn snapshot(args: &SnapshotArgs) -> Result<Exit, CliError> {
    let mut report = SnapshotReport::default();
    let (files, gathered) = gather(args, &Plan::new(args)?, &mut report)?;
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
    let mut gatherer = match &plan.tree {
        Some(tree) => read_tree(plan, tree, &mut input, report)?,
        None => Importer::curated(plan.roots.clone())?,
    };
    for source in &plan.samples {
        let bytes = input.read(source)?;
        let (form, summary) = gatherer
            .add_samples(&bytes)
            .map_err(|error| not_a_table(source, error))?;
        let cut = is_cut(&bytes, &summary);
        report.table(&short_name(source), form.as_str(), &summary, cut);
    }
    for source in &plan.populations {
        let bytes = input.read(source)?;
        let summary = gatherer
            .add_populations(&bytes)
            .map_err(|error| not_a_table(source, error))?;
        let cut = is_cut(&bytes, &summary);
        report.table(&short_name(source), "populations", &summary, cut);
    }
    for index in &plan.indexes {
        add_index(&mut gatherer, &mut input, index, report)?;
    }
    for table in &plan.facts {
        add_facts(&mut gatherer, &mut input, table, report)?;
    }
    let date = match (args.date, &plan.tree) {
        (Some(date), _) => date.to_string(),
        (None, None) => Catalogue::built_in().as_of().to_owned(),
        (None, Some(_)) => {
            let newest = gatherer.newest().and_then(day_of);
            newest.ok_or(PlanError::NoDate)?.to_string()
        }
    };
    Ok(gatherer.finish(&plan.source, &date)?)
}

fn read_tree(
    plan: &Plan,
    tree: &Source,
    input: &mut Input,
    report: &mut SnapshotReport,
) -> Result<Importer, CliError> {
    let start = || Importer::new(plan.roots.clone());
    let mut gatherer = input.stream(tree, start, |gatherer, piece| {
        gatherer.push_tree(piece);
    })?;
    let rows = gatherer.end_tree();
    if rows.rows == 0 {
        return Err(CliError::NotATree {
            name: name_of(tree),
            first: rows.first_skipped.first().cloned(),
        });
    }
    report.tree(&short_name(tree), &rows, gatherer.tree_is_cut());
    Ok(gatherer)
}

/// Adds a table of facts. A file of which its mirror has another version today was there once, and is left out.
fn add_facts(
    gatherer: &mut Importer,
    input: &mut Input,
    from: &Source,
    report: &mut SnapshotReport,
) -> Result<(), CliError> {
    let bytes = input.read(from)?;
    let registry = MirrorRegistry::built_in();
    let gone = |at: &HostPath| {
        let mirror = registry.mirror_of(&at.host);
        let found = mirror.map(|mirror| mirror.availability(&mirror.path_on_site(&at.path)));
        matches!(found, Some(Availability::OtherVersion { .. }))
    };
    let summary = gatherer
        .add_facts(&bytes, &Roots::of_each(&registry), gone)
        .map_err(|error| not_a_table(from, error))?;
    let cut = is_cut(&bytes, &summary);
    report.table(&short_name(from), "facts about files", &summary, cut);
    Ok(())
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
