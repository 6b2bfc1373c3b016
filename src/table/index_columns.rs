//! The columns of index files, by name.

use super::cells::Header;
use super::summary::TableError;

/// The role of a file in a row of an index file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileRole {
    /// Data: FASTQ, BAM, CRAM.
    Data,
    /// The companion index: BAI, CRAI.
    Index,
    /// Statistics: BAS.
    Statistics,
}

/// A column that names files, and the columns that may have their checksums.
struct FileColumn {
    role: FileRole,
    files: &'static [&'static str],
    checksums: &'static [&'static str],
}

/// The columns that name files.
///
/// Source: the headers of the index files of the site (`igsr/1000Genomes_data_indexes`, read 2026-11-24), and the FAQ “About
/// index files”. `BAI_MD5` for `CRAI` is the comment's name for it in the indexes of 2015.
const FILES: [FileColumn; 7] = [
    FileColumn {
        role: FileRole::Data,
        files: &["cram", "cramfile", "cramfilepath"],
        checksums: &["crammd5", "crammd5sum", "md5", "md5sum"],
    },
    FileColumn {
        role: FileRole::Data,
        files: &["bam", "bamfile", "bamfilepath"],
        checksums: &["bammd5", "bammd5sum", "md5", "md5sum"],
    },
    FileColumn {
        role: FileRole::Data,
        files: &[
            "fastqfile",
            "fastqenapath",
            "enafastqpath",
            "fastqfilepath",
            "fastq",
        ],
        checksums: &["fastqmd5", "md5", "md5sum"],
    },
    FileColumn {
        role: FileRole::Data,
        files: &[
            "enafilepath",
            "datafilepath",
            "filepath",
            "datafile",
            "filename",
            "file",
        ],
        checksums: &["md5", "md5sum", "filemd5"],
    },
    FileColumn {
        role: FileRole::Index,
        files: &["crai", "craifile", "craifilepath"],
        checksums: &["craimd5", "craimd5sum"],
    },
    FileColumn {
        role: FileRole::Index,
        files: &["bai", "baifile", "baifilepath"],
        checksums: &["baimd5", "baimd5sum"],
    },
    FileColumn {
        role: FileRole::Statistics,
        files: &["bas", "basfile", "basfilepath"],
        checksums: &["basmd5", "basmd%", "basmd5sum"],
    },
];

/// Names by which a header with spaces instead of tabs is split.
pub(super) const NAMES: [&str; 20] = [
    "cram",
    "cramfile",
    "crammd5",
    "bam",
    "bamfile",
    "bammd5",
    "crai",
    "craifile",
    "craimd5",
    "bai",
    "baifile",
    "baimd5",
    "bas",
    "basfile",
    "basmd5",
    "fastqfile",
    "enafilepath",
    "datafilepath",
    "md5",
    "md5sum",
];

/// The positions of an index file's columns.
pub(super) struct Columns {
    /// Columns that name files, each with that of its checksums, in the order of [`FILES`].
    pub(super) files: Vec<(FileRole, usize, Option<usize>)>,
    pub(super) sample: Option<usize>,
    pub(super) sample_id: Option<usize>,
    pub(super) population: Option<usize>,
    pub(super) run: Option<usize>,
    pub(super) study: Option<usize>,
    pub(super) study_name: Option<usize>,
    pub(super) center: Option<usize>,
    pub(super) experiment: Option<usize>,
    pub(super) analysis_group: Option<usize>,
    pub(super) platform: Option<usize>,
    pub(super) instrument: Option<usize>,
    pub(super) library: Option<usize>,
    pub(super) library_layout: Option<usize>,
    pub(super) paired: Option<usize>,
    pub(super) withdrawn: Option<usize>,
    pub(super) reads: Option<usize>,
    pub(super) bases: Option<usize>,
}

impl Columns {
    /// Finds the columns, of which at least one must name data files.
    pub(super) fn find(header: &Header<'_>) -> Result<Self, TableError> {
        let files = file_columns(header);
        if files
            .first()
            .is_none_or(|(role, ..)| *role != FileRole::Data)
        {
            return Err(header.lacks("CRAM, BAM, FASTQ_FILE, ENA_FILE_PATH or DATA_FILE_PATH"));
        }
        let find = |names: &[&str]| header.find(names);
        Ok(Self {
            files,
            sample: find(&["samplename", "sample"]),
            sample_id: find(&["sampleid"]),
            population: find(&["population", "populationcode"]),
            run: find(&["runid"]),
            study: find(&["studyid"]),
            study_name: find(&["studyname"]),
            center: find(&["centername"]),
            experiment: find(&["experimentid"]),
            analysis_group: find(&["analysisgroup"]),
            platform: find(&["instrumentplatform"]),
            instrument: find(&["instrumentmodel"]),
            library: find(&["libraryname"]),
            library_layout: find(&["librarylayout"]),
            paired: find(&["pairedfastq"]),
            withdrawn: find(&["withdrawn"]),
            reads: find(&["readcount"]),
            bases: find(&["basecount"]),
        })
    }
}

/// Finds the columns that name files, data first, each with the column of its checksums.
fn file_columns(header: &Header<'_>) -> Vec<(FileRole, usize, Option<usize>)> {
    let mut found = Vec::new();
    for column in &FILES {
        let Some(file) = header.find(column.files) else {
            continue;
        };
        let mut checksum = header.find(column.checksums);
        if checksum.is_none() && column.role == FileRole::Index {
            checksum = header.find(&["baimd5"]);
        }
        found.push((column.role, file, checksum));
    }
    found
}
