//! Names of selections and of saved searches.

/// Longest name in characters.
const LONGEST: usize = 64;

/// Largest number of selections, and of saved searches.
pub(super) const MOST: usize = 100;

/// Reason why a name is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// The name is empty.
    #[error("the name is empty")]
    Empty,
    /// The name is too long.
    #[error("the name is longer than {most} letters")]
    TooLong {
        /// Longest allowed, in characters.
        most: usize,
    },
    /// The name holds a control character.
    #[error("the name holds a character that cannot be shown")]
    Control,
    /// Another selection has the name.
    #[error("another selection is named {name}")]
    Taken {
        /// The name.
        name: String,
    },
    /// There are too many selections for one more.
    #[error("there are {most} selections, and no more are kept")]
    TooMany {
        /// Largest number of selections.
        most: usize,
    },
    /// No selection has the name.
    #[error("no selection is named {name}")]
    Unknown {
        /// The name.
        name: String,
    },
    /// Another saved search has the name.
    #[error("another search is saved as {name}")]
    SearchTaken {
        /// The name.
        name: String,
    },
    /// There are too many saved searches for one more.
    #[error("{most} searches are saved, and no more are kept")]
    TooManySearches {
        /// Largest number of saved searches.
        most: usize,
    },
    /// No saved search has the name.
    #[error("no search is saved as {name}")]
    UnknownSearch {
        /// The name.
        name: String,
    },
}

/// Checks what a name is made of, and trims it.
pub(super) fn checked(name: &str) -> Result<String, NameError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > LONGEST {
        return Err(NameError::TooLong { most: LONGEST });
    }
    if name.contains(char::is_control) {
        return Err(NameError::Control);
    }
    Ok(name.to_owned())
}

/// Returns a name with a number behind it, no longer than one may be.
pub(super) fn numbered(like: &str, number: u32) -> String {
    let beginning: String = like.chars().take(LONGEST - 4).collect();
    format!("{} {number}", beginning.trim_end())
}
