//! The command and rclone, listing one page from a server on loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use crate::page;
use crate::row::{Row, in_turn};

const ROWS: usize = 50_000;

const ROUNDS: usize = 7;

/// rclone asks for no sizes here, which would take one request a file; the command tells sizes and dates.
const FORMS: [(&str, &str); 2] = [
    ("lsf", "rclone lsf --http-no-head"),
    ("lsjson", "rclone lsjson --http-no-head"),
];

/// Compares the programs that the environment names.
pub(crate) fn measure() {
    let what = format!("list {ROWS} rows, the whole command");
    let program = |name| std::env::var(name).ok().filter(|path| !path.is_empty());
    let (Some(own), Some(rclone)) = (program("IGSR_FETCH"), program("RCLONE")) else {
        return Row::not_measured(what, "there is no rclone").write();
    };
    let url = serve(page::apache(ROWS));
    for (form, peer) in FORMS {
        let remote = [
            &rclone,
            form,
            "--http-no-head",
            "--http-url",
            &url,
            ":http:",
        ];
        let (ours, theirs) = in_turn(ROUNDS, || time(&[&own, "list", &url]), || time(&remote));
        Row::new(&what, "ms", ours)
            .beside(peer, theirs)
            .at_most(1.0)
            .write();
    }
}

/// Runs a program, and returns its milliseconds.
fn time(words: &[&str]) -> f64 {
    let began = Instant::now();
    let output = Command::new(words[0])
        .args(&words[1..])
        .env("RCLONE_CONFIG", "/dev/null")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let took = began.elapsed().as_secs_f64() * 1e3;
    let lines = output.stdout.split(|byte| *byte == b'\n');
    // The lines of rclone's JSON that are brackets do not count.
    let listed = lines.filter(|line| line.len() > 3).count();
    assert_eq!(
        listed,
        ROWS,
        "{words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    took
}

/// Serves the page until the process ends, and returns its address.
fn serve(page: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on loopback");
    let port = listener.local_addr().expect("an address").port();
    let page = Arc::new(page);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let page = Arc::clone(&page);
            let stream = stream.expect("a connection");
            // A client that goes away is no fault.
            std::thread::spawn(move || answer(stream, &page).ok());
        }
    });
    format!("http://127.0.0.1:{port}/vol1/ftp/data/")
}

fn answer(mut stream: TcpStream, page: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html;charset=UTF-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        page.len()
    )?;
    if first.starts_with("GET ") {
        stream.write_all(page.as_bytes())?;
    }
    stream.shutdown(std::net::Shutdown::Write)?;
    stream.read_to_end(&mut Vec::new()).map(|_| ())
}
