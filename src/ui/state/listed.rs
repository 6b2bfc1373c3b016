//! What the open list says of the files that were picked by name: sizes and checksums, also of files that no catalogue has.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::RemoteFile;
use crate::listing::Size;
use crate::mirror::{HostPath, MirrorRegistry};
use crate::plan::PlannedFile;
use crate::search::ListedFile;
use crate::selection::{Files, Picked, Selection};
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
pub struct Listed {
    /// The digest of the list.
    pub list: String,
    /// The files that were asked for.
    pub asked: Files,
    /// Those that it has.
    pub found: Rc<Vec<PlannedFile>>,
}

/// What a list says of some more files.
#[derive(Clone, Debug)]
pub struct Told {
    /// The digest of the list.
    pub list: String,
    /// The files that were asked for.
    pub asked: Vec<Picked>,
    /// Those that it has.
    pub found: Vec<PlannedFile>,
}

impl Reducible for Listed {
    type Action = Told;

    fn reduce(self: Rc<Self>, told: Told) -> Rc<Self> {
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

impl Listed {
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
    let listed = use_reducer(Listed::default);
    let list = lists.digest().unwrap_or_default().to_owned();
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
                let found = among(found, &asked, &registry);
                tell.dispatch(Told { list, asked, found });
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
) -> Vec<PlannedFile> {
    let asked = Files::from(asked.to_vec());
    let is_asked = |at: &HostPath| asked.contains(&Picked::at(at.clone(), registry));
    let found = found.into_iter().filter(|file| is_asked(&file.at));
    found.map(planned).collect()
}

/// Takes a file of the list into a plan.
pub(super) fn planned(file: ListedFile) -> PlannedFile {
    PlannedFile {
        host: file.at.host,
        file: RemoteFile {
            size: file.size.map(Size::Exact),
            md5: file.md5,
            ..RemoteFile::unknown(file.at.path)
        },
    }
}
