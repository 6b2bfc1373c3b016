//! Scripts for Windows. PowerShell is not run here: its script is read by a grammar and compared with what was reviewed. That for cmd
//! runs in the cmd of wine with stand-ins for curl and certutil, which wine lacks: quoting and control flow are tried, with names
//! without `%`, `!` and other alphabets, which that cmd reads otherwise than the one of Windows.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::support::{Folder, NASTY, Served, md5_of, nasty};
use crate::command::{Ran, run};

/// Names that the cmd of wine can have, and what its mirrors have for them.
const NAMES: [&str; 8] = [
    "a b/c d.vcf.gz",
    "it's",
    "$(touch x)",
    "a&b;c^d",
    "(x)/=,y",
    "-rf",
    "[x]{y,z}",
    "on",
];

/// A file of a manifest: path, MD5 and size as JSON, its addresses.
fn manifest_file(path: &str, md5: &str, size: &str, urls: &[String]) -> String {
    let source = |url: &String| format!(r#"{{"mirror":"one","url":"{url}"}}"#);
    let sources: Vec<String> = urls.iter().map(source).collect();
    let sources = sources.join(",");
    format!(
        r#"{{"host":"h.org","path":"{path}","local_path":"{path}","md5":{md5},"size":{size},"sources":[{sources}]}}"#
    )
}

/// Plans a manifest of such files.
fn plan(folder: &Folder, files: &[String], more: &[&str]) -> Ran {
    let manifest = format!(
        r#"{{"format":"igsr-fetch manifest","version":1,"date":"2026-11-30","files":[{}]}}"#,
        files.join(",")
    );
    fs::write(folder.join("m.json"), manifest).expect("written");
    let at = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let (file, out) = (at("m.json"), at("out"));
    let words = [
        "plan",
        "--manifest",
        &file,
        "--tool",
        "script",
        "--out",
        &out,
    ];
    run(&[&words[..], more].concat())
}

/// wine with stand-ins for curl and certutil, in a folder.
struct Wine<'f> {
    folder: &'f Folder,
}

impl<'f> Wine<'f> {
    /// Nothing where it is not installed.
    fn new(folder: &'f Folder) -> Option<Self> {
        let compiler = "x86_64-w64-mingw32-gcc";
        let is_there = |name: &str| Command::new(name).arg("--version").output().is_ok();
        if !is_there("wine") || !is_there(compiler) {
            eprintln!("wine or {compiler} is not here: scripts for cmd are not run");
            return None;
        }
        fs::create_dir_all(folder.join("stubs")).expect("a folder");
        for name in ["curl", "certutil"] {
            let source = format!("tests/support/windows/{name}.c");
            let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(source);
            let program = folder.join(&format!("stubs/{name}.exe"));
            let built = Command::new(compiler)
                .args(["-municode", "-o"])
                .args([&program, &source])
                .arg("-ladvapi32")
                .status();
            assert!(built.expect("the compiler starts").success(), "{name}");
        }
        Some(Self { folder })
    }

    /// A path of the folder, as wine knows it.
    fn place(&self, name: &str) -> String {
        format!("Z:{}", self.folder.join(name).display()).replace('/', "\\")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.join("out"))
            .env("WINEPREFIX", self.folder.join("prefix"))
            .env("WINEDEBUG", "-all")
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
            .env("WINEPATH", self.place("stubs"))
            .env("STUB_RULES", self.place("rules.tsv"))
            .env("STUB_LOG", self.place("log.txt"))
            .env("IGSR_FETCH_WAIT", "0")
            .env_remove("DISPLAY")
            .stdin(Stdio::null());
        command
    }

    /// Runs the script. What wine itself says is no UTF-8 everywhere.
    fn run(&self) -> (i32, String) {
        let mut wine = self.command("wine");
        let ran = wine.args(["cmd", "/c", "fetch.cmd"]).output();
        let ran = ran.expect("wine starts");
        let said = [&ran.stdout[..], &ran.stderr[..]].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        (ran.status.code().unwrap_or(-1), said)
    }

    /// Takes the calls of curl since the last time: the words of each.
    fn take_calls(&self) -> Vec<Vec<String>> {
        let log = self.folder.read("log.txt");
        let _ = fs::remove_file(self.folder.join("log.txt"));
        let words = |line: &str| line.split('\u{1f}').map(str::to_owned).collect();
        log.lines().map(words).collect()
    }
}

impl Drop for Wine<'_> {
    fn drop(&mut self) {
        // Ends the server of this folder alone, which would else stay for a while.
        let _ = self.command("wineserver").arg("-k").status();
    }
}

/// Files beside those of [`NAMES`]: path, and whether MD5 and size are known.
const OTHERS: [(&str, bool, bool); 6] = [
    ("second", true, true),
    ("broken", true, true),
    ("by-size", false, true),
    ("here", true, true),
    ("half", true, true),
    ("empty", true, true),
];

fn paths() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(OTHERS.map(|(path, ..)| path))
}

fn content(path: &str) -> String {
    match path {
        "empty" => String::new(),
        _ => format!("content of {path}\n").repeat(40),
    }
}

fn url(mirror: &str, path: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC);
    format!("http://{mirror}.org/vol1/ftp/{encoded}").replace("%2F", "/")
}

fn files_for_cmd() -> Vec<String> {
    let names = NAMES.into_iter().map(|path| (path, true, false));
    let file = |(path, has_md5, has_size): (&str, bool, bool)| {
        let text = content(path);
        let md5 = has_md5.then(|| format!("\"{}\"", md5_of(text.as_bytes())));
        let size = has_size.then(|| text.len().to_string());
        let [md5, size] = [md5, size].map(|fact| fact.unwrap_or_else(|| "null".to_owned()));
        let urls = ["one", "two"].map(|mirror| url(mirror, path));
        manifest_file(path, &md5, &size, &urls)
    };
    names.chain(OTHERS).map(file).collect()
}

/// Writes what the stand-in for curl answers: `second` is at the second mirror alone, `broken` is wrong at both.
fn rules(folder: &Folder, wine: &Wine<'_>) -> String {
    let rule = |(number, path): (usize, &str)| {
        let [right, bad] = ["right", "bad"].map(|name| format!("{name}{number}"));
        let text = content(path);
        fs::write(folder.join(&right), &text).expect("written");
        fs::write(folder.join(&bad), text.replacen('c', "C", 1)).expect("written");
        let [right, bad] = [right, bad].map(|name| format!("0\t{}", wine.place(&name)));
        let (first, second) = match path {
            "second" => ("22\t", &right),
            "broken" => (&*bad, &bad),
            _ => (&*right, &right),
        };
        let (one, two) = (url("one", path), url("two", path));
        format!("{one}\t{first}\n{two}\t{second}\n")
    };
    paths().enumerate().map(rule).collect()
}

#[test]
fn the_script_for_cmd_fetches_checks_and_redoes_only_what_failed() {
    let folder = Folder::new();
    let Some(wine) = Wine::new(&folder) else {
        return;
    };
    let planned = plan(&folder, &files_for_cmd(), &["--shell", "cmd"]);
    let line = (planned.code, &*planned.out);
    assert_eq!(line, (0, ".\\fetch.cmd\n"), "{}", planned.words);
    let rules = rules(&folder, &wine);
    fs::write(folder.join("rules.tsv"), &rules).expect("written");
    fs::create_dir_all(folder.join("out/igsr")).expect("a folder");
    fs::write(folder.join("out/igsr/here"), content("here")).expect("written");
    fs::write(folder.join("out/igsr/it's"), "wrong").expect("written");
    fs::write(folder.join("out/igsr/half"), &content("half")[..99]).expect("written");

    let (code, said) = wine.run();
    assert_eq!(code, 1, "{said}");
    let first = "1 of 14 files are here and right.";
    assert!(said.starts_with(first), "{said}");
    assert_eq!(folder.failed(), ["broken"], "{said}");
    let got = folder.files("out/igsr");
    for path in paths().filter(|path| *path != "broken") {
        let here = got.get(path).map(|bytes| String::from_utf8_lossy(bytes));
        assert_eq!(here.as_deref(), Some(&*content(path)), "{path}\n{said}");
    }
    let calls = wine.take_calls();
    let asked = |path: &str| {
        let of_path = |call: &&Vec<String>| call.last() == Some(&url("one", path));
        calls.iter().filter(of_path).count()
    };
    assert_eq!(["here", "half", "a b/c d.vcf.gz"].map(asked), [0, 1, 1]);
    for call in &calls {
        let output = call.iter().position(|word| word == "--output");
        let output = output.expect("a name");
        assert!(call[output + 1].contains(".part"), "{call:?}");
        assert_eq!(output + 3, call.len(), "a name is one word: {call:?}");
    }

    let healed = rules.replace("\\bad", "\\right");
    fs::write(folder.join("rules.tsv"), healed).expect("written");
    let (code, said) = wine.run();
    assert_eq!(code, 0, "{said}");
    let calls = wine.take_calls();
    assert_eq!(calls.len(), 1, "{calls:?}\n{said}");
    assert!(!folder.join("out/failed.txt").exists());
    let here: Vec<String> = folder.files("out/igsr").into_keys().collect();
    assert_eq!(here.len(), paths().count(), "nothing is left: {here:?}");
}

/// The scripts without their lists' digests, to be reviewed.
fn script(shell: &str, name: &str) -> String {
    let folder = Folder::new();
    let urls = ["http://one.org/vol1/ftp/it%27s".to_owned()];
    let md5 = format!("\"{}\"", md5_of(b""));
    let files = [manifest_file("it's", &md5, "5", &urls)];
    let planned = plan(
        &folder,
        &files,
        &["--shell", shell, "--dest", "my ‘data’ 100%"],
    );
    assert_eq!(planned.code, 0, "{}", planned.words);
    let text = folder.read(&format!("out/{name}"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    text.replace("\r\n", "\n")
}

#[test]
fn the_script_for_powershell_is_as_reviewed() {
    let text = script("powershell", "fetch.ps1");
    assert!(text.starts_with('\u{feff}'), "5.1 needs the mark");
    let until_functions = text.split("\nSet-StrictMode").next().expect("a head");
    insta::assert_snapshot!(until_functions.trim_start_matches('\u{feff}'));
}

#[test]
fn the_script_for_cmd_begins_as_reviewed() {
    let text = script("cmd", "fetch.cmd");
    let until_work = text.split("\nrem For Windows 10").next().expect("a head");
    insta::assert_snapshot!(until_work);
}

/// Prints where a grammar finds a mistake in a script.
const READ_POWERSHELL: &str = r#"
import sys, tree_sitter, tree_sitter_powershell
text = open(sys.argv[1], "rb").read().removeprefix(b"\xef\xbb\xbf")
language = tree_sitter.Language(tree_sitter_powershell.language())
nodes = [tree_sitter.Parser(language).parse(text).root_node]
for node in nodes:
    nodes += node.children
    if node.type == "ERROR" or node.is_missing:
        print(node.start_point, text[node.start_byte:node.end_byte][:80])
print(len(nodes), "parts read")
"#;

#[test]
fn a_grammar_of_powershell_reads_the_script_with_every_name() {
    let python = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tools/engines/bin/python");
    if !python.exists() {
        eprintln!(
            "no grammar of PowerShell is here (scripts/fetch-test-engines): its script is not read"
        );
        return;
    }
    let (folder, served) = (Folder::new(), Served::new(&nasty()));
    let planned = folder.plan_for(&served, "script", "powershell");
    assert_eq!(planned.code, 0, "{}", planned.words);
    let read = |name: &str| {
        let mut command = Command::new(&python);
        command.args(["-c", READ_POWERSHELL]).arg(folder.join(name));
        Ran::from(command.output().expect("Python starts"))
    };
    let ran = read("out/fetch.ps1");
    assert_eq!(
        (ran.code, ran.out.lines().count()),
        (0, 1),
        "{}{}",
        ran.out,
        ran.words
    );
    // The grammar does find mistakes.
    fs::write(folder.join("bad.ps1"), "$a = @(1\nif ($a) { 'b }\n").expect("written");
    assert!(read("bad.ps1").out.lines().count() > 1);
}

#[test]
fn names_that_windows_cannot_have_are_changed_and_said() {
    for shell in ["powershell", "cmd"] {
        let (folder, served) = (Folder::new(), Served::new(&nasty()));
        let planned = folder.plan_for(&served, "script", shell);
        assert_eq!(planned.code, 0, "{}", planned.words);
        let said = "con:lon|*?<> will be saved as con%3Alon%7C%2A%3F%3C%3E";
        assert!(planned.words.contains(said), "{}", planned.words);
        let manifest = folder.read("out/manifest.json");
        let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
        let files = manifest["files"].as_array().expect("a list");
        assert_eq!(files.len(), NASTY.len() + 1);
        for file in files {
            let name = file["local_path"].as_str().expect("a path");
            assert!(
                !name.contains(['\\', ':', '*', '?', '"', '<', '>', '|']),
                "{name}"
            );
        }
        // A manifest that was made for another system is changed as well.
        let own = planned_again(&folder, &served, shell);
        assert!(own.words.contains(said), "{}", own.words);
    }
}

fn planned_again(folder: &Folder, served: &Served, shell: &str) -> Ran {
    folder.plan(served, "script");
    let at = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let (manifest, out) = (at("out/manifest.json"), at("again"));
    let words = [
        "plan",
        "--manifest",
        &manifest,
        "--tool",
        "script",
        "--shell",
        shell,
    ];
    run(&[&words[..], &["--out", &out]].concat())
}

#[test]
fn what_windows_has_not_is_refused() {
    let (folder, served) = (Folder::new(), Served::new(&["a"]));
    let refused = folder.plan_for(&served, "aria2", "cmd");
    assert_eq!((refused.code, &*refused.out), (2, ""));
    let reason = "--tool aria2 needs a POSIX shell";
    assert!(refused.words.contains(reason), "{}", refused.words);
    assert!(!folder.join("out").exists(), "nothing is written");
    let files = [manifest_file(
        "a",
        "null",
        "null",
        &["http://one.org/a".to_owned()],
    )];
    let refused = plan(&folder, &files, &["--shell", "cmd", "--dest", "a\"b"]);
    assert_eq!((refused.code, &*refused.out), (2, ""));
    assert!(
        refused.words.contains("no folder on Windows"),
        "{}",
        refused.words
    );
}
