//! Files by their names in the list that is open: sizes and checksums, also of files that no catalogue has.

use std::convert::Infallible;
use std::rc::Rc;

use yew::prelude::*;

use super::context::{SiteContext, use_file_list};
use super::file_list::{Lists, OpenList};
use super::loaded::use_loaded;
use crate::client::find_file;
use crate::mirror::{HostPath, MirrorRegistry};
use crate::plan::{Origin, PlannedFile};
use crate::port::{SearchError, SearchFiles};
use crate::search::{FileDetails, FileQuery, ListedFile, QueryField};
use crate::selection::{Files, Picked, Selection};
use crate::ui::ports::AppPorts;

/// Most files that are looked through to find some by name.
const MOST_NAMESAKES: u32 = 20_000;

/// What the open list says of one file: nothing if it does not have it.
type Details = Result<Option<Box<FileDetails>>, SearchError>;

/// Looks a file up in the open list; nothing until that has answered.
#[hook]
pub fn use_details(ports: &AppPorts, site: &SiteContext, file: Option<Picked>) -> Option<Details> {
    let lists = use_file_list();
    let facts = lists.list.facts.is_some();
    let key = file.filter(|_| facts).map(|file| (lists.list.opens, file));
    let load = {
        let (search, hosts) = (ports.search.clone(), lists.hosts());
        let registry = site.known.registry.clone();
        move |(_, file): (u32, Picked), _| async move {
            find_file(&*search, &registry, &hosts, &file).await
        }
    };
    let loaded = use_loaded(ports, key.clone(), load);
    let result = key.as_ref().and_then(|key| loaded.result(key));
    result.map(|found| found.cloned().map_err(Clone::clone))
}

/// Returns what the open list says of some files; nothing if that cannot be told. Other files of these names can be among them.
///
/// A file of the main site is looked for at each path that it has on a mirror.
pub async fn look_up(
    search: &dyn SearchFiles,
    registry: &MirrorRegistry,
    files: &[Picked],
) -> Option<Vec<ListedFile>> {
    let mut query = FileQuery::default();
    for file in files {
        let paths = match file {
            Picked::Main(path) => registry.paths(path),
            Picked::Elsewhere(at) => vec![at.path.clone()],
        };
        for path in paths {
            query = query.with_value(QueryField::Name, path.name(), true);
            let directory = path.parent().unwrap_or_default();
            let directory = if directory.is_root() {
                "/"
            } else {
                directory.as_str()
            };
            query = query.with_value(QueryField::Directory, directory, true);
        }
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
    let listed = look_up(search, registry, &files).await?.into_iter();
    let listed: Files = listed.map(|file| Picked::at(file.at, registry)).collect();
    Some(
        files
            .into_iter()
            .filter(|file| !listed.contains(file))
            .collect(),
    )
}

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
        let found = look_up(search, registry, asked).await.unwrap_or_default();
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
    listed.map(|file| origin.planned(file, registry)).collect()
}
