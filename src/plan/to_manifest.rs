//! Between plans and manifests: each file of a manifest has all places where it can be got.

use serde::{Deserialize, Serialize};

use super::local_path::{System, UniquePaths, path_on};
use super::{
    FileSource, Manifest, ManifestCitation, ManifestError, ManifestFile, PlanItem, PlannedFile,
    Plans, TransferPlan,
};
use crate::catalogue::{Catalogue, Owner, RemoteFile};
use crate::listing::{ApproxSize, Size};
use crate::mirror::{Availability, Copies, HostName, Mirror, MirrorId, MirrorRegistry, RemotePath};

/// Who may stand in where a mirror fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandIns {
    /// Every mirror that should have the same file.
    Mirrors,
    /// Nobody.
    None,
}

/// A manifest, and the files that get another name than their own.
#[derive(Debug)]
pub struct PlannedManifest {
    /// The manifest.
    pub manifest: Manifest,
    /// Files whose local path differs from that on their mirror: what it would be, and what it is.
    pub renamed: Vec<(String, String)>,
}

impl Plans {
    /// Makes a manifest. Files of an archive lie in a folder that is named after its host.
    ///
    /// # Errors
    ///
    /// [`ManifestError`] for files that no manifest may hold; plans refuse these before.
    pub fn to_manifest(
        &self,
        registry: &MirrorRegistry,
        stand_ins: StandIns,
        system: System,
        date: &str,
    ) -> Result<PlannedManifest, ManifestError> {
        let mut unique = UniquePaths::default();
        let mut renamed = Vec::new();
        let mut files = Vec::new();
        for plan in self.all() {
            let folder = plan.is_archive.then(|| plan.host().folder());
            let others = match stand_ins {
                StandIns::Mirrors => Others::of(plan, registry),
                StandIns::None => Others::default(),
            };
            for item in &plan.items {
                let wanted = match &folder {
                    Some(folder) => format!("{folder}/{}", item.local_path),
                    None => item.local_path.clone(),
                };
                let local_path = unique.add(path_on(system, &wanted).into_owned());
                if local_path != wanted {
                    renamed.push((wanted, local_path.clone()));
                }
                files.push(file(plan, item, local_path, &others, registry));
            }
        }
        let manifest = Manifest::new(date, files)?;
        Ok(PlannedManifest { manifest, renamed })
    }
}

fn file(
    plan: &TransferPlan,
    item: &PlanItem,
    local_path: String,
    others: &Others<'_>,
    registry: &MirrorRegistry,
) -> ManifestFile {
    let own = FileSource {
        mirror: plan.mirror.id.clone(),
        url: item.url.clone(),
    };
    let size = item.size;
    ManifestFile {
        host: if plan.is_archive {
            plan.host()
        } else {
            registry.main_host()
        },
        path: item.path.clone(),
        local_path,
        size: size.filter(|size| size.is_exact()).map(Size::bytes),
        size_between: size.and_then(|size| match size {
            Size::Exact(_) => None,
            Size::About(about) => Some([about.least, about.most]),
        }),
        md5: item.md5,
        other_md5s: item.other_md5s.clone(),
        sources: std::iter::once(own).chain(others.sources(item)).collect(),
    }
}

impl Manifest {
    /// Returns the files with what the manifest says of them, to be planned anew.
    pub fn planned_files(&self) -> Vec<PlannedFile> {
        let file = |file: &ManifestFile| {
            let between = file.size_between.map(|[least, most]| {
                Size::About(ApproxSize {
                    shown: least.midpoint(most),
                    least,
                    most,
                })
            });
            PlannedFile {
                host: file.host.clone(),
                file: RemoteFile {
                    size: file.size.map(Size::Exact).or(between),
                    md5: file.md5,
                    other_md5s: file.other_md5s.clone(),
                    ..RemoteFile::unknown(file.path.clone())
                },
            }
        };
        self.files.iter().map(file).collect()
    }

    /// Lets a mirror be asked first for the files that it has.
    pub fn prefer(&mut self, mirror: &MirrorId) {
        for file in &mut self.files {
            let mut sources = file.sources.iter();
            if let Some(place) = sources.position(|source| source.mirror == *mirror) {
                file.sources[..=place].rotate_right(1);
            }
        }
    }

    /// Lets a mirror be the only one that is asked for the files of the main site.
    pub fn fetch_from(&mut self, mirror: &Mirror, main: &HostName) {
        for file in self.files.iter_mut().filter(|file| file.host == *main) {
            file.sources = vec![FileSource {
                mirror: mirror.id.clone(),
                url: mirror.file_url(&file.path),
            }];
        }
    }

    /// Gives each file a name that a system can have, and that no other has. Returns those that changed: the names before and after.
    pub fn rename_for(&mut self, system: System) -> Vec<(String, String)> {
        if system == System::Unix {
            return Vec::new();
        }
        let mut unique = UniquePaths::default();
        let mut renamed = Vec::new();
        for file in &mut self.files {
            let local_path = unique.add(path_on(system, &file.local_path).into_owned());
            if local_path != file.local_path {
                renamed.push((file.local_path.clone(), local_path.clone()));
                file.local_path = local_path;
            }
        }
        renamed
    }

    /// Adds what to cite, and how the data may be used, for the files of the main site.
    pub fn cite(&mut self, sources: &CitedDirectories, registry: &MirrorRegistry) {
        let main = registry.main_host();
        let mirror = registry.get_or_default(None);
        let mut directories: Vec<RemotePath> = Vec::new();
        let of_main = self.files.iter().filter(|file| file.host == main);
        for directory in of_main.filter_map(|file| file.path.parent()) {
            // Files of a directory follow each other.
            if directories.last() != Some(&directory) {
                directories.push(directory);
            }
        }
        directories.sort_unstable();
        directories.dedup();
        for source in directories.iter().filter_map(|path| sources.above(path)) {
            let citation = source.citation.iter();
            let new = citation.filter(|one| !self.citations.contains(one));
            self.citations.extend(new.cloned().collect::<Vec<_>>());
            let reuse = source.reuse.as_ref().map(|path| mirror.file_url(path));
            self.reuse
                .extend(reuse.filter(|one| !self.reuse.contains(one)));
        }
    }
}

/// What to cite for the files of releases and collections, and how these may be used, by directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedDirectories(Vec<CitedDirectory>);

/// What to cite for the files below a directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct CitedDirectory {
    directory: RemotePath,
    citation: Option<ManifestCitation>,
    /// The statement on how the data may be used.
    reuse: Option<RemotePath>,
}

impl CitedDirectories {
    /// Takes them from the catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let of_owner = |owner: Owner<'_>| {
            let (citation, reuse) = match owner {
                Owner::Release(release) => (Some(&release.citation), None),
                Owner::Collection(collection) => {
                    (collection.citation.as_ref(), collection.reuse.as_ref())
                }
            };
            let citation = citation.map(|citation| ManifestCitation {
                text: citation.text.clone(),
                url: citation.url.clone(),
            });
            let directories = owner.directories().into_iter();
            let cited = directories.map(|directory| CitedDirectory {
                directory: directory.clone(),
                citation: citation.clone(),
                reuse: reuse.cloned(),
            });
            cited.collect::<Vec<_>>()
        };
        Self(catalogue.owners().flat_map(of_owner).collect())
    }

    /// Returns the deepest one that contains a path.
    fn above(&self, path: &RemotePath) -> Option<&CitedDirectory> {
        let mut ancestors = path.ancestors();
        ancestors.find_map(|above| self.0.iter().find(|cited| cited.directory == above))
    }
}

/// The mirrors that can stand in for that of a plan.
#[derive(Default)]
struct Others<'r> {
    /// Of the main site: mirrors with the same tree, those that follow it first.
    mirrors: Vec<&'r Mirror>,
    /// Of an archive: what mirrors of the main site have copies of.
    copies: Vec<Copies<'r>>,
    /// Of the main site: where the archives are of whose files it has copies.
    registry: Option<&'r MirrorRegistry>,
}

impl<'r> Others<'r> {
    fn of(plan: &TransferPlan, registry: &'r MirrorRegistry) -> Self {
        let host = plan.host();
        let others = |current: bool| {
            registry.offered(false).filter(move |mirror| {
                mirror.current == current
                    && mirror.holds_catalogue_files
                    && mirror.id != plan.mirror.id
            })
        };
        let others: Vec<&Mirror> = others(true).chain(others(false)).collect();
        if plan.is_archive {
            let copies = others
                .iter()
                .map(|mirror| registry.copies_on(mirror, &host));
            return Self {
                copies: copies.collect(),
                ..Self::default()
            };
        }
        if !plan.mirror.holds_catalogue_files {
            return Self::default();
        }
        Self {
            mirrors: others,
            copies: Vec::new(),
            registry: Some(registry),
        }
    }

    fn sources<'s>(&'s self, item: &'s PlanItem) -> impl Iterator<Item = FileSource> + 's {
        let has = |mirror: &&&Mirror| mirror.availability(&item.path) == Availability::Expected;
        let at = |mirror: &Mirror, url: String| FileSource {
            mirror: mirror.id.clone(),
            url,
        };
        let mirrors = self.mirrors.iter().filter(has);
        let mirrors = mirrors.map(move |mirror| at(mirror, mirror.file_url(&item.path)));
        let copies = self.copies.iter().filter_map(move |copies| {
            let site = copies.path_of(&item.path)?;
            Some(at(copies.mirror(), copies.mirror().file_url(&site)))
        });
        let original = self.registry.and_then(|registry| {
            let original = registry.copied_from(&item.path)?;
            let archive = registry.archive_of(&original.host)?;
            Some(at(archive, archive.file_url(&original.path)))
        });
        original.into_iter().chain(mirrors).chain(copies)
    }
}
