//! Kinds of tables that other programs write and that are easily misread: each in several forms.

use igsr_fetch::mirror::{HostName, RemotePath, Roots};
use igsr_fetch::table::{FileRole, IndexTable, RowNote, SampleFormat, SampleTable, Sex};
use igsr_fetch::table::{TreeReader, TreeRow};

const MD5S: [&str; 2] = [
    "0e29c053bcd31072c8bed9eddece1cec",
    "5d848b65379c195fe158a5d7324b4a18",
];

const PHASE_3: [&str; 1] = ["1000 Genomes phase 3, release"];

fn samples(table: &str) -> SampleTable {
    SampleTable::read(table.as_bytes(), &PHASE_3).unwrap_or_else(|error| panic!("{error}: {table}"))
}

/// Returns name, populations, superpopulations and sex of each sample.
fn shown(table: &SampleTable) -> Vec<String> {
    let rows = table.rows.iter().map(|row| {
        let sex = row.sex.map_or("?", Sex::name);
        let (population, group) = (row.population.join("+"), row.superpopulation.join("+"));
        format!("{} {population} {group} {sex}", row.name)
    });
    rows.collect()
}

fn index(table: &str) -> IndexTable {
    let path = |text: &str| RemotePath::parse(text).expect("a path");
    let roots = Roots::new(HostName::new("ftp.1000genomes.ebi.ac.uk"), path("vol1/ftp"))
        .with_host(HostName::new("ftp.sra.ebi.ac.uk"), path("vol1"));
    IndexTable::read(table.as_bytes(), &roots).unwrap_or_else(|error| panic!("{error}: {table}"))
}

/// Returns path, role, checksum and size of each file.
fn files(table: &IndexTable) -> Vec<String> {
    let files = table.rows.iter().flat_map(|row| &row.files);
    let shown = files.map(|file| {
        let role = match file.role {
            FileRole::Data => "data",
            FileRole::Index => "index",
            FileRole::Statistics => "statistics",
        };
        let md5 = file
            .md5
            .map_or("-".to_owned(), |md5| md5.to_string()[..2].to_owned());
        let size = file.size.map_or("-".to_owned(), |size| size.to_string());
        format!("{} {role} {md5} {size}", file.at.path)
    });
    shown.collect()
}

#[test]
fn cells_in_quotes_are_read_without_them_and_keep_separators() {
    let expected = ["HG00096 GBR EUR male", "NA12878 CEU EUR female"];
    for table in [
        "\"sample\"\t\"pop\"\t\"super_pop\"\t\"gender\"\n\"HG00096\"\t\"GBR\"\t\"EUR\"\t\"male\"\n\"NA12878\"\t\"CEU\"\t\"EUR\"\t\"female\"\n",
        // R numbers the rows.
        "\"sample\"\t\"pop\"\t\"super_pop\"\t\"gender\"\n\"1\"\t\"HG00096\"\t\"GBR\"\t\"EUR\"\t\"male\"\n\"2\"\t\"NA12878\"\t\"CEU\"\t\"EUR\"\t\"female\"\n",
        // R's own separator is a blank.
        "\"sample\" \"pop\" \"super_pop\" \"gender\"\n\"1\" \"HG00096\" \"GBR\" \"EUR\" \"male\"\n\"2\" \"NA12878\" \"CEU\" \"EUR\" \"female\"\n",
        "sample\tpop\tnote\tsuper_pop\tgender\nHG00096\tGBR\t\"a\tb\"\tEUR\tmale\nNA12878\tCEU\t\"say \"\"a\tb\"\"\"\tEUR\tfemale\n",
        "sample pop note super_pop gender\nHG00096 GBR \"a, b\" EUR male\nNA12878 CEU \"c d\" EUR female\n",
        // Commas: R's `write.csv` with and without row names, and a spreadsheet's.
        "\"\",\"sample\",\"pop\",\"super_pop\",\"gender\"\n\"1\",\"HG00096\",\"GBR\",\"EUR\",\"male\"\n\"2\",\"NA12878\",\"CEU\",\"EUR\",\"female\"\n",
        "\"sample\",\"pop\",\"super_pop\",\"gender\"\n\"HG00096\",\"GBR\",\"EUR\",\"male\"\n\"NA12878\",\"CEU\",\"EUR\",\"female\"\n",
        "sample,pop,note,super_pop,gender\nHG00096,GBR,\"a, b\",EUR,male\nNA12878,CEU,c d,EUR,female\n",
        // A quote within a cell, or without an end, is a letter.
        "sample\tpop\tnote\tsuper_pop\tgender\nHG00096\tGBR\t5\" pipe\tEUR\tmale\nNA12878\tCEU\t\"open\tEUR\tfemale\n",
    ] {
        let table = samples(table);
        assert_eq!(shown(&table), expected);
        assert_eq!(table.summary.skipped, 0);
    }
    let portal = "Sample name\tBiosample ID\tPopulation code\tData collections\n\
        \"HG00096\"\tSAME1\tGBR\t\"1000 Genomes phase 3, release,Geuvadis\"\n";
    let row = &samples(portal).rows[0];
    assert_eq!(
        row.collections,
        ["1000 Genomes phase 3, release", "Geuvadis"]
    );
    let quoted = format!("\"CRAM\"\t\"CRAM_MD5\"\n\"data/a.cram\"\t\"{}\"\n", MD5S[0]);
    assert_eq!(files(&index(&quoted)), ["data/a.cram data 0e -"]);
    let commas = format!("CRAM,CRAM_MD5\ndata/a.cram,{}\n", MD5S[0]);
    assert_eq!(files(&index(&commas)), ["data/a.cram data 0e -"]);
}

#[test]
fn lines_end_in_any_way_and_a_byte_order_mark_is_dropped() {
    for end in ["\n", "\r\n", "\r"] {
        for mark in ["", "\u{feff}"] {
            for last in ["", end] {
                let lines = [
                    "sample\tpop\tsuper_pop\tgender",
                    "HG00096\tGBR\tEUR\tmale",
                    "NA12878\tCEU\tEUR\tfemale",
                ];
                let table = samples(&format!("{mark}{}{last}", lines.join(end)));
                assert_eq!(
                    shown(&table),
                    ["HG00096 GBR EUR male", "NA12878 CEU EUR female"]
                );
                assert_eq!(
                    (table.summary.lines, table.summary.skipped),
                    (3, 0),
                    "{end:?}"
                );
            }
        }
    }
}

#[test]
fn lines_of_the_tree_end_in_any_way_wherever_its_pieces_are_cut() {
    let rows = [
        "ftp/a\tfile\t7\tFri Jul 11 10:11:12 2014\t0cc175b9c0f1b6a831c399e269772661",
        "ftp/b\tdirectory\t0\tFri Jul 11 10:11:12 2014",
        "ftp/c\tfile\t9\tFri Jul 11 10:11:12 2014\t0cc175b9c0f1b6a831c399e269772661",
    ];
    let quoted = rows.map(|row| format!("\"{}\"", row.replace('\t', "\"\t\"")));
    for (rows, end) in [
        (rows.join("\n"), "\n"),
        (rows.join("\r\n"), "\r\n"),
        (rows.join("\r"), "\r"),
        (quoted.join("\n"), "\n"),
    ] {
        for last in ["", end] {
            let table = format!("{rows}{last}");
            for cut in 0..=table.len() {
                let mut reader = TreeReader::new();
                let mut paths = Vec::new();
                let mut keep = |row: TreeRow| paths.push(row.path.to_string());
                reader.push(&table.as_bytes()[..cut], &mut keep);
                reader.push(&table.as_bytes()[cut..], &mut keep);
                let summary = reader.finish(&mut keep);
                assert_eq!(paths, ["a", "b", "c"], "{end:?} {cut}");
                assert_eq!((summary.rows, summary.skipped), (3, 0), "{end:?} {cut}");
            }
        }
    }
}

#[test]
fn samples_of_plink_are_read_with_a_header_or_without() {
    for (table, expected) in [
        (
            "#IID\tPAT\tMAT\tSEX\tSuperPop\tPopulation\nHG1\t0\t0\t1\tEUR\tGBR\n",
            "HG1 GBR EUR male",
        ),
        (
            "#FID\tIID\tSID\tPAT\tMAT\tSEX\tPopulation\tSuperPop\n0\tHG1\t0\t0\t0\t2\tGBR\tEUR\n",
            "HG1 GBR EUR female",
        ),
        ("#FID IID SEX\nF1 HG1 NA\n", "HG1   ?"),
        ("##a comment\n#IID SEX PHENO1\nHG1 1 0\n", "HG1   male"),
        ("F1 HG1 0 0 1 -9\n", "HG1   male"),
        ("HG1\tHG1\t0\t0\t2\t0\n", "HG1   female"),
        ("F1  HG1  HG2  HG3  0  2.5\r\n", "HG1   ?"),
        // With genotypes.
        ("F1 HG1 0 0 1 -9 A A C G\n", "HG1   male"),
        ("F1\tHG1\t0\t0\t2\t1\tA A\t0 0\n", "HG1   female"),
        ("F1 HG1 0 0 1 -9 1 2\n", "HG1   male"),
    ] {
        let read = samples(table);
        assert_eq!(shown(&read), [expected], "{table}");
        assert_eq!(read.form, SampleFormat::Plink, "{table}");
    }
    let family = samples("F1 HG1 0 0 1 0\nF1 HG2 0 0 2 0\nF1 HG3 HG1 HG2 1 0\n");
    let related: Vec<_> = family.rows.iter().map(|row| row.related).collect();
    assert_eq!(related, [None, None, Some(true)]);
    assert_eq!(family.rows[2].father.as_deref(), Some("HG1"));
    // Six cells of other things are no pedigree.
    for table in [
        "a b c d e f\n",
        "F1 HG1 0 0 1\n",
        "F1 HG1 0 0 9 0\n",
        "1 2 3 4 5 6 7\n",
        "F1 HG1 0 0 1 0 A\n",
        "F1 HG1 0 0 1 0 GBR EUR\n",
    ] {
        assert!(SampleTable::read(table.as_bytes(), &[]).is_err(), "{table}");
    }
}

#[test]
fn the_other_file_of_a_pair_counts_where_it_has_a_checksum_of_its_own() {
    let [one, other] = MD5S;
    for (header, row, expected) in [
        (
            "FASTQ\tFASTQ_MD5\tPAIRED_FASTQ\tPAIRED_FASTQ_MD5",
            format!("a_1.fq\t{one}\ta_2.fq\t{other}"),
            &["a_1.fq data 0e -", "a_2.fq data 5d -"][..],
        ),
        (
            "PAIRED_FASTQ\tPAIRED_FASTQ_MD5\tFASTQ\tFASTQ_MD5",
            format!("a_2.fq\t{other}\ta_1.fq\t{one}"),
            &["a_1.fq data 0e -", "a_2.fq data 5d -"],
        ),
        (
            "FASTQ\tFASTQ_MD5\tPAIRED_FASTQ\tPAIRED_FASTQ_MD5",
            format!("a_1.fq\t{one}\t\t"),
            &["a_1.fq data 0e -"],
        ),
        (
            "FASTQ\tFASTQ_MD5\tPAIRED_FASTQ\tPAIRED_FASTQ_MD5",
            format!("a_1.fq\t{one}\ta_2.fq\t-"),
            &["a_1.fq data 0e -", "a_2.fq data - -"],
        ),
        // In the indexes of the site each file has a row.
        (
            "FASTQ_FILE\tMD5\tPAIRED_FASTQ",
            format!("a_1.fq\t{one}\ta_2.fq"),
            &["a_1.fq data 0e -"],
        ),
    ] {
        assert_eq!(
            files(&index(&format!("{header}\n{row}\n"))),
            expected,
            "{header}: {row}"
        );
    }
}

#[test]
fn reports_of_ena_list_several_files_in_a_cell() {
    let [one, other] = MD5S;
    let at = "ftp.sra.ebi.ac.uk/vol1";
    for (table, expected) in [
        (
            format!(
                "run_accession\tfastq_ftp\tfastq_md5\tfastq_bytes\nERR1\t{at}/fastq/a_1.gz;{at}/fastq/a_2.gz\t{one};{other}\t17;18\n"
            ),
            &["fastq/a_1.gz data 0e 17", "fastq/a_2.gz data 5d 18"][..],
        ),
        (
            format!(
                "submitted_ftp\tsubmitted_md5\tsubmitted_bytes\n{at}/run/a.cram;{at}/run/a.cram.crai\t{one};{other}\t17;18\n"
            ),
            &["run/a.cram data 0e 17", "run/a.cram.crai index 5d 18"],
        ),
        (
            format!(
                "RUN_ID\tfastq_file\tfastq_md5\nERR1\t{at}/fastq/a_1.gz;{at}/fastq/a_2.gz\t{one};{other}\n"
            ),
            &["fastq/a_1.gz data 0e -", "fastq/a_2.gz data 5d -"],
        ),
        (
            format!("fastq_ftp\tfastq_md5\n{at}/fastq/a.gz;\t{one};\n"),
            &["fastq/a.gz data 0e -"],
        ),
        // A list of another length does not say which file a value belongs to.
        (
            format!(
                "fastq_ftp\tfastq_md5\tfastq_bytes\n{at}/fastq/a_1.gz;{at}/fastq/a_2.gz\t{one}\t17;18;19\n"
            ),
            &["fastq/a_1.gz data - -", "fastq/a_2.gz data - -"],
        ),
        (
            format!("fastq_ftp\tbam_ftp\tbam_md5\n\t{at}/run/a.bam\t{one}\n"),
            &["run/a.bam data 0e -"],
        ),
    ] {
        assert_eq!(files(&index(&table)), expected, "{table}");
    }
    let lost = index(&format!(
        "fastq_ftp\tfastq_md5\n{at}/fastq/a_1.gz;{at}/fastq/a_2.gz\t{one}\n"
    ));
    let notes = lost.summary.notes.iter();
    let notes: Vec<_> = notes.map(|note| (note.note, note.count)).collect();
    assert_eq!(notes, [(RowNote::Md5, 2)]);
}

#[test]
fn addresses_of_ebi_may_leave_out_the_volume() {
    for (address, path) in [
        (
            "ftp://ftp.1000genomes.ebi.ac.uk/ftp/data_collections/a.cram",
            Some("data_collections/a.cram"),
        ),
        ("ftp.1000genomes.ebi.ac.uk/ftp/a.cram", Some("a.cram")),
        (
            "https://ftp.sra.ebi.ac.uk/fastq/ERR1/a.gz",
            Some("fastq/ERR1/a.gz"),
        ),
        ("ftp.sra.ebi.ac.uk/run/ERR1/a.cram", Some("run/ERR1/a.cram")),
        (
            "ftp://ftp.sra.ebi.ac.uk/vol1/run/ERR1/a.cram",
            Some("run/ERR1/a.cram"),
        ),
        ("ftp://ftp.1000genomes.ebi.ac.uk/pub/a.cram", None),
        ("ftp://ftp.1000genomes.ebi.ac.uk/ftpx/a.cram", None),
        ("ftp://ftp.sra.ebi.ac.uk/meta/a.xml", None),
    ] {
        let table = index(&format!("CRAM\n{address}\n"));
        let found = table.rows.first().map(|row| row.files[0].at.path.as_str());
        assert_eq!(found, path, "{address}");
        assert_eq!(
            table.summary.skipped,
            u64::from(path.is_none()),
            "{address}"
        );
    }
}
