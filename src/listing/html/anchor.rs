//! The link that is open, and what it leads to.

/// The open link.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) region: usize,
    pub(super) role: Role,
    /// Whether a line ended within the link.
    pub(super) broken: bool,
}

/// The role that the rules give to a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Entry,
    Parent,
    Refused,
}
