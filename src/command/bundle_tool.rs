//! The tools and lists for which bundles are made.

use serde::{Deserialize, Serialize};

use super::bundle::{Bundle, BundleOptions, LeftOutReason};
use super::parts::run;
use super::{BlockKind, Shell, Tool};
use super::{aria2, ascp, curl, engines, globus, lftp, lists, rclone, s3, script, wget, windows};
use crate::plan::{Manifest, Plans, TransferPlan};
use crate::text::script::CHECK_LATER;

/// A tool, or a list for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BundleTool {
    /// A script that needs nothing else: curl or wget in a POSIX shell, and what Windows has.
    Script,
    /// GNU wget.
    Wget,
    /// curl.
    Curl,
    /// aria2.
    Aria2,
    /// rclone.
    Rclone,
    /// lftp.
    Lftp,
    /// The AWS command line.
    Aws,
    /// s5cmd.
    S5cmd,
    /// Globus.
    Globus,
    /// `ascp`, the command of IBM Aspera.
    Ascp,
    /// Slurm: a job array.
    Slurm,
    /// Snakemake: a workflow.
    Snakemake,
    /// Nextflow: a workflow.
    Nextflow,
    /// A list of checksums.
    Md5,
    /// A list of addresses.
    Urls,
    /// A table.
    Tsv,
}

impl BundleTool {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 16] = [
        Self::Script,
        Self::Wget,
        Self::Curl,
        Self::Aria2,
        Self::Rclone,
        Self::Lftp,
        Self::Aws,
        Self::S5cmd,
        Self::Globus,
        Self::Ascp,
        Self::Slurm,
        Self::Snakemake,
        Self::Nextflow,
        Self::Md5,
        Self::Urls,
        Self::Tsv,
    ];

    /// Returns its name, as people type it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Wget => "wget",
            Self::Curl => "curl",
            Self::Aria2 => "aria2",
            Self::Rclone => "rclone",
            Self::Lftp => "lftp",
            Self::Aws => "aws",
            Self::S5cmd => "s5cmd",
            Self::Globus => "globus",
            Self::Ascp => "ascp",
            Self::Slurm => "slurm",
            Self::Snakemake => "snakemake",
            Self::Nextflow => "nextflow",
            Self::Md5 => "md5",
            Self::Urls => "urls",
            Self::Tsv => "tsv",
        }
    }

    /// Returns the tool whose commands can be pasted as they are, without a file, if it is one.
    pub fn command(self) -> Option<Tool> {
        match self {
            Self::Wget => Some(Tool::Wget),
            Self::Globus => Some(Tool::Globus),
            Self::Ascp => Some(Tool::Ascp),
            _ => None,
        }
    }

    /// Returns whether it can be used from a shell: those of Windows have a script and the lists, as the check that follows other tools is
    /// a script for a POSIX shell.
    pub fn is_for(self, shell: Shell) -> bool {
        let is_for_all = matches!(self, Self::Script | Self::Md5 | Self::Urls | Self::Tsv);
        is_for_all || shell == Shell::Posix
    }

    /// Writes what it needs. The plans are those of which the manifest was made.
    pub fn bundle(self, manifest: &Manifest, plans: &Plans, options: &BundleOptions<'_>) -> Bundle {
        let of_plans = |tool: Tool| of_plans(tool, plans, manifest, options);
        match self {
            Self::Script => match options.shell {
                Shell::Posix => script::script(manifest, options),
                Shell::PowerShell => windows::powershell(manifest, options),
                Shell::Cmd => windows::cmd(manifest, options),
            },
            Self::Wget => of_plans(Tool::Wget),
            Self::Curl => curl::curl(manifest, options),
            Self::Aria2 => aria2::aria2(manifest, options),
            Self::Rclone => rclone::rclone(manifest, options),
            Self::Lftp => lftp::lftp(manifest, options),
            Self::Aws => s3::aws(manifest, options),
            Self::S5cmd => s3::s5cmd(manifest, options),
            Self::Globus => of_plans(Tool::Globus),
            Self::Ascp => of_plans(Tool::Ascp),
            Self::Slurm => engines::slurm(manifest, options),
            Self::Snakemake => engines::snakemake(manifest, options),
            Self::Nextflow => engines::nextflow(manifest, options),
            Self::Md5 => lists::md5(manifest),
            Self::Urls => lists::urls(manifest),
            Self::Tsv => lists::tsv(manifest),
        }
    }
}

/// Writes the lists of a tool of the page, a script that runs it with them, and the check. Empty if no file can be got.
fn of_plans(tool: Tool, plans: &Plans, manifest: &Manifest, options: &BundleOptions<'_>) -> Bundle {
    let (parts, left_out) = match tool {
        Tool::Wget => (wget::parts(plans.all()), Vec::new()),
        Tool::Globus => (globus::parts(plans.all()), Vec::new()),
        Tool::Ascp => ascp::parts(plans.all()),
    };
    let mut bundle = Bundle::default();
    if parts.is_empty() {
        return bundle;
    }
    let check = script::CHECK_NAME;
    // Globus takes a task and carries it out later: a check at once would find nothing. zsh has a variable `status` of its own.
    let run = match tool {
        Tool::Globus => run(
            &parts,
            "result=0\n",
            "[ $? = 0 ] || result=1\n",
            &format!("echo '{CHECK_LATER}'\nexit $result\n"),
        ),
        _ => run(
            &parts,
            &format!("sh {check} before\n"),
            "",
            &format!("sh {check}\n"),
        ),
    };
    for file in parts.into_iter().flat_map(|part| part.files) {
        if let BlockKind::File { name } = &file.kind {
            bundle = bundle.with(name, file.text);
        }
    }
    let left_out = left_out.iter().map(|path| path.text().into_owned());
    bundle
        .with("run.sh", run)
        .with(check, script::check(manifest, options))
        .run("sh run.sh".to_owned())
        .without(LeftOutReason::Name, left_out.collect())
        .without(LeftOutReason::NotOffered, not_offered(tool, plans))
}

/// Returns the paths of files whose hosts do not offer a tool.
fn not_offered(tool: Tool, plans: &Plans) -> Vec<String> {
    let offers = |plan: &&TransferPlan| match tool {
        Tool::Wget => true,
        Tool::Globus => plan.globus.is_some(),
        Tool::Ascp => plan.aspera.is_some(),
    };
    let without = plans.all().iter().filter(|plan| !offers(plan));
    let items = without.flat_map(|plan| &plan.items);
    items.map(|item| item.path.text().into_owned()).collect()
}
