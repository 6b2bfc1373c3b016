//! Files by their names in the list that is open.

use crate::mirror::MirrorRegistry;
use crate::port::SearchFiles;
use crate::search::{FileQuery, ListedFile, QueryField};
use crate::selection::{Files, Picked};

/// Most files that are looked through to find some by name.
const MOST_NAMESAKES: u32 = 20_000;

/// Returns what the open list says of some files; nothing if that cannot be told. Other files of these names can be among them.
pub async fn look_up(search: &dyn SearchFiles, files: &[Picked]) -> Option<Vec<ListedFile>> {
    let mut query = FileQuery::default();
    for file in files {
        let path = file.path();
        query = query.with_value(QueryField::Name, path.name(), true);
        let directory = path.parent().unwrap_or_default();
        let directory = if directory.is_root() {
            "/"
        } else {
            directory.as_str()
        };
        query = query.with_value(QueryField::Directory, directory, true);
    }
    let expanded = search
        .expand(&query.to_string(), MOST_NAMESAKES)
        .await
        .ok()?;
    (expanded.tally.files as usize == expanded.files.len()).then_some(expanded.files)
}

/// Returns those of some files that the open list lacks; nothing if that cannot be told.
pub async fn not_in_list(
    search: &dyn SearchFiles,
    registry: &MirrorRegistry,
    files: Vec<Picked>,
) -> Option<Vec<Picked>> {
    let listed = look_up(search, &files).await?.into_iter();
    let listed: Files = listed.map(|file| Picked::at(file.at, registry)).collect();
    Some(
        files
            .into_iter()
            .filter(|file| !listed.contains(file))
            .collect(),
    )
}
