//! Samples: put together from rows, sent as bytes, filtered, and read from what people paste.

use igsr_fetch::catalogue::{
    Catalogue, Cohort, MOST_PASTED, MOST_SAMPLES, MOST_SUGGESTED, PasteError, Pasted,
    PopulationTable, SampleError, SampleFacts, SampleFilter, SampleList, Sex, read_names,
    replace_entry,
};
use igsr_fetch::common::WireError;
use proptest::prelude::*;

/// Of the 30x pedigree, as the site has them: a family of CEU and one of YRI, whose child is a relative of the 2,535 too.
const PEDIGREE: &str = "\
FamilyID SampleID FatherID MotherID Sex Population Superpopulation
1463 NA12878 NA12891 NA12892 2 CEU EUR
1463 NA12891 0 0 1 CEU EUR
1463 NA12892 0 0 2 CEU EUR
Y117 NA19238 0 0 2 YRI AFR
Y117 NA19239 0 0 1 YRI AFR
Y117 NA19240 NA19239 NA19238 2 YRI AFR
HG00096 HG00096 0 0 1 GBR EUR
HG00097 HG00097 0 0 2 GBR EUR
";

/// Those of them in the phase 3 panel.
const PANEL: [&str; 4] = ["NA19238", "NA19239", "HG00096", "HG00097"];

fn rows() -> Vec<SampleFacts<'static>> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split(' ').collect();
        let in_phase3 = PANEL.contains(&cells[1]);
        SampleFacts {
            family: cells[0],
            name: cells[1],
            father: cells[2],
            mother: cells[3],
            sex: [None, Some(Sex::Male), Some(Sex::Female)]
                [cells[4].parse::<usize>().expect("a number")],
            population: cells[5],
            in_phase3,
            in_final_phase: in_phase3 || cells[1] == "NA19240",
            in_high_coverage: true,
        }
    };
    let related = SampleFacts {
        name: "HG00124",
        population: "GBR",
        sex: Some(Sex::Female),
        in_final_phase: true,
        ..SampleFacts::default()
    };
    let elsewhere = SampleFacts {
        name: "SC_GMFUL5306370",
        population: "GWF",
        ..SampleFacts::default()
    };
    let pedigree = PEDIGREE.lines().skip(1).map(row);
    pedigree.chain([related, elsewhere]).collect()
}

fn list() -> SampleList {
    let (list, problems) = SampleList::build(rows());
    assert_eq!(problems, []);
    list
}

/// A list of so many samples in a row, `HG00001` first.
fn many(count: usize) -> SampleList {
    let names: Vec<String> = (1..=count).map(|number| format!("HG{number:05}")).collect();
    let rows = names.iter().map(|name| SampleFacts {
        name,
        population: "GBR",
        ..SampleFacts::default()
    });
    SampleList::build(rows).0
}

fn table() -> PopulationTable {
    Catalogue::built_in().populations().clone()
}

fn names(list: &SampleList, places: &[u16]) -> String {
    let name = |place: &u16| {
        list.sample(*place)
            .expect("a place of the list")
            .name
            .to_string()
    };
    places.iter().map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn samples_know_their_families_and_cohorts() {
    let list = list();
    let place = list.find("na12878").expect("in any case of letters");
    let child = list.sample(place).expect("found");
    assert_eq!(&*child.name, "NA12878");
    assert_eq!(child.sex, Some(Sex::Female));
    assert_eq!(list.population(child), Some("CEU"));
    assert_eq!(list.family(child), Some("1463"));
    assert_eq!((child.related(), child.in_trio()), (Some(true), true));
    let father = list
        .sample(child.father.expect("known"))
        .expect("in the list");
    assert_eq!(&*father.name, "NA12891");
    let children = list.children(child.father.expect("known"));
    assert_eq!(
        children.map(|sample| &*sample.name).collect::<Vec<_>>(),
        ["NA12878"]
    );
    let alone = list
        .sample(list.find("HG00096").expect("there"))
        .expect("found");
    assert_eq!(list.family(alone), None, "a family of one is none");
    assert_eq!((alone.related(), alone.in_trio()), (Some(false), false));
    let elsewhere = list
        .find("SC_GMFUL5306370")
        .and_then(|place| list.sample(place));
    assert_eq!(
        elsewhere.expect("found").related(),
        None,
        "no cohort counts it"
    );
    assert_eq!(list.count(Cohort::Phase3), 4);
    assert_eq!(list.count(Cohort::FinalPhase), 6);
    assert_eq!(list.count(Cohort::HighCoverage), 8);
}

#[test]
fn rows_of_a_sample_add_up_and_what_does_not_fit_is_told() {
    let row = |name, population, sex| SampleFacts {
        name,
        population,
        sex,
        ..SampleFacts::default()
    };
    let panel = SampleFacts {
        in_phase3: true,
        ..row("NA18525", "CHB", None)
    };
    let pedigree = SampleFacts {
        in_high_coverage: true,
        family: "NA18525",
        father: "0",
        ..row("NA18525", "", Some(Sex::Male))
    };
    let other = row("NA18525", "CHS", Some(Sex::Female));
    let blank = row("two words", "CHB", None);
    let (list, problems) = SampleList::build([panel, blank, pedigree, other]);
    assert_eq!(list.samples().len(), 1);
    let sample = &list.samples()[0];
    assert_eq!(list.population(sample), Some("CHB"));
    assert_eq!(sample.sex, Some(Sex::Male));
    assert!(sample.is_in(Cohort::Phase3) && sample.is_in(Cohort::HighCoverage));
    assert_eq!(
        problems,
        [
            SampleError::Name { row: 2 },
            SampleError::Differs {
                row: 4,
                what: "population"
            },
            SampleError::Differs {
                row: 4,
                what: "sex"
            },
        ]
    );
    let (list, problems) = SampleList::build(rows().into_iter().chain(rows()));
    assert_eq!(
        (list, problems),
        (self::list(), vec![]),
        "the same twice is the same"
    );
}

#[test]
fn a_list_has_a_limit() {
    let names: Vec<String> = (0..=MOST_SAMPLES)
        .map(|number| format!("S{number:05}"))
        .collect();
    let rows = names.iter().map(|name| SampleFacts {
        name,
        ..SampleFacts::default()
    });
    let (list, problems) = SampleList::build(rows);
    assert_eq!(list.samples().len(), MOST_SAMPLES);
    assert_eq!(
        problems,
        [SampleError::TooMany {
            row: MOST_SAMPLES + 1
        }]
    );
}

#[test]
fn a_list_arrives_as_it_was_sent() {
    for list in [list(), SampleList::default(), many(MOST_SAMPLES)] {
        let bytes = list.to_bytes();
        assert_eq!(SampleList::from_bytes(&bytes).as_ref(), Ok(&list));
        for end in 0..bytes.len().min(300) {
            assert!(
                SampleList::from_bytes(&bytes[..end]).is_err(),
                "cut at {end}"
            );
        }
        let longer = [&bytes[..], b"\0"].concat();
        assert_eq!(SampleList::from_bytes(&longer), Err(WireError::Excess));
    }
    let mut other = list().to_bytes();
    other[0] += 1;
    assert_eq!(SampleList::from_bytes(&other), Err(WireError::Version));
    let size = many(MOST_SAMPLES).to_bytes().len();
    assert!(size < 10 * MOST_SAMPLES, "{size} bytes");
}

proptest! {
    /// What is read from any bytes is a list that could have been built: sorted, with places that exist.
    #[test]
    fn changed_bytes_give_a_sound_list_or_an_error(at in 0_usize..400, byte: u8) {
        let mut bytes = list().to_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(list) = SampleList::from_bytes(&bytes) {
            let again = SampleList::from_bytes(&list.to_bytes());
            prop_assert_eq!(again.as_ref(), Ok(&list));
            for (place, sample) in (0..).zip(list.samples()) {
                prop_assert_eq!(list.find(&sample.name), Some(place));
                for parent in [sample.father, sample.mother].into_iter().flatten() {
                    prop_assert!(list.sample(parent).is_some());
                }
            }
        }
    }

    #[test]
    fn a_printed_filter_reads_back(
        populations in proptest::sample::subsequence(vec!["CEU", "GBR", "YRI"], 0..=3),
        groups in proptest::sample::subsequence(vec!["AFR", "SAS"], 0..=2),
        sex in proptest::option::of(proptest::sample::select(Sex::ALL.to_vec())),
        related: Option<bool>, trio: Option<bool>, names in proptest::collection::vec("[A-Z]{2}[0-9]{5}", 0..5),
    ) {
        let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
        let filter = SampleFilter {
            populations: owned(populations), superpopulations: owned(groups), sex, related, trio, names,
        };
        prop_assert_eq!(SampleFilter::parse(&filter.as_query(), &table()), (filter, vec![]));
    }
}

#[test]
fn filters_choose_samples() {
    let (list, table) = (list(), table());
    for (query, expected) in [
        (
            "",
            "HG00096 HG00097 HG00124 NA12878 NA12891 NA12892 NA19238 NA19239 NA19240 SC_GMFUL5306370",
        ),
        ("ceu", "NA12878 NA12891 NA12892"),
        ("pop:CEU,gbr sex:female", "HG00097 HG00124 NA12878 NA12892"),
        ("super:AFR", "NA19238 NA19239 NA19240"),
        ("EUR related:yes", "HG00124 NA12878 NA12891 NA12892"),
        ("related:no", "HG00096 HG00097 NA19238 NA19239"),
        ("trio:yes sex:male", "NA12891 NA19239"),
        ("trio:no", "HG00096 HG00097 HG00124 SC_GMFUL5306370"),
        ("pop:CEU super:AFR", ""),
        ("sample:NA12878,na19240,NOBODY", "NA12878 NA19240"),
        ("sample:NA12878,NA19240 pop:YRI", "NA19240"),
        ("sample:NOBODY", ""),
    ] {
        let (filter, rest) = SampleFilter::parse(query, &table);
        assert_eq!(rest, Vec::<String>::new(), "{query}");
        assert_eq!(
            names(&list, &list.select(&filter, &table)),
            expected,
            "{query}"
        );
    }
}

#[test]
fn what_asks_for_no_sample_is_handed_back() {
    let (filter, rest) =
        SampleFilter::parse("CEU chr:22 pop:XYZ sex:none trio:maybe vcf", &table());
    assert_eq!(filter.as_query(), "pop:CEU");
    assert_eq!(rest, ["chr:22", "pop:XYZ", "sex:none", "trio:maybe", "vcf"]);
}

#[test]
fn a_population_and_a_superpopulation_do_not_shut_each_other_out() {
    let mut filter = SampleFilter::default();
    filter.toggle_population("CEU");
    filter.toggle_population("YRI");
    assert_eq!(filter.as_query(), "pop:CEU,YRI");
    filter.toggle_superpopulation("AFR");
    assert_eq!(filter.as_query(), "super:AFR");
    filter.toggle_population("CEU");
    assert!(!filter.needs_samples());
    filter.toggle_population("CEU");
    assert!(filter.is_empty());
    filter.trio = Some(true);
    assert!(filter.needs_samples());
}

/// Sums up what was read: samples · codes · unknown ones with suggestions · repeated.
fn summary(list: &SampleList, pasted: &Pasted) -> String {
    let codes = [&pasted.populations[..], &pasted.superpopulations[..]]
        .concat()
        .join(" ");
    let unknown = pasted
        .unknown
        .iter()
        .map(|entry| format!("{}?{}", entry.text, entry.suggestions.join("/")));
    let unknown = unknown.collect::<Vec<_>>().join(" ");
    format!(
        "{} · {codes} · {unknown} · {}",
        names(list, &pasted.samples),
        pasted.repeated
    )
}

#[test]
fn lists_and_tables_are_read_as_people_paste_them() {
    let (list, table) = (list(), table());
    for (text, expected) in [
        ("", " ·  ·  · 0"),
        ("NA12878", "NA12878 ·  ·  · 0"),
        (
            "na12878, HG00096;NA19240\tHG00097\r\n\"NA12891\"",
            "NA12878 HG00096 NA19240 HG00097 NA12891 ·  ·  · 0",
        ),
        ("CEU yri\nAFR", " · CEU YRI AFR ·  · 0"),
        ("NA12878 NA12878\nna12878 ceu CEU", "NA12878 ·  ·  · 2"),
        ("Samples: NA12878, HG00096", "NA12878 HG00096 ·  ·  · 0"),
        ("# my samples\nNA12878\n#HG00096", "NA12878 ·  ·  · 0"),
        ("Sample\nNA12878\nNA19240", "NA12878 NA19240 ·  ·  · 0"),
        // A panel, with the two tabs at the end of its head.
        (
            "sample\tpop\tsuper_pop\tgender\t\t\nHG00096\tGBR\tEUR\tmale\nHG00097\tGBR\tEUR\tfemale\nHG99999\tGBR\tEUR\tmale",
            "HG00096 HG00097 ·  · HG99999? · 0",
        ),
        // Its rows alone; and rows with commas.
        (
            "HG00096\tGBR\tEUR\tmale\nHG00000\tGBR\tEUR\tmale",
            "HG00096 ·  · HG00000?HG00096/HG00097 · 0",
        ),
        (
            "\"NA12878\",\"CEU\"\n\"NA19240\",\"YRI\"",
            "NA12878 NA19240 ·  ·  · 0",
        ),
        // Unknown rows above the first known one.
        (
            "HG99999\tGBR\tEUR\tmale\nHG00096\tGBR\tEUR\tmale",
            "HG00096 ·  · HG99999? · 0",
        ),
        // A pedigree: the parents are no entries.
        (
            "FamilyID SampleID FatherID MotherID Sex Population Superpopulation\n1463 NA12878 NA12891 NA12892 2 CEU EUR\n1463 NA12888 NA12891 NA12892 2 CEU EUR",
            "NA12878 ·  · NA12888?NA12878/NA12891/NA12892 · 0",
        ),
        (
            "1463 NA12878 NA12891 NA12892 2 CEU EUR\n1463 NA12891 0 0 1 CEU EUR",
            "NA12878 NA12891 ·  ·  · 0",
        ),
        // An export of the portal, whose last column holds commas.
        (
            "Sample name\tSex\tPopulation code\tData collections\nHG00096\tmale\tGBR\t1000 Genomes on GRCh38,Geuvadis",
            "HG00096 ·  ·  · 0",
        ),
        (
            "pop sample\nCEU NA12878\nYRI\nGBR \"\"",
            "NA12878 · YRI ·  · 0",
        ),
        // No table: a sample beside another population.
        ("NA12878, YRI\nHG00096, GBR", "NA12878 HG00096 · YRI ·  · 0"),
        ("NA12878 CEU\nYRI GBR", "NA12878 · YRI GBR ·  · 0"),
        // Unknown: begun, with one error, with two letters swapped, with two errors, with something behind it, hopeless.
        ("NA1289", " ·  · NA1289?NA12891/NA12892/NA12878 · 0"),
        (
            "NA12879 NA21878",
            " ·  · NA12879?NA12878/NA12891/NA12892 NA21878?NA12878 · 0",
        ),
        (
            "NA12878_1 zebrafish",
            " ·  · NA12878_1?NA12878 zebrafish? · 0",
        ),
        (
            "Yoruba tuscan CUE GBRR",
            " ·  · Yoruba?YRI tuscan?TSI CUE?CEU GBRR?GBR · 0",
        ),
        ("é NA1287é", " ·  · é? NA1287é?NA12878 · 0"),
    ] {
        let pasted = read_names(text, &list, &table).expect("few entries");
        assert_eq!(summary(&list, &pasted), expected, "{text:?}");
    }
}

#[test]
fn what_was_pasted_becomes_a_filter() {
    let (list, table) = (list(), table());
    for (text, expected) in [
        ("ceu YRI", "pop:CEU,YRI"),
        ("AFR", "super:AFR"),
        ("NA19240 HG00096", "sample:HG00096,NA19240"),
        ("HG00096 CEU", "sample:HG00096,NA12878,NA12891,NA12892"),
        ("zebrafish", ""),
    ] {
        let pasted = read_names(text, &list, &table).expect("few entries");
        assert_eq!(pasted.filter(&list, &table).as_query(), expected, "{text}");
    }
    let mixed = read_names("CEU AFR", &list, &table)
        .expect("few entries")
        .filter(&list, &table);
    assert_eq!(mixed.as_query(), "pop:CEU,ACB,ASW,ESN,GWD,LWK,MSL,YRI");
}

#[test]
fn ten_thousand_entries_are_read_and_one_more_is_refused() {
    let (list, table) = (many(5_000), table());
    let text = |count: usize| {
        let names = (1..=count).map(|number| format!("HG{number:05}"));
        names.collect::<Vec<_>>().join("\n")
    };
    let pasted = read_names(&text(MOST_PASTED), &list, &table).expect("as many as may be");
    assert_eq!((pasted.samples.len(), pasted.unknown.len()), (5_000, 5_000));
    let with_suggestions = pasted
        .unknown
        .iter()
        .filter(|entry| !entry.suggestions.is_empty());
    assert!((1..=MOST_SUGGESTED).contains(&with_suggestions.count()));
    assert_eq!(
        read_names(&text(MOST_PASTED + 1), &list, &table),
        Err(PasteError::TooMany {
            found: MOST_PASTED + 1
        })
    );
}

proptest! {
    /// No text is too odd, and each entry is a sample, a code, unknown or repeated.
    #[test]
    fn any_text_is_read(text in "([A-Z0-9]{1,8}|NA12878|CEU|GBR|male|sample|\"|é|#|[ ,;\t\n]){0,40}") {
        let (list, table) = (list(), table());
        let pasted = read_names(&text, &list, &table).expect("few entries");
        for entry in &pasted.unknown {
            prop_assert!(list.find(&entry.text).is_none());
            prop_assert!(entry.suggestions.len() <= 3);
        }
        let again = read_names(&names(&list, &pasted.samples), &list, &table).expect("few entries");
        prop_assert_eq!(again.samples, pasted.samples);
    }
}

#[test]
fn an_entry_is_replaced_and_all_else_stays() {
    for (text, expected) in [
        ("NA12879", "NA12878"),
        (
            "HG00096,na12879;\t\"NA12879\"\r\nNA12879x XNA12879",
            "HG00096,NA12878;\t\"NA12878\"\r\nNA12879x XNA12879",
        ),
        ("# NA1287\nNA12879:\n", "# NA1287\nNA12878:\n"),
    ] {
        assert_eq!(replace_entry(text, "NA12879", "NA12878"), expected);
    }
}
