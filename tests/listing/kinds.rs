//! Kinds of listings that servers write and that are easily misread: each in several forms.

use igsr_fetch::listing::{self, Continuation, DirectoryIndex, EntryKind, NotAnIndex, Size};
use igsr_fetch::mirror::{BaseUrl, RemotePath};

const BASE: &str = "http://h.example.org/onekg/";

fn read_at(page_url: &str, page: &str) -> Result<DirectoryIndex, NotAnIndex> {
    let base = BaseUrl::parse(BASE).expect("a base URL");
    listing::read(page.as_bytes(), page_url, &base, &RemotePath::root())
}

/// Returns the entries of a page: `name/` or `name`, then the size (`~` if rounded), then the date.
fn entries(page: &str) -> Vec<String> {
    shown(&read_at(BASE, page).unwrap_or_else(|error| panic!("{error}: {page}")))
}

fn shown(index: &DirectoryIndex) -> Vec<String> {
    let entries = index.entries.iter().map(|entry| {
        let slash = match entry.kind {
            EntryKind::Directory => "/",
            EntryKind::File => "",
        };
        let size = match entry.size {
            None => String::new(),
            Some(Size::Exact(bytes)) => format!(" {bytes}"),
            Some(size) => format!(" ~{}", size.bytes()),
        };
        let date = entry.modified.map(|date| format!(" {date}"));
        format!("{}{slash}{size}{}", entry.name, date.unwrap_or_default())
    });
    entries.collect()
}

fn page(body: &str) -> String {
    format!(
        "<html><head><title>Index of /onekg/</title></head><body><h1>Index of /onekg/</h1>{body}</body></html>"
    )
}

fn table(rows: &str) -> String {
    page(&format!("<table>{rows}</table>"))
}

#[test]
fn a_directory_is_told_by_a_slash_a_mode_or_a_dash() {
    for body in [
        // A slash that stands as text behind the link.
        "<pre><a href=\"d\">d</a>/  2020-09-09 09:20\n<a href=\"f\">f</a>  2020-09-09 09:20  7\n</pre>",
        "<table><tr><td><a href=\"d\">d</a>/</td><td>2020-09-09 09:20</td><td></td></tr>\
         <tr><td><a href=\"f\">f</a></td><td>2020-09-09 09:20</td><td>7</td></tr></table>",
        "<ul><li><a href=\"d\">d</a>/ <span>2020-09-09 09:20</span></li><li><a href=\"f\">f</a><span>2020-09-09 09:20</span><span>7</span></li></ul>",
        // A mode.
        "<pre>drwxr-xr-x 2 ftp ftp 4096 2020-09-09 09:20 <a href=\"d\">d</a>\n-rw-r--r-- 1 ftp ftp 7 2020-09-09 09:20 <a href=\"f\">f</a>\n</pre>",
        "<table><tr><td>drwxr-xr-x.</td><td><a href=\"d\">d</a></td><td>2020-09-09 09:20</td><td>4096</td></tr>\
         <tr><td>-rw-r--r--.</td><td><a href=\"f\">f</a></td><td>2020-09-09 09:20</td><td>7</td></tr></table>",
        "<table><tr><th>Name</th><th>Mode</th><th>Date</th><th>Size</th></tr>\
         <tr><td><a href=\"d\">d</a></td><td>drwxrwsr-x+</td><td>2020-09-09 09:20</td><td>17</td></tr>\
         <tr><td><a href=\"f\">f</a></td><td>-rw-rw-r--</td><td>2020-09-09 09:20</td><td>7</td></tr></table>",
        // A dash where sizes stand.
        "<pre><a href=\"d\">d</a>  2020-09-09 09:20  -\n<a href=\"f\">f</a>  2020-09-09 09:20  7\n</pre>",
        "<table><tr><th>Name</th><th>Last modified</th><th>Size</th></tr>\
         <tr><td><a href=\"d\">d</a></td><td>2020-09-09 09:20</td><td>&mdash;</td></tr>\
         <tr><td><a href=\"f\">f</a></td><td>2020-09-09 09:20</td><td>7</td></tr></table>",
        "<table><tr><td><a href=\"d\">d</a></td><td>-</td><td>2020-09-09 09:20</td></tr>\
         <tr><td><a href=\"f\">f</a></td><td>7</td><td>2020-09-09 09:20</td></tr></table>",
    ] {
        assert_eq!(
            entries(&page(body)),
            ["d/ 2020-09-09T09:20", "f 7 2020-09-09T09:20"],
            "{body}"
        );
    }
}

#[test]
fn what_every_row_bears_tells_no_directory_and_a_size_tells_a_file() {
    for (rows, expected) in [
        (
            "<tr class=\"folder\"><td><a href=\"a\">a</a></td><td>2020-09-09 09:20</td><td>5</td></tr>\
             <tr class=\"folder\"><td><a href=\"b\">b</a></td><td>2020-09-09 09:20</td><td>7</td></tr>",
            ["a 5 2020-09-09T09:20", "b 7 2020-09-09T09:20"],
        ),
        (
            "<tr><td><img src=\"/icons/folder.png\" alt=\"[DIR]\"> <a href=\"a\">a</a></td><td>2020-09-09 09:20</td><td>5</td></tr>\
             <tr><td><img src=\"/icons/folder.png\" alt=\"[DIR]\"> <a href=\"b\">b</a></td><td>2020-09-09 09:20</td><td></td></tr>",
            ["a 5 2020-09-09T09:20", "b 2020-09-09T09:20"],
        ),
        (
            "<tr><td><img alt=\"[DIR]\"><a href=\"a\">a</a></td><td>2020-09-09 09:20</td><td></td></tr>\
             <tr><td><img alt=\"[TXT]\"><a href=\"b\">b</a></td><td>2020-09-09 09:20</td><td>7</td></tr>",
            ["a/ 2020-09-09T09:20", "b 7 2020-09-09T09:20"],
        ),
        (
            "<tr><td><i class=\"icon-folder\"></i><a href=\"a\">a</a></td><td>2020-09-09 09:20</td><td>5</td></tr>\
             <tr><td><i class=\"icon-file\"></i><a href=\"b\">b</a></td><td>2020-09-09 09:20</td><td>7</td></tr>",
            ["a 5 2020-09-09T09:20", "b 7 2020-09-09T09:20"],
        ),
        (
            "<tr class=\"directory\"><td><a href=\"a\">a</a></td><td>2020-09-09 09:20</td><td>-</td></tr>\
             <tr class=\"directory\"><td><a href=\"b\">b</a></td><td>2020-09-09 09:20</td><td>7</td></tr>",
            ["a/ 2020-09-09T09:20", "b 7 2020-09-09T09:20"],
        ),
        // Directories alone.
        (
            "<tr><td><i class=\"icon-folder\"></i><a href=\"a\">a</a></td></tr>\
             <tr><td><i class=\"icon-folder\"></i><a href=\"b\">b</a></td></tr>",
            ["a/", "b/"],
        ),
    ] {
        assert_eq!(entries(&table(rows)), expected, "{rows}");
    }
}

#[test]
fn sizes_stand_before_the_link_or_behind_it_whatever_the_date_lacks() {
    for (line, expected) in [
        (
            "-r--   1  205612353  Feb  2 19:29:44  <a href=\"f\">f</a>",
            "f 205612353",
        ),
        (
            "-r--   1  34512  Sep  9     2020  <a href=\"f\">f</a>",
            "f 34512 2020-09-09",
        ),
        (
            "-r--   1  34512  Oct  3 2019.  <a href=\"f\">f</a>",
            "f 34512 2019-10-03",
        ),
        (
            "-rw-r--r-- 1 ftp ftp 7 Feb  2 19:29 <a href=\"f\">f</a>",
            "f 7",
        ),
        (
            "-rw-r--r-- 1 ftp ftp 7 2 Feb 19:29 <a href=\"f\">f</a>",
            "f 7",
        ),
        (
            "-rw-r--r-- 1 ftp ftp 7 Feb  2 2019 <a href=\"f\">f</a>",
            "f 7 2019-02-02",
        ),
        (
            "-rw-r--r-- 1 ftp ftp 7 2019-02-02 19:29:44 <a href=\"f\">f</a>",
            "f 7 2019-02-02T19:29:44",
        ),
        (
            "7  <a href=\"f\">f</a>  2019-02-02 19:29",
            "f 7 2019-02-02T19:29",
        ),
        (
            "2019-02-02 19:29  <a href=\"f\">f</a>  7",
            "f 7 2019-02-02T19:29",
        ),
        ("<a href=\"f\">f</a>  Feb  2 19:29  7", "f 7"),
        ("<a href=\"f\">f</a>  7  Feb  2 19:29:44", "f 7"),
    ] {
        let rows = page(&format!("<pre>{line}\n</pre>"));
        assert_eq!(entries(&rows), [expected], "{line}");
    }
    let cells = "<tr><td>7</td><td><a href=\"f\">f</a></td><td>2019-02-02 19:29</td></tr>";
    assert_eq!(entries(&table(cells)), ["f 7 2019-02-02T19:29"]);
    let cells = "<tr><td><a href=\"f\">f</a></td><td>7</td><td>Feb  2 19:29</td></tr>";
    assert_eq!(entries(&table(cells)), ["f 7"]);
}

#[test]
fn an_hour_of_iis_is_never_wrong_by_twelve() {
    for (date, expected) in [
        ("9/25/2014  1:05 PM", " 2014-09-25T13:05"),
        ("9/25/2014 12:05 AM", " 2014-09-25T00:05"),
        ("25/09/2014  1:05 p. m.", " 2014-09-25T13:05"),
        ("25/09/2014  1:05 a.\u{a0}m.", " 2014-09-25T01:05"),
        ("25/9/2014  1:05 μμ", " 2014-09-25T13:05"),
        ("25/9/2014  1:05 π.μ.", " 2014-09-25T01:05"),
        ("2014-09-25    오후 1:05", " 2014-09-25T13:05"),
        ("2014-09-25    오전 12:05", " 2014-09-25T00:05"),
        ("2014/9/25  下午 01:05", " 2014-09-25T13:05"),
        ("25/09/2014 01:05 CH", " 2014-09-25T13:05"),
        ("25/09/2014 01:05 SA", " 2014-09-25T01:05"),
        ("\u{200f}25/09/2014  01:05 م", " 2014-09-25T13:05"),
        ("25.9.2014  13.05", " 2014-09-25T13:05"),
        ("25/09/2014  13.05", " 2014-09-25T13:05"),
        ("25. 9. 2014  13:05", " 2014-09-25T13:05"),
        ("25.09.2014 13:05 ч.", " 2014-09-25T13:05"),
        ("25-Sep-14  1:05 PM", " 2014-09-25T13:05"),
        ("2014-09-25 13:05", " 2014-09-25T13:05"),
        // A half of the day that is not known leaves the day alone.
        ("25.09.2014 1:05 ч.", " 2014-09-25"),
        ("25/09/2014  1:05 xyz", " 2014-09-25"),
        ("25/09/2014  قبل 1:05", " 2014-09-25"),
        // Midnight is left out.
        ("9/25/2014", " 2014-09-25"),
        // These may be either, or miss the century.
        ("5/7/2020", ""),
        ("5/7/2020 13:05", ""),
        ("09-25-14  01:05PM", ""),
        ("9/25/14  1:05 PM", ""),
    ] {
        let rows = format!(
            "<pre><A HREF=\"/\">[To Parent Directory]</A><br><br>{date}        &lt;dir&gt; <A HREF=\"/onekg/d/\">d</A><br>\
             {date}    205612353 <A HREF=\"/onekg/f\">f</A><br></pre>"
        );
        assert_eq!(
            entries(&page(&rows)),
            [format!("d/{expected}"), format!("f 205612353{expected}")],
            "{date}"
        );
    }
}

#[test]
fn other_rows_tell_the_day_from_the_month() {
    let iis = |dates: &[&str]| {
        let rows: Vec<String> = dates
            .iter()
            .enumerate()
            .map(|(at, date)| format!("{date}  7 <A HREF=\"/onekg/f{at}\">f{at}</A><br>"))
            .collect();
        entries(&page(&format!("<pre>{}</pre>", rows.concat())))
    };
    for (dates, expected) in [
        (
            ["5/7/2020 13:05", "25/7/2020 13:05"],
            ["2020-07-05T13:05", "2020-07-25T13:05"],
        ),
        (
            ["5/7/2020 13:05", "7/25/2020 13:05"],
            ["2020-05-07T13:05", "2020-07-25T13:05"],
        ),
        // Australia writes PM, too.
        (
            ["5/07/2020 1:05 PM", "25/07/2020 1:05 PM"],
            ["2020-07-05T13:05", "2020-07-25T13:05"],
        ),
        (["5-7-2020", "7-25-2020"], ["2020-05-07", "2020-07-25"]),
        (["5/5/2020", "25/7/2020"], ["2020-05-05", "2020-07-25"]),
    ] {
        let expected = [0, 1].map(|at| format!("f{at} 7 {}", expected[at]));
        assert_eq!(iis(&dates), expected, "{dates:?}");
    }
    // Rows that contradict each other tell nothing of a third.
    let rows = iis(&["25/7/2020", "7/25/2020", "5/7/2020"]);
    assert_eq!(rows, ["f0 7 2020-07-25", "f1 7 2020-07-25", "f2 7"]);
}

#[test]
fn modes_links_and_packed_sizes_are_no_sizes() {
    for (rows, expected) in [
        (
            "<tr><td><a href=\"f\">f</a></td><td>0644</td><td>2020-09-09 09:20</td><td>7</td></tr>",
            "f 7 2020-09-09T09:20",
        ),
        (
            "<tr><td><a href=\"f\">f</a></td><td>7</td><td>2020-09-09 09:20</td><td>100644</td></tr>",
            "f 7 2020-09-09T09:20",
        ),
        (
            "<tr><th>Name</th><th>Size on disk</th><th>Size</th><th>Modified</th></tr>\
             <tr><td><a href=\"f\">f</a></td><td>4096</td><td>7</td><td>2020-09-09 09:20</td></tr>",
            "f 7 2020-09-09T09:20",
        ),
        (
            "<tr><th>Name</th><th>Compressed size</th><th>Length</th><th>Date</th></tr>\
             <tr><td><a href=\"f\">f</a></td><td>5</td><td>7</td><td>2020-09-09 09:20</td></tr>",
            "f 7 2020-09-09T09:20",
        ),
        (
            "<tr><th>Mode</th><th>Links</th><th>Bytes</th><th>Last-Changed</th><th>Name</th></tr>\
             <tr><td>100644</td><td>1</td><td>7</td><td>2020-09-09 09:20</td><td><a href=\"f\">f</a></td></tr>",
            "f 7 2020-09-09T09:20",
        ),
        (
            "<tr><th>Name</th><th>Size (KB)</th><th>Date</th></tr>\
             <tr><td><a href=\"f\">f</a></td><td>7</td><td>2020-09-09 09:20</td></tr>",
            "f ~7168 2020-09-09T09:20",
        ),
    ] {
        assert_eq!(entries(&table(rows)), [expected], "{rows}");
    }
}

#[test]
fn links_with_the_pages_own_query_or_a_key_are_entries() {
    let rows = |dir: &str, a: &str, b: &str| {
        table(&format!(
            "<tr><th>Name</th><th>Size</th><th>Date</th></tr><tr><td><a href=\"../\">parent folder</a></td></tr>\
             <tr><td><a href=\"d/{dir}\">d/</a></td><td>-</td><td>2020-09-09</td></tr>\
             <tr><td><a href=\"a{a}\">a</a></td><td>5</td><td>2020-09-09</td></tr>\
             <tr><td><a href=\"b{b}\">b</a></td><td>7</td><td>2020-09-09</td></tr>"
        ))
    };
    let all = ["d/ 2020-09-09", "a 5 2020-09-09", "b 7 2020-09-09"];
    for (url, dir, a, b) in [
        ("", "?k=x", "?k=aBcD1234", "?k=eFgH5678"),
        ("", "", "?k=aBcD1234", "?k=eFgH5678"),
        ("", "?noscript", "", ""),
        ("?b=u", "?b=u", "?b=u", "?b=u"),
        ("?key=7", "?key=7", "", "?key=7"),
        ("?noscript", "?noscript", "", ""),
        ("", "?C=M&amp;O=D", "", ""),
    ] {
        let index = read_at(&format!("{BASE}{url}"), &rows(dir, a, b)).expect("a listing");
        assert_eq!(shown(&index), all, "{url} {dir} {a} {b}");
        assert_eq!(index.refused.unreadable_count(), 0, "{url} {dir} {a} {b}");
    }
    // A link with a query beside files without one is no file.
    let index = read_at(BASE, &rows("", "", "?view=log")).expect("a listing");
    assert_eq!(shown(&index), all[..2]);
    assert_eq!(index.refused.unreadable_count(), 1);
    // Nor are links to one program.
    let one = table(
        "<tr><th>Name</th><th>Size</th></tr><tr><td><a href=\"get.php?f=a\">a</a></td><td>5</td></tr>\
         <tr><td><a href=\"get.php?f=b\">b</a></td><td>7</td></tr>",
    );
    let index = read_at(BASE, &one).expect("a listing");
    assert_eq!(
        (shown(&index).len(), index.refused.unreadable_count()),
        (0, 2)
    );
}

#[test]
fn listings_in_json_are_read_in_each_dialect() {
    let all = ["d/", "f 7"];
    for page in [
        r#"[{"subdir":"d/"},{"name":"f","bytes":7,"hash":"ab","content_type":"text/plain"}]"#,
        r#"{"paths":[{"path_type":"SymlinkDir","name":"d","size":3},{"path_type":"SymlinkFile","name":"f","size":7}]}"#,
        r#"{"kind":"storage#objects","prefixes":["d/"],"items":[{"kind":"storage#object","name":"f","size":"7"}]}"#,
        r#"{"uri":"http://h/api/storage/onekg","files":[{"uri":"/d","size":-1,"folder":true},{"uri":"/f","size":7,"folder":false}]}"#,
        r#"{"uri":"http://h/api/storage/onekg","children":[{"uri":"/d","folder":true},{"uri":"/f","size":7,"folder":false}]}"#,
        r#"{"dirs":[{"href":"d/","sz":0}],"files":[{"href":"f?k=aB","sz":7}],"taglist":[]}"#,
        r#"[{"type":"tree","name":"d"},{"type":"blob","name":"f","size":7}]"#,
        r#"[{"name":"d","isDirectory":true},{"name":"f","isDirectory":false,"length":7}]"#,
    ] {
        assert_eq!(entries(page), all, "{page}");
    }
    for (date, expected) in [
        ("\"mtime\":1599643202000", "f 7 2020-09-09T09:20:02Z"),
        (
            "\"ts\":1599643202,\"dt\":\"2020-09-09 09:20:02\"",
            "f 7 2020-09-09T09:20:02Z",
        ),
        (
            "\"lastModified\":\"2020-09-09T09:20:02.678Z\"",
            "f 7 2020-09-09T09:20:02Z",
        ),
        (
            "\"last_modified\":\"2020-09-09T09:20:02.123450\"",
            "f 7 2020-09-09T09:20:02",
        ),
        (
            "\"updated\":\"2020-09-09T09:20:02.000Z\"",
            "f 7 2020-09-09T09:20:02Z",
        ),
        ("\"mtime\":99999999999999999", "f 7"),
    ] {
        let page = format!("[{{\"name\":\"f\",\"size\":7,{date}}}]");
        assert_eq!(entries(&page), [expected], "{date}");
    }
}

#[test]
fn keys_of_a_storage_service_are_read_below_the_prefix_that_was_asked_for() {
    let asked = format!("{BASE}?prefix=release/2013/&delimiter=/");
    let base = BaseUrl::parse(BASE).expect("a base URL");
    let directory = RemotePath::parse("release/2013").expect("a path");
    for page in [
        r#"[{"subdir":"release/2013/d/"},{"name":"release/2013/f","bytes":7}]"#,
        r#"{"kind":"storage#objects","prefixes":["release/2013/d/"],"items":[{"name":"release/2013/f","size":"7"}]}"#,
        "<?xml version=\"1.0\"?><container name=\"c\"><subdir name=\"release/2013/d/\"><name>release/2013/d/</name></subdir>\
         <object><name>release/2013/f</name><bytes>7</bytes></object></container>",
        "<?xml version=\"1.0\"?><EnumerationResults><Prefix>release/2013/</Prefix><Delimiter>/</Delimiter><Blobs>\
         <BlobPrefix><Name>release/2013/d/</Name></BlobPrefix><Blob><Name>release/2013/f</Name><Properties>\
         <Content-Length>7</Content-Length></Properties></Blob></Blobs><NextMarker /></EnumerationResults>",
        "<ListBucketResult><Prefix>release/2013/</Prefix><Contents><Key>release/2013/d/x</Key><Size>1</Size></Contents>\
         <Contents><Key>release/2013/f</Key><Size>7</Size></Contents></ListBucketResult>",
    ] {
        let index = listing::read(page.as_bytes(), &asked, &base, &directory).expect("a listing");
        assert_eq!(shown(&index), ["d/", "f 7"], "{page}");
        assert_eq!(index.bucket_directory, Some(directory.clone()), "{page}");
        assert_eq!((index.truncated, &index.next), (false, &None), "{page}");
    }
}

#[test]
fn webdav_is_read_and_other_xml_is_named() {
    let dav = |prefix: &str| {
        format!(
            "<?xml version=\"1.0\"?><{prefix}multistatus xmlns:D=\"DAV:\">\
             <{prefix}response><{prefix}href>/onekg/</{prefix}href><{prefix}propstat><{prefix}prop><{prefix}resourcetype>\
             <{prefix}collection/></{prefix}resourcetype></{prefix}prop></{prefix}propstat></{prefix}response>\
             <{prefix}response><{prefix}href>http://h.example.org/onekg/d%20e</{prefix}href><{prefix}propstat><{prefix}prop>\
             <{prefix}resourcetype><{prefix}collection/></{prefix}resourcetype></{prefix}prop></{prefix}propstat></{prefix}response>\
             <{prefix}response><{prefix}href>/onekg/f</{prefix}href><{prefix}propstat><{prefix}prop><{prefix}resourcetype/>\
             <{prefix}getcontentlength>7</{prefix}getcontentlength>\
             <{prefix}getlastmodified>Wed, 09 Sep 2020 09:20:02 GMT</{prefix}getlastmodified></{prefix}prop></{prefix}propstat>\
             </{prefix}response></{prefix}multistatus>"
        )
    };
    for prefix in ["D:", "d:", "", "lp1:", "ns0:"] {
        let page = dav(prefix);
        assert_eq!(
            entries(&page),
            ["d e/", "f 7 2020-09-09T09:20:02Z"],
            "{prefix}"
        );
    }
    for (page, root) in [
        (
            "<?xml version=\"1.0\"?><catalog name=\"onekg\"><dataset name=\"f\"/></catalog>",
            "catalog",
        ),
        (
            "<?xml version='1.0'?><!-- x --><t:feed xmlns:t='x'/>",
            "feed",
        ),
        ("\u{feff}<?xml version=\"1.0\"?><rss/>", "rss"),
        (" \n<?xml version=\"1.0\"?><Files></Files>", "Files"),
        (
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope></soap:Envelope>",
            "Envelope",
        ),
    ] {
        let error = read_at(BASE, page).expect_err("no listing");
        let root = root.to_owned();
        assert_eq!(error, NotAnIndex::OtherXml { root }, "{page}");
    }
}

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
