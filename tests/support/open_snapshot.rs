//! Reads snapshots from memory.

use igsr_fetch::snapshot::{OpenError, Snapshot, SnapshotFiles, SnapshotReader};

/// Reads the files as their manifest names them, in pieces of `piece` bytes.
pub(crate) fn open_snapshot(files: &SnapshotFiles, piece: usize) -> Result<Snapshot, OpenError> {
    let mut reader = SnapshotReader::new(&files.0[0].bytes, "manifest.json")?;
    while let Some(part) = reader.next_part() {
        let name = part.file.clone();
        let file = files.0.iter().find(|file| file.name == name);
        let file = file.ok_or_else(|| OpenError::Unreadable {
            part: name,
            reason: "it is not there".to_owned(),
        })?;
        for bytes in file.bytes.chunks(piece) {
            reader.push(bytes)?;
        }
        reader.end_part()?;
    }
    reader.finish(false)
}
