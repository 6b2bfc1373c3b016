//! What the rules of a selection find, and the sums over it before and after it is planned.

use std::rc::Rc;

use crate::files::picked;
use igsr_fetch::catalogue::Estimate;
use igsr_fetch::plan::Totals;
use igsr_fetch::search::Tally;
use igsr_fetch::selection::{Action, Difference, Files, Rule, Selection};
use igsr_fetch::text::{files_and_size, rule_words};
use igsr_fetch::ui::state::expansion::{Found, RuleFiles, removal, totals};
use igsr_fetch::ui::state::{Expansion, Known};
use igsr_fetch::worker::plan::{PickedAs, PlanSummary};

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

fn tally(files: u32) -> Tally {
    Tally {
        files,
        bytes: u64::from(files) * 10,
        ..Tally::default()
    }
}

/// Two rules that find two files each, three together.
fn found() -> Found {
    let each = |files| RuleFiles {
        tally: tally(files),
        difference: None,
    };
    Found {
        rules: vec![each(2), each(2)],
        together: tally(3),
    }
}

fn ready() -> Expansion {
    Expansion::Ready(Rc::new(found()))
}

#[test]
fn rules_count_as_they_say_until_their_files_are_found() {
    let known = Known::built_in();
    for expansion in [Expansion::Loading, Expansion::Failed("no answer".into())] {
        assert_eq!(
            totals(&selection(), &expansion, None, &known),
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
fn what_rules_find_counts_before_there_is_a_plan_and_the_plan_from_then_on() {
    let known = Known::built_in();
    let sums = totals(&selection(), &ready(), None, &known);
    // Two by name, and three that are found, less the exception of the second rule.
    assert_eq!((sums.files, sums.bytes, sums.exact), (4, 30, false));
    let plan = PlanSummary {
        totals: Totals {
            files: 3,
            bytes: 30,
            exact: true,
            ..Totals::default()
        },
        refusals: 1,
        ..PlanSummary::default()
    };
    let sums = totals(&selection(), &ready(), Some(&plan), &known);
    assert_eq!((sums.files, sums.bytes, sums.unknown_sizes), (4, 30, 1));
}

#[test]
fn a_rule_that_finds_something_else_counts_as_when_it_was_picked() {
    let known = Known::built_in();
    let mut found = found();
    found.together = tally(2);
    found.rules[1].difference = Some(Difference {
        then: 3,
        now: 1_464,
    });
    let expansion = Expansion::Ready(Rc::new(found));
    assert!(!expansion.counts(1));
    // Two by name, two of the first rule, and the other's three less its exception; of the plan those of the first alone.
    assert_eq!(totals(&selection(), &expansion, None, &known).files, 6);
    let plan = PlanSummary {
        totals: Totals {
            files: 3,
            ..Totals::default()
        },
        ..PlanSummary::default()
    };
    let sums = totals(&selection(), &expansion, Some(&plan), &known);
    assert_eq!(sums.files, 5);
}

#[test]
fn what_files_of_unknown_size_weigh_is_in_the_totals() {
    let known = Known::built_in();
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
    let found = Found {
        rules: vec![RuleFiles {
            tally: tally.clone(),
            difference: None,
        }],
        together: tally,
    };
    let selection = Selection::of(Files::default(), vec![rule(179, &[])]);
    let expansion = Expansion::Ready(Rc::new(found));
    let sums = totals(&selection, &expansion, None, &known);
    assert_eq!(files_and_size(&sums), words);
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
fn a_file_is_taken_out_of_its_names_and_of_each_rule_that_finds_it() {
    let file = picked("a");
    let ways = [None, Some(0), Some(4)].map(|rule| PickedAs {
        rule,
        file: file.clone(),
    });
    assert_eq!(
        removal(&ways),
        [
            Action::Remove(vec![file.clone()]),
            Action::Except(0, vec![file.clone()]),
            Action::Except(4, vec![file]),
        ]
    );
    assert_eq!(removal(&[]), []);
}
