//! A selection in a link: few files by name, rules with what they found when the link was made.

use super::{FileNameError, Files, Picked, Rule, Selection};

/// The most files by name, exceptions of rules counted, that go into a link.
const MOST_FILES: usize = 40;

/// The most bytes of their names, and of the queries of rules. Servers never see the fragment, but people paste links into mails,
/// which break long ones.
const MOST_BYTES: usize = 4_000;

/// A selection as a link carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Files by name.
    pub files: Files,
    /// Rules, with what they found when the link was made.
    pub rules: Vec<Rule>,
}

impl Linked {
    /// Takes a selection; `None` if it is too large for a link.
    pub fn new(selection: &Selection) -> Option<Self> {
        let linked = Self {
            files: selection.files().clone(),
            rules: selection.rules().to_vec(),
        };
        linked.fits().then_some(linked)
    }

    /// Returns whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.rules.is_empty()
    }

    /// Returns the selection.
    pub fn selection(&self) -> Selection {
        Selection::of(self.files.clone(), self.rules.clone())
    }

    fn fits(&self) -> bool {
        let excepted = self.rules.iter().flat_map(|rule| rule.except.iter());
        let (mut files, mut bytes) = (0, 0);
        for file in self.files.iter().chain(excepted) {
            files += 1;
            bytes += file.path().as_str().len();
        }
        for rule in &self.rules {
            bytes += rule.query.len();
        }
        files <= MOST_FILES && bytes <= MOST_BYTES
    }

    /// Returns what is written into the link: names and values.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let file = |name| move |file: &Picked| (name, file.to_string());
        let mut pairs: Vec<_> = self.files.iter().map(file("pick")).collect();
        for rule in &self.rules {
            pairs.push(("rule", rule.query.clone()));
            let mut found = String::new();
            for number in [rule.count, rule.bytes, rule.unknown_sizes] {
                found += &number.to_string();
                found.push('.');
            }
            found += &rule.snapshot;
            found.push('.');
            found += &rule
                .digest
                .map(|digest| digest.to_string())
                .unwrap_or_default();
            pairs.push(("found", found));
            pairs.extend(rule.except.iter().map(file("not")));
        }
        pairs
    }

    /// Takes what stands in a link under a name, in the order of [`Linked::pairs`].
    ///
    /// # Errors
    ///
    /// A name of a file cannot be read; it is left out. Names of other things are passed over.
    pub fn take(&mut self, name: &str, value: &str) -> Result<(), FileNameError> {
        match name {
            "pick" => self.files = self.files.with(vec![Picked::parse(value)?]),
            "rule" => self.rules.push(Rule {
                query: value.to_owned(),
                ..Rule::default()
            }),
            "found" => {
                if let Some(rule) = self.rules.last_mut() {
                    read_found(rule, value);
                }
            }
            "not" => {
                if let Some(rule) = self.rules.last_mut() {
                    rule.except = rule.except.with(vec![Picked::parse(value)?]);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Reads what a rule found when the link was made.
fn read_found(rule: &mut Rule, text: &str) {
    let mut parts = text.splitn(5, '.');
    let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
    (rule.count, rule.bytes, rule.unknown_sizes) = (number(), number(), number());
    parts
        .next()
        .unwrap_or_default()
        .clone_into(&mut rule.snapshot);
    rule.digest = parts.next().and_then(|part| part.parse().ok());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Md5;
    use proptest::prelude::*;

    fn picked(path: &str) -> Picked {
        Picked::parse(path).expect("a file")
    }

    #[test]
    fn a_selection_that_is_too_large_does_not_go_into_a_link() {
        let files = |count: usize, name: &str| {
            let name = |number| picked(&format!("{name}{number}"));
            Selection::of((0..count).map(name).collect(), Vec::new())
        };
        assert!(Linked::new(&files(MOST_FILES, "a")).is_some());
        assert!(Linked::new(&files(MOST_FILES + 1, "a")).is_none());
        assert!(Linked::new(&files(20, &"long/".repeat(50))).is_none());
        let rule = Rule {
            query: "a ".repeat(MOST_BYTES),
            ..Rule::default()
        };
        assert!(Linked::new(&Selection::of(Files::default(), vec![rule])).is_none());
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let mut linked = Linked::default();
        for (name, value) in [
            ("not", "a"),
            ("found", "1.2.3.x.y"),
            ("pick", "../../etc/passwd"),
            ("pick", "//bad host/a"),
            ("rule", "pop:CEU"),
            ("found", "many.-1..ff"),
            ("other", "a"),
        ] {
            let taken = linked.take(name, value);
            let is_refused = ["../../etc/passwd", "//bad host/a"].contains(&value);
            assert_eq!(taken.is_err(), is_refused, "{value}");
        }
        let rule = Rule {
            query: "pop:CEU".into(),
            snapshot: "ff".into(),
            ..Rule::default()
        };
        assert!(linked.files.is_empty());
        assert_eq!(linked.rules, [rule]);
    }

    fn some_files() -> impl Strategy<Value = Files> {
        proptest::collection::vec(
            "(//ftp\\.sra\\.ebi\\.ac\\.uk/)?[^/.]{1,9}(/[^/.]{1,9})?",
            0..5,
        )
        .prop_map(|names| {
            names
                .iter()
                .filter_map(|name| Picked::parse(name).ok())
                .collect()
        })
    }

    prop_compose! {
        fn some_rule()(
            query in ".*", snapshot in "[0-9a-f]{0,32}", numbers: (u64, u64, u64), except in some_files(),
            digest in proptest::option::of(proptest::array::uniform16(any::<u8>())),
        ) -> Rule {
            let (count, bytes, unknown_sizes) = numbers;
            let digest = digest.map(Md5);
            Rule { query, snapshot, count, bytes, unknown_sizes, digest, except }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(files in some_files(), rules in proptest::collection::vec(some_rule(), 0..3)) {
            let linked = Linked { files, rules };
            let mut read = Linked::default();
            for (name, value) in linked.pairs() {
                prop_assert_eq!(read.take(name, &value), Ok(()));
            }
            prop_assert_eq!(read, linked);
        }
    }
}
