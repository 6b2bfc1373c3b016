//! What a list has at a path: the children of a directory and no more, a file with its companions, whatever their names.

use crate::open_snapshot::open_snapshot;
use crate::tree_snapshot::tree_snapshot;
use igsr_fetch::mirror::{HostName, HostPath, RemotePath};
use igsr_fetch::search::Engine;
use proptest::prelude::*;

const MAIN: &str = "ftp.1000genomes.ebi.ac.uk";

/// An engine over files of the main site, whose sizes are the lengths of their paths.
fn engine(paths: &[&str]) -> Engine {
    let line = |path: &&str| format!("ftp/{path}\tfile\t{}\t2015-01-01 00:00:00\t\n", path.len());
    let tree: String = paths.iter().map(line).collect();
    Engine::new(open_snapshot(&tree_snapshot(tree.as_bytes()), usize::MAX).expect("whole"))
}

fn at(host: &str, path: &str) -> HostPath {
    HostPath {
        host: HostName::new(host),
        path: RemotePath::parse(path).expect("a path"),
    }
}

/// The children of a directory: directories with a slash and the number of files below, then files with their sizes.
fn children(engine: &Engine, path: &str, most: u32) -> Option<(Vec<String>, u32)> {
    let (found, _) = engine.directory(&at(MAIN, path), most)?;
    let directories = found.directories.iter();
    let mut names: Vec<_> = directories
        .map(|(name, files)| format!("{name}/ {files}"))
        .collect();
    for file in &found.files {
        let place = file.at.path.parent().expect("a directory");
        assert_eq!(place.as_str(), path, "{}", file.at.path);
        let size = file.size.expect("a size");
        names.push(format!("{} {size}", file.at.path.name()));
    }
    Some((names, found.more))
}

#[test]
fn the_children_of_a_directory_are_its_own() {
    let engine = engine(&[
        "README",
        "release/2013/b.vcf.gz",
        "release/20130502/a.vcf.gz",
        "release/20130502/supporting/x/1",
        "release/20130502/supporting/2",
        "release/README",
        "phase3/[x]{y}/it's",
        "phase3/$(touch x)/<img src=x>",
        "phase3/é ?q=1#f/日本",
        "phase3/a%2fb",
    ]);
    let cases: [(&str, Option<&[&str]>); 11] = [
        ("", Some(&["phase3/ 4", "release/ 5", "README 6"])),
        ("release", Some(&["2013/ 1", "20130502/ 3", "README 14"])),
        ("release/2013", Some(&["b.vcf.gz 21"])),
        ("release/20130502", Some(&["supporting/ 2", "a.vcf.gz 25"])),
        ("release/20130502/supporting", Some(&["x/ 1", "2 29"])),
        (
            "phase3",
            Some(&["$(touch x)/ 1", "[x]{y}/ 1", "é ?q=1#f/ 1", "a%2fb 12"]),
        ),
        ("phase3/é ?q=1#f", Some(&["日本 23"])),
        // Neither a part of a name, nor a name in other capitals, nor a file is a directory.
        ("release/201305", None),
        ("Release", None),
        ("release/README", None),
        ("nothing/at/all", None),
    ];
    for (path, expected) in cases {
        let found = children(&engine, path, 100);
        let expected =
            expected.map(|names| (names.iter().map(|name| (*name).to_owned()).collect(), 0));
        assert_eq!(found, expected, "{path}");
    }
    assert!(
        engine
            .directory(&at("ftp.example.org", "release"), 100)
            .is_none()
    );
}

#[test]
fn what_is_beyond_the_most_is_counted() {
    let engine = engine(&["a/x/1", "a/y/2", "a/z/3", "a/4", "a/5"]);
    for (most, names, more) in [
        (0, vec![], 5),
        (2, vec!["x/ 1", "y/ 1"], 3),
        (4, vec!["x/ 1", "y/ 1", "z/ 1", "4 3"], 1),
        (5, vec!["x/ 1", "y/ 1", "z/ 1", "4 3", "5 3"], 0),
    ] {
        let names: Vec<_> = names.into_iter().map(str::to_owned).collect();
        assert_eq!(children(&engine, "a", most), Some((names, more)), "{most}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn every_file_is_found_by_going_down_from_the_root(paths in prop::collection::btree_set("[ab]{1,2}(/[ab.é]{1,2}[b]){0,3}", 1..30)) {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let engine = engine(&paths);
        let mut open = vec![RemotePath::root()];
        let mut found = Vec::new();
        while let Some(directory) = open.pop() {
            let here = at(MAIN, directory.as_str());
            let (children, numbers) = engine.directory(&here, u32::MAX).expect("a directory of the list");
            prop_assert_eq!(children.files.len(), numbers.len());
            let below: u32 = children.directories.iter().map(|(_, files)| files).sum();
            let all = paths.iter().filter(|path| directory.is_root() || path.starts_with(&format!("{directory}/"))).count();
            prop_assert_eq!(below as usize + children.files.len(), all);
            open.extend(children.directories.iter().map(|(name, _)| directory.join(name).expect("a name")));
            found.extend(children.files.iter().map(|file| file.at.path.to_string()));
        }
        found.sort();
        prop_assert_eq!(found, paths);
    }
}

#[test]
fn a_file_comes_with_what_bears_its_name() {
    let mut engine = engine(&[
        "data/HG00096/x.bam",
        "data/HG00096/x.bam.bai",
        "data/HG00096/x.bam.bas",
        "data/HG00096/x.bam-old",
        "data/HG00096/xy.bam",
        "data/HG00097/x.bam.bai",
        "release/chr1.vcf.gz",
        "release/chr1.vcf.gz.tbi",
        "release/chr10.vcf.gz",
        "it's $(touch x)/<b>",
        "README",
    ]);
    let cases: [(&str, Option<&[&str]>); 12] = [
        ("data/HG00096/x.bam", Some(&["x.bam.bai", "x.bam.bas"])),
        ("data/HG00096/x.bam.bai", Some(&["x.bam"])),
        ("data/HG00096/x.bam.bas", Some(&["x.bam"])),
        ("data/HG00096/xy.bam", Some(&[])),
        ("data/HG00097/x.bam.bai", Some(&[])),
        ("release/chr1.vcf.gz", Some(&["chr1.vcf.gz.tbi"])),
        ("it's $(touch x)/<b>", Some(&[])),
        ("README", Some(&[])),
        ("readme", None),
        ("data/HG00096", None),
        ("data/HG00096/x", None),
        ("", None),
    ];
    for (path, companions) in cases {
        let found = engine.details(&at(MAIN, path));
        let names = found.as_ref().map(|found| {
            assert_eq!(found.file.at, at(MAIN, path));
            assert_eq!(found.file.size, Some(path.len() as u64), "{path}");
            let names = found.companions.iter();
            names.map(|file| file.at.path.name()).collect::<Vec<_>>()
        });
        assert_eq!(names.as_deref(), companions, "{path}");
    }
    assert_eq!(engine.details(&at("example.org", "README")), None);
}

#[test]
fn the_companions_of_a_file_are_bounded() {
    let names: Vec<String> = (0..100).map(|at| format!("d/x.bam.{at:03}")).collect();
    let mut paths = vec!["d/x.bam"];
    paths.extend(names.iter().map(String::as_str));
    let found = engine(&paths)
        .details(&at(MAIN, "d/x.bam"))
        .expect("a file");
    assert_eq!(found.companions.len(), 20);
}
