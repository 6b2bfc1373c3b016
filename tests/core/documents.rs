//! What the Markdown files promise: lines of at most 100 columns, and links to files that are there.

use std::fs;
use std::path::{Path, PathBuf};

/// Columns that a line may have, in characters.
const WIDEST: usize = 100;

/// Folders of programs and packages that are not ours.
const FOREIGN: [&str; 3] = ["target", "dist", "node_modules"];

fn documents() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR"))];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the project's folders can be read") {
            let path = entry.expect("the project's folders can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() && !name.starts_with('.') && !FOREIGN.contains(&&*name) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&path).expect("a document is text");
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 5, "the documents were not found");
    found
}

#[test]
fn no_line_of_a_document_is_wider_than_100_columns() {
    for (path, text) in documents() {
        for (line, text) in (1..).zip(text.lines()) {
            let width = text.chars().count();
            assert!(
                width <= WIDEST,
                "{}:{line} has {width} columns, more than {WIDEST}",
                path.display()
            );
        }
    }
}

#[test]
fn links_between_documents_lead_to_files() {
    for (path, text) in documents() {
        let folder = path.parent().unwrap_or(Path::new(""));
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            assert!(
                folder.join(target).exists(),
                "{} links to {target}, which is not there",
                path.display()
            );
        }
    }
}

#[test]
fn files_that_documents_name_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ours = [
        "src/",
        "tests/",
        "static/",
        "scripts/",
        "examples/",
        "docs/",
    ];
    for (path, text) in documents() {
        // The changelog also tells of what is gone.
        if path.ends_with("CHANGELOG.md") {
            continue;
        }
        for name in text.split('`').skip(1).step_by(2) {
            let is_file = ours.iter().any(|folder| name.starts_with(folder))
                && !name.contains([' ', '*', '<', '{', '…'])
                && (name.ends_with('/') || name.contains('.'));
            assert!(
                !is_file || root.join(name).exists(),
                "{} names {name}, which is not there",
                path.display()
            );
        }
    }
}

#[test]
fn the_readme_names_the_two_commands_to_start_with() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("there is a README");
    for command in ["make serve", "make test"] {
        assert!(
            readme.contains(command),
            "README.md does not name {command}"
        );
    }
}
