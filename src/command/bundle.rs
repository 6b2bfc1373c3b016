//! What a tool needs to carry out a manifest: files for one folder, and the line to run there.

use std::borrow::Cow;

use super::Shell;
use crate::mirror::{MirrorRegistry, S3Bucket};
use crate::plan::{Destination, ManifestFile};

/// The files of a tool and how to run them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// The files.
    pub files: Vec<BundleFile>,
    /// One line for the shell, to be run in the folder with the files; empty where the files are lists for other programs.
    pub run: String,
    /// Paths of files that the tool cannot get, each kind with its reason.
    pub left_out: Vec<LeftOut>,
}

/// A file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// Files that a tool cannot get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Why.
    pub reason: LeftOutReason,
    /// Their paths.
    pub paths: Vec<String>,
}

/// Why a tool cannot get a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOutReason {
    /// No bucket of Amazon S3 is known to have it.
    NotInABucket,
    /// The host that has it does not offer the tool.
    NotOffered,
    /// The tool cannot write a name like it, or would change it.
    Name,
    /// No MD5 is known.
    NoMd5,
}

/// What a bundle is made for.
#[derive(Debug)]
pub struct BundleOptions<'a> {
    /// The destination folder, relative to the folder of the bundle, if it is relative.
    pub destination: Destination,
    /// The mirrors, for what their data say of buckets.
    pub registry: &'a MirrorRegistry,
    /// The shell that will run it. The names of the manifest must be those of its system.
    pub shell: Shell,
}

impl Bundle {
    /// Adds a file.
    pub(super) fn with(mut self, name: &str, text: String) -> Self {
        let name = name.to_owned();
        self.files.push(BundleFile { name, text });
        self
    }

    /// Sets the line to run.
    pub(super) fn run(mut self, line: String) -> Self {
        self.run = line;
        self
    }

    /// Adds files that are left out, if there are any.
    pub(super) fn without(mut self, reason: LeftOutReason, paths: Vec<String>) -> Self {
        if !paths.is_empty() {
            self.left_out.push(LeftOut { reason, paths });
        }
        self
    }
}

/// Where a file lies in a bucket of Amazon S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BucketFile<'a> {
    pub(super) file: &'a ManifestFile,
    pub(super) bucket: &'a str,
    pub(super) region: &'a str,
    pub(super) key: Cow<'a, str>,
}

/// The buckets that the mirrors' data name, with the addresses of their roots.
pub(super) struct Buckets<'a>(Vec<(&'a str, &'a S3Bucket)>);

impl<'a> Buckets<'a> {
    pub(super) fn of(registry: &'a MirrorRegistry) -> Self {
        let all = registry.offered(true).chain(registry.archives());
        let buckets = all.filter_map(|one| Some((one.base_url.as_str(), one.s3.as_ref()?)));
        Self(buckets.collect())
    }

    /// Returns where a file lies, if a bucket has it.
    pub(super) fn find(&self, file: &'a ManifestFile) -> Option<BucketFile<'a>> {
        let below = |url: &'a str| {
            let mut buckets = self.0.iter();
            buckets.find_map(|(base, bucket)| Some((url.strip_prefix(base)?, *bucket)))
        };
        let (path, s3) = file.sources.iter().find_map(|source| below(&source.url))?;
        Some(BucketFile {
            file,
            bucket: &s3.bucket,
            region: &s3.region,
            key: percent_encoding::percent_decode_str(path)
                .decode_utf8()
                .ok()?,
        })
    }
}
