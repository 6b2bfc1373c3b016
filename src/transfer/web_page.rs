//! Web pages that come in the place of a file.

/// Returns whether a file of that name may itself be a web page.
pub(super) fn is_web_page_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".html", ".htm", ".xhtml"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// Returns whether bytes begin as a web page does.
pub(super) fn is_web_page(bytes: &[u8]) -> bool {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    [&b"<!doctype html"[..], b"<html"].iter().any(|start| {
        bytes
            .get(..start.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_data() {
        for page in [
            "<!DOCTYPE html><p>",
            "\u{feff}\r\n<HTML lang=en>",
            "  <!doctype HTML public>",
        ] {
            assert!(is_web_page(page.as_bytes()), "{page}");
        }
        for data in [
            "",
            "<",
            "<?xml version=\"1.0\"?>",
            "##fileformat=VCFv4.1",
            "htmlx",
        ] {
            assert!(!is_web_page(data.as_bytes()), "{data}");
        }
    }
}
