//! The mirror of a plan.

use super::args::PlanArgs;
use super::error::TransferError;
use crate::cli::catalogue::mirror_of;
use crate::cli::error::CliError;
use crate::mirror::{BaseUrl, Mirror, MirrorRegistry};

/// Returns the mirror that the arguments name.
pub(super) fn mirror(args: &PlanArgs, registry: &MirrorRegistry) -> Result<Mirror, CliError> {
    match &args.base_url {
        Some(text) => {
            let base = BaseUrl::parse(text).map_err(|error| TransferError::BaseUrl {
                text: text.clone(),
                error,
            })?;
            Ok(Mirror::of_base_url(base))
        }
        None => match &args.mirror {
            Some(id) => Ok(mirror_of(Some(id))?),
            None => Ok(registry.get_or_default(None).clone()),
        },
    }
}
