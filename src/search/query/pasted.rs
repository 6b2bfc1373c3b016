//! Pasted commands, rows of tables and links of Markdown, of which only the addresses and names of files count, or those of samples.

use super::address;

/// Programs that fetch, list or read files at an address, and what stands before them in a script.
const PROGRAMS: &str = " $ aria2c ascp aws axel bcftools bowtie2 bwa cd curl cyberduck do duck fetch for globus gsutil htsfile http igsr-fetch lftp md5sum mget nohup prefetch rclone rsync s3cmd s5cmd samtools scp sftp sudo tabix time while wget wget2 ";

/// Length of an MD5 in hexadecimal digits.
const MD5: usize = 32;

/// Returns the addresses and names of files in a text that is a command, or rows of a table, with blanks between them, or the samples of
/// rows without files; `None` if the text is neither. Links of Markdown become their addresses.
pub(super) fn files(text: &str) -> Option<String> {
    if let Some(linked) = without_links(text) {
        return Some(files(&linked).unwrap_or(linked));
    }
    let mut words = text.split_whitespace().map(unquoted);
    let first = words.next()?;
    let program = first.rsplit('/').next().unwrap_or(first);
    let found = if !program.is_empty() && PROGRAMS.contains(&[" ", program, " "].concat()) {
        of_command(first, words.collect())
    } else if text.contains('"') {
        return None;
    } else {
        of_rows(text)
    };
    (!found.is_empty()).then(|| found.join(" "))
}

/// Returns the addresses of a command. Of Globus, the last is where files go.
fn of_command<'a>(program: &str, words: Vec<&'a str>) -> Vec<&'a str> {
    let mut found: Vec<&str> = words;
    found.retain(|word| !word.starts_with('-') && (address::is_one(word) || is_hosted(word)));
    if program == "globus" && found.len() > 1 {
        found.pop();
    }
    found
}

/// Returns the files of rows of a table: beside MD5s, or in lines with tabs.
fn of_rows(text: &str) -> Vec<&str> {
    let has_md5 = text.split_whitespace().any(is_md5);
    if !has_md5 && !text.contains('\t') {
        return Vec::new();
    }
    let is_time = |word: &str| {
        word.bytes()
            .all(|byte| byte.is_ascii_digit() || b":.-+T".contains(&byte))
    };
    let is_file = |word: &&str| {
        let named = word.contains('.') && (has_md5 || word.contains('/'));
        address::is_one(word) || (named && !word.contains(':') && !is_time(word))
    };
    let bare = |word| unquoted(word).trim_start_matches(['*', '(']);
    let words = text
        .split(|letter: char| letter.is_whitespace() || letter == ';')
        .map(bare);
    let mut found: Vec<&str> = words
        .map(|word| word.trim_end_matches(')'))
        .filter(is_file)
        .collect();
    found.dedup();
    if found.is_empty() {
        return samples_of_rows(text);
    }
    found
}

/// Returns the samples of a table whose rows name them, such as a panel with its head: `NA12878`, with their populations beside them.
fn samples_of_rows(text: &str) -> Vec<&str> {
    let is_sample = |word: &&str| {
        let (letters, digits) = word.split_at_checked(2).unwrap_or_default();
        letters.bytes().all(|byte| byte.is_ascii_uppercase())
            && digits.len() == 5
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let rows = text.lines();
    let mut found: Vec<&str> = rows
        .filter_map(|row| row.split('\t').map(str::trim).find(is_sample))
        .collect();
    found.dedup();
    if found.len() > 1 { found } else { Vec::new() }
}

/// Returns whether a word is an MD5.
fn is_md5(word: &str) -> bool {
    word.len() == MD5 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Reads an MD5, or several with commas between them, as values of a query.
pub(super) fn md5s(word: &str) -> Option<Vec<String>> {
    let words = word.trim_end_matches([',', ';']).split([',', ';']);
    words
        .map(|word| is_md5(word).then(|| word.to_ascii_lowercase()))
        .collect()
}

/// Returns whether a word begins with the name of a host, which has a path.
fn is_hosted(word: &str) -> bool {
    let (host, path) = word.split_once('/').unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    host.matches('.').count() > 1
        && !host.starts_with('.')
        && host.bytes().all(is_plain)
        && !path.is_empty()
}

/// Strips the quotes of a shell, and what may stand beside them.
fn unquoted(word: &str) -> &str {
    word.trim_matches(['"', '\'', '`', ';', ',', '\\', '(', '|', '&'])
}

/// Puts addresses in place of Markdown’s links, `[text](address)`; `None` if there are none.
fn without_links(text: &str) -> Option<String> {
    let (before, rest) = text.split_once("](")?;
    let (before, _) = before.rsplit_once('[')?;
    let (address, rest) = rest.split_once(')')?;
    let is_link = address.contains(['/', '.']) && !text.contains('"');
    let rest = without_links(rest).unwrap_or_else(|| rest.to_owned());
    is_link.then(|| [before, " ", address, " ", &rest].concat())
}
