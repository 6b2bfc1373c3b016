//! Walking a directory tree.

use crate::world::{World, mirror, page};
use igsr_fetch::client::{TreeWalk, walk_tree};
use igsr_fetch::mirror::RemotePath;
use igsr_fetch::port::Clock;
use igsr_fetch::port::scripted_fetch::Response;
use igsr_fetch::walk::WalkLimit;

const ROOT: &str = "https://a.example/ftp/";

/// Continues a walk of mirror `a`.
fn resume(world: &World, tree: &mut TreeWalk) {
    let mirror = mirror("a");
    let mut with = |change: &mut dyn FnMut(&mut TreeWalk)| change(tree);
    world
        .clock
        .run(walk_tree(world.clients(), &mirror, &mut with));
}

/// Walks below the root of mirror `a`.
fn walk(world: &World) -> TreeWalk {
    let mut tree = TreeWalk::new(RemotePath::root());
    resume(world, &mut tree);
    tree
}

fn names(tree: &TreeWalk) -> Vec<&str> {
    tree.files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn a_walk_finds_all_files_and_names_what_it_could_not_read() {
    let world = World::new();
    world
        .fetch
        .answer(ROOT, page(&["b/", "a/", "c"]))
        .answer("https://a.example/ftp/a/", page(&["x", "y"]))
        .answer("https://a.example/ftp/b/", Response::status(404));
    let mut tree = walk(&world);
    assert_eq!(names(&tree), ["c", "a/x", "a/y"]);
    let progress = tree.walk.progress();
    assert_eq!(
        (progress.directories_read, progress.files, progress.bytes),
        (2, 3, 36)
    );
    assert!(progress.exact);
    assert_eq!(tree.walk.failed()[0].directory.as_str(), "b");
    // What failed is read again when that is asked for, and nothing else is.
    world.fetch.take_requests();
    world.fetch.answer("https://a.example/ftp/b/", page(&["z"]));
    tree.walk.retry_failed();
    resume(&world, &mut tree);
    assert_eq!(names(&tree), ["c", "a/x", "a/y", "b/z"]);
    assert_eq!(world.fetch.take_requests(), ["https://a.example/ftp/b/"]);
}

#[test]
fn a_directory_that_was_cut_is_named() {
    let world = World::new();
    let cut = page(&["x", "y"]);
    world.fetch.answer(ROOT, cut.break_after(330));
    let tree = walk(&world);
    assert_eq!((names(&tree), tree.cut.len()), (vec!["x"], 1));
}

#[test]
fn a_walk_reads_two_directories_at_a_time() {
    let world = World::new();
    world.fetch.answer(ROOT, page(&["a/", "b/", "c/", "d/"]));
    for name in ["a", "b", "c", "d"] {
        let url = format!("{ROOT}{name}/");
        world.fetch.answer(&url, page(&["x"]).after(1_000));
    }
    let tree = walk(&world);
    assert_eq!((tree.files.len(), world.clock.now()), (4, 2_000));
}

#[test]
fn a_walk_waits_when_the_mirror_asks_for_fewer_requests_and_gives_up_after_some_tries() {
    let world = World::new();
    world.fetch.answer(ROOT, Response::status(503));
    let tree = walk(&world);
    // 2, 4 and 8 seconds.
    assert_eq!(world.clock.now(), 14_000);
    assert_eq!((tree.pause, tree.pause_seconds), (14_000, 8));
    assert_eq!(world.fetch.take_requests().len(), 4);
    assert_eq!(tree.walk.failed().len(), 1);
}

#[test]
fn a_walk_waits_as_long_as_retry_after_says_but_not_for_ever() {
    for (seconds, expected) in [(90, (1, 90_000)), (121, (0, 0))] {
        let world = World::new();
        let busy = Response::status(429).retry_after(seconds);
        world.fetch.answer(ROOT, busy).then(ROOT, page(&["x"]));
        let tree = walk(&world);
        assert_eq!((tree.files.len(), world.clock.now()), expected);
        assert_eq!(tree.pause, expected.1);
    }
}

#[test]
fn a_circle_of_directories_ends() {
    let world = World::new();
    let mut url = ROOT.to_owned();
    for _ in 0..40 {
        world.fetch.answer(&url, page(&["again/", "x"]));
        url.push_str("again/");
    }
    let tree = walk(&world);
    assert_eq!(tree.walk.stopped(), Some(WalkLimit::Depth));
    assert_eq!(tree.files.len(), 32);
}
