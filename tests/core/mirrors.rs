//! The mirror list that ships with the app: it reads, its paths map both ways, and it says what a mirror lacks.

use crate::path::path;
use igsr_fetch::mirror::{
    Availability, HostName, HostPath, IndexKind, Mirror, MirrorId, MirrorRegistry, RemotePath,
};
use serde_json::Value;

const V5B: &str =
    "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
const V5A: &str =
    "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz";

fn id(text: &str) -> MirrorId {
    MirrorId(text.to_owned())
}

/// The mirror list that ships, and the demonstration mirror, as `make serve` joins them.
pub(crate) fn with_demonstration() -> MirrorRegistry {
    let mut list: Value =
        serde_json::from_str(include_str!("../../static/mirrors.json")).expect("a mirror list");
    let demo = include_str!("../../examples/demo_mirror/mirror.json");
    let mirrors = list["mirrors"].as_array_mut().expect("mirrors");
    mirrors.push(serde_json::from_str(demo).expect("a mirror"));
    MirrorRegistry::from_json(&list.to_string(), None).expect("a registry")
}

#[test]
fn nothing_that_ships_is_of_this_machine() {
    let registry = MirrorRegistry::built_in();
    let mut all = registry.offered(true).chain(registry.archives());
    assert!(all.all(|mirror| !mirror.loopback_only));
}

#[test]
fn the_demonstration_is_offered_only_to_a_page_of_this_machine() {
    let registry = with_demonstration();
    let names = |loopback| {
        registry
            .offered(loopback)
            .map(|mirror| mirror.id.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(false), ["ebi", "ncbi", "s3"]);
    assert_eq!(names(true), ["ebi", "ncbi", "s3", "demo"]);
    assert_eq!(registry.get_or_default(None).id, id("ebi"));
    assert_eq!(registry.get_or_default(Some(&id("gone"))).id, id("ebi"));
    assert_eq!(registry.get_or_default(Some(&id("s3"))).id, id("s3"));
}

#[test]
fn each_mirror_states_facts_with_their_source() {
    let registry = MirrorRegistry::built_in();
    for mirror in registry.offered(true).chain(registry.archives()) {
        let name = mirror.id.as_str();
        for (what, text) in [
            ("name", &mirror.name),
            ("organisation", &mirror.organisation),
            ("note", &mirror.note),
            ("source", &mirror.source),
        ] {
            assert!(!text.is_empty(), "{name} has no {what}");
        }
        assert!(
            (1..=3).contains(&mirror.connections),
            "{name}: the archive asks for few connections"
        );
        assert_eq!(
            mirror.loopback_only,
            mirror.base_url.host() == "127.0.0.1",
            "{name}"
        );
        assert_eq!(
            mirror.base_url.as_url().scheme(),
            if mirror.loopback_only {
                "http"
            } else {
                "https"
            },
            "{name}"
        );
        let reasons = mirror.lacks.iter().map(|rule| &rule.reason);
        for reason in reasons.chain(mirror.versions.iter().map(|rule| &rule.reason)) {
            assert!(reason.ends_with('.'), "{name}: {reason}");
        }
        if !mirror.current && mirror.holds_catalogue_files {
            assert!(
                !mirror.lacks.is_empty(),
                "{name} is frozen, so it lacks something"
            );
        }
    }
}

#[test]
fn demonstration_has_neither_aspera_nor_globus_nor_true_files() {
    let registry = with_demonstration();
    let demo = registry.get(&id("demo")).expect("a demonstration mirror");
    assert!(demo.aspera.is_none() && demo.globus.is_none());
    assert!(!demo.holds_catalogue_files);
    assert_eq!(demo.base_url.as_str(), "http://127.0.0.1:8081/vol1/ftp/");
}

#[test]
fn only_ebi_has_an_aspera_account_and_a_globus_collection() {
    let registry = MirrorRegistry::built_in();
    for mirror in registry.offered(true) {
        assert_eq!(
            mirror.aspera.is_some(),
            mirror.id == id("ebi"),
            "{}",
            mirror.name
        );
        assert_eq!(
            mirror.globus.is_some(),
            mirror.id == id("ebi"),
            "{}",
            mirror.name
        );
    }
    let ebi = registry.get(&id("ebi")).expect("EBI");
    let aspera = ebi.aspera.as_ref().expect("an account");
    assert_eq!(
        (
            aspera.user.as_str(),
            aspera.host.as_str(),
            aspera.tcp_port,
            aspera.root.as_str(),
            aspera.rate.as_str()
        ),
        (
            "fasp-g1k",
            "fasp.1000genomes.ebi.ac.uk",
            33001,
            "vol1/ftp",
            "100M"
        )
    );
    let globus = ebi.globus.as_ref().expect("a collection");
    let lengths: Vec<_> = globus.id.split('-').map(str::len).collect();
    assert_eq!(
        lengths,
        [8, 4, 4, 4, 12],
        "an identifier in the form of a UUID"
    );
    assert_eq!(globus.root.as_str(), "1000g/ftp");
}

fn host(name: &str) -> HostName {
    HostName::new(name)
}

#[test]
fn the_reads_lie_in_an_archive_with_an_account_of_its_own() {
    let registry = MirrorRegistry::built_in();
    let ena = registry.archive_of(&host("ftp.sra.ebi.ac.uk"));
    let ena = ena.expect("the archive of the reads");
    assert_eq!(
        ena.file_url(&path("run/ERR323/ERR3239276/NA06985.final.cram")),
        "https://ftp.sra.ebi.ac.uk/vol1/run/ERR323/ERR3239276/NA06985.final.cram"
    );
    let aspera = ena.aspera.as_ref().expect("an account");
    assert_eq!(
        (aspera.user.as_str(), aspera.host.as_str(), aspera.tcp_port),
        ("era-fasp", "fasp.sra.ebi.ac.uk", 33001)
    );
    assert_eq!(aspera.root.as_str(), "vol1");
    let globus = ena.globus.as_ref().expect("a collection");
    assert_eq!(globus.root.as_str(), "vol1");
    assert!(registry.offered(true).all(|mirror| mirror.id != ena.id));
}

#[test]
fn a_hosts_tree_is_the_main_sites_or_an_archives_or_unknown() {
    let registry = with_demonstration();
    assert_eq!(registry.main_host(), host("ftp.1000genomes.ebi.ac.uk"));
    for (name, main, archive) in [
        ("ftp.1000genomes.ebi.ac.uk", true, false),
        ("ftp.ebi.ac.uk", true, false),
        ("FTP-trace.ncbi.nih.gov", true, false),
        ("1000genomes.s3.amazonaws.com", true, false),
        ("127.0.0.1:8081", true, false),
        ("127.0.0.1", false, false),
        ("ftp.sra.ebi.ac.uk", false, true),
        ("ftp.example.org", false, false),
    ] {
        let host = host(name);
        assert_eq!(registry.is_main(&host), main, "{name}");
        assert_eq!(registry.archive_of(&host).is_some(), archive, "{name}");
    }
    let roots = registry.roots();
    for (name, root) in [
        ("ftp.1000genomes.ebi.ac.uk", "vol1/ftp"),
        ("ftp.ebi.ac.uk", "1000g/ftp"),
        ("ftp.sra.ebi.ac.uk", "vol1"),
        ("1000genomes.s3.amazonaws.com", ""),
    ] {
        assert!(roots.contains(&(host(name), path(root))), "{name}");
    }
}

#[test]
fn a_host_that_no_data_know_is_read_from_its_root() {
    let unknown = Mirror::of_host(&host("ftp.example.org:8080")).expect("a host");
    assert_eq!(
        unknown.file_url(&path("a b")),
        "https://ftp.example.org:8080/a%20b"
    );
    assert!(unknown.aspera.is_none() && unknown.globus.is_none());
    assert!(unknown.note.contains("ftp.example.org:8080"));
    assert_eq!(host("127.0.0.1:80").folder(), "127.0.0.1_80");
    for hostile in [
        "", ".", "..", "a..b", "a/b", "a b", "$(x)", "a;b", "-a", "a.-b", "a\nb", "a@b", "[::1]",
        "a:", "a:0", "a:65536", "a:1:2", "é.org", "a_b",
    ] {
        assert!(!host(hostile).is_plain(), "{hostile:?}");
        assert_eq!(Mirror::of_host(&host(hostile)), None, "{hostile:?}");
    }
    assert!(!host(&"a".repeat(254)).is_plain());
}

#[test]
fn relocations_map_there_and_back() {
    let registry = MirrorRegistry::built_in();
    let mut relocations = 0;
    for mirror in registry.offered(true) {
        for relocation in &mirror.relocations {
            relocations += 1;
            let site = relocation.site.join("working").expect("a path");
            let here = relocation.mirror.join("working").expect("a path");
            assert_eq!(mirror.path_here(&relocation.site), relocation.mirror);
            assert_eq!(mirror.path_on_site(&relocation.mirror), relocation.site);
            assert_eq!(mirror.path_here(&site), here);
            assert_eq!(mirror.path_on_site(&here), site);
        }
        let elsewhere = path("release/20130502");
        assert_eq!(mirror.path_here(&elsewhere), elsewhere);
    }
    assert_eq!(relocations, 12);
    let s3 = registry.get(&id("s3")).expect("S3");
    assert_eq!(
        s3.file_url(&path("data_collections/1000G_2504_high_coverage/a.txt")),
        "https://1000genomes.s3.amazonaws.com/1000G_2504_high_coverage/a.txt"
    );
}

#[test]
fn a_path_that_a_relocation_would_make_too_long_or_too_deep_stays() {
    let registry = MirrorRegistry::built_in();
    let mirrors = registry.offered(true);
    let pairs = mirrors.flat_map(|mirror| mirror.relocations.iter().map(move |it| (mirror, it)));
    for (mirror, relocation) in pairs {
        let here = &relocation.mirror;
        let letters = RemotePath::MAX_BYTES - here.as_str().len() - 1;
        let parts = RemotePath::MAX_PARTS - here.parts().count();
        for below in ["a".repeat(letters), vec!["a"; parts].join("/")] {
            let longest = path(&format!("{here}/{below}"));
            assert_eq!(mirror.path_on_site(&longest), longest, "{here}");
        }
    }
}

#[test]
fn what_a_mirror_lacks_is_said_with_a_reason() {
    let registry = MirrorRegistry::built_in();
    let high = "data_collections/1000G_2504_high_coverage";
    let release = "release/20130502";
    let old = "historical_data/former_toplevel";
    for (file, on_ncbi, on_s3) in [
        (
            format!("{release}/integrated_call_samples_v3.20130502.ALL.panel"),
            true,
            true,
        ),
        (
            format!("{release}/integrated_call_samples_v3.20250704.ALL.ped"),
            false,
            false,
        ),
        (release.to_owned(), true, true),
        (high.to_owned(), true, true),
        (
            format!("{high}/1000G_2504_high_coverage.sequence.index"),
            true,
            true,
        ),
        (
            format!("{high}/working/20201028_3202_phased/a.vcf.gz"),
            true,
            false,
        ),
        (
            format!("{high}/working/20220422_3202_phased_SNV_INDEL_SV/a.vcf.gz"),
            false,
            false,
        ),
        ("data_collections/HGSVC3/release".to_owned(), false, false),
        (
            "data_collections/hgsv_sv_discovery/data".to_owned(),
            false,
            true,
        ),
        ("data_collections".to_owned(), false, false),
        (format!("{old}/sequence_indices/a.index"), true, true),
        (format!("{old}/README.ftp_structure"), true, false),
        ("current.tree".to_owned(), true, false),
        ("phase1".to_owned(), true, true),
    ] {
        for (mirror, expected) in [("ebi", true), ("ncbi", on_ncbi), ("s3", on_s3)] {
            let availability = registry
                .get(&id(mirror))
                .expect("a mirror")
                .availability(&path(&file));
            assert_eq!(
                availability == Availability::Expected,
                expected,
                "{file} on {mirror}: {availability:?}"
            );
        }
    }
}

/// The phase 3 files that were replaced: as they are now, and as they were in the copies of about 2015.
const REPLACED: [(&str, &str); 5] = [
    (V5B, V5A),
    (
        "release/20130502/ALL.chrX.phase3_shapeit2_mvncall_integrated_v1c.20130502.genotypes.vcf.gz",
        "release/20130502/ALL.chrX.phase3_shapeit2_mvncall_integrated_v1b.20130502.genotypes.vcf.gz",
    ),
    (
        "release/20130502/ALL.chrY.phase3_integrated_v2b.20130502.genotypes.vcf.gz",
        "release/20130502/ALL.chrY.phase3_integrated_v1b.20130502.genotypes.vcf.gz",
    ),
    (
        "release/20130502/ALL.chrMT.phase3_callmom-v0_4.20130502.genotypes.vcf.gz",
        "release/20130502/ALL.chrMT.phase3_callmom.20130502.genotypes.vcf.gz",
    ),
    (
        "release/20130502/ALL.wgs.phase3_shapeit2_mvncall_integrated_v5c.20130502.sites.vcf.gz",
        "release/20130502/ALL.wgs.phase3_shapeit2_mvncall_integrated_v5b.20130502.sites.vcf.gz",
    ),
];

#[test]
fn each_mirror_says_which_version_of_a_replaced_file_it_has() {
    let registry = MirrorRegistry::built_in();
    for (now, before) in REPLACED {
        for companion in ["", ".tbi"] {
            let (now, before) = (
                path(&format!("{now}{companion}")),
                path(&format!("{before}{companion}")),
            );
            for (mirror, has, lacks) in [
                ("ebi", &now, &before),
                ("ncbi", &before, &now),
                ("s3", &before, &now),
            ] {
                let mirror = registry.get(&id(mirror)).expect("a mirror");
                assert_eq!(mirror.availability(has), Availability::Expected, "{has}");
                let Availability::OtherVersion { name, reason } = mirror.availability(lacks) else {
                    panic!("{} does not tell of {lacks}", mirror.name)
                };
                assert_eq!(name, has.name());
                assert!(reason.contains("differ"), "{reason}");
            }
        }
    }
    let ebi = registry.get(&id("ebi")).expect("EBI");
    let elsewhere = path(&V5A.replace("release", "technical"));
    assert_eq!(ebi.availability(&elsewhere), Availability::Expected);
}

#[test]
fn every_mirror_can_be_tried_with_a_small_file_that_it_has() {
    let registry = MirrorRegistry::built_in();
    for mirror in registry.offered(true) {
        let probe = mirror.probe.as_ref().expect("a file to try");
        assert_eq!(mirror.availability(probe), Availability::Expected);
        assert!(mirror.has_directory_index());
    }
    let s3 = registry.get(&id("s3")).expect("S3");
    assert_eq!(s3.index, IndexKind::S3);
    let bucket = s3.s3.as_ref().expect("a bucket");
    assert_eq!(
        (bucket.bucket.as_str(), bucket.region.as_str()),
        ("1000genomes", "us-east-1")
    );
}

#[test]
fn aspera_keys_are_not_claimed_to_work() {
    let registry = MirrorRegistry::built_in();
    let paths: Vec<_> = registry
        .aspera_keys()
        .iter()
        .map(|key| key.path.as_str())
        .collect();
    assert_eq!(paths.first(), Some(&"~/.aspera/sdk/aspera_bypass_rsa.pem"));
    for key in registry.aspera_keys() {
        assert!(key.path.starts_with("~/"), "{}", key.path);
        assert!(
            key.note.to_lowercase().contains("not verified"),
            "{}",
            key.path
        );
        assert!(
            !key.source.is_empty() && !key.installed_by.is_empty(),
            "{}",
            key.path
        );
    }
}

#[test]
fn a_host_that_only_a_list_of_files_names_can_be_made_one_of_the_main_site() {
    let registry = MirrorRegistry::built_in();
    let host = HostName::new("lists.example.org");
    assert!(!registry.is_main(&host));
    let with = registry.with_main_host(host.clone());
    assert!(with.is_main(&host));
    assert_eq!(with.with_main_host(host), with);
    // An archive stays one.
    let archive = registry.archives()[0].base_url.host_name();
    assert_eq!(registry.with_main_host(archive), registry);
}

#[test]
fn a_file_that_a_mirror_has_elsewhere_is_the_main_sites_at_its_path_there() {
    let registry = MirrorRegistry::built_in();
    let at = |host: &str, name: &str| HostPath {
        host: HostName::new(host),
        path: path(name),
    };
    let (here, site) = (
        "1000G_2504_high_coverage/data/ERR1/x.cram.crai",
        "data_collections/1000G_2504_high_coverage/data/ERR1/x.cram.crai",
    );
    for (host, name, expected) in [
        ("ftp.1000genomes.ebi.ac.uk", site, Some(site)),
        ("ftp-trace.ncbi.nlm.nih.gov", here, Some(site)),
        ("ftp.ncbi.nih.gov", here, Some(site)),
        ("1000genomes.s3.amazonaws.com", here, Some(site)),
        ("ftp-trace.ncbi.nlm.nih.gov", V5A, Some(V5A)),
        ("ftp.sra.ebi.ac.uk", "run/x.cram", None),
        ("example.org", site, None),
    ] {
        let found = registry.path_on_site(&at(host, name));
        assert_eq!(found, expected.map(path), "{host} {name}");
    }
    assert_eq!(registry.paths(&path(site)), [site, here].map(path));
    assert_eq!(registry.paths(&path(V5A)), [path(V5A)]);
}
