//! The worker that plans transfers, asked as the page asks it: which files it takes, what it plans, and what it writes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::io::Read;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::engine_search::EngineSearch;
use crate::tree_snapshot::tree_snapshot;
use igsr_fetch::catalogue::{Catalogue, Provenance, RemoteFile};
use igsr_fetch::command::{BundleOptions, BundleTool, Shell};
use igsr_fetch::listing::Size;
use igsr_fetch::mirror::{HostName, MirrorId, MirrorRegistry, RemotePath};
use igsr_fetch::plan::{
    CitedDirectories, Manifest, Origin, PlanOptions, PlannedFile, Plans, SnapshotId, StandIns,
    System,
};
use igsr_fetch::port::{OpenFrom, SearchFiles};
use igsr_fetch::selection::{Files, Picked};
use igsr_fetch::worker::plan::{
    GatherProgress, PickedAs, PlanChoice, PlanClient, PlanError, PlanFault, PlanInput, PlanRule,
    PlanServer, PlanSummary,
};
use igsr_fetch::worker::{RunningWorker, StartWorker, WorkerEvent};

const EBI: &str = "ftp.1000genomes.ebi.ac.uk";
const ENA: &str = "ftp.sra.ebi.ac.uk";
const DAY: &str = "2026-11-30";

/// A worker in this thread, which answers when it is let.
#[derive(Clone, Default)]
struct Worker(Rc<Shared>);

type Listener = Rc<dyn Fn(WorkerEvent)>;

#[derive(Default)]
struct Shared {
    server: RefCell<PlanServer>,
    listener: RefCell<Option<Listener>>,
    replies: RefCell<VecDeque<Vec<u8>>>,
}

impl StartWorker for Worker {
    fn start(&self, listener: Rc<dyn Fn(WorkerEvent)>) -> Result<Box<dyn RunningWorker>, String> {
        *self.0.listener.borrow_mut() = Some(listener);
        Ok(Box::new(self.clone()))
    }
}

impl RunningWorker for Worker {
    fn post(&self, message: &[u8]) -> Result<(), String> {
        let reply = self.0.server.borrow_mut().take(message);
        let reply = reply.map_err(|error| error.to_string())?;
        self.0.replies.borrow_mut().extend(reply);
        Ok(())
    }
}

/// A page, its worker, and the list that is open.
struct World {
    worker: Worker,
    client: PlanClient,
    search: EngineSearch,
    progress: Rc<Cell<u64>>,
}

impl World {
    fn new(paths: &[String]) -> Self {
        let line = |path: &String| format!("ftp/{path}\tfile\t10\t2015-01-01 00:00:00\t\n");
        let tree: String = paths.iter().map(line).collect();
        let search = EngineSearch {
            shipped: Some(tree_snapshot(tree.as_bytes())),
            ..EngineSearch::default()
        };
        let worker = Worker::default();
        let world = Self {
            client: PlanClient::new(worker.clone()),
            worker,
            search,
            progress: Rc::default(),
        };
        let open = OpenFrom::Snapshot("https://example.org/snapshot/".to_owned());
        let opened = world.run(world.search.open(open, Rc::new(|_| {})));
        opened.expect("a list");
        world
    }

    fn of(paths: &[&str]) -> Self {
        Self::new(
            &paths
                .iter()
                .map(|path| (*path).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    /// Runs a future of the page; the worker answers whenever the page waits.
    fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
                return value;
            }
            let reply = self.worker.0.replies.borrow_mut().pop_front();
            let reply = reply.expect("the page waits for the worker alone");
            let listener = self.worker.0.listener.borrow().clone();
            listener.expect("a worker runs")(WorkerEvent::Message(reply));
        }
    }

    fn gather(&self, input: PlanInput) -> Result<(), PlanError> {
        let progress = self.progress.clone();
        progress.set(0);
        let report = Rc::new(move |now: GatherProgress| progress.set(now.files));
        self.run(self.client.gather(&self.search, input, report))
    }

    fn plan(&self, input: PlanInput) -> Result<PlanSummary, PlanError> {
        self.gather(input)?;
        self.run(self.client.plan(choice("ebi")))
    }

    fn text(&self, output: u32, text: usize) -> Result<Vec<u8>, PlanError> {
        let mut bytes = Vec::new();
        let number = u32::try_from(text).expect("a few texts");
        let take = |piece: &[u8]| bytes.extend_from_slice(piece);
        self.run(self.client.text(output, number, take))?;
        Ok(bytes)
    }
}

fn choice(mirror: &str) -> PlanChoice {
    PlanChoice {
        mirror: MirrorId(mirror.to_owned()),
        options: PlanOptions::default(),
        date: DAY.to_owned(),
        snapshot: None,
    }
}

fn file(host: &str, path: &str) -> PlannedFile {
    PlannedFile {
        host: HostName::new(host),
        file: RemoteFile::unknown(RemotePath::parse(path).expect("a path")),
    }
}

fn picked(text: &str) -> Picked {
    Picked::parse(text).expect("a file")
}

fn rule(place: u32, query: &str, except: &[&str]) -> PlanRule {
    PlanRule {
        place,
        query: query.to_owned(),
        except: except.iter().map(|text| picked(text)).collect(),
    }
}

fn input(named: Vec<PlannedFile>, rules: Vec<PlanRule>) -> PlanInput {
    PlanInput {
        mirrors: MirrorRegistry::BUILT_IN.to_owned(),
        page_url: "https://example.org/app/".to_owned(),
        list: "a list".to_owned(),
        named,
        rules,
        ..PlanInput::default()
    }
}

/// Host and path of each file, with what takes it out of the selection: a rule's place, or `-` for the name.
fn files(plan: &PlanSummary) -> Vec<String> {
    let of_host = plan.hosts.iter().flat_map(|host| {
        host.files.iter().map(move |file| {
            let ways = file.picked.iter().map(|picked| match picked.rule {
                Some(place) => place.to_string(),
                None => "-".to_owned(),
            });
            let ways: Vec<_> = ways.collect();
            format!("{} {} {}", host.name, file.item.path, ways.join(","))
        })
    });
    of_host.collect()
}

#[test]
fn a_file_that_is_picked_in_several_ways_is_planned_once_and_knows_them_all() {
    let world = World::of(&["phase3/a", "phase3/b", "phase3/c", "pilot/d"]);
    let named = vec![file(EBI, "phase3/a"), file(ENA, "x"), file(EBI, "y")];
    let rules = vec![rule(1, "in:phase3", &["phase3/c"]), rule(4, "name:b", &[])];
    let plan = world.plan(input(named, rules)).unwrap();
    assert_eq!(
        files(&plan),
        ["EBI phase3/a -,1", "EBI phase3/b 1,4", "EBI y -", "ENA x -"]
    );
    let totals = plan.totals;
    assert_eq!(
        (totals.files, totals.bytes, totals.unknown_sizes),
        (4, 20, 2)
    );
    assert_eq!((plan.refusals, world.progress.get()), (0, 4));
    let b = &plan.hosts[0].files[1];
    let expected = [Some(1), Some(4)].map(|rule| PickedAs {
        rule,
        file: picked("phase3/b"),
    });
    assert_eq!(b.picked, expected);
}

#[test]
fn files_of_a_search_come_in_pieces_and_are_not_asked_for_again() {
    let paths: Vec<String> = (0..45_000).map(|at| format!("many/f{at:05}")).collect();
    let world = World::new(&paths);
    let all = || input(Vec::new(), vec![rule(0, "in:many", &["many/f00007"])]);
    let plan = world.plan(all()).unwrap();
    assert_eq!((plan.totals.files, world.progress.get()), (44_999, 45_000));
    assert_eq!(plan.hosts[0].files.len(), 100);
    // Another exception needs no file, and neither does a name.
    let mut other = all();
    other.rules[0].except = Files::default();
    other.named.push(file(EBI, "few"));
    let plan = world.plan(other).unwrap();
    assert_eq!((plan.totals.files, world.progress.get()), (45_001, 0));
    // In another list the search may find others.
    let mut other = all();
    other.list = "another list".to_owned();
    assert_eq!(world.plan(other).unwrap().totals.files, 44_999);
    assert_eq!(world.progress.get(), 45_000);
    // A long text comes in pieces.
    let output = world
        .run(world.client.output(BundleTool::Urls, Shell::Posix))
        .unwrap();
    let block = &output.blocks[0];
    assert_eq!(
        (block.lines_left, block.shown.lines().count()),
        (44_699, 300)
    );
    let text = world.text(output.number, 0).unwrap();
    assert_eq!(text.len() as u64, block.bytes);
    assert!(text.starts_with(block.shown.as_bytes()));
    assert!(text.ends_with(b"/vol1/ftp/many/f44999\n"));
}

#[test]
fn what_was_read_from_a_mirror_holds_for_files_of_rules_too() {
    let world = World::of(&["phase3/a", "phase3/b"]);
    let md5 = "d41d8cd98f00b204e9800998ecf8427e".parse().unwrap();
    let read = |path: &str| RemoteFile {
        md5: Some(md5),
        provenance: Provenance::CurrentTree {
            mirror: MirrorId("ebi".to_owned()),
            read_at: 1,
        },
        ..file(EBI, path).file
    };
    let mut asked = input(Vec::new(), vec![rule(0, "in:phase3", &[])]);
    asked.read = vec![read("phase3/b"), read("elsewhere")];
    let plan = world.plan(asked).unwrap();
    let md5s = plan.hosts[0].files.iter().map(|file| file.item.md5);
    assert_eq!(md5s.collect::<Vec<_>>(), [None, Some(md5)]);
    let unverified = world.run(world.client.unverified()).unwrap();
    assert_eq!(unverified, ["phase3/a".parse::<RemotePath>().unwrap()]);
}

#[test]
fn a_copy_at_the_mirror_is_taken_out_by_the_name_of_the_original() {
    let world = World::of(&["phase3/a"]);
    let original = "run/ERR323/ERR3239276/NA06985.final.cram";
    let copy = "data_collections/1000G_2504_high_coverage/data/ERR3239276/NA06985.final.cram";
    world
        .gather(input(vec![file(ENA, original)], vec![]))
        .unwrap();
    let plan = world.run(world.client.plan(choice("ncbi"))).unwrap();
    let found = &plan.hosts[0].files[0];
    assert_eq!(found.item.path.as_str(), copy);
    let file = picked(&format!("//{ENA}/{original}"));
    assert_eq!(found.picked, [PickedAs { rule: None, file }]);
}

#[test]
fn files_that_cannot_be_got_are_counted_and_named() {
    let world = World::of(&["phase3/a"]);
    let long = format!("long/{}", "x".repeat(300));
    let named = vec![file("no host", "a"), file(EBI, &long), file(EBI, "a")];
    let plan = world.plan(input(named, vec![])).unwrap();
    assert_eq!((plan.totals.files, plan.refusals), (1, 2));
    let refused = &plan.hosts[0].refused;
    assert_eq!((refused.count, refused.shown[0].path.as_str()), (1, &*long));
    assert_eq!(refused.shown[0].reason, "its name is longer than 255 bytes");
    assert_eq!(refused.shown[0].picked.len(), 1);
    assert_eq!(plan.elsewhere.count, 1);
}

#[test]
fn each_way_to_fail_is_named() {
    let world = World::of(&["phase3/a"]);
    let fault = |error: Result<PlanSummary, PlanError>| match error {
        Err(PlanError::Fault(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let early = world.run(world.client.plan(choice("ebi")));
    assert_eq!(fault(early), PlanFault::Outdated);
    let mut broken = input(vec![file(EBI, "a")], vec![]);
    broken.mirrors = "{".to_owned();
    assert!(matches!(fault(world.plan(broken)), PlanFault::Registry(_)));
    world.gather(input(vec![file(EBI, "a")], vec![])).unwrap();
    let nowhere = world.run(world.client.plan(choice("nowhere")));
    let id = MirrorId("nowhere".to_owned());
    assert_eq!(fault(nowhere), PlanFault::Mirror(id));
    // A search that the list cannot answer.
    let unread = world.gather(input(vec![], vec![rule(0, "size:", &[])]));
    assert!(matches!(unread, Err(PlanError::Search(_))), "{unread:?}");
    // Texts of an output before.
    world.plan(input(vec![file(EBI, "a")], vec![])).unwrap();
    let output = world
        .run(world.client.output(BundleTool::Urls, Shell::Posix))
        .unwrap();
    assert!(world.text(output.number, 0).is_ok());
    let next = world
        .run(world.client.output(BundleTool::Md5, Shell::Posix))
        .unwrap();
    let outdated = Err(PlanError::Fault(PlanFault::Outdated));
    assert_eq!(world.text(output.number, 0), outdated);
    assert_eq!(world.text(next.number, 7), outdated);
}

#[test]
fn each_tool_gets_the_same_bytes_as_from_the_command() {
    let world = World::of(&["phase3/a", "phase3/b c"]);
    let registry = MirrorRegistry::built_in();
    let mut known = file(EBI, "phase3/a");
    known.file.size = Some(Size::Exact(5));
    known.file.md5 = "5d41402abc4b2a76b9719d911017c592".parse().ok();
    let named = vec![known, file(EBI, "phase3/b c"), file(ENA, "x")];
    let cited = CitedDirectories::of(&Catalogue::built_in());
    let mut asked = input(named.clone(), vec![]);
    asked.cited = cited.clone();
    world.gather(asked).unwrap();
    let snapshot = Some(SnapshotId {
        digest: "0".repeat(32),
        source: "https://example.org/".to_owned(),
        date: DAY.to_owned(),
    });
    let asked = PlanChoice {
        snapshot: snapshot.clone(),
        ..choice("ebi")
    };
    world.run(world.client.plan(asked)).unwrap();
    let options = PlanOptions::default();
    let mirror = registry.get_or_default(None);
    let plans = Plans::new(&named, mirror, &registry, &options);
    let made = plans.to_manifest(&registry, StandIns::Mirrors, System::Unix, DAY);
    let mut manifest = made.unwrap().manifest;
    manifest.snapshot = snapshot;
    manifest.cite(&cited, &registry);
    assert!(!manifest.citations.is_empty());
    for tool in BundleTool::ALL {
        let bundle_options = BundleOptions {
            destination: options.folder(),
            registry: &registry,
            shell: Shell::Posix,
        };
        let bundle = tool.bundle(&manifest, &plans, &bundle_options);
        let output = world.run(world.client.output(tool, Shell::Posix)).unwrap();
        for (at, block) in output.blocks.iter().enumerate() {
            let text = world.text(output.number, at).unwrap();
            assert_eq!(text, block.shown.as_bytes(), "{tool:?}");
            let same = bundle
                .files
                .iter()
                .find(|file| file.name == block.file_name);
            if let Some(file) = same {
                assert_eq!(String::from_utf8(text).unwrap(), file.text, "{tool:?}");
            }
        }
        let place = world.run(world.client.manifest(output.number)).unwrap();
        let text = world.text(output.number, place as usize).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert_eq!(Manifest::parse(&text).unwrap(), manifest);
        let place = world.run(world.client.archive(output.number)).unwrap();
        let archive = world.text(output.number, place as usize).unwrap();
        let mut archive = tar::Archive::new(&archive[..]);
        let mut inside = BTreeMap::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let name = entry.path().unwrap().display().to_string();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            inside.insert(name, text);
        }
        assert_eq!(inside.remove("manifest.json"), Some(text));
        let wanted = bundle.files.into_iter().map(|file| (file.name, file.text));
        assert_eq!(inside, wanted.collect(), "{tool:?}");
    }
}

#[test]
fn a_mistake_in_a_mirror_list_is_found_with_its_place() {
    let world = World::of(&["phase3/a"]);
    let check = |text: &str| {
        let page = "https://example.org/".to_owned();
        let checked = world.client.check_mirrors(text.to_owned(), page);
        world.run(checked).expect("an answer")
    };
    let good = include_str!("../../static/mirrors.json");
    assert_eq!(check(good), None);
    let bad = good.replacen("\"connections\": 2", "\"connections\": \"two\"", 1);
    let words = check(&bad).expect("a mistake");
    assert!(words.contains("mirrors[0].connections"), "{words}");
}

#[test]
fn a_manifest_is_read_as_a_selection() {
    let world = World::of(&["phase3/a"]);
    let named = vec![file(EBI, "phase3/a"), file(ENA, "x")];
    world.plan(input(named, vec![])).unwrap();
    let output = world
        .run(world.client.output(BundleTool::Tsv, Shell::Posix))
        .unwrap();
    let place = world.run(world.client.manifest(output.number)).unwrap();
    let text = String::from_utf8(world.text(output.number, place as usize).unwrap()).unwrap();
    let registry = MirrorRegistry::built_in();
    // By a worker that knows no selection, too.
    for world in [&world, &World::of(&["phase3/a"])] {
        let files = world
            .run(world.client.read(text.clone(), &registry))
            .unwrap();
        assert_eq!(files, [picked("//ftp.sra.ebi.ac.uk/x"), picked("phase3/a")]);
    }
    let fault = |text: String| world.run(world.client.read(text, &registry)).unwrap_err();
    let error = fault("{}".to_owned()).to_string();
    assert!(error.starts_with("it is no manifest: "), "{error}");
    let first = "\"files\": [";
    let (head, tail) = text.split_once(first).unwrap();
    let row = |at: u32| {
        format!(
            r#"{{"host":"h","path":"f{at}","local_path":"f{at}","size":null,"md5":null,"sources":[{{"mirror":"m","url":"https://h/f{at}"}}]}},"#
        )
    };
    let many: String = (0..20_000).map(row).collect();
    let files = 20_002;
    let too_many = PlanFault::TooManyFiles { files };
    assert_eq!(fault(format!("{head}{first}{many}{tail}")), too_many.into());
}

#[test]
fn names_for_windows_are_said_and_stand_in_all_that_is_saved() {
    let world = World::of(&["phase3/a"]);
    let named = vec![file(EBI, "phase3/con"), file(EBI, "phase3/b")];
    let mut asked = choice("ebi");
    world.gather(input(named.clone(), vec![])).unwrap();
    world.run(world.client.plan(asked.clone())).unwrap();
    for (shell, local, notes) in [
        (Shell::PowerShell, "phase3/%63on", 1),
        (Shell::Posix, "phase3/con", 0),
        (Shell::Cmd, "phase3/%63on", 1),
    ] {
        let output = world
            .run(world.client.output(BundleTool::Script, shell))
            .unwrap();
        assert_eq!(output.notes.len(), notes, "{:?}", output.notes);
        let place = world.run(world.client.manifest(output.number)).unwrap();
        let text = String::from_utf8(world.text(output.number, place as usize).unwrap()).unwrap();
        let manifest = Manifest::parse(&text).unwrap();
        let mut paths = manifest.files.iter().map(|file| &*file.local_path);
        assert!(paths.any(|path| path == local), "{shell:?}: {text}");
    }
    asked.options.destination = "a?b".to_owned();
    world.run(world.client.plan(asked)).unwrap();
    let refused = world.run(world.client.output(BundleTool::Script, Shell::Cmd));
    let fault = PlanFault::DestinationOnWindows("a?b".to_owned());
    assert_eq!(refused, Err(fault.into()));
    assert!(
        world
            .run(world.client.output(BundleTool::Script, Shell::Posix))
            .is_ok()
    );
}

#[test]
fn the_list_says_from_where_its_facts_are() {
    let world = World::of(&["phase3/a"]);
    let mut asked = input(Vec::new(), vec![rule(0, "in:phase3", &[])]);
    asked.origin = Origin::default();
    let plan = world.plan(asked).unwrap();
    assert_eq!(plan.hosts[0].files[0].item.size, Some(Size::Exact(10)));
    // At a mirror that no longer follows the main site, the same sizes hold: it has the site's own files.
    let plan = world.run(world.client.plan(choice("ncbi"))).unwrap();
    assert_eq!(plan.hosts[0].mirror, MirrorId("ncbi".to_owned()));
    assert!(!plan.hosts[0].warnings.is_empty());
}

#[test]
fn the_files_of_a_plan_are_downloads_with_every_place_that_pages_read() {
    let world = World::of(&[]);
    let paths = ["release/a:1.vcf.gz", "release/b.vcf.gz"];
    let named = paths.map(|path| file("ftp.1000genomes.ebi.ac.uk", path));
    world.plan(input(named.to_vec(), Vec::new())).unwrap();
    let all = world.run(world.client.transfers(Shell::Cmd, None)).unwrap();
    assert_eq!(all.len(), 2);
    // Windows allows no colon in a name.
    assert!(
        all.iter()
            .all(|transfer| !transfer.local_path.contains(':'))
    );
    let registry = MirrorRegistry::built_in();
    for transfer in &all {
        let sources = &transfer.file.sources;
        assert!(sources.len() > 1, "other mirrors stand in");
        for source in sources {
            let mirror = registry.entry(&source.mirror).unwrap();
            assert_eq!(source.url, mirror.page_file_url(&transfer.file.path));
            assert_eq!(source.connections, mirror.connections);
        }
    }
    let wanted = (
        all[1].file.sources[0].mirror.clone(),
        all[1].file.path.clone(),
    );
    let one = world
        .run(world.client.transfers(Shell::Cmd, Some(wanted)))
        .unwrap();
    assert_eq!(one, all[1..]);
}
