//! Paths below the destination folder: which are safe, and which name a file gets on a system that cannot have its own.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

use super::NAME_MAX;
use super::item::has_unwritable;

/// A family of systems, by the names that their files can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// Linux, macOS and other systems that take every name without a slash.
    Unix,
    /// Windows, which has reserved names and characters (Microsoft, “Naming Files, Paths, and Namespaces”, read November 2026).
    Windows,
}

/// Why a path is not safe below a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LocalPathError {
    /// It is empty, or a part of it is.
    #[error("it is empty, has an empty part, or begins or ends with a slash")]
    EmptyPart,
    /// A part of it is `.` or `..`.
    #[error("a part of it is . or .., which could lead out of the folder")]
    Dots,
    /// It holds a control character or a line separator.
    #[error("it holds a control character or a line separator")]
    UnwritableCharacter,
    /// A part has more bytes than a file system takes.
    #[error("a part of it has more than {NAME_MAX} bytes")]
    NameTooLong,
}

/// Checks that a path is relative and stays inside its folder, on any system that can have its names.
///
/// # Errors
///
/// The first rule that it breaks.
pub fn check_local_path(path: &str) -> Result<(), LocalPathError> {
    if path.split('/').any(str::is_empty) {
        Err(LocalPathError::EmptyPart)
    } else if path.split('/').any(|part| matches!(part, "." | "..")) {
        Err(LocalPathError::Dots)
    } else if has_unwritable(path) {
        Err(LocalPathError::UnwritableCharacter)
    } else if path.split('/').any(|part| part.len() > NAME_MAX) {
        Err(LocalPathError::NameTooLong)
    } else {
        Ok(())
    }
}

/// Returns a path as a system can have it: what Windows refuses is written as `%` and two hexadecimal digits.
///
/// ```
/// use igsr_fetch::plan::{System, path_on};
///
/// assert_eq!(path_on(System::Windows, "a:b/CON.txt"), "a%3Ab/%43ON.txt");
/// assert_eq!(path_on(System::Unix, "a:b/CON.txt"), "a:b/CON.txt");
/// ```
pub fn path_on(system: System, path: &str) -> Cow<'_, str> {
    if system == System::Unix || path.split('/').all(is_for_windows) {
        return Cow::Borrowed(path);
    }
    let parts = path.split('/').map(name_for_windows);
    Cow::Owned(parts.collect::<Vec<_>>().join("/"))
}

/// Characters that no name on Windows can have. A slash never stands in a name.
const REFUSED: &[char] = &['\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names of devices, which a file cannot have with any extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

fn is_for_windows(name: &str) -> bool {
    !name.contains(REFUSED) && !name.ends_with(['.', ' ']) && !is_device(name)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is_port = |prefix: &str| {
        let rest = stem
            .get(..3)
            .filter(|head| head.eq_ignore_ascii_case(prefix));
        rest.is_some()
            && matches!(
                &stem[3..],
                "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
    };
    DEVICES
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device))
        || is_port("com")
        || is_port("lpt")
}

fn name_for_windows(name: &str) -> String {
    if is_for_windows(name) {
        return name.to_owned();
    }
    let last = name.len() - name.chars().next_back().map_or(0, char::len_utf8);
    let device = is_device(name);
    let mut written = String::with_capacity(name.len() + 8);
    for (at, letter) in name.char_indices() {
        let ends_badly = at == last && matches!(letter, '.' | ' ');
        if REFUSED.contains(&letter) || ends_badly || (device && at == 0) {
            // All of these are ASCII. Writing to a `String` cannot fail.
            let _ = write!(written, "%{:02X}", u32::from(letter));
        } else {
            written.push(letter);
        }
    }
    written
}

/// Makes paths unique where capitals do not count, as on macOS and Windows: a number follows the name of each further one.
#[derive(Debug, Default)]
pub(super) struct UniquePaths(HashSet<String>);

impl UniquePaths {
    /// Returns the path, or one that no path before it has.
    pub(super) fn add(&mut self, path: String) -> String {
        if self.0.insert(path.to_lowercase()) {
            return path;
        }
        let numbered = (2_u32..).map(|number| format!("{path}_{number}"));
        for other in numbered {
            if self.0.insert(other.to_lowercase()) {
                return other;
            }
        }
        path
    }
}
