//! Any bytes for a part of a snapshot, under a manifest that vouches for them: no panic, and what is read can be asked.

#![no_main]

use std::sync::OnceLock;

use igsr_fetch::table::Md5;
use igsr_fetch::mirror::{MirrorRegistry, Roots};
use igsr_fetch::search::{Engine, View};
use igsr_fetch::snapshot::{OpenError, PartName, Snapshot, SnapshotFiles, SnapshotManifest, SnapshotReader};
use igsr_fetch::snapshot::bundled;
use libfuzzer_sys::fuzz_target;
use md5::Digest;

/// The snapshot that ships with the page.
fn shipped() -> &'static SnapshotFiles {
    static SHIPPED: OnceLock<SnapshotFiles> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let roots = Roots::of(&MirrorRegistry::built_in());
        bundled(roots).expect("a snapshot").0
    })
}

/// Reads the shipped snapshot with other bytes for one of its parts.
fn open(part: PartName, bytes: &[u8]) -> Result<Snapshot, OpenError> {
    let shipped = shipped();
    let text = String::from_utf8_lossy(&shipped.0[0].bytes);
    let mut manifest = SnapshotManifest::from_json(&text).expect("a manifest");
    let place = part as usize;
    manifest.parts[place].bytes = bytes.len() as u64;
    manifest.parts[place].md5 = Md5(md5::Md5::digest(bytes).into());
    let mut reader = SnapshotReader::new(manifest.to_json().as_bytes(), "manifest.json")?;
    for known in PartName::ALL.into_iter().take(PartName::Md5s as usize) {
        let own = &shipped.0[1 + known as usize].bytes;
        let bytes = if known == part { bytes } else { own };
        for piece in bytes.chunks(1000) {
            reader.push(piece)?;
        }
        reader.end_part()?;
    }
    reader.finish(false)
}

fuzz_target!(|bytes: &[u8]| {
    // Its own length says which part it stands for.
    let part = PartName::ALL[bytes.len() % PartName::Md5s as usize];
    let Ok(snapshot) = open(part, bytes) else {
        return;
    };
    let list = &snapshot.list;
    for file in 0..list.len() {
        let at = list.at(file);
        list.find(list.host(file), &at.path);
    }
    let view = View { query: "chr22 pop:GBR".to_owned(), ..View::default() };
    Engine::new(snapshot).find(&view, &[], 0..50).expect("a query");
});
