//! Comparing the catalogue with a mirror: which directories are asked for, in which order, and what is kept.

use std::rc::Rc;

use crate::path::path;
use crate::world::{World, mirror, page};
use igsr_fetch::catalogue::{Catalogue, Differences, UnreadDirectory};
use igsr_fetch::client::{
    LiveDirectory, compare_catalogue, kept_differences, parse_differences, read_directory,
};
use igsr_fetch::mirror::RemotePath;
use igsr_fetch::port::scripted_fetch::{Answer, Response};

const RELEASE: &str = "https://a.example/ftp/release/";
const COLLECTIONS: &str = "https://a.example/ftp/data_collections/";
const NEW: &str = "https://a.example/ftp/release/20990101/";

/// Returns the page of a directory as the catalogue knows it, without `gone` and with `new`.
fn known(directory: &str, gone: &str, new: &[&str]) -> Response {
    let catalogue = Catalogue::built_in();
    let below = catalogue.files_below(&path(directory));
    let directories = below.directories.iter().map(|known| &known.path);
    let mut names: Vec<String> = directories
        .map(|path| format!("{}/", path.name()))
        .chain(
            below
                .files
                .iter()
                .map(|file| file.file.path.name().to_owned()),
        )
        .filter(|name| name != gone)
        .collect();
    names.extend(new.iter().map(|name| (*name).to_owned()));
    page(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn compare(world: &World, seen: Option<Rc<LiveDirectory>>) -> Differences {
    let catalogue = Catalogue::built_in();
    let mirror = mirror("a");
    let seen = |path: &RemotePath| seen.clone().filter(|live| live.path == *path);
    let comparing = compare_catalogue(world.clients(), &mirror, &catalogue, &seen, &|error| {
        format!("{error:?}")
    });
    world.clock.run(comparing)
}

/// A mirror with one release more and one less than the catalogue knows.
fn changed() -> World {
    let world = World::new();
    world
        .fetch
        .answer(RELEASE, known("release", "20101123/", &["20990101/"]))
        .answer(COLLECTIONS, known("data_collections", "", &[]))
        .answer(NEW, page(&["README", "a.vcf.gz", "b/"]));
    world
}

#[test]
fn the_followed_directories_are_read_one_by_one_and_then_what_is_new() {
    let world = changed();
    let found = compare(&world, None);
    assert_eq!(world.fetch.take_requests(), [RELEASE, COLLECTIONS, NEW]);
    assert_eq!(found.gone_directories, [path("release/20101123")]);
    let [new] = &found.new[..] else {
        panic!("{found:?}")
    };
    let contents = new.contents.as_ref().unwrap();
    assert_eq!((contents.files, contents.directories), (2, 1));
    assert_eq!(contents.readme, Some(path("release/20990101/README")));
    assert!(found.is_complete());
}

#[test]
fn a_directory_that_was_read_before_is_not_asked_for_again() {
    let world = changed();
    let (mirror, release) = (mirror("a"), path("release"));
    let mut report = |_| {};
    let reading = read_directory(world.clients(), &mirror, &release, &mut report);
    let live = world.clock.run(reading).unwrap();
    world.fetch.take_requests();
    let found = compare(&world, Some(Rc::new(live)));
    assert_eq!(world.fetch.take_requests(), [COLLECTIONS, NEW]);
    assert_eq!(found.gone_directories, [path("release/20101123")]);
}

#[test]
fn a_mirror_that_is_down_or_busy_is_asked_once() {
    for (answer, requests) in [
        (Answer::Unreachable, 1),
        (Answer::Silent, 1),
        (Response::status(503).into(), 1),
        (Response::status(403).into(), 1),
        (Response::status(404).into(), 2),
        (Response::html("<form>Log in</form>").into(), 2),
    ] {
        let world = World::new();
        world
            .fetch
            .answer(RELEASE, answer.clone())
            .answer(COLLECTIONS, answer);
        let found = compare(&world, None);
        assert_eq!(world.fetch.take_requests().len(), requests);
        assert!(found.is_empty() && found.compared.is_empty());
        let unread = found.unread.iter().map(|unread| &unread.path);
        assert!(unread.eq(&[path("release"), path("data_collections")]));
        assert_eq!(kept_differences(&found, &mirror("a")), None);
    }
}

#[test]
fn what_differs_is_kept_for_its_mirror() {
    let found = compare(&changed(), None);
    let text = kept_differences(&found, &mirror("a")).unwrap();
    assert!(text.is_ascii());
    assert_eq!(parse_differences(&text, &mirror("a")), Some(found.clone()));
    assert_eq!(parse_differences(&text, &mirror("b")), None);
    for text in ["", "%FF%FF%FF", "x", &text[..text.len() / 2]] {
        assert_eq!(parse_differences(text, &mirror("a")), None, "{text}");
    }
    let unread = Differences {
        unread: vec![UnreadDirectory {
            path: path("release"),
            reason: None,
        }],
        ..found
    };
    assert_eq!(kept_differences(&unread, &mirror("a")), None);
}
