//! rclone, which copies the files of one tree side by side.
//!
//! Its manual, “Filtering” (read November 2026): `--files-from-raw` takes each line as it stands, a path below the address. A name that
//! the server lacks is no failure to rclone: the check that follows finds it.

use super::bundle::{Bundle, BundleOptions, LeftOutReason};
use super::lists::lines;
use super::{quote, script};
use crate::mirror::MirrorRegistry;
use crate::plan::{Manifest, ManifestFile};

/// Files at once, as the mirrors ask for moderation.
const AT_ONCE: u8 = 2;

/// Files below one address, and where they go below the destination.
struct Tree<'a> {
    address: &'a str,
    folder: &'a str,
    paths: Vec<String>,
}

/// Writes a list for each tree, and a script with a command for each list.
pub(super) fn rclone(manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let mut trees: Vec<Tree<'_>> = Vec::new();
    let mut left_out = Vec::new();
    for file in &manifest.files {
        let Some((address, folder, path)) = place(file, options.registry) else {
            left_out.push(file.local_path.clone());
            continue;
        };
        let of_same = |tree: &&mut Tree<'_>| tree.address == address && tree.folder == folder;
        match trees.iter_mut().find(of_same) {
            Some(tree) => tree.paths.push(path),
            None => trees.push(Tree {
                address,
                folder,
                paths: vec![path],
            }),
        }
    }
    let check = script::CHECK_NAME;
    let mut bundle = Bundle::default();
    let mut commands = vec!["#!/bin/sh".to_owned(), format!("sh {check} before")];
    for (number, tree) in trees.into_iter().enumerate() {
        let name = format!("files.rclone.{}.txt", number + 1);
        commands.push(format!(
            "rclone copy --http-url {} :http: {} --files-from-raw {name} --no-traverse --transfers {AT_ONCE} --retries 5",
            quote::posix(tree.address),
            quote::place(&options.destination.join(tree.folder)),
        ));
        bundle = bundle.with(&name, lines(tree.paths));
    }
    commands.push(format!("sh {check}"));
    bundle
        .with("copy.sh", lines(commands))
        .with(check, script::check(manifest, options))
        .run("sh copy.sh".to_owned())
        .without(LeftOutReason::Name, left_out)
}

/// Returns the address of a file's tree, the folder below the destination, and the path below both; nothing where its name here is
/// another than there.
fn place<'a>(
    file: &'a ManifestFile,
    registry: &'a MirrorRegistry,
) -> Option<(&'a str, &'a str, String)> {
    let source = file.sources.first()?;
    let known = registry.entry(&source.mirror);
    let known = known.map(|mirror| mirror.base_url.as_str());
    // Of a mirror that is not known, the address before the path.
    let base = known.or_else(|| source.url.strip_suffix(&file.path.to_url_path()))?;
    let below = source.url.strip_prefix(base)?;
    let path = percent_encoding::percent_decode_str(below)
        .decode_utf8()
        .ok()?;
    let folder = file.local_path.strip_suffix(path.as_ref())?;
    let folder = match folder.strip_suffix('/') {
        Some(folder) => folder,
        None if folder.is_empty() => "",
        None => return None,
    };
    Some((base, folder, path.into_owned()))
}
