//! Errors of plans for tools.

use crate::command::RegionError;
use crate::mirror::BaseUrlError;
use crate::plan::{ManifestError, OptionError};

/// Why a plan cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(in crate::cli) enum TransferError {
    /// The manifest is none, or has a mistake.
    #[error("{file} is no manifest that can be used: {error}")]
    Manifest {
        /// The file.
        file: String,
        /// What is wrong.
        error: ManifestError,
    },
    /// A line of a list is no path and no address.
    #[error(
        "{file}, line {line}: {text} is no path below vol1/ftp/ and no address of a file that is known"
    )]
    Path {
        /// The list.
        file: String,
        /// Its line, counted from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// The address of a mirror cannot be that of a site root.
    #[error("--base-url {text} is no site root: {error}")]
    BaseUrl {
        /// As given.
        text: String,
        /// Why.
        error: BaseUrlError,
    },
    /// There is nothing to plan.
    #[error("{0}: no file is named, so there is nothing to fetch")]
    NoFiles(String),
    /// No host that has the files offers the tool.
    #[error(
        "{tool} is not offered for these files by {mirror} and the archives that have them; name another mirror by --mirror, or use --tool script"
    )]
    NotOffered {
        /// The tool.
        tool: &'static str,
        /// The mirror that was chosen.
        mirror: String,
    },
    /// The tool needs a POSIX shell.
    #[error(
        "--tool {tool} needs a POSIX shell; for --shell {shell} there are the tools script, md5, urls and tsv"
    )]
    Shell {
        /// The tool.
        tool: &'static str,
        /// The shell.
        shell: &'static str,
    },
    /// No folder on Windows can have the name.
    #[error(
        "--dest {0} holds one of \" * < > ? |, which no folder on Windows can have in its name"
    )]
    DestinationOnWindows(String),
    /// The files of a snapshot are chosen by a query.
    #[error("--snapshot needs --query, which chooses files, or --paths")]
    NoQuery,
    /// A region cannot be read.
    #[error("--region {text}: {error}")]
    Region {
        /// As given.
        text: String,
        /// Why.
        error: RegionError,
    },
    /// A region or samples are wanted of no variant file.
    #[error("no file of the selection is a VCF (.vcf.gz), so no region or samples can be cut out")]
    NoVariants,
    /// No variant file has anything of a region.
    #[error("--region {0}: no VCF of the selection is of this chromosome and assembly")]
    NotInRegion(String),
    /// A code is of no population.
    #[error("--population {0}: no population or superpopulation has this code")]
    Population(String),
    /// A population has no samples in the files.
    #[error("--population {0}: none of its samples are in the VCFs of the selection")]
    NoSamples(String),
    /// A list of samples has none.
    #[error("--samples {0}: no sample is named in it, one name a line")]
    EmptySamples(String),
    /// An option cannot be used.
    #[error("{}", option(*.0))]
    Option(OptionError),
}

fn option(error: OptionError) -> &'static str {
    match error {
        OptionError::DestinationEmpty => "--dest is empty; name a folder",
        OptionError::DestinationCharacter => "--dest holds a control character",
        OptionError::DestinationParent => "--dest has a part .., which could lead anywhere",
        OptionError::KeyCharacter => "--key holds a control character",
        OptionError::GlobusDestinationNotAnId => "the receiving collection is no UUID",
    }
}
