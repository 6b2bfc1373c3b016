//! `igsr-fetch snapshot`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::command::{Ran, command, run, run_input};
use crate::server::{Answer, Server};

pub(crate) const TREE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/snapshot/current.tree"
);
pub(crate) const INDEX: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/snapshot/1000G_2504_high_coverage.sequence.index"
);
const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/table/");

/// An empty folder that is not there yet, in one of its own.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("cli_snapshot")
        .join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).expect("a folder");
    folder.join("snapshot")
}

/// Runs `igsr-fetch snapshot` into a folder.
fn write(out: &Path, args: &[&str]) -> Ran {
    run(&line(out, args))
}

fn line(out: &Path, args: &[&str]) -> Vec<String> {
    let mut words = vec!["snapshot".to_owned(), "--out".to_owned()];
    words.push(out.to_str().expect("a path").to_owned());
    words.extend(args.iter().map(ToString::to_string));
    words
}

/// All files of a folder by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(path).expect("a file"))
        })
        .collect()
}

fn manifest(folder: &Path) -> serde_json::Value {
    let text = fs::read(folder.join("manifest.json")).expect("a manifest");
    serde_json::from_slice(&text).expect("JSON")
}

fn table(name: &str) -> String {
    format!("{TABLES}{name}")
}

#[test]
fn all_tables_become_a_snapshot_and_a_report() {
    let out = folder("all");
    let (panel, families) = (table("phase3.panel"), table("families.txt"));
    let ran = write(
        &out,
        &[
            "--tree",
            TREE,
            "--panel",
            &panel,
            "--samples",
            &families,
            "--index",
            INDEX,
        ],
    );
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.words);
    let words = ran.words.replace(out.to_str().expect("a path"), "OUT");
    let (words, written) = words.split_once("Written to OUT: ").expect("where it is");
    assert_eq!(
        words,
        "\
current.tree: 6 rows
phase3.panel: panel, 4 rows of 5 lines
families.txt: families with parents, 5 rows of 6 lines
1000G_2504_high_coverage.sequence.index: index of 30x, 1 row of 4 lines
  2 × comment, first in line 1
Snapshot of 2021-03-16: 7 files in 5 directories, 7 samples
  ftp.1000genomes.ebi.ac.uk: 6 files
  ftp.sra.ebi.ac.uk: 1 file
"
    );
    assert!(written.ends_with(" bytes in 8 files\n"), "{written}");
    let manifest = manifest(&out);
    assert_eq!(manifest["source"], "current.tree");
    assert_eq!(manifest["date"], "2021-03-16");
    assert_eq!(manifest["files"], 7);
    let beside = fs::read_dir(out.parent().expect("a folder")).expect("a folder");
    assert_eq!(beside.count(), 1, "nothing is left beside it");
}

#[test]
fn the_same_tables_give_the_same_bytes_in_any_order() {
    let (first, second, third) = (folder("same_1"), folder("same_2"), folder("same_3"));
    let args = ["--tree", TREE, "--index", INDEX];
    assert_eq!(write(&first, &args).code, 0);
    assert_eq!(write(&second, &args).code, 0);
    assert_eq!(files(&first), files(&second));
    let text = fs::read_to_string(TREE).expect("the tree");
    let mut rows: Vec<&str> = text.lines().collect();
    rows.reverse();
    rows.swap(1, 4);
    let shuffled = third.with_file_name("current.tree");
    fs::write(&shuffled, rows.join("\n")).expect("a file");
    let shuffled = shuffled.to_str().expect("a path");
    assert_eq!(
        write(&third, &["--tree", shuffled, "--index", INDEX]).code,
        0
    );
    assert_eq!(files(&first), files(&third));
}

#[test]
fn a_new_snapshot_takes_the_place_of_the_one_before_whose_parts_stay_once_more() {
    let out = folder("generations");
    assert_eq!(write(&out, &["--tree", TREE]).code, 0);
    let first = files(&out);
    // Neither is a part of any snapshot.
    fs::write(out.join("notes.txt"), "mine").expect("a file");
    fs::write(out.join("names-mine.bin"), "mine").expect("a file");
    assert_eq!(write(&out, &["--tree", TREE, "--index", INDEX]).code, 0);
    let alone = folder("second");
    assert_eq!(write(&alone, &["--tree", TREE, "--index", INDEX]).code, 0);
    let second = files(&alone);
    // A reader that holds the first manifest finds all of its parts, also after the second was written again.
    for _ in 0..2 {
        let now = files(&out);
        let held = |snapshot: &BTreeMap<String, Vec<u8>>| {
            let mut parts = snapshot.iter().filter(|(name, _)| *name != "manifest.json");
            parts.all(|(name, bytes)| now.get(name) == Some(bytes))
        };
        assert!(held(&first) && held(&second), "{:?}", now.keys());
        assert_eq!(now["manifest.json"], second["manifest.json"]);
        assert_eq!(write(&out, &["--tree", TREE, "--index", INDEX]).code, 0);
    }
    let date = ["--tree", TREE, "--index", INDEX, "--date", "2026-01-01"];
    assert_eq!(write(&out, &date).code, 0);
    let third = files(&out);
    let gone = |name: &&String| !second.contains_key(*name);
    assert!(
        first
            .keys()
            .filter(gone)
            .all(|name| !third.contains_key(name))
    );
    assert!(first.keys().any(|name| !third.contains_key(name)));
    assert_eq!(third["notes.txt"], b"mine");
    assert_eq!(third["names-mine.bin"], b"mine");
}

#[test]
fn a_second_writer_is_told_who_writes() {
    let out = folder("held");
    fs::create_dir(&out).expect("a folder");
    let mut lock = fs::File::create(out.join(".igsr-fetch.lock")).expect("a file");
    lock.lock().expect("a lock");
    lock.write_all(b" (process 7, since noon)").expect("a file");
    let ran = write(&out, &["--tree", TREE]);
    assert_eq!(ran.code, 1, "{}", ran.words);
    let said = "is being written by another run of igsr-fetch (process 7, since noon); wait";
    assert!(ran.words.contains(said), "{}", ran.words);
    assert_eq!(files(&out).len(), 1);
    drop(lock);
    let ran = write(&out, &["--tree", TREE]);
    assert_eq!((ran.code, files(&out).len()), (0, 8), "{}", ran.words);
}

#[test]
fn of_many_writers_at_once_each_leaves_a_whole_snapshot_or_says_that_it_could_not() {
    let out = folder("crowd");
    let days: Vec<String> = (1..=12).map(|day| format!("2026-01-{day:02}")).collect();
    let runs: Vec<_> = days
        .iter()
        .map(|day| {
            let mut command = command(&line(&out, &["--tree", TREE, "--date", day]));
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            (day, command.spawn().expect("the command starts"))
        })
        .collect();
    let mut written = Vec::new();
    for (day, run) in runs {
        let output = run.wait_with_output().expect("an end");
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => written.push(day.as_str()),
            Some(1) => assert!(words.contains("another run of igsr-fetch"), "{words}"),
            other => panic!("{other:?}: {words}"),
        }
    }
    assert!(!written.is_empty());
    let manifest = manifest(&out);
    let date = manifest["date"].as_str().expect("a date");
    assert!(written.contains(&date), "{date} of {written:?}");
    // Each part is whole, and nothing else is left.
    let files = files(&out);
    for part in manifest["parts"].as_object().expect("parts").values() {
        let bytes = &files[part["file"].as_str().expect("a name")];
        assert_eq!(Some(bytes.len() as u64), part["bytes"].as_u64());
    }
    let left = files.keys().filter(|name| name.starts_with('.'));
    assert_eq!(left.count(), 0, "{:?}", files.keys());
}

/// A name, and what an ended run leaves at a path.
type Leave<'a> = (&'a str, &'a dyn Fn(&Path));

#[test]
fn what_a_run_that_was_ended_left_is_cleared_away() {
    let elsewhere = folder("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("kept"), "mine").expect("a file");
    let leave: [Leave<'_>; 5] = [
        ("empty", &|part| fs::create_dir(part).expect("a folder")),
        ("full", &|part| {
            fs::create_dir_all(part.join("a/b")).expect("a folder");
            fs::write(part.join("manifest.json"), "{").expect("a file");
        }),
        ("file", &|part| fs::write(part, "x").expect("a file")),
        ("link", &|part| {
            std::os::unix::fs::symlink(&elsewhere, part).expect("a link");
        }),
        ("dangling", &|part| {
            std::os::unix::fs::symlink("nowhere", part).expect("a link");
        }),
    ];
    for (name, leave) in leave {
        let out = folder(&format!("left_{name}"));
        fs::create_dir(&out).expect("a folder");
        leave(&out.join(".igsr-fetch.part"));
        fs::write(out.join(".igsr-fetch.lock"), " (process 7)").expect("a file");
        let ran = write(&out, &["--tree", TREE]);
        assert_eq!(
            (ran.code, files(&out).len()),
            (0, 8),
            "{name}: {}",
            ran.words
        );
    }
    assert_eq!(fs::read(elsewhere.join("kept")).expect("a file"), b"mine");
}

#[test]
fn a_folder_may_be_a_link_and_what_is_none_is_named() {
    let real = folder("real");
    fs::create_dir(&real).expect("a folder");
    let parent = real.parent().expect("a folder");
    std::os::unix::fs::symlink("snapshot", parent.join("link")).expect("a link");
    let ran = write(&parent.join("link"), &["--tree", TREE]);
    assert_eq!((ran.code, files(&real).len()), (0, 8), "{}", ran.words);

    std::os::unix::fs::symlink("nowhere", parent.join("dangling")).expect("a link");
    let ran = write(&parent.join("dangling"), &["--tree", TREE]);
    assert_eq!(ran.code, 1, "{}", ran.words);
    let said = "is a link to nowhere, which is not there; make that folder, or name another";
    assert!(ran.words.contains(said), "{}", ran.words);
    assert!(!parent.join("nowhere").exists());

    fs::write(parent.join("file"), "mine").expect("a file");
    let ran = write(&parent.join("file"), &["--tree", TREE]);
    assert_eq!(ran.code, 1, "{}", ran.words);
    assert!(ran.words.contains("is not a folder"), "{}", ran.words);
    let ran = write(&parent.join("file/below"), &["--tree", TREE]);
    assert_eq!(ran.code, 1, "{}", ran.words);
    assert_eq!(fs::read(parent.join("file")).expect("a file"), b"mine");
}

#[test]
fn words_date_hosts_and_collections_may_be_given() {
    let out = folder("given");
    let index = out.with_file_name("my.index");
    fs::write(
        &index,
        "FASTQ_FILE\tMD5\tSAMPLE_NAME\nftp://ftp.example.org/pub/1000g/a/b.fastq.gz\t\tHG00096\n",
    )
    .expect("a file");
    let index = format!("phase3={}", index.display());
    let ran = write(
        &out,
        &[
            "--tree",
            TREE,
            "--index",
            &index,
            "--host",
            "ftp.example.org/pub/1000g/",
            "--date",
            "2026-11-24",
            "--source",
            "a test",
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert!(
        ran.words
            .contains("my.index: index of phase3, 1 row of 2 lines\n"),
        "{}",
        ran.words
    );
    let manifest = manifest(&out);
    assert_eq!(
        (&manifest["source"], &manifest["date"]),
        (&"a test".into(), &"2026-11-24".into())
    );
    assert_eq!(
        manifest["hosts"][1],
        serde_json::json!({"host": "ftp.example.org", "root": "pub/1000g", "files": 1})
    );
}

#[test]
fn rows_that_cannot_be_read_are_counted_with_line_and_reason() {
    let out = folder("skipped");
    let tree = fs::read_to_string(TREE).expect("the tree").repeat(50)
        + "ftp/a\tfile\n/elsewhere/b\tfile\t1\t2020-01-01 00:00:00\t\t\nftp/\u{1b}[31m\u{1}\tfile\t1\t2020-01-01 00:00:00\t\t\n";
    let ran = run_input(&line(&out, &["--tree", "-"]), tree.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.words);
    for words in [
        "standard input: 301 rows\n  lines that cannot be read: 2\n    line 301: the line has 2 columns, not 5\n    line 302: the path is not below ftp/\n",
        "  rows of a file that is listed twice, of which the newest counts: 294\n",
        "  files of the tree that no list can keep: 1\n    \\u{1b}[31m\\u{1}: the path holds a control character that no list can keep\n",
    ] {
        assert!(ran.words.contains(words), "{words}: {}", ran.words);
    }
    assert_eq!(manifest(&out)["skipped"], 3);
}

#[test]
fn a_table_that_is_not_whole_is_written_with_code_4() {
    let tree = fs::read(TREE).expect("the tree");
    let cut = run_input(
        &line(&folder("cut"), &["--tree", "-"]),
        &tree[..tree.len() - 60],
    );
    assert_eq!(cut.code, 4, "{}", cut.words);
    assert!(
        cut.words
            .contains("  the table ends within a row: it was cut\n"),
        "{}",
        cut.words
    );
    assert!(
        cut.words
            .ends_with("igsr-fetch: a table is not whole; what could be read of it was taken\n"),
        "{}",
        cut.words
    );
    let half: Vec<u8> = [&tree[..], b"a\nb\nc\n"].concat();
    let half = run_input(&line(&folder("half"), &["--tree", "-"]), &half);
    assert_eq!(half.code, 4, "{}", half.words);
    let out = folder("cut_index");
    let index = out.with_file_name("cut.index");
    fs::write(
        &index,
        "FASTQ_FILE\tMD5\tSAMPLE_NAME\nftp://h.example.org/a\t\tX\nftp://h.exa",
    )
    .expect("a file");
    let ran = write(
        &out,
        &["--tree", TREE, "--index", index.to_str().expect("a path")],
    );
    assert_eq!(ran.code, 4, "{}", ran.words);
}

#[test]
fn what_cannot_be_used_is_refused_with_words_and_its_own_code() {
    let page = folder("refused").with_file_name("login.html");
    fs::write(&page, "<!DOCTYPE html><title>Log in</title>\n").expect("a file");
    let page = page.to_str().expect("a path");
    let panel = table("phase3.panel");
    let panel = panel.as_str();
    let undated = folder("undated").with_file_name("undated.tree");
    fs::write(&undated, "ftp/a\tfile\t1\t\t\t\n").expect("a file");
    let undated = undated.to_str().expect("a path");
    for (args, code, words) in [
        (&[][..], 2, "--tree"),
        (&["--curated", "--tree", TREE], 2, "cannot be used with"),
        (&["--tree", TREE, "--date", "yesterday"], 2, "--date"),
        (
            &["--tree", "-", "--panel", "-"],
            2,
            "standard input can be one table only",
        ),
        (
            &["--tree", TREE, "--index", "nosuch=x.index"],
            2,
            "there is no data collection nosuch; known are: phase3, ",
        ),
        (&["--tree", TREE, "--host", "/vol1"], 2, "/vol1 is no host"),
        (
            &["--tree", TREE, "--host", "h.example.org/../x"],
            2,
            "the root in h.example.org/../x cannot be read",
        ),
        (
            &["--tree", TREE, "--host", "ftp.sra.ebi.ac.uk/vol2"],
            2,
            "the tree of ftp.sra.ebi.ac.uk begins at vol1/, not elsewhere",
        ),
        (
            &["--tree", TREE, "--source", "a\tb"],
            2,
            "--source must be words",
        ),
        (&["--tree", undated], 2, "no file of the list has a date"),
        (
            &["--tree", "s3://1000genomes/current.tree"],
            2,
            "name the file by its https:// address",
        ),
        (
            &["--tree", "ftp://h/current.tree"],
            2,
            "ftp://, which is not spoken here",
        ),
        (
            &["--tree", "no/such.tree"],
            1,
            "no/such.tree cannot be read",
        ),
        (
            &["--tree", TREE, "--panel", "no/such.panel"],
            1,
            "no/such.panel cannot be read",
        ),
        (
            &["--tree", page],
            3,
            "is not the site's list current.tree: it has no row; line 1: the line has 1 columns, not 5",
        ),
        (&["--tree", "/dev/null"], 3, "it has no row\n"),
        (
            &["--tree", TREE, "--samples", page],
            3,
            "login.html is no table that is known",
        ),
        (
            &["--tree", TREE, "--index", panel],
            3,
            "phase3.panel is no table that is known",
        ),
    ] {
        let out = folder("refused_out");
        let ran = write(&out, args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (code, ""),
            "{args:?}: {}",
            ran.words
        );
        assert!(ran.words.contains(words), "{args:?}: {}", ran.words);
        assert!(!out.exists(), "{args:?}");
    }
}

#[test]
fn an_address_is_read_packed_redirected_and_again_after_faults() {
    let tree = fs::read(TREE).expect("the tree");
    let server = Server::start(move |request, before| match (&*request.target, before) {
        ("/current.tree", 0) => Answer::status(503).with("Retry-After", "0"),
        ("/current.tree", 1) => Answer {
            body: tree.clone(),
            ..Answer::status(200)
        }
        .cut_after(300),
        ("/current.tree", _) => Answer::redirect("/moved.tree"),
        ("/moved.tree", _) => {
            let mut packer =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(&tree).expect("memory takes all");
            let body = packer.finish().expect("memory takes all");
            Answer {
                body,
                ..Answer::status(200)
            }
            .with("Content-Encoding", "gzip")
        }
        _ => Answer::status(404),
    });
    let out = folder("web");
    let url = server.url("/current.tree");
    let ran = write(&out, &["--tree", &url, "--retry-wait", "0"]);
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert_eq!(
        server.targets(),
        [
            "/current.tree",
            "/current.tree",
            "/current.tree",
            "/moved.tree"
        ]
    );
    assert_eq!(manifest(&out)["source"], url);
    let local = folder("local");
    assert_eq!(write(&local, &["--tree", TREE, "--source", &url]).code, 0);
    assert_eq!(
        files(&out),
        files(&local),
        "what came before the break counts once"
    );
    let ran = write(
        &folder("gone"),
        &[
            "--tree",
            TREE,
            "--panel",
            &server.url("/gone"),
            "--retry-wait",
            "0",
        ],
    );
    assert_eq!(ran.code, 1);
    assert!(
        ran.words
            .contains("/gone cannot be read: the server answered 404 (Not Found)"),
        "{}",
        ran.words
    );
}

#[test]
fn the_curated_facts_are_the_main_files() {
    let out = folder("curated");
    let ran = write(&out, &["--curated"]);
    assert_eq!(ran.code, 0, "{}", ran.words);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/main_files");
    let mut kept = files(&shipped);
    kept.remove("main_files.source");
    assert_eq!(files(&out), kept);
}
