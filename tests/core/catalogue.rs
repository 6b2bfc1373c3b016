//! The catalogue that ships with the app: its sums hold, its names are the right ones, every fact has a source.

use std::collections::BTreeSet;

use crate::path::path;
use igsr_fetch::catalogue::{
    Catalogue, CatalogueError, CatalogueFile, CatalogueParts, Chromosome, Confidence, DataType,
    Owner, Provenance, Weight,
};
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::RemotePath;
use serde_json::Value;

const SOURCES: &str = include_str!("../../static/catalogue/sources.json");
const RELEASES: &str = include_str!("../../static/catalogue/releases.json");
const COLLECTIONS: &str = include_str!("../../static/catalogue/collections.json");
const POPULATIONS: &str = include_str!("../../static/catalogue/populations.json");
const FILES: &str = include_str!("../../static/catalogue/files.json");
const CONTIGS: &str = include_str!("../../static/catalogue/contigs.json");
const WEIGHTS: &str = include_str!("../../static/catalogue/weights.json");

const PARTS: CatalogueParts<'static> = CatalogueParts {
    sources: SOURCES,
    releases: RELEASES,
    collections: COLLECTIONS,
    populations: POPULATIONS,
    files: FILES,
};

fn file<'a>(catalogue: &'a Catalogue, text: &str) -> &'a CatalogueFile {
    catalogue
        .file(&path(text))
        .unwrap_or_else(|| panic!("the catalogue has no {text}"))
}

/// The main variant files of a directory for a chromosome, by name.
fn variants(catalogue: &Catalogue, directory: &str, chromosome: Chromosome) -> Vec<String> {
    let of_chromosome = |file: &&CatalogueFile| {
        file.data_type == DataType::Variants
            && file.companion_of.is_none()
            && file.chromosome == Some(chromosome)
            && file.file.path.parent() == Some(path(directory))
    };
    let files = catalogue.files().iter().filter(of_chromosome);
    files.map(|file| file.file.path.name().to_owned()).collect()
}

#[test]
fn built_in_catalogue_is_that_of_the_data_files() {
    assert_eq!(
        Catalogue::built_in(),
        Catalogue::from_json(&PARTS).expect("the built-in catalogue")
    );
}

#[test]
fn populations_add_up_to_the_published_totals() {
    let catalogue = Catalogue::built_in();
    let table = catalogue.populations();
    assert_eq!(table.populations.len(), 26);
    for (column, total, populations) in [
        ("phase3", 2504, 26),
        ("final_phase", 2535, 26),
        ("high_coverage", 3202, 26),
        ("phase1", 1092, 14),
        ("pilot", 553, 6),
    ] {
        let counts: Vec<u32> = table
            .populations
            .iter()
            .map(|population| population.samples[column])
            .collect();
        assert_eq!(counts.iter().sum::<u32>(), total, "{column}");
        assert_eq!(
            counts.iter().filter(|count| **count > 0).count(),
            populations,
            "{column}"
        );
        let stated = table
            .columns
            .iter()
            .find(|stated| stated.id == column)
            .expect("a column");
        assert_eq!(stated.total, total, "{column}");
        assert!(
            stated.note.ends_with('.') && !stated.title.is_empty(),
            "{column}"
        );
    }
    for population in &table.populations {
        let columns: BTreeSet<_> = population.samples.keys().collect();
        assert_eq!(
            columns,
            table.columns.iter().map(|column| &column.id).collect(),
            "{}",
            population.code
        );
    }
}

#[test]
fn superpopulations_add_up_in_phase_3() {
    let catalogue = Catalogue::built_in();
    let table = catalogue.populations();
    let expected = [
        ("AFR", 7, 661, "#ffd845"),
        ("AMR", 4, 347, "#710027"),
        ("EAS", 5, 504, "#778500"),
        ("EUR", 5, 503, "#018ead"),
        ("SAS", 5, 489, "#c44cfd"),
    ];
    assert_eq!(table.superpopulations.len(), expected.len());
    for (superpopulation, (code, members, samples, colour)) in
        table.superpopulations.iter().zip(expected)
    {
        assert_eq!(superpopulation.code, code);
        assert_eq!(superpopulation.colour, colour);
        assert_eq!(superpopulation.phase3.value, samples);
        assert_eq!(table.members(code).count(), members);
        assert_eq!(table.superpopulation_samples(code, "phase3"), samples);
    }
    let members: usize = expected.iter().map(|(_, members, ..)| members).sum();
    assert_eq!(
        members,
        table.populations.len(),
        "each population is in one superpopulation"
    );
}

#[test]
fn populations_are_found_by_code_and_other_spellings_are_kept() {
    let catalogue = Catalogue::built_in();
    let tsi = catalogue.population("tsi").expect("TSI");
    assert_eq!(tsi.name, "Toscani");
    assert!(
        tsi.synonyms
            .iter()
            .any(|synonym| synonym == "Toscani in Italia")
    );
    assert_eq!(
        catalogue.population("CHD"),
        None,
        "CHD took part in pilot 3 only"
    );
    let codes: BTreeSet<_> = catalogue
        .populations()
        .populations
        .iter()
        .map(|population| &population.code)
        .collect();
    assert_eq!(codes.len(), 26);
    for population in &catalogue.populations().populations {
        let code = &population.code;
        assert!((-90.0..=90.0).contains(&population.latitude), "{code}");
        assert!((-180.0..=180.0).contains(&population.longitude), "{code}");
        assert!(
            !population.synonyms.contains(&population.description),
            "{code}"
        );
        assert!(
            catalogue
                .populations()
                .superpopulation(&population.superpopulation)
                .is_some(),
            "{code}"
        );
    }
}

/// Collects the texts under these keys, at any depth.
fn collect<'a>(value: &'a Value, keys: &[&str], found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value.as_str() {
                    Some(text) if keys.contains(&key.as_str()) => drop(found.insert(text)),
                    _ => collect(value, keys, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys, found)),
        _ => {}
    }
}

#[test]
fn every_source_is_known_and_used() {
    let parts: Vec<Value> = [RELEASES, COLLECTIONS, POPULATIONS, FILES, WEIGHTS, CONTIGS]
        .iter()
        .map(|text| serde_json::from_str(text).expect("JSON"))
        .collect();
    let mut used = BTreeSet::new();
    for part in &parts {
        collect(part, &["source"], &mut used);
    }
    for key in ["names", "coordinates"] {
        used.insert(parts[2][key].as_str().expect("a source"));
    }
    let sources: Value = serde_json::from_str(SOURCES).expect("JSON");
    let known: BTreeSet<_> = sources
        .as_object()
        .expect("sources by key")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        used.difference(&known).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "sources that are not explained"
    );
    assert_eq!(
        known.difference(&used).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "sources that nothing needs"
    );
    let catalogue = Catalogue::built_in();
    for key in known {
        let source = catalogue.source(key).expect("a source");
        assert!(
            source.address.starts_with("https://") && !source.title.is_empty(),
            "{key}"
        );
        let year = source
            .date
            .split('-')
            .next()
            .and_then(|year| year.parse::<u32>().ok());
        assert!(
            year.is_some_and(|year| (2008..2100).contains(&year)),
            "{key}: {}",
            source.date
        );
    }
    assert_eq!(
        catalogue.source("notes").map(|source| source.confidence),
        Some(Confidence::Low)
    );
}

#[test]
fn every_file_names_a_source_an_owner_and_a_description() {
    let catalogue = Catalogue::built_in();
    for file in catalogue.files() {
        let path = &file.file.path;
        let Provenance::Catalogue(source) = &file.file.provenance else {
            panic!("{path} does not come from the catalogue");
        };
        assert!(catalogue.source(source).is_some(), "{path}: {source}");
        assert!(
            !file.description.contains(['{', '}']) && !file.description.is_empty(),
            "{path}"
        );
        assert!(!path.as_str().contains(['{', '}']), "{path}");
        let owner = file
            .owner
            .as_deref()
            .map(|id| catalogue.owner(id).expect("an owner"));
        let at = catalogue.owner_at(path);
        assert_eq!(
            at.map(Owner::id),
            owner.map(Owner::id),
            "{path} lies in its owner's directory"
        );
        if let Some(main) = &file.companion_of {
            assert!(path.as_str().starts_with(main.as_str()), "{path}");
            assert_eq!(
                catalogue.file(main).map(|main| main.chromosome),
                Some(file.chromosome),
                "{path}"
            );
        }
    }
}

#[test]
fn file_names_differ_by_chromosome_as_the_site_has_them() {
    let catalogue = Catalogue::built_in();
    let phase3 = "release/20130502";
    let phase1 = "phase1/analysis_results/integrated_call_sets";
    let panel =
        "data_collections/1000G_2504_high_coverage/working/20220422_3202_phased_SNV_INDEL_SV";
    let autosome = Chromosome::Autosome;
    for (directory, chromosome, names) in [
        (
            phase3,
            autosome(1),
            vec!["ALL.chr1.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz"],
        ),
        (
            phase3,
            autosome(22),
            vec!["ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz"],
        ),
        (
            phase3,
            Chromosome::X,
            vec!["ALL.chrX.phase3_shapeit2_mvncall_integrated_v1c.20130502.genotypes.vcf.gz"],
        ),
        (
            phase3,
            Chromosome::Y,
            vec!["ALL.chrY.phase3_integrated_v2b.20130502.genotypes.vcf.gz"],
        ),
        (
            phase3,
            Chromosome::Mt,
            vec!["ALL.chrMT.phase3_callmom-v0_4.20130502.genotypes.vcf.gz"],
        ),
        (
            phase1,
            Chromosome::X,
            vec!["ALL.chrX.integrated_phase1_v3.20101123.snps_indels_svs.genotypes.vcf.gz"],
        ),
        (
            phase1,
            Chromosome::Y,
            vec![
                "ALL.chrY.phase1_samtools_si.20101123.snps.low_coverage.genotypes.vcf.gz",
                "ALL.chrY.genome_strip_hq.20101123.svs.low_coverage.genotypes.vcf.gz",
            ],
        ),
        (
            phase1,
            Chromosome::Mt,
            vec!["ALL.chrMT.phase1_samtools_si.20101123.snps.low_coverage.genotypes.vcf.gz"],
        ),
        (
            panel,
            autosome(7),
            vec!["1kGP_high_coverage_Illumina.chr7.filtered.SNV_INDEL_SV_phased_panel.vcf.gz"],
        ),
        (
            panel,
            Chromosome::X,
            vec!["1kGP_high_coverage_Illumina.chrX.filtered.SNV_INDEL_SV_phased_panel.v2.vcf.gz"],
        ),
        (panel, Chromosome::Y, vec![]),
    ] {
        assert_eq!(
            variants(&catalogue, directory, chromosome),
            names,
            "{directory} {chromosome}"
        );
    }
    for chromosome in (1..=22).map(autosome) {
        for directory in [phase3, phase1, "release/20110521", panel] {
            assert_eq!(
                variants(&catalogue, directory, chromosome).len(),
                1,
                "{directory} {chromosome}"
            );
        }
    }
}

#[test]
fn each_variant_file_by_chromosome_has_its_tabix_index_beside_it() {
    let catalogue = Catalogue::built_in();
    let mut main_files = 0;
    for file in catalogue.files() {
        let companions: Vec<_> = catalogue
            .companions(&file.file.path)
            .map(|file| file.file.path.as_str())
            .collect();
        if file.companion_of.is_none() && file.chromosome.is_some() {
            main_files += 1;
            assert_eq!(companions, [format!("{}.tbi", file.file.path)]);
        } else if !matches!(file.data_type, DataType::Variants | DataType::Reference)
            || file.companion_of.is_some()
        {
            assert!(companions.is_empty(), "{}", file.file.path);
        }
    }
    assert!(
        main_files >= 25 + 2 * 23 + 3 + 4 * 23,
        "{main_files} files by chromosome"
    );
    assert_eq!(
        catalogue
            .companions(&path("release/20130502/nothing"))
            .count(),
        0
    );
}

#[test]
fn known_sizes_and_checksums_are_those_of_the_site() {
    let catalogue = Catalogue::built_in();
    let release = "release/20130502";
    for (name, bytes, md5) in [
        (
            format!("{release}/integrated_call_samples_v3.20130502.ALL.panel"),
            55_156,
            "7ee5675553088230530a7fe88c22f201",
        ),
        (
            format!("{release}/ALL.chrY.phase3_integrated_v2b.20130502.genotypes.vcf.gz"),
            5_656_911,
            "e1e56e29efad64c002e5e9749f85350f",
        ),
        (
            "phase3/20131219.populations.tsv".to_owned(),
            1663,
            "fa5e051926444a81f35eb807cb6f63fd",
        ),
        (
            "phase3/20131219.superpopulations.tsv".to_owned(),
            97,
            "68a73f849b82071afe11888bac1aa8a7",
        ),
    ] {
        let known = &file(&catalogue, &name).file;
        assert_eq!(known.size, Some(Size::Exact(bytes)), "{name}");
        assert_eq!(
            known.md5.map(|md5| md5.to_string()).as_deref(),
            Some(md5),
            "{name}"
        );
    }
    let rounded = "release/20130502/ALL.chr11.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
    let rounded = &file(&catalogue, rounded).file;
    assert_eq!(rounded.size, Size::from_apache("701M"));
    assert_eq!(
        rounded.modified.map(|at| at.to_string()).as_deref(),
        Some("2021-03-16T15:54")
    );
    assert_eq!(rounded.md5, None);
}

#[test]
fn releases_state_what_decides() {
    let catalogue = Catalogue::built_in();
    let facts: Vec<_> = catalogue
        .releases()
        .iter()
        .map(|release| {
            let counts = |facts: &[igsr_fetch::catalogue::Fact<igsr_fetch::catalogue::Count>]| {
                facts
                    .iter()
                    .map(|fact| fact.value.least())
                    .collect::<Vec<_>>()
            };
            (
                release.id.as_str(),
                release.assembly.value.as_str(),
                counts(&release.samples),
                counts(&release.populations),
                release.citation.url.as_str(),
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            (
                "phase3",
                "GRCh37",
                vec![2504, 2535],
                vec![26],
                "https://doi.org/10.1038/nature15393"
            ),
            (
                "phase1",
                "GRCh37",
                vec![1092],
                vec![14],
                "https://doi.org/10.1038/nature11632"
            ),
            (
                "pilot",
                "NCBI36",
                vec![179, 6, 697],
                vec![4, 2, 7],
                "https://doi.org/10.1038/nature09534"
            ),
        ]
    );
    for release in catalogue.releases() {
        let id = &release.id;
        assert_eq!(release.variants.len(), 3, "{id}");
        assert!(
            release.variants.iter().all(|fact| fact.label.is_some()),
            "{id}"
        );
        assert!(
            !release.caveats.is_empty() && !release.directories.is_empty(),
            "{id}"
        );
        for several in [&release.samples, &release.populations] {
            assert!(
                several.len() == 1 || several.iter().all(|fact| fact.label.is_some()),
                "{id}"
            );
        }
        let main = &release.directories[0].value;
        let has_files = |file: &CatalogueFile| file.file.path.below(main).is_some();
        assert!(
            catalogue.files().iter().any(has_files),
            "{id} has no file in its main directory"
        );
        if let Some(readme) = &release.readme {
            assert!(catalogue.file(readme).is_some(), "{readme}");
        }
    }
}

#[test]
fn collections_name_their_documents_and_say_which_counts_are_disputed() {
    let catalogue = Catalogue::built_in();
    assert_eq!(catalogue.collections().len(), 14);
    for collection in catalogue.collections() {
        let id = &collection.id;
        assert!(catalogue.release(id).is_none(), "{id} is also a release");
        for document in collection.readme.iter().chain(&collection.reuse) {
            assert_eq!(
                catalogue.file(document).map(|file| file.data_type),
                Some(DataType::Documentation),
                "{id}"
            );
        }
        for fact in &collection.samples {
            assert!(fact.value.least() <= fact.value.most(), "{id}");
            assert_eq!(
                fact.value.least() != fact.value.most(),
                fact.disputed.is_some(),
                "{id}"
            );
        }
    }
    let samples = |id: &str| catalogue.collection(id).expect("a collection").samples[0].value;
    assert_eq!(samples("30x").least(), 3202);
    assert_eq!(
        (samples("gambian").least(), samples("gambian").most()),
        (394, 518)
    );
}

#[test]
fn directories_are_known_when_no_mirror_can_be_read() {
    let catalogue = Catalogue::built_in();
    let top = catalogue.files_below(&RemotePath::root());
    let directories: Vec<_> = top
        .directories
        .iter()
        .map(|directory| directory.path.as_str())
        .collect();
    assert_eq!(
        directories,
        [
            "changelog_details",
            "data",
            "data_collections",
            "historical_data",
            "phase1",
            "phase3",
            "pilot_data",
            "release",
            "technical"
        ]
    );
    assert!(
        top.directories
            .iter()
            .all(|directory| directory.description.is_some())
    );
    let files: Vec<_> = top
        .files
        .iter()
        .map(|file| file.file.path.as_str())
        .collect();
    assert_eq!(files, ["current.tree", "CHANGELOG"]);

    let release = catalogue.files_below(&path("release/20130502"));
    assert_eq!(release.directories.len(), 1);
    assert_eq!(release.directories[0].path.name(), "supporting");
    assert!(
        release
            .files
            .iter()
            .all(|file| file.file.path.parent() == Some(path("release/20130502")))
    );
    assert!(release.files.len() > 52);

    let nothing = catalogue.files_below(&path("no/such/directory"));
    assert!(nothing.directories.is_empty() && nothing.files.is_empty());
}

#[test]
fn the_owner_of_a_listed_path_is_that_of_the_closest_directory() {
    let catalogue = Catalogue::built_in();
    for (text, owner) in [
        ("release/20130502/supporting/x", Some("phase3")),
        ("phase3/data/HG00096/x.bam", Some("phase3")),
        ("pilot_data/release/2009_12/x", Some("pilot")),
        ("data_collections/HGDP/data/x", Some("hgdp")),
        ("data_collections/HGDP_transcriptome/x", Some("hgdp-rna")),
        ("release/20100804/x", None),
        ("current.tree", None),
    ] {
        assert_eq!(
            catalogue.owner_at(&path(text)).map(Owner::id),
            owner,
            "{text}"
        );
    }
}

#[test]
fn data_that_do_not_fit_together_are_refused() {
    let refuse = |files: &str| {
        Catalogue::from_json(&CatalogueParts { files, ..PARTS }).expect_err("such data are refused")
    };
    let part = |family: &str, known: &str| {
        format!(
            r#"{{"companions":{{".tbi":"index"}},"directories":{{"source":"site","paths":{{}}}},
            "families":[{family}],"known":{{{known}}}}}"#
        )
    };
    let family = |more: &str, name: &str| {
        format!(
            r#"{{"directory":"a","name":"{name}","type":"variants","description":"d","source":"site"{more}}}"#
        )
    };
    let one = family("", "x");
    assert!(
        Catalogue::from_json(&CatalogueParts {
            files: &part(&one, ""),
            ..PARTS
        })
        .is_ok()
    );
    let twice = part(&format!("{one},{one}"), "");
    assert!(matches!(
        refuse(&twice),
        CatalogueError::DuplicatePath { .. }
    ));
    let owner = part(&family(r#","owner":"phase9""#, "x"), "");
    assert!(matches!(
        refuse(&owner),
        CatalogueError::UnknownOwner { .. }
    ));
    let placeholder = part(&family("", "chr{chromosome}"), "");
    assert!(matches!(
        refuse(&placeholder),
        CatalogueError::Placeholder { .. }
    ));
    let placeholder = part(&family(r#","chromosomes":"1-22""#, "x"), "");
    assert!(matches!(
        refuse(&placeholder),
        CatalogueError::Placeholder { .. }
    ));
    let companion = part(&family(r#","companions":[".csi"]"#, "x"), "");
    assert!(matches!(
        refuse(&companion),
        CatalogueError::Companion { .. }
    ));
    let name = part(&family("", "../x"), "");
    assert!(matches!(refuse(&name), CatalogueError::Name { .. }));
    let unknown = part(&one, r#""a/y":{"size":1,"source":"site"}"#);
    assert!(matches!(
        refuse(&unknown),
        CatalogueError::UnknownPath { .. }
    ));
    for wrong in [
        r#""listed":"big""#,
        r#""size":1,"listed":"1K""#,
        r#""about":[1,2,3]"#,
        r#""modified":"yesterday""#,
    ] {
        let known = part(&one, &format!(r#""a/x":{{{wrong},"source":"site"}}"#));
        assert!(
            matches!(refuse(&known), CatalogueError::Known { .. }),
            "{wrong}"
        );
    }
    for wrong in ["", "{}", r#"{"families":1}"#] {
        assert!(
            matches!(
                refuse(wrong),
                CatalogueError::Malformed { part: "files", .. }
            ),
            "{wrong}"
        );
    }
}

#[test]
fn a_fault_in_the_data_is_named_with_its_place() {
    let changed = |from: &str, to: &str| {
        assert!(RELEASES.contains(from), "{from}");
        let releases = RELEASES.replacen(from, to, 1);
        let parts = CatalogueParts {
            releases: &releases,
            ..PARTS
        };
        match Catalogue::from_json(&parts) {
            Err(CatalogueError::Malformed {
                part: "releases",
                source,
            }) => source.to_string(),
            other => panic!("{to}: {other:?}"),
        }
    };
    for (from, to, fault) in [
        (
            r#""name": "Phase 1""#,
            r#""title": "Phase 1""#,
            "releases[1].title: unknown field `title`, expected one of `id`, `name`, `summary`, `published`, `assembly`, `contigs`, `directories`, `data_directory`, `samples`, `populations`, `variants`, `size`, `citation`, `reuse`, `readme`, `caveats`, `history`",
        ),
        (
            r#""name": "Phase 1","#,
            "",
            "releases[1].name: missing, add it",
        ),
        (
            r#""name": "Phase 1""#,
            r#""name": "Phase 1", "more": null"#,
            "releases[1].more: unknown field `more`, expected one of `id`, `name`, `summary`, `published`, `assembly`, `contigs`, `directories`, `data_directory`, `samples`, `populations`, `variants`, `size`, `citation`, `reuse`, `readme`, `caveats`, `history`",
        ),
        (
            r#""name": "Phase 1""#,
            r#""name": null"#,
            "releases[1].name: invalid type: null, expected a string",
        ),
        (
            r#""name": "Phase 1""#,
            r#""name": 1"#,
            "releases[1].name: invalid type: integer `1`, expected a string",
        ),
        (
            r#""value": 2535"#,
            r#""value": -2535"#,
            "releases[0].samples[1].value: invalid type: integer `-2535`, expected a whole number or a list of two",
        ),
        (
            r#""value": 2535"#,
            r#""value": 4294967296"#,
            "releases[0].samples[1].value: invalid value: integer `4294967296`, expected a whole number or a list of two",
        ),
        (
            r#""value": 2535"#,
            r#""value": [2535]"#,
            "releases[0].samples[1].value: invalid length 1, expected a whole number or a list of two",
        ),
        (
            r#""value": 2535"#,
            r#""value": [1, 2, 3]"#,
            "releases[0].samples[1].value: invalid length 3, expected a whole number or a list of two",
        ),
        (
            r#""value": "phase3/data""#,
            r#""value": "phase3/../data""#,
            "releases[0].data_directory.value: the path has a part that means this or the parent directory",
        ),
        (
            r#""populations": [{"value": 26, "source": "panel"}]"#,
            r#""populations": {}"#,
            "releases[0].populations: invalid type: map, expected a sequence",
        ),
        (
            r#""name": "Phase 1""#,
            r#""name": "Phase 1", "name": "Phase 2""#,
            "releases[1].name: stands twice",
        ),
    ] {
        assert_eq!(changed(from, to), fault);
    }
}

#[test]
fn data_files_stay_small() {
    let bytes: usize = [SOURCES, RELEASES, COLLECTIONS, POPULATIONS, FILES, WEIGHTS]
        .iter()
        .map(|text| text.len())
        .sum();
    assert!(bytes < 72_000, "{bytes} bytes");
}

#[test]
fn weights_are_averages_with_a_source_and_fit_what_they_name() {
    let weights = Weight::built_in();
    let sources: Value = serde_json::from_str(SOURCES).unwrap();
    for weight in &weights {
        assert!(sources[&weight.source].is_object(), "{}", weight.source);
        assert!(
            weight.files > 1 && weight.average() > 10_000,
            "{}",
            weight.what
        );
        assert!(
            !weight.below.is_empty()
                && weight
                    .ends
                    .ends_with(|last: char| last.is_ascii_lowercase()),
            "{}",
            weight.what
        );
    }
    let average = |what: &str| {
        let mut all = weights.iter();
        all.find(|one| one.what.starts_with(what))
            .unwrap()
            .average()
    };
    assert_eq!(average("CRAM files of the 30x reads"), 14_376_996_805);
    assert_eq!(
        average("VCF files of a chromosome in the panel"),
        1_353_049_156
    );
    for damage in ["[{}]", "[{\"what\": 1}]", "{}"] {
        assert!(Weight::from_json(damage).is_err(), "{damage}");
    }
}
