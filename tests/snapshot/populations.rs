//! Populations and samples under all names that the tables have for them.

use igsr_fetch::catalogue::Catalogue;
use igsr_fetch::mirror::{HostPath, MirrorRegistry, Roots};
use igsr_fetch::search::{Engine, QueryField, View};
use igsr_fetch::snapshot::{CollectError, Importer, SnapshotFiles};

use crate::format::{open, roots};

const SAMPLES: &str = "\
Sample name\tSex\tBiosample ID\tPopulation code\tPopulation name\tSuperpopulation code\tSuperpopulation name\tPopulation elastic ID\tData collections
HG00096\tmale\tSAME123268\tGBR\tBritish\tEUR\tEuropean Ancestry\tGBR\tGeuvadis
SC_GMJOL1\tmale\tSAMEA1\tGWJ\tGambian Jola\tAFR\tAfrican Ancestry\tGWJ\t
BulgarianB4\tmale\tSAMEA33\t\tBulgarian\t\tWest Eurasia (SGDP)\tBulgarianSGDP\t
HGDP01029\tmale\tSAMEA34\t\tJu|'hoan North,San\t\tAfrica (SGDP),Africa (HGDP)\tJuhoanNorthSGDP,SanHGDP\t
HG03007\tmale\tSAMEA35\tBEB\tBengali,Bengali\tSAS\tSouth Asia (SGDP),South Asian Ancestry\tBengaliSGDP,BEB\t
";

const POPULATIONS: &str = "\
Population code\tPopulation elastic ID\tPopulation name\tPopulation description\tSuperpopulation code\tSuperpopulation name
GWJ\tGWJ\tGambian Jola\tGambian in Western Division, The Gambia - Jola\tAFR\tAfrican Ancestry
\tBulgarianSGDP\tBulgarian\tBulgarian in Bulgaria (SGDP)\t\tWest Eurasia (SGDP)
\tJuhoanNorthSGDP\tJu|'hoan North\tJu|'hoan North in Namibia (SGDP)\t\tAfrica (SGDP)
\tSanHGDP\tSan\tSan in Namibia (HGDP)\t\tAfrica (HGDP)
\tBengaliSGDP\tBengali\tBengali in Bangladesh (SGDP)\t\tSouth Asia (SGDP)
";

/// One file a line: a letter, where it is, its sample and its population as the tables of files call it.
const FILES: &str = "\
host\tpath\tmd5\tsample\tpopulation
ftp.1000genomes.ebi.ac.uk/vol1/ftp\td/JOLA/SC_GMJOL1.a.cram\t0cc175b9c0f1b6a831c399e269772661\tSC_GMJOL1\tJOLA
ftp.sra.ebi.ac.uk/vol1\tfastq/b.fastq.gz\t0cc175b9c0f1b6a831c399e269772661\t\tJOLA
ftp.1000genomes.ebi.ac.uk/vol1/ftp\td/Bulgarian/SAMEA33.c.cram\t0cc175b9c0f1b6a831c399e269772661\tSAMEA33\tBulgarian
ftp.sra.ebi.ac.uk/vol1\tfastq/d.fastq.gz\t0cc175b9c0f1b6a831c399e269772661\tSAMEA33\tBulgarian
ftp.sra.ebi.ac.uk/vol1\tfastq/e.fastq.gz\t0cc175b9c0f1b6a831c399e269772661\tSAMEA34\tJu_hoan_North
ftp.sra.ebi.ac.uk/vol1\tfastq/f.fastq.gz\t0cc175b9c0f1b6a831c399e269772661\tHG03007\tBEB
ftp.sra.ebi.ac.uk/vol1\tfastq/g.fastq.gz\t0cc175b9c0f1b6a831c399e269772661\tSAMEA99\tMala
";

fn import(samples: &str) -> Result<SnapshotFiles, CollectError> {
    let mut importer = Importer::new(roots());
    importer.add_samples(samples.as_bytes()).expect("samples");
    importer
        .add_populations(POPULATIONS.as_bytes())
        .expect("populations");
    let each = Roots::of_each(&MirrorRegistry::built_in());
    let summary = importer
        .add_facts(FILES.as_bytes(), &each, |_: &HostPath| false)
        .expect("facts");
    assert_eq!(summary.skipped, 0);
    Ok(importer.finish("a test", "2026-11-29")?.0)
}

fn engine() -> Engine {
    let snapshot = open(&import(SAMPLES).expect("a snapshot")).expect("a snapshot");
    Engine::new(snapshot)
}

/// The letters of the files that a query finds.
fn letters(engine: &mut Engine, query: &str) -> String {
    let view = View {
        query: query.to_owned(),
        ..View::default()
    };
    let found = engine.find(&view, &[], 0..100).expect(query);
    assert_eq!(found.rows.len(), found.files as usize);
    let names = found.rows.iter().map(|row| row.at.path.name().to_owned());
    let letter = |name: String| {
        name.rsplit('.')
            .nth(if name.ends_with("gz") { 2 } else { 1 })
            .map(str::to_owned)
    };
    let mut letters: Vec<String> = names.filter_map(letter).collect();
    letters.sort();
    letters.concat()
}

#[test]
fn a_population_is_found_by_code_by_name_and_as_the_tables_of_files_call_it() {
    let mut engine = engine();
    for (query, expected) in [
        // The code, the name, the value of the tables of files; any letter case.
        ("pop:GWJ", "ab"),
        ("pop:gwj", "ab"),
        ("pop:JOLA", "ab"),
        ("pop:jola", "ab"),
        ("JOLA", "ab"),
        ("gambian jola", "ab"),
        ("super:AFR", "ab"),
        // Without a code: the portal's identifier.
        ("pop:BulgarianSGDP", "cd"),
        ("pop:bulgarian", "cd"),
        ("bulgarian", "cd"),
        // Spelled in another way, and of a sample of two populations.
        ("pop:Ju_hoan_North", "e"),
        ("pop:juhoannorth", "e"),
        ("ju hoan north", "e"),
        ("pop:San", "e"),
        ("pop:SanHGDP", "e"),
        ("pop:BEB", "f"),
        ("pop:bengalisgdp", "f"),
        ("super:SAS", "f"),
        // Known to a table of files alone.
        ("pop:mala", "g"),
        ("pop:GBR", ""),
    ] {
        assert_eq!(letters(&mut engine, query), expected, "{query}");
    }
}

#[test]
fn a_sample_is_found_by_the_accession_that_tables_of_files_use() {
    let mut engine = engine();
    for query in [
        "sample:BulgarianB4",
        "sample:bulgarianb4",
        "sample:SAMEA33",
        "SAMEA33",
        "BulgarianB4",
    ] {
        assert_eq!(letters(&mut engine, query), "cd", "{query}");
    }
    let samples = engine.samples();
    assert_eq!(samples.find("samea33"), samples.find("BulgarianB4"));
    assert_eq!(
        samples.samples().len(),
        6,
        "an accession is no sample of its own"
    );
}

#[test]
fn a_file_counts_for_each_population_of_its_sample() {
    let mut engine = engine();
    let view = View {
        query: "fastq".to_owned(),
        ..View::default()
    };
    let found = engine.find(&view, &[], 0..1).expect("files");
    let facet = found
        .facets
        .iter()
        .find(|facet| facet.field == QueryField::Population);
    let mut values = facet.expect("the facet").values.clone();
    values.sort();
    let expected = [
        "BEB",
        "BengaliSGDP",
        "BulgarianSGDP",
        "GWJ",
        "JuhoanNorthSGDP",
        "Mala",
        "SanHGDP",
    ];
    assert_eq!(values, expected.map(|code| (code.to_owned(), 1)));
}

#[test]
fn the_list_says_who_a_population_is() {
    let snapshot = open(&import(SAMPLES).expect("a snapshot")).expect("a snapshot");
    let samples = &snapshot.samples;
    let of = |text: &str| {
        let found = samples.populations_named(text).into_iter();
        found.map(|one| one.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("jola"), ["GWJ"]);
    assert_eq!(of("JU'HOAN NORTH"), ["JuhoanNorthSGDP"]);
    assert_eq!(of("Bengali"), ["BEB", "BengaliSGDP"], "two of one name");
    assert_eq!(of("Atlantean"), [""; 0]);
    let jola = samples.populations_named("GWJ")[0];
    assert_eq!(
        jola.description,
        "Gambian in Western Division, The Gambia - Jola"
    );
    assert_eq!(jola.superpopulation, "AFR");
    let filter = igsr_fetch::catalogue::SampleFilter {
        populations: vec!["GWJ".to_owned()],
        ..Default::default()
    };
    let table = Catalogue::built_in();
    let places = samples.select(&filter, table.populations());
    let names = places.iter().filter_map(|place| samples.sample(*place));
    assert_eq!(
        names.map(|sample| &*sample.name).collect::<Vec<_>>(),
        ["SC_GMJOL1"]
    );
}

#[test]
fn more_populations_than_a_list_can_tell_apart_are_refused() {
    let rows = (0..300).map(|n| format!("S{n}\tmale\t\tP{n}\t\t\t\tP{n}\t\n"));
    let samples = SAMPLES.to_owned() + &rows.collect::<String>();
    assert_eq!(import(&samples).unwrap_err(), CollectError::Populations);
}
