//! Derives the directory of a page from its URL.

use url::Url;

use crate::mirror::{BaseUrl, BaseUrlError};

/// Extensions of pages and programs, which are never directories.
const PAGES: [&str; 12] = [
    "asp", "aspx", "cgi", "htm", "html", "json", "jsp", "php", "pl", "shtml", "xhtml", "xml",
];

/// Returns the directory that a page at this address lists.
///
/// The query is dropped: it sorts, or asks an S3 service, whose path is the bucket. A name as `index.html` stands for its
/// folder; any other name without a slash at its end is a directory that was asked for without it.
pub(super) fn directory_of(url: &Url) -> Result<BaseUrl, BaseUrlError> {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path();
    let path = match path.rsplit_once('/') {
        Some((folder, name)) if is_page(name) => format!("{folder}/"),
        Some((_, "")) => path.to_owned(),
        _ => format!("{path}/"),
    };
    url.set_path(&path);
    BaseUrl::parse(url.as_str())
}

fn is_page(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, end)| {
        !stem.is_empty() && PAGES.iter().any(|page| page.eq_ignore_ascii_case(end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directory_of_a_page_is_its_folder() {
        for (page, directory) in [
            ("https://h", "https://h/"),
            ("https://h/pub/", "https://h/pub/"),
            ("https://h/pub", "https://h/pub/"),
            ("https://h/pub/v1.2", "https://h/pub/v1.2/"),
            ("https://h/pub/index.html", "https://h/pub/"),
            ("https://h/pub/INDEX.HTM?x", "https://h/pub/"),
            ("https://h/pub/.html", "https://h/pub/.html/"),
            ("https://h/pub/?C=M;O=D#top", "https://h/pub/"),
            (
                "http://h:81/bucket?list-type=2&prefix=a/",
                "http://h:81/bucket/",
            ),
            ("https://h/a%20b/%2e/c?", "https://h/a%20b/c/"),
        ] {
            let url = Url::parse(page).expect("a URL");
            assert_eq!(
                directory_of(&url).as_ref().map(BaseUrl::as_str),
                Ok(directory),
                "{page}"
            );
        }
    }
}
