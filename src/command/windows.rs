//! Scripts for Windows, which need nothing beside what it has: one for PowerShell, one for cmd.
//!
//! Their texts stand in `script/`, and lines end as Windows ends them. That for PowerShell begins with a byte order mark, without which
//! 5.1 reads it in another encoding than UTF-8; the list stands in it, between marks that expand nothing. cmd reads the list from a
//! file: in a script, it would look through all its lines for each label.

use std::fmt::Write as _;

use super::bundle::{Bundle, BundleOptions};
use super::quote;
use super::script;
use crate::plan::{Anchor, Destination, Manifest};
use crate::text::script::about;

/// The place of the path in a row.
const LOCAL_PATH: usize = 3;

/// Fetches and checks all files, for PowerShell.
pub(super) fn powershell(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let (list, facts) = script::list(manifest);
    let (parts, rounds) = (facts.parts(), facts.rounds());
    let mut text = String::new();
    for line in about(manifest).lines() {
        text.extend(["# ", line, "\n"]);
    }
    // Rows begin with a number, and only `'@` at the beginning of a line ends the list. Writing to a `String` cannot fail.
    let dest = powershell_place(&options.destination);
    let _ = write!(
        text,
        "$dest = {dest}\n$parts = '{parts}'\n$rounds = {rounds}\n$list = @'\n{list}'@\n"
    );
    text.push_str(include_str!("script/fetch.ps1"));
    let text = format!("\u{feff}{}", for_windows(&text));
    // Windows runs no script from a file unless it is told to. `pwsh` takes the same words.
    Bundle::default()
        .with("fetch.ps1", text)
        .run("powershell -NoProfile -ExecutionPolicy Bypass -File fetch.ps1".to_owned())
}

/// Fetches and checks all files, for cmd.
pub(super) fn cmd(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let (list, facts) = script::list(manifest);
    let (parts, rounds) = (facts.parts(), facts.rounds());
    // UTF-8 before anything that may not be ASCII.
    let mut text = "@echo off\nsetlocal EnableExtensions DisableDelayedExpansion\n".to_owned();
    text.push_str("for /f \"tokens=2 delims=:.\" %%P in ('chcp') do set \"page=%%P\"\n");
    text.push_str("chcp 65001 >nul\n");
    for line in about(manifest).lines() {
        text.extend(["rem ", &line.replace('%', "%%"), "\n"]);
    }
    let dest = cmd_place(&options.destination);
    let total = manifest.files.len();
    // Writing to a `String` cannot fail.
    let _ = write!(
        text,
        "set \"dest={dest}\"\nset \"parts={parts}\"\nset \"rounds={rounds}\"\nset \"total={total}\"\n"
    );
    text.push_str(include_str!("script/fetch.cmd"));
    // With the folder before it, PowerShell runs it too.
    Bundle::default()
        .with("fetch.cmd", for_windows(&text))
        .with("fetch-files.tsv", for_windows(&with_backslashes(&list)))
        .run(".\\fetch.cmd".to_owned())
}

/// Adds to each row, after its path, the path as Windows writes it, and the folder.
fn with_backslashes(list: &str) -> String {
    let mut rows = String::with_capacity(list.len() * 2);
    for row in list.lines() {
        for (place, field) in row.split('\t').enumerate() {
            rows.push_str(if place == 0 { "" } else { "\t" });
            rows.push_str(field);
            if place == LOCAL_PATH {
                let path = field.replace('/', "\\");
                let folder = path.rsplit_once('\\').map_or(".", |(folder, _)| folder);
                rows.extend(["\t", &path, "\t", folder]);
            }
        }
        rows.push('\n');
    }
    rows
}

fn for_windows(text: &str) -> String {
    text.replace('\n', "\r\n")
}

fn powershell_place(place: &Destination) -> String {
    let below = &place.below;
    match place.anchor {
        Anchor::Here => quote::powershell(if below.is_empty() { "." } else { below }),
        Anchor::Root => quote::powershell(&format!("/{below}")),
        Anchor::Home => format!("[IO.Path]::Combine($HOME, {})", quote::powershell(below)),
    }
}

fn cmd_place(place: &Destination) -> String {
    let below = quote::cmd(&place.below.replace('/', "\\"));
    match place.anchor {
        Anchor::Here if below.is_empty() => ".".to_owned(),
        Anchor::Here => below,
        Anchor::Root => format!("\\{below}"),
        Anchor::Home => format!("%USERPROFILE%\\{below}"),
    }
}
