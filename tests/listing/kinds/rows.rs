//! Which rows are entries, and which of them are directories.

use super::{BASE, entries, page, read_at, shown, table};

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
        // A whole line as the link, of `ls -l` or with the name first.
        "<pre><a href=\"d\">drwxr-xr-x 2 ftp ftp 4096 2020-09-09 09:20 d</a>\n<a href=\"f\">-rw-r--r-- 1 ftp ftp 7 2020-09-09 09:20 f</a>\n</pre>",
        "<ul><li><a href=\"d\">drwxr-xr-x 2 ftp ftp 4096 Sep  9 2020 09:20 d/</a></li><li><a href=\"f\">-rw-r--r-- 1 ftp ftp 7 Sep  9 2020 09:20 f</a></li></ul>",
        "<pre><a href=\"d\">d/  2020-09-09 09:20  -</a>\n<a href=\"f\">f  2020-09-09 09:20  7</a>\n</pre>",
        "<table><tr><td><a href=\"d\">d 2020-09-09 09:20 -</a></td></tr><tr><td><a href=\"f\">f 2020-09-09 09:20 7</a></td></tr></table>",
        "<pre>\n<a href=\"d\">2020-09-09 09:20 &lt;dir&gt; d</a>\n<a href=\"f\">2020-09-09 09:20 7 f</a>\n</pre>",
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
fn spaces_around_a_name_part_no_columns() {
    let body = "<pre><a href=\"%20d%20/\"> d /</a>  2020-09-09 09:20   -\n<a href=\"%20f%20\"> f </a>  2020-09-09 09:20  7\n</pre>";
    assert_eq!(
        entries(&page(body)),
        [" d / 2020-09-09T09:20", " f  7 2020-09-09T09:20"]
    );
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
        // Names that only files have.
        (
            "<tr><td><i class=\"icon-folder\"></i><a href=\"a\">a</a></td></tr>\
             <tr><td><i class=\"icon-folder\"></i><a href=\"b.vcf.gz\">b.vcf.gz</a></td></tr>",
            ["a", "b.vcf.gz"],
        ),
    ] {
        assert_eq!(entries(&table(rows)), expected, "{rows}");
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
    // Nor is a link to a program, be it the only one.
    let lone = table(
        "<tr><th>Name</th><th>Size</th></tr><tr><td><a href=\"view.cgi?file=a.txt\">a.txt</a></td><td>5</td></tr>",
    );
    let index = read_at(BASE, &lone).expect("a listing");
    assert_eq!(
        (shown(&index).len(), index.refused.unreadable_count()),
        (0, 1)
    );
    // Rows without sizes that bear the page's own key.
    let keyed = page("<ul><li><a href=\"a?k=ab\">a</a></li><li><a href=\"b?k=ab\">b</a></li></ul>");
    assert_eq!(entries(&keyed), ["a", "b"]);
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
fn a_directory_is_told_in_an_element_of_its_own_or_in_other_words() {
    for body in [
        "<ul><li><a href=\"d\">d</a><span>/</span></li><li><a href=\"f\">f</a></li></ul>",
        "<ul><li><a href=\"d\">d</a><b> / </b></li><li><a href=\"f\">f</a></li></ul>",
        "<table><tr><td><a href=\"d\">d</a>&nbsp;/</td></tr><tr><td><a href=\"f\">f</a></td></tr></table>",
        "<table><tr><td><a href=\"d\">d</a></td><td>/</td></tr><tr><td><a href=\"f\">f</a></td><td></td></tr></table>",
        "<p><a href=\"d\">d</a> /</p><p><a href=\"f\">f</a></p>",
        // Windows in other languages, and its other kinds of directories.
        "<pre>25/12/2020 14:30  &lt;REP&gt; <a href=\"d\">d</a>\n25/12/2020 14:30  <a href=\"f\">f</a>\n</pre>",
        "<pre>25/12/2020 14:30  &lt;JUNCTION&gt; <a href=\"d\">d</a>\n25/12/2020 14:30  <a href=\"f\">f</a>\n</pre>",
        "<table><tr><td>d-----</td><td><a href=\"d\">d</a></td></tr><tr><td>-a----</td><td><a href=\"f\">f</a></td></tr></table>",
        "<table><tr><td>da---</td><td><a href=\"d\">d</a></td></tr><tr><td>-a---</td><td><a href=\"f\">f</a></td></tr></table>",
        "<table><tr><td><a href=\"d\">d</a></td><td>12 items</td></tr><tr><td><a href=\"f\">f</a></td><td></td></tr></table>",
        "<ul><li>📁 <a href=\"d\">d</a></li><li>📄 <a href=\"f\">f</a></li></ul>",
    ] {
        let found = entries(&page(body));
        let names: Vec<&str> = found
            .iter()
            .filter_map(|entry| entry.split(' ').next())
            .collect();
        assert_eq!(names, ["d/", "f"], "{body}");
    }
    // A slash between words of a description, and a word in angle brackets for a file, say nothing.
    let files = "<pre>2020-12-25 14:30  &lt;SYMLINK&gt; <a href=\"a\">a</a> either / or\n</pre>";
    assert_eq!(entries(&page(files)), ["a 2020-12-25T14:30"]);
}

#[test]
fn a_dash_that_parts_words_tells_no_directory() {
    for (line, expected) in [
        ("<a href=\"b\">b</a> - 13 bytes", "b 13"),
        ("<a href=\"b\">b</a> - 13 - 2021-01-02", "b 13 2021-01-02"),
        ("<a href=\"b\">b</a> - latest release", "b"),
    ] {
        let list = format!("<ul><li><a href=\"a\">a</a> - 12 KB</li><li>{line}</li></ul>");
        assert_eq!(entries(&page(&list)), ["a ~12288", expected], "{line}");
    }
}

#[test]
fn a_listing_within_a_table_that_lays_out_the_page_is_found() {
    let rows = "<tr><td><a href=\"f\">f</a></td><td>7</td></tr>";
    for body in [
        format!("<table><tr><td><table>{rows}</table></td></tr></table>"),
        format!("<table><tr><td>Menu</td><td><table>{rows}</table></td></tr></table>"),
        format!(
            "<table><tr><td><table><tr><td><table>{rows}</table></td></tr></table></td></tr></table>"
        ),
        "<table><tr><td><pre><a href=\"f\">f</a>  7\n</pre></td></tr></table>".to_owned(),
        "<table><tr><td><ul><li><a href=\"f\">f</a> <span>7</span></li></ul></td></tr></table>"
            .to_owned(),
    ] {
        assert_eq!(entries(&page(&body)), ["f 7"], "{body}");
    }
    // Of a note in a description the rows are none.
    let note = format!(
        "<table><tr><td><a href=\"g\">g</a></td><td>9</td><td><table>{rows}</table></td></tr></table>"
    );
    assert_eq!(entries(&page(&note)), ["g 9"]);
}
