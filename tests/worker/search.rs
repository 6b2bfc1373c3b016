//! The worker's end of the file search, with an outside that is made up: what it asks for, and what it answers.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::tree_snapshot::tree_snapshot;
use igsr_fetch::mirror::{HostName, HostPath, RemotePath};
use igsr_fetch::search::{Expanded, OpenProgress, OpenStep, SearchError, Tally, View};
use igsr_fetch::snapshot::OpenError;
use igsr_fetch::table::Md5;
use igsr_fetch::worker::import::{self, ImportServer, Imported};
use igsr_fetch::worker::message::{Call, decode, encode};
use igsr_fetch::worker::search::{ListSource, Request, Response, SearchServer};
use igsr_fetch::worker::{Effect, EffectServer, Event, FetchFile, GetError, Source};
use serde::Serialize;

const FOLDER: &str = "https://example.org/snapshot/";
const TREE: &str = "https://example.org/vol1/ftp/current.tree";

/// `current.tree` with so many files; each MD5 is its number.
fn tree(files: u32) -> Vec<u8> {
    let row = |number| {
        format!(
            "ftp/data/d{}/HG{number:06}.cram\tfile\t{number}\tMon Jan  7 12:00:00 2019\t{number:032x}\t\n",
            number / 100
        )
    };
    (0..files).map(row).collect::<String>().into_bytes()
}

/// The web, the browser's own store, and the servers that use them.
#[derive(Default)]
struct World {
    search: SearchServer,
    import: ImportServer,
    /// Whether the server of imports is the one at work.
    is_importing: bool,
    web: BTreeMap<String, Vec<u8>>,
    /// What the web has, but breaks off after so many bytes.
    breaks: BTreeMap<String, usize>,
    no_ranges: bool,
    store: BTreeMap<String, Vec<u8>>,
    no_store: bool,
    effects: VecDeque<Effect>,
    held: BTreeMap<u32, FetchFile>,
    stopped: BTreeSet<u32>,
    told: Vec<(u32, Response)>,
    imported: Option<import::Response>,
    gets: Vec<FetchFile>,
}

impl World {
    fn with_snapshot(files: u32) -> Self {
        let mut world = Self::default();
        for file in tree_snapshot(&tree(files)).0 {
            world
                .web
                .insert(format!("{FOLDER}{}", file.name), file.bytes);
        }
        world
    }

    /// Only what the browser keeps outlasts a visit.
    fn visit_again(&mut self) {
        self.search = SearchServer::default();
        self.stopped.clear();
    }

    /// The address of a part.
    fn part(&self, name: &str) -> String {
        let mut addresses = self.web.keys();
        let found = addresses.find(|address| address.contains(name));
        found.expect("the part is there").clone()
    }

    fn ask(&mut self, job: u32, request: &Request) {
        self.send(job, &Call::Request(request));
    }

    fn cancel(&mut self, job: u32) {
        self.send(job, &Call::<Request>::Cancel);
    }

    fn server(&mut self) -> &mut dyn EffectServer {
        if self.is_importing {
            &mut self.import
        } else {
            &mut self.search
        }
    }

    fn send(&mut self, job: u32, call: &Call<impl Serialize>) {
        let effects = self.server().take(&encode(job, call));
        self.effects
            .extend(effects.expect("a message of this build"));
    }

    /// Makes a list of tables and opens it, as the page does: each in a worker of its own.
    fn import(&mut self, request: &import::Request) -> Response {
        self.import = ImportServer::default();
        self.stopped.clear();
        self.is_importing = true;
        self.send(7, &Call::Request(request));
        self.run();
        self.is_importing = false;
        self.stopped.clear();
        match self.imported.take().expect("a response") {
            import::Response::Imported(Imported::Kept) => self.open(ListSource::Kept),
            import::Response::Imported(Imported::Files(files)) => {
                self.open(ListSource::Files(files))
            }
            import::Response::Failed(error) => Response::Failed(error.into()),
            import::Response::Progress(_) => panic!("more was to follow"),
        }
    }

    /// Takes a message for the page.
    fn hear(&mut self, message: &[u8]) {
        if !self.is_importing {
            let told = decode(message).expect("a message of this build");
            return self.told.push(told);
        }
        match decode(message).expect("a message of this build") {
            (job, import::Response::Progress(step)) => {
                self.told.push((job, Response::Progress(step)));
            }
            (_, response) => self.imported = Some(response),
        }
    }

    fn run(&mut self) {
        while let Some(effect) = self.effects.pop_front() {
            self.act(effect);
        }
    }

    /// Asks, and returns the last response.
    fn answer(&mut self, request: &Request) -> Response {
        self.ask(7, request);
        self.run();
        let (job, response) = self.told.last().expect("a response").clone();
        assert_eq!(job, 7);
        response
    }

    fn open(&mut self, source: ListSource) -> Response {
        self.answer(&Request::Open(source))
    }

    fn open_snapshot(&mut self) -> Response {
        self.open(ListSource::Folder(FOLDER.to_owned()))
    }

    fn act(&mut self, effect: Effect) {
        match effect {
            Effect::Respond(message) => self.hear(&message),
            Effect::Fetch(get) => {
                self.gets.push(get.clone());
                if get.hold {
                    self.held.insert(get.number, get);
                } else {
                    self.read_chunks(&get);
                }
            }
            Effect::Release(number) => {
                let get = self.held.remove(&number).expect("it was asked for");
                self.read_chunks(&get);
            }
            Effect::Abort(number) => {
                self.stopped.insert(number);
                self.held.remove(&number);
            }
            Effect::Keep {
                number,
                file,
                bytes,
            } => {
                if !self.no_store {
                    self.store.insert(file, bytes);
                }
                self.event(number, Event::Kept(!self.no_store));
            }
            Effect::KeepOnly { number, files } => {
                self.store.retain(|file, _| files.contains(file));
                self.event(number, Event::Kept(true));
            }
            Effect::Yield(number) => self.event(number, Event::Resume),
        }
    }

    fn event(&mut self, number: u32, event: Event<'_>) {
        assert!(!self.stopped.contains(&number), "it was stopped");
        let effects = self.server().event(number, event);
        self.effects.extend(effects);
    }

    fn read_chunks(&mut self, get: &FetchFile) {
        let files = if get.source == Source::Kept {
            &self.store
        } else {
            &self.web
        };
        let Some(bytes) = files.get(&get.address).cloned() else {
            let missing = Event::Head {
                status: 404,
                length: None,
            };
            self.event(get.number, missing);
            return;
        };
        let (status, bytes) = match &get.range {
            Some(range) if !self.no_ranges => {
                let [start, end] =
                    [range.start, range.end].map(|at| usize::try_from(at).expect("small"));
                (206, bytes[start..end].to_vec())
            }
            _ => (200, bytes),
        };
        let length = Some(bytes.len() as u64);
        if self.settle(get.number) {
            return;
        }
        self.event(get.number, Event::Head { status, length });
        let end = self.breaks.get(&get.address).copied();
        for piece in bytes[..end.unwrap_or(bytes.len())].chunks(1_000) {
            if self.settle(get.number) {
                return;
            }
            self.event(get.number, Event::Bytes(piece));
        }
        if self.settle(get.number) {
            return;
        }
        let last = end.map_or(Event::End, |_| Event::Failed(GetError::Broken));
        self.event(get.number, last);
    }

    /// Carries out what is said and stopped at once; says whether this was stopped.
    fn settle(&mut self, number: u32) -> bool {
        let now = |effect: &Effect| matches!(effect, Effect::Abort(_) | Effect::Respond(_));
        let (first, rest): (Vec<Effect>, Vec<Effect>) = self.effects.drain(..).partition(now);
        self.effects = rest.into();
        for effect in first {
            self.act(effect);
        }
        self.stopped.contains(&number)
    }

    fn steps(&self) -> Vec<OpenStep> {
        let mut steps: Vec<OpenStep> = self.progress().map(|progress| progress.step).collect();
        steps.dedup();
        steps
    }

    fn progress(&self) -> impl Iterator<Item = &OpenProgress> {
        self.told.iter().filter_map(|(_, response)| match response {
            Response::Progress(progress) => Some(progress),
            _ => None,
        })
    }
}

fn fault(response: &Response) -> String {
    match response {
        Response::Failed(fault) => fault.to_string(),
        response => panic!("no fault: {response:?}"),
    }
}

fn find(query: &str) -> Request {
    Request::Find {
        view: View {
            query: query.to_owned(),
            ..View::default()
        },
        rules: Vec::new(),
        rows: 0..3,
    }
}

fn expand(query: &str) -> Request {
    Request::Expand {
        query: query.to_owned(),
        most: 1_000_000,
    }
}

fn expanded(response: Response) -> Expanded {
    match response {
        Response::Expanded(expanded) => expanded,
        response => panic!("not the files: {response:?}"),
    }
}

/// Each file's MD5 is the number in its name.
fn assert_sums(expanded: &Expanded, files: usize) {
    assert_eq!(expanded.files.len(), files);
    for file in &expanded.files {
        let number: u128 = file.at.path.name()[2..8].parse().expect("a number");
        let md5 = (number > 0).then_some(Md5(number_as_md5(number)));
        assert_eq!(file.md5, md5, "{}", file.at.path);
    }
}

/// The digits of a number as they stand in the tree, read as an MD5.
fn number_as_md5(number: u128) -> [u8; 16] {
    number.to_be_bytes()
}

#[test]
fn a_snapshot_is_read_part_by_part_and_answers() {
    let mut world = World::with_snapshot(5_000);
    assert_eq!(
        world.answer(&find("HG")),
        Response::Failed(SearchError::NotOpen)
    );
    let Response::Opened(facts) = world.open_snapshot() else {
        panic!("it did not open");
    };
    assert_eq!(
        (facts.files, facts.kept, facts.digest.len()),
        (5_000, false, 32)
    );
    assert_eq!(world.steps(), [OpenStep::Fetching, OpenStep::Ordering]);
    let last = world
        .progress()
        .filter(|progress| progress.step == OpenStep::Fetching)
        .last();
    let last = last.expect("progress");
    assert_eq!((last.of, last.files), (Some(last.bytes), 5_000));
    let Response::Found(found) = world.answer(&find("HG0042")) else {
        panic!("nothing was found");
    };
    assert_eq!((found.files, found.rows.len()), (100, 3));
    assert_eq!(found.rows[0].at.path.as_str(), "data/d42/HG004200.cram");
    // The manifest is asked for anew each time; the checksums not at all, and never more than two parts at once.
    assert_eq!(world.gets[0].source, Source::Fresh);
    assert!(world.gets[1..].iter().all(|get| get.source == Source::Web));
    assert_eq!(world.gets.len(), 7);
    assert!(world.gets.iter().all(|get| !get.address.contains("md5s")));
}

#[test]
fn a_snapshot_that_is_not_whole_says_which_part_and_why() {
    type Damage = fn(&mut World, String);
    let cases: [(&str, Damage); 5] = [
        ("sizes", |world, part| {
            world.web.get_mut(&part).unwrap().pop();
        }),
        ("names", |world, part| {
            world.web.get_mut(&part).unwrap()[5_000] ^= 1;
        }),
        ("dates", |world, part| {
            world.web.remove(&part);
        }),
        ("directories", |world, part| {
            world.breaks.insert(part, 100);
        }),
        ("manifest", |world, part| {
            world.web.insert(part, b"<!DOCTYPE html>".to_vec());
        }),
    ];
    let words = cases.map(|(name, damage)| {
        let mut world = World::with_snapshot(5_000);
        let part = world.part(name);
        damage(&mut world, part);
        fault(&world.open_snapshot())
    });
    insta::assert_snapshot!(words.join("\n"));
}

#[test]
fn a_list_stays_until_another_is_ready() {
    let mut world = World::with_snapshot(200);
    world.open_snapshot();
    let other = ListSource::Folder("https://example.org/no/".to_owned());
    assert_eq!(
        fault(&world.open(other)),
        "https://example.org/no/manifest.json could not be read: the server answered with status 404"
    );
    assert!(matches!(world.answer(&find("HG")), Response::Found(found) if found.files == 200));
}

#[test]
fn a_new_opening_ends_the_one_before_and_a_cancelled_one_says_nothing() {
    let mut world = World::with_snapshot(200);
    let open = Request::Open(ListSource::Folder(FOLDER.to_owned()));
    world.ask(1, &open);
    world.ask(2, &open);
    world.settle(0);
    let cancelled = SearchError::Open(OpenError::Cancelled);
    assert_eq!(world.told, [(1, Response::Failed(cancelled))]);
    world.cancel(2);
    world.settle(0);
    assert_eq!(world.stopped.len(), 2);
    assert_eq!(world.told.len(), 1, "a cancelled one says nothing");
}

#[test]
fn checksums_are_asked_for_in_pieces() {
    let mut world = World::with_snapshot(5_000);
    world.open_snapshot();
    world.gets.clear();
    assert_sums(&expanded(world.answer(&expand("d7/"))), 100);
    let ranges: Vec<_> = world.gets.drain(..).map(|get| get.range).collect();
    assert_eq!(ranges.len(), 1, "neighbours are one piece");
    assert_sums(&expanded(world.answer(&expand("0002"))), 111);
    assert!(world.gets.iter().all(|get| get.range.is_some()));
    world.gets.clear();
    assert_sums(&expanded(world.answer(&expand("HG"))), 5_000);
    assert_eq!(world.gets.len(), 1, "all of them are one file");
    assert_eq!(world.gets[0].range, None);
}

#[test]
fn a_server_without_ranges_sends_all_once() {
    let mut world = World::with_snapshot(12_000);
    world.open_snapshot();
    world.no_ranges = true;
    world.gets.clear();
    assert_sums(&expanded(world.answer(&expand("1000.cram"))), 2);
    assert!(world.gets.len() > 1, "pieces were asked for");
    assert_eq!(world.stopped.len(), world.gets.len() - 1);
}

#[test]
fn checksums_that_do_not_come_whole_are_a_fault() {
    let mut world = World::with_snapshot(5_000);
    world.open_snapshot();
    let part = world.part("md5s");
    world.breaks.insert(part.clone(), 100);
    assert_eq!(
        fault(&world.answer(&expand("d7/"))),
        format!("{part} could not be read: the connection broke")
    );
    world.breaks.clear();
    world.web.get_mut(&part).unwrap()[77] ^= 1;
    assert!(fault(&world.answer(&expand("HG"))).ends_with("its digest differs"));
}

#[test]
fn a_checksum_finds_its_files_and_the_part_is_read_once() {
    let found = |world: &mut World, query: &str| {
        world.told.clear();
        world.ask(3, &find(query));
        world.run();
        match world.told.pop() {
            Some((3, Response::Found(found))) => found,
            other => panic!("nothing was found: {other:?}"),
        }
    };
    let (three, none) = (format!("{:032x}", 3), "f".repeat(32));
    let mut snapshot = World::with_snapshot(500);
    snapshot.open_snapshot();
    let (mut kept, import) = tree_world(500);
    kept.import(&import);
    for world in [&mut snapshot, &mut kept] {
        world.gets.clear();
        let rows = found(world, &three).rows;
        let names: Vec<&str> = rows.iter().map(|row| row.at.path.name()).collect();
        assert_eq!(names, ["HG000003.cram"]);
        let result = found(world, &format!("{three} {none} cram"));
        assert_eq!((result.files, result.notes.len()), (1, 1));
        assert_eq!(found(world, &format!("cram -{three}")).files, 499);
        assert_eq!(found(world, &none).files, 0);
        assert_eq!(world.gets.len(), 2, "once for each checksum");
    }
}

#[test]
fn requests_wait_for_checksums_and_can_be_cancelled() {
    let mut world = World::with_snapshot(500);
    world.open_snapshot();
    let query = format!("{:032x}", 3);
    world.told.clear();
    for job in [3, 4, 5] {
        world.ask(job, &find(&query));
    }
    world.cancel(4);
    world.run();
    let told: Vec<u32> = world.told.iter().map(|(job, _)| *job).collect();
    assert_eq!(told, [3, 5]);
    // A part that breaks off is no answer, and is asked for anew.
    let part = world.part("md5s");
    world.breaks.insert(part.clone(), 1_500);
    world.told.clear();
    let other = find(&format!("{:032x}", 4));
    world.ask(6, &other);
    world.run();
    assert!(fault(&world.told[0].1).contains("md5s"), "{:?}", world.told);
    world.breaks.clear();
    world.told.clear();
    world.ask(7, &other);
    world.run();
    assert!(matches!(&world.told[0].1, Response::Found(found) if found.files == 1));
}

#[test]
fn a_checksum_is_looked_for_in_the_list_that_was_opened_last() {
    let mut world = World::with_snapshot(500);
    world.open_snapshot();
    world.told.clear();
    world.ask(3, &find(&format!("{:032x}", 3)));
    world.ask(4, &Request::Open(ListSource::Folder(FOLDER.to_owned())));
    world.run();
    let found = world.told.iter().find(|(job, _)| *job == 3);
    assert!(matches!(found, Some((_, Response::Found(found))) if found.files == 1));
}

#[test]
fn more_files_than_asked_for_are_only_counted() {
    let mut world = World::with_snapshot(5_000);
    world.open_snapshot();
    world.gets.clear();
    let request = Request::Expand {
        query: "HG".to_owned(),
        most: 4_999,
    };
    let expanded = expanded(world.answer(&request));
    assert_eq!((expanded.files.len(), expanded.tally.files), (0, 5_000));
    assert!(world.gets.is_empty());
}

#[test]
fn a_directory_comes_with_its_checksums_and_without_them_if_they_cannot_be_had() {
    let mut world = World::with_snapshot(5_000);
    let request = |path: &str, most| Request::Directory {
        at: HostPath {
            host: HostName::new("ftp.1000genomes.ebi.ac.uk"),
            path: RemotePath::parse(path).expect("a path"),
        },
        most,
    };
    let not_open = Response::Failed(SearchError::NotOpen);
    assert_eq!(world.answer(&request("data", 9)), not_open);
    world.open_snapshot();
    world.gets.clear();
    let directory = |response| match response {
        Response::Directory(found) => found,
        response => panic!("no directory: {response:?}"),
    };
    assert_eq!(directory(world.answer(&request("data/none", 9))), None);
    let found = directory(world.answer(&request("data", 60))).expect("it is there");
    assert_eq!((found.directories.len(), found.files.len()), (50, 0));
    assert_eq!(found.directories[0], ("d0".to_owned(), 100));
    assert!(world.gets.is_empty(), "no file, no checksum");
    let found = directory(world.answer(&request("data/d7", 60))).expect("it is there");
    assert_eq!((found.files.len(), found.more), (60, 40));
    let tally = Tally::default();
    let files = found.files;
    assert_sums(&Expanded { files, tally }, 60);
    assert_eq!(world.gets.len(), 1, "neighbours are one piece");
    world.breaks.insert(world.part("md5s"), 100);
    let found = directory(world.answer(&request("data/d7", 60))).expect("it is there");
    assert_eq!(found.files.len(), 60);
    assert!(found.files.iter().all(|file| file.md5.is_none()));
}

#[test]
fn a_file_comes_with_its_checksum_and_without_it_if_it_cannot_be_had() {
    let mut world = World::with_snapshot(5_000);
    let request = |path: &str| {
        Request::File(HostPath {
            host: HostName::new("ftp.1000genomes.ebi.ac.uk"),
            path: RemotePath::parse(path).expect("a path"),
        })
    };
    let file = |response| match response {
        Response::File(found) => found,
        response => panic!("no file: {response:?}"),
    };
    let path = "data/d42/HG004207.cram";
    let not_open = Response::Failed(SearchError::NotOpen);
    assert_eq!(world.answer(&request(path)), not_open);
    world.open_snapshot();
    assert_eq!(file(world.answer(&request("data/d42"))), None);
    let found = file(world.answer(&request(path))).expect("it is there");
    let md5 = format!("{:032x}", 4_207);
    assert_eq!(found.md5.map(|md5| md5.to_string()), Some(md5));
    world.breaks.insert(world.part("md5s"), 10);
    let found = file(world.answer(&request("data/d42/HG004209.cram")));
    assert_eq!(found.expect("it is there").md5, None);
}

fn tree_world(files: u32) -> (World, import::Request) {
    let mut world = World::default();
    world.web.insert(TREE.to_owned(), tree(files));
    let panel = "https://example.org/integrated.panel";
    let rows = "sample\tpop\tsuper_pop\tgender\t\t\nHG000001\tGBR\tEUR\tmale\n";
    world.web.insert(panel.to_owned(), rows.as_bytes().to_vec());
    let request = import::Request {
        tree: TREE.to_owned(),
        samples: vec![panel.to_owned()],
        indexes: vec!["https://example.org/none.sequence.index".to_owned()],
    };
    (world, request)
}

#[test]
fn the_mirrors_own_list_is_read_ordered_and_kept() {
    let (mut world, request) = tree_world(3_000);
    let Response::Opened(facts) = world.import(&request) else {
        panic!("it did not open");
    };
    assert_eq!((facts.files, facts.samples, facts.kept), (3_000, 1, true));
    assert_eq!((&*facts.source, &*facts.date), (TREE, "2019-01-07"));
    // Made, then opened.
    let [fetching, ordering] = [OpenStep::Fetching, OpenStep::Ordering];
    let steps = [fetching, ordering, OpenStep::Keeping, fetching, ordering];
    assert_eq!(world.steps(), steps);
    assert_sums(&expanded(world.answer(&expand("d7/"))), 100);

    // Another visit: the same list without the network.
    world.visit_again();
    world.web.clear();
    let Response::Opened(again) = world.open(ListSource::Kept) else {
        panic!("it did not open");
    };
    assert_eq!(again, facts);
    assert_sums(&expanded(world.answer(&expand("d7/"))), 100);

    // Only the last list is kept.
    let kept = world.store.len();
    world.web.insert(TREE.to_owned(), tree(100));
    assert!(matches!(world.import(&request), Response::Opened(facts) if facts.files == 100));
    assert_eq!(world.store.len(), kept);
}

#[test]
fn a_list_that_cannot_be_kept_is_used_all_the_same() {
    let (mut world, request) = tree_world(1_000);
    world.no_store = true;
    assert!(matches!(world.import(&request), Response::Opened(facts) if !facts.kept));
    assert_sums(&expanded(world.answer(&expand("d7/"))), 100);
    world.visit_again();
    let nothing = SearchError::Open(OpenError::NothingKept);
    assert_eq!(world.open(ListSource::Kept), Response::Failed(nothing));
}

#[test]
fn a_list_that_breaks_off_or_is_none_says_so() {
    let (mut world, request) = tree_world(1_000);
    world.breaks.insert(TREE.to_owned(), 5_000);
    assert_eq!(
        fault(&world.import(&request)),
        format!("{TREE} could not be read: the connection broke")
    );
    world.breaks.clear();
    world
        .web
        .insert(TREE.to_owned(), b"<html>Not found</html>".to_vec());
    assert_eq!(
        fault(&world.import(&request)),
        format!("{TREE} could not be read: it lists no file")
    );
    assert!(world.store.is_empty());
}
