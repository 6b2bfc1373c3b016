//! The search over all files, held against the plain meaning of its words: a text fits the paths that hold it.

use crate::open_snapshot::open_snapshot;
use crate::tree_snapshot::tree_snapshot;
use igsr_fetch::catalogue::Estimate;
use igsr_fetch::mirror::{HostName, HostPath, MirrorRegistry, RemotePath, Roots};
use igsr_fetch::search::{Engine, FileQuery, Note, Order, QueryField, View};
use igsr_fetch::snapshot::{Importer, Snapshot};
use proptest::prelude::*;

/// Makes a snapshot of paths of the main site, with sizes by their places.
fn snapshot(paths: &[String]) -> Snapshot {
    let line = |(place, path): (usize, &String)| {
        format!(
            "ftp/{path}\tfile\t{}\t2015-01-01 00:00:00\t\n",
            place * 1000
        )
    };
    let tree: String = paths.iter().enumerate().map(line).collect();
    open_snapshot(&tree_snapshot(tree.as_bytes()), usize::MAX).expect("whole")
}

fn found(engine: &mut Engine, query: &str, order: Order) -> Vec<String> {
    let view = View {
        query: query.to_owned(),
        order,
        descending: false,
    };
    let numbers = engine.numbers(&view).expect("a query").to_vec();
    let path = |number: &u32| engine.list().path(*number).to_string();
    numbers.iter().map(path).collect()
}

/// Parts of names as the site has them, and some that are hard: repeated separators, digits at ends, capitals.
fn part() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "HG00096", "NA12878", "chr22", "chrX", "ALL", "vcf", "gz", "tbi", "low", "coverage", "a1",
        "1a", "11", "b", "README", "é9", "Ω",
    ]);
    let gaps = prop::sample::select(vec![".", "_", "-", "..", "._", " ", "+"]);
    (prop::collection::vec((words, gaps), 1..5), any::<bool>()).prop_map(|(pairs, open)| {
        let mut name: String = pairs.iter().flat_map(|(word, gap)| [*word, *gap]).collect();
        if !open {
            name.truncate(name.len() - pairs[pairs.len() - 1].1.len());
        }
        if name.trim_matches('.').is_empty() {
            "x".to_owned()
        } else {
            name
        }
    })
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(part(), 1..4).prop_map(|parts| parts.join("/"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_phrase_fits_the_paths_that_hold_it(paths in prop::collection::vec(path(), 1..40), from in 0..60_usize, len in 1..24_usize, which in 0..40_usize) {
        let source = &paths[which % paths.len()];
        let letters: Vec<char> = source.chars().collect();
        let start = from % letters.len();
        let text: String = letters[start..(start + len).min(letters.len())].iter().collect();
        prop_assume!(!text.trim().is_empty() && text.trim() == text);
        let mut distinct = paths.clone();
        distinct.sort();
        distinct.dedup();
        // A file cannot also be a directory on a server, but a list may say so; both are kept.
        let mut engine = Engine::new(snapshot(&paths));
        let small = text.to_ascii_lowercase();
        let mut expected: Vec<String> = distinct.iter().filter(|path| format!("/{path}").to_ascii_lowercase().contains(&small)).cloned().collect();
        let query = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let mut got = found(&mut engine, &query, Order::Path);
        expected.sort();
        got.sort();
        prop_assert_eq!(got, expected, "{}", text);
    }

    #[test]
    fn facet_counts_are_the_rows_that_choosing_a_value_gives(paths in prop::collection::vec(path(), 1..40)) {
        let mut engine = Engine::new(snapshot(&paths));
        let view = View::default();
        let all = engine.find(&view, &[], 0..10).expect("a query");
        for facet in all.facets {
            for (value, count) in facet.values {
                let query = FileQuery::default().with_value(facet.field, &value, true).to_string();
                let view = View { query, ..View::default() };
                prop_assert_eq!(engine.find(&view, &[], 0..10).expect("a query").files, count);
            }
        }
    }
}

#[test]
fn files_come_in_an_order_that_can_be_told_beforehand() {
    let paths = [
        "data_collections/x/working/2020/chr22.vcf.gz",
        "release/a/chr22.vcf.gz",
        "release/a/chr22.vcf.gz.tbi",
        "release/a/ALL.chr22.more.words.vcf.gz",
        "release/a/xchr22.vcf.gz",
    ]
    .map(str::to_owned);
    let mut engine = Engine::new(snapshot(&paths));
    assert_eq!(
        found(&mut engine, "\"chr22.vcf.gz\"", Order::Rank),
        [
            "release/a/chr22.vcf.gz",
            "data_collections/x/working/2020/chr22.vcf.gz",
            "release/a/chr22.vcf.gz.tbi",
            "release/a/xchr22.vcf.gz",
        ]
    );
    assert_eq!(
        found(&mut engine, "chr22 -tbi in:release", Order::Path).len(),
        2,
        "xchr22 is no chromosome"
    );
    assert_eq!(
        found(&mut engine, "type:vcf name:xchr22 with:index", Order::Path).len(),
        1
    );
    assert_eq!(
        found(
            &mut engine,
            "\"a/chr22.vcf.gz\" type:vcf with:index",
            Order::Path
        )
        .len(),
        2
    );
    let one = HostPath {
        host: HostName::new("ftp.1000genomes.ebi.ac.uk"),
        path: RemotePath::parse(&paths[1]).expect("a path"),
    };
    let number = engine.list().find(0, &one.path).expect("it is there");
    assert_eq!(engine.list().at(number), one);
}

#[test]
fn what_finds_nothing_is_explained() {
    let paths = ["phase3/data/HG00096/HG00096.low_coverage.bam".to_owned()];
    let mut engine = Engine::new(snapshot(&paths));
    let notes = |engine: &mut Engine, query: &str| {
        let view = View {
            query: query.to_owned(),
            ..View::default()
        };
        let found = engine.find(&view, &[], 0..10).expect("a query");
        format!("{} {:?}", found.files, found.notes)
    };
    assert_eq!(
        notes(&mut engine, "phsae3 low_coverge"),
        "1 [Corrected { typed: \"phsae3\", used: \"phase3\" }, Corrected { typed: \"low_coverge\", used: \"low_coverage\" }]"
    );
    assert_eq!(
        notes(&mut engine, "all the bam files"),
        "1 [Ignored([\"all\", \"the\", \"files\"])]"
    );
    assert_eq!(
        notes(&mut engine, "bam pop:QQQ"),
        "0 [Unknown { field: Population, value: \"QQQ\", near: None }, Without { term: \"pop:QQQ\", files: 1 }]"
    );
}

#[test]
fn names_of_one_thing_are_offered_and_never_taken() {
    let paths = [
        "phase3/data/HG00096/HG00096.low_coverage.bam",
        "phase3/data/HG00097/HG00097.low_coverage.bam",
        "phase3/data/NA12878/NA12878.low_coverage.bam",
        "release/20130502/x.vcf.gz",
    ]
    .map(str::to_owned);
    let mut engine = Engine::new(snapshot(&paths));
    let mut near = |query: &str| {
        let view = View {
            query: query.to_owned(),
            ..View::default()
        };
        let found = engine.find(&view, &[], 0..0).expect("a query");
        assert_eq!(found.files, 0, "{query}");
        let near = found.notes.into_iter().find_map(|note| match note {
            Note::Near { typed, near } if query.starts_with(&typed) => Some(near),
            _ => None,
        });
        near.unwrap_or_default()
    };
    for (query, expected) in [
        ("HG00095", &["HG00096", "HG00097"][..]),
        ("HG00095 bam", &["HG00096", "HG00097"]),
        ("GM12878", &["NA12878"]),
        ("20130503", &["20130502"]),
        ("CUE", &["CEU"]),
        ("gvcf", &["vcf"]),
        ("ERR000001", &[]),
    ] {
        assert_eq!(near(query), expected, "{query}");
    }
}

#[test]
fn the_words_with_indexes_bring_the_indexes_of_what_is_found() {
    let paths = [
        "release/x/chr22.vcf.gz",
        "release/x/chr22.vcf.gz.tbi",
        "release/x/chr21.vcf.gz",
        "data/HG00096.cram",
    ]
    .map(str::to_owned);
    let mut engine = Engine::new(snapshot(&paths));
    for query in [
        "chr22 type:vcf with:index",
        "type:vcf chr22 with its index",
        "chr22 with indexes type:vcf",
    ] {
        assert_eq!(
            found(&mut engine, query, Order::Path),
            paths[..2],
            "{query}"
        );
    }
    assert_eq!(
        found(&mut engine, "cram with indexes", Order::Path),
        paths[3..]
    );
}

#[test]
fn sums_and_counts_are_those_of_the_rows() {
    let mut engine = crate::expected::shipped();
    for query in [
        "",
        "vcf",
        "-vcf",
        "cram",
        "NA12878",
        "chr22",
        "host:ncbi",
        "gz",
    ] {
        let view = View {
            query: query.to_owned(),
            ..View::default()
        };
        let found = engine.find(&view, &[], 0..0).expect(query);
        let numbers = engine.numbers(&view).expect(query).to_vec();
        let list = engine.list();
        let sizes = numbers.iter().map(|file| list.sizes().get(*file));
        let unknown = sizes.clone().filter(Option::is_none).count();
        assert_eq!(found.bytes, sizes.flatten().sum::<u64>(), "{query}");
        assert_eq!(found.unknown_sizes as usize, unknown, "{query}");
        assert_eq!(found.files as usize, numbers.len(), "{query}");
        let facet = |wanted| found.facets.iter().find(|facet| facet.field == wanted);
        let assemblies = facet(QueryField::Assembly).expect("a facet");
        let mut counts = std::collections::BTreeMap::new();
        for file in &numbers {
            let code = list.columns().assembly[*file as usize];
            *counts.entry(code).or_insert(0_u32) += u32::from(code != 0);
        }
        let mut expected: Vec<u32> = counts.into_values().filter(|count| *count > 0).collect();
        expected.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
        let shown = assemblies.values.iter().map(|(_, count)| *count);
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{query}");
    }
}

#[test]
fn sums_over_several_queries_count_each_file_once() {
    let paths = ["a/x1.vcf", "a/x2.bam", "a/y3.bam"].map(str::to_owned);
    let mut engine = Engine::new(snapshot(&paths));
    let queries = ["type:bam", "x2", "x1"].map(str::to_owned);
    let tally = engine.tally(&queries, true).expect("queries");
    assert_eq!((tally.files, tally.bytes), (3, 3000));
    let all = engine.tally(&[String::new()], true).expect("a query");
    assert_eq!(tally, all);
    assert_eq!(
        engine.tally(&queries[1..2], false).expect("a query").digest,
        None
    );
}

#[test]
fn a_former_name_finds_the_file_of_today_and_says_so() {
    const TODAY: &str = "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
    const FORMER: &str =
        "ALL.chr22.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz";
    let address = format!("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/{FORMER}");
    let index = format!("{TODAY}.tbi");
    let other = "release/20130502/ALL.chr21.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
    let paths = [TODAY, &index, other].map(str::to_owned);
    let mut engine = Engine::new(snapshot(&paths));
    for query in [FORMER, &format!("release/20130502/{FORMER}"), &address] {
        assert_eq!(found(&mut engine, query, Order::Path), [TODAY], "{query}");
        let view = View {
            query: query.to_owned(),
            ..View::default()
        };
        let notes = engine.find(&view, &[], 0..1).expect("a query").notes;
        assert!(
            matches!(&notes[..], [Note::Renamed { path, .. }] if path.as_str() == TODAY),
            "{query}: {notes:?}"
        );
    }
    let index = format!("{FORMER}.tbi");
    assert_eq!(found(&mut engine, &index, Order::Path), [paths[1].as_str()]);
    // What is left out is meant by its letters.
    let without = format!("chr22 -{FORMER}");
    assert_eq!(found(&mut engine, &without, Order::Path).len(), 2);
}

/// Any checksum: a table names a file only with some fact.
const MD5: &str = "0cc175b9c0f1b6a831c399e269772661";

#[test]
fn files_of_unknown_size_weigh_what_such_files_weigh_on_average() {
    let registry = MirrorRegistry::built_in();
    let mut importer = Importer::new(Roots::of(&registry));
    let collection = "data_collections/1000G_2504_high_coverage";
    let ena = "ftp.sra.ebi.ac.uk/vol1";
    let ncbi = "ftp-trace.ncbi.nih.gov/1000genomes/ftp";
    let main = "ftp.1000genomes.ebi.ac.uk/vol1/ftp";
    let panel = format!("{collection}/working/20220422_3202_phased_SNV_INDEL_SV");
    let set = "data_collections/1000_genomes_project/release/20190312_biallelic_SNV_and_INDEL";
    let cram = Some(36_000_000_000_000 / 2_504);
    let cases = [
        (ena, "run/E1/A.final.cram".to_owned(), "", cram),
        (ena, "run/E1/B.final.cram".to_owned(), "17", None),
        (ena, "run/E1/A.final.cram.crai".to_owned(), "", None),
        (ena, "fastq/E1/A.final.cram".to_owned(), "", None),
        (
            ncbi,
            "1000G_2504_high_coverage/data/E1/A.final.cram".to_owned(),
            "",
            cram,
        ),
        (main, format!("{collection}/data/A.final.cram"), "", cram),
        (
            main,
            format!("{panel}/chr1.vcf.gz"),
            "",
            Some(29_767_081_443 / 22),
        ),
        (
            main,
            format!("{panel}/chr1.vcf.gz.tbi"),
            "",
            Some(2_777_366 / 23),
        ),
        (
            main,
            format!(
                "{set}/ALL.chr1.shapeit2_integrated_snvindels_v2a_27022019.GRCh38.phased.vcf.gz"
            ),
            "",
            Some(12_400_000_000 / 23),
        ),
        (
            main,
            format!(
                "{set}/supporting/related_samples/ALL.chr1.shapeit2_integrated_snvindels_v2a_related_samples_27022019.GRCh38.phased.vcf.gz"
            ),
            "",
            None,
        ),
        (
            main,
            "phase3/data/A/A.low_coverage.bam".to_owned(),
            "",
            None,
        ),
    ];
    let row = |(host, path, size, _): &(&str, String, &str, _)| {
        format!("{host}\t{path}\t{size}\t{MD5}\n")
    };
    let rows: String = cases.iter().map(row).collect();
    let table = format!("host\tpath\tsize\tmd5\n{rows}");
    let each = Roots::of_each(&registry);
    let added = importer.add_facts(table.as_bytes(), &each, |_: &HostPath| false);
    assert_eq!(added.expect("a table").skipped, 0);
    let files = importer.finish("a test", "2026-11-29").expect("it fits").0;
    let mut engine = Engine::new(open_snapshot(&files, usize::MAX).expect("whole"));
    let result = engine.find(&View::default(), &[], 0..0).expect("a query");
    let mut sum = Estimate::default();
    for file in 0..result.files {
        let path = engine.list().path(file).to_string();
        let (.., expected) = cases.iter().find(|case| case.1 == path).expect("a file");
        assert_eq!(engine.listed(file).weight, *expected, "{path}");
        sum.add(*expected);
    }
    assert_eq!(
        (result.files, result.unknown_sizes, result.bytes),
        (11, 10, 17)
    );
    assert_eq!((result.estimate, sum.files), (sum, 6));
    let tally = engine.tally(&["final.cram -crai".to_owned()], false);
    let tally = tally.expect("a query");
    assert_eq!((tally.estimate.files, tally.unknown_sizes), (3, 4));
}
