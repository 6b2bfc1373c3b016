//! READMEs among the entries of a directory.

use super::{EntryKind, IndexEntry};

/// Returns the names of a directory's READMEs, in the directory's order: files whose name begins with the word or has it as one of
/// its words, as `20181203_biallelic_SNV_README.txt`.
pub fn readme_names(entries: &[IndexEntry]) -> Vec<String> {
    let is_readme =
        |entry: &&IndexEntry| entry.kind == EntryKind::File && names_readme(&entry.name);
    let names = entries.iter().filter(is_readme);
    names.map(|entry| entry.name.clone()).collect()
}

fn names_readme(name: &str) -> bool {
    let beginning = name.as_bytes().get(..6);
    let mut words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    beginning.is_some_and(|name| name.eq_ignore_ascii_case(b"readme"))
        || words.any(|word| word.eq_ignore_ascii_case("readme"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readme_begins_with_the_word_or_has_it_as_one_of_its_words() {
        for (name, is_one) in [
            ("README", true),
            ("readme.txt", true),
            ("README_known_issues_20200731", true),
            ("READMEs.md", true),
            ("20270101_something_README.md", true),
            ("20181203_biallelic_SNV_README.txt", true),
            ("data.readme", true),
            ("unreadme.txt", false),
            ("readm", false),
            ("20270101_readmes.vcf.gz", false),
        ] {
            assert_eq!(names_readme(name), is_one, "{name}");
        }
    }
}
