//! What the words of a query are taken for, lists of names, and why the first file is the first.

use igsr_fetch::search::{Engine, FileQuery, Note, Order, QueryField, View, words_to_mark};
use igsr_fetch::snapshot::Tier;

use crate::expected::shipped;

#[test]
fn a_long_list_of_names_is_one_search() {
    let mut engine = shipped();
    let mut names: Vec<String> = engine
        .samples()
        .samples()
        .iter()
        .map(|sample| sample.name.to_string())
        .collect();
    names.truncate(3_202);
    let find = |engine: &mut Engine, query: String| {
        let view = View {
            query,
            ..View::default()
        };
        engine.find(&view, &[], 0..1).expect("a query")
    };
    let list = find(&mut engine, names.join(" "));
    let field = find(&mut engine, format!("sample:{}", names.join(",")));
    assert_eq!(list.files, field.files);
    let [words] = list.understood.as_slice() else {
        panic!("{} words", list.understood.len());
    };
    assert_eq!((&words.words, words.either), (&names, true));
    let list = engine.list();
    let mut files: Vec<String> = (0..list.len())
        .step_by(97)
        .map(|file| list.path(file).name().to_owned())
        .collect();
    files.retain(|name| name.contains('.') && name.len() > 6);
    files.dedup();
    files.truncate(1_000);
    files.push("no.such.file.1".to_owned());
    let found = find(&mut engine, files.join("\n"));
    assert!(found.files >= 1_000, "{}", found.files);
    let unknown = [Note::Unknown {
        field: QueryField::Path,
        value: "no.such.file.1".to_owned(),
        near: None,
    }];
    assert_eq!(found.notes, unknown);
}

#[test]
fn words_are_told_with_what_they_mean() {
    let mut engine = shipped();
    for (query, expected) in [
        (
            "phase 3 chr1 vcf",
            "phase 3=release:phase3; chr1=chr:1; vcf=type:vcf",
        ),
        (
            "CEU or YRI cram with their indexes",
            "with their indexes=with:index; CEU or YRI=pop:CEU,YRI|either; cram=type:cram",
        ),
        (
            "HG00096 HG0009X exome",
            "HG00096 HG0009X=sample:HG00096,HG0009X|either; exome=group:exome",
        ),
        ("\"phase 3\" -CEU pop:YRI zzz", ""),
        (
            "-\"phase 3\" no CEU or YRI",
            "-\"phase 3\"=release:phase3|not; no CEU or YRI=pop:CEU,YRI|not",
        ),
        ("CEU/YRI EUR", "CEU/YRI EUR=pop:CEU,YRI super:EUR|either"),
        ("chr1 to chr3", "chr1 to chr3=chr:1,2,3"),
        ("chr 23", ""),
        (
            "2504 high coverage cram",
            "2504 high coverage=collection:30x|without related:yes; cram=type:cram",
        ),
    ] {
        let view = View {
            query: query.to_owned(),
            ..View::default()
        };
        let found = engine.find(&view, &[], 0..1).expect(query);
        let words = found.understood.iter().map(|one| {
            let listed = |means: &[(QueryField, Vec<String>)]| {
                let terms = means
                    .iter()
                    .map(|(field, values)| format!("{}:{}", field.name(), values.join(",")));
                terms.collect::<Vec<_>>().join(" ")
            };
            let either = match (one.either, one.negated) {
                (_, true) => "|not",
                (true, _) => "|either",
                _ => "",
            };
            let without = match listed(&one.excluded) {
                none if none.is_empty() => none,
                excluded => format!("|without {excluded}"),
            };
            let means = listed(&one.means);
            format!("{}={means}{either}{without}", one.words.join(" "))
        });
        assert_eq!(words.collect::<Vec<_>>().join("; "), expected, "{query}");
    }
}

#[test]
fn the_first_file_says_why_it_is_the_first() {
    let mut engine = shipped();
    let mut why = |query: &str, order| {
        let view = View {
            query: query.to_owned(),
            order,
            ..View::default()
        };
        engine.find(&view, &[], 0..1).expect(query).first_why
    };
    let first = why("phase 3 chr22 vcf", Order::Rank).expect("a reason");
    assert_eq!(
        (first.exact, first.meant, first.tier, first.month),
        (false, true, Tier::Release, 13 * 12 + 5)
    );
    let first =
        why("integrated_call_samples_v3.20130502.ALL.panel", Order::Rank).expect("a reason");
    assert!(first.exact);
    let first = why("3202 phased panel vcf", Order::Rank).expect("a reason");
    assert_eq!((first.tier, first.month), (Tier::Working, 22 * 12 + 4));
    assert_eq!(why("phase 3 chr22 vcf", Order::Size), None);
    assert_eq!(why("zzzzzzz9 qqqq", Order::Rank), None);
}

#[test]
fn every_name_of_a_population_is_found_as_typed() {
    let mut engine = shipped();
    let populations = engine.samples().described().to_vec();
    assert!(populations.len() > 200);
    for population in &populations {
        let codes = |engine: &mut Engine, query: &str| {
            let view = View {
                query: query.to_owned(),
                ..View::default()
            };
            let found = engine.find(&view, &[], 0..0).expect(query);
            match found.understood.as_slice() {
                [one] if one.means[0].0 == QueryField::Population => one.means[0].1.clone(),
                other => panic!("{query}: {other:?}"),
            }
        };
        for name in [&population.name, &population.description] {
            let plain = name.replace([',', '(', ')'], " ");
            for typed in [name.clone(), name.to_ascii_lowercase(), plain] {
                let meant = codes(&mut engine, &typed);
                assert!(meant.contains(&population.code), "{typed}: {meant:?}");
            }
        }
    }
}

#[test]
fn a_version_of_old_says_what_has_replaced_it() {
    let mut engine = shipped();
    for (query, expected) in [
        ("v5a chr22", Some("v5b")),
        ("V5A chr1 vcf", Some("v5b")),
        ("v5a sites vcf", Some("v5c")),
        ("v5b chr22", None),
        ("v4 chr22", None),
    ] {
        let view = View {
            query: query.to_owned(),
            ..View::default()
        };
        let found = engine.find(&view, &[], 0..1).expect(query);
        let renamed: Vec<&str> = found
            .notes
            .iter()
            .filter_map(|note| match note {
                Note::Renamed { path, .. } => Some(path.name()),
                _ => None,
            })
            .collect();
        assert_eq!(renamed.len(), usize::from(expected.is_some()), "{query}");
        assert!(
            expected.is_none_or(|version| renamed[0].contains(version)),
            "{query}: {renamed:?}"
        );
    }
}

#[test]
fn what_is_excluded_or_left_out_is_not_marked() {
    let mut engine = shipped();
    for (query, marked) in [
        ("CEU cram no exome", "ceu cram"),
        ("CEU cram without low coverage", "ceu cram"),
        ("cram -exome", "cram"),
        ("!CEU 30x cram", "30x cram"),
        ("bam not \"low_coverage\" CEU", "bam ceu"),
        ("cram no CEU or YRI", "cram"),
        ("Coriell NA12878", "na12878"),
        ("phase3 chr22 genotpyes", "phase3 chr22 genotypes"),
        ("vcf no vcf.gz.tbi", "vcf no vcf.gz.tbi"),
        ("phase 3 vcf", "phase 3 vcf"),
    ] {
        let view = View {
            query: query.to_owned(),
            ..View::default()
        };
        let result = engine.find(&view, &[], 0..0).expect(query);
        let read = FileQuery::parse(query).expect(query);
        let words = words_to_mark(&read, Some(&result));
        assert_eq!(words.words().join(" "), marked, "{query}");
    }
}
