//! Directory index pages of real servers, read.

use crate::fixture::fixture;
use igsr_fetch::listing::{self, DirectoryIndex, EntryKind, IndexEntry, NotAnIndex, RefusedReason};
use igsr_fetch::mirror::{BaseUrl, RemotePath};

const SITE: &str = "http://127.0.0.1:9391/vol1/ftp/";

/// The files of the tree that the fixtures of `apache-2.4` list, with their sizes.
const FILES: &[(&str, u64)] = &[
    ("$(touch x).txt", 22),
    ("%2e%2e", 31),
    ("-leading-dash.txt", 17),
    (".hidden.txt", 18),
    ("1.2G 2019-01-01 10:00", 29),
    ("<img src=x onerror=alert(1)>.txt", 21),
    (
        "ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz",
        205_612_353,
    ),
    (
        "ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz.tbi",
        39_129,
    ),
    (
        "ALL.wgs.phase3_shapeit2_mvncall_integrated_v5c.20130502.sites.vcf.gz",
        1_511_828_488,
    ),
    ("[brackets](x).txt", 32),
    ("amp&lt;.txt", 650),
    ("back\\slash.txt", 19),
    ("bytes1023.bin", 1_023),
    ("bytes972.bin", 972),
    ("bytes973.bin", 973),
    ("colon:name.txt", 20),
    ("empty.txt", 0),
    ("gone..>.txt", 27),
    ("hash#tag.txt", 12),
    ("k10.bin", 10_189),
    ("k9.9.bin", 10_188),
    ("k972.bin", 996_351),
    (LATIN_1, 26),
    ("m1.bin", 996_352),
    ("naïve-ümlaut-日本.txt", 16),
    ("new\nline.txt", 23),
    (
        "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn.txt",
        28,
    ),
    ("percent%20name.txt", 14),
    ("plus+plus.txt", 15),
    ("question?mark.txt", 13),
    ("quote'double\".txt", 11),
    ("semi;colon,comma.txt", 25),
    ("tab\tname.txt", 24),
    ("with space.txt", 54_000),
    ("~tilde.txt", 30),
];

/// The file name `latin1-\xe9.txt`, which is not UTF-8.
const LATIN_1: &str = "latin1-\u{10ffe9}.txt";

/// The directories of that tree.
const DIRECTORIES: &[&str] = &["dir with space", "functional_annotation.v2", "supporting"];

/// When everything in it was modified; the server runs in UTC.
const MODIFIED: &str = "2019-02-23T14:45";

/// A page of that tree: its file, and whether it shows dates and sizes.
struct Form {
    page: &'static str,
    dates: bool,
    sizes: bool,
}

const fn form(page: &'static str, dates: bool, sizes: bool) -> Form {
    Form { page, dates, sizes }
}

const FORMS: &[Form] = &[
    form("html-table", true, true),
    form("xhtml-table", true, true),
    form("icon-links-table", true, true),
    form("alt-class-table", true, true),
    form("name-description-table", false, false),
    form("pre", true, true),
    form("ncbi-form", true, true),
    form("icon-links-pre", true, true),
    form("old-date-pre", true, true),
    form("no-date-pre", false, true),
    form("name-description-pre", false, false),
    form("bare-pre", true, true),
    form("plain-list", false, false),
];

fn saved(name: &str) -> Vec<u8> {
    fixture(&format!("listing/{name}.html"))
}

fn read_at(html: &[u8], page_url: &str, directory: &str) -> Result<DirectoryIndex, NotAnIndex> {
    let base = BaseUrl::parse(SITE).expect("a base URL");
    let directory = RemotePath::parse(directory).expect("a path");
    listing::read(html, page_url, &base, &directory)
}

fn read(html: &[u8], directory: &str) -> Result<DirectoryIndex, NotAnIndex> {
    read_at(html, &format!("{SITE}{directory}"), directory)
}

fn read_release(html: &[u8]) -> DirectoryIndex {
    read(html, "release/20130502/").expect("a directory index")
}

fn names(index: &DirectoryIndex) -> Vec<&str> {
    index.entries.iter().map(|entry| &*entry.name).collect()
}

fn reasons(index: &DirectoryIndex) -> Vec<RefusedReason> {
    index.unreadable().map(|link| link.reason).collect()
}

/// Wraps rows in a table as Apache writes it.
fn table(rows: &str) -> String {
    format!(
        "<html><head><title>Index of /x</title></head><body><table>\
         <tr><th><a href=\"?C=N;O=D\">Name</a></th><th>Last modified</th><th>Size</th></tr>{rows}</table></body></html>"
    )
}

#[test]
fn every_form_of_apache_gives_every_entry() {
    for form in FORMS {
        let index = read_release(&saved(&format!("apache-2.4/{}.release", form.page)));
        let mut found = names(&index);
        found.sort_unstable();
        let mut expected: Vec<_> = FILES
            .iter()
            .map(|file| file.0)
            .chain(DIRECTORIES.iter().copied())
            .collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{}", form.page);
        assert!(!index.truncated, "{}", form.page);
        for entry in &index.entries {
            check_entry(entry, form);
        }
        assert_eq!(index.refused.unreadable_count(), 0, "{}", form.page);
    }
}

fn check_entry(entry: &IndexEntry, form: &Form) {
    let place = format!("{}: {}", form.page, entry.name);
    let directory = DIRECTORIES.contains(&&*entry.name);
    let kind = if directory {
        EntryKind::Directory
    } else {
        EntryKind::File
    };
    assert_eq!(entry.kind, kind, "{place}");
    let date = entry.modified.map(|modified| modified.to_string());
    assert_eq!(date.as_deref(), form.dates.then_some(MODIFIED), "{place}");
    let Some(&(_, bytes)) = FILES.iter().find(|file| form.sizes && file.0 == entry.name) else {
        assert_eq!(entry.size, None, "{place}");
        return;
    };
    let size = entry.size.expect(&place);
    assert!(size.allows(bytes), "{place}: {size:?} is not {bytes}");
    assert_eq!(size.is_exact(), bytes < 973, "{place}");
}

#[test]
fn links_in_descriptions_are_no_entries() {
    let index = read_release(&saved("apache-2.4/html-table.release"));
    let links: Vec<_> = index
        .refused
        .links()
        .iter()
        .map(|link| (&*link.href, link.reason))
        .collect();
    assert!(
        links.contains(&("elsewhere.txt", RefusedReason::Description)),
        "{links:?}"
    );
}

#[test]
fn further_links_in_a_row_count_where_no_head_names_the_columns() {
    let html = "<title>Index of /</title><table><tr><td><a href=\"x\">x</a></td><td><a href=\"y\">y</a></td></tr></table>";
    let index = read(html.as_bytes(), "release").expect("a directory index");
    assert_eq!(
        (names(&index), reasons(&index)),
        (vec!["x"], vec![RefusedReason::SecondLink])
    );
}

#[test]
fn notes_around_the_listing_add_no_entries() {
    for page in ["html-table", "pre", "ncbi-form", "bare-pre", "plain-list"] {
        let index =
            read(&saved(&format!("apache-2.4/{page}.notes")), "decoy").expect("a directory index");
        assert_eq!(
            names(&index),
            ["real_1.vcf.gz", "real_2.txt", "sub"],
            "{page}"
        );
        assert_eq!(reasons(&index), [], "{page}");
        assert!(!index.truncated, "{page}");
        let outside = index.refused.count(RefusedReason::OutsideListing);
        assert_eq!(
            outside, 10,
            "{page}: every link of the notes is counted: {:?}",
            index.refused
        );
    }
}

#[test]
fn an_empty_directory_is_an_index_without_entries() {
    for page in ["html-table", "pre", "ncbi-form", "plain-list"] {
        let index = read(&saved(&format!("apache-2.4/{page}.empty")), "empty").expect(page);
        assert_eq!(index.entries, [], "{page}");
        assert!(index.refused.count(RefusedReason::Parent) > 0, "{page}");
        assert_eq!(reasons(&index), [], "{page}");
        assert!(!index.truncated, "{page}");
    }
}

#[test]
fn the_root_of_a_server_has_no_parent_link() {
    let base = BaseUrl::parse("http://127.0.0.1:9391/").expect("a base URL");
    for page in ["plain-list.root", "ncbi-form.root"] {
        let html = saved(&format!("apache-2.4/{page}"));
        let index = listing::read(&html, base.as_str(), &base, &RemotePath::root()).expect(page);
        assert_eq!(names(&index), ["vol1"], "{page}");
        assert_eq!(index.entries[0].kind, EntryKind::Directory, "{page}");
    }
}

#[test]
fn a_table_without_head_is_read_by_its_cells() {
    let index = read(&saved("by-hand/simple-table"), "release").expect("a directory index");
    let rows: Vec<_> = index
        .entries
        .iter()
        .map(|entry| {
            (
                &*entry.name,
                entry.modified.map(|date| date.to_string()),
                entry.size.map(listing::Size::bytes),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("20110521", Some("2013-01-08T09:52".to_owned()), None),
            ("20130502", Some("2025-07-04T16:59".to_owned()), None),
            (
                "README.txt",
                Some("2014-09-09T12:00".to_owned()),
                Some(1331)
            ),
        ]
    );
}

#[test]
fn hostile_links_lead_nowhere() {
    let index = read(&saved("by-hand/hostile"), "release").expect("a directory index");
    assert_eq!(
        names(&index),
        [
            "<img src=x onerror=alert(1)>.txt",
            "$(touch x).txt",
            "new\nline.txt"
        ]
    );
    assert_eq!(
        reasons(&index),
        [
            RefusedReason::OtherScheme,
            RefusedReason::OtherSite,
            RefusedReason::OtherSite,
            RefusedReason::OtherSite,
            RefusedReason::Elsewhere,
            RefusedReason::BadName,
            RefusedReason::Elsewhere,
            RefusedReason::BadName,
        ]
    );
}

/// Reads one link of the directory `release/a b` of a mirror on the default port.
fn link(href: &str) -> Result<(String, EntryKind), RefusedReason> {
    let base = BaseUrl::parse("https://ftp.example.org/vol1/ftp/").expect("a base URL");
    let directory = RemotePath::parse("release/a b").expect("a path");
    let href = href.replace('&', "&amp;").replace('"', "&quot;");
    let html = table(&format!("<tr><td><a href=\"{href}\">x</a></td></tr>"));
    let index = listing::read(
        html.as_bytes(),
        &base.directory_url(&directory),
        &base,
        &directory,
    )
    .expect("a listing");
    match index.entries.into_iter().next() {
        Some(entry) => Ok((entry.name, entry.kind)),
        None => Err(index
            .refused
            .links()
            .last()
            .expect("the link is counted")
            .reason),
    }
}

#[test]
fn links_to_direct_children_are_entries() {
    use EntryKind::{Directory, File};
    for (href, name, kind) in [
        ("x.gz", "x.gz", File),
        ("./x.gz", "x.gz", File),
        ("sub/", "sub", Directory),
        ("  x.gz\n", "x.gz", File),
        ("x\t.g\nz", "x.gz", File),
        ("/vol1/ftp/release/a%20b/x.gz", "x.gz", File),
        ("/vol1/ftp/release/a b/x.gz", "x.gz", File),
        ("/vol1/ftp/release/%61%20b/sub/", "sub", Directory),
        ("../a%20b/x.gz", "x.gz", File),
        ("%2e%2e/a%20b/x.gz", "x.gz", File),
        (
            "https://ftp.example.org/vol1/ftp/release/a%20b/x.gz",
            "x.gz",
            File,
        ),
        (
            "HTTPS://FTP.EXAMPLE.ORG:443/vol1/ftp/release/a%20b/x.gz",
            "x.gz",
            File,
        ),
        (
            "//ftp.example.org/vol1/ftp/release/a%20b/x.gz",
            "x.gz",
            File,
        ),
        (".\\x.gz", "x.gz", File),
        ("a+b%2Bc.gz", "a+b+c.gz", File),
        ("a&b\"c'd.gz", "a&b\"c'd.gz", File),
        ("%2541.gz", "%41.gz", File),
        ("%252e%252e", "%2e%2e", File),
        ("100%.txt", "100%.txt", File),
        ("a%5Cb", "a\\b", File),
        ("a%3Fb%23c", "a?b#c", File),
        ("...", "...", File),
        ("%E6%97%A5.txt", "日.txt", File),
        ("latin1-%E9.txt", LATIN_1, File),
        ("日.txt", "日.txt", File),
        ("a%0Ab%1Bc", "a\nb\u{1b}c", File),
        ("./a:b", "a:b", File),
    ] {
        assert_eq!(link(href), Ok((name.to_owned(), kind)), "{href:?}");
    }
}

#[test]
fn all_other_links_are_refused_by_name() {
    use RefusedReason as R;
    for (href, reason) in [
        ("?C=N;O=D", R::Sort),
        ("?C=S&O=A", R::Sort),
        ("/vol1/ftp/release/a%20b/?C=M", R::Sort),
        ("", R::Itself),
        ("#top", R::Itself),
        (".", R::Itself),
        ("./", R::Itself),
        ("../a%20b", R::Itself),
        ("..", R::Parent),
        ("../", R::Parent),
        ("/", R::Parent),
        ("/vol1/ftp/release", R::Parent),
        ("/vol1/ftp/", R::Parent),
        ("https://ftp.example.org/", R::Parent),
        ("%2e%2e/", R::Parent),
        (".%2E/%2e./", R::Parent),
        ("../../../../../../", R::Parent),
        ("..\\..\\", R::Parent),
        ("../c/", R::Elsewhere),
        ("../a%20bc/x", R::Elsewhere),
        ("/icons/x.gif", R::Elsewhere),
        ("/vol1/ftp/release//a%20b/x", R::Elsewhere),
        ("/etc/passwd", R::Elsewhere),
        ("sub/x.gz", R::TooDeep),
        ("sub/deeper/", R::TooDeep),
        ("sub//", R::TooDeep),
        (".//", R::TooDeep),
        ("sub\\x.gz", R::TooDeep),
        ("x.gz?y", R::Query),
        // A server that names its files in queries.
        ("?file=a.txt", R::Query),
        ("?f=chr22.vcf.gz&x=1", R::Query),
        ("?path=release%2Fa", R::Query),
        ("/vol1/ftp/release/a%20b/?download=a.txt", R::Query),
        ("?dir=/sub", R::Query),
        ("?sort=name&order=asc", R::Sort),
        ("?page=2", R::Sort),
        ("x.gz?", R::Query),
        ("x.gz#y", R::Fragment),
        ("//evil.example/x", R::OtherSite),
        ("\\\\evil.example\\x", R::OtherSite),
        ("/\\evil.example/x", R::OtherSite),
        ("/\t/evil.example/x", R::OtherSite),
        (
            "https://evil.example/vol1/ftp/release/a%20b/x",
            R::OtherSite,
        ),
        (
            "https://ftp.example.org.evil.example/vol1/ftp/release/a%20b/x",
            R::OtherSite,
        ),
        (
            "https://ftp.example.org:8443/vol1/ftp/release/a%20b/x",
            R::OtherSite,
        ),
        (
            "https://ftp.example.org:80/vol1/ftp/release/a%20b/x",
            R::OtherSite,
        ),
        (
            "http://ftp.example.org/vol1/ftp/release/a%20b/x",
            R::OtherSite,
        ),
        (
            "http://ftp.example.org:443/vol1/ftp/release/a%20b/x",
            R::OtherSite,
        ),
        ("https://ftp.example.org@evil.example/x", R::Credentials),
        (
            "https://me:pw@ftp.example.org/vol1/ftp/release/a%20b/x",
            R::Credentials,
        ),
        ("javascript:alert(1)", R::OtherScheme),
        ("java\nscript:alert(1)", R::OtherScheme),
        (" \u{1}javascript:alert(1)", R::OtherScheme),
        ("data:text/html,x", R::OtherScheme),
        ("mailto:a@example.org", R::OtherScheme),
        (
            "ftp://ftp.example.org/vol1/ftp/release/a%20b/x",
            R::OtherScheme,
        ),
        ("file:///etc/passwd", R::OtherScheme),
        ("a:b", R::OtherScheme),
        ("https://[x", R::Malformed),
        ("https://gén.example/", R::Malformed),
        ("//DT%ABD/x", R::Malformed),
        ("/\t/Dé/x", R::Malformed),
        ("..%2Fx", R::BadName),
        ("a%2fb", R::BadName),
        ("x%00.gz", R::BadName),
    ] {
        assert_eq!(link(href), Err(reason), "{href:?}");
    }
}

#[test]
fn only_sort_parent_own_and_outside_links_are_expected() {
    use RefusedReason as R;
    for reason in [
        R::Sort,
        R::Parent,
        R::Itself,
        R::OutsideListing,
        R::Description,
    ] {
        assert!(reason.is_expected(), "{reason:?}");
    }
    for reason in [
        R::OtherScheme,
        R::OtherSite,
        R::Elsewhere,
        R::TooDeep,
        R::Query,
        R::NoName,
        R::BadName,
        R::SecondLink,
    ] {
        assert!(!reason.is_expected(), "{reason:?}");
    }
}

#[test]
fn a_page_from_elsewhere_gives_no_entries() {
    let html = saved("apache-2.4/html-table.release");
    for url in [
        "https://127.0.0.1:9391/vol1/ftp/release/20130502/",
        "http://127.0.0.1:9392/vol1/ftp/release/20130502/",
        "http://evil.example/vol1/ftp/release/20130502/",
        "http://127.0.0.1:9391/vol1/ftp/release/20110521/",
    ] {
        let index = read_at(&html, url, "release/20130502").expect("a directory index");
        assert_eq!(index.entries, [], "{url}");
        assert!(
            index.refused.unreadable_count() >= FILES.len() as u64,
            "{url}"
        );
    }
}

#[test]
fn a_page_url_without_its_slash_means_the_same_directory() {
    let html = saved("apache-2.4/html-table.release");
    let index = read_at(
        &html,
        "http://127.0.0.1:9391/vol1/ftp/release/20130502",
        "release/20130502",
    )
    .expect("an index");
    assert_eq!(index.entries.len(), FILES.len() + DIRECTORIES.len());
}

#[test]
fn base_element_moves_links_as_in_a_browser() {
    let page = |base: &str| {
        let html = table("<tr><td><a href=\"x.gz\">x.gz</a></td></tr>");
        html.replace(
            "<body>",
            &format!("<base href=\"{base}\"><base href=\"/\"><body>"),
        )
    };
    let index =
        read(page("https://evil.example/").as_bytes(), "release").expect("a directory index");
    assert_eq!(
        (names(&index), reasons(&index)),
        (vec![], vec![RefusedReason::OtherSite; 2])
    );
    let index = read(page("/vol1/ftp/release/").as_bytes(), "release").expect("a directory index");
    assert_eq!(names(&index), ["x.gz"]);
}

#[test]
fn what_is_not_an_index_is_named() {
    let login = "<!DOCTYPE html><html><head><title>Log in</title></head><body><ul><li><a href=\"/\">Home</a>\
        <li><a href=\"about.html\">About</a></ul><form><table><tr><td>User <input></td></tr></table></form></body></html>";
    let error = "<?xml version=\"1.0\"?><!DOCTYPE html><html><head><title>Access forbidden!</title></head><body>\
        <h1>Access forbidden!</h1><p><a href=\"mailto:x@example.org\">webmaster</a></p><a href=\"/\">x</a></body></html>";
    for (body, expected) in [
        (&b""[..], NotAnIndex::Empty),
        (b" \r\n\t", NotAnIndex::Empty),
        (b"\x1f\x8b\x08\x04\0\0\0\0", NotAnIndex::Binary),
        (b"PNG\0<table>", NotAnIndex::Binary),
        (b"not found", NotAnIndex::NotHtml),
        (b"[1,2,3]", NotAnIndex::NoListing),
        (
            b"{\"error\":\"not found\"}",
            NotAnIndex::SaysError {
                message: "not found".to_owned(),
            },
        ),
        (b"[{\"name\":\"x\"} x", NotAnIndex::NotHtml),
        (
            b"<?xml version=\"1.0\"?><rss><item>x</item></rss>",
            NotAnIndex::OtherXml {
                root: "rss".to_owned(),
            },
        ),
        (login.as_bytes(), NotAnIndex::NoListing),
        (error.as_bytes(), NotAnIndex::NoListing),
        (
            b"<html><body><script>window.location='/'</script></body></html>",
            NotAnIndex::NoListing,
        ),
    ] {
        assert_eq!(
            read(body, "release"),
            Err(expected),
            "{}",
            String::from_utf8_lossy(body)
        );
    }
}

#[test]
fn a_page_cut_anywhere_gives_true_rows_and_says_so() {
    let pages = FORMS.iter().map(|form| {
        (
            format!("apache-2.4/{}.release", form.page),
            "release/20130502",
        )
    });
    let notes = ["html-table", "pre", "plain-list"]
        .map(|page| (format!("apache-2.4/{page}.notes"), "decoy"));
    for (page, directory) in pages.chain(notes) {
        let html = saved(&page);
        let whole = read(&html, directory).expect("a directory index");
        let end = html.trim_ascii_end().len();
        // Every third place of the short pages, every 37th of the long ones.
        for cut in (0..end).step_by(if end < 3000 { 3 } else { 37 }) {
            let Ok(index) = read(&html[..cut], directory) else {
                continue;
            };
            // Behind the listing's end there is nothing that could be missed, and a foot without end tags may be all of one.
            assert!(
                index.truncated || index.entries == whole.entries,
                "{page} cut at {cut}"
            );
            for (entry, expected) in index.entries.iter().zip(&whole.entries) {
                assert_eq!(
                    (&entry.name, entry.kind),
                    (&expected.name, expected.kind),
                    "{page} cut at {cut}"
                );
                assert!(
                    entry.size.is_none() || entry.size == expected.size,
                    "{page} cut at {cut}: {entry:?}"
                );
                assert!(
                    entry.modified.is_none() || entry.modified == expected.modified,
                    "{page} cut at {cut}"
                );
            }
            assert!(
                index.entries.len() <= whole.entries.len(),
                "{page} cut at {cut}"
            );
        }
        let half = read(&html[..end * 3 / 4], directory).expect("a cut index");
        assert!(!half.entries.is_empty() || page.contains("notes"), "{page}");
    }
}

#[test]
fn an_entry_that_is_listed_twice_counts_once() {
    let html = table(
        "<tr><td><a href=\"x\">x</a></td><td></td><td></td></tr><tr><td><a href=\"./x\">x</a></td><td>2019-02-23 05:46</td><td>17</td></tr>",
    );
    let index = read(html.as_bytes(), "release").expect("a directory index");
    assert_eq!(names(&index), ["x"]);
    assert_eq!(
        index.entries[0].size,
        Some(listing::Size::Exact(17)),
        "what the first lacks is taken from the second"
    );
}

#[test]
fn long_links_are_kept_short() {
    let html = table(&format!(
        "<tr><td><a href=\"javascript:{}\">x</a></td></tr>",
        "é".repeat(5000)
    ));
    let index = read(html.as_bytes(), "release").expect("a directory index");
    let href = &index.unreadable().next().expect("a refused link").href;
    assert_eq!(href.chars().count(), 200);
    assert!(href.ends_with('…'));
}

#[test]
fn a_page_of_50_000_rows_is_read_to_its_last_row() {
    let row = |row: usize| {
        format!(
            "<tr><td><a href=\"ALL.chr{row}.vcf.gz\">ALL.chr{row}..</a></td><td>2021-03-16 15:54  </td><td>701M</td></tr>\n"
        )
    };
    let html = table(&(0..50_000).map(row).collect::<String>());
    let index = read(html.as_bytes(), "release").expect("a directory index");
    let last = index.entries.last().map(|entry| &*entry.name);
    assert_eq!(
        (index.entries.len(), last),
        (50_000, Some("ALL.chr49999.vcf.gz"))
    );
}

/// Deep nesting, stray tags and open quotes: a reader that goes back or recurses does not come to the end of these.
#[test]
fn pages_made_to_exhaust_a_reader_are_read_to_their_end() {
    for piece in [
        "<ul>",
        "<table><tr><td>",
        "<ul></pre>",
        "<a href=x>",
        "<pre><a href=x>\n",
        "<td>",
        "<template>",
        "&amp;",
        "<a href='",
    ] {
        let html = format!(
            "<html><title>Index of /</title><table>{}",
            piece.repeat(100_000)
        );
        let entries = read(html.as_bytes(), "release").map_or(0, |index| index.entries.len());
        assert!(entries <= 1, "{piece}: {entries} entries");
    }
}

#[test]
fn files_that_only_queries_name_are_no_empty_directory() {
    for rows in [
        "<tr><td><a href=\"?file=a.txt\">a.txt</a></td><td>7</td></tr>",
        "<tr><td><a href=\"?path=pub/a\">a</a></td></tr><tr><td><a href=\"?path=pub/b\">b</a></td></tr>",
        "<tr><td><a href=\"?C=N\">Name</a></td></tr><tr><td><a href=\"?download=a.gz\">a.gz</a></td></tr>",
    ] {
        let page = format!(
            "<html><head><title>Index of /pub/</title></head><body><h1>Index of /pub/</h1><table>{rows}</table></body></html>"
        );
        let base = BaseUrl::parse("https://h.example.org/pub/").expect("a base URL");
        let read = listing::read(page.as_bytes(), base.as_str(), &base, &RemotePath::root());
        let read = read.and_then(DirectoryIndex::unless_all_refused);
        assert!(
            matches!(read, Err(NotAnIndex::NoneBelow { .. })),
            "{rows}: {read:?}"
        );
    }
}
