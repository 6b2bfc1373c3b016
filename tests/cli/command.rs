//! Runs the built command.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) words: String,
}

impl Ran {
    /// Each printed line.
    pub(crate) fn lines(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).expect("each line is JSON"))
            .collect()
    }

    /// The value of a key in each line.
    pub(crate) fn all(&self, key: &str) -> Vec<String> {
        let text = |line: &serde_json::Value| match &line[key] {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        self.lines().iter().map(text).collect()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.all("name")
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("the output is UTF-8"),
            words: String::from_utf8(output.stderr).expect("the words are UTF-8"),
        }
    }
}

/// The command, deaf to the proxies of this machine.
pub(crate) fn command<A: AsRef<OsStr>>(args: &[A]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_igsr-fetch"));
    command.args(args);
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command
}

/// Runs `igsr-fetch list` to its end.
pub(crate) fn list<A: AsRef<OsStr>>(args: &[A]) -> Ran {
    let mut command = command(&["list"]);
    command.args(args).stdin(Stdio::null());
    command.output().expect("the command starts").into()
}

/// Runs `igsr-fetch` to its end.
pub(crate) fn run<A: AsRef<OsStr>>(args: &[A]) -> Ran {
    let mut command = command(args);
    command.stdin(Stdio::null());
    command.output().expect("the command starts").into()
}

/// Runs `igsr-fetch` with bytes on its standard input.
pub(crate) fn run_input<A: AsRef<OsStr>>(args: &[A], input: &[u8]) -> Ran {
    feed(command(args), input)
}

/// Runs `igsr-fetch list` with a page on its standard input.
pub(crate) fn list_input(args: &[&str], page: &[u8]) -> Ran {
    let mut command = command(&["list"]);
    command.args(args);
    feed(command, page)
}

fn feed(mut command: Command, input: &[u8]) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || stdin.write_all(&input).ok());
    let output = child.wait_with_output().expect("the command ends");
    feeder.join().expect("the feeder ends");
    output.into()
}
