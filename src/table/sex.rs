//! The sex of a person.

/// The sex of a person, as the site's tables state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// `female`, `F` or 2.
    Female,
    /// `male`, `M` or 1.
    Male,
}

impl Sex {
    /// Both, in the order of the portal.
    pub const ALL: [Self; 2] = [Self::Female, Self::Male];

    /// Returns the word for it in tables and queries: `female` or `male`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }

    /// Reads `female` or `male`, in any case of letters.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|sex| sex.name().eq_ignore_ascii_case(name))
    }

    /// Reads a word or number of a table; nothing if it is none of them.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            "m" | "M" | "1" => Some(Self::Male),
            "f" | "F" | "2" => Some(Self::Female),
            _ => Self::from_name(text),
        }
    }
}
