//! The query language of the file search: what is understood, how it is written back, and how mistakes are explained.

use igsr_fetch::search::{
    FileQuery, Limit, MAX_QUERY_BYTES, MAX_QUERY_NAMES, MAX_QUERY_TERMS, PartialDate, QUERY_HELP,
    QueryError, QueryErrorKind, QueryField, Term, Test,
};
use proptest::prelude::*;

fn query(text: &str) -> FileQuery {
    FileQuery::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

fn problem(text: &str) -> QueryError {
    FileQuery::parse(text).expect_err(text)
}

fn date(text: &str) -> PartialDate {
    PartialDate::parse(text).expect(text)
}

fn field(field: QueryField, values: &[&str]) -> Test {
    Test::Field(field, values.iter().map(ToString::to_string).collect())
}

#[test]
fn each_form_of_term_is_understood() {
    use QueryField as F;
    for (text, expected) in [
        ("chr22", Test::Text("chr22".into())),
        ("a\"b", Test::Text("a\"b".into())),
        ("a=b", Test::Text("a=b".into())),
        ("/data/", Test::Text("/data/".into())),
        (
            "\"a \\\"b\\\\ \\c:/d\"",
            Test::Phrase("a \"b\\ \\c:/d".into()),
        ),
        ("\"popp:x\"", Test::Phrase("popp:x".into())),
        ("pop:ceu,yri,CEU", field(F::Population, &["CEU", "YRI"])),
        ("POPULATION:Toscani", field(F::Population, &["Toscani"])),
        ("super:afr", field(F::Superpopulation, &["AFR"])),
        (
            "sample:na12878,HGDP00001",
            field(F::Sample, &["NA12878", "HGDP00001"]),
        ),
        ("sex:F", field(F::Sex, &["female"])),
        ("gender:male", field(F::Sex, &["male"])),
        ("related:N", field(F::Related, &["no"])),
        ("trio:true", field(F::Trio, &["yes"])),
        (
            "chrom:chr22,chromosomeX,m",
            field(F::Chromosome, &["22", "X", "MT"]),
        ),
        ("chr:20-22,21", field(F::Chromosome, &["20", "21", "22"])),
        ("type:.VCF.gz,Index", field(F::Type, &["vcf", "index"])),
        (
            "collection:\"1000 Genomes 30x\"",
            field(F::Collection, &["1000 Genomes 30x"]),
        ),
        ("in:/phase3/data/", field(F::Directory, &["phase3/data"])),
        ("in:/", field(F::Directory, &["/"])),
        ("group:\"Low coverage\"", field(F::Group, &["low_coverage"])),
        (
            "host:FTP.sra.ebi.ac.uk",
            field(F::Host, &["ftp.sra.ebi.ac.uk"]),
        ),
        ("size:>1G", Test::Size(Limit::Over(1_000_000_000))),
        ("size>=1.5GiB", Test::Size(Limit::AtLeast(1_610_612_736))),
        ("size:<700MB", Test::Size(Limit::Under(700_000_000))),
        ("size:\"<= 1 KB\"", Test::Size(Limit::AtMost(1_000))),
        ("size:=0", Test::Size(Limit::Is(0))),
        (
            "size:1G..2G",
            Test::Size(Limit::Between(1_000_000_000, 2_000_000_000)),
        ),
        ("date:>2020", Test::Date(Limit::Over(date("2020")))),
        (
            "date<20200501",
            Test::Date(Limit::Under(date("2020-05-01"))),
        ),
        (
            "modified:2015..2020",
            Test::Date(Limit::Between(date("2015"), date("2020"))),
        ),
        (
            "date:2020-05..2020",
            Test::Date(Limit::Between(date("2020-05"), date("2020"))),
        ),
    ] {
        for negated in [false, true] {
            let text = [if negated { "-" } else { "" }, text].concat();
            let test = expected.clone();
            assert_eq!(query(&text).terms, [Term { negated, test }], "{text}");
        }
    }
}

#[test]
fn queries_are_written_in_one_form() {
    for (text, written) in [
        ("", ""),
        (" \t\n", ""),
        ("  Phase3   chr22\u{a0}b Phase3", "Phase3 chr22 b"),
        ("\"one two\"three", "\"one two\" three"),
        ("population:ceu,\"YRI\" -CHROM:chrx", "pop:CEU,YRI -chr:X"),
        (
            "collection:\"1000 Genomes 30x\",30x",
            "collection:\"1000 Genomes 30x\",30x",
        ),
        ("name:\"a,b\",\"c\\\"d\"", "name:\"a,b\",c\"d"),
        ("size:1500M", "size:1.5G"),
        ("size:=1024", "size:1KiB"),
        ("size>1234567", "size:>1234567"),
        ("date:=20130502", "date:2013-05-02"),
        ("date:>=2020-05", "date:>=2020-05"),
        ("date:2015..2020", "date:2015..2020"),
        ("--x", "-\"-x\""),
        ("-!A", "-\"!A\""),
        ("a - b", "a b"),
        ("chr 1 - 3", "chr 1 to 3"),
        ("chr 3 phase 3", "chr 3 phase 3"),
        ("-“low coverage”", "-\"low coverage\""),
        ("“low coverage”", "low coverage"),
        ("é-ü", "é-ü"),
    ] {
        assert_eq!(query(text).to_string(), written, "{text}");
        assert_eq!(query(written), query(text), "{text}");
    }
}

#[test]
fn texts_that_cannot_stand_as_words_are_written_in_quotes() {
    for text in ["a b", "-a", "a:b", "\"a", "size>1G", "http://a/b"] {
        let test = Test::Text(text.into());
        let term = Term {
            negated: true,
            test,
        };
        let written = FileQuery { terms: vec![term] }.to_string();
        let test = Test::Phrase(text.into());
        assert_eq!(
            query(&written).terms,
            [Term {
                negated: true,
                test
            }],
            "{written}"
        );
    }
}

#[test]
fn mistakes_are_explained_with_their_place() {
    let mut table = String::new();
    for text in [
        "phase3 \"abc",
        "phase3 \"\" x",
        "pop:\"CE",
        "pop:",
        "pop:CEU, YRI",
        "pop:,CEU x",
        "pop:\" \"",
        "popp:CEU",
        "poppulatoin:CEU",
        "colection:30x",
        "wxyz:1",
        "coll:30x",
        ":x",
        "é:1",
        "chr22:16000000-17000000",
        "X:1-2",
        "size:big",
        "size:>",
        "size:1G..",
        "size:1.5",
        "size:1.5.5G",
        "size:>1G..2G x",
        "size:2G..1G x",
        "size:1G,2G",
        "date:soon",
        "date:20",
        "date:2020-13",
        "date:2020-1",
        "date:2015..",
        "date:2023-02-29 x",
        "date:2020..2015 x",
        "chr:23",
        "chr:22-20",
        "chr:ch",
        "sex:fem",
        "sex:unknown",
        "related:maybe",
        "trio:ye",
        "-",
        "- b",
        "https://",
        "ftp:",
        "a\u{a0}-",
    ] {
        let problem = problem(text);
        let quiet = if problem.is_unfinished() {
            " (unfinished)"
        } else {
            ""
        };
        let place = &text[problem.span.clone()];
        table += &[
            text,
            "\n    [",
            place,
            "]",
            quiet,
            " ",
            &problem.to_string(),
            "\n    ",
            &problem.remedy(),
            "\n",
        ]
        .concat();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_query_has_limits() {
    let names: Vec<String> = (0..10_000).map(|number| format!("NA{number:05}")).collect();
    let rule = format!("collection:30x sample:{}", names.join(","));
    assert_eq!(query(&rule).values(QueryField::Sample), names);
    let most = "x".repeat(MAX_QUERY_BYTES);
    assert_eq!(query(&most).terms.len(), 1);
    let long = problem(&["é", &most].concat());
    assert_eq!(
        (long.fault, long.span),
        (QueryErrorKind::TooLong, 200_000..200_002)
    );
    let words: Vec<String> = (0..=MAX_QUERY_TERMS).map(|word| word.to_string()).collect();
    assert_eq!(query(&words[1..].join(" ")).terms.len(), MAX_QUERY_TERMS);
    let many = problem(&words.join(" "));
    assert_eq!(
        (many.fault, many.span),
        (QueryErrorKind::TooManyTerms, 182..184)
    );
    let column = names[..MAX_QUERY_NAMES].join("\n");
    assert_eq!(query(&column).terms.len(), MAX_QUERY_NAMES);
    assert_eq!(
        query(&[&column, " exome bam"].concat()).terms.len(),
        MAX_QUERY_NAMES + 2
    );
    let more = problem(&names[..=MAX_QUERY_NAMES + MAX_QUERY_TERMS].join("\n"));
    assert_eq!(more.fault, QueryErrorKind::TooManyTerms);
    assert!(more.remedy().contains("5,000 names"), "{}", more.remedy());
}

#[test]
fn pasted_addresses_stand_for_their_place() {
    let path = |text: &str| field(QueryField::Path, &[text]);
    for text in [
        "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/a.vcf.gz",
        "ftp:/ftp.1000genomes.ebi.ac.uk/vol1/ftp/phase3/data/",
        "S3://1000genomes/phase3/b%20c.txt?x=1#y",
        "fasp-g1k@fasp.1000genomes.ebi.ac.uk:vol1/ftp/a.bam",
        "ftp.sra.ebi.ac.uk:run/ERR323/ERR3239626/NA12878.final.cram",
        "47772002-3e5b-4fd3-b97c-18cee38d6df2:/1000g/ftp/release/",
        "/vol1/ftp/release/20130502/",
        "ftp/release/20130502/",
    ] {
        assert_eq!(query(text).terms[0].test, path(text), "{text}");
        assert!(query(&format!("-{text}")).terms[0].negated, "{text}");
    }
    let host = field(QueryField::Host, &["ftp.sra.ebi.ac.uk"]);
    assert_eq!(query("https://ftp.sra.ebi.ac.uk/").terms[0].test, host);
    for text in ["/data/", "phase3/data", "a.b/c", "HG00096.bam"] {
        assert_eq!(query(text).terms[0].test, Test::Text(text.into()), "{text}");
    }
}

#[test]
fn a_column_of_addresses_is_one_term() {
    let written = |text: &str| query(text).to_string();
    assert_eq!(
        written("<https://a.org/b/c>\nftp://d.org/e/f, ftp/release/g\t https://a.org/b/c"),
        "path:https://a.org/b/c,ftp://d.org/e/f,ftp/release/g"
    );
    assert_eq!(
        written("https://a.org/b/c,https://a.org/b/d x"),
        "path:https://a.org/b/c,https://a.org/b/d x"
    );
    let column = |before: &str| {
        let lines: Vec<String> = (0..2_000).map(|n| format!("{before}{n}.vcf")).collect();
        query(&lines.join("\n"))
    };
    let addresses = column("/vol1/ftp/release/");
    assert_eq!(addresses.values(QueryField::Path).len(), 2_000);
    // Paths without an address stay words, as a single one may be a part of a path.
    assert_eq!(column("release/").terms.len(), 2_000);
}

#[test]
fn of_paths_on_the_own_disk_the_name_counts() {
    for (text, written) in [
        ("~/data/ALL.chr22.vcf.gz", "ALL.chr22.vcf.gz"),
        (
            "C:\\Users\\me\\ALL.chr22.vcf.gz cram",
            "ALL.chr22.vcf.gz cram",
        ),
        ("d:\\a.vcf.gz", "a.vcf.gz"),
    ] {
        assert_eq!(query(text).to_string(), written, "{text}");
    }
    assert!(
        FileQuery::parse("C:\\data\\").is_err(),
        "nothing stands behind the folder"
    );
}

#[test]
fn of_commands_and_rows_the_files_count() {
    let address = "https://a.org/b/c.vcf.gz";
    for text in [
        "wget ADDRESS",
        "wget -c -O x.vcf.gz 'ADDRESS'",
        "$ curl -C - -O \"ADDRESS\"",
        "/usr/bin/curl -L ADDRESS > x",
        "aria2c -x16 -s16 -o out.vcf.gz ADDRESS",
        "tabix -h ADDRESS 22:16050000-16060000",
        "bcftools view -r chr22:1-200 ADDRESS | head",
        "nohup wget \\\n  --continue ADDRESS &",
        "[the calls](ADDRESS)",
        "See [the calls](ADDRESS).",
        "d41d8cd98f00b204e9800998ecf8427e  ADDRESS",
        "ADDRESS\tfile\t1090\tThu Sep 17 15:59:11 2015\td41d8cd98f00b204e9800998ecf8427e",
        "ERR3239334\tADDRESS\t2019-05-01\t12.5",
    ] {
        let pasted = query(&text.replace("ADDRESS", address));
        assert_eq!(pasted.values(QueryField::Path), [address], "{text}");
        // A sentence keeps its words.
        let words = usize::from(text.starts_with("See")) * 2;
        assert_eq!(pasted.terms.len(), words + 1, "{text}");
    }
    for (text, written) in [
        ("d41d8cd98f00b204e9800998ecf8427e *a.vcf.gz", "a.vcf.gz"),
        (
            "MD5 (a.vcf.gz) = d41d8cd98f00b204e9800998ecf8427e",
            "a.vcf.gz",
        ),
        (
            "aws s3 cp s3://1000genomes/a/b.txt ./b.txt --no-sign-request",
            "path:s3://1000genomes/a/b.txt",
        ),
        (
            "ascp -i ~/k.openssh -P33001 -l 100M u@h.org:vol1/a.bam .",
            "path:u@h.org:vol1/a.bam",
        ),
        (
            "globus transfer 47772002-3e5b-4fd3-b97c-18cee38d6df2:/a/ 00000000-3e5b-4fd3-b97c-18cee38d6df2:/b/",
            "path:47772002-3e5b-4fd3-b97c-18cee38d6df2:/a/",
        ),
        (
            "for i in {1..22}; do wget ftp://a.org/b/chr${i}.vcf.gz; done",
            "path:ftp://a.org/b/chr*.vcf.gz",
        ),
        (
            "curl -O ftp://a.org/b/chr[1-22].vcf.gz",
            "path:ftp://a.org/b/chr*.vcf.gz",
        ),
        // Of a panel, the samples count.
        (
            "sample\tpop\nNA12878\tCEU\nHG00096\tGBR\tEUR\n",
            "NA12878 HG00096",
        ),
        ("1\tNA12878\r\n2\tNA12891\r\n", "NA12878 NA12891"),
        ("NA12878\tbam", "NA12878 bam"),
        ("wget", "wget"),
        ("wget -i list", "wget -i list"),
        (
            "d41d8cd98f00b204e9800998ecf8427e",
            "md5:d41d8cd98f00b204e9800998ecf8427e",
        ),
        ("NA12878\tNA12891", "NA12878 NA12891"),
    ] {
        assert_eq!(query(text).to_string(), written, "{text}");
        assert_eq!(query(written), query(text), "{text}");
    }
    let text = "wget https://a.org/b -O \"https://\"";
    assert_eq!(problem(text).span, 0..text.len());
}

#[test]
fn a_word_with_commas_is_several_words() {
    for (text, expected) in [
        ("NA12891,NA12892", "NA12891 NA12892"),
        ("CEU, YRI; cram", "CEU YRI cram"),
        ("-a,b", "-a -b"),
        ("\"a,b\"", "\"a,b\""),
        (",", ","),
        ("CEU|YRI", "CEU YRI"),
        ("2,504 samples", "2504 samples"),
        ("1,2", "1 2"),
    ] {
        assert_eq!(query(text).to_string(), expected, "{text}");
    }
}

#[test]
fn partial_dates_mean_their_whole_span() {
    for (text, first, last) in [
        ("date:2020", "2020-01-01T00:00:00Z", "2020-12-31T23:59:59Z"),
        (
            "date:2020-02",
            "2020-02-01T00:00:00Z",
            "2020-02-29T23:59:59Z",
        ),
        (
            "date:1900-02",
            "1900-02-01T00:00:00Z",
            "1900-02-28T23:59:59Z",
        ),
        (
            "date:2020-05-01",
            "2020-05-01T00:00:00Z",
            "2020-05-01T23:59:59Z",
        ),
        (
            "date:2015..2020-05",
            "2015-01-01T00:00:00Z",
            "2020-05-31T23:59:59Z",
        ),
    ] {
        let Test::Date(limit) = query(text).terms[0].test else {
            panic!("{text} is a date");
        };
        let seconds = |time: &str| time.parse::<jiff::Timestamp>().expect(time).as_second();
        assert_eq!(limit.span(), (seconds(first), seconds(last)), "{text}");
    }
    let end = date("2020").last_second();
    assert!(!Limit::Over(date("2020")).holds(end) && Limit::Over(date("2020")).holds(end + 1));
    assert!(Limit::AtMost(date("2020")).holds(end) && !Limit::AtMost(date("2020")).holds(end + 1));
    let start = date("2020").first_second();
    assert!(Limit::AtLeast(date("2020")).holds(start) && !Limit::Under(date("2020")).holds(start));
    assert!(Limit::Under(date("2020")).holds(start - 1));
}

#[test]
fn sizes_at_the_ends_of_the_numbers_are_compared() {
    for (limit, fits, fits_not) in [
        (Limit::Over(5), 6, 5),
        (Limit::AtLeast(5), 5, 4),
        (Limit::Under(5), 4, 5),
        (Limit::AtMost(5), 5, 6),
        (Limit::Is(5), 5, 6),
        (Limit::Between(5, 7), 7, 8),
    ] {
        assert!(limit.holds(fits) && !limit.holds(fits_not), "{limit:?}");
    }
    assert!(!Limit::Over(u64::MAX).holds(u64::MAX) && !Limit::Under(0).holds(0));
}

#[test]
fn clicks_change_the_values_of_a_field() {
    let pop = QueryField::Population;
    let start = query("cram -pop:FIN");
    assert_eq!(start.values(pop), [""; 0]);
    let one = start.with_value(pop, "ceu", true);
    assert_eq!(one.to_string(), "cram -pop:FIN pop:CEU");
    let two = one
        .with_value(pop, "YRI", true)
        .with_value(pop, "ceu", true);
    assert_eq!(two.values(pop), ["CEU", "YRI"]);
    assert_eq!(
        two.with_value(pop, "CEU", false).to_string(),
        "cram -pop:FIN pop:YRI"
    );
    assert_eq!(one.with_value(pop, "CEU", false), start);
    assert_eq!(two.without_field(pop), start);
    assert_eq!(start.with_value(QueryField::Chromosome, "23", true), start);
    assert_eq!(
        query("pop:CEU pop:CEU,YRI").with_value(pop, "CEU", false),
        query("pop:YRI")
    );
    assert_eq!(
        query("release:PHASE3").with_value(QueryField::Release, "phase3", false),
        query("")
    );
    assert_eq!(
        one.and(&query("cram chr22")).to_string(),
        "cram -pop:FIN pop:CEU chr22"
    );
    assert!(query(" ").is_empty() && !start.is_empty());
}

#[test]
fn every_example_of_the_help_is_a_query_in_its_one_form() {
    for (example, meaning) in QUERY_HELP {
        assert!(!meaning.is_empty(), "{example} is not explained");
        assert_eq!(query(example).to_string(), *example);
    }
}

#[test]
fn every_field_has_a_name_and_the_help_explains_it() {
    for field in QueryField::ALL {
        assert_eq!(QueryField::from_name(field.name()), Some(field));
        let start = [field.name(), ":"].concat();
        assert!(
            QUERY_HELP
                .iter()
                .any(|(example, _)| example.starts_with(&start)),
            "{start}"
        );
    }
}

/// What people and pages put around a name.
const SIGNS: [(&str, &str); 19] = [
    ("\u{200e}", "\u{200f}"),
    ("\u{feff}", ""),
    ("\u{200b}", "\u{200b}"),
    ("\u{2066}", "\u{2069}"),
    ("“", "”"),
    ("„", "“"),
    ("‘", "’"),
    ("«", "»"),
    ("‹", "›"),
    ("'", "'"),
    ("`", "`"),
    ("<", ">"),
    ("(", ")"),
    ("[", "]"),
    ("“", "”,"),
    ("(", ")."),
    ("", ","),
    ("", ";"),
    ("", ":"),
];

/// Texts that look like queries, right and wrong.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
           6 => proptest::sample::select(vec![
    "-", " -", "--",
               " ", "\"", "\\", "-", ",", ":", "..", ".", ">", "<", "=", "/", "@", "pop:", "size:", "size>", "date:", "chr:", "type:", "in:",
               "sex:", "trio:", "http:", "sample:", "group:", "CEU", "22", "1G", "1.5", "2020", "-05", "20130502", "1-22", "yes", ".gz", "KiB", "\u{a0}", "é",
           ]).prop_map(str::to_owned),
           1 => any::<String>(),
           1 => "[a-z0-9]{1,8}",
       ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn any_term() -> impl Strategy<Value = Term> {
    let amount = prop_oneof![
        any::<u64>(),
        (0_u64..3000).prop_map(|number| number * 10_000_000)
    ];
    let day = (1000_u16..=9999, 1_u8..=12, 1_u8..=28, 0_usize..3).prop_map(
        |(year, month, day, parts)| {
            let texts = [
                format!("{year}"),
                format!("{year}-{month:02}"),
                format!("{year}-{month:02}-{day:02}"),
            ];
            date(&texts[parts])
        },
    );
    let values = proptest::collection::vec(any::<String>(), 1..4);
    let fields = (
        proptest::sample::select(QueryField::ALL.to_vec()),
        values,
        proptest::sample::select(vec!["22", "x", "yes", "f", "NA1"]),
    );
    let test = prop_oneof![
        "[a-zA-Z0-9_./\"\\\\é-]{1,12}"
            .prop_filter("a word", |text| {
                // A path from above the site's root is an address.
                let above = ["ftp/", "vol1/", "/ftp/", "/nfs/", "/vol1/"];
                !text.starts_with(['-', '"']) && !above.iter().any(|above| text.starts_with(above))
            })
            .prop_map(Test::Text),
        any::<String>()
            .prop_filter("a phrase", |text| !text.is_empty())
            .prop_map(Test::Phrase),
        (0_u8..6, amount.clone(), amount).prop_map(|(kind, a, b)| Test::Size(limit(
            kind,
            a.min(b),
            a.max(b)
        ))),
        (0_u8..6, day.clone(), day).prop_map(|(kind, a, b)| Test::Date(limit(
            kind,
            a.min(b),
            a.max(b)
        ))),
        fields.prop_filter_map("values", |(field, texts, fixed)| {
            let texts = texts.iter().map(String::as_str).chain([fixed]);
            let made = texts.fold(FileQuery::default(), |query, text| {
                query.with_value(field, text, true)
            });
            made.terms.into_iter().next().map(|term| term.test)
        }),
    ];
    (any::<bool>(), test).prop_map(|(negated, test)| Term { negated, test })
}

fn limit<T>(kind: u8, a: T, b: T) -> Limit<T> {
    match kind {
        0 => Limit::Over(a),
        1 => Limit::AtLeast(a),
        2 => Limit::Under(a),
        3 => Limit::AtMost(a),
        4 => Limit::Is(a),
        _ => Limit::Between(a, b),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_written_reads_as_the_same_query(terms in proptest::collection::vec(any_term(), 0..8)) {
        let mut made = FileQuery::default();
        for term in terms {
            made.push(term);
        }
        prop_assert_eq!(FileQuery::parse(&made.to_string()), Ok(made));
    }

    #[test]
    fn every_text_is_a_query_that_is_written_in_one_form_or_a_problem_with_a_place(text in any_text()) {
        match FileQuery::parse(&text) {
            Ok(read) => {
                let written = read.to_string();
                prop_assert_eq!(FileQuery::parse(&written), Ok(read.clone()));
                prop_assert_eq!(FileQuery::parse(&written).map(|again| again.to_string()), Ok(written));
            }
            Err(problem) => {
                prop_assert!(text.get(problem.span.clone()).is_some(), "{:?}", problem);
                prop_assert!(!problem.to_string().is_empty() && !problem.remedy().is_empty());
                prop_assert!(!problem.is_unfinished() || problem.span.end == text.len());
            }
        }
    }

    #[test]
    fn what_stands_around_a_name_changes_nothing(
        name in "[A-Z]{2}[0-9]{5}[a-z_.]{0,8}[a-z]", which in 0..SIGNS.len(), negated: bool,
    ) {
        let (before, behind) = SIGNS[which];
        let minus = if negated { "-" } else { "" };
        let dressed = [minus, before, &name, behind].concat();
        let plain = query(&[minus, &name].concat());
        prop_assert_eq!(query(&dressed), plain.clone());
        let dressed = [&dressed, " bam"].concat();
        prop_assert_eq!(&query(&dressed).terms[..1], &plain.terms[..]);
    }

    #[test]
    fn values_keep_their_one_form(text in any::<String>()) {
        for field in QueryField::ALL {
            if let Some(value) = field.normalise(&text) {
                prop_assert_eq!(field.normalise(&value), Some(value));
            }
        }
    }
}
