//! The documents in XML that are read, by their outermost elements.

/// The root elements that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// nginx's list.
    List,
    /// An S3 bucket.
    Bucket,
    /// A container of Azure's Blob service.
    Blobs,
    /// The containers of an account of Azure's Blob service, which hold no files themselves.
    Containers,
    /// A container of Swift.
    Container,
    /// WebDAV's answer about a collection.
    Multistatus,
    /// An S3 service's error.
    Error,
}

impl Root {
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "list" => Some(Self::List),
            "listbucketresult" => Some(Self::Bucket),
            "enumerationresults" => Some(Self::Blobs),
            "container" => Some(Self::Container),
            "multistatus" => Some(Self::Multistatus),
            "error" => Some(Self::Error),
            _ => None,
        }
    }

    /// Says whether an element below these others is a row.
    pub(super) fn is_row(self, parents: &[&str], name: &str) -> bool {
        match (self, parents) {
            (Self::List, []) => true,
            (Self::Bucket, []) => matches!(name, "contents" | "commonprefixes"),
            (Self::Blobs, ["blobs"]) => matches!(name, "blob" | "blobprefix"),
            (Self::Container, []) => matches!(name, "object" | "subdir"),
            (Self::Multistatus, []) => name == "response",
            _ => false,
        }
    }

    /// Says whether its rows are keys with the prefix that was asked for.
    pub(super) fn has_keys(self) -> bool {
        matches!(self, Self::Bucket | Self::Blobs | Self::Container)
    }
}
