//! The words typed into the search box.

/// The words of a search: ASCII letters lowered, duplicates removed, in the order of typing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Parses a query: words separated by white space.
    pub fn parse(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in text.split_whitespace().map(str::to_ascii_lowercase) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Self { words }
    }

    /// Returns the words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Returns whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}
