//! The samples of the list of all files, which the page gets once.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::SampleList;
use crate::ui::ports::AppPorts;

use super::file_list::Lists;
use super::task::use_task;

/// Returns the samples of the open list; nothing before they have come, and where it has none.
#[hook]
pub fn use_samples(ports: &AppPorts, lists: &Lists) -> Option<Rc<SampleList>> {
    let samples = use_state(|| (String::new(), None));
    let facts = lists.list.facts.as_ref();
    let digest = facts.filter(|facts| facts.samples > 0);
    let digest = digest.map(|facts| facts.digest.clone()).unwrap_or_default();
    {
        let (ports, samples) = (ports.clone(), samples.setter());
        let (asked, digest) = (digest.clone(), digest.clone());
        let start = move || {
            (!digest.is_empty()).then(|| {
                let spawner = ports.spawner.clone();
                spawner.spawn(Box::pin(async move {
                    let bytes = ports.search.samples().await;
                    let list = bytes
                        .ok()
                        .and_then(|bytes| SampleList::from_bytes(&bytes).ok());
                    samples.set((digest, list.map(Rc::new)));
                }))
            })
        };
        use_task(asked, Box::new(start));
    }
    let (of, list) = &*samples;
    list.clone().filter(|_| *of == digest)
}
