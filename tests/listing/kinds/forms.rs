//! Forms other than HTML, each in several dialects.

use igsr_fetch::listing::{self, NotAnIndex, RefusedReason};
use igsr_fetch::mirror::{BaseUrl, RemotePath};

use super::{BASE, entries, read_at, shown};

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
        r#"{"entries":[{"key":"d/"},{"key":"f","size":7,"checksum":"md5:ab"}],"error":null}"#,
        r#"{"value":[{"name":"d","folder":{"childCount":3},"size":900},{"name":"f","file":{},"size":7}]}"#,
        r#"{"FileStatuses":{"FileStatus":[{"pathSuffix":"d","type":"DIRECTORY","length":0},{"pathSuffix":"f","type":"FILE","length":7}]}}"#,
        r#"{"sha":"ab","tree":[{"path":"d","type":"tree"},{"path":"f","type":"blob","size":7}],"truncated":false}"#,
        r#"{"files":[{"action":"folder","fileName":"d/"},{"action":"upload","fileName":"f","contentLength":7}],"nextFileName":null}"#,
        r#"{"items":[{"href":"/onekg/"},{"href":"/onekg/d/"},{"href":"http://h.example.org/onekg/f","size":7}]}"#,
        r#"{"prefixes":["d/"],"objects":[{"name":"f","size":7}]}"#,
        r#"{"children":[],"subdirs":["d"],"files":[{"name":"f","size":7}]}"#,
        r#"{"commonPrefixes":["d/"],"contents":[{"key":"f","size":7}]}"#,
        r#"[{"name":"d","mode":"drwxr-xr-x","size":4096},{"name":"f","mode":"-rw-r--r--","size":7}]"#,
        r#"[{"name":"d","url":"/onekg/d/","size":4096},{"name":"f","url":"/onekg/f","size":7}]"#,
        r#"[{"name":"d","is_dir":"true"},{"name":"f","is_dir":"false","size":7}]"#,
        r#"{"entries":[{".tag":"folder","name":"d"},{".tag":"file","name":"f","size":7}]}"#,
        r#"[{"name":"d","mimetype":"inode/directory"},{"name":"f","mimetype":"text/plain","size":7}]"#,
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
        (
            "<catalog xmlns=\"http://h.example.org/catalog\"><dataset name=\"f\"/></catalog>",
            "catalog",
        ),
        ("<t:index xmlns:t=\"http://h.example.org/index\"/>", "index"),
    ] {
        let error = read_at(BASE, page).expect_err("no listing");
        let root = root.to_owned();
        assert_eq!(error, NotAnIndex::OtherXml { root }, "{page}");
    }
}

#[test]
fn webdav_tells_a_directory_by_a_number_too_and_keeps_the_size_it_states() {
    let absent = "<propstat><prop><getcontentlength/></prop><status>HTTP/1.1 404 Not Found</status></propstat>";
    let stated = "<propstat><prop><getcontentlength>7</getcontentlength></prop></propstat>";
    for (rows, expected) in [
        (
            "<propstat><prop><iscollection>1</iscollection></prop></propstat>".to_owned(),
            "f/",
        ),
        (
            "<propstat><prop><iscollection>true</iscollection></prop></propstat>".to_owned(),
            "f/",
        ),
        (
            "<propstat><prop><iscollection>0</iscollection></prop></propstat>".to_owned(),
            "f",
        ),
        (format!("{absent}{stated}"), "f 7"),
        (format!("{stated}{absent}"), "f 7"),
    ] {
        let page = format!(
            "<multistatus xmlns=\"DAV:\"><response><href>/onekg/f</href>{rows}</response></multistatus>"
        );
        assert_eq!(entries(&page), [expected], "{page}");
    }
}

#[test]
fn a_row_that_webdav_calls_missing_is_refused() {
    let page = "<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/onekg/f</D:href></D:response><D:response>\
        <D:href>/onekg/g</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response></D:multistatus>";
    let index = read_at(BASE, page).expect("a listing");
    assert_eq!(shown(&index), ["f"]);
    assert_eq!(index.refused.count(RefusedReason::Missing), 1);
}

#[test]
fn names_alone_and_several_prefixes_of_one_element_are_rows() {
    for page in [
        r#"{"files":["a","b"]}"#,
        r#"{"folders":[],"files":["a","b"]}"#,
        r#"["a","b"]"#,
    ] {
        assert_eq!(entries(page), ["a", "b"], "{page}");
    }
    let page = "<ListBucketResult><Prefix/><CommonPrefixes><Prefix>a/</Prefix><Prefix>b/</Prefix></CommonPrefixes></ListBucketResult>";
    assert_eq!(entries(page), ["a/", "b/"]);
    let page = "<EnumerationResults><Containers><Container><Name>c</Name></Container></Containers></EnumerationResults>";
    let root = "EnumerationResults".to_owned();
    assert_eq!(read_at(BASE, page), Err(NotAnIndex::OtherXml { root }));
}
