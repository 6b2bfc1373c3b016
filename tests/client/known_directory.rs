//! What the list of files and the catalogue know of a directory that no mirror shows.

use crate::engine_search::EngineSearch;
use crate::listed::{EBI, ENA, NCBI, open_list};
use crate::path::path;
use igsr_fetch::catalogue::Catalogue;
use igsr_fetch::client::{KnownEntries, list_directory};
use igsr_fetch::listing::EntryKind;
use igsr_fetch::mirror::{HostName, MirrorRegistry};
use igsr_fetch::port::SearchError;
use igsr_fetch::text;

async fn known(list: &(EngineSearch, Vec<HostName>), directory: &str) -> KnownEntries {
    let registry = MirrorRegistry::built_in();
    let directory = path(directory);
    let listed = list_directory(&list.0, &registry, &list.1, &directory).await;
    KnownEntries::new(&Catalogue::built_in(), &directory, listed.unwrap())
}

/// The entries in their order, with what is said of each.
fn rows(known: &KnownEntries) -> Vec<String> {
    let row = |entry| {
        let facts = known.facts(entry).as_ref().map(text::entry_facts);
        let slash = if entry.kind == EntryKind::Directory {
            "/"
        } else {
            ""
        };
        let size = entry
            .size
            .map_or_else(String::new, |size| format!(" {}", text::size(size)));
        format!("{}{slash}{size}: {}", entry.name, facts.unwrap_or_default())
    };
    known.entries.iter().map(row).collect()
}

#[tokio::test]
async fn the_list_knows_directories_and_files_of_the_site_and_of_mirrors() {
    let list = open_list(&[
        (EBI, "new_collection/b.vcf.gz", "1500"),
        (EBI, "new_collection/chr10/x", "1"),
        (EBI, "new_collection/chr2/y", "2"),
        (EBI, "new_collection/chr2/z", "3"),
        (EBI, "new_collection_2/w", "4"),
        // The same file at a mirror, another size; and files that only the mirror has.
        (NCBI, "new_collection/b.vcf.gz", "9"),
        (NCBI, "new_collection/old.vcf.gz", ""),
        (NCBI, "new_collection/chr2/v", "5"),
        (ENA, "new_collection/other_tree", "6"),
    ]);
    let found = known(&list, "new_collection").await;
    assert!(found.is_listed());
    assert_eq!(
        rows(&found),
        [
            "chr2/: 2 files".to_owned(),
            "chr10/: 1 file".to_owned(),
            "b.vcf.gz 1.5 kB: no MD5 is known".to_owned(),
            "old.vcf.gz: no MD5 is known · at ftp-trace.ncbi.nlm.nih.gov".to_owned(),
        ]
    );
    assert_eq!(
        text::known_words(&found, "2026-11-29"),
        "Not live: from the list of 2026-11-29, not from a mirror, which may differ · 2 directories, 2 files, at least 1.5 kB (1 size unknown)"
    );
}

#[tokio::test]
async fn a_directory_that_a_mirror_has_at_another_place_is_found_by_its_place_on_the_site() {
    let list = open_list(&[
        (EBI, "README", "1"),
        (NCBI, "1000G_2504_high_coverage/data/E1/a.crai", "2"),
    ]);
    let collection = "data_collections/1000G_2504_high_coverage";
    let found = known(&list, &format!("{collection}/data/E1")).await;
    assert_eq!(
        rows(&found),
        ["a.crai 2 B: no MD5 is known · at ftp-trace.ncbi.nlm.nih.gov".to_owned()]
    );
    let found = known(&list, collection).await;
    assert!(rows(&found).contains(&"data/: 1 file".to_owned()));
    // The site's root has no such directory.
    let root = known(&list, "").await;
    let names: Vec<_> = root.entries.iter().map(|entry| &*entry.name).collect();
    assert!(names.contains(&"README") && !names.contains(&"1000G_2504_high_coverage"));
}

#[tokio::test]
async fn what_only_the_catalogue_has_stands_beside_it_and_alone_is_said() {
    let list = open_list(&[(EBI, "release/new/a", "1")]);
    let found = known(&list, "release").await;
    assert!(rows(&found).contains(&"new/: 1 file".to_owned()));
    assert!(
        rows(&found).contains(&"20130502/: ".to_owned()),
        "{:?}",
        rows(&found)
    );
    let found = known(&list, "release/20130502").await;
    assert!(!found.is_listed() && found.entries.len() > 40);
    let words = text::known_words(&found, "2026-11-29");
    assert!(
        words.starts_with("Not live: this is what the catalogue"),
        "{words}"
    );
    for nowhere in ["nowhere", "release/new/a", "release/ne"] {
        let found = known(&list, nowhere).await;
        assert_eq!(found, KnownEntries::default(), "{nowhere}");
    }
}

#[tokio::test]
async fn without_a_list_that_is_an_error() {
    let registry = MirrorRegistry::built_in();
    let hosts = [registry.main_host()];
    let search = EngineSearch::default();
    let listed = list_directory(&search, &registry, &hosts, &path("release")).await;
    assert_eq!(listed, Err(SearchError::NotOpen));
}
