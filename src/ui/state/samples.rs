//! The samples of the list of all files.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::SampleList;
use crate::ui::ports::AppPorts;

use super::file_list::Lists;
use super::loaded::use_loaded;

/// Returns the samples of the open list; nothing before they have come, and where the list has none.
#[hook]
pub fn use_samples(ports: &AppPorts, lists: &Lists) -> Option<Rc<SampleList>> {
    let facts = lists.list.facts.as_ref();
    let key = facts
        .filter(|facts| facts.samples > 0)
        .map(|facts| facts.digest.clone());
    let search = ports.search.clone();
    let samples = use_loaded(ports, key.clone(), |_, _| async move {
        let bytes = search.samples().await.map_err(|_| ())?;
        SampleList::from_bytes(&bytes).map(Rc::new).map_err(|_| ())
    });
    samples.get(&key?).cloned()
}
