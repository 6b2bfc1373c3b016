//! `igsr-fetch search`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Ran, run};
use crate::server::{Answer, Server};
use crate::snapshot::{INDEX, TREE, folder};

const CHR22: &str =
    "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";

/// Writes a snapshot of seven files on two hosts.
fn written(name: &str) -> PathBuf {
    let out = folder(&format!("search_{name}"));
    let panel = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/table/phase3.panel"
    );
    let words = [
        "snapshot", "--tree", TREE, "--panel", panel, "--index", INDEX, "--out",
    ];
    let ran = run(&[&words[..], &[out.to_str().expect("a path")]].concat());
    assert_eq!(ran.code, 0, "{}", ran.words);
    out
}

fn search(snapshot: &str, words: &[&str]) -> Ran {
    run(&[&["search", "--snapshot", snapshot], words].concat())
}

fn search_in(snapshot: &Path, words: &[&str]) -> Ran {
    search(snapshot.to_str().expect("a path"), words)
}

#[test]
fn hits_are_printed_as_paths_or_as_json() {
    let snapshot = written("print");
    let ran = search_in(&snapshot, &["chr22", "vcf"]);
    assert_eq!((ran.code, ran.out), (0, format!("{CHR22}\n")));
    let ran = search_in(&snapshot, &["chr22", "vcf", "with", "index"]);
    assert_eq!((ran.code, ran.out), (0, format!("{CHR22}\n{CHR22}.tbi\n")));
    let ran = search_in(&snapshot, &["--json", "chr22 vcf -tbi"]);
    assert_eq!(
        ran.out,
        format!(
            "{{\"path\":\"{CHR22}\",\"host\":\"ftp.1000genomes.ebi.ac.uk\",\"size\":205612353,\"modified\":\"2021-03-16T15:54:10\",\"md5\":\"0123456789abcdef0123456789abcdef\"}}\n"
        )
    );
    let ran = search_in(&snapshot, &["type:cram", "--json"]);
    assert_eq!(
        ran.out,
        "{\"path\":\"run/ERR324/ERR3240114/HG00096.final.cram\",\"host\":\"ftp.sra.ebi.ac.uk\",\"size\":null,\"size_estimate\":14376996805,\"modified\":null,\"md5\":\"11111111111111111111111111111111\"}\n"
    );
    let ran = search_in(&snapshot, &["type:cram"]);
    assert_eq!(
        ran.out,
        "ftp.sra.ebi.ac.uk:run/ERR324/ERR3240114/HG00096.final.cram\n"
    );
    let ran = search_in(&snapshot, &["--json", "chr21"]);
    assert_eq!(ran.all("md5"), ["null"]);
}

#[test]
fn totals_say_what_is_unknown_and_estimated() {
    let snapshot = written("total");
    let total = |words: &[&str]| search_in(&snapshot, &[&["--total"], words].concat()).out;
    for (query, words, json) in [
        (
            "chr22 vcf -tbi",
            "1 file, 205.6 MB\n",
            "{\"files\":1,\"bytes\":205612353,\"unknown_sizes\":0,\"estimated_files\":0,\"estimated_bytes\":0}\n",
        ),
        (
            "type:cram",
            "1 file, about 14.4 GB (estimated; 1 size unknown)\n",
            "{\"files\":1,\"bytes\":0,\"unknown_sizes\":1,\"estimated_files\":1,\"estimated_bytes\":14376996805}\n",
        ),
    ] {
        assert_eq!(total(&[query]), words);
        assert_eq!(total(&["--json", query]), json);
    }
    let ran = search_in(&snapshot, &["--total", "--count", "chr22"]);
    assert!(ran.words.contains("cannot be used with"), "{}", ran.words);
}

#[test]
fn counts_limits_and_orders_are_those_asked_for() {
    let snapshot = written("orders");
    let count = |words: &[&str]| search_in(&snapshot, &[&["--count"], words].concat()).out;
    assert_eq!(count(&["genotypes"]), "3\n");
    assert_eq!(count(&["genotypes", "-tbi"]), "2\n");
    assert_eq!(count(&["-genotypes"]), "4\n");
    assert_eq!(count(&["pop:GBR"]), "3\n");
    assert_eq!(count(&["sample:HG00096"]), "2\n");
    assert_eq!(count(&["collection:30x"]), "1\n");
    assert_eq!(count(&["size:>1G"]), "2\n");
    assert_eq!(count(&["nothing-has-this-word"]), "0\n");
    let sizes = |words: &[&str]| {
        search_in(&snapshot, &[&["--json", "--sort", "size"], words].concat()).all("size")
    };
    assert_eq!(sizes(&["genotypes"]), ["36000", "205612353", "209000000"]);
    assert_eq!(
        sizes(&["--reverse", "genotypes"]),
        ["209000000", "205612353", "36000"]
    );
    assert_eq!(
        sizes(&["--reverse", "--limit", "1", "genotypes"]),
        ["209000000"]
    );
    let all = search_in(&snapshot, &["--limit", "0", "--sort", "path", "-nosuch"]);
    assert_eq!(all.out.lines().count(), 7);
    let two = search_in(&snapshot, &["--limit", "2", "--sort", "path", "-nosuch"]);
    assert!(all.out.starts_with(&two.out) && two.out.lines().count() == 2);
    let dates = search_in(&snapshot, &["--json", "--sort", "date", "genotypes"]).all("modified");
    assert!(dates.is_sorted(), "{dates:?}");
}

#[test]
fn facets_are_terms_whose_counts_a_search_confirms() {
    let snapshot = written("facets");
    let ran = search_in(&snapshot, &["--facets", "HG0009"]);
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert!(ran.out.contains("pop:GBR\t3\n"), "{}", ran.out);
    for line in ran.out.lines() {
        let (term, files) = line.split_once('\t').expect("a term and a number");
        let counted = search_in(&snapshot, &["--count", "HG0009", term]);
        assert_eq!(counted.out.trim_end(), files, "{term}: {}", counted.words);
    }
    let json = search_in(&snapshot, &["--facets", "--json", "HG0009"]);
    assert_eq!(json.lines().len(), ran.out.lines().count());
    assert!(
        json.out
            .contains("{\"field\":\"pop\",\"value\":\"GBR\",\"files\":3}\n"),
        "{}",
        json.out
    );
}

#[test]
fn how_a_query_was_read_is_said_beside_the_hits() {
    let snapshot = written("notes");
    let ran = search_in(&snapshot, &["pop:GBT", "--count"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "0\n"));
    assert!(ran.words.contains("nothing has pop:GBT"), "{}", ran.words);
    let ran = search_in(&snapshot, &["all the chr22 files", "--count"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "2\n"), "{}", ran.words);
    assert_eq!(
        ran.words,
        "igsr-fetch: left out, as nothing has them: all the files\n"
    );
}

#[test]
fn a_word_is_replaced_only_if_that_is_allowed() {
    let snapshot = written("forgive");
    let near = "igsr-fetch: nothing has genotpyes; near: genotypes\n";
    let ran = search_in(&snapshot, &["genotpyes"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.words);
    assert!(ran.words.starts_with(near), "{}", ran.words);
    let ran = search_in(&snapshot, &["--json", "genotpyes"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.words);
    let ran = search_in(&snapshot, &["--forgive", "--count", "genotpyes"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "3\n"));
    assert_eq!(
        ran.words,
        "igsr-fetch: nothing has genotpyes; genotypes was taken\n"
    );
    let said = "\"corrected\":[{\"typed\":\"genotpyes\",\"used\":\"genotypes\"}]}\n";
    for kind in ["--limit=1", "--total"] {
        let ran = search_in(&snapshot, &["--forgive", "--json", kind, "genotpyes"]);
        assert!(ran.out.ends_with(said), "{kind}: {}", ran.out);
    }
    let ran = search_in(&snapshot, &["--forgive", "--json", "--facets", "genotpyes"]);
    assert!(ran.out.ends_with(said), "{}", ran.out);
    // Names of one thing and terms stay as they are.
    for (query, near) in [
        ("HG00095", "HG00096"),
        ("NA99999", ""),
        ("ERR3240115", "ERR3240114"),
        ("20130503", "20130502"),
        ("gvcf", "vcf"),
        ("CUE", "CEU"),
    ] {
        let ran = search_in(&snapshot, &["--forgive", query]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (0, ""),
            "{query}: {}",
            ran.words
        );
        let said = ran.words.lines().next().unwrap_or_default();
        assert_eq!(
            said.contains("; near: "),
            !near.is_empty(),
            "{query}: {said}"
        );
        assert!(said.contains(near), "{query}: {said}");
    }
}

#[test]
fn a_pasted_column_finds_its_files_and_names_the_others() {
    let snapshot = written("column");
    let cram = "ftp.sra.ebi.ac.uk:run/ERR324/ERR3240114/HG00096.final.cram";
    let vcf = format!("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/{CHR22}");
    let column =
        format!("{vcf}\nftp://ftp.1000genomes.ebi.ac.uk/vol1/ftp/no/such.vcf.gz\n{cram}\n");
    let ran = search_in(&snapshot, &["--sort", "path", &column]);
    assert_eq!((ran.code, ran.out), (0, format!("{CHR22}\n{cram}\n")));
    assert_eq!(
        ran.words,
        "igsr-fetch: nothing has path:ftp://ftp.1000genomes.ebi.ac.uk/vol1/ftp/no/such.vcf.gz\n"
    );
    // What was printed finds the same again.
    let all = search_in(&snapshot, &["--limit", "0", "-nosuch"]).out;
    let again = search_in(&snapshot, &["--limit", "0", &all]);
    assert_eq!((again.out, again.words.as_str()), (all, ""));
}

#[test]
fn a_checksum_finds_its_file_or_is_said_to_be_of_none() {
    let snapshot = written("checksums");
    let known = "0123456789abcdef0123456789abcdef";
    for query in [
        known.to_owned(),
        format!("md5:{}", known.to_uppercase()),
        format!("\u{201c}{known}\u{201d}"),
    ] {
        let ran = search_in(&snapshot, &[&query]);
        assert_eq!((ran.code, ran.out), (0, format!("{CHR22}\n")), "{query}");
    }
    let other = "11111111111111111111111111111111";
    for query in [format!("{known} {other}"), format!("{known},{other},")] {
        let ran = search_in(&snapshot, &["--count", &query]);
        assert_eq!(ran.out, "2\n", "{query}");
    }
    let none = "d41d8cd98f00b204e9800998ecf8427e";
    let ran = search_in(&snapshot, &[none]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let first = ran.words.lines().next();
    let words = format!("igsr-fetch: no file of the list has the MD5 {none}");
    assert_eq!(first, Some(words.as_str()));
    // Zeros stand for no checksum.
    let ran = search_in(&snapshot, &[&"0".repeat(32)]);
    assert_eq!(ran.out, "");
}

#[test]
fn what_nothing_has_is_said_with_what_it_looks_like() {
    let snapshot = written("missing");
    for (query, words) in [
        ("hapmap", "nothing has hapmap"),
        (
            "rs334",
            "nothing has rs334, which looks like a variant: files are found by",
        ),
        (
            "ERX3266789",
            "nothing has ERX3266789, which looks like an experiment of an archive",
        ),
        (
            "hapmap chr22",
            "nothing was found; without hapmap there would be ",
        ),
    ] {
        let ran = search_in(&snapshot, &[query]);
        assert_eq!(ran.out, "", "{query}");
        assert!(ran.words.contains(words), "{query}: {}", ran.words);
    }
}

#[test]
fn a_list_of_a_part_says_how_to_make_the_whole_where_it_finds_nothing() {
    let snapshot = written("part");
    let ran = search_in(&snapshot, &["nothing-has-this-word"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(
        ran.words.contains("This list has 6 of the site’s about 700,000 files")
            && ran.words.contains("igsr-fetch snapshot --tree https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/current.tree --panel")
            && ran.words.ends_with(" --out whole\n"),
        "{}",
        ran.words
    );
    let ran = search_in(&snapshot, &["chr22"]);
    assert_eq!(ran.words, "");
}

#[test]
fn a_query_that_cannot_be_read_is_pointed_out() {
    let ran = search("no/such/folder", &["chr22", "size:big", "vcf"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.words,
        "\
igsr-fetch: the query cannot be read: this is no size
  chr22 size:big vcf
             ^^^
  a number with a unit, with >, <, or as a range: size:>1G, size:<700MB, size:1G..2G
"
    );
    for (words, said) in [
        (
            &["chr22"][..],
            "no/such/folder/manifest.json cannot be read",
        ),
        (&["--limit", "x", "chr22"], "invalid value 'x'"),
        (&["--count", "--json", "chr22"], "cannot be used with"),
        (&[], "required"),
    ] {
        let ran = search("no/such/folder", words);
        assert_eq!(
            ran.code,
            if said.contains("manifest") { 1 } else { 2 },
            "{words:?}"
        );
        assert!(ran.words.contains(said), "{words:?}: {}", ran.words);
    }
}

#[test]
fn the_help_explains_the_query_language() {
    let ran = run(&["search", "--help"]);
    assert_eq!(ran.code, 0);
    for (query, words) in igsr_fetch::search::QUERY_HELP {
        assert!(
            ran.out.contains(query) && ran.out.contains(words),
            "{query}"
        );
    }
    assert!(ran.out.contains("Exit codes:"));
}

/// Changes a part of a snapshot, by the beginning of its name; says how the search ends.
fn damaged(name: &str, part: &str, change: impl FnOnce(&mut Vec<u8>)) -> Ran {
    let snapshot = written(name);
    let mut entries = fs::read_dir(&snapshot).expect("a folder");
    let path = entries
        .find_map(|entry| {
            let path = entry.expect("an entry").path();
            let begins = path.file_name()?.to_str()?.starts_with(part);
            begins.then_some(path)
        })
        .expect("the part");
    let mut bytes = fs::read(&path).expect("a file");
    change(&mut bytes);
    fs::write(path, bytes).expect("a file");
    search_in(&snapshot, &["--json", "chr22"])
}

#[test]
fn a_snapshot_that_is_not_as_it_was_written_is_refused_in_words() {
    let refused = [
        (
            damaged("version", "manifest", |text| {
                let other = String::from_utf8_lossy(text).replace("\"format\": 1", "\"format\": 2");
                *text = other.into_bytes();
            }),
            "the snapshot has form 2; this version reads form 1",
        ),
        (
            damaged("json", "manifest", Vec::clear),
            "is no manifest of a snapshot",
        ),
        (
            damaged("digest", "sizes", |bytes| bytes[0] ^= 1),
            "is damaged, or of another snapshot: its digest differs",
        ),
        (
            damaged("short", "names", |bytes| {
                bytes.pop();
            }),
            "it is cut, or of another snapshot",
        ),
        (
            damaged("long", "dates", |bytes| bytes.push(0)),
            "it is cut, or of another snapshot",
        ),
        (
            damaged("short_md5s", "md5s", |bytes| {
                bytes.pop();
            }),
            "it is cut, or of another snapshot",
        ),
    ];
    for (ran, words) in refused {
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (1, ""),
            "{words}: {}",
            ran.words
        );
        assert!(
            ran.words
                .starts_with("igsr-fetch: the snapshot cannot be read: ")
                && ran.words.contains(words),
            "{words}: {}",
            ran.words
        );
    }
    let empty = folder("search_empty");
    fs::create_dir_all(&empty).expect("a folder");
    let ran = search_in(&empty, &["chr22"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.words.contains("manifest.json cannot be read"),
        "{}",
        ran.words
    );
}

/// Serves a folder; `ranges` says whether parts of files are sent when asked for.
fn serve(folder: PathBuf, ranges: bool) -> Server {
    Server::start(move |request, _| {
        let name = request.target.rsplit('/').next().unwrap_or_default();
        let Ok(body) = fs::read(folder.join(name)) else {
            return Answer::status(404);
        };
        let range = request
            .headers
            .iter()
            .find_map(|header| header.strip_prefix("range: bytes="));
        match range
            .filter(|_| ranges)
            .and_then(|range| range.split_once('-'))
        {
            Some((first, last)) => {
                let (first, last): (usize, usize) = (
                    first.parse().expect("a number"),
                    last.parse().expect("a number"),
                );
                let whole = body.len();
                let body = body[first..=last].to_vec();
                let part = format!("bytes {first}-{last}/{whole}");
                Answer {
                    body,
                    ..Answer::status(206)
                }
                .with("Content-Range", &part)
            }
            None => Answer {
                body,
                ..Answer::status(200)
            },
        }
    })
}

#[test]
fn a_snapshot_is_read_from_an_address_and_checksums_by_range() {
    let snapshot = written("web");
    for ranges in [true, false] {
        let server = serve(snapshot.clone(), ranges);
        for address in [
            "/page/snapshot",
            "/page/snapshot/",
            "/page/snapshot/manifest.json",
        ] {
            let ran = search(&server.url(address), &["--json", "--limit", "0", "-nosuch"]);
            assert_eq!(
                ran.out,
                search_in(&snapshot, &["--json", "--limit", "0", "-nosuch"]).out,
                "{}",
                ran.words
            );
            assert_eq!(ran.code, 0);
        }
        let asked = server.requests();
        let of_md5s = asked
            .iter()
            .filter(|request| request.target.contains("/md5s-"));
        for request in of_md5s {
            assert!(
                request.headers.contains(&"range: bytes=0-111".to_owned()),
                "{:?}",
                request.headers
            );
        }
        let before = asked.len();
        search(&server.url("/s"), &["chr22"]);
        assert_eq!(
            server.requests().len() - before,
            7,
            "checksums are left where they are"
        );
    }
    let ran = search(&serve(folder("search_none"), true).url("/s"), &["chr22"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.words
            .contains("/s/manifest.json cannot be read: the server answered 404"),
        "{}",
        ran.words
    );
}

#[test]
fn names_cannot_steer_a_terminal() {
    let out = folder("search_control");
    let tree = out.with_file_name("current.tree");
    fs::write(
        &tree,
        "ftp/a\u{1b}[31m\u{9b}b\tfile\t1\t2020-01-01 00:00:00\t\t\n",
    )
    .expect("a file");
    let ran = run(&[
        "snapshot",
        "--tree",
        tree.to_str().expect("a path"),
        "--out",
        out.to_str().expect("a path"),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert_eq!(search_in(&out, &["a"]).out, "a\\u{1b}[31m\\u{9b}b\n");
    let json = search_in(&out, &["--json", "a"]);
    assert!(
        json.out.starts_with("{\"path\":\"a\\u001b[31m\\u009bb\","),
        "{}",
        json.out
    );
}

#[test]
#[cfg(unix)]
fn a_reader_that_has_had_enough_is_no_fault() {
    let snapshot = written("enough");
    let line = format!(
        "'{}' search --snapshot '{}' --limit 0 -- -nosuch | head -n 1; exit ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_igsr-fetch"),
        snapshot.display()
    );
    let output = Command::new("bash")
        .args(["-c", &line])
        .output()
        .expect("bash");
    let ran = Ran::from(output);
    assert_eq!(
        (ran.code, ran.words.as_str(), ran.out.lines().count()),
        (0, "", 1)
    );
}
