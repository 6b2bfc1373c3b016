//! Where the trees of hosts begin, and which file of which host an address in the site's tables means.

use percent_encoding::percent_decode_str;

use super::{HostName, HostPath, MirrorRegistry, PathError, RemotePath, name_from_bytes};

/// The trees that are known: on which host each lies, and where it begins there. The first is the main site's.
///
/// The site's tables name files by address (`ftp://host/…`, one slash of the two may be missing), by a path on the
/// archive's own disk (`/nfs/1000g-archive/vol1/ftp/…`), or by a path below the site root (`data/…`).
/// [`Self::locate`] makes a [`HostPath`] of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots {
    /// The trees, the main site's first.
    trees: Vec<Tree>,
    /// Paths of the main site's root on the archive's disks, with their last slash.
    disks: Vec<String>,
}

/// A tree under one of its names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tree {
    /// The host as an address writes it.
    written: HostName,
    /// Where the tree begins there.
    root: RemotePath,
    /// The host by which its files are named.
    host: HostName,
}

/// Why an address names no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// There is none.
    #[error("the address is empty")]
    Empty,
    /// It is of another protocol than HTTP and FTP.
    #[error("the address is neither of HTTP nor of FTP")]
    Scheme,
    /// What should be the host cannot be one.
    #[error("the host cannot be read")]
    Host,
    /// The host is known, and its tree begins elsewhere.
    #[error("the path lies outside the host's tree")]
    OutsideRoot,
    /// It is a path on a disk, and the disk is not known as the main site's.
    #[error("the path is not below a root of the main site")]
    OtherDisk,
    /// The path breaks a rule of paths.
    #[error("the path cannot be read: {0}")]
    Path(#[from] PathError),
}

impl Roots {
    /// Paths of the main site's root on the archive's disks, as the site's tables write them.
    ///
    /// Source: `gambian_genome_variation_project.GRCh38DH.alignment.index` and
    /// `illumina_platinum_ped.GRCh38DH.alignment.index` of the site (`igsr/1000Genomes_data_indexes`, read 2026-11-24).
    pub const SITE_DISKS: [&str; 1] = ["/nfs/1000g-archive/vol1/ftp/"];

    /// Begins with the main site: its host and where its tree begins there.
    pub fn new(main: HostName, root: RemotePath) -> Self {
        Self {
            trees: vec![Tree {
                written: main.clone(),
                root,
                host: main,
            }],
            disks: Self::SITE_DISKS.map(str::to_owned).to_vec(),
        }
    }

    /// Takes what mirror data know: all addresses of all mirrors are the main site's tree, each archive has its own.
    pub fn of(registry: &MirrorRegistry) -> Self {
        let main = registry.main_host();
        let trees = registry.roots();
        let of_main = trees.iter().find(|(host, _)| *host == main);
        let root = of_main.map(|(_, root)| root.clone()).unwrap_or_default();
        let mut roots = Self::new(main.clone(), root);
        for (host, root) in trees {
            let named = if registry.archive_of(&host).is_some() {
                host.clone()
            } else {
                main.clone()
            };
            if roots
                .trees
                .iter()
                .all(|tree| tree.written != host || tree.root != root)
            {
                roots = roots.with_alias(host, root, named);
            }
        }
        roots
    }

    /// Adds the tree of another host.
    #[must_use]
    pub fn with_host(self, host: HostName, root: RemotePath) -> Self {
        self.with_alias(host.clone(), root, host)
    }

    /// Adds another address of a host's tree: files there are named by `host`.
    #[must_use]
    pub fn with_alias(mut self, written: HostName, root: RemotePath, host: HostName) -> Self {
        self.trees.push(Tree {
            written,
            root,
            host,
        });
        self
    }

    /// Takes other disks for the main site's than [`Self::SITE_DISKS`]; each is a path from `/`.
    #[must_use]
    pub fn with_disks<'a>(mut self, disks: impl IntoIterator<Item = &'a str>) -> Self {
        let whole = |disk: &str| format!("{}/", disk.trim_end_matches('/'));
        self.disks = disks.into_iter().map(whole).collect();
        self
    }

    /// Returns the main site's host.
    pub fn main(&self) -> &HostName {
        &self.trees[0].host
    }

    /// Returns where a host's tree begins; nothing if the host is not known, whose root is then empty.
    pub fn root_of(&self, host: &HostName) -> Option<&RemotePath> {
        let tree = self.trees.iter().find(|tree| tree.written == *host);
        tree.map(|tree| &tree.root)
    }

    /// Finds the file that an address or path means; a relative path is one below the main site's root.
    ///
    /// Percent signs are decoded in addresses and mean themselves in paths.
    pub fn locate(&self, text: &str) -> Result<HostPath, AddressError> {
        self.locate_below(text, &RemotePath::root())
    }

    /// Finds the file that an address or path means; a relative path is one below this directory of the main site.
    pub fn locate_below(
        &self,
        text: &str,
        directory: &RemotePath,
    ) -> Result<HostPath, AddressError> {
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if text.starts_with('/') {
            return Ok(self.on_main(self.on_disk(text)?));
        }
        if let Some((scheme, rest)) = text.split_once(":/") {
            if !["ftp", "http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
                return Err(AddressError::Scheme);
            }
            return self.on_host(rest.strip_prefix('/').unwrap_or(rest));
        }
        let first = text.split('/').next().unwrap_or_default();
        if self.trees.iter().any(|tree| tree.is_at(first)) {
            return self.on_host(text);
        }
        let path = RemotePath::parse(text)?;
        if directory.is_root() {
            return Ok(self.on_main(path));
        }
        Ok(self.on_main(RemotePath::parse(&format!("{directory}/{path}"))?))
    }

    fn on_main(&self, path: RemotePath) -> HostPath {
        HostPath {
            host: self.main().clone(),
            path,
        }
    }

    /// Reads a path from `/`: on a disk of the archive, or as the main site's server has it.
    fn on_disk(&self, text: &str) -> Result<RemotePath, AddressError> {
        if let Some(below) = self.disks.iter().find_map(|disk| text.strip_prefix(disk)) {
            return Ok(RemotePath::parse(below)?);
        }
        let path = RemotePath::parse(text.trim_start_matches('/'))?;
        let below = path.below(&self.trees[0].root);
        let below = below.filter(|_| !self.trees[0].root.is_root());
        Ok(RemotePath::parse(below.ok_or(AddressError::OtherDisk)?)?)
    }

    /// Reads host and path. Slashes between them may be many.
    fn on_host(&self, text: &str) -> Result<HostPath, AddressError> {
        let (host, path) = text.split_once('/').unwrap_or((text, ""));
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
        if host.is_empty() || !host.bytes().all(fits) {
            return Err(AddressError::Host);
        }
        let path = decoded(path.trim_start_matches('/'))?;
        let mut found: Option<(&Tree, &str)> = None;
        let mut known = false;
        for tree in self.trees.iter().filter(|tree| tree.is_at(host)) {
            known = true;
            let below = path.below(&tree.root);
            if let Some(below) = below
                && found.is_none_or(|(_, other)| below.len() < other.len())
            {
                found = Some((tree, below));
            }
        }
        match found {
            Some((tree, below)) => Ok(HostPath {
                host: tree.host.clone(),
                path: RemotePath::parse(below)?,
            }),
            None if known => Err(AddressError::OutsideRoot),
            None => Ok(HostPath {
                host: HostName::new(host),
                path,
            }),
        }
    }
}

impl Tree {
    fn is_at(&self, host: &str) -> bool {
        self.written.as_str().eq_ignore_ascii_case(host)
    }
}

/// Decodes the path of an address; an escaped slash would be a part of a name, which no path can hold.
fn decoded(text: &str) -> Result<RemotePath, PathError> {
    if !text.contains('%') {
        return RemotePath::parse(text);
    }
    let text = text.strip_suffix('/').unwrap_or(text);
    text.split('/')
        .try_fold(RemotePath::root(), |directory, part| {
            directory.join(&name_from_bytes(percent_decode_str(part).collect()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots() -> Roots {
        let path = |text: &str| RemotePath::parse(text).expect("a path");
        let main = HostName::new("ftp.example.org");
        Roots::new(main.clone(), path("vol1/ftp"))
            .with_host(HostName::new("ftp.reads.example.org"), path("vol1"))
            .with_alias(
                HostName::new("ftp.all.example.org"),
                path("1000g/ftp"),
                main,
            )
    }

    #[test]
    fn addresses_of_every_form_name_host_and_path() {
        for (text, host, path) in [
            (
                "ftp://ftp.example.org/vol1/ftp/a/b.cram",
                "ftp.example.org",
                "a/b.cram",
            ),
            ("ftp:/ftp.example.org/vol1/ftp/a", "ftp.example.org", "a"),
            (
                "https://FTP.example.org//vol1/ftp/a",
                "ftp.example.org",
                "a",
            ),
            (
                "HTTP://ftp.all.example.org/1000g/ftp/a",
                "ftp.example.org",
                "a",
            ),
            ("/nfs/1000g-archive/vol1/ftp/a", "ftp.example.org", "a"),
            ("/vol1/ftp/a", "ftp.example.org", "a"),
            (
                "data/HG00096/x.bam",
                "ftp.example.org",
                "data/HG00096/x.bam",
            ),
            ("a%20b", "ftp.example.org", "a%20b"),
            (
                "ftp://ftp.reads.example.org/vol1/run/ERR1/a%20b%23",
                "ftp.reads.example.org",
                "run/ERR1/a b#",
            ),
            (
                "ftp.reads.example.org/vol1/fastq/a",
                "ftp.reads.example.org",
                "fastq/a",
            ),
            (
                "ftp://elsewhere.example.org/x/y",
                "elsewhere.example.org",
                "x/y",
            ),
        ] {
            let found = roots().locate(text).expect(text);
            assert_eq!(
                (found.host.as_str(), found.path.as_str()),
                (host, path),
                "{text}"
            );
        }
        let directory = RemotePath::parse("phase3").expect("a path");
        let found = roots().locate_below("data/x", &directory).expect("a path");
        assert_eq!(found.path.as_str(), "phase3/data/x");
    }

    #[test]
    fn what_names_no_file_is_refused_with_its_reason() {
        for (text, error) in [
            ("", AddressError::Empty),
            ("s3://bucket/key", AddressError::Scheme),
            ("ftp:///vol1/ftp/a", AddressError::Host),
            ("ftp://user@ftp.example.org/vol1/ftp/a", AddressError::Host),
            ("ftp://ftp.example.org/pub/a", AddressError::OutsideRoot),
            ("ftp://ftp.example.org/vol1/ftp", AddressError::OutsideRoot),
            ("/nfs/other/vol1/ftp/a", AddressError::OtherDisk),
            (
                "/nfs/1000g-archive/vol1/ftp/../a",
                AddressError::Path(PathError::DotPart),
            ),
            ("../a", AddressError::Path(PathError::DotPart)),
            (
                "ftp://x.example.org/a//b",
                AddressError::Path(PathError::EmptyPart),
            ),
            (
                "ftp://x.example.org/%2e%2e/b",
                AddressError::Path(PathError::DotPart),
            ),
            (
                "ftp://x.example.org/a%2Fb",
                AddressError::Path(PathError::SlashInName),
            ),
        ] {
            assert_eq!(roots().locate(text), Err(error), "{text}");
        }
        assert_eq!(
            roots()
                .with_disks([])
                .locate("/nfs/1000g-archive/vol1/ftp/a"),
            Err(AddressError::OtherDisk)
        );
    }
}
