//! Kinds of files: data, and what lies beside it.

use super::bits::Bits;
use super::terms::Asked;
use crate::catalogue::Kind;
use crate::search::QueryField;

impl Asked {
    /// Returns the files that lie beside others under their names: indexes and statistics.
    pub(super) fn beside_data(&self) -> &Bits {
        self.beside.get_or_init(|| {
            let kinds = &self.list.vocabulary().kinds.kinds;
            let beside: Vec<bool> = std::iter::once(false)
                .chain(kinds.iter().map(is_beside))
                .collect();
            Bits::of(&self.list.columns().kind, |code| beside[usize::from(code)])
        })
    }

    /// Returns whether a value of `type:` or `kind:` is a kind of files that lie beside others.
    pub(super) fn is_kind_beside(&self, value: &str) -> bool {
        let kinds = self.list.vocabulary().kinds.kinds.iter();
        let is_it = |kind: &Kind| kind.id == value || kind.also.iter().any(|also| also == value);
        kinds.filter(|kind| is_beside(kind)).any(is_it)
    }

    /// Returns whether values of `type:` or `kind:` are kinds of reads, alignments or variants, of which a file is one.
    pub(super) fn are_data(&self, field: QueryField, values: &[String]) -> bool {
        self.are_of(field, values, &["alignment", "sequence", "variants"])
    }

    /// Returns whether values of `type:` or `kind:` are kinds of reads or alignments.
    pub(super) fn are_reads(&self, field: QueryField, values: &[String]) -> bool {
        self.are_of(field, values, &["alignment", "sequence"])
    }

    fn are_of(&self, field: QueryField, values: &[String], data: &[&str]) -> bool {
        let kinds = &self.list.vocabulary().kinds.kinds;
        let is_data = |value: &String| {
            let kind = kinds.iter().find(|kind| kind.id == *value);
            kind.is_some_and(|kind| !is_beside(kind) && data.contains(&&*kind.data))
        };
        matches!(field, QueryField::Type | QueryField::Kind) && values.iter().all(is_data)
    }
}

/// Returns whether files of a kind lie beside others: indexes, statistics and checksums.
fn is_beside(kind: &Kind) -> bool {
    let is_it = |also: &String| ["index", "statistics", "md5"].contains(&also.as_str());
    kind.also.iter().any(is_it)
}
