//! What the page's files promise each other: `index.html`, `static/mirrors.json`, `Trunk.toml` and the npm lock file.

use std::fs;
use std::path::Path;

use serde_json::Value;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The words of one directive of the page's Content-Security-Policy.
fn policy(directive: &str) -> Vec<String> {
    let page = read("index.html");
    let (_, after) = page
        .split_once("Content-Security-Policy\" content=\"")
        .expect("the page has a policy");
    let (policy, _) = after.split_once('"').expect("the policy ends");
    let words = policy
        .split(';')
        .map(str::split_whitespace)
        .find_map(|mut words| {
            (words.next() == Some(directive)).then(|| words.map(str::to_owned).collect())
        });
    words.unwrap_or_else(|| panic!("the policy has no {directive}"))
}

fn mirror_origins() -> Vec<String> {
    let mirrors: Value =
        serde_json::from_str(&read("static/mirrors.json")).expect("mirrors.json is JSON");
    let list = |name: &str| {
        let list = mirrors[name].as_array();
        list.unwrap_or_else(|| panic!("mirrors.json lists {name}"))
    };
    let entries = list("mirrors").iter().chain(list("archives"));
    let asked = entries.filter_map(|mirror| {
        let base = mirror["page_url"].as_str();
        let base = base.or_else(|| mirror["base_url"].as_str());
        // An address relative to the page is the page's own site.
        url::Url::parse(base.expect("a mirror has an address")).ok()
    });
    asked
        .map(|url| url.origin().ascii_serialization())
        .collect()
}

#[test]
fn the_page_may_ask_every_mirror_and_nobody_else() {
    let allowed: Vec<String> = policy("connect-src")
        .into_iter()
        // Files that the user chose are read as blobs.
        .filter(|word| !["'self'", "blob:"].contains(&word.as_str()))
        .collect();
    let mut wanted = mirror_origins();
    wanted.dedup();
    assert!(!wanted.is_empty());
    assert_eq!(
        allowed, wanted,
        "index.html's connect-src and static/mirrors.json disagree"
    );
}

#[test]
fn the_page_runs_only_its_own_scripts() {
    assert_eq!(policy("default-src"), ["'none'"]);
    assert_eq!(policy("script-src"), ["'self'", "'wasm-unsafe-eval'"]);
    assert_eq!(policy("style-src"), ["'self'"]);
    assert_eq!(policy("worker-src"), ["'self'"]);
    let page = read("index.html");
    assert!(
        !page.contains("<style"),
        "inline style is blocked by the policy"
    );
    assert_eq!(
        page.matches("<script").count(),
        page.matches("<script data-trunk").count(),
        "inline script is blocked by the policy"
    );
}

#[test]
fn trunk_and_npm_name_the_same_wasm_opt() {
    let package: Value =
        serde_json::from_str(&read("scripts/node/package.json")).expect("package.json is JSON");
    let version = package["devDependencies"]["binaryen"]
        .as_str()
        .expect("it names binaryen");
    let major = version
        .split('.')
        .next()
        .expect("a version has a first number");
    assert!(
        read("Trunk.toml").contains(&format!("wasm_opt = \"version_{major}\"")),
        "Trunk.toml and scripts/node/package.json (binaryen {version}) disagree"
    );
}
