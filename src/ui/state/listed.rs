//! What the open list says of the files that were picked by name: sizes and checksums, also of files that no catalogue has.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::Size;
use crate::mirror::{HostName, HostPath, Mirror, MirrorId, MirrorRegistry};
use crate::plan::PlannedFile;
use crate::search::ListedFile;
use crate::selection::{Files, Picked, Selection};
use crate::snapshot::SnapshotFacts;
use crate::ui::ports::AppPorts;

use super::file_list::Lists;
use super::file_search::look_up;
use super::task::use_task;

/// Files that are asked for at a time.
const AT_A_TIME: usize = 100;

/// Most files that are asked for in all. What is picked by the thousand is picked by a rule.
const MOST: usize = 5_000;

/// What a list says of files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListedFiles {
    /// The list, by [`Origin::key`].
    pub list: String,
    /// The files that were asked for.
    pub asked: Files,
    /// Those that it has.
    pub found: Rc<Vec<PlannedFile>>,
}

/// What a list says of some more files.
#[derive(Clone, Debug)]
pub struct ListedFilesAction {
    /// The list, by [`Origin::key`].
    pub list: String,
    /// The files that were asked for.
    pub asked: Vec<Picked>,
    /// Those that it has.
    pub found: Vec<PlannedFile>,
}

impl Reducible for ListedFiles {
    type Action = ListedFilesAction;

    fn reduce(self: Rc<Self>, told: ListedFilesAction) -> Rc<Self> {
        let mut next = if self.list == told.list {
            (*self).clone()
        } else {
            Self {
                list: told.list,
                ..Self::default()
            }
        };
        next.asked = next.asked.with(told.asked);
        Rc::make_mut(&mut next.found).extend(told.found);
        Rc::new(next)
    }
}

impl ListedFiles {
    /// Returns the next files of a selection that a list is to be asked for.
    pub fn next(&self, list: &str, selection: &Selection) -> Vec<Picked> {
        let known = (self.list == list).then_some(&self.asked);
        let files = selection.files().iter().take(MOST);
        let new = files.filter(|file| known.is_none_or(|known| !known.contains(file)));
        new.take(AT_A_TIME).cloned().collect()
    }
}

/// Finds what the open list says of the files of a selection.
#[hook]
pub(super) fn use_listed(
    ports: &AppPorts,
    lists: &Lists,
    registry: &Rc<MirrorRegistry>,
    selection: &Selection,
) -> Rc<Vec<PlannedFile>> {
    let listed = use_reducer(ListedFiles::default);
    let origin = lists.origin(registry);
    let list = origin.key(lists.digest());
    let asked = if list.is_empty() {
        Vec::new()
    } else {
        listed.next(&list, selection)
    };
    let mut key = list.clone();
    for file in &asked {
        key.push('\n');
        key.push_str(&file.to_string());
    }
    let (ports, registry, tell) = (ports.clone(), registry.clone(), listed.dispatcher());
    let start = move || {
        (!asked.is_empty()).then(|| {
            let spawner = ports.spawner.clone();
            spawner.spawn(Box::pin(async move {
                let found = look_up(&*ports.search, &asked).await.unwrap_or_default();
                let found = among(found, &asked, &registry, &origin);
                tell.dispatch(ListedFilesAction { list, asked, found });
            }))
        })
    };
    use_task(key, Box::new(start));
    listed.found.clone()
}

/// Returns those of the found files that were asked for.
pub fn among(
    found: Vec<ListedFile>,
    asked: &[Picked],
    registry: &MirrorRegistry,
    origin: &Origin,
) -> Vec<PlannedFile> {
    let asked = Files::from(asked.to_vec());
    let is_asked = |at: &HostPath| asked.contains(&Picked::at(at.clone(), registry));
    let found = found.into_iter().filter(|file| is_asked(&file.at));
    found.map(|file| origin.planned(file)).collect()
}

/// Where a list says its files are from: what it says of them holds for mirrors as far as that goes.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The host of the main site's files.
    main: Option<HostName>,
    /// The mirror whose own list it is.
    mirror: Option<MirrorId>,
}

impl Origin {
    /// Tells the mirror of a list by the address that it was read from.
    pub fn new(facts: &SnapshotFacts, registry: &MirrorRegistry) -> Self {
        let is_of = |mirror: &&Mirror| {
            let bases = [&mirror.base_url, mirror.page_base()];
            bases
                .iter()
                .any(|base| facts.source.starts_with(base.as_str()))
        };
        let mirror = registry.offered(true).find(is_of);
        Self {
            main: facts.hosts.first().map(|main| main.host.clone()),
            mirror: mirror.map(|mirror| mirror.id.clone()),
        }
    }

    /// Returns a text that is another for each list and mirror; empty if no list is open.
    pub fn key(&self, digest: Option<&str>) -> String {
        let mirror = self.mirror.as_ref().map(MirrorId::as_str);
        digest.map_or_else(String::new, |digest| {
            [digest, mirror.unwrap_or_default()].join(" ")
        })
    }

    /// Takes a file of the list into a plan.
    pub fn planned(&self, file: ListedFile) -> PlannedFile {
        let is_main = self.main.as_ref() == Some(&file.at.host);
        let unknown = RemoteFile::unknown(file.at.path);
        let provenance = match &self.mirror {
            Some(mirror) if is_main => Provenance::CurrentTree {
                mirror: mirror.clone(),
                read_at: 0,
            },
            _ => unknown.provenance.clone(),
        };
        PlannedFile {
            host: file.at.host,
            file: RemoteFile {
                size: file.size.map(Size::Exact),
                md5: file.md5,
                provenance,
                ..unknown
            },
        }
    }
}
