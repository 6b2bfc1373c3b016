//! The help of the query language.

/// Examples of queries, each with what it finds, in the order in which they are explained.
pub const QUERY_HELP: &[(&str, &str)] = &[
    (
        "phase3 chr22 genotypes",
        "every word must be part of the path, in any order; large and small letters are alike",
    ),
    (
        "CEU or YRI",
        "either; or may be left out between two populations, samples or chromosomes",
    ),
    (
        "\"shapeit2_mvncall integrated\"",
        "what stands in quotes is looked for as it is, blanks included",
    ),
    (
        "genotypes -supporting",
        "a minus sign refuses what follows it: a word, a quoted text or a field",
    ),
    (
        "pop:CEU,YRI",
        "files of samples of one population or the other",
    ),
    (
        "super:AFR",
        "files of samples of a superpopulation: AFR, AMR, EAS, EUR or SAS",
    ),
    (
        "sample:NA12878",
        "files of a sample; several names with commas between them",
    ),
    ("sex:female", "files of samples by sex: female or male"),
    (
        "related:no",
        "without the relatives that the 2,504 samples leave out; related:yes for them alone",
    ),
    (
        "trio:yes",
        "files of samples of which parents or children were sequenced too",
    ),
    (
        "chr:22",
        "files of a chromosome: 1 to 22, X, Y, MT; chr:20-22 for a range",
    ),
    (
        "type:cram,index",
        "files by kind: vcf, bam, cram, fastq, index",
    ),
    (
        "kind:tbi",
        "files by kind alone, where a type would mean more",
    ),
    (
        "data:variants",
        "files by type of data: variants, alignment, sequence, assembly, tables",
    ),
    (
        "with:index type:cram",
        "what is found together with the indexes beside it",
    ),
    (
        "group:exome",
        "files by analysis group, as the site’s index files name it",
    ),
    (
        "release:phase3",
        "files of a release: phase3, phase1, pilot",
    ),
    (
        "collection:30x",
        "files of a data collection; a name with blanks stands in quotes",
    ),
    (
        "assembly:GRCh38",
        "files on an assembly: GRCh38, GRCh37, NCBI36",
    ),
    ("host:ftp.sra.ebi.ac.uk", "files that lie on a host"),
    ("in:phase3/data", "files of a directory and of all below it"),
    (
        "path:release/20130502/*.panel",
        "a file or directory by its path or address, as pasted; a name may have stars",
    ),
    (
        "name:genotypes",
        "files whose name, without the directory, holds this",
    ),
    (
        "md5:68a73f849b82071afe11888bac1aa8a7",
        "the files with this MD5, which may also stand without md5:",
    ),
    (
        "size:>1G",
        "files by size: >, >=, <, <=, or a range as in 1G..2G; K, M, G and T are units of 1000, KiB to TiB of 1024",
    ),
    (
        "date:>2020",
        "files by date of last change: a year, month or day with the same signs; >2020 begins with 2021",
    ),
    (
        "date:2015..2020-05",
        "from the beginning of 2015 to the end of May 2020",
    ),
];
