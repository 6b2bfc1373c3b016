//! What is said of the ways to get files: names, when each is right, and how to install it.

use super::{count, files, files_and_size, visible};
use crate::command::{BundleTool, Method, Shell};
use crate::plan::Totals;

/// Returns the identifier of a tab in the page.
pub fn tab_id(method: Method) -> String {
    match method {
        Method::Browser => "tab-browser".to_owned(),
        Method::Tool(tool) => format!("tab-{}", tool.as_str()),
    }
}

/// Returns the label of a way.
pub fn tab_name(method: Method) -> &'static str {
    let Method::Tool(tool) = method else {
        return "Browser";
    };
    match tool {
        BundleTool::Script => "Script",
        BundleTool::Globus => "Globus",
        BundleTool::Aws => "AWS CLI",
        BundleTool::Slurm => "Slurm",
        BundleTool::Snakemake => "Snakemake",
        BundleTool::Nextflow => "Nextflow",
        BundleTool::Md5 => "MD5 list",
        BundleTool::Urls => "Addresses",
        BundleTool::Tsv => "Table",
        BundleTool::Aria2 => "aria2",
        tool => tool.as_str(),
    }
}

/// Says when a way is the right one.
pub fn tab_words(method: Method) -> &'static str {
    let Method::Tool(tool) = method else {
        return "Best for a few files on a computer where nothing can be installed: into a folder that you pick, each checked on the way.";
    };
    match tool {
        BundleTool::Script => {
            "Best for most: one file that needs only curl or wget. It fetches what is missing, checks each file, tries the next mirror, and goes on where it stopped when you run it again."
        }
        BundleTool::Wget => {
            "Best for a few files on Linux, macOS or a cluster, pasted as it is: continues where it stopped, keeps the folders, checks what has a checksum. For bash, zsh and sh."
        }
        BundleTool::Curl => "For computers that have curl and no wget, such as macOS.",
        BundleTool::Aria2 => {
            "For many files at once over HTTP: aria2 takes each from any mirror that has it, and checks it."
        }
        BundleTool::Rclone => {
            "For those who keep their data by rclone, and to copy into a cloud store."
        }
        BundleTool::Lftp => {
            "For clusters that have lftp: several files at once, continued where they stopped."
        }
        BundleTool::Aws => {
            "For computers in Amazon’s cloud, best in the region of the bucket. Only what a bucket of Amazon S3 has."
        }
        BundleTool::S5cmd => "Many files at once from Amazon S3. Only what a bucket there has.",
        BundleTool::Globus => {
            "Best for many or very large files: runs without you, and IGSR recommends it. Needs a Globus account."
        }
        BundleTool::Ascp => {
            "Fast over long distances where UDP port 33001 is open. Needs IBM Aspera and its key file. For bash, zsh and sh."
        }
        BundleTool::Slurm => {
            "For a cluster with Slurm: a job array that runs the script on parts of the files, two at once as the hosts allow, and again for parts that failed."
        }
        BundleTool::Snakemake => {
            "For a pipeline in Snakemake: a Snakefile that fetches and checks the files."
        }
        BundleTool::Nextflow => {
            "For a pipeline in Nextflow: a small workflow that fetches and checks the files."
        }
        BundleTool::Md5 => {
            "To check what you have already: md5sum -c reads it, and so does rclone."
        }
        BundleTool::Urls => "The addresses alone, one a line, for a tool of your own.",
        BundleTool::Tsv => "Everything known of each file, for a spreadsheet or a program.",
    }
}

/// Says how to install what a way needs; nothing where there is nothing to install.
pub fn install(method: Method) -> &'static str {
    let Method::Tool(tool) = method else {
        return "Nothing to install. Chrome and Edge write to a folder that you pick; other browsers hand the files to their downloads.";
    };
    match tool {
        BundleTool::Script => {
            "Nothing to install: Linux and macOS have a shell with curl or wget, Windows 10 has PowerShell, cmd and curl."
        }
        BundleTool::Wget => "Debian, Ubuntu: sudo apt install wget. macOS: brew install wget.",
        BundleTool::Curl => "Debian, Ubuntu: sudo apt install curl. macOS and Windows 10 have it.",
        BundleTool::Aria2 => {
            "Debian, Ubuntu: sudo apt install aria2. macOS: brew install aria2. conda install -c conda-forge aria2."
        }
        BundleTool::Rclone => {
            "Debian, Ubuntu: sudo apt install rclone. macOS: brew install rclone."
        }
        BundleTool::Lftp => "Debian, Ubuntu: sudo apt install lftp. macOS: brew install lftp.",
        BundleTool::Aws => "Debian, Ubuntu: sudo apt install awscli. macOS: brew install awscli.",
        BundleTool::S5cmd => {
            "macOS: brew install peak/tap/s5cmd. conda install -c conda-forge s5cmd."
        }
        BundleTool::Globus => {
            "The web app needs nothing. For the command: pip install globus-cli. Your own computer needs Globus Connect Personal."
        }
        BundleTool::Ascp => {
            "Any system with Ruby: gem install aspera-cli, then ascli config transferd install; or IBM Aspera Connect."
        }
        BundleTool::Slurm => "Your cluster has it.",
        BundleTool::Snakemake => {
            "conda install -c conda-forge -c bioconda snakemake, or pip install snakemake."
        }
        BundleTool::Nextflow => "conda install -c bioconda nextflow.",
        BundleTool::Md5 | BundleTool::Urls | BundleTool::Tsv => "",
    }
}

/// Says which way is right for these files, and why.
pub fn advice(method: Method, totals: &Totals) -> String {
    let all = files_and_size(totals);
    match method {
        Method::Browser => format!("{all}: this browser can fetch and check it."),
        Method::Tool(BundleTool::Globus) => {
            format!("{all}: take Globus, which runs for days without you.")
        }
        Method::Tool(_) => format!(
            "{all}: take the script. It needs nothing but curl or wget, checks each file, and goes on where it stopped."
        ),
    }
}

/// Label of the menu of the ways that fewer people take.
pub const MORE_WAYS: &str = "More ways";

/// Label of the button that saves the manifest.
pub const SAVE_MANIFEST: &str = "Save the manifest";

/// Returns the label of the button that saves all files that a tool needs.
pub fn save_all(files: u32) -> String {
    format!("Save all {} files", count(files.into()))
}

/// Says how far the planning is.
pub fn planning_words(files: u64) -> String {
    match files {
        0 => "Planning…".to_owned(),
        files => format!("Planning: {} files so far…", count(files)),
    }
}

/// Says that the worker writes what a way needs.
pub fn writing_words(method: Method) -> String {
    format!("Writing what {} needs…", tab_name(method))
}

/// Returns the name of the archive of all that a tool needs, without extension.
pub fn archive_name(tool: BundleTool) -> String {
    format!("igsr-{}", tool.as_str())
}

/// Returns the name of a shell.
pub fn shell_name(shell: Shell) -> &'static str {
    match shell {
        Shell::Posix => "bash, zsh, sh (Linux, macOS, WSL)",
        Shell::PowerShell => "PowerShell (Windows)",
        Shell::Cmd => "cmd (Windows)",
    }
}

/// Says that a tool is for a POSIX shell alone.
pub const NEEDS_POSIX: &str = "On Windows, run this in WSL or on the computer that is to have the files. The script is also there for PowerShell and cmd.";

/// Label of the button that opens a manifest.
pub const OPEN_MANIFEST: &str = "Open a manifest";
/// Says that a manifest can be dropped.
pub const DROP_MANIFEST: &str = "A plan that was saved as manifest.json, here or by igsr-fetch plan. You can also drop it on this page.";

/// Returns the name of the selection that a manifest becomes.
pub fn selection_of_manifest(file: &str) -> &str {
    file.strip_suffix(".json").unwrap_or(file)
}

/// Says that a manifest was opened.
pub fn opened_manifest(name: &str, number: usize) -> String {
    format!("{} of {} are selected.", files(number), visible(name))
}

/// Says why a file could not be opened as a manifest.
pub fn unread_manifest(name: &str, reason: &dyn std::fmt::Display) -> String {
    let name = if name.is_empty() { "The file" } else { name };
    format!(
        "{} cannot be opened: {}.",
        visible(name),
        visible(&reason.to_string())
    )
}
