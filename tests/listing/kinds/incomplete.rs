//! Pages that list nothing or not everything: never an empty directory in silence.

use igsr_fetch::listing::{Continuation, NotAnIndex, RefusedReason};

use super::{BASE, entries, page, read_at, table};

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
        r#"{"entries":[{"name":"f"}],"has_more":true,"cursor":"x"}"#,
        r#"{"items":[{"name":"f"}],"next":"http://h.example.org/onekg/?page=2"}"#,
        r#"{"items":[{"name":"f"}],"links":{"self":"x","next":"y"}}"#,
        r#"{"items":[{"name":"f"}],"next_cursor":"x"}"#,
        "<ListBucketResult><Prefix/><IsTruncated>1</IsTruncated><Contents><Key>f</Key></Contents></ListBucketResult>",
        r#"{"value":[{"name":"f"}],"@odata.nextLink":"x"}"#,
        r#"{"total":500,"offset":0,"files":[{"name":"f"}]}"#,
        "<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/onekg/f</D:href></D:response><D:response>\
         <D:href>/onekg/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status></D:response></D:multistatus>",
        "<ListBucketResult><Prefix/><IsTruncated> TRUE </IsTruncated><Contents><Key>f</Key></Contents></ListBucketResult>",
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
        // With a server's own heading and way up, by what the script does.
        page(
            "<table></table><script>addRow(\"f\",\"f\",0,7,\"7 B\",1599643202,\"9/9/20\");</script>",
        ),
        page(&format!(
            "{rows}<script>document.write('<a href=f>f</a>')</script>"
        )),
        page("<pre><a href=\"../\">../</a>\n</pre><script>fetch('?json').then(show)</script>"),
        page(
            "<pre><a href=\"../\">../</a>\n</pre><div id=\"list\" data-src=\"l\"> </div><script src=\"l.js\"></script>",
        ),
        page(
            "<pre><a href=\"../\">../</a>\n</pre><noscript>Please enable JavaScript.</noscript><script src=\"l.js\"></script>",
        ),
        page("<ul id=\"files\"></ul>").replace(
            "<head>",
            "<head><script>var items = [{\"n\":\"f\"}]</script>",
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
        page("<pre><a href=\"../\">../</a>\n</pre><script>fetch('/stat?u=' + location)</script>"),
        page("<pre><a href=\"../\">../</a>\n</pre><script>$.get('README.md', show)</script>"),
        page(
            "<pre><a href=\"../\">../</a>\n</pre><noscript>Please enable JavaScript to sort.</noscript><script src=\"s.js\"></script>",
        ),
        page(
            "<pre><a href=\"../\">../</a>\n</pre><noscript><img src=\"/pixel.gif\"></noscript><script src=\"/analytics.js\"></script>",
        ),
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

#[test]
fn a_list_in_several_pages_is_not_taken_for_the_whole() {
    let rows = "<ul><li><a href=\"../\">..</a></li><li><a href=\"f\">f</a> 7</li></ul>";
    for rest in [
        "<a href=\"?page=2\">Next</a>",
        "<a href=\"?offset=100\">More…</a>",
        "<nav><a href=\"?start=50&amp;count=50\">›</a></nav>",
        "<a href=\"./?cursor=CgVk\">older</a>",
        "<a rel=\"next\" href=\"?part=2\">2</a>",
        "<link rel=\"prefetch next\" href=\"?x\">",
        "<p>Showing 1 to 1 of 1,234 entries</p>",
        "<div>1–1 of 20 items</div>",
        "<p>Page 1 of 13</p>",
        "<button>Load more</button>",
    ] {
        let index = read_at(BASE, &page(&format!("{rows}{rest}"))).expect("a listing");
        assert_eq!((index.entries.len(), index.truncated), (1, true), "{rest}");
    }
    for rest in [
        "<a href=\"?page=1\">1</a>",
        "<a href=\"?sort=name&amp;page=1\">Name</a>",
        "<a href=\"?C=N;O=D\">Name</a>",
        "<p>Showing 1 to 1 of 1 entries</p>",
        "<p>Page 1 of 1</p>",
        "<p>The index of the project, 1 of 3 copies. Read more in the README.</p>",
        "<p>2 of 2504 files in this release were withdrawn.</p>",
        "<p>Page 2 of 3 of the manual</p>",
        "<button onclick=\"toggle()\">Show more</button>",
        "<a href=\"/README\">more</a>",
        "<link rel=\"next\" href=\"/docs/2.html\">",
        "<a rel=\"next\" href=\"/news/\">Next</a>",
    ] {
        let index = read_at(BASE, &page(&format!("{rows}{rest}"))).expect("a listing");
        assert_eq!((index.entries.len(), index.truncated), (1, false), "{rest}");
    }
    // Swift stops at ten thousand without a word.
    let row = |at| format!("{{\"name\":\"f{at:05}\",\"bytes\":7,\"hash\":\"ab\"}}");
    for (count, truncated) in [(10_000, true), (9_999, false)] {
        let rows: Vec<String> = (0..count).map(row).collect();
        let index = read_at(BASE, &format!("[{}]", rows.join(","))).expect("a listing");
        assert_eq!(index.truncated, truncated, "{count}");
    }
}

#[test]
fn rows_that_are_linked_in_another_way_are_no_empty_directory() {
    let up = "<li><a href=\"../\">..</a></li>";
    for (body, first) in [
        (
            format!("<ul>{up}<li><a href=\"#/onekg/f.vcf\">f.vcf</a> 7</li></ul>"),
            "#/onekg/f.vcf",
        ),
        (
            format!("<ul>{up}<li><a href=\"?dir=d\">d</a></li></ul>"),
            "?dir=d",
        ),
        (
            format!("<ul>{up}<li><a href=\"?download=f\">f</a></li></ul>"),
            "?download=f",
        ),
        (
            format!("<ul>{up}<li><a onclick=\"get()\">f.vcf</a></li></ul>"),
            "f.vcf",
        ),
        (
            format!("<ul>{up}<li><form action=\"f.vcf\"><button>f.vcf</button></form></li></ul>"),
            "f.vcf",
        ),
        (
            "<table><tr><th>Name</th><th>Size</th></tr><tr><td>f.vcf</td><td>7 MB</td></tr></table>"
                .to_owned(),
            "f.vcf 7 MB",
        ),
        (
            "<pre><a href=\"../\">../</a>\nopendir failed: permission denied\n</pre>".to_owned(),
            "opendir failed: permission denied",
        ),
    ] {
        let index = read_at(BASE, &page(&body)).expect("a listing");
        let error = index.unless_all_refused().expect_err(first);
        assert!(
            matches!(&error, NotAnIndex::NoneBelow { href, .. } if href == first),
            "{error}"
        );
    }
    // What says that there is nothing is no row.
    for body in [
        format!("<ul>{up}<li>This directory is empty.</li></ul>"),
        format!("<ul>{up}<li>0 files</li></ul>"),
        "<pre><a href=\"../\">../</a>\ntotal 0\n</pre>".to_owned(),
        "<table><tr><th>Name</th><th>Size</th></tr><tr><td>No files</td></tr></table>".to_owned(),
        "<p>This directory is empty.</p>".to_owned(),
        "<p>0 directories, 0 files</p>".to_owned(),
        "<ul><li><a href=\"../\">..</a></li><li><a href=\"#top\">Top</a></li></ul>".to_owned(),
    ] {
        let index = read_at(BASE, &page(&body)).expect("a listing");
        assert_eq!(
            index.unless_all_refused().map(|index| index.entries.len()),
            Ok(0),
            "{body}"
        );
    }
    for body in [
        "<p>No permission to list this directory.</p>",
        "<p>No such directory</p>",
    ] {
        assert_eq!(
            read_at(BASE, &page(body)),
            Err(NotAnIndex::NoListing),
            "{body}"
        );
    }
    for (json, message) in [
        (
            r#"{"files":[],"error":"permission denied"}"#,
            "permission denied",
        ),
        (
            r#"{"error":{"code":403,"message":"denied"}}"#,
            "403: denied",
        ),
        (r#"{"status":403,"files":[]}"#, "403"),
        (
            r#"{"errors":[{"status":404,"message":"no item"}]}"#,
            "404: no item",
        ),
    ] {
        let message = message.to_owned();
        assert_eq!(
            read_at(BASE, json),
            Err(NotAnIndex::SaysError { message }),
            "{json}"
        );
    }
    let fine = r#"{"files":[],"error":null}"#;
    assert!(read_at(BASE, fine).is_ok());
}

#[test]
fn a_table_of_files_without_rows_is_named_and_not_believed() {
    let portal = |body: &str| {
        format!(
            "<html><head><title>Archive</title></head><body><h1>Read files</h1>{body}</body></html>"
        )
    };
    let head = "<tr><th>Study</th><th>Sample</th><th>File name</th><th>Bytes</th></tr>";
    for body in [
        format!("<table>{head}</table>"),
        format!("<table><thead>{head}</thead><tbody></tbody></table>"),
        format!("<table>{head}<tr></tr></table>"),
        format!("<table>{head}<tr><td colspan=\"4\">No data available in table</td></tr></table>"),
        format!("<table data-files=\"\">{head}</table>"),
        "<table data-files=\"[]\"></table>".to_owned(),
        "<table id=\"files\"></table>".to_owned(),
        "<table id=\"list\"><tbody></tbody></table><p>Nothing here</p>".to_owned(),
    ] {
        let page = portal(&body);
        assert_eq!(read_at(BASE, &page), Err(NotAnIndex::EmptyTable), "{page}");
    }
    // What a script fills is no statement at all.
    for body in [
        format!("<table>{head}</table><script src=\"app.js\"></script>"),
        format!("<table id=\"files\">{head}</table><script>start()</script>"),
        "<table data-files='[{\"name\":\"f\"}]'></table>".to_owned(),
    ] {
        let page = portal(&body);
        assert_eq!(read_at(BASE, &page), Err(NotAnIndex::Scripted), "{page}");
    }
    // Other tables are no listings, and a server's own page with a head alone is an empty directory.
    let other = portal("<table><tr><th>Country</th><th>People</th></tr></table>");
    assert_eq!(read_at(BASE, &other), Err(NotAnIndex::NoListing));
    let own = table("<tr><th>Name</th><th>Last modified</th><th>Size</th></tr>");
    assert_eq!(entries(&own).len(), 0);
}

#[test]
fn rows_without_links_in_the_columns_of_the_head_are_counted() {
    let head = "<tr><th>Study</th><th>Sample</th><th>File name</th><th>Bytes</th></tr>";
    for row in [
        "<td>A1</td><td>HG00096</td><td>f.fastq.gz</td><td>7</td>",
        "<td></td><td>HG00096</td><td>f.fastq.gz</td><td>7</td>",
        "<td>A1</td><td>HG00096</td><td><b>f.fastq.gz</b></td><td>1.2 GB</td>",
        "<td>Loading...</td>",
        "<td colspan=\"4\">Please wait</td>",
    ] {
        let page = table(&format!("{head}<tr>{row}</tr>"));
        let read = read_at(BASE, &page)
            .expect("a listing")
            .unless_all_refused();
        assert!(
            matches!(
                read,
                Err(NotAnIndex::NoneBelow {
                    rows: 1,
                    reason: RefusedReason::NoLink,
                    ..
                })
            ),
            "{page}: {read:?}"
        );
    }
}
