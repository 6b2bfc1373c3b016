//! The shells for which scripts are written.

use serde::{Deserialize, Serialize};

use crate::plan::System;

/// A shell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shell {
    /// A POSIX shell: bash, zsh, dash, busybox.
    #[default]
    #[serde(rename = "sh")]
    Posix,
    /// Windows PowerShell 5.1 or PowerShell 7.
    PowerShell,
    /// cmd.exe of Windows 10 or newer.
    Cmd,
}

impl Shell {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Posix, Self::PowerShell, Self::Cmd];

    /// Returns its name, as people type it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Posix => "sh",
            Self::PowerShell => "powershell",
            Self::Cmd => "cmd",
        }
    }

    /// Returns the system whose rules names follow. PowerShell 7 also runs elsewhere, where names for Windows are valid too.
    pub fn system(self) -> System {
        match self {
            Self::Posix => System::Unix,
            Self::PowerShell | Self::Cmd => System::Windows,
        }
    }
}
