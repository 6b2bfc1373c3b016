//! Engines for clusters and workflows: each runs the script that fetches, once for each part of the files, and again for parts that failed.
//!
//! The forms: manual of `sbatch`, Snakemake's “Writing Workflows” and Nextflow's “Processes” (read November 2026).

use super::bundle::{Bundle, BundleOptions};
use super::sample_sheet::{self, sample_sheet};
use super::script;
use crate::plan::Manifest;

/// Most parts: 1,001 is Slurm's default `MaxArraySize`, and its array begins with 1 here.
const MOST_PARTS: usize = 1000;

/// Parts at once. Each has one connection to a host, and hosts take two.
const AT_ONCE: usize = 2;

/// What a node's shell runs for a part, which `PART` stands for.
const RUN_PART: &str =
    "IGSR_FETCH_PART=PART IGSR_FETCH_PARTS=NUMBER_OF_PARTS IGSR_FETCH_CONNECTIONS=1 sh fetch.sh";

/// Writes a job array for Slurm, and the script that submits it: all parts at first, later those that failed or were not run.
pub(super) fn slurm(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let fill = |text: &str| fill(text, manifest, "$SLURM_ARRAY_TASK_ID");
    with_script(manifest, options)
        .with("array.sbatch", fill(include_str!("script/array.sbatch")))
        .with("submit.sh", fill(include_str!("script/submit.sh")))
        .run("sh submit.sh".to_owned())
}

/// Writes a workflow for Snakemake.
pub(super) fn snakemake(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let text = fill(
        include_str!("script/Snakefile"),
        manifest,
        "{wildcards.part}",
    );
    with_script(manifest, options)
        .with("Snakefile", text)
        .run(format!("snakemake --cores {AT_ONCE} --keep-going"))
}

/// Writes a workflow for Nextflow, DSL 2, and of reads the sheet that nf-core's pipelines take when all is fetched.
pub(super) fn nextflow(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let text = fill(include_str!("script/main.nf"), manifest, "${part}");
    let sheet = sample_sheet(manifest, &options.destination);
    let bundle = with_script(manifest, options).with("main.nf", text);
    let bundle = match sheet {
        Some(sheet) => bundle.with(sample_sheet::NAME, sheet),
        None => bundle,
    };
    bundle.run("nextflow run main.nf -resume".to_owned())
}

fn with_script(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let check = script::check(manifest, options);
    script::script(manifest, options).with(script::CHECK_NAME, check)
}

/// Puts the numbers into a text, and what an engine calls the part that a task is for.
fn fill(text: &str, manifest: &Manifest, part: &str) -> String {
    let parts = manifest.files.len().clamp(1, MOST_PARTS).to_string();
    text.replace(
        "RUN_PART",
        &RUN_PART.replace("=PART ", &format!("={part} ")),
    )
    .replace("NUMBER_OF_PARTS", &parts)
    .replace("PARTS_AT_ONCE", &AT_ONCE.to_string())
}
