//! Plans by the real tools, on a mirror of this machine.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::support::{Folder, SHELLS, Served, md5_of, nasty};
use crate::command::{Ran, command, run};
use crate::http_server::Answer;

#[test]
fn the_script_fetches_every_name_in_every_shell_and_leaves_nothing_else() {
    for shell in SHELLS {
        let (folder, served) = (Folder::new(), Served::new(&nasty()));
        let planned = folder.plan(&served, "script");
        assert_eq!(planned.code, 0, "{}", planned.words);
        assert_eq!(planned.out, "sh fetch.sh\n");
        let line = format!("{} fetch.sh", shell.join(" "));
        let before: BTreeSet<String> = folder.files("out").into_keys().collect();
        let ran = folder.run(shell, &line);
        assert_eq!(ran.code, 0, "{shell:?}\n{}\n{}", ran.out, ran.words);
        assert!(
            folder.files("out/igsr") == served.files,
            "{shell:?}\n{}\n{}",
            ran.out,
            ran.words
        );
        let made = folder.files("out").into_keys();
        let made: BTreeSet<String> = made.filter(|name| !name.starts_with("igsr/")).collect();
        assert_eq!(made, before, "{shell:?}");
        served.take_asked();
        let again = folder.run(shell, &line);
        assert_eq!(
            (again.code, served.take_asked()),
            (0, Vec::new()),
            "{shell:?}"
        );
    }
}

#[test]
fn each_tool_fetches_every_name() {
    for tool in ["wget", "curl", "aria2", "rclone", "lftp"] {
        let (folder, served) = (Folder::new(), Served::new(&nasty()));
        let planned = folder.plan(&served, tool);
        assert_eq!(planned.code, 0, "{tool}: {}", planned.words);
        let ran = folder.run(&["sh"], &planned.out);
        assert_eq!(
            ran.code,
            0,
            "{tool}\n{}\n{}{:?}",
            ran.out,
            ran.words,
            folder.failed()
        );
        assert_eq!(folder.files("out/igsr"), served.files, "{tool}");
    }
}

#[test]
fn a_corrupt_file_is_named_and_the_next_run_fetches_it_alone() {
    for tool in ["script", "wget", "curl", "aria2", "rclone", "lftp"] {
        let paths: Vec<String> = (0..20).map(|number| format!("d/file{number}")).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let is_healed = Arc::new(Mutex::new(false));
        let healed = Arc::clone(&is_healed);
        let served = Served::with(&paths, move |path, _, mut answer| {
            if path == "d/file7" && !*healed.lock().expect("no panic") {
                answer.body.iter_mut().take(5).for_each(|byte| *byte ^= 1);
            }
            answer
        });
        let folder = Folder::new();
        let planned = folder.plan(&served, tool);
        let ran = folder.run(&["sh"], &planned.out);
        assert_ne!(ran.code, 0, "{tool}: {}", ran.words);
        assert_eq!(
            folder.failed(),
            ["d/file7"],
            "{tool}\n{}\n{}",
            ran.out,
            ran.words
        );
        *is_healed.lock().expect("no panic") = true;
        served.take_asked();
        let again = folder.run(&["sh"], &planned.out);
        assert_eq!(again.code, 0, "{tool}\n{}\n{}", again.out, again.words);
        assert_eq!(folder.files("out/igsr"), served.files, "{tool}");
        assert_eq!(folder.failed(), [""; 0], "{tool}");
        if tool == "script" {
            assert_eq!(served.take_asked(), ["d/file7"]);
        }
    }
}

#[test]
fn where_a_mirror_fails_the_next_is_asked() {
    let broken = Served::with(&["a", "b"], |_, _, _| Answer::status(503));
    let served = Served::new(&["a", "b"]);
    let folder = Folder::new();
    let at = |path: &str, bytes: &[u8]| {
        format!(
            r#"{{"host":"h.org","path":"{path}","local_path":"{path}","md5":"{}","sources":[{{"mirror":"one","url":"{}{path}"}},{{"mirror":"two","url":"{}{path}"}}]}}"#,
            md5_of(bytes),
            broken.base,
            served.base
        )
    };
    let files: Vec<String> = served
        .files
        .iter()
        .map(|(path, bytes)| at(path, bytes))
        .collect();
    let manifest = format!(
        r#"{{"format":"igsr-fetch manifest","version":1,"date":"2026-11-30","files":[{}]}}"#,
        files.join(",")
    );
    let file = folder.join("manifest.json");
    fs::write(&file, manifest).expect("written");
    let out = folder.join("out");
    let words = [
        "plan",
        "--manifest",
        file.to_str().expect("UTF-8"),
        "--tool",
        "script",
    ];
    let planned = run(&[&words[..], &["--out", out.to_str().expect("UTF-8")]].concat());
    assert_eq!(planned.code, 0, "{}", planned.words);
    folder.program("curl", CURL_WITHOUT_TRIES);
    let line = format!("PATH={}:\"$PATH\" {}", folder.bin(), planned.out);
    let ran = folder.run(&["dash"], &line);
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.words);
    assert_eq!(folder.files("out/igsr"), served.files);
}

/// A `curl` that does not try again by itself: the rounds of the script are tried here.
const CURL_WITHOUT_TRIES: &str = "#!/bin/sh\nPATH=${PATH#*:} exec curl \"$@\" --retry 0\n";

#[test]
fn an_interrupted_script_goes_on_where_it_was() {
    let served = Served::with(&["long", "other"], |path, before, answer| {
        if path == "long" && before < 2 {
            answer.cut_after(300)
        } else {
            answer
        }
    });
    let folder = Folder::new();
    let planned = folder.plan(&served, "script");
    let manifest = folder.read("out/manifest.json");
    assert!(
        manifest.contains("\"size\":null"),
        "sizes are not known here"
    );
    let ran = folder.run(&["sh"], &planned.out);
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.words);
    assert_eq!(folder.files("out/igsr"), served.files);
}

#[test]
fn what_is_verified_is_counted_and_the_rest_is_named() {
    let (folder, served) = (Folder::new(), Served::new(&["a", "b/c", "d", "e"]));
    folder.plan(&served, "tsv");
    let there = folder.join("there");
    fs::create_dir_all(there.join("b")).expect("a folder");
    fs::create_dir_all(there.join("e")).expect("a folder");
    fs::write(there.join("a"), &served.files["a"]).expect("written");
    fs::write(there.join("b/c"), "other").expect("written");
    let manifest = folder.join("out/manifest.json");
    let verify = |folder: &Path, there: &Path| -> Ran {
        let mut command = command(&["verify", "--manifest"]);
        command.arg(&manifest).arg(there).current_dir(folder);
        command.output().expect("the command starts").into()
    };
    let ran = verify(&folder.0, &there);
    assert_eq!(ran.code, 4);
    assert_eq!(
        ran.out,
        "1 file verified by MD5, 1 missing, 1 wrong, 1 unreadable\n"
    );
    assert_eq!(folder.read("failed.txt"), "b/c\nd\ne\n");
    fs::remove_dir(there.join("e")).expect("removed");
    for (path, bytes) in &served.files {
        fs::write(there.join(path), bytes).expect("written");
    }
    let ran = verify(&folder.0, &there);
    assert_eq!((ran.code, &*ran.out), (0, "4 files verified by MD5\n"));
    assert!(!folder.join("failed.txt").exists());
}

#[test]
fn a_manifest_with_a_mistake_says_which_and_nothing_is_written() {
    let text = include_str!("../../fixtures/transfer/manifests.json");
    let cases: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let listed = |key: &str| cases[key].as_array().expect("a list").iter();
    let bad = listed("bad").map(|case| case["manifest"].to_string());
    let bad = bad.chain(["not json".to_owned(), String::new()]);
    let folder = Folder::new();
    let (manifest, out) = (folder.join("m.json"), folder.join("out"));
    let mut words = String::new();
    for case in bad {
        fs::write(&manifest, case).expect("written");
        let [manifest, out] = [&manifest, &out].map(|path| path.to_str().expect("UTF-8"));
        let ran = run(&[
            "plan",
            "--manifest",
            manifest,
            "--tool",
            "script",
            "--out",
            out,
        ]);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{}", ran.words);
        words += &ran.words.replace(manifest, "m.json");
    }
    assert!(!out.exists(), "nothing is written");
    for case in listed("good") {
        fs::write(&manifest, case.to_string()).expect("written");
        let [manifest, out] = [&manifest, &out].map(|path| path.to_str().expect("UTF-8"));
        let plan = [
            "plan",
            "--manifest",
            manifest,
            "--tool",
            "tsv",
            "--out",
            out,
        ];
        let ran = run(&plan);
        assert_eq!(ran.code, 0, "{case}: {}", ran.words);
        let again = folder.read("out/manifest.json");
        fs::write(manifest, &again).expect("written");
        run(&plan);
        assert_eq!(
            folder.read("out/manifest.json"),
            again,
            "what is written is read as it was"
        );
    }
    insta::assert_snapshot!(words);
}

/// Runs each task of an array as Slurm does, one after the other, and records the array.
const SBATCH: &str = r#"#!/bin/sh
for word in "$@"; do case $word in --array=*) array=${word#--array=} ;; esac; done
echo "$array" >>arrays.txt
for task in $(echo "${array%\%*}" | tr , ' '); do
  SLURM_ARRAY_TASK_ID=$task sh array.sbatch
done
"#;

#[test]
fn a_job_array_fetches_each_part_and_only_failed_parts_are_submitted_again() {
    let is_healed = Arc::new(Mutex::new(false));
    let healed = Arc::clone(&is_healed);
    let served = Served::with(&["a", "b", "c d", "e"], move |path, _, answer| {
        if path == "c d" && !*healed.lock().expect("no panic") {
            return Answer::status(404);
        }
        answer
    });
    let folder = Folder::new();
    let planned = folder.plan(&served, "slurm");
    assert_eq!(planned.out, "sh submit.sh\n");
    folder.program("sbatch", SBATCH);
    let line = format!("PATH={}:\"$PATH\" {}", folder.bin(), planned.out);
    folder.run(&["sh"], &line);
    assert_eq!(folder.read("out/failed.3.txt"), "c d\n");
    *is_healed.lock().expect("no panic") = true;
    folder.run(&["sh"], &line);
    assert_eq!(folder.read("out/arrays.txt"), "1,2,3,4%2\n3%2\n");
    let ran = folder.run(&["sh"], &line);
    assert!(ran.out.starts_with("All parts are done."), "{}", ran.out);
    assert_eq!(folder.files("out/igsr"), served.files);
    let checked = folder.run(&["sh"], "sh check.sh");
    assert_eq!(checked.code, 0, "{}", checked.words);
}

#[test]
fn workflows_name_each_part_once() {
    let (folder, served) = (Folder::new(), Served::new(&["a", "b"]));
    for tool in ["slurm", "snakemake", "nextflow"] {
        folder.plan(&served, tool);
    }
    let texts =
        ["Snakefile", "main.nf", "array.sbatch"].map(|name| folder.read(&format!("out/{name}")));
    insta::assert_snapshot!(texts.join("\n"));
}

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/static/snapshot");

/// Plans what a query finds in the list that ships.
fn plan_of_query(folder: &Folder, query: &str, more: &[&str]) -> Ran {
    let out = folder.join("out");
    let words = ["plan", "--snapshot", SHIPPED, "--query", query];
    run(&[&words[..], more, &["--out", out.to_str().expect("UTF-8")]].concat())
}

#[test]
fn a_file_of_the_list_has_its_checksum_and_each_place_that_has_it() {
    let folder = Folder::new();
    for (mirror, first) in [(None, "ena"), (Some("s3"), "s3"), (Some("ncbi"), "ncbi")] {
        let mirror = mirror.map_or(Vec::new(), |mirror| vec!["--mirror", mirror]);
        let more = [&["--tool", "script"], &mirror[..]].concat();
        let planned = plan_of_query(&folder, "NA12878 30x cram", &more);
        assert_eq!(
            (planned.code, &*planned.out),
            (0, "sh fetch.sh\n"),
            "{}",
            planned.words
        );
        let text = folder.read("out/manifest.json");
        let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let file = &manifest["files"][0];
        assert_eq!(file["md5"], "7b60651143aa1b18e807ced767886fd2");
        let sources = file["sources"].as_array().expect("a list").iter();
        let ids: Vec<&str> = sources
            .map(|source| source["mirror"].as_str().expect("an id"))
            .collect();
        assert_eq!(ids[0], first);
        let all: BTreeSet<&str> = ids.into_iter().collect();
        assert_eq!(all, BTreeSet::from(["ena", "ncbi", "s3"]));
    }
}

#[test]
fn a_tool_that_no_host_offers_is_refused_and_what_one_lacks_is_named() {
    let folder = Folder::new();
    let query = "NA12878 30x cram";
    let refused = plan_of_query(&folder, query, &["--tool", "globus", "--mirror", "s3"]);
    assert_eq!((refused.code, &*refused.out), (2, ""));
    assert!(
        refused
            .words
            .contains("globus is not offered for these files by Amazon S3")
    );
    assert!(!folder.join("out").exists(), "nothing is written");
    let offered = plan_of_query(&folder, query, &["--tool", "globus"]);
    assert_eq!(
        (offered.code, &*offered.out),
        (0, "sh run.sh\n"),
        "{}",
        offered.words
    );
    let some = plan_of_query(
        &folder,
        "chr22 phase 3 vcf",
        &["--tool", "aws", "--mirror", "s3"],
    );
    assert_eq!(some.code, 0, "{}", some.words);
    let none = plan_of_query(&folder, "geuvadis fastq HG00096", &["--tool", "s5cmd"]);
    assert_eq!(none.code, 2, "{}", none.words);
    let paths = folder.join("paths.txt");
    let list = "release/20130502/README_phase3_callset_20150220\nhttps://ftp.sra.ebi.ac.uk/vol1/x.fastq.gz\n";
    fs::write(&paths, list).expect("written");
    let [paths, out] =
        [&paths, &folder.join("out")].map(|path| path.to_str().expect("UTF-8").to_owned());
    let words = [
        "plan", "--paths", &paths, "--tool", "s5cmd", "--mirror", "s3", "--out", &out,
    ];
    let partly = run(&words);
    assert_eq!(partly.code, 4, "{}", partly.words);
    let reason = "x.fastq.gz is left out: no bucket of Amazon S3 is known to have it";
    assert!(partly.words.contains(reason), "{}", partly.words);
}

#[test]
fn a_file_that_cannot_be_part_of_a_plan_is_named_with_the_reason() {
    let folder = Folder::new();
    let long = "n".repeat(256);
    let lines = [
        "fine",
        "a\tb",
        &long,
        "x",
        "x/y",
        "https://ftp.sra.ebi.ac.uk/vol1/z.fastq.gz",
        "ftp.sra.ebi.ac.uk/w",
    ];
    fs::write(folder.join("paths.txt"), lines.join("\n")).expect("written");
    let at = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let (paths, out) = (at("paths.txt"), at("out"));
    let words = ["plan", "--paths", &paths, "--tool", "urls", "--out", &out];
    let ran = run(&words);
    assert_eq!(ran.code, 4, "{}", ran.words);
    insta::assert_snapshot!(ran.words.replace(&long, "n…"));
}

/// The programs that the script may use beside wget.
const PROGRAMS: [&str; 20] = [
    "awk", "cat", "cp", "cut", "df", "du", "env", "expr", "kill", "md5sum", "mkdir", "mktemp",
    "mv", "rm", "sed", "sh", "sleep", "tr", "wc", "xargs",
];

#[test]
fn the_script_does_without_curl_by_wget_and_by_that_of_busybox() {
    for of_busybox in [false, true] {
        let (folder, served) = (Folder::new(), Served::new(&nasty()));
        let planned = folder.plan(&served, "script");
        let bin = folder.join("only");
        fs::create_dir_all(&bin).expect("a folder");
        let place_of = |name: &str| {
            let place = ["/usr/bin", "/bin"].map(|folder| Path::new(folder).join(name));
            place.into_iter().find(|path| path.exists())
        };
        for name in PROGRAMS.iter().chain(&["wget"]) {
            let of_system = if of_busybox {
                place_of("busybox")
            } else {
                place_of(name)
            };
            let from = of_system.unwrap_or_else(|| panic!("{name} is here"));
            std::os::unix::fs::symlink(from, bin.join(name)).expect("a link");
        }
        let line = format!("PATH='{}'; {}", bin.display(), planned.out);
        let ran = folder.run(&["sh"], &line);
        assert_eq!(
            ran.code, 0,
            "busybox: {of_busybox}\n{}{}",
            ran.out, ran.words
        );
        assert!(
            folder.files("out/igsr") == served.files,
            "busybox: {of_busybox}"
        );
    }
}
