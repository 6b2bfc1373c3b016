//! `igsr-fetch plan`: chooses files, plans them, and writes what a tool needs.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::all::plan_all;
use super::args::PlanArgs;
use super::error::TransferError;
use super::files::{Chosen, OpenSnapshot, read_manifest, read_paths};
use super::mirror::mirror;
use super::subset;
use crate::catalogue::Catalogue;
use crate::cli::client::Client;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::say;
use crate::command::{Bundle, BundleOptions, BundleTool, SUBSET_RUN};
use crate::mirror::MirrorRegistry;
use crate::plan::{CitedDirectories, Manifest, PlanOptions, PlannedManifest, Plans, StandIns};
use crate::text::transfer::{MANIFEST_NAME, left_out, planned, refused_file, renamed_file};

/// Plans and writes.
pub(in crate::cli) fn plan(args: &PlanArgs) -> Result<Exit, CliError> {
    let registry = MirrorRegistry::built_in();
    let options = PlanOptions {
        destination: args.dest.clone(),
        aspera_key: args.key.clone(),
        globus_destination: String::new(),
    };
    if let Some(problem) = options.problems().first() {
        return Err(TransferError::Option(*problem).into());
    }
    let Some(tool) = args.tool else {
        return plan_all(args, &options);
    };
    check_shell(args, tool, &options)?;
    let (manifest, plans) = match &args.manifest {
        Some(path) => of_manifest(path, args, &registry, &options)?,
        None => of_files(args, &registry, &options)?,
    };
    let bundle_options = BundleOptions {
        destination: options.folder(),
        registry: &registry,
        shell: args.shell,
    };
    let mut bundle = tool.bundle(&manifest, &plans, &bundle_options);
    let without = bundle.left_out.iter().map(|group| group.paths.len());
    let has_none = !bundle.run.is_empty() && without.sum::<usize>() >= manifest.files.len();
    if bundle.files.is_empty() || has_none {
        return Err(TransferError::NotOffered {
            tool: tool.as_str(),
            mirror: mirror(args, &registry)?.name,
        }
        .into());
    }
    let subset = subset::of_arguments(args, &manifest, &registry, &options.folder())?;
    let is_whole_subset = subset
        .as_ref()
        .is_none_or(|subset| subset.left_out.is_empty());
    if let Some(subset) = subset {
        bundle.files.extend(subset.files);
        bundle.run = match bundle.run.as_str() {
            "" => SUBSET_RUN.to_owned(),
            fetch if fetch.contains(';') => format!("({fetch}) && {SUBSET_RUN}"),
            fetch => format!("{fetch} && {SUBSET_RUN}"),
        };
    }
    write(&args.out, &manifest, &bundle)?;
    say(&planned(&manifest.totals(), tool.as_str()));
    for group in &bundle.left_out {
        group
            .paths
            .iter()
            .for_each(|path| say(&left_out(path, group.reason)));
    }
    if !bundle.run.is_empty() {
        writeln!(io::stdout(), "{}", bundle.run).map_err(CliError::Output)?;
    }
    let is_whole = bundle.left_out.is_empty() && is_whole_subset && plans.refusals() == 0;
    Ok(if is_whole {
        Exit::Done
    } else {
        Exit::Incomplete
    })
}

/// Refuses a tool, and a destination, that there is not for the shell.
fn check_shell(
    args: &PlanArgs,
    tool: BundleTool,
    options: &PlanOptions,
) -> Result<(), TransferError> {
    if !tool.is_for(args.shell) {
        return Err(TransferError::Shell {
            tool: tool.as_str(),
            shell: args.shell.as_str(),
        });
    }
    if !options.folder_is_for(args.shell.system()) {
        return Err(TransferError::DestinationOnWindows(args.dest.clone()));
    }
    Ok(())
}

/// Takes a manifest as it is, unless another mirror is wanted.
fn of_manifest(
    path: &Path,
    args: &PlanArgs,
    registry: &MirrorRegistry,
    options: &PlanOptions,
) -> Result<(Manifest, Plans), CliError> {
    let mut manifest = read_manifest(path)?;
    let chosen = mirror(args, registry)?;
    let files = manifest.planned_files();
    let plans = Plans::new(&files, &chosen, registry, options);
    say_refused(&plans);
    if args.base_url.is_some() {
        manifest.fetch_from(&chosen, &registry.main_host());
    } else if args.mirror.is_some() {
        manifest.prefer(&chosen.id);
    }
    say_renamed(&manifest.rename_for(args.shell.system()));
    Ok((manifest, plans))
}

fn of_files(
    args: &PlanArgs,
    registry: &MirrorRegistry,
    options: &PlanOptions,
) -> Result<(Manifest, Plans), CliError> {
    let Chosen { files, snapshot } = choose(args, registry)?;
    let chosen = mirror(args, registry)?;
    let plans = Plans::new(&files, &chosen, registry, options);
    say_refused(&plans);
    let system = args.shell.system();
    let day = jiff::Zoned::now().date().to_string();
    let stand_ins = if args.base_url.is_some() {
        StandIns::None
    } else {
        StandIns::Mirrors
    };
    let planned = plans.to_manifest(registry, stand_ins, system, &day);
    let PlannedManifest {
        mut manifest,
        renamed,
    } = planned.map_err(|error| TransferError::Manifest {
        file: "the plan".to_owned(),
        error,
    })?;
    say_renamed(&renamed);
    manifest.snapshot = snapshot;
    manifest.cite(&CitedDirectories::of(&Catalogue::built_in()), registry);
    if manifest.files.is_empty() {
        let of = args.query.clone().unwrap_or_else(|| "the list".to_owned());
        return Err(TransferError::NoFiles(of).into());
    }
    Ok((manifest, plans))
}

/// Names the files that get another name than their own.
fn say_renamed(renamed: &[(String, String)]) {
    let lines = renamed.iter();
    lines.for_each(|(wanted, got)| say(&renamed_file(wanted, got)));
}

/// Names the files that cannot be part of a plan, with the reasons.
fn say_refused(plans: &Plans) {
    let of_plans = plans.all().iter().flat_map(|plan| &plan.refused);
    of_plans.for_each(|(path, refusal)| say(&refused_file(path, refusal)));
    let of_hosts = plans.refused().iter();
    of_hosts.for_each(|(at, refusal)| say(&refused_file(&at.path, refusal)));
}

fn choose(args: &PlanArgs, registry: &MirrorRegistry) -> Result<Chosen, CliError> {
    let open = |argument| OpenSnapshot::open(argument, Client::new(args.follow_other_host));
    let snapshot = args.snapshot.as_deref();
    match (&args.query, &args.paths) {
        (Some(query), _) => match snapshot {
            Some(argument) => open(argument)?.find(query),
            None => Err(TransferError::NoQuery.into()),
        },
        (None, Some(paths)) => {
            let chosen = read_paths(paths, args.md5.as_deref(), registry)?;
            match snapshot {
                Some(argument) => open(argument)?.complete(chosen),
                None => Ok(chosen),
            }
        }
        (None, None) => Err(TransferError::NoQuery.into()),
    }
}

/// Writes the manifest and the files of a tool. All are ready before the first is written.
fn write(folder: &Path, manifest: &Manifest, bundle: &Bundle) -> Result<(), CliError> {
    let fault = |path: &Path| {
        let name = path.display().to_string();
        move |error| CliError::Write { name, error }
    };
    let json = manifest
        .to_json()
        .map_err(|error| fault(folder)(io::Error::other(error)))?;
    fs::create_dir_all(folder).map_err(fault(folder))?;
    let files = bundle.files.iter();
    let files = files.map(|file| (file.name.as_str(), file.text.as_str()));
    for (name, text) in std::iter::once((MANIFEST_NAME, json.as_str())).chain(files) {
        let path = folder.join(name);
        fs::write(&path, text).map_err(fault(&path))?;
    }
    Ok(())
}
