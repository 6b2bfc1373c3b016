//! The mirrors that may stand in for one that does not answer.

use super::{Availability, Mirror, MirrorRegistry, RemotePath};

impl MirrorRegistry {
    /// Returns the mirrors that may stand in for `chosen` in reading a directory, in the order to
    /// try.
    ///
    /// They are offered to this page, have directory indexes, and should have the path. A
    /// demonstration's files never stand in for true ones. Mirrors that follow the main site come
    /// first; otherwise the order is the registry's.
    pub fn stand_ins(
        &self,
        chosen: &Mirror,
        path: &RemotePath,
        page_is_loopback: bool,
    ) -> Vec<&Mirror> {
        let mut found = Vec::new();
        for current in [true, false] {
            found.extend(self.offered(page_is_loopback).filter(|mirror| {
                mirror.current == current
                    && mirror.id != chosen.id
                    && mirror.has_directory_index()
                    && (mirror.holds_catalogue_files || !chosen.holds_catalogue_files)
                    && mirror.availability(path) == Availability::Expected
            }));
        }
        found
    }
}
