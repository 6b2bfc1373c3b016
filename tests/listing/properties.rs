//! Properties of the directory index parser and of the reader of `current.tree`.

use igsr_fetch::listing::{self, EntryKind, Modified, Size};
use igsr_fetch::mirror::{BaseUrl, RemotePath};
use igsr_fetch::table::{Md5, TreeReader, TreeRow};
use proptest::prelude::*;

/// Prints a size as APR's `apr_strfsize` does (`strings/apr_strings.c`), line by line.
fn apr_strfsize(mut size: u64) -> String {
    if size < 973 {
        return format!("{size:>3} ");
    }
    for unit in ["K", "M", "G", "T", "P", "E"] {
        let mut remain = size & 1023;
        size >>= 10;
        if size >= 973 {
            continue;
        }
        if size < 9 || (size == 9 && remain < 973) {
            remain = (remain * 5 + 256) / 512;
            if remain >= 10 {
                (size, remain) = (size + 1, 0);
            }
            return format!("{size}.{remain}{unit}");
        }
        if remain >= 512 {
            size += 1;
        }
        return format!("{size:>3}{unit}");
    }
    unreachable!("64 bits hold no more than 16 exabytes");
}

/// Sizes of all magnitudes, those around the steps of a unit among them.
fn any_size() -> impl Strategy<Value = u64> {
    let magnitude = (0_u32..64, any::<u64>()).prop_map(|(shift, bits)| bits >> shift);
    let step = (0_u32..6, 0_u64..1024, -2_i64..3)
        .prop_map(|(unit, number, off)| (number << (10 * unit)).saturating_add_signed(off));
    prop_oneof![magnitude, step]
}

fn any_name() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        any::<String>(),
        "[ -~]{1,40}",
        "[.%/\\\\?#&;<>\"'2eEfF0a]{1,12}",
    ];
    name.prop_map(|name| match name.replace(['/', '\0'], "") {
        name if matches!(&*name, "" | "." | "..") => format!("{name}x"),
        name => name,
    })
}

fn base() -> BaseUrl {
    BaseUrl::parse("https://ftp.example.org/vol1/ftp/").expect("a base URL")
}

/// Escapes text for HTML as servers do.
fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\0', "")
}

/// Writes a page as Apache does, in a table or as text.
fn page(rows: &[(String, bool, u64)], as_table: bool) -> String {
    let mut out =
        String::from("<html><head><title>Index of /x</title></head><body><h1>Index of /x</h1>\n");
    out.push_str(if as_table {
        "<table><tr><th><a href=\"?C=N;O=D\">Name</a></th><th>Last modified</th><th>Size</th></tr>\n"
    } else {
        "<pre>Name  Last modified  Size  <hr>"
    });
    for (name, directory, size) in rows {
        let path = RemotePath::root().join(name).expect("a name").to_url_path();
        let slash = if *directory { "/" } else { "" };
        let size = if *directory {
            "  - ".to_owned()
        } else {
            apr_strfsize(*size)
        };
        let (link, text) = (html(&format!("{path}{slash}")), html(name));
        let row = if as_table {
            format!(
                "<tr><td><a href=\"{link}\">{text}</a></td><td align=\"right\">2019-02-23 05:46  </td><td>{size}</td></tr>\n"
            )
        } else {
            format!("<a href=\"{link}\">{text}</a>  2019-02-23 05:46  {size} \n")
        };
        out.push_str(&row);
    }
    out.push_str(if as_table {
        "</table></body></html>"
    } else {
        "<hr></pre></body></html>"
    });
    out
}

/// A link in which the characters that matter are frequent.
fn any_link() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("../".to_owned()),
        Just("..\\".to_owned()),
        Just("%2e%2E/".to_owned()),
        Just("//".to_owned()),
        Just("https:".to_owned()),
        Just("ftp.example.org".to_owned()),
        Just("/vol1/ftp/release/".to_owned()),
        Just("evil.example".to_owned()),
        Just("%2F".to_owned()),
        Just("%00".to_owned()),
        Just("javascript:".to_owned()),
        "[a-z.?#@:;%&\\\\/\t\n ]{1,6}",
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn apache_size_bounds_hold_the_true_size(bytes in any_size()) {
        let text = apr_strfsize(bytes);
        let size = Size::from_apache(&text).expect(&text);
        prop_assert!(size.allows(bytes), "{} prints as {:?}, read as {:?}", bytes, text, size);
        prop_assert_eq!(size.is_exact(), bytes < 973);
    }

    #[test]
    fn apache_size_bounds_are_no_wider_than_needed(bytes in any_size()) {
        let text = apr_strfsize(bytes);
        if let Some(Size::About(size)) = Size::from_apache(&text) {
            prop_assert_eq!(apr_strfsize(size.least), text.clone());
            prop_assert_eq!(apr_strfsize(size.most), text);
            prop_assert!(size.shown <= size.most);
        }
    }

    #[test]
    fn sizes_and_dates_never_panic(text in any::<String>(), near in "[ 0-9.:KMGTPE-]{0,24}") {
        for text in [text, near] {
            let _ = Size::from_apache(&text);
            let _ = Modified::parse(&text);
        }
    }

    #[test]
    fn any_name_survives_the_server_and_the_parser(
        rows in proptest::collection::btree_map(any_name(), (any::<bool>(), any_size()), 0..20),
        as_table in any::<bool>(),
    ) {
        let rows: Vec<_> = rows.into_iter().map(|(name, (directory, size))| (name, directory, size)).collect();
        let directory = RemotePath::parse("release").expect("a path");
        let index = listing::read(page(&rows, as_table).as_bytes(), "https://ftp.example.org/vol1/ftp/release/", &base(), &directory)
            .expect("a directory index");
        prop_assert!(!index.truncated);
        prop_assert_eq!(index.refused.unreadable_count(), 0);
        prop_assert_eq!(index.entries.len(), rows.len());
        for (entry, (name, directory, size)) in index.entries.iter().zip(&rows) {
            prop_assert_eq!(&entry.name, name);
            prop_assert_eq!(entry.kind == EntryKind::Directory, *directory);
            prop_assert_eq!(entry.modified.map(|date| date.to_string()), Some("2019-02-23T05:46".to_owned()));
            prop_assert!(entry.size.map_or(*directory, |found| found.allows(*size)));
        }
    }

    #[test]
    fn no_link_leads_out_of_the_directory(links in proptest::collection::vec(any_link(), 1..8)) {
        let rows: Vec<_> = links.iter().map(|link| format!("<tr><td><a href=\"{}\">x</a></td></tr>", html(link))).collect();
        let page = format!("<title>Index of /</title><table>{}</table>", rows.concat());
        let directory = RemotePath::parse("release").expect("a path");
        let base = base();
        let root = base.directory_url(&directory);
        let index = listing::read(page.as_bytes(), &root, &base, &directory).expect("a directory index");
        for entry in &index.entries {
            let path = directory.join(&entry.name).expect("every entry can be joined to its directory");
            let url = url::Url::parse(&base.file_url(&path)).expect("a URL");
            prop_assert!(url.as_str().starts_with(&root), "{}", url);
            prop_assert!(!url.as_str()[root.len()..].contains(['/', '?', '#']), "{}", url);
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(
        pieces in proptest::collection::vec(
            prop_oneof![
                any::<Vec<u8>>(),
                proptest::sample::select(&[
                    "<pre>", "</pre>", "<table>", "</table>", "<tr>", "<td>", "<ul>", "<li>", "<a href=x>", "<a href='y/'>", "</a>",
                    "<a href=../>", "Parent Directory", "Name  Size", "\n", "<h1>Index of /</h1>", "<base href=/>", "<template>",
                    "</template>", "<!--", "<script>", "2019-02-23 05:46", "1.2K", "<hr>", "</html>", "<html>",
                ][..]).prop_map(|tag| tag.as_bytes().to_vec()),
            ],
            0..40,
        ),
    ) {
        let html = pieces.concat();
        let directory = RemotePath::root();
        if let Ok(index) = listing::read(&html, base().as_str(), &base(), &directory) {
            for entry in &index.entries {
                prop_assert!(directory.join(&entry.name).is_ok());
            }
        }
    }

    #[test]
    fn current_tree_reads_the_same_in_pieces_of_any_size(
        names in proptest::collection::vec("[a-z]{1,8}", 1..20),
        cuts in proptest::collection::vec(0_usize..400, 0..12),
        tail in "(\n|\r\n|)",
    ) {
        let line = |name: &String| {
            let md5 = Md5([7; 16]);
            format!("ftp/{name}/{name}.gz\tfile\t{}\t2010-02-24 10:35:46\t{md5}\t\n", name.len())
        };
        let table: String = names.iter().map(line).collect();
        let table = format!("{}{tail}", table.trim_end());
        let whole = rows(&[table.as_bytes()]);
        prop_assert_eq!(whole.0.len(), names.len());
        let mut cuts: Vec<_> = cuts.into_iter().filter(|&cut| cut < table.len()).collect();
        cuts.sort_unstable();
        let mut pieces = Vec::new();
        let mut start = 0;
        for cut in cuts.into_iter().chain([table.len()]) {
            pieces.push(&table.as_bytes()[start..cut]);
            start = cut;
        }
        prop_assert_eq!(rows(&pieces), whole);
    }

    #[test]
    fn current_tree_never_panics(pieces in proptest::collection::vec(any::<Vec<u8>>(), 0..8), text in "(ftp/?[a.]*|\t|file|directory|[0-9]|\n)*") {
        let mut pieces: Vec<_> = pieces.iter().map(|piece| &piece[..]).collect();
        pieces.push(text.as_bytes());
        let (_, counted) = rows(&pieces);
        prop_assert!(counted <= pieces.concat().split(|&byte| matches!(byte, b'\n' | b'\r')).count() as u64);
    }
}

/// Reads a table that arrives in pieces; returns its rows, and how many lines were read or skipped.
fn rows(pieces: &[&[u8]]) -> (Vec<TreeRow>, u64) {
    let mut reader = TreeReader::new();
    let mut rows = Vec::new();
    for piece in pieces {
        reader.push(piece, |row| rows.push(row));
    }
    let summary = reader.finish(|row| rows.push(row));
    assert_eq!(summary.rows, rows.len() as u64);
    (rows, summary.rows + summary.skipped)
}
