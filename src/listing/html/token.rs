//! A token of an HTML page.

/// A token, borrowed from the page or from the tokenizer's buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// The beginning of a start tag, with its name in lower case.
    OpenTag(&'a [u8]),
    /// An attribute of the start tag, with its name in lower case.
    Attribute(&'a [u8]),
    /// The value of the last attribute, with character references decoded.
    Value(&'a [u8]),
    /// The end of the start tag.
    CloseTag,
    /// An end tag, with its name in lower case.
    EndTag(&'a [u8]),
    /// Text with character references decoded. A run of text may come in several tokens.
    Text(&'a [u8]),
    /// A document type declaration.
    Doctype,
    /// The end of a page within a tag or a comment.
    Cut,
}
