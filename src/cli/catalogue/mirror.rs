//! The mirror that an argument names.

use crate::cli::source::{SourceError, address, scheme};
use crate::mirror::{BaseUrl, BaseUrlError, IndexKind, Mirror, MirrorId, MirrorRegistry};

/// Why an argument names no mirror.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(in crate::cli) enum MirrorArgumentError {
    /// A short name that is not known.
    #[error(
        "{text} is no mirror; known are {known}, others are named by the address of their site root"
    )]
    Unknown {
        /// As given.
        text: String,
        /// The known short names.
        known: String,
    },
    /// The address of a directory below the site root.
    #[error("{text} is below the site root of {mirror}; write --mirror {mirror}")]
    Below {
        /// As given.
        text: String,
        /// The short name of the mirror.
        mirror: String,
    },
    /// An address that cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// An unknown bucket.
    #[error("{0} is no mirror that is known; a bucket is named by its short name")]
    Bucket(String),
    /// An address that cannot be that of a site root.
    #[error("{text} is no site root: {error}")]
    BaseUrl {
        /// As given.
        text: String,
        /// Why.
        error: BaseUrlError,
    },
}

/// Returns the mirror that an argument names; without one, the default.
///
/// A mirror that is known is so by its address, too; of any other, nothing is known but that.
pub(in crate::cli) fn mirror_of(argument: Option<&str>) -> Result<Mirror, MirrorArgumentError> {
    let registry = MirrorRegistry::built_in();
    let Some(text) = argument.map(str::trim) else {
        return Ok(registry.get_or_default(None).clone());
    };
    let Some(scheme) = scheme(text) else {
        let known = registry.get(&MirrorId(text.to_owned()));
        return known.cloned().ok_or_else(|| unknown(text, &registry));
    };
    let mut url = address(text, None)?;
    let located = registry.locate(text).ok();
    let known = located.and_then(|at| Some((registry.get(&at.mirror?)?, at.path)));
    let known = match known {
        Some((mirror, path)) if path.is_root() => Some(mirror.clone()),
        Some((mirror, _)) => {
            return Err(MirrorArgumentError::Below {
                text: text.to_owned(),
                mirror: mirror.id.as_str().to_owned(),
            });
        }
        None if scheme.eq_ignore_ascii_case("s3") => {
            return Err(MirrorArgumentError::Bucket(text.to_owned()));
        }
        None => None,
    };
    url.set_query(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    let base_url = BaseUrl::parse(url.as_str()).map_err(|error| MirrorArgumentError::BaseUrl {
        text: text.to_owned(),
        error,
    })?;
    let Some(mut mirror) = known else {
        return Ok(Mirror::of_base_url(base_url));
    };
    // A bucket has one address at which it lists its keys.
    if mirror.index != IndexKind::S3 {
        mirror.base_url = base_url;
    }
    Ok(mirror)
}

fn unknown(text: &str, registry: &MirrorRegistry) -> MirrorArgumentError {
    let known = registry.offered(false).map(|mirror| mirror.id.as_str());
    MirrorArgumentError::Unknown {
        text: text.to_owned(),
        known: known.collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirrors_are_named_by_short_name_or_address() {
        let ebi = "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/";
        for (argument, name, base_url) in [
            (None, "EBI", ebi),
            (Some("ebi"), "EBI", ebi),
            (
                Some("https://ftp.1000genomes.ebi.ac.uk/vol1/ftp"),
                "EBI",
                ebi,
            ),
            (
                Some("http://ftp.ncbi.nlm.nih.gov/1000genomes/ftp/"),
                "NCBI",
                "http://ftp.ncbi.nlm.nih.gov/1000genomes/ftp/",
            ),
            (
                Some("s3://1000genomes/"),
                "Amazon S3",
                "https://1000genomes.s3.amazonaws.com/",
            ),
            (
                Some(" http://127.0.0.1:8081/vol1/ftp?C=N#top "),
                "127.0.0.1:8081",
                "http://127.0.0.1:8081/vol1/ftp/",
            ),
        ] {
            let mirror = mirror_of(argument).expect("a mirror");
            assert_eq!(
                (mirror.name.as_str(), mirror.base_url.as_str()),
                (name, base_url),
                "{argument:?}"
            );
        }
        for (argument, words) in [
            ("embl", "known are ebi, ncbi, s3"),
            ("ena", "is no mirror"),
            (
                "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/",
                "write --mirror ebi",
            ),
            ("s3://other/", "named by its short name"),
            ("ftp://h/", "not spoken here"),
            ("http://me:secret@h/", "password"),
        ] {
            let error = mirror_of(Some(argument)).expect_err(argument);
            assert!(error.to_string().contains(words), "{argument}: {error}");
        }
    }
}
