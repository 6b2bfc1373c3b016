//! What a typed or pasted address means: every spelling that pages, mails and tools use, and the words where it means nothing.

use crate::mirrors::with_demonstration;
use igsr_fetch::mirror::{LocateError, MirrorId, MirrorRegistry, PastedAddressError, RemotePath};
use proptest::prelude::*;

fn locate(text: &str) -> Result<(String, Option<String>, Option<bool>), LocateError> {
    let located = with_demonstration().locate(text)?;
    Ok((
        located.path.to_string(),
        located.mirror.map(|MirrorId(id)| id),
        located.is_directory,
    ))
}

const PANEL: &str = "release/20130502/integrated_call_samples_v3.20130502.ALL.panel";
const HIGH: &str = "data_collections/1000G_2504_high_coverage";

/// Spellings of a path: the text, the path on the site, the mirror, whether it shows that it is a directory.
fn spellings() -> Vec<(String, String, &'static str, Option<bool>)> {
    let mut all: Vec<(String, String, &'static str, Option<bool>)> = Vec::new();
    for (prefix, mirror) in [
        ("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/", "ebi"),
        ("http://ftp.1000genomes.ebi.ac.uk/vol1/ftp/", "ebi"),
        ("ftp://ftp.1000genomes.ebi.ac.uk/vol1/ftp/", "ebi"),
        ("FTP://FTP.1000Genomes.EBI.ac.uk/vol1/ftp/", "ebi"),
        (
            "ftp://anonymous@ftp.1000genomes.ebi.ac.uk:21/vol1/ftp/",
            "ebi",
        ),
        ("https://ftp.1000genomes.ebi.ac.uk:443/vol1/ftp/", "ebi"),
        ("http://ftp.1000genomes.ebi.ac.uk:80//vol1/ftp//", "ebi"),
        ("ftp.1000genomes.ebi.ac.uk/vol1/ftp/", "ebi"),
        ("http://ftp.ebi.ac.uk/1000g/ftp/", "ebi"),
        ("ftp://ftp.ebi.ac.uk/1000g/ftp/", "ebi"),
        (
            "https://ftp-trace.ncbi.nlm.nih.gov/1000genomes/ftp/",
            "ncbi",
        ),
        ("ftp://ftp-trace.ncbi.nih.gov/1000genomes/ftp/", "ncbi"),
        ("ftp://ftp.ncbi.nlm.nih.gov/1000genomes/ftp/", "ncbi"),
        ("http://ftp.ncbi.nih.gov/1000genomes/ftp/", "ncbi"),
        (
            "gs://genomics-public-data/ftp-trace.ncbi.nih.gov/1000genomes/ftp/",
            "ncbi",
        ),
        (
            "https://storage.googleapis.com/genomics-public-data/ftp-trace.ncbi.nih.gov/1000genomes/ftp/",
            "ncbi",
        ),
        ("s3://1000genomes/", "s3"),
        ("S3://1000genomes/", "s3"),
        ("arn:aws:s3:::1000genomes/", "s3"),
        ("https://1000genomes.s3.amazonaws.com/", "s3"),
        ("http://1000genomes.s3.us-east-1.amazonaws.com/", "s3"),
        ("https://1000genomes.s3-us-west-2.amazonaws.com/", "s3"),
        (
            "https://1000genomes.s3.dualstack.us-east-1.amazonaws.com/",
            "s3",
        ),
        ("https://s3.amazonaws.com/1000genomes/", "s3"),
        ("https://s3.us-east-1.amazonaws.com/1000genomes/", "s3"),
        ("https://s3-external-1.amazonaws.com/1000genomes/", "s3"),
        ("http://127.0.0.1:8081/vol1/ftp/", "demo"),
        ("127.0.0.1:8081/vol1/ftp/", "demo"),
        ("47772002-3e5b-4fd3-b97c-18cee38d6df2:/1000g/ftp/", "ebi"),
        ("47772002-3E5B-4FD3-B97C-18CEE38D6DF2:1000g/ftp/", "ebi"),
        ("fasp-g1k@fasp.1000genomes.ebi.ac.uk:vol1/ftp/", "ebi"),
        ("fasp-g1k@fasp.1000genomes.ebi.ac.uk:/vol1/ftp/", "ebi"),
        ("fasp.1000genomes.ebi.ac.uk:/vol1/ftp/", "ebi"),
        ("anonftp@ftp.ncbi.nlm.nih.gov:/1000genomes/ftp/", "ncbi"),
        ("/vol1/ftp/", ""),
        ("vol1/ftp/", ""),
        ("/1000g/ftp/", ""),
        ("/1000genomes/ftp/", ""),
        ("ftp/", ""),
        ("/", ""),
        ("./", ""),
    ] {
        let mut add = |rest: &str, path: &str, is_directory| {
            all.push((
                format!("{prefix}{rest}"),
                path.to_owned(),
                mirror,
                is_directory,
            ));
        };
        add(PANEL, PANEL, None);
        add("release/20130502/", "release/20130502", Some(true));
        add("release", "release", None);
        add("", "", Some(true));
    }
    all.push((PANEL.to_owned(), PANEL.to_owned(), "", None));
    all
}

#[test]
fn one_path_is_found_under_every_spelling() {
    for (text, path, mirror, is_directory) in spellings() {
        let mirror = (!mirror.is_empty()).then(|| mirror.to_owned());
        assert_eq!(
            locate(&text).unwrap_or_else(|error| panic!("{text}: {error}")),
            (path, mirror, is_directory),
            "{text}"
        );
    }
}

#[test]
fn paths_in_the_layout_of_a_mirror_become_paths_of_the_main_site() {
    for (text, path) in [
        (
            "s3://1000genomes/1000G_2504_high_coverage/a.txt",
            format!("{HIGH}/a.txt"),
        ),
        (
            "https://s3.amazonaws.com/1000genomes/1000G_2504_high_coverage",
            HIGH.to_owned(),
        ),
        (
            "ftp://ftp-trace.ncbi.nih.gov/1000genomes/ftp/1000G_2504_high_coverage/a.txt",
            format!("{HIGH}/a.txt"),
        ),
        (
            "/1000genomes/ftp/1000G_2504_high_coverage/a.txt",
            format!("{HIGH}/a.txt"),
        ),
        (
            "s3://1000genomes/sequence_indices/20130502.sequence.index",
            "historical_data/former_toplevel/sequence_indices/20130502.sequence.index".to_owned(),
        ),
        (
            &format!("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/{HIGH}/a.txt"),
            format!("{HIGH}/a.txt"),
        ),
    ] {
        assert_eq!(locate(text).expect(text).0, path, "{text}");
    }
}

#[test]
fn what_mails_shells_and_browsers_put_around_an_address_is_taken_off() {
    let release = || "release/20130502".to_owned();
    for text in [
        "  https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/\n",
        "<https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/>",
        "\"https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/\"",
        " ' <ftp://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/> ' ",
        "“ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/”",
        "`/vol1/ftp/release/20130502/`",
        "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/?C=M;O=D",
        "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/#top",
        "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/phase3/../release/./20130502/",
    ] {
        let (path, _, is_directory) = locate(text).expect(text);
        assert_eq!((path, is_directory), (release(), Some(true)), "{text}");
    }
}

#[test]
fn links_into_the_web_apps_of_globus_and_amazon_are_read() {
    for (text, path, mirror, is_directory) in [
        (
            "globus://47772002-3e5b-4fd3-b97c-18cee38d6df2/1000g/ftp/release/20130502/",
            "release/20130502",
            "ebi",
            true,
        ),
        (
            "47772002-3e5b-4fd3-b97c-18cee38d6df2:/gridftp/1000g/ftp/release/20130502/",
            "release/20130502",
            "ebi",
            true,
        ),
        (
            "rsync://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/",
            "release/20130502",
            "ebi",
            true,
        ),
        (
            "https://app.globus.org/file-manager?origin_id=47772002-3e5b-4fd3-b97c-18cee38d6df2&origin_path=%2F1000g%2Fftp%2Frelease%2F20130502%2F",
            "release/20130502",
            "ebi",
            true,
        ),
        (
            "https://app.globus.org/file-manager?destination_id=x&origin_path=%2F1000g%2Fftp&origin_id=47772002-3e5b-4fd3-b97c-18cee38d6df2&two_pane=true",
            "",
            "ebi",
            true,
        ),
        (
            "https://us-east-1.console.aws.amazon.com/s3/buckets/1000genomes?region=us-east-1&prefix=release/20130502/&showversions=false",
            "release/20130502",
            "s3",
            true,
        ),
        (
            "https://s3.console.aws.amazon.com/s3/buckets/1000genomes/release/20130502/?region=us-east-1",
            "release/20130502",
            "s3",
            true,
        ),
        (
            "https://s3.console.aws.amazon.com/s3/buckets/1000genomes",
            "",
            "s3",
            true,
        ),
        (
            "https://s3.console.aws.amazon.com/s3/object/1000genomes?prefix=CHANGELOG",
            "CHANGELOG",
            "s3",
            false,
        ),
        (
            "https://1000genomes.s3.amazonaws.com/?list-type=2&delimiter=%2F&prefix=phase3%2F",
            "phase3",
            "s3",
            true,
        ),
        (
            "https://s3.amazonaws.com/1000genomes?prefix=1000G_2504_high_coverage/",
            HIGH,
            "s3",
            true,
        ),
    ] {
        let found = locate(text).expect(text);
        let expected = (path.to_owned(), Some(mirror.to_owned()), Some(is_directory));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn percent_signs_are_decoded_once_and_only_in_urls() {
    for (text, path) in [
        (
            "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/a%20b%2520c",
            "a b%20c",
        ),
        (
            "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/caf%C3%A9 日本",
            "café 日本",
        ),
        ("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/100%", "100%"),
        ("s3://1000genomes/a%20b?c#d", "a%20b?c#d"),
        ("/vol1/ftp/a%20b?c#d", "a%20b?c#d"),
        (
            "fasp-g1k@fasp.1000genomes.ebi.ac.uk:vol1/ftp/a%20b",
            "a%20b",
        ),
        (
            "47772002-3e5b-4fd3-b97c-18cee38d6df2:/1000g/ftp/a%20b",
            "a%20b",
        ),
        (
            "technical/working/colon:name.vcf.gz",
            "technical/working/colon:name.vcf.gz",
        ),
        ("colon:name", "colon:name"),
    ] {
        assert_eq!(locate(text).expect(text).0, path, "{text}");
    }
}

/// Texts that mean no path of the site, and why.
fn refused() -> Vec<(&'static str, LocateError)> {
    let other_site = |site: &str| LocateError::OtherSite {
        site: site.to_owned(),
    };
    let ena = || LocateError::Archive {
        archive: "ENA".to_owned(),
    };
    let bucket = |bucket: &str| LocateError::OtherBucket {
        bucket: bucket.to_owned(),
    };
    let collection = |id: &str| LocateError::OtherCollection { id: id.to_owned() };
    let outside = |root: &str| LocateError::Outside {
        root: root.to_owned(),
    };
    let ebi = "ftp.1000genomes.ebi.ac.uk/vol1/ftp/";
    vec![
        ("", LocateError::Empty),
        (" <> ", LocateError::Empty),
        (
            "https://www.internationalgenome.org/data",
            other_site("www.internationalgenome.org"),
        ),
        ("ftp://ftp.sra.ebi.ac.uk/vol1/fastq/ERR008/a.gz", ena()),
        ("ftp.sra.ebi.ac.uk/vol1/fastq/ERR008/a.gz", ena()),
        ("era-fasp@fasp.sra.ebi.ac.uk:vol1/fastq/ERR008/a.gz", ena()),
        (
            "https://ftp.1000genomes.ebi.ac.uk:8443/vol1/ftp/",
            other_site("ftp.1000genomes.ebi.ac.uk:8443"),
        ),
        (
            "https://ftp.1000genomes.ebi.ac.uk.evil.example/vol1/ftp/",
            other_site("ftp.1000genomes.ebi.ac.uk.evil.example"),
        ),
        ("file:///etc/passwd", other_site("file://")),
        ("gs://elsewhere/x", other_site("gs://elsewhere")),
        ("s3://1000genomes-other/x", bucket("1000genomes-other")),
        (
            "https://1000genomes-other.s3.us-west-2.amazonaws.com/x",
            bucket("1000genomes-other"),
        ),
        (
            "https://my.s3.bucket.s3.amazonaws.com/x",
            bucket("my.s3.bucket"),
        ),
        (
            "fd9c190c-b824-11e9-98d7-0a63aa6b37da:/gridftp/x",
            collection("fd9c190c-b824-11e9-98d7-0a63aa6b37da"),
        ),
        (
            "https://app.globus.org/file-manager?origin_id=x&origin_path=%2F",
            collection("x"),
        ),
        ("https://ftp.1000genomes.ebi.ac.uk/vol1/", outside(ebi)),
        (
            "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp-old/x",
            outside(ebi),
        ),
        (
            "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/../../etc/passwd",
            outside(ebi),
        ),
        (
            "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/%2e%2e/%2e%2e/x",
            outside(ebi),
        ),
        (
            "gs://genomics-public-data/other",
            outside("gs://genomics-public-data/ftp-trace.ncbi.nih.gov/1000genomes/ftp/"),
        ),
        ("/vol1/run/ERR323/x.cram", outside("/vol1/ftp/")),
        (
            "47772002-3e5b-4fd3-b97c-18cee38d6df2:/pub/x",
            outside("47772002-3e5b-4fd3-b97c-18cee38d6df2:/1000g/ftp/"),
        ),
        (
            "fasp-g1k@fasp.1000genomes.ebi.ac.uk:vol1/x",
            outside("fasp.1000genomes.ebi.ac.uk/vol1/ftp/"),
        ),
        (
            "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/..%2f..%2fetc",
            PastedAddressError::Parent.into(),
        ),
        ("../../etc/passwd", PastedAddressError::Parent.into()),
        ("s3://1000genomes/../x", PastedAddressError::Parent.into()),
        (
            "fasp-g1k@fasp.1000genomes.ebi.ac.uk:vol1/ftp/../x",
            PastedAddressError::Parent.into(),
        ),
        (
            "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/%ff",
            PastedAddressError::NotUtf8.into(),
        ),
        (
            "https://",
            PastedAddressError::Malformed(url::ParseError::EmptyHost).into(),
        ),
    ]
}

#[test]
fn what_means_no_path_of_the_site_is_refused_by_name() {
    for (text, error) in refused() {
        assert_eq!(locate(text), Err(error.clone()), "{text}");
        assert!(error.to_string().len() > 10);
    }
}

#[test]
fn the_pages_own_address_of_a_mirror_is_understood_too() {
    let list = include_str!("../fixtures/mirrors/changes.json");
    let list: serde_json::Value = serde_json::from_str(list).expect("JSON");
    let page = Some("https://app.example.org/igsr/");
    let registry = MirrorRegistry::from_json(&list["good"].to_string(), page).expect("a list");
    let found = registry.locate("https://app.example.org/igsr/mirror/main/release/x");
    let found = found.expect("a path");
    assert_eq!(found.path.as_str(), "release/x");
    assert_eq!(found.mirror, Some(MirrorId("main".to_owned())));
    assert_eq!(
        registry
            .locate("mirror/main/x")
            .expect("a path")
            .path
            .as_str(),
        "mirror/main/x",
        "the page's folder is none of the site's"
    );
}

fn path() -> impl Strategy<Value = RemotePath> {
    // The last private characters stand for bytes that are no text, which an address cannot give back.
    proptest::collection::vec("[^/\u{0}\u{10ff80}-\u{10ffff}]{1,16}", 0..5)
        .prop_filter_map("no part may be a dot or two", |parts| {
            RemotePath::parse(&parts.join("/")).ok()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_mirrors_own_addresses_lead_back_to_the_path(path in path()) {
        let registry = MirrorRegistry::built_in();
        for mirror in registry.offered(true) {
            let here = mirror.path_here(&path);
            // A path that the main site does not have may be where the mirror keeps another.
            let on_site = mirror.path_on_site(&here);
            for url in [mirror.file_url(&path), mirror.page_file_url(&path), mirror.directory_url(&path), mirror.index_url(&path, Some(("marker", "t")))] {
                let found = registry.locate(&url).expect("its own address");
                prop_assert_eq!(&found.path, &on_site, "{}", url);
                prop_assert_eq!(found.mirror.as_ref(), Some(&mirror.id), "{}", url);
            }
            let plain = !path.as_str().ends_with(char::is_whitespace);
            for (root, text) in [
                mirror.aspera.as_ref().map(|account| (&account.root, format!("{}@{}:{}/{here}", account.user, account.host, account.root))),
                mirror.globus.as_ref().map(|account| (&account.root, format!("{}:/{}/{here}", account.id, account.root))),
            ].into_iter().flatten().filter(|_| plain) {
                let found = registry.locate(&text).expect("its own spelling");
                prop_assert_eq!(&found.path, &on_site, "{} below {}", text, root);
            }
            if mirror.id.as_str() == "s3" && plain {
                let found = registry.locate(&format!("s3://1000genomes/{here}")).expect("a key");
                prop_assert_eq!(&found.path, &on_site);
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_makes_it_panic_or_leave_the_site(text in ".{0,60}") {
        if let Ok(found) = MirrorRegistry::built_in().locate(&text) {
            prop_assert!(found.path.parts().all(|part| part != ".."));
        }
    }
}
