//! The real engines, as scripts/setup brings them: Snakemake, and Slurm with one node. Its daemons run in a folder of the test, with
//! their own key, socket and ports, and end with it.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::support::{Folder, Served, tool};
use crate::command::Ran;
use crate::http_server::Answer;

/// A mirror that lacks `c d` until it is healed.
fn lacking() -> (Served, Arc<AtomicBool>) {
    let is_healed = Arc::new(AtomicBool::new(false));
    let healed = Arc::clone(&is_healed);
    let served = Served::with(&["a", "b/x", "c d", "it's"], move |path, _, answer| {
        if path == "c d" && !healed.load(Ordering::Relaxed) {
            return Answer::status(404);
        }
        answer
    });
    (served, is_healed)
}

#[test]
fn snakemake_runs_its_file_and_again_only_what_failed() {
    let Some(programs) = tool("engines/bin") else {
        return;
    };
    let (served, is_healed) = lacking();
    let folder = Folder::new();
    let planned = folder.plan(&served, "snakemake");
    assert_eq!(planned.code, 0, "{}", planned.words);
    let line = format!("PATH='{}':\"$PATH\"; {}", programs.display(), planned.out);
    let ran = folder.run(&["sh"], &line);
    assert_ne!(ran.code, 0, "{}{}", ran.out, ran.words);
    assert_eq!(folder.read("out/failed.3.txt"), "c d\n", "{}", ran.words);
    assert_eq!(folder.files("out/igsr").get("b/x"), served.files.get("b/x"));
    is_healed.store(true, Ordering::Relaxed);
    served.take_asked();
    let again = folder.run(&["sh"], &line);
    assert_eq!(again.code, 0, "{}{}", again.out, again.words);
    assert_eq!(served.take_asked(), ["c d"]);
    assert_eq!(folder.files("out/igsr"), served.files);
}

/// Slurm with one node.
struct Slurm {
    root: PathBuf,
    conf: PathBuf,
    daemons: Vec<Child>,
}

impl Slurm {
    fn start(folder: &Folder) -> Option<Self> {
        let root = tool("slurm")?;
        let place = folder.join("slurm");
        for name in ["state", "spool"] {
            fs::create_dir_all(place.join(name)).expect("a folder");
        }
        let key: Vec<u8> = (0..=255).cycle().take(1024).collect();
        fs::write(place.join("key"), key).expect("written");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o400);
        fs::set_permissions(place.join("key"), mode).expect("a key");
        let conf = place.join("slurm.conf");
        fs::write(&conf, Self::conf(&root, &place)).expect("written");
        let mut slurm = Self {
            root,
            conf,
            daemons: Vec::new(),
        };
        let at = |name: &str| place.join(name).display().to_string();
        let stepd = slurm.root.join("usr/sbin/slurmstepd-wlm");
        slurm.daemon(
            "munged",
            &[
                "--foreground".to_owned(),
                "--force".to_owned(),
                format!("--key-file={}", at("key")),
                format!("--socket={}", at("munge")),
                format!("--pid-file={}", at("munged.pid")),
                format!("--log-file={}", at("munged.log")),
                format!("--seed-file={}", at("munged.seed")),
            ],
        );
        slurm.wait_until("munged listens", || place.join("munge").exists());
        slurm.daemon("slurmctld-wlm", &["-D".to_owned()]);
        let stepd = stepd.display().to_string();
        slurm.daemon("slurmd-wlm", &["-D".to_owned(), "-d".to_owned(), stepd]);
        slurm.wait_until("the node is idle", || {
            let mut info = Command::new(slurm.root.join("usr/bin/sinfo"));
            slurm.surround(info.args(["-h", "-o", "%t"]));
            let info = info.output().expect("sinfo starts");
            info.stdout.starts_with(b"idle\n")
        });
        Some(slurm)
    }

    fn conf(root: &std::path::Path, place: &std::path::Path) -> String {
        let host = fs::read_to_string("/proc/sys/kernel/hostname").expect("a name");
        let host = host.trim().split('.').next().unwrap_or_default();
        let user = Command::new("id").arg("-un").output().expect("id starts");
        let user = String::from_utf8(user.stdout).expect("UTF-8");
        let ports = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
        let [first, second] = ports.map(|port| port.local_addr().expect("an address").port());
        let (root, place, user) = (root.display(), place.display(), user.trim());
        format!(
            "ClusterName=test\nSlurmctldHost={host}(127.0.0.1)\nSlurmctldPort={first}\nSlurmdPort={second}\n\
             SlurmUser={user}\nSlurmdUser={user}\nAuthType=auth/munge\nAuthInfo=socket={place}/munge\nCredType=cred/munge\n\
             PluginDir={root}/usr/lib/x86_64-linux-gnu/slurm-wlm\nStateSaveLocation={place}/state\nSlurmdSpoolDir={place}/spool\n\
             SlurmctldPidFile={place}/slurmctld.pid\nSlurmdPidFile={place}/slurmd.pid\n\
             SlurmctldLogFile={place}/slurmctld.log\nSlurmdLogFile={place}/slurmd.log\n\
             ProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nJobAcctGatherType=jobacct_gather/none\n\
             SelectType=select/cons_tres\nSelectTypeParameters=CR_Core\nSchedulerType=sched/builtin\nSwitchType=switch/none\n\
             MpiDefault=none\nReturnToService=2\nSlurmdParameters=config_overrides\n\
             NodeName={host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=4096\n\
             PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP\n"
        )
    }

    /// Gives a program what it needs to find the daemons and its libraries.
    fn surround(&self, command: &mut Command) {
        let libraries = [
            "usr/lib/x86_64-linux-gnu",
            "usr/lib/x86_64-linux-gnu/slurm-wlm",
            "libraries",
        ];
        let libraries = libraries.map(|name| self.root.join(name).display().to_string());
        command
            .env("SLURM_CONF", &self.conf)
            .env("LD_LIBRARY_PATH", libraries.join(":"));
    }

    fn daemon(&mut self, name: &str, words: &[String]) {
        let mut command = Command::new(self.root.join("usr/sbin").join(name));
        self.surround(&mut command);
        command.args(words).stdin(Stdio::null());
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        self.daemons.push(command.spawn().expect("it starts"));
    }

    fn wait_until(&self, what: &str, is_so: impl Fn() -> bool) {
        let limit = Duration::from_mins(2);
        let began = Instant::now();
        while !is_so() {
            let log = self.conf.with_file_name("slurmctld.log");
            let log = || fs::read_to_string(&log).unwrap_or_default();
            assert!(began.elapsed() < limit, "waited for: {what}\n{}", log());
            std::thread::yield_now();
        }
    }

    /// Runs a line in the folder of a plan, with the commands of Slurm.
    fn run(&self, folder: &Folder, line: &str) -> Ran {
        let programs = self.root.join("usr/bin");
        let line = format!("PATH='{}':\"$PATH\"; {line}", programs.display());
        let mut command = folder.command(&["sh"], &line);
        self.surround(&mut command);
        command.output().expect("sh starts").into()
    }
}

impl Drop for Slurm {
    fn drop(&mut self) {
        // The last that started ends first. Those that ended by themselves are no fault here.
        for daemon in self.daemons.iter_mut().rev() {
            let _ = Command::new("kill").arg(daemon.id().to_string()).status();
            let _ = daemon.wait();
        }
    }
}

#[test]
fn slurm_runs_the_array_and_a_resubmit_runs_the_failed_task_alone() {
    let folder = Folder::new();
    let Some(slurm) = Slurm::start(&folder) else {
        return;
    };
    let (served, is_healed) = lacking();
    let planned = folder.plan(&served, "slurm");
    assert_eq!((planned.code, &*planned.out), (0, "sh submit.sh\n"));
    // `--wait` is an option of sbatch, as people may give others.
    let ran = slurm.run(&folder, "sh submit.sh --wait");
    assert_eq!(ran.code, 1, "one task fails\n{}{}", ran.out, ran.words);
    assert_eq!(folder.read("out/failed.3.txt"), "c d\n");
    let done = [1, 2, 3, 4].map(|task| folder.join(&format!("out/done.{task}")).exists());
    assert_eq!(done, [true, true, false, true]);
    is_healed.store(true, Ordering::Relaxed);
    served.take_asked();
    let again = slurm.run(&folder, "sh submit.sh --wait");
    assert_eq!(again.code, 0, "{}{}", again.out, again.words);
    assert_eq!(served.take_asked(), ["c d"], "no other task ran");
    assert_eq!(folder.files("out/igsr"), served.files);
    let third = slurm.run(&folder, "sh submit.sh --wait && sh check.sh");
    assert_eq!(third.code, 0, "{}", third.words);
    assert!(
        third.out.starts_with("All parts are done."),
        "{}",
        third.out
    );
}
