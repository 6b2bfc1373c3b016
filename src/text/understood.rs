//! What words of a query were taken for, and why files stand in their order.

use crate::catalogue::Catalogue;
use crate::search::{Order, QueryField, Understood, Why};
use crate::snapshot::Tier;

use super::{count, visible};

/// Most values that are named; more are counted.
const NAMED: usize = 5;

/// Says what words were taken for: `release: Phase 3`, `chromosome 1`, `either of CEU, YRI`, `not analysis group: exome`,
/// `collection: 1000 Genomes 30x on GRCh38, not samples: relatives`.
pub fn understood_words(one: &Understood, catalogue: &Catalogue) -> String {
    let listed = |means: &[(QueryField, Vec<String>)]| {
        let means = means.iter();
        let means = means.map(|(field, values)| meaning(*field, values, catalogue));
        means.collect::<Vec<_>>().join(", or ")
    };
    let means = listed(&one.means);
    if one.negated && means.is_empty() {
        return "not this text".to_owned();
    }
    if one.negated {
        return format!("not {means}");
    }
    if !one.excluded.is_empty() {
        return format!("{means}, not {}", listed(&one.excluded));
    }
    means
}

fn meaning(field: QueryField, values: &[String], catalogue: &Catalogue) -> String {
    let (what, many) = match field {
        QueryField::Population => ("population", "populations"),
        QueryField::Superpopulation => ("superpopulation", "superpopulations"),
        QueryField::Sample => ("sample", "samples"),
        QueryField::Chromosome => ("chromosome", "chromosomes"),
        QueryField::Release => ("release", "releases"),
        QueryField::Collection => ("collection", "collections"),
        QueryField::Type | QueryField::Kind => ("kind", "kinds"),
        QueryField::Path => ("file", "files"),
        QueryField::Related | QueryField::Trio => ("samples", "samples"),
        QueryField::Directory => ("directory", "directories"),
        QueryField::Group => ("analysis group", "analysis groups"),
        other => (other.name(), other.name()),
    };
    let written = |value: &String| match (field, value.as_str()) {
        (QueryField::Release | QueryField::Collection, id) => {
            let owner = catalogue.owner(id);
            owner.map_or_else(|| id.to_owned(), |owner| owner.name().to_owned())
        }
        (QueryField::Type | QueryField::Kind, kind) => kind.to_ascii_uppercase(),
        (QueryField::Group, group) => group.replace('_', " "),
        (QueryField::Related, "no") => "unrelated".to_owned(),
        (QueryField::Related, _) => "relatives".to_owned(),
        (QueryField::Trio, "no") => "in no trio".to_owned(),
        (QueryField::Trio, _) => "in a trio".to_owned(),
        (QueryField::With, _) => "their indexes".to_owned(),
        (_, value) => visible(value).into_owned(),
    };
    match values {
        [chromosome] if field == QueryField::Chromosome => format!("{what} {chromosome}"),
        [one] => format!("{what}: {}", written(one)),
        _ if values.len() <= NAMED => {
            let values: Vec<String> = values.iter().map(written).collect();
            format!("either of {}", values.join(", "))
        }
        _ => format!("either of {} {many}", count(values.len() as u64)),
    }
}

/// Says why the first file is the first, and what follows. `why` is known where the order is by rank.
pub fn order_words(order: Order, descending: bool, why: Option<Why>, all: bool) -> String {
    let (first, last) = match order {
        Order::Rank if !descending => return rank_words(why, all),
        Order::Rank => return "The order of relevance, reversed.".to_owned(),
        Order::Path => ("A", "Z"),
        Order::Size => ("the smallest", "the largest"),
        Order::Date => ("the oldest", "the newest"),
    };
    let (first, last) = if descending {
        (last, first)
    } else {
        (first, last)
    };
    match order {
        Order::Path => format!("By host, directory and name, from {first} to {last}."),
        Order::Size => format!("By size, {first} first; files of unknown size come last."),
        _ => format!("By date, {first} first; files of unknown date come last."),
    }
}

fn rank_words(why: Option<Why>, all: bool) -> String {
    const REST: &str = "Then, for files that fit alike: main releases before data collections, others and working directories; the newest directory first; variants before reads, tables and indexes; variants of one sample and READMEs last.";
    if all {
        return format!("The main files that people fetch most come first. {REST}");
    }
    let Some(why) = why else {
        return REST.to_owned();
    };
    let fit = match why {
        Why { exact: true, .. } => "its name or path is what you typed",
        Why { meant: true, .. } => {
            "it has what each of your words means, or a word of its path begins with it"
        }
        _ => "your words stand in its path",
    };
    let place = match why.tier {
        Tier::Release => "in a main release",
        Tier::Collection => "in a data collection",
        Tier::Other => "in no release or collection",
        Tier::Working => "in a working directory",
    };
    let dated = match (why.month / 12, why.month % 12) {
        (0, 0) => String::new(),
        // December has no month of its own year.
        (year, 0) => format!(" of {}-12", 1999 + u32::from(year)),
        (year, month) => format!(" of {}-{month:02}", 2000 + u32::from(year)),
    };
    format!("The first file: {fit}. It is {place}{dated}. {REST}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_explained_by_field_and_value() {
        let catalogue = Catalogue::built_in();
        for (field, values, expected) in [
            (QueryField::Release, "phase3", "release: Phase 3"),
            (QueryField::Chromosome, "1", "chromosome 1"),
            (QueryField::Population, "CEU YRI", "either of CEU, YRI"),
            (QueryField::Type, "vcf", "kind: VCF"),
            (
                QueryField::Chromosome,
                "1 2 3 4 5 6",
                "either of 6 chromosomes",
            ),
            (QueryField::Related, "no", "samples: unrelated"),
            (QueryField::With, "index", "with: their indexes"),
        ] {
            let one = Understood {
                words: vec!["a".to_owned()],
                means: vec![(field, values.split(' ').map(str::to_owned).collect())],
                either: false,
                negated: false,
                excluded: Vec::new(),
            };
            assert_eq!(understood_words(&one, &catalogue), expected);
        }
        let two = Understood {
            words: vec!["high".to_owned(), "coverage".to_owned()],
            means: vec![
                (QueryField::Collection, vec!["30x".to_owned()]),
                (QueryField::Group, vec!["high_coverage".to_owned()]),
            ],
            either: false,
            negated: false,
            excluded: vec![(QueryField::Related, vec!["yes".to_owned()])],
        };
        let words = understood_words(&two, &catalogue);
        assert!(
            words.ends_with(", or analysis group: high coverage, not samples: relatives"),
            "{words}"
        );
    }

    #[test]
    fn the_first_file_is_explained() {
        let why = |exact, meant, tier, month| {
            let why = Why {
                exact,
                meant,
                tier,
                month,
            };
            order_words(Order::Rank, false, Some(why), false)
        };
        let words = why(false, true, Tier::Release, 13 * 12 + 5);
        assert!(
            words.contains("It is in a main release of 2013-05. Then"),
            "{words}"
        );
        let words = why(true, true, Tier::Working, 22 * 12 + 12);
        assert!(words.starts_with("The first file: its name or path is what you typed. It is in a working directory of 2022-12."), "{words}");
        let words = why(false, false, Tier::Other, 0);
        assert!(words.starts_with("The first file: your words stand in its path. It is in no release or collection. Then"), "{words}");
        assert!(
            order_words(Order::Rank, false, None, true)
                .starts_with("The main files that people fetch most")
        );
        assert_eq!(
            order_words(Order::Size, true, None, false),
            "By size, the largest first; files of unknown size come last."
        );
        assert_eq!(
            order_words(Order::Path, false, None, false),
            "By host, directory and name, from A to Z."
        );
    }
}
