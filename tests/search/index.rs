//! Search: every word, any order, in a predictable order, with reasons.

use igsr_fetch::catalogue::Catalogue;
use igsr_fetch::mirror::RemotePath;
use igsr_fetch::search::{Field, Query, SearchIndex, Target};
use igsr_fetch::search::{documents, highlight};
use proptest::prelude::*;

const CHR22: &str =
    "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";

fn index() -> SearchIndex {
    SearchIndex::new(documents(&Catalogue::built_in(), std::iter::empty()))
}

fn names(index: &SearchIndex, query: &str) -> Vec<String> {
    index
        .search(&Query::parse(query))
        .iter()
        .map(|hit| index.documents()[hit.document].name.clone())
        .collect()
}

fn first(query: &str) -> Target {
    let index = index();
    let hit = &index.search(&Query::parse(query))[0];
    index.documents()[hit.document].target.clone()
}

#[test]
fn the_start_questions_find_their_answer_first() {
    let file = |text: &str| Target::File(RemotePath::parse(text).unwrap());
    for (query, target) in [
        ("phase 3 chr22 vcf", file(CHR22)),
        ("vcf CHR22 phase 3", file(CHR22)),
        ("phase 3", Target::Release("phase3".into())),
        ("phase1", Target::Release("phase1".into())),
        ("tsi", Target::Population("TSI".into())),
        ("Toscani", Target::Population("TSI".into())),
        ("gambian mandinka", Target::Population("GWD".into())),
        ("30x", Target::Collection("30x".into())),
        (
            "integrated_call_samples_v3.20130502.ALL.panel",
            file("release/20130502/integrated_call_samples_v3.20130502.ALL.panel"),
        ),
    ] {
        assert_eq!(first(query), target, "{query}");
    }
}

#[test]
fn a_file_comes_before_its_index() {
    let names = names(&index(), "phase 3 chr22 vcf v5b");
    assert!(names[0].ends_with(".vcf.gz"), "{names:?}");
    assert!(names[1].ends_with(".vcf.gz.tbi"), "{names:?}");
}

#[test]
fn every_word_must_occur() {
    assert!(names(&index(), "chr22 nowhere").is_empty());
    assert!(names(&index(), "").is_empty());
    assert!(names(&index(), "  ").is_empty());
}

#[test]
fn a_hit_says_where_each_word_was_found() {
    let index = index();
    let hits = index.search(&Query::parse("chr22 grch37 release/20130502"));
    assert_eq!(
        hits[0].reasons,
        [Field::Name, Field::Assembly, Field::Directory]
    );
}

#[test]
fn what_was_read_from_a_mirror_is_found_too() {
    let path = RemotePath::parse("release/20130502/supporting/new_thing.txt").unwrap();
    let index = SearchIndex::new(documents(&Catalogue::built_in(), std::iter::once(&path)));
    assert_eq!(names(&index, "new_thing phase 3"), ["new_thing.txt"]);
}

#[test]
fn matches_are_marked() {
    let pieces: Vec<_> = highlight("ALL.Chr22.x", &Query::parse("chr22 r22.x"))
        .into_iter()
        .map(|piece| (piece.text, piece.matched))
        .collect();
    assert_eq!(pieces, [("ALL.", false), ("Chr22.x", true)]);
    for (text, query, expected) in [
        ("ALL.chr3.phase3_v5b.20130502.vcf", "phase 3", "phase3"),
        ("Phase 3 of 2013", "phase 3", "Phase,3"),
        ("phase_3.3", "3 phase", "phase,3,3"),
        ("chr22.20220422", "chr 22", "chr22"),
        ("a.22.b22.122", "22", "22"),
        ("release/20130502/x", "20130502", "20130502"),
        ("pop3", "p 3", "p,p3"),
    ] {
        let pieces = highlight(text, &Query::parse(query)).into_iter();
        let marked = pieces.filter(|piece| piece.matched);
        let marked: Vec<_> = marked.map(|piece| piece.text).collect();
        assert_eq!(marked.join(","), expected, "{text} {query}");
    }
}

proptest! {
    #[test]
    fn marked_pieces_joined_are_the_text(text in ".*", query in ".*") {
        let pieces = highlight(&text, &Query::parse(&query));
        prop_assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text);
    }

    #[test]
    fn the_order_of_words_does_not_matter(mut words in prop::collection::vec("(chr|vcf|phase|3|22|gz|release|grch37)", 1..5)) {
        let index = index();
        let mut forward = names(&index, &words.join(" "));
        words.reverse();
        let mut backward = names(&index, &words.join(" "));
        forward.sort();
        backward.sort();
        prop_assert_eq!(forward, backward);
    }
}
