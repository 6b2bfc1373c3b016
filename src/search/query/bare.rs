//! What stands around a word that was copied from a page, a letter or a sentence: marks that are not seen, quotes, brackets, folders of
//! the own disk; and in a number.

/// Signs of which the second closes what the first opens, where they stand around one word.
const PAIRS: [(char, char); 13] = [
    ('“', '”'),
    ('”', '”'),
    ('„', '“'),
    ('„', '”'),
    ('‘', '’'),
    ('’', '’'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('\'', '\''),
    ('`', '`'),
    ('(', ')'),
    ('[', ']'),
];

/// The pairs that quote several words, too.
const QUOTES: usize = 9;

/// Number of digits from which a word is the name of one thing, and not that of a field.
const NUMBER: usize = 4;

/// Returns whether a character is a mark that is not seen: of the direction of writing, of a width of zero, of the order of bytes.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns a word without what stands around it; `None` where nothing does, or nothing is left.
pub(super) fn word(word: &str) -> Option<String> {
    // What is quoted in a field stands as it is.
    if word.contains('"') {
        return None;
    }
    let seen: String = word.chars().filter(|letter| !is_mark(*letter)).collect();
    let bare = unwrapped(&seen);
    let bare = local_name(bare).unwrap_or(bare);
    (!bare.is_empty() && bare != word).then(|| bare.to_owned())
}

/// Returns the name of a file in a folder of the own disk, as in `~/data/a.vcf.gz` and `C:\data\a.vcf.gz`.
fn local_name(word: &str) -> Option<&str> {
    let behind_drive = word
        .strip_prefix(|letter: char| letter.is_ascii_alphabetic())
        .and_then(|rest| rest.strip_prefix(":\\"));
    let rest = behind_drive.or_else(|| word.strip_prefix("~/"))?;
    rest.rsplit(['/', '\\']).next()
}

fn unwrapped(word: &str) -> &str {
    let is_field = |name: &str| super::field::Key::of(name).is_some();
    let mut bare = word;
    if word
        .split_once([':', '<', '>', '='])
        .is_some_and(|(name, _)| is_field(name))
    {
        return bare;
    }
    while let Some(inner) = inside(bare) {
        bare = inner;
    }
    // No name ends with the end of a question.
    let bare = bare.trim_end_matches(['!', '?', '…']);
    // A name that a sentence goes on behind.
    let sentence = bare.trim_end_matches(':');
    let digits = sentence.bytes().filter(u8::is_ascii_digit).count();
    if sentence.len() < bare.len() && (digits >= NUMBER || sentence.contains('.')) {
        return sentence;
    }
    bare
}

/// Returns a word without a pair of signs around it, or without the half of one that its sentence has elsewhere.
fn inside(word: &str) -> Option<&str> {
    if let Some(inner) = word.strip_prefix('<') {
        return inner.strip_suffix('>');
    }
    PAIRS.iter().enumerate().find_map(|(place, (open, close))| {
        let opened = word.strip_prefix(*open);
        let inner = opened.unwrap_or(word);
        let sentence = inner.trim_end_matches([',', ';', '.', ':', '!', '?']);
        let closed = sentence.strip_suffix(*close);
        match (opened, closed) {
            (Some(_), Some(both)) => Some(both),
            (Some(_), None) if place < QUOTES => Some(inner),
            (None, Some(closed)) if place < QUOTES => Some(closed),
            _ => None,
        }
    })
}

/// Reads several words in quotes of print at the start, such as `“low coverage”`. Returns them, and their length with the quotes.
pub(super) fn quoted(text: &str) -> Option<(&str, usize)> {
    PAIRS[..QUOTES].iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?;
        let inner = &inner[..inner.find(*close)?];
        let several = inner.trim().contains(char::is_whitespace) && !inner.contains('"');
        several.then(|| (inner, open.len_utf8() + inner.len() + close.len_utf8()))
    })
}

/// Reads a number with commas between its thousands, such as `2,504`.
pub(super) fn number(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups
        .next()
        .filter(|first| (1..=3).contains(&first.len()))?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let is_one = text.contains(',')
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group));
    is_one.then(|| text.replace(',', ""))
}
