//! Splits names into words and skeletons.

use std::ops::Range;

/// Replaces a word with a digit in a skeleton.
pub const PLACEHOLDER: u8 = 1;

/// Returns whether a byte belongs to a word: an ASCII letter or digit, or any byte beyond ASCII.
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Visits the span of each word of a text: letters and digits without anything between them.
pub fn words(text: &[u8], mut each: impl FnMut(Range<usize>)) {
    let mut start = None;
    for (place, byte) in text.iter().enumerate() {
        match (is_word(*byte), start) {
            (true, None) => start = Some(place),
            (false, Some(from)) => {
                each(from..place);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        each(from..text.len());
    }
}

/// Splits a name: words with a digit go to `slot`, in order, and leave a [`PLACEHOLDER`] in `skeleton`. Returns the
/// number of words.
pub(crate) fn take_apart(
    name: &[u8],
    skeleton: &mut Vec<u8>,
    mut slot: impl FnMut(&[u8]),
) -> usize {
    skeleton.clear();
    let mut done = 0;
    let mut count = 0;
    words(name, |span| {
        count += 1;
        let word = &name[span.clone()];
        if word.iter().any(u8::is_ascii_digit) {
            skeleton.extend_from_slice(&name[done..span.start]);
            skeleton.push(PLACEHOLDER);
            done = span.end;
            slot(word);
        }
    });
    skeleton.extend_from_slice(&name[done..]);
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_digits_leave_a_slot() {
        let mut skeleton = Vec::new();
        let mut slots = Vec::new();
        let count = take_apart(b"ALL.chr22.phase3_x-v5b.vcf.gz", &mut skeleton, |word| {
            slots.push(String::from_utf8_lossy(word).into_owned());
        });
        assert_eq!(skeleton, b"ALL.\x01.\x01_x-\x01.vcf.gz");
        assert_eq!(slots, ["chr22", "phase3", "v5b"]);
        assert_eq!(count, 7);
    }
}
