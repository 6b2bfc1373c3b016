//! The roots of hosts' trees, and the host and path that an address in the site's tables means.

use percent_encoding::percent_decode_str;

use super::{HostName, HostPath, MirrorRegistry, PathError, RemotePath, name_from_bytes};

/// The known trees: the host of each, and the path at which it begins there.
///
/// The site's tables name files by address (`ftp://host/…`, where one of the two slashes may be
/// missing), by a path on the archive's disk (`/nfs/1000g-archive/vol1/ftp/…`), or by a path below
/// the site root (`data/…`). [`Self::locate`] turns each into a [`HostPath`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots {
    /// The trees, the main site's first.
    trees: Vec<Tree>,
    /// Paths of the main site's root on the archive's disks, each with a trailing slash.
    disks: Vec<String>,
}

/// A tree under one of its addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tree {
    /// The host as written in an address.
    written: HostName,
    /// The path at which the tree begins there.
    root: RemotePath,
    /// The host that its files are named by.
    host: HostName,
}

/// The volume of EBI's file servers that holds the archives; some tables leave it out.
const VOLUME: &str = "vol1";

/// What a tree in a bucket of Amazon S3 begins with when it is written as one, and the end of the bucket's host.
const BUCKET: &str = "s3://";
const BUCKET_HOST: &str = ".s3.amazonaws.com";

/// Why an address names no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// The text is empty.
    #[error("the address is empty")]
    Empty,
    /// The scheme is neither `http`, `https` nor `ftp`.
    #[error("the address is neither of HTTP nor of FTP")]
    Scheme,
    /// The host is not a valid name.
    #[error("the host cannot be read")]
    Host,
    /// The host is known, but the path is not below the root of its tree.
    #[error("the path lies outside the host's tree")]
    OutsideRoot,
    /// The path is absolute, but not below a known disk or the main site's root.
    #[error("the path is not below a root of the main site")]
    OtherDisk,
    /// The path breaks a rule of [`RemotePath`].
    #[error("the path cannot be read: {0}")]
    Path(#[from] PathError),
}

impl Roots {
    /// Paths of the main site's root on the archive's disks, as the site's tables write them.
    ///
    /// Source: `gambian_genome_variation_project.GRCh38DH.alignment.index` and
    /// `illumina_platinum_ped.GRCh38DH.alignment.index` of the site (`igsr/1000Genomes_data_indexes`, read 2026-11-24).
    pub const SITE_DISKS: [&str; 1] = ["/nfs/1000g-archive/vol1/ftp/"];

    /// Creates roots with the main site alone: its host, and the path at which its tree begins.
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

    /// Creates roots from a registry: all addresses of all mirrors are the main site's tree, and
    /// each archive has its own.
    pub fn of(registry: &MirrorRegistry) -> Self {
        let main = registry.main_host();
        Self::named(registry, |host| match registry.archive_of(host) {
            Some(archive) => archive.base_url.host_name(),
            None => main.clone(),
        })
    }

    /// Creates roots from a registry: each mirror's files are named by its own host, whichever of its addresses is written.
    pub fn of_each(registry: &MirrorRegistry) -> Self {
        Self::named(registry, |host| {
            let owner = registry.owner(host);
            owner.map_or_else(|| host.clone(), |owner| owner.base_url.host_name())
        })
    }

    fn named(registry: &MirrorRegistry, name: impl Fn(&HostName) -> HostName) -> Self {
        let main = registry.main_host();
        let trees = registry.roots();
        let of_main = trees.iter().find(|(host, _)| *host == main);
        let root = of_main.map(|(_, root)| root.clone()).unwrap_or_default();
        let mut roots = Self::new(main, root);
        for (host, root) in trees {
            let named = name(&host);
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

    /// Adds another address of a host's tree, whose files are named by `host`.
    #[must_use]
    pub fn with_alias(mut self, written: HostName, root: RemotePath, host: HostName) -> Self {
        self.trees.push(Tree {
            written,
            root,
            host,
        });
        self
    }

    /// Replaces the main site's disks, which are [`Self::SITE_DISKS`]; each is an absolute path.
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

    /// Returns the path at which a host's tree begins; `None` if the host is not known.
    pub fn root_of(&self, host: &HostName) -> Option<&RemotePath> {
        let tree = self.trees.iter().find(|tree| tree.written == *host);
        tree.map(|tree| &tree.root)
    }

    /// Returns the file that an address or path means; a relative path is below the main site's
    /// root.
    ///
    /// Percent signs are decoded in addresses and literal in paths.
    pub fn locate(&self, text: &str) -> Result<HostPath, AddressError> {
        self.locate_below(text, &RemotePath::root())
    }

    /// Returns the file that an address or path means; a relative path is below `directory` of the
    /// main site.
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

    /// Returns the file that a path means in a tree that is written as its host and root, or as a bucket: `host/root`,
    /// `s3://bucket`. Percent signs are literal.
    pub fn locate_in(&self, tree: &str, path: &str) -> Result<HostPath, AddressError> {
        let (host, root) = if let Some(bucket) = tree.strip_prefix(BUCKET) {
            (format!("{bucket}{BUCKET_HOST}"), "")
        } else {
            let (host, root) = tree.split_once('/').unwrap_or((tree, ""));
            (host.to_owned(), root.trim_end_matches('/'))
        };
        let whole = format!("{root}/{path}");
        self.below_root(&host, RemotePath::parse(whole.trim_start_matches('/'))?)
    }

    fn on_main(&self, path: RemotePath) -> HostPath {
        HostPath {
            host: self.main().clone(),
            path,
        }
    }

    /// Reads an absolute path: on a disk of the archive, or on the main site's server.
    fn on_disk(&self, text: &str) -> Result<RemotePath, AddressError> {
        if let Some(below) = self.disks.iter().find_map(|disk| text.strip_prefix(disk)) {
            return Ok(RemotePath::parse(below)?);
        }
        let path = RemotePath::parse(text.trim_start_matches('/'))?;
        let below = path.below(&self.trees[0].root);
        let below = below.filter(|_| !self.trees[0].root.is_root());
        Ok(RemotePath::parse(below.ok_or(AddressError::OtherDisk)?)?)
    }

    /// Reads host and path, with one or more slashes between them.
    fn on_host(&self, text: &str) -> Result<HostPath, AddressError> {
        let (host, path) = text.split_once('/').unwrap_or((text, ""));
        self.below_root(host, decoded(path.trim_start_matches('/'))?)
    }

    /// Takes the root of a host's tree off a path.
    fn below_root(&self, host: &str, path: RemotePath) -> Result<HostPath, AddressError> {
        if !is_host(host) {
            return Err(AddressError::Host);
        }
        let mut found: Option<(&Tree, &str)> = None;
        let mut known = false;
        for tree in self.trees.iter().filter(|tree| tree.is_at(host)) {
            known = true;
            let below = path.below(&tree.root).or_else(|| tree.below_volume(&path));
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

fn is_host(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
    !text.is_empty() && text.bytes().all(fits)
}

impl Tree {
    fn is_at(&self, host: &str) -> bool {
        self.written.as_str().eq_ignore_ascii_case(host)
    }

    /// Returns the path below the root of an address that leaves out the volume in front: `ftp/data_collections/…` where the
    /// root is `vol1/ftp`, and `fastq/…` or `run/…`, ENA's two trees of reads, where it is `vol1`.
    fn below_volume<'p>(&self, path: &'p RemotePath) -> Option<&'p str> {
        let root = self.root.as_str().strip_prefix(VOLUME)?;
        match root.strip_prefix('/') {
            Some(root) => path.as_str().strip_prefix(root)?.strip_prefix('/'),
            None if root.is_empty() => {
                let path = path.as_str();
                let first = path.split('/').next()?;
                matches!(first, "fastq" | "run").then_some(path)
            }
            None => None,
        }
    }
}

/// Decodes the path of an address. An escaped slash is refused, as it would be part of a name.
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
