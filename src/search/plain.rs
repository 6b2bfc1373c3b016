//! Words in the form in which their meanings are looked up.

/// Leaves out words that stand there before, as a query has each once: `Bantu Kenya in Kenya`.
pub(super) fn once(words: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for word in words.split(|letter: char| !letter.is_alphanumeric()) {
        if !kept.contains(&word) {
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// Lowers words and puts one blank between them; other characters count as blanks.
pub(super) fn plain(words: &str) -> String {
    let mut plain = String::new();
    for word in words
        .replace('×', "x")
        .split(|letter: char| !letter.is_alphanumeric())
    {
        if !word.is_empty() {
            if !plain.is_empty() {
                plain.push(' ');
            }
            plain.push_str(&word.to_ascii_lowercase());
        }
    }
    plain
}
