//! Main files under names that they had before.

use igsr_fetch::catalogue::{Catalogue, RenamedFiles};
use igsr_fetch::mirror::{Availability, MirrorRegistry};
use serde_json::Value;

const RENAMED: &str = include_str!("../../static/catalogue/renamed.json");

/// Path of a file of today for a former name or path; empty if that is none.
fn today(former: &str) -> String {
    let renamed = RenamedFiles::built_in();
    renamed
        .find(former)
        .map(|file| file.path.to_string())
        .unwrap_or_default()
}

#[test]
fn a_former_name_or_path_leads_to_the_file_of_today() {
    const PHASE3: &str = "release/20130502";
    const LIFTED: &str =
        "data_collections/1000G_2504_high_coverage/working/phase3_liftover_nygc_dir";
    for (former, file) in [
        (
            "ALL.chr22.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz",
            format!(
                "{PHASE3}/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz"
            ),
        ),
        (
            "release/20130502/ALL.chr1.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz.tbi",
            format!(
                "{PHASE3}/ALL.chr1.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz.tbi"
            ),
        ),
        (
            "all.chrx.phase3_shapeit2_mvncall_integrated_v1b.20130502.genotypes.vcf.gz",
            format!(
                "{PHASE3}/ALL.chrX.phase3_shapeit2_mvncall_integrated_v1c.20130502.genotypes.vcf.gz"
            ),
        ),
        (
            "ALL.chrY.phase3_integrated_v2a.20130502.genotypes.vcf.gz",
            format!("{PHASE3}/ALL.chrY.phase3_integrated_v2b.20130502.genotypes.vcf.gz"),
        ),
        (
            "ALL.wgs.phase3_shapeit2_mvncall_integrated_v5b.20130502.sites.vcf.gz",
            format!(
                "{PHASE3}/ALL.wgs.phase3_shapeit2_mvncall_integrated_v5c.20130502.sites.vcf.gz"
            ),
        ),
        (
            "integrated_call_samples_v3.20200731.ALL.ped",
            format!("{PHASE3}/integrated_call_samples_v3.20250704.ALL.ped"),
        ),
        (
            "ALL.chr21_GRCh38.genotypes.20170504.vcf.gz",
            format!("{LIFTED}/phase3.chr21.GRCh38.GT.crossmap.vcf.gz"),
        ),
    ] {
        assert_eq!(today(former), file, "{former}");
    }
    for other in [
        "",
        "/",
        "v5a",
        "ALL.chr23.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz",
        "ALL.chrX.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz",
        "ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz",
        "ALL.chr22.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz.md5",
        "x/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz",
    ] {
        assert_eq!(today(other), "", "{other}");
    }
}

#[test]
fn the_catalogue_has_each_file_of_today_and_the_main_site_none_of_a_former_name() {
    let (catalogue, registry) = (Catalogue::built_in(), MirrorRegistry::built_in());
    let main = registry.get_or_default(None);
    let renamed = RenamedFiles::built_in();
    assert_eq!(renamed.all().len(), 2 * (2 * (22 + 1) + 2 + 1 + 2 + 24) + 1);
    for file in renamed.all() {
        assert!(catalogue.file(&file.path).is_some(), "{}", file.path);
        assert!(catalogue.file(&file.former).is_none(), "{}", file.former);
        assert_eq!(main.availability(&file.path), Availability::Expected);
        assert_ne!(
            main.availability(&file.former),
            Availability::Expected,
            "{}",
            file.former
        );
    }
    let data: Value = serde_json::from_str(RENAMED).expect("JSON");
    for entry in data["entries"].as_array().expect("entries") {
        let source = entry["source"].as_str().expect("a source");
        assert!(catalogue.source(source).is_some(), "{source}");
    }
}

#[test]
fn faulty_data_are_refused_with_their_place() {
    for (entry, place) in [
        (
            r#"{"former": "a", "path": "../b", "reason": "r", "source": "s"}"#,
            "../b",
        ),
        (
            r#"{"former": "", "path": "b", "reason": 5, "source": "s"}"#,
            "entries[0].reason",
        ),
    ] {
        let text = format!(r#"{{"about": "", "entries": [{entry}]}}"#);
        let error = RenamedFiles::read(&text).expect_err(place).to_string();
        assert!(error.contains(place), "{error}");
    }
}
