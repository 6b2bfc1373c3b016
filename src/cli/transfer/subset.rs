//! Regions and samples that `igsr-fetch plan` cuts out of variant files.

use super::args::PlanArgs;
use super::error::TransferError;
use super::files::{OpenSnapshot, read_text};
use crate::catalogue::{Catalogue, Contigs, SampleFilter, SampleList};
use crate::cli::client::Client;
use crate::cli::error::CliError;
use crate::cli::output::say;
use crate::command::{Region, Subset, SubsetBundle, is_variant_file, subset};
use crate::mirror::MirrorRegistry;
use crate::plan::{Destination, Manifest};
use crate::text::transfer::not_in_region;

/// Writes what cuts the region and the samples that the arguments name; nothing if they name none.
pub(super) fn of_arguments(
    args: &PlanArgs,
    manifest: &Manifest,
    registry: &MirrorRegistry,
    destination: &Destination,
) -> Result<Option<SubsetBundle>, CliError> {
    if args.region.is_none() && args.samples.is_none() && args.population.is_none() {
        return Ok(None);
    }
    if !manifest.files.iter().any(is_variant_file) {
        return Err(TransferError::NoVariants.into());
    }
    let contigs = Contigs::built_in();
    let region = args.region.as_ref().map(|text| {
        Region::parse(text, &contigs).map_err(|error| TransferError::Region {
            text: text.clone(),
            error,
        })
    });
    let wanted = Subset {
        region: region.transpose()?,
        samples: samples(args, manifest, &contigs, registry)?,
    };
    let main = registry.main_host();
    let bundle = subset(manifest, &wanted, &contigs, &main, destination);
    for (path, reason) in &bundle.left_out {
        say(&not_in_region(path, reason));
    }
    if bundle.files.is_empty() {
        let region = args.region.clone().unwrap_or_default();
        return Err(TransferError::NotInRegion(region).into());
    }
    Ok(Some(bundle))
}

fn samples(
    args: &PlanArgs,
    manifest: &Manifest,
    contigs: &Contigs,
    registry: &MirrorRegistry,
) -> Result<Vec<String>, CliError> {
    if let Some(file) = &args.samples {
        let (name, text) = read_text(file)?;
        let names = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let names: Vec<String> = names
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        return if names.is_empty() {
            Err(TransferError::EmptySamples(name).into())
        } else {
            Ok(names)
        };
    }
    let (Some(code), Some(snapshot)) = (&args.population, &args.snapshot) else {
        return Ok(Vec::new());
    };
    let open = OpenSnapshot::open(snapshot, Client::new(args.follow_other_host))?;
    of_population(code, open.samples(), manifest, contigs, registry)
}

/// Returns the samples of a population that the variant files have, as far as the list of samples tells. The script looks up each file's own.
fn of_population(
    code: &str,
    list: &SampleList,
    manifest: &Manifest,
    contigs: &Contigs,
    registry: &MirrorRegistry,
) -> Result<Vec<String>, CliError> {
    let catalogue = Catalogue::built_in();
    let table = catalogue.populations();
    let (filter, rest) = SampleFilter::parse(code, table);
    let is_one = filter.populations.len() + filter.superpopulations.len() == 1;
    if !rest.is_empty() || !is_one {
        return Err(TransferError::Population(code.to_owned()).into());
    }
    let main = registry.main_host();
    let files = manifest.files.iter().filter(|file| is_variant_file(file));
    let rules = files.map(|file| contigs.rule(&file.path).filter(|_| file.host == main));
    let cohorts: Vec<_> = rules
        .map(|rule| rule.and_then(|rule| rule.cohort))
        .collect();
    let places = list.select(&filter, table);
    let samples = places.iter().filter_map(|place| list.sample(*place));
    let is_in_a_file = |sample: &&crate::catalogue::Sample| {
        let mut cohorts = cohorts.iter();
        cohorts.any(|cohort| cohort.is_none_or(|cohort| sample.is_in(cohort)))
    };
    let names: Vec<String> = samples
        .filter(is_in_a_file)
        .map(|sample| sample.name.to_string())
        .collect();
    if names.is_empty() {
        return Err(TransferError::NoSamples(code.to_owned()).into());
    }
    Ok(names)
}
