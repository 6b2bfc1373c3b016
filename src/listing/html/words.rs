//! Words beside a link that are neither dates nor sizes: directories, modes, dashes.

use crate::listing::clock::is_word;

/// Words for a directory in the column of sizes or types, besides all in angle brackets: Windows writes `<DIR>`, `<REP>`,
/// `<JUNCTION>`.
const DIRECTORY_WORDS: [&str; 5] = ["[dir]", "dir", "directory", "[directory]", "folder"];

/// The most bytes of a word for a directory.
const WORD_LIMIT: usize = 14;

/// The marks behind a mode: an access list, extended attributes, a security context.
const MODE_ENDS: [char; 3] = ['.', '+', '@'];

/// The endings of names that only files have.
const FILE_ENDS: [&str; 12] = [
    ".gz", ".bz2", ".tbi", ".csi", ".bam", ".bai", ".cram", ".crai", ".vcf", ".txt", ".tsv", ".md5",
];

/// Returns whether a name is a file's, by its ending.
pub(super) fn is_file_name(name: &str) -> bool {
    FILE_ENDS.iter().any(|end| name.ends_with(end))
}

/// Returns whether a text holds these bytes.
pub(super) fn contains(text: &[u8], bytes: &[u8]) -> bool {
    text.windows(bytes.len()).any(|window| window == bytes)
}

/// Returns whether a text is a word for a directory, or says how much is in one: `3 items`.
pub(super) fn is_directory_word(text: &str) -> bool {
    let text = text.trim();
    let is_bracketed = || {
        text.strip_prefix('<')
            .and_then(|word| word.strip_suffix('>'))
            .is_some_and(|word| {
                !word.is_empty()
                    && is_word(word)
                    && !word.eq_ignore_ascii_case("symlink")
                    && !word.eq_ignore_ascii_case("file")
            })
    };
    let counts = || {
        text.split_once(' ').is_some_and(|(number, of)| {
            number.bytes().all(|byte| byte.is_ascii_digit()) && matches!(of, "item" | "items")
        })
    };
    text.len() <= WORD_LIMIT
        && (DIRECTORY_WORDS
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
            || is_bracketed()
            || counts())
}

/// Returns whether a text is the mode of a file or directory, as `ls -l` writes it, or thttpd's `-r--`.
pub(super) fn is_mode_text(text: &str) -> bool {
    let text = text.trim().trim_end_matches(MODE_ENDS);
    matches!(text.len(), 4 | 10)
        && text.starts_with(['-', 'd', 'l', 'b', 'c', 'p', 's'])
        && text[1..].bytes().all(|byte| b"rwxsStT-".contains(&byte))
        && (text.len() == 10 || text.bytes().any(|byte| byte != b'-'))
}

/// Returns whether a text is the mode of a directory: `drwxr-xr-x`, thttpd's `dr-x`, PowerShell's `d-----`.
pub(super) fn is_directory_mode(text: &str) -> bool {
    let text = text.trim();
    if !text.starts_with('d') {
        return false;
    }
    let is_windows = matches!(text.len(), 5 | 6)
        && text[1..].bytes().all(|byte| b"arhsl-".contains(&byte))
        && text.contains('-');
    is_windows || is_mode_text(text)
}

/// Returns whether a text has the mode of what has no length of its own: a symbolic link, whose length says nothing of the file it
/// leads to, or a device, which has two numbers in its place.
pub(super) fn has_special_mode(text: &str) -> bool {
    memchr::memchr_iter(b'r', text.as_bytes()).any(|at| {
        let mode = at
            .checked_sub(1)
            .and_then(|start| text.get(start..start + 10));
        mode.is_some_and(|mode| !mode.starts_with(['-', 'd']) && is_mode_text(mode))
    })
}

/// Returns whether a text behind a name marks a symbolic link: `-> target`, or `@` alone, as `ls -F` writes.
pub(super) fn leads_to(text: &str) -> bool {
    let target = text.trim_start_matches(|letter: char| letter == '@' || letter.is_whitespace());
    text.trim() == "@" || target.starts_with("->") || target.starts_with(['→', '⇒'])
}

/// Returns whether a line says that there is nothing, or how much there is: `0 files`, `total 24`.
pub(super) fn says_nothing(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("empty")
        || ["0 ", "no file", "no entr", "no item", "nothing", "total"]
            .iter()
            .any(|start| text.starts_with(start))
}

/// Returns whether a line stands in the place of rows that come later: `Loading…`.
pub(super) fn awaits(text: &str) -> bool {
    let start = text.get(..7).unwrap_or_default();
    start.eq_ignore_ascii_case("loading") || start.eq_ignore_ascii_case("please ")
}

/// Returns whether a folder is drawn.
pub(super) fn draws_folder(text: &str) -> bool {
    !text.is_ascii() && text.contains(['📁', '📂', '🗀', '🗁'])
}

pub(super) fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "--" | "–" | "—")
}

/// Returns whether a number is one of the modes that servers show, `0644` or `100644`: it may be a size only where no other
/// number is.
pub(super) fn is_mode_number(text: &str) -> bool {
    let text = text.trim();
    let is_octal = text.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    let begins = |start: &str| text.starts_with(start);
    is_octal
        && match text.len() {
            3 => begins("4") || begins("5") || begins("6") || begins("7"),
            4 => begins("0"),
            5 => begins("4"),
            6 => begins("10") || begins("04") || begins("12"),
            _ => false,
        }
}
