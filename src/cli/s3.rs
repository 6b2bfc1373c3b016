//! Buckets of S3 and compatible services: the request that lists a directory.

use serde::Deserialize;
use url::Url;

use crate::listing::Continuation;

/// Amazon's endpoints, with their source.
const AMAZON: &str = include_str!("../../static/s3.json");

#[derive(Deserialize)]
struct Amazon {
    host: String,
}

/// Turns `s3://BUCKET/PREFIX/` into the request that lists it; `None` if it names no bucket.
///
/// `endpoint` is the service that has the bucket below its address; without it, Amazon's.
pub(super) fn listing_of(text: &str, endpoint: Option<&Url>) -> Option<Url> {
    let (_, rest) = text.split_once("://")?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.is_empty() {
        return None;
    }
    let Amazon { host } = serde_json::from_str(AMAZON).ok()?;
    let root = match endpoint {
        Some(endpoint) => format!("{}/{bucket}/", endpoint.as_str().trim_end_matches('/')),
        // Its certificate covers one label before the name, so that a bucket with a dot is named by the path.
        None if bucket.contains('.') => format!("https://{host}/{bucket}/"),
        None => format!("https://{bucket}.{host}/"),
    };
    Some(ask(&Url::parse(&root).ok()?, prefix))
}

/// Returns the request for a directory of the bucket at `root`; `prefix` is its decoded path.
pub(super) fn ask(root: &Url, prefix: &str) -> Url {
    let prefix = match prefix.trim_end_matches('/') {
        "" => String::new(),
        path => format!("{path}/"),
    };
    let mut url = root.clone();
    url.query_pairs_mut()
        .clear()
        .append_pair("list-type", "2")
        .append_pair("delimiter", "/")
        .append_pair("encoding-type", "url")
        .append_pair("prefix", &prefix);
    url
}

/// Returns the request for another directory: the parameters of `url` with this prefix.
pub(super) fn ask_alike(url: &Url, prefix: &str) -> Url {
    with_pairs(
        url,
        &["prefix", "marker", "continuation-token", "start-after"],
        ("prefix", prefix),
    )
}

/// Returns the request for the page that follows.
pub(super) fn ask_on(url: &Url, next: &Continuation) -> Url {
    with_pairs(url, &Continuation::PARAMETERS, next.parameter())
}

/// Returns whether a URL requests a bucket listing.
pub(super) fn is_question(url: &Url) -> bool {
    url.query_pairs()
        .any(|(key, _)| matches!(&*key, "list-type" | "prefix" | "delimiter"))
}

fn with_pairs(url: &Url, dropped: &[&str], added: (&str, &str)) -> Url {
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| !dropped.contains(&&**key))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    let mut url = url.clone();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(kept)
        .append_pair(added.0, added.1);
    url
}

/// Returns advice if the error page comes from a storage service.
pub(super) fn advice(url: &Url, page: &str) -> Option<String> {
    let code = element(page, "Code").filter(|_| page.contains("<Error>"))?;
    let words = match code {
        "NoSuchKey" | "AccessDenied" if !is_question(url) => {
            let path = percent_encoding::percent_decode_str(url.path()).decode_utf8_lossy();
            // The service names the key it looked for; the part of the path before it is the bucket.
            let key = element(page, "Key").unwrap_or(path.trim_start_matches('/'));
            let mut root = url.clone();
            root.set_path(path.strip_suffix(key).unwrap_or("/"));
            format!(
                "a bucket is listed by a question, not by a path: ask {}",
                ask(&root, key)
            )
        }
        "PermanentRedirect" | "TemporaryRedirect" | "AuthorizationHeaderMalformed" => {
            let place = element(page, "Endpoint").or_else(|| element(page, "Region"));
            format!(
                "the bucket lies in another region: ask {}",
                place.unwrap_or("its own address")
            )
        }
        _ => element(page, "Message").unwrap_or_default().to_owned(),
    };
    Some(format!("; the storage service says {code}; {words}"))
}

fn element<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    let start = page.find(&format!("<{name}>"))? + name.len() + 2;
    let length = page[start..].find("</")?;
    Some(page[start..start + length].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_listed_by_a_question() {
        for (text, url) in [
            (
                "s3://1000genomes/phase3",
                "https://1000genomes.s3.amazonaws.com/?list-type=2&delimiter=%2F&encoding-type=url&prefix=phase3%2F",
            ),
            (
                "s3://a.b/",
                "https://s3.amazonaws.com/a.b/?list-type=2&delimiter=%2F&encoding-type=url&prefix=",
            ),
        ] {
            assert_eq!(
                listing_of(text, None).as_ref().map(Url::as_str),
                Some(url),
                "{text}"
            );
        }
    }

    #[test]
    fn another_service_has_its_buckets_below_its_address() {
        let endpoint = Url::parse("http://127.0.0.1:9/s3/").expect("a URL");
        let url = listing_of("s3://b/a b/", Some(&endpoint)).expect("a bucket");
        assert!(
            url.as_str()
                .starts_with("http://127.0.0.1:9/s3/b/?list-type=2&")
        );
        assert!(url.as_str().ends_with("&prefix=a+b%2F"));
    }

    #[test]
    fn a_listing_goes_on_where_it_ended() {
        let url =
            Url::parse("http://h/b?list-type=2&prefix=a%2F&continuation-token=x").expect("a URL");
        assert_eq!(
            ask_on(&url, &Continuation::Token("y+z=".to_owned())).as_str(),
            "http://h/b?list-type=2&prefix=a%2F&continuation-token=y%2Bz%3D"
        );
        // A service that answers in version 1 goes on by its marker, whatever it was asked.
        let marker = Continuation::Marker("a/c d".to_owned());
        assert_eq!(
            ask_on(&url, &marker).as_str(),
            "http://h/b?list-type=2&prefix=a%2F&marker=a%2Fc+d"
        );
        assert_eq!(
            ask_alike(&url, "a/b/").as_str(),
            "http://h/b?list-type=2&prefix=a%2Fb%2F"
        );
        let first = Url::parse("http://h/b?delimiter=/&marker=a").expect("a URL");
        assert_eq!(
            ask_on(&first, &Continuation::Marker("c".to_owned())).as_str(),
            "http://h/b?delimiter=%2F&marker=c"
        );
    }

    #[test]
    fn an_error_of_a_storage_service_says_what_to_ask() {
        let url = Url::parse("http://127.0.0.1:9/bucket/phase%203/").expect("a URL");
        let page =
            "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Key>phase 3/</Key></Error>";
        let words = advice(&url, page).expect("advice");
        assert!(
            words.ends_with("ask http://127.0.0.1:9/bucket/?list-type=2&delimiter=%2F&encoding-type=url&prefix=phase+3%2F"),
            "{words}"
        );
        assert_eq!(advice(&url, "<html><title>404</title>"), None);
    }
}
