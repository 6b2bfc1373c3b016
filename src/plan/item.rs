//! One file of a plan, or why it is none.

use crate::listing::Size;
use crate::manifest::Md5;
use crate::mirror::RemotePath;

/// The greatest number of bytes in a file name on common file systems.
pub const NAME_MAX: usize = 255;

/// Characters that IBM advises against in names, the brackets that `ascp` may read as a pattern among them.
///
/// `ascp` 3.9 drops backslashes: asked for `a\b` it names `ab` to the server (seen with a recording server).
const NOT_FOR_ASPERA: &[char] = &['\\', '"', ':', '\'', '?', '>', '<', '&', '*', '|', '[', ']'];

/// One file to be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanItem {
    /// Path on the main site.
    pub path: RemotePath,
    /// Address on the chosen mirror.
    pub url: String,
    /// Path in the destination folder: relative, `/`-separated, the chosen mirror's layout.
    pub local_path: String,
    /// Size in bytes, exact or rounded, if known.
    pub size: Option<Size>,
    /// Checksum, if known.
    pub md5: Option<Md5>,
}

/// Why a file cannot be part of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The path is the site root, not a file.
    NotAFile,
    /// The path holds a control character or a Unicode line separator: no list and no command can name it safely.
    UnwritableCharacter,
    /// A name in the path has more bytes than a file system takes.
    NameTooLong,
    /// Another file of the plan would get the same local path.
    SameLocalPath(RemotePath),
    /// Another file of the plan would stand where this one needs a folder.
    BelowAFile(RemotePath),
}

impl PlanItem {
    /// Says whether `ascp` can be trusted with the names in this path.
    pub fn is_for_aspera(&self) -> bool {
        !self.path.as_str().contains(NOT_FOR_ASPERA) && !self.local_path.contains(NOT_FOR_ASPERA)
    }
}

/// Says why a path cannot be written into commands and lists or saved under its name.
pub(super) fn refusal(path: &RemotePath) -> Option<Refusal> {
    if path.is_root() {
        Some(Refusal::NotAFile)
    } else if !path.is_writable() || has_unwritable(path.as_str()) {
        Some(Refusal::UnwritableCharacter)
    } else if path.parts().any(|part| part.len() > NAME_MAX) {
        Some(Refusal::NameTooLong)
    } else {
        None
    }
}

/// Says whether a character occurs that ends a line for some tool, or that a terminal obeys.
///
/// `globus` splits its batch at U+2028 and U+2029 too (`str.splitlines` of Python).
pub(super) fn has_unwritable(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}
