//! The sample sheet of nf-core's pipelines: `sample,fastq_1,fastq_2`, a row for each run.
//!
//! The form: nf-core/rnaseq and nf-core/sarek, “Samplesheet input” (read November 2026). Paths are below the folder of the sheet.

use std::collections::BTreeMap;

use crate::plan::{Anchor, Destination, Manifest, ManifestFile};

/// Its name.
pub(super) const NAME: &str = "samplesheet.csv";

/// How names of reads end, behind the number of the mate.
const ENDINGS: [&str; 6] = [
    ".filt.fastq.gz",
    ".fastq.gz",
    ".fq.gz",
    ".fastq",
    ".fq",
    ".fastq.bz2",
];

/// The files of a run: both mates, or reads without one.
#[derive(Default)]
struct Run<'a> {
    mates: [Option<&'a ManifestFile>; 2],
    single: Option<&'a ManifestFile>,
}

/// Writes the sheet; nothing if no file holds reads, or where paths begin at home, which no sheet can say.
///
/// Reads that lost their mate, which lie beside pairs, are left out: pipelines take a sample as paired or as single.
pub(super) fn sample_sheet(manifest: &Manifest, destination: &Destination) -> Option<String> {
    let folder = match destination.anchor {
        Anchor::Here => destination.below.clone(),
        Anchor::Root => format!("/{}", destination.below),
        Anchor::Home => return None,
    };
    let mut runs: BTreeMap<&str, Run<'_>> = BTreeMap::new();
    for file in &manifest.files {
        let mut endings = ENDINGS.iter();
        let Some(stem) = endings.find_map(|end| file.local_path.strip_suffix(end)) else {
            continue;
        };
        let first = stem.strip_suffix("_1").map(|run| (run, 0));
        let mate = first.or_else(|| stem.strip_suffix("_2").map(|run| (run, 1)));
        match mate {
            Some((run, mate)) => runs.entry(run).or_default().mates[mate] = Some(file),
            None => runs.entry(stem).or_default().single = Some(file),
        }
    }
    let mut text = "sample,fastq_1,fastq_2\n".to_owned();
    for (stem, run) in &runs {
        let (one, two) = match (run.mates, run.single) {
            ([Some(one), two], _) => (one, two),
            ([None, Some(only)], _) | ([None, None], Some(only)) => (only, None),
            ([None, None], None) => continue,
        };
        let place = |file: &ManifestFile| field(&format!("{folder}/{}", file.local_path));
        let two = two.map_or_else(String::new, place);
        text.extend([&field(sample(stem)), ",", &place(one), ",", &two, "\n"]);
    }
    (!runs.is_empty()).then_some(text)
}

/// Returns the sample that a path names, as `NA12878` or `HG00096`; else the name of the run.
fn sample(stem: &str) -> &str {
    let is_sample = |word: &&str| {
        let digits = word.strip_prefix("NA").or_else(|| word.strip_prefix("HG"));
        digits.is_some_and(|digits| {
            digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let mut words = stem.split(['/', '.', '_', '-']);
    let run = || stem.rsplit('/').next().unwrap_or(stem);
    words.find(is_sample).unwrap_or_else(run)
}

/// Writes a field of a table with commas between: in quotes where it must be (RFC 4180).
fn field(text: &str) -> String {
    if text.contains([',', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Manifest;

    fn manifest(paths: &[&str]) -> Manifest {
        let file = |path: &&str| {
            format!(
                r#"{{"host":"h.org","path":"x","local_path":{path:?},"sources":[{{"mirror":"h.org","url":"https://h.org/x"}}]}}"#
            )
        };
        let files: Vec<String> = paths.iter().map(file).collect();
        let files = files.join(",");
        let head = r#"{"format":"igsr-fetch manifest","version":1,"date":"2026-11-30","files":["#;
        Manifest::parse(&format!("{head}{files}]}}")).expect("a manifest")
    }

    fn sheet(paths: &[&str]) -> Option<String> {
        sample_sheet(&manifest(paths), &Destination::read("igsr"))
    }

    #[test]
    fn each_run_has_a_row_with_its_mates() {
        let text = sheet(&[
            "phase3/data/NA12878/sequence_read/SRR1_1.filt.fastq.gz",
            "phase3/data/NA12878/sequence_read/SRR1_2.filt.fastq.gz",
            "phase3/data/NA12878/sequence_read/SRR1.filt.fastq.gz",
            "phase3/data/HG00096/sequence_read/SRR2.filt.fastq.gz",
            "ftp.sra.ebi.ac.uk/fastq/ERR188/ERR188040/ERR188040_2.fastq.gz",
            "ftp.sra.ebi.ac.uk/fastq/ERR188/ERR188040/ERR188040_1.fastq.gz",
            "a,b/\"HG00097\"/r_1.fq",
            "phase3/data/NA12878/alignment/NA12878.bam",
        ]);
        let wanted = "sample,fastq_1,fastq_2\n\
            r,\"igsr/a,b/\"\"HG00097\"\"/r_1.fq\",\n\
            ERR188040,igsr/ftp.sra.ebi.ac.uk/fastq/ERR188/ERR188040/ERR188040_1.fastq.gz,igsr/ftp.sra.ebi.ac.uk/fastq/ERR188/ERR188040/ERR188040_2.fastq.gz\n\
            HG00096,igsr/phase3/data/HG00096/sequence_read/SRR2.filt.fastq.gz,\n\
            NA12878,igsr/phase3/data/NA12878/sequence_read/SRR1_1.filt.fastq.gz,igsr/phase3/data/NA12878/sequence_read/SRR1_2.filt.fastq.gz\n";
        assert_eq!(text.as_deref(), Some(wanted));
    }

    #[test]
    fn files_without_reads_have_no_sheet() {
        assert_eq!(sheet(&["a.bam", "b.vcf.gz"]), None);
    }
}
