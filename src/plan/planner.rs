//! Plans the transfers of a selection: one for each tree that its files lie in.

use serde::{Deserialize, Serialize};

use super::check::warnings;
use super::partition::{Sorted, sort_out};
use super::{Account, PlanOptions, Refusal, Totals, TransferPlan};
use crate::catalogue::RemoteFile;
use crate::mirror::{Availability, Copies, HostName, HostPath, Mirror, MirrorRegistry, RemotePath};

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
        // An account of a mirror that lacks all of the files would only fail.
        let has_some = |mirror: &&Mirror| {
            let mut items = plan.items.iter();
            plan.items.is_empty()
                || items.any(|item| mirror.availability(&item.path) == Availability::Expected)
        };
        let offered = std::iter::once(mirror).chain(registry.offered(false));
        let offered: Vec<&Mirror> = offered.filter(has_some).collect();
        let offered = offered.iter().copied();
        plan.aspera = Account::find(offered.clone(), mirror, |mirror| mirror.aspera.as_ref());
        plan.globus = Account::find(offered, mirror, |mirror| mirror.globus.as_ref());
        plan.warnings = warnings(&plan);
        plan
    }

    /// Plans the transfer of files of an archive: into a folder named after its host, and only through its own accounts.
    fn of_archive<'a>(
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
        Self {
            items: sorted.items,
            mirror: mirror.clone(),
            is_archive: false,
            destination: options.folder(),
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

/// A file to be transferred, with the facts of one source about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedFile {
    /// Its host. Any host of the main site stands for all its mirrors.
    pub host: HostName,
    /// Facts of one source; the path is relative to the host's root.
    pub file: RemoteFile,
}

impl PlannedFile {
    /// Returns the host and the path.
    pub fn at(&self) -> HostPath {
        HostPath {
            host: self.host.clone(),
            path: self.file.path.clone(),
        }
    }
}

/// The plans of a selection: files of the main site come from the chosen mirror, or from the only one that has them; files of each
/// other tree come from its only host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plans {
    /// The main site's plan first, if it has files; then those of archives and unknown hosts, by host.
    plans: Vec<TransferPlan>,
    /// Files whose hosts cannot be used, each with the reason.
    refused: Vec<(HostPath, Refusal)>,
}

/// The files of one tree.
struct Group<'a> {
    /// The archive, the unknown host, or the only mirror with these files; `None` for the main site.
    archive: Option<Mirror>,
    files: Vec<&'a RemoteFile>,
}

/// The files by their trees.
#[derive(Default)]
struct Groups<'a> {
    groups: Vec<Group<'a>>,
    /// Group of each host's files; `None` if the host cannot be used.
    hosts: Vec<(HostName, Option<usize>)>,
}

impl Plans {
    /// Plans the transfer of files from a mirror of the main site, and from the hosts of the other trees.
    ///
    /// An archive's file of which the mirror has a copy comes from the mirror. That is the user's choice: the main site has none.
    /// A file given twice counts once, with the best known facts. An invalid option (see
    /// [`PlanOptions::problems`]) is replaced by its default.
    pub fn new<'a>(
        files: impl IntoIterator<Item = &'a PlannedFile>,
        mirror: &Mirror,
        registry: &MirrorRegistry,
        options: &PlanOptions,
    ) -> Self {
        let main = registry.main_host();
        let mut groups = Groups::default();
        let mut refused = Vec::new();
        // Files of a host follow each other: what holds for it is looked up once.
        let mut of_host: Option<(&HostName, OtherPlaces<'_>)> = None;
        let mut copies = Vec::new();
        for file in files {
            let known = of_host.take().filter(|(host, _)| **host == file.host);
            let others = || OtherPlaces::new(&file.host, mirror, registry);
            let (_, others) = of_host.insert(known.unwrap_or_else(|| (&file.host, others())));
            if let Some(path) = others.copies.path_of(&file.file.path) {
                copies.push(file.file.at(path));
                continue;
            }
            let group = match others.only_on(&file.file.path, mirror) {
                Some(other) => Some(groups.of_mirror(other)),
                None => groups.of(&file.host, registry),
            };
            match group {
                Some(group) => group.files.push(&file.file),
                None => refused.push((file.at(), Refusal::HostName)),
            }
        }
        if !copies.is_empty()
            && let Some(group) = groups.of(&main, registry)
        {
            group.files.extend(&copies);
        }
        let archives = groups.groups.iter().filter_map(|one| one.archive.as_ref());
        let folders: Vec<_> = archives.map(|one| one.base_url.host_name()).collect();
        let mut plans: Vec<TransferPlan> = Vec::new();
        for Group { archive, files } in groups.groups {
            let plan = match &archive {
                None => TransferPlan::of_site(files, mirror, registry, options, &folders),
                Some(archive) => TransferPlan::of_archive(files, archive, registry, options),
            };
            let key = |plan: &TransferPlan| (plan.is_archive, plan.host());
            let place = plans.partition_point(|other| key(other) < key(&plan));
            plans.insert(place, plan);
        }
        Self { plans, refused }
    }

    /// Returns the plans, that of the main site first.
    pub fn all(&self) -> &[TransferPlan] {
        &self.plans
    }

    /// Returns the plan of the main site, if any file is of it.
    pub fn main(&self) -> Option<&TransferPlan> {
        self.plans.first().filter(|plan| !plan.is_archive)
    }

    /// Returns the files whose hosts cannot be used, each with the reason.
    pub fn refused(&self) -> &[(HostPath, Refusal)] {
        &self.refused
    }

    /// Returns the number of requested files that cannot be transferred.
    pub fn refusals(&self) -> usize {
        let of_plans = self.plans.iter().map(|plan| plan.refused.len());
        of_plans.sum::<usize>() + self.refused.len()
    }

    /// Returns the sums over all files that can be transferred.
    pub fn totals(&self) -> Totals {
        let none = Totals {
            exact: true,
            ..Totals::default()
        };
        self.plans
            .iter()
            .fold(none, |totals, plan| totals.and(plan.totals()))
    }
}

/// Where the files of a host may come from in its stead.
struct OtherPlaces<'r> {
    /// The mirror with this host, if it is neither the chosen one nor the main site.
    mirror: Option<&'r Mirror>,
    /// What the chosen mirror has of the host's files.
    copies: Copies<'r>,
}

impl<'r> OtherPlaces<'r> {
    fn new(host: &HostName, chosen: &'r Mirror, registry: &'r MirrorRegistry) -> Self {
        let mirror = registry.mirror_of(host);
        Self {
            mirror: mirror.filter(|it| it.id != chosen.id && *host != registry.main_host()),
            copies: registry.copies_on(chosen, host),
        }
    }

    /// Returns the mirror that has a file of the main site, where the list places it there and the chosen mirror lacks it.
    fn only_on(&self, path: &RemotePath, chosen: &Mirror) -> Option<&'r Mirror> {
        let other = self.mirror?;
        let is_lacking = matches!(chosen.availability(path), Availability::Lacking(_));
        (is_lacking && other.availability(path) == Availability::Expected).then_some(other)
    }
}

impl<'a> Groups<'a> {
    /// Returns the group for files that only this mirror of the main site has.
    fn of_mirror(&mut self, mirror: &Mirror) -> &mut Group<'a> {
        let is_its = |group: &Group<'_>| {
            let archive = group.archive.as_ref();
            archive.is_some_and(|archive| archive.id == mirror.id)
        };
        let place = self.groups.iter().position(is_its).unwrap_or_else(|| {
            self.groups.push(Group {
                archive: Some(mirror.clone()),
                files: Vec::new(),
            });
            self.groups.len() - 1
        });
        &mut self.groups[place]
    }

    /// Returns the group for the files of a host; `None` if the host cannot be used.
    fn of(&mut self, host: &HostName, registry: &MirrorRegistry) -> Option<&mut Group<'a>> {
        // Files of a host follow each other, so the last one is looked at first.
        let known = self.hosts.iter().rev().find(|(name, _)| name == host);
        let place = match known {
            Some((_, place)) => *place,
            None => self.add(host, registry),
        };
        self.groups.get_mut(place?)
    }

    fn add(&mut self, host: &HostName, registry: &MirrorRegistry) -> Option<usize> {
        let known = registry.archive_of(host).cloned();
        let is_main = registry.is_main(host);
        let archive = known.or_else(|| Mirror::of_host(host).filter(|_| !is_main));
        let place = if is_main {
            let mut groups = self.groups.iter();
            let main = groups.position(|group| group.archive.is_none());
            Some(main.unwrap_or(self.groups.len()))
        } else {
            archive.as_ref().map(|_| self.groups.len())
        };
        if place == Some(self.groups.len()) {
            self.groups.push(Group {
                archive,
                files: Vec::new(),
            });
        }
        self.hosts.push((host.clone(), place));
        place
    }
}
