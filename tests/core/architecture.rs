//! Reads `src/` and holds the rules of its shape: who may use whom (see `src/lib.rs`), how long a file may be, and
//! that a `mod.rs` has no logic.

mod imports;

use std::fs;
use std::path::{Path, PathBuf};

/// The pure modules. One may use another only if its number is smaller.
const PURE: [(&str, u8); 13] = [
    ("common", 0),
    ("mirror", 1),
    ("listing", 2),
    ("walk", 3),
    ("table", 3),
    ("catalogue", 4),
    ("snapshot", 5),
    ("search", 6),
    ("selection", 6),
    ("plan", 7),
    ("command", 8),
    ("transfer", 8),
    ("worker", 9),
];

/// Crates that only work in a browser, which the pure modules and the ports do without.
const BROWSER_CRATES: [&str; 6] = [
    "gloo_net::",
    "js_sys::",
    "wasm_bindgen::",
    "wasm_bindgen_futures::",
    "wasm_streams::",
    "web_sys::",
];

/// Lines of code that a file may have, tests, comments and blank lines apart.
const LONGEST_FILE: usize = 300;

struct Source {
    /// Below `src/`, as `ui/app.rs`.
    path: String,
    text: String,
}

impl Source {
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src/ can be read") {
            let path: PathBuf = entry.expect("src/ can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).expect("it was found below src/");
                found.push(Source {
                    path: below.to_string_lossy().replace('\\', "/"),
                    text: fs::read_to_string(&path).expect("a source file is text"),
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The code without its comments and without its unit tests.
fn code(text: &str) -> String {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| line.split(" // ").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules that are named by `crate::name` or inside `crate::{…}`.
fn used_modules(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        match rest.strip_prefix('{') {
            Some(group) => used.extend(group_members(group)),
            None => used.push(word(rest)),
        }
    }
    used
}

/// The first name of each member of a `use` group whose opening brace has been read.
fn group_members(group: &str) -> Vec<String> {
    let mut members = Vec::new();
    let (mut depth, mut member) = (1_u32, String::new());
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && character == ',') {
            members.push(word(member.trim()));
            member.clear();
        } else {
            member.push(character);
        }
        if depth == 0 {
            break;
        }
    }
    members.retain(|name| !name.is_empty());
    members
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .collect()
}

fn rank(module: &str) -> Option<u8> {
    PURE.iter()
        .find(|(name, _)| *name == module)
        .map(|(_, rank)| *rank)
}

/// May the file at `path`, a part of `from`, use the module `to`?
fn may_use(path: &str, from: &str, to: &str) -> bool {
    if from == to {
        return true;
    }
    match (from, to) {
        ("ui", "browser") => path == "ui/app.rs",
        // The events of a transfer carry the ports' errors; workers are behind ports, and one sums plans up in sentences.
        // Commands take their titles and headings from the sentences, and no other sentence, as those say something of commands.
        ("transfer" | "worker" | "client" | "text" | "ui" | "browser" | "cli", "port")
        | ("text" | "ui" | "cli", "client")
        | ("command" | "worker" | "ui" | "cli", "text") => true,
        ("port" | "client" | "text" | "ui" | "browser" | "cli", _) => rank(to).is_some(),
        _ => rank(to) < rank(from) && rank(to).is_some(),
    }
}

/// A page is a folder whose `mod.rs` is the page itself.
fn is_page(path: &str) -> bool {
    path.strip_prefix("ui/page/")
        .is_some_and(|below| below.contains('/'))
}

fn refusals(source: &Source) -> Vec<String> {
    let from = source.module();
    if matches!(from, "main" | "lib" | "bin") {
        return Vec::new();
    }
    let code = code(&source.text);
    let mut refused: Vec<String> = used_modules(&code)
        .into_iter()
        .filter(|to| !may_use(&source.path, from, to))
        .map(|to| format!("{} uses crate::{to}", source.path))
        .collect();
    let text_used = code.match_indices("crate::text::");
    let mut text_used = text_used.map(|(at, found)| word(&code[at + found.len()..]));
    if from == "command" && text_used.any(|file| file != "script") {
        refused.push(format!(
            "{} may use only crate::text::script of the sentences",
            source.path
        ));
    }
    if code.contains("super::super") {
        refused.push(format!(
            "{} climbs by super::super, which hides whom it uses; write crate::…",
            source.path
        ));
    }
    if from != "ui" && code.contains("yew::") {
        refused.push(format!(
            "{} names yew, which is the pages' alone",
            source.path
        ));
    }
    if !matches!(from, "ui" | "browser") {
        let named = BROWSER_CRATES.iter().filter(|name| code.contains(**name));
        refused.extend(named.map(|name| {
            format!(
                "{} names {name}, and must work without a browser",
                source.path
            )
        }));
    }
    refused
}

#[test]
fn modules_use_only_what_stands_before_them() {
    let sources = sources();
    assert!(sources.len() > 20, "src/ was not read");
    let refused: Vec<String> = sources.iter().flat_map(refusals).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_folder_of_src_has_a_place_in_the_rule() {
    for source in sources() {
        let module = source.module();
        let known = rank(module).is_some()
            || matches!(
                module,
                "main" | "lib" | "bin" | "port" | "client" | "text" | "browser" | "ui" | "cli"
            );
        assert!(
            known,
            "{} is in no module that the dependency rule knows",
            source.path
        );
    }
}

#[test]
fn files_stay_short_enough_to_read_at_once() {
    for source in sources() {
        let lines = code(&source.text)
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        assert!(
            lines <= LONGEST_FILE,
            "{} has {lines} lines of code, more than {LONGEST_FILE}",
            source.path
        );
    }
}

#[test]
fn mod_files_have_no_logic() {
    for source in sources()
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs") && !is_page(&source.path))
    {
        let code = code(&source.text);
        let logic = ["fn ", "impl ", "struct ", "enum ", "trait ", "macro_rules!"];
        let found = code
            .lines()
            .find(|line| logic.iter().any(|word| line.contains(word)));
        assert_eq!(
            found, None,
            "{} declares and re-exports; give this a file of its own",
            source.path
        );
    }
}

#[test]
fn no_file_uses_one_that_leads_back_to_it() {
    let graph = imports::graph(&sources());
    assert!(graph.len() > 20, "src/ was not read");
    let circles = imports::circles(&graph);
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn the_checker_finds_circles_behind_re_exports() {
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let found = |sources: &[Source]| imports::circles(&imports::graph(sources)).len();
    let plan = source(
        "plan/mod.rs",
        "mod a;\nmod b;\npub use a::A;\npub use b::*;",
    );
    let a = source("plan/a.rs", "use super::B;\npub struct A;");
    let b = |text: &str| source("plan/b.rs", &format!("{text}\npub struct B;"));
    assert_eq!(found(&[plan, a, b("use crate::mirror::Mirror;")]), 0);
    let plan = source(
        "plan/mod.rs",
        "mod a;\nmod b;\npub use a::A;\npub use b::*;",
    );
    let a = source("plan/a.rs", "use super::B;\npub struct A;");
    assert_eq!(found(&[plan, a, b("use crate::{mirror, plan::{A}};")]), 2);
}

#[test]
fn the_checker_sees_each_kind_of_breach() {
    let breach = |path: &str, text: &str| {
        refusals(&Source {
            path: path.to_owned(),
            text: text.to_owned(),
        })
        .len()
    };
    assert_eq!(
        breach("listing/row.rs", "use crate::mirror::RemotePath;"),
        0
    );
    assert_eq!(breach("mirror/path.rs", "use crate::listing::Row;"), 1);
    assert_eq!(
        breach("search/query.rs", "use crate::selection::Selection;"),
        1
    );
    assert_eq!(
        breach("listing/row.rs", "fn f() -> crate::plan::Plan { todo() }"),
        1
    );
    assert_eq!(
        breach(
            "catalogue/a.rs",
            "use crate::{\n    mirror::{BaseUrl, RemotePath},\n    plan,\n    ui,\n};"
        ),
        2
    );
    assert_eq!(breach("command/wget.rs", "use crate::text::script;"), 0);
    assert_eq!(breach("command/wget.rs", "use crate::text::files;"), 1);
    assert_eq!(breach("ui/page/get.rs", "use crate::browser::Fetch;"), 1);
    assert_eq!(breach("ui/app.rs", "use crate::browser::Fetch;"), 0);
    assert_eq!(breach("port/fetch.rs", "use web_sys::Response;"), 1);
    assert_eq!(breach("browser/fetch.rs", "use yew::Callback;"), 1);
    assert_eq!(breach("ui/route.rs", "use yew::Callback;"), 0);
    assert_eq!(
        breach(
            "cli/run.rs",
            "use crate::listing::read;\nuse crate::port::Head;"
        ),
        0
    );
    assert_eq!(
        breach("cli/run.rs", "use crate::{browser::Page, ui::Text};"),
        2
    );
    assert_eq!(breach("listing/read.rs", "use crate::cli::main;"), 1);
    assert_eq!(breach("plan/item.rs", "use super::super::ui::Page;"), 1);
    assert_eq!(
        breach(
            "mirror/a.rs",
            "// crate::ui is not used here\n/// crate::ui"
        ),
        0
    );
}
