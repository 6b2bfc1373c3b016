//! The mirror list that ships with the app: it reads, its paths map both ways, and it says what a mirror lacks.

use igsr_fetch::mirror::{Availability, MirrorId, MirrorRegistry, RegistryError, RemotePath};

const V5B: &str =
    "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz";
const V5A: &str =
    "release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz";

fn path(text: &str) -> RemotePath {
    RemotePath::parse(text).expect("a path")
}

fn id(text: &str) -> MirrorId {
    MirrorId(text.to_owned())
}

#[test]
fn the_demonstration_is_offered_only_to_a_page_of_this_machine() {
    let registry = MirrorRegistry::built_in();
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
    for mirror in registry.offered(true) {
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
        for rule in &mirror.lacks {
            assert!(rule.reason.ends_with('.'), "{name}: {}", rule.reason);
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
    let registry = MirrorRegistry::built_in();
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
    assert_eq!(relocations, 2);
    let s3 = registry.get(&id("s3")).expect("S3");
    assert_eq!(
        s3.file_url(&path("data_collections/1000G_2504_high_coverage/a.txt")),
        "https://1000genomes.s3.amazonaws.com/1000G_2504_high_coverage/a.txt"
    );
}

#[test]
fn what_a_mirror_lacks_is_said_with_a_reason() {
    let registry = MirrorRegistry::built_in();
    let high = "data_collections/1000G_2504_high_coverage";
    let release = "release/20130502";
    for (file, on_ncbi, on_s3) in [
        (V5B.to_owned(), false, false),
        (format!("{V5B}.tbi"), false, false),
        (V5A.to_owned(), true, true),
        (
            format!(
                "{release}/ALL.chrX.phase3_shapeit2_mvncall_integrated_v1c.20130502.genotypes.vcf.gz"
            ),
            false,
            false,
        ),
        (
            format!("{release}/ALL.chrY.phase3_integrated_v2b.20130502.genotypes.vcf.gz"),
            false,
            false,
        ),
        (
            format!("{release}/ALL.chrMT.phase3_callmom-v0_4.20130502.genotypes.vcf.gz"),
            false,
            false,
        ),
        (
            format!("{release}/ALL.chrMT.phase3_callmom.20130502.genotypes.vcf.gz"),
            true,
            true,
        ),
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
        ("data_collections".to_owned(), false, false),
        ("current.tree".to_owned(), true, false),
        ("phase1".to_owned(), true, true),
    ] {
        for (mirror, expected) in [
            ("ebi", !file.contains("_v5a.")),
            ("ncbi", on_ncbi),
            ("s3", on_s3),
            ("demo", true),
        ] {
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
fn a_broken_mirror_list_is_refused() {
    let list = |format: u32, default: &str, mirrors: &str| {
        format!(
            r#"{{"format":{format},"default":"{default}","aspera_keys":[],"mirrors":[{mirrors}]}}"#
        )
    };
    let one = r#"{"id":"a","name":"A","organisation":"A","base_url":"https://a.example/","current":true,
        "has_directory_index":true,"holds_catalogue_files":true,"connections":2,"note":"","source":""}"#;
    let read = |text: String| MirrorRegistry::from_json(&text);
    assert!(read(list(1, "a", one)).is_ok());
    assert!(matches!(
        read(list(2, "a", one)),
        Err(RegistryError::Format { found: 2 })
    ));
    assert!(matches!(
        read(list(1, "b", one)),
        Err(RegistryError::UnknownDefault(_))
    ));
    assert!(matches!(
        read(list(1, "a", &format!("{one},{one}"))),
        Err(RegistryError::Duplicate(_))
    ));
    assert!(matches!(read(list(1, "a", "")), Err(RegistryError::Empty)));
    let slashless = one.replace("a.example/", "a.example");
    assert!(
        read(list(1, "a", &slashless)).is_ok(),
        "a bare host has the path /"
    );
    let slashless = one.replace("a.example/", "a.example/ftp");
    assert!(matches!(
        read(list(1, "a", &slashless)),
        Err(RegistryError::Malformed(_))
    ));
}

/// The sources that the page's content security policy lets it connect to.
fn connect_sources() -> Vec<String> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/index.html"))
        .expect("index.html");
    let start = page.find("Content-Security-Policy").expect("a policy");
    let policy = page[start..]
        .split("content=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("its text");
    let directive = policy
        .split(';')
        .map(str::trim)
        .find_map(|part| part.strip_prefix("connect-src "));
    directive
        .expect("a connect-src directive")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_page_may_connect_to_each_mirror_and_to_no_other_host() {
    let registry = MirrorRegistry::built_in();
    let allowed = connect_sources();
    let mut needed = vec!["'self'".to_owned()];
    for mirror in registry.offered(true) {
        let origin = mirror.base_url.origin();
        // The demonstration's port can be chosen, so the policy leaves it open.
        let any_port = format!("http://{}:*", mirror.base_url.host());
        let source = if mirror.loopback_only {
            any_port
        } else {
            origin
        };
        assert!(
            allowed.contains(&source),
            "connect-src lacks {source}: {allowed:?}"
        );
        needed.push(source);
    }
    let more: Vec<_> = allowed
        .iter()
        .filter(|source| !needed.contains(source) && *source != "http://localhost:*")
        .collect();
    assert!(
        more.is_empty(),
        "connect-src has hosts that are no mirrors: {more:?}"
    );
}

#[test]
fn a_relocation_to_the_root_and_texts_with_control_characters() {
    let registry = include_str!("../static/mirrors.json");
    let to_root = registry.replacen(
        r#""mirror": "1000G_2504_high_coverage""#,
        r#""mirror": """#,
        1,
    );
    assert_ne!(to_root, registry);
    let registry = MirrorRegistry::from_json(&to_root).expect("a mirror list");
    let relocated = registry
        .offered(true)
        .find(|mirror| {
            mirror
                .relocations
                .iter()
                .any(|relocation| relocation.mirror.is_root())
        })
        .expect("the relocated mirror");
    let path = RemotePath::parse("data_collections/1000G_2504_high_coverage/a/b").expect("a path");
    assert_eq!(relocated.path_here(&path).as_str(), "a/b");

    let user = to_root.replacen("fasp-g1k", "fasp\\u0000g1k", 1);
    assert!(MirrorRegistry::from_json(&user).is_err());
}
