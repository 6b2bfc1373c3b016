//! The site's index files, read.

use crate::counted::every_line_is_counted;
use crate::fixture::fixture;
use igsr_fetch::mirror::{HostName, RemotePath, Roots};
use igsr_fetch::table::{FileRole, IndexRow, IndexTable, RowNote, TableError, TableSummary};

fn roots() -> Roots {
    let path = |text: &str| RemotePath::parse(text).expect("a path");
    Roots::new(HostName::new("ftp.1000genomes.ebi.ac.uk"), path("vol1/ftp"))
        .with_host(HostName::new("ftp.sra.ebi.ac.uk"), path("vol1"))
}

fn read(name: &str) -> IndexTable {
    IndexTable::read(&fixture(&format!("table/{name}")), &roots()).expect("an index")
}

/// The files of a row: host, path, role and the beginning of the checksum.
fn files(row: &IndexRow) -> Vec<String> {
    let text = |file: &igsr_fetch::table::IndexedFile| {
        let role = match file.role {
            FileRole::Data => "data",
            FileRole::Index => "index",
            FileRole::Statistics => "statistics",
        };
        let md5 = file
            .md5
            .map_or("none".to_owned(), |md5| md5.to_string()[..4].to_owned());
        format!("{} {} {role} {md5}", file.at.host, file.at.path)
    };
    row.files.iter().map(text).collect()
}

#[test]
fn alignment_indexes_of_all_generations_name_data_then_companions() {
    let crams = "data_collections/1000_genomes_project/data/GBR/HG00096/alignment/HG00096.alt_bwamem_GRCh38DH.20150718.GBR.low_coverage";
    let disk = "data_collections/gambian_genome_variation_project/data/FULA/SC_GMFUL5306355/alignment/SC_GMFUL5306355.GRCh38DH";
    let former = "data/HG00096/alignment/HG00096.mapped.ILLUMINA.bwa.GBR.low_coverage.20120522";
    for (name, rows, begin, ends) in [
        (
            "crams.alignment.index",
            2,
            crams,
            [".cram", ".cram.crai", ".bam.bas"],
        ),
        (
            "disk.alignment.index",
            1,
            disk,
            [".cram", ".cram.crai", ".bam.bas"],
        ),
        (
            "former.alignment.index",
            2,
            former,
            [".bam", ".bam.bai", ".bam.bas"],
        ),
    ] {
        let table = read(name);
        every_line_is_counted(&table.summary, 1);
        assert_eq!(
            (table.rows.len(), table.summary.skipped),
            (rows, 0),
            "{name}"
        );
        let main = "ftp.1000genomes.ebi.ac.uk";
        assert_eq!(
            files(&table.rows[0]),
            [
                format!("{main} {begin}{} data 0cc1", ends[0]),
                format!("{main} {begin}{} index 92eb", ends[1]),
                format!("{main} {begin}{} statistics 4a8a", ends[2]),
            ],
            "{name}"
        );
    }
    assert_eq!(read("former.alignment.index").rows[1].files.len(), 1);
}

#[test]
fn files_on_another_host_are_named_by_it() {
    let table = read("two_columns.index");
    assert_eq!(
        files(&table.rows[0]),
        ["ftp.sra.ebi.ac.uk ERA690/ERA690446/bam/HG00512_sorted.bam data 0cc1"]
    );
    // As in 20120522.alignment.chr20_cram.index.
    let table = IndexTable::read(b"FILE_NAME\tMD5\ndata/x.bam.cram\t\n", &roots());
    let row = &table.expect("an index").rows[0];
    assert_eq!(
        files(row),
        ["ftp.1000genomes.ebi.ac.uk data/x.bam.cram data none"]
    );
    let row = &read("reads_elsewhere.sequence.index").rows[0];
    assert_eq!(
        files(row),
        ["ftp.sra.ebi.ac.uk fastq/ERR188/ERR188277/ERR188277_2.fastq.gz data 0cc1"]
    );
    let paired = row.paired.as_ref().expect("the other reads");
    assert_eq!(paired.path.name(), "ERR188277_1.fastq.gz");
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    assert_eq!(
        [
            &row.sample,
            &row.sample_id,
            &row.population,
            &row.run,
            &row.study,
            &row.center
        ]
        .map(text),
        [
            "NA12340",
            "ERS185126",
            "CEU",
            "ERR188277",
            "ERP001942",
            "Geuvadis"
        ]
    );
    assert_eq!(
        [&row.analysis_group, &row.platform, &row.library_layout].map(text),
        ["mRNA", "ILLUMINA", "PAIRED"]
    );
    assert_eq!(
        (row.reads, row.bases),
        (Some(30_642_086), Some(4_596_312_900))
    );
}

#[test]
fn all_26_columns_are_read_and_withdrawn_rows_say_so() {
    let table = read("all_columns.sequence.index");
    every_line_is_counted(&table.summary, 1);
    let withdrawn: Vec<_> = table.rows.iter().map(|row| row.withdrawn).collect();
    assert_eq!(withdrawn, [false, true, false]);
    assert_eq!(table.rows[1].files[0].md5, None);
    assert_eq!((table.rows[1].reads, table.rows[1].bases), (None, None));
    assert_eq!(
        table.rows[0].analysis_group.as_deref(),
        Some("high coverage")
    );
    assert_eq!(table.rows[0].library.as_deref(), Some("HU1000RADCAASE"));
    // What cannot be read of a row that is kept is noted.
    assert_eq!(table.rows[2].files[0].md5, None);
    assert_eq!(table.summary.count(RowNote::Md5), 1);
    assert_eq!(table.summary.count(RowNote::Companion), 1);
}

#[test]
fn an_empty_column_too_many_is_taken_out_and_noted() {
    let table = read("spare_column.sequence.index");
    let row = &table.rows[0];
    assert_eq!(row.sample.as_deref(), Some("HG00405"));
    assert_eq!(row.analysis_group.as_deref(), Some("30x"));
    assert_eq!(table.summary.count(RowNote::SpareColumn), 1);
    every_line_is_counted(&table.summary, 1);
}

#[test]
fn relative_paths_can_lie_below_a_directory() {
    let phase3 = RemotePath::parse("phase3").expect("a path");
    let table = IndexTable::read_below(&fixture("table/former.alignment.index"), &roots(), &phase3);
    let table = table.expect("an index");
    let path = table.rows[1].files[0].at.path.as_str();
    assert_eq!(
        path,
        "phase3/data/HG00096/alignment/HG00096.chrom11.ILLUMINA.bwa.GBR.low_coverage.20120522.bam"
    );
}

#[test]
fn refused_rows_are_counted_with_line_and_reason() {
    let table = read("refused_rows.index");
    let reasons: Vec<_> = table
        .summary
        .first_skipped
        .iter()
        .map(|row| format!("{}: {}", row.line, row.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            "3: the column of the data file is empty",
            "4: the path cannot be read: the path has a part that means this or the parent directory",
            "5: the address is neither of HTTP nor of FTP",
            "6: the path is not below a root of the main site",
            "7: the path lies outside the host's tree",
            "8: the address is that of a directory",
            "9: the column WITHDRAWN is neither 0 nor 1",
            "10: the column READ_COUNT is not a number",
            "11: the line has 2 columns, not 5",
            "12: the line has 6 columns, not 5",
            "16: the line is not UTF-8",
        ]
    );
    let samples: Vec<_> = table
        .rows
        .iter()
        .filter_map(|row| row.sample.as_deref())
        .collect();
    assert_eq!(samples, ["A", "B"]);
    assert_eq!(table.summary.count(RowNote::Blank), 2);
    assert_eq!(table.summary.count(RowNote::Comment), 1);
    every_line_is_counted(&table.summary, 1);
}

#[test]
fn of_many_refused_rows_the_first_hundred_are_kept() {
    let table = format!("BAM\tMD5\n{}", "../x\t\n".repeat(1000));
    let table = IndexTable::read(table.as_bytes(), &roots()).expect("an index");
    assert_eq!(
        (table.summary.skipped, table.summary.first_skipped.len()),
        (1000, TableSummary::SKIPPED_KEPT)
    );
}

#[test]
fn a_table_without_its_columns_says_which_and_what_it_has() {
    let error = |table: &[u8]| IndexTable::read(table, &roots()).expect_err("no index");
    assert_eq!(error(b""), TableError::Empty);
    assert_eq!(error(b"\n##only=comments\n\n"), TableError::Empty);
    assert_eq!(error(b"\xff\tMD5\n"), TableError::HeaderNotUtf8);
    let lacks =
        "the header has no column CRAM, BAM, FASTQ_FILE, ENA_FILE_PATH or DATA_FILE_PATH, but: ";
    assert_eq!(
        error(b"#RUN_ID\tMD5\nx\ty\n").to_string(),
        format!("{lacks}RUN_ID, MD5")
    );
    assert_eq!(
        error(b"CRAI\tCRAI_MD5\n").to_string(),
        format!("{lacks}CRAI, CRAI_MD5")
    );
    let long = format!("{}\tb\n", "a".repeat(10_000));
    assert!(error(long.as_bytes()).to_string().len() < 250);
}

#[test]
fn a_comment_before_the_header_and_a_byte_order_mark_mean_nothing() {
    let table = b"\xef\xbb\xbf# made on Monday\nCRAM\tCRAM_MD5\ndata/x.cram\t\n";
    let table = IndexTable::read(table, &roots()).expect("an index");
    assert_eq!(
        files(&table.rows[0]),
        ["ftp.1000genomes.ebi.ac.uk data/x.cram data none"]
    );
}
