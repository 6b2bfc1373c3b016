//! Plans that are killed at half, and servers that ask to wait.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::support::{Folder, Served};
use crate::http_server::Answer;

const TOOLS: [&str; 6] = ["script", "wget", "curl", "aria2", "rclone", "lftp"];

/// Those that ask only for the rest of a file of which they have half. rclone does not, and what aria2 has stands in a file of its own.
const RESUME: [&str; 4] = ["script", "wget", "curl", "lftp"];

/// How long a test waits for what must come.
const LIMIT: Duration = Duration::from_mins(2);

/// A mirror of twelve files that sends half of each of the last six and no more, until it goes on.
struct Halting {
    served: Served,
    /// A file of which half was sent.
    halted: Receiver<String>,
    goes_on: Arc<AtomicBool>,
    /// Whether it was asked for the rest of a file since.
    resumed: Arc<AtomicBool>,
}

impl Halting {
    /// `heads` are the requests for each file that ask for no content.
    fn new(heads: usize) -> Self {
        let file = |number: usize| {
            let path = format!("d{}/file{number:02}", number % 3);
            let line = format!("line of {path}\n");
            (path, line.repeat(12_000).into_bytes())
        };
        let files: BTreeMap<String, Vec<u8>> = (0..12).map(file).collect();
        let goes_on = Arc::new(AtomicBool::new(false));
        let (sender, halted) = channel();
        let sender = Mutex::new(sender);
        let gate = Arc::clone(&goes_on);
        let resumed = Arc::new(AtomicBool::new(false));
        let has_resumed = Arc::clone(&resumed);
        let served = Served::with_files(files, move |path, before, answer| {
            let number: usize = path[path.len() - 2..].parse().expect("a number");
            if number < 6 || before < heads || gate.load(Ordering::SeqCst) {
                if answer.status == 206 {
                    has_resumed.store(true, Ordering::SeqCst);
                }
                return answer;
            }
            // The test may have ended.
            let _ = sender.lock().expect("no panic").send(path.to_owned());
            let half = answer.body.len() / 2;
            answer.stalling_after(half)
        });
        Self {
            served,
            halted,
            goes_on,
            resumed,
        }
    }
}

/// Waits until a part of a file lies on the disk.
fn wait_for_a_half(folder: &Folder) {
    let began = Instant::now();
    let is_half = |bytes: &Vec<u8>| (50_000..150_000).contains(&bytes.len());
    while !folder.files("out/igsr").values().any(is_half) {
        assert!(began.elapsed() < LIMIT, "no half of a file is written");
        std::thread::yield_now();
    }
}

/// Starts a line in a process group of its own.
fn start(folder: &Folder, line: &str) -> Child {
    let mut command = folder.command(&["sh"], line);
    let command = command.process_group(0);
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("sh starts")
}

fn kill(signal: &str, target: &str) {
    let status = Command::new("kill").args([signal, "--", target]).status();
    assert!(status.expect("kill starts").success());
}

/// Runs a plan until half of a file has come, kills it, and runs it again when the mirror goes on.
fn killed_at_half(tool: &str, signal: &str, whole_group: bool) {
    let mirror = Halting::new(usize::from(tool == "rclone"));
    let folder = Folder::new();
    let planned = folder.plan(&mirror.served, tool);
    assert_eq!(planned.code, 0, "{tool}: {}", planned.words);
    let before: BTreeSet<String> = folder.files("out").into_keys().collect();
    let line = format!("exec {}", planned.out);
    let line = if whole_group { &planned.out } else { &line };
    let mut running = start(&folder, line);
    let halted = mirror.halted.recv_timeout(LIMIT);
    halted.unwrap_or_else(|_| panic!("{tool} asks for none of the files that stop at half"));
    if RESUME.contains(&tool) {
        wait_for_a_half(&folder);
    }
    let group = if whole_group { "-" } else { "" };
    kill(signal, &format!("{group}{}", running.id()));
    let ended = running.wait().expect("it ends");
    assert!(!ended.success(), "{tool}");
    let here = folder.files("out/igsr");
    assert!(here != mirror.served.files, "{tool}: something is missing");

    mirror.goes_on.store(true, Ordering::SeqCst);
    mirror.served.take_asked();
    let again = folder.run(&["sh"], &planned.out);
    assert_eq!(again.code, 0, "{tool}\n{}\n{}", again.out, again.words);
    assert!(folder.files("out/igsr") == mirror.served.files, "{tool}");
    if RESUME.contains(&tool) {
        let resumed = mirror.resumed.load(Ordering::SeqCst);
        assert!(resumed, "{tool} begins halves anew");
    }
    let made = folder.files("out").into_keys();
    let made: BTreeSet<String> = made.filter(|name| !name.starts_with("igsr/")).collect();
    assert_eq!(made, before, "{tool}");
}

#[test]
fn each_tool_that_is_terminated_at_half_finishes_when_it_runs_again() {
    std::thread::scope(|scope| {
        for tool in TOOLS {
            scope.spawn(move || killed_at_half(tool, "-TERM", true));
        }
    });
}

#[test]
fn the_script_ends_its_programs_when_it_is_terminated_and_goes_on_when_it_was_killed() {
    killed_at_half("script", "-TERM", false);
    killed_at_half("script", "-KILL", true);
}

/// What a tool does where a server answers a file with 429 and `Retry-After: 3` at first.
struct OnBusy {
    tool: &'static str,
    /// Whether it asks again in the same run. Where it does not, the next run fetches the file.
    asks_again: bool,
    /// Whether it asks no sooner than the server says.
    waits: bool,
}

/// wget waits a second more each time, rclone by its own rule, and lftp ten seconds, whatever the server says. aria2 waits on 503 alone.
const ON_BUSY: [OnBusy; 6] = [
    on_busy("script", true, true),
    on_busy("wget", true, false),
    on_busy("curl", true, true),
    on_busy("aria2", false, true),
    on_busy("rclone", true, false),
    on_busy("lftp", true, true),
];

const fn on_busy(tool: &'static str, asks_again: bool, waits: bool) -> OnBusy {
    OnBusy {
        tool,
        asks_again,
        waits,
    }
}

fn asked_to_wait(tool: &'static str) -> OnBusy {
    let times: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let log = Arc::clone(&times);
    let served = Served::with(&["a", "b", "c", "d"], move |path, before, answer| {
        if path != "c" {
            return answer;
        }
        log.lock().expect("no panic").push(Instant::now());
        if before == 0 {
            return Answer::status(429).with("Retry-After", "3");
        }
        answer
    });
    let folder = Folder::new();
    let planned = folder.plan(&served, tool);
    let ran = folder.run(&["sh"], &planned.out);
    let came = folder.files("out/igsr") == served.files;
    assert_eq!(ran.code == 0, came, "{tool}\n{}", ran.words);
    let times = times.lock().expect("no panic").clone();
    let second = times.get(1);
    let waits = second.is_none_or(|second| *second - times[0] >= Duration::from_secs(3));
    if !came {
        assert_eq!(folder.failed(), ["c"], "{tool}");
        let again = folder.run(&["sh"], &planned.out);
        assert_eq!(again.code, 0, "{tool}\n{}", again.words);
    }
    OnBusy {
        tool,
        asks_again: came,
        waits,
    }
}

#[test]
fn the_script_waits_as_a_server_asks_and_other_tools_as_the_table_says() {
    let found = std::thread::scope(|scope| {
        let threads = ON_BUSY.map(|one| scope.spawn(move || asked_to_wait(one.tool)));
        threads.map(|thread| thread.join().expect("no panic"))
    });
    for (found, stated) in found.iter().zip(&ON_BUSY) {
        assert_eq!(found.asks_again, stated.asks_again, "{}", found.tool);
        // A slow machine makes others wait, too.
        assert!(found.waits || !stated.waits, "{}", found.tool);
    }
}
