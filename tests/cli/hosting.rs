//! `examples/hosting/snapshot-weekly.yml`: what it tells operators to run, run against a server of this machine.

use std::path::PathBuf;

use crate::command::run;
use crate::server::{Answer, Server};

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/examples/hosting/snapshot-weekly.yml"
);
const SITE: &str = "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp";
const TREE: &[u8] = include_bytes!("../fixtures/snapshot/current.tree");
const PANEL: &[u8] = include_bytes!("../fixtures/table/phase3.panel");
const FAMILIES: &[u8] = include_bytes!("../fixtures/table/families.txt");
const RELATIVES: &[u8] = include_bytes!("../fixtures/table/relatives.txt");
const INDEX: &[u8] = include_bytes!("../fixtures/snapshot/1000G_2504_high_coverage.sequence.index");

/// The file, split in the workflow and what its comments say of a server of one's own.
fn parts() -> [String; 2] {
    let text = std::fs::read_to_string(FILE).expect("the example");
    let (workflow, comments) = text
        .split_once("# The same on a server")
        .expect("two parts");
    let lines = comments.lines().map(|line| line.trim_start_matches('#'));
    [workflow.to_owned(), lines.collect::<Vec<_>>().join("\n")]
}

/// The commands of a script in the words that a shell makes of them, without their program.
fn commands(script: &str) -> Vec<Vec<String>> {
    let joined = script.replace("\\\n", " ");
    let lines = joined.lines().map(str::trim);
    let of_ours = lines.filter_map(|line| {
        let (program, rest) = line.split_once(' ')?;
        let name = program.rsplit('/').next()?;
        (name == "igsr-fetch").then(|| shlex::split(rest).expect("words of a shell"))
    });
    of_ours.collect()
}

/// The words with this server for the site and this folder for the snapshot's.
fn here(command: &[String], site: &str, folder: &str) -> Vec<String> {
    let mut words: Vec<String> = command
        .iter()
        .map(|word| word.replace("$SITE", site))
        .collect();
    for place in 1..words.len() {
        if ["--out", "--snapshot"].contains(&&*words[place - 1]) {
            folder.clone_into(&mut words[place]);
        }
    }
    words
}

#[test]
fn the_commands_do_what_they_are_there_for() {
    let server = Server::start(|request, _| {
        let name = request.target.rsplit('/').next().unwrap_or_default();
        let body = match name {
            "current.tree" => TREE,
            "integrated_call_samples_v3.20130502.ALL.panel" => PANEL,
            "20130606_g1k_3202_samples_ped_population.txt" => FAMILIES,
            "20140625_related_individuals.txt" => RELATIVES,
            "1000G_2504_high_coverage.sequence.index"
            | "1000G_698_related_high_coverage.sequence.index" => INDEX,
            _ => return Answer::status(404),
        };
        Answer {
            body: body.to_vec(),
            ..Answer::status(200)
        }
    });
    let found = parts().map(|part| commands(&part));
    assert_eq!(found.each_ref().map(Vec::len), [2, 2]);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("weekly");
    std::fs::remove_dir_all(&folder).ok();
    let site = server.url("/vol1/ftp");
    let folder = folder.to_str().expect("a path");
    let [workflow, own] = found.map(|commands| {
        let here = |command: &Vec<String>| here(command, &site, folder);
        commands.iter().map(here).collect::<Vec<_>>()
    });
    assert_eq!(workflow, own, "both do the same");
    let written = run(&workflow[0]);
    assert_eq!(written.code, 0, "{}", written.words);
    assert_eq!(
        server.targets().len(),
        6,
        "one request a file: {:?}",
        server.targets()
    );
    let counted = run(&workflow[1]);
    assert_eq!(
        (counted.code, counted.out.as_str()),
        (0, "1\n"),
        "{}",
        counted.words
    );
}

#[test]
fn the_workflow_has_the_form_of_one() {
    let [workflow, own] = parts();
    assert!(
        workflow.contains(&format!("SITE: {SITE}\n")) && own.contains(&format!("SITE={SITE}\n"))
    );
    assert!(own.contains("#!/bin/sh\n"));
    let mut script_below = None;
    let mut keys = Vec::new();
    for line in workflow.lines().filter(|line| !line.trim().is_empty()) {
        let indent = line.len() - line.trim_start().len();
        if script_below.is_some_and(|below| indent > below) {
            continue;
        }
        script_below = None;
        assert!(!line.contains('\t') && indent % 2 == 0, "{line}");
        let item = line.trim_start();
        if item.starts_with('#') {
            continue;
        }
        let (inner, item) = match item.strip_prefix("- ") {
            Some(item) => (indent + 2, item),
            None => (indent, item),
        };
        let (key, value) = item.split_once(':').expect("a key");
        assert!(
            key.bytes()
                .all(|byte| byte.is_ascii_lowercase() || b"-_SITE".contains(&byte)),
            "{line}"
        );
        if value == " |" {
            script_below = Some(inner);
        } else {
            assert!(value.is_empty() || value.starts_with(' '), "{line}");
        }
        keys.push((inner, key.to_owned()));
    }
    let top: Vec<&str> = keys
        .iter()
        .filter(|(indent, _)| *indent == 0)
        .map(|(_, key)| &**key)
        .collect();
    assert_eq!(top, ["name", "on", "permissions", "concurrency", "jobs"]);
    assert!(
        keys.contains(&(4, "schedule".to_owned())) || keys.contains(&(2, "schedule".to_owned()))
    );
}
