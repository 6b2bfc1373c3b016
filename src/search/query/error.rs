//! Errors in queries.

use std::ops::Range;

/// An error in a query, with its position.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct QueryError {
    /// Kind of error.
    pub fault: QueryErrorKind,
    /// Byte range of the faulty part; both ends are character boundaries.
    pub span: Range<usize>,
    pub(super) unfinished: bool,
}

/// The ways in which a text can fail to be a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryErrorKind {
    /// The text has more than [`super::MAX_QUERY_BYTES`].
    #[error("the query is too long")]
    TooLong,
    /// The query has more than [`super::MAX_QUERY_TERMS`].
    #[error("the query has too many terms")]
    TooManyTerms,
    /// A quote is not closed.
    #[error("a quote is not closed")]
    UnclosedQuote,
    /// Nothing stands between two quotes.
    #[error("nothing stands between the quotes")]
    EmptyPhrase,
    /// A `-` stands alone.
    #[error("nothing follows the minus sign")]
    LoneMinus,
    /// An address has no host and no path.
    #[error("the address names nothing")]
    EmptyAddress,
    /// A field has no value, or an empty one among others.
    #[error("no value follows {field}:")]
    EmptyValue {
        /// Name of the field.
        field: &'static str,
    },
    /// A word begins with a colon.
    #[error("no name of a field stands before the colon")]
    NoFieldName,
    /// A word with a colon names no field.
    #[error("there is no field {name}")]
    UnknownField {
        /// The text before the colon.
        name: String,
        /// A field with a similar name, if there is one.
        nearest: Option<&'static str>,
    },
    /// A position on a chromosome, as in `chr22:16000000-17000000`.
    #[error("files are not found by position")]
    Position {
        /// The chromosome.
        chromosome: String,
    },
    /// The value of `size:` is not a size.
    #[error("this is no size")]
    NotSize,
    /// The value of `date:` is not a date.
    #[error("this is no date")]
    NotDate,
    /// The start of a range is greater than its end.
    #[error("the range ends before it begins")]
    RangeOrder,
    /// The value of `chr:` is not a chromosome.
    #[error("this is no human chromosome")]
    NotChromosome,
    /// The value of `sex:` is not a sex.
    #[error("this is no sex that the sample tables know")]
    NotSex,
    /// The value of a yes-or-no field is neither.
    #[error("this is neither yes nor no")]
    NotYesNo,
    /// The value of `md5:` is not an MD5.
    #[error("this is no MD5")]
    NotMd5,
    /// The value of `with:` is not a kind of companion file.
    #[error("this is no companion file")]
    NotCompanion,
}

impl QueryError {
    /// Returns whether the query may become valid as the user types on, so that no error need be shown yet: `"abc`,
    /// `pop:`, `size:>`, `date:20`.
    pub fn is_unfinished(&self) -> bool {
        self.unfinished
    }

    /// Returns a suggestion in words.
    pub fn remedy(&self) -> String {
        let words = match &self.fault {
            QueryErrorKind::TooLong => "at most 200,000 characters",
            QueryErrorKind::TooManyTerms => {
                "at most 64 words and filters beside 5,000 names of samples or files; of a longer list, search one part after the other"
            }
            QueryErrorKind::UnclosedQuote => "a second quote after the words",
            QueryErrorKind::EmptyPhrase => "words between the quotes",
            QueryErrorKind::LoneMinus => {
                "a word after the minus sign, without a blank: -supporting"
            }
            QueryErrorKind::EmptyAddress => "a whole address, or a part of a path without it",
            QueryErrorKind::EmptyValue { field } => return [*field, ":", example(field)].concat(),
            QueryErrorKind::UnknownField {
                nearest: Some(name),
                ..
            } => {
                return ["did you mean ", name, ":"].concat();
            }
            QueryErrorKind::NoFieldName => {
                "the name of a field before the colon; a text that holds a colon stands in quotes"
            }
            QueryErrorKind::UnknownField { .. } => {
                "one of the fields that the help lists; a text that holds a colon stands in quotes"
            }
            QueryErrorKind::Position { chromosome } => {
                return ["chr:", chromosome, " finds the files of that chromosome"].concat();
            }
            QueryErrorKind::NotSize => {
                "a number with a unit, with >, <, or as a range: size:>1G, size:<700MB, size:1G..2G"
            }
            QueryErrorKind::NotDate => {
                "a year, a month or a day, with >, <, or as a range: date:>2020, date:2020-05, date:2015..2020"
            }
            QueryErrorKind::RangeOrder => "the smaller or earlier one first",
            QueryErrorKind::NotChromosome => "1 to 22, X, Y, MT, or a range: chr:20-22",
            QueryErrorKind::NotSex => "female or male",
            QueryErrorKind::NotYesNo => "yes or no",
            QueryErrorKind::NotMd5 => "32 hexadecimal digits",
            QueryErrorKind::NotCompanion => "with:index",
        };
        words.to_owned()
    }
}

/// Returns a sample value of a field.
fn example(field: &str) -> &'static str {
    match field {
        "pop" => "CEU",
        "super" => "AFR",
        "sample" => "NA12878",
        "sex" => "female",
        "related" | "trio" => "yes",
        "chr" => "22",
        "type" => "vcf",
        "release" => "phase3",
        "collection" => "30x",
        "assembly" => "GRCh38",
        "host" => "ftp.sra.ebi.ac.uk",
        "in" => "phase3/data",
        "name" => "genotypes",
        "group" => "exome",
        "md5" => "d41d8cd98f00b204e9800998ecf8427e",
        "size" => ">1G",
        _ => ">2020",
    }
}
