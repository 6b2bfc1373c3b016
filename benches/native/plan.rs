//! Planning the transfer of a large selection, and writing its commands, beside the same lines written without any thought.

use std::fmt::Write as _;

use igsr_fetch::catalogue::RemoteFile;
use igsr_fetch::command::Tool;
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::{HostName, Mirror, MirrorId, MirrorRegistry, RemotePath};
use igsr_fetch::plan::{PlanItem, PlanOptions, PlannedFile, Plans};
use igsr_fetch::table::Md5;

use crate::process::milliseconds;
use crate::row::{Row, in_turn};

const FILES: usize = 100_000;

const ROUNDS: usize = 21;

/// Prints the rows.
pub(crate) fn measure() {
    let registry = MirrorRegistry::built_in();
    let options = PlanOptions::default();
    let (all, tenth) = (files(FILES), files(FILES / 10));
    let plan = |files: &[PlannedFile], mirror| Plans::new(files, mirror, &registry, &options);
    // The S3 bucket has another layout than the main site.
    for id in ["ebi", "s3"] {
        let mirror = registry.get_or_default(Some(&MirrorId(id.to_owned())));
        let (ours, theirs) = in_turn(
            ROUNDS,
            || milliseconds(|| plan(&all, mirror)),
            || milliseconds(|| addresses(&all, mirror)),
        );
        Row::new(
            format!("plan {FILES} files of two hosts, from {id}"),
            "ms",
            ours,
        )
        .beside("sorted, and addresses joined", theirs)
        .at_most(2.5)
        .write();
    }
    let mirror = registry.get_or_default(None);
    let (ours, once) = in_turn(
        ROUNDS,
        || milliseconds(|| plan(&all, mirror)),
        || milliseconds(|| plan(&tenth, mirror)),
    );
    Row::new(format!("plan {FILES} files"), "ms", ours)
        .beside("itself, a tenth of the files", once)
        .at_most(16.0)
        .write();
    let plans = plan(&all, mirror);
    let items: Vec<&PlanItem> = plans.all().iter().flat_map(|plan| &plan.items).collect();
    for tool in Tool::ALL {
        let (ours, theirs) = in_turn(
            ROUNDS,
            || milliseconds(|| tool.render(plans.all())),
            || milliseconds(|| lines(&items)),
        );
        Row::new(
            format!("write {} for {FILES} files", tool.as_str()),
            "ms",
            ours,
        )
        .beside("one line of addresses, one of MD5 a file", theirs)
        .at_most(10.0)
        .write();
    }
}

/// Sorts the files by their paths and joins the addresses and places, as a plain script would: nothing is checked.
fn addresses(files: &[PlannedFile], mirror: &Mirror) -> Vec<(String, String, u64)> {
    let mut sorted: Vec<&PlannedFile> = files.iter().collect();
    sorted.sort_by_key(|one| (&one.host, &one.file.path));
    let base = mirror.base_url.as_str();
    let of = |file: &&PlannedFile| {
        let path = file.file.path.as_str();
        let bytes = match file.file.size {
            Some(Size::Exact(bytes)) => bytes,
            _ => 0,
        };
        (format!("{base}{path}"), format!("igsr/{path}"), bytes)
    };
    sorted.iter().map(of).collect()
}

/// Writes what every tool needs, without any quoting: the addresses, and the checksums.
fn lines(items: &[&PlanItem]) -> String {
    let mut text = String::new();
    for item in items {
        text.push_str(&item.url);
        text.push('\n');
    }
    for item in items {
        if let Some(md5) = item.md5 {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{md5}  {}", item.local_path);
        }
    }
    text
}

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
                    size: Some(Size::Exact(size + number as u64)),
                    md5: Some(Md5([7; 16])),
                    ..RemoteFile::unknown(RemotePath::parse(&path).expect("a path"))
                },
            });
        }
    }
    files
}
