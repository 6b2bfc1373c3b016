//! Regions and samples cut out of variant files by the real tabix and bcftools.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::command::{Ran, run};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/static/snapshot");

/// Two of CEU, one of CEU that is a relative outside of phase 3, one of GBR.
const SAMPLES: [&str; 4] = ["NA06984", "NA12878", "NA06985", "HG00096"];

/// Phase 3 and the calls of 2019 write `22`, the 30x calls `chr22`; of the last, nothing is known.
const FILES: [(&str, &[&str]); 5] = [
    ("release/20130502/ALL.chr22.it's.vcf.gz", &["22"]),
    ("release/20130502/ALL.chr21.x.vcf.gz", &["21"]),
    (
        "data_collections/1000_genomes_project/release/20190312_biallelic_SNV_and_INDEL/ALL.chr22.y.vcf.gz",
        &["22"],
    ),
    (
        "data_collections/1000G_2504_high_coverage/working/w/a.chr22.b.vcf.gz",
        &["chr22"],
    ),
    ("data_collections/HGSVC2/all.vcf.gz", &["chr1", "chr22"]),
];

/// Position and reference of each record: one begins before the region and reaches into it.
const RECORDS: [(u32, &str); 6] = [
    (100, "A"),
    (149, "ACGT"),
    (150, "C"),
    (200, "G"),
    (250, "T"),
    (251, "A"),
];

/// Positions of the records that overlap 150-250.
const IN_REGION: &str = "149 150 200 250";

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("region-{}-{count}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("a new folder");
        Self(folder)
    }

    fn text(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("UTF-8").to_owned()
    }

    fn plan(&self, more: &[&str]) -> Ran {
        let paths: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        self.plan_of(&paths, more)
    }

    fn plan_of(&self, paths: &[&str], more: &[&str]) -> Ran {
        let (list, out) = (self.text("paths.txt"), self.text("out"));
        fs::write(&list, paths.join("\n")).expect("written");
        let words = ["plan", "--paths", &list, "--tool", "urls", "--out", &out];
        run(&[&words[..], more].concat())
    }

    /// Makes the files as if they had been fetched, each with its index.
    fn fetch(&self) {
        for (path, contigs) in FILES {
            let file = self.0.join("out/igsr").join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            let text = file.with_extension("");
            fs::write(&text, vcf(contigs)).expect("written");
            self.run("bgzip -f \"$1\" && tabix -p vcf \"$1.gz\"", &text);
        }
    }

    fn run(&self, line: &str, argument: &Path) -> Ran {
        let mut command = Command::new("sh");
        command.args(["-c", line, "sh"]).arg(argument);
        command.current_dir(self.0.join("out"));
        command.output().expect("the shell starts").into()
    }

    /// What bcftools says of a file that was cut.
    fn query(&self, options: &str, name: &str) -> String {
        let ran = self.run(&format!("bcftools query {options} \"$1\""), Path::new(name));
        assert_eq!(ran.code, 0, "{name}: {}", ran.words);
        ran.out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn cut_files(&self) -> Vec<String> {
        let line = "cd region && find . -name '*.vcf.gz' | sort";
        let ran = self.run(line, Path::new(""));
        ran.out.lines().map(str::to_owned).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder of the build.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn vcf(contigs: &[&str]) -> String {
    let mut text = "##fileformat=VCFv4.2\n".to_owned();
    for contig in contigs {
        text.extend(["##contig=<ID=", contig, ">\n"]);
    }
    text += "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n";
    text += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t";
    text += &SAMPLES.join("\t");
    for contig in contigs {
        for (position, reference) in RECORDS {
            text.extend([
                "\n",
                contig,
                "\t",
                &position.to_string(),
                "\t.\t",
                reference,
            ]);
            text += "\t<DEL>\t.\t.\t.\tGT";
            text += "\t0|0\t0|1\t1|0\t1|1";
        }
    }
    text + "\n"
}

const CUT: [&str; 4] = [
    "./data_collections/1000G_2504_high_coverage/working/w/a.chr22.b.chr22_150-250.vcf.gz",
    "./data_collections/1000_genomes_project/release/20190312_biallelic_SNV_and_INDEL/ALL.chr22.y.chr22_150-250.vcf.gz",
    "./data_collections/HGSVC2/all.chr22_150-250.vcf.gz",
    "./release/20130502/ALL.chr22.it's.chr22_150-250.vcf.gz",
];

#[test]
fn a_region_by_any_name_of_its_chromosome_is_cut_out_of_files_with_any_style() {
    for region in [
        "22:150-250",
        "chr22:150-250",
        "CHR22:150-250",
        "CM000684:150-250",
    ] {
        let folder = Folder::new();
        let planned = folder.plan(&["--region", region]);
        assert_eq!(
            (planned.code, &*planned.out),
            (4, "sh region.sh\n"),
            "{}",
            planned.words
        );
        let left_out = "ALL.chr21.x.vcf.gz is left out of the region: it is of chromosome 21";
        assert!(planned.words.contains(left_out), "{}", planned.words);
        folder.fetch();
        for shell in ["bash", "dash", "zsh", "busybox sh"] {
            let line = planned.out.replacen("sh", shell, 1);
            let ran = folder.run(&format!("rm -rf region; {line}"), Path::new(""));
            assert_eq!(ran.code, 0, "{shell} {region}\n{}\n{}", ran.out, ran.words);
            assert_eq!(folder.cut_files(), CUT, "{shell} {region}");
        }
        for (name, contig) in CUT.iter().zip(["chr22", "22", "chr22", "22"]) {
            let name = format!("region/{name}");
            assert_eq!(folder.query("-f '%POS\\n'", &name), IN_REGION, "{region}");
            let contigs = folder.query("-f '%CHROM\\n'", &name);
            assert_eq!(contigs, [contig; 4].join(" "), "{region}");
            assert_eq!(folder.query("-l", &name), SAMPLES.join(" "));
        }
    }
}

#[test]
fn an_accession_of_another_assembly_leaves_files_out() {
    let folder = Folder::new();
    let planned = folder.plan(&["--region", "NC_000022.11:150-250"]);
    assert_eq!(planned.code, 4, "{}", planned.words);
    let left_out = "ALL.chr22.it's.vcf.gz is left out of the region: its positions are on GRCh37";
    assert!(planned.words.contains(left_out), "{}", planned.words);
    folder.fetch();
    let ran = folder.run(&planned.out, Path::new(""));
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert_eq!(folder.cut_files(), CUT[..3]);
}

#[test]
fn the_samples_of_a_population_are_those_that_each_file_has() {
    let folder = Folder::new();
    let more = [
        "--snapshot",
        SHIPPED,
        "--region",
        "22",
        "--population",
        "ceu",
    ];
    let planned = folder.plan(&more);
    assert_eq!(planned.code, 4, "{}", planned.words);
    folder.fetch();
    let ran = folder.run(&planned.out, Path::new(""));
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.words);
    for name in folder.cut_files() {
        let name = format!("region/{name}");
        assert_eq!(folder.query("-l", &name), "NA06984 NA12878 NA06985");
        let positions = folder.query("-f '%POS\\n'", &name);
        assert_eq!(positions, "100 149 150 200 250 251", "{name}");
    }
    let of_phase3 = Folder::new();
    let paths = [FILES[0].0];
    let more = ["--snapshot", SHIPPED, "--population", "CEU"];
    of_phase3.plan_of(&paths, &more);
    let listed = fs::read_to_string(of_phase3.text("out/samples.txt")).expect("samples.txt");
    // The panel of phase 3 has 99 of CEU.
    assert_eq!(listed.lines().count(), 99);
}

#[test]
fn samples_of_a_list_are_kept_and_a_file_without_any_is_named() {
    let folder = Folder::new();
    let list = folder.text("mine.txt");
    fs::write(&list, "HG00096\r\nNA99999\n").expect("written");
    let planned = folder.plan_of(&[FILES[0].0], &["--samples", &list]);
    assert_eq!(planned.code, 0, "{}", planned.words);
    folder.fetch();
    let ran = folder.run(&planned.out, Path::new(""));
    assert_eq!(ran.code, 0, "{}", ran.words);
    let name = "region/release/20130502/ALL.chr22.it's.subset.vcf.gz";
    assert_eq!(folder.query("-l", name), "HG00096");
    fs::write(folder.text("out/samples.txt"), "NA99999\n").expect("written");
    let ran = folder.run(&planned.out, Path::new(""));
    assert_ne!(ran.code, 0);
    assert!(
        ran.words.contains("has none of the samples"),
        "{}",
        ran.words
    );
}

#[test]
fn a_file_that_is_not_there_or_has_nothing_of_the_chromosome_is_named() {
    let folder = Folder::new();
    let planned = folder.plan(&["--region", "chrX:1-2"]);
    assert_eq!(planned.code, 4, "{}", planned.words);
    let ran = folder.run(&planned.out, Path::new(""));
    assert_ne!(ran.code, 0);
    let missing = "HGSVC2/all.vcf.gz is not here: fetch it first";
    assert!(ran.words.contains(missing), "{}", ran.words);
    folder.fetch();
    let ran = folder.run(&planned.out, Path::new(""));
    assert_ne!(ran.code, 0);
    let none = "all.vcf.gz has no records of this chromosome, by any of the names: chrX X";
    assert!(ran.words.contains(none), "{}", ran.words);
    assert_eq!(folder.cut_files(), [""; 0]);
}

#[test]
fn a_region_that_cannot_be_cut_is_refused_and_nothing_is_written() {
    let list = ["--snapshot", SHIPPED];
    for (more, words) in [
        (
            &["--region", "chr23:1-2"][..],
            "\"chr23\" is no human chromosome",
        ),
        (
            &["--region", "22:5-3"],
            "the region begins at 5, after its end 3",
        ),
        (&["--region", "22:0-3"], "positions are counted from 1"),
        (&["--region", "22:a-b"], "\"a-b\" is no position"),
        (
            &["--region", "NC_000022.99"],
            "\"NC_000022.99\" is no human chromosome",
        ),
        (&["--population", "XYZ"], "--population XYZ: no population"),
        (
            &["--population", "GWD,CEU"],
            "--population GWD,CEU: no population",
        ),
    ] {
        let folder = Folder::new();
        let list = &list[..if more[0] == "--region" { 0 } else { 2 }];
        let planned = folder.plan(&[list, more].concat());
        assert_eq!((planned.code, &*planned.out), (2, ""), "{more:?}");
        assert!(planned.words.contains(words), "{}", planned.words);
        assert!(!folder.0.join("out").exists(), "{more:?}");
    }
    let folder = Folder::new();
    let none = folder.plan_of(&["release/20130502/README"], &["--region", "22"]);
    assert!(
        none.words.contains("no file of the selection is a VCF"),
        "{}",
        none.words
    );
    let other = folder.plan_of(&[FILES[1].0], &["--region", "22"]);
    assert!(
        other.words.contains("no VCF of the selection is of this"),
        "{}",
        other.words
    );
    let gambian = ["--snapshot", SHIPPED, "--population", "CHD"];
    let without = folder.plan_of(&[FILES[0].0], &gambian);
    assert_eq!(without.code, 2, "{}", without.words);
}
