//! Index files, whose files lie on the archive's host.

use std::io::{self, Write};

use super::people::Person;
use super::random::{Random, Size};
use super::tree::{Day, stamp_of};

/// What the columns of the newer form mean, as its `##` lines say.
const MEANINGS: [(&str, &str); 22] = [
    ("ENA_FILE_PATH", "path to ENA file on ENA ftp site"),
    ("MD5SUM", "md5sum of file"),
    ("RUN_ID", "SRA/ERA run accession"),
    ("STUDY_ID", "SRA/ERA study accession"),
    ("STUDY_NAME", "Name of study"),
    ("CENTER_NAME", "Submission centre name"),
    ("SUBMISSION_ID", "SRA/ERA submission accession"),
    ("SUBMISSION_DATE", "Date sequence submitted, YYYY-MM-DD"),
    ("SAMPLE_ID", "SRA/ERA sample accession"),
    ("SAMPLE_NAME", "Sample name"),
    (
        "POPULATION",
        "Sample population. Further information may be available with the data collection.",
    ),
    ("EXPERIMENT_ID", "Experiment accession"),
    ("INSTRUMENT_PLATFORM", "Type of sequencing machine"),
    ("INSTRUMENT_MODEL", "Model of sequencing machine"),
    ("LIBRARY_NAME", "Library name"),
    ("RUN_NAME", "Name of machine run"),
    ("INSERT_SIZE", "Submitter specified insert size"),
    (
        "LIBRARY_LAYOUT",
        "Library layout, this can be either PAIRED or SINGLE",
    ),
    (
        "PAIRED_FASTQ",
        "Name of mate pair file if exists (Runs with failed mates will have a library layout of PAIRED but no paired fastq file)",
    ),
    ("READ_COUNT", "Read count for the file"),
    ("BASE_COUNT", "Basepair count for the file"),
    (
        "ANALYSIS_GROUP",
        "Analysis group of sequence, this reflects sequencing strategy",
    ),
];

/// Header of the 26-column form (FAQ about-index-files).
const PHASE3: &str = "FASTQ_FILE\tMD5\tRUN_ID\tSTUDY_ID\tSTUDY_NAME\tCENTER_NAME\tSUBMISSION_ID\tSUBMISSION_DATE\tSAMPLE_ID\tSAMPLE_NAME\tPOPULATION\tEXPERIMENT_ID\tINSTRUMENT_PLATFORM\tINSTRUMENT_MODEL\tLIBRARY_NAME\tRUN_NAME\tRUN_BLOCK_NAME\tINSERT_SIZE\tLIBRARY_LAYOUT\tPAIRED_FASTQ\tWITHDRAWN\tWITHDRAWN_DATE\tCOMMENT\tREAD_COUNT\tBASE_COUNT\tANALYSIS_GROUP";

/// When a run was withdrawn, and why.
const WITHDRAWN: (&str, &str) = ("2012-07-23 00:00:00", "SUPPRESSED IN ARCHIVE");

/// Where reads lie.
const READS: &str = "ftp://ftp.sra.ebi.ac.uk/vol1/fastq";

/// Writes the index of the 2504 30x CRAMs, or of the 698 of related samples.
pub(crate) fn thirty_times(
    people: &[Person],
    related: bool,
    random: &mut Random,
    to: &mut impl Write,
) -> io::Result<()> {
    writeln!(
        to,
        "##FileDate={}",
        if related { "20200526" } else { "20190405" }
    )?;
    for (column, meaning) in MEANINGS {
        writeln!(to, "##{column}={meaning}")?;
    }
    let columns: Vec<&str> = MEANINGS.iter().map(|(column, _)| *column).collect();
    writeln!(to, "#{}", columns.join("\t"))?;
    let mut members: Vec<&Person> = people
        .iter()
        .filter(|person| person.phase3 != related)
        .collect();
    random.shuffle(&mut members);
    let mut run = if related { 3_988_760 } else { 3_239_275 };
    for person in members {
        run += if related { 1 } else { random.between(1, 2) };
        // The one run that the example names.
        if run == 3_242_571 {
            run += 1;
        }
        let run = if person.name == "NA18526" {
            3_242_571
        } else {
            run
        };
        thirty_times_row(person, run, related, random, to)?;
    }
    Ok(())
}

fn thirty_times_row(
    person: &Person,
    run: u64,
    related: bool,
    random: &mut Random,
    to: &mut impl Write,
) -> io::Result<()> {
    let Person {
        name, population, ..
    } = person;
    let (study, submission) = if related {
        ("ERP120144", "ERA2450129")
    } else {
        ("ERP114329", "ERA1783081")
    };
    let (title, day) = if related {
        (
            "30X whole genome sequencing coverage of the 698 samples related to the 2504 Phase 3 1000 Genome samples",
            "2020-03-14 00:00",
        )
    } else {
        (
            "30X whole genome sequencing coverage of the 2504 Phase 3 1000 Genome samples.",
            "2019-03-06 00:00",
        )
    };
    let reads = random.log_normal(Size::new(720_000_000, 30));
    writeln!(
        to,
        "ftp://ftp.sra.ebi.ac.uk/vol1/run/ERR{}/ERR{run}/{name}.final.cram\t{}\tERR{run}\t{study}\t{title}\tNew York Genome Center\t{submission}\t{day}\tSRS{:06}\t{name}\t{}\tERX{}\tILLUMINA\tIllumina NovaSeq 6000\t{name}\tNYGC_ENA_{run}\t450\tPAIRED\t\t{reads}\t{}\tPCR-free high coverage",
        run / 10_000,
        random.md5(),
        random.between(350, 9_999),
        population.code,
        run + 24_000,
        reads * 150,
    )
}

/// Writes an index in phase 3's form with so many rows, some of which are withdrawn.
pub(crate) fn phase3(
    people: &[Person],
    rows: usize,
    random: &mut Random,
    to: &mut impl Write,
) -> io::Result<()> {
    writeln!(to, "{PHASE3}")?;
    let mut members: Vec<&Person> = people.iter().filter(|person| person.phase3).collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    let runs = rows.div_ceil(2);
    let mut run = 8_900;
    for number in 0..runs {
        run += if random.once_in(9) {
            random.between(2, 40)
        } else {
            1
        };
        // Runs of seven digits lie a folder deeper.
        if run == 12_000 {
            run = 1_019_034;
        }
        let person = members[number * members.len() / runs];
        for half in 1..=(rows - 2 * number).min(2) {
            phase3_row(person, run, half, random, to)?;
        }
    }
    Ok(())
}

fn phase3_row(
    person: &Person,
    run: u64,
    half: usize,
    random: &mut Random,
    to: &mut impl Write,
) -> io::Result<()> {
    let accession = format!("ERR{run:06}");
    let seventh = (run >= 1_000_000).then(|| format!("{:03}/", run % 10));
    let deeper = seventh.unwrap_or_default();
    let folder = format!("{READS}/{}/{deeper}{accession}", &accession[..6]);
    let file = |half: usize| format!("{folder}/{accession}_{half}.fastq.gz");
    // Both halves of a run are withdrawn, or none.
    let withdrawn = run.is_multiple_of(23);
    let (date, comment) = if withdrawn { WITHDRAWN } else { ("", "") };
    let submitted = stamp_of(Day::new(2009, 3, 2).after(run % 1400));
    let (name, code) = (&person.name, person.population.code);
    let reads = random.log_normal(Size::new(14_000_000, 200));
    writeln!(
        to,
        "{}\t{}\t{accession}\tSRP{:06}\t1000 Genomes {code} {} low coverage sequencing\tBGI\tERA{:06}\t{submitted}\tSRS{:06}\t{name}\t{code}\tERX{:06}\tILLUMINA\tIllumina Genome Analyzer II\t{name}_lib{}\t{}_s_{}\t\t{}\tPAIRED\t{}\t{}\t{date}\t{comment}\t{reads}\t{}\tlow coverage",
        file(half),
        random.md5(),
        540 + run % 60,
        person.population.group,
        run / 4,
        6_800 + run % 900,
        run / 2,
        run % 7,
        run * 31 % 99_991,
        run % 8 + 1,
        150 + run % 350,
        file(3 - half),
        u8::from(withdrawn),
        reads * 76,
    )
}
