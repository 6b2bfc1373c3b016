//! What geneticists expect of the search: for each query what stands first, what is never among the files, and how many there are.
//! On the list that ships with the page, and on a small list of the site's shapes.

use std::path::Path;

use crate::open_snapshot::open_snapshot;
use igsr_fetch::mirror::{MirrorRegistry, Roots};
use igsr_fetch::search::{Engine, SearchResult, View};
use igsr_fetch::snapshot::{Importer, SnapshotReader};

/// A query, what stands first, what is never found, and the number of files. A file is `path` or, off the main site, `host:path`; `*`
/// stands for anything. Nothing stands first where nothing is found.
pub(crate) struct Row(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static [&'static str],
    pub(crate) Option<u32>,
);

/// Opens the list that ships.
pub(crate) fn shipped() -> Engine {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/snapshot");
    let read = |name: &str| std::fs::read(folder.join(name)).expect(name);
    let mut reader = SnapshotReader::new(&read("manifest.json"), "manifest.json").expect("a list");
    while let Some(part) = reader.next_part() {
        let name = part.file.clone();
        reader.push(&read(&name)).expect("a part");
        reader.end_part().expect("a part");
    }
    Engine::new(reader.finish(false).expect("whole"))
}

fn find(engine: &mut Engine, query: &str) -> (SearchResult, Vec<String>) {
    let view = View {
        query: query.to_owned(),
        ..View::default()
    };
    let found = engine.find(&view, &[], 0..0).expect(query);
    let numbers = engine.numbers(&view).expect(query).to_vec();
    let list = engine.list();
    let names = numbers.iter().map(|number| {
        let at = list.at(*number);
        if list.hosts()[0] == at.host {
            at.path.to_string()
        } else {
            format!("{}:{}", at.host.as_str(), at.path)
        }
    });
    let names = names.collect();
    (found, names)
}

fn fits(text: &str, pattern: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut left) = text.strip_prefix(first) else {
        return false;
    };
    let mut last = None;
    for piece in pieces {
        last = Some(piece);
        let Some(at) = left.find(piece) else {
            return false;
        };
        left = &left[at + piece.len()..];
    }
    last.map_or(left.is_empty(), |last| text.ends_with(last))
}

/// Names the rows that do not hold, each with what was found.
fn wrong(engine: &mut Engine, rows: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    for Row(query, first, never, number) in rows {
        let (found, names) = find(engine, query);
        let top = names.first().map_or("", String::as_str);
        let bad = names
            .iter()
            .find(|name| never.iter().any(|pattern| fits(name, pattern)));
        // Where nothing is found, a sentence says why.
        let says = found.files > 0 || !found.notes.is_empty();
        let right = fits(top, first)
            && says
            && (names.is_empty() == first.is_empty())
            && bad.is_none()
            && number.is_none_or(|number| number == found.files);
        if !right {
            wrong.push(format!(
                "{query:?}: {} files, first {top:?}, never {bad:?}, {:?}",
                found.files, found.notes
            ));
        }
    }
    wrong
}

fn assert_none_wrong(engine: &mut Engine, rows: &[Row]) {
    let wrong = wrong(engine, rows);
    let (count, lines) = (wrong.len(), wrong.join("\n"));
    assert!(count == 0, "{count} of {} rows:\n{lines}", rows.len());
}

#[test]
fn the_list_that_ships_answers_as_geneticists_expect() {
    let rows = crate::expected_shipped::ROWS;
    assert!(rows.len() >= 120, "{} rows", rows.len());
    assert_none_wrong(&mut shipped(), rows);
}

#[test]
fn a_small_list_answers_as_geneticists_expect() {
    let rows = crate::expected_small::ROWS;
    assert!(rows.len() >= 40, "{} rows", rows.len());
    let mut importer = Importer::new(Roots::of(&MirrorRegistry::built_in()));
    importer.push_tree(include_bytes!("../fixtures/search/current.tree"));
    assert_eq!(importer.end_tree().skipped, 0);
    let panel = include_bytes!("../fixtures/search/samples.panel");
    importer.add_samples(panel).expect("a panel");
    let index = "1000G_2504_high_coverage.sequence.index";
    let runs = include_bytes!("../fixtures/search/1000G_2504_high_coverage.sequence.index");
    importer.add_index(index, None, runs).expect("an index");
    let files = importer.finish("a test", "2019-01-07").expect("it fits").0;
    let mut engine = Engine::new(open_snapshot(&files, usize::MAX).expect("whole"));
    assert_none_wrong(&mut engine, rows);
}
