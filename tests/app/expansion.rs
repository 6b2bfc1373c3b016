//! What is planned of a selection: files by name, what rules find, and what is taken out again.

use std::rc::Rc;

use crate::files::picked;
use igsr_fetch::catalogue::{Estimate, Provenance, RemoteFile};
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::{HostName, MirrorId, RemotePath};
use igsr_fetch::plan::{PlanOptions, PlannedFile, Plans, Totals};
use igsr_fetch::search::Tally;
use igsr_fetch::selection::{Action, Difference, Files, Rule, Selection};
use igsr_fetch::text::{files_and_size, rule_words, total_size};
use igsr_fetch::ui::state::expansion::{RuleFiles, removal, to_plan, totals, wanted};
use igsr_fetch::ui::state::{Expansion, Known, KnownAction};
use yew::Reducible;

const ENA: &str = "ftp.sra.ebi.ac.uk";
const EBI: &str = "ftp.1000genomes.ebi.ac.uk";

fn found(host: &str, path: &str) -> PlannedFile {
    PlannedFile {
        host: HostName::new(host),
        file: RemoteFile {
            size: Some(Size::Exact(10)),
            ..RemoteFile::unknown(RemotePath::parse(path).unwrap())
        },
    }
}

fn rule(count: u64, except: &[&str]) -> Rule {
    Rule {
        query: format!("query {count}"),
        snapshot: "d".to_owned(),
        count,
        bytes: count * 10,
        unknown_sizes: 0,
        digest: None,
        except: except.iter().map(|text| picked(text)).collect(),
    }
}

/// A file by name, one of ENA by name, and two rules that both find the first.
fn selection() -> Selection {
    let files = Files::from(vec![picked("a"), picked("//ftp.sra.ebi.ac.uk/x")]);
    Selection::of(files, vec![rule(2, &[]), rule(3, &["c"])])
}

fn ready() -> Expansion {
    let first = vec![found(EBI, "a"), found(ENA, "y")];
    let second = vec![found(EBI, "a"), found(EBI, "b")];
    let each = [first, second].map(|files| RuleFiles {
        tally: tally(u32::try_from(files.len()).expect("a few files")),
        files,
        difference: None,
    });
    Expansion::Ready(Rc::new(each))
}

fn tally(files: u32) -> Tally {
    Tally {
        files,
        bytes: u64::from(files) * 10,
        ..Tally::default()
    }
}

fn plans(expansion: &Expansion, known: &Known) -> Plans {
    let files = to_plan(selection().files(), expansion, known);
    let mirror = known.registry.get_or_default(None);
    Plans::new(&files, mirror, &known.registry, &PlanOptions::default())
}

#[test]
fn a_file_that_is_found_twice_is_planned_once() {
    let plans = plans(&ready(), &Known::built_in());
    let paths: Vec<_> = plans
        .all()
        .iter()
        .flat_map(|plan| {
            plan.items
                .iter()
                .map(|item| (plan.is_archive, item.path.as_str()))
        })
        .collect();
    assert_eq!(
        paths,
        [(false, "a"), (false, "b"), (true, "x"), (true, "y")]
    );
    let sums = totals(&selection(), &ready(), &plans);
    assert_eq!((sums.files, sums.bytes, sums.unknown_sizes), (4, 30, 1));
}

#[test]
fn rules_count_as_they_say_until_their_files_are_found() {
    let known = Known::built_in();
    for expansion in [Expansion::Loading, Expansion::Failed("no answer".into())] {
        let plans = plans(&expansion, &known);
        assert_eq!(plans.totals().files, 2);
        assert_eq!(
            totals(&selection(), &expansion, &plans),
            Totals {
                files: 6,
                bytes: 50,
                exact: false,
                unknown_sizes: 2,
                ..Totals::default()
            }
        );
    }
}

#[test]
fn a_rule_that_finds_something_else_counts_as_when_it_was_picked() {
    let known = Known::built_in();
    let Expansion::Ready(found) = ready() else {
        unreachable!("it is ready");
    };
    let mut found = found.to_vec();
    found[1].files.clear();
    found[1].difference = Some(Difference {
        then: 3,
        now: 1_464,
    });
    let expansion = Expansion::Ready(found.into());
    let plans = plans(&expansion, &known);
    assert_eq!(plans.totals().files, 3);
    // Less its exception.
    assert_eq!(totals(&selection(), &expansion, &plans).files, 5);
}

#[test]
fn what_files_of_unknown_size_weigh_is_in_the_totals() {
    let known = Known::built_in();
    let mut cram = found(ENA, "run/E1/A.final.cram");
    cram.file.size = None;
    cram.file.weight = Some(14_376_996_805);
    let rules = [RuleFiles {
        tally: tally(1),
        files: vec![cram],
        difference: None,
    }];
    let expansion = Expansion::Ready(Rc::new(rules));
    let selection = Selection::of(Files::default(), vec![rule(1, &[])]);
    let plan = |expansion: &Expansion| {
        let files = to_plan(selection.files(), expansion, &known);
        let mirror = known.registry.get_or_default(None);
        Plans::new(&files, mirror, &known.registry, &PlanOptions::default())
    };
    let sums = totals(&selection, &expansion, &plan(&expansion));
    assert_eq!(
        total_size(&sums),
        "about 14.4 GB (estimated; 1 size unknown)"
    );
    // A rule that finds too much for a plan has its own sums.
    let estimate = Estimate {
        bytes: 2_577_600_000_000,
        files: 179,
    };
    let tally = Tally {
        files: 179,
        unknown_sizes: 179,
        estimate,
        ..Tally::default()
    };
    let words = "179 files, about 2.6 TB (estimated; 179 sizes unknown)";
    assert_eq!(rule_words(&rule(179, &[]), Some(&tally)), words);
    let found = Rc::new([]);
    let most = 100;
    let expansion = Expansion::TooMany { found, tally, most };
    let sums = totals(&selection, &expansion, &plan(&expansion));
    assert_eq!(files_and_size(&sums), words);
}

#[test]
fn rules_that_find_too_much_count_each_file_once_and_leave_the_others_their_files() {
    let known = Known::built_in();
    let Expansion::Ready(found) = ready() else {
        unreachable!("it is ready");
    };
    let tally = Tally {
        files: 900_000,
        bytes: 7,
        ..Tally::default()
    };
    let most = 100_000;
    let expansion = Expansion::TooMany { found, tally, most };
    let plans = plans(&expansion, &known);
    assert!(plans.totals().files > 2);
    let sums = totals(&selection(), &expansion, &plans);
    let named = selection().files().len();
    assert!(
        sums.files <= 900_000 + named && sums.files > 899_000,
        "{sums:?}"
    );
}

#[test]
fn a_rule_says_what_it_finds_now_and_until_then_what_it_found() {
    let rule = rule(198, &["c"]);
    assert_eq!(rule_words(&rule, None), "198 files, 2.0 kB, without 1");
    for found in ready().found() {
        let words = rule_words(&rule, Some(&found.tally));
        assert_eq!(words, "2 files, 20 B, without 1");
    }
}

#[test]
fn what_was_read_from_a_mirror_holds_for_files_of_rules_too() {
    let md5 = "d41d8cd98f00b204e9800998ecf8427e".parse().unwrap();
    let file = RemoteFile {
        md5: Some(md5),
        provenance: Provenance::CurrentTree {
            mirror: MirrorId("ebi".to_owned()),
            read_at: 1,
        },
        ..found(EBI, "b").file
    };
    let known = Rc::new(Known::built_in()).reduce(KnownAction::Files(vec![file]));
    let plans = plans(&ready(), &known);
    let main = plans.main().unwrap();
    let with_md5 = main.items.iter().find(|item| item.md5.is_some());
    assert_eq!(with_md5.map(|item| item.path.as_str()), Some("b"));
}

#[test]
fn a_file_is_taken_out_of_its_names_and_of_each_rule_that_finds_it() {
    let registry = Known::built_in().registry;
    let actions = |file: &str| removal(&picked(file), &selection(), &ready(), &registry);
    let ena = "//ftp.sra.ebi.ac.uk/y";
    for (file, expected) in [
        (
            "a",
            vec![
                Action::Remove(vec![picked("a")]),
                Action::Except(0, vec![picked("a")]),
                Action::Except(1, vec![picked("a")]),
            ],
        ),
        ("b", vec![Action::Except(1, vec![picked("b")])]),
        (ena, vec![Action::Except(0, vec![picked(ena)])]),
        // The same path on the main site is another file.
        ("y", vec![]),
    ] {
        assert_eq!(actions(file), expected, "{file}");
    }
    let original = picked("//ftp.sra.ebi.ac.uk/run/ERR323/ERR3239276/NA06985.final.cram");
    let copy = "data_collections/1000G_2504_high_coverage/data/ERR3239276/NA06985.final.cram";
    let named = Selection::of(vec![original.clone()].into(), vec![]);
    assert_eq!(
        removal(&picked(copy), &named, &Expansion::Nothing, &registry),
        [Action::Remove(vec![original])]
    );
}

#[test]
fn exceptions_are_not_among_what_a_rule_finds() {
    let registry = Known::built_in().registry;
    let all = vec![found(EBI, "c"), found(ENA, "c"), found(EBI, "d")];
    let rule = rule(3, &["c", "//ftp.sra.ebi.ac.uk/z"]);
    let left = wanted(&rule, all.clone(), &registry);
    assert_eq!(left, all[1..]);
}
