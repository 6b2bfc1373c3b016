//! The site's tables of populations and superpopulations.

use super::cells::{Cells, Form, read_table};
use super::header::Header;
use super::sample_row::collections;
use super::summary::{RowError, RowNote, TableError, TableSummary};

/// A table of populations or superpopulations, read.
#[derive(Clone, Debug, PartialEq)]
pub struct PopulationList {
    /// Which table it is.
    pub form: PopulationFormat,
    /// Its rows.
    pub rows: Vec<PopulationRow>,
    /// What was read and what was left out.
    pub summary: TableSummary,
}

/// The tables of populations that are known, told by their headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PopulationFormat {
    /// `20131219.populations.tsv`: with numbers of samples, and a row that adds them up.
    Counts,
    /// `20131219.superpopulations.tsv`: code and description alone.
    Superpopulations,
    /// The portal's export `igsr_populations.tsv`: with coordinates and data collections.
    Portal,
}

/// A population, and what a table says of it; what the table does not say is nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PopulationRow {
    /// Code: `CEU`; of a population that has none, the portal's identifier: `FinnishSGDP`.
    pub code: String,
    /// The portal's identifier, mostly the code (`Masai` of MKK).
    pub id: Option<String>,
    /// Short name: `Finnish`.
    pub name: Option<String>,
    /// Who and where: `Finnish in Finland`. The table of 2013 has typing errors (`Bejing`), which are kept.
    pub description: Option<String>,
    /// Code of the superpopulation.
    pub superpopulation: Option<String>,
    /// Name of the superpopulation, which some have without a code: `West Eurasia (SGDP)`.
    pub superpopulation_name: Option<String>,
    /// Latitude in degrees, north positive.
    pub latitude: Option<f64>,
    /// Longitude in degrees, east positive.
    pub longitude: Option<f64>,
    /// Data collections that have data of it, by the portal's names.
    pub collections: Vec<String>,
    /// Numbers of samples, by the column's name as the table writes it: `Final Phase Samples`.
    pub counts: Vec<(String, u64)>,
}

/// Where the columns of a table of populations are.
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

/// How a table of populations is read.
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
    /// Reads a table of populations or superpopulations, whichever it is; `known_collections` as in
    /// [`SampleTable::read`](super::SampleTable::read).
    ///
    /// A column for the code is needed. A row `Total` is left out and noted.
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

    /// Returns the population of a code or identifier.
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

/// Says whether a column counts samples, by its name.
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

/// Reads a coordinate of at most so many degrees.
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
