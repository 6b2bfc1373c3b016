//! For any file name: real shells, real wget and Python's `shlex` read our text as it is meant.

use std::fs;
use std::process::Command;

use crate::fixture::{MD5, file, plan, registry};
use crate::sandbox::{LOCAL_ID, SHELLS, Sandbox, Tools};
use crate::server::{Files, serve};
use igsr_fetch::catalogue::RemoteFile;
use igsr_fetch::command::{BlockKind, Tool, quote};
use igsr_fetch::mirror::MirrorId;
use igsr_fetch::plan::{PlanOptions, TransferPlan};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Characters that some reader of our text treats specially.
const SPECIAL: &str = " '\"$`\\!#%&*?[]{}()<>|;~^=:,.-+@_/aA41é日\u{a0}\u{301}\u{202e}\u{1f600}";

/// Returns any name that a server can give a file and a plan can hold.
fn name() -> impl Strategy<Value = String> {
    let special: Vec<char> = SPECIAL.chars().collect();
    let text = |chars: Vec<char>| chars.into_iter().collect::<String>();
    prop_oneof![
        4 => vec(select(special), 1..16).prop_map(text),
        2 => vec(any::<char>(), 1..16).prop_map(text),
        1 => "[a-z]{200,255}",
        1 => select(vec!["-rf", "--help", "-", "~", "$(touch x)", "`touch x`", "IGSR_EOF", "%41", "#"]).prop_map(str::to_owned),
    ]
    .prop_map(|name| name.replace(|c: char| c.is_control() || matches!(c, '/' | '\u{2028}' | '\u{2029}'), "+"))
    .prop_filter("no name", |name| !matches!(name.as_str(), "" | "." | "..") && name.len() <= 255)
}

fn path() -> impl Strategy<Value = String> {
    vec(name(), 1..4).prop_map(|names| names.join("/"))
}

pub(crate) fn files(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<RemoteFile>> {
    let files = |paths: std::collections::BTreeSet<String>| {
        let checksum = |index: usize| (index % 3 != 2).then_some(MD5);
        paths
            .iter()
            .enumerate()
            .map(|(index, path)| file(path, None, checksum(index)))
            .collect()
    };
    btree_set(path(), count).prop_map(files)
}

/// Returns the path that a line of a checksum file names, read by the rule of the coreutils manual.
fn checked_path(line: &str) -> String {
    let (escaped, line) = line
        .strip_prefix('\\')
        .map_or((false, line), |line| (true, line));
    let path = line
        .strip_prefix(MD5)
        .and_then(|rest| rest.strip_prefix("  "))
        .expect("digest, two spaces");
    let path = if escaped {
        path.replace("\\\\", "\\")
    } else {
        path.to_owned()
    };
    path.strip_prefix("./").map_or(path.clone(), str::to_owned)
}

fn asked_of_wget(sandbox: &Sandbox, plan: &TransferPlan) {
    let mut urls = sandbox.lines_read("wget");
    for call in sandbox.calls("wget") {
        let words: Vec<&str> = call.iter().map(String::as_str).collect();
        match words.as_slice() {
            [
                "-c",
                "-x",
                "-nH",
                "--cut-dirs=2",
                "-P",
                "./igsr",
                "-t",
                "5",
                "-T",
                "60",
                "--waitretry=30",
                "--retry-on-http-error=429,500,502,503,504",
                "-nv",
                rest @ ..,
            ] => {
                if rest != ["-i", "-"] {
                    assert_eq!(rest.len(), 1, "{rest:?}");
                    urls.push(rest[0].to_owned());
                }
            }
            [
                "-c",
                "-t",
                "5",
                "-T",
                "60",
                "--waitretry=30",
                "--retry-on-http-error=429,500,502,503,504",
                "-nv",
                "--no-iri",
                "-O",
                path,
                url,
            ] => {
                let item = plan
                    .items
                    .iter()
                    .find(|item| item.url == *url)
                    .expect("an address of the plan");
                assert_eq!(*path, format!("./igsr/{}", item.local_path));
                urls.push((*url).to_owned());
            }
            _ => panic!("unexpected call: {words:?}"),
        }
    }
    urls.sort();
    let mut expected: Vec<_> = plan.items.iter().map(|item| item.url.clone()).collect();
    expected.sort();
    assert_eq!(urls, expected);
    let checked: Vec<_> = sandbox
        .lines_read("md5sum")
        .iter()
        .map(|line| checked_path(line))
        .collect();
    let expected = plan.items.iter().filter(|item| item.md5.is_some());
    assert_eq!(
        checked,
        expected
            .map(|item| item.local_path.clone())
            .collect::<Vec<_>>()
    );
}

fn asked_of_ascp(sandbox: &Sandbox, plan: &TransferPlan) {
    let expected: Vec<_> = plan
        .items
        .iter()
        .filter(|item| item.is_for_aspera())
        .collect();
    let start = [
        "-i", "./key", "-T", "-Q", "-l", "100M", "-P", "33001", "-k", "1", "-d", "-L-",
    ];
    let calls = sandbox.calls("ascp");
    let rest: Vec<_> = calls
        .iter()
        .map(|call| {
            call.strip_prefix(&start.map(str::to_owned))
                .expect("the options")
        })
        .collect();
    match expected.as_slice() {
        [] => assert!(calls.is_empty()),
        [item] => {
            let directory = item
                .local_path
                .rsplit_once('/')
                .map_or(String::new(), |(path, _)| format!("/{path}"));
            let source = format!("guest@fasp.example.org:vol1/ftp/{}", item.path);
            assert_eq!(rest, [&[source, format!("./igsr{directory}/")]]);
        }
        _ => {
            let words = [
                "--mode=recv",
                "--user=guest",
                "--host=fasp.example.org",
                "--file-pair-list=files.ascp.txt",
                "./igsr",
            ];
            assert_eq!(rest, [&words.map(str::to_owned)]);
            let list = fs::read_to_string(sandbox.work().join("files.ascp.txt")).expect("the list");
            let pairs: Vec<_> = expected
                .iter()
                .flat_map(|item| [format!("vol1/ftp/{}", item.path), item.local_path.clone()])
                .collect();
            assert_eq!(list.split_terminator('\n').collect::<Vec<_>>(), pairs);
        }
    }
}

fn asked_of_globus(sandbox: &Sandbox, plan: &TransferPlan) {
    const SOURCE: &str = "11111111-2222-3333-4444-555555555555:/1000g/ftp/";
    let label = format!(
        "IGSR {} file{}",
        plan.items.len(),
        if plan.items.len() == 1 { "" } else { "s" }
    );
    let (source, destination, mut rest) = match plan.items.as_slice() {
        [item] => (item.path.to_string(), item.local_path.clone(), vec![]),
        _ => (String::new(), String::new(), vec!["--batch", "-"]),
    };
    if let [item] = plan.items.as_slice()
        && item.md5.is_some()
    {
        rest.extend(["--external-checksum", MD5]);
    }
    let mut words = vec![
        "transfer".to_owned(),
        format!("{SOURCE}{source}"),
        format!("{LOCAL_ID}:/~/igsr/{destination}"),
    ];
    words.extend(["--sync-level", "checksum", "--label", &label].map(str::to_owned));
    words.extend(rest.into_iter().map(str::to_owned));
    assert_eq!(sandbox.calls("globus"), [words]);
    let batch = Tool::Globus
        .render(std::slice::from_ref(plan))
        .blocks
        .into_iter()
        .find(|block| block.kind != BlockKind::Command);
    let batch = batch.map_or(String::new(), |block| block.text);
    assert_eq!(
        sandbox.lines_read("globus"),
        batch.split_terminator('\n').collect::<Vec<_>>()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_shell_asks_each_tool_for_exactly_what_is_planned(files in files(1..5)) {
        let options = PlanOptions { aspera_key: "key".to_owned(), ..PlanOptions::default() };
        let plan = plan(&files, "main", &options);
        for shell in SHELLS {
            for (tool, asked) in [
                (Tool::Wget, asked_of_wget as fn(&Sandbox, &TransferPlan)),
                (Tool::Ascp, asked_of_ascp),
                (Tool::Globus, asked_of_globus),
            ] {
                let Some(block) = tool.render(std::slice::from_ref(&plan)).blocks.into_iter().next() else { continue };
                let sandbox = Sandbox::new();
                fs::create_dir(sandbox.work().join("igsr")).expect("a folder");
                let output = sandbox.run(shell, &block.text, Tools::Stubs, &[]);
                prop_assert!(output.status.success(), "{shell}: {}: {output:?}", block.text);
                asked(&sandbox, &plan);
                let mut created = Sandbox::files(&sandbox.work());
                created.retain(|file| file != "files.ascp.txt");
                prop_assert!(created.is_empty() && output.stderr.is_empty(), "{output:?} {created:?}");
            }
        }
    }

    #[test]
    fn real_wget_saves_every_file_where_the_plan_says(files in files(1..4), bash in any::<bool>()) {
        let content = |path: &str| format!("content of {path}").into_bytes();
        let served = files.iter().map(|file| (file.path.to_string(), content(file.path.as_str())));
        let registry = registry(&serve(served.collect::<Files>()));
        let own = registry.get(&MirrorId("own".to_owned())).expect("the mirror on loopback");
        let plan = TransferPlan::new(&files, own, &registry, &PlanOptions::default());
        let sandbox = Sandbox::new();
        let (shell, locale) = if bash { ("bash", "C.UTF-8") } else { ("dash", "C") };
        let text = &igsr_fetch::command::wget(std::slice::from_ref(&plan)).blocks[0].text;
        let output = sandbox.run(shell, text, Tools::Real, &[("LC_ALL", locale)]);
        prop_assert!(output.status.success(), "{text}: {output:?}");
        for item in &plan.items {
            let found = fs::read(sandbox.work().join("igsr").join(&item.local_path));
            prop_assert_eq!(found.ok(), Some(content(item.path.as_str())));
        }
        prop_assert_eq!(Sandbox::files(&sandbox.work()).len(), plan.items.len());
    }

    /// By the rules of PowerShell's reader: five characters are single quotes, and two of them in a word stand for the second.
    #[test]
    fn a_word_for_powershell_is_read_back_as_itself(text in "[a‘’‚‛'$`\"]{0,20}") {
        let is_quote = |letter: char| "'‘’‚‛".contains(letter);
        let quoted = quote::powershell(&text);
        let inside = quoted.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let mut letters = inside.expect("quotes around it").chars();
        let mut read = String::new();
        while let Some(letter) = letters.next() {
            read.push(letter);
            if is_quote(letter) {
                prop_assert!(letters.next().is_some_and(is_quote), "{} ends early", quoted);
            }
        }
        prop_assert_eq!(read, text);
    }

    #[test]
    fn a_word_for_the_shell_is_read_back_as_itself(text in "[^\0]{0,40}") {
        let words = shlex::split(&quote::posix(&text));
        prop_assert_eq!(words, Some(vec![text]));
    }
}

#[test]
fn python_reads_each_line_of_a_batch_as_it_is_meant() {
    let mut runner = TestRunner::deterministic();
    let strategy = files(1..3);
    let sample = |_| strategy.new_tree(&mut runner).expect("a sample").current();
    let sample: Vec<_> = (0..1000).flat_map(sample).collect();
    let plan = plan(&sample, "main", &PlanOptions::default());
    let blocks = Tool::Globus.render(std::slice::from_ref(&plan)).blocks;
    let batch = blocks
        .iter()
        .find(|block| block.kind != BlockKind::Command)
        .expect("the batch");
    let sandbox = Sandbox::new();
    let list = sandbox.work().join("files.globus.txt");
    fs::write(&list, &batch.text).expect("a saved batch");
    // As globus-cli 3.44 reads it (`shlex_process_stream` in `globus_cli/utils.py`).
    let program = "import json, shlex, sys\n\
        lines = open(sys.argv[1], encoding='utf-8').read().splitlines()\n\
        print(json.dumps([shlex.split(line, comments=True) for line in lines]))";
    let output = Command::new("python3")
        .args(["-c", program])
        .arg(&list)
        .output();
    let output =
        output.unwrap_or_else(|error| panic!("python3: {error}; try: apt-get install python3"));
    assert!(output.status.success(), "{output:?}");
    let lines: Vec<Vec<String>> = serde_json::from_slice(&output.stdout).expect("a list of lines");
    assert!(plan.items.len() > 900, "{:?}", plan.refused);
    let bare = |path: &str| {
        if path.starts_with('-') {
            format!("./{path}")
        } else {
            path.to_owned()
        }
    };
    let expected: Vec<Vec<String>> = plan
        .items
        .iter()
        .map(|item| {
            let checksum = item
                .md5
                .map(|md5| ["--external-checksum".to_owned(), md5.to_string()]);
            let paths = [bare(item.path.as_str()), bare(&item.local_path)];
            checksum.into_iter().flatten().chain(paths).collect()
        })
        .collect();
    assert_eq!(lines, expected);
}
