//! Reading a directory at one mirror after the other: their order, and how long one that failed is left alone.

use std::rc::Rc;

use crate::path::path;
use crate::world::{World, mirror, page};
use igsr_fetch::client::{
    Backoff, DirectoryError, DirectoryReading, ReadProgress, read_with_failover,
};
use igsr_fetch::mirror::Mirror;
use igsr_fetch::port::FetchError;
use igsr_fetch::port::scripted_fetch::{Answer, Response};

const A: &str = "https://a.example/ftp/release/";
const B: &str = "https://b.example/ftp/release/";
const C: &str = "https://c.example/ftp/release/";

impl World {
    /// Reads the directory `release`.
    fn read(
        &self,
        mirrors: &[Rc<Mirror>],
        backoff: &Backoff,
    ) -> (DirectoryReading, Vec<ReadProgress>) {
        let mut progress = Vec::new();
        let release = path("release");
        let mut report = |now| progress.push(now);
        let clients = self.clients();
        let reading = read_with_failover(clients, mirrors, &release, backoff, &mut report);
        let reading = self.clock.run(reading);
        (reading, progress)
    }

    /// Reads the directory, and returns the mirrors that failed, the one that gave it, and the addresses that were asked.
    fn outcome(&self, mirrors: &[Rc<Mirror>], backoff: &Backoff) -> (String, String, Vec<String>) {
        let (reading, _) = self.read(mirrors, backoff);
        (
            failed(&reading),
            shown(&reading),
            self.fetch.take_requests(),
        )
    }
}

fn shown(reading: &DirectoryReading) -> String {
    let live = reading.live.as_ref();
    live.map_or_else(String::new, |(mirror, _)| mirror.name.clone())
}

fn failed(reading: &DirectoryReading) -> String {
    let names = reading.failed.iter();
    names.map(|attempt| attempt.mirror.name.as_str()).collect()
}

fn outcome(failed: &str, shown: &str, asked: &[&str]) -> (String, String, Vec<String>) {
    let asked = asked.iter().map(|&url| url.to_owned()).collect();
    (failed.to_owned(), shown.to_owned(), asked)
}

#[test]
fn a_fault_of_the_mirror_moves_on_and_one_of_the_path_does_not() {
    for (answer, moves) in [
        (Response::status(404).into(), false),
        (Response::status(410).into(), false),
        (Response::status(403).into(), true),
        (Response::status(429).into(), true),
        (Response::status(500).into(), true),
        (Response::status(503).into(), true),
        (
            Response::html("<html><form>Log in</form></html>").into(),
            true,
        ),
        (Response::html("").into(), true),
        (page(&["README"]).stall_after(100).into(), true),
        (Answer::Unreachable, true),
    ] {
        let world = World::new();
        world.fetch.answer(A, answer);
        world.fetch.answer(B, page(&["README"]));
        let (reading, progress) = world.read(&["a", "b"].map(mirror), &Backoff::default());
        assert_eq!(failed(&reading), "a");
        assert_eq!(shown(&reading), if moves { "b" } else { "" });
        let before = progress.last().and_then(|now| now.before.as_ref());
        assert_eq!(before.is_some(), moves);
    }
}

#[test]
fn mirrors_that_are_down_silent_or_elsewhere_are_passed_until_one_answers() {
    let world = World::new();
    let moved = page(&["x"]).redirected_to("https://elsewhere.example/");
    world
        .fetch
        .answer(B, Answer::Silent)
        .answer(C, moved)
        .answer("https://d.example/ftp/release/", Response::status(404))
        .answer("https://e.example/ftp/release/", page(&["README", "x/"]));
    let mirrors = ["a", "b", "c", "d", "e", "f"].map(mirror);
    let (reading, _) = world.read(&mirrors, &Backoff::default());
    // A mirror that stands in may lack the path, and the next may still have it.
    assert_eq!((&*failed(&reading), &*shown(&reading)), ("abcd", "e"));
    let timeout = FetchError::Timeout { seconds: 8 };
    assert_eq!(reading.failed[1].error, DirectoryError::Fetch(timeout));
    assert_eq!(
        world.fetch.take_requests().len(),
        5,
        "the last is not asked"
    );
}

#[test]
fn when_none_answers_each_says_why_the_chosen_one_first() {
    let world = World::new();
    let (reading, _) = world.read(&["a", "b"].map(mirror), &Backoff::default());
    assert_eq!((&*failed(&reading), reading.live), ("ab", None));
}

#[test]
fn a_mirror_in_backoff_is_passed_over_for_a_minute_unless_all_are_such() {
    let world = World::new();
    world.fetch.answer(B, page(&["README"]));
    let mirrors = ["a", "b"].map(mirror);
    let backoff = Backoff::default();
    assert_eq!(
        world.outcome(&mirrors, &backoff),
        outcome("a", "b", &[A, B])
    );
    assert_eq!(world.outcome(&mirrors, &backoff), outcome("a", "b", &[B]));
    // Alone, there is nothing else to show, so it is asked.
    assert_eq!(
        world.outcome(&mirrors[..1], &backoff),
        outcome("a", "", &[A])
    );
    world.clock.advance(59_999);
    assert_eq!(world.outcome(&mirrors, &backoff), outcome("a", "b", &[B]));
    world.clock.advance(1);
    assert_eq!(
        world.outcome(&mirrors, &backoff),
        outcome("a", "b", &[A, B])
    );
    // The user tries again.
    backoff.clear();
    assert_eq!(
        world.outcome(&mirrors, &backoff),
        outcome("a", "b", &[A, B])
    );
}

#[test]
fn a_mirror_that_was_busy_is_asked_again_after_ten_seconds() {
    let world = World::new();
    world.fetch.answer(A, Response::status(503));
    world.fetch.answer(B, page(&["README"]));
    let mirrors = ["a", "b"].map(mirror);
    let backoff = Backoff::default();
    assert_eq!(
        world.outcome(&mirrors, &backoff),
        outcome("a", "b", &[A, B])
    );
    world.fetch.answer(A, page(&["README"]));
    world.clock.advance(9_999);
    assert_eq!(world.outcome(&mirrors, &backoff), outcome("a", "b", &[B]));
    world.clock.advance(1);
    assert_eq!(world.outcome(&mirrors, &backoff), outcome("", "a", &[A]));
}

#[test]
fn a_mirror_in_backoff_is_asked_last_where_no_other_has_the_path() {
    let world = World::new();
    world.fetch.answer(A, Response::status(503));
    world.fetch.answer(B, Response::status(404));
    let mirrors = ["a", "b"].map(mirror);
    let backoff = Backoff::default();
    assert_eq!(
        world.outcome(&mirrors, &backoff),
        outcome("ab", "", &[A, B])
    );
    world.fetch.answer(A, page(&["README"]));
    assert_eq!(world.outcome(&mirrors, &backoff), outcome("", "a", &[B, A]));
}

#[test]
fn a_mirror_whose_retry_after_is_running_is_not_asked_at_all_unless_all_back_off() {
    let world = World::new();
    world.fetch.answer(A, Response::status(429).retry_after(90));
    world.fetch.answer(B, Response::status(404));
    let mirrors = ["a", "b"].map(mirror);
    let backoff = Backoff::default();
    assert_eq!(
        world.outcome(&mirrors, &backoff),
        outcome("ab", "", &[A, B])
    );
    world.fetch.answer(A, page(&["README"]));
    world.clock.advance(89_999);
    assert_eq!(world.outcome(&mirrors, &backoff), outcome("ab", "", &[B]));
    world.clock.advance(1);
    assert_eq!(world.outcome(&mirrors, &backoff), outcome("", "a", &[A]));

    world.fetch.answer(A, Response::status(429).retry_after(90));
    assert_eq!(
        world.outcome(&mirrors, &backoff),
        outcome("ab", "", &[A, B])
    );
    assert_eq!(
        world.outcome(&mirrors[..1], &backoff),
        outcome("a", "", &[A])
    );
}
