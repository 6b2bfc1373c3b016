//! A file of a plan, and the reasons why a file cannot be one.

use crate::listing::Size;
use crate::mirror::{HostName, RemotePath};
use crate::table::Md5;

/// Longest file name in bytes on common file systems.
pub const NAME_MAX: usize = 255;

/// A file to be transferred.
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
    /// Another file of the plan has the path that this one needs for a folder.
    BelowAFile(RemotePath),
    /// The path is inside the folder that another host's files get.
    FolderOfHost(HostName),
    /// The host name is not allowed in an address or a command.
    HostName,
}

impl PlanItem {
    /// Returns whether `ascp` can be trusted with the names in this path.
    pub fn is_for_aspera(&self) -> bool {
        let is_odd = |text: &str| text.bytes().any(is_odd_for_aspera);
        let (there, here) = (self.path.as_str(), self.local_path.as_str());
        !is_odd(there) && (here == there || !is_odd(here))
    }
}

/// Returns whether IBM advises against a character in names; among them the brackets that `ascp` may read as a pattern.
///
/// `ascp` 3.9 drops backslashes: asked for `a\b` it names `ab` to the server (seen with a recording server).
fn is_odd_for_aspera(byte: u8) -> bool {
    matches!(
        byte,
        b'\\' | b'"' | b':' | b'\'' | b'?' | b'>' | b'<' | b'&' | b'*' | b'|' | b'[' | b']'
    )
}

/// Returns the reason why a path cannot be written into commands and lists, or saved under its name.
pub(super) fn refusal(path: &RemotePath) -> Option<Refusal> {
    // Nearly all paths are plain, and there can be 100,000 of them.
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    if path.is_root() {
        Some(Refusal::NotAFile)
    } else if path.as_str().len() <= NAME_MAX && path.as_str().bytes().all(plain) {
        None
    } else if !path.is_writable() || has_unwritable(path.as_str()) {
        Some(Refusal::UnwritableCharacter)
    } else if path.parts().any(|part| part.len() > NAME_MAX) {
        Some(Refusal::NameTooLong)
    } else {
        None
    }
}

/// Returns whether a text holds a character that ends a line for some tool, or that a terminal interprets.
///
/// `globus` splits its batch at U+2028 and U+2029 too (`str.splitlines` of Python).
pub(super) fn has_unwritable(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}
