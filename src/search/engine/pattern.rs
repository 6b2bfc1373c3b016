//! A pattern to find in names, split like names: words and the separators between them.

use crate::snapshot::is_word;

/// A lower-case pattern to find in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern<'a> {
    /// The words.
    pub(super) words: Vec<&'a [u8]>,
    /// Separators before each word and after the last, one more than there are words. Only the outer two can be empty.
    pub(super) between: Vec<&'a [u8]>,
    /// Whether the name must begin with the pattern.
    pub(super) at_start: bool,
    /// Whether the name must end with the pattern.
    pub(super) at_end: bool,
}

/// How a word of the pattern matches a word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The name's word contains it.
    Within,
    /// The name's word begins with it.
    Begins,
    /// The name's word ends with it.
    Ends,
    /// They are equal.
    Equal,
}

impl Fit {
    pub(super) fn holds(self, word: &[u8], part: &[u8]) -> bool {
        match self {
            Self::Within => memchr::memmem::find(word, part).is_some(),
            Self::Begins => word.starts_with(part),
            Self::Ends => word.ends_with(part),
            Self::Equal => word == part,
        }
    }
}

impl<'a> Pattern<'a> {
    /// Splits a text that may stand anywhere in a name.
    pub(super) fn new(text: &'a [u8]) -> Self {
        let mut pattern = Self {
            words: Vec::new(),
            between: Vec::new(),
            at_start: false,
            at_end: false,
        };
        let mut done = 0;
        crate::snapshot::words(text, |span| {
            pattern.between.push(&text[done..span.start]);
            done = span.end;
            pattern.words.push(&text[span]);
        });
        pattern.between.push(&text[done..]);
        pattern
    }

    /// Returns whether the pattern is a single word, anywhere in a name.
    pub(super) fn is_one_word(&self) -> bool {
        self.words.len() == 1
            && !self.at_start
            && !self.at_end
            && self.between.iter().all(|text| text.is_empty())
    }

    /// Returns how the word at a position must match.
    pub(super) fn fit(&self, place: usize) -> Fit {
        let last = self.words.len() - 1;
        let open_left = place == 0 && self.between[0].is_empty() && !self.at_start;
        let open_right = place == last && self.between[last + 1].is_empty() && !self.at_end;
        match (open_left, open_right) {
            (true, true) => Fit::Within,
            (true, false) => Fit::Ends,
            (false, true) => Fit::Begins,
            (false, false) => Fit::Equal,
        }
    }

    /// Returns whether the separator before the word at a position matches; after the last word, the one behind it.
    pub(super) fn fits_between(
        &self,
        place: usize,
        text: &[u8],
        is_first: bool,
        is_last: bool,
    ) -> bool {
        let wanted = self.between[place];
        if place == 0 {
            if self.at_start {
                return is_first && text == wanted;
            }
            return wanted.is_empty() || text.ends_with(wanted);
        }
        if place == self.words.len() {
            if self.at_end {
                return is_last && text == wanted;
            }
            return wanted.is_empty() || text.starts_with(wanted);
        }
        text == wanted
    }
}

/// Returns whether a word begins at a position in a text.
pub(super) fn begins_word(text: &[u8], at: usize) -> bool {
    at == 0 || !is_word(text[at - 1]) || !text.get(at).copied().is_some_and(is_word)
}

/// Returns whether a lower-case word stands in a text by itself: before and behind it no letter goes on its letters, and no
/// digit its digits, but for the `s` of a plural.
pub(super) fn stands(text: &[u8], word: &[u8]) -> bool {
    let class = |byte: &u8| is_word(*byte).then(|| byte.is_ascii_digit());
    let goes_on = |from: Option<&u8>, to: Option<&u8>| match (from, to) {
        (Some(from), Some(to)) => class(from).is_some() && class(from) == class(to),
        _ => false,
    };
    memchr::memmem::find_iter(text, word).any(|at| {
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        let behind = &text[at + word.len()..];
        let behind = match behind {
            [b's', rest @ ..] if !goes_on(Some(&b's'), rest.first()) => rest,
            behind => behind,
        };
        !goes_on(before, word.first()) && !goes_on(word.last(), behind.first())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_where_nothing_of_its_kind_goes_on() {
        for (text, word, expected) in [
            ("all.chr1.vcf", "chr1", true),
            ("all.chr10.vcf", "chr1", false),
            ("all.chr10.chr1", "chr1", true),
            ("xchr1", "chr1", false),
            ("pilot2_high_cov_grch37_bams", "pilot", true),
            ("pilot2_high_cov_grch37_bams", "bam", true),
            ("x.bas", "ba", true),
            ("x.fastq.gz", "fasta", false),
            ("svsx", "sv", false),
            ("30x", "30x", true),
            ("130x", "30x", false),
            ("", "a", false),
        ] {
            assert_eq!(
                stands(text.as_bytes(), word.as_bytes()),
                expected,
                "{text} {word}"
            );
        }
    }
}
