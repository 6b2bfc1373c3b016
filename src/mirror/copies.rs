//! What a mirror of the main site has of an archive's files.

use super::{Availability, CopyRule, Mirror, RemotePath};

/// The copies that a mirror of the main site has of an archive's files.
#[derive(Clone, Debug)]
pub struct Copies<'r> {
    pub(super) mirror: &'r Mirror,
    pub(super) rules: Vec<&'r CopyRule>,
}

impl<'r> Copies<'r> {
    /// Returns the mirror that has them.
    pub fn mirror(&self) -> &'r Mirror {
        self.mirror
    }

    /// Returns the path on the main site of the copy of an archive's file, if the mirror has it.
    pub fn path_of(&self, in_archive: &RemotePath) -> Option<RemotePath> {
        let mut rules = self.rules.iter();
        let site = rules.find_map(|rule| rule.on_site(in_archive))?;
        (self.mirror.availability(&site) == Availability::Expected).then_some(site)
    }
}
