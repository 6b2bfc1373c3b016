//! Edit distance of words, for typing errors.

/// Returns the number of edits tolerated in a word of this many bytes: none up to 3, one up to 7, else two.
pub fn allowed(len: usize) -> u8 {
    match len {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Returns the edit distance of two words if it is at most `most`. An edit inserts, deletes or changes a byte, or swaps two
/// neighbours; no part is edited twice (optimal string alignment). ASCII case makes no difference.
pub fn distance_at_most(a: &[u8], b: &[u8], most: u8) -> Option<u8> {
    Pattern::new(a).distance_at_most(b, most)
}

/// Finds the candidate nearest to a word, if it is near enough (see [`allowed`]); returns its position.
/// Ties are broken by the greater weight, then by the alphabet.
pub fn nearest<'a>(
    word: &[u8],
    candidates: impl Iterator<Item = (&'a [u8], u32)>,
) -> Option<usize> {
    let pattern = Pattern::new(word);
    let mut most = allowed(word.len());
    let mut best: Option<(u8, std::cmp::Reverse<u32>, &[u8], usize)> = None;
    for (place, (candidate, weight)) in candidates.enumerate() {
        let Some(distance) = pattern.distance_at_most(candidate, most) else {
            continue;
        };
        let found = (distance, std::cmp::Reverse(weight), candidate, place);
        if best.is_none_or(|best| found < best) {
            best = Some(found);
            most = distance;
        }
    }
    best.map(|(_, _, _, place)| place)
}

/// Finds up to `most` candidates within some edits of a word and not equal to it, each once. The nearest come first, then those of
/// greater weight, then by the alphabet.
pub fn few<'a>(
    word: &[u8],
    candidates: impl Iterator<Item = (&'a [u8], u32)>,
    edits: u8,
    most: usize,
) -> Vec<&'a [u8]> {
    let pattern = Pattern::new(word);
    let found = candidates.filter_map(|(candidate, weight)| {
        let distance = pattern.distance_at_most(candidate, edits)?;
        let other = distance > 0;
        other.then_some((distance, std::cmp::Reverse(weight), candidate))
    });
    let mut left: Vec<_> = found.collect();
    let mut near = Vec::new();
    while near.len() < most
        && let Some((_, _, nearest)) = left.iter().min().copied()
    {
        near.push(nearest);
        left.retain(|(_, _, candidate)| !candidate.eq_ignore_ascii_case(nearest));
    }
    near
}

/// A word prepared for comparison with many others.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The word in lower case.
    word: Vec<u8>,
    /// For each byte, a bit mask of its positions in the word; only for words of at most 64 bytes.
    places: Box<[u64; 256]>,
}

impl Pattern {
    /// Prepares a word.
    pub fn new(word: &[u8]) -> Self {
        let word = word.to_ascii_lowercase();
        let mut places = Box::new([0; 256]);
        for (place, byte) in word.iter().take(64).enumerate() {
            places[usize::from(*byte)] |= 1_u64 << place;
            places[usize::from(byte.to_ascii_uppercase())] |= 1_u64 << place;
        }
        Self { word, places }
    }

    /// Returns the edit distance to another word if it is at most `most`; see [`distance_at_most`].
    pub fn distance_at_most(&self, other: &[u8], most: u8) -> Option<u8> {
        if self.word.len().abs_diff(other.len()) > usize::from(most) {
            return None;
        }
        let distance = match self.word.len() {
            0 => other.len(),
            1..=64 => self.by_bits(other, usize::from(most))?,
            _ => by_table(&self.word, other),
        };
        u8::try_from(distance)
            .ok()
            .filter(|distance| *distance <= most)
    }

    /// Hyyrö's bit-parallel algorithm (“A bit-vector algorithm for computing Levenshtein and Damerau edit distances”, 2003): a
    /// column of the table of distances is kept as bits that say where it rises and falls.
    fn by_bits(&self, other: &[u8], most: usize) -> Option<usize> {
        let last = 1_u64 << (self.word.len() - 1);
        let mut distance = self.word.len();
        let (mut rises, mut falls) = (u64::MAX, 0_u64);
        let (mut diagonal_before, mut places_before) = (0_u64, 0_u64);
        for (at, byte) in other.iter().enumerate() {
            let places = self.places[usize::from(*byte)];
            let swapped = ((!diagonal_before & places) << 1) & places_before;
            let diagonal =
                ((places & rises).wrapping_add(rises) ^ rises) | places | falls | swapped;
            let mut up = falls | !(diagonal | rises);
            let mut down = rises & diagonal;
            distance += usize::from(up & last != 0);
            distance -= usize::from(down & last != 0);
            // Each byte that is left can lower the distance by one.
            if distance > most + (other.len() - at - 1) {
                return None;
            }
            up = up << 1 | 1;
            down <<= 1;
            rises = down | !(diagonal | up);
            falls = up & diagonal;
            diagonal_before = diagonal;
            places_before = places;
        }
        Some(distance)
    }
}

/// The table of distances, three rows at a time, for words too long for a bit mask.
fn by_table(a: &[u8], b: &[u8]) -> usize {
    let same = |i: usize, j: usize| a[i].eq_ignore_ascii_case(&b[j]);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = above[j - 1] + usize::from(!same(i - 1, j - 1));
            let mut least = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1) {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, with all rows.
    fn plain(a: &[u8], b: &[u8]) -> usize {
        let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
                };
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    table[i][j] = table[i][j].min(table[i - 2][j - 2] + 1);
                }
            }
        }
        table[a.len()][b.len()]
    }

    /// Words of few letters, so that they share many.
    fn word(longest: usize) -> impl Strategy<Value = Vec<u8>> {
        let letter = proptest::sample::select(b"abcAB1\xe9".to_vec());
        proptest::collection::vec(letter, 0..longest)
    }

    fn check(a: &[u8], b: &[u8], most: u8) {
        let expected = u8::try_from(plain(a, b))
            .ok()
            .filter(|distance| *distance <= most);
        assert_eq!(distance_at_most(a, b, most), expected);
        assert_eq!(distance_at_most(b, a, most), expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn short_words_are_as_far_apart_as_the_definition_says(a in word(12), b in word(12), most in 0_u8..14) {
            check(&a, &b, most);
        }
    }

    proptest! {
        #[test]
        fn long_words_are_as_far_apart_as_the_definition_says(
            a in word(90),
            edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..4, proptest::sample::select(b"abc".to_vec())), 0..5),
            most in 0_u8..6,
        ) {
            let mut b = a.clone();
            for (place, edit, letter) in edits {
                let at = place.index(b.len() + 1);
                match edit {
                    0 => b.insert(at, letter),
                    1 if at < b.len() => drop(b.remove(at)),
                    2 if at < b.len() => b[at] = letter,
                    3 if at + 1 < b.len() => b.swap(at, at + 1),
                    _ => {}
                }
            }
            check(&a, &b, most);
        }
    }

    #[test]
    fn distances_of_words_that_people_mistype() {
        for (a, b, most, distance) in [
            ("genotypes", "genotpyes", 2, Some(1)),
            ("genotypes", "GENOTYPE", 2, Some(1)),
            ("toscani", "tuscany", 2, Some(2)),
            ("yoruba", "yoruba", 0, Some(0)),
            ("chr22", "chr21", 0, None),
            ("ca", "abc", 3, Some(3)),
            ("", "ab", 2, Some(2)),
            ("", "", 0, Some(0)),
        ] {
            assert_eq!(
                distance_at_most(a.as_bytes(), b.as_bytes(), most),
                distance,
                "{a} {b}"
            );
        }
    }

    #[test]
    fn the_nearest_word_is_the_most_used_then_the_first_of_the_alphabet() {
        let find = |word: &str, candidates: &[(&'static str, u32)]| {
            nearest(
                word.as_bytes(),
                candidates
                    .iter()
                    .map(|(word, weight)| (word.as_bytes(), *weight)),
            )
            .map(|place| candidates[place].0)
        };
        let words = [
            ("phase1", 5),
            ("phase3", 9),
            ("phases", 9),
            ("phrase", 50),
            ("phas", 99),
        ];
        assert_eq!(find("phase2", &words), Some("phase3"));
        assert_eq!(find("phase1", &words), Some("phase1"));
        assert_eq!(find("phaze4", &words), None);
        assert_eq!(
            find("vfc", &[("vcf", 1)]),
            None,
            "three letters may be anything"
        );
        assert_eq!(find("phase2", &[]), None);
    }

    #[test]
    fn few_names_are_offered_the_nearest_first() {
        let known = [
            "HG00096", "HG00097", "hg00097", "HG00196", "HG00095", "NA12878",
        ];
        let known = known.iter().map(|name| (name.as_bytes(), 1));
        let near = few(b"hg00095", known.clone(), 1, 2);
        assert_eq!(near, [b"HG00096", b"HG00097"]);
        assert_eq!(few(b"CUE", [(&b"CEU"[..], 1)].into_iter(), 1, 3), [b"CEU"]);
        assert_eq!(few(b"x", known, 1, 3), [b""; 0]);
    }

    #[test]
    fn edits_are_forgiven_by_length() {
        assert_eq!([0, 3, 4, 7, 8, 90].map(allowed), [0, 0, 1, 1, 2, 2]);
    }
}
