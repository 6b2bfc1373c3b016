//! Dates of every locale.

use super::{entries, page, table};

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
        ("2014-09-25 13 h 05", " 2014-09-25T13:05"),
        ("2014年9月25日 13:05", " 2014-09-25T13:05"),
        ("25.9.2014. 13:05", " 2014-09-25T13:05"),
        ("25.9.2014. 13.05", " 2014-09-25T13:05"),
        // A half of the day that is not known leaves the day alone.
        ("25.09.2014 1:05 ч.", " 2014-09-25"),
        ("25/09/2014  1:05 xyz", " 2014-09-25"),
        ("25/09/2014  قبل 1:05", " 2014-09-25"),
        // Midnight is left out.
        ("9/25/2014", " 2014-09-25"),
        // These may be either, or miss the century.
        ("5/7/2020", ""),
        ("5/7/2020 13:05", ""),
        ("5/07/2020  1:05 PM", ""),
        ("05/07/2020  1:05 PM", ""),
        ("5/7/2020  1:05 p. m.", ""),
        ("5/7/2020  1:05 μμ", ""),
        ("05/07/2020  1:05 CH", ""),
        // Another calendar.
        ("25/9/2557 13:05", ""),
        ("25/09/14  1:05 PM", ""),
        ("14-09-25  13:05", ""),
        ("5/7/14  1:05 PM", ""),
        // No month is the 25th, no day the 98th.
        ("09-25-14  01:05PM", " 2014-09-25T13:05"),
        ("9/25/14  1:05 PM", " 2014-09-25T13:05"),
        ("9/25/14  1:05p", " 2014-09-25T13:05"),
        ("25/09/98 13:05", " 1998-09-25T13:05"),
        ("98-09-05 13:05", " 1998-09-05T13:05"),
        ("05.09.98 13:05", " 1998-09-05T13:05"),
        ("5/9/98 13:05", ""),
        ("25-Sep-98 13:05", " 1998-09-25T13:05"),
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
    let rows = iis(&["25/7/2020 1:05 PM", "7/25/2020 1:05 PM", "5/7/2020 1:05 PM"]);
    assert_eq!(rows[2], "f2 7");
}

/// Australia, New Zealand and Singapore write lower-case halves of the day, browsers a narrow space before them.
#[test]
fn halves_of_the_day_are_read_in_any_case_with_any_space() {
    for (first, second, expected) in [
        (
            "5/07/2020  1:05 pm",
            "25/07/2020 12:05 am",
            ["2020-07-05T13:05", "2020-07-25T00:05"],
        ),
        (
            "5/07/2020 12:05 p.m.",
            "25/07/2020 1:05 a.m.",
            ["2020-07-05T12:05", "2020-07-25T01:05"],
        ),
        (
            "05/07/2020  1:05\u{202f}p.m.",
            "25/07/2020",
            ["2020-07-05T13:05", "2020-07-25"],
        ),
        (
            "7/5/2020  1:05\u{202f}PM",
            "7/25/2020  1:05\u{202f}AM",
            ["2020-07-05T13:05", "2020-07-25T01:05"],
        ),
        (
            "5/07/2020  1:05pm",
            "25/07/2020 12:05am",
            ["2020-07-05T13:05", "2020-07-25T00:05"],
        ),
        (
            "5/07/2020  1:05p",
            "25/07/2020 12:05a",
            ["2020-07-05T13:05", "2020-07-25T00:05"],
        ),
        (
            "5/07/2020  1.05 Pm",
            "25/07/2020 1:05:09 Am",
            ["2020-07-05T13:05", "2020-07-25T01:05:09"],
        ),
        (
            "Sunday, 5 July 2020  1:05 pm",
            "25 Jul 2020 12:05 am",
            ["2020-07-05T13:05", "2020-07-25T00:05"],
        ),
        // The other rows tell the order of short years too, but not by what may be a year.
        (
            "7/5/20  1:05 PM",
            "7/25/20 12:05 AM",
            ["2020-07-05T13:05", "2020-07-25T00:05"],
        ),
        (
            "5/7/20  1:05 pm",
            "25/7/98 12:05 am",
            ["2020-07-05T13:05", "1998-07-25T00:05"],
        ),
        (
            "25/7/20  13:05",
            "25/7/2020 00:05",
            ["2020-07-25T13:05", "2020-07-25T00:05"],
        ),
        ("5/7/20  13:05", "25/7/20 00:05", ["", ""]),
        // An hour that cannot be, or a word that is not known.
        ("5/07/2020  0:05 pm", "25/07/2020 13:05 pm", ["", ""]),
        (
            "5/07/2020  1:05 noon",
            "25/07/2020 13:05 noon",
            ["2020-07-05", "2020-07-25T13:05"],
        ),
        (
            "5/07/2020  1:05 mañana",
            "25/07/2020 12:05 noche",
            ["2020-07-05", "2020-07-25"],
        ),
    ] {
        let row = |name: &str, date: &str| {
            format!("<tr><td><a href=\"{name}\">{name}</a></td><td>{date}</td><td>7</td></tr>")
        };
        let cells = table(&[row("a", first), row("b", second)].concat());
        let line =
            |name: &str, date: &str| format!("{date}    7 <a href=\"{name}\">{name}</a><br>");
        let lines = page(&format!(
            "<pre>{}{}</pre>",
            line("a", first),
            line("b", second)
        ));
        for shown in [cells, lines] {
            let read = entries(&shown);
            let expected = ["a 7", "b 7"].into_iter().zip(expected);
            let expected = expected.map(|(entry, date)| format!("{entry} {date}"));
            let expected: Vec<String> = expected.map(|entry| entry.trim_end().to_owned()).collect();
            assert_eq!(read, expected, "{shown}");
        }
    }
}

#[test]
fn an_hour_whose_half_stands_in_another_cell_is_left_out_and_the_last_change_counts() {
    for (cells, expected) in [
        (
            "<td>7</td><td>2020-12-25 1:05</td><td>PM</td>",
            "f 7 2020-12-25",
        ),
        (
            "<td>7</td><td>2020-12-25 1:05</td><td>a.m.</td>",
            "f 7 2020-12-25",
        ),
        (
            "<td>7</td><td>2020-12-25</td><td>1:05</td><td>PM</td>",
            "f 7 2020-12-25",
        ),
        (
            "<td>7</td><td>25/12/2020 1:05</td><td>μμ</td>",
            "f 7 2020-12-25",
        ),
        (
            "<td>7</td><td>2020-12-25 13:05</td><td>PM</td>",
            "f 7 2020-12-25T13:05",
        ),
    ] {
        let row = format!("<tr><td><a href=\"f\">f</a></td>{cells}</tr>");
        assert_eq!(entries(&table(&row)), [expected], "{cells}");
    }
    for other in [
        "Created",
        "Date created",
        "Creation date",
        "Last accessed",
        "Access time",
    ] {
        let page = table(&format!(
            "<tr><th>Name</th><th>{other}</th><th>Last modified</th><th>Size</th></tr>\
             <tr><td><a href=\"f\">f</a></td><td>2019-01-01</td><td>2020-12-25</td><td>7</td></tr>"
        ));
        assert_eq!(entries(&page), ["f 7 2020-12-25"], "{other}");
    }
}
