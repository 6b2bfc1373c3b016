//! The elements of a page that contain the rows.

/// The kind of element that contains the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `<pre>`: a row is a line.
    Text,
    /// `<table>`: a row is a `<tr>`.
    Table,
    /// `<ul>` and similar elements: a row is a link with what follows it.
    List,
    /// The page outside these elements: a row is a link with what follows it.
    Body,
}

impl Shape {
    /// Number of shapes.
    pub(super) const COUNT: usize = 4;

    /// Returns the shape of the region that an element begins, if any.
    pub(super) fn of(tag: &[u8]) -> Option<Self> {
        match tag {
            b"pre" | b"listing" => Some(Self::Text),
            b"table" => Some(Self::Table),
            b"ul" | b"ol" | b"dir" | b"menu" => Some(Self::List),
            _ => None,
        }
    }
}
