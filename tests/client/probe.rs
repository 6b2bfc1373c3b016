//! Probing what a mirror lets a page do.

use crate::world::{World, mirror};
use igsr_fetch::client::{Probe, probe};
use igsr_fetch::port::FetchError;
use igsr_fetch::port::scripted_fetch::{Answer, Response};

const URL: &str = "https://a.example/ftp/README";
const FIRST_BYTE: &str = "https://a.example/ftp/README bytes=0-0";

fn run(whole: impl Into<Answer>, part: impl Into<Answer>) -> (Probe, usize) {
    let world = World::new();
    world.fetch.answer(URL, whole).answer(FIRST_BYTE, part);
    let mirror = mirror("a");
    let found = world.clock.run(probe(&world.fetch, &world.clock, &mirror));
    (found, world.fetch.take_requests().len())
}

#[test]
fn a_mirror_is_probed_by_one_small_get_and_one_of_a_single_byte() {
    let part = |status| Response::new(status, "text/plain", "x").into();
    for (answer, resumes) in [
        (part(206), true),
        (part(200), false),
        (Answer::Unreachable, false),
        (Answer::Silent, false),
    ] {
        let resumes = Some(resumes);
        let found = run(Response::html("x"), answer);
        assert_eq!(found, (Probe::Readable { resumes }, 2));
    }
}

#[test]
fn a_missing_file_is_an_answer_and_a_fault_is_not() {
    let resumes = None;
    for (answer, found) in [
        (Response::status(404).into(), Probe::Readable { resumes }),
        (
            Response::status(503).into(),
            Probe::Failed(FetchError::status(503)),
        ),
        (Answer::Unreachable, Probe::Failed(FetchError::Unreachable)),
        (
            Answer::Silent,
            Probe::Failed(FetchError::Timeout { seconds: 8 }),
        ),
    ] {
        assert_eq!(run(answer, Answer::Unreachable), (found, 1));
    }
}
