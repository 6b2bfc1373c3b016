//! The same directory as forty-three servers and options write it.

use std::collections::BTreeMap;

use crate::fixture::fixture_path;
use igsr_fetch::listing::{DirectoryIndex, EntryKind, IndexReader, PageRequest};
use igsr_fetch::mirror::{BaseUrl, RemotePath};

/// The directory's name, and that of a file in it.
const NAME: &str = "odd dir é + 100% & #x;y";

/// Its entries: name, bytes, and when it was changed, in UTC and in the server's zone.
const TRUTH: [(&str, Option<u64>, [&str; 2]); 4] = [
    (
        "a.txt",
        Some(5),
        ["2019-02-23T15:06:38", "2019-02-23T10:06:38"],
    ),
    (
        "b c.vcf.gz",
        Some(2005),
        ["2020-11-01T07:29:59", "2020-11-01T02:29:59"],
    ),
    (
        NAME,
        Some(1005),
        ["2019-07-12T08:46:38", "2019-07-12T04:46:38"],
    ),
    ("sub", None, ["2015-03-08T07:00:00", "2015-03-08T03:00:00"]),
];

/// What a page shows: sizes (`=` exact, `~` rounded where large, `-` none), dates (length of the ISO form, 0 for none), and whether in UTC.
const PAGES: [(&str, char, usize, bool); 43] = [
    ("aiohttp-default", '-', 0, false),
    ("apache-description-pre", '~', 16, false),
    ("apache-headreadme-pre", '~', 16, false),
    ("apache-iconsarelinks", '~', 16, false),
    ("apache-ncbi", '~', 16, false),
    ("apache-olddate", '~', 16, false),
    ("apache-suppressall", '-', 0, false),
    ("apache-suppresslastmodified", '~', 0, false),
    ("apache-suppresspreamble-ul", '-', 0, false),
    ("apache-table", '~', 16, false),
    ("apache-ul", '-', 0, false),
    ("apache-xhtml-table", '~', 16, false),
    ("caddy-html", '=', 19, true),
    ("caddy-json", '=', 19, true),
    ("caddy211-grid", '~', 0, false),
    ("caddy211-html", '=', 19, true),
    ("flaskautoindex-default", '~', 19, false),
    ("h2o-default", '-', 0, false),
    ("jetty-default", '=', 19, false),
    ("jwebserver-default", '-', 0, false),
    ("lighttpd-plain", '~', 19, false),
    ("minihttpd-default", '=', 16, false),
    ("nginx-fancy-rounded", '~', 16, false),
    ("nginx-fancy-time-us", '=', 16, false),
    ("nginx-fancy", '=', 16, false),
    ("nginx-html-rounded", '=', 16, false),
    ("nginx-html", '=', 16, false),
    ("nginx-json", '=', 19, true),
    ("nginx-jsonp-callback", '=', 19, true),
    ("nginx-xml", '=', 19, true),
    ("node-ecstatic", '~', 0, false),
    ("node-httpserver", '~', 16, false),
    ("node-serve-json", '~', 0, false),
    ("node-serveindex-details", '=', 19, false),
    ("node-serveindex-tiles", '=', 19, false),
    ("plack-directory", '=', 19, true),
    ("python-httpserver", '-', 0, false),
    ("rclone-http", '=', 19, true),
    ("tomcat-default", '~', 19, true),
    ("twisted-default", '~', 0, false),
    ("webfsd-default", '=', 10, false),
    ("weborf-default", '~', 19, false),
    ("wsgidav-default", '=', 19, true),
];

fn pages() -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(fixture_path("listing/servers"))
        .expect("the fixtures are part of the project");
    files
        .map(|file| file.expect("a fixture").path())
        .filter(|path| path.extension().is_some_and(|end| end != "source"))
        .map(|path| {
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(&path).expect("a fixture"))
        })
        .collect()
}

fn read(page: &[u8]) -> DirectoryIndex {
    let base = BaseUrl::parse("http://127.0.0.1:8080/").expect("a base URL");
    let directory = RemotePath::parse(NAME).expect("a path");
    let mut reader = IndexReader::new(PageRequest {
        page_url: base.directory_url(&directory),
        base,
        directory: Some(directory),
        content_type: None,
    });
    reader.push(page);
    reader.finish(false).expect("a directory index")
}

#[test]
fn each_server_s_page_gives_the_directory() {
    let pages = pages();
    assert_eq!(pages.len(), PAGES.len());
    for (name, sizes, dates, utc) in PAGES {
        let index = read(&pages[name]);
        assert!(!index.truncated, "{name}");
        assert_eq!(
            index.refused.unreadable_count(),
            0,
            "{name}: {:?}",
            index.refused
        );
        let mut found: Vec<&str> = index.entries.iter().map(|entry| &*entry.name).collect();
        found.sort_unstable();
        assert_eq!(found, TRUTH.map(|row| row.0), "{name}");
        for entry in &index.entries {
            let (_, bytes, times) = TRUTH
                .iter()
                .find(|row| row.0 == entry.name)
                .expect("checked above");
            let place = format!("{name}: {entry:?}");
            // Two servers say in no way which entries are directories.
            let told = !matches!(name, "h2o-default" | "minihttpd-default");
            assert_eq!(
                entry.kind == EntryKind::Directory,
                bytes.is_none() && told,
                "{place}"
            );
            match (bytes, entry.size) {
                (Some(bytes), Some(size)) if sizes != '-' => {
                    assert!(size.allows(*bytes), "{place}");
                    assert!(size.is_exact() || sizes == '~', "{place}");
                }
                (Some(_), None) if sizes == '-' => {}
                (None, size) if size.is_none() || !told => {}
                _ => panic!("{place}"),
            }
            let date = entry
                .modified
                .map(|date| date.to_string())
                .unwrap_or_default();
            let shown = date.trim_end_matches('Z');
            assert_eq!(date.ends_with('Z'), utc && dates > 0, "{place}");
            // Some leave out the date of directories.
            let none = shown.is_empty() && (dates == 0 || bytes.is_none());
            let right = times.iter().any(|time| *shown == time[..dates]);
            assert!(none || (dates > 0 && right), "{place}");
        }
    }
}

/// Reads a page of the directory `https://example.org/d/`; gives names with a slash behind directories, sizes and dates.
fn rows(page: &str) -> Result<(Vec<String>, bool), igsr_fetch::listing::NotAnIndex> {
    let base = BaseUrl::parse("https://example.org/").expect("a base URL");
    let mut reader = IndexReader::new(PageRequest {
        page_url: "https://example.org/d/".to_owned(),
        base,
        directory: Some(RemotePath::parse("d").expect("a path")),
        content_type: None,
    });
    reader.push(page.as_bytes());
    let index = reader.finish(false)?;
    let row = |entry: &igsr_fetch::listing::IndexEntry| {
        let slash = if entry.kind == EntryKind::Directory {
            "/"
        } else {
            ""
        };
        let size = match entry.size {
            None => "-".to_owned(),
            Some(size) if size.is_exact() => format!("={}", size.bytes()),
            Some(size) => format!("~{}", size.bytes()),
        };
        let date = entry
            .modified
            .map_or_else(|| "-".to_owned(), |date| date.to_string());
        format!("{}{slash} {size} {date}", entry.name)
    };
    Ok((index.entries.iter().map(row).collect(), index.truncated))
}

#[test]
fn pages_of_servers_that_are_not_at_hand() {
    for (server, page, expected) in [
        (
            "Artifactory, its head in a block of its own",
            "<html><head><title>Index of d/</title></head><body><h1>Index of d/</h1><pre>Name    Last modified      Size</pre><hr/>\
             <pre><a href=\"../\">../</a>\n<a href=\"1.0/\">1.0/</a>  06-May-2024 07:08    -\n<a href=\"m.xml\">m.xml</a>  06-May-2024 07:08  345 bytes\n</pre>\
             <hr/></body></html>",
            vec!["1.0/ - 2024-05-06T07:08", "m.xml =345 2024-05-06T07:08"],
        ),
        (
            "Go, one entry and nothing else",
            "<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n<a href=\"sub/\">sub/</a>\n</pre>\n",
            vec!["sub/ - -"],
        ),
        ("Go, an empty directory", "<pre>\n</pre>\n", vec![]),
        (
            "an archive whose parent link shows that it writes slashes",
            "<html><head><title>Index of /d/</title></head><body><table><tr><td><a href=\"../\">Go to parent directory</a></td></tr>\
             <tr><td><a href=\"a.xml\">a.xml</a></td><td>06-May-2024 07:08</td><td>925.0B</td></tr>\
             <tr><td><a href=\"b.gz\">b.gz</a></td><td>06-May-2024 07:08</td><td>?</td></tr></table></body></html>",
            vec!["a.xml =925 2024-05-06T07:08", "b.gz - 2024-05-06T07:08"],
        ),
        (
            "directories and files in two tables of one form",
            "<html><head><title>Index of /d/</title></head><body>\
             <table><tr><th>Name</th><th>Date</th><th>Size</th></tr><tr><td><a href=\"a/\">a</a></td><td>2024-05-06 07:08</td><td>-</td></tr></table>\
             <table><tr><th>Name</th><th>Date</th><th>Size</th></tr><tr><td><a href=\"b\">b</a></td><td>2024-05-06 07:08</td><td>1 234 567</td></tr></table>\
             </body></html>",
            vec!["a/ - 2024-05-06T07:08", "b =1234567 2024-05-06T07:08"],
        ),
        (
            "boxes with navigation and foot",
            "<html><head><title>Index of /d/</title></head><body><nav><a href=\"help.html\">Help</a></nav>\
             <div><a href=\"f.gz\">f.gz</a><span>12.0M</span><span>Mon May 06 07:08:09 UTC 2024</span></div>\
             <div><a href=\"g/\">g</a><span></span><span>2024-05-06 07:08:09 +00:00 3 months ago</span></div>\
             <footer><a href=\"privacy.html\">Privacy</a></footer></body></html>",
            vec![
                "f.gz ~12582912 2024-05-06T07:08:09Z",
                "g/ - 2024-05-06T07:08:09Z",
            ],
        ),
    ] {
        let (found, truncated) = rows(page).expect(server);
        assert_eq!(found, expected, "{server}");
        assert!(!truncated, "{server}");
    }
}

#[test]
fn an_error_page_with_a_list_is_no_directory() {
    let page = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><p>Try these:</p>\
        <ul><li><a href=\"a/\">a</a><li><a href=\"b/\">b</a></ul></body></html>";
    assert_eq!(rows(page), Err(igsr_fetch::listing::NotAnIndex::NoListing));
    assert!(rows("<pre>Not Found</pre>").is_err());
}

#[test]
fn a_cut_page_without_marks_of_a_server_gives_its_rows() {
    let (found, truncated) =
        rows("<!doctype html>\n<pre>\n<a href=\"a\">a</a>\n<a href=\"b/\">b/</a>\n<a hr")
            .expect("a cut index");
    assert_eq!(
        (found, truncated),
        (vec!["a - -".to_owned(), "b/ - -".to_owned()], true)
    );
}
