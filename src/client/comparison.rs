//! Compares the catalogue with a mirror, and keeps what differs as a text.

use std::rc::Rc;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, percent_encode};

use super::directory::{Clients, DirectoryError, LiveDirectory, read_directory};
use crate::catalogue::{Catalogue, Comparison, Differences};
use crate::mirror::{Mirror, RemotePath};

/// Version of the text. Raise it when [`Differences`] changes.
const FORMAT: u8 = 1;

/// Compares the catalogue with one mirror: reads its directories one after the other, and none after an outage.
///
/// `seen` returns a directory that was read before; `words` says for people why one could not be read.
pub async fn compare_catalogue(
    clients: Clients<'_>,
    mirror: &Mirror,
    catalogue: &Catalogue,
    seen: &dyn Fn(&RemotePath) -> Option<Rc<LiveDirectory>>,
    words: &dyn Fn(&DirectoryError) -> String,
) -> Differences {
    let mut comparison = Comparison::new(catalogue, mirror);
    while let Some(directory) = comparison.next_directory().cloned() {
        let read = match seen(&directory) {
            Some(live) => Ok(live),
            None => read_directory(clients, mirror, &directory, &mut |_| {})
                .await
                .map(Rc::new),
        };
        match read {
            Ok(live) => comparison.read(&live.index, live.more),
            Err(error) => {
                let is_outage = match &error {
                    DirectoryError::Fetch(error) => error.is_outage() || error.is_throttled(),
                    _ => false,
                };
                comparison.failed(words(&error), is_outage);
            }
        }
    }
    comparison.finish()
}

/// Writes what differs as a text of ASCII characters; nothing if not every directory was read in full, so that it is read again.
pub fn kept_differences(differences: &Differences, mirror: &Mirror) -> Option<String> {
    let kept = (FORMAT, mirror.page_base().as_str(), differences);
    let bytes = postcard::to_allocvec(&kept).ok()?;
    differences
        .is_complete()
        .then(|| percent_encode(&bytes, NON_ALPHANUMERIC).to_string())
}

/// Reads a text of [`kept_differences`] for the same mirror; nothing if it is no such text.
pub fn parse_differences(text: &str, mirror: &Mirror) -> Option<Differences> {
    let bytes: Vec<u8> = percent_decode_str(text).collect();
    let (format, base, differences) =
        postcard::from_bytes::<(u8, &str, Differences)>(&bytes).ok()?;
    (format == FORMAT && base == mirror.page_base().as_str()).then_some(differences)
}
