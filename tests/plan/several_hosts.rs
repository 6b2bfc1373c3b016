//! Plans over several hosts: which host is asked for what, and that nothing of two hosts gets in each other's way.

use crate::fixture::{MD5, file, plan};
use crate::hosts::{MAIN, READS, on, plans};
use crate::path::path;
use igsr_fetch::catalogue::Estimate;
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::{HostName, HostPath, MirrorRegistry, RemotePath};
use igsr_fetch::plan::{PlanOptions, PlannedFile, Plans, Refusal, Totals, Warning};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const EXACT: Option<Size> = Some(Size::Exact(1000));

fn planned(files: &[PlannedFile], mirror: &str) -> Plans {
    plans(files, mirror, &PlanOptions::default())
}

fn one(host: &str, path: &str) -> PlannedFile {
    on(host, file(path, EXACT, Some(MD5)))
}

#[test]
fn each_host_has_a_plan_and_the_main_site_comes_first() {
    let files = [
        one(READS, "run/b.cram"),
        one("other.example.org", "x"),
        one(MAIN, "release/a"),
        one(READS, "run/a.cram"),
        one("FTP.example.org", "release/b"),
        // Another address of the main site.
        one("old.example.org", "release/c"),
    ];
    let plans = planned(&files, "main");
    let found: Vec<_> = plans
        .all()
        .iter()
        .map(|plan| {
            let paths: Vec<_> = plan.items.iter().map(|item| item.path.as_str()).collect();
            (
                plan.host().to_string(),
                plan.destination.below.clone(),
                paths.join(" "),
            )
        })
        .collect();
    let row = |host: &str, folder: &str, paths: &str| {
        (host.to_owned(), folder.to_owned(), paths.to_owned())
    };
    assert_eq!(
        found,
        [
            row("ftp.example.org", "igsr", "release/a release/b release/c"),
            row("127.0.0.1:8", "igsr/127.0.0.1_8", "run/a.cram run/b.cram"),
            row("other.example.org", "igsr/other.example.org", "x"),
        ]
    );
    assert_eq!(plans.main().map(|plan| plan.items.len()), Some(3));
    assert_eq!(
        plans.all()[1].items[0].url,
        "http://127.0.0.1:8/vol1/run/a.cram"
    );
    assert_eq!(plans.all()[2].items[0].url, "https://other.example.org/x");
}

#[test]
fn the_chosen_mirror_is_asked_for_files_of_the_main_site_only() {
    let plans = planned(&[one(MAIN, "release/a"), one(READS, "run/a")], "old");
    let mirrors: Vec<_> = plans
        .all()
        .iter()
        .map(|plan| plan.mirror.name.as_str())
        .collect();
    assert_eq!(mirrors, ["Old", "Reads"]);
}

#[test]
fn an_archive_is_got_by_no_account_but_its_own() {
    let plans = planned(
        &[one(MAIN, "a"), one(READS, "a"), one("x.example.org", "a")],
        "main",
    );
    let accounts: Vec<_> = plans
        .all()
        .iter()
        .map(|plan| {
            let aspera = plan.aspera.as_ref().map(|own| own.account.user.as_str());
            (aspera, plan.globus.is_some())
        })
        .collect();
    assert_eq!(
        accounts,
        [(Some("guest"), true), (Some("era"), false), (None, false)]
    );
    for plan in &plans.all()[1..] {
        let borrowed = |warning: &Warning| {
            matches!(
                warning,
                Warning::OtherMirrorForAspera { .. } | Warning::OtherMirrorForGlobus { .. }
            )
        };
        assert!(!plan.warnings.iter().any(borrowed), "{:?}", plan.warnings);
    }
}

#[test]
fn checksums_of_an_index_file_hold_for_the_archive() {
    let plans = planned(&[one(READS, "run/a"), one("x.example.org", "a")], "own");
    assert!(plans.all().iter().all(|plan| plan.items[0].md5.is_some()));
    assert_eq!(plans.main(), None);
}

#[test]
fn sums_are_over_all_hosts() {
    let files = [
        one(MAIN, "a"),
        one(READS, "a"),
        on(READS, file("b", None, None)),
    ];
    let expected = Totals {
        files: 3,
        bytes: 2000,
        exact: false,
        unknown_sizes: 1,
        estimate: Estimate::default(),
        with_md5: 2,
    };
    assert_eq!(planned(&files, "main").totals(), expected);
    assert_eq!(planned(&files, "main").totals().seconds_at(1000), Some(16));
    let none = planned(&[], "main");
    assert!(none.all().is_empty() && none.totals().exact);
}

#[test]
fn a_host_whose_name_no_command_could_hold_is_refused() {
    for host in ["", "a b", "$(touch x)", "a/../b", "-x", "a:b", "é.org"] {
        let plans = planned(&[one(host, "a"), one(MAIN, "b")], "main");
        assert_eq!(plans.totals().files, 1, "{host:?}");
        let refused: Vec<_> = plans.refused().iter().collect();
        let [(at, Refusal::HostName)] = refused[..] else {
            panic!("{host:?}: {refused:?}")
        };
        assert_eq!((&at.host, plans.refusals()), (&HostName::new(host), 1));
    }
}

#[test]
fn a_file_of_the_main_site_does_not_get_into_the_folder_of_an_archive() {
    let files = [
        one(MAIN, "127.0.0.1_8/run/a"),
        one(MAIN, "x.example.org"),
        one(MAIN, "X.Example.org/b"),
        one(MAIN, "release/x.example.org"),
        one(READS, "run/a"),
        one("x.example.org", "b"),
    ];
    let plans = planned(&files, "main");
    let main = plans.main().expect("a plan of the main site");
    let refused = |text: &str, host: &str| (path(text), Refusal::FolderOfHost(HostName::new(host)));
    assert_eq!(
        main.refused,
        [
            refused("127.0.0.1_8/run/a", READS),
            refused("X.Example.org/b", "x.example.org"),
            refused("x.example.org", "x.example.org"),
        ]
    );
    assert_eq!(main.items.len(), 1);
    assert_eq!(plans.refusals(), 3);
    // Without files of that host there is no folder of it.
    assert_eq!(planned(&files[..4], "main").refusals(), 0);
}

#[test]
fn names_that_begin_alike_are_no_clash() {
    let names = [
        "a",
        "a.tbi",
        "a-b",
        "a-b/c",
        "a.tbi.md5",
        "ab/a",
        "b/a",
        "b",
    ];
    let files: Vec<_> = names.iter().map(|name| file(name, EXACT, None)).collect();
    let plan = plan(&files, "main", &PlanOptions::default());
    let below = |name: &str, other: &str| (path(name), Refusal::BelowAFile(path(other)));
    assert_eq!(plan.refused, [below("a-b/c", "a-b"), below("b/a", "b")]);
}

proptest! {
    /// Compared with the plain way: each path looked up among all others.
    #[test]
    fn what_can_be_saved_is_what_no_other_file_stands_in_the_way_of(
        names in vec(vec(select(vec!["a", "b", "high", "data_collections", "a.b", "a-"]), 1..4), 0..8),
    ) {
        let mut paths: Vec<String> = names.iter().map(|parts| parts.join("/")).collect();
        paths.sort();
        paths.dedup();
        let files: Vec<_> = paths.iter().map(|path| file(path, EXACT, None)).collect();
        for mirror in ["main", "old"] {
            let plan = plan(&files, mirror, &PlanOptions::default());
            prop_assert_eq!(plan.items.len() + plan.refused.len(), paths.len());
            let places: Vec<_> = plan.items.iter().map(|item| item.local_path.as_str()).collect();
            for (index, place) in places.iter().enumerate() {
                let below = format!("{place}/");
                let mut others = places.iter().enumerate().filter(|(other, _)| *other != index);
                prop_assert!(!others.any(|(_, other)| other == place || other.starts_with(&below)));
            }
            let here = |path: &RemotePath| plan.mirror.path_here(path).to_string();
            for (path, reason) in &plan.refused {
                let (Refusal::SameLocalPath(other) | Refusal::BelowAFile(other)) = reason else {
                    return Err(TestCaseError::fail(format!("{path}: {reason:?}")));
                };
                let (path, other) = (here(path), here(other));
                let is_below = path.strip_prefix(&other).is_some_and(|rest| rest.starts_with('/'));
                prop_assert!(path == other || is_below);
            }
        }
    }

    #[test]
    fn the_order_of_files_does_not_matter(
        files in vec((select(vec![MAIN, READS, "x.example.org", "a b"]), "[ab]/[ab]{1,2}"), 0..12),
        turn in 0..12_usize,
    ) {
        let mut files: Vec<_> = files.iter().map(|(host, path)| one(host, path)).collect();
        let sorted = |plans: Plans| {
            let mut refused = plans.refused().to_vec();
            refused.sort_by(|one, other| one.0.cmp(&other.0));
            (plans.all().to_vec(), refused)
        };
        let forth = sorted(planned(&files, "main"));
        let by = turn.min(files.len());
        files.rotate_left(by);
        prop_assert_eq!(sorted(planned(&files, "main")), forth);
    }
}

#[test]
fn a_contradicting_checksum_of_a_file_given_twice_is_named_once() {
    let mut file = one(MAIN, "release/a");
    file.file.other_md5s = vec![
        "92eb5ffee6ae2fec3ad71c777531578f"
            .parse()
            .expect("a checksum"),
    ];
    let plans = planned(&[file.clone(), file.clone()], "main");
    let items = &plans.main().expect("a plan").items;
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].other_md5s, file.file.other_md5s);
}

#[test]
fn what_the_chosen_mirror_lacks_comes_from_the_only_one_that_has_it() {
    let registry = MirrorRegistry::built_in();
    let (ebi, ncbi) = ("ftp.1000genomes.ebi.ac.uk", "ftp-trace.ncbi.nlm.nih.gov");
    let crai = "data_collections/1000G_2504_high_coverage/data/ERR1/NA1.final.cram.crai";
    let panel = "release/20130502/integrated_call_samples_v3.20130502.ALL.panel";
    let files = [one(ncbi, crai), one(ebi, panel), one(ncbi, panel)];
    let plan = |mirror: &str| {
        let mirror = registry
            .offered(true)
            .find(|one| one.base_url.host_name() == HostName::new(mirror));
        Plans::new(
            &files,
            mirror.expect("a mirror"),
            &registry,
            &PlanOptions::default(),
        )
    };
    let shown = |plans: &Plans| -> Vec<(String, Vec<String>)> {
        let plans = plans.all().iter();
        plans
            .map(|plan| {
                let urls = plan.items.iter().map(|item| item.url.clone());
                (plan.mirror.name.clone(), urls.collect())
            })
            .collect()
    };
    let at_ncbi = "https://ftp-trace.ncbi.nlm.nih.gov/1000genomes/ftp/1000G_2504_high_coverage/data/ERR1/NA1.final.cram.crai";
    let plans = plan(ebi);
    let [(first, of_site), (second, of_ncbi)] = &shown(&plans)[..] else {
        panic!("{:?}", shown(&plans));
    };
    assert!(
        first.contains("EBI") && second.contains("NCBI"),
        "{first}, {second}"
    );
    assert_eq!(
        (of_site.len(), &of_ncbi[..]),
        (1, &[at_ncbi.to_owned()][..])
    );
    // It is all in one plan where the mirror itself is chosen.
    assert_eq!(plan(ncbi).all().len(), 1);
}

#[test]
fn an_archives_file_comes_from_the_chosen_mirror_if_that_has_a_copy() {
    const ENA: &str = "ftp.sra.ebi.ac.uk";
    let registry = MirrorRegistry::built_in();
    let files = [
        "run/ERR323/ERR3239276/NA06985.final.cram",
        "run/ERR398/ERR3988761/HG00405.final.cram",
        "run/ERR323/ERR3239276/NA06985.final.cram.crai",
        "fastq/ERR323/ERR3239276/ERR3239276_1.fastq.gz",
        "run/ERR1/ERR1000000/x.final.cram",
    ]
    .map(|path| one(ENA, path));
    let urls = |mirror: &str| -> Vec<String> {
        let mirror = registry
            .get(&mirror.to_owned().into())
            .expect("a mirror in the data");
        let plans = Plans::new(&files, mirror, &registry, &PlanOptions::default());
        let items = plans.all().iter().flat_map(|plan| &plan.items);
        items.map(|item| item.url.clone()).collect()
    };
    let ena = |path: &str| format!("https://ftp.sra.ebi.ac.uk/vol1/{path}");
    let rest = [
        "fastq/ERR323/ERR3239276/ERR3239276_1.fastq.gz",
        "run/ERR1/ERR1000000/x.final.cram",
        "run/ERR323/ERR3239276/NA06985.final.cram.crai",
    ]
    .map(ena);
    for (mirror, base) in [
        ("ncbi", "https://ftp-trace.ncbi.nlm.nih.gov/1000genomes/ftp"),
        ("s3", "https://1000genomes.s3.amazonaws.com"),
    ] {
        let copies = [
            "additional_698_related/data/ERR3988761/HG00405.final.cram",
            "data/ERR3239276/NA06985.final.cram",
        ];
        let copies = copies.map(|path| format!("{base}/1000G_2504_high_coverage/{path}"));
        assert_eq!(urls(mirror), [&copies[..], &rest].concat(), "{mirror}");
    }
    let mut all: Vec<String> = files
        .iter()
        .map(|file| ena(file.file.path.as_str()))
        .collect();
    all.sort();
    assert_eq!(urls("ebi"), all);
}

#[test]
fn no_account_is_offered_of_a_mirror_that_lacks_all_files() {
    let registry = MirrorRegistry::built_in();
    let s3 = registry.get(&"s3".to_owned().into()).expect("S3");
    let accounts = |files: &[PlannedFile]| {
        let plans = Plans::new(files, s3, &registry, &PlanOptions::default());
        let plan = plans.main().expect("a plan");
        (plan.aspera.is_some(), plan.globus.is_some())
    };
    let main = "ftp.1000genomes.ebi.ac.uk";
    let copy = one(
        "ftp.sra.ebi.ac.uk",
        "run/ERR323/ERR3239276/NA06985.final.cram",
    );
    let former = "release/20130502/ALL.chr1.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz";
    assert_eq!(accounts(std::slice::from_ref(&copy)), (false, false));
    assert_eq!(accounts(&[one(main, former)]), (false, false));
    let common = one(main, "release/20130502/README_phase3_callset_20150220");
    assert_eq!(accounts(&[copy, common]), (true, true));
}

#[test]
fn a_copy_leads_back_to_the_file_of_the_archive() {
    let registry = MirrorRegistry::built_in();
    let ncbi = registry.get(&"ncbi".to_owned().into()).expect("NCBI");
    for file in [
        "run/ERR324/ERR3242000/HG00100.final.cram",
        "run/ERR398/ERR3988761/HG00405.final.cram",
    ] {
        let PlannedFile { host, file } = one("ftp.sra.ebi.ac.uk", file);
        let copy = registry.copies_on(ncbi, &host).path_of(&file.path);
        let copy = copy.expect("a copy");
        let path = file.path;
        let at = HostPath { host, path };
        assert_eq!(registry.copied_from(&copy), Some(at));
    }
    for other in [
        "data_collections/1000G_2504_high_coverage/data/ERR3242000/HG00100.final.cram.crai",
        "data_collections/1000G_2504_high_coverage/data/x/HG00100.final.cram",
        "release/a.final.cram",
    ] {
        assert_eq!(registry.copied_from(&path(other)), None, "{other}");
    }
}
