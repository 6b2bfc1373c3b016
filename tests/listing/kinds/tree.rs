//! Pages that `tree -H` writes, and symbolic links beside other names.

use super::{BASE, entries, page, read_at, shown, table};

/// Returns a page in the form of `tree -H .`.
fn tree(rows: &str, report: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n <title>Directory Tree</title>\n <style type=\"text/css\">\n  BODY {{ }}\n </style>\n</head>\n\
         <body>\n\t<h1>Directory Tree</h1><p>\n\t<a href=\"./\">.</a><br>\n{rows}\t<br><br><p>\n\n{report}\n\n</p>\n\t<hr>\n\
         \t<p class=\"VERSION\">\n\t\t tree v2.1.1 © 1996 - 2023 by its authors <br>\n\t</p>\n</body>\n</html>\n"
    )
}

#[test]
fn pages_of_tree_are_listings_and_their_links_have_no_length() {
    for (columns, link, expected) in [
        (["", "", ""], "l</a> -&gt; a", ["d/", "a", "l"]),
        (
            [
                "[4.0K]&nbsp;&nbsp;",
                "[ 12K]&nbsp;&nbsp;",
                "[   1]&nbsp;&nbsp;",
            ],
            "l</a> -&gt; a",
            ["d/", "a ~12288", "l"],
        ),
        (
            ["[       4096]  ", "[      12345]  ", "[          1]  "],
            "l -&gt; a</a>",
            ["d/", "a 12345", "l"],
        ),
        (
            ["[4096]  ", "[ 999]  ", "[   1]  "],
            "l@</a>",
            ["d/", "a 999", "l"],
        ),
        (
            ["[4096]  ", "[ 999]  ", "[   1]  "],
            "l</a> → <a href=\"./d/\">d</a>",
            ["d/", "a 999", "l"],
        ),
        (
            [
                "[drwxr-xr-x u g 4096 2020-09-09 09:20]  ",
                "[-rw-r--r-- u g  999 2020-09-09 09:20]  ",
                "[lrwxrwxrwx u g    1 2020-09-09 09:20]  ",
            ],
            "l</a> -&gt; a",
            [
                "d/ 2020-09-09T09:20",
                "a 999 2020-09-09T09:20",
                "l 2020-09-09T09:20",
            ],
        ),
    ] {
        let [dir, file, length] = columns;
        let rows = format!(
            "\t├── {dir}<a href=\"./d/\">d</a><br>\n\t├── {file}<a href=\"./a\">a</a><br>\n\t└── {length}<a href=\"./l\">{link}<br>\n"
        );
        for report in [
            "1 directory, 2 files",
            "17K used in 1 directory, 2 files",
            "",
        ] {
            assert_eq!(entries(&tree(&rows, report)), expected, "{rows}{report}");
        }
    }
}

#[test]
fn of_a_tree_with_levels_the_first_is_listed_and_an_empty_one_is_empty() {
    let rows = "\t├── <a href=\"./d/\">d</a><br>\n\t│&nbsp;&nbsp; └── [ 12K]&nbsp;&nbsp;<a href=\"./d/x\">x</a><br>\n\
        \t└── [ 999]&nbsp;&nbsp;<a href=\"./b\">b</a><br>\n";
    let page = tree(rows, "1 directory, 2 files");
    assert_eq!(entries(&page), ["d/", "b 999"]);
    let whole = read_at(BASE, &tree("", "0 directories, 0 files")).expect("an empty directory");
    assert_eq!((shown(&whole).len(), whole.truncated), (0, false));
    // Cut before the report.
    let cut = &page[..page.find("<hr>").expect("a rule")];
    assert!(read_at(BASE, cut).expect("a listing").truncated);
}

#[test]
fn a_links_length_is_none_wherever_its_target_stands() {
    for rows in [
        "<pre><a href=\"l\">l</a> -&gt; a  2020-09-09  9\n</pre>",
        "<pre><a href=\"l\">l -&gt; a</a>  9\n</pre>",
        "<pre>   9 <a href=\"l\">l</a>@ -&gt; a\n</pre>",
        "<ul><li><a href=\"l\">l@</a> <span>9</span></li></ul>",
        "<ul><li><a href=\"l\">l</a> → a <span>9</span></li></ul>",
    ] {
        let read = entries(&page(rows));
        assert!(
            matches!(&read[0][..], "l" | "l 2020-09-09"),
            "{rows}: {read:?}"
        );
    }
    let rows = "<tr><td><a href=\"l\">l</a> -&gt; a</td><td>9</td><td>2020-09-09</td></tr>\
        <tr><td><a href=\"a\">a</a></td><td>7</td><td>2020-09-09</td></tr>";
    assert_eq!(entries(&table(rows)), ["l 2020-09-09", "a 7 2020-09-09"]);
}
