//! Laws of the reader of directory indexes that hold for every form: pieces, names, links, JSON, XML, S3.

use igsr_fetch::listing::{
    Continuation, DirectoryIndex, EntryKind, IndexReader, NotAnIndex, PageRequest, RefusedReason,
    Size,
};
use igsr_fetch::mirror::{BaseUrl, RemotePath, name_bytes, name_from_bytes};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use proptest::collection::vec;
use proptest::prelude::*;

const BASE: &str = "https://ftp.example.org/vol1/ftp/";

fn asked() -> PageRequest {
    PageRequest {
        page_url: format!("{BASE}release/"),
        base: BaseUrl::parse(BASE).expect("a base URL"),
        directory: Some(RemotePath::parse("release").expect("a path")),
        content_type: None,
    }
}

fn read(pieces: &[&[u8]]) -> Result<DirectoryIndex, NotAnIndex> {
    let mut reader = IndexReader::new(asked());
    for piece in pieces {
        reader.push(piece);
    }
    reader.finish(false)
}

/// Bytes of a name that a file can have: any but slash and NUL.
fn any_name() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        3 => any::<u8>(),
        2 => proptest::sample::select(b" %#?&;+'\"<>\\:.-\n\t~a1\xe9\xff\xf4\x8f\xbf\xbf".to_vec()),
    ];
    vec(byte, 1..24).prop_map(|mut name| {
        name.retain(|byte| !matches!(byte, 0 | b'/'));
        if matches!(&name[..], b"" | b"." | b"..") {
            name.push(b'x');
        }
        name
    })
}

type Row = (Vec<u8>, bool, u64);

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::btree_map(any_name(), (any::<bool>(), any::<u64>()), 0..12).prop_map(
        |rows| {
            let rows = rows.into_iter();
            rows.map(|(name, (directory, size))| (name, directory, size))
                .collect()
        },
    )
}

/// What a page is made of that may fall apart at a cut.
fn any_page() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<Vec<u8>>(),
        proptest::sample::select(
            &[
                "<html>",
                "<head>",
                "<title>Index of /release</title>",
                "<pre>",
                "</pre>",
                "<table>",
                "</table>",
                "<tr>",
                "<td>",
                "<ul>",
                "<li>",
                "<a href=x>",
                "<a href='y/'>",
                "<a href=\"a&amp;b\">",
                "</a>",
                "<a href=../>",
                "..",
                "Name Size",
                "\n",
                "\r\n",
                "<h1>Index of /release</h1>",
                "<base href=/>",
                "<template>",
                "</template>",
                "<!-- - -->",
                "<!--",
                "<script>var a = '<a href=no>'</script>",
                "<style>a</style>",
                "2019-02-23 05:46",
                " 1.2K ",
                "&nbsp;",
                "&#x41;",
                "é",
                "<hr>",
                "</html>",
                "<?xml version='1.0'?>",
                "<list>",
                "<file mtime='2019-02-23T05:46:38Z' size='1'>x</file>",
                "</list>",
                "<ListBucketResult>",
                "<Prefix/>",
                "<Contents><Key>release/x</Key><Size>1</Size></Contents>",
                "</ListBucketResult>",
                "[",
                "{\"name\":\"x\",\"type\":\"file\"}",
                ",",
                "]",
            ][..],
        )
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    // Padding makes pages longer than what the form is told by.
    (vec(piece, 0..40), 0_usize..3).prop_map(|(pieces, pad)| {
        let pad = format!("<p>{}</p>", "x".repeat(600)).repeat(pad);
        let mut page = pieces.concat();
        page.splice(page.len() / 2..page.len() / 2, pad.into_bytes());
        page
    })
}

/// Splits a page at these places.
fn split<'p>(page: &'p [u8], cuts: &[prop::sample::Index]) -> Vec<&'p [u8]> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(page.len() + 1)).collect();
    places.sort_unstable();
    let mut pieces = Vec::new();
    let mut start = 0;
    for place in places.into_iter().chain([page.len()]) {
        pieces.push(&page[start..place]);
        start = place;
    }
    pieces
}

/// Escapes text for XML and HTML, as bytes.
fn markup(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for byte in text {
        match byte {
            b'&' => out.extend(b"&amp;"),
            b'<' => out.extend(b"&lt;"),
            b'>' => out.extend(b"&gt;"),
            b'"' => out.extend(b"&quot;"),
            b'\r' => out.extend(b"&#13;"),
            _ => out.push(*byte),
        }
    }
    out
}

/// Writes a JSON string as nginx does: bytes that are not UTF-8 stay as they are.
fn json(text: &[u8]) -> Vec<u8> {
    let mut out = vec![b'"'];
    for byte in text {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', *byte]),
            0..=31 => out.extend(format!("\\u{byte:04x}").into_bytes()),
            _ => out.push(*byte),
        }
    }
    out.push(b'"');
    out
}

const KEY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'/');

fn check(index: &DirectoryIndex, rows: &[Row]) -> Result<(), TestCaseError> {
    prop_assert!(!index.truncated);
    prop_assert_eq!(index.refused.unreadable_count(), 0, "{:?}", index.refused);
    prop_assert_eq!(index.entries.len(), rows.len());
    for (entry, (name, directory, size)) in index.entries.iter().zip(rows) {
        prop_assert_eq!(&*name_bytes(&entry.name), &name[..]);
        prop_assert_eq!(entry.kind == EntryKind::Directory, *directory);
        let exact = (!directory).then_some(Size::Exact(*size));
        prop_assert_eq!(entry.size, exact);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_page_in_any_pieces_is_read_as_the_whole(page in any_page(), cuts in vec(any::<prop::sample::Index>(), 0..9)) {
        prop_assert_eq!(read(&split(&page, &cuts)), read(&[&page]));
    }

    #[test]
    fn a_page_byte_by_byte_is_read_as_the_whole(page in any_page()) {
        let bytes: Vec<&[u8]> = page.chunks(1).collect();
        prop_assert_eq!(read(&bytes), read(&[&page]));
    }

    #[test]
    fn a_plain_link_is_read_as_a_browser_resolves_it(links in vec("(\\./)?[a-zA-Z0-9._~%+,()@!$=é-]{0,9}/?", 1..9)) {
        let rows: Vec<String> = links.iter().map(|link| format!("<tr><td><a href=\"{link}\">x</a></td></tr>")).collect();
        let rows = rows.concat();
        let page = |head: &str| format!("<html><head><title>Index of /release</title>{head}</head><body><table>{rows}</table></body></html>");
        // A page that names its own base has every link resolved by the URL standard.
        let resolved = read(&[page(&format!("<base href=\"{BASE}release/\">")).as_bytes()]);
        prop_assert_eq!(read(&[page("").as_bytes()]), resolved);
    }

    #[test]
    fn any_bytes_are_a_name_without_loss(name in vec(any::<u8>(), 0..40)) {
        let text = name_from_bytes(name.clone());
        prop_assert_eq!(&*name_bytes(&text), &name[..]);
    }

    #[test]
    fn any_name_survives_nginx_json(rows in any_rows()) {
        let rows_text: Vec<Vec<u8>> = rows.iter().map(|(name, directory, size)| {
            let kind = if *directory { "directory" } else { "file" };
            let size = if *directory { String::new() } else { format!(", \"size\":{size}") };
            [b"{ \"name\":", &json(name)[..], format!(", \"type\":\"{kind}\", \"mtime\":\"Sat, 23 Feb 2019 10:46:38 GMT\"{size} }}").as_bytes()].concat()
        }).collect();
        let page = [b"[\n", &rows_text.join(&b",\n"[..])[..], b"\n]"].concat();
        let index = read(&[&page]).expect("a listing");
        check(&index, &rows)?;
        prop_assert!(index.entries.iter().all(|entry| entry.modified.is_some_and(|date| date.to_string() == "2019-02-23T10:46:38Z")));
    }

    #[test]
    fn any_name_survives_nginx_xml(rows in any_rows()) {
        let rows_text: Vec<Vec<u8>> = rows.iter().map(|(name, directory, size)| {
            let (kind, size) = if *directory { ("directory", String::new()) } else { ("file", format!(" size=\"{size}\"")) };
            [format!("<{kind} mtime=\"2019-02-23T10:46:38Z\"{size}>").as_bytes(), &markup(name)[..], format!("</{kind}>\n").as_bytes()].concat()
        }).collect();
        let page = [b"<?xml version=\"1.0\"?>\n<list>\n", &rows_text.concat()[..], b"</list>\n"].concat();
        check(&read(&[&page]).expect("a listing"), &rows)?;
    }

    #[test]
    fn any_key_survives_s3(rows in any_rows(), plus in any::<bool>()) {
        let key = |name: &[u8]| {
            let key = percent_encode(&[b"release/", name].concat(), KEY).to_string();
            // Amazon writes a blank as a plus sign, others do not.
            if plus { key.replace("%20", "+") } else { key }
        };
        let row = |(name, directory, size): &Row| if *directory {
            format!("<CommonPrefixes><Prefix>{}/</Prefix></CommonPrefixes>", key(name))
        } else {
            format!("<Contents><Key>{}</Key><LastModified>2019-02-23T10:46:38.000Z</LastModified><Size>{size}</Size><Owner><ID>x</ID></Owner></Contents>", key(name))
        };
        let rows_text: String = rows.iter().map(row).collect();
        let page = format!("<?xml version=\"1.0\"?><ListBucketResult><Name>b</Name><Prefix>release/</Prefix><Delimiter>/</Delimiter>\
            <EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>{rows_text}</ListBucketResult>");
        check(&read(&[page.as_bytes()]).expect("a listing"), &rows)?;
    }

    #[test]
    fn no_key_or_name_leads_out_of_the_directory(names in vec("(release/)?[a./\\\\%2]{0,12}", 0..9)) {
        let rows: Vec<String> = names.iter().map(|name| format!("<Contents><Key>{name}</Key><Size>1</Size></Contents>")).collect();
        let rows = rows.concat();
        let bucket = format!("<ListBucketResult><Prefix>release/</Prefix>{rows}</ListBucketResult>");
        let rows: Vec<String> = names.iter().map(|name| format!("{{\"name\":{name:?},\"type\":\"file\"}}")).collect();
        let list = format!("[{}]", rows.join(","));
        for page in [bucket, list] {
            let index = read(&[page.as_bytes()]).expect("a listing");
            for entry in &index.entries {
                prop_assert!(RemotePath::root().join(&entry.name).is_ok(), "{:?}", entry);
            }
        }
    }
}

#[test]
fn a_listing_of_s3_in_parts_says_where_it_goes_on() {
    let page = |more: &str| {
        format!(
            "<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>release/a</Key><Size>0</Size></Contents>\
             <Name>b</Name><Prefix>release/</Prefix><Delimiter>/</Delimiter>{more}</ListBucketResult>"
        )
    };
    for (more, next) in [
        (
            "<NextContinuationToken>1/a+b=</NextContinuationToken>",
            Some(Continuation::Token("1/a+b=".to_owned())),
        ),
        (
            "<Marker/><NextMarker>release/c</NextMarker>",
            Some(Continuation::Marker("release/c".to_owned())),
        ),
        (
            "<Marker></Marker>",
            Some(Continuation::Marker("release/a".to_owned())),
        ),
        ("", None),
    ] {
        let index = read(&[page(more).as_bytes()]).expect("a listing");
        assert_eq!(index.truncated, next.is_none(), "{more}");
        assert_eq!(index.next, next, "{more}");
        assert_eq!(index.entries.len(), 1, "{more}");
    }
}

#[test]
fn an_error_of_s3_is_named() {
    let page = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>PermanentRedirect</Code><Message>Use the other endpoint.</Message>\
        <Endpoint>b.s3-us-west-2.amazonaws.com</Endpoint></Error>";
    assert_eq!(
        read(&[page]),
        Err(NotAnIndex::ServerError {
            code: "PermanentRedirect".to_owned(),
            message: "Use the other endpoint.".to_owned()
        })
    );
}

#[test]
fn rows_that_cannot_be_read_are_counted_by_reason() {
    let page = br#"[{"name":"a/b"},{"name":".."},{"type":"file"},{"name":"ok","type":"file","size":7},{"name":"sub/","type":"directory"}]"#;
    let index = read(&[page]).expect("a listing");
    let names: Vec<&str> = index.entries.iter().map(|entry| &*entry.name).collect();
    assert_eq!(names, ["ok", "sub"]);
    let counts: Vec<_> = index.refused.counts().collect();
    assert_eq!(
        counts,
        [
            (RefusedReason::Parent, 1),
            (RefusedReason::BadName, 1),
            (RefusedReason::NoName, 1)
        ]
    );
}

#[test]
fn more_refused_links_than_are_kept_are_still_counted() {
    let rows = "<tr><td><a href=\"javascript:x\">x</a></td></tr>\n<tr><td><a href=\"mailto:x\">x</a></td></tr>\n".repeat(5000);
    let page = format!(
        "<html><head><title>Index of /release</title></head><body><table>{rows}</table></body></html>"
    );
    let index = read(&[page.as_bytes()]).expect("a listing");
    assert_eq!(index.refused.count(RefusedReason::OtherScheme), 10_000);
    assert!(index.refused.links().len() < 100);
}

#[test]
fn a_cut_list_in_json_gives_its_whole_rows() {
    let whole = br#"[{"name":"a","type":"file","size":12},{"name":"b","type":"directory"},{"name":"c","type":"file","size":3}]"#;
    for cut in 1..whole.len() {
        let index = read(&[&whole[..cut]]).expect("a listing");
        assert!(index.truncated, "cut at {cut}");
        let sizes: Vec<_> = index.entries.iter().map(|entry| entry.size).collect();
        assert!(
            matches!(
                sizes[..],
                [] | [Some(Size::Exact(12))]
                    | [Some(Size::Exact(12)), None]
                    | [Some(Size::Exact(12)), None, Some(Size::Exact(3))]
            ),
            "cut at {cut}: {sizes:?}"
        );
    }
}

#[test]
fn caddy_s_silent_limit_is_told() {
    let rows = |count: usize| {
        let rows: Vec<String> = (0..count)
            .map(|row| format!("{{\"name\":\"{row}\",\"size\":1,\"mod_time\":\"2019-02-23T10:46:38Z\",\"is_dir\":false}}"))
            .collect();
        format!("[{}]", rows.join(","))
    };
    assert!(
        read(&[rows(10_000).as_bytes()])
            .expect("a listing")
            .truncated
    );
    assert!(
        !read(&[rows(9_999).as_bytes()])
            .expect("a listing")
            .truncated
    );
}
