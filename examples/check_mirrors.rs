//! Reads mirror lists as the app does, and says what is wrong with them: `cargo run --example check_mirrors FILE…`.

use std::fs;
use std::process::ExitCode;

use igsr_fetch::mirror::MirrorRegistry;

fn main() -> ExitCode {
    let mut refused = false;
    for file in std::env::args().skip(1) {
        let fault = match fs::read_to_string(&file) {
            Ok(text) => MirrorRegistry::from_json(&text, None)
                .err()
                .map(|error| error.to_string()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(fault) = fault {
            eprintln!("{file}: {fault}");
            refused = true;
        }
    }
    ExitCode::from(u8::from(refused))
}
