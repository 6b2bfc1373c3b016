//! The site's sample and population tables, and lists of checksums, read.

use crate::fixture::fixture;
use igsr_fetch::mirror::RemotePath;
use igsr_fetch::table::{
    ChecksumList, PopulationFormat, PopulationList, RowNote, SampleField, SampleFormat, SampleRow,
    SampleTable, Sex, TableSummary,
};

const COLLECTIONS: [&str; 2] = [
    "Human Genome Structural Variation Consortium, phase 2",
    "Human Genome Structural Variation Consortium, phase 3",
];

fn samples(name: &str) -> SampleTable {
    SampleTable::read(&fixture(&format!("table/{name}")), &COLLECTIONS).expect("a sample table")
}

fn populations(name: &str) -> PopulationList {
    PopulationList::read(&fixture(&format!("table/{name}")), &COLLECTIONS)
        .expect("a table of populations")
}

fn sample<'a>(table: &'a SampleTable, name: &str) -> &'a SampleRow {
    let row = table.rows.iter().find(|row| row.name == name);
    row.expect("a sample of the table")
}

fn refused(summary: &TableSummary) -> Vec<String> {
    let rows = summary.first_skipped.iter();
    rows.map(|row| format!("{}: {}", row.line, row.reason))
        .collect()
}

/// Name, populations, superpopulations, sex, phase 3, related.
fn line(row: &SampleRow) -> String {
    let flag = |flag: Option<bool>| flag.map_or("?", |flag| if flag { "yes" } else { "no" });
    format!(
        "{} {} {} {} {} {}",
        row.name,
        row.population.join("+"),
        row.superpopulation.join("+"),
        row.sex.map_or("?", Sex::name),
        flag(row.phase3),
        flag(row.related)
    )
}

#[test]
fn each_sample_table_is_told_by_its_header() {
    for (name, form, lines) in [
        (
            "phase3.panel",
            SampleFormat::Panel,
            &[
                "HG00096 GBR EUR male ? ?",
                "HG00097 GBR EUR female ? ?",
                "NA19238 YRI AFR female ? ?",
                "HG01783 IBS EUR male ? ?",
            ][..],
        ),
        (
            "phase3.ped",
            SampleFormat::Pedigree,
            &[
                "HG00096 GBR  male yes no",
                "HG00124 GBR  female no yes",
                "NA19238 YRI  female yes no",
                "NA19239 YRI  male no yes",
                "NA19240 YRI  female no yes",
                "HG00098 GBR  male no no",
            ],
        ),
        (
            "families.txt",
            SampleFormat::Families,
            &[
                "HG00096 GBR EUR male ? ?",
                "NA19238 YRI AFR female ? ?",
                "NA19239 YRI AFR male ? ?",
                "NA19240 YRI AFR female ? yes",
                "HG00999 GBR EUR female ? ?",
            ],
        ),
        (
            "relatives.txt",
            SampleFormat::Relatives,
            &["HG00124 GBR  female no yes", "NA19240 YRI  female no yes"],
        ),
        (
            "portal_samples.tsv",
            SampleFormat::Portal,
            &[
                "HG00096 GBR EUR male ? ?",
                "HG01783 IBS+MSL EUR+AFR male ? ?",
                "HG00360 FIN+FinnishSGDP EUR male ? ?",
                "SS1 AlbanianSGDP West Eurasia (SGDP) female ? ?",
                "NA21490 MKK Africa (SGDP) female ? ?",
            ],
        ),
    ] {
        let table = samples(name);
        assert_eq!(table.form, form, "{name}");
        assert_eq!(
            table.rows.iter().map(line).collect::<Vec<_>>(),
            lines,
            "{name}"
        );
        assert_eq!(
            (table.summary.skipped, table.summary.notes.len()),
            (0, 0),
            "{name}"
        );
    }
}

#[test]
fn families_parents_and_collections_are_kept() {
    let ped = samples("phase3.ped");
    let child = sample(&ped, "NA19240");
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    assert_eq!(
        [
            &child.family,
            &child.father,
            &child.mother,
            &child.relationship
        ]
        .map(text),
        ["Y117", "NA19239", "NA19238", "child"]
    );
    assert_eq!(sample(&ped, "HG00096").father, None);
    let portal = samples("portal_samples.tsv");
    let row = sample(&portal, "HG00096");
    assert_eq!(row.biosample.as_deref(), Some("SAME123268"));
    assert_eq!(
        row.collections,
        [
            "1000 Genomes 30x on GRCh38",
            "Human Genome Structural Variation Consortium, Phase 2",
            "Geuvadis"
        ]
    );
    assert_eq!(sample(&portal, "SS1").collections, [""; 0]);
}

#[test]
fn sample_rows_that_cannot_be_read_are_counted() {
    let table = b"pop\tsample\tgender\nGBR\tA\tmale\nGBR\t\tmale\nGBR\tA\tfemale\nGBR\tB\tother\nGBR\n\xff\tC\tmale\n";
    let table = SampleTable::read(table, &[]).expect("a panel");
    assert_eq!(
        refused(&table.summary),
        [
            "3: the column sample is empty",
            "4: an earlier row has the same name",
            "6: the line has 1 columns, not 3",
            "7: the line is not UTF-8",
        ]
    );
    assert_eq!(
        table.rows.iter().map(line).collect::<Vec<_>>(),
        ["A GBR  male ? ?", "B GBR  ? ? ?"]
    );
    assert_eq!(table.summary.count(RowNote::Sex), 1);
    for (table, column) in [
        ("pop\tgender\n", "sample"),
        ("sample\tgender\n", "population"),
        ("SampleID FatherID Population\n", "MotherID"),
    ] {
        let error = SampleTable::read(table.as_bytes(), &[]).expect_err("a column is missing");
        let expected = format!("the header has no column {column}, but: ");
        assert!(error.to_string().starts_with(&expected), "{error}");
    }
}

#[test]
fn merged_tables_fill_in_and_contradictions_are_named() {
    let mut table = samples("phase3.panel");
    let ped = table.merge(samples("phase3.ped"));
    assert_eq!((ped.added, ped.joined, ped.contradictions), (4, 2, 0));
    let portal = table.merge(samples("portal_samples.tsv"));
    assert_eq!(
        (portal.added, portal.joined, portal.contradictions),
        (3, 2, 0)
    );
    assert_eq!(
        line(sample(&table, "HG00096")),
        "HG00096 GBR EUR male yes no"
    );
    assert_eq!(
        line(sample(&table, "HG01783")),
        "HG01783 IBS+MSL EUR+AFR male ? ?"
    );
    assert_eq!(sample(&table, "HG00096").collections.len(), 3);

    let other = b"sample\tpop\tsuper_pop\tgender\nHG00096\tFIN\tEUR\tfemale\n";
    let merge = table.merge(SampleTable::read(other, &[]).expect("a panel"));
    assert_eq!((merge.joined, merge.contradictions), (1, 2));
    let named: Vec<_> = merge
        .first_contradictions
        .iter()
        .map(|found| {
            (
                found.sample.as_str(),
                found.field,
                found.kept.as_str(),
                found.refused.as_str(),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("HG00096", SampleField::Population, "GBR", "FIN"),
            ("HG00096", SampleField::Sex, "male", "female"),
        ]
    );
    assert_eq!(
        line(sample(&table, "HG00096")),
        "HG00096 GBR EUR male yes no"
    );
}

#[test]
fn a_merge_with_itself_changes_nothing() {
    for name in [
        "phase3.panel",
        "phase3.ped",
        "families.txt",
        "relatives.txt",
        "portal_samples.tsv",
    ] {
        let mut table = samples(name);
        let merge = table.merge(samples(name));
        assert_eq!((merge.added, merge.contradictions), (0, 0), "{name}");
        assert_eq!(table, samples(name));
    }
}

#[test]
fn the_total_and_blank_rows_of_the_populations_are_left_out() {
    let table = populations("populations.tsv");
    assert_eq!(table.form, PopulationFormat::Counts);
    assert_eq!((table.rows.len(), table.summary.skipped), (2, 0));
    assert_eq!(table.summary.count(RowNote::Total), 1);
    assert_eq!(table.summary.count(RowNote::Blank), 2);
    let row = table.get("GIH").expect("a population");
    assert_eq!(row.superpopulation.as_deref(), Some("SAS"));
    assert_eq!(
        row.description.as_deref(),
        Some("Gujarati Indian in Houston,TX")
    );
    let counts: Vec<_> = row
        .counts
        .iter()
        .map(|(name, count)| (name.as_str(), *count))
        .collect();
    assert_eq!(
        counts,
        [
            ("Pilot Samples", 0),
            ("Phase1 Samples", 0),
            ("Final Phase Samples", 106),
            ("Total", 106)
        ]
    );
}

#[test]
fn superpopulations_and_the_portals_populations_are_read() {
    let table = populations("superpopulations.tsv");
    assert_eq!(table.form, PopulationFormat::Superpopulations);
    let codes: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.code.as_str(), row.description.as_deref()))
        .collect();
    assert_eq!(
        codes,
        [("EAS", Some("East Asian")), ("AFR", Some("African"))]
    );

    let table = populations("portal_populations.tsv");
    assert_eq!(table.form, PopulationFormat::Portal);
    assert_eq!(
        refused(&table.summary),
        ["5: the column latitude is not a number"]
    );
    let finnish = table.get("FIN").expect("a population");
    assert_eq!(
        (finnish.latitude, finnish.longitude),
        (Some(60.17), Some(24.93))
    );
    assert_eq!(finnish.collections.len(), 3);
    assert_eq!(table.rows[1].code, "AtayalSGDP");
    assert_eq!(
        table.rows[1].superpopulation_name.as_deref(),
        Some("East Asia (SGDP)")
    );
    assert_eq!(table.get("Masai").expect("a population").code, "MKK");
}

#[test]
fn manifests_and_checksum_lists_name_files_in_their_directory() {
    let directory = RemotePath::parse("release/x").expect("a path");
    let table = ChecksumList::read_manifest(&fixture("table/MANIFEST.txt"), &directory);
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.path.as_str(), row.size))
        .collect();
    assert_eq!(
        rows,
        [
            ("release/x/README.txt", Some(1234)),
            ("release/x/chr1/x.vcf.gz", Some(5678))
        ]
    );
    assert_eq!(
        refused(&table.summary),
        [
            "3: the column size is not a number",
            "4: the checksum cannot be read",
            "5: the name cannot be read: the path has a part that means this or the parent directory",
            "6: the line has 2 columns, not 3",
            "7: the address is that of a directory",
        ]
    );
    let table = ChecksumList::read_md5_list(&fixture("table/MD5SUMS"), &RemotePath::root());
    let rows: Vec<_> = table.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(
        rows,
        [
            "README.txt",
            "binary.bam",
            "new\\slash\nline",
            "bsd (1).txt",
            "tab.txt",
            " blank first"
        ]
    );
    assert_eq!(
        refused(&table.summary),
        [
            "7: the column name is empty",
            "8: the checksum cannot be read",
            "9: the name cannot be read: the path starts with a slash",
        ]
    );
}

#[test]
fn a_manifest_with_a_header_has_its_order() {
    let table = b"md5\tfname\tsize\nd41d8cd98f00b204e9800998ecf8427e\tx\t0\n";
    let table = ChecksumList::read_manifest(table, &RemotePath::root());
    assert_eq!(
        (table.rows[0].path.as_str(), table.rows[0].size),
        ("x", Some(0))
    );
}
