//! Mirrors of a scripted network, and the pages that they serve.

use std::rc::Rc;

use igsr_fetch::client::Clients;
use igsr_fetch::mirror::{Mirror, MirrorRegistry};
use igsr_fetch::port::scripted_fetch::Response;
use igsr_fetch::port::{LocalIndexReader, ScriptedFetch, VirtualClock};

/// A network, a parser and a clock that a test controls.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) clock: VirtualClock,
    pub(crate) fetch: ScriptedFetch,
    pub(crate) index: LocalIndexReader,
}

impl World {
    pub(crate) fn new() -> Self {
        let clock = VirtualClock::default();
        Self {
            fetch: ScriptedFetch::new(&clock),
            clock,
            index: LocalIndexReader::default(),
        }
    }

    pub(crate) fn clients(&self) -> Clients<'_> {
        Clients {
            fetch: &self.fetch,
            index: &self.index,
            clock: &self.clock,
        }
    }
}

/// Returns a mirror at `https://ID.example/ftp/`; `index` is its field of that name, and what belongs to it.
fn mirror_with(id: &str, index: &str) -> Rc<Mirror> {
    let text = format!(
        r#"{{ "format": 3, "default": "{id}", "mirrors": [{{ "id": "{id}", "name": "{id}", "organisation": "a test",
        "base_url": "https://{id}.example/ftp/", "current": false, "index": {index}, "probe": "README",
        "holds_catalogue_files": true, "connections": 2, "note": "A copy.", "source": "The test." }}] }}"#
    );
    let registry = MirrorRegistry::from_json(&text, None).unwrap();
    Rc::new(registry.offered(true).next().unwrap().clone())
}

/// Returns a mirror with directory index pages.
pub(crate) fn mirror(id: &str) -> Rc<Mirror> {
    mirror_with(id, r#""pages""#)
}

/// Returns a mirror that is a bucket.
pub(crate) fn bucket(id: &str) -> Rc<Mirror> {
    mirror_with(
        id,
        r#""s3", "s3": { "bucket": "b", "region": "us-east-1" }"#,
    )
}

/// Returns a mirror without directory indexes.
pub(crate) fn mirror_without_index(id: &str) -> Rc<Mirror> {
    mirror_with(id, r#""none""#)
}

/// Returns a directory index with these names; those that end in a slash are directories, the others have 12 bytes.
pub(crate) fn page(names: &[&str]) -> Response {
    let row = |name: &&str| {
        format!(
            "<tr><td><a href=\"{name}\">{name}</a></td><td>2020-01-01 10:00</td><td>12</td></tr>\n"
        )
    };
    let rows: String = names.iter().map(row).collect();
    Response::html(&format!(
        "<html><head><title>Index of /ftp</title></head><body><h1>Index of /ftp</h1><table>\
        <tr><th>Name</th><th>Last modified</th><th>Size</th></tr>\n\
        <tr><td><a href=\"../\">Parent Directory</a></td><td></td><td>-</td></tr>\n{rows}</table></body></html>"
    ))
}
