//! The command that goes through a directory: its text, and what real wget fetches by it.

use std::sync::{Arc, Mutex};

use crate::fixture::registry;
use crate::http_server::{Answer, start};
use crate::path::path;
use crate::sandbox::{SHELLS, Sandbox, Tools};
use igsr_fetch::command::recursive;
use igsr_fetch::mirror::{Mirror, MirrorId, MirrorRegistry};
use igsr_fetch::plan::PlanOptions;
use percent_encoding::percent_decode_str;

/// Names that a shell, a page or wget could misread, as they are in the addresses of a page.
const NASTY: [(&str, &str); 7] = [
    ("%24(touch%20x)", "$(touch x)"),
    ("it's", "it's"),
    ("a%3Fb=c&amp;d", "a?b=c&d"),
    ("%26amp;.vcf.gz", "&amp;.vcf.gz"),
    ("-rf", "-rf"),
    ("[x]{y}", "[x]{y}"),
    ("chr22.vcf.gz", "chr22.vcf.gz"),
];

fn mirror(registry: &MirrorRegistry, id: &str) -> Mirror {
    let mirror = registry.get(&MirrorId(id.to_owned()));
    mirror.expect("a mirror of the registry").clone()
}

fn built_in(id: &str) -> Mirror {
    mirror(&MirrorRegistry::built_in(), id)
}

#[test]
fn the_command_is_one_line_of_quoted_words() {
    let options = PlanOptions {
        destination: "~/my data".to_owned(),
        ..PlanOptions::default()
    };
    let directory = path("data_collections/it's new/$(touch x)");
    let found = recursive(&built_in("ebi"), &directory, &options).expect("EBI has pages");
    let text = &found.command.blocks[0].text;
    insta::assert_snapshot!(text, @r#"wget -r -l 4 -np -nH --cut-dirs=2 -P "$HOME"/'my data' -c -w 1 -Q 20g -t 5 -T 60 -nv -R 'index.html*' --reject-regex '[?]' 'https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/data_collections/it%27s%20new/%24%28touch%20x%29/'"#);
    insta::assert_snapshot!(found.note, @"Gets the directory and up to 3 levels of directories below it, nothing above or beside it; waits a second between requests, ends after 20 GB, goes on where it stopped when it is run again, and keeps no index pages.");
    let words = shlex::split(text).expect("words of a shell");
    let url =
        "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/data_collections/it's%20new/$(touch%20x)/";
    let last = words.last().expect("an address");
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    assert_eq!(decoded(last), decoded(url));
    assert_eq!(
        recursive(&built_in("s3"), &directory, &options),
        None,
        "a bucket has no pages that wget could follow"
    );
}

/// A page as Apache makes it: links that sort, the way up, and links elsewhere.
fn page(links: &[&str]) -> String {
    let row = |link: &&str| format!("<tr><td><a href=\"{link}\">{link}</a></td></tr>\n");
    let rows: String = links.iter().map(row).collect();
    format!(
        "<html><head><title>Index of /vol1/ftp</title></head><body><table>\n\
        <tr><th><a href=\"?C=N;O=D\">Name</a></th><th><a href=\"?C=M;O=A\">Last modified</a></th></tr>\n\
        <tr><td><a href=\"/vol1/ftp/\">Parent Directory</a></td></tr>\n{rows}</table>\
        <a href=\"/elsewhere/\">Help</a></body></html>"
    )
}

#[test]
fn wget_fetches_what_is_below_and_nothing_else() {
    for shell in SHELLS {
        let targets = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&targets);
        let port = start(move |request| {
            seen.lock()
                .expect("one at a time")
                .push(request.target.clone());
            let html = match request.target.as_str() {
                "/vol1/ftp/new%20one/" => {
                    let mut links: Vec<&str> = NASTY.iter().map(|(link, _)| *link).collect();
                    links.push("a/");
                    Some(page(&links))
                }
                "/vol1/ftp/new%20one/a/" => Some(page(&["1", "b/"])),
                "/vol1/ftp/new%20one/a/b/" => Some(page(&["2", "c/"])),
                "/vol1/ftp/new%20one/a/b/c/" => Some(page(&["3", "d/"])),
                "/vol1/ftp/new%20one/a/b/c/d/" => Some(page(&["4"])),
                "/robots.txt" => None,
                _ => {
                    return Answer {
                        status: 200,
                        headers: vec![("Content-Type".to_owned(), "application/gzip".to_owned())],
                        body: b"content".to_vec(),
                        ..Answer::default()
                    };
                }
            };
            Answer {
                status: if html.is_some() { 200 } else { 404 },
                headers: vec![("Content-Type".to_owned(), "text/html".to_owned())],
                body: html.unwrap_or_default().into_bytes(),
                ..Answer::default()
            }
        });
        let registry = registry(&format!("http://127.0.0.1:{port}/vol1/ftp/"));
        let options = PlanOptions::default();
        let command = recursive(&mirror(&registry, "own"), &path("new one"), &options);
        // A test does not wait between requests.
        let text = command.expect("pages").command.blocks.remove(0).text;
        let text = text.replace("-w 1 ", "-w 0 ");
        let sandbox = Sandbox::new();
        let output = sandbox.run(shell, &text, Tools::Real, &[]);
        assert!(output.status.success(), "{shell}: {output:?}");
        let mut expected: Vec<String> = NASTY
            .iter()
            .map(|(_, name)| format!("igsr/new one/{name}"))
            .collect();
        for below in ["a/1", "a/b/2", "a/b/c/3"] {
            expected.push(format!("igsr/new one/{below}"));
        }
        expected.sort();
        assert_eq!(Sandbox::files(&sandbox.work()), expected, "{shell}");
        let targets = targets.lock().expect("one at a time");
        let beside = |target: &&String| !target.starts_with("/vol1/ftp/new%20one/");
        let beside: Vec<_> = targets.iter().filter(beside).collect();
        assert_eq!(beside, ["/robots.txt"], "{shell}");
        assert!(
            targets.iter().all(|target| !target.contains("?C=")),
            "{shell}"
        );
    }
}
