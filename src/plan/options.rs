//! Options of a transfer.

use serde::{Deserialize, Serialize};

use super::item::has_unwritable;
use super::{Destination, System};

/// Default destination folder.
const DESTINATION: &str = "igsr";

/// Options of a transfer, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanOptions {
    /// Destination folder; the mirror's directories are kept inside. `~/` stands for the home folder.
    pub destination: String,
    /// The path of the key file for `ascp`; empty if none is known. `~/` stands for the home folder.
    pub aspera_key: String,
    /// The identifier (a UUID) of the Globus collection that receives; empty for the computer that runs the command.
    pub globus_destination: String,
}

/// The ways in which an option can be invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OptionError {
    /// The destination is empty.
    DestinationEmpty,
    /// The destination holds a character that cannot be written into a command.
    DestinationCharacter,
    /// The destination has a part `..`.
    DestinationParent,
    /// The path of the key holds a character that cannot be written into a command.
    KeyCharacter,
    /// The receiving collection is not a UUID.
    GlobusDestinationNotAnId,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            destination: DESTINATION.to_owned(),
            aspera_key: String::new(),
            globus_destination: String::new(),
        }
    }
}

impl PlanOptions {
    /// Returns the errors in the options. A plan uses the default in place of an invalid option.
    pub fn problems(&self) -> Vec<OptionError> {
        [
            self.destination_place().err(),
            self.key_place().err(),
            self.globus_id().err(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Returns the destination folder; the default where that in the options is invalid.
    pub fn folder(&self) -> Destination {
        self.destination_place()
            .unwrap_or_else(|_| Destination::read(DESTINATION))
    }

    /// Returns whether a system can have the destination folder: Windows takes some characters in no name.
    pub fn folder_is_for(&self, system: System) -> bool {
        let is_refused = |letter| matches!(letter, '"' | '*' | '<' | '>' | '?' | '|');
        system != System::Windows || !self.destination.contains(is_refused)
    }

    /// Returns the destination folder.
    fn destination_place(&self) -> Result<Destination, OptionError> {
        if self.destination.trim().is_empty() {
            return Err(OptionError::DestinationEmpty);
        }
        if has_unwritable(&self.destination) {
            return Err(OptionError::DestinationCharacter);
        }
        if self.destination.split('/').any(|part| part.trim() == "..") {
            return Err(OptionError::DestinationParent);
        }
        Ok(Destination::read(&self.destination))
    }

    /// Returns the key file for `ascp`, if one is named.
    pub(super) fn key_place(&self) -> Result<Option<Destination>, OptionError> {
        if has_unwritable(&self.aspera_key) {
            return Err(OptionError::KeyCharacter);
        }
        Ok(Some(Destination::read(&self.aspera_key)).filter(|place| !place.below.is_empty()))
    }

    /// Returns the receiving collection, if one is named.
    pub(super) fn globus_id(&self) -> Result<Option<String>, OptionError> {
        let text = self.globus_destination.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if !is_uuid(text) {
            return Err(OptionError::GlobusDestinationNotAnId);
        }
        Ok(Some(text.to_ascii_lowercase()))
    }
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}
