//! Facts about files of several hosts, gathered from many sources: the table that `igsr-fetch snapshot --facts` takes.

use std::collections::BTreeMap;

use super::cells::{Cells, Form, read_table};
use super::header::Header;
use super::md5::Md5;
use super::summary::{RowError, RowNote, TableError, TableSummary};
use crate::common::json::from_json;
use crate::listing::Modified;
use crate::mirror::{HostPath, Roots};

/// A file with what the sources say of it. A fact is `None` if none states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Host and path, as the host has it.
    pub at: HostPath,
    /// Size in bytes.
    pub size: Option<u64>,
    /// Checksum: that which most sources give.
    pub md5: Option<Md5>,
    /// Date of the last change.
    pub modified: Option<Modified>,
    /// The sample that the file is of.
    pub sample: Option<String>,
    /// Code of the sample's population.
    pub population: Option<String>,
    /// Other checksums, which sources give that contradict those.
    pub other_md5s: Vec<Md5>,
    /// Which tables give which checksum, if a table tells.
    pub md5_tables: Vec<(Md5, Vec<String>)>,
}

/// The positions of the columns.
#[derive(Debug)]
struct Columns {
    host: usize,
    path: usize,
    size: Option<usize>,
    md5: Option<usize>,
    date: Option<usize>,
    sample: Option<usize>,
    population: Option<usize>,
    other_md5: Option<usize>,
    md5_tables: Option<usize>,
}

struct FactsReader<'a> {
    roots: &'a Roots,
}

impl FileFacts {
    /// Reads a table of facts, and calls back with each row.
    ///
    /// The columns `host` and `path` are needed; `size`, `md5`, `date` (`YYYY-MM-DD`, with a time or without), `sample`,
    /// `population`, `other_md5` (checksums that other sources give, with commas) and `md5_tables` (a JSON object: the tables of
    /// each checksum) are known, others are passed over. A host is
    /// written with the root of its tree, as `ftp.1000genomes.ebi.ac.uk/vol1/ftp` or `s3://1000genomes`; words in brackets behind
    /// it are a remark. Paths are written as they are, without percent signs for other characters.
    ///
    /// # Errors
    ///
    /// [`TableError`] if there is no header, or it lacks host or path.
    ///
    /// ```
    /// use igsr_fetch::mirror::{MirrorRegistry, Roots};
    /// use igsr_fetch::table::FileFacts;
    ///
    /// let roots = Roots::of_each(&MirrorRegistry::built_in());
    /// let table = b"host\tpath\tsize\ns3://1000genomes\tCHANGELOG\t7\n";
    /// let mut rows = Vec::new();
    /// FileFacts::each(table, &roots, |row| rows.push(row))?;
    /// assert_eq!(rows[0].at.host.as_str(), "1000genomes.s3.amazonaws.com");
    /// assert_eq!(rows[0].size, Some(7));
    /// # Ok::<(), igsr_fetch::table::TableError>(())
    /// ```
    pub fn each(
        bytes: &[u8],
        roots: &Roots,
        take: impl FnMut(Self),
    ) -> Result<TableSummary, TableError> {
        let (_, summary) = read_table(bytes, &mut FactsReader { roots }, take)?;
        Ok(summary)
    }
}

impl Form for FactsReader<'_> {
    type Row = FileFacts;
    type Columns = Columns;

    fn open(&self, header: &Header<'_>) -> Result<Columns, TableError> {
        Ok(Columns {
            host: header.need("host", &["host"])?,
            path: header.need("path", &["path"])?,
            size: header.find(&["size"]),
            md5: header.find(&["md5"]),
            date: header.find(&["date"]),
            sample: header.find(&["sample"]),
            population: header.find(&["population"]),
            other_md5: header.find(&["othermd5"]),
            md5_tables: header.find(&["md5tables"]),
        })
    }

    fn row(
        &mut self,
        columns: &Columns,
        cells: &Cells<'_>,
        summary: &mut TableSummary,
    ) -> Result<Option<FileFacts>, RowError> {
        let host = cells.some(Some(columns.host));
        let host = host.ok_or(RowError::Missing { column: "host" })?;
        let path = cells.some(Some(columns.path));
        let path = path.ok_or(RowError::Missing { column: "path" })?;
        let tree = host.split([' ', '(']).next().unwrap_or(host);
        let size = cells.some(columns.size).map(str::parse).transpose();
        let size = size.map_err(|_| RowError::Number { column: "size" })?;
        let modified = cells.some(columns.date).map(|text| {
            let time = Modified::parse(text).or_else(|| Modified::parse_day(text));
            time.ok_or(RowError::Date)
        });
        let md5 = cells.some(columns.md5).map(str::parse);
        if matches!(md5, Some(Err(_))) {
            summary.note(RowNote::Md5);
        }
        let others = cells.text(columns.other_md5);
        let others = others
            .split([',', ';', ' '])
            .filter(|text| !text.is_empty());
        let others: Vec<Option<Md5>> = others.map(|text| text.parse().ok()).collect();
        if others.contains(&None) {
            summary.note(RowNote::Md5);
        }
        let other_md5s = others.into_iter().flatten().collect();
        Ok(Some(FileFacts {
            at: self.roots.locate_in(tree, path)?,
            size,
            md5: md5.and_then(Result::ok),
            modified: modified.transpose()?,
            sample: cells.owned(columns.sample),
            population: cells.owned(columns.population),
            other_md5s,
            md5_tables: md5_tables(cells.text(columns.md5_tables), summary),
        }))
    }
}

/// Reads which tables give which checksum: `{"d41d…": ["one table", "another"]}`.
fn md5_tables(text: &str, summary: &mut TableSummary) -> Vec<(Md5, Vec<String>)> {
    if text.is_empty() {
        return Vec::new();
    }
    let read: Result<BTreeMap<String, Vec<String>>, _> = from_json("", text);
    let each = read.unwrap_or_default().into_iter();
    let found = each.map(|(md5, tables)| Some((md5.parse().ok()?, tables)));
    let found: Option<Vec<(Md5, Vec<String>)>> = found.collect();
    let found = found.unwrap_or_default();
    if found.is_empty() {
        summary.note(RowNote::Md5);
    }
    found
}
