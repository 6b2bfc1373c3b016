//! How long it takes to plan the transfer of a large selection, and to write its commands.
//!
//! `cargo bench --no-default-features --bench plan`. It ends with 1 where a number is missed.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use igsr_fetch::catalogue::{Provenance, RemoteFile};
use igsr_fetch::command::Tool;
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::{HostName, MirrorId, MirrorRegistry, RemotePath};
use igsr_fetch::plan::{PlanOptions, PlannedFile, Plans};
use igsr_fetch::table::Md5;

/// Measurements of each number, of which the least counts: other work on the machine only adds to it.
const RUNS: usize = 15;

/// Files in the shapes of the site: alignments and their indexes at ENA, variant files on the main site.
fn files(count: usize) -> Vec<PlannedFile> {
    let (main, ena) = ("ftp.1000genomes.ebi.ac.uk", "ftp.sra.ebi.ac.uk");
    let (main, ena) = (HostName::new(main), HostName::new(ena));
    let mut files = Vec::with_capacity(count);
    for number in 0..count / 4 {
        let run = 3_239_276 + number;
        let alignment = format!(
            "run/ERR{}/ERR{run}/NA{:05}.final.cram",
            run / 10_000,
            number
        );
        let variants = format!(
            "data_collections/1000G_2504_high_coverage/working/2020{:04}_raw/{number:06}.chr22.vcf.gz",
            number / 100
        );
        for (host, path, size) in [
            (&ena, alignment.clone(), 15_000_000_000),
            (&ena, format!("{alignment}.crai"), 1_300_000),
            (&main, variants.clone(), 200_000_000),
            (&main, format!("{variants}.tbi"), 100_000),
        ] {
            files.push(PlannedFile {
                host: host.clone(),
                file: RemoteFile {
                    path: RemotePath::parse(&path).expect("a path"),
                    size: Some(Size::Exact(size + number as u64)),
                    modified: None,
                    md5: Some(Md5([7; 16])),
                    provenance: Provenance::Catalogue(String::new()),
                },
            });
        }
    }
    files
}

/// Returns the least of several measurements, in milliseconds.
fn milliseconds(mut run: impl FnMut()) -> f64 {
    let all = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1000.0
    });
    all.fold(f64::INFINITY, f64::min)
}

fn main() -> ExitCode {
    let registry = MirrorRegistry::built_in();
    let options = PlanOptions::default();
    let mut met = true;
    for (count, limit) in [(10_000, 20.0), (100_000, 150.0)] {
        let files = files(count);
        for id in ["ebi", "s3"] {
            let mirror = registry.get_or_default(Some(&MirrorId(id.to_owned())));
            let plan = || Plans::new(&files, mirror, &registry, &options);
            let taken = milliseconds(|| drop(black_box(plan())));
            let word = if taken <= limit { "ok" } else { "MISSED" };
            println!(
                "  plan of {count:>6} files from {id:<3}   {taken:>7.1} ms (at most {limit}) {word}"
            );
            met &= taken <= limit;
        }
        let plans = Plans::new(&files, registry.get_or_default(None), &registry, &options);
        for tool in Tool::ALL {
            let taken = milliseconds(|| drop(black_box(tool.render(plans.all()))));
            println!(
                "  {:<6} for {count:>6} files          {taken:>7.1} ms",
                tool.as_str()
            );
        }
    }
    if met {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
