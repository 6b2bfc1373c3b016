//! A list of a few files on several hosts.

use crate::engine_search::EngineSearch;
use crate::open_snapshot::open_snapshot;
use igsr_fetch::mirror::{HostName, HostPath, MirrorRegistry, Roots};
use igsr_fetch::search::Engine;
use igsr_fetch::snapshot::Importer;

pub(crate) const EBI: &str = "ftp.1000genomes.ebi.ac.uk/vol1/ftp";
pub(crate) const NCBI: &str = "ftp-trace.ncbi.nih.gov/1000genomes/ftp";
pub(crate) const ENA: &str = "ftp.sra.ebi.ac.uk/vol1";
const MD5: &str = "0cc175b9c0f1b6a831c399e269772661";

/// Opens a list of these files, each by host, path and size, and returns its hosts. Its search gets no MD5s.
pub(crate) fn open_list(rows: &[(&str, &str, &str)]) -> (EngineSearch, Vec<HostName>) {
    let registry = MirrorRegistry::built_in();
    let mut importer = Importer::new(Roots::of(&registry));
    let row = |(host, path, size): &(&str, &str, &str)| format!("{host}\t{path}\t{size}\t{MD5}\n");
    let rows: String = rows.iter().map(row).collect();
    let table = format!("host\tpath\tsize\tmd5\n{rows}");
    let each = Roots::of_each(&registry);
    let summary = importer.add_facts(table.as_bytes(), &each, |_: &HostPath| false);
    assert_eq!(summary.unwrap().skipped, 0, "{table}");
    let files = importer.finish("a test", "2026-11-29").unwrap().0;
    let snapshot = open_snapshot(&files, usize::MAX).unwrap();
    let hosts = snapshot.facts.hosts.iter();
    let hosts = hosts.map(|host| host.host.clone()).collect();
    let search = EngineSearch::default();
    *search.engine.borrow_mut() = Some(Engine::new(snapshot));
    (search, hosts)
}
