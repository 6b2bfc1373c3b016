//! What each tool needs for many files, beside a Python script that writes the same lines.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use igsr_fetch::catalogue::RemoteFile;
use igsr_fetch::command::{Bundle, BundleFile, BundleOptions, BundleTool, Shell};
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::{HostName, MirrorRegistry, RemotePath};
use igsr_fetch::plan::{Manifest, PlanOptions, PlannedFile, Plans, StandIns, System};
use igsr_fetch::table::Md5;

use crate::memory;
use crate::process::milliseconds;
use crate::row::{Row, in_turn};

const FILES: usize = 100_000;

/// How many times as many the site has.
const TIMES: usize = 7;

/// Rounds with 700,000 files take seconds each.
const ROUNDS: usize = 7;

/// Prints the rows.
pub(crate) fn measure() {
    let document = Document::new(FILES);
    let some = Planned::read(&document);
    if let Some(mut python) = Python::start(&document) {
        for output in Output::all() {
            python.writes_the_same(output, &some.write(output));
            let (ours, theirs) = in_turn(
                ROUNDS,
                || milliseconds(|| some.write(output)),
                || python.time(output),
            );
            Row::new(format!("{} for {FILES} files", output.as_str()), "ms", ours)
                .beside("Python, the same lines", theirs)
                .at_most(1.0 / 3.0)
                .write();
        }
    } else {
        Row::not_measured("what tools need, beside Python", "there is no python3").write();
    }
    memory_of(&some);
}

/// Prints the row of the tool whose time grows most.
///
/// The C library is to give all memory that is used back and take it anew, by `MALLOC_MMAP_THRESHOLD_`: else a short text takes the
/// place of the one before it, which a long one cannot.
pub(crate) fn measure_growth() {
    let (some, many) = (Document::new(FILES), Document::new(FILES * TIMES));
    growth_of(&Planned::read(&some), &Planned::read(&many));
}

/// The tool whose output takes the most memory, in parts of its text.
fn memory_of(some: &Planned) {
    let share = |output| {
        let (bundle, most) = memory::most(|| some.write(output));
        let text: usize = bundle.iter().map(|file| file.text.len()).sum();
        (output, to_f64(most) / 1e6, to_f64(text) / 1e6)
    };
    let all = Output::all().map(share);
    let most = all.max_by(|one, other| (one.1 / one.2).total_cmp(&(other.1 / other.2)));
    let (output, most, text) = most.expect("there are tools");
    let what = format!("most memory, that of {}", output.as_str());
    Row::new(what, "MB", vec![most])
        .beside("its text", vec![text])
        .at_most(3.0)
        .write();
}

fn growth_of(some: &Planned, many: &Planned) {
    let growth = |output| {
        let (ours, once) = in_turn(
            3,
            || milliseconds(|| many.write(output)),
            || milliseconds(|| some.write(output)),
        );
        (output, ours, once)
    };
    let ratio = |(_, ours, once): &(Output, Vec<f64>, Vec<f64>)| {
        let mut ratios: Vec<f64> = ours.iter().zip(once).map(|(one, two)| one / two).collect();
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    };
    let all = Output::all().map(growth);
    let most = all.max_by(|one, other| ratio(one).total_cmp(&ratio(other)));
    let (output, ours, once) = most.expect("there are tools");
    let what = format!("{} files, most growth: {}", FILES * TIMES, output.as_str());
    Row::new(what, "ms", ours)
        .beside("itself, a seventh of the files", once)
        .at_most(7.7)
        .write();
}

/// Something that is written of a manifest.
#[derive(Clone, Copy)]
enum Output {
    Tool(BundleTool),
    Manifest,
}

impl Output {
    fn all() -> impl Iterator<Item = Self> {
        BundleTool::ALL
            .map(Self::Tool)
            .into_iter()
            .chain([Self::Manifest])
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Tool(tool) => tool.as_str(),
            Self::Manifest => "manifest",
        }
    }
}

/// A plan of many files.
struct Planned {
    manifest: Manifest,
    plans: Plans,
    registry: MirrorRegistry,
}

impl Planned {
    /// Reads a manifest and plans its files, as `igsr-fetch plan --manifest` does.
    fn read(document: &Document) -> Self {
        let text = fs::read_to_string(&document.0).expect("the manifest");
        let manifest = Manifest::parse(&text).expect("a manifest");
        let registry = MirrorRegistry::built_in();
        let mirror = registry.get_or_default(None);
        let options = PlanOptions::default();
        let plans = Plans::new(&manifest.planned_files(), mirror, &registry, &options);
        Self {
            manifest,
            plans,
            registry,
        }
    }

    fn write(&self, output: Output) -> Vec<BundleFile> {
        let options = BundleOptions {
            destination: PlanOptions::default().folder(),
            registry: &self.registry,
            shell: Shell::Posix,
        };
        match output {
            Output::Tool(tool) => {
                let Bundle {
                    files, left_out, ..
                } = tool.bundle(&self.manifest, &self.plans, &options);
                assert!(
                    left_out.is_empty(),
                    "every file is written: {:?}",
                    left_out[0].paths[0]
                );
                files
            }
            Output::Manifest => vec![BundleFile {
                name: "manifest.json".to_owned(),
                text: self.manifest.to_json().expect("it can be written"),
            }],
        }
    }
}

/// A manifest in a folder for temporary files, which is removed at the end.
struct Document(PathBuf);

impl Document {
    /// Has another process write it: its memory would lie between that of the manifest.
    fn new(count: usize) -> Self {
        let name = format!("igsr-fetch-bench-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a temporary folder");
        let document = Self(folder.join("manifest.json"));
        let this = std::env::current_exe().expect("this program");
        let child = Command::new(this)
            .args(["--manifest", &count.to_string()])
            .arg(&document.0)
            .status();
        assert!(child.expect("it runs").success());
        document
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        // What is left over lies in the folder for temporary files.
        let _ = self.0.parent().map(fs::remove_dir_all);
    }
}

/// Plans so many files, and writes their manifest.
pub(crate) fn write_manifest(count: usize, file: &str) {
    let registry = MirrorRegistry::built_in();
    let mirror = registry.get_or_default(None);
    let plans = Plans::new(&files(count), mirror, &registry, &PlanOptions::default());
    let planned = plans.to_manifest(&registry, StandIns::Mirrors, System::Unix, "2026-11-30");
    let manifest = planned.expect("files that a manifest may hold").manifest;
    assert_eq!(manifest.files.len(), count);
    fs::write(file, manifest.to_json().expect("it can be written")).expect("written");
}

/// The Python script, which has read the manifest and waits for names of tools.
struct Python {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// Where it writes lines to be compared.
    file: PathBuf,
}

impl Python {
    fn start(document: &Document) -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/lines.py");
        let child = Command::new("python3")
            .args([&script, &document.0])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.ok()?;
        let input = child.stdin.take()?;
        let output = BufReader::new(child.stdout.take()?);
        Some(Self {
            child,
            input,
            output,
            file: document.0.with_file_name("lines"),
        })
    }

    /// Has it write what a tool needs, and returns its milliseconds.
    fn time(&mut self, output: Output) -> f64 {
        self.ask(output.as_str())
    }

    fn ask(&mut self, line: &str) -> f64 {
        writeln!(self.input, "{line}").expect("Python runs");
        let mut answer = String::new();
        self.output.read_line(&mut answer).expect("Python answers");
        answer.trim().parse().expect("a number; else see above")
    }

    /// Asserts that its lines are ours, each list whole and in order.
    fn writes_the_same(&mut self, output: Output, ours: &[BundleFile]) {
        self.ask(&format!("{}\t{}", output.as_str(), self.file.display()));
        let theirs = fs::read_to_string(&self.file).expect("its lines");
        for list in theirs.split('\0') {
            let is_same = ours.iter().any(|file| file.text.contains(list));
            assert!(is_same, "{}: {:.300}", output.as_str(), list);
        }
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Files in the shapes of the site, which each tool can get: reads at ENA of which there are copies, and those of phase 3.
fn files(count: usize) -> Vec<PlannedFile> {
    let (main, ena) = ("ftp.1000genomes.ebi.ac.uk", "ftp.sra.ebi.ac.uk");
    let (main, ena) = (HostName::new(main), HostName::new(ena));
    let file = |number: usize| {
        let (host, path) = if number.is_multiple_of(2) {
            // The runs of which the mirrors have copies.
            let run = 3_230_000 + number / 2 % 20_000;
            let folder = run / 10_000;
            let name = format!("NA{number:06}.final.cram");
            (&ena, format!("run/ERR{folder}/ERR{run}/{name}"))
        } else {
            let name = format!("NA{number:06}.chrom20.ILLUMINA.bwa.CEU.low_coverage.20130415.bam");
            (&main, format!("phase3/data/NA{number:06}/alignment/{name}"))
        };
        PlannedFile {
            host: host.clone(),
            file: RemoteFile {
                size: Some(Size::Exact(300_000_000 + number as u64)),
                md5: Some(Md5([7; 16])),
                ..RemoteFile::unknown(RemotePath::parse(&path).expect("a path"))
            },
        }
    };
    (0..count).map(file).collect()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn to_f64(number: usize) -> f64 {
    number as f64
}
