//! The snapshot that ships with the page: the files that the catalogue knows.

use crate::catalogue::Catalogue;
use crate::mirror::Roots;
use crate::snapshot::{CollectError, ImportSummary, Importer, SnapshotFiles};

/// Name of the source in the manifest.
const SOURCE: &str = "curated facts";

/// Builds a snapshot of the files in the built-in catalogue, as of the date of its newest source.
/// Sizes that are known only as round numbers are left out.
///
/// # Errors
///
/// [`CollectError`].
pub fn bundled(roots: Roots) -> Result<(SnapshotFiles, ImportSummary), CollectError> {
    let catalogue = Catalogue::built_in();
    let mut gatherer = Importer::new(roots);
    for known in catalogue.files() {
        gatherer.add(&known.file)?;
    }
    gatherer.finish(SOURCE, catalogue.as_of())
}
