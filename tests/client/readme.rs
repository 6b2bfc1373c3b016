//! READMEs as text.

use crate::world::World;
use igsr_fetch::client::{Readme, ReadmeError, read_readme};
use igsr_fetch::port::FetchError;
use igsr_fetch::port::scripted_fetch::Response;

const URL: &str = "https://a.example/ftp/README";

fn read(response: Response) -> Result<Readme, ReadmeError> {
    let world = World::new();
    world.fetch.answer(URL, response);
    let reading = read_readme(&world.fetch, &world.clock, URL);
    world.clock.run(reading)
}

#[test]
fn a_readme_is_text_of_any_age_and_never_a_page_or_data() {
    let plain = |body: &[u8]| read(Response::new(200, "text/plain", body).chunks(10_000));
    let whole = |text: &str| {
        Ok(Readme {
            text: text.to_owned(),
            whole: true,
        })
    };
    assert_eq!(plain("<b>Küche</b>".as_bytes()), whole("<b>Küche</b>"));
    assert_eq!(plain(b"K\xfcche"), whole("Küche"));
    assert_eq!(
        plain("one\r\n\ttwo\u{202e}\u{1b}[2J\n".as_bytes()),
        whole("one\n\ttwo\\u{202e}\\u{1b}[2J")
    );
    assert_eq!(plain(b"\x1f\x8b\0\0"), Err(ReadmeError::NotText));
    assert_eq!(read(Response::html("<p>sorry")), Err(ReadmeError::NotText));
    // The 256 KiB end within a letter.
    let long = format!("x{}", "ü".repeat(200_000));
    let cut = plain(long.as_bytes()).unwrap();
    assert!(!cut.whole && long.starts_with(&cut.text));
    assert_eq!(cut.text.len(), (256 << 10) - 1);
}

#[test]
fn a_readme_that_breaks_is_shown_in_part_and_one_that_stalls_is_an_error() {
    let text = || Response::new(200, "text/plain", "Hello, world");
    let part = Readme {
        text: "Hello".to_owned(),
        whole: false,
    };
    assert_eq!(read(text().break_after(5)), Ok(part));
    let stalled = FetchError::Stalled {
        got: 5,
        seconds: 30,
    };
    assert_eq!(read(text().stall_after(5)), Err(stalled.into()));
}
