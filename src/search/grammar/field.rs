//! The fields of the query language, their names, and how their values are written.

/// What a field term asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QueryField {
    /// `pop:` Code of a population of the file's samples: `CEU`.
    Population,
    /// `super:` Code of a superpopulation of the file's samples: `AFR`.
    Superpopulation,
    /// `sample:` Name of a sample: `NA12878`.
    Sample,
    /// `sex:` `female` or `male`.
    Sex,
    /// `related:` `yes` if the sample is a relative that the 2,504 leave out, else `no`.
    Related,
    /// `trio:` `yes` if the sample belongs to a trio, else `no`.
    Trio,
    /// `chr:` `1` to `22`, `X`, `Y`, `MT`.
    Chromosome,
    /// `type:` Kind of file: `vcf`, `cram`, `index`.
    Type,
    /// `release:` A main release: `phase3`.
    Release,
    /// `collection:` A data collection: `30x`.
    Collection,
    /// `assembly:` `GRCh38`.
    Assembly,
    /// `host:` The host that the file lies on.
    Host,
    /// `in:` A directory, with all that is below it: its path without slashes at its ends, or `/`.
    Directory,
    /// `name:` Part of the file's name.
    Name,
    /// `group:` Analysis group, as index files name it, with `_` for blanks: `low_coverage`.
    Group,
}
