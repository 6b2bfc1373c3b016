//! What the open list says of the files that were picked by name: sizes and checksums, also of files that no catalogue has.

use std::convert::Infallible;
use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::{HostPath, MirrorRegistry};
use crate::plan::PlannedFile;
use crate::port::SearchFiles;
use crate::search::ListedFile;
use crate::selection::{Files, Picked, Selection};
use crate::ui::ports::AppPorts;

use super::file_list::Lists;
use super::loaded::use_loaded;
use super::lookup::look_up;
use super::origin::{OpenList, Origin};

/// Files per request.
const AT_A_TIME: usize = 100;

/// Most files that are looked up in all. What is picked by the thousand is picked by a rule.
const MOST: usize = 5_000;

/// What a list says of files.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedFiles {
    list: OpenList,
    /// The files that were looked up.
    asked: Files,
    /// Those that the list has.
    pub found: Rc<Vec<PlannedFile>>,
}

/// Looks files up in the open list, the first 5,000 of them; `before` is what was found earlier, and is not looked up again if
/// it is of the same list.
pub async fn find_listed(
    search: &dyn SearchFiles,
    registry: &MirrorRegistry,
    list: OpenList,
    files: &Files,
    before: Option<ListedFiles>,
) -> ListedFiles {
    let mut listed = before
        .filter(|before| before.list == list)
        .unwrap_or_else(|| ListedFiles {
            list,
            asked: Files::default(),
            found: Rc::default(),
        });
    let is_new = |file: &&Picked| !listed.asked.contains(file);
    let new: Vec<Picked> = files.iter().take(MOST).filter(is_new).cloned().collect();
    for asked in new.chunks(AT_A_TIME) {
        let found = look_up(search, asked).await.unwrap_or_default();
        let found = among(found, asked, registry, &listed.list.origin);
        Rc::make_mut(&mut listed.found).extend(found);
        listed.asked = listed.asked.with(asked.to_vec());
    }
    listed
}

/// Finds what the open list says of the files of a selection.
#[hook]
pub(super) fn use_listed(
    ports: &AppPorts,
    lists: &Lists,
    registry: &Rc<MirrorRegistry>,
    selection: &Selection,
) -> Rc<Vec<PlannedFile>> {
    let files = selection.files();
    let list = lists.open_list(registry).filter(|_| !files.is_empty());
    let key = list.map(|list| (list, files.clone()));
    let (search, registry) = (ports.search.clone(), registry.clone());
    let load = |(list, files): (OpenList, Files), before| async move {
        let found = find_listed(&*search, &registry, list, &files, before).await;
        Ok::<_, Infallible>(found)
    };
    let listed = use_loaded(ports, key, load);
    listed
        .last()
        .map_or_else(Rc::default, |listed| listed.found.clone())
}

/// Returns those of the listed files that were looked up.
pub fn among(
    listed: Vec<ListedFile>,
    asked: &[Picked],
    registry: &MirrorRegistry,
    origin: &Origin,
) -> Vec<PlannedFile> {
    let asked = Files::from(asked.to_vec());
    let is_asked = |at: &HostPath| asked.contains(&Picked::at(at.clone(), registry));
    let listed = listed.into_iter().filter(|file| is_asked(&file.at));
    listed.map(|file| origin.planned(file)).collect()
}
