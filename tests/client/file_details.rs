//! One file: what the open list knows of it on any host, and where it is by the rules of the mirror list.

use crate::listed::{EBI, ENA, NCBI, open_list};
use igsr_fetch::client::{find_file, locations, whole_path};
use igsr_fetch::mirror::MirrorRegistry;
use igsr_fetch::selection::Picked;

fn picked(text: &str) -> Picked {
    Picked::parse(text).unwrap()
}

#[tokio::test]
async fn a_file_is_found_on_the_host_that_has_it() {
    let (search, hosts) = open_list(&[
        (EBI, "release/20130502/a.vcf.gz", "7"),
        (NCBI, "technical/only/at/ncbi.bam", "8"),
        (ENA, "run/ERR323/ERR3239480/NA12718.final.cram", ""),
    ]);
    let registry = MirrorRegistry::built_in();
    for (file, expected) in [
        ("release/20130502/a.vcf.gz", Some(Some(7))),
        ("technical/only/at/ncbi.bam", Some(Some(8))),
        (
            "//ftp.sra.ebi.ac.uk/run/ERR323/ERR3239480/NA12718.final.cram",
            Some(None),
        ),
        ("//ftp.sra.ebi.ac.uk/release/20130502/a.vcf.gz", None),
        ("//example.org/release/20130502/a.vcf.gz", None),
        ("release/20130502", None),
        ("release/20130502/b.vcf.gz", None),
    ] {
        let found = find_file(&search, &registry, &hosts, &picked(file)).await;
        let size = found.unwrap().map(|found| found.file.size);
        assert_eq!(size, expected, "{file}");
    }
}

#[test]
fn a_file_has_an_address_on_each_mirror_or_the_reason_why_not() {
    let registry = MirrorRegistry::built_in();
    let words = |file: &str| {
        let places = locations(&registry, &picked(file), false);
        let places = places.into_iter().map(|place| match place.url {
            Ok(url) => format!("{}: {url}", place.name),
            Err(reason) => format!("{}: not here, {reason}", place.name),
        });
        places.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!([
        "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz",
        "release/it's $(touch x) #?.vcf.gz",
        "data_collections/HGSVC3/working/x.fa.gz",
        "//ftp.sra.ebi.ac.uk/run/ERR323/ERR3239480/NA12718.final.cram",
        "//example.org/a/b.bam",
    ].map(|file| format!("{file}\n{}\n", words(file))).join("\n"));
}

#[test]
fn the_path_to_copy_is_that_of_the_host_that_has_the_file() {
    let registry = MirrorRegistry::built_in();
    for (file, expected) in [
        ("release/20130502/a.vcf.gz", "release/20130502/a.vcf.gz"),
        (
            "//ftp.sra.ebi.ac.uk/run/ERR323/ERR3239334/NA12878.final.cram",
            "ftp.sra.ebi.ac.uk/vol1/run/ERR323/ERR3239334/NA12878.final.cram",
        ),
        (
            "data_collections/1000G_2504_high_coverage/data/ERR3240114/HG00096.final.cram.crai",
            "ftp-trace.ncbi.nlm.nih.gov/1000genomes/ftp/1000G_2504_high_coverage/data/ERR3240114/HG00096.final.cram.crai",
        ),
        ("//example.org/a.vcf.gz", "example.org/a.vcf.gz"),
    ] {
        assert_eq!(whole_path(&registry, &picked(file)), expected);
    }
}
