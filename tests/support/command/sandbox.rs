//! A folder of its own in which a shell runs a command, with real tools or with stubs that record what they are asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The shells that a command has to work in.
pub(crate) const SHELLS: [&str; 3] = ["bash", "dash", "sh"];

/// The collection that the stub of `globus` names as that of this computer.
pub(crate) const LOCAL_ID: &str = "99999999-8888-7777-6666-555555555555";

/// Records each word and what can be read; fails if its name is in `FAIL`.
const STUB: &str = r#"#!/bin/sh
if [ "$1 $2" = "endpoint local-id" ]; then
    echo 99999999-8888-7777-6666-555555555555
    exit
fi
name=${0##*/}
for word in "$@"; do printf '%s\0' "$word"; done >> "$RECORD/$name.argv"
printf '\0' >> "$RECORD/$name.argv"
cat >> "$RECORD/$name.stdin"
case " $FAIL " in *" $name "*) exit 7 ;; esac
"#;

/// The tools that stubs stand for.
const TOOLS: [&str; 4] = ["wget", "ascp", "globus", "md5sum"];

/// A folder that is removed at the end: `work` to run in, a home folder with an awkward name, and records.
pub(crate) struct Sandbox {
    root: PathBuf,
}

/// Which tools the shell finds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tools {
    /// Those of the system.
    Real,
    /// Stubs.
    Stubs,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self::with(&TOOLS)
    }

    /// Makes a folder with stubs for these tools.
    pub(crate) fn with(tools: &[&str]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("command-{}-{count}", std::process::id());
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let sandbox = Self { root };
        for folder in ["work", "ho me's", "record", "bin"] {
            fs::create_dir_all(sandbox.root.join(folder)).expect("a new folder");
        }
        for tool in tools {
            sandbox.program(tool, STUB);
        }
        sandbox
    }

    /// Makes a program that stands before those of the system where stubs do.
    pub(crate) fn program(&self, name: &str, text: &str) {
        let program = self.root.join("bin").join(name);
        fs::write(&program, text).expect("a program");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(&program, mode).expect("a program that can be run");
    }

    /// Returns the folder in which commands run.
    pub(crate) fn work(&self) -> PathBuf {
        self.root.join("work")
    }

    /// Returns the home folder that commands see.
    pub(crate) fn home(&self) -> PathBuf {
        self.root.join("ho me's")
    }

    /// Runs a command in a shell, with these variables.
    pub(crate) fn run(
        &self,
        shell: &str,
        text: &str,
        tools: Tools,
        vars: &[(&str, &str)],
    ) -> Output {
        let mut path = std::env::var("PATH").expect("a search path");
        if tools == Tools::Stubs {
            path = format!("{}:{path}", self.root.join("bin").display());
        }
        Command::new(shell)
            .args(["-c", text])
            .current_dir(self.work())
            .env("PATH", path)
            .env("HOME", self.home())
            .env("RECORD", self.root.join("record"))
            .env("LC_ALL", "C.UTF-8")
            .env_remove("ASPERA_KEY")
            .envs(vars.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("{shell}: {error}; try: apt-get install bash dash wget"))
    }

    /// Returns the words of each call of a stub.
    pub(crate) fn calls(&self, tool: &str) -> Vec<Vec<String>> {
        let record = self.record(tool, "argv");
        let calls = record.split_terminator("\0\0");
        calls
            .map(|call| call.split('\0').map(str::to_owned).collect())
            .collect()
    }

    /// Returns the lines that a stub read, over all calls.
    pub(crate) fn lines_read(&self, tool: &str) -> Vec<String> {
        self.record(tool, "stdin")
            .split_terminator('\n')
            .map(str::to_owned)
            .collect()
    }

    fn record(&self, tool: &str, kind: &str) -> String {
        let path = self.root.join("record").join(format!("{tool}.{kind}"));
        fs::read_to_string(path).unwrap_or_default()
    }

    /// Returns the paths of all files below a folder, sorted.
    pub(crate) fn files(folder: &Path) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let path = path.strip_prefix(folder).expect("a path in the folder");
                    files.push(path.to_str().expect("a name in UTF-8").to_owned());
                }
            }
        }
        files.sort();
        files
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // What is left is in cargo's own folder for temporary files.
        drop(fs::remove_dir_all(&self.root));
    }
}
