//! A mirror, a folder, and what is in both.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use md5::{Digest, Md5};
use percent_encoding::percent_decode_str;

use crate::command::{Ran, run};
use crate::http_server::{Answer, Request, start};

/// Paths that a shell, a list or a tool could misread.
pub(super) const NASTY: [&str; 20] = [
    "a b/c d.vcf.gz",
    "it's",
    "say \"hi\"",
    "$(touch x)",
    "`touch x`",
    "$HOME/x",
    "a#b",
    "#x",
    "[x]{y,z}",
    "%41",
    "100% + more",
    "a&b;c!d",
    "~",
    "~root/x",
    "-rf",
    "--help",
    "back\\slash",
    "é/日本",
    "IGSR_FETCH_LIST",
    "con:lon|*?<>",
];

/// The shells in which scripts have to work.
pub(super) const SHELLS: [&[&str]; 4] = [&["bash"], &["dash"], &["zsh"], &["busybox", "sh"]];

/// A mirror that serves files below `/vol1/ftp/`, and what it was asked for.
pub(super) struct Served {
    pub(super) base: String,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) asked: Arc<Mutex<Vec<String>>>,
}

/// Decides how a file is answered: the path, how often it was asked for before, the right answer.
pub(super) type Spoil = dyn Fn(&str, usize, Answer) -> Answer + Send + Sync;

impl Served {
    pub(super) fn new(paths: &[&str]) -> Self {
        Self::with(paths, |_, _, answer| answer)
    }

    pub(super) fn with(
        paths: &[&str],
        spoil: impl Fn(&str, usize, Answer) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let with_content = |path: &&str| ((*path).to_owned(), content(path));
        Self::with_files(paths.iter().map(with_content).collect(), spoil)
    }

    pub(super) fn with_files(
        files: BTreeMap<String, Vec<u8>>,
        spoil: impl Fn(&str, usize, Answer) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let spoil: Box<Spoil> = Box::new(spoil);
        let (known, log) = (files.clone(), Arc::clone(&asked));
        let port = start(move |request| {
            let (path, right) = answer(&known, request);
            let mut log = log.lock().expect("no test panics with it");
            let before = log.iter().filter(|other| **other == path).count();
            log.push(path.clone());
            spoil(&path, before, right)
        });
        Self {
            base: format!("http://127.0.0.1:{port}/vol1/ftp/"),
            files,
            asked,
        }
    }

    /// Takes what was asked for since the last time.
    pub(super) fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("no test panics with it"))
    }
}

/// The content that mirrors have for a path.
pub(super) fn content(path: &str) -> Vec<u8> {
    format!("content of {path}\n").repeat(40).into_bytes()
}

/// A program that scripts/setup brings, unless this machine cannot have it: then a sentence says what is left out.
pub(super) fn tool(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/tools").join(name);
    if !path.exists() {
        eprintln!(
            "{name} is not below target/tools (scripts/setup test): what needs it is left out"
        );
        return None;
    }
    Some(path)
}

fn answer(files: &BTreeMap<String, Vec<u8>>, request: &Request) -> (String, Answer) {
    let target = request.target.split('?').next().unwrap_or_default();
    // rclone 1.60 asks for `/./a:b`, and servers take out the dot (RFC 3986, 5.2.4).
    let target = target.replace("/./", "/");
    let path = percent_decode_str(&target).decode_utf8().expect("UTF-8");
    let path = path.strip_prefix("/vol1/ftp/").unwrap_or(&path).to_owned();
    let Some(body) = files.get(&path) else {
        return (path, Answer::status(404));
    };
    let range = |line: &String| line.strip_prefix("range: bytes=").map(str::to_owned);
    let range = request.headers.iter().find_map(range);
    let begin: usize = range.map_or(0, |range| {
        let begin = range.split('-').next().unwrap_or_default();
        begin.parse().expect("a first byte")
    });
    let total = body.len();
    let whole = Answer {
        status: 200,
        body: body.clone(),
        ..Answer::default()
    };
    let answer = match body.get(begin..) {
        _ if begin == 0 => whole.with("Accept-Ranges", "bytes"),
        Some(rest) if !rest.is_empty() => Answer {
            status: 206,
            body: rest.to_vec(),
            ..Answer::default()
        }
        .with(
            "Content-Range",
            &format!("bytes {begin}-{}/{total}", total - 1),
        ),
        _ => Answer::status(416).with("Content-Range", &format!("bytes */{total}")),
    };
    (path, answer)
}

/// A folder of its own, removed at the end.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("transfer-{}-{count}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("a new folder");
        Self(folder)
    }

    pub(super) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.join(name)).unwrap_or_default()
    }

    /// All files below a folder of it, with what is in them.
    pub(super) fn files(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.join(below);
        let mut found = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("below");
                    let bytes = fs::read(&path).expect("it can be read");
                    found.insert(name.to_str().expect("UTF-8").to_owned(), bytes);
                }
            }
        }
        found
    }

    /// Plans the files of a server for a tool; returns the line to run.
    pub(super) fn plan(&self, served: &Served, tool: &str) -> Ran {
        self.plan_for(served, tool, "sh")
    }

    /// The same for a shell.
    pub(super) fn plan_for(&self, served: &Served, tool: &str, shell: &str) -> Ran {
        let more = ["--base-url", &served.base, "--tool", tool, "--shell", shell];
        self.plan_files(&served.files, &more)
    }

    /// Plans files with their checksums.
    pub(super) fn plan_files(&self, files: &BTreeMap<String, Vec<u8>>, more: &[&str]) -> Ran {
        let paths: Vec<&str> = files.keys().map(String::as_str).collect();
        fs::write(self.join("paths.txt"), paths.join("\n")).expect("written");
        fs::write(self.join("sums.md5"), md5_list(files)).expect("written");
        let at = |name: &str| self.join(name).to_str().expect("UTF-8").to_owned();
        let (paths, sums, out) = (at("paths.txt"), at("sums.md5"), at("out"));
        let words = ["plan", "--paths", &paths, "--md5", &sums, "--out", &out];
        run(&[&words[..], more].concat())
    }

    /// Runs a line in the folder of a plan.
    pub(super) fn run(&self, shell: &[&str], line: &str) -> Ran {
        let mut command = self.command(shell, line);
        command.output().expect("the shell starts").into()
    }

    /// What runs a line in the folder of a plan.
    pub(super) fn command(&self, shell: &[&str], line: &str) -> Command {
        let mut command = Command::new(shell[0]);
        command
            .args(&shell[1..])
            .args(["-c", line])
            .current_dir(self.join("out"))
            .env("HOME", &self.0)
            .env("IGSR_FETCH_WAIT", "0")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .stdin(Stdio::null());
        for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command
    }

    /// Makes a program that stands before those of the system in [`Self::bin`].
    pub(super) fn program(&self, name: &str, text: &str) {
        let bin = self.join("bin");
        fs::create_dir_all(&bin).expect("a new folder");
        fs::write(bin.join(name), text).expect("written");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(bin.join(name), mode).expect("a program");
    }

    pub(super) fn bin(&self) -> String {
        format!("'{}'", self.join("bin").display())
    }

    pub(super) fn failed(&self) -> Vec<String> {
        self.read("out/failed.txt")
            .lines()
            .map(str::to_owned)
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder of the build.
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(super) fn md5_of(bytes: &[u8]) -> String {
    let digits = Md5::digest(bytes).into();
    format!("{:032x}", u128::from_be_bytes(digits))
}

pub(super) fn md5_list(files: &BTreeMap<String, Vec<u8>>) -> String {
    let line = |(path, bytes): (&String, &Vec<u8>)| {
        let mark = if path.contains('\\') { "\\" } else { "" };
        let md5 = md5_of(bytes);
        format!("{mark}{md5}  {}\n", path.replace('\\', "\\\\"))
    };
    files.iter().map(line).collect()
}

/// The longest name that file systems take.
pub(super) fn long_name() -> String {
    format!("{}.vcf.gz", "n".repeat(248))
}

pub(super) fn nasty() -> Vec<&'static str> {
    let long: &'static str = long_name().leak();
    NASTY.iter().copied().chain([long]).collect()
}
