//! Snapshots of a few files.

use igsr_fetch::mirror::{MirrorRegistry, Roots};
use igsr_fetch::snapshot::{Importer, SnapshotFiles};

/// Writes a snapshot of what the lines of a `current.tree` name.
pub(crate) fn tree_snapshot(tree: &[u8]) -> SnapshotFiles {
    let mut importer = Importer::new(Roots::of(&MirrorRegistry::built_in()));
    importer.push_tree(tree);
    assert_eq!(importer.end_tree().skipped, 0);
    importer.finish("a test", "2019-01-07").expect("it fits").0
}
