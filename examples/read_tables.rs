//! Reads the site's own tables and says of each what was kept and what was not: `cargo run --example read_tables FILE…`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use igsr_fetch::mirror::{HostName, MirrorRegistry, RemotePath, Roots};
use igsr_fetch::table::{
    ChecksumList, FileRole, IndexTable, PopulationList, SampleTable, TableError, TableSummary,
    TreeReader,
};

/// Names of data collections of the portal that hold commas.
const COLLECTIONS: [&str; 2] = [
    "Human Genome Structural Variation Consortium, Phase 2",
    "Human Genome Structural Variation Consortium, Phase 3",
];

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for path in std::env::args().skip(1) {
        let name = Path::new(&path).file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        println!("{name}");
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("  cannot be read: {error}");
                code = ExitCode::FAILURE;
                continue;
            }
        };
        if let Err(error) = read(&name, &bytes) {
            println!("  refused: {error}");
            code = ExitCode::FAILURE;
        }
    }
    code
}

fn roots() -> Roots {
    let registry = MirrorRegistry::built_in();
    let main = &registry.get_or_default(None).base_url;
    let root = main.as_url().path().trim_start_matches('/');
    let root = RemotePath::parse(root).expect("the root of a mirror");
    let reads = RemotePath::parse("vol1").expect("a path");
    Roots::new(HostName::new(main.host()), root)
        .with_host(HostName::new("ftp.sra.ebi.ac.uk"), reads)
}

fn read(name: &str, bytes: &[u8]) -> Result<(), TableError> {
    let lower = name.to_ascii_lowercase();
    let extension = lower.rsplit('.').next().unwrap_or_default();
    if extension == "index" {
        let table = IndexTable::read(bytes, &roots())?;
        report("index", &table.summary);
        index_counts(&table);
    } else if lower.ends_with("populations.tsv") {
        let table = PopulationList::read(bytes, &COLLECTIONS)?;
        report(table.form.as_str(), &table.summary);
        for (column, sum) in sums(table.rows.iter().flat_map(|row| row.counts.clone())) {
            println!("  {column}: {sum}");
        }
    } else if lower.contains("manifest") {
        let table = ChecksumList::read_manifest(bytes, &RemotePath::root());
        report("manifest", &table.summary);
    } else if lower.contains("md5") {
        let table = ChecksumList::read_md5_list(bytes, &RemotePath::root());
        report("checksums", &table.summary);
    } else if extension == "tree" {
        tree(bytes);
    } else {
        let table = SampleTable::read(bytes, &COLLECTIONS)?;
        report(table.form.as_str(), &table.summary);
        sample_counts(&table);
    }
    Ok(())
}

fn report(form: &str, summary: &TableSummary) {
    println!(
        "  {form}: {} lines, {} rows kept, {} skipped",
        summary.lines, summary.rows, summary.skipped
    );
    for count in &summary.notes {
        let note = count.note.as_str();
        println!(
            "  {}: {note}, first in line {}",
            count.count, count.first_line
        );
    }
    for row in summary.first_skipped.iter().take(5) {
        println!("  line {}: {}", row.line, row.reason);
    }
}

fn index_counts(table: &IndexTable) {
    let files = || table.rows.iter().flat_map(|row| &row.files);
    let hosts = sums(files().map(|file| (file.at.host.to_string(), 1)));
    for (host, count) in hosts {
        println!("  {count} files on {host}");
    }
    let companions = files().filter(|file| file.role != FileRole::Data).count();
    let md5 = files().filter(|file| file.md5.is_some()).count();
    let withdrawn = table.rows.iter().filter(|row| row.withdrawn).count();
    println!("  {companions} of them companions, {md5} with checksum; {withdrawn} rows withdrawn");
}

fn sample_counts(table: &SampleTable) {
    let populations = table.rows.iter().flat_map(|row| &row.population);
    let populations = sums(populations.map(|code| (code.clone(), 1)));
    let codes: Vec<_> = populations
        .iter()
        .map(|(code, count)| format!("{code} {count}"))
        .collect();
    println!("  {} populations: {}", codes.len(), codes.join(", "));
    let count = |what: &str, flag: fn(&igsr_fetch::table::SampleRow) -> Option<bool>| {
        let yes = table
            .rows
            .iter()
            .filter(|row| flag(row) == Some(true))
            .count();
        let no = table
            .rows
            .iter()
            .filter(|row| flag(row) == Some(false))
            .count();
        println!("  {what}: {yes} yes, {no} no");
    };
    count("phase 3", |row| row.phase3);
    count("related", |row| row.related);
    let names = sums(
        table
            .rows
            .iter()
            .flat_map(|row| &row.collections)
            .map(|name| (name.clone(), 1)),
    );
    for (name, count) in names {
        println!("  {count} in {name}");
    }
}

fn tree(bytes: &[u8]) {
    let mut reader = TreeReader::new();
    reader.push(bytes, drop);
    let summary = reader.finish(drop);
    println!(
        "  tree: {} rows kept, {} skipped",
        summary.rows, summary.skipped
    );
    for row in summary.first_skipped.iter().take(5) {
        println!("  line {}: {}", row.line, row.reason);
    }
}

fn sums(counts: impl Iterator<Item = (String, u64)>) -> BTreeMap<String, u64> {
    counts.fold(BTreeMap::new(), |mut sums, (name, count)| {
        *sums.entry(name).or_default() += count;
        sums
    })
}
