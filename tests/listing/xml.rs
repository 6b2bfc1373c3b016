//! Listings in XML as other servers may write them, and documents that mean harm.

use igsr_fetch::listing::{Continuation, DirectoryIndex, IndexReader, NotAnIndex, PageRequest};
use igsr_fetch::mirror::{BaseUrl, RemotePath};

const BASE: &str = "https://ftp.example.org/vol1/ftp/";

fn read(page: &str) -> Result<DirectoryIndex, NotAnIndex> {
    let mut reader = IndexReader::new(PageRequest {
        page_url: format!("{BASE}release/"),
        base: BaseUrl::parse(BASE).expect("a base URL"),
        directory: Some(RemotePath::parse("release").expect("a path")),
        content_type: None,
    });
    reader.push(page.as_bytes());
    reader.finish(false)
}

/// Returns name and size of each entry.
fn entries(index: &DirectoryIndex) -> Vec<(&str, Option<u64>)> {
    let entries = index.entries.iter();
    entries
        .map(|entry| {
            (
                &*entry.name,
                entry.size.map(igsr_fetch::listing::Size::bytes),
            )
        })
        .collect()
}

fn refused(index: &DirectoryIndex) -> u64 {
    index.refused.counts().map(|(_, count)| count).sum()
}

#[test]
fn sections_prefixes_and_references_are_read() {
    for page in [
        "<ListBucketResult><Prefix>release/</Prefix><Delimiter>/</Delimiter>\
         <Contents><Key><![CDATA[release/a&b<c]]></Key><Size>7</Size></Contents>\
         <CommonPrefixes><Prefix>release/d/</Prefix></CommonPrefixes></ListBucketResult>",
        "<?xml version='1.0'?><!-- by hand --><s3:ListBucketResult xmlns:s3='http://s3.amazonaws.com/doc/2006-03-01/'>\
         <s3:Prefix>release/</s3:Prefix><s3:Delimiter>/</s3:Delimiter>\
         <s3:Contents><s3:Key>release/a&#38;b&lt;c</s3:Key><s3:Size>7</s3:Size><s3:Owner><s3:Key>x</s3:Key></s3:Owner></s3:Contents>\
         <s3:CommonPrefixes><s3:Prefix>release/d/</s3:Prefix></s3:CommonPrefixes></s3:ListBucketResult>",
        "<list><file size='7'>a&amp;b<![CDATA[<]]>c</file><directory mtime='2019-02-23T05:46:38Z'>d</directory></list>",
    ] {
        let index = read(page).expect("a listing");
        assert_eq!(entries(&index), [("a&b<c", Some(7)), ("d", None)], "{page}");
        assert_eq!((index.truncated, refused(&index)), (false, 0), "{page}");
    }
}

#[test]
fn an_empty_element_is_one_without_text() {
    let page = |marker: &str| {
        format!(
            "<ListBucketResult><Prefix>release/</Prefix>{marker}<Delimiter>/</Delimiter>\
             <IsTruncated>true</IsTruncated><Contents><Key>release/a</Key></Contents></ListBucketResult>"
        )
    };
    for marker in ["<Marker/>", "<Marker></Marker>"] {
        let index = read(&page(marker)).expect("a listing");
        let next = Some(Continuation::Marker("release/a".to_owned()));
        assert_eq!(index.next, next, "{marker}");
    }
}

#[test]
fn an_error_with_a_prefix_is_named() {
    let page = "<e:Error xmlns:e='x'><e:Code>NoSuchBucket</e:Code><e:Message><![CDATA[No <such> bucket.]]></e:Message></e:Error>";
    let error = read(page).expect_err("an error");
    assert_eq!(
        error.to_string(),
        "the storage service answered NoSuchBucket: No <such> bucket."
    );
}

#[test]
fn a_document_with_entities_of_its_own_is_no_listing() {
    let page = "<?xml version='1.0'?><!DOCTYPE list [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>\
         <!ENTITY f SYSTEM 'file:///etc/passwd'>]><list><file>&b;&f;</file></list>";
    assert!(matches!(read(page), Err(NotAnIndex::NoListing)));
    let unknown = read("<list><file>&f;</file></list>").expect("a listing");
    assert_eq!(
        entries(&unknown),
        [("&f;", None)],
        "it stays as it is written"
    );
}

#[test]
fn what_is_not_well_formed_ends_a_listing_that_says_so() {
    for end in [
        "<file>b</list>",
        "<file>b",
        "<file",
        "<file size='",
        "<![CDATA[",
        "<!-- ",
        "</other>",
    ] {
        let index = read(&format!("<list><file>a</file>{end}")).expect("a listing");
        assert_eq!(entries(&index), [("a", None)], "{end}");
        assert!(index.truncated, "{end}");
    }
}

#[test]
fn deep_nesting_and_long_names_are_bounded() {
    let deep = format!("<list><file>a</file>{}", "<x>".repeat(1_000_000));
    let index = read(&deep).expect("a listing");
    assert_eq!(entries(&index), [("a", None)]);
    assert!(index.truncated);
    let long = format!(
        "<list><file>a</file><file>b&amp;{}</file></list>",
        "b".repeat(1 << 20)
    );
    let index = read(&long).expect("a listing");
    assert_eq!((entries(&index), refused(&index)), (vec![("a", None)], 1));
}
