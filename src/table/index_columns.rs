//! The columns of index files, by name.

use super::header::Header;
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

/// A column that names files, and the columns that may have their checksums and sizes.
struct FileColumn {
    role: FileRole,
    files: &'static [&'static str],
    checksums: &'static [&'static str],
    sizes: &'static [&'static str],
}

/// The positions of a column that names files, and of those with their checksums and sizes.
#[derive(Clone, Copy, Debug)]
pub(super) struct FilePlace {
    pub(super) role: FileRole,
    pub(super) file: usize,
    pub(super) md5: Option<usize>,
    pub(super) size: Option<usize>,
}

/// The columns that name files.
///
/// Source: the headers of the index files of the site (`igsr/1000Genomes_data_indexes`, read 2026-11-24), and the FAQ “About
/// index files”; for `*_ftp`, ENA's file reports (ENA Portal API, `filereport`, 2026). `BAI_MD5` for `CRAI` is the comment's name for it in the indexes of 2015.
const FILES: [FileColumn; 10] = [
    FileColumn {
        role: FileRole::Data,
        files: &["cram", "cramfile", "cramfilepath"],
        checksums: &["crammd5", "crammd5sum", "md5", "md5sum"],
        sizes: &[],
    },
    FileColumn {
        role: FileRole::Data,
        files: &["bam", "bamfile", "bamfilepath"],
        checksums: &["bammd5", "bammd5sum", "md5", "md5sum"],
        sizes: &[],
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
        sizes: &[],
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
        sizes: &[],
    },
    FileColumn {
        role: FileRole::Data,
        files: &["fastqftp"],
        checksums: &["fastqmd5"],
        sizes: &["fastqbytes"],
    },
    FileColumn {
        role: FileRole::Data,
        files: &["submittedftp"],
        checksums: &["submittedmd5"],
        sizes: &["submittedbytes"],
    },
    FileColumn {
        role: FileRole::Data,
        files: &["bamftp"],
        checksums: &["bammd5"],
        sizes: &["bambytes"],
    },
    FileColumn {
        role: FileRole::Index,
        files: &["crai", "craifile", "craifilepath"],
        checksums: &["craimd5", "craimd5sum"],
        sizes: &[],
    },
    FileColumn {
        role: FileRole::Index,
        files: &["bai", "baifile", "baifilepath"],
        checksums: &["baimd5", "baimd5sum"],
        sizes: &[],
    },
    FileColumn {
        role: FileRole::Statistics,
        files: &["bas", "basfile", "basfilepath"],
        checksums: &["basmd5", "basmd%", "basmd5sum"],
        sizes: &[],
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
    /// Columns that name files, in the order of [`FILES`].
    pub(super) files: Vec<FilePlace>,
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
            .is_none_or(|place| place.role != FileRole::Data)
        {
            return Err(header.lacks("CRAM, BAM, FASTQ_FILE, ENA_FILE_PATH or DATA_FILE_PATH"));
        }
        let find = |names: &[&str]| header.find(names);
        Ok(Self {
            files,
            sample: find(&["samplename", "sample", "nistsamplename", "samplealias"]),
            sample_id: find(&["sampleid", "sampleaccession"]),
            population: find(&["population", "populationcode"]),
            run: find(&["runid", "runaccession"]),
            study: find(&["studyid", "studyaccession"]),
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

/// Finds the columns that name files, data first.
fn file_columns(header: &Header<'_>) -> Vec<FilePlace> {
    let mut found = Vec::new();
    for column in &FILES {
        let Some(file) = header.find(column.files) else {
            continue;
        };
        let mut md5 = header.find(column.checksums);
        if md5.is_none() && column.role == FileRole::Index {
            md5 = header.find(&["baimd5"]);
        }
        found.push(FilePlace {
            role: column.role,
            file,
            md5,
            size: header.find(column.sizes),
        });
    }
    // With a checksum of its own, the other file of a pair has no row of its own (Genome in a Bottle).
    if let (Some(file), Some(md5)) = (
        header.find(&["pairedfastq"]),
        header.find(&["pairedfastqmd5"]),
    ) {
        found.push(FilePlace {
            role: FileRole::Data,
            file,
            md5: Some(md5),
            size: None,
        });
        found.sort_by_key(|place| place.role);
    }
    found
}
