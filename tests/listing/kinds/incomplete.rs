//! Pages that list nothing or not everything: never an empty directory in silence.

use igsr_fetch::listing::{Continuation, NotAnIndex};

use super::{BASE, page, read_at, table};

#[test]
fn a_storage_service_says_how_its_list_goes_on() {
    let s3 = |more: &str, rows: &str| {
        format!(
            "<ListBucketResult><Prefix></Prefix><IsTruncated>true</IsTruncated>{more}{rows}</ListBucketResult>"
        )
    };
    let rows =
        "<Contents><Key>f</Key></Contents><CommonPrefixes><Prefix>z/</Prefix></CommonPrefixes>";
    for (page, next) in [
        (
            s3("<NextContinuationToken>1/a+b=</NextContinuationToken>", rows),
            Continuation::Token("1/a+b=".to_owned()),
        ),
        (
            s3("<Marker/><NextMarker>f[x]</NextMarker>", rows),
            Continuation::Marker("f[x]".to_owned()),
        ),
        // Without a place of its own, it goes on after the last of all keys.
        (s3("<Marker></Marker>", rows), Continuation::Marker("z/".to_owned())),
        (
            "<EnumerationResults><Blobs><Blob><Name>f</Name></Blob></Blobs><NextMarker>2!8</NextMarker></EnumerationResults>".to_owned(),
            Continuation::Marker("2!8".to_owned()),
        ),
        (
            r#"{"kind":"storage#objects","nextPageToken":"CgVk","items":[{"name":"f"}]}"#.to_owned(),
            Continuation::PageToken("CgVk".to_owned()),
        ),
    ] {
        let index = read_at(BASE, &page).expect("a listing");
        assert_eq!((index.next, index.truncated), (Some(next), false), "{page}");
    }
    // One that cannot be followed is said.
    for page in [
        r#"{"files":[{"name":"f"}],"truncated":true}"#,
        r#"{"files":[{"name":"f"}],"nextToken":"x"}"#,
        r#"{"isTruncated":true,"contents":[{"name":"f"}]}"#,
        r#"{"items":[{"name":"f"}],"hasMore":true}"#,
        r#"{"nextMarker":"x","entries":[{"name":"f"}]}"#,
    ] {
        let index = read_at(BASE, page).expect("a listing");
        assert!(index.truncated, "{page}");
    }
}

#[test]
fn rows_that_all_lead_elsewhere_are_no_empty_directory() {
    let row = |href: &str| {
        format!("<tr><td><a href=\"{href}\">f</a></td><td>2020-09-09 09:20</td><td>7</td></tr>")
    };
    let head = "<tr><th>Name</th><th>Last modified</th><th>Size</th></tr>";
    for href in [
        "/api/access/datafile/1234",
        "http://other.example.org/f",
        "ftp://h.example.org/onekg/f",
        "https://h.example.org/onekg/f",
        "sub/f",
        "http://u:p@h.example.org/onekg/f",
    ] {
        let index = read_at(BASE, &table(&format!("{head}{}", row(href)))).expect("a listing");
        assert!(index.lacks_files());
        let error = index.unless_all_refused().expect_err("rows");
        assert!(
            matches!(&error, NotAnIndex::NoneBelow { rows: 1, href: first, .. } if first == href),
            "{error}"
        );
    }
    // Links of the page itself are no rows.
    let empty = table(&format!(
        "{head}<tr><td><a href=\"/\">Parent Directory</a></td></tr>"
    ));
    let index = read_at(BASE, &empty).expect("a listing");
    assert_eq!(
        index.unless_all_refused().map(|index| index.entries.len()),
        Ok(0)
    );
}

#[test]
fn a_page_that_a_script_fills_is_no_empty_directory() {
    let title = "<html><head><title>Index of /onekg/</title></head><body>";
    let rows = "<table><tr><th>Name</th><th>Size</th></tr><tr><td><a href=\"/\">Parent Directory</a></td></tr></table>";
    for page in [
        format!("{title}{rows}<script src=\"/list.js\"></script></body></html>"),
        format!("{title}{rows}<script>fill([{{\"n\":\"f\"}}])</script></body></html>"),
        format!(
            "<html><head><script src=\"x.js\"></script><title>Index of /</title></head><body><h1>Index of /onekg/</h1>{rows}</body></html>"
        ),
        format!(
            "{title}<ul><li><a data-href=\"f\">f</a></li><li><a href=\"/\">Parent Directory</a></li></ul></body></html>"
        ),
        format!(
            "{title}<ul id=\"files\"></ul><script type=\"module\" src=\"app.mjs\"></script></body></html>"
        ),
    ] {
        assert_eq!(read_at(BASE, &page), Err(NotAnIndex::Scripted), "{page}");
    }
    // A server that writes the rows itself may have scripts, too.
    for page in [
        format!(
            "<html><head><title>Index of /onekg/</title></head><body><h2>Index of /onekg/</h2>{rows}<script>sort()</script></body></html>"
        ),
        page(
            "<table><tr><th><a href=\"?C=N;O=D\">Name</a></th></tr></table><script src=\"/analytics.js\"></script>",
        ),
        page("<pre><a href=\"../\">../</a>\n</pre><script src=\"/analytics.js\"></script>"),
        page(
            "<table><tr><td><a href=\"f\">f</a></td><td>2020-09-09 09:20</td><td>7</td></tr></table><script src=\"x.js\"></script>",
        ),
        page("<ul><li><a href=\"/\"> Parent Directory</a></li></ul>"),
    ] {
        assert!(read_at(BASE, &page).is_ok(), "{page}");
    }
}

#[test]
fn a_program_whose_links_lead_to_no_files_is_named() {
    for (title, name) in [
        ("onekg \u{2022} Directory Lister", "Directory Lister"),
        (
            "Catalog http://h.example.org/thredds/catalog/onekg/catalog.html",
            "THREDDS",
        ),
        ("THREDDS Data Server", "THREDDS"),
        ("File Browser", "File Browser"),
        ("onekg - File Browser", "File Browser"),
    ] {
        let page = format!(
            "<html><head><title>{title}</title></head><body><ul><li><a href=\"/x?dir=onekg/d\">d</a></li></ul></body></html>"
        );
        let name = name.to_owned();
        assert_eq!(read_at(BASE, &page), Err(NotAnIndex::Program { name }));
    }
}
