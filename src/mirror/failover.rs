//! Which mirrors may stand in for one that does not answer.

use super::{Availability, Mirror, MirrorRegistry, RemotePath};

impl MirrorRegistry {
    /// Returns the mirrors whose index of a directory may be shown in the place of that of `chosen`, the one to try first first.
    ///
    /// They are offered here, have directory indexes, and nothing is known that speaks against the path. Made-up files never
    /// stand in for true ones. Those that follow the main site come first; beyond that the order is that of the registry.
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
