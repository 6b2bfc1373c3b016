//! Files that a person has already, compared with the list of all files.

use crate::mirror::HostPath;
use crate::search::{FileQuery, ListedFile, QueryField, Term, Test};
use crate::table::Md5;

/// A file that was read, to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashedFile {
    /// Its name, without folder.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// The checksum of all of them.
    pub md5: Md5,
}

/// What the list says of a file that a person has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The list has a file of this name with this MD5, be it one of several that sources give.
    Right {
        /// The first such file.
        at: HostPath,
        /// Whether sources give other checksums for it too.
        is_disputed: bool,
    },
    /// The list has this MD5 under other names only.
    OtherName(HostPath),
    /// The list has this name without MD5, and with this size.
    SizeRight(HostPath),
    /// The list has this name with another MD5.
    Wrong {
        /// The first file of that name.
        at: HostPath,
        /// The MD5 that the list has for it.
        expected: Md5,
    },
    /// The list has this name without MD5, and with another size.
    WrongSize {
        /// The first file of that name.
        at: HostPath,
        /// The size that the list has for it.
        expected: u64,
    },
    /// The list has this name, with neither MD5 nor size.
    Unchecked(HostPath),
    /// The list has neither this name nor this MD5.
    Unknown,
}

impl HashedFile {
    /// Returns the query that finds the files of the list with these bytes.
    pub fn md5_query(&self) -> FileQuery {
        one_term(QueryField::Md5, self.md5.to_string())
    }

    /// Returns the query that finds the files of the list of this name, and some others.
    pub fn name_query(&self) -> FileQuery {
        one_term(QueryField::Name, self.name.clone())
    }

    /// Compares the file with those that [`md5_query`](Self::md5_query) and [`name_query`](Self::name_query) find.
    pub fn compare(&self, same_md5: &[ListedFile], named: &[ListedFile]) -> Verdict {
        let is_named = |file: &&ListedFile| file.at.path.name() == self.name;
        let has_md5 = |file: &&ListedFile| {
            file.md5
                .iter()
                .chain(&file.other_md5s)
                .any(|md5| *md5 == self.md5)
        };
        let mut candidates = same_md5.iter().chain(named).filter(is_named);
        if let Some(file) = candidates.find(has_md5) {
            return Verdict::Right {
                at: file.at.clone(),
                is_disputed: !file.other_md5s.is_empty(),
            };
        }
        if let Some(file) = same_md5.first() {
            return Verdict::OtherName(file.at.clone());
        }
        let (known, unknown): (Vec<_>, Vec<_>) = named
            .iter()
            .filter(is_named)
            .partition(|file| file.md5.is_some());
        if let Some(file) = unknown.iter().find(|file| file.size == Some(self.bytes)) {
            return Verdict::SizeRight(file.at.clone());
        }
        let wrong = known.first().and_then(|file| {
            let (at, expected) = (file.at.clone(), file.md5?);
            Some(Verdict::Wrong { at, expected })
        });
        let without_md5 = || {
            let at = unknown.first()?.at.clone();
            let sized = unknown.iter().find_map(|file| Some((file, file.size?)));
            Some(match sized {
                Some((file, expected)) => Verdict::WrongSize {
                    at: file.at.clone(),
                    expected,
                },
                None => Verdict::Unchecked(at),
            })
        };
        wrong.or_else(without_md5).unwrap_or(Verdict::Unknown)
    }
}

fn one_term(field: QueryField, value: String) -> FileQuery {
    let test = Test::Field(field, vec![value]);
    let terms = vec![Term {
        negated: false,
        test,
    }];
    FileQuery { terms }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mirror::HostName;

    const MD5: &str = "68a73f849b82071afe11888bac1aa8a7";
    const OTHER: &str = "00000000000000000000000000000000";

    fn md5(text: &str) -> Md5 {
        text.parse().expect("an MD5")
    }

    fn listed(path: &str, sum: Option<&str>, size: Option<u64>) -> ListedFile {
        ListedFile {
            at: HostPath {
                host: HostName::new("ftp.1000genomes.ebi.ac.uk"),
                path: path.parse().expect("a path"),
            },
            size,
            weight: None,
            date: None,
            md5: sum.map(md5),
            other_md5s: Vec::new(),
        }
    }

    #[test]
    fn a_file_is_right_where_the_list_has_its_name_and_its_checksum() {
        let file = HashedFile {
            name: "a.vcf.gz".to_owned(),
            bytes: 7,
            md5: md5(MD5),
        };
        let at = |path: &str| listed(path, None, None).at;
        let here = || listed("x/a.vcf.gz", Some(MD5), Some(7));
        let elsewhere = || listed("x/b.vcf.gz", Some(MD5), Some(7));
        let wrong = || listed("y/a.vcf.gz", Some(OTHER), Some(7));
        let sized = |size| listed("z/a.vcf.gz", None, size);
        let longer = || listed("z/aa.vcf.gz", Some(OTHER), Some(7));
        let disputed = |main, other| ListedFile {
            other_md5s: vec![md5(other)],
            ..listed("x/a.vcf.gz", Some(main), Some(7))
        };
        let right = |is_disputed| Verdict::Right {
            at: at("x/a.vcf.gz"),
            is_disputed,
        };
        for (same_md5, named, expected) in [
            (vec![elsewhere(), here()], vec![], right(false)),
            (vec![disputed(MD5, OTHER)], vec![], right(true)),
            (vec![], vec![wrong(), disputed(OTHER, MD5)], right(true)),
            (
                vec![elsewhere()],
                vec![wrong()],
                Verdict::OtherName(at("x/b.vcf.gz")),
            ),
            (
                vec![],
                vec![longer(), wrong()],
                Verdict::Wrong {
                    at: at("y/a.vcf.gz"),
                    expected: md5(OTHER),
                },
            ),
            (
                vec![],
                vec![wrong(), sized(Some(7))],
                Verdict::SizeRight(at("z/a.vcf.gz")),
            ),
            (
                vec![],
                vec![sized(None), sized(Some(8))],
                Verdict::WrongSize {
                    at: at("z/a.vcf.gz"),
                    expected: 8,
                },
            ),
            (
                vec![],
                vec![sized(None)],
                Verdict::Unchecked(at("z/a.vcf.gz")),
            ),
            (vec![], vec![longer()], Verdict::Unknown),
            (vec![], vec![], Verdict::Unknown),
        ] {
            assert_eq!(file.compare(&same_md5, &named), expected);
        }
    }

    #[test]
    fn the_queries_ask_for_any_name_as_it_is() {
        for name in ["a.vcf.gz", "a b\"c:d.txt", "-x", "pop:CEU", "*"] {
            let file = HashedFile {
                name: name.to_owned(),
                bytes: 0,
                md5: md5(MD5),
            };
            let query = FileQuery::parse(&file.name_query().to_string()).expect("a query");
            assert_eq!(query, file.name_query(), "{name}");
            assert_eq!(file.md5_query().to_string(), format!("md5:{MD5}"));
        }
    }
}
