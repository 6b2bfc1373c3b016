//! The site's sample tables: panel, pedigrees, list of relatives, and the portal's export.

use std::collections::HashSet;

use super::Sex;
use super::cells::{Cells, Form, flag, lines, read_headless, read_table};
use super::header::Header;
use super::sample_row::{SampleRow, collections, listed};
use super::summary::{RowError, RowNote, TableError, TableSummary};

/// The samples of one of the site's tables.
///
/// # Examples
///
/// ```
/// use igsr_fetch::table::{SampleFormat, SampleTable};
///
/// let panel = b"sample\tpop\tsuper_pop\tgender\nNA12878\tCEU\tEUR\tfemale\n";
/// let table = SampleTable::read(panel, &[])?;
///
/// assert_eq!(table.form, SampleFormat::Panel);
/// assert_eq!(table.rows[0].name, "NA12878");
/// assert_eq!(table.rows[0].population, ["CEU"]);
/// # Ok::<(), igsr_fetch::table::TableError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleTable {
    /// The kind of table.
    pub form: SampleFormat,
    /// The samples; each name occurs once.
    pub rows: Vec<SampleRow>,
    /// Counts of what was read and skipped.
    pub summary: TableSummary,
}

/// The known sample tables, recognised by their headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SampleFormat {
    /// `*.panel`: sample, population, superpopulation, sex.
    Panel,
    /// `integrated_call_samples_v3.*.ALL.ped`: 17 columns, `Individual ID` among them.
    Pedigree,
    /// `20130606_g1k_3202_samples_ped_population.txt`: separated by spaces, with both parents.
    Families,
    /// `20140625_related_individuals.txt`: relatives that were excluded, with the reason.
    Relatives,
    /// The portal's export `igsr_samples.tsv`, with data collections.
    Portal,
    /// PLINK's `.psam` (PLINK 2 file formats, 2025), or a `.ped` or `.fam` without a header, which has no populations.
    Plink,
}

/// The columns of a `.ped` or `.fam` file (PLINK 1.9 file formats: family, sample, father, mother, sex, phenotype).
const PED_HEADER: &str = "FID IID PAT MAT SEX PHENO";
const PED_COLUMNS: usize = 6;

/// The positions of the columns of a sample table.
struct Columns {
    form: SampleFormat,
    name: usize,
    population: Option<usize>,
    /// The portal's identifiers of populations, some of which have no code.
    population_id: Option<usize>,
    superpopulation: Option<usize>,
    superpopulation_name: Option<usize>,
    sex: Option<usize>,
    family: Option<usize>,
    father: Option<usize>,
    mother: Option<usize>,
    relationship: Option<usize>,
    phase3: Option<usize>,
    related: Option<usize>,
    /// Columns that name relatives other than the parents.
    relatives: [Option<usize>; 4],
    biosample: Option<usize>,
    collections: Option<usize>,
}

/// The reader's settings for one sample table.
struct SampleReader<'a> {
    known_collections: &'a [&'a str],
    seen: HashSet<String>,
}

impl SampleFormat {
    /// Returns the form in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Pedigree => "pedigree",
            Self::Families => "families with parents",
            Self::Relatives => "list of relatives",
            Self::Portal => "export of the portal",
            Self::Plink => "PLINK's samples",
        }
    }

    fn of(header: &Header<'_>) -> Self {
        let has = |name| header.find(&[name]).is_some();
        if has("biosampleid") || has("datacollections") {
            Self::Portal
        } else if has("iid") {
            Self::Plink
        } else if has("individualid") {
            Self::Pedigree
        } else if has("fatherid") || has("motherid") {
            Self::Families
        } else if has("reasonforexclusion") {
            Self::Relatives
        } else {
            Self::Panel
        }
    }
}

impl SampleTable {
    /// Reads a sample table of any known kind.
    ///
    /// `known_collections` has the portal's names of data collections, by which its lists are
    /// split, as names contain commas; for other tables it may be empty. Each kind requires the
    /// sample's name; the panel, the pedigree and the families also require the population, and the
    /// families both parents.
    ///
    /// # Errors
    ///
    /// [`TableError`] if there is no header, or it lacks a required column.
    pub fn read(bytes: &[u8], known_collections: &[&str]) -> Result<Self, TableError> {
        let mut reader = SampleReader {
            known_collections,
            seen: HashSet::new(),
        };
        let mut rows = Vec::new();
        let each = |row| rows.push(row);
        let (columns, summary) = if is_headless_ped(bytes) {
            read_headless(
                lines(bytes).map(before_genotypes),
                PED_HEADER,
                &mut reader,
                each,
            )?
        } else {
            read_table(bytes, &mut reader, each)?
        };
        if matches!(columns.form, SampleFormat::Families | SampleFormat::Plink) {
            relate_children(&mut rows, &reader.seen);
        }
        Ok(Self {
            form: columns.form,
            rows,
            summary,
        })
    }
}

/// Returns the first six cells of a line of a `.ped` file; genotypes may follow them, two letters for each variant.
fn before_genotypes(line: &[u8]) -> &[u8] {
    let mut starts = (0..line.len()).filter(|at| {
        let is_blank = |at: usize| line[at].is_ascii_whitespace();
        !is_blank(*at) && (*at == 0 || is_blank(*at - 1))
    });
    let end = starts.nth(PED_COLUMNS);
    &line[..end.unwrap_or(line.len())]
}

/// Returns whether the first line is a row of a `.ped` or `.fam` file: at least six cells, with a sex and a phenotype as numbers.
fn is_headless_ped(bytes: &[u8]) -> bool {
    let first = lines(bytes).find(|line| !line.trim_ascii().is_empty());
    let Some(Ok(first)) = first.map(std::str::from_utf8) else {
        return false;
    };
    let cells: Vec<&str> = first.split_ascii_whitespace().collect();
    let [_, _, _, _, sex, phenotype, genotypes @ ..] = &cells[..] else {
        return false;
    };
    let is_allele = |cell: &&str| cell.bytes().all(|byte| b"ACGTacgt01234".contains(&byte));
    genotypes.len() % 2 == 0
        && genotypes.iter().all(is_allele)
        && !first.starts_with('#')
        && matches!(*sex, "0" | "1" | "2" | "other")
        && phenotype.parse::<f64>().is_ok()
}

/// Marks the samples with a parent in the table as related.
fn relate_children(rows: &mut [SampleRow], names: &HashSet<String>) {
    for row in rows {
        let parents = [&row.father, &row.mother];
        if parents
            .into_iter()
            .flatten()
            .any(|name| names.contains(name))
        {
            row.related = Some(true);
        }
    }
}

impl Form for SampleReader<'_> {
    type Row = SampleRow;
    type Columns = Columns;

    fn open(&self, header: &Header<'_>) -> Result<Columns, TableError> {
        let find = |names: &[&str]| header.find(names);
        let form = SampleFormat::of(header);
        let columns = Columns {
            form,
            name: header.need(
                "sample",
                &["sample", "samplename", "individualid", "sampleid", "iid"],
            )?,
            population: find(&["population", "pop", "populationcode"]),
            population_id: find(&["populationelasticid"]),
            superpopulation: find(&["superpop", "superpopulation", "superpopulationcode"]),
            superpopulation_name: find(&["superpopulationname"]),
            sex: find(&["sex", "gender"]),
            family: find(&["familyid", "fid"]),
            father: find(&["fatherid", "paternalid", "pat"]),
            mother: find(&["motherid", "maternalid", "mat"]),
            relationship: find(&["relationship"]),
            phase3: find(&["phase3genotypes"]),
            related: find(&["relatedgenotypes"]),
            relatives: ["siblings", "secondorder", "thirdorder", "children"]
                .map(|name| find(&[name])),
            biosample: find(&["biosampleid"]),
            collections: find(&["datacollections"]),
        };
        if columns.population.is_none()
            && !matches!(
                form,
                SampleFormat::Portal | SampleFormat::Relatives | SampleFormat::Plink
            )
        {
            return Err(header.lacks("population"));
        }
        if form == SampleFormat::Families {
            header.need("FatherID", &["fatherid"])?;
            header.need("MotherID", &["motherid"])?;
        }
        Ok(columns)
    }

    fn row(
        &mut self,
        columns: &Columns,
        cells: &Cells<'_>,
        summary: &mut TableSummary,
    ) -> Result<Option<SampleRow>, RowError> {
        let name = cells.some(Some(columns.name));
        let name = name.ok_or(RowError::Missing { column: "sample" })?;
        if self.seen.contains(name) {
            return Err(RowError::Duplicate);
        }
        let phase3 = flag(cells.text(columns.phase3), "phase 3 genotypes")?;
        let related = flag(cells.text(columns.related), "related genotypes")?;
        let mut row = SampleRow {
            name: name.to_owned(),
            population: populations(columns, cells),
            superpopulation: superpopulations(columns, cells),
            sex: sex(cells.text(columns.sex), summary),
            family: known(cells.text(columns.family)),
            father: known(cells.text(columns.father)),
            mother: known(cells.text(columns.mother)),
            relationship: known(cells.text(columns.relationship)),
            phase3,
            related: None,
            biosample: cells.owned(columns.biosample),
            collections: collections(cells.text(columns.collections), self.known_collections),
        };
        match columns.form {
            SampleFormat::Pedigree => row.related = is_related(&row, related, columns, cells),
            SampleFormat::Relatives => (row.phase3, row.related) = (Some(false), Some(true)),
            _ => {}
        }
        self.seen.insert(name.to_owned());
        Ok(Some(row))
    }
}

/// Returns whether a sample of the pedigree has a relative in the set; see [`SampleRow::related`].
fn is_related(
    row: &SampleRow,
    genotypes: Option<bool>,
    columns: &Columns,
    cells: &Cells<'_>,
) -> Option<bool> {
    if genotypes == Some(true) {
        return Some(true);
    }
    if row.phase3 == Some(true) {
        return Some(false);
    }
    let mut relatives = columns.relatives.iter();
    let named = row.father.is_some()
        || row.mother.is_some()
        || relatives.any(|column| known(cells.text(*column)).is_some());
    let relationship = row.relationship.as_deref();
    let unrelated = relationship.is_some_and(|words| words.starts_with("unrel"));
    if named || (relationship.is_some() && !unrelated) {
        return Some(true);
    }
    unrelated.then_some(false)
}

/// Returns codes, and the portal's identifiers of populations without one.
fn populations(columns: &Columns, cells: &Cells<'_>) -> Vec<String> {
    let mut codes = listed(cells.text(columns.population));
    let ids = listed(cells.text(columns.population_id));
    if codes.len() < ids.len() {
        let others = ids.into_iter().filter(|id| !codes.contains(id));
        let others: Vec<String> = others.collect();
        codes.extend(others);
    }
    codes
}

fn superpopulations(columns: &Columns, cells: &Cells<'_>) -> Vec<String> {
    let codes = listed(cells.text(columns.superpopulation));
    if codes.is_empty() {
        return listed(cells.text(columns.superpopulation_name));
    }
    codes
}

fn sex(text: &str, summary: &mut TableSummary) -> Option<Sex> {
    let sex = Sex::read(text);
    if sex.is_none() && known(text).is_some() {
        summary.note(RowNote::Sex);
    }
    sex
}

/// Copies a cell that states something: pedigrees write 0 for unknown.
fn known(text: &str) -> Option<String> {
    (!matches!(text, "" | "0" | "-" | ".")).then(|| text.to_owned())
}
