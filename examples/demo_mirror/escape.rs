//! Text as Apache's `mod_autoindex` writes it: sizes, escapes, dates, icons.

use std::time::SystemTime;

use percent_encoding::{AsciiSet, CONTROLS, percent_encode};

/// What Apache escapes in a path (`ap_os_escape_path`), everything that is not ASCII included.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Writes a name as a link target: escaped in lower-case hexadecimal, `./` before a name that looks like a scheme.
pub(crate) fn href(name: &str) -> String {
    let colon = name.find(':');
    let slash = name.find('/');
    let scheme = colon.is_some_and(|colon| slash.is_none_or(|slash| colon < slash));
    let mut out = String::from(if scheme { "./" } else { "" });
    for piece in percent_encode(name.as_bytes(), PATH) {
        if piece.starts_with('%') {
            out.push_str(&piece.to_ascii_lowercase());
        } else {
            out.push_str(piece);
        }
    }
    html(&out)
}

/// Escapes text for HTML (`ap_escape_html`): the apostrophe stays as it is.
pub(crate) fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Writes a number of bytes in four characters (`apr_strfsize`): exact below 973, then rounded.
pub(crate) fn size(bytes: u64) -> String {
    if bytes < 973 {
        return format!("{bytes:3} ");
    }
    let mut size = bytes;
    for unit in "KMGTPE".chars() {
        let remainder = size & 1023;
        size >>= 10;
        if size >= 973 {
            continue;
        }
        if size < 9 || (size == 9 && remainder < 973) {
            let tenths = (remainder * 5 + 256) / 512;
            return if tenths >= 10 {
                format!("{}.0{unit}", size + 1)
            } else {
                format!("{size}.{tenths}{unit}")
            };
        }
        return format!("{:3}{unit}", size + u64::from(remainder >= 512));
    }
    "****".to_owned()
}

/// Writes a date in UTC as Apache does where the server's clock is UTC: `2021-03-16 15:54`.
pub(crate) fn date(time: SystemTime) -> String {
    jiff::Timestamp::try_from(time)
        .map(|time| time.strftime("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// Returns the picture and its text for a file name, after Debian's `autoindex.conf`.
pub(crate) fn icon(name: &str) -> (&'static str, &'static str) {
    const BY_ENDING: &[(&str, &str)] = &[
        (".tar", "tar"),
        (".Z", "compressed"),
        (".z", "compressed"),
        (".tgz", "compressed"),
        (".gz", "compressed"),
        (".zip", "compressed"),
        ("README", "hand.right"),
    ];
    // Apache asks for the media type first, then for the name.
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if matches!(extension, "html" | "txt" | "log" | "md") {
        return ("text", "TXT");
    }
    if matches!(extension, "shtml" | "htm" | "pdf") {
        return ("layout", "   ");
    }
    let icon = BY_ENDING.iter().find(|(ending, _)| name.ends_with(ending));
    (icon.map_or("unknown", |(_, icon)| icon), "   ")
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_round_as_apr_rounds_them() {
        for (bytes, text) in [
            (0, "  0 "),
            (650, "650 "),
            (972, "972 "),
            (973, "1.0K"),
            (9_880, "9.6K"),
            (10_188, "9.9K"),
            (10_189, " 10K"),
            (995_840, "973K"),
            (996_352, "1.0M"),
            (205_000_000, "196M"),
            (130_000_000_000, "121G"),
        ] {
            assert_eq!(size(bytes), text, "{bytes}");
        }
    }
}
