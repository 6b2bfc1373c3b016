//! For any file name: what a tool is asked by the saved bundle of `igsr-fetch plan`, and what the script fetches, in each shell.

use std::fs;

use crate::properties_command::files;
use crate::sandbox::{LOCAL_ID, Sandbox, Tools};
use igsr_fetch::catalogue::RemoteFile;
use igsr_fetch::command::{Bundle, BundleOptions, BundleTool, Shell};
use igsr_fetch::mirror::{HostName, MirrorRegistry};
use igsr_fetch::plan::{Manifest, ManifestFile, PlanOptions, PlannedFile, Plans, StandIns, System};
use md5::{Digest, Md5};
use proptest::prelude::*;
use proptest::sample::select;

/// The shells in which bundles have to work, as lines for a program of the name `sh`.
const SHELLS: [&str; 4] = ["bash", "dash", "zsh", "busybox sh"];

/// Writes for each address of a list what the address is, as the mirror of these tests has it.
const CURL: &str = r#"#!/bin/sh
for word in "$@"; do printf '%s\0' "$word"; done >> "$RECORD/curl.argv"
printf '\0' >> "$RECORD/curl.argv"
while IFS= read -r line; do
    text=${line#*'"'} text=${text%'"'}
    case $line in
        url*) url=$text ;;
        output*) printf %s "$url" >"$text" ;;
    esac
done <"$3"
"#;

/// A file as a tool is asked for it: its address, and its path below the destination where the tool is told.
type Asked = (String, String);

/// Files with a plan from the main site, and what it says.
struct Planned {
    manifest: Manifest,
    plans: Plans,
    registry: MirrorRegistry,
    options: PlanOptions,
}

impl Planned {
    /// Plans files; those with an MD5 have that of their address.
    fn new(files: Vec<RemoteFile>) -> Self {
        let registry = MirrorRegistry::built_in();
        let mirror = registry.get_or_default(None);
        let options = PlanOptions {
            aspera_key: "key".to_owned(),
            ..PlanOptions::default()
        };
        let of_main = |mut file: RemoteFile| {
            let digest = Md5::digest(mirror.file_url(&file.path));
            file.md5 = file.md5.map(|_| igsr_fetch::table::Md5(digest.into()));
            PlannedFile {
                host: HostName::new(mirror.base_url.host()),
                file,
            }
        };
        let files: Vec<PlannedFile> = files.into_iter().map(of_main).collect();
        let plans = Plans::new(&files, mirror, &registry, &options);
        let manifest = plans.to_manifest(&registry, StandIns::Mirrors, System::Unix, "2026-11-30");
        Self {
            manifest: manifest.expect("files that a manifest may hold").manifest,
            plans,
            registry,
            options,
        }
    }

    fn bundle(&self, tool: BundleTool) -> Bundle {
        let options = BundleOptions {
            destination: self.options.folder(),
            registry: &self.registry,
            shell: Shell::Posix,
        };
        tool.bundle(&self.manifest, &self.plans, &options)
    }

    /// Returns what a bundle of a tool is to ask for.
    fn intended(&self, tool: BundleTool, bundle: &Bundle) -> Vec<Asked> {
        let left_out = bundle.left_out.iter().flat_map(|one| &one.paths);
        let left_out: Vec<&String> = left_out.collect();
        let files = self.manifest.files.iter();
        let files = files.filter(|file| !left_out.contains(&&file.local_path));
        let asked = |file: &ManifestFile| {
            let path = file.path.text().into_owned();
            let address = match tool {
                BundleTool::Aws | BundleTool::S5cmd => format!("s3://1000genomes/{path}"),
                BundleTool::Ascp => format!("vol1/ftp/{path}"),
                BundleTool::Globus | BundleTool::Rclone => path,
                _ => file.sources[0].url.clone(),
            };
            (address, file.local_path.clone())
        };
        files.map(asked).collect()
    }
}

/// Reads a text in double quotes, in which a backslash stands before quotes and backslashes.
fn unquoted(text: &str) -> String {
    let inside = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let mut letters = inside.expect("quotes around it").chars();
    let mut read = String::new();
    while let Some(letter) = letters.next() {
        read.push(if letter == '\\' {
            letters.next().expect("a letter behind a backslash")
        } else {
            letter
        });
    }
    read
}

fn below(path: &str) -> String {
    path.strip_prefix("./").unwrap_or(path).to_owned()
}

/// Returns what a tool was asked for: by its words, which have to be these, and by the list that they name.
#[expect(clippy::too_many_lines, reason = "a table: what each tool is asked")]
fn asked(tool: BundleTool, sandbox: &Sandbox) -> Vec<Asked> {
    let list = |name: &str| fs::read_to_string(sandbox.work().join(name)).expect(name);
    let lines = |name: &str| -> Vec<String> {
        list(name)
            .split_terminator('\n')
            .map(str::to_owned)
            .collect()
    };
    let program = match tool {
        BundleTool::Aria2 => "aria2c",
        tool => tool.as_str(),
    };
    let work = sandbox.work();
    let here = |name: &str| work.join(name).to_str().expect("UTF-8").to_owned();
    let mut all = Vec::new();
    for call in sandbox.calls(program) {
        let words: Vec<&str> = call.iter().map(String::as_str).collect();
        match (tool, words.as_slice()) {
            (
                BundleTool::Wget,
                [
                    ..,
                    "-P",
                    "./igsr",
                    "-t",
                    "5",
                    "-T",
                    "60",
                    _,
                    _,
                    "-nv",
                    "-i",
                    name,
                ],
            ) => {
                all.extend(lines(name).into_iter().map(|url| (url, String::new())));
            }
            (BundleTool::Wget, [.., "-O", path, url]) => {
                let path = path.strip_prefix("./igsr/").expect("below the folder");
                all.push(((*url).to_owned(), path.to_owned()));
            }
            (BundleTool::Wget, [.., "-P", "./igsr", "-t", "5", "-T", "60", _, _, "-nv", url]) => {
                all.push(((*url).to_owned(), String::new()));
            }
            (BundleTool::Curl, ["-q", "--config", config]) => {
                assert_eq!(*config, here("files.curl"));
                let lines = lines("files.curl");
                for pair in lines
                    .iter()
                    .skip_while(|line| !line.starts_with("url"))
                    .collect::<Vec<_>>()
                    .chunks(2)
                {
                    let url = unquoted(pair[0].strip_prefix("url = ").expect("an address"));
                    let path = unquoted(pair[1].strip_prefix("output = ").expect("a path"));
                    all.push((url, below(&path)));
                }
            }
            (BundleTool::Aria2, ["-i", "files.aria2.txt", "-d", "./igsr", "-c", "-V", ..]) => {
                let mut url = String::new();
                for line in lines("files.aria2.txt") {
                    if let Some(path) = line.strip_prefix("  out=") {
                        all.push((url.clone(), path.to_owned()));
                    } else if !line.starts_with("  checksum=") {
                        line.split('\t')
                            .next()
                            .unwrap_or_default()
                            .clone_into(&mut url);
                    }
                }
            }
            (
                BundleTool::Rclone,
                [
                    "copy",
                    "--http-url",
                    _,
                    ":http:",
                    "./igsr",
                    "--files-from-raw",
                    name,
                    ..,
                ],
            ) => {
                all.extend(lines(name).into_iter().map(|path| (path.clone(), path)));
            }
            (BundleTool::Lftp, ["-f", script]) => {
                assert_eq!(*script, here("files.lftp"));
                for line in lines("files.lftp") {
                    if let Some((url, path)) = line
                        .strip_prefix("get -c ")
                        .and_then(|rest| rest.split_once(" -o "))
                    {
                        all.push((unquoted(url), below(&unquoted(path))));
                    }
                }
            }
            (
                BundleTool::Aws,
                [
                    "s3",
                    "cp",
                    "--no-sign-request",
                    "--only-show-errors",
                    "--region",
                    "us-east-1",
                    from,
                    to,
                ],
            ) => {
                let to = to.strip_prefix("./igsr/").expect("below the folder");
                all.push(((*from).to_owned(), to.to_owned()));
            }
            (BundleTool::S5cmd, ["--no-sign-request", "run", script]) => {
                assert_eq!(*script, here("files.s5cmd"));
                for line in lines("files.s5cmd") {
                    let words = shlex::split(&line).expect("words");
                    let [cp, raw, region, _, from, to] = words.as_slice() else {
                        panic!("{line}");
                    };
                    assert_eq!([cp, raw, region], ["cp", "--raw", "--source-region"]);
                    all.push((from.clone(), to.clone()));
                }
            }
            (BundleTool::Ascp, ["-i", "./key", .., "./igsr"]) => {
                let pairs = lines("files.ascp.txt");
                all.extend(
                    pairs
                        .chunks(2)
                        .map(|pair| (pair[0].clone(), pair[1].clone())),
                );
            }
            (BundleTool::Ascp, ["-i", "./key", .., from, to]) => {
                let from = from.split_once(':').expect("a host").1.to_owned();
                let folder = to.strip_prefix("./igsr/").expect("below the folder");
                let name = from.rsplit('/').next().unwrap_or_default();
                all.push((from.clone(), format!("{folder}{name}")));
            }
            (BundleTool::Globus, ["transfer", from, to, .., "--batch", "files.globus.txt"]) => {
                assert!(from.ends_with(":/1000g/ftp/"), "{from}");
                assert_eq!(*to, format!("{LOCAL_ID}:/~/igsr/"));
                for line in lines("files.globus.txt") {
                    let words = shlex::split(&line).expect("words");
                    let [.., from, to] = words.as_slice() else {
                        panic!("{line}");
                    };
                    all.push((below(from), below(to)));
                }
            }
            (BundleTool::Globus, ["transfer", from, to, ..]) => {
                let from = from.split_once(":/1000g/ftp/").expect("the collection").1;
                let to = to
                    .strip_prefix(&format!("{LOCAL_ID}:/~/igsr/"))
                    .expect("the folder");
                all.push((from.to_owned(), to.to_owned()));
            }
            _ => panic!("{program} is asked {words:?}"),
        }
    }
    all
}

/// Writes the files of a bundle, and makes `sh` a shell of this kind.
fn prepare(bundle: &Bundle, shell: &str, tools: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with(tools);
    for file in &bundle.files {
        fs::write(sandbox.work().join(&file.name), &file.text).expect("written");
    }
    sandbox.program("sh", &format!("#!/bin/dash\nexec {shell} \"$@\"\n"));
    sandbox
}

const TOOLS: [BundleTool; 9] = [
    BundleTool::Wget,
    BundleTool::Curl,
    BundleTool::Aria2,
    BundleTool::Rclone,
    BundleTool::Lftp,
    BundleTool::Aws,
    BundleTool::S5cmd,
    BundleTool::Globus,
    BundleTool::Ascp,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 25, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_bundle_asks_its_tool_for_exactly_what_is_planned(files in files(1..5), first in 0..SHELLS.len()) {
        let planned = Planned::new(files);
        let names: Vec<&str> = planned.manifest.files.iter().map(|file| &*file.local_path).collect();
        for (place, tool) in TOOLS.into_iter().enumerate() {
            let bundle = planned.bundle(tool);
            if bundle.run.is_empty() {
                continue;
            }
            let shell = SHELLS[(first + place) % SHELLS.len()];
            let sandbox = prepare(&bundle, shell, &["wget", "curl", "aria2c", "rclone", "lftp", "aws", "s5cmd", "globus", "ascp"]);
            let output = sandbox.run("sh", &bundle.run, Tools::Stubs, &[]);
            let mut intended = planned.intended(tool, &bundle);
            let mut asked = asked(tool, &sandbox);
            // Where wget writes a file follows from its address, but for the names that it is told.
            for (url, path) in asked.iter_mut().filter(|(_, path)| path.is_empty()) {
                let place = intended.iter().find(|(other, _)| other == url);
                path.clone_from(&place.expect("an address of the plan").1);
            }
            intended.sort();
            asked.sort();
            prop_assert_eq!(&asked, &intended, "{} in {}: {:?}", tool.as_str(), shell, output);
            // Nothing came, and the check says so of each by its name.
            let failed = fs::read_to_string(sandbox.work().join("failed.txt")).unwrap_or_default();
            let failed: Vec<&str> = failed.split_terminator('\n').collect();
            if tool == BundleTool::Globus {
                prop_assert!(output.status.success() && failed.is_empty(), "{output:?}");
            } else {
                prop_assert_eq!(output.status.code(), Some(1), "{} in {}: {:?}", tool.as_str(), shell, output);
                prop_assert_eq!(&failed, &names);
            }
            let mut created = Sandbox::files(&sandbox.work());
            created.retain(|name| name != "failed.txt" && !bundle.files.iter().any(|file| file.name == *name));
            prop_assert!(created.is_empty(), "{created:?}");
        }
    }

    #[test]
    fn the_script_fetches_exactly_what_is_planned(files in files(1..5), shell in select(&SHELLS[..])) {
        let planned = Planned::new(files);
        let bundle = planned.bundle(BundleTool::Script);
        {
            let sandbox = prepare(&bundle, shell, &[]);
            sandbox.program("curl", CURL);
            for again in [false, true] {
                let output = sandbox.run("sh", &bundle.run, Tools::Stubs, &[]);
                prop_assert!(output.status.success(), "{shell}: {output:?}");
                let mut intended: Vec<String> = planned.manifest.files.iter().map(|file| format!("igsr/{}", file.local_path)).collect();
                intended.push(bundle.files[0].name.clone());
                intended.sort();
                prop_assert_eq!(Sandbox::files(&sandbox.work()), intended, "{} {}", shell, again);
                for file in &planned.manifest.files {
                    let text = fs::read_to_string(sandbox.work().join("igsr").join(&file.local_path));
                    prop_assert_eq!(text.expect("a file"), &*file.sources[0].url);
                }
            }
            let asked: usize = sandbox.calls("curl").len();
            prop_assert!((1..=2).contains(&asked), "once for each connection, and never again: {asked}");
        }
    }
}
