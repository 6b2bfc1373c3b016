//! The collection of files that lie outside the main site: by the table that lists them, or as copies on a mirror.

use igsr_fetch::mirror::{HostPath, MirrorRegistry, Roots};
use igsr_fetch::search::{Engine, View};
use igsr_fetch::snapshot::Importer;

use crate::format::{open, roots};

const FACTS: &str = "\
host\tpath\tmd5
ftp-trace.ncbi.nih.gov/1000genomes/ftp\t1000G_2504_high_coverage/data/ERR1/HG1.final.cram\t0cc175b9c0f1b6a831c399e269772661
ftp-trace.ncbi.nih.gov/1000genomes/ftp\tphase3/data/HG1/alignment/HG1.bam\t0cc175b9c0f1b6a831c399e269772661
ftp-trace.ncbi.nih.gov/1000genomes/ftp\tdata_collections/HGDP/x.cram\t0cc175b9c0f1b6a831c399e269772661
s3://1000genomes\ttechnical/x.txt\t0cc175b9c0f1b6a831c399e269772661
ftp.sra.ebi.ac.uk/vol1\tfastq/a_1.fastq.gz\t0cc175b9c0f1b6a831c399e269772661
ftp.sra.ebi.ac.uk/vol1\tfastq/b_1.fastq.gz\t0cc175b9c0f1b6a831c399e269772661
";

const INDEX: &str = "\
#ENA_FILE_PATH\tMD5SUM\tSAMPLE_NAME\tPOPULATION
ftp://ftp.sra.ebi.ac.uk/vol1/fastq/a_1.fastq.gz\t0cc175b9c0f1b6a831c399e269772661\tHG1\tCHS
";

#[test]
fn a_file_elsewhere_is_of_the_collection_of_its_table_or_of_the_directory_that_it_is_copied_from() {
    let mut importer = Importer::new(roots());
    importer
        .add_index("x.index", Some("han"), INDEX.as_bytes())
        .expect("an index");
    let each = Roots::of_each(&MirrorRegistry::built_in());
    importer
        .add_facts(FACTS.as_bytes(), &each, |_: &HostPath| false)
        .expect("facts");
    let files = importer
        .finish("a test", "2026-11-29")
        .expect("a snapshot")
        .0;
    let mut engine = Engine::new(open(&files).expect("a snapshot"));
    let view = View::default();
    let found = engine.find(&view, &[], 0..10).expect("all");
    let mut of: Vec<(String, Option<String>)> = found
        .rows
        .iter()
        .map(|row| (row.at.path.name().to_owned(), row.collection.clone()))
        .collect();
    of.sort();
    let expected = [
        ("HG1.bam", Some("phase3")),
        ("HG1.final.cram", Some("30x")),
        ("a_1.fastq.gz", Some("han")),
        // No table and no directory tells: nothing is invented.
        ("b_1.fastq.gz", None),
        ("x.cram", Some("hgdp")),
        ("x.txt", None),
    ];
    let owned = |(name, id): (&str, Option<&str>)| (name.to_owned(), id.map(str::to_owned));
    assert_eq!(of, expected.map(owned));
}
