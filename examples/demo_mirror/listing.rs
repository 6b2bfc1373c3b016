//! Directory index pages, byte for byte as Apache 2.4's `mod_autoindex` writes them.
//!
//! The forms were compared with a real Apache (see `tests/listing/demo_mirror.rs`). Only the first line differs
//! by version: the main site and NCBI send "HTML 3.2 Final", Apache from 2.4.58 or so "HTML 4.01".

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::escape;
use super::tree::{Directory, Node};

/// The first line that the main site and NCBI send.
pub(crate) const DOCTYPE: &str = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">";

/// NCBI's link below the list: a trap for whoever takes every link for a file.
const NCBI_FOOTER: &str = "<a href=\"https://www.hhs.gov/vulnerability-disclosure-policy/index.html\">HHS Vulnerability Disclosure</a>\n";

/// How wide Apache's name column is in a `<pre>` page that sets no width.
const NAME_WIDTH: usize = 23;

/// The form of a directory index page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// `FancyIndexing HTMLTable NameWidth=*`: the main site.
    #[default]
    Table,
    /// `FancyIndexing`: text columns, long names cut.
    Pre,
    /// NCBI's: text columns, no icons, no sort links, a foreign link below.
    Ncbi,
}

/// The order of the entries, as the column links ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    column: char,
    descending: bool,
}

impl Order {
    /// Reads `C=S;O=D` as Apache does: what it does not know ends the reading.
    pub(crate) fn from_query(query: &str) -> Self {
        let mut order = Self {
            column: 'N',
            descending: false,
        };
        for part in query.split([';', '&']) {
            match part {
                "C=N" | "C=M" | "C=S" | "C=D" => order.column = part.chars().last().unwrap_or('N'),
                "O=A" => order.descending = false,
                "O=D" => order.descending = true,
                _ => break,
            }
        }
        order
    }

    /// Returns the link of a column: a second click reverses the order.
    fn link(self, column: char, text: &str) -> String {
        let direction = if self.column == column && !self.descending {
            'D'
        } else {
            'A'
        };
        format!("<a href=\"?C={column};O={direction}\">{text}</a>")
    }

    fn compare(self, a: &Row, b: &Row) -> Ordering {
        let (a, b) = if self.descending { (b, a) } else { (a, b) };
        match self.column {
            'M' => a.seconds.cmp(&b.seconds),
            'S' => a.bytes.cmp(&b.bytes),
            _ => Ordering::Equal,
        }
        .then_with(|| a.name.cmp(&b.name))
    }
}

/// One line of the page.
struct Row {
    name: String,
    text: String,
    date: String,
    size: String,
    icon: (&'static str, &'static str),
    seconds: std::time::SystemTime,
    bytes: Option<u64>,
}

impl Row {
    fn of(name: &str, node: &Node) -> Self {
        let (seconds, bytes) = match node {
            Node::Directory(directory) => (directory.modified, None),
            Node::File(file) => (file.modified, Some(file.size)),
        };
        let name = if bytes.is_some() {
            name.to_owned()
        } else {
            format!("{name}/")
        };
        Self {
            icon: if bytes.is_some() {
                escape::icon(&name)
            } else {
                ("folder", "DIR")
            },
            text: name.clone(),
            name,
            date: escape::date(seconds),
            size: bytes.map_or_else(|| "  - ".to_owned(), escape::size),
            seconds,
            bytes,
        }
    }

    fn parent(uri: &str) -> Option<Self> {
        let above = uri.strip_suffix('/')?;
        let slash = above.rfind('/')?;
        Some(Self {
            name: uri[..=slash].to_owned(),
            text: "Parent Directory".to_owned(),
            date: String::new(),
            size: "  - ".to_owned(),
            icon: ("back", "PARENTDIR"),
            seconds: std::time::SystemTime::UNIX_EPOCH,
            bytes: None,
        })
    }
}

/// Writes the page of a directory.
///
/// `uri` is the decoded path that was asked for, with its closing slash; the link to the parent is made from it.
pub(crate) fn page(directory: &Directory, uri: &str, style: Style, order: Order) -> String {
    let mut rows: Vec<Row> = directory
        .entries
        .iter()
        .map(|(name, node)| Row::of(name, node))
        .collect();
    rows.sort_by(|a, b| order.compare(a, b));
    let rows: Vec<Row> = Row::parent(uri).into_iter().chain(rows).collect();
    let title = escape::html(uri.trim_end_matches('/'));
    let list = match style {
        Style::Table => table(&rows, order),
        Style::Pre => pre(&rows, order),
        Style::Ncbi => ncbi(&rows),
    };
    format!(
        "{DOCTYPE}\n<html>\n <head>\n  <title>Index of {title}</title>\n </head>\n <body>\n<h1>Index of {title}</h1>\n{list}</body></html>\n"
    )
}

fn table(rows: &[Row], order: Order) -> String {
    let mut out = format!(
        "  <table>\n   <tr><th valign=\"top\"><img src=\"/icons/blank.gif\" alt=\"[ICO]\"></th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n   <tr><th colspan=\"5\"><hr></th></tr>\n",
        order.link('N', "Name"),
        order.link('M', "Last modified"),
        order.link('S', "Size"),
        order.link('D', "Description"),
    );
    for row in rows {
        let (icon, alt) = row.icon;
        let date = if row.date.is_empty() {
            "<td>&nbsp;</td>".to_owned()
        } else {
            format!("<td align=\"right\">{}  </td>", row.date)
        };
        let _ = writeln!(
            out,
            "<tr><td valign=\"top\"><img src=\"/icons/{icon}.gif\" alt=\"[{alt}]\"></td><td><a href=\"{}\">{}</a></td>{date}<td align=\"right\">{}</td><td>&nbsp;</td></tr>",
            escape::href(&row.name),
            escape::html(&row.text),
            row.size,
        );
    }
    out + "   <tr><th colspan=\"5\"><hr></th></tr>\n</table>\n"
}

fn pre(rows: &[Row], order: Order) -> String {
    let mut out = format!(
        "<pre><img src=\"/icons/blank.gif\" alt=\"Icon \"> {}{} {}      {}  {}<hr>",
        order.link('N', "Name"),
        " ".repeat(NAME_WIDTH - 4),
        order.link('M', "Last modified"),
        order.link('S', "Size"),
        order.link('D', "Description"),
    );
    for row in rows {
        let (icon, alt) = row.icon;
        let _ = write!(out, "<img src=\"/icons/{icon}.gif\" alt=\"[{alt}]\"> ");
        out.push_str(&columns(row, NAME_WIDTH));
    }
    out + "<hr></pre>\n"
}

fn ncbi(rows: &[Row]) -> String {
    // The widest name counts by its own bytes: the parent's is its address, though "Parent Directory" is shown.
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or(0)
        .max(NAME_WIDTH);
    let mut out = format!(
        "<pre>Name{} Last modified      Size  <hr>",
        " ".repeat(width - 4)
    );
    for row in rows {
        out.push_str(&columns(row, width));
    }
    out + "<hr></pre>\n" + NCBI_FOOTER
}

/// Writes name, date and size in columns; a name longer than `width` bytes is cut and ends in `..>`.
fn columns(row: &Row, width: usize) -> String {
    let length = row.text.len();
    let (text, pad) = if length > width {
        let mut end = width - 3;
        while !row.text.is_char_boundary(end) {
            end -= 1;
        }
        (format!("{}..>", &row.text[..end]), 0)
    } else {
        (row.text.clone(), width - length)
    };
    let date = if row.date.is_empty() {
        " ".repeat(19)
    } else {
        format!("{}  ", row.date)
    };
    format!(
        "<a href=\"{}\">{}</a>{} {date}{}  \n",
        escape::href(&row.name),
        escape::html(&text),
        " ".repeat(pad),
        row.size,
    )
}
