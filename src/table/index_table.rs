//! Index files: `*.sequence.index` and `*.alignment.index`, which name files with their checksums, run and sample.

use super::Md5;
use super::cells::{Cells, Form, flag, read_table};
use super::header::Header;
use super::index_columns::{Columns, FileRole, NAMES};
use super::summary::{RowError, RowNote, Table, TableError, TableSummary};
use crate::mirror::{HostPath, RemotePath, Roots};

/// The rows of an index file.
pub type IndexTable = Table<IndexRow>;

/// A row of an index file: a data file with its companion files and their description.
///
/// A field is `None` if the index lacks its column or leaves it empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexRow {
    /// The data file, then its companion files: index, then statistics.
    pub files: Vec<IndexedFile>,
    /// Name of the sample: `NA12878`, without the prefix of a collection as in `GEUV:NA12878`.
    pub sample: Option<String>,
    /// Accession of the sample: `SRS000090`, `SAMEA3302750`.
    pub sample_id: Option<String>,
    /// Population as written: a code (`CEU`), or in other collections a name (`Turkish`).
    pub population: Option<String>,
    /// Accession of the run: `ERR188277`.
    pub run: Option<String>,
    /// Accession of the study: `ERP001942`.
    pub study: Option<String>,
    /// Name of the study.
    pub study_name: Option<String>,
    /// The sequencing centre.
    pub center: Option<String>,
    /// Analysis group: `low coverage`, `exome`, `mRNA`.
    pub analysis_group: Option<String>,
    /// The sequencing platform: `ILLUMINA`.
    pub platform: Option<String>,
    /// Model of the machine.
    pub instrument: Option<String>,
    /// Name of the library.
    pub library: Option<String>,
    /// `PAIRED` or `SINGLE`.
    pub library_layout: Option<String>,
    /// The file with the other reads of the pairs.
    pub paired: Option<HostPath>,
    /// Whether the file was withdrawn and should not be used.
    pub withdrawn: bool,
    /// Number of reads.
    pub reads: Option<u64>,
    /// Number of bases.
    pub bases: Option<u64>,
}

/// A file that an index file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedFile {
    /// Host and path.
    pub at: HostPath,
    /// Its role in the row.
    pub role: FileRole,
    /// The checksum; `None` if missing or unreadable.
    pub md5: Option<Md5>,
    /// The size in bytes; `None` if missing or unreadable.
    pub size: Option<u64>,
}

/// The reader's settings for one index file.
struct IndexForm<'a> {
    roots: &'a Roots,
    directory: &'a RemotePath,
}

impl IndexTable {
    /// Reads an index file of any generation.
    ///
    /// It may have comments (`##`); its header may begin with `#`. At least one column must name
    /// data files (`CRAM`, `CRAM_FILE`, `BAM FILE`, `FASTQ_FILE`, `FASTQ_ENA_PATH`,
    /// `ENA_FILE_PATH`, `DATA_FILE_PATH`); all others may be missing. [`Roots::locate`] reads the
    /// addresses. Relative paths, as in the old `alignment.index`, are below the main site's root
    /// of that time; the files may have moved since, or be gone.
    ///
    /// # Errors
    ///
    /// [`TableError`] if there is no header, or none of these columns.
    pub fn read(bytes: &[u8], roots: &Roots) -> Result<Self, TableError> {
        Self::read_below(bytes, roots, &RemotePath::root())
    }

    /// Reads an index file whose relative paths are below a directory of the main site.
    pub fn read_below(
        bytes: &[u8],
        roots: &Roots,
        directory: &RemotePath,
    ) -> Result<Self, TableError> {
        let mut rows = Vec::new();
        let summary = Self::each(bytes, roots, directory, |row| rows.push(row))?;
        Ok(Self { rows, summary })
    }

    /// Reads like [`Self::read_below`], but calls a function for each row and keeps none.
    pub fn each(
        bytes: &[u8],
        roots: &Roots,
        directory: &RemotePath,
        each: impl FnMut(IndexRow),
    ) -> Result<TableSummary, TableError> {
        let mut form = IndexForm { roots, directory };
        read_table(bytes, &mut form, each).map(|(_, summary)| summary)
    }
}

impl Form for IndexForm<'_> {
    type Row = IndexRow;
    type Columns = Columns;

    fn names(&self) -> &[&str] {
        &NAMES
    }

    fn open(&self, header: &Header<'_>) -> Result<Columns, TableError> {
        Columns::find(header)
    }

    /// The index of the 698 relatives has an empty column before `EXPERIMENT_ID` that its header lacks (reported by a
    /// public reader of it; 2026-11-24).
    fn spare(&self, columns: &Columns) -> Option<usize> {
        columns.experiment
    }

    fn row(
        &mut self,
        columns: &Columns,
        cells: &Cells<'_>,
        summary: &mut TableSummary,
    ) -> Result<Option<IndexRow>, RowError> {
        let withdrawn = flag(cells.text(columns.withdrawn), "WITHDRAWN")?.unwrap_or(false);
        let reads = number(cells, columns.reads, "READ_COUNT")?;
        let bases = number(cells, columns.bases, "BASE_COUNT")?;
        let files = self.files(columns, cells, summary)?;
        let paired = cells.some(columns.paired).and_then(|text| {
            let found = self.locate(text);
            if found.is_err() {
                summary.note(RowNote::Companion);
            }
            found.ok()
        });
        let sample = cells.some(columns.sample);
        Ok(Some(IndexRow {
            files,
            sample: sample.map(|name| name.rsplit(':').next().unwrap_or(name).to_owned()),
            sample_id: cells.owned(columns.sample_id),
            population: cells.owned(columns.population),
            run: cells.owned(columns.run),
            study: cells.owned(columns.study),
            study_name: cells.owned(columns.study_name),
            center: cells.owned(columns.center),
            analysis_group: cells.owned(columns.analysis_group),
            platform: cells.owned(columns.platform),
            instrument: cells.owned(columns.instrument),
            library: cells.owned(columns.library),
            library_layout: cells.owned(columns.library_layout),
            paired,
            withdrawn,
            reads,
            bases,
        }))
    }
}

impl IndexForm<'_> {
    fn files(
        &self,
        columns: &Columns,
        cells: &Cells<'_>,
        summary: &mut TableSummary,
    ) -> Result<Vec<IndexedFile>, RowError> {
        let mut files = Vec::with_capacity(columns.files.len());
        for place in &columns.files {
            let listed = match cells.text(Some(place.file)) {
                "" | "-" => continue,
                text => parts(text),
            };
            let md5s = parts(cells.text(place.md5));
            let sizes = parts(cells.text(place.size));
            // A list of another length does not say which file each belongs to.
            let of = |values: &[&'_ str], at: usize| {
                let fits = values.len() == listed.len();
                let value = values.get(at).filter(|_| fits).copied();
                value
                    .filter(|value| !matches!(*value, "" | "-"))
                    .map(str::to_owned)
            };
            for (at, text) in listed.iter().enumerate() {
                let role = if is_index(text) {
                    FileRole::Index
                } else {
                    place.role
                };
                let found = match self.locate(text) {
                    Ok(found) => found,
                    Err(reason) if place.role == FileRole::Data => return Err(reason),
                    Err(_) => {
                        summary.note(RowNote::Companion);
                        continue;
                    }
                };
                let md5 = of(&md5s, at).and_then(|text| text.parse().ok());
                let has_md5 = !matches!(cells.text(place.md5), "" | "-");
                if md5.is_none() && has_md5 {
                    summary.note(RowNote::Md5);
                }
                files.push(IndexedFile {
                    at: found,
                    role,
                    md5,
                    size: of(&sizes, at).and_then(|text| text.parse().ok()),
                });
            }
        }
        files.sort_by_key(|file| file.role);
        match files.first() {
            Some(first) if first.role == FileRole::Data => Ok(files),
            _ => Err(RowError::Missing {
                column: "of the data file",
            }),
        }
    }

    fn locate(&self, text: &str) -> Result<HostPath, RowError> {
        let at = self.roots.locate_below(text, self.directory)?;
        if at.path.is_root() || text.ends_with('/') {
            return Err(RowError::Directory);
        }
        Ok(at)
    }
}

/// Splits a cell of ENA's file reports, which list files, checksums and sizes with `;` between them.
fn parts(text: &str) -> Vec<&str> {
    let text = text.trim_end_matches(';');
    text.split(';').map(str::trim).collect()
}

/// Returns whether a file in a list of several is the index of another.
fn is_index(name: &str) -> bool {
    [".crai", ".bai", ".csi", ".tbi"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn number(
    cells: &Cells<'_>,
    column: Option<usize>,
    name: &'static str,
) -> Result<Option<u64>, RowError> {
    let text = cells.some(column).filter(|text| *text != "not available");
    text.map(str::parse)
        .transpose()
        .map_err(|_| RowError::Number { column: name })
}
