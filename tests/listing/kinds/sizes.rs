//! Sizes: where they stand, and what is none.

use super::{entries, page, table};

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
            "<tr><td><a href=\"f\">f</a></td><td>0644</td><td>991</td></tr>",
            "f 991",
        ),
        (
            "<tr><th>Name</th><th>Size on disk</th></tr><tr><td><a href=\"f\">f</a></td><td>4096</td></tr>",
            "f",
        ),
        (
            "<tr><th>Name</th><th>Size (blocks)</th></tr><tr><td><a href=\"f\">f</a></td><td>25</td></tr>",
            "f",
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
fn sizes_are_read_without_cells_in_brackets_and_beside_dates_that_are_not_known() {
    for (line, expected) in [
        ("  1.2M <a href=\"f\">f</a>", "f ~1258291"),
        ("  1.2 MiB <a href=\"f\">f</a>", "f ~1258291"),
        ("  1234567  <a href=\"f\">f</a>", "f 1234567"),
        ("├── [1.2M]  <a href=\"f\">f</a>", "f ~1258291"),
        (
            "├── [1.2M Jan  5  2020]  <a href=\"f\">f</a>",
            "f ~1258291 2020-01-05",
        ),
        ("<a href=\"f\">f</a> (1.2 MiB)", "f ~1258291"),
        ("<a href=\"f\">f</a> [1234567]", "f 1234567"),
        (
            "<a href=\"f\">f</a> (1,2 Mo, 25/03/2020)",
            "f ~1258291 2020-03-25",
        ),
        (
            "<a href=\"f\">f</a> - 1.2 MiB - 2020-03-25",
            "f ~1258291 2020-03-25",
        ),
        (
            "-rw-r--r-- 1 u g 7 25. Dez 11:22 <a href=\"f\">f</a>",
            "f 7",
        ),
        (
            "-rw-r--r-- 1 u g 7 25 déc.  2020 <a href=\"f\">f</a>",
            "f 7",
        ),
        (
            "-rw-r--r-- 1 u a b 7 Dec 25 2020 <a href=\"f\">f</a>",
            "f 7 2020-12-25",
        ),
        (
            "<a href=\"f\">f</a> -rw-r--r-- 1 u g 7 Dec 25 2020",
            "f 7 2020-12-25",
        ),
        ("<a href=\"f\">f</a>  -rw-r--r--  7", "f 7"),
        (
            "Freitag, 25. Dezember 2020 23:30    12345 <a href=\"f\">f</a>",
            "f 12345",
        ),
        (
            "<a href=\"f\">f</a>  2020-12-25  1.234.567",
            "f 1234567 2020-12-25",
        ),
        (
            "<a href=\"f\">f</a>  2020-12-25  1'234'567",
            "f 1234567 2020-12-25",
        ),
        (
            "<a href=\"f\">f</a>  0644 1000 1000 7  2020-12-25",
            "f 7 2020-12-25",
        ),
        (
            "<a href=\"f\">f</a>  100644  7  2020-12-25",
            "f 7 2020-12-25",
        ),
        ("100644 blob 8ab686ea 1234 <a href=\"f\">f</a>", "f 1234"),
        // The length of a link is not that of the file.
        (
            "lrwxrwxrwx 1 u g 7 Dec 25 2020 <a href=\"f\">f</a> -> ../f",
            "f 2020-12-25",
        ),
        (
            "<a href=\"f\">f</a> lrwxr-xr-x 1 u g 7 Dec 25 2020",
            "f 2020-12-25",
        ),
    ] {
        for list in [
            format!("<pre>{line}\n</pre>"),
            format!("<ul><li>{line}</li></ul>"),
        ] {
            assert_eq!(entries(&page(&list)), [expected], "{list}");
        }
    }
}

#[test]
fn lone_numbers_that_count_rows_or_blocks_are_no_sizes() {
    for (numbers, sizes) in [
        (["1", "2", "3"], ["", "", ""]),
        (["0", "1", "2"], ["", "", ""]),
        (["8", "12", "4"], ["", "", ""]),
        (["644", "755", "600"], ["", "", ""]),
        (["17", "8", "3"], [" 17", " 8", " 3"]),
        (["17", "18", "19"], [" 17", " 18", " 19"]),
    ] {
        let rows: Vec<String> = numbers
            .iter()
            .enumerate()
            .map(|(at, number)| format!("{number} <a href=\"f{at}\">f{at}</a>\n"))
            .collect();
        let expected: Vec<String> = sizes
            .iter()
            .enumerate()
            .map(|(at, size)| format!("f{at}{size}"))
            .collect();
        assert_eq!(
            entries(&page(&format!("<pre>{}</pre>", rows.concat()))),
            expected,
            "{numbers:?}"
        );
    }
}

#[test]
fn heads_in_other_languages_and_pairs_of_sizes_name_their_columns() {
    let plain = ["7", "4096", "2020-12-25"];
    let rounded = ["1.2 KB", "1234", "2020-12-25"];
    for (head, cells, expected) in [
        (
            ["Name", "Größe", "Größe auf Datenträger", "Geändert am"],
            plain,
            "f 7 2020-12-25",
        ),
        (
            ["Dateiname", "Größe", "Komprimierte Größe", "Datum"],
            plain,
            "f 7 2020-12-25",
        ),
        (
            ["Nom", "Taille", "Taille sur le disque", "Modifié le"],
            plain,
            "f 7 2020-12-25",
        ),
        (
            ["Nombre", "Tamaño", "Tamaño en disco", "Fecha"],
            plain,
            "f 7 2020-12-25",
        ),
        (
            [
                "Nome",
                "Dimensione",
                "Dimensioni su disco",
                "Ultima modifica",
            ],
            plain,
            "f 7 2020-12-25",
        ),
        (
            ["Имя", "Размер", "Размер на диске", "Изменён"],
            plain,
            "f 7 2020-12-25",
        ),
        (
            ["名前", "サイズ", "ディスク上のサイズ", "更新日時"],
            plain,
            "f 7 2020-12-25",
        ),
        (
            ["名称", "大小", "占用空间大小", "修改时间"],
            plain,
            "f 7 2020-12-25",
        ),
        (
            ["Name", "Uncompressed", "Compressed", "Date"],
            plain,
            "f 7 2020-12-25",
        ),
        (
            ["Name", "Size", "Bytes", "Date"],
            rounded,
            "f 1234 2020-12-25",
        ),
        (
            ["Name", "Size", "Size (bytes)", "Date"],
            rounded,
            "f 1234 2020-12-25",
        ),
        (
            ["Name", "Size", "Raw size", "Date"],
            rounded,
            "f 1234 2020-12-25",
        ),
        (
            ["Name", "Size [MiB]", "Downloads", "Date"],
            ["15.1", "7", "2020-12-25"],
            "f ~15833497 2020-12-25",
        ),
    ] {
        // The columns stand in either order.
        for swapped in [false, true] {
            let (mut head, mut cells) = (head, cells);
            if swapped {
                head.swap(1, 2);
                cells.swap(0, 1);
            }
            let head = head.map(|name| format!("<th>{name}</th>")).concat();
            let cells = cells.map(|cell| format!("<td>{cell}</td>")).concat();
            let rows = format!("<tr>{head}</tr><tr><td><a href=\"f\">f</a></td>{cells}</tr>");
            assert_eq!(entries(&table(&rows)), [expected], "{rows}");
        }
    }
}

#[test]
fn devices_and_links_have_no_length_whatever_stands_in_its_place() {
    let whole = ["f"];
    for line in [
        "brw-rw---- 1 root disk 8, 1 Jan  5 10:00 <a href=\"f\">f</a>",
        "crw-rw-rw-. 1 root root 1,3 Jan  5 10:00 <a href=\"f\">f</a>",
        "crw-r--r--+ 1 root root 10,223 Jan  5 10:00 <a href=\"f\">f</a>",
        "<a href=\"f\">f</a> crw-rw-rw- 1 root root 1, 3 Jan  5 10:00",
        "<a href=\"f\">crw-rw-rw- 1 root root 1, 3 Jan  5 10:00 f</a>",
        "prw-r--r-- 1 u g 0 Jan  5 10:00 <a href=\"f\">f</a>",
        "srwxrwxrwx@ 1 u g 0 Jan  5 10:00 <a href=\"f\">f</a>",
        "lr-xr-xr-x 1 u g 9 Jan  5 10:00 <a href=\"f\">f</a> -&gt; e",
        "[lrwxrwxrwx u g 9 Jan  5 10:00]  <a href=\"f\">f</a> -&gt; e",
    ] {
        assert_eq!(entries(&page(&format!("<pre>{line}\n</pre>"))), whole);
    }
    for row in [
        "<td>crw-rw-rw-</td><td><a href=\"f\">f</a></td><td>8, 1</td>",
        "<td><a href=\"f\">f</a></td><td>brw-rw----</td><td>8</td><td>1</td>",
        "<td><a href=\"f\">f</a></td><td>8,1</td><td>crw-rw-rw-</td>",
        "<td><a href=\"f\">f</a></td><td>10,223</td><td>crw-rw-rw-.</td>",
        "<td><a href=\"f\">f</a></td><td>lrwxrwxrwx</td><td>9</td>",
    ] {
        assert_eq!(entries(&table(&format!("<tr>{row}</tr>"))), whole, "{row}");
    }
    let head = "<tr><th>Mode</th><th>Name</th><th>Size</th></tr>";
    let row = "<tr><td>crw-------</td><td><a href=\"f\">f</a></td><td>10,223</td></tr>";
    assert_eq!(entries(&table(&format!("{head}{row}"))), whole);
    for row in [
        r#"{"name":"f","mode":"lrwxrwxrwx","size":9}"#,
        r#"{"name":"f","permissions":"crw-rw-rw-","size":3}"#,
        r#"{"name":"f","type":"link","size":9}"#,
        r#"{"name":"f","type":"symlink","size":9}"#,
        r#"{"name":"f","kind":"symlink","bytes":9}"#,
    ] {
        assert_eq!(entries(&format!("[{row}]")), whole, "{row}");
    }
    for (mode, expected) in [
        ("drwxrwsr-t", "f/"),
        ("drwxrwxrwt+", "f/"),
        ("drwxr-sr-x.", "f/"),
        ("d--------T@", "f/"),
        ("-rwsr-Sr-x+", "f 7"),
    ] {
        let line = format!("{mode} 2 u g 7 Jan  5 10:00 <a href=\"f\">f</a>");
        let rows = page(&format!("<pre>{line}\n</pre>"));
        assert_eq!(entries(&rows), [expected], "{mode}");
    }
    let windows = r#"[{"Name":"d","Mode":"d-----"},{"Name":"f","Mode":"-a----","Length":7}]"#;
    assert_eq!(entries(windows), ["d/", "f 7"]);
}

#[test]
fn a_column_that_counts_the_rows_is_no_column_of_sizes() {
    let rows = |rows: [[&str; 4]; 2]| {
        let row = |cells: [&str; 4]| cells.map(|cell| format!("<td>{cell}</td>")).concat();
        table(
            &rows
                .map(|cells| format!("<tr>{}</tr>", row(cells)))
                .concat(),
        )
    };
    let (a, b) = ("<a href=\"a\">a</a>", "<a href=\"b\">b</a>");
    let date = "2020-12-25";
    for (cells, expected) in [
        (
            [["1", a, "7", date], ["2", b, "9", date]],
            ["a 7 2020-12-25", "b 9 2020-12-25"],
        ),
        (
            [["1", a, date, "7"], ["2", b, date, "9"]],
            ["a 7 2020-12-25", "b 9 2020-12-25"],
        ),
        (
            [["1", a, date, ""], ["2", b, date, ""]],
            ["a 2020-12-25", "b 2020-12-25"],
        ),
        (
            [["0", a, "", date], ["1", b, "", date]],
            ["a 2020-12-25", "b 2020-12-25"],
        ),
        (
            [["1", "7", a, date], ["2", "9", b, date]],
            ["a 7 2020-12-25", "b 9 2020-12-25"],
        ),
        (
            [["1", date, "7", a], ["2", date, "9", b]],
            ["a 7 2020-12-25", "b 9 2020-12-25"],
        ),
        (
            [["8", a, date, ""], ["16", b, date, ""]],
            ["a 8 2020-12-25", "b 16 2020-12-25"],
        ),
        (
            [["1", a, "7", date], ["2", b, "", date]],
            ["a 7 2020-12-25", "b 2020-12-25"],
        ),
        // A directory and the way up are counted too.
        (
            [["1", "<a href=\"a/\">a/</a>", date, ""], ["2", b, date, ""]],
            ["a/ 2020-12-25", "b 2020-12-25"],
        ),
        (
            [["2", a, date, ""], ["3", b, date, ""]],
            ["a 2020-12-25", "b 2020-12-25"],
        ),
        (
            [["1", a, "1.2 MiB", date], ["2", b, "-", date]],
            ["a ~1258291 2020-12-25", "b/ 2020-12-25"],
        ),
    ] {
        let page = rows(cells);
        assert_eq!(entries(&page), expected, "{page}");
    }
}

#[test]
fn a_unit_may_stand_apart_below_a_head_in_apaches_words() {
    let head = "<pre>Name           Last modified      Size</pre><hr/>";
    for (size, expected) in [
        ("1.50 KB", "f ~1536 2020-12-25"),
        ("1.50KB", "f ~1536 2020-12-25"),
        ("12.25 MB", "f ~12845056 2020-12-25"),
        ("7 bytes", "f 7 2020-12-25"),
        ("650  KB of text", "f 650 2020-12-25"),
    ] {
        let rows = format!(
            "{head}<pre><a href=\"../\">../</a>\n<a href=\"f\">f</a>  25-Dec-2020  {size}\n</pre>"
        );
        assert_eq!(entries(&page(&rows)), [expected], "{size}");
    }
}

#[test]
fn numbers_that_count_something_are_no_sizes() {
    for what in ["lines", "files", "items", "downloads", "hits", "views"] {
        let line = format!("<a href=\"f\">f</a>  12 {what}  2020-12-25");
        assert_eq!(
            entries(&page(&format!("<pre>{line}\n</pre>"))),
            ["f"],
            "{what}"
        );
        let row = format!("<tr><td><a href=\"f\">f</a> 12 {what}</td></tr>");
        assert_eq!(entries(&table(&row)), ["f"], "{what}");
    }
    for first in [0, 1, 2] {
        let (a, b) = (first, first + 1);
        let lines =
            format!("{a} <a href=\"a\">a</a> 2020-12-25\n{b} <a href=\"b\">b</a> 2020-12-25\n");
        let read = entries(&page(&format!("<pre>{lines}</pre>")));
        assert_eq!(read, ["a 2020-12-25", "b 2020-12-25"], "{lines}");
    }
}

#[test]
fn a_size_in_the_names_cell_ends_with_its_cell() {
    for (cells, expected) in [
        ("<td><a href=\"f\">f</a> 7 KB</td><td>BAM</td>", "f ~7168"),
        ("<td><a href=\"f\">f</a> 7</td><td>KB</td>", "f ~7168"),
        ("<td><a href=\"f\">f</a> (7 bytes)</td><td>x</td>", "f 7"),
        (
            "<td><a href=\"f\">f</a>, 7 MiB</td><td>i</td>",
            "f ~7340032",
        ),
        (
            "<td><a href=\"f\">f</a> 2020-12-25 7</td><td>x</td>",
            "f 7 2020-12-25",
        ),
    ] {
        assert_eq!(
            entries(&table(&format!("<tr>{cells}</tr>"))),
            [expected],
            "{cells}"
        );
    }
}
