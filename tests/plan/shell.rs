//! Commands in real shells: what each tool is asked, what real wget fetches, and how the whole ends.

use std::fs;

use crate::fixture::{MD5, file, plan, registry};
use crate::hosts::{self, on};
use crate::sandbox::{LOCAL_ID, SHELLS, Sandbox, Tools};
use crate::server::{Files, serve};
use igsr_fetch::catalogue::{Provenance, RemoteFile};
use igsr_fetch::command::{BlockKind, Tool};
use igsr_fetch::mirror::MirrorId;
use igsr_fetch::plan::{PlanOptions, PlannedFile, Plans, TransferPlan};
use md5::{Digest, Md5};

/// Paths that a shell, a list or a tool could misread.
const NASTY: &[&str] = &[
    "$(touch x)",
    "`touch x`",
    "; touch x",
    "a b/ c ",
    "it's",
    "say \"hi\"",
    "-rf",
    "--help",
    "-",
    "~",
    "~root/x",
    "#x",
    "a#b",
    "%41",
    "A",
    "a%2fb",
    "%",
    "a?b=c&d",
    "[x]{y,z}",
    "*",
    "!!",
    "back\\slash",
    "\\",
    "é/日本/e\u{301}",
    "IGSR_EOF",
    "<img src=x onerror=alert(1)>",
    "con:lon",
    "a|b",
    "release/.hidden",
    "a=b;c",
    "\u{a0}",
    "\u{202e}x",
];

fn options(aspera_key: &str) -> PlanOptions {
    PlanOptions {
        aspera_key: aspera_key.to_owned(),
        ..PlanOptions::default()
    }
}

/// Returns files with checksums of what a mirror on loopback serves for them, and a plan to fetch them from there.
fn served(paths: &[&str], spoil: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> TransferPlan {
    let content = |path: &str| format!("content of {path}\n").into_bytes();
    let spoiled = |path: &&str| Some(((*path).to_owned(), spoil(path, content(path))?));
    let address = serve(paths.iter().filter_map(spoiled).collect::<Files>());
    let own = MirrorId("own".to_owned());
    let read = |path: &&str| RemoteFile {
        provenance: Provenance::CurrentTree {
            mirror: own.clone(),
            read_at: 0,
        },
        md5: Some(igsr_fetch::table::Md5(Md5::digest(content(path)).into())),
        ..file(path, None, None)
    };
    let files: Vec<_> = paths.iter().map(read).collect();
    let registry = registry(&address);
    let mirror = registry.get(&own).expect("the mirror on loopback");
    TransferPlan::new(&files, mirror, &registry, &PlanOptions::default())
}

fn command(tool: Tool, plan: &TransferPlan) -> String {
    tool.render(std::slice::from_ref(plan))
        .blocks
        .swap_remove(0)
        .text
}

/// Returns the paths below the folder to run in, where the plan puts its files.
fn intended(plan: &TransferPlan) -> Vec<String> {
    let mut paths: Vec<_> = plan
        .items
        .iter()
        .map(|item| format!("igsr/{}", item.local_path))
        .collect();
    paths.sort();
    paths
}

#[test]
fn wget_fetches_every_nasty_name_and_creates_nothing_else() {
    let plan = served(NASTY, |_, content| Some(content));
    assert_eq!(plan.items.len(), NASTY.len(), "{:?}", plan.refused);
    for (shell, locale) in [("bash", "C.UTF-8"), ("dash", "C"), ("sh", "POSIX")] {
        let sandbox = Sandbox::new();
        for _again in 0..2 {
            let output = sandbox.run(
                shell,
                &command(Tool::Wget, &plan),
                Tools::Real,
                &[("LC_ALL", locale)],
            );
            assert!(output.status.success(), "{shell} {locale}: {output:?}");
            assert_eq!(
                Sandbox::files(&sandbox.work()),
                intended(&plan),
                "{shell} {locale}"
            );
        }
        for item in &plan.items {
            let found = fs::read_to_string(sandbox.work().join("igsr").join(&item.local_path));
            assert_eq!(
                found.expect("a file"),
                format!("content of {}\n", item.path)
            );
        }
    }
}

#[test]
fn wget_fetches_one_file_of_any_name_by_one_line() {
    for path in NASTY {
        let plan = served(&[path], |_, content| Some(content));
        let sandbox = Sandbox::new();
        let text = command(Tool::Wget, &plan);
        assert!(!text.contains('\n'), "{text}");
        let output = sandbox.run("bash", &text, Tools::Real, &[]);
        assert!(output.status.success(), "{text}: {output:?}");
        assert_eq!(Sandbox::files(&sandbox.work()), intended(&plan), "{text}");
    }
}

#[test]
fn wget_with_the_saved_lists_fetches_the_same() {
    let plan = served(NASTY, |_, content| Some(content));
    let sandbox = Sandbox::new();
    let mut expected = intended(&plan);
    let mut blocks = igsr_fetch::command::wget(std::slice::from_ref(&plan)).blocks;
    let short = blocks.pop().expect("the command for the saved lists");
    for block in blocks {
        if let BlockKind::File { name } = block.kind {
            fs::write(sandbox.work().join(&name), block.text).expect("a saved list");
            expected.push(name);
        }
    }
    expected.sort();
    let output = sandbox.run("dash", &short.text, Tools::Real, &[]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(Sandbox::files(&sandbox.work()), expected);
}

#[test]
fn a_changed_or_missing_file_fails_the_command_and_the_others_arrive() {
    let changed = |path: &str, mut content: Vec<u8>| {
        content[0] ^= u8::from(path == "b");
        Some(content)
    };
    let missing = |path: &str, content| (path != "b").then_some(content);
    for paths in [
        &["a", "b", "c"][..],
        &["b"],
        &["a", "b", "c%41"],
        &["é", "b"],
    ] {
        for (plan, what) in [
            (served(paths, changed), "changed"),
            (served(paths, missing), "missing"),
        ] {
            for shell in SHELLS {
                let sandbox = Sandbox::new();
                let output = sandbox.run(shell, &command(Tool::Wget, &plan), Tools::Real, &[]);
                assert!(
                    !output.status.success(),
                    "{shell} {what} {paths:?}: {output:?}"
                );
                for path in paths.iter().filter(|path| **path != "b") {
                    assert!(
                        sandbox.work().join("igsr").join(path).exists(),
                        "{shell} {what} {path}"
                    );
                }
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                assert_eq!(
                    said.contains("b: FAILED"),
                    what == "changed" || paths.len() > 1,
                    "{said}"
                );
            }
        }
    }
}

#[test]
fn half_a_file_is_continued() {
    let plan = served(&["a", "é"], |_, content| Some(content));
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.work().join("igsr")).expect("a folder");
    for name in ["a", "é"] {
        fs::write(sandbox.work().join("igsr").join(name), b"content").expect("half a file");
    }
    let output = sandbox.run("sh", &command(Tool::Wget, &plan), Tools::Real, &[]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_whole_fails_if_any_step_fails() {
    let files = [file("a", None, Some(MD5)), file("é", None, Some(MD5))];
    for tool in Tool::ALL {
        for count in 1..=2 {
            let plan = plan(&files[..count], "main", &options("/key"));
            let name = tool.as_str();
            for shell in SHELLS {
                for (fail, fine) in [("", true), (name, false), ("md5sum", tool == Tool::Globus)] {
                    let sandbox = Sandbox::new();
                    fs::create_dir(sandbox.work().join("igsr")).expect("a folder");
                    let text = command(tool, &plan);
                    let output = sandbox.run(shell, &text, Tools::Stubs, &[("FAIL", fail)]);
                    assert_eq!(
                        output.status.success(),
                        fine,
                        "{shell}, {fail} fails: {text}"
                    );
                }
            }
        }
    }
}

#[test]
fn ascp_gets_the_key_in_the_home_folder() {
    for (key, words) in [
        ("~/my keys/k.pem", "HOME/my keys/k.pem"),
        ("$HOME/k", "HOME/k"),
        ("/etc/k$(touch x)", "/etc/k$(touch x)"),
        ("-k", "./-k"),
    ] {
        let plan = plan(&[file("a", None, None)], "main", &options(key));
        for shell in SHELLS {
            let sandbox = Sandbox::new();
            let output = sandbox.run(shell, &command(Tool::Ascp, &plan), Tools::Stubs, &[]);
            assert!(output.status.success(), "{output:?}");
            let home = sandbox.home().to_str().expect("a name in UTF-8").to_owned();
            assert_eq!(
                sandbox.calls("ascp")[0][..2],
                ["-i".to_owned(), words.replace("HOME", &home)]
            );
            assert_eq!(Sandbox::files(&sandbox.work()), [""; 0], "{key}");
        }
    }
}

#[test]
fn ascp_without_key_is_not_started_unless_a_variable_names_one() {
    let plan = plan(&[file("a", None, None)], "main", &options(""));
    for shell in SHELLS {
        let sandbox = Sandbox::new();
        let text = command(Tool::Ascp, &plan);
        let output = sandbox.run(shell, &text, Tools::Stubs, &[]);
        assert!(
            !output.status.success() && sandbox.calls("ascp").is_empty(),
            "{output:?}"
        );
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("ASPERA_KEY"),
            "{output:?}"
        );
        let output = sandbox.run(shell, &text, Tools::Stubs, &[("ASPERA_KEY", "/a key")]);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(sandbox.calls("ascp")[0][1], "/a key");
    }
}

#[test]
fn globus_sends_to_this_computer_unless_told_otherwise() {
    for (id, expected) in [
        ("", LOCAL_ID),
        (
            "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
            "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
        ),
    ] {
        let options = PlanOptions {
            globus_destination: id.to_owned(),
            ..PlanOptions::default()
        };
        let plan = plan(
            &[file("a", None, None), file("b", None, None)],
            "main",
            &options,
        );
        let sandbox = Sandbox::new();
        let output = sandbox.run("sh", &command(Tool::Globus, &plan), Tools::Stubs, &[]);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(
            sandbox.calls("globus")[0][2],
            format!("{expected}:/~/igsr/")
        );
        assert_eq!(sandbox.lines_read("globus"), ["'a' 'a'", "'b' 'b'"]);
    }
}

#[test]
fn a_search_path_for_folders_does_not_lead_the_check_astray() {
    let plan = served(&["a", "b"], |_, content| Some(content));
    let sandbox = Sandbox::new();
    let elsewhere = sandbox.home();
    fs::create_dir(elsewhere.join("igsr")).expect("a folder");
    let elsewhere = elsewhere.to_str().expect("a name in UTF-8").to_owned();
    let output = sandbox.run(
        "bash",
        &command(Tool::Wget, &plan),
        Tools::Real,
        &[("CDPATH", &elsewhere)],
    );
    assert!(output.status.success(), "{output:?}");
}

/// Plans files of the main site, from a mirror on loopback, and of an archive there.
fn served_by_two(files: &[&str], spoiled: &str) -> Plans {
    let content = |path: &str| format!("content of {path}\n").into_bytes();
    let kept = |path: &&&str| **path != spoiled;
    let of = |host: &str| {
        let file = |path: &&str| ((*path).to_owned(), content(&format!("{host} {path}")));
        files.iter().filter(kept).map(file).collect::<Files>()
    };
    let (own, reads) = (serve(of("own")), serve(of("reads")));
    // The archive's root is a folder above what the server serves.
    let reads = reads.replace("/vol1/ftp/", "/vol1/");
    let registry = hosts::registry(&own, &reads);
    let archive = registry.archives()[0].base_url.host_name();
    let own = MirrorId("own".to_owned());
    let checked = |host: &str, path: &str, below: &str| RemoteFile {
        provenance: Provenance::CurrentTree {
            mirror: MirrorId(host.to_owned()),
            read_at: 0,
        },
        md5: Some(igsr_fetch::table::Md5(
            Md5::digest(content(&format!("{host} {path}"))).into(),
        )),
        ..file(&format!("{below}{path}"), None, None)
    };
    let mut planned: Vec<PlannedFile> = Vec::new();
    for path in files {
        planned.push(on(archive.as_str(), checked("reads", path, "ftp/")));
        planned.push(on(hosts::MAIN, checked("own", path, "")));
    }
    let mirror = registry.get(&own).expect("the mirror on loopback");
    Plans::new(&planned, mirror, &registry, &PlanOptions::default())
}

/// Returns where the plans put their files, below the folder to run in.
fn intended_of(plans: &Plans) -> Vec<String> {
    let of = |plan: &TransferPlan| {
        let folder = plan.destination.below.clone();
        let place = move |path: &String| format!("{folder}/{path}");
        let paths = plan.items.iter().map(|item| &item.local_path);
        paths.map(place).collect::<Vec<_>>()
    };
    let mut paths: Vec<_> = plans.all().iter().flat_map(of).collect();
    paths.sort();
    paths
}

#[test]
fn wget_fetches_the_same_names_from_two_hosts_by_one_command() {
    let plans = served_by_two(NASTY, "");
    assert_eq!((plans.all().len(), plans.refusals()), (2, 0));
    let text = Tool::Wget.render(plans.all()).blocks.swap_remove(0).text;
    for shell in SHELLS {
        let sandbox = Sandbox::new();
        let output = sandbox.run(shell, &text, Tools::Real, &[]);
        assert!(output.status.success(), "{shell}: {output:?}");
        assert_eq!(
            Sandbox::files(&sandbox.work()),
            intended_of(&plans),
            "{shell}"
        );
        for plan in plans.all() {
            let who = if plan.is_archive { "reads" } else { "own" };
            for item in &plan.items {
                let place = sandbox
                    .work()
                    .join(&plan.destination.below)
                    .join(&item.local_path);
                let path = item.path.as_str();
                let path = if plan.is_archive { &path[4..] } else { path };
                let found = fs::read_to_string(place).expect("a file");
                assert_eq!(found, format!("content of {who} {path}\n"));
            }
        }
    }
}

#[test]
fn the_saved_lists_of_two_hosts_do_not_overwrite_each_other() {
    let plans = served_by_two(&["a", "b/c", "é"], "");
    let sandbox = Sandbox::new();
    let mut blocks = igsr_fetch::command::wget(plans.all()).blocks;
    let short = blocks.pop().expect("the command for the saved lists");
    let mut expected = intended_of(&plans);
    for block in blocks {
        if let BlockKind::File { name } = block.kind {
            fs::write(sandbox.work().join(&name), block.text).expect("a saved list");
            expected.push(name);
        }
    }
    expected.sort();
    let names = expected.len();
    expected.dedup();
    assert_eq!(expected.len(), names, "two lists have the same name");
    let output = sandbox.run("dash", &short.text, Tools::Real, &[]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(Sandbox::files(&sandbox.work()), expected);
}

#[test]
fn a_file_that_one_host_lacks_does_not_keep_the_other_host_from_being_asked() {
    let plans = served_by_two(&["a", "b"], "b");
    let text = Tool::Wget.render(plans.all()).blocks.swap_remove(0).text;
    for shell in SHELLS {
        let sandbox = Sandbox::new();
        let output = sandbox.run(shell, &text, Tools::Real, &[]);
        assert!(!output.status.success(), "{shell}: {output:?}");
        let wanted: Vec<_> = intended_of(&plans)
            .into_iter()
            .filter(|path| path.ends_with("/a"))
            .collect();
        assert_eq!(wanted.len(), 2);
        assert_eq!(Sandbox::files(&sandbox.work()), wanted, "{shell}");
    }
}

#[test]
fn ascp_asks_each_host_by_its_own_account() {
    let files = [
        on(hosts::MAIN, file("a", None, Some(MD5))),
        on(hosts::READS, file("run/a", None, Some(MD5))),
        on(hosts::READS, file("run/b", None, None)),
        on("x.example.org", file("x", None, None)),
    ];
    let plans = hosts::plans(&files, "main", &options("/key"));
    let text = Tool::Ascp.render(plans.all());
    for shell in SHELLS {
        let sandbox = Sandbox::new();
        fs::create_dir_all(sandbox.work().join("igsr/127.0.0.1_8")).expect("a folder");
        let output = sandbox.run(shell, &text.blocks[0].text, Tools::Stubs, &[]);
        assert!(output.status.success(), "{shell}: {output:?}");
        let calls = sandbox.calls("ascp");
        let said: Vec<_> = calls.iter().map(|call| call[5..].join(" ")).collect();
        assert_eq!(
            said,
            [
                "100M -P 33001 -k 1 -d -L- --mode=recv --user=guest --host=fasp.example.org \
                 --file-pair-list=files.ascp.txt ./igsr",
                "200M -P 33002 -k 1 -d -L- --mode=recv --user=era --host=fasp.reads.example.org \
                 --file-pair-list=files.127.0.0.1_8.ascp.txt ./igsr/127.0.0.1_8",
            ]
        );
        let list = sandbox.work().join("files.127.0.0.1_8.ascp.txt");
        let list = fs::read_to_string(list).expect("a list");
        assert_eq!(list, "vol1/run/a\nrun/a\nvol1/run/b\nrun/b\n");
    }
}

#[test]
fn a_name_of_a_host_is_said_and_never_run() {
    let json = include_str!("../support/command/mirrors.json").replace(
        "\"name\": \"Reads\"",
        "\"name\": \"it's $(touch x) `touch y` -n \\\\c\"",
    );
    let registry = igsr_fetch::mirror::MirrorRegistry::from_json(&json, None).expect("a list");
    let files = [
        on(hosts::MAIN, file("a", None, None)),
        on(hosts::READS, file("b", None, None)),
    ];
    let plans = Plans::new(
        &files,
        registry.get_or_default(None),
        &registry,
        &options("/key"),
    );
    for tool in [Tool::Wget, Tool::Ascp] {
        let text = tool.render(plans.all()).blocks.swap_remove(0).text;
        for shell in SHELLS {
            let sandbox = Sandbox::new();
            let output = sandbox.run(shell, &text, Tools::Stubs, &[]);
            assert!(output.status.success(), "{shell}: {output:?}");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let name = "it's $(touch x) `touch y` -n \\c, 127.0.0.1:8: 1 file, size unknown\n";
            assert!(said.contains(name), "{said}");
            assert!(!sandbox.work().join("x").exists() && !sandbox.work().join("y").exists());
        }
    }
}
