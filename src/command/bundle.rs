//! What a tool needs to carry out a manifest: files for one folder, and the line to run there.

use super::Shell;
use crate::mirror::{MirrorId, MirrorRegistry};
use crate::plan::{Destination, Manifest, ManifestFile};

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
    pub(super) key: String,
}

/// Returns the files that a bucket has, and the local paths of the others.
pub(super) fn in_buckets<'a>(
    manifest: &'a Manifest,
    registry: &'a MirrorRegistry,
) -> (Vec<BucketFile<'a>>, Vec<String>) {
    let mut found = Vec::new();
    let mut others = Vec::new();
    for file in &manifest.files {
        let mut sources = file.sources.iter();
        let place =
            sources.find_map(|source| bucket_file(file, &source.mirror, &source.url, registry));
        match place {
            Some(place) => found.push(place),
            None => others.push(file.local_path.clone()),
        }
    }
    (found, others)
}

fn bucket_file<'a>(
    file: &'a ManifestFile,
    mirror: &MirrorId,
    url: &str,
    registry: &'a MirrorRegistry,
) -> Option<BucketFile<'a>> {
    let mirror = registry.entry(mirror)?;
    let s3 = mirror.s3.as_ref()?;
    let below = url.strip_prefix(mirror.base_url.as_str())?;
    let key = percent_encoding::percent_decode_str(below)
        .decode_utf8()
        .ok()?;
    Some(BucketFile {
        file,
        bucket: &s3.bucket,
        region: &s3.region,
        key: key.into_owned(),
    })
}
