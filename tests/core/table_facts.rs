//! Tables of facts about files of several hosts.

use igsr_fetch::mirror::{MirrorRegistry, Roots};
use igsr_fetch::table::{FileFacts, RowNote, TableError, TableSummary};

fn read(table: &str) -> Result<(Vec<FileFacts>, TableSummary), TableError> {
    let roots = Roots::of_each(&MirrorRegistry::built_in());
    let mut rows = Vec::new();
    let summary = FileFacts::each(table.as_bytes(), &roots, |row| rows.push(row))?;
    Ok((rows, summary))
}

#[test]
fn each_host_names_its_own_files() {
    for (host, path, expected, below) in [
        (
            "ftp.1000genomes.ebi.ac.uk/vol1/ftp",
            "a/b c",
            "ftp.1000genomes.ebi.ac.uk",
            "a/b c",
        ),
        (
            "ftp.ebi.ac.uk/1000g/ftp/",
            "a",
            "ftp.1000genomes.ebi.ac.uk",
            "a",
        ),
        (
            "ftp-trace.ncbi.nih.gov/1000genomes/ftp",
            "1000G_x/a%20b",
            "ftp-trace.ncbi.nlm.nih.gov",
            "1000G_x/a%20b",
        ),
        (
            "ftp.sra.ebi.ac.uk/vol1",
            "run/ERR1/x.cram",
            "ftp.sra.ebi.ac.uk",
            "run/ERR1/x.cram",
        ),
        (
            "s3://1000genomes",
            "CHANGELOG",
            "1000genomes.s3.amazonaws.com",
            "CHANGELOG",
        ),
        (
            "zenodo.org/records/3359882 (a copy)",
            "x.vcf.gz",
            "zenodo.org",
            "x.vcf.gz",
        ),
        ("data.example.org", "x", "data.example.org", "x"),
    ] {
        let (rows, summary) = read(&format!("host\tpath\n{host}\t{path}\n")).expect("a table");
        assert_eq!((rows.len(), summary.skipped), (1, 0), "{host}");
        let at = &rows[0].at;
        assert_eq!(
            (at.host.as_str(), at.path.as_str()),
            (expected, below),
            "{host}"
        );
    }
}

#[test]
fn what_is_not_known_stays_unknown_and_what_is_not_readable_is_counted() {
    let (rows, summary) = read(
        "#path\tmd5\tnote\tsize\tdate\tsample\tpopulation\tother_md5\thost\n\
         a\td41d8cd98f00b204e9800998ecf8427e\tx\t7\t2021-03-16 15:54\tHG00096\tGBR\t0cc175b9c0f1b6a831c399e269772661,x\th\n\
         b\t\t\t\t2021-03-16\t\t\t\th\n\
         c\tno checksum\t\t\t\t\t\t\th\n\
         d\t\t\t-7\t\t\t\t\th\n\
         e\t\t\t\tyesterday\t\t\t\th\n\
         ../f\t\t\t\t\t\t\t\th\n\
         g\t\t\t\t\t\t\t\ta host\n\
         \t\t\t\t\t\t\t\th\n",
    )
    .expect("a table");
    assert_eq!((summary.rows, summary.skipped, summary.lines), (4, 4, 9));
    assert_eq!(summary.count(RowNote::Md5), 2);
    let [a, b, c, g] = &rows[..] else {
        panic!("{rows:?}");
    };
    assert_eq!(a.size, Some(7));
    assert_eq!(a.sample.as_deref(), Some("HG00096"));
    assert_eq!(a.population.as_deref(), Some("GBR"));
    assert!(a.md5.is_some() && a.modified.is_some() && a.other_md5s.len() == 1);
    assert!(b.modified.is_some() && b.md5.is_none() && b.size.is_none() && b.other_md5s.is_empty());
    assert_eq!((c.md5, c.sample.as_deref()), (None, None));
    // A remark behind a host begins with a blank.
    assert_eq!(g.at.host.as_str(), "a");
    assert!(matches!(
        read("path\tsize\n"),
        Err(TableError::MissingColumn { column: "host", .. })
    ));
}
