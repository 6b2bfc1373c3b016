//! What the form of a word says of it.

/// Returns whether a word has the form of an accession of the archives of reads or of `BioSamples`.
pub(super) fn is_accession(word: &str) -> bool {
    let digits = word.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let begin = word[..word.len() - digits.len()].to_ascii_uppercase();
    let of_reads = matches!(
        begin.as_bytes(),
        [b'E' | b'S' | b'D', b'R', b'R' | b'X' | b'S' | b'P']
    );
    let of_sample = ["SAMEA", "SAME", "SAMN", "SAMD"].contains(&&*begin);
    let has_number = digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    has_number && (of_reads || of_sample)
}

/// Returns whether a word is a pattern of names of files: it has a star, or a question mark that neither ends a sentence nor begins
/// the query of an address.
pub(super) fn is_pattern(word: &str) -> bool {
    let asks = word.trim_end_matches('?').contains('?');
    word.contains('*') || (asks && word.contains('.') && !word.contains(['=', ':']))
}

/// Returns a word of letters without the sign of the plural.
pub(super) fn singular(word: &str) -> Option<&str> {
    let singular = word.strip_suffix(['s', 'S'])?;
    let is_word = |letter: u8| letter.is_ascii_alphabetic();
    (singular.len() > 3 && singular.bytes().all(is_word) && !singular.ends_with(['s', 'S']))
        .then_some(singular)
}

/// Returns whether a word is a version in names of files: `v5a`.
pub(super) fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix(['v', 'V']).unwrap_or_default();
    digits.len() < 4 && digits.starts_with(|first: char| first.is_ascii_digit())
}
