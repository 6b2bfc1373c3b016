//! Looking checksums up in a mirror's own list of all files.

use crate::path::path;
use crate::world::{World, mirror};
use igsr_fetch::catalogue::Provenance;
use igsr_fetch::client::{ChecksumProgress, FoundChecksums, find_checksums};
use igsr_fetch::listing::Size;
use igsr_fetch::port::FetchError;
use igsr_fetch::port::scripted_fetch::{Answer, Response, Step};

const URL: &str = "https://a.example/ftp/current.tree";

/// Returns a list of three files with checksums, in 64 bytes each or a little more, and a row that cannot be read.
fn list() -> String {
    let row = |(name, digit): (&str, &str)| {
        let md5 = digit.repeat(32);
        format!("ftp/release/{name}\tfile\t12\t2010-02-24 10:35:46\t{md5}\t\n")
    };
    let rows: String = [("a", "1"), ("b", "2"), ("c", "3")].map(row).concat();
    rows + "/nfs/odd\tfile\t1\t2010-02-24 10:35:46\t\n"
}

fn response() -> Response {
    Response::new(200, "text/plain", list())
}

fn find(answer: impl Into<Answer>, wanted: &[&str]) -> Result<FoundChecksums, FetchError> {
    let world = World::new();
    world.fetch.answer(URL, answer);
    let mirror = mirror("a");
    let wanted = wanted.iter().map(|text| path(text)).collect();
    let finding = find_checksums(&world.fetch, &world.clock, &mirror, wanted, |_| {});
    let found = world.clock.run(finding);
    assert_eq!(world.fetch.open_connections(), 0);
    found
}

#[test]
fn the_list_is_read_no_further_than_needed() {
    let second_row_ends = list().match_indices('\n').nth(1).unwrap().0 + 1;
    // After the second row nothing comes: who reads on fails.
    let found = find(
        response().chunks(40).stall_after(second_row_ends),
        &["release/b"],
    )
    .unwrap();
    assert_eq!(found.missing, 0);
    let file = &found.files[0];
    assert_eq!(file.md5, Some("2".repeat(32).parse().unwrap()));
    assert_eq!(file.size, Some(Size::Exact(12)));
    assert!(
        matches!(&file.provenance, Provenance::CurrentTree { mirror, .. } if mirror.as_str() == "a")
    );
}

#[test]
fn checksums_that_the_list_does_not_have_are_counted() {
    let found = find(response(), &["release/c", "release/x"]).unwrap();
    assert_eq!((found.files.len(), found.missing, found.skipped), (1, 1, 1));
}

#[test]
fn the_last_line_of_a_list_counts_without_its_line_break() {
    let list = list();
    let line = list.lines().next().unwrap();
    let line = Response::new(200, "text/plain", line).chunks(9);
    let found = find(line, &["release/a"]).unwrap();
    assert_eq!((found.files.len(), found.missing), (1, 0));
}

#[test]
fn a_list_that_fails_in_the_middle_says_how_much_came() {
    let seconds = 30;
    for (response, error) in [
        (response().end_after(80), FetchError::Broken { got: 80 }),
        (response().break_after(80), FetchError::Broken { got: 80 }),
        (
            response().chunks(40).stall_after(80),
            FetchError::Stalled { got: 80, seconds },
        ),
        (
            response().stall_after(0),
            FetchError::Stalled { got: 0, seconds },
        ),
    ] {
        assert_eq!(find(response, &["release/c"]), Err(error));
    }
}

#[test]
fn a_list_that_is_silent_missing_a_web_page_or_elsewhere_is_an_error() {
    let to = "https://elsewhere.example/t".to_owned();
    for (answer, error) in [
        (Answer::Silent, FetchError::Timeout { seconds: 30 }),
        (Response::html("<p>sorry").into(), FetchError::status(404)),
        (Response::status(404).into(), FetchError::status(404)),
        (Response::status(206).into(), FetchError::status(206)),
        (
            response().redirected_to(&to).into(),
            FetchError::MovedElsewhere { to },
        ),
    ] {
        assert_eq!(find(answer, &["release/c"]), Err(error));
    }
}

#[test]
fn progress_is_reported_five_times_a_second() {
    let world = World::new();
    let list = list();
    let steps = list.as_bytes().chunks(50);
    let steps = steps.flat_map(|chunk| [Step::Wait(100), Step::Bytes(chunk.to_vec())]);
    world.fetch.answer(URL, response().steps(steps));
    let mirror = mirror("a");
    let mut reports = Vec::new();
    let wanted = [path("release/c")].into();
    let report = |progress| reports.push(progress);
    let finding = find_checksums(&world.fetch, &world.clock, &mirror, wanted, report);
    world.clock.run(finding).unwrap();
    let total = Some(list.len() as u64);
    let progress = |read| ChecksumProgress {
        read,
        total,
        found: 0,
    };
    assert_eq!(reports, [100, 200].map(progress));
}
