//! Plans transfers.

use crate::catalogue::RemoteFile;
use crate::mirror::{HostName, Mirror, MirrorRegistry};

use super::check::warnings;
use super::options::default_destination;
use super::partition::{Sorted, sort_out};
use super::{Account, PlanOptions, TransferPlan};

impl TransferPlan {
    /// Plans the transfer of files from a mirror.
    ///
    /// A file given twice counts once, with the best known facts. An invalid option (see
    /// [`PlanOptions::problems`]) is replaced by its default.
    pub fn new<'a>(
        files: impl IntoIterator<Item = &'a RemoteFile>,
        mirror: &Mirror,
        registry: &MirrorRegistry,
        options: &PlanOptions,
    ) -> Self {
        Self::of_site(files, mirror, registry, options, &[])
    }

    /// Plans the transfer of files of the main site, beside folders for other hosts' files.
    pub(super) fn of_site<'a>(
        files: impl IntoIterator<Item = &'a RemoteFile>,
        mirror: &Mirror,
        registry: &MirrorRegistry,
        options: &PlanOptions,
        folders: &[HostName],
    ) -> Self {
        let sorted = sort_out(files, mirror, registry, folders);
        let mut plan = Self::of(sorted, mirror, options);
        let offered = || std::iter::once(mirror).chain(registry.offered(false));
        plan.aspera = Account::find(offered(), mirror, |mirror| mirror.aspera.as_ref());
        plan.globus = Account::find(offered(), mirror, |mirror| mirror.globus.as_ref());
        plan.warnings = warnings(&plan);
        plan
    }

    /// Plans the transfer of files of an archive: into a folder named after its host, and only through its own accounts.
    pub(super) fn of_archive<'a>(
        files: impl IntoIterator<Item = &'a RemoteFile>,
        archive: &Mirror,
        registry: &MirrorRegistry,
        options: &PlanOptions,
    ) -> Self {
        let sorted = sort_out(files, archive, registry, &[]);
        let mut plan = Self::of(sorted, archive, options);
        let only = || std::iter::once(archive);
        plan.is_archive = true;
        plan.destination = plan.destination.join(&plan.host().folder());
        plan.aspera = Account::find(only(), archive, |mirror| mirror.aspera.as_ref());
        plan.globus = Account::find(only(), archive, |mirror| mirror.globus.as_ref());
        plan.warnings = warnings(&plan);
        plan
    }

    fn of(sorted: Sorted, mirror: &Mirror, options: &PlanOptions) -> Self {
        let destination = options.destination_place();
        Self {
            items: sorted.items,
            mirror: mirror.clone(),
            is_archive: false,
            destination: destination.unwrap_or_else(|_| default_destination()),
            aspera_key: options.key_place().ok().flatten(),
            globus_destination: options.globus_id().ok().flatten(),
            aspera: None,
            globus: None,
            refused: sorted.refused,
            seen_only_on: sorted.seen_only_on,
            empty_here: sorted.empty_here,
            warnings: Vec::new(),
        }
    }
}

impl<A: Clone> Account<A> {
    fn find<'m>(
        mut candidates: impl Iterator<Item = &'m Mirror>,
        chosen: &Mirror,
        account: impl Fn(&Mirror) -> Option<&A>,
    ) -> Option<Self> {
        candidates.find_map(|mirror| {
            Some(Self {
                account: account(mirror)?.clone(),
                checksums_hold: mirror.id == chosen.id
                    || (mirror.holds_catalogue_files && chosen.holds_catalogue_files),
                mirror: mirror.clone(),
            })
        })
    }
}
