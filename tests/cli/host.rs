//! Plans of a whole snapshot on a static host, fetched as people do: by curl and aria2.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use md5::{Digest, Md5};
use serde_json::Value;

use crate::command::{Ran, run};
use crate::http_server::{Answer, start};
use crate::snapshot::folder;

const BAM: &str =
    "phase3/data/NA06984/alignment/NA06984.chrom20.ILLUMINA.bwa.CEU.low_coverage.20120522.bam";

/// Files of two populations, and one of none.
const PATHS: [&str; 6] = [
    BAM,
    "phase3/data/NA06984/alignment/NA06984.chrom20.ILLUMINA.bwa.CEU.low_coverage.20120522.bam.bai",
    "phase3/data/NA06985/alignment/NA06985.chrom20.ILLUMINA.bwa.CEU.low_coverage.20120522.bam",
    "phase3/data/HG00096/alignment/HG00096.chrom20.ILLUMINA.bwa.GBR.low_coverage.20120522.bam",
    "release/20130502/ALL.chr22.phase3.genotypes.vcf.gz",
    "release/20130502/README_phase3",
];

fn content(path: &str) -> Vec<u8> {
    format!("content of {path}\n").into_bytes()
}

fn tree() -> String {
    let mut text = String::new();
    for path in PATHS {
        let bytes = content(path);
        let md5 = u128::from_be_bytes(Md5::digest(&bytes).into());
        let date = "Wed Jul 18 12:00:00 2012";
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            text,
            "ftp/{path}\tfile\t{}\t{date}\t{md5:032x}",
            bytes.len()
        );
    }
    text
}

/// Writes all plans of a small snapshot, whose files come from an address.
fn plan_all(above: &Path, out: &Path, base: &str) -> Ran {
    let [tree_file, snapshot] = ["current.tree", "made"].map(|name| above.join(name));
    fs::create_dir_all(above).expect("a folder");
    fs::write(&tree_file, tree()).expect("written");
    let [tree_file, snapshot, out] =
        [&tree_file, &snapshot, out].map(|path| path.to_str().expect("UTF-8"));
    let panel = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/table/phase3.panel"
    );
    let made = run(&[
        "snapshot", "--tree", tree_file, "--panel", panel, "--out", snapshot,
    ]);
    assert_eq!(made.code, 0, "{}", made.words);
    run(&[
        "plan",
        "--all",
        "--snapshot",
        snapshot,
        "--base-url",
        base,
        "--out",
        out,
    ])
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder");
    let file = |path: &Path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        (name.into_owned(), fs::read(path).expect("a file"))
    };
    entries
        .map(|entry| file(&entry.expect("an entry").path()))
        .collect()
}

#[test]
fn aria2_fetches_a_plan_from_a_static_host() {
    let above = folder("host");
    let plans = above.join("plans");
    let hosted = plans.clone();
    let port = start(move |request| {
        let target = request.target.as_str();
        let below = target.strip_prefix("/vol1/ftp/");
        let known = below.filter(|path| PATHS.contains(path)).map(content);
        let planned = || fs::read(hosted.join(target.strip_prefix("/plans/")?)).ok();
        match known.or_else(planned) {
            Some(body) => Answer {
                status: 200,
                body,
                ..Answer::default()
            },
            None => Answer::status(404),
        }
    });
    let base = format!("http://127.0.0.1:{port}/vol1/ftp/");
    let ran = plan_all(&above, &plans, &base);
    assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.words);
    let got = above.join("got");
    fs::create_dir_all(&got).expect("a folder");
    let line = format!(
        "curl -q -fsSL http://127.0.0.1:{port}/plans/phase3-CEU-low_coverage_bam.aria2.txt | aria2c --no-conf -j2 -c -V --auto-file-renaming=false -i -"
    );
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(&got);
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let ran: Ran = command.output().expect("the shell starts").into();
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.words);
    for path in &PATHS[..3] {
        assert_eq!(fs::read(got.join(path)).ok(), Some(content(path)), "{path}");
    }
    assert!(!got.join(PATHS[3]).exists(), "GBR has a plan of its own");
}

#[test]
fn all_plans_are_listed_and_the_same_snapshot_gives_the_same_bytes() {
    let above = folder("all_plans");
    let [one, other] = ["one", "other"].map(|name| above.join(name));
    let base = "http://127.0.0.1:1/vol1/ftp/";
    for out in [&one, &other] {
        let ran = plan_all(&above, out, base);
        assert_eq!(ran.code, 0, "{}", ran.words);
        assert!(
            ran.words.contains("3 plans written, of 5 files"),
            "{}",
            ran.words
        );
    }
    let written = files(&one);
    assert_eq!(written, files(&other));
    let index: Value = serde_json::from_slice(&written["index.json"]).expect("JSON");
    let plans = index["plans"].as_array().expect("a list");
    let told: Vec<_> = plans
        .iter()
        .map(|plan| {
            let text = |key: &str| plan[key].as_str().map(str::to_owned);
            let number = |key: &str| plan[key].as_u64();
            (
                text("name"),
                text("population"),
                number("files"),
                number("with_md5"),
            )
        })
        .collect();
    let row = |name: &str, population: Option<&str>, files| {
        let population = population.map(str::to_owned);
        (Some(name.to_owned()), population, Some(files), Some(files))
    };
    assert_eq!(
        told,
        [
            row("phase3-all-vcf", None, 1),
            row("phase3-CEU-low_coverage_bam", Some("CEU"), 3),
            row("phase3-GBR-low_coverage_bam", Some("GBR"), 1),
        ]
    );
    let names: Vec<&String> = written.keys().collect();
    assert_eq!(names.len(), 1 + 3 * 4, "{names:?}");
    let json = String::from_utf8_lossy(&written["phase3-CEU-low_coverage_bam.json"]);
    let manifest = igsr_fetch::plan::Manifest::parse(&json).expect("a manifest");
    assert_eq!(manifest.files.len(), 3);
}
