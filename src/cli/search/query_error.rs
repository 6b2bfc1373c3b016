//! Shows where a query is wrong.

use std::ops::Range;

use crate::cli::terminal::plain;
use crate::search::QueryError;

/// Returns the lines that show what is wrong with a query, and what would be right.
pub(in crate::cli) fn pointed_out(query: &str, problem: &QueryError) -> String {
    let marks = marks(query, &problem.span);
    format!(
        "  {}\n  {marks}\n  {}\n",
        plain(query),
        plain(&problem.remedy())
    )
}

/// Returns marks that stand below a part of a query, which is given in bytes.
fn marks(query: &str, span: &Range<usize>) -> String {
    let width = |text: &str| plain(text).chars().count();
    let before = query.get(..span.start).map_or(0, width);
    let length = query.get(span.clone()).map_or(0, width);
    format!("{}{}", " ".repeat(before), "^".repeat(length.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_below_what_is_wrong() {
        for (query, span, expected) in [
            ("a pop: b", 2..6, "  ^^^^"),
            ("é size:x", 3..9, "  ^^^^^^"),
            ("a\tb", 2..3, "   ^"),
            ("a", 1..1, " ^"),
        ] {
            assert_eq!(marks(query, &span), expected, "{query}");
        }
    }
}
