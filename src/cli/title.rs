//! The path that a saved page states in its own title or heading.

use crate::mirror::RemotePath;

/// How servers begin such a title, in lower case; what follows is the path.
const BEGINNINGS: [&str; 5] = [
    "index of ",
    "directory listing for ",
    "directory listing of ",
    "listing of ",
    "contents of ",
];

/// How much of a page is looked at, in bytes.
const LOOKED_AT: usize = 64 << 10;

/// Most characters of a path that is believed.
const LONGEST: usize = 4096;

/// Returns the path below the site's root; `None` if the page states none.
pub(super) fn stated_path(page: &[u8]) -> Option<RemotePath> {
    let text = String::from_utf8_lossy(&page[..page.len().min(LOOKED_AT)]);
    // Byte for byte as long as the text, so that places agree.
    let lower = text.to_ascii_lowercase();
    ["<title", "<h1"]
        .into_iter()
        .find_map(|tag| path_in(&text, &lower, tag))
}

/// Reads the words within the first element of that name.
fn path_in(text: &str, lower: &str, tag: &str) -> Option<RemotePath> {
    let at = lower.find(tag)?;
    let start = at + lower[at..].find('>')? + 1;
    let end = start + lower[start..].find("</")?;
    let words = &text[start..end];
    if words.len() > LONGEST || words.contains('<') {
        return None;
    }
    let words = decoded(words.trim());
    let lower = words.to_ascii_lowercase();
    let begin = BEGINNINGS.iter().find(|begin| lower.starts_with(**begin))?;
    let path = words[begin.len()..].trim().strip_prefix('/')?;
    RemotePath::parse(path).ok()
}

/// Decodes the references that servers write in a title.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest
            .find(';')
            .and_then(|end| Some((character(&rest[1..end])?, end + 1)));
        let (character, length) = reference.unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn character(reference: &str) -> Option<char> {
    Some(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = reference.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_servers_state_the_path() {
        for (page, path) in [
            ("<title>Index of /vol1/ftp</title>", Some("vol1/ftp")),
            ("<TITLE>Index of /</TITLE>", Some("")),
            (
                "<title>x</title><h1 class=a>Index of /a&amp;b/&#x63;/</h1>",
                Some("a&b/c"),
            ),
            ("<title>Directory listing for /a b/</title>", Some("a b")),
            ("<title>Index of /a &copy b</title>", Some("a &copy b")),
            ("<title>Index of vol1</title>", None),
            ("<title>Index of /a/../../b</title>", None),
            ("<title>Index of /a", None),
            ("<title>Log in</title>", None),
            ("", None),
        ] {
            assert_eq!(
                stated_path(page.as_bytes())
                    .as_ref()
                    .map(RemotePath::as_str),
                path,
                "{page}"
            );
        }
    }
}
