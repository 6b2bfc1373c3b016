//! Downloads: what servers, the network, the disk and the user do to them. Only right bytes end verified.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use md5::Digest;
use proptest::prelude::*;

use crate::path::path;
use crate::transfer_worker::TransferWorker;
use igsr_fetch::client::TransferEngine;
use igsr_fetch::listing::{ApproxSize, Size};
use igsr_fetch::mirror::MirrorId;
use igsr_fetch::port::scripted_fetch::{Answer, Response, Step};
use igsr_fetch::port::{
    Clock, FetchError, FileState, LocalSpawner, SaveError, ScriptedTransfers, VirtualClock,
};
use igsr_fetch::table::Md5;
use igsr_fetch::transfer::{
    FileRequest, HandleId, NewTransfer, Note, Place, Source, State, TransferError, TransferFile,
};
use igsr_fetch::worker::transfer::{Request, Target, TransferClient, TransferView, Update};

const GZIP: &str = "application/gzip";
const BODY: &[u8] = b"\x1f\x8b the bytes of a file, which are more than a few";

/// An engine, its outside, and what it told.
struct World {
    clock: VirtualClock,
    spawner: Rc<LocalSpawner>,
    ports: ScriptedTransfers,
    engine: TransferEngine<ScriptedTransfers>,
    told: Rc<RefCell<Vec<Update>>>,
}

impl World {
    fn new(serve: impl Fn(&FileRequest) -> Answer + 'static) -> Self {
        let clock = VirtualClock::default();
        let ports = ScriptedTransfers::new(&clock, serve);
        Self::on(clock, ports)
    }

    fn on(clock: VirtualClock, ports: ScriptedTransfers) -> Self {
        let spawner = Rc::new(LocalSpawner::default());
        let told: Rc<RefCell<Vec<Update>>> = Rc::default();
        let listener = {
            let told = Rc::clone(&told);
            move |update| told.borrow_mut().push(update)
        };
        let engine = TransferEngine::new(
            ports.clone(),
            Rc::new(clock.clone()),
            spawner.clone(),
            listener,
        );
        Self {
            clock,
            spawner,
            ports,
            engine,
            told,
        }
    }

    /// Adds downloads, and runs until nothing is left to do.
    fn run(&self, new: Vec<NewTransfer>) {
        self.clock.run(async {
            self.engine.add(new).await;
            self.spawner.run().await;
        });
    }

    /// Runs until nothing is left to do, and does something at a time, in milliseconds from now.
    fn run_and(&self, at: u32, act: impl FnOnce(&TransferEngine<ScriptedTransfers>)) {
        self.clock.run(async {
            futures_util::future::join(self.spawner.run(), async {
                self.clock.sleep(at).await;
                act(&self.engine);
            })
            .await;
            self.spawner.run().await;
        });
    }

    /// The last that was told of a download.
    fn view(&self, id: u32) -> TransferView {
        let told = self.told.borrow();
        let views = told.iter().rev().flat_map(|update| &update.changed);
        views
            .into_iter()
            .find(|view| view.id == id)
            .unwrap()
            .clone()
    }

    fn state(&self, id: u32) -> State {
        self.view(id).state
    }

    /// The bytes of a place, if it is complete.
    fn saved(&self, name: &str) -> Option<Vec<u8>> {
        let files = self.ports.files.borrow();
        let file = files.get(name)?;
        (file.state == FileState::Closed).then(|| file.bytes.clone())
    }
}

fn md5(bytes: &[u8]) -> Md5 {
    Md5(md5::Md5::digest(bytes).into())
}

fn source(host: &str) -> Source {
    Source {
        mirror: MirrorId(host.to_owned()),
        name: host.to_uppercase(),
        url: format!("https://{host}.example/a.vcf.gz"),
        connections: 2,
    }
}

fn file(hosts: &[&str], size: Option<Size>, md5: Option<Md5>) -> TransferFile {
    TransferFile {
        path: path("release/a.vcf.gz"),
        sources: hosts.iter().map(|host| source(host)).collect(),
        size,
        md5,
        other_md5s: Vec::new(),
    }
}

/// A file of which everything is known.
fn known(hosts: &[&str]) -> TransferFile {
    let size = Size::Exact(BODY.len() as u64);
    file(hosts, Some(size), Some(md5(BODY)))
}

fn in_folder(file: TransferFile, path: &str) -> NewTransfer {
    let (handle, path) = (HandleId(1), path.to_owned());
    let place = Place::Folder { handle, path };
    NewTransfer { file, place }
}

fn in_storage(file: TransferFile) -> NewTransfer {
    let name = "a.vcf.gz".to_owned();
    let place = Place::Storage {
        key: name.clone(),
        name,
    };
    NewTransfer { file, place }
}

/// What a server that can continue files answers.
fn serve(body: &[u8], request: &FileRequest) -> Response {
    let from = usize::try_from(request.from.unwrap_or(0)).unwrap();
    if from > body.len() {
        return Response::status(416);
    }
    let rest = Response::new(200, GZIP, &body[from..]).chunks(5);
    if request.from.is_some() {
        rest.part(from, body.len())
    } else {
        rest
    }
}

/// Downloads one file into a folder; returns the world at the end.
fn download(file: TransferFile, serve: impl Fn(&FileRequest) -> Answer + 'static) -> World {
    let world = World::new(serve);
    world.run(vec![in_folder(file, "a.vcf.gz")]);
    world
}

/// What a server answers.
type Serve = Box<dyn Fn(&FileRequest) -> Answer>;

/// A server whose answers follow each other; the last is given again and again.
fn in_turn(answers: Vec<Serve>) -> impl Fn(&FileRequest) -> Answer {
    let turn = Cell::new(0);
    move |request| {
        let at = turn.get().min(answers.len() - 1);
        turn.set(turn.get() + 1);
        answers[at](request)
    }
}

fn failure(world: &World) -> TransferError {
    assert_eq!(world.saved("folder:1/a.vcf.gz"), None);
    assert_eq!(world.ports.connections.get().0, 0);
    match world.state(1) {
        State::Failed(error) => error,
        other => panic!("{other:?}"),
    }
}

fn assert_verified(world: &World) {
    let expected = State::Verified {
        md5: md5(BODY),
        is_disputed: false,
    };
    assert_eq!(world.state(1), expected);
    assert_eq!(world.saved("folder:1/a.vcf.gz").as_deref(), Some(BODY));
    assert_eq!(world.ports.connections.get().0, 0);
}

#[test]
fn a_file_comes_and_is_verified() {
    let world = download(known(&["a"]), |request| serve(BODY, request).into());
    assert_verified(&world);
    assert_eq!(world.ports.requests.borrow().len(), 1);
    assert_eq!(world.ports.requests.borrow()[0].from, None);
}

#[test]
fn the_time_that_is_left_follows_from_the_speed() {
    let world = World::new(|request| {
        let pieces = [&BODY[..10], &BODY[10..20], &BODY[20..]];
        let steps = pieces.map(|piece| [Step::Wait(1000), Step::Bytes(piece.to_vec())]);
        serve(BODY, request)
            .steps(steps.into_iter().flatten())
            .into()
    });
    world.run(vec![in_folder(known(&["a"]), "a.vcf.gz")]);
    let told = world.told.borrow();
    let views = told.iter().flat_map(|update| &update.changed);
    let shown: Vec<_> = views
        .filter_map(|view| Some((view.received, view.speed?, view.seconds_left()?)))
        .collect();
    let left = BODY.len() as u64 - 20;
    assert_eq!(shown.last(), Some(&(20, 10, left.div_ceil(10))));
}

#[test]
fn without_a_checksum_it_is_saved_and_not_called_verified() {
    let world = download(file(&["a"], None, None), |request| {
        serve(BODY, request).into()
    });
    assert_eq!(world.state(1), State::Unverified { found: md5(BODY) });
}

#[test]
fn any_checksum_of_the_list_is_right_and_the_dispute_is_said() {
    let mut disputed = known(&["a"]);
    disputed.other_md5s = vec![disputed.md5.unwrap()];
    disputed.md5 = Some(md5(b"another"));
    let world = download(disputed, |request| serve(BODY, request).into());
    let expected = State::Verified {
        md5: md5(BODY),
        is_disputed: true,
    };
    assert_eq!(world.state(1), expected);
}

/// What a server does to a connection.
type Fault = fn(Response) -> Answer;

#[test]
fn a_connection_that_breaks_goes_on_where_it_broke() {
    let faults: [(&str, Fault); 4] = [
        ("breaks", |response| response.break_after(12).into()),
        ("ends early", |response| response.end_after(12).into()),
        ("stalls", |response| response.stall_after(12).into()),
        ("goes on after a long time", |response| {
            response
                .steps([
                    Step::Bytes(BODY[..7].to_vec()),
                    Step::Wait(29_000),
                    Step::Break,
                ])
                .into()
        }),
    ];
    for (what, fault) in faults {
        let first = Cell::new(true);
        let world = download(known(&["a"]), move |request| {
            let response = serve(BODY, request);
            if first.take() {
                fault(response)
            } else {
                response.into()
            }
        });
        assert_verified(&world);
        let requests = world.ports.requests.borrow();
        assert_eq!(requests.len(), 2, "{what}");
        assert!(requests[1].from.is_some_and(|from| from > 0), "{what}");
        assert!(world.view(1).notes.is_empty(), "{what}");
    }
}

#[test]
fn a_server_that_cannot_continue_begins_again_and_that_is_said() {
    let world = download(
        known(&["a"]),
        in_turn(vec![
            Box::new(|request| serve(BODY, request).break_after(12).into()),
            Box::new(|_| Response::new(200, GZIP, BODY).chunks(5).into()),
        ]),
    );
    assert_verified(&world);
    assert_eq!(world.view(1).notes, [Note::CannotContinue]);
}

#[test]
fn a_file_that_changed_meanwhile_begins_again() {
    let changes: [(&str, Fault); 3] = [
        ("its tag", |response| response.etag("\"new\"").into()),
        ("no such part", |_| Response::status(416).into()),
        ("its length", |response| {
            response.part(10, 99).announcing(Some(89)).into()
        }),
    ];
    for (what, change) in changes {
        let world = download(
            file(&["a"], None, Some(md5(BODY))),
            in_turn(vec![
                Box::new(|request| serve(BODY, request).etag("\"old\"").break_after(10).into()),
                Box::new(move |request| change(serve(BODY, request))),
                Box::new(|request| serve(BODY, request).etag("\"new\"").into()),
            ]),
        );
        assert_verified(&world);
        assert_eq!(world.view(1).notes, [Note::Changed], "{what}");
    }
}

#[test]
fn what_a_page_of_another_site_cannot_read_is_not_missed() {
    let first = Cell::new(true);
    let world = download(known(&["a"]), move |request| {
        let response = serve(BODY, request).across_sites();
        if first.take() {
            response.break_after(20).into()
        } else {
            response.into()
        }
    });
    assert_verified(&world);
}

#[test]
fn the_length_of_a_packed_body_is_not_that_of_the_file() {
    // Seen from another site, the packed length looks like that of another version: the bytes are asked for as they are.
    for hides in [true, false] {
        let world = download(known(&["a"]), move |request| {
            if request.from.is_some() {
                return serve(BODY, request).into();
            }
            let packed = Response::new(200, GZIP, BODY)
                .announcing(Some(20))
                .encoding("gzip");
            if hides {
                packed.across_sites().into()
            } else {
                packed.into()
            }
        });
        assert_verified(&world);
    }
    // A server that packs all the same, and does not say so, is judged at the end.
    let world = download(known(&["a"]), |_| {
        Response::new(200, GZIP, BODY)
            .announcing(Some(20))
            .across_sites()
            .into()
    });
    assert_verified(&world);
}

#[test]
fn each_lasting_fault_has_its_own_failure() {
    let about = Size::About(ApproxSize {
        shown: 1000,
        least: 950,
        most: 1049,
    });
    let html = |_: &FileRequest| Answer::from(Response::html("<p>No</p>"));
    let disguised = |_: &FileRequest| {
        Response::new(200, "application/octet-stream", " <!DOCTYPE HTML><p>No").into()
    };
    let at = |least, most, announced| TransferError::OtherSize {
        least,
        most,
        announced,
    };
    let exact = BODY.len() as u64;
    let cases: Vec<(&str, TransferFile, Serve, TransferError)> = vec![
        (
            "404",
            known(&["a"]),
            Box::new(|_| Response::status(404).into()),
            TransferError::Fetch(FetchError::status(404)),
        ),
        (
            "410",
            known(&["a"]),
            Box::new(|_| Response::status(410).into()),
            TransferError::Fetch(FetchError::status(410)),
        ),
        (
            "page",
            known(&["a"]),
            Box::new(html),
            TransferError::WebPage,
        ),
        (
            "page as data",
            file(&["a"], None, None),
            Box::new(disguised),
            TransferError::WebPage,
        ),
        (
            "shorter",
            known(&["a"]),
            Box::new(|request| serve(&BODY[..9], request).into()),
            at(exact, exact, 9),
        ),
        (
            "longer",
            known(&["a"]),
            Box::new(|request| serve(&[BODY, BODY].concat(), request).into()),
            at(exact, exact, 2 * exact),
        ),
        (
            "half of a rounded size",
            file(&["a"], Some(about), None),
            Box::new(|request| serve(&[7; 500], request).into()),
            at(950, 1049, 500),
        ),
        (
            "more than announced",
            known(&["a"]),
            Box::new(move |_| {
                Response::new(200, GZIP, [BODY, BODY].concat())
                    .announcing(Some(exact))
                    .into()
            }),
            TransferError::TooLong {
                most: exact,
                got: 2 * exact,
            },
        ),
        (
            "more than a rounded size, unannounced",
            file(&["a"], Some(about), None),
            Box::new(|_| Response::new(200, GZIP, [7; 2000]).announcing(None).into()),
            TransferError::TooLong {
                most: 1049,
                got: 2000,
            },
        ),
    ];
    for (what, file, serve, expected) in cases {
        assert_eq!(failure(&download(file, serve)), expected, "{what}");
    }
}

#[test]
fn a_cut_that_looks_like_an_end_is_no_success() {
    let about = Size::About(ApproxSize {
        shown: 1000,
        least: 950,
        most: 1049,
    });
    let cases: [(&str, Option<Size>, usize); 3] = [
        ("nothing", None, 0),
        ("half", Some(about), 500),
        ("none of it", Some(about), 0),
    ];
    for (what, size, bytes) in cases {
        let world = download(file(&["a"], size, None), move |_| {
            Response::new(200, GZIP, vec![7; bytes])
                .announcing(None)
                .into()
        });
        let error = failure(&world);
        assert!(
            matches!(error, TransferError::Fetch(FetchError::Broken { .. })),
            "{what}: {error:?}"
        );
    }
}

#[test]
fn a_mirror_that_is_busy_is_asked_again_when_it_says() {
    let world = download(
        known(&["a"]),
        in_turn(vec![
            Box::new(|_| Response::status(503).retry_after(7).into()),
            Box::new(|_| Response::status(429).into()),
            Box::new(|_| Answer::Unreachable),
            Box::new(|request| serve(BODY, request).into()),
        ]),
    );
    assert_verified(&world);
    // 7 s as it said, then 4 and 8 s of our own accord.
    assert!(
        (19_000..20_000).contains(&world.clock.now()),
        "{}",
        world.clock.now()
    );
}

#[test]
fn a_mirror_that_is_down_is_not_asked_for_ever_and_what_came_is_kept() {
    let is_up = Rc::new(Cell::new(true));
    let world = {
        let is_up = Rc::clone(&is_up);
        World::new(move |request| {
            if is_up.get() {
                serve(BODY, request).break_after(20).into()
            } else {
                Answer::Unreachable
            }
        })
    };
    world.run(vec![]);
    is_up.set(true);
    let server = Rc::clone(&is_up);
    world.clock.run(async {
        world
            .engine
            .add(vec![in_folder(known(&["a"]), "a.vcf.gz")])
            .await;
    });
    world.run_and(1, move |_| server.set(false));
    assert_eq!(
        failure(&world),
        TransferError::Fetch(FetchError::Unreachable)
    );
    assert_eq!(world.view(1).received, 20);
    assert!(world.ports.requests.borrow().len() <= 65);
    assert!(world.clock.now() > 3_000_000, "an hour without a line");

    is_up.set(true);
    world.run_and(0, |engine| engine.resume(Target::One(1)));
    assert_verified(&world);
}

#[test]
fn the_next_mirror_goes_on_for_one_that_fails() {
    let faults: [(&str, Fault); 4] = [
        ("lacks it", |_| Response::status(404).into()),
        ("is down", |_| Answer::Unreachable),
        ("breaks", |response| response.break_after(0).into()),
        ("sends a page", |_| Response::html("<p>").into()),
    ];
    for (what, fault) in faults {
        let world = download(known(&["a", "b"]), move |request| {
            let response = serve(BODY, request);
            if request.url.contains("//a.") {
                fault(response)
            } else {
                response.into()
            }
        });
        assert_verified(&world);
        let notes = world.view(1).notes;
        assert!(
            matches!(&notes[..], [Note::NextMirror { from, .. }] if from == "A"),
            "{what}: {notes:?}"
        );
        assert_eq!(world.view(1).mirror, "B");
    }
}

#[test]
fn wrong_bytes_are_fetched_once_more_from_the_next_mirror() {
    let mut wrong = BODY.to_vec();
    wrong[9] ^= 1;
    let world = {
        let wrong = wrong.clone();
        download(known(&["a", "b"]), move |request| {
            let body = if request.url.contains("//a.") {
                &wrong
            } else {
                BODY
            };
            serve(body, request).into()
        })
    };
    assert_verified(&world);

    // One mirror alone is not asked again, and two with different wrong bytes are enough.
    let alone = {
        let wrong = wrong.clone();
        download(known(&["a"]), move |request| serve(&wrong, request).into())
    };
    let (expected, found) = (md5(BODY), md5(&wrong));
    assert_eq!(failure(&alone), TransferError::Checksum { expected, found });
    assert_eq!(alone.ports.requests.borrow().len(), 1);

    let both = download(known(&["a", "b", "c"]), move |request| {
        serve(&wrong, request).into()
    });
    let mirrors = vec!["A".to_owned(), "B".to_owned()];
    assert_eq!(
        failure(&both),
        TransferError::MirrorsAgree {
            expected,
            found,
            mirrors
        }
    );
}

#[test]
fn another_host_that_sends_the_bytes_is_named() {
    let world = download(known(&["a"]), |request| {
        serve(BODY, request)
            .redirected_to("https://cdn.example/x")
            .into()
    });
    assert_verified(&world);
    assert_eq!(
        world.view(1).notes,
        [Note::MovedTo("cdn.example".to_owned())]
    );
}

#[test]
fn a_mirror_has_no_more_connections_than_it_tolerates() {
    let world = World::new(|request| {
        serve(BODY, request)
            .steps([Step::Wait(500), Step::Bytes(BODY.to_vec())])
            .into()
    });
    let new = (0..9).map(|at| in_folder(known(&["a"]), &format!("{at}.vcf.gz")));
    world.run(new.collect());
    assert_eq!(world.ports.connections.get(), (0, 2));
    for id in 1..=9 {
        assert!(matches!(world.state(id), State::Verified { .. }), "{id}");
    }
    let last = world.told.borrow().last().unwrap().totals;
    assert_eq!((last.verified, last.received), (9, 9 * BODY.len() as u64));
}

#[test]
fn ten_thousand_files_come_each_once() {
    let world = World::new(|request| serve(BODY, request).into());
    let new = (0..10_000).map(|at| in_folder(known(&["a"]), &format!("{at}.vcf.gz")));
    world.run(new.collect());
    assert_eq!(world.told.borrow().last().unwrap().totals.verified, 10_000);
    assert_eq!(world.ports.requests.borrow().len(), 10_000);
    assert_eq!(world.ports.files.borrow().len(), 10_000);
}

#[test]
fn a_mirror_that_asks_for_rest_gets_it_from_all_downloads() {
    let world = World::new(in_turn(vec![
        Box::new(|_| Response::status(429).retry_after(60).into()),
        Box::new(|request| serve(BODY, request).into()),
    ]));
    let one_at_a_time = |at: u32| {
        let mut file = known(&["a"]);
        file.sources[0].connections = 1;
        in_folder(file, &format!("{at}.vcf.gz"))
    };
    world.run((0..3).map(one_at_a_time).collect());
    assert_eq!(world.ports.requests.borrow().len(), 4);
    assert!(world.clock.now() >= 60_000);
    assert!((1..=3).all(|id| matches!(world.state(id), State::Verified { .. })));
}

#[test]
fn paused_and_gone_on_with_it_fetches_the_rest_alone() {
    let slow = |request: &FileRequest| {
        let from = usize::try_from(request.from.unwrap_or(0)).unwrap();
        let steps = BODY[from..]
            .chunks(10)
            .flat_map(|chunk| [Step::Bytes(chunk.to_vec()), Step::Wait(1000)]);
        Answer::from(serve(BODY, request).steps(steps))
    };
    let world = World::new(slow);
    world.clock.run(async {
        world
            .engine
            .add(vec![in_folder(known(&["a"]), "a.vcf.gz")])
            .await;
    });
    world.run_and(1500, |engine| engine.pause(Target::All));
    let paused = world.view(1);
    assert_eq!((paused.state, paused.received), (State::Paused, 20));
    assert_eq!(world.ports.connections.get().0, 0);
    assert_eq!(world.saved("folder:1/a.vcf.gz"), None);

    world.run_and(0, |engine| engine.resume(Target::All));
    assert_verified(&world);
    assert_eq!(world.ports.requests.borrow()[1].from, Some(20));
}

#[test]
fn cancelled_it_keeps_nothing_and_going_on_with_all_leaves_it() {
    for at in [0, 500, 1500] {
        let world = World::new(|request| {
            let steps = BODY
                .chunks(10)
                .flat_map(|chunk| [Step::Bytes(chunk.to_vec()), Step::Wait(1000)]);
            serve(BODY, request).steps(steps).into()
        });
        world
            .clock
            .run(async { world.engine.add(vec![in_storage(known(&["a"]))]).await });
        world.run_and(at, |engine| engine.cancel(Target::One(1)));
        world.run_and(0, |engine| engine.resume(Target::All));
        assert_eq!(
            (world.state(1), world.view(1).received),
            (State::Cancelled, 0),
            "{at}"
        );
        assert!(world.ports.files.borrow().is_empty());
        assert_eq!(world.ports.connections.get().0, 0);
    }
}

#[test]
fn a_full_disk_and_a_place_that_is_gone_have_their_failures() {
    let world = World::new(|request| serve(BODY, request).into());
    world.ports.capacity.set(Some(30));
    world.run(vec![in_folder(known(&["a"]), "a.vcf.gz")]);
    assert_eq!(failure(&world), TransferError::Save(SaveError::Full));

    let world = World::new(|request| serve(BODY, request).into());
    *world.ports.open_error.borrow_mut() = Some(SaveError::Gone);
    world.run(vec![in_folder(known(&["a"]), "a.vcf.gz")]);
    assert_eq!(failure(&world), TransferError::Save(SaveError::Gone));
    assert_eq!(world.ports.requests.borrow().len(), 0);
}

#[test]
fn what_waits_for_a_place_that_cannot_be_written_is_not_fetched_in_vain() {
    let elsewhere = |at: u32| NewTransfer {
        file: known(&["a"]),
        place: Place::Folder {
            handle: HandleId(2),
            path: format!("{at}.vcf.gz"),
        },
    };
    for (error, is_paused_elsewhere) in [
        (SaveError::Full, true),
        (SaveError::Denied, false),
        (SaveError::Gone, false),
        (SaveError::Busy, false),
    ] {
        let world = World::new(|request| serve(BODY, request).into());
        *world.ports.open_error.borrow_mut() = Some(error.clone());
        // Two begin at once; the others wait.
        let here = (0..6).map(|at| in_folder(known(&["a"]), &format!("{at}.vcf.gz")));
        world.run(here.chain([elsewhere(7)]).collect());
        let states: Vec<State> = (1..=7).map(|id| world.state(id)).collect();
        let failed = State::Failed(TransferError::Save(error.clone()));
        let is_of_place = error != SaveError::Busy;
        assert_eq!(states[0], failed);
        for state in &states[2..6] {
            assert_eq!(*state == State::Paused, is_of_place, "{error}: {state:?}");
        }
        assert_eq!(states[6] == State::Paused, is_paused_elsewhere, "{error}");
        // Gone on with, they are fetched.
        world.ports.open_error.borrow_mut().take();
        world.engine.resume(Target::All);
        world.clock.run(world.spawner.run());
        for id in 1..=7 {
            assert!(
                matches!(world.state(id), State::Verified { .. }),
                "{error}: {id}"
            );
        }
    }
}

#[test]
fn the_network_that_is_back_ends_a_wait() {
    let world = World::new(in_turn(vec![
        Box::new(|_| Response::status(503).retry_after(3000).into()),
        Box::new(|request| serve(BODY, request).into()),
    ]));
    world.clock.run(async {
        world
            .engine
            .add(vec![in_folder(known(&["a"]), "a.vcf.gz")])
            .await;
    });
    world.run_and(5000, TransferEngine::online);
    assert_verified(&world);
}

#[test]
fn a_later_visit_goes_on_where_bytes_were_kept_and_begins_again_elsewhere() {
    for is_durable in [true, false] {
        let world = World::new(|request| serve(BODY, request).break_after(30).into());
        let file = known(&["a"]);
        let new = if is_durable {
            in_storage(file)
        } else {
            in_folder(file, "a.vcf.gz")
        };
        world.clock.run(async { world.engine.add(vec![new]).await });
        world.run_and(1, |engine| engine.pause(Target::All));
        assert_eq!(world.view(1).received, 30);

        let next = World::on(
            world.clock.clone(),
            ScriptedTransfers::new(&world.clock, |request| serve(BODY, request).into()),
        );
        let ports = world.ports.next_visit();
        next.ports.files.replace(ports.files.borrow().clone());
        next.ports.records.replace(ports.records.borrow().clone());
        next.clock.run(async { next.engine.load().await });
        let kept = next.view(1);
        let expected = if is_durable { 30 } else { 0 };
        assert_eq!((kept.state, kept.received), (State::Paused, expected));
        let said = kept.notes.contains(&Note::BeganAgain);
        assert_eq!(said, !is_durable);
        next.run_and(0, |engine| engine.resume(Target::All));
        assert!(matches!(next.state(1), State::Verified { .. }));
        let name = if is_durable {
            "storage:a.vcf.gz"
        } else {
            "folder:1/a.vcf.gz"
        };
        assert_eq!(next.saved(name).as_deref(), Some(BODY));
        assert_eq!(
            next.ports.requests.borrow()[0].from,
            is_durable.then_some(30)
        );
    }
}

#[test]
fn what_is_added_while_earlier_downloads_are_read_comes_after_them() {
    let before = World::new(|request| serve(BODY, request).into());
    before.run(vec![in_folder(known(&["a"]), "earlier.vcf.gz")]);

    let ports = before.ports.next_visit();
    ports.records_delay.set(10_000);
    let worker = TransferWorker::new(ports.clone(), &before.clock);
    let client = TransferClient::new(worker.clone());
    let told: Rc<RefCell<Vec<Update>>> = Rc::default();
    let listener = {
        let told = Rc::clone(&told);
        move |update| told.borrow_mut().push(update)
    };
    before.clock.run(async {
        let watch = std::pin::pin!(client.watch(listener));
        let act = std::pin::pin!(async {
            let new = vec![in_folder(known(&["a"]), "new.vcf.gz")];
            let add = client.ask(Request::Add(new));
            let (added, ()) = futures_util::future::join(add, worker.spawner.run()).await;
            added.unwrap();
        });
        futures_util::future::select(watch, act).await;
    });
    let told = told.borrow();
    let names = |update: &Update| {
        let views = update.changed.iter();
        let name = |view: &TransferView| (view.id, ScriptedTransfers::name(&view.place));
        views.map(name).collect::<Vec<_>>()
    };
    let earlier = (1, "folder:1/earlier.vcf.gz".to_owned());
    assert_eq!(names(&told[0]), [earlier], "of earlier visits alone");
    let last = told.last().unwrap();
    assert_eq!((last.totals.files, last.totals.verified), (2, 2));
    assert_eq!(names(last), [(2, "folder:1/new.vcf.gz".to_owned())]);
    assert_eq!(ports.records.borrow().len(), 2);
}

#[test]
fn what_is_cleared_is_forgotten() {
    let world = World::new(|request| serve(BODY, request).into());
    world.run(vec![in_storage(known(&["a"]))]);
    assert_eq!(world.ports.records.borrow().len(), 1);
    world.clock.run(async {
        world.engine.clear(Target::All).await;
        world.spawner.run().await;
    });
    assert!(world.ports.records.borrow().is_empty());
    assert!(world.ports.files.borrow().is_empty());
    assert_eq!(world.told.borrow().last().unwrap().removed, [1]);
}

/// What a server does with one request.
#[derive(Clone, Debug)]
enum Behaviour {
    Right,
    Break(usize),
    End(usize),
    Stall(usize),
    Status(u16),
    Unreachable,
    WholeFile,
    OtherPart,
    Flip(usize),
    Page,
    Longer,
    Changed,
}

fn behaviours() -> impl Strategy<Value = Behaviour> {
    let at = 0..BODY.len();
    prop_oneof![
        3 => Just(Behaviour::Right),
        1 => at.clone().prop_map(Behaviour::Break),
        1 => at.clone().prop_map(Behaviour::End),
        1 => at.clone().prop_map(Behaviour::Stall),
        1 => proptest::sample::select(vec![403, 404, 416, 429, 500, 503]).prop_map(Behaviour::Status),
        1 => Just(Behaviour::Unreachable),
        1 => Just(Behaviour::WholeFile),
        1 => Just(Behaviour::OtherPart),
        1 => at.prop_map(Behaviour::Flip),
        1 => Just(Behaviour::Page),
        1 => Just(Behaviour::Longer),
        1 => Just(Behaviour::Changed),
    ]
}

fn behave(behaviour: &Behaviour, request: &FileRequest) -> Answer {
    let right = serve(BODY, request);
    match behaviour {
        Behaviour::Right => right.into(),
        Behaviour::Break(at) => right.break_after(*at).into(),
        Behaviour::End(at) => right.end_after(*at).into(),
        Behaviour::Stall(at) => right.stall_after(*at).into(),
        Behaviour::Status(status) => Response::status(*status).into(),
        Behaviour::Unreachable => Answer::Unreachable,
        Behaviour::WholeFile => Response::new(200, GZIP, BODY).chunks(7).into(),
        Behaviour::OtherPart => Response::new(206, GZIP, &BODY[3..])
            .part(3, BODY.len())
            .into(),
        Behaviour::Flip(at) => {
            let mut body = BODY.to_vec();
            body[*at] ^= 64;
            serve(&body, request).into()
        }
        Behaviour::Page => Response::html("<p>").into(),
        Behaviour::Longer => serve(&[BODY, b"more"].concat(), request).into(),
        Behaviour::Changed => right.etag("\"other\"").into(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever servers do in whatever order: it ends, and what is called verified is right, byte for byte.
    #[test]
    fn only_right_bytes_are_verified(
        behaviours in proptest::collection::vec(behaviours(), 1..12),
        knows_size: bool,
        hosts in 1_usize..3,
        pauses in proptest::collection::vec(1_u32..20_000, 0..3),
        is_durable: bool,
    ) {
        let size = knows_size.then_some(Size::Exact(BODY.len() as u64));
        let file = file(&["a", "b"][..hosts], size, Some(md5(BODY)));
        let new = if is_durable { in_storage(file) } else { in_folder(file, "a.vcf.gz") };
        let answers: Vec<Serve> = behaviours
            .into_iter()
            .map(|behaviour| Box::new(move |request: &FileRequest| behave(&behaviour, request)) as Box<_>)
            .collect();
        let world = World::new(in_turn(answers));
        world.clock.run(async { world.engine.add(vec![new]).await });
        for at in pauses {
            world.run_and(at, |engine| engine.pause(Target::All));
            world.run_and(0, |engine| engine.resume(Target::All));
        }
        world.run(Vec::new());
        let name = if is_durable { "storage:a.vcf.gz" } else { "folder:1/a.vcf.gz" };
        let saved = world.saved(name);
        match world.state(1) {
            State::Verified { .. } => prop_assert_eq!(saved.as_deref(), Some(BODY)),
            State::Failed(_) => prop_assert_eq!(saved, None),
            other => prop_assert!(false, "it did not end: {:?}", other),
        }
        prop_assert_eq!(world.ports.connections.get().0, 0);
    }
}

#[test]
fn a_file_of_the_disk_is_read_for_its_checksum_and_only_to_its_end() {
    let hashed = |answer: fn() -> Answer| {
        let world = World::new(move |_| answer());
        let read = Rc::new(Cell::new(0));
        let url = "blob:https://example/1".to_owned();
        let told = Rc::clone(&read);
        let md5 = world.clock.run(async {
            let on_read = move |bytes| told.set(bytes);
            world.engine.hash(url, on_read).await
        });
        (md5, read.get())
    };
    let whole = || Response::new(200, GZIP, BODY).chunks(5).into();
    assert_eq!(hashed(whole), (Ok(md5(BODY)), 0));
    // What is large tells how far it is.
    let large = || Response::new(200, GZIP, vec![7; 33 << 20]).into();
    assert_eq!(hashed(large), (Ok(md5(&vec![7; 33 << 20])), 33 << 20));
    let cut = || Response::new(200, GZIP, BODY).break_after(20).into();
    assert!(matches!(hashed(cut).0, Err(FetchError::Broken { .. })));
    let gone = FetchError::Status {
        status: 404,
        retry_after: None,
    };
    assert_eq!(hashed(|| Response::status(404).into()).0, Err(gone));
    assert_eq!(
        hashed(|| Answer::Unreachable).0,
        Err(FetchError::Unreachable)
    );
}
