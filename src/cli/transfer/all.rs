//! `igsr-fetch plan --all`: a plan for each release, population and type of data, as files for a static host.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::args::PlanArgs;
use super::error::TransferError;
use super::files::OpenSnapshot;
use super::mirror::mirror;
use crate::catalogue::Catalogue;
use crate::cli::client::Client;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::say;
use crate::command::{BundleOptions, BundleTool, Shell};
use crate::mirror::MirrorRegistry;
use crate::plan::{
    CitedDirectories, Manifest, PlanOptions, PlannedFile, Plans, SnapshotId, StandIns, System,
};
use crate::snapshot::FileList;
use crate::text::transfer::planned_all;

/// What is written beside each manifest, and how its name ends.
const LISTS: [(BundleTool, &str); 3] = [
    (BundleTool::Aria2, "aria2.txt"),
    (BundleTool::Md5, "md5"),
    (BundleTool::Urls, "urls.txt"),
];

/// The list of all plans.
#[derive(Serialize)]
struct Index {
    format: &'static str,
    version: u32,
    snapshot: SnapshotId,
    plans: Vec<Entry>,
}

/// A plan in that list.
#[derive(Serialize)]
struct Entry {
    /// The beginning of the names of its files.
    name: String,
    release: String,
    /// Code of the population; none for files of several, or of none.
    population: Option<String>,
    data: String,
    files: usize,
    /// Bytes of the files whose sizes are known.
    bytes: u64,
    unknown_sizes: usize,
    with_md5: usize,
}

/// What the files of a plan have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    release: String,
    population: Option<String>,
    data: String,
}

/// Writes all plans. The same snapshot gives the same bytes.
pub(super) fn plan_all(args: &PlanArgs, options: &PlanOptions) -> Result<Exit, CliError> {
    let registry = MirrorRegistry::built_in();
    let argument: &OsStr = args.snapshot.as_deref().unwrap_or_default();
    let snapshot = OpenSnapshot::open(argument, Client::new(args.follow_other_host))?;
    let mut groups: BTreeMap<Group, Vec<PlannedFile>> = BTreeMap::new();
    for (number, file) in snapshot.all()? {
        if let Some(group) = group_of(snapshot.list(), number) {
            groups.entry(group).or_default().push(file);
        }
    }
    fs::create_dir_all(&args.out).map_err(write_error(&args.out))?;
    let writer = Writer {
        args,
        options,
        registry: &registry,
        cited: &CitedDirectories::of(&Catalogue::built_in()),
        snapshot: snapshot.id(),
    };
    let mut names = HashSet::new();
    let mut plans = Vec::new();
    for (group, files) in groups {
        let name = unique(&mut names, &group);
        plans.extend(writer.write(name, group, &files)?);
    }
    let (count, files) = (plans.len(), plans.iter().map(|plan| plan.files).sum());
    let index = Index {
        format: "igsr-fetch plans",
        version: 1,
        snapshot: writer.snapshot.clone(),
        plans,
    };
    let text = serde_json::to_string_pretty(&index);
    let text = text.map_err(|error| write_error(&args.out)(io::Error::other(error)))?;
    write(&args.out, "index.json", &(text + "\n"))?;
    say(&planned_all(count, files));
    Ok(Exit::Done)
}

/// Returns the plan that a file belongs to; none for tables and documents, and for files of no release or collection.
fn group_of(list: &FileList, file: u32) -> Option<Group> {
    let (columns, known) = (list.columns(), list.vocabulary());
    let file = file as usize;
    let place = |code: u8| usize::from(code).checked_sub(1);
    let release = known.collections.get(place(columns.collection[file])?)?;
    let kind = known.kinds.kinds.get(place(columns.kind[file])?)?;
    if !matches!(&*kind.data, "alignment" | "sequence" | "variants") {
        return None;
    }
    // An index goes with what it is of.
    let kind = match &*kind.id {
        "tbi" | "csi" => "vcf",
        "crai" => "cram",
        "bai" | "bas" => "bam",
        other => other,
    };
    let group = place(columns.group[file]).and_then(|place| known.kinds.groups.get(place));
    let population = place(columns.population[file]);
    let population = population.and_then(|place| known.populations.get(place));
    Some(Group {
        release: release.id.clone(),
        population: population.and_then(|one| one.codes.first().cloned()),
        data: group.map_or_else(|| kind.to_owned(), |group| format!("{}_{kind}", group.id)),
    })
}

/// Returns the name of a plan, safe in addresses and on all systems: `phase3-CEU-low_coverage_bam`.
fn unique(taken: &mut HashSet<String>, group: &Group) -> String {
    let population = group.population.as_deref().unwrap_or("all");
    let parts = [group.release.as_str(), population, &group.data].map(|part| {
        let is_safe = |letter: char| letter.is_ascii_alphanumeric() || "._".contains(letter);
        part.replace(|letter| !is_safe(letter), "_")
    });
    let mut name = parts.join("-");
    while !taken.insert(name.to_lowercase()) {
        name.push('_');
    }
    name
}

/// Writes plans to a folder.
struct Writer<'a> {
    args: &'a PlanArgs,
    options: &'a PlanOptions,
    registry: &'a MirrorRegistry,
    cited: &'a CitedDirectories,
    snapshot: SnapshotId,
}

impl Writer<'_> {
    /// Writes a plan and its lists; nothing if no file of it can be got.
    fn write(
        &self,
        name: String,
        group: Group,
        files: &[PlannedFile],
    ) -> Result<Option<Entry>, CliError> {
        let chosen = mirror(self.args, self.registry)?;
        let plans = Plans::new(files, &chosen, self.registry, self.options);
        let manifest = self.manifest(&plans)?;
        if manifest.files.is_empty() {
            return Ok(None);
        }
        let folder = &self.args.out;
        let json = manifest.to_json();
        let json = json.map_err(|error| write_error(folder)(io::Error::other(error)))?;
        write(folder, &format!("{name}.json"), &json)?;
        let options = BundleOptions {
            destination: self.options.folder(),
            registry: self.registry,
            shell: Shell::Posix,
        };
        for (tool, ending) in LISTS {
            let bundle = tool.bundle(&manifest, &plans, &options);
            if let Some(list) = bundle.files.first() {
                write(folder, &format!("{name}.{ending}"), &list.text)?;
            }
        }
        let totals = manifest.totals();
        Ok(Some(Entry {
            name,
            release: group.release,
            population: group.population,
            data: group.data,
            files: totals.files,
            bytes: totals.bytes,
            unknown_sizes: totals.unknown_sizes,
            with_md5: totals.with_md5,
        }))
    }

    fn manifest(&self, plans: &Plans) -> Result<Manifest, CliError> {
        let stand_ins = if self.args.base_url.is_some() {
            StandIns::None
        } else {
            StandIns::Mirrors
        };
        // The day of the list, not of today, so that the same list gives the same bytes.
        let day = &self.snapshot.date;
        // The names must do on every system that fetches from the host.
        let planned = plans.to_manifest(self.registry, stand_ins, System::Windows, day);
        let mut manifest = planned
            .map_err(|error| TransferError::Manifest {
                file: "the plan".to_owned(),
                error,
            })?
            .manifest;
        manifest.snapshot = Some(self.snapshot.clone());
        manifest.cite(self.cited, self.registry);
        Ok(manifest)
    }
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), CliError> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(write_error(&path))
}

fn write_error(path: &Path) -> impl FnOnce(io::Error) -> CliError {
    let name = path.display().to_string();
    move |error| CliError::Write { name, error }
}
