//! The command and rclone, listing one page from a server on loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use crate::{median, page, verdict};

/// How often each program lists the page.
const RUNS: usize = 5;

/// Compares the programs that the environment names; rclone asks for no sizes here, which would take one request a file.
pub(crate) fn compare(rows: usize) -> bool {
    let (Ok(own), Ok(rclone)) = (std::env::var("IGSR_FETCH"), std::env::var("RCLONE")) else {
        println!("Not compared with rclone: IGSR_FETCH and RCLONE do not name the programs.");
        return true;
    };
    println!("Whole programs, the page of {rows} rows from loopback, {RUNS} runs each, medians:");
    let url = serve(page::apache(rows));
    let list = timed(rows, &[&own, "list", &url]);
    println!("  igsr-fetch list: {list:.0} ms, with sizes and dates");
    let mut met = true;
    for form in ["lsf", "lsjson"] {
        let remote = timed(
            rows,
            &[
                &rclone,
                form,
                "--http-no-head",
                "--http-url",
                &url,
                ":http:",
            ],
        );
        println!("  rclone {form} --http-no-head: {remote:.0} ms, without sizes and dates");
        met &= verdict(
            &format!("igsr-fetch list / rclone {form}"),
            list / remote,
            "",
            1.0,
        );
    }
    met
}

/// Runs a program several times in turn and returns the median of its milliseconds.
fn timed(rows: usize, words: &[&str]) -> f64 {
    let run = |_| {
        let began = Instant::now();
        let output = Command::new(words[0])
            .args(&words[1..])
            .env("RCLONE_CONFIG", "/dev/null")
            .stdin(Stdio::null())
            .output()
            .expect("the program starts");
        let took = began.elapsed().as_secs_f64() * 1e3;
        let listed = output
            .stdout
            .split(|byte| *byte == b'\n')
            .filter(|line| line.len() > 3)
            .count();
        assert_eq!(
            listed,
            rows,
            "{words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        took
    };
    median((0..RUNS).map(run).collect())
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
