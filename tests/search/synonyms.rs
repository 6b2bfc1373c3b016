//! What words mean beside their letters: the shipped list, and the names of populations.

use std::collections::BTreeSet;

use igsr_fetch::catalogue::{Catalogue, PopulationTable};
use igsr_fetch::search::{FileQuery, QueryField, Synonyms, Term, Test};

const SHIPPED: &str = include_str!("../../static/catalogue/synonyms.json");

fn written(meanings: Vec<Test>) -> String {
    let mut query = FileQuery::default();
    for test in meanings {
        let negated = false;
        query.push(Term { negated, test });
    }
    query.to_string()
}

#[test]
fn words_mean_what_people_look_for() {
    let synonyms = Synonyms::built_in();
    for (word, meanings) in [
        ("crams", "type:cram"),
        ("VCFs", "type:vcf"),
        ("indices", "type:index"),
        ("30x", "collection:30x"),
        ("high_coverage", "collection:30x group:high_coverage"),
        (
            "1kg",
            "release:phase3,phase1,pilot collection:30x,grch38,ont-vienna",
        ),
        ("Phase-3", "release:phase3"),
        ("chr22", "chr:22"),
        ("chrom22", "chr:22"),
        ("Chromosome 22", "chr:22"),
        ("chrx", "chr:X"),
        ("chr23", ""),
        ("hg38", "assembly:GRCh38"),
        ("b37", "assembly:GRCh37 name:human_g1k_v37"),
        ("30 x", "collection:30x"),
        ("30×", "collection:30x"),
        ("30-X coverage", "collection:30x"),
        ("chr1..3", "chr:1,2,3"),
        ("chr1 to chr3", "chr:1,2,3"),
        ("chr{21..22}", "chr:21,22"),
        ("chr21-X", "chr:21,22,X"),
        ("MT", "chr:MT"),
        ("Han Chinese", "pop:CHB,CHS"),
        ("hg18", "assembly:NCBI36"),
        ("exome", "group:exome"),
        ("trios", "trio:yes"),
        ("unrelated", "related:no"),
        ("males", "sex:male"),
        ("Women", "sex:female"),
        ("ceu", "pop:CEU"),
        ("afr", "super:AFR"),
        ("Toscani in Italia", "pop:TSI"),
        ("Italy", "pop:TSI"),
        ("Yoruba", "pop:YRI"),
        ("dai", "pop:CDX"),
        ("indian", "pop:GIH,ITU"),
        ("chinese", "pop:CDX,CHB,CHS"),
        ("african", "super:AFR pop:ACB,ASW"),
        ("asians", "super:EAS,SAS"),
        ("South Asian", "super:SAS"),
        ("puerto rican", "pop:PUR"),
        ("ancestry", ""),
        ("with", ""),
        ("in", ""),
        ("uk", ""),
        ("genotypes", ""),
        ("s", ""),
        ("", ""),
    ] {
        assert_eq!(written(synonyms.meanings(word)), meanings, "{word}");
    }
}

#[test]
fn groups_of_words_are_found_at_the_beginning_the_longest_first() {
    let synonyms = Synonyms::built_in();
    let group = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        synonyms
            .group(&words)
            .map(|(len, meanings)| (len, written(meanings)))
    };
    let found = |len, meanings: &str| Some((len, meanings.to_owned()));
    assert_eq!(group("phase 3 chr 22"), found(2, "release:phase3"));
    assert_eq!(group("chr 22 phase 3"), found(2, "chr:22"));
    assert_eq!(group("South Asian ancestry crams"), found(3, "super:SAS"));
    assert_eq!(group("han chinese in beijing china"), found(5, "pop:CHB"));
    assert_eq!(group("chromosomes 1 2 and 3 vcf"), found(5, "chr:1,2,3"));
    assert_eq!(group("chr1 to chr3 to"), found(3, "chr:1,2,3"));
    assert_eq!(group("chr1 and vcf"), None);
    assert_eq!(group("all CEU crams"), None);
    assert_eq!(group("crams"), None);
}

#[test]
fn values_that_people_type_after_a_field_are_known_too() {
    let synonyms = Synonyms::built_in();
    assert_eq!(synonyms.values(QueryField::Type, "crams"), ["cram"]);
    assert_eq!(synonyms.values(QueryField::Assembly, "hg19"), ["GRCh37"]);
    assert_eq!(synonyms.values(QueryField::Population, "toscani"), ["TSI"]);
    assert_eq!(
        synonyms.values(QueryField::Population, "african"),
        ["ACB", "ASW"]
    );
    assert_eq!(synonyms.values(QueryField::Sex, "crams"), [""; 0]);
}

#[test]
fn filler_is_known_in_any_case() {
    let synonyms = Synonyms::built_in();
    assert!(synonyms.is_filler("ALL") && synonyms.is_filler("its") && !synonyms.is_filler("cram"));
}

#[test]
fn words_that_exclude_and_the_numbers_of_plink_are_data() {
    let synonyms = Synonyms::built_in();
    assert!(synonyms.is_negation("NOT") && synonyms.is_negation("without"));
    assert!(!synonyms.is_negation("exome"));
    for (word, chromosome) in [
        ("chr23", Some("X")),
        ("Chromosome 24", Some("Y")),
        ("chr25", Some("X")),
        ("chr26", Some("MT")),
        ("chr22", None),
        ("chr27", None),
        ("23", None),
    ] {
        assert_eq!(synonyms.plink_chromosome(word), chromosome, "{word}");
    }
}

#[test]
fn words_can_be_listed_for_the_search_of_typing_errors() {
    let synonyms = Synonyms::built_in();
    let words: Vec<&str> = synonyms.words().collect();
    assert!(words.is_sorted() && words.contains(&"toscani") && words.contains(&"high coverage"));
}

#[test]
fn every_code_of_the_catalogue_is_a_word() {
    let synonyms = Synonyms::built_in();
    let table = PopulationTable::built_in();
    assert_eq!(&table, Catalogue::built_in().populations());
    for population in &table.populations {
        for words in [&population.code, &population.name, &population.description] {
            let codes = synonyms.values(QueryField::Population, words);
            assert!(codes.contains(&population.code), "{words}");
        }
    }
}

#[test]
fn shipped_meanings_name_what_the_catalogue_has() {
    let synonyms = Synonyms::built_in();
    let catalogue = Catalogue::built_in();
    for words in synonyms.words() {
        let meanings = synonyms.meanings(words);
        assert!(!meanings.is_empty(), "{words}");
        for meaning in meanings {
            let Test::Field(field, values) = meaning else {
                panic!("{words} means no field");
            };
            for value in values {
                let known = match field {
                    QueryField::Population => catalogue.population(&value).is_some(),
                    QueryField::Superpopulation => {
                        catalogue.populations().superpopulation(&value).is_some()
                    }
                    QueryField::Release => catalogue.release(&value).is_some(),
                    QueryField::Collection => catalogue.collection(&value).is_some(),
                    _ => field.normalise(&value).as_ref() == Some(&value),
                };
                assert!(known, "{words} means {}:{value}", field.name());
            }
        }
    }
}

#[test]
fn the_shipped_list_is_tidy() {
    let list: serde_json::Value = serde_json::from_str(SHIPPED).expect("JSON");
    let entries = list["entries"].as_array().expect("entries");
    let filler = list["filler"].as_array().expect("filler");
    let negations = list["negations"].as_array().expect("negations");
    assert!(negations.is_sorted_by_key(|word| word.as_str()));
    assert!(negations.iter().all(|word| !filler.contains(word)));
    let mut seen = BTreeSet::new();
    for entry in entries {
        assert!(
            entry["source"]
                .as_str()
                .is_some_and(|source| source.len() > 10),
            "{entry}"
        );
        for word in entry["words"].as_array().expect("words") {
            let text = word.as_str().expect("a text");
            let tidy = text.split(' ').all(|part| {
                let fits = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
                !part.is_empty() && part.bytes().all(fits)
            });
            assert!(
                tidy,
                "{text:?} is not small letters and digits with single blanks"
            );
            assert!(seen.insert(text), "{text} stands there twice");
            assert!(
                !filler.contains(word),
                "{text} means something and is filler"
            );
        }
    }
    assert!(filler.is_sorted_by_key(|word| word.as_str()));
}

#[test]
fn a_list_with_a_fault_is_refused_with_its_place() {
    let populations = PopulationTable::built_in();
    let refusal = |means: &str| {
        let text = format!(
            r#"{{"about": "", "date": "", "filler": [], "not_of_populations": [], "before_chromosomes": [],
                "entries": [{{"words": ["a"], "means": [{means}], "source": "x"}}]}}"#
        );
        Synonyms::read(&text, &populations)
            .map(drop)
            .map_err(|error| error.to_string())
    };
    assert_eq!(refusal("\"type:vcf\""), Ok(()));
    for means in [
        "\"chr:23\"",
        "\"type:vcf chr:2\"",
        "\"-type:vcf\"",
        "\"\"",
        "\"popp:CEU\"",
    ] {
        let error = refusal(means).expect_err(means);
        assert!(error.contains("synonyms.entries[0].means[0]"), "{error}");
    }
    assert!(refusal("1").is_err() && Synonyms::read("{}", &populations).is_err());
}
