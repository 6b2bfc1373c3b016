//! The ways to get files: the tools, and the browser.

use serde::{Deserialize, Serialize};

use super::BundleTool;
use crate::plan::{BROWSER_LIMIT, Totals};

/// The ways to get files, as tabs of the Get page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Download in this page.
    Browser,
    /// A tool, or a list for others.
    #[serde(untagged)]
    Tool(BundleTool),
}

impl Method {
    /// All of them, in the order in which they are offered: those that most people take first.
    pub const ALL: [Self; 17] = [
        Self::Tool(BundleTool::Script),
        Self::Tool(BundleTool::Wget),
        Self::Browser,
        Self::Tool(BundleTool::Globus),
        Self::Tool(BundleTool::Curl),
        Self::Tool(BundleTool::Aria2),
        Self::Tool(BundleTool::Ascp),
        Self::Tool(BundleTool::Aws),
        Self::Tool(BundleTool::S5cmd),
        Self::Tool(BundleTool::Rclone),
        Self::Tool(BundleTool::Lftp),
        Self::Tool(BundleTool::Slurm),
        Self::Tool(BundleTool::Snakemake),
        Self::Tool(BundleTool::Nextflow),
        Self::Tool(BundleTool::Md5),
        Self::Tool(BundleTool::Urls),
        Self::Tool(BundleTool::Tsv),
    ];

    /// Returns the way that is right for most who have nothing installed.
    ///
    /// One file of a size that a browser takes is downloaded there; what takes days goes by Globus, as the archive itself
    /// recommends; all else by the script, which needs curl or wget alone, checks each file, and goes on where it stopped.
    pub fn advised(totals: &Totals, can_stream: bool, has_globus: bool) -> Self {
        if totals.files == 1
            && can_stream
            && totals.unknown_sizes == 0
            && totals.bytes <= BROWSER_LIMIT
        {
            Self::Browser
        } else if totals.likely_bytes() >= DAYS && has_globus {
            Self::Tool(BundleTool::Globus)
        } else {
            Self::Tool(BundleTool::Script)
        }
    }
}

/// Bytes that take more than a day at 100 Mbit/s: 1 TB.
const DAYS: u64 = 1_000_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_written_by_their_names_and_all_are_offered() {
        assert_eq!(Method::ALL.len(), BundleTool::ALL.len() + 1);
        let offered = |tool| Method::ALL.contains(&Method::Tool(tool));
        assert!(BundleTool::ALL.into_iter().all(offered));
        for method in Method::ALL {
            let text = serde_json::to_string(&method).expect("plain data");
            assert_eq!(
                serde_json::from_str::<Method>(&text).ok(),
                Some(method),
                "{text}"
            );
        }
        for (text, method) in [
            ("\"wget\"", Method::Tool(BundleTool::Wget)),
            ("\"browser\"", Method::Browser),
            ("\"ascp\"", Method::Tool(BundleTool::Ascp)),
        ] {
            assert_eq!(serde_json::from_str::<Method>(text).ok(), Some(method));
        }
    }

    #[test]
    fn the_advised_way_is_by_number_and_size() {
        let (tool, gb) = (Method::Tool, 1_000_000_000);
        for (files, bytes, unknown_sizes, can_stream, has_globus, expected) in [
            (1, gb, 0, true, true, Method::Browser),
            (1, gb, 0, false, true, tool(BundleTool::Script)),
            (1, 0, 1, true, true, tool(BundleTool::Script)),
            (1, 3 * gb, 0, true, true, tool(BundleTool::Script)),
            (2, gb, 0, true, true, tool(BundleTool::Script)),
            (179, 2_600 * gb, 0, true, true, tool(BundleTool::Globus)),
            (179, 2_600 * gb, 0, true, false, tool(BundleTool::Script)),
        ] {
            let totals = Totals {
                files,
                bytes,
                unknown_sizes,
                ..Totals::default()
            };
            let advised = Method::advised(&totals, can_stream, has_globus);
            assert_eq!(advised, expected, "{files} files, {bytes} bytes");
        }
    }
}
