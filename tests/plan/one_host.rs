//! What a transfer plan holds, refuses and warns of.

use crate::fixture::{MD5, file, plan, registry};
use crate::hosts::OWN_URL;
use crate::path::path;
use igsr_fetch::catalogue::{Estimate, Provenance, RemoteFile};
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::MirrorId;
use igsr_fetch::plan::{
    Anchor, BROWSER_LIMIT, Destination, OptionError, PlanOptions, Refusal, Totals, TransferPlan,
    Warning,
};

const EXACT: Option<Size> = Some(Size::Exact(1000));

fn rounded() -> Option<Size> {
    Size::from_apache("701M")
}

fn listed(path: &str, size: Option<Size>, mirror: &str) -> RemoteFile {
    let provenance = Provenance::DirectoryIndex {
        mirror: MirrorId(mirror.to_owned()),
        read_at: 0,
    };
    RemoteFile {
        provenance,
        ..file(path, size, None)
    }
}

fn planned(files: &[RemoteFile], mirror: &str) -> TransferPlan {
    plan(files, mirror, &PlanOptions::default())
}

#[test]
fn a_file_given_twice_counts_once_with_the_best_that_is_known() {
    let about = listed("release/b", Size::from_apache("1.0K"), "main");
    let exact = file("release/b", EXACT, Some(MD5));
    let other = file("release/a", None, None);
    for files in [[&about, &exact, &other], [&exact, &other, &about]] {
        let plan = planned(&files.map(Clone::clone), "main");
        let found: Vec<_> = plan
            .items
            .iter()
            .map(|item| (item.path.as_str(), item.size, item.md5.is_some()))
            .collect();
        assert_eq!(
            found,
            [("release/a", None, false), ("release/b", EXACT, true)]
        );
    }
}

#[test]
fn a_file_without_bytes_that_has_some_elsewhere_is_warned_of() {
    let empty = |files: &[RemoteFile], mirror| {
        let plan = planned(files, mirror);
        let mut warnings = plan.warnings.into_iter();
        warnings.find_map(|warning| match warning {
            Warning::EmptyOnMirror { paths, .. } => Some(paths),
            _ => None,
        })
    };
    let nothing = Some(Size::Exact(0));
    let here = listed("release/a", nothing, "main");
    let warned = Some(vec![path("release/a")]);
    let known = file("release/a", EXACT, None);
    assert_eq!(empty(&[here.clone(), known.clone()], "main"), warned);
    let elsewhere = listed("release/a", rounded(), "old");
    assert_eq!(empty(&[here.clone(), elsewhere], "main"), warned);
    // Nobody knows better, or it is another mirror's file that is empty.
    assert_eq!(empty(std::slice::from_ref(&here), "main"), None);
    let also_empty = file("release/a", nothing, None);
    assert_eq!(empty(&[here.clone(), also_empty], "main"), None);
    assert_eq!(empty(&[here, known], "old"), None);
}

#[test]
fn what_the_mirror_itself_says_comes_before_the_catalogue() {
    let newer = "11111111111111111111111111111111";
    let provenance = Provenance::CurrentTree {
        mirror: MirrorId("main".to_owned()),
        read_at: 0,
    };
    let live = RemoteFile {
        provenance,
        ..file("x", Some(Size::Exact(7)), Some(newer))
    };
    let plan = planned(&[file("x", EXACT, Some(MD5)), live], "main");
    assert_eq!(plan.items[0].size, Some(Size::Exact(7)));
    assert_eq!(plan.items[0].md5, newer.parse().ok());
}

#[test]
fn a_size_seen_on_the_mirror_that_contradicts_the_catalogue_means_another_version() {
    let seen = listed("x", rounded(), "main");
    let plan = planned(&[file("x", EXACT, Some(MD5)), seen], "main");
    assert_eq!((plan.items[0].size, plan.items[0].md5), (rounded(), None));
}

#[test]
fn a_file_seen_only_on_another_mirror_is_warned_of_wherever_it_is_asked_for() {
    let plan = planned(&[listed("release/only_v5a.gz", EXACT, "old")], "old");
    let asked: Vec<_> = plan
        .warnings
        .iter()
        .filter_map(|warning| match warning {
            Warning::NotSeenOn { mirror, paths } => Some((mirror.as_str(), paths.len())),
            _ => None,
        })
        .collect();
    assert_eq!(asked, [("Main", 1)], "{:?}", plan.warnings);
    let plan = planned(&[file("release/known.gz", EXACT, Some(MD5))], "old");
    assert!(plan.seen_only_on.is_empty());
}

#[test]
fn a_relocated_file_keeps_the_layout_of_the_mirror() {
    let plan = planned(
        &[file("data_collections/high/x y.cram", EXACT, None)],
        "old",
    );
    assert_eq!(
        plan.items[0].path.as_str(),
        "data_collections/high/x y.cram"
    );
    assert_eq!(plan.items[0].local_path, "high/x y.cram");
    assert_eq!(plan.items[0].url, "https://old.example.org/high/x%20y.cram");
}

#[test]
fn files_that_no_list_can_name_are_refused() {
    let long = format!("release/{}", "n".repeat(256));
    for (text, reason) in [
        ("", Refusal::NotAFile),
        ("release/a\nb", Refusal::UnwritableCharacter),
        ("release/a\u{1b}[31mb", Refusal::UnwritableCharacter),
        ("release/a\u{85}b", Refusal::UnwritableCharacter),
        ("release/a\u{2028}b", Refusal::UnwritableCharacter),
        ("release/a\u{2029}b", Refusal::UnwritableCharacter),
        (&long, Refusal::NameTooLong),
    ] {
        let plan = planned(
            &[file(text, EXACT, None), file("kept", EXACT, None)],
            "main",
        );
        assert_eq!(plan.refused, [(path(text), reason)], "{text:?}");
        assert_eq!(plan.items.len(), 1, "{text:?}");
    }
}

#[test]
fn files_that_would_stand_in_each_others_way_are_refused() {
    let here = [
        file("high/x", EXACT, None),
        file("data_collections/high/x", EXACT, None),
    ];
    let plan = planned(&here, "old");
    assert_eq!(
        plan.refused,
        [(
            path("high/x"),
            Refusal::SameLocalPath(path("data_collections/high/x"))
        )]
    );
    let nested = [
        file("a/b/c", EXACT, None),
        file("a", EXACT, None),
        file("a-b", EXACT, None),
    ];
    let plan = planned(&nested, "main");
    assert_eq!(
        plan.refused,
        [(path("a/b/c"), Refusal::BelowAFile(path("a")))]
    );
    assert_eq!(plan.items.len(), 2);
}

#[test]
fn facts_hold_only_for_the_files_that_they_were_read_of() {
    for (known, mirror, holds) in [
        (file("x", EXACT, Some(MD5)), "main", true),
        (file("x", EXACT, Some(MD5)), "old", true),
        (file("x", EXACT, Some(MD5)), "own", false),
        (listed("x", EXACT, "main"), "old", true),
        (listed("x", EXACT, "main"), "own", false),
        (listed("x", EXACT, "own"), "own", true),
        (listed("x", EXACT, "own"), "main", false),
        (listed("x", EXACT, "unknown"), "main", false),
    ] {
        let item = planned(std::slice::from_ref(&known), mirror)
            .items
            .remove(0);
        assert_eq!(
            item.size,
            EXACT.filter(|_| holds),
            "{known:?} from {mirror}"
        );
        assert_eq!(
            item.md5,
            known.md5.filter(|_| holds),
            "{known:?} from {mirror}"
        );
    }
}

#[test]
fn totals_say_how_sure_they_are() {
    let about = 701 << 20;
    for (sizes, bytes, exact, unknown_sizes) in [
        (vec![EXACT, EXACT], 2000, true, 0),
        (vec![EXACT, rounded()], 1000 + about, false, 0),
        (vec![EXACT, None], 1000, false, 1),
        (vec![], 0, true, 0),
    ] {
        let files: Vec<_> = sizes
            .iter()
            .enumerate()
            .map(|(n, size)| file(&n.to_string(), *size, None))
            .collect();
        let expected = Totals {
            files: sizes.len(),
            bytes,
            exact,
            unknown_sizes,
            ..Totals::default()
        };
        assert_eq!(planned(&files, "main").totals(), expected);
    }
}

#[test]
fn totals_estimate_only_what_no_size_is_known_of() {
    let weighing = |path: &str, size, weight| RemoteFile {
        weight,
        ..file(path, size, None)
    };
    let sum = |bytes, files| Estimate { bytes, files };
    for (files, bytes, unknown, estimate, left, seconds) in [
        // All exact, whatever they would weigh.
        (
            vec![(EXACT, Some(9)), (EXACT, None)],
            2000,
            0,
            sum(0, 0),
            0,
            16,
        ),
        // Some unknown, of which one can be estimated.
        (
            vec![(EXACT, None), (None, Some(500)), (None, None)],
            1000,
            2,
            sum(500, 1),
            1,
            12,
        ),
        // All unknown, all estimated.
        (
            vec![(None, Some(500)), (None, Some(700))],
            0,
            2,
            sum(1200, 2),
            0,
            10,
        ),
        // All unknown, none estimated.
        (vec![(None, None), (None, None)], 0, 2, sum(0, 0), 2, 0),
        (
            vec![(None, Some(u64::MAX)), (EXACT, None)],
            1000,
            1,
            sum(u64::MAX, 1),
            0,
            u64::MAX / 125,
        ),
    ] {
        let files: Vec<_> = (0..).zip(files).collect();
        let files: Vec<_> = files
            .into_iter()
            .map(|(n, (size, weight)): (u8, _)| weighing(&n.to_string(), size, weight))
            .collect();
        let totals = planned(&files, "main").totals();
        assert_eq!((totals.bytes, totals.unknown_sizes), (bytes, unknown));
        assert_eq!(
            (totals.estimate, totals.without_estimate()),
            (estimate, left)
        );
        assert_eq!(totals.exact, unknown == 0);
        assert!(
            totals
                .seconds_at(1000)
                .is_some_and(|found| found.abs_diff(seconds) <= 1)
        );
        assert_eq!(totals.and(totals).estimate, estimate.and(estimate));
    }
    // The list says what it weighs, the mirror's own page how large it is.
    let estimated = weighing("a", None, Some(500));
    let shown = listed("a", EXACT, "main");
    let totals = planned(&[estimated, shown], "main").totals();
    assert_eq!(
        (totals.bytes, totals.exact, totals.estimate),
        (1000, true, sum(0, 0))
    );
}

#[test]
fn time_is_rounded_up_and_unknown_at_speed_zero() {
    let plan = planned(&[file("x", EXACT, None)], "main");
    for (speed, seconds) in [
        (0, None),
        (8000, Some(1)),
        (7999, Some(2)),
        (u64::MAX, Some(1)),
    ] {
        assert_eq!(plan.seconds_at(speed), seconds, "{speed}");
    }
    let huge = [
        file("x", Some(Size::Exact(u64::MAX)), None),
        file("y", EXACT, None),
    ];
    assert_eq!(planned(&huge, "main").seconds_at(8), Some(u64::MAX));
}

#[test]
fn a_mirror_without_accounts_borrows_those_of_the_first_that_has_them() {
    for (mirror, checksums_hold) in [("main", true), ("old", true), ("own", false)] {
        let plan = planned(&[file("x", EXACT, Some(MD5))], mirror);
        let aspera = plan.aspera.expect("the account of the main mirror");
        let globus = plan.globus.expect("the collection of the main mirror");
        assert_eq!(
            (aspera.mirror.name.as_str(), aspera.checksums_hold),
            ("Main", checksums_hold)
        );
        assert_eq!(
            (globus.mirror.name.as_str(), globus.checksums_hold),
            ("Main", checksums_hold)
        );
    }
    let own = registry(OWN_URL);
    let json = r#"{"format":3,"default":"own","aspera_keys":[],"mirrors":[{"id":"own","name":"Own",
        "organisation":"","base_url":"http://127.0.0.1:9/","current":true,"index":"pages",
        "holds_catalogue_files":true,"connections":9,"note":"","source":""}]}"#;
    let alone = igsr_fetch::mirror::MirrorRegistry::from_json(json, None).expect("a registry");
    let mirror = own.get(&MirrorId("old".to_owned())).expect("a mirror");
    let plan = TransferPlan::new(
        &[file("x", EXACT, None)],
        mirror,
        &alone,
        &PlanOptions::default(),
    );
    assert!(plan.aspera.is_none() && plan.globus.is_none());
}

#[test]
fn every_warning_has_its_cause() {
    let note = |text: &str| text.to_owned();
    let v5b = "release/ALL.chr22_v5b.vcf.gz";
    let huge = Some(Size::Exact(BROWSER_LIMIT + 1));
    let checked = |path: &str| file(path, EXACT, Some(MD5));
    let borrowed = [
        Warning::OtherMirrorForAspera {
            mirror: note("Main"),
        },
        Warning::OtherMirrorForGlobus {
            mirror: note("Main"),
        },
    ];
    let limited = Warning::RateLimited {
        note: note("Slow on purpose."),
    };
    let frozen = Warning::FrozenMirror {
        note: note("A copy of 2015."),
    };
    let lacking = Warning::LackingOnMirror {
        paths: vec![path(v5b)],
        mirror: note("Old"),
        reason: note("Old has v5a."),
        instead: None,
    };
    for (files, mirror, expected) in [
        (vec![], "old", vec![]),
        (vec![checked("x")], "main", vec![limited.clone()]),
        (
            vec![checked(v5b)],
            "old",
            [&[frozen, lacking][..], &borrowed].concat(),
        ),
        (
            vec![checked("x")],
            "own",
            [
                &[
                    Warning::OwnFiles {
                        note: note("Made-up files."),
                    },
                    Warning::NoChecksum { count: 1 },
                ][..],
                &borrowed,
            ]
            .concat(),
        ),
        (
            vec![file("x", rounded(), None), file("y", huge, Some(MD5))],
            "main",
            vec![
                limited.clone(),
                Warning::NoChecksum { count: 1 },
                Warning::RoundedSizes,
                Warning::TooLargeForBrowser { count: 1 },
            ],
        ),
        (
            vec![checked("a:b"), checked("README"), checked("readme")],
            "main",
            vec![
                limited,
                Warning::CaseClash {
                    paths: vec![path("readme")],
                },
                Warning::NamesNotForAspera {
                    paths: vec![path("a:b")],
                },
            ],
        ),
    ] {
        assert_eq!(
            planned(&files, mirror).warnings,
            expected,
            "{files:?} from {mirror}"
        );
    }
}

#[test]
fn options_that_no_command_could_hold_are_named_and_not_used() {
    let id = "AAAAAAAA-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    for (destination, aspera_key, globus_destination, problems) in [
        ("igsr", "", "", vec![]),
        ("~/my data", "$HOME/key.pem", id, vec![]),
        ("", "", "", vec![OptionError::DestinationEmpty]),
        (" ", "", "", vec![OptionError::DestinationEmpty]),
        ("a\nb", "", "", vec![OptionError::DestinationCharacter]),
        ("a/../../b", "", "", vec![OptionError::DestinationParent]),
        ("igsr", "k\u{7}ey", "", vec![OptionError::KeyCharacter]),
        (
            "igsr",
            "",
            "my laptop",
            vec![OptionError::GlobusDestinationNotAnId],
        ),
        (
            "igsr",
            "",
            "$(touch x)",
            vec![OptionError::GlobusDestinationNotAnId],
        ),
    ] {
        let options = PlanOptions {
            destination: destination.to_owned(),
            aspera_key: aspera_key.to_owned(),
            globus_destination: globus_destination.to_owned(),
        };
        assert_eq!(options.problems(), problems, "{options:?}");
        let plan = plan(&[], "main", &options);
        if problems.is_empty() {
            assert_eq!(plan.destination, Destination::read(destination));
        } else {
            assert_eq!(plan.destination, Destination::read("igsr"));
            assert_eq!((plan.aspera_key, plan.globus_destination), (None, None));
        }
    }
}

#[test]
fn places_are_split_from_what_they_start_at() {
    for (text, anchor, below) in [
        ("igsr", Anchor::Here, "igsr"),
        (" ./a//b/ ", Anchor::Here, "a/b"),
        (".", Anchor::Here, ""),
        ("~", Anchor::Home, ""),
        ("~/a b", Anchor::Home, "a b"),
        ("$HOME/a", Anchor::Home, "a"),
        ("$HOMER/a", Anchor::Here, "$HOMER/a"),
        ("~anna/a", Anchor::Here, "~anna/a"),
        ("/scratch/a/", Anchor::Root, "scratch/a"),
        ("-rf", Anchor::Here, "-rf"),
    ] {
        assert_eq!(
            Destination::read(text),
            Destination {
                anchor,
                below: below.to_owned()
            },
            "{text}"
        );
    }
}

#[test]
fn a_file_of_which_the_mirror_has_another_version_is_told_with_its_name() {
    let registry = igsr_fetch::mirror::MirrorRegistry::built_in();
    let s3 = registry.get(&MirrorId("s3".to_owned())).expect("S3");
    let name = |version: &str| {
        format!("ALL.chr22.phase3_shapeit2_mvncall_integrated_{version}.20130502.genotypes.vcf.gz")
    };
    let wanted = format!("release/20130502/{}", name("v5b"));
    let plan = TransferPlan::new(
        &[file(&wanted, EXACT, Some(MD5))],
        s3,
        &registry,
        &PlanOptions::default(),
    );
    let lacking = plan
        .warnings
        .into_iter()
        .find(|warning| matches!(warning, Warning::LackingOnMirror { .. }));
    assert_eq!(
        lacking,
        Some(Warning::LackingOnMirror {
            paths: vec![path(&wanted)],
            mirror: "Amazon S3".to_owned(),
            reason: "Amazon S3 has the older v5a files. Their names and contents differ."
                .to_owned(),
            instead: Some(name("v5a")),
        })
    );
}
