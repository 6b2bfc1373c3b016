//! The site's tables of populations and superpopulations.

use super::cells::{Cells, Form, read_table};
use super::header::Header;
use super::sample_row::collections;
use super::summary::{RowError, RowNote, TableError, TableSummary};

/// The rows of a table of populations or superpopulations.
#[derive(Clone, Debug, PartialEq)]
pub struct PopulationList {
    /// The kind of table.
    pub form: PopulationFormat,
    /// The rows.
    pub rows: Vec<PopulationRow>,
    /// Counts of what was read and skipped.
    pub summary: TableSummary,
}

/// The known tables of populations, recognised by their headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PopulationFormat {
    /// `20131219.populations.tsv`: with numbers of samples, and a row of totals.
    Counts,
    /// `20131219.superpopulations.tsv`: code and description alone.
    Superpopulations,
    /// The portal's export `igsr_populations.tsv`: with coordinates and data collections.
    Portal,
}

/// A population as a table describes it. A field is `None` if the table does not state it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PopulationRow {
    /// Code: `CEU`; for a population without one, the portal's identifier: `FinnishSGDP`.
    pub code: String,
    /// The portal's identifier, usually the code (but `Masai` for MKK).
    pub id: Option<String>,
    /// Short name: `Finnish`.
    pub name: Option<String>,
    /// Description: `Finnish in Finland`. Misspellings of the table of 2013 (`Bejing`) are kept.
    pub description: Option<String>,
    /// Code of the superpopulation.
    pub superpopulation: Option<String>,
    /// Name of the superpopulation, which may have no code: `West Eurasia (SGDP)`.
    pub superpopulation_name: Option<String>,
    /// Latitude in degrees, north positive.
    pub latitude: Option<f64>,
    /// Longitude in degrees, east positive.
    pub longitude: Option<f64>,
    /// Data collections with data of it, by the portal's names.
    pub collections: Vec<String>,
    /// Numbers of samples by column name as written: `Final Phase Samples`.
    pub counts: Vec<(String, u64)>,
}

/// The positions of the columns of a table of populations.
struct Columns {
    form: PopulationFormat,
    code: usize,
    id: Option<usize>,
    name: Option<usize>,
    description: Option<usize>,
    superpopulation: Option<usize>,
    superpopulation_name: Option<usize>,
    latitude: Option<usize>,
    longitude: Option<usize>,
    collections: Option<usize>,
    counts: Vec<(String, usize)>,
}

/// The reader's settings for one table of populations.
struct PopulationReader<'a> {
    known_collections: &'a [&'a str],
    seen: Vec<String>,
}

impl PopulationFormat {
    /// Returns the form in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counts => "populations with numbers of samples",
            Self::Superpopulations => "superpopulations",
            Self::Portal => "populations, export of the portal",
        }
    }
}

impl PopulationList {
    /// Reads a table of populations or superpopulations of any known kind.
    ///
    /// `known_collections` is that of [`SampleTable::read`](super::SampleTable::read). A column for
    /// the code is required. A row `Total` is skipped and noted.
    ///
    /// # Errors
    ///
    /// [`TableError`] if there is no header, or it lacks the code.
    pub fn read(bytes: &[u8], known_collections: &[&str]) -> Result<Self, TableError> {
        let mut reader = PopulationReader {
            known_collections,
            seen: Vec::new(),
        };
        let mut rows = Vec::new();
        let (columns, summary) = read_table(bytes, &mut reader, |row| rows.push(row))?;
        Ok(Self {
            form: columns.form,
            rows,
            summary,
        })
    }

    /// Returns the population with a code or identifier.
    pub fn get(&self, code: &str) -> Option<&PopulationRow> {
        let has = |row: &&PopulationRow| row.code == code || row.id.as_deref() == Some(code);
        self.rows.iter().find(has)
    }
}

impl Form for PopulationReader<'_> {
    type Row = PopulationRow;
    type Columns = Columns;

    fn open(&self, header: &Header<'_>) -> Result<Columns, TableError> {
        let find = |names: &[&str]| header.find(names);
        let counts = header.columns().enumerate();
        let counts = counts.filter(|(_, (_, plain))| is_count(plain));
        let mut columns = Columns {
            form: PopulationFormat::Portal,
            code: header.need("population code", &["populationcode", "code"])?,
            id: find(&["populationelasticid"]),
            name: find(&["populationname"]),
            description: find(&["populationdescription", "description"]),
            superpopulation: find(&["superpopulationcode", "superpopulation"]),
            superpopulation_name: find(&["superpopulationname"]),
            latitude: find(&["populationlatitude", "latitude"]),
            longitude: find(&["populationlongitude", "longitude"]),
            collections: find(&["datacollections"]),
            counts: counts
                .map(|(place, (written, _))| (written.to_owned(), place))
                .collect(),
        };
        if columns.id.is_none() {
            columns.form = match columns.superpopulation {
                Some(_) => PopulationFormat::Counts,
                None => PopulationFormat::Superpopulations,
            };
        }
        Ok(columns)
    }

    fn row(
        &mut self,
        columns: &Columns,
        cells: &Cells<'_>,
        summary: &mut TableSummary,
    ) -> Result<Option<PopulationRow>, RowError> {
        let code = cells.some(Some(columns.code));
        let description = cells.owned(columns.description);
        let is_total = description
            .as_deref()
            .is_some_and(|text| text.eq_ignore_ascii_case("total"));
        if code.is_none() && is_total {
            summary.note(RowNote::Total);
            return Ok(None);
        }
        let id = cells.owned(columns.id);
        let code = code.map(str::to_owned).or_else(|| id.clone());
        let code = code.ok_or(RowError::Missing {
            column: "population code",
        })?;
        if self.seen.contains(&code) {
            return Err(RowError::Duplicate);
        }
        let row = PopulationRow {
            code,
            id,
            name: cells.owned(columns.name),
            description,
            superpopulation: cells.owned(columns.superpopulation),
            superpopulation_name: cells.owned(columns.superpopulation_name),
            latitude: degrees(cells, columns.latitude, 90.0, "latitude")?,
            longitude: degrees(cells, columns.longitude, 180.0, "longitude")?,
            collections: collections(cells.text(columns.collections), self.known_collections),
            counts: counts(cells, &columns.counts)?,
        };
        self.seen.push(row.code.clone());
        Ok(Some(row))
    }
}

/// Returns whether a column counts samples, judged by its name.
fn is_count(plain: &str) -> bool {
    plain.ends_with("samples") || plain == "total"
}

fn counts(cells: &Cells<'_>, columns: &[(String, usize)]) -> Result<Vec<(String, u64)>, RowError> {
    let some = columns.iter().filter_map(|(name, column)| {
        let text = cells.some(Some(*column))?;
        Some((name, text))
    });
    some.map(|(name, text)| {
        let count = text.parse().map_err(|_| RowError::Number {
            column: "of the samples",
        })?;
        Ok((name.clone(), count))
    })
    .collect()
}

/// Parses a coordinate of at most `most` degrees.
fn degrees(
    cells: &Cells<'_>,
    column: Option<usize>,
    most: f64,
    name: &'static str,
) -> Result<Option<f64>, RowError> {
    let Some(text) = cells.some(column) else {
        return Ok(None);
    };
    let degrees = text
        .parse()
        .ok()
        .filter(|degrees: &f64| degrees.abs() <= most);
    degrees.map(Some).ok_or(RowError::Number { column: name })
}
